//! Messages from XMPP that came before: a server that lost its stream sends what was not acknowledged again,
//! marked with a delay (XEP-0198, XEP-0203), though it may have arrived, or still be on its way.

use crate::federation::xmpp::{Stanza, namespace};
use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};

/// Messages that are remembered.
const MOST: usize = 20_000;

/// Sender, recipient and id, as 128 bits of two hashes whose keys nobody else knows: no peer can choose them to collide.
type Key = u128;

/// Messages by sender, recipient and id.
#[derive(Debug, Default)]
pub struct Repeated {
    hashers: [RandomState; 2],
    /// For one that came as a repetition, though nothing came before it: a hash of its text.
    known: HashMap<Key, Option<u64>, foldhash::fast::RandomState>,
    order: VecDeque<Key>,
}

impl Repeated {
    /// Whether this is a marked repetition of a message that came before, or the message whose repetition came
    /// before. Messages without an id never are.
    pub fn is_repetition(&mut self, stanza: &Stanza) -> bool {
        let Some(id) = stanza.id() else { return false };
        let named = (stanza.from().as_str(), stanza.to().as_str(), id);
        let [high, low] = self.hashers.each_ref().map(|hasher| u128::from(hasher.hash_one(named)));
        let key = high << 64 | low;
        let is_marked = stanza.child("delay", namespace::DELAY).is_some();
        if let Some(overtaken) = self.known.get_mut(&key) {
            // A repetition that went another way may overtake; after that the id may be used again.
            return is_marked || overtaken.take() == Some(text_hash(stanza));
        }
        if self.order.len() >= MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        self.order.push_back(key);
        self.known.insert(key, is_marked.then(|| text_hash(stanza)));
        false
    }
}

fn text_hash(stanza: &Stanza) -> u64 {
    let mut hasher = DefaultHasher::new();
    stanza.body().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::{Element, address};

    fn message(id: &str) -> Stanza {
        let jid = |text: &str| address::parse(text).unwrap();
        Stanza::chat(jid("b@b.example/x"), jid("a@a.example"), "hi").with_id(id)
    }

    fn marked(id: &str) -> Stanza {
        message(id).with_child(Element::new("delay", namespace::DELAY))
    }

    #[test]
    fn only_what_is_marked_and_known_is_a_repetition() {
        let mut repeated = Repeated::default();
        assert!(!repeated.is_repetition(&message("7")));
        assert!(repeated.is_repetition(&marked("7")));
        assert!(!repeated.is_repetition(&message("7")), "an id may be used again");
        assert!(!repeated.is_repetition(&marked("8")), "the first to come is delivered");
    }

    #[test]
    fn a_message_that_its_repetition_overtook_comes_once() {
        let mut repeated = Repeated::default();
        assert!(!repeated.is_repetition(&marked("7")));
        assert!(repeated.is_repetition(&message("7")));
        assert!(!repeated.is_repetition(&message("7")), "an id may be used again");
    }
}
