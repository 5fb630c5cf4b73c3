//! Mutual TLS between our own servers: both sides must show a certificate that leads to a trusted root.

use super::config::{client_config, server_config};
use super::handshake;
use super::identity::{Identity, TrustRoots};
use super::peer::{CertificateProblem, PeerCertificate};
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ServerConfig};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::{TlsAcceptor, TlsConnector, TlsStream};

/// Names proved by the certificate of the other side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeerNames(pub Vec<String>);

impl PeerNames {
    /// Whether this name is proved.
    pub fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|own| crate::federation::xmpp::address::same_domain(own, name))
    }
}

/// Why no mutually authenticated connection came about.
#[derive(Debug, thiserror::Error)]
pub enum MutualError {
    /// The handshake failed.
    #[error("TLS handshake failed: {0}")]
    Handshake(#[from] std::io::Error),
    /// The other side's certificate is not acceptable.
    #[error(transparent)]
    Certificate(#[from] CertificateProblem),
    /// The handshake took too long.
    #[error("TLS handshake not finished within {0:?}")]
    TimedOut(Duration),
    /// The name to be proved is no DNS name.
    #[error("'{0}' is not a DNS name")]
    Name(String),
}

/// Our certificate and the roots we trust, ready for both roles. Cheap to clone.
#[derive(Debug, Clone)]
pub struct MutualTls {
    server: Arc<ServerConfig>,
    client: Arc<ClientConfig>,
    roots: TrustRoots,
    limit: Duration,
}

impl MutualTls {
    /// For servers of one deployment. Errors: see [`server_config`].
    pub fn new(identity: &Identity, roots: TrustRoots) -> Result<MutualTls, rustls::Error> {
        let server = server_config(std::slice::from_ref(identity))?;
        let client = client_config(Some(identity))?;
        Ok(MutualTls { server, client, roots, limit: Duration::from_secs(10) })
    }

    /// As the called side. Returns the names that the caller proved.
    pub async fn accept(&self, tcp: TcpStream) -> Result<(TlsStream<TcpStream>, PeerNames), MutualError> {
        let handshake = handshake::compute(TlsAcceptor::from(self.server.clone()).accept(tcp));
        let stream =
            timeout(self.limit, handshake).await.map_err(|_| MutualError::TimedOut(self.limit))??;
        let peer = PeerCertificate::of(stream.get_ref().1);
        peer.verify_chain(&self.roots)?;
        Ok((TlsStream::Server(stream), PeerNames(peer.names())))
    }

    /// As the calling side. The called side must prove `name`.
    pub async fn connect(&self, tcp: TcpStream, name: &str) -> Result<TlsStream<TcpStream>, MutualError> {
        let server_name =
            ServerName::try_from(name.to_owned()).map_err(|_| MutualError::Name(name.to_owned()))?;
        let handshake = handshake::compute(TlsConnector::from(self.client.clone()).connect(server_name, tcp));
        let stream =
            timeout(self.limit, handshake).await.map_err(|_| MutualError::TimedOut(self.limit))??;
        PeerCertificate::of(stream.get_ref().1).verify(&self.roots, name)?;
        Ok(TlsStream::Client(stream))
    }
}
