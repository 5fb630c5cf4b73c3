//! SIP statuses as stanza error conditions and back. Source: RFC 7247, 6.

use crate::federation::xmpp::{Condition, StanzaError};

/// The condition for a status that is not a success.
pub fn condition(status: u16) -> Condition {
    match status {
        300 | 410 | 604 => Condition::Gone,
        301 | 302 | 305 | 380 => Condition::Redirect,
        400 | 482 | 483 | 493 => Condition::BadRequest,
        401 | 407 => Condition::NotAuthorized,
        403 => Condition::Forbidden,
        404 | 481 | 485 => Condition::ItemNotFound,
        405 => Condition::NotAllowed,
        406 | 415 | 488 | 606 => Condition::NotAcceptable,
        413 | 513 => Condition::PolicyViolation,
        408 | 504 => Condition::RemoteServerTimeout,
        416 | 484 => Condition::JidMalformed,
        480 | 486 | 487 | 600 | 603 => Condition::RecipientUnavailable,
        491 => Condition::UnexpectedRequest,
        501 | 420 | 421 => Condition::FeatureNotImplemented,
        500 => Condition::InternalServerError,
        502 => Condition::RemoteServerNotFound,
        503 => Condition::ServiceUnavailable,
        _ => Condition::UndefinedCondition,
    }
}

/// The status for a stanza error.
pub fn status(error: &StanzaError) -> u16 {
    match error.condition {
        Condition::BadRequest | Condition::UnexpectedRequest => 400,
        Condition::Conflict | Condition::InternalServerError | Condition::UndefinedCondition => 500,
        Condition::FeatureNotImplemented => 501,
        Condition::Forbidden
        | Condition::NotAllowed
        | Condition::PolicyViolation
        | Condition::SubscriptionRequired
        | Condition::RegistrationRequired => 403,
        Condition::Gone => 410,
        Condition::ItemNotFound => 404,
        Condition::JidMalformed => 484,
        Condition::NotAcceptable => 406,
        Condition::NotAuthorized => 401,
        Condition::RecipientUnavailable => 480,
        Condition::Redirect => 302,
        Condition::RemoteServerNotFound => 404,
        Condition::RemoteServerTimeout => 408,
        Condition::ResourceConstraint | Condition::ServiceUnavailable => 503,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_has_a_failure_and_failures_come_back_alike() {
        for known in Condition::ALL {
            let status = status(&StanzaError::new(*known, ""));
            assert!((300..700).contains(&status), "{known:?}");
        }
        for code in [400, 403, 404, 406, 408, 480, 500, 501, 503] {
            assert_eq!(status(&StanzaError::new(condition(code), "")), code);
        }
    }
}
