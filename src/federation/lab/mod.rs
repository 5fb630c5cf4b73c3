//! A whole deployment on one machine: a legacy pool with its XMPP gateway, the new deployment that the enabled
//! topology describes, an XMPP partner and a name server. Real sockets, TLS and DNS; only the computers are
//! missing. The partner may be a real server instead.
//!
//! Who is where, what is allowed and which gateway carries a conversation comes from the store. Each computer
//! of the new deployment is a [`super::runtime::ServiceHost`], as `fedsh serve` runs it; [`Lab::follow`] takes
//! over what has changed in the store.
//!
//! | file | owns |
//! | --- | --- |
//! | `running` | the lab as a whole |
//! | `options` | what it is told, and its addresses |
//! | `legacy` | the legacy pool and gateway |
//! | `partner` | the partner |
//! | `phone` | SIP users who are signed in |
//! | `crossing` | messages between the two |

mod crossing;
mod legacy;
mod options;
mod partner;
mod phone;
mod running;

pub use crossing::{Carrier, Crossing};
pub use options::{LabAddresses, LabOptions, RealPartner};
pub use running::Lab;

use super::certificates::CertificateError;
use super::dns::{DnsFailure, ZoneError};
use super::runtime::RuntimeError;
use super::sip::SipError;
use super::tls::TlsSetupError;
use super::xmpp::edge::EdgeError;
use super::xmpp::settings::EdgeConfigError;
use crate::topology::store::StoreError;

/// The partner's domain where it is the lab's own, and ours where no other is wanted.
pub const PARTNER_DOMAIN: &str = "fabrikam.com";
pub const DOMAIN: &str = "contoso.com";
/// Port of XMPP on every address of the lab.
const XMPP_PORT: u16 = 5269;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// SIP.
    #[error(transparent)]
    Sip(#[from] SipError),
    /// An Edge.
    #[error(transparent)]
    Edge(#[from] EdgeError),
    /// Its settings.
    #[error(transparent)]
    Settings(#[from] EdgeConfigError),
    /// Name server.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// Resolver.
    #[error(transparent)]
    Dns(#[from] DnsFailure),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Certificates.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// TLS.
    #[error(transparent)]
    Tls(#[from] TlsSetupError),
    /// A service of the new deployment.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// An address that is none.
    #[error("'{0}' is not an address of the form user@domain")]
    Address(String),
    /// A message that was refused or lost.
    #[error("{0}")]
    Message(String),
}
