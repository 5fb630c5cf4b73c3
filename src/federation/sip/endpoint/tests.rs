//! Endpoints that talk to each other over real sockets.

use super::*;
use crate::federation::certificates::{CertificateAuthority, CertificateRequest};
use crate::federation::sip::SipUri;
use crate::federation::tls::{Identity, TrustRoots};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const LIMIT: Duration = Duration::from_secs(5);

fn message(to: &str) -> Request {
    let mut request = Request::new(
        Method::Message,
        SipUri::new(to, "contoso.com"),
        SipUri::new("ann", "contoso.com"),
        SipUri::new(to, "contoso.com"),
    );
    request.set_body("text/plain", "hello");
    request
}

fn config() -> EndpointConfig {
    let any: SocketAddr = "127.0.32.1:0".parse().unwrap();
    let timers = Timers { t1: Duration::from_millis(5), t2: Duration::from_millis(20) };
    EndpointConfig { tcp: Some(any), udp: Some(any), timers, ..EndpointConfig::default() }
}

async fn pair() -> (SipEndpoint, SipEndpoint, mpsc::Receiver<Incoming>) {
    let (client, _requests) = SipEndpoint::open(config()).await.unwrap();
    let (server, incoming) = SipEndpoint::open(config()).await.unwrap();
    (client, server, incoming)
}

/// Answers everything with 200; counts what came.
fn answer_all(mut incoming: mpsc::Receiver<Incoming>) -> Arc<Mutex<Vec<Request>>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    tokio::spawn(async move {
        while let Some(one) = incoming.recv().await {
            kept.lock().unwrap().push(one.request.clone());
            let response = one.request.response(200);
            one.respond(response).await;
        }
    });
    seen
}

#[tokio::test]
async fn a_request_gets_its_own_response() {
    let (client, server, mut incoming) = pair().await;
    let to = Destination::tcp(server.address());
    let serving = tokio::spawn(async move {
        let mut held = Vec::new();
        while let Some(one) = incoming.recv().await {
            held.push(one);
            if held.len() == 2 {
                // Answered in the other order.
                for one in held.drain(..).rev() {
                    let status = if one.request.uri.user.as_deref() == Some("bob") { 200 } else { 404 };
                    let response = one.request.response(status);
                    one.respond(response).await;
                }
            }
        }
    });
    let (first, second) =
        tokio::join!(client.request(to.clone(), message("bob")), client.request(to, message("eve")));
    assert_eq!((first.unwrap().status, second.unwrap().status), (200, 404));
    assert_eq!(client.connections(), 1, "the connection is used for both");
    serving.abort();
}

#[tokio::test]
async fn silence_and_hanging_up_are_errors() {
    let (client, server, mut incoming) = pair().await;
    let to = Destination::tcp(server.address());
    let silent = client.request(to.clone(), message("bob")).await;
    assert!(matches!(silent, Err(SipError::TimedOut { .. })), "{silent:?}");
    let waiting = client.request(to.clone(), message("bob"));
    let hanging_up = async {
        incoming.recv().await;
        incoming.recv().await;
        server.stop();
    };
    let (result, ()) = tokio::join!(waiting, hanging_up);
    assert!(matches!(result, Err(SipError::Transport { .. })), "{result:?}");
    assert!(client.request(to, message("bob")).await.is_err());
}

#[tokio::test]
async fn malformed_requests_disturb_nobody_else() {
    let (client, server, incoming) = pair().await;
    answer_all(incoming);
    for text in [
        "\0\0\0\r\n\r\n",
        "MESSAGE sip:x@y SIP/2.0\r\nContent-Length: 9999999999\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
    ] {
        let mut tcp = TcpStream::connect(server.address()).await.unwrap();
        tcp.write_all(text.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let closed = timeout(LIMIT, tcp.read_to_end(&mut answer)).await;
        assert!(closed.is_ok(), "{text:?} leaves the connection open");
    }
    let to = Destination::tcp(server.address());
    assert_eq!(client.request(to, message("bob")).await.unwrap().status, 200);
}

#[tokio::test]
async fn a_lost_datagram_is_repeated_and_handled_once() {
    let (client, server, incoming) = pair().await;
    let seen = answer_all(incoming);
    // Between the two: drops the first request and the first answer.
    let relay = UdpSocket::bind("127.0.32.1:0").await.unwrap();
    let to = Destination::udp(relay.local_addr().unwrap());
    let far = server.address_of(Protocol::Udp).unwrap();
    tokio::spawn(async move {
        let (mut requests, mut answers, mut near) = (0, 0, None);
        let mut buffer = [0; 2000];
        while let Ok((length, source)) = relay.recv_from(&mut buffer).await {
            let (count, target) = match source == far {
                true => (&mut answers, near.unwrap()),
                false => (&mut requests, far),
            };
            near = near.or(Some(source));
            *count += 1;
            if *count > 1 {
                relay.send_to(&buffer[..length], target).await.unwrap();
            }
        }
    });
    assert_eq!(client.request(to, message("bob")).await.unwrap().status, 200);
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_too_long_for_a_datagram_goes_over_tcp_or_is_an_error() {
    let (client, server, incoming) = pair().await;
    let seen = answer_all(incoming);
    let mut long = message("bob");
    long.set_body("text/plain", "x".repeat(DATAGRAM_REQUEST));
    let only_udp = Destination::udp(server.address_of(Protocol::Udp).unwrap());
    let result = client.request(only_udp, long.clone()).await;
    assert!(matches!(result, Err(SipError::TooLarge { .. })), "{result:?}");
    // Where TCP is to be had at the same port, it is used.
    let both = Destination { protocol: Protocol::Udp, ..Destination::tcp(server.address()) };
    assert_eq!(client.request(both, long).await.unwrap().status, 200);
    assert!(seen.lock().unwrap()[0].headers.get("Via").unwrap().contains("/TCP "));
}

#[tokio::test]
async fn a_datagram_that_is_no_request_is_answered_or_dropped() {
    let (_client, server, incoming) = pair().await;
    answer_all(incoming);
    let socket = UdpSocket::bind("127.0.32.1:0").await.unwrap();
    let far = server.address_of(Protocol::Udp).unwrap();
    for junk in [&b"\r\n\r\n"[..], b"\0\xff\xfe", b"SIP/2.0 200 OK\r\n\r\n"] {
        socket.send_to(junk, far).await.unwrap();
    }
    let wrong = "MESSAGE sip:bob@b.example SIP/3.0\r\nVia: SIP/2.0/UDP 127.0.32.1;branch=z9\r\n\
        From: <sip:a@a.example>;tag=1\r\nTo: <sip:bob@b.example>\r\nCall-ID: 1\r\nCSeq: 1 MESSAGE\r\n\r\n";
    socket.send_to(wrong.as_bytes(), far).await.unwrap();
    let mut buffer = [0; 2000];
    let length = timeout(LIMIT, socket.recv(&mut buffer)).await.unwrap().unwrap();
    assert!(buffer[..length].starts_with(b"SIP/2.0 505 "));
}

fn tls(authority: &CertificateAuthority, name: &str) -> MutualTls {
    let issued = authority.issue(&CertificateRequest::for_host(name, &[])).unwrap();
    let identity = Identity::from_pem(&issued.chain_pem, issued.key.expose_pem()).unwrap();
    MutualTls::new(&identity, TrustRoots::from_pem(authority.certificate_pem()).unwrap()).unwrap()
}

async fn secure(authority: &CertificateAuthority, name: &str) -> (SipEndpoint, mpsc::Receiver<Incoming>) {
    let address = "127.0.32.1:0".parse().unwrap();
    let config = EndpointConfig { tls: Some((address, tls(authority, name))), ..config() };
    SipEndpoint::open(config).await.unwrap()
}

#[tokio::test]
async fn tls_proves_both_names() {
    let authority = CertificateAuthority::create("SIP CA").unwrap();
    let (client, _requests) = secure(&authority, "gateway.contoso.com").await;
    let (server, mut incoming) = secure(&authority, "pool.contoso.com").await;
    let address = server.address_of(Protocol::Tls).unwrap();
    let right = client.request(Destination::tls(address, "pool.contoso.com"), message("bob"));
    let serving = async {
        let one = incoming.recv().await.unwrap();
        assert!(one.proved.contains("gateway.contoso.com") && one.protocol == Protocol::Tls);
        let response = one.request.response(200);
        one.respond(response).await;
    };
    let (answer, ()) = tokio::join!(right, serving);
    assert_eq!(answer.unwrap().status, 200);
    let wrong = client.request(Destination::tls(address, "other.contoso.com"), message("bob")).await;
    assert!(wrong.unwrap_err().to_string().contains("other.contoso.com"));
    let (stranger, _requests) =
        secure(&CertificateAuthority::create("Other CA").unwrap(), "gateway.contoso.com").await;
    assert!(stranger.request(Destination::tls(address, "pool.contoso.com"), message("bob")).await.is_err());
}

#[tokio::test]
async fn connections_from_one_address_are_limited() {
    let limited = EndpointConfig { connections_per_address: 2, ..config() };
    let (server, incoming) = SipEndpoint::open(limited).await.unwrap();
    answer_all(incoming);
    let mut kept = Vec::new();
    for _ in 0..2 {
        let (client, _requests) = SipEndpoint::open(config()).await.unwrap();
        let to = Destination::tcp(server.address());
        assert_eq!(client.request(to, message("bob")).await.unwrap().status, 200);
        kept.push(client);
    }
    let (client, _requests) = SipEndpoint::open(config()).await.unwrap();
    assert!(client.request(Destination::tcp(server.address()), message("bob")).await.is_err());
}

#[tokio::test]
async fn an_invite_that_rings_can_be_cancelled() {
    let (client, server, mut incoming) = pair().await;
    for protocol in [Protocol::Tcp, Protocol::Udp] {
        let to = Destination { protocol, address: server.address_of(protocol).unwrap(), name: None };
        let mut invite = message("bob");
        invite.method = Method::Invite;
        invite.headers.set("CSeq", "1 INVITE");
        let hang_up = CancellationToken::new();
        let ringing = async {
            let one = incoming.recv().await.unwrap();
            one.provisional(&one.request.response(180)).await;
            hang_up.cancel();
            let cancel = incoming.recv().await.unwrap();
            assert_eq!(
                (cancel.request.method.clone(), cancel.request.headers.get("CSeq")),
                (Method::Cancel, Some("1 CANCEL"))
            );
            assert_eq!(
                cancel.request.headers.via().unwrap().branch(),
                one.request.headers.via().unwrap().branch()
            );
            let done = cancel.request.response(200);
            cancel.respond(done).await;
            let ended = one.request.response(487);
            one.respond(ended).await;
            let ack = incoming.recv().await.unwrap();
            assert_eq!(ack.request.method, Method::Ack);
        };
        let (answer, ()) = tokio::join!(client.invite(to, invite, Some(&hang_up)), ringing);
        assert_eq!(answer.unwrap().status, 487, "and not the 200 of the CANCEL");
    }
}

#[tokio::test]
async fn a_program_on_this_machine_may_speak_plainly_on_the_port_for_tls() {
    let authority = CertificateAuthority::create("SIP CA").unwrap();
    let at = "127.0.32.1:0".parse().unwrap();
    let (client, _requests) = secure(&authority, "gateway.contoso.com").await;
    for local_plain in [true, false] {
        let own = EndpointConfig {
            tls: Some((at, tls(&authority, "pool.contoso.com"))),
            local_plain,
            ..EndpointConfig::default()
        };
        let (server, incoming) = SipEndpoint::open(own).await.unwrap();
        answer_all(incoming);
        let address = server.address_of(Protocol::Tls).unwrap();
        let plain = client.request(Destination::tcp(address), message("bob")).await;
        assert_eq!(plain.is_ok_and(|answer| answer.status == 200), local_plain);
        let named = Destination::tls(address, "pool.contoso.com");
        assert_eq!(client.request(named, message("bob")).await.unwrap().status, 200);
        // Another certificate is shown from now on.
        server.set_tls(tls(&authority, "other.contoso.com"));
        let (fresh, _requests) = secure(&authority, "gateway.contoso.com").await;
        let named = Destination::tls(address, "other.contoso.com");
        assert_eq!(fresh.request(named, message("bob")).await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn the_answer_to_an_invite_is_repeated_over_udp_until_its_ack_comes() {
    let timers = Timers { t1: Duration::from_millis(20), t2: Duration::from_millis(80) };
    let own = Some("127.0.36.40:0".parse().unwrap());
    let (endpoint, mut incoming) =
        SipEndpoint::open(EndpointConfig { udp: own, timers, ..EndpointConfig::default() }).await.unwrap();
    tokio::spawn(async move {
        while let Some(one) = incoming.recv().await {
            let response = one.request.response(200);
            one.respond(response).await;
        }
    });
    let caller = UdpSocket::bind("127.0.36.41:0").await.unwrap();
    caller.connect(endpoint.address()).await.unwrap();
    let from = caller.local_addr().unwrap();
    let text = |method: &str, branch: &str| {
        format!(
            "{method} sip:bob@b.example SIP/2.0\r\nVia: SIP/2.0/UDP {from};branch=z9hG4bK{branch}\r\n\
             From: <sip:ann@a.example>;tag=f\r\nTo: <sip:bob@b.example>\r\nCall-ID: c1\r\nCSeq: 1 {method}\r\n\
             Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
        )
    };
    caller.send(text("INVITE", "i").as_bytes()).await.unwrap();
    let mut buffer = [0; 2000];
    for _ in 0..4 {
        let length =
            timeout(Duration::from_secs(5), caller.recv(&mut buffer)).await.expect("it comes again").unwrap();
        assert!(String::from_utf8_lossy(&buffer[..length]).starts_with("SIP/2.0 200 "));
    }
    // The ACK of a success has a branch of its own.
    caller.send(text("ACK", "a").as_bytes()).await.unwrap();
    let silence = async {
        // One may be under way.
        while timeout(Duration::from_millis(200), caller.recv(&mut buffer)).await.is_ok() {}
    };
    timeout(Duration::from_millis(800), silence).await.expect("it is repeated although it was acknowledged");
}
