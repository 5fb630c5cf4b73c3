//! A real jabberd2, which authenticates by dialback only: over TLS and without. Messages cross in both directions,
//! errors find their way back, and where only certificates count nothing crosses and the cause is known.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

use fedsh::federation::certificates::{CertificateRequest, self_signed};
use fedsh::federation::dns::{Resolver, ResolverSettings, Zone, ZoneRecord, ZoneServer};
use fedsh::federation::tls::{Identity, TrustRoots};
use fedsh::federation::xmpp::settings::{EdgeConfig, Partner, StreamPolicy};
use fedsh::federation::xmpp::{Edge, Stanza, XmppPort, address};
use fedsh::topology::model::Negotiation;
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

#[path = "common/client.rs"]
mod client;
#[path = "common/jabberd.rs"]
mod jabberd;
use client::Client;
use jabberd::Jabberd;

const LIMIT: Duration = Duration::from_secs(30);
const OURS: &str = "contoso.example";
const THEIRS: &str = "fabrikam.example";

/// A jabberd2 with a user, and our edge.
struct Lab {
    jabberd: Jabberd,
    bob: Client,
    edge: Edge,
    port: XmppPort,
    _dns: ZoneServer,
}

fn zone(name: &str, address: String) -> Zone {
    let srv = ZoneRecord::new(&format!("_xmpp-server._tcp.{name}"), "SRV", &format!("0 0 5269 xmpp.{name}."));
    Zone {
        name: name.to_owned(),
        records: vec![srv, ZoneRecord::new(&format!("xmpp.{name}"), "A", &address)],
    }
}

fn with_key(name: &str) -> (String, String) {
    let issued = self_signed(&CertificateRequest::for_host(name, &[])).unwrap();
    (issued.chain_pem, issued.key.expose_pem().to_owned())
}

impl Lab {
    async fn start(network: &str, tls: bool, policy: StreamPolicy) -> Lab {
        let zones = [zone(OURS, format!("{network}.2")), zone(THEIRS, format!("{network}.1"))];
        let at = format!("{network}.53:0").parse().unwrap();
        let dns = ZoneServer::start(at, &zones, CancellationToken::new()).await.unwrap();
        let settings = ResolverSettings {
            name_servers: vec![dns.address()],
            allow_private_targets: true,
            timeout: Duration::from_secs(5),
        };
        let (chain, key) = with_key(OURS);
        let config = EdgeConfig {
            local_domains: vec![OURS.to_owned()],
            partners: vec![Partner { domains: vec![THEIRS.to_owned()], policy }],
            identities: vec![Identity::from_pem(&chain, &key).unwrap()],
            trust: TrustRoots::default(),
            ..EdgeConfig::default()
        };
        let (host, server) = (format!("{network}.1"), dns.address());
        let started = tokio::task::spawn_blocking(move || {
            let (chain, key) = with_key(THEIRS);
            Jabberd::start(THEIRS, &host, server, tls.then(|| format!("{chain}{key}")).as_deref())
        });
        let jabberd = started.await.unwrap();
        let bob = Client::sign_in(&format!("{network}.1"), THEIRS, "bob").await;
        let at = format!("{network}.2:5269").parse().unwrap();
        let (edge, port) = Edge::start(at, &config, Resolver::new(settings).unwrap()).await.unwrap();
        Lab { jabberd, bob, edge, port, _dns: dns }
    }

    async fn send(&self, to: &str, text: &str) {
        let (from, to) = (address::parse(&format!("ann@{OURS}/desk")).unwrap(), address::parse(to).unwrap());
        self.port.sink.send(Stanza::chat(from, to, text).with_id(text)).await.unwrap();
    }

    async fn receive(&mut self) -> Stanza {
        let received = timeout(LIMIT, self.port.incoming.recv()).await;
        received.unwrap_or_else(|_| panic!("nothing came\n{}", self.jabberd.log())).unwrap()
    }
}

async fn messages_cross(network: &str, tls: bool, policy: StreamPolicy, security: &str) {
    let mut lab = Lab::start(network, tls, policy).await;
    for number in 0..5 {
        lab.send(&format!("bob@{THEIRS}"), &format!("there-{number}")).await;
        lab.bob.hear(&format!("<body>there-{number}</body>")).await;
        lab.bob
            .say(&format!("<message to='ann@{OURS}' type='chat' id='b'><body>back-{number}</body></message>"))
            .await;
        let arrived = lab.receive().await;
        assert_eq!(arrived.body(), Some(format!("back-{number}")), "{}", lab.jabberd.log());
    }
    // Nobody is there, and no server: both are told.
    lab.send(&format!("nobody@{THEIRS}"), "anybody?").await;
    let refused = lab.receive().await;
    assert!(refused.is_error() && refused.id() == Some("anybody?"), "{refused:?}");
    let status = lab.edge.status().partner(THEIRS);
    assert_eq!(status.security.as_deref(), Some(security), "{status:?}");
    assert_eq!((status.incoming_streams, status.outgoing_streams), (1, 1), "{status:?}");
    lab.edge.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_cross_by_dialback_over_tls() {
    let policy = StreamPolicy { sasl: Negotiation::NotSupported, ..StreamPolicy::default() };
    messages_cross("127.0.62", true, policy, "TLS 1.3, dialback").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_cross_by_dialback_without_tls() {
    let (tls, sasl) = (Negotiation::NotSupported, Negotiation::NotSupported);
    let policy = StreamPolicy { tls, sasl, ..StreamPolicy::default() };
    messages_cross("127.0.63", false, policy, "no TLS, dialback").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_only_certificates_count_the_cause_is_known() {
    let policy = StreamPolicy { dialback: false, ..StreamPolicy::default() };
    let mut lab = Lab::start("127.0.64", true, policy).await;
    lab.send(&format!("bob@{THEIRS}"), "refused").await;
    let refused = lab.receive().await;
    assert!(refused.is_error() && refused.id() == Some("refused"), "{refused:?}");
    let failure = lab.edge.status().partner(THEIRS).last_failure.unwrap();
    assert!(["Certificate", "SASL"].contains(&failure.stage.name()), "{failure:?}");
    lab.edge.stop().await;
}
