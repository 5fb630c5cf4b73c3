//! A real Kamailio as a pool's registrar and presence server, joined to the gateway by TLS on which both prove who they
//! are: a partner's user watches a user of ours and the other way round, and messages cross. It comes from Debian
//! (`scripts/test` installs it, with its modules for presence and TLS); without it this test fails and says so.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

use fedsh::federation::certificates::CertificateRequest;
use fedsh::federation::dns::{Zone, ZoneRecord};
use fedsh::federation::gateway::presence::model::{Presence, Resource, Show};
use fedsh::federation::gateway::presence::pidf;
use fedsh::federation::sip::event::PIDF;
use fedsh::federation::sip::{Destination, Incoming, Method, Request, Response, SipUri};
use fedsh::federation::xmpp::{Stanza, StanzaKind, XmppPort, address};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use tokio::sync::mpsc;
use tokio::time::timeout;

#[path = "common/deployment.rs"]
mod deployment;
#[path = "common/kamailio.rs"]
mod kamailio;
#[path = "common/program.rs"]
mod program;
use deployment::{Deployment, EDGE, LIMIT, PARTNER, POOL, Phone, USER};
use kamailio::Kamailio;

const NETWORK: &str = "127.49.15";
/// The name of the SIP server, which its certificate proves.
const SERVER: &str = "sip.contoso.net";

/// Its certificate, and the tables of its presence server.
fn prepare(deployment: &Deployment) {
    let issued = deployment.authority.issue(&CertificateRequest::for_host(SERVER, &[])).unwrap();
    fs::write(deployment.home.join("kamailio.crt"), &issued.chain_pem).unwrap();
    fs::write(deployment.home.join("kamailio.key"), issued.key.expose_pem()).unwrap();
    let tables = Path::new("/usr/share/kamailio/dbtext/kamailio");
    let own = deployment.home.join("dbtext");
    fs::create_dir_all(&own).unwrap();
    for table in ["version", "presentity", "active_watchers", "watchers", "xcap"] {
        fs::copy(tables.join(table), own.join(table))
            .expect("Kamailio's tables are not installed: scripts/test installs them");
    }
}

/// The name server knows the SIP server, the partner and our Edge.
fn publish_names(deployment: &Deployment) {
    let record = |owner: &str, kind: &str, data: String| ZoneRecord::new(owner, kind, &data);
    let domain = |name: &str, host: &str| Zone {
        name: name.to_owned(),
        records: vec![
            record(&format!("_xmpp-server._tcp.{name}"), "SRV", format!("0 0 5269 xmpp.{name}.")),
            record(&format!("xmpp.{name}"), "A", format!("{NETWORK}.{host}")),
        ],
    };
    let inside =
        Zone { name: "contoso.net".to_owned(), records: vec![record(SERVER, "A", format!("{NETWORK}.20"))] };
    deployment.dns().replace(&[domain(PARTNER, "9"), domain("contoso.com", "2"), inside]).unwrap();
}

/// Our user's device, and all that has come to it.
struct Device {
    phone: Phone,
    server: SocketAddr,
    incoming: mpsc::Receiver<Incoming>,
}

impl Device {
    /// A request of the user.
    async fn ask(&self, method: Method, to: &str, change: impl FnOnce(&mut Request)) -> Response {
        let uri = |text: &str| SipUri::parse(&format!("sip:{text}")).unwrap();
        let mut request = Request::new(method, uri(to), uri(USER), uri(to));
        request.headers.push("Contact", format!("<sip:ann@{};transport=tcp>", self.phone.endpoint.address()));
        change(&mut request);
        self.phone.endpoint.request(Destination::tcp(self.server), request).await.unwrap()
    }

    /// Waits for a request that fits; all are answered.
    async fn hear(&mut self, what: &str, fits: impl Fn(&Request, &str) -> bool) {
        let mut seen = Vec::new();
        loop {
            let one = timeout(LIMIT, self.incoming.recv()).await;
            let one = one.unwrap_or_else(|_| panic!("no {what} in {seen:#?}")).unwrap();
            let body = String::from_utf8_lossy(&one.request.body).into_owned();
            let good = fits(&one.request, &body);
            let response = one.request.response(200);
            seen.push((one.request.method.clone(), body));
            one.respond(response).await;
            if good {
                return;
            }
        }
    }
}

/// Waits for a stanza that fits.
async fn hear(port: &mut XmppPort, what: &str, logs: &dyn Fn() -> String, fits: impl Fn(&Stanza) -> bool) {
    let mut seen = Vec::new();
    loop {
        let stanza = timeout(LIMIT, port.incoming.recv()).await;
        let stanza = stanza.unwrap_or_else(|_| panic!("no {what} in {seen:#?}\n{}", logs())).unwrap();
        if fits(&stanza) {
            return;
        }
        seen.push(stanza.element().to_xml());
    }
}

fn presence(kind: Option<&str>) -> Stanza {
    let jid = |text: &str| address::parse(text).unwrap();
    let from = if kind.is_some() { format!("juliet@{PARTNER}") } else { format!("juliet@{PARTNER}/desk") };
    let stanza = Stanza::new(StanzaKind::Presence, jid(&from), jid(USER));
    match kind {
        Some(kind) => stanza.with_type(kind),
        None => stanza.with_text_child("show", "dnd").with_text_child("status", "in a call"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn presence_crosses_by_way_of_a_real_presence_server() {
    let mut deployment = Deployment::new("presence", NETWORK).await;
    prepare(&deployment);
    publish_names(&deployment);
    deployment.script(&format!(
        "Set-CsRegistrar Registrar:pool02.contoso.net -SipNextHop '{SERVER}:5061/Tls'; Enable-CsTopology"
    ));
    let _kamailio = Kamailio::start(&deployment.home, "presence.cfg", NETWORK);
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let mut port = std::mem::replace(&mut deployment.port, fedsh::federation::xmpp::port::port().0);
    let said = deployment.home.join("kamailio.log");
    let logs = || format!("{}\n{}", deployment.log(POOL), fs::read_to_string(&said).unwrap_or_default());
    let server: SocketAddr = format!("{NETWORK}.20:5060").parse().unwrap();
    let (phone, incoming) = Phone::start(NETWORK, server).await;
    phone.register().await;
    let mut device = Device { phone, server, incoming };

    // A partner's user watches ours.
    port.sink.send(presence(Some("subscribe"))).await.unwrap();
    hear(&mut port, "consent", &logs, |stanza| stanza.stanza_type() == Some("subscribed")).await;
    let mut away = Presence::default();
    away.insert("desk", Resource { show: Show::Away, priority: None, notes: Vec::new() });
    let document = pidf::write(USER, "sip:ann", &away);
    let published = device
        .ask(Method::Publish, USER, |request| {
            request.headers.push("Event", "presence");
            request.headers.push("Expires", "600");
            request.set_body(PIDF, document);
        })
        .await;
    assert_eq!(published.status, 200, "{published:?}");
    hear(&mut port, "news", &logs, |stanza| stanza.child_text("show").as_deref() == Some("away")).await;

    // Our user watches the partner's.
    let asked = device
        .ask(Method::Subscribe, &format!("juliet@{PARTNER}"), |request| {
            request.headers.push("Event", "presence");
            request.headers.push("Accept", PIDF);
        })
        .await;
    assert!(asked.is_success(), "{asked:?}\n{}", logs());
    hear(&mut port, "request", &logs, |stanza| stanza.stanza_type() == Some("subscribe")).await;
    port.sink.send(presence(Some("subscribed"))).await.unwrap();
    port.sink.send(presence(None)).await.unwrap();
    device.hear("busy partner", |_, body| body.contains(">dnd</show>") && body.contains("in a call")).await;

    // Messages cross on the same ways.
    let juliet = format!("juliet@{PARTNER}");
    let sending = device.phone.send(&juliet, "hello juliet");
    let hearing =
        hear(&mut port, "message", &logs, |stanza| stanza.body().as_deref() == Some("hello juliet"));
    let (sent, ()) = tokio::join!(sending, hearing);
    assert_eq!(sent.unwrap().status, 202, "{}", logs());
    let jid = |text: &str| address::parse(text).unwrap();
    let hello = Stanza::chat(jid(&format!("juliet@{PARTNER}/desk")), jid(USER), "hello ann");
    port.sink.send(hello.with_id("m1")).await.unwrap();
    device.hear("message", |request, body| request.method == Method::Message && body == "hello ann").await;
}
