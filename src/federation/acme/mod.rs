//! Certificates from an authority that speaks ACME, as Let's Encrypt does. Source: RFC 8555.
//!
//! An order is begun ([`AcmeOrder::begin`]), whoever began it publishes the proofs that it asks for, by HTTP
//! ([`HttpProof`]) or in DNS, and then finishes it ([`AcmeOrder::finish`]). The account with the authority is kept
//! in a file; nothing else outlives the order.

mod account;
mod client;
mod http_proof;
mod order;

pub use account::{AcmeAuthority, ExternalAccount, LETS_ENCRYPT, LETS_ENCRYPT_STAGING};
pub use http_proof::{CHALLENGE_PATH, HttpProof};
pub use order::{AcmeOrder, Challenge, ProofKind};

use super::certificates::CertificateError;
use std::net::SocketAddr;

/// Why an authority gave no certificate.
#[derive(Debug, thiserror::Error)]
pub enum AcmeError {
    /// No answer, or none that is ACME.
    #[error("the authority at {directory} cannot be reached: {reason}")]
    Unreachable {
        /// Its directory.
        directory: String,
        /// What is wrong.
        reason: String,
    },
    /// It said no.
    #[error("the authority at {directory} refused: {reason}")]
    Refused {
        /// Its directory.
        directory: String,
        /// Its own words.
        reason: String,
    },
    /// It does not prove names this way.
    #[error("the authority does not prove {domain} by {wanted}; it offers {offered}")]
    NoChallenge {
        /// The name.
        domain: String,
        /// The way that was wanted.
        wanted: &'static str,
        /// Ways that it offers.
        offered: String,
    },
    /// It looked, and did not find the proof.
    #[error("the authority did not find the proof for {}", .domains.join("; "))]
    NotProved {
        /// Each name, with what the authority said.
        domains: Vec<String>,
    },
    /// It took too long.
    #[error("the authority at {directory} did not decide within {seconds} s")]
    TimedOut {
        /// Its directory.
        directory: String,
        /// How long it was waited for.
        seconds: u64,
    },
    /// The file of the account or of the roots is not usable.
    #[error("the file '{path}' is no account with an authority: {reason}")]
    Account {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
    /// The key of an external account is not what authorities hand out.
    #[error("the key of the external account is not base64url, as authorities hand it out")]
    ExternalKey,
    /// The address for proofs is taken.
    #[error(
        "the proofs cannot be shown at {address}: {reason}. Let the web server there show them, or prove by DNS"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        reason: String,
    },
    /// The request, the roots or a file.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}
