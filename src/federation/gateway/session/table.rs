//! Which sessions there are, by dialog and by who talks with whom.

use crate::federation::sip::{Dialog, DialogId, Method, Request, SipUri};
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::Instant;

/// Sessions at once; beyond, new ones are refused.
const MOST: usize = 100_000;
/// A session in which nobody says anything ends after this. Source: XEP-0085, 5.5.
pub const IDLE: Duration = Duration::from_secs(600);

/// Who talks with whom: SIP user and XMPP user as SIP addresses (`user@domain`).
pub type Pair = (String, String);

/// For the ACK of our answer to an INVITE. Sources: RFC 3261, 13.3.1.4 and 17.1.1.2 (64 times T1).
const ACKNOWLEDGEMENT: Duration = Duration::from_secs(32);

/// Whether both sides know that there is a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// The caller has shown it, or we were the caller.
    Yes,
    /// The caller has not acknowledged our answer yet.
    Not,
}

/// A session.
#[derive(Debug)]
struct Session {
    dialog: Dialog,
    pair: Pair,
    used: Instant,
    /// Without a refresh it ends then.
    ends: Option<Instant>,
    /// What the caller agreed to.
    interval: Option<Duration>,
    /// Until then the caller has to acknowledge our answer.
    unacknowledged: Option<Instant>,
}

/// The sessions.
#[derive(Debug, Default)]
pub struct Table {
    sessions: HashMap<DialogId, Session>,
    of_pair: HashMap<Pair, DialogId>,
}

impl Table {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sessions.is_empty()
    }

    /// Whether there is room for one more.
    pub fn has_room(&self) -> bool {
        self.sessions.len() < MOST
    }

    /// Adds one; the newest of a pair is the one that is used.
    pub fn add(&mut self, dialog: Dialog, pair: Pair, interval: Option<Duration>, confirmed: Confirmed) {
        let (id, now) = (dialog.id(), Instant::now());
        let unacknowledged = (confirmed == Confirmed::Not).then(|| now + ACKNOWLEDGEMENT);
        let ends = interval.map(|interval| now + interval);
        self.of_pair.insert(pair.clone(), id.clone());
        self.sessions.insert(id, Session { dialog, pair, used: now, ends, interval, unacknowledged });
    }

    /// Takes a request of the SIP user inside a session; gives the XMPP user's SIP address. Errors: the status
    /// that refuses it. Source: RFC 3261, 12.2.2.
    pub fn accept(&mut self, request: &Request) -> Result<SipUri, u16> {
        let session =
            DialogId::of_request(request).and_then(|id| self.sessions.get_mut(&id)).ok_or(481_u16)?;
        session.dialog.accept(request)?;
        session.used = Instant::now();
        // Who speaks inside the session knows of it.
        session.unacknowledged = None;
        Ok(session.dialog.local().clone())
    }

    /// The caller has acknowledged our answer.
    pub fn acknowledged(&mut self, request: &Request) {
        if let Some(session) = DialogId::of_request(request).and_then(|id| self.sessions.get_mut(&id)) {
            session.unacknowledged = None;
        }
    }

    /// Whether a pair has a session.
    pub fn has_pair(&self, pair: &Pair) -> bool {
        self.of_pair.contains_key(pair)
    }

    /// The caller refreshed; `interval` replaces what was agreed.
    pub fn refresh(&mut self, request: &Request, interval: Option<Duration>) {
        if let Some(session) = DialogId::of_request(request).and_then(|id| self.sessions.get_mut(&id)) {
            session.interval = interval.or(session.interval);
            session.ends = session.interval.map(|interval| Instant::now() + interval);
        }
    }

    /// The next request inside the session of a pair.
    pub fn next(&mut self, pair: &Pair, method: Method) -> Option<Request> {
        let session = self.sessions.get_mut(self.of_pair.get(pair)?)?;
        session.used = Instant::now();
        Some(session.dialog.request(method))
    }

    /// Takes out the session of a request that ends it.
    pub fn remove_of(&mut self, request: &Request) -> Option<Pair> {
        let id = DialogId::of_request(request)?;
        self.remove(&id)
    }

    /// Takes out the session of a pair; gives the BYE.
    pub fn end(&mut self, pair: &Pair) -> Option<Request> {
        let id = self.of_pair.get(pair)?.clone();
        let bye = self.sessions.get_mut(&id)?.dialog.request(Method::Bye);
        self.remove(&id);
        Some(bye)
    }

    fn remove(&mut self, id: &DialogId) -> Option<Pair> {
        let session = self.sessions.remove(id)?;
        if self.of_pair.get(&session.pair) == Some(id) {
            self.of_pair.remove(&session.pair);
        }
        Some(session.pair)
    }

    /// Takes out sessions whose time is over; gives the BYE of each, and who talked.
    pub fn over(&mut self) -> Vec<(Request, Pair)> {
        let now = Instant::now();
        let is_over = |session: &Session| {
            let limits = [session.ends, session.unacknowledged];
            session.used + IDLE <= now || limits.into_iter().flatten().any(|limit| limit <= now)
        };
        let over: Vec<DialogId> =
            self.sessions.iter().filter(|(_, session)| is_over(session)).map(|(id, _)| id.clone()).collect();
        let end = |id: &DialogId| {
            let bye = self.sessions.get_mut(id)?.dialog.request(Method::Bye);
            Some((bye, self.remove(id)?))
        };
        over.iter().filter_map(end).collect()
    }
}
