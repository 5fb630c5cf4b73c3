//! What outlives the connections of a link: its session, what waits to be sent, and what is to be reported.

use super::LinkError;
use super::frame::write_stanza;
use super::session::SharedSession;
use super::wire::{FRAMES, Open};
use crate::federation::xmpp::receipt::Receipt;
use crate::federation::xmpp::stanza::Stanza;
use std::sync::Arc;
use tokio::sync::mpsc;

/// One direction's stanzas, and both directions' fates.
pub struct Lane {
    pub(super) session: Arc<SharedSession>,
    pub(super) outgoing: mpsc::Receiver<Stanza>,
    /// Numbers of stanzas that came in, whose fate became known.
    pub(super) settled: mpsc::UnboundedReceiver<u64>,
    pub(super) receipts: Receipts,
}

/// Makes the receipts of stanzas that come in.
#[derive(Clone)]
pub(super) struct Receipts {
    report: mpsc::UnboundedSender<u64>,
    /// Named in each.
    origin: Arc<str>,
}

impl Receipts {
    /// The receipt of the stanza with that number.
    pub(super) fn of(&self, number: u64) -> Receipt {
        Receipt::new(number, Some(self.origin.clone()), self.report.clone())
    }
}

impl Lane {
    /// A lane that sends what arrives at `outgoing`; receipts name `origin`.
    pub fn new(outgoing: mpsc::Receiver<Stanza>, origin: Arc<str>) -> Lane {
        let (report, settled) = mpsc::unbounded_channel();
        Lane { session: Arc::default(), outgoing, settled, receipts: Receipts { report, origin } }
    }

    /// Everything that waits or is in doubt: not sent yet, and sent without a known fate. The session
    /// begins anew; reports on what the old one received are of no use to the new one.
    pub fn give_up(&mut self) -> (Vec<Stanza>, Vec<Stanza>) {
        (self.take_waiting(), self.begin_anew())
    }

    /// What waits and was not sent.
    pub fn take_waiting(&mut self) -> Vec<Stanza> {
        let mut waiting = Vec::new();
        while let Ok(stanza) = self.outgoing.try_recv() {
            waiting.push(stanza);
        }
        waiting
    }

    /// A new session; gives what was in doubt in the old one.
    pub fn begin_anew(&mut self) -> Vec<Stanza> {
        let in_doubt = self.session.lock().give_up();
        (self.receipts.report, self.settled) = mpsc::unbounded_channel();
        in_doubt
    }

    /// Fates that became known are taken into the session; their numbers are appended, and all of them sorted.
    pub(super) fn settle(&mut self, numbers: &mut Vec<u64>) {
        while let Ok(number) = self.settled.try_recv() {
            numbers.push(number);
        }
        if numbers.is_empty() {
            return;
        }
        numbers.sort_unstable();
        let mut session = self.session.lock();
        numbers.iter().for_each(|number| session.settled_here(*number));
    }

    /// What to say when the session is opened or goes on.
    pub fn open(&mut self, session: &str, resume: bool) -> Open {
        self.settle(&mut Vec::new());
        let (received, pending) = self.session.lock().state();
        Open { session: session.to_owned(), resume, received, pending, frames: FRAMES }
    }

    /// The other side has opened: the frames of what it never got are appended.
    ///
    /// Errors: `Protocol`, when one cannot be written, though it could before.
    pub fn resume(&mut self, other: &Open, out: &mut Vec<u8>) -> Result<(), LinkError> {
        let mut session = self.session.lock();
        let gone = session.resume(other.received, &other.pending);
        let again = session.unreceived(other.received);
        let written = again.into_iter().try_for_each(|stanza| write_stanza(out, stanza.element()));
        drop(session);
        drop(gone);
        Ok(written?)
    }
}
