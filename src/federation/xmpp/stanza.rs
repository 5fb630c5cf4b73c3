//! Stanzas: message, presence and iq with both addresses, and the error that answers one.
//!
//! A stanza between servers always has `from` and `to`; an element without them is refused here, and so
//! every stanza in this program can be answered.

use super::address::{self, AddressError, Jid};
use super::element::Element;
use super::namespace;
use super::receipt::Receipt;
use super::stanza_error::StanzaError;

/// Which of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StanzaKind {
    /// A message.
    Message,
    /// Presence, a subscription or a probe.
    Presence,
    /// A request or its answer.
    Iq,
}

impl StanzaKind {
    /// Its element name.
    pub fn name(self) -> &'static str {
        match self {
            StanzaKind::Message => "message",
            StanzaKind::Presence => "presence",
            StanzaKind::Iq => "iq",
        }
    }
}

/// Why an element is not a stanza.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAStanza {
    /// Another element.
    #[error("<{name} xmlns='{namespace}'/> is not a stanza")]
    Element {
        /// Its name.
        name: String,
        /// Its namespace.
        namespace: String,
    },
    /// An address is missing.
    #[error("the stanza has no '{attribute}' address")]
    Missing {
        /// `from` or `to`.
        attribute: &'static str,
    },
    /// An address is none.
    #[error("the stanza's '{attribute}' is wrong: {error}")]
    Address {
        /// `from` or `to`.
        attribute: &'static str,
        /// What is wrong.
        error: AddressError,
    },
}

/// A stanza with its addresses read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stanza {
    kind: StanzaKind,
    from: Jid,
    to: Jid,
    element: Element,
    receipt: Option<Receipt>,
}

impl Stanza {
    /// An empty stanza.
    pub fn new(kind: StanzaKind, from: Jid, to: Jid) -> Stanza {
        let element = Element::new(kind.name(), namespace::SERVER)
            .with_attribute("from", from.as_str())
            .with_attribute("to", to.as_str());
        Stanza { kind, from, to, element, receipt: None }
    }

    /// A chat message with a body.
    pub fn chat(from: Jid, to: Jid, body: impl Into<String>) -> Stanza {
        Stanza::new(StanzaKind::Message, from, to).with_type("chat").with_body(body)
    }

    /// Reads a stanza. Errors: it is another element, or an address is missing or malformed.
    pub fn from_element(element: Element) -> Result<Stanza, NotAStanza> {
        let kind = match element.name() {
            "message" => StanzaKind::Message,
            "presence" => StanzaKind::Presence,
            "iq" => StanzaKind::Iq,
            _ => return Err(not_a_stanza(&element)),
        };
        if element.namespace() != namespace::SERVER {
            return Err(not_a_stanza(&element));
        }
        let from = required_address(&element, "from")?;
        let to = required_address(&element, "to")?;
        Ok(Stanza { kind, from, to, element, receipt: None })
    }

    /// Message, presence or iq.
    pub fn kind(&self) -> StanzaKind {
        self.kind
    }

    /// The sender.
    pub fn from(&self) -> &Jid {
        &self.from
    }

    /// The recipient.
    pub fn to(&self) -> &Jid {
        &self.to
    }

    /// The sender's domain, as [`address::domain`] writes it.
    pub fn from_domain(&self) -> String {
        address::domain_of(&self.from)
    }

    /// The recipient's domain, as [`address::domain`] writes it.
    pub fn to_domain(&self) -> String {
        address::domain_of(&self.to)
    }

    /// The `type`, if any.
    pub fn stanza_type(&self) -> Option<&str> {
        self.element.attribute("type")
    }

    /// The `id`, if any.
    pub fn id(&self) -> Option<&str> {
        self.element.attribute("id")
    }

    /// The language, if any.
    pub fn language(&self) -> Option<&str> {
        self.element.attribute_in(namespace::XML, "lang")
    }

    /// The text of `<body/>`, if any.
    pub fn body(&self) -> Option<String> {
        self.child_text("body")
    }

    /// The text of a child in the stanza's own namespace: `body`, `subject`, `thread`, `show`, `status`.
    pub fn child_text(&self, name: &str) -> Option<String> {
        self.child(name, namespace::SERVER).map(Element::text)
    }

    /// The first child of that name and namespace.
    pub fn child(&self, name: &str, namespace: &str) -> Option<&Element> {
        self.element.child(name, namespace)
    }

    /// Its child elements.
    pub fn children(&self) -> impl Iterator<Item = &Element> {
        self.element.children()
    }

    /// Whether it is an error itself.
    pub fn is_error(&self) -> bool {
        self.stanza_type() == Some("error")
    }

    /// Its error, when it is one.
    pub fn error(&self) -> Option<StanzaError> {
        let error = self.child("error", namespace::SERVER)?;
        self.is_error().then(|| StanzaError::from_element(error))
    }

    /// The element.
    pub fn element(&self) -> &Element {
        &self.element
    }

    /// The element, for changes other than of addresses.
    pub fn element_mut(&mut self) -> &mut Element {
        &mut self.element
    }

    /// Gives up the stanza for its element.
    pub fn into_element(self) -> Element {
        self.element
    }

    /// The same stanza with a `type`.
    #[must_use]
    pub fn with_type(mut self, stanza_type: impl Into<String>) -> Stanza {
        self.element.set_attribute("type", stanza_type);
        self
    }

    /// The same stanza with an `id`.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Stanza {
        self.element.set_attribute("id", id);
        self
    }

    /// The same stanza with a `<body/>`.
    #[must_use]
    pub fn with_body(self, body: impl Into<String>) -> Stanza {
        self.with_text_child("body", body)
    }

    /// The same stanza with a child of its own namespace that holds text.
    #[must_use]
    pub fn with_text_child(self, name: &'static str, text: impl Into<String>) -> Stanza {
        self.with_child(Element::new(name, namespace::SERVER).with_text(text))
    }

    /// The same stanza with a child more.
    #[must_use]
    pub fn with_child(mut self, child: Element) -> Stanza {
        self.element.push_child(child);
        self
    }

    /// The same stanza with a receipt, which reports when its fate is settled.
    #[must_use]
    pub fn with_receipt(mut self, receipt: Receipt) -> Stanza {
        self.receipt = Some(receipt);
        self
    }

    /// Its receipt, if any.
    pub fn receipt(&self) -> Option<&Receipt> {
        self.receipt.as_ref()
    }

    /// Changes the recipient.
    pub fn set_to(&mut self, to: Jid) {
        self.element.set_attribute("to", to.as_str());
        self.to = to;
    }

    /// Changes the sender.
    pub fn set_from(&mut self, from: Jid) {
        self.element.set_attribute("from", from.as_str());
        self.from = from;
    }

    /// An empty answer: addresses exchanged, same `id`, the type given.
    pub fn reply(&self, stanza_type: &str) -> Stanza {
        let mut reply = Stanza::new(self.kind, self.to.clone(), self.from.clone()).with_type(stanza_type);
        if let Some(id) = self.id() {
            reply.element.set_attribute("id", id);
        }
        reply
    }

    /// The error that tells the sender that this stanza was not delivered, or nothing where an answer is
    /// forbidden: to an error, and to the result of a request. It carries on the stanza's receipt.
    /// Source: RFC 6120, 8.3.1.
    pub fn bounce(&self, error: &StanzaError) -> Option<Stanza> {
        let answer = self.kind == StanzaKind::Iq && self.stanza_type() == Some("result");
        if self.is_error() || answer {
            return None;
        }
        let mut bounce = self.reply("error").with_child(error.to_element());
        bounce.receipt = self.receipt.clone();
        Some(bounce)
    }
}

fn required_address(element: &Element, attribute: &'static str) -> Result<Jid, NotAStanza> {
    let text = element.attribute(attribute).ok_or(NotAStanza::Missing { attribute })?;
    address::parse(text).map_err(|error| NotAStanza::Address { attribute, error })
}

fn not_a_stanza(element: &Element) -> NotAStanza {
    NotAStanza::Element { name: element.name().to_owned(), namespace: element.namespace().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::stanza_error::Condition;
    use super::*;

    fn sample() -> Stanza {
        let (from, to) =
            (address::parse("a@one.example/x").unwrap(), address::parse("b@two.example").unwrap());
        Stanza::chat(from, to, "hello").with_id("7")
    }

    #[test]
    fn a_bounce_goes_back_with_the_same_id() {
        let error = StanzaError::new(Condition::RemoteServerTimeout, "no route");
        let bounce = sample().bounce(&error).unwrap();
        assert_eq!(bounce.to().to_string(), "a@one.example/x");
        assert_eq!((bounce.id(), bounce.stanza_type()), (Some("7"), Some("error")));
        assert_eq!(bounce.error(), Some(error.clone()));
        assert_eq!(bounce.bounce(&error), None);
    }

    #[test]
    fn results_are_not_bounced_and_requests_are() {
        let error = StanzaError::new(Condition::ServiceUnavailable, "no");
        let mut request =
            Stanza::new(StanzaKind::Iq, sample().from().clone(), sample().to().clone()).with_type("get");
        assert!(request.bounce(&error).is_some());
        request.element_mut().set_attribute("type", "result");
        assert_eq!(request.bounce(&error), None);
    }

    #[test]
    fn elements_without_addresses_are_no_stanzas() {
        let element = Element::new("message", namespace::SERVER).with_attribute("from", "a@b.example");
        assert_eq!(Stanza::from_element(element), Err(NotAStanza::Missing { attribute: "to" }));
        let client = Element::new("message", namespace::CLIENT);
        assert!(matches!(Stanza::from_element(client), Err(NotAStanza::Element { .. })));
    }

    #[test]
    fn a_stanza_survives_its_element() {
        assert_eq!(Stanza::from_element(sample().into_element()), Ok(sample()));
    }
}
