//! Both ends of the link over real sockets.

use super::*;
use crate::federation::certificates::{CertificateAuthority, CertificateRequest};
use crate::federation::dns::{Resolver, ResolverSettings};
use crate::federation::tls::{Identity, MutualTls, TrustRoots};
use crate::federation::xmpp::port::{PortCarrier, PortState, XmppPort, port};
use crate::federation::xmpp::receipt::Receipt;
use crate::federation::xmpp::{Stanza, address};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

const LIMIT: Duration = Duration::from_secs(20);
const POOL: &str = "pool02.contoso.net";
const EDGE: &str = "edge02.contoso.net";

fn tls(authority: &CertificateAuthority, name: &str) -> MutualTls {
    let issued = authority.issue(&CertificateRequest::for_host(name, &[])).unwrap();
    let identity = Identity::from_pem(&issued.chain_pem, issued.key.expose_pem()).unwrap();
    MutualTls::new(&identity, TrustRoots::from_pem(authority.certificate_pem()).unwrap()).unwrap()
}

fn message(id: &str) -> Stanza {
    let jid = |text| address::parse(text).unwrap();
    Stanza::chat(jid("ann@contoso.com"), jid("juliet@fabrikam.com"), "hello").with_id(id)
}

fn answer(id: &str) -> Stanza {
    let jid = |text| address::parse(text).unwrap();
    Stanza::chat(jid("juliet@fabrikam.com"), jid("ann@contoso.com"), "hello").with_id(id)
}

async fn server(authority: &CertificateAuthority, at: SocketAddr) -> (LinkServer, PortCarrier) {
    let (port, carrier) = port();
    let server =
        LinkServer::start(at, EDGE, vec![POOL.to_owned()], tls(authority, EDGE), port).await.unwrap();
    (server, carrier)
}

fn client(tls: MutualTls, at: SocketAddr) -> (LinkClient, XmppPort) {
    let target = LinkTarget { computer: EDGE.to_owned(), host: at.ip().to_string(), port: at.port() };
    let settings = ResolverSettings { name_servers: vec![at], ..ResolverSettings::default() };
    LinkClient::start(POOL, &[target], tls, Resolver::new(settings).unwrap())
}

async fn soon<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(LIMIT, work).await.expect("nothing happened in time")
}

/// Waits until the port says so.
async fn until(port: &mut XmppPort, wanted: impl Fn(&PortState) -> bool) -> PortState {
    soon(port.state.wait_for(wanted)).await.unwrap().clone()
}

#[tokio::test]
async fn stanzas_cross_both_ways_and_are_settled_when_they_are_gone_there() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let (server, mut edge) = server(&authority, "127.0.40.1:0".parse().unwrap()).await;
    let (_client, mut gateway) = client(tls(&authority, POOL), server.address());
    let (sender, mut settled) = mpsc::unbounded_channel();
    for number in 0..200 {
        let receipt = Receipt::new(number, None, sender.clone());
        soon(gateway.sink.send(message(&number.to_string()).with_receipt(receipt))).await.unwrap();
    }
    let mut kept = Vec::new();
    for number in 0..200 {
        let stanza = soon(edge.outgoing.recv()).await.unwrap();
        assert_eq!(stanza.id(), Some(number.to_string().as_str()));
        kept.push(stanza);
    }
    assert!(settled.try_recv().is_err());
    kept.remove(7);
    assert_eq!(soon(settled.recv()).await, Some(7));
    soon(edge.deliver.send(answer("back"))).await.unwrap();
    assert_eq!(soon(gateway.incoming.recv()).await.unwrap().id(), Some("back"));
    assert_eq!(server.gateways(), [LinkedGateway { computer: POOL.to_owned(), connected: true }]);
}

#[tokio::test]
async fn a_restarted_proxy_means_an_error_for_what_was_in_doubt_and_the_rest_goes_on() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let (first, mut edge) = server(&authority, "127.0.40.2:0".parse().unwrap()).await;
    let at = first.address();
    let (_client, mut gateway) = client(tls(&authority, POOL), at);
    soon(gateway.sink.send(message("lost"))).await.unwrap();
    // Taken, and never settled: the process dies with it.
    let taken = soon(edge.outgoing.recv()).await.unwrap();
    drop(first);
    std::mem::forget(taken);
    drop(edge);
    let (_second, mut edge) = loop {
        let (port, carrier) = port();
        let started = LinkServer::start(at, EDGE, vec![POOL.to_owned()], tls(&authority, EDGE), port).await;
        if let Ok(server) = started {
            break (server, carrier);
        }
        tokio::task::yield_now().await;
    };
    let bounce = soon(gateway.incoming.recv()).await.unwrap();
    assert_eq!((bounce.id(), bounce.stanza_type()), (Some("lost"), Some("error")));
    soon(gateway.sink.send(message("next"))).await.unwrap();
    assert_eq!(soon(edge.outgoing.recv()).await.unwrap().id(), Some("next"));
}

/// What waited for a gateway whose process ended goes to its next process at once, in order, and before what
/// comes after: a partner that repeated it meanwhile is not overtaken by it.
#[tokio::test]
async fn a_restarted_gateway_gets_at_once_what_waited_for_it() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let (server, edge) = server(&authority, "127.0.40.12:0".parse().unwrap()).await;
    let (first, mut gateway) = client(tls(&authority, POOL), server.address());
    until(&mut gateway, |state| *state == PortState::Ready).await;
    first.stop().await;
    while server.gateways().iter().any(|linked| linked.connected) {
        tokio::task::yield_now().await;
    }
    for number in 0..20 {
        soon(edge.deliver.send(answer(&number.to_string()))).await.unwrap();
    }
    let (_second, mut gateway) = client(tls(&authority, POOL), server.address());
    for number in 0..20 {
        let came = tokio::time::timeout(GRACE / 2, gateway.incoming.recv()).await;
        let came = came.expect("it waits for the gateway that is gone").unwrap();
        assert_eq!(came.id(), Some(number.to_string().as_str()));
    }
}

/// Passes bytes on until it is told to break every connection.
async fn relay(to: SocketAddr) -> (SocketAddr, CancellationToken) {
    let listener = TcpListener::bind("127.0.40.3:0").await.unwrap();
    let (at, cut) = (listener.local_addr().unwrap(), CancellationToken::new());
    let first_cut = cut.clone();
    tokio::spawn(async move {
        let mut cut = first_cut;
        while let Ok((mut left, _)) = listener.accept().await {
            let mut right = TcpStream::connect(to).await.unwrap();
            tokio::select! {
                _ = tokio::io::copy_bidirectional(&mut left, &mut right) => {}
                () = cut.cancelled() => cut = CancellationToken::new(),
            }
        }
    });
    (at, cut)
}

#[tokio::test]
async fn a_broken_connection_loses_and_doubles_nothing() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let (server, mut edge) = server(&authority, "127.0.40.4:0".parse().unwrap()).await;
    let (at, cut) = relay(server.address()).await;
    let (_client, gateway) = client(tls(&authority, POOL), at);
    let sink = gateway.sink.clone();
    let sending = tokio::spawn(async move {
        for number in 0..3000 {
            sink.send(message(&number.to_string())).await.unwrap();
        }
    });
    let mut got = Vec::new();
    for count in 0..3000 {
        if count == 1500 {
            cut.cancel();
        }
        let stanza = soon(edge.outgoing.recv()).await.unwrap();
        got.push(stanza.id().unwrap().parse::<u32>().unwrap());
    }
    sending.await.unwrap();
    assert!(got.iter().copied().eq(0..3000), "order, losses or doubles");
}

#[tokio::test]
async fn certificates_of_others_are_refused_and_the_reason_is_known() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let (server, _edge) = server(&authority, "127.0.40.5:0".parse().unwrap()).await;
    let stranger = CertificateAuthority::create("Other CA").unwrap();
    for (wrong, expected) in [
        (tls(&authority, "mallory.contoso.net"), "not for 'pool02.contoso.net'"),
        (tls(&stranger, POOL), "not trusted"),
    ] {
        let (_client, mut gateway) = client(wrong, server.address());
        let down = until(
            &mut gateway,
            |state| matches!(state, PortState::Down { reason } if !reason.contains("not connected yet")),
        );
        let PortState::Down { reason } = down.await else { unreachable!() };
        assert!(reason.contains(expected), "{reason}");
    }
    let (_good, mut gateway) = client(tls(&authority, POOL), server.address());
    until(&mut gateway, |state| *state == PortState::Ready).await;
}

#[tokio::test]
async fn what_is_no_link_disturbs_nobody() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let (server, _edge) = server(&authority, "127.0.40.6:0".parse().unwrap()).await;
    let mut garbage = TcpStream::connect(server.address()).await.unwrap();
    garbage.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    // TLS answers with an alert and hangs up.
    let _ = soon(garbage.read_to_end(&mut answer)).await;
    let own = tls(&authority, POOL);
    let tcp = TcpStream::connect(server.address()).await.unwrap();
    let mut rude = own.connect(tcp, EDGE).await.unwrap();
    let opening = format!(
        "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' from='{POOL}'><open xmlns='urn:fedsh:link:1' session='x' received='0' frames='1'>9-1</open>"
    );
    rude.write_all(opening.as_bytes()).await.unwrap();
    let _ = soon(rude.read_to_end(&mut answer)).await;
    let (_client, mut gateway) = client(own, server.address());
    until(&mut gateway, |state| *state == PortState::Ready).await;
}

/// The opening of a stream by the gateway's computer, with this `<open/>` behind it.
fn opening(open: &str) -> Vec<u8> {
    format!("{}<open xmlns='urn:fedsh:link:1' session='x' received='0' {open}/>", wire::header(POOL, EDGE))
        .into_bytes()
}

/// A connection to the proxy as from the gateway's computer, on which these bytes are sent at once.
async fn speak(
    authority: &CertificateAuthority,
    at: SocketAddr,
    bytes: &[u8],
) -> tokio_rustls::TlsStream<TcpStream> {
    let tcp = TcpStream::connect(at).await.unwrap();
    let mut stream = tls(authority, POOL).connect(tcp, EDGE).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream
}

#[tokio::test]
async fn a_gateway_without_frames_is_told_to_update() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let (server, _edge) = server(&authority, "127.0.40.12:0".parse().unwrap()).await;
    let mut answer = String::new();
    let mut old = speak(&authority, server.address(), &opening("resume='false' pending=''")).await;
    let _ = soon(old.read_to_string(&mut answer)).await;
    assert!(answer.contains("update fedsh on 'pool02.contoso.net'"), "{answer}");
    assert!(server.gateways().is_empty());
    // One that is newer than this: then it is the proxy that has to be updated.
    answer.clear();
    let mut new = speak(&authority, server.address(), &opening("frames='2'")).await;
    let _ = soon(new.read_to_string(&mut answer)).await;
    assert!(answer.contains("too old") && answer.ends_with("</stream:stream>"), "{answer}");
}

#[tokio::test]
async fn a_proxy_without_frames_is_reported_with_what_to_do() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let listener = TcpListener::bind("127.0.40.13:0").await.unwrap();
    let (_client, mut gateway) = client(tls(&authority, POOL), listener.local_addr().unwrap());
    let own = tls(&authority, EDGE);
    let old = async {
        loop {
            let (tcp, _) = listener.accept().await.unwrap();
            let (mut stream, _) = own.accept(tcp).await.unwrap();
            stream.write_all(wire::header(EDGE, POOL).as_bytes()).await.unwrap();
            let mut heard = String::new();
            while !heard.contains("/>") {
                let mut byte = [0];
                stream.read_exact(&mut byte).await.unwrap();
                heard.push(byte[0].into());
            }
            let rest = heard.split("session=").nth(1).unwrap();
            let answer = format!("<open xmlns='urn:fedsh:link:1' session={rest}");
            stream.write_all(answer.as_bytes()).await.unwrap();
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
    };
    let down =
        until(&mut gateway, |state| matches!(state, PortState::Down { reason } if reason.contains("update")));
    tokio::select! {
        down = down => {
            let PortState::Down { reason } = down else { unreachable!() };
            assert!(reason.contains("update fedsh on 'edge02.contoso.net'"), "{reason}");
        }
        () = old => unreachable!(),
    }
}

#[tokio::test]
async fn frames_directly_behind_the_open_arrive_and_garbage_ends_only_its_own_link() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let (server, mut edge) = server(&authority, "127.0.40.14:0".parse().unwrap()).await;
    let mut bytes = opening("frames='1'");
    frame::write_ping(&mut bytes);
    for id in ["1", "2"] {
        frame::write_stanza(&mut bytes, message(id).element()).unwrap();
    }
    bytes.extend_from_slice(b"<message/>");
    let mut peer = speak(&authority, server.address(), &bytes).await;
    for id in ["1", "2"] {
        assert_eq!(soon(edge.outgoing.recv()).await.unwrap().id(), Some(id));
    }
    let mut answer = Vec::new();
    let _ = soon(peer.read_to_end(&mut answer)).await;
    assert!(String::from_utf8_lossy(&answer).contains("frames='1'"));
    // Byte by byte, and with an element that is no stanza.
    let mut peer = speak(&authority, server.address(), b"").await;
    let mut bytes = opening("frames='1'");
    frame::write_stanza(&mut bytes, message("3").element()).unwrap();
    frame::write_stanza(&mut bytes, &crate::federation::xmpp::Element::new("ping", "urn:fedsh:link:1"))
        .unwrap();
    for byte in bytes {
        peer.write_all(&[byte]).await.unwrap();
        peer.flush().await.unwrap();
    }
    assert_eq!(soon(edge.outgoing.recv()).await.unwrap().id(), Some("3"));
    let _ = soon(peer.read_to_end(&mut answer)).await;
    let (_client, mut gateway) = client(tls(&authority, POOL), server.address());
    until(&mut gateway, |state| *state == PortState::Ready).await;
}

#[tokio::test]
async fn without_any_edge_a_sender_is_told_why() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let settings = ResolverSettings {
        name_servers: vec!["127.0.40.7:53".parse().unwrap()],
        ..ResolverSettings::default()
    };
    let (_client, mut gateway) =
        LinkClient::start(POOL, &[], tls(&authority, POOL), Resolver::new(settings).unwrap());
    soon(gateway.sink.send(message("1"))).await.unwrap();
    let bounce = soon(gateway.incoming.recv()).await.unwrap();
    assert!(bounce.error().unwrap().to_string().contains("no Edge"), "{bounce:?}");
}

/// A change that routes to a first Edge is known to those who send before the link is.
#[tokio::test]
async fn what_is_sent_just_before_the_first_link_goes_over_it() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let (server, mut edge) = server(&authority, "127.0.40.11:0".parse().unwrap()).await;
    let at = server.address();
    let settings = ResolverSettings { name_servers: vec![at], ..ResolverSettings::default() };
    let (client, gateway) =
        LinkClient::start(POOL, &[], tls(&authority, POOL), Resolver::new(settings).unwrap());
    soon(gateway.sink.send(message("1"))).await.unwrap();
    tokio::task::yield_now().await;
    let target = LinkTarget { computer: EDGE.to_owned(), host: at.ip().to_string(), port: at.port() };
    client.set_targets(&[target]);
    assert_eq!(soon(edge.outgoing.recv()).await.unwrap().id(), Some("1"));
}

#[tokio::test]
async fn several_proxies_share_the_work_and_one_takes_over_for_another() {
    let authority = CertificateAuthority::create("Inside CA").unwrap();
    let named = |name: &str| tls(&authority, name);
    let start = async |name: &str, at: &str| {
        let (port, carrier) = port();
        let at = at.parse().unwrap();
        let server = LinkServer::start(at, name, vec![POOL.to_owned()], named(name), port).await.unwrap();
        (server, carrier)
    };
    let (first, mut one) = start("edge-a.contoso.net", "127.0.40.8:0").await;
    let (second, mut two) = start("edge-b.contoso.net", "127.0.40.9:0").await;
    let target = |computer: &str, at: SocketAddr| LinkTarget {
        computer: computer.to_owned(),
        host: at.ip().to_string(),
        port: at.port(),
    };
    let targets =
        [target("edge-a.contoso.net", first.address()), target("edge-b.contoso.net", second.address())];
    let settings = ResolverSettings { name_servers: vec![first.address()], ..ResolverSettings::default() };
    let (client, mut gateway) =
        LinkClient::start(POOL, &targets, named(POOL), Resolver::new(settings).unwrap());
    let ready = async {
        while client.states().values().any(|state| *state != LinkState::Ready) {
            tokio::task::yield_now().await;
        }
    };
    soon(ready).await;
    let jid = |text: &str| address::parse(text).unwrap();
    let sink = gateway.sink.clone();
    let send = async |domain: usize| {
        let to = jid(&format!("juliet@partner{domain}.example"));
        let stanza = Stanza::chat(jid("ann@contoso.com"), to, "hello").with_id(domain.to_string());
        soon(sink.send(stanza)).await.unwrap();
    };
    for domain in 0..40 {
        send(domain).await;
    }
    let (mut by_one, mut by_two) = (0, 0);
    while by_one + by_two < 40 {
        tokio::select! {
            stanza = one.outgoing.recv() => by_one += usize::from(stanza.is_some()),
            stanza = two.outgoing.recv() => by_two += usize::from(stanza.is_some()),
        }
    }
    assert!(by_one > 0 && by_two > 0, "{by_one} and {by_two}");
    first.stop().await;
    drop(first);
    for domain in 0..40 {
        send(domain).await;
    }
    // Those that were written to the dying connection go back to their sender; nobody knows about them.
    let (mut arrived, mut returned) = (0, 0);
    let all = async {
        while arrived + returned < 40 {
            tokio::select! {
                stanza = two.outgoing.recv() => arrived += usize::from(stanza.is_some()),
                stanza = gateway.incoming.recv() => returned += usize::from(stanza.is_some()),
            }
        }
    };
    soon(all).await;
    assert!(arrived > 0);
}
