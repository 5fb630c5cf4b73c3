//! What both ends of a link know of each other's stanzas; it outlives connections.

use crate::federation::xmpp::stanza::Stanza;
use std::collections::{BTreeMap, BTreeSet};

/// Most stanzas of one direction whose fate may be open at once.
pub const WINDOW: usize = 65_536;

/// Numbers of one session. Stanzas are numbered from 1 by counting, on both ends alike.
#[derive(Debug, Default)]
pub struct Session {
    /// Number of the last stanza we sent.
    sent: u64,
    /// Ours that are not settled.
    in_doubt: BTreeMap<u64, Stanza>,
    /// Number of the last stanza that came in.
    received: u64,
    /// Theirs that are not settled.
    open: BTreeSet<u64>,
}

impl Session {
    /// Whether another stanza may be sent.
    pub fn has_room(&self) -> bool {
        self.in_doubt.len() < WINDOW
    }

    /// Whether nothing of ours is in doubt.
    pub fn is_settled(&self) -> bool {
        self.in_doubt.is_empty()
    }

    /// Counts a stanza that is sent now, and keeps it until its fate is known.
    pub fn send(&mut self, stanza: Stanza) {
        self.sent += 1;
        self.in_doubt.insert(self.sent, stanza);
    }

    /// The other side settled these.
    pub fn settled_there(&mut self, numbers: &BTreeSet<u64>) {
        for number in numbers {
            self.in_doubt.remove(number);
        }
    }

    /// Counts a stanza that came in; gives its number.
    pub fn receive(&mut self) -> u64 {
        self.received += 1;
        self.open.insert(self.received);
        self.received
    }

    /// One of theirs is settled here.
    pub fn settled_here(&mut self, number: u64) {
        self.open.remove(&number);
    }

    /// What we say when the session goes on: how many came in, and which of them are open.
    pub fn state(&self) -> (u64, BTreeSet<u64>) {
        (self.received, self.open.clone())
    }

    /// The other side says how far it is: what it settled is dropped, and what it never got is given, in
    /// order, to be sent again.
    pub fn resume(&mut self, received: u64, pending: &BTreeSet<u64>) -> Vec<&Stanza> {
        self.in_doubt.retain(|number, _| *number > received || pending.contains(number));
        self.in_doubt.range(received.saturating_add(1)..).map(|(_, stanza)| stanza).collect()
    }

    /// Takes out everything in doubt, and begins anew.
    pub fn give_up(&mut self) -> Vec<Stanza> {
        std::mem::take(self).in_doubt.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::address;

    fn stanza(id: &str) -> Stanza {
        let jid = |text| address::parse(text).unwrap();
        Stanza::chat(jid("a@one.example"), jid("b@two.example"), "x").with_id(id)
    }

    #[test]
    fn after_a_break_only_what_never_arrived_is_sent_again() {
        let mut session = Session::default();
        for id in ["1", "2", "3", "4"] {
            session.send(stanza(id));
        }
        // The other side got three; the first is settled, though its report was lost.
        let again = session.resume(3, &[2, 3].into());
        assert_eq!(again.iter().filter_map(|stanza| stanza.id()).collect::<Vec<_>>(), ["4"]);
        session.settled_there(&[2, 3].into());
        assert_eq!(session.give_up().len(), 1);
        assert!(session.is_settled());
    }

    #[test]
    fn what_came_in_is_counted_and_open_until_settled() {
        let mut session = Session::default();
        assert_eq!((session.receive(), session.receive()), (1, 2));
        session.settled_here(1);
        assert_eq!(session.state(), (2, [2].into()));
    }
}
