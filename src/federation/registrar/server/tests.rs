//! Devices, a registrar and its presence agent over real sockets.

use super::*;
use crate::federation::gateway::presence::model::{Presence, Resource, Show};
use crate::federation::gateway::presence::pidf;
use crate::federation::registrar::Secret;
use crate::federation::registrar::digest;
use crate::federation::sip::event::PIDF;
use crate::federation::sip::{Dialog, SipUri};
use tokio::sync::mpsc;
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(5);

/// Nothing is outside; carol has a password.
struct Alone;

impl Route for Alone {
    async fn outbound(&self, request: &Request) -> Response {
        request.response_with_reason(404, "nothing is outside")
    }

    /// Who is invited outside lets it ring.
    async fn invite(&self, request: &Request, cancel: CancellationToken) -> Response {
        cancel.cancelled().await;
        request.response(487)
    }

    fn knows(&self, address: &str) -> bool {
        ["ann@a.example", "bob@a.example", "carol@a.example"].contains(&address)
    }

    fn secret(&self, address: &str) -> Option<Secret> {
        (address == "carol@a.example").then(|| Secret::of_password("carol", "a.example", "pass"))
    }
}

async fn registrar() -> Registrar {
    let any = "127.0.37.1:0".parse().unwrap();
    let endpoint = EndpointConfig { tcp: Some(any), udp: Some(any), ..EndpointConfig::default() };
    let config = RegistrarConfig { domain: "a.example".to_owned(), endpoint };
    Registrar::start_with(config, Arc::new(Alone)).await.unwrap()
}

/// A device; what it is sent it answers with 200.
struct Device {
    user: &'static str,
    endpoint: SipEndpoint,
    received: mpsc::UnboundedReceiver<Request>,
    server: SocketAddr,
}

impl Device {
    async fn start(user: &'static str, registrar: &Registrar) -> Device {
        let (endpoint, mut incoming) = SipEndpoint::start("127.0.37.2:0".parse().unwrap()).await.unwrap();
        let (sender, received) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(one) = incoming.recv().await {
                let _ = sender.send(one.request.clone());
                let response = one.request.response(200);
                one.respond(response).await;
            }
        });
        Device { user, endpoint, received, server: registrar.address() }
    }

    fn request(&self, method: Method, to: &str) -> Request {
        let uri = |user: &str| SipUri::new(user, "a.example");
        let mut request = Request::new(method, uri(to), uri(self.user), uri(to));
        let contact = format!("<sip:{}@{};transport=tcp>", self.user, self.endpoint.address());
        request.headers.push("Contact", contact);
        request
    }

    async fn send(&self, request: Request) -> Response {
        self.endpoint.request(Destination::tcp(self.server), request).await.unwrap()
    }

    async fn register(&self) -> Response {
        self.send(self.request(Method::Register, self.user)).await
    }

    async fn publish(&self, show: Show, tag: Option<&str>) -> Response {
        let mut presence = Presence::default();
        presence.insert("desk", Resource { show, ..Resource::default() });
        let mut request = self.request(Method::Publish, self.user);
        request.headers.push("Event", "presence");
        tag.into_iter().for_each(|tag| request.headers.push("SIP-If-Match", tag));
        request.set_body(PIDF, pidf::write(self.user, "sip:x", &presence));
        self.send(request).await
    }

    /// The next NOTIFY: its state and what it says.
    async fn notified(&mut self) -> (String, Presence) {
        let request = timeout(LIMIT, self.received.recv()).await.expect("a NOTIFY").unwrap();
        assert_eq!(request.method, Method::Notify);
        let state = request.headers.get("Subscription-State").unwrap_or_default().to_owned();
        (state, pidf::read(std::str::from_utf8(&request.body).unwrap()).unwrap())
    }
}

#[tokio::test]
async fn a_watcher_sees_a_user_sign_in_publish_and_leave() {
    let registrar = registrar().await;
    let (ann, mut bob) = (Device::start("ann", &registrar).await, Device::start("bob", &registrar).await);
    let mut subscribe = bob.request(Method::Subscribe, "ann");
    subscribe.headers.push("Event", "presence");
    let response = bob.send(subscribe.clone()).await;
    assert_eq!((response.status, response.headers.get("Expires")), (200, Some("3600")));
    assert!(!bob.notified().await.1.is_available());
    assert_eq!(ann.register().await.status, 200);
    assert!(bob.notified().await.1.is_available());
    let published = ann.publish(Show::Away, None).await;
    assert_eq!(published.status, 200);
    assert_eq!(bob.notified().await.1.get("desk").unwrap().show, Show::Away);
    let changed = ann.publish(Show::DoNotDisturb, published.headers.get("SIP-ETag")).await;
    assert_eq!(bob.notified().await.1.get("desk").unwrap().show, Show::DoNotDisturb);
    assert_eq!(ann.publish(Show::Away, published.headers.get("SIP-ETag")).await.status, 412);
    drop(changed);
    let mut dialog = Dialog::calling(&subscribe, &response.headers, false).unwrap();
    let mut end = dialog.request(Method::Subscribe);
    end.headers.push("Event", "presence");
    end.headers.push("Expires", "0");
    assert_eq!(bob.send(end.clone()).await.status, 200);
    assert_eq!(bob.notified().await.0, "terminated;reason=timeout");
    // The answer to the last NOTIFY may still be on its way.
    let gone = timeout(LIMIT, async { while bob.send(dialog_again(&mut dialog)).await.status != 481 {} });
    assert!(gone.await.is_ok());
}

fn dialog_again(dialog: &mut Dialog) -> Request {
    let mut request = dialog.request(Method::Subscribe);
    request.headers.push("Event", "presence");
    request
}

#[tokio::test]
async fn every_device_gets_a_message_and_one_is_enough() {
    let registrar = registrar().await;
    let (mut first, mut second) =
        (Device::start("ann", &registrar).await, Device::start("ann", &registrar).await);
    let bob = Device::start("bob", &registrar).await;
    assert_eq!(bob.send(bob.request(Method::Message, "ann")).await.status, 480);
    first.register().await;
    second.register().await;
    assert_eq!(bob.send(bob.request(Method::Message, "ann")).await.status, 200);
    for device in [&mut first, &mut second] {
        assert_eq!(timeout(LIMIT, device.received.recv()).await.unwrap().unwrap().method, Method::Message);
    }
    assert_eq!(bob.send(bob.request(Method::Message, "nobody")).await.status, 404);
    assert_eq!(bob.send(bob.request(Method::Invite, "ann")).await.status, 200);
    assert_eq!(bob.send(bob.request(Method::Other("REFER".to_owned()), "ann")).await.status, 405);
}

#[tokio::test]
async fn who_has_a_password_must_prove_to_know_it() {
    let registrar = registrar().await;
    let carol = Device::start("carol", &registrar).await;
    let challenge = carol.register().await;
    assert_eq!(challenge.status, 401);
    let header = challenge.headers.get("WWW-Authenticate").unwrap();
    for (password, status) in [("wrong", 401), ("pass", 200)] {
        let mut request = carol.request(Method::Register, "carol");
        let answer =
            digest::answer(header, "REGISTER", &request.uri.to_string(), "carol", password, 1).unwrap();
        request.headers.push("Authorization", answer);
        assert_eq!(carol.send(request).await.status, status, "{password}");
    }
    let message = carol.request(Method::Message, "ann");
    assert_eq!(carol.send(message).await.status, 401);
    let mut outside = carol.request(Method::Message, "x");
    outside.uri = SipUri::new("x", "b.example");
    assert_eq!(carol.send(outside).await.status, 407);
}

#[tokio::test]
async fn nobody_acts_for_somebody_else_or_uses_it_as_a_relay() {
    let registrar = registrar().await;
    let bob = Device::start("bob", &registrar).await;
    assert_eq!(bob.send(bob.request(Method::Register, "ann")).await.status, 403);
    let mut publish = bob.request(Method::Publish, "ann");
    publish.headers.push("Event", "presence");
    assert_eq!(bob.send(publish).await.status, 403);
    let mut relay = bob.request(Method::Message, "x");
    relay.uri = SipUri::parse("sip:x@127.0.37.9:7").unwrap();
    assert_eq!(bob.send(relay).await.status, 403);
    let mut looping = bob.request(Method::Message, "ann");
    looping.headers.set("Max-Forwards", "0");
    assert_eq!(bob.send(looping).await.status, 483);
}

#[tokio::test]
async fn a_second_device_that_accepts_too_is_hung_up() {
    let registrar = registrar().await;
    // Both accept at once, and note what comes.
    let mut devices = Vec::new();
    for _ in 0..2 {
        let (endpoint, mut incoming) = SipEndpoint::start("127.0.37.2:0".parse().unwrap()).await.unwrap();
        let (sender, received) = mpsc::unbounded_channel();
        let contact = format!("<sip:bob@{};transport=tcp>", endpoint.address());
        let own = contact.clone();
        tokio::spawn(async move {
            while let Some(one) = incoming.recv().await {
                let _ = sender.send(one.request.method.clone());
                let response = one.request.response(200).with("Contact", own.clone());
                if one.request.method == Method::Invite {
                    // Only when the other one rings as well, so that neither is cancelled in time.
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                one.respond(response).await;
            }
        });
        let uri = |text: &str| SipUri::parse(text).unwrap();
        let own = uri("sip:bob@a.example");
        let mut register = Request::new(Method::Register, uri("sip:a.example"), own.clone(), own);
        register.headers.push("Contact", contact);
        let to = Destination::tcp(registrar.address());
        assert_eq!(endpoint.request(to, register).await.unwrap().status, 200);
        devices.push((endpoint, received));
    }
    let ann = Device::start("ann", &registrar).await;
    assert_eq!(ann.send(ann.request(Method::Invite, "bob")).await.status, 200);
    let mut ended = 0;
    let both = async {
        loop {
            for (_, received) in &mut devices {
                while let Ok(method) = received.try_recv() {
                    ended += usize::from(method == Method::Bye);
                }
            }
            if ended > 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(LIMIT, both).await.expect("the device that came second keeps its session");
    tokio::time::sleep(Duration::from_millis(100)).await;
    for (_, received) in &mut devices {
        while let Ok(method) = received.try_recv() {
            ended += usize::from(method == Method::Bye);
        }
    }
    assert_eq!(ended, 1, "one keeps the session");
}

#[tokio::test]
async fn a_caller_who_hangs_up_ends_the_ringing_outside() {
    let registrar = registrar().await;
    let ann = Device::start("ann", &registrar).await;
    let mut invite = ann.request(Method::Invite, "x");
    invite.uri = SipUri::new("x", "b.example");
    let (to, cancel) = (Destination::tcp(registrar.address()), CancellationToken::new());
    let ringing = ann.endpoint.invite(to, invite, Some(&cancel));
    let hang_up = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        cancel.cancel();
    };
    let (answer, ()) = timeout(LIMIT, async { tokio::join!(ringing, hang_up) }).await.expect("an answer");
    assert_eq!(answer.unwrap().status, 487);
}
