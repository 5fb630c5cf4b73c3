//! Every link that fails shows its cause: DNS, TCP, TLS, a TLS alert, SASL, dialback or the stream, in
//! `Get-CsXmppStream` and to the sender. (`runtime_certificates` has those of certificates.)

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use fedsh::federation::dns::{Resolver, ResolverSettings, Zone, ZoneRecord, ZoneServer};
use fedsh::federation::tls::{Identity, TrustRoots};
use fedsh::federation::xmpp::Edge;
use fedsh::federation::xmpp::settings::{EdgeConfig, Partner, StreamPolicy};
use fedsh::topology::model::Negotiation;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

#[path = "common/deployment.rs"]
mod deployment;
use deployment::{Deployment, EDGE, POOL, Phone};

const NETWORK: &str = "127.52.3";
/// A fatal alert of TLS: handshake_failure. Source: RFC 8446, 6.
const ALERT: &[u8] = &[21, 3, 3, 0, 2, 2, 40];

/// Partners, where they are, the stage at which the link to each fails, and what the reason says.
const CASES: &[(&str, u8, &str, &str)] = &[
    ("nowhere.example", 0, "DNS", "nowhere.example"),
    ("declined.example", 0, "DNS", "does not offer XMPP federation"),
    ("closed.example", 31, "TCP", "closed.example:5269"),
    ("plain.example", 32, "TLS", "does not offer it"),
    ("alert.example", 33, "TLS", "HandshakeFailure"),
    ("untrusting.example", 34, "SASL", "no way of authentication"),
    ("unverified.example", 35, "Dialback", "unverified.example"),
    ("unwilling.example", 36, "Stream", "closed the stream"),
    ("silent.example", 37, "Stream", "did not finish within"),
];

fn at(host: u8) -> SocketAddr {
    SocketAddr::new(format!("{NETWORK}.{host}").parse().unwrap(), 5269)
}

fn zones() -> Vec<Zone> {
    let record = |owner: String, kind: &str, data: String| ZoneRecord::new(&owner, kind, &data);
    let zone = |name: &str, host: u8| Zone {
        name: name.to_owned(),
        records: vec![
            record(format!("_xmpp-server._tcp.{name}"), "SRV", format!("0 0 5269 {name}.")),
            record(name.to_owned(), "A", format!("{NETWORK}.{host}")),
        ],
    };
    let mut zones: Vec<Zone> = CASES.iter().map(|(name, host, ..)| zone(name, *host)).collect();
    zones[0].records.clear();
    zones[1].records = vec![record("_xmpp-server._tcp.declined.example".into(), "SRV", "0 0 5269 .".into())];
    zones.push(zone("contoso.com", 2));
    zones
}

/// Reads until what was read ends so.
async fn read_until(tcp: &mut TcpStream, end: &str) -> bool {
    let mut read = Vec::new();
    while !read.ends_with(end.as_bytes()) {
        match tcp.read_u8().await {
            Ok(byte) => read.push(byte),
            Err(_) => return false,
        }
    }
    true
}

/// A partner's server that offers these features, and answers a ClientHello with an alert.
async fn scripted(domain: &'static str, host: u8, features: &'static str) {
    let listener = TcpListener::bind(at(host)).await.unwrap();
    tokio::spawn(async move {
        while let Ok((mut tcp, _)) = listener.accept().await {
            tokio::spawn(async move {
                if !read_until(&mut tcp, "version='1.0'>").await {
                    return;
                }
                let header = format!(
                    "<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' id='1' \
                    from='{domain}' to='contoso.com' version='1.0'><stream:features>{features}</stream:features>"
                );
                tcp.write_all(header.as_bytes()).await.unwrap();
                if read_until(&mut tcp, "/>").await && !features.is_empty() {
                    let _ = tcp.write_all(b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>").await;
                    let mut hello = [0; 5];
                    let _ = tcp.read_exact(&mut hello).await;
                    let _ = tcp.write_all(ALERT).await;
                }
                let mut rest = Vec::new();
                let _ = tcp.read_to_end(&mut rest).await;
            });
        }
    });
}

/// A partner with a good certificate who trusts nobody's, and has us as a partner or not.
async fn edge(
    deployment: &Deployment,
    (domain, host): (&str, u8),
    dns: SocketAddr,
    dialback: bool,
    partner: &str,
) -> Edge {
    let folder = deployment.home.join(".local/share/fedsh/certificates");
    let authority = CertificateAuthority::open_or_create(&folder, "CA").unwrap();
    let issued = authority.issue(&CertificateRequest::for_host(domain, &[])).unwrap();
    let stranger = CertificateAuthority::create("Nobody's CA").unwrap();
    let policy = StreamPolicy { dialback, sasl: Negotiation::Optional, ..StreamPolicy::default() };
    let config = EdgeConfig {
        local_domains: vec![domain.to_owned()],
        partners: vec![Partner { domains: vec![partner.to_owned()], policy }],
        identities: vec![Identity::from_pem(&issued.chain_pem, issued.key.expose_pem()).unwrap()],
        trust: TrustRoots::from_pem(stranger.certificate_pem()).unwrap(),
        ..EdgeConfig::default()
    };
    let settings = ResolverSettings {
        name_servers: vec![dns],
        allow_private_targets: true,
        timeout: Duration::from_secs(2),
    };
    let (edge, _port) = Edge::start(at(host), &config, Resolver::new(settings).unwrap()).await.unwrap();
    edge
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_failed_link_shows_its_cause() {
    let mut deployment = Deployment::new("causes", NETWORK).await;
    deployment.dns().replace(&zones()).unwrap();
    let partner = |(domain, ..): &(&str, u8, &str, &str)| {
        let dialback = if *domain == "untrusting.example" { "$false" } else { "$true" };
        format!(
            "New-CsXmppAllowedPartner {domain} -PartnerType Federated -SaslNegotiation Optional \
            -SupportDialbackNegotiation {dialback} | Out-Null\n"
        )
    };
    deployment.script(&CASES.iter().map(partner).collect::<String>());
    scripted("plain.example", 32, "").await;
    scripted("alert.example", 33, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>")
        .await;
    let _silent = TcpListener::bind(at(37)).await.unwrap();
    // Who asks this name server finds nobody who could confirm our key.
    let none = ZoneRecord::new("_xmpp-server._tcp.contoso.com", "SRV", "0 0 5269 .");
    let none = Zone { name: "contoso.com".to_owned(), records: vec![none] };
    let other = format!("{NETWORK}.54:0").parse().unwrap();
    let other = ZoneServer::start(other, &[none], CancellationToken::new()).await.unwrap();
    let (good, bad) = (deployment.dns().address(), other.address());
    let _edges = [
        edge(&deployment, ("untrusting.example", 34), good, false, "contoso.com").await,
        edge(&deployment, ("unverified.example", 35), bad, true, "contoso.com").await,
        edge(&deployment, ("unwilling.example", 36), good, true, "somebody.example").await,
    ];
    deployment.serve(EDGE).await;
    deployment.serve(POOL).await;
    let (phone, _incoming) = Phone::sign_in(&deployment).await;
    let sending = CASES.iter().map(|(domain, ..)| {
        let phone = phone.clone();
        tokio::spawn(async move { phone.send(&format!("juliet@{domain}"), "hello").await.unwrap() })
    });
    let sending: Vec<_> = sending.collect();
    let mut answers = Vec::new();
    for one in sending {
        answers.push(one.await.unwrap());
    }
    let shown = deployment.script(
        "Get-CsXmppStream | ForEach-Object { \"$($_.Domain) $($_.FailureStage): $($_.FailureReason)\" }",
    );
    for ((domain, _, stage, reason), answer) in CASES.iter().zip(answers) {
        let line = shown.lines().find(|line| line.starts_with(&format!("{domain} "))).unwrap_or_default();
        assert!(
            line.starts_with(&format!("{domain} {stage}: ")) && line.contains(reason),
            "'{line}' for {domain}, not {stage} with '{reason}', in\n{shown}\n{}",
            deployment.log(EDGE)
        );
        assert!(answer.status >= 400 && answer.reason.contains(reason), "{domain}: {answer:?}");
    }
}
