//! The sending half of an authenticated stream: lanes of stanzas, what of them is confirmed, and further pairs of
//! domains that are proved on the same stream.
//!
//! It writes nothing itself: [`Carriage::batch`] gives what to write, [`Carriage::next`] waits for something to
//! happen, [`Carriage::event`] takes what the partner says, [`Carriage::leave`] gives the lanes back.

use super::fence::Fence;
use super::hosts::{Offer, Server};
use super::lane::{End, Guest};
use super::ledger::{Entry, Ledger};
use crate::federation::xmpp::core::Core;
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::settings::Settings;
use crate::federation::xmpp::stanza::Stanza;
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use crate::federation::xmpp::stream::StreamFailure;
use crate::federation::xmpp::stream::dialback::{self, DialbackAnswer, DialbackStream};
use crate::federation::xmpp::stream_error::{StreamCondition, StreamError};
use std::collections::VecDeque;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// Stanzas written at once, and without asking for confirmation.
const BATCH: usize = 64;
/// How long an answer to a ping is waited for from a partner that has not answered any.
const SILENT: Duration = Duration::from_secs(10);
/// After so long without an answer to a ping another way of asking is tried.
const UNANSWERED: Duration = Duration::from_secs(2);
/// Pairs of domains whose dialback on one stream may be open at once.
const ASKED: usize = 16;

/// Why an established stream is left.
#[derive(Debug)]
pub(in crate::federation::xmpp) enum Left {
    /// Nothing more to send, or nothing for too long.
    Done,
    /// The partner closed it properly.
    Closed,
    /// It failed.
    Failed(StreamFailure),
}

/// How the partner confirms what it has handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::federation::xmpp) enum Confirmation {
    /// XEP-0198.
    Acknowledged,
    /// By answers to pings; whether it ever answered one on this stream.
    Fenced { answers: bool },
    /// By answers to requests to verify a dialback key, which come on the same stream.
    Verified,
}

/// Whether a partner whose answers to pings do not come can be asked in another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verifying {
    Impossible,
    Possible,
    Asked,
}

/// Proving further pairs of domains on a stream. Source: XEP-0220, 2.6.
#[derive(Debug)]
struct Multiplex {
    /// Id that the partner gave to the stream.
    id: String,
    asked: Vec<(Guest, Instant)>,
}

/// The sending half of a stream.
#[derive(Debug)]
pub(in crate::federation::xmpp) struct Carriage {
    core: Arc<Core>,
    settings: Arc<Settings>,
    ledger: Ledger,
    confirmation: Confirmation,
    fence: Fence,
    verifying: Verifying,
    riders: Vec<Guest>,
    /// The rider that is served first next time.
    turn: usize,
    offer: Option<Offer>,
    inbox: mpsc::UnboundedReceiver<Guest>,
    door: mpsc::UnboundedSender<Guest>,
    multiplex: Option<Multiplex>,
    /// To be written before anything else.
    errands: String,
}

impl Carriage {
    /// On a stream whose first pair of domains, ours first, is this.
    pub fn new(
        core: &Arc<Core>,
        settings: &Arc<Settings>,
        local: &str,
        remote: &str,
        confirmation: Confirmation,
    ) -> Carriage {
        let (door, inbox) = mpsc::unbounded_channel();
        Carriage {
            core: core.clone(),
            settings: settings.clone(),
            ledger: Ledger::default(),
            confirmation,
            fence: core.fences.open(local, remote),
            verifying: Verifying::Impossible,
            riders: Vec::new(),
            turn: 0,
            offer: None,
            inbox,
            door,
            multiplex: None,
            errands: String::new(),
        }
    }

    /// The partner offers dialback: where its answers to pings do not come, because its own streams still lead to
    /// another gateway of our domain, it is asked to verify a key, which it answers on this stream.
    pub fn may_ask_to_verify(&mut self) {
        self.verifying = Verifying::Possible;
    }

    /// Takes a lane whose pair may be written.
    pub fn admit(&mut self, guest: Guest) {
        self.riders.push(guest);
    }

    /// Lets lanes of the partner's other pairs come: those that [`Carriage::allow`] names, and where the partner
    /// gave the stream an id for dialback, those that it lets us prove.
    pub fn offer(&mut self, partner: &str, prove: Option<(String, Server)>) {
        let server = prove.map(|(id, server)| {
            self.multiplex = Some(Multiplex { id, asked: Vec::new() });
            server
        });
        self.offer = Some(self.core.hosts.offer(partner, server, self.door.clone()));
    }

    /// A pair may be written, ours first. Nothing when it was not offered.
    pub fn allow(&self, local: &str, remote: &str) {
        if let Some(offer) = &self.offer {
            offer.allow(local, remote);
        }
    }

    /// Whether lanes of other pairs may come.
    pub fn is_offered(&self) -> bool {
        self.offer.is_some()
    }

    /// The partner has begun to count what we write. Nothing that was written before is counted.
    pub fn count_from_now(&mut self) {
        if self.ledger.mark() == 0 {
            self.confirmation = Confirmation::Acknowledged;
        }
    }

    /// Whether the partner counts what we write.
    pub fn is_acknowledged(&self) -> bool {
        self.confirmation == Confirmation::Acknowledged
    }

    /// What to write now; empty when there is nothing.
    pub fn batch(&mut self) -> String {
        let mut text = std::mem::take(&mut self.errands);
        let limit = self.settings.limits.queue.max(1);
        let mut room = limit.saturating_sub(self.ledger.len()).min(BATCH);
        let count = self.riders.len();
        for step in 0..count {
            let Some(rider) = self.riders.get_mut((self.turn + step) % count) else { break };
            rider.lane.fill(room);
            let taken = room.min(rider.lane.backlog.len());
            if taken == 0 {
                continue;
            }
            for entry in rider.lane.backlog.drain(..taken) {
                entry.stanza.element().write(&mut text);
                self.ledger.push(entry);
            }
            self.core.status.change(&rider.lane.remote, |status| status.sent += taken as u64);
            room -= taken;
        }
        self.turn = self.turn.wrapping_add(1);
        self.ask(&mut text);
        text
    }

    /// Asks for confirmation, where it is due.
    fn ask(&mut self, text: &mut String) {
        let idle = self.riders.iter().all(|rider| rider.lane.is_idle());
        let due = self.ledger.unasked() >= BATCH as u64 || idle && self.ledger.waits_since().is_none();
        if self.ledger.unasked() == 0 || !due {
            return;
        }
        match self.confirmation {
            Confirmation::Acknowledged => Element::new("r", namespace::STREAM_MANAGEMENT).write(text),
            Confirmation::Fenced { .. } => self.fence.ping(self.ledger.mark()).write(text),
            Confirmation::Verified => self.fence.verification(self.ledger.mark()).write(text),
        }
        self.ledger.ask();
    }

    /// Waits until there may be something to write; may be cancelled. Errors: the partner hangs.
    pub async fn next(&mut self) -> Result<(), StreamFailure> {
        let limits = &self.settings.limits;
        let full = self.ledger.len() >= limits.queue.max(1);
        let patience = match self.confirmation {
            Confirmation::Fenced { answers: false } => limits.confirmation.min(SILENT),
            _ => limits.confirmation,
        };
        let confirm_by = self.ledger.waits_since().map(|since| since + patience);
        let is_fenced = matches!(self.confirmation, Confirmation::Fenced { .. });
        let may_verify = is_fenced && self.verifying == Verifying::Possible;
        let verify_at = self.ledger.waits_since().filter(|_| may_verify).map(|since| since + UNANSWERED);
        let answer_by = self.multiplex.iter().flat_map(|one| &one.asked).map(|(_, until)| *until).min();
        tokio::select! {
            (index, stanza) = first_waiting(&mut self.riders), if !full => {
                if let Some(rider) = self.riders.get_mut(index) {
                    rider.lane.backlog.push_back(Entry::new(stanza));
                }
                // Whoever else has something for the partner goes first, so that all of it is written at once.
                tokio::task::yield_now().await;
                Ok(())
            }
            Some(guest) = self.inbox.recv() => {
                self.receive(guest);
                Ok(())
            }
            mark = self.fence.answered() => {
                if let (Some(mark), Confirmation::Fenced { answers }) = (mark, &mut self.confirmation) {
                    *answers = true;
                    self.ledger.confirm_until(mark);
                }
                Ok(())
            }
            () = at(verify_at) => {
                self.verifying = Verifying::Asked;
                self.fence.verification(self.ledger.mark()).write(&mut self.errands);
                Ok(())
            }
            () = at(confirm_by) => self.unconfirmed(patience),
            () = at(answer_by) => {
                let now = Instant::now();
                let asked = self.multiplex.iter_mut().flat_map(|one| one.asked.extract_if(.., |(_, until)| *until <= now));
                asked.for_each(|(guest, _)| guest.refuse());
                Ok(())
            }
        }
    }

    /// Takes a lane of another pair, asks the partner whether it may come, or refuses it.
    fn receive(&mut self, guest: Guest) {
        let limit = self.settings.limits.establishment;
        match &mut self.multiplex {
            // Only lanes of pairs that were allowed come to a stream like this.
            None => self.admit(guest),
            Some(multiplex) if multiplex.asked.len() < ASKED => {
                let (receiving, originating) = (guest.lane.remote.clone(), guest.lane.local.clone());
                let stream = DialbackStream { receiving, originating, id: multiplex.id.clone() };
                let key = self.settings.dialback.key(&stream);
                dialback::result_request(&stream, &key).write(&mut self.errands);
                multiplex.asked.push((guest, Instant::now() + limit));
            }
            Some(_) => guest.refuse(),
        }
    }

    /// The partner did not confirm in time. Errors: it is one that does confirm, so it hangs.
    fn unconfirmed(&mut self, limit: Duration) -> Result<(), StreamFailure> {
        match self.confirmation {
            Confirmation::Fenced { answers: false } => {
                // It answers no pings at all. TCP has had its time to notice that the peer is gone.
                self.ledger.confirm_written_before(Instant::now() - limit);
                Ok(())
            }
            Confirmation::Fenced { answers: true } | Confirmation::Acknowledged | Confirmation::Verified => {
                Err(StreamFailure::TimedOut { what: "confirmation of what was sent", limit })
            }
        }
    }

    /// Takes what the partner says; false when it is not about what we send.
    pub fn event(&mut self, element: &Element) -> Result<bool, StreamFailure> {
        match (element.namespace(), element.name()) {
            (namespace::STREAM_MANAGEMENT, "a") => self.acknowledged(element)?,
            (namespace::STREAM_MANAGEMENT, "failed") => {
                self.confirmation = Confirmation::Fenced { answers: false };
                self.fence.ping(self.ledger.mark()).write(&mut self.errands);
                self.ledger.ask();
            }
            (namespace::DIALBACK, "result") => return Ok(self.proved(element)),
            (namespace::DIALBACK, "verify") => return Ok(self.verified(element)),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Takes the answer to a request to verify; false when it is another's.
    fn verified(&mut self, element: &Element) -> bool {
        let Some(mark) = self.fence.verified(element) else { return false };
        if self.confirmation != Confirmation::Acknowledged {
            self.confirmation = Confirmation::Verified;
            self.ledger.confirm_until(mark);
        }
        true
    }

    fn acknowledged(&mut self, element: &Element) -> Result<(), StreamFailure> {
        if self.confirmation != Confirmation::Acknowledged {
            return Ok(());
        }
        let handled = element.attribute("h").and_then(|text| text.parse().ok());
        let handled = handled.ok_or_else(|| {
            StreamError::new(StreamCondition::BadFormat, "an acknowledgement without a count")
        })?;
        self.ledger.acknowledged(handled).map_err(|much| {
            let text = format!("{} stanzas acknowledged of {} sent", much.handled, much.sent);
            StreamError::new(StreamCondition::UndefinedCondition, text).into()
        })
    }

    /// Takes the answer to a dialback of another pair; false when there is none that it answers.
    fn proved(&mut self, element: &Element) -> bool {
        let Some(answer) = DialbackAnswer::of(element) else { return false };
        let Some(multiplex) = &mut self.multiplex else { return false };
        let about = |(guest, _): &(Guest, Instant)| {
            dialback::addresses(element, &guest.lane.remote, &guest.lane.local)
        };
        let Some(index) = multiplex.asked.iter().position(about) else { return false };
        let (guest, _) = multiplex.asked.swap_remove(index);
        if answer == DialbackAnswer::Valid {
            tracing::info!(
                from = guest.lane.local,
                to = guest.lane.remote,
                "a stream carries another pair of domains"
            );
            self.admit(guest);
        } else {
            guest.refuse();
        }
        true
    }

    /// Gives the lanes back: what was not confirmed goes into them again or back to its sender. `closed` when
    /// the partner has closed the stream properly, and so has handled all that it got.
    pub fn leave(mut self, left: &Left, closed: bool) {
        self.offer = None;
        self.inbox.close();
        while let Ok(guest) = self.inbox.try_recv() {
            guest.refuse();
        }
        self.multiplex.take().into_iter().flat_map(|one| one.asked).for_each(|(guest, _)| guest.refuse());
        let fruitful = self.ledger.has_confirmed() || matches!(left, Left::Done);
        let acknowledged = self.confirmation == Confirmation::Acknowledged;
        let again = (acknowledged || matches!(left, Left::Closed)) && !self.core.stop.is_cancelled();
        let waiting = std::mem::take(&mut self.ledger).into_unconfirmed();
        if !(closed && matches!(left, Left::Done)) {
            self.take_back(waiting, again, left);
        }
        let failure = match left {
            Left::Failed(failure) => Some(failure.clone()),
            Left::Closed => Some(StreamFailure::Closed),
            Left::Done => None,
        };
        for rider in self.riders.drain(..) {
            rider.end(End { fruitful, failure: failure.clone() });
        }
    }

    /// How many stanzas are not confirmed.
    pub fn unconfirmed_count(&self) -> usize {
        self.ledger.len()
    }

    /// Keeps what was not confirmed for a new stream, or tells its senders.
    fn take_back(&mut self, unconfirmed: VecDeque<Entry>, again: bool, left: &Left) {
        let reason = match left {
            Left::Failed(failure) => failure.to_string(),
            Left::Closed => "the partner closed it".to_owned(),
            Left::Done => "this computer stops".to_owned(),
        };
        for entry in unconfirmed.into_iter().rev() {
            let tell = |stanza: &Stanza| {
                let to = stanza.to_domain();
                let text = format!("the stream with {to} ended before delivery was confirmed: {reason}");
                self.core.bounce(stanza, &StanzaError::new(Condition::RemoteServerTimeout, text));
            };
            let again = if again { entry.again() } else { Err(Box::new(entry.stanza)) };
            let entry = match again {
                Ok(entry) => entry,
                Err(stanza) => {
                    tell(&stanza);
                    continue;
                }
            };
            match self.riders.iter_mut().find(|rider| rider.lane.carries(&entry.stanza)) {
                Some(rider) => rider.lane.backlog.push_front(entry),
                None => tell(&entry.stanza),
            }
        }
    }
}

/// The first stanza that any lane has; waits for ever when there are none.
async fn first_waiting(riders: &mut [Guest]) -> (usize, Stanza) {
    std::future::poll_fn(|context| {
        for (index, rider) in riders.iter_mut().enumerate() {
            if let Poll::Ready(Some(stanza)) = rider.lane.queue.poll_recv(context) {
                return Poll::Ready((index, stanza));
            }
        }
        Poll::Pending
    })
    .await
}

/// Waits until a time, or for ever.
pub(in crate::federation::xmpp) async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
