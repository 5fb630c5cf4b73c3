//! `fedsh serve` and peers who take more than their share: a process with few files, a partner that reads nothing, and
//! answers that would be larger than their questions.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::federation::runtime::control::ControlClient;
use fedsh::federation::xmpp::{Stanza, address};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use tokio::time::timeout;

#[path = "common/deployment.rs"]
mod deployment;
use deployment::{Deployment, EDGE, LIMIT, PARTNER, POOL, Phone, USER};

const HEADER: &str = "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' \
    xmlns:db='jabber:server:dialback' from='fabrikam.example' to='contoso.com' version='1.0'>";

/// A connection from an address of its own.
fn connect(from: &str, to: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
    socket.bind(&format!("{from}:0").parse::<SocketAddr>().unwrap().into())?;
    socket.connect_timeout(&to.into(), Duration::from_secs(5))?;
    Ok(socket.into())
}

/// Whether the Edge answers a stream header with its own within a moment.
fn is_served(from: &str, to: SocketAddr) -> bool {
    let Ok(mut tcp) = connect(from, to) else { return false };
    tcp.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    let mut buffer = [0; 512];
    tcp.write_all(HEADER.as_bytes()).is_ok() && tcp.read(&mut buffer).is_ok_and(|read| read > 0)
}

/// A message in each direction.
async fn both_ways(
    deployment: &mut Deployment,
    phone: &Phone,
    incoming: &mut tokio::sync::mpsc::Receiver<fedsh::federation::sip::Incoming>,
    text: &str,
) {
    let to = format!("juliet@{PARTNER}");
    let (sent, arrived) = tokio::join!(phone.send(&to, text), async {
        timeout(LIMIT, deployment.port.incoming.recv()).await.unwrap().unwrap().body()
    });
    assert!(sent.as_ref().is_ok_and(|response| response.is_success()), "{sent:?}\n{}", deployment.log(EDGE));
    assert_eq!(arrived.as_deref(), Some(text));
    let jid = |text: &str| address::parse(text).unwrap();
    let stanza = Stanza::chat(jid(&format!("juliet@{PARTNER}/desk")), jid(USER), text).with_id(text);
    deployment.port.sink.send(stanza).await.unwrap();
    let one = timeout(LIMIT, incoming.recv()).await.unwrap().unwrap();
    assert_eq!(String::from_utf8_lossy(&one.request.body), text);
    let response = one.request.response(200);
    one.respond(response).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_strangers_leaves_files_for_those_who_are_known() {
    let mut deployment = Deployment::new("files", "127.51.1").await;
    deployment.serve_with_files(EDGE, 96).await;
    deployment.serve(POOL).await;
    let (phone, mut incoming) = Phone::sign_in(&deployment).await;
    both_ways(&mut deployment, &phone, &mut incoming, "before").await;
    let at: SocketAddr = "127.51.1.2:5269".parse().unwrap();
    // More than there are files, from many addresses; the Edge takes some and hangs up on the others.
    let held: Vec<TcpStream> =
        (0..300).filter_map(|number| connect(&format!("127.51.2.{}", 1 + number % 250), at).ok()).collect();
    assert!(held.len() >= 96, "only {} connections came about", held.len());
    assert!(!is_served("127.51.3.1", at), "one more is served");
    both_ways(&mut deployment, &phone, &mut incoming, "meanwhile").await;
    // It can be asked how it is, and follows the store.
    let status = ControlClient::connect(&deployment.socket(EDGE)).unwrap().status().unwrap();
    assert!(status.services.iter().all(|service| service.reason.is_none()), "{status:?}");
    deployment.script("New-CsXmppAllowedPartner other.example -SupportDialbackNegotiation $false | Out-Null");
    let start = Instant::now();
    while deployment.revision(EDGE) <= status.revision {
        assert!(start.elapsed() < LIMIT, "the change is not followed:\n{}", deployment.log(EDGE));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    drop(held);
    let start = Instant::now();
    while !is_served("127.51.3.1", at) {
        assert!(start.elapsed() < LIMIT, "it does not recover:\n{}", deployment.log(EDGE));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    both_ways(&mut deployment, &phone, &mut incoming, "after").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bad_xml_gets_its_error_and_no_more() {
    let mut deployment = Deployment::new("bad-xml", "127.51.7").await;
    deployment.serve(EDGE).await;
    let cases = [
        ("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>".to_owned(), ""),
        (format!("{HEADER}<message>&lol;</message>"), "restricted-xml"),
        (format!("{HEADER}<!-- no -->"), "restricted-xml"),
        (format!("{HEADER}{}", "<a>".repeat(10_000)), "policy-violation"),
        (format!("{HEADER}<a {}", "b".repeat(20_000)), ""),
        (
            format!("{HEADER}<db:result from='stranger.example' to='contoso.com'>00</db:result>"),
            "policy-violation",
        ),
    ];
    for (text, condition) in cases {
        let mut tcp = connect("127.51.7.20", "127.51.7.2:5269".parse().unwrap()).unwrap();
        tcp.set_read_timeout(Some(LIMIT)).unwrap();
        // It may hang up before all is written.
        let _ = tcp.write_all(text.as_bytes());
        let mut answer = String::new();
        let _ = tcp.read_to_string(&mut answer);
        assert!(answer.contains(condition) && answer.len() < 2000, "{condition}: {answer}");
    }
}
