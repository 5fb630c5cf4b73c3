//! What a message stanza says, as a MESSAGE. Source: RFC 7572, 4.

use super::{PLAIN, RECEIPTS, composing};
use crate::federation::gateway::address::to_sip;
use crate::federation::sip::message::random_token;
use crate::federation::sip::scan::Bytes;
use crate::federation::sip::uri::Parameters;
use crate::federation::sip::{Method, Request, SipUri};
use crate::federation::xmpp::{Element, Stanza, StanzaKind, namespace};
use chrono::DateTime;

/// The MESSAGE with the text of a stanza; none without a text, or when an address has no user.
pub fn text(stanza: &Stanza) -> Option<Request> {
    let body = body(stanza)?;
    let mut request = message(stanza)?;
    if let Some(thread) = stanza.child_text("thread").filter(|thread| is_call_id(thread)) {
        request.headers.set("Call-ID", thread);
    }
    if let Some(subject) = stanza.child_text("subject") {
        request.headers.push("Subject", subject);
    }
    if let Some(language) = stanza.language() {
        request.headers.push("Content-Language", language);
    }
    let stamp = stanza.child("delay", namespace::DELAY).and_then(|delay| delay.attribute("stamp"));
    if let Some(stamp) = stamp.and_then(|stamp| DateTime::parse_from_rfc3339(stamp).ok()) {
        request.headers.push("Date", stamp.to_utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string());
    }
    request.set_body(PLAIN, body);
    Some(request)
}

/// The MESSAGE that tells that somebody types, or has stopped; none without a chat state.
pub fn typing(stanza: &Stanza) -> Option<Request> {
    let state = composing::of_stanza(stanza)?;
    let mut request = message(stanza)?;
    request.set_body(composing::TYPE, composing::write(state == "composing"));
    Some(request)
}

/// The body in the language of the stanza, else the first.
fn body(stanza: &Stanza) -> Option<String> {
    let bodies = || stanza.children().filter(|child| child.is("body", namespace::SERVER));
    let own = bodies().find(|body| {
        let language = body.attribute_in(namespace::XML, "lang");
        language.is_none() || language == stanza.language()
    });
    own.or_else(|| bodies().next()).map(Element::text)
}

fn message(stanza: &Stanza) -> Option<Request> {
    let (from, mut to) = (to_sip(stanza.from())?, to_sip(stanza.to())?);
    // The device is the registrar's to choose.
    to.parameters = Parameters::default();
    Some(Request::new(Method::Message, to.clone(), from, to))
}

/// What a word may hold, and what joins two. Source: RFC 3261, 25.1.
static WORD: Bytes = Bytes::alphanumeric_and(b"-.!%*_+`'~()<>:\\\"/[]?{}@");

/// Whether a thread can be a `Call-ID` as it is.
fn is_call_id(text: &str) -> bool {
    (1..=128).contains(&text.len()) && WORD.are_all_of(text)
}

/// The receipt that tells a sender that the SIP user's device has taken a message; none when none is wanted.
pub fn receipt(stanza: &Stanza) -> Option<Stanza> {
    stanza.child("request", RECEIPTS)?;
    let id = stanza.id()?;
    let received = Element::new("received", RECEIPTS).with_attribute("id", id);
    let answer = Stanza::new(StanzaKind::Message, stanza.to().clone(), stanza.from().clone());
    Some(answer.with_id(format!("receipt-{}", random_token())).with_child(received))
}

/// A MESSAGE to a SIP user about an earlier one of the user's own.
pub fn about(partner: SipUri, user: SipUri, call: &str) -> Request {
    let mut request = Request::new(Method::Message, user.clone(), partner, user);
    if !call.is_empty() {
        request.headers.push("In-Reply-To", call);
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::address::parse;

    fn stanza() -> Stanza {
        Stanza::chat(parse("bob@b.example/desk").unwrap(), parse("ann@a.example").unwrap(), "hello")
    }

    #[test]
    fn the_table_of_headers() {
        let delay = Element::new("delay", namespace::DELAY).with_attribute("stamp", "2024-02-29T12:00:00Z");
        let mut one = stanza()
            .with_text_child("thread", "t-1")
            .with_text_child("subject", "two\r\nlines")
            .with_child(delay);
        one.element_mut().set_attribute_in(namespace::XML, "lang", "fr");
        let request = text(&one).unwrap();
        let header = |name: &str| request.headers.get(name);
        assert!(header("From").unwrap().contains("sip:bob@b.example;gr=desk"));
        assert_eq!(request.uri.to_string(), "sip:ann@a.example");
        assert_eq!((header("Call-ID"), header("Content-Language")), (Some("t-1"), Some("fr")));
        assert_eq!(header("Subject"), Some("two  lines"));
        assert_eq!(header("Date"), Some("Thu, 29 Feb 2024 12:00:00 GMT"));
        assert_eq!(request.body, b"hello");
        let odd = stanza().with_text_child("thread", "not a\r\ncall");
        assert_ne!(text(&odd).unwrap().headers.get("Call-ID"), Some("not a\r\ncall"));
    }

    #[test]
    fn chat_states_become_typing_and_idle() {
        for (state, typed) in [("composing", true), ("paused", false), ("inactive", false), ("gone", false)] {
            let mut one = stanza().with_child(Element::new(state, super::super::CHAT_STATES));
            one.element_mut().retain_children(|child| child.name() != "body");
            assert!(text(&one).is_none());
            let request = typing(&one).unwrap();
            assert_eq!(composing::read(std::str::from_utf8(&request.body).unwrap()), Some(typed), "{state}");
        }
        assert!(typing(&stanza()).is_none());
    }

    #[test]
    fn a_receipt_wants_no_receipt() {
        let one = stanza().with_id("m1").with_child(Element::new("request", RECEIPTS));
        let receipt_of = receipt(&one).unwrap();
        assert_eq!(receipt_of.child("received", RECEIPTS).unwrap().attribute("id"), Some("m1"));
        assert!(receipt(&receipt_of).is_none() && receipt(&stanza()).is_none());
    }
}
