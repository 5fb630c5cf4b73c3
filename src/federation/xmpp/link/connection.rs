//! One connection of a link: how it begins, and how stanzas cross until it ends.

use super::frame::{Frame, write_goodbye, write_ping, write_settled, write_stanza};
use super::lane::{Lane, Receipts};
use super::reader::{FrameReader, LinkReader};
use super::session::{SharedSession, WINDOW};
use super::wire::{FOOTER, FRAMES, Open, header};
use super::{DRAIN, LinkError, give};
use crate::federation::message_log;
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::parser::StreamEvent;
use crate::federation::xmpp::stanza::Stanza;
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use crate::federation::xmpp::stream_error::{StreamCondition, StreamError};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::sync::mpsc;
use tokio::task::yield_now;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

/// For each step of the beginning.
const STEP: Duration = Duration::from_secs(10);
/// A peer that takes nothing for so long is dead.
const WRITE: Duration = Duration::from_secs(30);
/// Between signs of life.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// Stanzas written together.
const BATCH: usize = 64;
/// Bytes of a buffer that is kept for the next batch.
const KEPT: usize = 256 * 1024;

/// A connection whose beginning is over.
pub struct Opened<S> {
    reader: LinkReader<ReadHalf<S>>,
    writer: WriteHalf<S>,
}

impl<S: AsyncRead + AsyncWrite + Send + Unpin + 'static> Opened<S> {
    /// A connection at its beginning.
    pub fn new(stream: S) -> Opened<S> {
        let (reader, writer) = tokio::io::split(stream);
        Opened { reader: LinkReader::new(reader), writer }
    }

    /// Writes bytes. Errors: `Broken`.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        write(&mut self.writer, bytes).await
    }

    /// Opens our side of the stream.
    pub async fn send_header(&mut self, from: &str, to: &str) -> Result<(), LinkError> {
        self.write(header(from, to).as_bytes()).await
    }

    /// The other side's header: from whom and for whom.
    pub async fn header(&mut self) -> Result<(String, String), LinkError> {
        match self.step().await? {
            StreamEvent::Header(header) => {
                Ok((header.from.unwrap_or_default(), header.to.unwrap_or_default()))
            }
            _ => Err(LinkError::Protocol("no stream header came first".to_owned())),
        }
    }

    /// The `<open/>` of `peer`; `own` is our name. Behind it come frames, if we go on.
    ///
    /// Errors: `Outdated`, when one of us has to be updated before; `Refused`, when we were; `Protocol` and `Broken`.
    pub async fn open(&mut self, own: &str, peer: &str) -> Result<Open, LinkError> {
        let StreamEvent::Element(element) = self.step().await? else { return Err(LinkError::Closed) };
        if element.is("error", namespace::STREAM) {
            return Err(LinkError::Refused(StreamError::from_element(&element).to_string()));
        }
        let open = Open::from_element(&element)?;
        let (older, newer) = if open.frames < FRAMES { (peer, own) } else { (own, peer) };
        if open.frames != FRAMES {
            return Err(LinkError::Outdated { computer: older.to_owned(), other: newer.to_owned() });
        }
        Ok(open)
    }

    async fn step(&mut self) -> Result<StreamEvent, LinkError> {
        let late = |_| LinkError::Broken(format!("no answer within {} s", STEP.as_secs()));
        timeout(STEP, self.reader.next()).await.map_err(late)?
    }

    /// Ends it with a stream error. The other side may be gone.
    pub async fn refuse(mut self, reason: &str) {
        let error = StreamError::new(StreamCondition::NotAuthorized, reason).to_element().to_xml();
        if self.write(format!("{error}{FOOTER}").as_bytes()).await.is_ok() {
            let _ = timeout(WRITE, self.writer.shutdown()).await;
        }
    }

    /// Carries stanzas both ways until the connection ends. `deliver` takes those that come in; `replaced`
    /// ends it at once, `stop` when everything is sent and settled, or [`DRAIN`] has passed.
    pub async fn carry(
        self,
        lane: &mut Lane,
        deliver: mpsc::Sender<Stanza>,
        stop: &CancellationToken,
        replaced: &CancellationToken,
    ) -> LinkError {
        let Opened { reader, mut writer } = self;
        let inward = Inward {
            reader: reader.into_frames(),
            session: lane.session.clone(),
            deliver: deliver.clone(),
            receipts: lane.receipts.clone(),
        };
        let mut reading = Reading { task: tokio::spawn(inward.run()), over: false };
        let mut batch = Batch::new(deliver);
        let ended = outward(&mut writer, lane, &mut batch, &mut reading, stop, replaced).await;
        // Only when reading is really over may the session say what it has received.
        reading.task.abort();
        if !reading.over {
            reading.ended().await;
        }
        let _ = timeout(Duration::from_secs(1), writer.shutdown()).await;
        ended
    }
}

async fn write<W: AsyncWrite + Unpin>(writer: &mut W, bytes: &[u8]) -> Result<(), LinkError> {
    let work = async {
        writer.write_all(bytes).await?;
        writer.flush().await
    };
    let late = |_| LinkError::Broken(format!("nothing was taken for {} s", WRITE.as_secs()));
    timeout(WRITE, work).await.map_err(late)?.map_err(|error| LinkError::Broken(error.to_string()))
}

/// The task that reads.
struct Reading {
    task: tokio::task::JoinHandle<LinkError>,
    over: bool,
}

impl Reading {
    /// Waits for its end, once; may be cancelled.
    async fn ended(&mut self) -> LinkError {
        let ended = (&mut self.task).await;
        self.over = true;
        ended.unwrap_or(LinkError::Stopped)
    }
}

/// Sends stanzas, reports and signs of life.
async fn outward<W: AsyncWrite + Unpin>(
    writer: &mut W,
    lane: &mut Lane,
    batch: &mut Batch,
    reading: &mut Reading,
    stop: &CancellationToken,
    replaced: &CancellationToken,
) -> LinkError {
    let session = lane.session.clone();
    let mut draining: Option<Instant> = None;
    // Counted from what we wrote last: what comes from the other side shows it no sign of ours.
    let mut spoken = Instant::now();
    // What waits long is made once, not for each batch.
    let mut alive = pin!(sleep(HEARTBEAT));
    let (mut stopped, mut is_replaced) = (pin!(stop.cancelled()), pin!(replaced.cancelled()));
    loop {
        let room = session.lock().room().min(BATCH);
        let takes = room > 0 && (draining.is_none() || !lane.outgoing.is_empty());
        tokio::select! {
            taken = lane.outgoing.recv_many(&mut batch.stanzas, room), if takes => if taken == 0 {
                draining.get_or_insert(Instant::now() + DRAIN);
            },
            _ = lane.settled.recv_many(&mut batch.numbers, WINDOW) => {}
            () = session.eased(), if room == 0 || draining.is_some() => {}
            ended = reading.ended() => return ended,
            () = &mut alive => {
                let now = Instant::now();
                batch.is_silent = spoken + HEARTBEAT <= now;
                alive.as_mut().reset(if batch.is_silent { now } else { spoken } + HEARTBEAT);
            }
            () = &mut stopped, if draining.is_none() => draining = Some(Instant::now() + DRAIN),
            () = reached(draining) => return goodbye(writer).await,
            () = &mut is_replaced => return LinkError::Closed,
        }
        // Whoever else has something for the other side goes first, so that all of it is written at once.
        yield_now().await;
        if batch.fill(lane, room) {
            if let Err(error) = write(writer, &batch.bytes).await {
                return error;
            }
            spoken = Instant::now();
        }
        if draining.is_some() && lane.outgoing.is_empty() && session.lock().is_settled() {
            return goodbye(writer).await;
        }
    }
}

/// Waits for a moment, or for ever.
async fn reached(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

async fn goodbye<W: AsyncWrite + Unpin>(writer: &mut W) -> LinkError {
    let mut bytes = Vec::new();
    write_goodbye(&mut bytes);
    match write(writer, &bytes).await {
        Ok(()) => LinkError::Stopped,
        Err(error) => error,
    }
}

/// What goes out in one write. It is used again and again, for its memory.
struct Batch {
    /// Stanzas that were taken and are not counted yet.
    stanzas: Vec<Stanza>,
    /// Fates that became known.
    numbers: Vec<u64>,
    /// Whether a sign of life is due.
    is_silent: bool,
    bytes: Vec<u8>,
    /// Where the errors of stanzas go that cannot cross.
    back: mpsc::Sender<Stanza>,
}

impl Batch {
    fn new(back: mpsc::Sender<Stanza>) -> Batch {
        Batch { stanzas: Vec::new(), numbers: Vec::new(), is_silent: false, bytes: Vec::new(), back }
    }

    /// Adds what is ready by now, up to so many stanzas, and makes frames of it all, counted; gives whether there is
    /// anything to write.
    fn fill(&mut self, lane: &mut Lane, room: usize) -> bool {
        if self.bytes.capacity() > KEPT {
            self.bytes = Vec::new();
        }
        self.bytes.clear();
        lane.settle(&mut self.numbers);
        if !self.numbers.is_empty() {
            write_settled(&mut self.bytes, &self.numbers);
            self.numbers.clear();
        }
        while self.stanzas.len() < room
            && let Ok(stanza) = lane.outgoing.try_recv()
        {
            self.stanzas.push(stanza);
        }
        self.stanzas.retain(|stanza| write_or_bounce(&mut self.bytes, stanza, &self.back));
        if !self.stanzas.is_empty() {
            let mut session = lane.session.lock();
            self.stanzas.drain(..).for_each(|stanza| session.send(stanza));
        }
        if std::mem::take(&mut self.is_silent) && self.bytes.is_empty() {
            write_ping(&mut self.bytes);
        }
        !self.bytes.is_empty()
    }
}

/// Appends a stanza's frame; when it can have none its sender is told, and the link goes on without it.
fn write_or_bounce(bytes: &mut Vec<u8>, stanza: &Stanza, back: &mpsc::Sender<Stanza>) -> bool {
    message_log::crossing("out", stanza);
    let Err(error) = write_stanza(bytes, stanza.element()) else { return true };
    tracing::info!(from = %stanza.from(), to = %stanza.to(), %error, "a stanza cannot cross the link");
    let reason = format!("the stanza cannot pass between proxy and gateway: {error}");
    if let Some(bounce) = stanza.bounce(&StanzaError::new(Condition::PolicyViolation, reason)) {
        give(back, bounce);
    }
    false
}

/// Takes in what the other side sends.
struct Inward<R> {
    reader: FrameReader<R>,
    session: Arc<SharedSession>,
    deliver: mpsc::Sender<Stanza>,
    receipts: Receipts,
}

impl<R: AsyncRead + Unpin> Inward<R> {
    async fn run(mut self) -> LinkError {
        loop {
            if let Err(error) = self.one().await {
                return error;
            }
        }
    }

    /// Takes in everything up to the next stanza. Room is made sure of first: between the moment a stanza is
    /// counted and the moment it is handed over nothing can interrupt.
    async fn one(&mut self) -> Result<(), LinkError> {
        let permit = self.deliver.reserve().await.map_err(|_| LinkError::Stopped)?;
        loop {
            let element = match self.reader.next().await? {
                Frame::Stanza(element) => element,
                Frame::Settled(numbers) => {
                    self.session.settled_there(&numbers);
                    continue;
                }
                Frame::Ping => continue,
                Frame::Goodbye => return Err(LinkError::Closed),
            };
            let stanza =
                Stanza::from_element(element).map_err(|error| LinkError::Protocol(error.to_string()))?;
            message_log::crossing("in", &stanza);
            let number = self.session.lock().receive();
            permit.send(stanza.with_receipt(self.receipts.of(number)));
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::xmpp::{Element, address};
    use tokio::io::DuplexStream;

    /// Both ends of a connection whose beginning is over.
    async fn opened() -> (Opened<DuplexStream>, Opened<DuplexStream>) {
        let (near, far) = tokio::io::duplex(4096);
        let side = async |stream| {
            let mut opened = Opened::new(stream);
            opened.send_header("one.example", "other.example").await.unwrap();
            opened.header().await.unwrap();
            opened
        };
        tokio::join!(side(near), side(far))
    }

    fn message(id: &str) -> Stanza {
        let jid = |text| address::parse(text).unwrap();
        Stanza::chat(jid("a@one.example"), jid("b@two.example"), "x").with_id(id)
    }

    #[tokio::test(start_paused = true)]
    async fn a_quiet_link_stays() {
        let (near, far) = opened().await;
        let (stop, never) = (CancellationToken::new(), CancellationToken::new());
        let side = async |opened: Opened<DuplexStream>, pause: u64| {
            // One begins earlier, so that its signs always come just before those of the other are due.
            tokio::time::sleep(Duration::from_millis(pause)).await;
            let (_waiting, outgoing) = mpsc::channel(1);
            let (deliver, _delivered) = mpsc::channel(1);
            opened.carry(&mut Lane::new(outgoing, "test".into()), deliver, &stop, &never).await
        };
        tokio::select! {
            ended = side(near, 0) => panic!("the first ended: {ended}"),
            ended = side(far, 500) => panic!("the second ended: {ended}"),
            () = tokio::time::sleep(Duration::from_secs(600)) => {}
        }
    }

    /// A link that is busy one way only is alive to the side that only takes.
    #[tokio::test(start_paused = true)]
    async fn a_link_that_is_busy_one_way_stays() {
        let (near, far) = opened().await;
        let (stop, never) = (CancellationToken::new(), CancellationToken::new());
        let (queue, outgoing) = mpsc::channel(1);
        let (_idle, nothing) = mpsc::channel(1);
        let (deliver, mut delivered) = mpsc::channel::<Stanza>(1);
        let (unused, _unused) = mpsc::channel(1);
        let (mut lane, mut quiet) = (Lane::new(outgoing, "near".into()), Lane::new(nothing, "far".into()));
        let sending = async {
            // What came in is kept: no reports go back.
            let mut kept = Vec::new();
            for number in 0..200 {
                queue.send(message(&number.to_string())).await.unwrap();
                kept.push(delivered.recv().await.unwrap());
                tokio::time::sleep(Duration::from_millis(2900)).await;
            }
        };
        tokio::select! {
            ended = near.carry(&mut lane, unused, &stop, &never) => panic!("the sender's end: {ended}"),
            ended = far.carry(&mut quiet, deliver, &stop, &never) => panic!("the other end: {ended}"),
            () = sending => {}
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_cannot_cross_goes_back_and_the_rest_crosses() {
        let (near, far) = opened().await;
        let (stop, never) = (CancellationToken::new(), CancellationToken::new());
        let (queue, outgoing) = mpsc::channel(8);
        let (_idle, nothing) = mpsc::channel(1);
        let (deliver, mut delivered) = mpsc::channel::<Stanza>(8);
        let (back, mut returned) = mpsc::channel::<Stanza>(8);
        let (mut lane, mut other) = (Lane::new(outgoing, "near".into()), Lane::new(nothing, "far".into()));
        let wrong = message("wrong").with_child(Element::new("no name", "urn:x"));
        let huge = message("huge").with_body("x".repeat(super::super::codec::BYTES));
        for stanza in [message("1"), wrong, huge, message("2")] {
            queue.send(stanza).await.unwrap();
        }
        let work = async {
            for id in ["1", "2"] {
                assert_eq!(delivered.recv().await.unwrap().id(), Some(id));
            }
            for id in ["wrong", "huge"] {
                let error = returned.recv().await.unwrap();
                assert_eq!((error.id(), error.is_error()), (Some(id), true));
            }
            // All that crossed is settled, and so the link stops at once.
            stop.cancel();
            std::future::pending::<()>().await;
        };
        let begun = Instant::now();
        let ends = async {
            tokio::join!(
                near.carry(&mut lane, back, &stop, &never),
                far.carry(&mut other, deliver, &never, &never)
            )
        };
        tokio::select! {
            ended = ends => assert_eq!(ended, (LinkError::Stopped, LinkError::Closed)),
            () = work => unreachable!(),
        }
        assert!(begun.elapsed() < DRAIN);
    }
}
