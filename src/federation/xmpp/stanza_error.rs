//! Stanza errors: the conditions of RFC 6120, 8.3.3, and the element that carries one.

use super::element::Element;
use super::namespace;

macro_rules! conditions {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $kind:literal;)*) => {
        /// Why a stanza was not delivered. Source: RFC 6120, 8.3.3.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Condition { $($(#[$doc])* $variant,)* }

        impl Condition {
            /// All of them.
            pub const ALL: &[Condition] = &[$(Condition::$variant,)*];

            /// Its element name.
            pub fn name(self) -> &'static str {
                match self { $(Condition::$variant => $name,)* }
            }

            /// The error type that usually goes with it: `auth`, `cancel`, `modify` or `wait`.
            pub fn kind(self) -> &'static str {
                match self { $(Condition::$variant => $kind,)* }
            }
        }
    };
}

conditions! {
    /// The stanza does not follow the schema.
    BadRequest = "bad-request", "modify";
    /// A resource of that name exists.
    Conflict = "conflict", "cancel";
    /// The feature is not there.
    FeatureNotImplemented = "feature-not-implemented", "cancel";
    /// The sender lacks the rights.
    Forbidden = "forbidden", "auth";
    /// The address has moved.
    Gone = "gone", "cancel";
    /// The server failed.
    InternalServerError = "internal-server-error", "cancel";
    /// There is no such address.
    ItemNotFound = "item-not-found", "cancel";
    /// The address is malformed.
    JidMalformed = "jid-malformed", "modify";
    /// The content breaks the recipient's rules.
    NotAcceptable = "not-acceptable", "modify";
    /// Nobody may do this.
    NotAllowed = "not-allowed", "cancel";
    /// The sender has to authenticate.
    NotAuthorized = "not-authorized", "auth";
    /// A local policy forbids it.
    PolicyViolation = "policy-violation", "modify";
    /// The recipient is not there now.
    RecipientUnavailable = "recipient-unavailable", "wait";
    /// Go elsewhere for now.
    Redirect = "redirect", "modify";
    /// The sender has to register.
    RegistrationRequired = "registration-required", "auth";
    /// The remote domain does not exist or has no XMPP.
    RemoteServerNotFound = "remote-server-not-found", "cancel";
    /// The remote server could not be reached or no stream could be set up.
    RemoteServerTimeout = "remote-server-timeout", "wait";
    /// The server is overloaded.
    ResourceConstraint = "resource-constraint", "wait";
    /// The service is not offered.
    ServiceUnavailable = "service-unavailable", "cancel";
    /// The sender has to subscribe first.
    SubscriptionRequired = "subscription-required", "auth";
    /// None of the others.
    UndefinedCondition = "undefined-condition", "cancel";
    /// Understood, but not expected now.
    UnexpectedRequest = "unexpected-request", "wait";
}

impl Condition {
    /// The condition of that element name.
    pub fn from_name(name: &str) -> Option<Condition> {
        Condition::ALL.iter().copied().find(|condition| condition.name() == name)
    }
}

/// An error of a stanza.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StanzaError {
    /// The condition.
    pub condition: Condition,
    /// A sentence for a person.
    pub text: Option<String>,
    /// The new address of `gone` and `redirect`.
    pub address: Option<String>,
}

impl StanzaError {
    /// An error with a sentence.
    pub fn new(condition: Condition, text: impl Into<String>) -> StanzaError {
        StanzaError { condition, text: Some(text.into()), address: None }
    }

    /// Its `<error/>` element.
    pub fn to_element(&self) -> Element {
        let mut condition = Element::new(self.condition.name(), namespace::STANZA_ERROR);
        if let Some(address) = &self.address {
            condition.push_text(address.clone());
        }
        let mut error = Element::new("error", namespace::SERVER)
            .with_attribute("type", self.condition.kind())
            .with_child(condition);
        if let Some(text) = &self.text {
            error.push_child(Element::new("text", namespace::STANZA_ERROR).with_text(text.clone()));
        }
        error
    }

    /// Reads an `<error/>` element; an unknown condition becomes `undefined-condition`.
    pub fn from_element(error: &Element) -> StanzaError {
        let known = error
            .children()
            .filter(|child| child.namespace() == namespace::STANZA_ERROR)
            .find_map(|child| Condition::from_name(child.name()).map(|condition| (condition, child)));
        let text = error.child("text", namespace::STANZA_ERROR).map(Element::text);
        let address = known.map(|(_, child)| child.text()).filter(|address| !address.is_empty());
        let condition = known.map_or(Condition::UndefinedCondition, |(condition, _)| condition);
        StanzaError { condition, text, address }
    }
}

impl std::fmt::Display for StanzaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.condition.name())?;
        match &self.text {
            Some(text) => write!(f, ": {text}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_survives_the_element() {
        let mut error = StanzaError::new(Condition::Gone, "moved");
        error.address = Some("xmpp:new@a.example".to_owned());
        assert_eq!(StanzaError::from_element(&error.to_element()), error);
    }

    #[test]
    fn every_condition_has_its_own_name() {
        for condition in Condition::ALL {
            assert_eq!(Condition::from_name(condition.name()), Some(*condition));
            assert!(["auth", "cancel", "modify", "wait"].contains(&condition.kind()));
        }
    }

    #[test]
    fn an_unknown_condition_is_undefined() {
        let error = Element::new("error", namespace::SERVER);
        assert_eq!(StanzaError::from_element(&error).condition, Condition::UndefinedCondition);
    }
}
