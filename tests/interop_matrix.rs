//! Every row of the negotiation matrix (migration.md C.3) towards a real Prosody that can do one way only: SASL
//! EXTERNAL over TLS, dialback over TLS, or dialback without TLS. A row works, in both directions, exactly with the
//! ways that it allows; and one stream both ways (XEP-0288) with Prosody's own module.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by panicking"
)]

use fedsh::federation::certificates::{
    CertificateAuthority, CertificateRequest, IssuedCertificate, self_signed,
};
use fedsh::federation::dns::{Resolver, ResolverSettings, Zone, ZoneRecord, ZoneServer};
use fedsh::federation::tls::{Identity, TrustRoots};
use fedsh::federation::xmpp::settings::{EdgeConfig, Partner, StreamPolicy};
use fedsh::federation::xmpp::{Edge, Stanza, XmppPort, address};
use fedsh::topology::model::Negotiation;
use std::fs;
use std::time::Duration;
use tokio::time::timeout;
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
/// What every Prosody here has: clients with passwords, and no patience.
const COMMON: &str = r#"authentication = "internal_plain"; c2s_ports = { 5222 }
allow_unencrypted_plain_auth = true; c2s_require_encryption = false; s2s_timeout = 10
"#;

/// The one way that a peer can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// SASL EXTERNAL over TLS.
    External,
    /// Dialback over TLS.
    Dialback,
    /// Dialback over plain TCP.
    Plain,
}

impl Way {
    fn settings(self) -> &'static str {
        match self {
            Way::External => {
                r#"s2s_secure_auth = true
modules_enabled = { "tls"; "saslauth"; "roster"; "ping" }; modules_disabled = { "dialback"; "offline"; "fedsh_echo" }"#
            }
            Way::Dialback => {
                r#"s2s_secure_auth = false
modules_enabled = { "tls"; "dialback"; "saslauth"; "roster"; "ping" }; modules_disabled = { "offline"; "fedsh_echo" }"#
            }
            Way::Plain => {
                r#"s2s_secure_auth = false; s2s_require_encryption = false
modules_enabled = { "dialback"; "saslauth"; "roster"; "ping" }; modules_disabled = { "tls"; "offline"; "fedsh_echo" }"#
            }
        }
    }

    /// As `Get-CsXmppStream` shows it.
    fn security(self) -> (&'static str, &'static str) {
        match self {
            Way::External => ("TLS 1.3", "SASL EXTERNAL"),
            Way::Dialback => ("TLS 1.3", "dialback"),
            Way::Plain => ("no TLS", "dialback"),
        }
    }
}

/// The rows: TLS, SASL, dialback, and the ways that are left. The invalid ones are refused beforehand.
fn rows() -> Vec<(Negotiation, Negotiation, bool, Option<Vec<Way>>)> {
    use Negotiation::{NotSupported as N, Optional as O, Required as R};
    use Way::{Dialback as T, External as S, Plain as P};
    vec![
        (R, R, true, Some(vec![S])),
        (R, R, false, Some(vec![S])),
        (O, R, true, Some(vec![S, T, P])),
        (O, R, false, Some(vec![S])),
        (N, R, true, Some(vec![P])),
        (N, R, false, None),
        (R, O, true, Some(vec![S, T])),
        (R, O, false, Some(vec![S])),
        (O, O, true, Some(vec![S, T, P])),
        (O, O, false, Some(vec![S])),
        (N, O, true, Some(vec![P])),
        (N, O, false, None),
        (R, N, true, Some(vec![T])),
        (R, N, false, None),
        (O, N, true, Some(vec![T, P])),
        (O, N, false, None),
        (N, N, true, Some(vec![P])),
        (N, N, false, None),
    ]
}

/// A name server, a Prosody with a user, and what our edge needs.
struct Lab {
    prosody: Prosody,
    bob: Client,
    _dns: ZoneServer,
    resolver: Resolver,
    ours: IssuedCertificate,
    roots: String,
    network: &'static str,
}

impl Lab {
    async fn start(network: &'static str, way: Way, extra: &str) -> Lab {
        let zone = |name: &str, host: &str| Zone {
            name: name.to_owned(),
            records: vec![
                ZoneRecord::new(
                    &format!("_xmpp-server._tcp.{name}"),
                    "SRV",
                    &format!("0 0 5269 xmpp.{name}."),
                ),
                ZoneRecord::new(&format!("xmpp.{name}"), "A", &format!("{network}.{host}")),
            ],
        };
        let at = format!("{network}.53:0").parse().unwrap();
        let zones = [zone(OURS, "2"), zone(THEIRS, "1")];
        let dns = ZoneServer::start(at, &zones, CancellationToken::new()).await.unwrap();
        let settings = ResolverSettings {
            name_servers: vec![dns.address()],
            allow_private_targets: true,
            timeout: Duration::from_secs(2),
        };
        let authority = CertificateAuthority::create("Matrix CA").unwrap();
        let certificate = |name: &str| match way {
            Way::External => authority.issue(&CertificateRequest::for_host(name, &[])).unwrap(),
            Way::Dialback | Way::Plain => self_signed(&CertificateRequest::for_host(name, &[])).unwrap(),
        };
        let theirs = certificate(THEIRS);
        let host = format!("{network}.1");
        let prosody = Prosody::start(
            THEIRS,
            &host,
            dns.address(),
            &theirs.chain_pem,
            theirs.key.expose_pem(),
            authority.certificate_pem(),
            &format!("{COMMON}{}\n{extra}", way.settings()),
        );
        let accounts = prosody.data().join("fabrikam%2eexample/accounts");
        fs::create_dir_all(&accounts).unwrap();
        fs::write(accounts.join("bob.dat"), "return { [\"password\"] = \"pw\"; };").unwrap();
        let bob = Client::sign_in(&host, THEIRS, "bob").await;
        let (ours, roots) = (certificate(OURS), authority.certificate_pem().to_owned());
        Lab { prosody, bob, _dns: dns, resolver: Resolver::new(settings).unwrap(), ours, roots, network }
    }

    async fn edge(&self, policy: StreamPolicy) -> (Edge, XmppPort) {
        let config = EdgeConfig {
            local_domains: vec![OURS.to_owned()],
            partners: vec![Partner { domains: vec![THEIRS.to_owned()], policy }],
            identities: vec![Identity::from_pem(&self.ours.chain_pem, self.ours.key.expose_pem()).unwrap()],
            trust: TrustRoots::from_pem(&self.roots).unwrap(),
            ..EdgeConfig::default()
        };
        let at = format!("{}.2:5269", self.network).parse().unwrap();
        Edge::start(at, &config, self.resolver.clone()).await.unwrap()
    }

    /// What comes to our user.
    async fn receive(&self, port: &mut XmppPort, what: &str) -> Stanza {
        let received = timeout(LIMIT, port.incoming.recv()).await;
        received.unwrap_or_else(|_| panic!("{what}: nothing came\n{}", self.prosody.log())).unwrap()
    }

    /// A message there and one back; whether the row lets them through, both or none.
    async fn try_row(&mut self, policy: StreamPolicy, works: bool, what: &str) -> Edge {
        let (edge, mut port) = self.edge(policy).await;
        let from = address::parse(&format!("ann@{OURS}/desk")).unwrap();
        let to = address::parse(&format!("bob@{THEIRS}/desk")).unwrap();
        port.sink.send(Stanza::chat(from, to, format!("there {what}")).with_id("m1")).await.unwrap();
        if works {
            self.bob.hear(&format!("<body>there {what}</body>")).await;
        } else {
            let refused = self.receive(&mut port, what).await;
            assert!(refused.is_error() && refused.id() == Some("m1"), "{what}: {refused:?}");
        }
        let back =
            format!("<message to='ann@{OURS}/desk' type='chat' id='m2'><body>back {what}</body></message>");
        self.bob.say(&back).await;
        if works {
            let arrived = self.receive(&mut port, what).await;
            assert_eq!(arrived.body(), Some(format!("back {what}")));
        } else {
            let heard = self.bob.hear("</error>").await;
            assert!(heard.contains("type='error'") && heard.contains("id='m2'"), "{what}: {heard}");
            assert!(port.incoming.try_recv().is_err(), "{what}: it came through");
        }
        edge
    }
}

async fn every_row(network: &'static str, way: Way) {
    let mut lab = Lab::start(network, way, "").await;
    for (tls, sasl, dialback, ways) in rows() {
        let policy = StreamPolicy { tls, sasl, dialback, ..StreamPolicy::default() };
        let Some(ways) = ways else {
            assert!(policy.methods().is_err(), "{policy:?} leaves a way");
            continue;
        };
        let what = format!("{tls:?} {sasl:?} {dialback} by {way:?}");
        let works = ways.contains(&way);
        let edge = lab.try_row(policy, works, &what).await;
        let status = edge.status().partner(THEIRS);
        if works {
            let (tls, method) = way.security();
            assert_eq!(status.security, Some(format!("{tls}, {method}")), "{what}");
        } else {
            let failure = status.last_failure.unwrap_or_else(|| panic!("{what}: no cause is known"));
            assert!(
                ["TLS", "SASL", "Certificate", "Dialback", "Stream"].contains(&failure.stage.name()),
                "{failure:?}"
            );
            assert_eq!((status.incoming_streams, status.outgoing_streams), (0, 0), "{what}");
        }
        edge.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_with_a_peer_that_does_sasl_external() {
    every_row("127.0.42", Way::External).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_with_a_peer_that_does_dialback_over_tls() {
    every_row("127.0.43", Way::Dialback).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_with_a_peer_that_does_dialback_without_tls() {
    every_row("127.0.44", Way::Plain).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_stream_serves_both_directions() {
    let bidi = r#"modules_enabled = { "tls"; "saslauth"; "roster"; "ping"; "smacks"; "s2s_bidi" }"#;
    let mut lab = Lab::start("127.0.45", Way::External, bidi).await;
    let policy = StreamPolicy { dialback: false, ..StreamPolicy::default() };
    let edge = lab.try_row(policy.clone(), true, "first").await;
    let status = edge.status().partner(THEIRS);
    assert_eq!((status.incoming_streams, status.outgoing_streams), (0, 1), "{}", lab.prosody.log());
    edge.stop().await;
    // And on a stream that Prosody opens.
    let (edge, mut port) = lab.edge(policy).await;
    lab.bob.say(&format!("<message to='ann@{OURS}' type='chat' id='m3'><body>theirs</body></message>")).await;
    assert_eq!(lab.receive(&mut port, "theirs").await.body().as_deref(), Some("theirs"));
    for number in 0..20 {
        let from = address::parse(&format!("ann@{OURS}/desk")).unwrap();
        let to = address::parse(&format!("bob@{THEIRS}/desk")).unwrap();
        port.sink.send(Stanza::chat(from, to, format!("answer {number}"))).await.unwrap();
        lab.bob.hear(&format!("<body>answer {number}</body>")).await;
    }
    let status = edge.status().partner(THEIRS);
    assert_eq!((status.incoming_streams, status.outgoing_streams), (1, 0), "{}", lab.prosody.log());
    edge.stop().await;
}
