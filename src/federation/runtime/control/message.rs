//! Requests and answers of the control socket.

use crate::federation::gateway::presence::SubscriptionStatus;
use crate::federation::runtime::state::{HostStatus, StreamStatus};
use serde::{Deserialize, Serialize};

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Question {
    /// How everything is.
    Status,
    /// What is known of each partner's streams.
    Streams,
    /// Presence subscriptions that the gateway keeps.
    Subscriptions,
    /// Open a stream to a partner's domain, and close it.
    Probe {
        /// The domain.
        domain: String,
    },
    /// Start a service, or all.
    Start {
        /// Its name; all when empty.
        #[serde(default)]
        service: String,
    },
    /// Stop a service, or all.
    Stop {
        /// Its name; all when empty.
        #[serde(default)]
        service: String,
        /// Whether what is on its way arrives first.
        #[serde(default)]
        graceful: bool,
    },
    /// End the process.
    Shutdown {
        /// Whether what is on its way arrives first.
        #[serde(default)]
        graceful: bool,
    },
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// To `status`.
    Status(Box<HostStatus>),
    /// To `streams`.
    Streams(Vec<StreamStatus>),
    /// To `subscriptions`.
    Subscriptions(Vec<SubscriptionStatus>),
    /// To `probe`.
    Probed {
        /// How the stream was secured.
        security: Option<String>,
        /// Why there was none.
        reason: Option<String>,
    },
    /// It is done.
    Done,
    /// It could not be done, and why.
    Error(String),
}
