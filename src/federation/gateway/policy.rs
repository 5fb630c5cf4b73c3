//! What users of a partner may do, and whether a conversation is allowed at all.

use crate::federation::xmpp::{Condition, StanzaError};
use crate::topology::model::PartnerType;
use crate::topology::routing::{Code, Verdict, decide_for};
use crate::topology::snapshot::Snapshot;
use std::sync::Arc;

/// Why a conversation is refused, as each side hears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// For SIP.
    pub status: u16,
    /// For XMPP.
    pub condition: Condition,
    /// In words.
    pub text: String,
    /// A request for presence is answered `unsubscribed`, not with an error.
    pub unsubscribes: bool,
}

impl Refusal {
    /// As a stanza error.
    pub fn error(&self) -> StanzaError {
        StanzaError::new(self.condition, self.text.clone())
    }
}

/// What a gateway asks before it carries anything.
pub trait Policy: Send + Sync + 'static {
    /// How far the users of a domain are trusted. Source: migration.md C.1.
    fn partner_type(&self, domain: &str) -> PartnerType;

    /// Whether this gateway carries conversations of a SIP user (`user@domain`) with a domain.
    fn permits(&self, user: &str, domain: &str) -> Result<(), Refusal>;
}

/// Everything is allowed: whoever is in front of the gateway has decided.
#[derive(Debug, Clone, Copy, Default)]
pub struct Open;

impl Policy for Open {
    fn partner_type(&self, _domain: &str) -> PartnerType {
        PartnerType::Federated
    }

    fn permits(&self, _user: &str, _domain: &str) -> Result<(), Refusal> {
        Ok(())
    }
}

/// The routing table and the partners of the topology in force.
pub struct RoutingPolicy<F> {
    /// Gives what is in force now.
    current: F,
}

impl<F: Fn() -> Arc<Snapshot> + Send + Sync + 'static> RoutingPolicy<F> {
    /// For the gateway of the new deployment.
    pub fn new(current: F) -> RoutingPolicy<F> {
        RoutingPolicy { current }
    }
}

impl<F: Fn() -> Arc<Snapshot> + Send + Sync + 'static> Policy for RoutingPolicy<F> {
    fn partner_type(&self, domain: &str) -> PartnerType {
        (self.current)().partner(domain).map_or(PartnerType::PublicUnverified, |partner| partner.partner_type)
    }

    fn permits(&self, user: &str, domain: &str) -> Result<(), Refusal> {
        let refuse = |status, condition, text: String, unsubscribes| {
            Err(Refusal { status, condition, text, unsubscribes })
        };
        let snapshot = (self.current)();
        let decision = match decide_for(&snapshot, user, domain) {
            Ok(Some(decision)) => decision,
            Ok(None) => {
                return refuse(404, Condition::ItemNotFound, "There is no such user".to_owned(), true);
            }
            Err(error) => return refuse(500, Condition::InternalServerError, error.to_string(), false),
        };
        match decision.verdict {
            Verdict::NewGateway => Ok(()),
            Verdict::LegacyGateway => {
                let text = "The legacy gateway carries this conversation".to_owned();
                refuse(502, Condition::RemoteServerNotFound, text, false)
            }
            Verdict::Reject(code) => {
                let condition = Condition::from_name(code.condition()).unwrap_or(Condition::Forbidden);
                refuse(status(code), condition, decision.reason.to_owned(), code.unsubscribes())
            }
        }
    }
}

fn status(code: Code) -> u16 {
    match code {
        Code::X1 | Code::X5 => 404,
        Code::X2 | Code::X3 | Code::X4 => 403,
    }
}
