//! Stanzas to partners: one queue for each pair of domains, so that their order is kept.
//!
//! A stanza is written to a stream that the partner has authenticated, or its sender gets an error that says
//! why not. A stanza that was written to a connection which then broke is lost without a sign unless the
//! partner acknowledges stanzas (XEP-0198), which is not asked for yet.

use super::core::Core;
use super::settings::Settings;
use super::stanza::Stanza;
use super::stanza_error::{Condition, StanzaError};
use super::status::Direction;
use super::stream::outbound::{self, Established, Pair};
use super::stream::{StreamFailure, channel::XmlChannel};
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::parser::StreamEvent;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// How long a failed partner is left alone, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The queues of an edge, by local and remote domain.
#[derive(Default)]
pub(super) struct Outgoing {
    queues: HashMap<(String, String), mpsc::Sender<Stanza>>,
}

impl Outgoing {
    /// Takes a stanza for its pair of domains, or bounces it.
    pub fn take(&mut self, core: &Arc<Core>, stanza: Stanza) {
        let settings = core.current();
        let key = (stanza.from_domain(), stanza.to_domain());
        if !settings.is_local(&key.0) {
            let text = format!("{} is not a domain of this deployment", key.0);
            return core.bounce(&stanza, &StanzaError::new(Condition::NotAllowed, text));
        }
        if settings.partner(&key.1).is_none() {
            let failure = StreamFailure::NotAllowed { domain: key.1 };
            return core.bounce(&stanza, &failure.to_stanza_error());
        }
        let queue = match self.queues.get(&key).filter(|queue| !queue.is_closed()) {
            Some(queue) => queue.clone(),
            None => {
                let (sender, receiver) = mpsc::channel(settings.limits.queue.max(1));
                let (local, remote) = key.clone();
                core.tasks.spawn(
                    Sender { core: core.clone(), local, remote, queue: receiver, pause: FIRST_PAUSE }.run(),
                );
                self.queues.insert(key.clone(), sender.clone());
                sender
            }
        };
        if let Err(error) = queue.try_send(stanza) {
            let (mpsc::error::TrySendError::Full(stanza) | mpsc::error::TrySendError::Closed(stanza)) = error;
            let text = format!("too many stanzas wait for {}", key.1);
            core.bounce(&stanza, &StanzaError::new(Condition::ResourceConstraint, text));
        }
    }
}

/// Sends the stanzas of one pair of domains.
struct Sender {
    core: Arc<Core>,
    local: String,
    remote: String,
    queue: mpsc::Receiver<Stanza>,
    pause: Duration,
}

/// Why an established stream is left.
enum Left {
    /// Nothing more to send, or nothing for too long.
    Done,
    /// It failed; the stanza was not sent.
    Failed(StreamFailure, Option<Box<Stanza>>),
}

impl Sender {
    async fn run(mut self) {
        while let Some(stanza) = self.receive().await {
            self.deliver(stanza).await;
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

    /// Opens a stream for a stanza and uses it for those that follow.
    async fn deliver(&mut self, first: Stanza) {
        let settings = self.core.current();
        let Some(rule) = settings.partner(&self.remote) else {
            let failure = StreamFailure::NotAllowed { domain: self.remote.clone() };
            return self.core.bounce(&first, &failure.to_stanza_error());
        };
        let pair = Pair { local: self.local.clone(), remote: self.remote.clone(), rule };
        let mut waiting = first;
        // A stream that the partner closed while idle is opened again once.
        for _ in 0..2 {
            let limit = settings.limits.establishment;
            let what = "opening a stream";
            let opening = outbound::establish(&self.core, &settings, &pair);
            let opened = match tokio::time::timeout(limit, opening).await {
                Ok(opened) => opened,
                Err(_) => Err(StreamFailure::TimedOut { what, limit }),
            };
            match opened {
                Err(failure) => return self.give_up(waiting, &failure).await,
                Ok(established) => match self.use_stream(established, waiting, &settings).await {
                    Left::Done => return,
                    Left::Failed(failure, None) => {
                        self.core.status.failed(&self.remote, Direction::Outgoing, &failure);
                        return;
                    }
                    Left::Failed(failure, Some(stanza)) => {
                        self.core.status.failed(&self.remote, Direction::Outgoing, &failure);
                        waiting = *stanza;
                    }
                },
            }
        }
        let error = StanzaError::new(
            Condition::RemoteServerTimeout,
            format!("the stream with {} broke twice", self.remote),
        );
        self.core.bounce(&waiting, &error);
    }

    /// Bounces what waits, and leaves the partner alone for a while.
    async fn give_up(&mut self, first: Stanza, failure: &StreamFailure) {
        self.core.status.failed(&self.remote, Direction::Outgoing, failure);
        let error = failure.to_stanza_error();
        self.core.bounce(&first, &error);
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

    async fn use_stream(&mut self, established: Established, first: Stanza, settings: &Settings) -> Left {
        self.pause = FIRST_PAUSE;
        let Established { mut channel, security } = established;
        let count = self.core.status.stream(&self.remote, Direction::Outgoing, &security);
        let mut next = Some(first);
        let left = loop {
            if let Some(stanza) = next.take() {
                if let Err(failure) = channel.send(stanza.element()).await {
                    break Left::Failed(failure, Some(Box::new(stanza)));
                }
                self.core.status.change(&self.remote, |status| status.sent += 1);
            }
            match self.wait(&mut channel, settings).await {
                Ok(Some(stanza)) => next = Some(stanza),
                Ok(None) => break Left::Done,
                Err(failure) => break Left::Failed(failure, None),
            }
        };
        drop(count);
        match &left {
            Left::Done => channel.close(None).await,
            Left::Failed(StreamFailure::Sent(error), _) => channel.close(Some(error)).await,
            Left::Failed(..) => channel.close(None).await,
        }
        match left {
            Left::Failed(StreamFailure::Closed, None) => Left::Done,
            left => left,
        }
    }

    /// The next stanza, while keeping the stream alive and listening for its end.
    async fn wait(
        &mut self,
        channel: &mut XmlChannel,
        settings: &Settings,
    ) -> Result<Option<Stanza>, StreamFailure> {
        let idle_until = Instant::now() + settings.limits.inactivity;
        let stop = self.core.stop.clone();
        loop {
            let alive_at = Instant::now() + settings.limits.keep_alive;
            tokio::select! {
                stanza = self.queue.recv() => return Ok(stanza),
                event = channel.next() => match event? {
                    StreamEvent::Closed | StreamEvent::Header(_) => return Err(StreamFailure::Closed),
                    StreamEvent::Element(element) if element.is("error", namespace::STREAM) => {
                        let error = super::stream_error::StreamError::from_element(&element);
                        return Err(StreamFailure::Received { peer: self.remote.clone(), error });
                    }
                    StreamEvent::Element(_) => {}
                },
                () = sleep_until(idle_until) => return Ok(None),
                () = sleep_until(alive_at) => channel.send_text(" ").await?,
                () = stop.cancelled() => return Ok(self.queue.try_recv().ok()),
            }
        }
    }
}
