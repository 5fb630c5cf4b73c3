//! Our edge and a real ejabberd, both ways: TLS with SASL EXTERNAL, TLS with dialback, and each bad certificate,
//! found by DNS SRV records of our zone server.
//!
//! ejabberd comes from Debian (`scripts/test` installs it); without it this test fails and says so.

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
use fedsh::federation::xmpp::{Edge, Stanza, address};
use fedsh::topology::model::Negotiation;
use rcgen::{CertificateParams, Issuer, KeyPair};
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

#[path = "common/client.rs"]
mod client;
#[path = "common/ejabberd.rs"]
mod ejabberd;
#[path = "common/program.rs"]
mod program;
use client::Client;
use ejabberd::Ejabberd;

const LIMIT: Duration = Duration::from_secs(60);
const OURS: &str = "contoso.example";
/// Domains of ejabberd: a good certificate, and a self-signed one that dialback makes up for.
const GOOD: &str = "good.example";
const BACK: &str = "back.example";
/// And certificates that nothing makes up for.
const EXPIRED: &str = "expired.example";
const SELF_SIGNED: &str = "self.example";
const OTHER_NAME: &str = "wrong.example";
const THEIRS: [&str; 5] = [GOOD, BACK, EXPIRED, SELF_SIGNED, OTHER_NAME];
const HOST: &str = "127.0.61.1";

fn zone(name: &str, host: &str) -> Zone {
    let records = vec![
        ZoneRecord::new(&format!("_xmpp-server._tcp.{name}"), "SRV", &format!("0 0 5269 xmpp.{name}.")),
        ZoneRecord::new(&format!("xmpp.{name}"), "A", host),
    ];
    Zone { name: name.to_owned(), records }
}

fn with_key(issued: &IssuedCertificate) -> String {
    format!("{}{}", issued.chain_pem, issued.key.expose_pem())
}

/// A certificate whose time is over.
fn expired(authority: &str, key: &str, name: &str) -> String {
    let issuer = Issuer::from_ca_cert_pem(authority, KeyPair::from_pem(key).unwrap()).unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2020, 2, 1);
    let own = KeyPair::generate().unwrap();
    format!("{}{}", params.signed_by(&own, &issuer).unwrap().pem(), own.serialize_pem())
}

/// The partners, each with its own policy.
fn partners() -> Vec<Partner> {
    let strict = StreamPolicy { dialback: false, ..StreamPolicy::default() };
    let back = StreamPolicy { sasl: Negotiation::NotSupported, ..StreamPolicy::default() };
    let partner = |domain: &str| Partner {
        domains: vec![domain.to_owned()],
        policy: if domain == BACK { back.clone() } else { strict.clone() },
    };
    THEIRS.iter().map(|domain| partner(domain)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_cross_where_the_certificate_is_good_or_dialback_is_allowed() {
    // ejabberd asks its own name server for SRV records and the system's for addresses: here it needs none.
    let srv = ZoneRecord::new(&format!("_xmpp-server._tcp.{OURS}"), "SRV", "0 0 5269 127.0.61.2.");
    let mut zones = vec![Zone { name: OURS.to_owned(), records: vec![srv] }];
    zones.extend(THEIRS.iter().map(|domain| zone(domain, HOST)));
    let at = "127.0.61.53:0".parse().unwrap();
    let dns = ZoneServer::start(at, &zones, CancellationToken::new()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let authority = CertificateAuthority::open_or_create(folder.path(), "Interop CA").unwrap();
    let key = std::fs::read_to_string(folder.path().join("ca.key")).unwrap();
    let roots = authority.certificate_pem().to_owned();
    let issue = |name: &str| authority.issue(&CertificateRequest::for_host(name, &[])).unwrap();
    let alone = |name: &str| self_signed(&CertificateRequest::for_host(name, &[])).unwrap();
    let certificates = [
        with_key(&issue(GOOD)),
        with_key(&alone(BACK)),
        expired(&roots, &key, EXPIRED),
        with_key(&alone(SELF_SIGNED)),
    ];
    let started = tokio::task::spawn_blocking({
        let (address, roots) = (dns.address(), roots.clone());
        move || Ejabberd::start(HOST, &THEIRS, address, &certificates, &roots, &[])
    });
    let ejabberd = started.await.unwrap();
    let settings = ResolverSettings {
        name_servers: vec![dns.address()],
        allow_private_targets: true,
        timeout: Duration::from_secs(5),
    };
    let ours = issue(OURS);
    let config = EdgeConfig {
        local_domains: vec![OURS.to_owned()],
        partners: partners(),
        identities: vec![Identity::from_pem(&ours.chain_pem, ours.key.expose_pem()).unwrap()],
        trust: TrustRoots::from_pem(&roots).unwrap(),
        ..EdgeConfig::default()
    };
    let resolver = Resolver::new(settings).unwrap();
    let (edge, mut port) = Edge::start("127.0.61.2:5269".parse().unwrap(), &config, resolver).await.unwrap();
    let ann = address::parse(&format!("ann@{OURS}/desk")).unwrap();
    for (domain, way) in [(GOOD, "SASL EXTERNAL"), (BACK, "dialback")] {
        let mut bob = Client::sign_in(HOST, domain, "bob").await;
        let to = address::parse(&format!("bob@{domain}/desk")).unwrap();
        port.sink.send(Stanza::chat(ann.clone(), to, "hello bob").with_id("m1")).await.unwrap();
        bob.hear("<body>hello bob</body>").await;
        bob.say(&format!("<message to='ann@{OURS}' type='chat' id='m2'><body>hello ann</body></message>"))
            .await;
        let arrived = timeout(LIMIT, port.incoming.recv()).await;
        let arrived = arrived.unwrap_or_else(|_| panic!("{domain}: nothing\n{}", ejabberd.log())).unwrap();
        assert_eq!((arrived.body().as_deref(), arrived.from_domain().as_str()), (Some("hello ann"), domain));
        let status = edge.status().partner(domain);
        assert!(status.security.as_deref().is_some_and(|security| security.ends_with(way)), "{status:?}");
        assert_eq!(
            (status.incoming_streams, status.outgoing_streams, status.bounced),
            (1, 1, 0),
            "{status:?}"
        );
        // Nobody is there: the error finds the way back.
        let nobody = address::parse(&format!("nobody@{domain}")).unwrap();
        port.sink.send(Stanza::chat(ann.clone(), nobody, "hello?").with_id("m3")).await.unwrap();
        let refused = timeout(LIMIT, port.incoming.recv()).await.unwrap().unwrap();
        assert!(refused.is_error() && refused.id() == Some("m3"), "{refused:?}");
    }
    for (domain, reason) in [(EXPIRED, "expired"), (SELF_SIGNED, "self-signed"), (OTHER_NAME, OTHER_NAME)] {
        let to = address::parse(&format!("bob@{domain}")).unwrap();
        port.sink.send(Stanza::chat(ann.clone(), to, "hello").with_id(domain)).await.unwrap();
        let refused = timeout(LIMIT, port.incoming.recv()).await.unwrap().unwrap();
        assert!(refused.is_error() && refused.id() == Some(domain), "{refused:?}");
        let failure = edge.status().partner(domain).last_failure.unwrap();
        assert_eq!(failure.stage.name(), "Certificate", "{failure:?}");
        assert!(failure.reason.contains(reason), "{domain}: {failure:?}");
    }
    edge.stop().await;
}
