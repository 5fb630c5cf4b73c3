//! Our edge and a real Prosody, both ways: TLS with SASL EXTERNAL, and TLS with dialback, found by DNS SRV
//! records of our zone server.
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
use fedsh::federation::tls::{Identity, TrustRoots};
use fedsh::federation::xmpp::settings::{EdgeConfig, Partner, StreamPolicy};
use fedsh::federation::xmpp::{Edge, Stanza, XmppPort, address};
use fedsh::topology::model::Negotiation;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

#[path = "common/prosody.rs"]
mod prosody;
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
