//! Why there is no stream: kept per partner, shown to administrators, told to senders.

use crate::federation::dns::{DnsFailure, Target};
use crate::federation::tls::CertificateProblem;
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use crate::federation::xmpp::stream_error::StreamError;
use std::time::Duration;

/// Where it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureStage {
    /// Looking up the partner.
    Dns,
    /// Connecting.
    Tcp,
    /// The TLS handshake, or TLS not being offered.
    Tls,
    /// The partner's certificate.
    Certificate,
    /// SASL EXTERNAL.
    Sasl,
    /// Dialback.
    Dialback,
    /// The stream itself.
    Stream,
    /// Our own rules.
    Policy,
}

impl FailureStage {
    /// Its name, as an administrator sees it.
    pub fn name(self) -> &'static str {
        match self {
            FailureStage::Dns => "DNS",
            FailureStage::Tcp => "TCP",
            FailureStage::Tls => "TLS",
            FailureStage::Certificate => "Certificate",
            FailureStage::Sasl => "SASL",
            FailureStage::Dialback => "Dialback",
            FailureStage::Stream => "Stream",
            FailureStage::Policy => "Policy",
        }
    }
}

/// Why there is no stream, or why it ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StreamFailure {
    /// The lookup gave nothing.
    #[error(transparent)]
    Dns(#[from] DnsFailure),
    /// No connection.
    #[error("connection to {target} failed: {reason}")]
    Connect {
        /// Host and port.
        target: Target,
        /// What the system said.
        reason: String,
    },
    /// The handshake failed.
    #[error("TLS with {peer} failed: {reason}")]
    Tls {
        /// The other domain.
        peer: String,
        /// The alert, or what rustls says.
        reason: String,
    },
    /// TLS is required and not to be had.
    #[error("TLS is required, but {peer} does not offer it")]
    TlsNotOffered {
        /// The other domain.
        peer: String,
    },
    /// The certificate is not acceptable.
    #[error("certificate of {peer}: {problem}")]
    Certificate {
        /// The other domain.
        peer: String,
        /// What is wrong.
        problem: CertificateProblem,
    },
    /// Nothing that both sides accept.
    #[error(
        "{peer} offers no way of authentication that the policy allows: allowed {allowed}, offered {offered}"
    )]
    NoMethod {
        /// The other domain.
        peer: String,
        /// What our policy leaves.
        allowed: String,
        /// What the peer offers.
        offered: String,
    },
    /// SASL EXTERNAL was refused.
    #[error("{peer} refused SASL EXTERNAL: {condition}")]
    Sasl {
        /// The other domain.
        peer: String,
        /// The SASL condition.
        condition: String,
    },
    /// Dialback was refused.
    #[error("dialback with {peer} failed: {reason}")]
    Dialback {
        /// The other domain.
        peer: String,
        /// What the peer said.
        reason: String,
    },
    /// The peer ended the stream with an error.
    #[error("{peer} closed the stream: {error}")]
    Received {
        /// The other domain.
        peer: String,
        /// Its error.
        error: StreamError,
    },
    /// We ended it with an error, because of what the peer sent or of our rules.
    #[error("stream closed with {0}")]
    Sent(#[from] StreamError),
    /// Too slow.
    #[error("{what} did not finish within {} s", limit.as_secs_f32())]
    TimedOut {
        /// What was waited for.
        what: &'static str,
        /// How long.
        limit: Duration,
    },
    /// The connection broke.
    #[error("the connection broke: {reason}")]
    Broken {
        /// What the system said.
        reason: String,
    },
    /// The peer closed without an error.
    #[error("the peer closed the stream")]
    Closed,
    /// The domain is no partner.
    #[error("{domain} is not an allowed XMPP partner")]
    NotAllowed {
        /// The domain.
        domain: String,
    },
    /// Too many streams.
    #[error("the limit of {limit} streams with {peer} is reached")]
    TooMany {
        /// The other domain, or all partners.
        peer: String,
        /// The limit.
        limit: usize,
    },
    /// We stop.
    #[error("XMPP federation is stopping on this computer")]
    Stopping,
}

impl StreamFailure {
    /// Where it failed.
    pub fn stage(&self) -> FailureStage {
        match self {
            StreamFailure::Dns(_) => FailureStage::Dns,
            StreamFailure::Connect { .. } => FailureStage::Tcp,
            StreamFailure::Tls { .. } | StreamFailure::TlsNotOffered { .. } => FailureStage::Tls,
            StreamFailure::Certificate { .. } => FailureStage::Certificate,
            StreamFailure::Sasl { .. } | StreamFailure::NoMethod { .. } => FailureStage::Sasl,
            StreamFailure::Dialback { .. } => FailureStage::Dialback,
            StreamFailure::NotAllowed { .. } | StreamFailure::TooMany { .. } | StreamFailure::Stopping => {
                FailureStage::Policy
            }
            StreamFailure::Received { .. }
            | StreamFailure::Sent(_)
            | StreamFailure::TimedOut { .. }
            | StreamFailure::Broken { .. }
            | StreamFailure::Closed => FailureStage::Stream,
        }
    }

    /// Whether another target of the same domain may do better.
    pub fn next_target_may_help(&self) -> bool {
        !matches!(
            self,
            StreamFailure::NotAllowed { .. } | StreamFailure::TooMany { .. } | StreamFailure::Stopping
        )
    }

    /// The error for a sender whose stanza could not be delivered. Source: RFC 6120, 8.3.3.15 and 16.
    pub fn to_stanza_error(&self) -> StanzaError {
        let condition = match self {
            StreamFailure::Dns(failure) if failure.is_final() => Condition::RemoteServerNotFound,
            StreamFailure::NotAllowed { .. } => Condition::NotAllowed,
            StreamFailure::TooMany { .. } => Condition::ResourceConstraint,
            StreamFailure::Stopping => Condition::ServiceUnavailable,
            _ => Condition::RemoteServerTimeout,
        };
        StanzaError::new(condition, self.to_string())
    }
}
