//! Sends the stanzas of one pair of domains, one stream after the other.

use super::fence::Fence;
use super::ledger::{Entry, Ledger};
use crate::federation::xmpp::core::Core;
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::parser::StreamEvent;
use crate::federation::xmpp::settings::Settings;
use crate::federation::xmpp::stanza::Stanza;
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use crate::federation::xmpp::status::Direction;
use crate::federation::xmpp::stream::StreamFailure;
use crate::federation::xmpp::stream::channel::XmlChannel;
use crate::federation::xmpp::stream::outbound::{self, Established, Pair};
use crate::federation::xmpp::stream_error::{StreamCondition, StreamError};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

/// How long a failed partner is left alone, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Stanzas written at once, and without asking for confirmation.
const BATCH: usize = 64;
/// How long the last confirmations are waited for when a stream is closed.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// How long an answer to a ping is waited for from a partner that has not answered any.
const SILENT: Duration = Duration::from_secs(10);
/// After so many streams that led to nothing the partner counts as unreachable.
const MOST_FRUITLESS: u32 = 3;

/// Sends the stanzas of one pair of domains.
pub(super) struct Sender {
    core: Arc<Core>,
    local: String,
    remote: String,
    queue: mpsc::Receiver<Stanza>,
    /// Taken from the queue and not written to the present stream.
    backlog: VecDeque<Entry>,
    pause: Duration,
    /// Streams in a row that ended before the partner confirmed anything.
    fruitless: u32,
}

/// Why an established stream is left.
enum Left {
    /// Nothing more to send, or nothing for too long.
    Done,
    /// The partner closed it properly.
    Closed,
    /// It failed.
    Failed(StreamFailure),
}

/// How the partner confirms what it has handled.
enum Confirmation {
    /// XEP-0198.
    Acknowledged,
    /// By answers to pings; whether it ever answered one on this stream.
    Fenced { answers: bool },
}

/// An established stream with its ledger.
struct Stream {
    channel: XmlChannel,
    ledger: Ledger,
    confirmation: Confirmation,
    fence: Fence,
    /// Drained until then, once the edge stops.
    stop_at: Option<Instant>,
}

impl Sender {
    /// For a pair of domains, with its queue.
    pub fn new(core: Arc<Core>, local: String, remote: String, queue: mpsc::Receiver<Stanza>) -> Sender {
        Sender { core, local, remote, queue, backlog: VecDeque::new(), pause: FIRST_PAUSE, fruitless: 0 }
    }

    /// Works until the edge stops and the queue is empty.
    pub async fn run(mut self) {
        while let Some(stanza) = self.receive().await {
            self.backlog.push_back(Entry::new(stanza));
            while !self.backlog.is_empty() {
                self.deliver().await;
            }
        }
    }

    /// The next stanza; none when the edge stops and the queue is empty.
    async fn receive(&mut self) -> Option<Stanza> {
        let stop = self.core.stop.clone();
        tokio::select! {
            biased;
            stanza = self.queue.recv() => stanza,
            () = stop.cancelled() => self.queue.try_recv().ok(),
        }
    }

    /// Opens a stream for what waits and uses it for what follows.
    async fn deliver(&mut self) {
        let settings = self.core.current();
        let Some(rule) = settings.partner(&self.remote) else {
            let failure = StreamFailure::NotAllowed { domain: self.remote.clone() };
            return self.bounce_backlog(&failure.to_stanza_error());
        };
        let pair = Pair { local: self.local.clone(), remote: self.remote.clone(), rule };
        let limit = settings.limits.establishment;
        let what = "opening a stream";
        let opening = outbound::establish(&self.core, &settings, &pair);
        let opened = timeout(limit, opening).await;
        let opened = opened.unwrap_or(Err(StreamFailure::TimedOut { what, limit }));
        match opened {
            Err(failure) => self.give_up(&failure).await,
            Ok(established) => self.use_stream(established, &pair, &settings).await,
        }
    }

    fn bounce_backlog(&mut self, error: &StanzaError) {
        for entry in self.backlog.drain(..) {
            self.core.bounce(&entry.stanza, error);
        }
    }

    /// Bounces what waits, and leaves the partner alone for a while.
    async fn give_up(&mut self, failure: &StreamFailure) {
        self.core.status.failed(&self.remote, Direction::Outgoing, failure);
        let error = failure.to_stanza_error();
        self.bounce_backlog(&error);
        while let Ok(stanza) = self.queue.try_recv() {
            self.core.bounce(&stanza, &error);
        }
        let until = Instant::now() + self.pause;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        let stop = self.core.stop.clone();
        loop {
            tokio::select! {
                () = sleep_until(until) => return,
                () = stop.cancelled() => return,
                next = self.queue.recv() => match next {
                    // Told at once: to wait would not help, and the reason is known.
                    Some(stanza) => self.core.bounce(&stanza, &error),
                    None => return,
                },
            }
        }
    }

    async fn use_stream(&mut self, established: Established, pair: &Pair, settings: &Settings) {
        let Established { channel, security, acknowledgement } = established;
        let count = self.core.status.stream(&self.remote, Direction::Outgoing, &security);
        let confirmation = if acknowledgement && !settings.without_acknowledgement {
            Confirmation::Acknowledged
        } else {
            Confirmation::Fenced { answers: false }
        };
        let fence = self.core.fences.open(&self.local, &self.remote);
        let mut stream = Stream { channel, ledger: Ledger::default(), confirmation, fence, stop_at: None };
        let left = match self.carry(&mut stream, pair, settings).await {
            Ok(left) => left,
            Err(failure) => Left::Failed(failure),
        };
        drop(count);
        self.leave(stream, left).await;
    }

    /// Writes what waits, and listens, until the stream is to be left.
    async fn carry(
        &mut self,
        stream: &mut Stream,
        pair: &Pair,
        settings: &Settings,
    ) -> Result<Left, StreamFailure> {
        if matches!(stream.confirmation, Confirmation::Acknowledged) {
            stream.channel.send(&Element::new("enable", namespace::STREAM_MANAGEMENT)).await?;
        }
        let mut used = Instant::now();
        loop {
            let room = settings.limits.queue.max(1).saturating_sub(stream.ledger.len());
            self.fill_backlog(room);
            if self.write(stream, room).await? {
                used = Instant::now();
                continue;
            }
            let drained = stream.stop_at.is_some_and(|at| stream.ledger.len() == 0 || at <= Instant::now());
            if drained {
                return Ok(Left::Done);
            }
            if let Some(left) = self.wait(stream, pair, settings, used + settings.limits.inactivity).await? {
                return Ok(left);
            }
        }
    }

    /// Takes from the queue what can be written at once.
    fn fill_backlog(&mut self, room: usize) {
        while self.backlog.len() < BATCH.min(room) {
            let Ok(stanza) = self.queue.try_recv() else { return };
            self.backlog.push_back(Entry::new(stanza));
        }
    }

    /// Writes a batch, with a request for confirmation where one is due. Whether there was anything.
    async fn write(&mut self, stream: &mut Stream, room: usize) -> Result<bool, StreamFailure> {
        let mut text = String::new();
        let batch = BATCH.min(room).min(self.backlog.len());
        for entry in self.backlog.drain(..batch) {
            entry.stanza.element().write(&mut text);
            stream.ledger.push(entry);
        }
        let idle = self.backlog.is_empty() && self.queue.is_empty();
        let due = stream.ledger.unasked() >= BATCH as u64 || idle && stream.ledger.waits_since().is_none();
        if stream.ledger.unasked() > 0 && due {
            match stream.confirmation {
                Confirmation::Acknowledged => {
                    Element::new("r", namespace::STREAM_MANAGEMENT).write(&mut text);
                }
                Confirmation::Fenced { .. } => stream.fence.ping(stream.ledger.mark()).write(&mut text),
            }
            stream.ledger.ask();
        }
        if text.is_empty() {
            return Ok(false);
        }
        if batch > 0 {
            self.core.status.change(&self.remote, |status| status.sent += batch as u64);
        }
        stream.channel.send_text(&text).await?;
        Ok(true)
    }

    /// Waits for something to happen; `None` when there may be something to write.
    async fn wait(
        &mut self,
        stream: &mut Stream,
        pair: &Pair,
        settings: &Settings,
        idle_until: Instant,
    ) -> Result<Option<Left>, StreamFailure> {
        let limits = &settings.limits;
        let stop = self.core.stop.clone();
        let stopping = stream.stop_at.is_some();
        let full = stream.ledger.len() >= limits.queue.max(1);
        let patience = match stream.confirmation {
            Confirmation::Fenced { answers: false } => limits.confirmation.min(SILENT),
            _ => limits.confirmation,
        };
        let confirm_by = stream.ledger.waits_since().map(|since| since + patience);
        let alive_at = Instant::now() + limits.keep_alive;
        tokio::select! {
            stanza = self.queue.recv(), if !full && !self.queue.is_closed() => {
                self.backlog.extend(stanza.map(Entry::new));
                Ok(None)
            }
            event = stream.channel.next() => self.event(stream, event?).await,
            mark = stream.fence.answered() => {
                if let (Some(mark), Confirmation::Fenced { answers }) = (mark, &mut stream.confirmation) {
                    *answers = true;
                    stream.ledger.confirm_until(mark);
                }
                Ok(None)
            }
            () = at(confirm_by) => {
                unconfirmed(stream, patience)?;
                Ok(None)
            }
            () = sleep_until(idle_until), if stream.ledger.len() == 0 => Ok(Some(Left::Done)),
            () = sleep_until(alive_at), if pair.rule.policy.keep_alive => {
                stream.channel.send_text(" ").await?;
                Ok(None)
            }
            () = stop.cancelled(), if !stopping => {
                stream.stop_at = Some(Instant::now() + LAST_WORDS.min(limits.drain));
                Ok(None)
            }
            () = at(stream.stop_at) => Ok(Some(Left::Done)),
        }
    }

    /// Takes what the partner says on our stream.
    async fn event(&self, stream: &mut Stream, event: StreamEvent) -> Result<Option<Left>, StreamFailure> {
        let element = match event {
            StreamEvent::Closed => return Ok(Some(Left::Closed)),
            StreamEvent::Header(_) => return Err(StreamFailure::Closed),
            StreamEvent::Element(element) => element,
        };
        match (element.namespace(), element.name()) {
            (namespace::STREAM, "error") => {
                let error = StreamError::from_element(&element);
                return Err(StreamFailure::Received { peer: self.remote.clone(), error });
            }
            (namespace::STREAM_MANAGEMENT, "a") => {
                let handled = element.attribute("h").and_then(|text| text.parse().ok());
                let handled = handled.ok_or_else(|| {
                    StreamError::new(StreamCondition::BadFormat, "an acknowledgement without a count")
                })?;
                stream.ledger.acknowledged(handled).map_err(|much| {
                    let text = format!("{} stanzas acknowledged of {} sent", much.handled, much.sent);
                    StreamError::new(StreamCondition::UndefinedCondition, text)
                })?;
            }
            (namespace::STREAM_MANAGEMENT, "r") => {
                // No stanzas come on the streams that we open.
                let answer = Element::new("a", namespace::STREAM_MANAGEMENT).with_attribute("h", "0");
                stream.channel.send(&answer).await?;
            }
            (namespace::STREAM_MANAGEMENT, "failed") => {
                stream.confirmation = Confirmation::Fenced { answers: false };
                let ping = stream.fence.ping(stream.ledger.mark());
                stream.ledger.ask();
                stream.channel.send(&ping).await?;
            }
            _ => {}
        }
        Ok(None)
    }

    /// Ends a stream: what was not confirmed is sent again or goes back to its sender.
    async fn leave(&mut self, stream: Stream, left: Left) {
        let Stream { channel, ledger, confirmation, .. } = stream;
        if let Left::Failed(failure) = &left {
            let quiet = matches!(failure, StreamFailure::Closed) && ledger.len() == 0;
            if !quiet {
                self.core.status.failed(&self.remote, Direction::Outgoing, failure);
            }
        }
        self.fruitless =
            if ledger.has_confirmed() || matches!(left, Left::Done) { 0 } else { self.fruitless + 1 };
        let acknowledged = matches!(confirmation, Confirmation::Acknowledged);
        let again = (acknowledged || matches!(left, Left::Closed)) && !self.core.stop.is_cancelled();
        let reason = match &left {
            Left::Failed(failure) => failure.to_string(),
            Left::Closed => "the partner closed it".to_owned(),
            Left::Done => "this computer stops".to_owned(),
        };
        let ours = match &left {
            Left::Failed(StreamFailure::Sent(error)) => Some(error),
            _ => None,
        };
        let waiting = ledger.into_unconfirmed();
        let closed = channel.close(ours).await;
        if !(closed && matches!(left, Left::Done)) {
            self.take_back(waiting, again, &reason);
        }
        match left {
            _ if self.core.stop.is_cancelled() => {
                self.bounce_backlog(&StreamFailure::Stopping.to_stanza_error())
            }
            Left::Failed(failure) if self.fruitless >= MOST_FRUITLESS => self.give_up(&failure).await,
            Left::Closed if self.fruitless >= MOST_FRUITLESS => self.give_up(&StreamFailure::Closed).await,
            _ if self.fruitless == 0 => self.pause = FIRST_PAUSE,
            _ => {}
        }
    }
}

impl Sender {
    /// Keeps what was not confirmed for a new stream, or tells its senders.
    fn take_back(&mut self, unconfirmed: VecDeque<Entry>, again: bool, reason: &str) {
        let text = format!("the stream with {} ended before delivery was confirmed: {reason}", self.remote);
        let error = StanzaError::new(Condition::RemoteServerTimeout, text);
        for entry in unconfirmed.into_iter().rev() {
            match if again { entry.again() } else { Err(Box::new(entry.stanza)) } {
                Ok(entry) => self.backlog.push_front(entry),
                Err(stanza) => self.core.bounce(&stanza, &error),
            }
        }
    }
}

/// Waits until a time, or for ever.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}

/// The partner did not confirm in time. Errors: it is one that does confirm, so it hangs.
fn unconfirmed(stream: &mut Stream, limit: Duration) -> Result<(), StreamFailure> {
    match stream.confirmation {
        Confirmation::Fenced { answers: false } => {
            // It answers no pings at all. TCP has had its time to notice that the peer is gone.
            stream.ledger.confirm_written_before(Instant::now() - limit);
            Ok(())
        }
        Confirmation::Fenced { answers: true } | Confirmation::Acknowledged => {
            Err(StreamFailure::TimedOut { what: "confirmation of what was sent", limit })
        }
    }
}
