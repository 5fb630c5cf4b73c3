//! TLS: what we show, whom we trust, and how a peer's certificate is judged.
//!
//! Handshakes always finish and prove that the peer owns the key of the certificate it shows; whether the
//! certificate is *valid for a name* is asked afterwards ([`PeerCertificate::verify`]), because only the
//! stream or the request says which name has to be proved, and because the reason must be kept.
//! TLS 1.2 and 1.3 only, no resumption.

mod config;
pub mod handshake;
mod identity;
mod mutual;
mod peer;

pub use config::{client_config, server_config};
pub use identity::{Identity, TrustRoots};
pub use mutual::{MutualError, MutualTls, PeerNames};
pub use peer::{CertificateProblem, PeerCertificate};

/// Why something of TLS cannot be set up from what was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlsSetupError {
    /// A file cannot be read.
    #[error("cannot read '{path}': {reason}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// No certificate in what should hold some.
    #[error("there is no certificate in {source_name}")]
    NoCertificate {
        /// Where it was looked for.
        source_name: String,
    },
    /// No private key in what should hold one.
    #[error("there is no private key in {source_name}")]
    NoKey {
        /// Where it was looked for.
        source_name: String,
    },
    /// PEM or certificate that cannot be read.
    #[error("{source_name} is not a usable certificate or key: {reason}")]
    Unusable {
        /// Where it came from.
        source_name: String,
        /// Why not.
        reason: String,
    },
    /// The key is not the certificate's.
    #[error("the private key does not belong to the certificate of '{subject}'")]
    KeyMismatch {
        /// Subject of the certificate.
        subject: String,
    },
}
