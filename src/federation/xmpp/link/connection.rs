//! One connection of a link: how it begins, and how stanzas cross until it ends.

use super::session::Session;
use super::wire::{Control, FOOTER, HEARTBEAT, LinkReader, header};
use super::{DRAIN, LinkError};
use crate::federation::message_log;
use crate::federation::xmpp::parser::StreamEvent;
use crate::federation::xmpp::receipt::Receipt;
use crate::federation::xmpp::stanza::Stanza;
use crate::federation::xmpp::stream_error::{StreamCondition, StreamError};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

/// For each step of the beginning.
const STEP: Duration = Duration::from_secs(10);
/// A peer that takes nothing for so long is dead.
const WRITE: Duration = Duration::from_secs(30);
/// Stanzas written together.
const BATCH: usize = 64;

/// What outlives connections: the session, what waits to be sent, and reports of fates.
pub struct Lane {
    session: Arc<Mutex<Session>>,
    outgoing: mpsc::Receiver<Stanza>,
    settled: mpsc::UnboundedReceiver<u64>,
    report: mpsc::UnboundedSender<u64>,
    /// Named in receipts.
    origin: Arc<str>,
}

impl Lane {
    /// A lane that sends what arrives at `outgoing`.
    pub fn new(outgoing: mpsc::Receiver<Stanza>, origin: Arc<str>) -> Lane {
        let (report, settled) = mpsc::unbounded_channel();
        Lane { session: Arc::default(), outgoing, settled, report, origin }
    }

    pub fn session(&self) -> MutexGuard<'_, Session> {
        lock(&self.session)
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
        let in_doubt = self.session().give_up();
        (self.report, self.settled) = mpsc::unbounded_channel();
        in_doubt
    }

    /// Fates that became known are taken into the session; gives their numbers.
    fn settle(&mut self, first: Option<u64>) -> BTreeSet<u64> {
        let mut numbers: BTreeSet<u64> = first.into_iter().collect();
        while let Ok(number) = self.settled.try_recv() {
            numbers.insert(number);
        }
        let mut session = lock(&self.session);
        numbers.iter().for_each(|number| session.settled_here(*number));
        numbers
    }

    /// What to say when the session is opened or goes on.
    pub fn open(&mut self, session: &str, resume: bool) -> Control {
        self.settle(None);
        let (received, pending) = self.session().state();
        Control::Open { session: session.to_owned(), resume, received, pending }
    }

    /// What the other side never got, as XML.
    pub fn resume(&mut self, received: u64, pending: &BTreeSet<u64>) -> String {
        let mut text = String::new();
        for stanza in self.session().resume(received, pending) {
            stanza.element().write(&mut text);
        }
        text
    }
}

fn lock(session: &Mutex<Session>) -> MutexGuard<'_, Session> {
    session.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection whose beginning is over.
pub struct Opened<S> {
    reader: LinkReader<ReadHalf<S>>,
    writer: WriteHalf<S>,
}

/// A session, and how far the other side says it is.
pub struct OpenRequest {
    pub session: String,
    pub resume: bool,
    pub received: u64,
    pub pending: BTreeSet<u64>,
}

impl<S: AsyncRead + AsyncWrite + Send + Unpin + 'static> Opened<S> {
    /// A connection at its beginning.
    pub fn new(stream: S) -> Opened<S> {
        let (reader, writer) = tokio::io::split(stream);
        Opened { reader: LinkReader::new(reader), writer }
    }

    /// Writes a text. Errors: `Broken`.
    pub async fn write(&mut self, text: &str) -> Result<(), LinkError> {
        write(&mut self.writer, text).await
    }

    /// Opens our side of the stream.
    pub async fn send_header(&mut self, from: &str, to: &str) -> Result<(), LinkError> {
        self.write(&header(from, to)).await
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

    /// The other side's `<open/>`.
    pub async fn open(&mut self) -> Result<OpenRequest, LinkError> {
        let StreamEvent::Element(element) = self.step().await? else { return Err(LinkError::Closed) };
        if element.is("error", crate::federation::xmpp::namespace::STREAM) {
            return Err(LinkError::Refused(StreamError::from_element(&element).to_string()));
        }
        match Control::from_element(&element)? {
            Some(Control::Open { session, resume, received, pending }) => {
                Ok(OpenRequest { session, resume, received, pending })
            }
            _ => Err(LinkError::Protocol(format!("<{}/> came instead of <open/>", element.name()))),
        }
    }

    async fn step(&mut self) -> Result<StreamEvent, LinkError> {
        let late = |_| LinkError::Broken(format!("no answer within {} s", STEP.as_secs()));
        timeout(STEP, self.reader.next()).await.map_err(late)?
    }

    /// Ends it with a stream error. The other side may be gone.
    pub async fn refuse(mut self, reason: &str) {
        let error = StreamError::new(StreamCondition::NotAuthorized, reason).to_element().to_xml();
        if self.write(&format!("{error}{FOOTER}")).await.is_ok() {
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
        let (control, mut controls) = mpsc::channel(BATCH);
        let inward = Inward {
            reader,
            session: lane.session.clone(),
            deliver,
            report: lane.report.clone(),
            origin: lane.origin.clone(),
            control,
        };
        let mut reading = Reading { task: tokio::spawn(inward.run()), over: false };
        let ended = outward(&mut writer, lane, &mut controls, &mut reading, stop, replaced).await;
        // Only when reading is really over may the session say what it has received.
        reading.task.abort();
        if !reading.over {
            reading.ended().await;
        }
        let _ = timeout(Duration::from_secs(1), writer.shutdown()).await;
        ended
    }
}

async fn write<W: AsyncWrite + Unpin>(writer: &mut W, text: &str) -> Result<(), LinkError> {
    let work = async {
        writer.write_all(text.as_bytes()).await?;
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
    controls: &mut mpsc::Receiver<Control>,
    reading: &mut Reading,
    stop: &CancellationToken,
    replaced: &CancellationToken,
) -> LinkError {
    let mut draining: Option<Instant> = None;
    let mut text = String::new();
    // Counted from what we wrote last: what comes from the other side shows it no sign of ours.
    let mut spoken = Instant::now();
    loop {
        text.clear();
        let has_room = lane.session().has_room();
        let alive_at = spoken + HEARTBEAT;
        tokio::select! {
            stanza = lane.outgoing.recv(), if has_room && (draining.is_none() || !lane.outgoing.is_empty()) => match stanza {
                Some(stanza) => take_batch(lane, stanza, &mut text),
                None => { draining.get_or_insert(Instant::now() + DRAIN); }
            },
            Some(number) = lane.settled.recv() => {
                let numbers = lane.settle(Some(number));
                text = Control::Settled(numbers).to_xml();
            },
            Some(control) = controls.recv() => if let Control::Settled(numbers) = control {
                lane.session().settled_there(&numbers);
            },
            ended = reading.ended() => return ended,
            () = sleep_until(alive_at) => text = Control::Ping.to_xml(),
            () = stop.cancelled(), if draining.is_none() => draining = Some(Instant::now() + DRAIN),
            () = sleep_until(draining.unwrap_or(alive_at)), if draining.is_some() => return goodbye(writer).await,
            () = replaced.cancelled() => return LinkError::Closed,
        }
        if !text.is_empty() {
            if let Err(error) = write(writer, &text).await {
                return error;
            }
            spoken = Instant::now();
        }
        if draining.is_some() && lane.outgoing.is_empty() && lane.session().is_settled() {
            return goodbye(writer).await;
        }
    }
}

/// This stanza and those that wait behind it, counted and as XML.
fn take_batch(lane: &mut Lane, first: Stanza, text: &mut String) {
    let mut next = Some(first);
    let mut taken = 0;
    while let Some(stanza) = next.take() {
        message_log::crossing("out", &stanza);
        stanza.element().write(text);
        let mut session = lock(&lane.session);
        session.send(stanza);
        taken += 1;
        if taken < BATCH && session.has_room() {
            next = lane.outgoing.try_recv().ok();
        }
    }
}

async fn goodbye<W: AsyncWrite + Unpin>(writer: &mut W) -> LinkError {
    match write(writer, FOOTER).await {
        Ok(()) => LinkError::Stopped,
        Err(error) => error,
    }
}

/// Takes in what the other side sends.
struct Inward<R> {
    reader: LinkReader<R>,
    session: Arc<Mutex<Session>>,
    deliver: mpsc::Sender<Stanza>,
    report: mpsc::UnboundedSender<u64>,
    origin: Arc<str>,
    control: mpsc::Sender<Control>,
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
                StreamEvent::Element(element) => element,
                StreamEvent::Closed => return Err(LinkError::Closed),
                StreamEvent::Header(_) => return Err(LinkError::Protocol("a second header".to_owned())),
            };
            if let Some(control) = Control::from_element(&element)? {
                self.control.send(control).await.map_err(|_| LinkError::Stopped)?;
                continue;
            }
            let stanza =
                Stanza::from_element(element).map_err(|error| LinkError::Protocol(error.to_string()))?;
            message_log::crossing("in", &stanza);
            let number = lock(&self.session).receive();
            let receipt = Receipt::new(number, Some(self.origin.clone()), self.report.clone());
            permit.send(stanza.with_receipt(receipt));
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_quiet_link_stays() {
        let (near, far) = tokio::io::duplex(4096);
        let (stop, never) = (CancellationToken::new(), CancellationToken::new());
        let side = async |stream, pause: u64| {
            let mut opened = Opened::new(stream);
            opened.send_header("one.example", "other.example").await.unwrap();
            opened.header().await.unwrap();
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
}
