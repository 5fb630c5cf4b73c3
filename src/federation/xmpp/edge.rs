//! All streams of one computer: the XMPP proxy of an Edge.

use super::address;
use super::core::Core;
use super::outgoing::Outgoing;
use super::port::{PORT_CAPACITY, PortState, StanzaSink, XmppPort};
use super::settings::{EdgeConfig, EdgeConfigError, Settings};
use super::status::Direction;
use super::status::StatusBoard;
use super::stream::dialback::DialbackSecret;
use super::stream::outbound::{self, Pair};
use super::stream::{StreamFailure, inbound};
use crate::federation::accepting::Unaccepted;
use crate::federation::dns::Resolver;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

/// Why an edge does not start.
#[derive(Debug, thiserror::Error)]
pub enum EdgeError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] EdgeConfigError),
    /// The address.
    #[error("cannot listen for XMPP servers on {address}: {reason}")]
    Listen {
        /// Which.
        address: SocketAddr,
        /// What the system said.
        reason: String,
    },
}

/// A running edge. Dropping it stops it without waiting; [`Edge::stop`] drains.
#[derive(Debug)]
pub struct Edge {
    core: Arc<Core>,
    settings: watch::Sender<Arc<Settings>>,
    fallback: DialbackSecret,
    listening: Mutex<Listening>,
}

/// A listener.
#[derive(Debug)]
struct Listening {
    address: SocketAddr,
    stop: CancellationToken,
}

/// Listens. Errors: `Listen`.
async fn listen(core: &Arc<Core>, address: SocketAddr) -> Result<Listening, EdgeError> {
    let failed = |error: std::io::Error| EdgeError::Listen { address, reason: error.to_string() };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let stop = core.stop.child_token();
    core.tasks.spawn(accept(core.clone(), listener, stop.clone()));
    Ok(Listening { address, stop })
}

impl Edge {
    /// Listens and opens its port. Port 0 takes a free one. Errors: see [`EdgeError`].
    pub async fn start(
        address: SocketAddr,
        config: &EdgeConfig,
        resolver: Resolver,
    ) -> Result<(Edge, XmppPort), EdgeError> {
        let fallback = DialbackSecret::random();
        let (settings, watched) = watch::channel(Arc::new(Settings::new(config, &fallback)?));
        let (deliver, incoming) = mpsc::channel(PORT_CAPACITY);
        let (sink, outgoing) = mpsc::channel(PORT_CAPACITY);
        let (again, returned) = mpsc::unbounded_channel();
        let (state_sender, state) = watch::channel(PortState::Ready);
        let core = Arc::new(Core::new(watched, resolver, deliver, again, CancellationToken::new()));
        let listening = Mutex::new(listen(&core, address).await?);
        tokio::spawn(distribute(core.clone(), outgoing, returned, state_sender));
        let edge = Edge { core, settings, fallback, listening };
        Ok((edge, XmppPort { sink: StanzaSink::new(sink), incoming, state }))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listening().address
    }

    fn listening(&self) -> MutexGuard<'_, Listening> {
        self.listening.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Listens at another address instead; streams stay. Errors: `Listen`, and it listens where it did.
    pub async fn rebind(&self, address: SocketAddr) -> Result<(), EdgeError> {
        let fresh = listen(&self.core, address).await?;
        let old = std::mem::replace(&mut *self.listening(), fresh);
        old.stop.cancel();
        Ok(())
    }

    /// What is known of each partner.
    pub fn status(&self) -> StatusBoard {
        self.core.status.clone()
    }

    /// Takes a new configuration for streams that begin from now on; those that run stay.
    /// Errors: it cannot be used; the old one stays in force.
    pub fn update(&self, config: &EdgeConfig) -> Result<(), EdgeConfigError> {
        let checked = Settings::new(config, &self.fallback)?;
        self.settings.send_replace(Arc::new(checked));
        Ok(())
    }

    /// Opens a stream to a partner's domain, as for a stanza of the first of our domains, and closes it; tells
    /// how it was secured.
    pub fn probe(&self, domain: String) -> impl Future<Output = Result<String, StreamFailure>> + use<> {
        let core = self.core.clone();
        async move {
            let settings = core.current();
            let remote = address::domain(&domain).unwrap_or(domain);
            let local = settings.local_domains.first().cloned().unwrap_or_default();
            let Some(rule) = settings.partner(&remote) else {
                return Err(StreamFailure::NotAllowed { domain: remote });
            };
            let limit = settings.limits.establishment;
            let pair = Pair { local, remote: remote.clone(), rule };
            let what = "opening a stream";
            let opening = outbound::establish(&core, &settings, &pair);
            let opened = tokio::time::timeout(limit, opening).await;
            match opened.unwrap_or(Err(StreamFailure::TimedOut { what, limit })) {
                Ok(established) => {
                    established.channel.close(None).await;
                    Ok(established.security)
                }
                Err(failure) => {
                    core.status.failed(&remote, Direction::Outgoing, &failure);
                    Err(failure)
                }
            }
        }
    }

    /// Stops: no new streams, queued stanzas are sent while the drain limit lasts, then streams close.
    pub async fn stop(self) {
        self.listening().stop.cancel();
        let drain = self.core.current().limits.drain;
        self.core.stop.cancel();
        self.core.tasks.close();
        if tokio::time::timeout(drain, self.core.tasks.wait()).await.is_err() {
            tracing::warn!("XMPP streams did not end within {} s", drain.as_secs_f32());
        }
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        self.core.stop.cancel();
    }
}

async fn accept(core: Arc<Core>, listener: TcpListener, stop: CancellationToken) {
    let mut unaccepted = Unaccepted::of("an XMPP server");
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => return,
        };
        match accepted {
            Ok((tcp, peer)) => {
                core.tasks.spawn(inbound::serve(core.clone(), tcp, peer.ip()));
            }
            Err(error) => unaccepted.pause(&error).await,
        }
    }
}

/// Gives stanzas of the port, and errors for partners' users, to the queues.
async fn distribute(
    core: Arc<Core>,
    mut port: mpsc::Receiver<super::stanza::Stanza>,
    mut returned: mpsc::UnboundedReceiver<super::stanza::Stanza>,
    state: watch::Sender<PortState>,
) {
    let mut outgoing = Outgoing::default();
    loop {
        let stanza = tokio::select! {
            stanza = port.recv() => stanza,
            stanza = returned.recv() => stanza,
            () = core.stop.cancelled() => None,
        };
        match stanza {
            Some(stanza) => outgoing.take(&core, stanza),
            None => break,
        }
    }
    state.send_replace(PortState::Stopped);
    port.close();
    let error = StreamFailure::Stopping.to_stanza_error();
    while let Some(stanza) = port.recv().await {
        core.bounce(&stanza, &error);
    }
}

#[cfg(test)]
mod break_tests;
#[cfg(test)]
mod limit_tests;
#[cfg(test)]
mod sharing_tests;
#[cfg(test)]
mod target_tests;
#[cfg(test)]
mod tests;
