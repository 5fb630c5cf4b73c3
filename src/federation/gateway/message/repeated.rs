//! Messages from XMPP that came before: a server that lost its stream sends what was not acknowledged again,
//! marked with a delay (XEP-0198, XEP-0203), though it may have arrived.

use crate::federation::xmpp::{Stanza, namespace};
use std::collections::{HashSet, VecDeque};

/// Messages that are remembered.
const MOST: usize = 20_000;

/// Messages by sender, recipient and id.
#[derive(Debug, Default)]
pub struct Repeated {
    known: HashSet<(String, String, String)>,
    order: VecDeque<(String, String, String)>,
}

impl Repeated {
    /// Whether this is a marked repetition of a message that came before. Messages without an id never are.
    pub fn is_repetition(&mut self, stanza: &Stanza) -> bool {
        let Some(id) = stanza.id() else { return false };
        let key = (stanza.from().to_string(), stanza.to().to_string(), id.to_owned());
        if self.known.contains(&key) {
            return stanza.child("delay", namespace::DELAY).is_some();
        }
        if self.order.len() >= MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        self.order.push_back(key.clone());
        self.known.insert(key);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::{Element, address};

    #[test]
    fn only_what_is_marked_and_known_is_a_repetition() {
        let jid = |text: &str| address::parse(text).unwrap();
        let message = Stanza::chat(jid("b@b.example/x"), jid("a@a.example"), "hi").with_id("7");
        let marked = message.clone().with_child(Element::new("delay", namespace::DELAY));
        let mut repeated = Repeated::default();
        assert!(!repeated.is_repetition(&marked), "the first to come is delivered");
        assert!(repeated.is_repetition(&marked));
        assert!(!repeated.is_repetition(&message), "an id may be used again");
        assert!(!repeated.is_repetition(&marked.with_id("8")));
    }
}
