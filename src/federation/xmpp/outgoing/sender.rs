//! Sends the stanzas of one pair of domains, one stream after the other: a stream that is there already, else one
//! of its own.

use super::carriage::{Carriage, Confirmation, Left, at};
use super::hosts::{Inbox, Server};
use super::lane::{End, Guest, Lane, Returned};
use super::ledger::Entry;
use crate::federation::xmpp::core::{Core, Place};
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::parser::StreamEvent;
use crate::federation::xmpp::settings::Settings;
use crate::federation::xmpp::stanza::Stanza;
use crate::federation::xmpp::status::Direction;
use crate::federation::xmpp::stream::StreamFailure;
use crate::federation::xmpp::stream::channel::XmlChannel;
use crate::federation::xmpp::stream::outbound::{self, Established, Pair};
use crate::federation::xmpp::stream::receiving::Receiving;
use crate::federation::xmpp::stream_error::StreamError;
use rand::Rng;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

/// How long a failed partner is left alone, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long the last confirmations are waited for when a stream is closed.
pub(in crate::federation::xmpp) const LAST_WORDS: Duration = Duration::from_secs(2);
/// After so many streams that led to nothing the partner counts as unreachable.
const MOST_FRUITLESS: u32 = 3;

/// Sends the stanzas of one pair of domains.
pub(super) struct Sender {
    core: Arc<Core>,
    /// Absent only while it is a guest on a stream.
    lane: Option<Lane>,
    pause: Duration,
    /// Streams in a row that ended before the partner confirmed anything.
    fruitless: u32,
    /// Times in a row that there was no place for a stream while others were being opened.
    crowded: u32,
}

impl Sender {
    /// For a pair of domains, with its queue.
    pub fn new(core: Arc<Core>, local: String, remote: String, queue: mpsc::Receiver<Stanza>) -> Sender {
        Sender {
            core,
            lane: Some(Lane::new(local, remote, queue)),
            pause: FIRST_PAUSE,
            fruitless: 0,
            crowded: 0,
        }
    }

    /// Works until the edge stops and the queue is empty.
    pub async fn run(mut self) {
        while let Some(mut lane) = self.lane.take() {
            if lane.backlog.is_empty() {
                let Some(stanza) = receive(&self.core, &mut lane).await else { return };
                lane.backlog.push_back(Entry::new(stanza));
            }
            self.lane = self.deliver(lane).await;
        }
    }

    /// Puts the lane on a stream and gives it back after the stream has ended.
    async fn deliver(&mut self, mut lane: Lane) -> Option<Lane> {
        let settings = self.core.current();
        let Some(rule) = settings.partner(&lane.remote) else {
            let failure = StreamFailure::NotAllowed { domain: lane.remote.clone() };
            lane.bounce(&self.core, &failure.to_stanza_error());
            return Some(lane);
        };
        let pair = Pair { local: lane.local.clone(), remote: lane.remote.clone(), rule };
        if let Some(host) = self.host(&pair).await {
            let (guest, back) = Guest::new(lane);
            if let Err(closed) = host.send(guest) {
                closed.0.refuse();
            }
            match back.await.ok()? {
                Returned::Ended(lane, end) => return Some(self.after(lane, end).await),
                Returned::Refused(refused) => lane = refused,
            }
        }
        let limit = settings.limits.establishment;
        let what = "opening a stream";
        let core = self.core.clone();
        let opening = core.openings.begin(&pair.rule.name);
        let opened = timeout(limit, outbound::establish(&core, &settings, &pair)).await;
        match opened.unwrap_or(Err(StreamFailure::TimedOut { what, limit })) {
            Err(failure) => {
                drop(opening);
                if self.waits_for_others(&pair, &failure).await {
                    return Some(lane);
                }
                self.core.status.failed(&lane.remote, Direction::Outgoing, &failure);
                Some(self.give_up(lane, &failure).await)
            }
            Ok(established) => {
                let (guest, back) = Guest::new(lane);
                self.crowded = 0;
                let stream = Stream::new(&core, &settings, pair, established, guest);
                // Others see the stream now.
                drop(opening);
                stream.run().await;
                match back.await.ok()? {
                    Returned::Ended(lane, end) => Some(self.after(lane, end).await),
                    Returned::Refused(lane) => Some(lane),
                }
            }
        }
    }

    /// Where there is no place for a stream of our own, those of others that are being opened are waited for: they may
    /// take this pair. Whether it is worth another try.
    async fn waits_for_others(&mut self, pair: &Pair, failure: &StreamFailure) -> bool {
        self.crowded += 1;
        let again = matches!(failure, StreamFailure::TooMany { .. })
            && self.crowded <= MOST_FRUITLESS
            && self.core.openings.over(&pair.rule.name).await;
        if !again {
            self.crowded = 0;
        }
        again
    }

    /// A stream that takes this pair: one that may be used both ways, or one on which the pair can be proved, for
    /// it leads to the same server.
    async fn host(&self, pair: &Pair) -> Option<Inbox> {
        let hosts = &self.core.hosts;
        if let Some(ready) = hosts.ready(&pair.rule.name, &pair.local, &pair.remote) {
            return Some(ready);
        }
        let candidates: Vec<(Server, Inbox)> = hosts.multiplexers(&pair.rule.name);
        if candidates.is_empty() {
            return None;
        }
        if let Some((_, inbox)) = candidates.iter().find(|(server, _)| server.remote == pair.remote) {
            return Some(inbox.clone());
        }
        let addresses = outbound::addresses_of(&self.core, pair).await.ok()?;
        let same = |(server, _): &&(Server, Inbox)| addresses.contains(&server.address);
        candidates.iter().find(same).map(|(_, inbox)| inbox.clone())
    }

    /// What a stream that has ended means for the next one.
    async fn after(&mut self, mut lane: Lane, end: End) -> Lane {
        self.fruitless = if end.fruitful { 0 } else { self.fruitless + 1 };
        if self.core.stop.is_cancelled() {
            lane.bounce(&self.core, &StreamFailure::Stopping.to_stanza_error());
            return lane;
        }
        match end.failure {
            Some(failure) if self.fruitless >= MOST_FRUITLESS => return self.give_up(lane, &failure).await,
            _ if self.fruitless == 0 => self.pause = FIRST_PAUSE,
            _ => {}
        }
        lane
    }

    /// Bounces what waits, and leaves the partner alone for a while.
    async fn give_up(&mut self, mut lane: Lane, failure: &StreamFailure) -> Lane {
        let error = failure.to_stanza_error();
        lane.bounce(&self.core, &error);
        while let Ok(stanza) = lane.queue.try_recv() {
            self.core.bounce(&stanza, &error);
        }
        let until = Instant::now() + jittered(self.pause, &mut rand::rng());
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        let stop = self.core.stop.clone();
        loop {
            tokio::select! {
                () = sleep_until(until) => return lane,
                () = stop.cancelled() => return lane,
                next = lane.queue.recv() => match next {
                    // Told at once: to wait would not help, and the reason is known.
                    Some(stanza) => self.core.bounce(&stanza, &error),
                    None => return lane,
                },
            }
        }
    }
}

/// The next stanza; none when the edge stops and the queue is empty.
async fn receive(core: &Core, lane: &mut Lane) -> Option<Stanza> {
    let stop = core.stop.clone();
    tokio::select! {
        biased;
        stanza = lane.queue.recv() => stanza,
        () = stop.cancelled() => lane.queue.try_recv().ok(),
    }
}

/// A pause that is up to a quarter longer or shorter, so that many who wait for one partner do not come at once.
fn jittered(pause: Duration, random: &mut impl Rng) -> Duration {
    pause.mul_f64(random.random_range(0.75..1.25))
}

/// A stream that we opened.
struct Stream {
    core: Arc<Core>,
    settings: Arc<Settings>,
    pair: Pair,
    channel: XmlChannel,
    security: String,
    carriage: Carriage,
    /// What the partner sends on it, where it is used both ways.
    receiving: Option<Receiving>,
    /// Held while it lives.
    _place: Place,
    used: Instant,
    /// When anything was last written.
    written: Instant,
    /// Drained until then, once the edge stops.
    stop_at: Option<Instant>,
}

impl Stream {
    fn new(
        core: &Arc<Core>,
        settings: &Arc<Settings>,
        pair: Pair,
        established: Established,
        first: Guest,
    ) -> Stream {
        let Established { channel, security, acknowledgement, verifies, both_ways, prove, place } =
            established;
        let acknowledged = acknowledgement && !settings.without_acknowledgement;
        let confirmation = match acknowledged {
            true => Confirmation::Acknowledged,
            false => Confirmation::Fenced { answers: false },
        };
        let mut carriage = Carriage::new(core, settings, &pair.local, &pair.remote, confirmation);
        if verifies {
            carriage.may_ask_to_verify();
        }
        carriage.admit(first);
        if let Some(prove) = prove {
            carriage.offer(&pair.rule.name, Some(prove));
        }
        let receiving = both_ways.then(|| Receiving::new(core, (pair.remote.clone(), pair.local.clone())));
        Stream {
            core: core.clone(),
            settings: settings.clone(),
            pair,
            channel,
            security,
            carriage,
            receiving,
            _place: place,
            used: Instant::now(),
            written: Instant::now(),
            stop_at: None,
        }
    }

    /// Carries until the stream is to be left, and gives the lanes back.
    async fn run(mut self) {
        let count = self.core.status.stream(&self.pair.remote, Direction::Outgoing, &self.security);
        let left = match self.carry().await {
            Ok(left) => left,
            Err(failure) => Left::Failed(failure),
        };
        drop(count);
        if let (Some(receiving), Left::Done | Left::Closed) = (&mut self.receiving, &left) {
            receiving.last_acknowledgement(&mut self.channel).await;
        }
        if let Left::Failed(failure) = &left {
            let quiet = matches!(failure, StreamFailure::Closed) && self.carriage.unconfirmed_count() == 0;
            if !quiet {
                self.core.status.failed(&self.pair.remote, Direction::Outgoing, failure);
            }
        }
        let ours = match &left {
            Left::Failed(StreamFailure::Sent(error)) => Some(error),
            _ => None,
        };
        let (closed, late) = self.channel.close_and_collect(ours).await;
        if let Some(receiving) = &mut self.receiving {
            receiving.late(late).await;
        }
        self.carriage.leave(&left, closed);
    }

    /// Writes what waits, and listens, until the stream is to be left.
    async fn carry(&mut self) -> Result<Left, StreamFailure> {
        if self.carriage.is_acknowledged() {
            self.channel.send(&Element::new("enable", namespace::STREAM_MANAGEMENT)).await?;
        }
        loop {
            let text = self.carriage.batch();
            if !text.is_empty() {
                (self.used, self.written) = (Instant::now(), Instant::now());
                self.channel.send_text(&text).await?;
                continue;
            }
            let settled = self.carriage.unconfirmed_count() == 0;
            if self.stop_at.is_some_and(|at| settled || at <= Instant::now()) {
                return Ok(Left::Done);
            }
            if let Some(left) = self.wait(settled).await? {
                return Ok(left);
            }
        }
    }

    /// Waits for something to happen; `None` when there may be something to write.
    async fn wait(&mut self, settled: bool) -> Result<Option<Left>, StreamFailure> {
        let limits = &self.settings.limits;
        let idle_until = self.used + limits.inactivity;
        let alive_at = self.written + limits.keep_alive;
        let stopping = self.stop_at.is_some();
        tokio::select! {
            happened = self.carriage.next() => happened.map(|()| None),
            event = self.channel.next() => self.event(event?).await,
            count = more(&mut self.receiving) => {
                self.channel.send(&Receiving::acknowledgement(count)).await?;
                Ok(None)
            }
            () = sleep_until(idle_until), if settled => Ok(Some(Left::Done)),
            () = sleep_until(alive_at), if self.pair.rule.policy.keep_alive => {
                self.written = Instant::now();
                self.channel.send_text(" ").await?;
                Ok(None)
            }
            () = self.core.stop.cancelled(), if !stopping => {
                self.stop_at = Some(Instant::now() + LAST_WORDS.min(limits.drain));
                Ok(None)
            }
            () = at(self.stop_at) => Ok(Some(Left::Done)),
        }
    }

    /// Takes what the partner says on our stream.
    async fn event(&mut self, event: StreamEvent) -> Result<Option<Left>, StreamFailure> {
        let element = match event {
            StreamEvent::Closed => return Ok(Some(Left::Closed)),
            StreamEvent::Header(_) => return Err(StreamFailure::Closed),
            StreamEvent::Element(element) => element,
        };
        if self.carriage.event(&element)? {
            return Ok(None);
        }
        match (element.namespace(), element.name(), &mut self.receiving) {
            (namespace::STREAM, "error", _) => {
                let error = StreamError::from_element(&element);
                return Err(StreamFailure::Received { peer: self.pair.remote.clone(), error });
            }
            (namespace::STREAM_MANAGEMENT, "r", None) => {
                // No stanzas come on this stream.
                self.channel.send(&Receiving::acknowledgement(0)).await?;
            }
            (namespace::STREAM_MANAGEMENT, "r", Some(receiving)) => {
                let count = receiving.asked();
                self.channel.send(&Receiving::acknowledgement(count)).await?;
            }
            (namespace::STREAM_MANAGEMENT, "enabled", Some(receiving)) => receiving.count_from_now(),
            (namespace::SERVER, _, Some(receiving)) => {
                self.used = Instant::now();
                receiving.stanza(element).await?;
            }
            _ => {}
        }
        Ok(None)
    }
}

/// Waits until the partner should be told that more is handled; gives the count.
async fn more(receiving: &mut Option<Receiving>) -> u32 {
    match receiving {
        Some(receiving) => receiving.more().await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn pauses_differ_and_stay_near() {
        let mut random = rand::rngs::StdRng::seed_from_u64(3);
        let pauses: Vec<Duration> = (0..100).map(|_| jittered(FIRST_PAUSE, &mut random)).collect();
        assert!(pauses.iter().all(|pause| (375..626).contains(&pause.as_millis())));
        assert!(pauses.iter().max().unwrap() > &(*pauses.iter().min().unwrap() + Duration::from_millis(100)));
    }
}
