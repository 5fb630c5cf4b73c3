//! Partners with several targets, of which the first is bad; and TLS without STARTTLS.

use super::tests::{LIMIT, World, message, receive, world_with};
use super::*;
use crate::federation::dns::{Zone, ZoneRecord};
use crate::federation::xmpp::settings::StreamPolicy;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;

/// What issue 7 allows.
const FAILOVER_LIMIT: Duration = Duration::from_secs(5);

fn policy() -> StreamPolicy {
    StreamPolicy { dialback: false, ..StreamPolicy::default() }
}

/// Serves the records of both domains, those of `b.example` as given.
fn publish(world: &World, host: &str, services: &[(&str, String)]) {
    let a = format!("0 0 {} xmpp.a.example.", world.a.0.address().port());
    let a = Zone {
        name: "a.example".to_owned(),
        records: vec![
            ZoneRecord::new("_xmpp-server._tcp.a.example", "SRV", &a),
            ZoneRecord::new("xmpp.a.example", "A", host),
        ],
    };
    let mut records = vec![ZoneRecord::new("xmpp.b.example", "A", host)];
    for (service, data) in services {
        records.push(ZoneRecord::new(&format!("{service}.b.example"), "SRV", data));
    }
    world.dns.replace(&[a, Zone { name: "b.example".to_owned(), records }]).unwrap();
}

/// A message arrives although the first target is at this port.
async fn arrives_in_spite_of(host: &str, bad: u16) {
    let mut world = world_with(host, policy(), "a.example", "b.example", |_| {}).await;
    let good = world.b.0.address().port();
    let services = [
        ("_xmpp-server._tcp", format!("0 0 {bad} xmpp.b.example.")),
        ("_xmpp-server._tcp", format!("10 0 {good} xmpp.b.example.")),
    ];
    publish(&world, host, &services);
    let start = Instant::now();
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "hello")).await.unwrap();
    assert_eq!(receive(&mut world.b.1).await.body().as_deref(), Some("hello"));
    assert!(start.elapsed() < FAILOVER_LIMIT, "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_target_that_refuses_is_passed_over() {
    let closed = TcpListener::bind("127.0.38.1:0").await.unwrap().local_addr().unwrap().port();
    arrives_in_spite_of("127.0.38.1", closed).await;
}

/// A server that says no more than this.
async fn tarpit(host: &str, text: &'static str) -> u16 {
    let listener = TcpListener::bind((host, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((mut tcp, _)) = listener.accept().await {
            let _ = tcp.write_all(text.as_bytes()).await;
            held.push(tcp);
        }
    });
    port
}

#[tokio::test]
async fn a_target_that_is_silent_or_stops_halfway_is_passed_over() {
    let silent = tarpit("127.0.38.2", "").await;
    let header = "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' \
        from='b.example' id='1' version='1.0'>";
    let halfway = tarpit("127.0.38.3", header).await;
    tokio::join!(arrives_in_spite_of("127.0.38.2", silent), arrives_in_spite_of("127.0.38.3", halfway));
}

#[tokio::test]
async fn a_target_with_a_bad_certificate_is_passed_over() {
    let bad = world_with("127.0.38.4", policy(), "a.example", "other.example", |_| {}).await;
    arrives_in_spite_of("127.0.38.4", bad.b.0.address().port()).await;
}

#[tokio::test]
async fn tls_may_begin_at_once() {
    let mut world = world_with("127.0.38.5", policy(), "a.example", "b.example", |_| {}).await;
    let port = world.b.0.address().port();
    publish(&world, "127.0.38.5", &[("_xmpps-server._tcp", format!("0 0 {port} xmpp.b.example."))]);
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "hello")).await.unwrap();
    assert_eq!(receive(&mut world.b.1).await.body().as_deref(), Some("hello"));
    let status = world.a.0.status().partner("b.example");
    assert_eq!(status.security.as_deref(), Some("TLS 1.3, SASL EXTERNAL"));
    let mut raw = tokio::net::TcpStream::connect(world.b.0.address()).await.unwrap();
    raw.write_all(b"\x16\x03\x01junk that is no handshake").await.unwrap();
    let mut answer = Vec::new();
    let closed = tokio::time::timeout(LIMIT, raw.read_to_end(&mut answer)).await;
    assert!(closed.is_ok(), "a broken handshake leaves the connection open");
}
