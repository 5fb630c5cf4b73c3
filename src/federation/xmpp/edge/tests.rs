//! Two edges in one process, found by the zone server's DNS, over real sockets.

use super::*;
use crate::federation::certificates::{CertificateAuthority, CertificateRequest};
use crate::federation::dns::{ResolverSettings, Zone, ZoneRecord, ZoneServer};
use crate::federation::tls::{Identity, TrustRoots};
use crate::federation::xmpp::settings::{Partner, StreamPolicy};
use crate::federation::xmpp::stream::FailureStage;
use crate::federation::xmpp::{Condition, Stanza, address};
use crate::topology::model::Negotiation;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(super) const LIMIT: Duration = Duration::from_secs(10);

/// Two domains, `a.example` and `b.example`, each with an edge.
pub(super) struct World {
    pub a: (Edge, XmppPort),
    pub b: (Edge, XmppPort),
    pub dns: ZoneServer,
}

pub(super) fn zone(name: &str, host: &str, port: u16) -> Zone {
    let records = vec![
        ZoneRecord::new(&format!("_xmpp-server._tcp.{name}"), "SRV", &format!("0 0 {port} xmpp.{name}.")),
        ZoneRecord::new(&format!("xmpp.{name}"), "A", host),
    ];
    Zone { name: name.to_owned(), records }
}

/// `a_names` and `b_names` are the names in the certificates.
async fn world(host: &str, policy: StreamPolicy, a_names: &str, b_names: &str) -> World {
    world_with(host, policy, a_names, b_names, |_| {}).await
}

/// The same, with other settings on both sides.
pub(super) async fn world_with(
    host: &str,
    policy: StreamPolicy,
    a_names: &str,
    b_names: &str,
    change: impl Fn(&mut EdgeConfig),
) -> World {
    let authority = CertificateAuthority::create("Test CA").unwrap();
    let trust = TrustRoots::from_pem(authority.certificate_pem()).unwrap();
    let identity = |name: &str| {
        let issued = authority.issue(&CertificateRequest::for_host(name, &[])).unwrap();
        Identity::from_pem(&issued.chain_pem, issued.key.expose_pem()).unwrap()
    };
    let config = |local: &str, remote: &str, names: &str| {
        let mut config = EdgeConfig {
            local_domains: vec![local.to_owned()],
            partners: vec![Partner { domains: vec![remote.to_owned()], policy: policy.clone() }],
            identities: vec![identity(names)],
            trust: trust.clone(),
            ..EdgeConfig::default()
        };
        change(&mut config);
        config
    };
    let stop = CancellationToken::new();
    let dns = ZoneServer::start(format!("{host}:0").parse().unwrap(), &[], stop).await.unwrap();
    let resolver = || {
        let settings = ResolverSettings {
            name_servers: vec![dns.address()],
            allow_private_targets: true,
            timeout: Duration::from_secs(2),
        };
        Resolver::new(settings).unwrap()
    };
    let listen: SocketAddr = format!("{host}:0").parse().unwrap();
    let a = Edge::start(listen, &config("a.example", "b.example", a_names), resolver()).await.unwrap();
    let b = Edge::start(listen, &config("b.example", "a.example", b_names), resolver()).await.unwrap();
    dns.replace(&[
        zone("a.example", host, a.0.address().port()),
        zone("b.example", host, b.0.address().port()),
    ])
    .unwrap();
    World { a, b, dns }
}

pub(super) fn message(from: &str, to: &str, body: &str) -> Stanza {
    Stanza::chat(address::parse(from).unwrap(), address::parse(to).unwrap(), body).with_id("m1")
}

pub(super) async fn receive(port: &mut XmppPort) -> Stanza {
    tokio::time::timeout(LIMIT, port.incoming.recv()).await.expect("a stanza within the limit").unwrap()
}

#[tokio::test]
async fn messages_cross_both_ways_with_external() {
    let one_way = |config: &mut EdgeConfig| config.one_way = true;
    let mut world =
        world_with("127.0.31.1", StreamPolicy::default(), "a.example", "b.example", one_way).await;
    world.a.1.sink.send(message("ann@a.example/x", "bob@b.example", "hello")).await.unwrap();
    let received = receive(&mut world.b.1).await;
    assert_eq!(received.body().as_deref(), Some("hello"));
    assert_eq!(received.from().to_string(), "ann@a.example/x");
    world.b.1.sink.send(message("bob@b.example", "ann@a.example/x", "hi")).await.unwrap();
    assert_eq!(receive(&mut world.a.1).await.body().as_deref(), Some("hi"));
    let status = world.a.0.status().partner("b.example");
    assert_eq!(status.security.as_deref(), Some("TLS 1.3, SASL EXTERNAL"));
    assert_eq!((status.incoming_streams, status.outgoing_streams), (1, 1));
    world.a.0.stop().await;
}

#[tokio::test]
async fn order_is_kept() {
    let mut world = world("127.0.31.2", StreamPolicy::default(), "a.example", "b.example").await;
    for number in 0..200 {
        world.a.1.sink.send(message("ann@a.example", "bob@b.example", &number.to_string())).await.unwrap();
    }
    for number in 0..200 {
        assert_eq!(receive(&mut world.b.1).await.body(), Some(number.to_string()));
    }
}

#[tokio::test]
async fn dialback_over_tls_and_without() {
    let over_tls = StreamPolicy { sasl: Negotiation::NotSupported, ..StreamPolicy::default() };
    let plain = StreamPolicy {
        tls: Negotiation::NotSupported,
        sasl: Negotiation::NotSupported,
        ..StreamPolicy::default()
    };
    for (host, policy, security) in
        [("127.0.31.3", over_tls, "TLS 1.3, dialback"), ("127.0.31.4", plain, "no TLS, dialback")]
    {
        let mut world = world(host, policy, "a.example", "b.example").await;
        world.a.1.sink.send(message("ann@a.example", "bob@b.example", "hello")).await.unwrap();
        let received = receive(&mut world.b.1).await;
        assert_eq!(received.body().as_deref(), Some("hello"), "{:?}", received);
        assert_eq!(world.a.0.status().partner("b.example").security.as_deref(), Some(security));
    }
}

#[tokio::test]
async fn a_wrong_certificate_is_an_error_with_its_reason() {
    let policy = StreamPolicy { dialback: false, ..StreamPolicy::default() };
    let mut world = world("127.0.31.5", policy, "a.example", "other.example").await;
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "hello")).await.unwrap();
    let bounced = receive(&mut world.a.1).await;
    assert!(bounced.is_error() && bounced.id() == Some("m1"));
    assert_eq!(bounced.error().unwrap().condition, Condition::RemoteServerTimeout);
    let failure = world.a.0.status().partner("b.example").last_failure.unwrap();
    assert_eq!(failure.stage, FailureStage::Certificate);
    assert!(failure.reason.contains("b.example"), "{}", failure.reason);
}

#[tokio::test]
async fn a_partner_that_is_not_allowed_or_not_there_is_told() {
    let mut world = world("127.0.31.6", StreamPolicy::default(), "a.example", "b.example").await;
    world.a.1.sink.send(message("ann@a.example", "eve@c.example", "hello")).await.unwrap();
    assert_eq!(receive(&mut world.a.1).await.error().unwrap().condition, Condition::NotAllowed);
    let World { a: (_edge_a, mut port_a), b, dns: _dns } = world;
    b.0.stop().await;
    port_a.sink.send(message("ann@a.example", "bob@b.example", "hello")).await.unwrap();
    assert_eq!(receive(&mut port_a).await.error().unwrap().condition, Condition::RemoteServerTimeout);
}

/// What a raw connection gets back until it is closed.
async fn talk(edge: &Edge, text: &str) -> String {
    let mut tcp = TcpStream::connect(edge.address()).await.unwrap();
    tcp.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    tokio::time::timeout(LIMIT, tcp.read_to_end(&mut answer))
        .await
        .expect("the stream is closed within the limit")
        .unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn bad_peers_get_the_standards_errors_and_disturb_nobody() {
    let mut world = world("127.0.31.7", StreamPolicy::default(), "a.example", "b.example").await;
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "before")).await.unwrap();
    receive(&mut world.b.1).await;
    let open = |from: &str, to: &str| {
        format!(
            "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' xmlns:db='jabber:server:dialback' from='{from}' to='{to}' version='1.0'>"
        )
    };
    let cases = [
        (
            format!("{}<message from='a.example' to='b.example'/>", open("a.example", "b.example")),
            "not-authorized",
        ),
        (open("a.example", "nowhere.example"), "host-unknown"),
        (open("stranger.example", "b.example"), "policy-violation"),
        (format!("{}<a></b>", open("a.example", "b.example")), "not-well-formed"),
        (format!("{}<!-- c -->", open("a.example", "b.example")), "restricted-xml"),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), "not-well-formed"),
        (format!("{}<x>{}</x>", open("a.example", "b.example"), "y".repeat(20_000)), "policy-violation"),
    ];
    for (text, condition) in cases {
        let answer = talk(&world.b.0, &text).await;
        assert!(answer.contains(condition), "{condition}: {answer}");
    }
    world.a.1.sink.send(message("ann@a.example", "bob@b.example", "after")).await.unwrap();
    assert_eq!(receive(&mut world.b.1).await.body().as_deref(), Some("after"));
}
