//! What can go wrong on the SIP side, as values: the caller decides what the user or the peer hears.

use std::time::Duration;

use super::destination::Destination;

/// Text that is not what RFC 3261 allows there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SyntaxError {
    /// The scheme is none that this program routes; answered 416.
    #[error("unsupported URI scheme '{scheme}'")]
    Scheme { scheme: String },
    /// Another SIP version than 2.0; answered 505.
    #[error("unsupported SIP version '{version}'")]
    Version { version: String },
    /// More bytes, lines or elements than the limits allow; answered 413.
    #[error("{what} exceeds the limit of {limit}")]
    TooLarge { what: &'static str, limit: usize },
    /// A header that must be there is not.
    #[error("header '{name}' is missing")]
    Missing { name: &'static str },
    /// Anything else.
    #[error("malformed {what}: '{text}'")]
    Malformed { what: &'static str, text: String },
}

impl SyntaxError {
    /// A malformed piece of text, shortened so that an error line stays a line.
    pub fn malformed(what: &'static str, text: &str) -> Self {
        let text = text.chars().filter(|character| !character.is_control()).take(80).collect();
        Self::Malformed { what, text }
    }

    /// The status that answers a request with this fault.
    pub fn status(&self) -> u16 {
        match self {
            Self::Scheme { .. } => 416,
            Self::Version { .. } => 505,
            Self::TooLarge { .. } => 413,
            Self::Missing { .. } | Self::Malformed { .. } => 400,
        }
    }
}

/// Why a request got no final response, or an endpoint did not start.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SipError {
    /// Nothing came back within the transaction's limit (timer F).
    #[error("no answer from {destination} within {limit:?}")]
    TimedOut { destination: Destination, limit: Duration },
    /// The connection could not be made, or broke before the answer.
    #[error("transport to {destination} failed: {reason}")]
    Transport { destination: Destination, reason: String },
    /// The endpoint has no listener of the protocol that the destination needs.
    #[error("no local {protocol} transport")]
    NoTransport { protocol: &'static str },
    /// A local address could not be bound.
    #[error("cannot listen on {address}: {reason}")]
    Listen { address: String, reason: String },
    /// A name has no address.
    #[error("cannot find an address for '{name}': {reason}")]
    Unresolved { name: String, reason: String },
    /// The request does not fit in a UDP datagram and no stream transport is known (RFC 3428, 8).
    #[error("the message of {size} bytes exceeds {limit} bytes over UDP")]
    TooLarge { size: usize, limit: usize },
    /// The endpoint is stopping.
    #[error("the SIP endpoint is stopping")]
    Stopping,
    /// The text of a URI, header or message was wrong.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
}
