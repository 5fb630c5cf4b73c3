//! Certificates of partners through `fedsh serve`: a good one, and each bad kind with its cause in `Get-CsXmppStream`,
//! in both directions; and the same kinds on the ports for SIP over TLS.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by panicking")]

use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest, self_signed};
use fedsh::federation::sip::{Destination, EndpointConfig, Method, Request, SipEndpoint, SipUri};
use fedsh::federation::tls::{Identity, MutualTls, TrustRoots};
use fedsh::federation::xmpp::settings::{EdgeConfig, Partner, StreamPolicy};
use fedsh::federation::xmpp::{Stanza, address};
use rcgen::{CertificateParams, Issuer, KeyPair};
use std::fs;
use std::time::{Duration, Instant};
use tokio::time::timeout;

#[path = "common/deployment.rs"]
mod deployment;
use deployment::{Deployment, EDGE, LIMIT, PARTNER, POOL, Phone, USER};

/// The deployment's own authority, which its servers trust.
struct Authority {
    authority: CertificateAuthority,
    key: String,
}

impl Authority {
    fn of(deployment: &Deployment) -> Authority {
        let folder = deployment.home.join(".local/share/fedsh/certificates");
        let authority = CertificateAuthority::open_or_create(&folder, "CA").unwrap();
        let key = fs::read_to_string(folder.join("ca.key")).unwrap();
        Authority { authority, key }
    }

    fn roots(&self) -> TrustRoots {
        TrustRoots::from_pem(self.authority.certificate_pem()).unwrap()
    }

    fn good(&self, name: &str) -> Identity {
        let issued = self.authority.issue(&CertificateRequest::for_host(name, &[])).unwrap();
        Identity::from_pem(&issued.chain_pem, issued.key.expose_pem()).unwrap()
    }

    fn expired(&self, name: &str) -> Identity {
        let key = KeyPair::from_pem(&self.key).unwrap();
        let issuer = Issuer::from_ca_cert_pem(self.authority.certificate_pem(), key).unwrap();
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(2020, 2, 1);
        let own = KeyPair::generate().unwrap();
        Identity::from_pem(&params.signed_by(&own, &issuer).unwrap().pem(), &own.serialize_pem()).unwrap()
    }

    /// Each kind: what it is called, the certificate, and what the cause says.
    fn kinds(&self, name: &str) -> Vec<(&'static str, Identity, Option<&'static str>)> {
        let alone = self_signed(&CertificateRequest::for_host(name, &[])).unwrap();
        let stranger = CertificateAuthority::create("Nobody's CA").unwrap();
        let strange = stranger.issue(&CertificateRequest::for_host(name, &[])).unwrap();
        let read = |chain: &str, key: &str| Identity::from_pem(chain, key).unwrap();
        vec![
            ("good", self.good(name), None),
            ("expired", self.expired(name), Some("expired")),
            ("self-signed", read(&alone.chain_pem, alone.key.expose_pem()), Some("self-signed")),
            ("of an unknown authority", read(&strange.chain_pem, strange.key.expose_pem()), Some("trusted")),
            ("wrong name", self.good("other.example"), Some("other.example")),
        ]
    }
}

/// The partner's edge with another certificate; it trusts ours.
fn config(authority: &Authority, identity: Identity) -> EdgeConfig {
    let policy = StreamPolicy { dialback: false, ..StreamPolicy::default() };
    EdgeConfig {
        local_domains: vec![PARTNER.to_owned()],
        partners: vec![Partner { domains: vec!["contoso.com".to_owned()], policy }],
        identities: vec![identity],
        trust: authority.roots(),
        one_way: true,
        ..EdgeConfig::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_certificate_of_a_partner_works_or_shows_its_cause() {
    let mut deployment = Deployment::new("certificates", "127.52.1").await;
    let authority = Authority::of(&deployment);
    for (kind, identity, cause) in authority.kinds(PARTNER) {
        deployment.partner.update(&config(&authority, identity)).unwrap();
        // New processes, so that no stream of before is left.
        deployment.serve(EDGE).await;
        deployment.serve(POOL).await;
        let (phone, _incoming) = Phone::sign_in(&deployment).await;
        // We call: the partner's certificate is that of a server.
        let to = format!("juliet@{PARTNER}");
        let port = &mut deployment.port;
        let (answer, ()) = tokio::join!(phone.send(&to, "hello"), async {
            // The answer comes when the partner has taken the message, and let go of it.
            if cause.is_none() {
                drop(timeout(LIMIT, port.incoming.recv()).await);
            }
        });
        let answer = answer.unwrap();
        let shown = deployment
            .script("Get-CsXmppStream | ForEach-Object { \"$($_.FailureStage): $($_.FailureReason)\" }");
        match cause {
            None => assert!(answer.is_success(), "{kind}: {answer:?}"),
            Some(cause) => {
                assert!(answer.status >= 400, "{kind}: {answer:?}");
                assert!(shown.starts_with("Certificate: ") && shown.contains(cause), "{kind}: {shown}");
                assert!(answer.reason.contains(cause), "{kind}: the sender does not learn it: {answer:?}");
            }
        }
        // The partner calls: its certificate is that of a client, and we do not offer EXTERNAL to a bad one.
        let jid = |text: &str| address::parse(text).unwrap();
        let stanza = Stanza::chat(jid(&format!("juliet@{PARTNER}/desk")), jid(USER), "hello").with_id(kind);
        deployment.port.sink.send(stanza).await.unwrap();
        if let Some(cause) = cause {
            let refused = async {
                loop {
                    let stanza = deployment.port.incoming.recv().await.unwrap();
                    if stanza.is_error() && stanza.id() == Some(kind) {
                        return;
                    }
                }
            };
            timeout(LIMIT, refused).await.unwrap_or_else(|_| panic!("{kind}: nothing came back"));
            let text = "Get-CsXmppStream | ForEach-Object { \"$($_.FailureStage): $($_.FailureReason)\" }";
            let start = Instant::now();
            while !deployment.script(text).contains(cause) {
                assert!(start.elapsed() < LIMIT, "{kind}: {}", deployment.script(text));
            }
        }
        deployment.kill(EDGE);
        deployment.kill(POOL);
        // The partner forgets that we could not be reached.
        tokio::time::sleep(Duration::from_secs(1)).await;
        while deployment.port.incoming.try_recv().is_ok() {}
    }
}

/// A SIP server with this certificate asks the pool how it is.
async fn asks(tls: MutualTls, from: &str, pool: &str) -> Result<u16, String> {
    let config = EndpointConfig {
        tls: Some((format!("{from}:0").parse().unwrap(), tls)),
        connect: Duration::from_secs(5),
        ..EndpointConfig::default()
    };
    let (endpoint, _incoming) = SipEndpoint::open(config).await.map_err(|error| error.to_string())?;
    let uri = |text: &str| SipUri::parse(text).unwrap();
    let request = Request::new(
        Method::Options,
        uri("sip:contoso.com"),
        uri("sip:ping@legacy.contoso.net"),
        uri("sip:contoso.com"),
    );
    let to = Destination::tls(format!("{pool}:5061").parse().unwrap(), POOL);
    let answer = endpoint.request(to, request).await.map_err(|error| error.to_string())?;
    Ok(answer.status)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_certificate_of_a_sip_server_works_or_is_refused_with_its_cause() {
    let mut deployment = Deployment::new("sip-certificates", "127.52.2").await;
    deployment.serve(POOL).await;
    let authority = Authority::of(&deployment);
    for (kind, identity, cause) in authority.kinds("legacy.contoso.net") {
        let tls = MutualTls::new(&identity, authority.roots()).unwrap();
        let answer = asks(tls, "127.52.2.20", "127.52.2.3").await;
        match cause {
            // Any server of the deployment may call; its name counts where it has to be proved.
            None | Some("other.example") => assert_eq!(answer, Ok(200), "{kind}"),
            Some(cause) => {
                assert!(answer.is_err(), "{kind}: {answer:?}");
                let start = Instant::now();
                while !deployment.log(POOL).contains(cause) {
                    assert!(start.elapsed() < LIMIT, "{kind} is not in the log:\n{}", deployment.log(POOL));
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        }
    }
    // And where we call: each bad certificate of a server is an error that says why.
    for (kind, identity, cause) in authority.kinds(POOL) {
        let server = MutualTls::new(&identity, authority.roots()).unwrap();
        let listening = EndpointConfig {
            tls: Some(("127.52.2.30:5061".parse().unwrap(), server)),
            ..EndpointConfig::default()
        };
        let (endpoint, mut incoming) = SipEndpoint::open(listening).await.unwrap();
        tokio::spawn(async move {
            while let Some(one) = incoming.recv().await {
                let response = one.request.response(200);
                one.respond(response).await;
            }
        });
        let caller = MutualTls::new(&authority.good("caller.contoso.net"), authority.roots()).unwrap();
        let answer = asks(caller, "127.52.2.31", "127.52.2.30").await;
        match cause {
            None => assert_eq!(answer, Ok(200), "{kind}"),
            Some(cause) => {
                assert!(answer.as_ref().is_err_and(|reason| reason.contains(cause)), "{kind}: {answer:?}")
            }
        }
        endpoint.stop();
        // Its port is free for the next.
        while tokio::net::TcpStream::connect("127.52.2.30:5061").await.is_ok() {
            tokio::task::yield_now().await;
        }
    }
}

/// The new certificate does not name the pool, so that it shows which one is in use.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_comes_into_use_by_its_date_while_the_services_run() {
    let mut deployment = Deployment::new("dated-certificates", "127.52.3").await;
    deployment.serve(POOL).await;
    let authority = Authority::of(&deployment);
    let ask = || {
        let tls = MutualTls::new(&authority.good("caller.contoso.net"), authority.roots()).unwrap();
        asks(tls, "127.52.3.20", "127.52.3.3")
    };
    assert_eq!(ask().await, Ok(200));
    let date = Instant::now() + Duration::from_secs(4);
    let assigned = deployment.script(&format!(
        "$date = (Get-Date).AddSeconds(4)
         $next = Request-CsCertificate -New -Type Default -ComputerFqdn other.contoso.net
         Set-CsCertificate -Type Default -Identity {POOL} -Thumbprint $next.Thumbprint -Roll -EffectiveDate $date
         $end = (Get-Date).AddSeconds(60)
         while (@(Get-CsManagementStoreReplicationStatus {POOL} | Where-Object {{ -not $_.UpToDate }}).Count -and (Get-Date) -lt $end) {{ }}
         (Get-CsCertificate -Type Default -ComputerFqdn {POOL}).Count"
    ));
    let answer = ask().await;
    if Instant::now() < date {
        assert_eq!((assigned.trim(), answer), ("2", Ok(200)));
    }
    let start = Instant::now();
    while !ask().await.is_err_and(|reason| reason.contains(POOL) || reason.contains("name")) {
        assert!(start.elapsed() < LIMIT, "{}", deployment.log(POOL));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
