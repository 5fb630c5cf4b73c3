//! Memory of an Edge for partners' streams on which nothing happens.

use super::deployment::{Deployment, EDGE};
use super::process;
use base64::Engine as _;
use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use fedsh::federation::runtime::control::ControlClient;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

const STEPS: [usize; 2] = [1_000, 9_000];
/// Domains of partners that open streams; each opens several.
const DOMAINS: usize = 100;
const OPENED_AT_ONCE: usize = 32;

/// Measures it.
pub async fn run() {
    let most: usize = STEPS.iter().sum();
    let mut deployment = Deployment::new("bench-idle", "127.48.2").await;
    deployment.script(&format!(
        "Set-CsXmppGatewayConfiguration -ConnectionLimit 20000 -PartnerConnectionLimit 1000 -StreamInactivityTimeout 3600
Invoke-CsMigrationStep Partners {{ 1..{DOMAINS} | ForEach-Object {{ New-CsXmppAllowedPartner \"p$_.example\" -SupportDialbackNegotiation $false | Out-Null }} }} | Out-Null"
    ));
    deployment.serve(EDGE).await;
    let pid = deployment.pid(EDGE);
    let folder = deployment.home.join(".local/share/fedsh/certificates");
    let authority = CertificateAuthority::open_or_create(&folder, "CA").unwrap();
    let configs: Vec<Arc<rustls::ClientConfig>> =
        (1..=DOMAINS).map(|number| config(&authority, &format!("p{number}.example"))).collect();
    let (empty, _) = process::memory(pid);
    let mut streams = Vec::with_capacity(most);
    for step in STEPS {
        let mut opening = JoinSet::new();
        let wanted = streams.len() + step;
        let mut next = streams.len();
        while streams.len() < wanted {
            while opening.len() < OPENED_AT_ONCE && next < wanted {
                let index = next % DOMAINS;
                let config = configs[index].clone();
                // Several addresses, for an Edge bounds the strangers of one.
                let from = format!("127.48.2.{}", 100 + next % 100);
                opening.spawn(open(config, format!("p{}.example", index + 1), from));
                next += 1;
            }
            streams.push(opening.join_next().await.unwrap().unwrap());
        }
        let all = || {
            let mut host = ControlClient::connect(&deployment.socket(EDGE)).unwrap();
            host.streams().unwrap().iter().map(|stream| stream.incoming).sum::<usize>()
        };
        while all() < wanted {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let (now, _) = process::memory(pid);
        println!(
            "{wanted} idle streams of partners: {:.1} MB, {:.1} KB each",
            now as f64 / 1024.0,
            now.saturating_sub(empty) as f64 / wanted as f64
        );
    }
}

/// TLS with a certificate of the partner's; whatever the Edge shows is fine here.
fn config(authority: &CertificateAuthority, domain: &str) -> Arc<rustls::ClientConfig> {
    let issued = authority.issue(&CertificateRequest::for_host(domain, &[])).unwrap();
    let chain = CertificateDer::pem_slice_iter(issued.chain_pem.as_bytes()).map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_slice(issued.key.expose_pem().as_bytes()).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(authority.certificate_pem().as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config =
        builder.unwrap().with_root_certificates(roots).with_client_auth_cert(chain, key).unwrap();
    config.alpn_protocols = vec![b"xmpp-server".to_vec()];
    config.resumption = rustls::client::Resumption::disabled();
    Arc::new(config)
}

/// A stream that begins with TLS and proves its domain by the certificate.
async fn open(config: Arc<rustls::ClientConfig>, domain: String, from: String) -> TlsStream<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{from}:0").parse().unwrap()).unwrap();
    let tcp = socket.connect("127.48.2.2:5269".parse().unwrap()).await.unwrap();
    let name = ServerName::try_from("contoso.com").unwrap();
    let mut tls = TlsConnector::from(config).connect(name, tcp).await.unwrap();
    let header = format!(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' \
         from='{domain}' to='contoso.com' version='1.0'>"
    );
    let authzid = base64::engine::general_purpose::STANDARD.encode(&domain);
    let auth =
        format!("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>{authzid}</auth>");
    talk(&mut tls, &header, "</stream:features>").await;
    talk(&mut tls, &auth, "<success").await;
    talk(&mut tls, &header, "<stream:features").await;
    tls
}

/// Says something and waits for what has to come.
async fn talk(tls: &mut TlsStream<TcpStream>, text: &str, wanted: &str) {
    tls.write_all(text.as_bytes()).await.unwrap();
    let (mut heard, mut buffer) = (String::new(), [0; 4096]);
    while !heard.contains(wanted) {
        let read = tls.read(&mut buffer).await.unwrap();
        assert!(read > 0, "the Edge hung up: {heard}");
        heard.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
}
