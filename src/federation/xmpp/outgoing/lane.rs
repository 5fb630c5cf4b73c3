//! The stanzas of one pair of domains, and how they travel as guests on a stream that somebody else opened.

use super::ledger::Entry;
use crate::federation::xmpp::core::Core;
use crate::federation::xmpp::stanza::Stanza;
use crate::federation::xmpp::stanza_error::StanzaError;
use crate::federation::xmpp::stream::StreamFailure;
use std::collections::VecDeque;
use tokio::sync::{mpsc, oneshot};

/// Stanzas from one of our domains to one of a partner's, in order.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct Lane {
    pub local: String,
    pub remote: String,
    pub queue: mpsc::Receiver<Stanza>,
    /// Taken from the queue and not written to the present stream.
    pub backlog: VecDeque<Entry>,
}

impl Lane {
    /// For a pair of domains, with its queue.
    pub fn new(local: String, remote: String, queue: mpsc::Receiver<Stanza>) -> Lane {
        Lane { local, remote, queue, backlog: VecDeque::new() }
    }

    /// Takes from the queue until so many are ready to be written.
    pub fn fill(&mut self, most: usize) {
        while self.backlog.len() < most {
            let Ok(stanza) = self.queue.try_recv() else { return };
            self.backlog.push_back(Entry::new(stanza));
        }
    }

    /// Whether nothing waits.
    pub fn is_idle(&self) -> bool {
        self.backlog.is_empty() && self.queue.is_empty()
    }

    /// Whether a stanza is of this pair.
    pub fn carries(&self, stanza: &Stanza) -> bool {
        stanza.to_domain() == self.remote && stanza.from_domain() == self.local
    }

    /// Tells the senders of what is ready to be written that it will not be.
    pub fn bounce(&mut self, core: &Core, error: &StanzaError) {
        for entry in self.backlog.drain(..) {
            core.bounce(&entry.stanza, error);
        }
    }
}

/// How the stream ended that a lane was on.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct End {
    /// The partner confirmed something, or the stream was no longer needed.
    pub fruitful: bool,
    /// Why it ended, where it did not end by itself.
    pub failure: Option<StreamFailure>,
}

/// A lane that comes back from a stream.
#[derive(Debug)]
pub(in crate::federation::xmpp) enum Returned {
    /// The stream does not take it; nothing of it was written.
    Refused(Lane),
    /// The stream ended. What was written and has to be written again is in the lane.
    Ended(Lane, End),
}

/// A lane that asks to travel on a stream.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct Guest {
    pub lane: Lane,
    back: oneshot::Sender<Returned>,
}

impl Guest {
    /// A lane, and where it comes back.
    pub fn new(lane: Lane) -> (Guest, oneshot::Receiver<Returned>) {
        let (back, returned) = oneshot::channel();
        (Guest { lane, back }, returned)
    }

    /// Sends it back unused. Its owner waits for it, so that nobody is there only when the edge is gone.
    pub fn refuse(self) {
        let _ = self.back.send(Returned::Refused(self.lane));
    }

    /// Sends it back after the stream has ended.
    pub fn end(self, end: End) {
        let _ = self.back.send(Returned::Ended(self.lane, end));
    }
}
