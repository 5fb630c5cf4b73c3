//! Event headers: packages and the state of subscriptions. Source: RFC 6665, 8.

use super::error::SyntaxError;
use super::message::Request;
use super::uri::Parameters;
use std::fmt;

/// The event package of presence. Source: RFC 3856.
pub const PRESENCE: &str = "presence";
/// Content type of presence documents. Source: RFC 3863.
pub const PIDF: &str = "application/pidf+xml";

/// State of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubscriptionPhase {
    /// Accepted.
    Active,
    /// Not decided yet.
    Pending,
    /// Over.
    Terminated,
}

/// Why a subscription is over. Source: RFC 6665, 4.1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Subscribe again at once.
    Deactivated,
    /// Subscribe again later.
    Probation,
    /// Refused by the one who is watched.
    Rejected,
    /// Not refreshed.
    Timeout,
    /// The decision took too long; subscribe again later.
    GiveUp,
    /// There is nothing to watch any more.
    NoResource,
    /// The state will never change.
    Invariant,
}

const REASONS: [(Reason, &str); 7] = [
    (Reason::Deactivated, "deactivated"),
    (Reason::Probation, "probation"),
    (Reason::Rejected, "rejected"),
    (Reason::Timeout, "timeout"),
    (Reason::GiveUp, "giveup"),
    (Reason::NoResource, "noresource"),
    (Reason::Invariant, "invariant"),
];

impl Reason {
    /// Its token.
    pub fn name(self) -> &'static str {
        REASONS.iter().find(|(reason, _)| *reason == self).map_or("", |(_, name)| name)
    }
}

/// `Subscription-State`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SubscriptionState {
    /// The state.
    pub phase: SubscriptionPhase,
    /// Why it is over, where that is said and known.
    pub reason: Option<Reason>,
    /// Seconds until it ends without a refresh.
    pub expires: Option<u32>,
    /// Seconds until a new attempt is welcome.
    pub retry_after: Option<u32>,
}

impl SubscriptionState {
    /// Active or pending for so many seconds.
    pub fn running(phase: SubscriptionPhase, expires: u32) -> SubscriptionState {
        SubscriptionState { phase, reason: None, expires: Some(expires), retry_after: None }
    }

    /// Over, and why.
    pub fn over(reason: Reason) -> SubscriptionState {
        let phase = SubscriptionPhase::Terminated;
        SubscriptionState { phase, reason: Some(reason), expires: None, retry_after: None }
    }

    /// Reads the header; unknown extension states count as pending. Errors: it is empty or malformed.
    pub fn parse(text: &str) -> Result<SubscriptionState, SyntaxError> {
        let (state, parameters) = text.split_once(';').unwrap_or((text, ""));
        let phase = match state.trim().to_ascii_lowercase().as_str() {
            "" => return Err(SyntaxError::malformed("Subscription-State", text)),
            "active" => SubscriptionPhase::Active,
            "terminated" => SubscriptionPhase::Terminated,
            _ => SubscriptionPhase::Pending,
        };
        let parameters = Parameters::parse(parameters)?;
        let named = parameters.get("reason");
        let reason = named.and_then(|text| {
            REASONS.iter().find(|(_, name)| name.eq_ignore_ascii_case(text)).map(|(reason, _)| *reason)
        });
        let seconds = |name| parameters.get(name).and_then(|text| text.parse().ok());
        Ok(SubscriptionState {
            phase,
            reason,
            expires: seconds("expires"),
            retry_after: seconds("retry-after"),
        })
    }
}

impl fmt::Display for SubscriptionState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self.phase {
            SubscriptionPhase::Active => "active",
            SubscriptionPhase::Pending => "pending",
            SubscriptionPhase::Terminated => "terminated",
        })?;
        if let Some(reason) = self.reason {
            write!(out, ";reason={}", reason.name())?;
        }
        if let Some(expires) = self.expires {
            write!(out, ";expires={expires}")?;
        }
        match self.retry_after {
            Some(seconds) => write!(out, ";retry-after={seconds}"),
            None => Ok(()),
        }
    }
}

/// The event package of a request, without parameters, in lower case.
pub fn package(request: &Request) -> Option<String> {
    let text = request.headers.get("Event")?;
    Some(text.split(';').next()?.trim().to_ascii_lowercase())
}

/// Whether the sender takes a content type, by its `Accept` headers; without one it takes what is usual.
pub fn accepts(request: &Request, content_type: &str) -> bool {
    let mut any = false;
    for value in request.headers.all("Accept") {
        for part in value.split(',') {
            any = true;
            let part = part.split(';').next().unwrap_or("").trim();
            let main = content_type.split('/').next().unwrap_or("");
            if part == "*/*" || part.eq_ignore_ascii_case(content_type) || part == format!("{main}/*") {
                return true;
            }
        }
    }
    !any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_survive_their_text() {
        let probation =
            SubscriptionState { retry_after: Some(30), ..SubscriptionState::over(Reason::Probation) };
        for state in [
            SubscriptionState::running(SubscriptionPhase::Active, 3600),
            SubscriptionState::running(SubscriptionPhase::Pending, 60),
            SubscriptionState::over(Reason::NoResource),
            probation,
        ] {
            assert_eq!(SubscriptionState::parse(&state.to_string()).unwrap(), state);
        }
        assert_eq!(SubscriptionState::parse("Terminated;reason=odd").unwrap().reason, None);
        assert!(SubscriptionState::parse("").is_err());
    }
}
