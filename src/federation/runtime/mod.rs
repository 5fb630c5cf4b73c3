//! The services of one computer, as the enabled topology in the store assigns them.
//!
//! [`ServiceHost`] runs them: it follows the store, applies what changed to what it concerns, reports the
//! revision it runs, and stops in order. A service that cannot run says why and ends none of the others.
//!
//! | file | owns |
//! | --- | --- |
//! | `host`, `slot` | which services run; start, follow, stop |
//! | `registrar`, `gateway`, `proxy` | one service each |
//! | `sip` | SIP ports and servers |
//! | `routing` | who carries a message, and the ways to pools and gateways |
//! | `identity` | certificates of a computer, and the roots it trusts |
//! | `expiry` | warns of certificates that end soon |
//! | `settings`, `state` | what a host is told, and what it says of itself |
//! | `zones` | the DNS zones of the store |
//! | `control` | the socket for the owner of the process |
//! | `serve` | the host as a process of its own |
//! | `notify`, `logging`, `metrics` | systemd, the log, Prometheus |

pub mod control;
pub mod expiry;
mod files;
mod gateway;
mod host;
mod identity;
pub mod logging;
pub mod metrics;
pub mod notify;
mod proxy;
mod registrar;
mod routing;
pub mod serve;
mod settings;
mod sip;
mod slot;
mod state;
mod zones;

pub use host::{HostHandle, ServiceHost};
pub use settings::{HostSettings, local_computer};
pub use state::{CertificateStatus, HostStatus, LinkStatus, ServiceState, ServiceStatus, StreamStatus};
pub use zones::stored_zones;

use super::certificates::CertificateError;
use super::dns::{DnsFailure, ZoneError};
use super::gateway::presence::MemoryError;
use super::sip::SipError;
use super::tls::TlsSetupError;
use super::xmpp::edge::EdgeError;
use super::xmpp::link::LinkError;
use super::xmpp::settings::EdgeConfigError;
use crate::topology::model::CertificateUsage;
use crate::topology::store::StoreError;

/// Why the host or one of its services does not run.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// The store.
    #[error("the store cannot be used: {0}")]
    Store(#[from] StoreError),
    /// Name look-ups.
    #[error(transparent)]
    Dns(#[from] DnsFailure),
    /// The zones that are answered for.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// SIP.
    #[error(transparent)]
    Sip(#[from] SipError),
    /// XMPP.
    #[error(transparent)]
    Edge(#[from] EdgeError),
    /// Settings of XMPP.
    #[error(transparent)]
    EdgeConfig(#[from] EdgeConfigError),
    /// The link between gateway and proxy.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The subscriptions that are remembered.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// A certificate or key.
    #[error(transparent)]
    Tls(#[from] TlsSetupError),
    /// A certificate in the store.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// No certificate is assigned.
    #[error(
        "no certificate of type {usage} is assigned to {computer}; Request-CsCertificate and Set-CsCertificate assign one"
    )]
    NoCertificate {
        /// The computer.
        computer: String,
        /// What it is for.
        usage: CertificateUsage,
    },
    /// The certificate's key is not on this computer.
    #[error("the certificate of type {usage} of {computer} has no private key on this computer")]
    NoKey {
        /// The computer.
        computer: String,
        /// What it is for.
        usage: CertificateUsage,
    },
    /// A service that is not there.
    #[error("there is no service '{name}' on {computer}; it has {available}")]
    NoService {
        /// What was asked for.
        name: String,
        /// The computer.
        computer: String,
        /// What there is.
        available: String,
    },
    /// The control socket.
    #[error("the control socket '{path}' cannot be used: {reason}")]
    Control {
        /// The socket.
        path: String,
        /// Why not.
        reason: String,
    },
    /// The topology says nothing that could run.
    #[error("{0}")]
    Topology(String),
    /// The host has stopped.
    #[error("the service host has stopped")]
    Stopped,
}
