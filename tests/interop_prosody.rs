//! Our edge and a real Prosody, both ways: TLS with SASL EXTERNAL, and TLS with dialback, found by DNS SRV
//! records of our zone server; and SIP users behind our gateway with users of Prosody: messages, presence and
//! errors.
//!
//! Prosody comes from Debian (`scripts/test` installs it); without it this test fails and says so.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest, self_signed};
use fedsh::federation::dns::{Resolver, ResolverSettings, Zone, ZoneRecord, ZoneServer};
use fedsh::federation::gateway::presence::model::{Note, Presence, Resource, Show};
use fedsh::federation::gateway::presence::pidf;
use fedsh::federation::gateway::{Gateway, Inbox};
use fedsh::federation::registrar::{Registrar, Route};
use fedsh::federation::sip::event::PIDF;
use fedsh::federation::sip::{Destination, Method, Request, Response, SipEndpoint, SipUri};
use fedsh::federation::tls::{Identity, TrustRoots};
use fedsh::federation::xmpp::settings::{EdgeConfig, Partner, StreamPolicy};
use fedsh::federation::xmpp::{Edge, Stanza, XmppPort, address};
use fedsh::topology::model::Negotiation;
use std::fs;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

#[path = "common/client.rs"]
mod client;
#[path = "common/program.rs"]
mod program;
#[path = "common/prosody.rs"]
mod prosody;
use client::Client;
use prosody::Prosody;

const LIMIT: Duration = Duration::from_secs(30);
const OURS: &str = "contoso.example";
const THEIRS: &str = "fabrikam.example";

fn zone(name: &str, host: &str) -> Zone {
    let records = vec![
        ZoneRecord::new(&format!("_xmpp-server._tcp.{name}"), "SRV", &format!("0 0 5269 xmpp.{name}.")),
        ZoneRecord::new(&format!("xmpp.{name}"), "A", host),
    ];
    Zone { name: name.to_owned(), records }
}

async fn start_dns(address: &str) -> (ZoneServer, Resolver) {
    let zones = [zone(OURS, &address.replace(".53", ".2")), zone(THEIRS, &address.replace(".53", ".1"))];
    let dns = ZoneServer::start(format!("{address}:0").parse().unwrap(), &zones, CancellationToken::new())
        .await
        .unwrap();
    let settings = ResolverSettings {
        name_servers: vec![dns.address()],
        allow_private_targets: true,
        timeout: Duration::from_secs(2),
    };
    let resolver = Resolver::new(settings).unwrap();
    (dns, resolver)
}

/// A message there, and Prosody's answer to it on a stream of its own.
async fn there_and_back(port: &mut XmppPort, prosody: &Prosody) {
    let from = address::parse(&format!("ann@{OURS}/desk")).unwrap();
    let to = address::parse(&format!("bob@{THEIRS}")).unwrap();
    port.sink.send(Stanza::chat(from, to, "hello").with_id("m1")).await.unwrap();
    let answer = tokio::time::timeout(LIMIT, port.incoming.recv()).await;
    let answer = answer.unwrap_or_else(|_| panic!("no answer:\n{}", prosody.log())).unwrap();
    assert_eq!(answer.body().as_deref(), Some("echo: hello"), "{answer:?}\n{}", prosody.log());
    assert_eq!(answer.from_domain(), THEIRS);
}

#[tokio::test]
async fn messages_cross_with_sasl_external() {
    let (dns, resolver) = start_dns("127.0.33.53").await;
    let authority = CertificateAuthority::create("Interop CA").unwrap();
    let theirs = authority.issue(&CertificateRequest::for_host(THEIRS, &[])).unwrap();
    let ours = authority.issue(&CertificateRequest::for_host(OURS, &[])).unwrap();
    let roots = authority.certificate_pem();
    let extra = "s2s_secure_auth = true";
    let prosody = Prosody::start(
        THEIRS,
        "127.0.33.1",
        dns.address(),
        &theirs.chain_pem,
        theirs.key.expose_pem(),
        roots,
        extra,
    );
    let policy = StreamPolicy { dialback: false, ..StreamPolicy::default() };
    let config = EdgeConfig {
        local_domains: vec![OURS.to_owned()],
        partners: vec![Partner { domains: vec![THEIRS.to_owned()], policy }],
        identities: vec![Identity::from_pem(&ours.chain_pem, ours.key.expose_pem()).unwrap()],
        trust: TrustRoots::from_pem(roots).unwrap(),
        ..EdgeConfig::default()
    };
    let (edge, mut port) = Edge::start("127.0.33.2:5269".parse().unwrap(), &config, resolver).await.unwrap();
    there_and_back(&mut port, &prosody).await;
    let status = edge.status().partner(THEIRS);
    assert_eq!((status.incoming_streams, status.outgoing_streams), (1, 1));
    assert!(status.security.as_deref().is_some_and(|way| way.ends_with("SASL EXTERNAL")), "{status:?}");
    edge.stop().await;
}

#[tokio::test]
async fn messages_cross_with_dialback() {
    let (dns, resolver) = start_dns("127.0.34.53").await;
    let theirs = self_signed(&CertificateRequest::for_host(THEIRS, &[])).unwrap();
    let ours = self_signed(&CertificateRequest::for_host(OURS, &[])).unwrap();
    let authority = CertificateAuthority::create("Nobody's CA").unwrap();
    let roots = authority.certificate_pem();
    let extra = "s2s_secure_auth = false";
    let prosody = Prosody::start(
        THEIRS,
        "127.0.34.1",
        dns.address(),
        &theirs.chain_pem,
        theirs.key.expose_pem(),
        roots,
        extra,
    );
    let policy = StreamPolicy { sasl: Negotiation::NotSupported, ..StreamPolicy::default() };
    let config = EdgeConfig {
        local_domains: vec![OURS.to_owned()],
        partners: vec![Partner { domains: vec![THEIRS.to_owned()], policy }],
        identities: vec![Identity::from_pem(&ours.chain_pem, ours.key.expose_pem()).unwrap()],
        trust: TrustRoots::from_pem(roots).unwrap(),
        ..EdgeConfig::default()
    };
    let (edge, mut port) = Edge::start("127.0.34.2:5269".parse().unwrap(), &config, resolver).await.unwrap();
    there_and_back(&mut port, &prosody).await;
    let status = edge.status().partner(THEIRS);
    assert!(status.security.as_deref().is_some_and(|way| way.ends_with("dialback")), "{status:?}");
    edge.stop().await;
}

/// The way from the registrar to the gateway, and back.
#[derive(Default)]
struct Between {
    gateway: OnceLock<Gateway>,
    registrar: OnceLock<Registrar>,
}

impl Route for Between {
    async fn outbound(&self, request: &Request) -> Response {
        self.gateway.get().unwrap().request(request).await
    }

    fn knows(&self, address: &str) -> bool {
        address == format!("ann@{OURS}")
    }
}

struct Back(Arc<Between>);

impl Inbox for Back {
    async fn request(&self, request: &Request) -> Response {
        self.0.registrar.get().unwrap().take(request, None).await
    }
}

/// A SIP device that answers everything with 200.
struct Phone {
    endpoint: SipEndpoint,
    server: SocketAddr,
    received: tokio::sync::mpsc::UnboundedReceiver<Request>,
}

impl Phone {
    async fn start(host: &str, server: SocketAddr) -> Phone {
        let (endpoint, mut incoming) =
            SipEndpoint::start(format!("{host}:0").parse().unwrap()).await.unwrap();
        let (sender, received) = tokio::sync::mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(one) = incoming.recv().await {
                let _ = sender.send(one.request.clone());
                let response = one.request.response(200);
                one.respond(response).await;
            }
        });
        let phone = Phone { endpoint, server, received };
        assert_eq!(phone.send(phone.request(Method::Register, &format!("ann@{OURS}"))).await.status, 200);
        phone
    }

    fn request(&self, method: Method, to: &str) -> Request {
        let uri = |text: &str| SipUri::parse(&format!("sip:{text}")).unwrap();
        let mut request = Request::new(method, uri(to), uri(&format!("ann@{OURS}")), uri(to));
        request.headers.push("Contact", format!("<sip:ann@{};transport=tcp>", self.endpoint.address()));
        request
    }

    async fn send(&self, request: Request) -> Response {
        self.endpoint.request(Destination::tcp(self.server), request).await.unwrap()
    }

    /// The first request that fits, from now on.
    async fn hear(&mut self, fits: impl Fn(&Request, &str) -> bool) -> Request {
        let end = tokio::time::Instant::now() + LIMIT;
        let mut seen = Vec::new();
        loop {
            let request = tokio::time::timeout_at(end, self.received.recv()).await;
            let request = request.unwrap_or_else(|_| panic!("nothing fits in {seen:#?}")).unwrap();
            let body = String::from_utf8_lossy(&request.body).into_owned();
            if fits(&request, &body) {
                return request;
            }
            seen.push((request.method.clone(), body));
        }
    }
}

#[tokio::test]
async fn presence_and_errors_cross_both_ways() {
    let (dns, resolver) = start_dns("127.0.35.53").await;
    let authority = CertificateAuthority::create("Interop CA").unwrap();
    let theirs = authority.issue(&CertificateRequest::for_host(THEIRS, &[])).unwrap();
    let ours = authority.issue(&CertificateRequest::for_host(OURS, &[])).unwrap();
    let roots = authority.certificate_pem();
    let extra = r#"s2s_secure_auth = true; authentication = "internal_plain"; c2s_ports = { 5222 }
allow_unencrypted_plain_auth = true; c2s_require_encryption = false
modules_enabled = { "tls"; "saslauth"; "roster"; "smacks"; "ping" }; modules_disabled = { "dialback"; "offline" }"#;
    let prosody = Prosody::start(
        THEIRS,
        "127.0.35.1",
        dns.address(),
        &theirs.chain_pem,
        theirs.key.expose_pem(),
        roots,
        extra,
    );
    let accounts = prosody.data().join("fabrikam%2eexample/accounts");
    fs::create_dir_all(&accounts).unwrap();
    fs::write(accounts.join("bob.dat"), "return { [\"password\"] = \"pw\"; };").unwrap();
    let config = EdgeConfig {
        local_domains: vec![OURS.to_owned()],
        partners: vec![Partner { domains: vec![THEIRS.to_owned()], policy: StreamPolicy::default() }],
        identities: vec![Identity::from_pem(&ours.chain_pem, ours.key.expose_pem()).unwrap()],
        trust: TrustRoots::from_pem(roots).unwrap(),
        ..EdgeConfig::default()
    };
    let (edge, port) = Edge::start("127.0.35.2:5269".parse().unwrap(), &config, resolver).await.unwrap();
    let between = Arc::new(Between::default());
    let registrar = Registrar::start("127.0.35.2:0".parse().unwrap(), OURS, between.clone()).await.unwrap();
    let mut ann = {
        let server = registrar.address();
        let _ = between.registrar.set(registrar);
        let _ = between.gateway.set(Gateway::start(port, Arc::new(Back(between.clone()))));
        Phone::start("127.0.35.3", server).await
    };
    let mut bob = Client::sign_in("127.0.35.1", THEIRS, "bob").await;
    xmpp_watches_sip(&mut bob, &mut ann).await;
    sip_watches_xmpp(&mut bob, &mut ann).await;
    messages_and_errors(&mut bob, &mut ann).await;
    let status = edge.status().partner(THEIRS);
    assert_eq!((status.bounced, status.last_failure), (0, None), "{}", prosody.log());
    edge.stop().await;
}

async fn xmpp_watches_sip(bob: &mut Client, ann: &mut Phone) {
    bob.say(&format!("<presence type='subscribe' to='ann@{OURS}'/>")).await;
    bob.hear("subscription='to'").await;
    let mut presence = Presence::default();
    let notes = vec![Note { language: Some("de".to_owned()), text: "Mittag <essen>".to_owned() }];
    presence.insert("desk", Resource { show: Show::Away, priority: None, notes });
    let mut publish = ann.request(Method::Publish, &format!("ann@{OURS}"));
    publish.headers.push("Event", "presence");
    publish.set_body(PIDF, pidf::write(&format!("ann@{OURS}"), "sip:ann", &presence));
    assert_eq!(ann.send(publish).await.status, 200);
    bob.hear("<show>away</show>").await;
    bob.hear("Mittag &lt;essen&gt;</status>").await;
}

async fn sip_watches_xmpp(bob: &mut Client, ann: &mut Phone) {
    let mut subscribe = ann.request(Method::Subscribe, &format!("bob@{THEIRS}"));
    subscribe.headers.push("Event", "presence");
    assert_eq!(ann.send(subscribe).await.status, 200);
    let state = |request: &Request| request.headers.get("Subscription-State").unwrap_or_default().to_owned();
    ann.hear(|request, _| state(request).starts_with("pending")).await;
    bob.hear("type='subscribe'").await;
    bob.say(&format!("<presence type='subscribed' to='ann@{OURS}'/>")).await;
    ann.hear(|request, body| state(request).starts_with("active") && body.contains("ID-desk")).await;
    bob.say("<presence><show>dnd</show><status>in a call</status></presence>").await;
    let news = ann.hear(|_, body| body.contains(">dnd</show>")).await;
    let presence = pidf::read(std::str::from_utf8(&news.body).unwrap()).unwrap();
    assert_eq!(presence.get("desk").unwrap().notes[0].text, "in a call");
}

async fn messages_and_errors(bob: &mut Client, ann: &mut Phone) {
    let mut message = ann.request(Method::Message, &format!("bob@{THEIRS}"));
    message.set_body("text/plain", "hello bob");
    assert_eq!(ann.send(message).await.status, 202);
    bob.hear("<body>hello bob</body>").await;
    bob.say(&format!("<message to='ann@{OURS}' type='chat' id='m1'><body>hello ann</body></message>")).await;
    ann.hear(|request, body| request.method == Method::Message && body == "hello ann").await;
    bob.say(&format!("<message to='nobody@{OURS}' type='chat' id='m2'><body>hello</body></message>")).await;
    assert!(bob.hear("item-not-found").await.contains("id='m2'"));
    let mut lost = ann.request(Method::Message, &format!("nobody@{THEIRS}"));
    lost.set_body("text/plain", "is anybody there?");
    let answer = ann.send(lost).await;
    // Prosody confirms a message, and then tells that there is no such user: what comes first is the answer.
    if answer.status == 202 {
        let told = ann
            .hear(|request, body| request.method == Method::Message && body.contains("not delivered"))
            .await;
        assert!(String::from_utf8_lossy(&told.body).contains("\"is anybody there?\""));
    } else {
        assert!(answer.status >= 400, "{answer:?}");
    }
}
