//! The link between an XMPP gateway and an XMPP proxy: stanzas over MTLS, port 23456.
//!
//! An XML stream begins it, whose header names both computers and on which a stream error refuses; behind the
//! `<open/>` of either side everything are frames of bytes: both ends are this very program, and nearly all that a
//! message cost them was writing XML and reading it. A fedsh that does not know them is told to be updated.
//!
//! Stanzas of both directions cross. Each side numbers those it sends by counting, and the other side reports the
//! numbers whose fate is settled ([`super::receipt`]). A session outlives its connection: when the link breaks, both
//! sides say what they have and go on. When the other process is gone, or does not come back within [`GRACE`], what
//! was not sent yet goes another way, and for what was sent but not settled the sender gets an error.
//!
//! | file | owns |
//! | --- | --- |
//! | `wire` | the beginning in XML |
//! | `frame`, `codec` | what follows it: frames, and elements in them |
//! | `reader` | reading both |
//! | `session`, `numbered` | numbers, and what is in doubt |
//! | `lane` | what outlives connections |
//! | `connection` | handshake, and carrying over one connection |
//! | `client` | the gateway's side: a link to each Edge |
//! | `server` | the proxy's side: a listener and its sessions |

mod client;
mod codec;
mod connection;
pub mod frame;
mod lane;
mod numbered;
mod reader;
mod server;
mod session;
#[cfg(test)]
mod tests;
mod wire;

pub use client::{LinkClient, LinkState, LinkTarget};
pub use server::{LinkServer, LinkedGateway};

use super::stanza::Stanza;
use std::time::Duration;
use tokio::sync::mpsc;

/// How long a broken link is waited for before what depends on it is given up.
pub const GRACE: Duration = Duration::from_secs(5);
/// How long a link that is told to stop may still send and wait for fates.
pub const DRAIN: Duration = Duration::from_secs(5);

/// Why a link does not come about, or ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// The port.
    #[error("cannot listen for XMPP gateways on {address}: {reason}")]
    Listen {
        /// Where.
        address: std::net::SocketAddr,
        /// What the system said.
        reason: String,
    },
    /// TCP.
    #[error("{target} cannot be reached: {reason}")]
    Connect {
        /// Where to.
        target: String,
        /// What the system said.
        reason: String,
    },
    /// TLS, or a certificate.
    #[error("{peer}: {reason}")]
    Tls {
        /// The other side.
        peer: String,
        /// What is wrong.
        reason: String,
    },
    /// The other side is not one of ours.
    #[error("{0}")]
    Refused(String),
    /// The two sides speak different versions of the link.
    #[error("fedsh on '{computer}' is too old for its link with '{other}': update fedsh on '{computer}'")]
    Outdated {
        /// Where fedsh has to be updated.
        computer: String,
        /// The computer with the newer one.
        other: String,
    },
    /// The other side does not speak as it should.
    #[error("the link is out of order: {0}")]
    Protocol(String),
    /// The connection broke.
    #[error("the link broke: {0}")]
    Broken(String),
    /// The other side said goodbye.
    #[error("the other side closed the link")]
    Closed,
    /// We were told to stop.
    #[error("the link was stopped")]
    Stopped,
}

impl From<frame::FrameError> for LinkError {
    fn from(error: frame::FrameError) -> LinkError {
        LinkError::Protocol(error.to_string())
    }
}

/// Gives a stanza to a channel without waiting; where it is full, a task waits.
fn give(to: &mpsc::Sender<Stanza>, stanza: Stanza) {
    if let Err(mpsc::error::TrySendError::Full(stanza)) = to.try_send(stanza) {
        let to = to.clone();
        tokio::spawn(async move {
            let _ = to.send(stanza).await;
        });
    }
}
