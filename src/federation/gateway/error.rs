//! SIP statuses as stanza error conditions and back. Source: RFC 7247, 6; federation.md 2.8.

use crate::federation::xmpp::{Condition, StanzaError};

/// The condition for a status that is not a success.
pub fn condition(status: u16) -> Condition {
    match status {
        301 | 410 => Condition::Gone,
        380 | 406 | 415 | 416 | 421 | 482 | 483 | 488 | 505 | 606 => Condition::NotAcceptable,
        300..=399 => Condition::Redirect,
        401 => Condition::NotAuthorized,
        403 => Condition::Forbidden,
        404 | 481 | 484 | 485 | 604 => Condition::ItemNotFound,
        405 | 420 | 439 | 501 => Condition::FeatureNotImplemented,
        407 => Condition::RegistrationRequired,
        408 | 504 => Condition::RemoteServerTimeout,
        413 | 414 | 440 | 489 | 513 => Condition::PolicyViolation,
        423 => Condition::ResourceConstraint,
        430 | 480 | 486 | 487 => Condition::RecipientUnavailable,
        491 => Condition::UnexpectedRequest,
        400..=499 => Condition::BadRequest,
        502 => Condition::RemoteServerNotFound,
        500..=599 => Condition::InternalServerError,
        600..=699 => Condition::RecipientUnavailable,
        _ => Condition::UndefinedCondition,
    }
}

/// The error for a refused request, with its reason phrase.
pub fn stanza_error(status: u16, reason: &str) -> StanzaError {
    StanzaError::new(condition(status), format!("{status} {reason}"))
}

/// The status for a stanza error that answers a stanza for a device (`full`) or for a person.
pub fn status(error: &StanzaError, full: bool) -> u16 {
    let either = |device: u16, person: u16| if full { device } else { person };
    match error.condition {
        Condition::BadRequest
        | Condition::Conflict
        | Condition::JidMalformed
        | Condition::SubscriptionRequired
        | Condition::UndefinedCondition => 400,
        Condition::FeatureNotImplemented => either(405, 501),
        Condition::Forbidden => either(403, 603),
        Condition::Gone if error.address.is_some() => 301,
        Condition::Gone => 410,
        Condition::InternalServerError | Condition::ResourceConstraint => 500,
        Condition::ItemNotFound => either(404, 604),
        Condition::NotAcceptable => either(406, 606),
        // Never 503 for a service that is not offered: it would stop everything to the partner.
        Condition::NotAllowed | Condition::PolicyViolation | Condition::ServiceUnavailable => 403,
        Condition::NotAuthorized => 401,
        Condition::RecipientUnavailable => either(480, 600),
        Condition::Redirect => 302,
        Condition::RegistrationRequired => 407,
        Condition::RemoteServerNotFound => 404,
        Condition::RemoteServerTimeout => 408,
        Condition::UnexpectedRequest => 491,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_has_a_failure_and_none_is_503() {
        for known in Condition::ALL {
            for full in [true, false] {
                let status = status(&StanzaError::new(*known, ""), full);
                assert!((300..700).contains(&status) && status != 503, "{known:?}");
            }
        }
    }

    #[test]
    fn the_rows_of_the_table() {
        use Condition as C;
        for (full, bare, condition) in [
            (400, 400, C::BadRequest),
            (400, 400, C::Conflict),
            (405, 501, C::FeatureNotImplemented),
            (403, 603, C::Forbidden),
            (410, 410, C::Gone),
            (500, 500, C::InternalServerError),
            (404, 604, C::ItemNotFound),
            (400, 400, C::JidMalformed),
            (406, 606, C::NotAcceptable),
            (403, 403, C::NotAllowed),
            (401, 401, C::NotAuthorized),
            (403, 403, C::PolicyViolation),
            (480, 600, C::RecipientUnavailable),
            (302, 302, C::Redirect),
            (407, 407, C::RegistrationRequired),
            (404, 404, C::RemoteServerNotFound),
            (408, 408, C::RemoteServerTimeout),
            (500, 500, C::ResourceConstraint),
            (403, 403, C::ServiceUnavailable),
            (400, 400, C::SubscriptionRequired),
            (400, 400, C::UndefinedCondition),
            (491, 491, C::UnexpectedRequest),
        ] {
            let error = StanzaError::new(condition, "");
            assert_eq!((status(&error, true), status(&error, false)), (full, bare), "{condition:?}");
        }
        for (statuses, wanted) in [
            (&[300, 302, 305][..], C::Redirect),
            (&[301, 410], C::Gone),
            (&[380, 406, 415, 416, 421, 482, 483, 488, 505, 606], C::NotAcceptable),
            (&[400, 402, 493, 499], C::BadRequest),
            (&[401], C::NotAuthorized),
            (&[403], C::Forbidden),
            (&[404, 481, 484, 485, 604], C::ItemNotFound),
            (&[405, 420, 439, 501], C::FeatureNotImplemented),
            (&[407], C::RegistrationRequired),
            (&[408, 504], C::RemoteServerTimeout),
            (&[413, 414, 440, 489, 513], C::PolicyViolation),
            (&[423], C::ResourceConstraint),
            (&[430, 480, 486, 487, 600, 603, 699], C::RecipientUnavailable),
            (&[491], C::UnexpectedRequest),
            (&[500, 503, 599], C::InternalServerError),
            (&[502], C::RemoteServerNotFound),
        ] {
            statuses.iter().for_each(|status| assert_eq!(condition(*status), wanted, "{status}"));
        }
    }
}
