//! What both ends of a link know of each other's stanzas; it outlives connections.

use super::numbered::Numbered;
use crate::federation::xmpp::stanza::Stanza;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Most stanzas of one direction whose fate may be open at once.
pub const WINDOW: usize = 65_536;

/// Numbers of one session. Stanzas are numbered from 1 by counting, on both ends alike.
#[derive(Debug, Default)]
pub struct Session {
    /// Number of the last stanza we sent.
    sent: u64,
    /// Ours that are not settled.
    in_doubt: Numbered<Stanza>,
    /// Number of the last stanza that came in.
    received: u64,
    /// Theirs that are not settled.
    open: Numbered<()>,
}

impl Session {
    /// How many more stanzas may be sent.
    pub fn room(&self) -> usize {
        WINDOW.saturating_sub(self.in_doubt.len())
    }

    /// Whether nothing of ours is in doubt.
    pub fn is_settled(&self) -> bool {
        self.in_doubt.len() == 0
    }

    /// Counts a stanza that is sent now, and keeps it until its fate is known.
    pub fn send(&mut self, stanza: Stanza) {
        self.sent += 1;
        self.in_doubt.push(self.sent, stanza);
    }

    /// The other side settled one of ours, which is given if it was in doubt.
    pub fn settled_there(&mut self, number: u64) -> Option<Stanza> {
        self.in_doubt.remove(number)
    }

    /// Counts a stanza that came in; gives its number.
    pub fn receive(&mut self) -> u64 {
        self.received += 1;
        self.open.push(self.received, ());
        self.received
    }

    /// One of theirs is settled here.
    pub fn settled_here(&mut self, number: u64) {
        self.open.remove(number);
    }

    /// What we say when the session goes on: how many came in, and which of them are open, in ascending order.
    pub fn state(&self) -> (u64, Vec<u64>) {
        (self.received, self.open.iter().map(|(number, ())| number).collect())
    }

    /// The other side says how far it is: how many came in there, and which of them are open, in ascending
    /// order. What it settled is given; what it never got is in [`Session::unreceived`].
    pub fn resume(&mut self, received: u64, pending: &[u64]) -> Vec<Stanza> {
        let is_settled = |number: &u64| *number <= received && pending.binary_search(number).is_err();
        let settled: Vec<u64> = self.in_doubt.iter().map(|(number, _)| number).filter(is_settled).collect();
        settled.into_iter().filter_map(|number| self.in_doubt.remove(number)).collect()
    }

    /// Ours behind that number, in order, to be sent again.
    pub fn unreceived(&self, received: u64) -> impl Iterator<Item = &Stanza> {
        self.in_doubt.iter().filter(move |(number, _)| *number > received).map(|(_, stanza)| stanza)
    }

    /// Takes out everything in doubt, and begins anew.
    pub fn give_up(&mut self) -> Vec<Stanza> {
        std::mem::take(self).in_doubt.into_values().collect()
    }
}

/// A session that who reads and who writes share. **Stanzas are dropped when it is free again:** the last copy of
/// one may report elsewhere that its fate is settled.
#[derive(Debug, Default)]
pub struct SharedSession {
    session: Mutex<Session>,
    eased: Notify,
}

impl SharedSession {
    /// The session, for no longer than a moment.
    pub fn lock(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The other side settled these. Who waits in [`SharedSession::eased`] goes on when that is news to it.
    pub fn settled_there(&self, numbers: &[u64]) {
        let mut gone = Vec::with_capacity(numbers.len());
        let mut session = self.lock();
        let was_full = session.room() == 0;
        gone.extend(numbers.iter().filter_map(|number| session.settled_there(*number)));
        let is_settled = session.is_settled();
        drop(session);
        if was_full || is_settled {
            self.eased.notify_one();
        }
    }

    /// Waits until there may be room again, or nothing in doubt; sometimes it is only said so.
    pub async fn eased(&self) {
        self.eased.notified().await;
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
        let ids =
            |stanzas: &[Stanza]| stanzas.iter().filter_map(Stanza::id).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(ids(&session.resume(3, &[2, 3])), ["1"]);
        assert_eq!(session.unreceived(3).filter_map(Stanza::id).collect::<Vec<_>>(), ["4"]);
        assert_eq!(session.settled_there(2).and_then(|stanza| stanza.id().map(str::to_owned)).unwrap(), "2");
        assert_eq!(session.settled_there(2), None);
        assert_eq!(ids(&session.give_up()), ["3", "4"]);
        assert!(session.is_settled());
    }

    #[test]
    fn what_came_in_is_counted_and_open_until_settled() {
        let mut session = Session::default();
        assert_eq!((session.receive(), session.receive()), (1, 2));
        session.settled_here(1);
        assert_eq!(session.state(), (2, vec![2]));
    }

    #[tokio::test]
    async fn who_waits_for_room_or_for_the_last_fate_is_told() {
        let shared = SharedSession::default();
        (0..WINDOW).for_each(|_| shared.lock().send(stanza("x")));
        assert_eq!(shared.lock().room(), 0);
        shared.settled_there(&[5, 6]);
        shared.eased().await;
        assert_eq!(shared.lock().room(), 2);
        let rest: Vec<u64> = (1..=WINDOW as u64).collect();
        shared.settled_there(&rest);
        shared.eased().await;
        assert!(shared.lock().is_settled());
    }
}
