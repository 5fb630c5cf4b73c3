//! What a host says of itself, as it travels over the control socket.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How a service is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ServiceState {
    /// It works.
    Running,
    /// Somebody stopped it.
    Stopped,
    /// It should work and cannot; it is tried again.
    Failed,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ServiceStatus {
    /// Its short name, as `RTCSRV`.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// How it is.
    pub state: ServiceState,
    /// Why it is not running, or what hampers it.
    pub reason: Option<String>,
    /// Where it listens, with what is spoken there.
    pub listening: Vec<String>,
}

/// A link between a gateway and a proxy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct LinkStatus {
    /// The computer at the other end.
    pub computer: String,
    /// Whether stanzas travel.
    pub ready: bool,
    /// Why not.
    pub reason: Option<String>,
}

/// What is known of a partner's streams.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct StreamStatus {
    /// The partner's domain.
    pub domain: String,
    /// Streams it opened.
    pub incoming: usize,
    /// Streams we opened.
    pub outgoing: usize,
    /// How the newest is secured.
    pub security: Option<String>,
    /// Stanzas from it.
    pub received: u64,
    /// Stanzas to it.
    pub sent: u64,
    /// Stanzas for it that went back with an error.
    pub bounced: u64,
    /// When a stream was last authenticated.
    pub last_success: Option<DateTime<Utc>>,
    /// When a stream last failed.
    pub last_failure: Option<DateTime<Utc>>,
    /// Where it failed: `DNS`, `TCP`, `TLS`, ….
    pub failure_stage: Option<String>,
    /// Why.
    pub failure_reason: Option<String>,
}

/// A certificate that the host shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CertificateStatus {
    /// What it is for.
    pub usage: String,
    /// Which one.
    pub thumbprint: String,
    /// End of its validity.
    pub not_after: DateTime<Utc>,
}

/// A host.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct HostStatus {
    /// Name of the computer.
    pub computer: String,
    /// The process.
    pub process_id: u32,
    /// The store it follows.
    pub store: String,
    /// Revision it runs.
    pub revision: i64,
    /// Why it does not run a newer one.
    pub store_error: Option<String>,
    /// When it started.
    pub started: DateTime<Utc>,
    /// Its services.
    pub services: Vec<ServiceStatus>,
    /// Links of its gateway or proxy.
    pub links: Vec<LinkStatus>,
    /// Certificates that it shows.
    #[serde(default)]
    pub certificates: Vec<CertificateStatus>,
    /// Messages that its gateway carried to XMPP, and from it.
    pub carried: (u64, u64),
}
