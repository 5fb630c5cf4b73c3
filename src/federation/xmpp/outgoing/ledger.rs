//! Stanzas that were written to a stream and are not confirmed yet. Source: XEP-0198, 4.

use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::stanza::{Stanza, StanzaKind};
use chrono::{DateTime, SecondsFormat, Utc};
use std::collections::VecDeque;
use tokio::time::Instant;

/// How often a stanza is written before its sender is told that it does not arrive.
const MOST_ATTEMPTS: u8 = 3;

/// A stanza on its way.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::federation::xmpp) struct Entry {
    pub stanza: Stanza,
    /// When it was taken over, for the mark of a repetition.
    accepted: DateTime<Utc>,
    /// When it was last written.
    written: Option<Instant>,
    attempts: u8,
}

impl Entry {
    /// A stanza that was never written.
    pub fn new(stanza: Stanza) -> Entry {
        Entry { stanza, accepted: Utc::now(), written: None, attempts: 0 }
    }

    /// Prepares a repetition: marks the delay. Errors: it must not, or not again, be repeated.
    pub fn again(mut self) -> Result<Entry, Box<Stanza>> {
        let is_request =
            self.stanza.kind() == StanzaKind::Iq && matches!(self.stanza.stanza_type(), Some("get" | "set"));
        if is_request || self.attempts >= MOST_ATTEMPTS {
            return Err(Box::new(self.stanza));
        }
        if self.stanza.kind() != StanzaKind::Iq && self.stanza.child("delay", namespace::DELAY).is_none() {
            let delay = Element::new("delay", namespace::DELAY)
                .with_attribute("from", self.stanza.from_domain())
                .with_attribute("stamp", self.accepted.to_rfc3339_opts(SecondsFormat::Millis, true));
            self.stanza.element_mut().push_child(delay);
        }
        Ok(self)
    }
}

/// The peer confirmed more than was sent to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMuch {
    /// What it says it has handled.
    pub handled: u32,
    /// What was sent.
    pub sent: u32,
}

/// What one stream carries and has not confirmed.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    waiting: VecDeque<Entry>,
    /// Stanzas confirmed since the stream began.
    confirmed: u64,
    /// Mark of the newest request for confirmation.
    asked: u64,
    asked_at: Option<Instant>,
}

impl Ledger {
    /// Notes a stanza that is being written.
    pub fn push(&mut self, mut entry: Entry) {
        entry.attempts += 1;
        entry.written = Some(Instant::now());
        self.waiting.push_back(entry);
    }

    /// Whether the peer has confirmed anything.
    pub fn has_confirmed(&self) -> bool {
        self.confirmed > 0
    }

    /// How many are not confirmed.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Stanzas written since the stream began: the mark of a request made now.
    pub fn mark(&self) -> u64 {
        self.confirmed + self.waiting.len() as u64
    }

    /// Stanzas written since confirmation was last asked for.
    pub fn unasked(&self) -> u64 {
        self.mark() - self.asked
    }

    /// Notes that confirmation is asked for now.
    pub fn ask(&mut self) {
        self.asked = self.mark();
        self.asked_at.get_or_insert_with(Instant::now);
    }

    /// Since when an answer is awaited.
    pub fn waits_since(&self) -> Option<Instant> {
        self.asked_at
    }

    /// Takes `<a h=…/>`; the counter wraps at 2³². Errors: more than was sent.
    pub fn acknowledged(&mut self, handled: u32) -> Result<(), TooMuch> {
        let low = |count: u64| u32::try_from(count & u64::from(u32::MAX)).unwrap_or(0);
        let newly = handled.wrapping_sub(low(self.confirmed));
        if u64::from(newly) > self.waiting.len() as u64 {
            return Err(TooMuch { handled, sent: low(self.mark()) });
        }
        self.confirm_until(self.confirmed + u64::from(newly));
        Ok(())
    }

    /// Everything up to a mark is confirmed.
    pub fn confirm_until(&mut self, mark: u64) {
        let mark = mark.min(self.mark());
        let newly = usize::try_from(mark.saturating_sub(self.confirmed)).unwrap_or(usize::MAX);
        self.waiting.drain(..newly.min(self.waiting.len()));
        self.confirmed = self.confirmed.max(mark);
        let all = self.confirmed >= self.asked;
        self.asked_at = if all { None } else { self.asked_at.map(|_| Instant::now()) };
    }

    /// Counts as confirmed what was written before a time, for a peer that confirms nothing.
    pub fn confirm_written_before(&mut self, time: Instant) {
        let old = self.waiting.iter().take_while(|entry| entry.written.is_some_and(|at| at < time)).count();
        self.confirm_until(self.confirmed + old as u64);
        self.asked_at = None;
        self.asked = self.mark();
    }

    /// Gives up the stream: what is left.
    pub fn into_unconfirmed(self) -> VecDeque<Entry> {
        self.waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::address;

    fn entry(id: usize) -> Entry {
        let jid = |text: &str| address::parse(text).unwrap();
        Entry::new(Stanza::chat(jid("a@a.example"), jid("b@b.example"), "hi").with_id(id.to_string()))
    }

    fn filled(count: usize) -> Ledger {
        let mut ledger = Ledger::default();
        (0..count).for_each(|id| ledger.push(entry(id)));
        ledger
    }

    #[test]
    fn an_acknowledgement_confirms_the_oldest() {
        let mut ledger = filled(5);
        ledger.ask();
        ledger.acknowledged(3).unwrap();
        assert_eq!(ledger.len(), 2);
        assert!(ledger.waits_since().is_some());
        ledger.acknowledged(3).unwrap();
        assert_eq!(ledger.len(), 2);
        ledger.acknowledged(5).unwrap();
        assert!(ledger.len() == 0 && ledger.waits_since().is_none());
    }

    #[test]
    fn more_than_was_sent_is_an_error() {
        let mut ledger = filled(2);
        assert_eq!(ledger.acknowledged(3), Err(TooMuch { handled: 3, sent: 2 }));
        ledger.acknowledged(2).unwrap();
        assert_eq!(ledger.acknowledged(1), Err(TooMuch { handled: 1, sent: 2 }), "it cannot go back");
    }

    #[test]
    fn the_counter_wraps() {
        let mut ledger = filled(0);
        ledger.confirmed = u64::from(u32::MAX) - 1;
        ledger.asked = ledger.confirmed;
        (0..4).for_each(|id| ledger.push(entry(id)));
        ledger.acknowledged(u32::MAX).unwrap();
        assert_eq!(ledger.len(), 3);
        ledger.acknowledged(1).unwrap();
        assert_eq!(ledger.len(), 1);
        ledger.acknowledged(2).unwrap();
        assert_eq!(ledger.len(), 0);
    }

    #[test]
    fn a_repetition_is_marked_once_and_not_made_for_ever() {
        let mut ledger = filled(1);
        for _ in 0..2 {
            let entry = ledger.into_unconfirmed().pop_front().unwrap().again().unwrap();
            let marks = entry.stanza.children().filter(|child| child.is("delay", namespace::DELAY)).count();
            assert_eq!(marks, 1);
            ledger = Ledger::default();
            ledger.push(entry);
        }
        assert!(ledger.into_unconfirmed().pop_front().unwrap().again().is_err());
    }

    #[test]
    fn a_request_is_not_repeated() {
        let jid = |text: &str| address::parse(text).unwrap();
        let request = Stanza::new(StanzaKind::Iq, jid("a.example"), jid("b.example")).with_type("set");
        assert!(Entry::new(request).again().is_err());
    }
}
