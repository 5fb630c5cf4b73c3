//! A partner's server that does as little as it can: what is measured is ours. It proves its name by SASL EXTERNAL
//! and confirms what it takes (XEP-0198), as Prosody does.

use super::deployment::PARTNER;
use super::figures::age;
use base64::Engine as _;
use fedsh::federation::certificates::{CertificateAuthority, CertificateRequest};
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{Mutex, mpsc};
use tokio_rustls::{TlsAcceptor, TlsConnector, client, server};

/// The half of a stream that is written.
pub type Writer = Arc<Mutex<WriteHalf<client::TlsStream<TcpStream>>>>;

/// Certificate and key of a domain, and the roots that its peers are checked by.
fn identity(
    authority: &CertificateAuthority,
    domain: &str,
) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>, RootCertStore) {
    let issued = authority.issue(&CertificateRequest::for_host(domain, &[])).unwrap();
    let chain = CertificateDer::pem_slice_iter(issued.chain_pem.as_bytes()).map(Result::unwrap).collect();
    let key = PrivateKeyDer::from_pem_slice(issued.key.expose_pem().as_bytes()).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(authority.certificate_pem().as_bytes()).unwrap()).unwrap();
    (chain, key, roots)
}

/// TLS of a stream that a domain opens; it begins at once.
pub fn opening(authority: &CertificateAuthority, domain: &str) -> Arc<rustls::ClientConfig> {
    let (chain, key, roots) = identity(authority, domain);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config =
        builder.unwrap().with_root_certificates(roots).with_client_auth_cert(chain, key).unwrap();
    config.alpn_protocols = vec![b"xmpp-server".to_vec()];
    config.resumption = rustls::client::Resumption::disabled();
    Arc::new(config)
}

/// TLS of streams that come to a domain.
fn accepting(authority: &CertificateAuthority, domain: &str) -> TlsAcceptor {
    let (chain, key, roots) = identity(authority, domain);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = Arc::new(roots);
    let verifier =
        rustls::server::WebPkiClientVerifier::builder_with_provider(roots, provider.clone()).build().unwrap();
    let builder = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = builder.unwrap().with_client_cert_verifier(verifier).with_single_cert(chain, key).unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// Opens a stream from an address of a network to its Edge, and proves the domain.
pub async fn open(
    config: Arc<rustls::ClientConfig>,
    domain: &str,
    network: &str,
    host: &str,
) -> client::TlsStream<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{network}.{host}:0").parse().unwrap()).unwrap();
    let tcp = socket.connect(format!("{network}.2:5269").parse().unwrap()).await.unwrap();
    tcp.set_nodelay(true).unwrap();
    let name = ServerName::try_from("contoso.com").unwrap();
    let mut tls = TlsConnector::from(config).connect(name, tcp).await.unwrap();
    let header = header(domain);
    let authzid = base64::engine::general_purpose::STANDARD.encode(domain);
    let auth =
        format!("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>{authzid}</auth>");
    talk(&mut tls, &header, "</stream:features>").await;
    talk(&mut tls, &auth, "<success").await;
    talk(&mut tls, &header, "<stream:features").await;
    tls
}

fn header(domain: &str) -> String {
    format!(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams' \
         from='{domain}' to='contoso.com' id='1' version='1.0'>"
    )
}

/// Says something and waits for what has to come; gives what came behind it.
async fn talk(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), text: &str, wanted: &str) -> String {
    stream.write_all(text.as_bytes()).await.unwrap();
    let (mut heard, mut buffer) = (String::new(), [0; 4096]);
    loop {
        if let Some((_, behind)) = heard.split_once(wanted) {
            return behind.to_owned();
        }
        let read = stream.read(&mut buffer).await.unwrap();
        assert!(read > 0, "the Edge hung up: {heard}");
        heard.push_str(&String::from_utf8_lossy(&buffer[..read]));
    }
}

/// Opens a stream on which what is sent is confirmed; where to write.
pub async fn connect(authority: &CertificateAuthority, network: &str) -> Writer {
    let mut tls = open(opening(authority, PARTNER), PARTNER, network, "6").await;
    talk(&mut tls, "<enable xmlns='urn:xmpp:sm:3'/>", "<enabled").await;
    let (reader, writer) = tokio::io::split(tls);
    let writer = Arc::new(Mutex::new(writer));
    let (nobody, _) = mpsc::unbounded_channel();
    tokio::spawn(listen(reader, writer.clone(), String::new(), Instant::now(), nobody));
    writer
}

/// Takes streams of the Edge. The age of each text that comes is given to `arrived`.
pub async fn serve(
    authority: &CertificateAuthority,
    network: &str,
    start: Instant,
    arrived: mpsc::UnboundedSender<Duration>,
) {
    let listener = TcpListener::bind(format!("{network}.6:5269")).await.unwrap();
    let acceptor = accepting(authority, PARTNER);
    tokio::spawn(async move {
        while let Ok((tcp, _)) = listener.accept().await {
            tcp.set_nodelay(true).unwrap();
            let (tls, seen) = accept(tcp, &acceptor).await;
            let (reader, writer) = tokio::io::split(tls);
            tokio::spawn(listen(reader, Arc::new(Mutex::new(writer)), seen, start, arrived.clone()));
        }
    });
}

/// Lets the Edge prove its name. It does not wait with its first messages, which are given with the stream.
async fn accept(mut tcp: TcpStream, acceptor: &TlsAcceptor) -> (server::TlsStream<TcpStream>, String) {
    let header = header(PARTNER);
    let features = |inner: &str| format!("{header}<stream:features>{inner}</stream:features>");
    talk(&mut tcp, "", "<stream:stream").await;
    let tls = features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>");
    talk(&mut tcp, &tls, "<starttls").await;
    tcp.write_all(b"<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>").await.unwrap();
    let mut tls = acceptor.accept(tcp).await.unwrap();
    talk(&mut tls, "", "<stream:stream").await;
    let external =
        "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism></mechanisms>";
    talk(&mut tls, &features(external), "<auth").await;
    talk(&mut tls, "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>", "<stream:stream").await;
    let enable = "<enable xmlns='urn:xmpp:sm:3'/>";
    let seen = talk(&mut tls, &features("<sm xmlns='urn:xmpp:sm:3'/>"), enable).await;
    tls.write_all(b"<enabled xmlns='urn:xmpp:sm:3'/>").await.unwrap();
    (tls, seen)
}

/// Takes what comes on a stream and confirms it.
async fn listen<S: AsyncRead + AsyncWrite>(
    mut reader: ReadHalf<S>,
    writer: Arc<Mutex<WriteHalf<S>>>,
    seen: String,
    start: Instant,
    arrived: mpsc::UnboundedSender<Duration>,
) {
    let (mut seen, mut taken) = (seen.into_bytes(), 0);
    loop {
        let mut rest = seen.as_slice();
        let mut asked = false;
        while let Some((element, after)) = element(rest) {
            rest = after;
            match element.split_once("<body>") {
                Some((_, text)) => {
                    assert!(!element.contains("type='error'"), "{element}");
                    let _ = arrived.send(age(start, text));
                    taken += 1;
                }
                None => asked |= element.starts_with("<r "),
            }
        }
        let left = rest.len();
        seen.drain(..seen.len() - left);
        if asked {
            let answer = format!("<a xmlns='urn:xmpp:sm:3' h='{taken}'/>");
            if writer.lock().await.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
        seen.reserve(65_536);
        if !matches!(reader.read_buf(&mut seen).await, Ok(1..)) {
            return;
        }
    }
}

/// The first element of what has come, which is a message or an empty one, and what follows it.
fn element(seen: &[u8]) -> Option<(&str, &[u8])> {
    let seen = seen.trim_ascii_start();
    let end: &[u8] = if seen.starts_with(b"<message") { b"</message>" } else { b"/>" };
    let (element, after) = seen.split_at(memchr::memmem::find(seen, end)? + end.len());
    Some((std::str::from_utf8(element).unwrap(), after))
}
