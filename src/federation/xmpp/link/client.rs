//! The gateway's side: a link to each computer of the Edge pools, behind one port.

use super::connection::Opened;
use super::lane::Lane;
use super::{GRACE, LinkError, give};
use crate::federation::dns::Resolver;
use crate::federation::tls::MutualTls;
use crate::federation::xmpp::port::{PORT_CAPACITY, PortCarrier, PortState, XmppPort, port};
use crate::federation::xmpp::stanza::Stanza;
use crate::federation::xmpp::stanza_error::{Condition, StanzaError};
use std::collections::{BTreeMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_rustls::TlsStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Between attempts, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);
const CONNECT: Duration = Duration::from_secs(4);
/// How long stanzas wait for the first link, and how many.
const MOMENT: Duration = Duration::from_secs(2);
const HELD: usize = 1000;

/// An Edge computer to link with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkTarget {
    /// Its name, which its certificate has to prove.
    pub computer: String,
    /// Its address or, to be looked up, its name.
    pub host: String,
    /// Port of gateways.
    pub port: u16,
}

/// How a link is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// Stanzas travel.
    Ready,
    /// They do not, since when and why; it tries again by itself.
    Down {
        /// Since when.
        since: Instant,
        /// The last failure, in a sentence.
        reason: String,
    },
}

impl LinkState {
    /// Whether stanzas may be given to it: it carries them, or may do so again in a moment.
    fn is_usable(&self) -> bool {
        match self {
            LinkState::Ready => true,
            LinkState::Down { since, .. } => since.elapsed() < GRACE,
        }
    }
}

/// A link as the distributor sees it.
#[derive(Debug, Clone)]
struct Link {
    target: LinkTarget,
    queue: mpsc::Sender<Stanza>,
    state: watch::Receiver<LinkState>,
    stop: CancellationToken,
}

/// What all links share.
struct Shared {
    name: Arc<str>,
    tls: watch::Receiver<MutualTls>,
    resolver: Resolver,
    links: Mutex<Vec<Link>>,
    /// For the gateway: stanzas from partners, and errors.
    deliver: mpsc::Sender<Stanza>,
    /// Stanzas that a failed link had not sent.
    again: mpsc::UnboundedSender<Stanza>,
    tasks: TaskTracker,
    stop: CancellationToken,
    changed: tokio::sync::Notify,
}

impl Shared {
    fn links(&self) -> MutexGuard<'_, Vec<Link>> {
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether any link carries stanzas.
    fn is_ready(&self) -> bool {
        self.links().iter().any(|link| *link.state.borrow() == LinkState::Ready)
    }

    /// Tells the sender that a stanza was not delivered, or may not have been.
    fn bounce(&self, stanza: &Stanza, reason: &str) {
        let error = StanzaError::new(Condition::RemoteServerTimeout, reason);
        match stanza.bounce(&error) {
            Some(bounce) => give(&self.deliver, bounce),
            None => tracing::info!(from = %stanza.from(), to = %stanza.to(), reason, "an answer was lost"),
        }
    }
}

/// The links of one gateway.
pub struct LinkClient {
    shared: Arc<Shared>,
    tls: watch::Sender<MutualTls>,
    distributor: CancellationToken,
}

impl LinkClient {
    /// Links with the targets under our own name; gives the port over which stanzas go.
    pub fn start(
        name: &str,
        targets: &[LinkTarget],
        tls: MutualTls,
        resolver: Resolver,
    ) -> (LinkClient, XmppPort) {
        let (port, carrier) = port();
        let (tls, watched) = watch::channel(tls);
        let (again, returned) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared {
            name: name.into(),
            tls: watched,
            resolver,
            links: Mutex::default(),
            deliver: carrier.deliver.clone(),
            again,
            tasks: TaskTracker::new(),
            stop: CancellationToken::new(),
            changed: tokio::sync::Notify::new(),
        });
        let distributor = CancellationToken::new();
        let client = LinkClient { shared: shared.clone(), tls, distributor: distributor.clone() };
        client.set_targets(targets);
        tokio::spawn(distribute(shared.clone(), carrier, returned, distributor));
        (client, port)
    }

    /// Links with these from now on: new ones are opened, those that are no more are drained, others stay.
    pub fn set_targets(&self, targets: &[LinkTarget]) {
        let mut links = self.shared.links();
        links.retain(|link| {
            let stays = targets.contains(&link.target);
            if !stays {
                link.stop.cancel();
            }
            stays
        });
        for target in targets {
            if !links.iter().any(|link| link.target == *target) {
                links.push(open(&self.shared, target.clone()));
            }
        }
        self.shared.changed.notify_one();
    }

    /// Shows this certificate, and trusts these roots, on connections from now on; those that run stay.
    pub fn set_tls(&self, tls: MutualTls) {
        self.tls.send_replace(tls);
    }

    /// Each link and how it is.
    pub fn states(&self) -> BTreeMap<LinkTarget, LinkState> {
        self.shared.links().iter().map(|link| (link.target.clone(), link.state.borrow().clone())).collect()
    }

    /// Stops: what waits is sent and settled while the drain limit lasts; for the rest senders get errors.
    pub async fn stop(&self) {
        self.shared.stop.cancel();
        self.shared.tasks.close();
        self.shared.tasks.wait().await;
        self.distributor.cancel();
    }
}

impl Drop for LinkClient {
    fn drop(&mut self) {
        self.shared.stop.cancel();
        self.distributor.cancel();
    }
}

fn open(shared: &Arc<Shared>, target: LinkTarget) -> Link {
    let (queue, outgoing) = mpsc::channel(PORT_CAPACITY);
    let down = LinkState::Down { since: Instant::now(), reason: "not connected yet".to_owned() };
    let (state, watched) = watch::channel(down);
    let stop = shared.stop.child_token();
    let lane = Lane::new(outgoing, target.computer.as_str().into());
    let keeper = Keeper {
        shared: shared.clone(),
        target: target.clone(),
        lane,
        state,
        stop: stop.clone(),
        session: None,
    };
    shared.tasks.spawn(keeper.run());
    Link { target, queue, state: watched, stop }
}

/// Keeps one link.
struct Keeper {
    shared: Arc<Shared>,
    target: LinkTarget,
    lane: Lane,
    state: watch::Sender<LinkState>,
    stop: CancellationToken,
    /// Name of the session; none before the first one, and after one was given up.
    session: Option<String>,
}

impl Keeper {
    async fn run(mut self) {
        let mut pause = FIRST_PAUSE;
        let stop = self.stop.clone();
        loop {
            let opened = tokio::select! {
                opened = self.open() => opened,
                () = stop.cancelled() => Err(LinkError::Stopped),
            };
            let ended = match opened {
                Ok(opened) => {
                    tracing::info!(edge = self.target.computer, "the link to the XMPP proxy is open");
                    pause = FIRST_PAUSE;
                    self.set_state(LinkState::Ready);
                    let never = CancellationToken::new();
                    opened.carry(&mut self.lane, self.shared.deliver.clone(), &self.stop, &never).await
                }
                Err(error) => error,
            };
            self.down(&ended);
            if self.shared.is_ready() {
                self.send_elsewhere(&ended.to_string());
            }
            if self.stop.is_cancelled() {
                return self.give_up("XMPP federation was stopped");
            }
            tokio::select! {
                () = sleep(pause) => {}
                () = self.stop.cancelled() => {}
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
            if !self.state.borrow().is_usable() {
                self.give_up(&ended.to_string());
            }
        }
    }

    fn set_state(&self, state: LinkState) {
        self.state.send_replace(state);
        self.shared.changed.notify_one();
    }

    /// Notes why the link is down; since when stays as it was.
    fn down(&self, ended: &LinkError) {
        let reason = ended.to_string();
        let (since, news) = match &*self.state.borrow() {
            LinkState::Ready => (Instant::now(), true),
            LinkState::Down { since, reason: before } => (*since, *before != reason),
        };
        if news {
            tracing::warn!(edge = self.target.computer, reason, "the link to the XMPP proxy is down");
        }
        self.set_state(LinkState::Down { since, reason });
    }

    /// Senders of what was sent get an error, since nobody knows what became of it; what was not sent goes
    /// another way, if there is one.
    fn give_up(&mut self, reason: &str) {
        self.session = None;
        let text = self.is_down(reason);
        self.send_elsewhere(reason);
        self.lane.begin_anew().iter().for_each(|stanza| self.shared.bounce(stanza, &text));
    }

    /// What was not sent goes another way.
    fn send_elsewhere(&mut self, reason: &str) {
        for stanza in self.lane.take_waiting() {
            if let Err(returned) = self.shared.again.send(stanza) {
                self.shared.bounce(&returned.0, &self.is_down(reason));
            }
        }
    }

    fn is_down(&self, reason: &str) -> String {
        format!("the link to the XMPP proxy {} is down: {reason}", self.target.computer)
    }

    /// Connects, and opens the session or goes on with it.
    async fn open(&mut self) -> Result<Opened<TlsStream<TcpStream>>, LinkError> {
        let stream = self.connect().await?;
        let mut opened = Opened::new(stream);
        opened.send_header(&self.shared.name, &self.target.computer).await?;
        opened.header().await?;
        let resume = self.session.is_some();
        let session = self.session.clone().unwrap_or_else(new_session);
        let own = self.lane.open(&session, resume).to_xml();
        opened.write(own.as_bytes()).await?;
        let answer = opened.open(&self.shared.name, &self.target.computer).await?;
        if answer.session != session {
            return Err(LinkError::Protocol("the answer is for another session".to_owned()));
        }
        if resume && !answer.resume {
            // The proxy was restarted: it cannot tell what became of what it had.
            let text =
                format!("the XMPP proxy {} was restarted before it reported delivery", self.target.computer);
            let in_doubt = self.lane.begin_anew();
            in_doubt.iter().for_each(|stanza| self.shared.bounce(stanza, &text));
            self.session = None;
            return Box::pin(self.open()).await;
        }
        self.session = Some(session);
        let mut again = Vec::new();
        self.lane.resume(&answer, &mut again)?;
        opened.write(&again).await?;
        Ok(opened)
    }

    async fn connect(&self) -> Result<TlsStream<TcpStream>, LinkError> {
        let target = format!("{} ({}:{})", self.target.computer, self.target.host, self.target.port);
        let failed = |reason: String| LinkError::Connect { target: target.clone(), reason };
        let addresses = self
            .shared
            .resolver
            .addresses(&self.target.host)
            .await
            .map_err(|error| failed(error.to_string()))?;
        let mut last = failed("it has no address".to_owned());
        for address in addresses {
            let connecting = TcpStream::connect((address, self.target.port));
            let tcp = match timeout(CONNECT, connecting).await {
                Ok(Ok(tcp)) => tcp,
                Ok(Err(error)) => {
                    last = failed(error.to_string());
                    continue;
                }
                Err(_) => {
                    last = failed(format!("no answer within {} s", CONNECT.as_secs()));
                    continue;
                }
            };
            let _ = tcp.set_nodelay(true);
            let tls = self.shared.tls.borrow().clone();
            let peer = self.target.computer.clone();
            return tls
                .connect(tcp, &self.target.computer)
                .await
                .map_err(|error| LinkError::Tls { peer, reason: error.to_string() });
        }
        Err(last)
    }
}

fn new_session() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// Gives each stanza to a link: those of one partner to the same, while the links stay as they are.
async fn distribute(
    shared: Arc<Shared>,
    mut carrier: PortCarrier,
    mut returned: mpsc::UnboundedReceiver<Stanza>,
    stop: CancellationToken,
) {
    let mut held: VecDeque<(Instant, Stanza)> = VecDeque::new();
    loop {
        let until = held.front().map(|(until, _)| *until);
        let stanza = tokio::select! {
            stanza = carrier.outgoing.recv() => stanza,
            stanza = returned.recv() => stanza,
            () = shared.changed.notified() => {
                carrier.state.send_replace(port_state(&shared));
                for (_, stanza) in std::mem::take(&mut held) {
                    hand_over(&shared, stanza, &mut held).await;
                }
                continue;
            }
            () = sleep_until(until.unwrap_or_else(Instant::now)), if until.is_some() => {
                if let Some((_, stanza)) = held.pop_front() {
                    shared.bounce(&stanza, &why_not(&shared));
                }
                continue;
            }
            () = stop.cancelled() => None,
        };
        match stanza {
            Some(stanza) => hand_over(&shared, stanza, &mut held).await,
            None => break,
        }
    }
    let unsent = std::iter::from_fn(|| returned.try_recv().ok());
    for stanza in held.into_iter().map(|(_, stanza)| stanza).chain(unsent) {
        shared.bounce(&stanza, "XMPP federation was stopped");
    }
    carrier.state.send_replace(PortState::Stopped);
}

/// Gives a stanza to its link. While there is no link at all it is held for a moment: a change that routes to a new
/// Edge is known to the registrar before its link is.
async fn hand_over(shared: &Shared, stanza: Stanza, held: &mut VecDeque<(Instant, Stanza)>) {
    match choose(shared, &stanza) {
        Some(queue) => {
            if let Err(returned) = queue.send(stanza).await {
                shared.bounce(&returned.0, "XMPP federation was stopped");
            }
        }
        None if shared.links().is_empty() && held.len() < HELD => {
            held.push_back((Instant::now() + MOMENT, stanza))
        }
        None => shared.bounce(&stanza, &why_not(shared)),
    }
}

/// The link for a stanza: of those that are ready, else of those that may be so in a moment, the one whose
/// name and the partner's domain give the highest number.
fn choose(shared: &Shared, stanza: &Stanza) -> Option<mpsc::Sender<Stanza>> {
    let links = shared.links();
    if let [only] = links.as_slice() {
        return only.state.borrow().is_usable().then(|| only.queue.clone());
    }
    let domain = stanza.to_domain();
    let weight = |link: &&Link| {
        let mut hasher = DefaultHasher::new();
        (&link.target.computer, &domain).hash(&mut hasher);
        hasher.finish()
    };
    let ready = |link: &&Link| *link.state.borrow() == LinkState::Ready;
    let usable = |link: &&Link| link.state.borrow().is_usable();
    let best = links.iter().filter(ready).max_by_key(weight);
    best.or_else(|| links.iter().filter(usable).max_by_key(weight)).map(|link| link.queue.clone())
}

fn port_state(shared: &Shared) -> PortState {
    if shared.is_ready() {
        return PortState::Ready;
    }
    PortState::Down { reason: why_not(shared) }
}

/// Why there is no link, in a sentence.
fn why_not(shared: &Shared) -> String {
    let links = shared.links();
    let reasons: Vec<String> = links
        .iter()
        .filter_map(|link| match &*link.state.borrow() {
            LinkState::Ready => None,
            LinkState::Down { reason, .. } => Some(format!("{}: {reason}", link.target.computer)),
        })
        .collect();
    match reasons.as_slice() {
        [] => "no Edge with XMPP is in the topology".to_owned(),
        reasons => format!("no link to an XMPP proxy ({})", reasons.join("; ")),
    }
}
