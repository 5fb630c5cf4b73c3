//! The proxy's side: a listener for gateways, and their sessions.

use super::connection::Opened;
use super::lane::Lane;
use super::wire::{FRAMES, Open};
use super::{GRACE, LinkError, give};
use crate::federation::accepting::Unaccepted;
use crate::federation::tls::MutualTls;
use crate::federation::xmpp::address::same_domain;
use crate::federation::xmpp::port::{PORT_CAPACITY, StanzaSink, XmppPort};
use crate::federation::xmpp::stanza::Stanza;
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex as AsyncMutex, Notify, mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until};
use tokio_rustls::TlsStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Most sessions at once; there is one for each gateway, and one that is being given up.
const SESSIONS: usize = 512;
/// Most stanzas that wait for the first gateway.
const HELD: usize = 10_000;

/// A gateway that is, or was a moment ago, linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedGateway {
    /// Its computer.
    pub computer: String,
    /// Whether the connection is there.
    pub connected: bool,
}

/// A session with a gateway.
struct Session {
    computer: String,
    queue: mpsc::Sender<Stanza>,
    lane: AsyncMutex<Lane>,
    /// Ends the connection that serves it now.
    current: Mutex<CancellationToken>,
    connected: AtomicBool,
    /// Counts connections, so that a late give-up notices a newer one.
    connections: AtomicU64,
}

struct Shared {
    name: String,
    tls: watch::Receiver<MutualTls>,
    /// Names of computers whose gateways may link.
    allowed: watch::Receiver<Vec<String>>,
    sessions: Mutex<HashMap<String, Arc<Session>>>,
    /// To the Edge: stanzas for partners, and errors for their users.
    sink: mpsc::Sender<Stanza>,
    /// Stanzas that a lost gateway did not get.
    again: mpsc::UnboundedSender<Stanza>,
    connected: Notify,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Shared {
    fn sessions(&self) -> MutexGuard<'_, HashMap<String, Arc<Session>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether any gateway is connected.
    fn is_linked(&self) -> bool {
        self.sessions().values().any(|session| session.connected.load(Ordering::SeqCst))
    }

    /// Stanzas that were not sent yet are distributed again.
    fn give_again(&self, waiting: Vec<Stanza>) {
        for stanza in waiting {
            if let Err(returned) = self.again.send(stanza) {
                self.bounce(&returned.0, "XMPP federation was stopped");
            }
        }
    }

    /// Tells a partner's user that a stanza was not delivered, or may not have been.
    fn bounce(&self, stanza: &Stanza, reason: &str) {
        let error = StanzaError::new(Condition::RecipientUnavailable, reason);
        match stanza.bounce(&error) {
            Some(bounce) => give(&self.sink, bounce),
            None => tracing::info!(from = %stanza.from(), to = %stanza.to(), reason, "an answer was lost"),
        }
    }
}

/// A running listener for gateways.
pub struct LinkServer {
    shared: Arc<Shared>,
    tls: watch::Sender<MutualTls>,
    allowed: watch::Sender<Vec<String>>,
    listening: Mutex<Listening>,
    distributor: CancellationToken,
}

/// A listener.
struct Listening {
    address: SocketAddr,
    stop: CancellationToken,
}

/// Listens. Errors: `Listen`.
async fn listen(shared: &Arc<Shared>, address: SocketAddr) -> Result<Listening, LinkError> {
    let failed = |error: std::io::Error| LinkError::Listen { address, reason: error.to_string() };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let stop = CancellationToken::new();
    tokio::spawn(accept(shared.clone(), listener, stop.clone()));
    Ok(Listening { address, stop })
}

impl LinkServer {
    /// Listens for gateways on these computers, and joins them with an Edge's port. Errors: `Listen`.
    pub async fn start(
        address: SocketAddr,
        name: &str,
        allowed: Vec<String>,
        tls: MutualTls,
        port: XmppPort,
    ) -> Result<LinkServer, LinkError> {
        let (tls, watched_tls) = watch::channel(tls);
        let (allowed, watched_allowed) = watch::channel(allowed);
        let (again, returned) = mpsc::unbounded_channel();
        let (sink, stanzas) = mpsc::channel(PORT_CAPACITY);
        let shared = Arc::new(Shared {
            name: name.to_owned(),
            tls: watched_tls,
            allowed: watched_allowed,
            sessions: Mutex::default(),
            sink,
            again,
            connected: Notify::new(),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        });
        let listening = Mutex::new(listen(&shared, address).await?);
        let distributor = CancellationToken::new();
        tokio::spawn(forward(shared.clone(), stanzas, port.sink));
        tokio::spawn(distribute(shared.clone(), port.incoming, returned, distributor.clone()));
        Ok(LinkServer { shared, tls, allowed, listening, distributor })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listening().address
    }

    fn listening(&self) -> MutexGuard<'_, Listening> {
        self.listening.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Listens at another address instead; links stay. Errors: `Listen`, and it listens where it did.
    pub async fn rebind(&self, address: SocketAddr) -> Result<(), LinkError> {
        let fresh = listen(&self.shared, address).await?;
        let old = std::mem::replace(&mut *self.listening(), fresh);
        old.stop.cancel();
        Ok(())
    }

    /// Takes other settings for connections from now on; one whose gateway is no longer allowed ends.
    pub fn update(&self, tls: MutualTls, allowed: Vec<String>) {
        self.tls.send_replace(tls);
        for session in self.shared.sessions().values() {
            if !allowed.iter().any(|name| same_domain(name, &session.computer)) {
                end(session);
            }
        }
        self.allowed.send_replace(allowed);
    }

    /// The gateways, by name.
    pub fn gateways(&self) -> Vec<LinkedGateway> {
        let sessions = self.shared.sessions();
        let mut gateways: Vec<LinkedGateway> = sessions
            .values()
            .map(|session| LinkedGateway {
                computer: session.computer.clone(),
                connected: session.connected.load(Ordering::Relaxed),
            })
            .collect();
        gateways.sort_by(|one, other| one.computer.cmp(&other.computer));
        gateways
    }

    /// Stops: what waits for gateways is sent and settled while the drain limit lasts.
    pub async fn stop(&self) {
        self.listening().stop.cancel();
        self.shared.stop.cancel();
        self.shared.tasks.close();
        self.shared.tasks.wait().await;
        self.distributor.cancel();
    }
}

impl Drop for LinkServer {
    fn drop(&mut self) {
        self.listening().stop.cancel();
        self.shared.stop.cancel();
        self.distributor.cancel();
    }
}

/// From a channel, whose room can be waited for by owned handles, to the Edge.
async fn forward(shared: Arc<Shared>, mut stanzas: mpsc::Receiver<Stanza>, edge: StanzaSink) {
    let error = StanzaError::new(Condition::ServiceUnavailable, "XMPP federation is stopping");
    while let Some(stanza) = stanzas.recv().await {
        if let Err(closed) = edge.send(stanza).await
            && let Some(bounce) = closed.0.bounce(&error)
        {
            let _ = shared.again.send(bounce);
        }
    }
}

async fn accept(shared: Arc<Shared>, listener: TcpListener, listening: CancellationToken) {
    let mut unaccepted = Unaccepted::of("a gateway");
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = listening.cancelled() => return,
        };
        match accepted {
            Ok((tcp, peer)) => {
                let _ = tcp.set_nodelay(true);
                let own = shared.clone();
                shared.tasks.spawn(async move {
                    match serve(&own, tcp).await {
                        Ok(()) | Err(LinkError::Closed | LinkError::Stopped) => {
                            tracing::info!(%peer, "a gateway's link ended");
                        }
                        Err(error) => tracing::warn!(%peer, %error, "a gateway's link was refused or broke"),
                    }
                });
            }
            Err(error) => unaccepted.pause(&error).await,
        }
    }
}

/// One connection, from the handshake to its end.
async fn serve(shared: &Arc<Shared>, tcp: TcpStream) -> Result<(), LinkError> {
    let tls = shared.tls.borrow().clone();
    let accepted = tokio::select! {
        accepted = tls.accept(tcp) => accepted,
        () = shared.stop.cancelled() => return Err(LinkError::Stopped),
    };
    let (stream, names) = accepted
        .map_err(|error| LinkError::Tls { peer: "the caller".to_owned(), reason: error.to_string() })?;
    let mut opened = Opened::new(stream);
    let (computer, _) = opened.header().await?;
    opened.send_header(&shared.name, &computer).await?;
    let refusal = if !names.contains(&computer) {
        Some(format!("the certificate is for {}, not for '{computer}'", names.0.join(", ")))
    } else if !shared.allowed.borrow().iter().any(|name| same_domain(name, &computer)) {
        Some(format!("'{computer}' is no computer with an XMPP gateway in the topology"))
    } else {
        None
    };
    if let Some(reason) = refusal {
        opened.refuse(&reason).await;
        return Err(LinkError::Refused(reason));
    }
    let request = match opened.open(&shared.name, &computer).await {
        Err(error @ LinkError::Outdated { .. }) => {
            opened.refuse(&error.to_string()).await;
            return Err(error);
        }
        request => request?,
    };
    let Some((session, resumed)) = session(shared, &computer, &request.session, request.resume) else {
        opened.refuse("too many sessions, or a session of another computer").await;
        return Err(LinkError::Refused(format!("'{computer}' has no right to that session")));
    };
    if !request.resume {
        give_up_abandoned(shared, &computer, &request.session).await;
    }
    run(shared, &session, &request, resumed, opened).await
}

/// The session of that name, a new one if it may be; and whether it was there.
fn session(shared: &Shared, computer: &str, id: &str, resume: bool) -> Option<(Arc<Session>, bool)> {
    let mut sessions = shared.sessions();
    if let Some(known) = sessions.get(id) {
        return same_domain(&known.computer, computer).then(|| (known.clone(), true));
    }
    if sessions.len() >= SESSIONS {
        return None;
    }
    let (queue, outgoing) = mpsc::channel(PORT_CAPACITY);
    let made = Arc::new(Session {
        computer: computer.to_owned(),
        queue,
        lane: AsyncMutex::new(Lane::new(outgoing, id.into())),
        current: Mutex::default(),
        connected: AtomicBool::new(false),
        connections: AtomicU64::new(0),
    });
    // A session that is asked for and not known is told so; the caller then comes with a new one.
    if !resume {
        sessions.insert(id.to_owned(), made.clone());
    }
    Some((made, false))
}

/// Ends the connection that a session has now.
fn end(session: &Session) -> CancellationToken {
    let mut current = session.current.lock().unwrap_or_else(PoisonError::into_inner);
    current.cancel();
    *current = CancellationToken::new();
    current.clone()
}

async fn run(
    shared: &Arc<Shared>,
    session: &Arc<Session>,
    request: &Open,
    resumed: bool,
    mut opened: Opened<TlsStream<TcpStream>>,
) -> Result<(), LinkError> {
    let replaced = end(session);
    let number = session.connections.fetch_add(1, Ordering::SeqCst) + 1;
    // Free as soon as the connection before has ended.
    let mut lane = session.lane.lock().await;
    if request.resume && !resumed {
        let session = request.session.clone();
        let unknown = Open { session, resume: false, received: 0, pending: Vec::new(), frames: FRAMES };
        opened.write(unknown.to_xml().as_bytes()).await?;
        return Err(LinkError::Refused("the session is not known here; a new one follows".to_owned()));
    }
    let mut bytes = lane.open(&request.session, resumed).to_xml().into_bytes();
    let begun = match lane.resume(request, &mut bytes) {
        Ok(()) => opened.write(&bytes).await,
        Err(error) => Err(error),
    };
    drop(bytes);
    let ended = match begun {
        Ok(()) => {
            tracing::info!(gateway = session.computer, resumed, "an XMPP gateway is linked");
            session.connected.store(true, Ordering::SeqCst);
            shared.connected.notify_one();
            opened.carry(&mut lane, shared.sink.clone(), &shared.stop, &replaced).await
        }
        Err(error) => error,
    };
    session.connected.store(false, Ordering::SeqCst);
    if shared.is_linked() {
        // What waits need not wait for this gateway: another takes it at once.
        shared.give_again(lane.take_waiting());
    }
    drop(lane);
    let (shared, session, id) = (shared.clone(), session.clone(), request.session.clone());
    tokio::spawn(async move {
        tokio::select! {
            () = sleep(GRACE) => {}
            () = shared.stop.cancelled() => {}
        }
        if session.connections.load(Ordering::SeqCst) == number {
            give_up(&shared, &session, &id).await;
        }
    });
    Err(ended)
}

/// The gateway did not come back.
async fn give_up(shared: &Shared, session: &Session, id: &str) {
    shared.sessions().remove(id);
    let (waiting, in_doubt) = session.lane.lock().await.give_up();
    for stanza in &in_doubt {
        shared.bounce(stanza, "the XMPP gateway was lost before it reported delivery");
    }
    shared.give_again(waiting);
}

/// A gateway that begins a session goes on with none of its earlier ones: it was started again. What waits for
/// those goes to it now, before a partner that lost its stream meanwhile repeats the same.
async fn give_up_abandoned(shared: &Shared, computer: &str, newest: &str) {
    let is_abandoned = |id: &str, session: &Session| {
        id != newest && same_domain(&session.computer, computer) && !session.connected.load(Ordering::SeqCst)
    };
    let abandoned: Vec<(String, Arc<Session>)> = shared
        .sessions()
        .iter()
        .filter(|(id, session)| is_abandoned(id, session))
        .map(|(id, session)| (id.clone(), session.clone()))
        .collect();
    for (id, session) in abandoned {
        give_up(shared, &session, &id).await;
    }
}

/// Gives stanzas of partners to gateways. Without any, they are held for a moment.
async fn distribute(
    shared: Arc<Shared>,
    mut incoming: mpsc::Receiver<Stanza>,
    mut returned: mpsc::UnboundedReceiver<Stanza>,
    stop: CancellationToken,
) {
    let mut held: VecDeque<(Instant, Stanza)> = VecDeque::new();
    loop {
        let until = held.front().map(|(until, _)| *until);
        let stanza = tokio::select! {
            // What comes back is older than what comes in.
            biased;
            stanza = returned.recv() => stanza,
            () = shared.connected.notified() => {
                for (_, stanza) in std::mem::take(&mut held) {
                    hand_over(&shared, stanza, &mut held);
                }
                continue;
            }
            () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => {
                if let Some((_, stanza)) = held.pop_front() {
                    shared.bounce(&stanza, "no XMPP gateway is linked");
                }
                continue;
            }
            () = stop.cancelled() => None,
            stanza = incoming.recv() => stanza,
        };
        match stanza {
            Some(stanza) => hand_over(&shared, stanza, &mut held),
            None => break,
        }
    }
    for (_, stanza) in held {
        shared.bounce(&stanza, "XMPP federation was stopped");
    }
}

fn hand_over(shared: &Shared, stanza: Stanza, held: &mut VecDeque<(Instant, Stanza)>) {
    let Some(session) = choose(shared, &stanza) else {
        if held.len() >= HELD {
            return shared.bounce(&stanza, "no XMPP gateway is linked, and too many stanzas wait");
        }
        return held.push_back((Instant::now() + GRACE, stanza));
    };
    if let Err(error) = session.queue.try_send(stanza) {
        let (mpsc::error::TrySendError::Full(stanza) | mpsc::error::TrySendError::Closed(stanza)) = error;
        shared.bounce(&stanza, "too many stanzas wait for the XMPP gateway");
    }
}

/// The gateway for a stanza: where an error's stanza came from; else, of those that are connected (or may be
/// again in a moment), the one whose name and the pair of users give the highest number.
fn choose(shared: &Shared, stanza: &Stanza) -> Option<Arc<Session>> {
    let sessions = shared.sessions();
    if let Some(origin) = stanza.receipt().and_then(|receipt| receipt.origin())
        && let Some(session) = sessions.get(&**origin)
    {
        return Some(session.clone());
    }
    let weight = |session: &&Arc<Session>| {
        let mut hasher = DefaultHasher::new();
        (&session.computer, stanza.from().to_bare(), stanza.to().to_bare()).hash(&mut hasher);
        hasher.finish()
    };
    let connected = sessions.values().filter(|session| session.connected.load(Ordering::Relaxed));
    connected.max_by_key(weight).or_else(|| sessions.values().max_by_key(weight)).cloned()
}
