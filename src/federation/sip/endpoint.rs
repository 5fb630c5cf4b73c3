//! An endpoint over UDP, TCP and TLS: it keeps connections, runs client and server transactions, and hands
//! requests to whoever owns it. Source: RFC 3261, 17 and 18.

use super::connection::{self, Patience};
use super::destination::{Destination, Protocol};
use super::error::SipError;
use super::framing::Frame;
use super::incoming::Incoming;
use super::message::{Method, Request, Response, random_token};
use super::parse::Limits;
use super::repetition::Transactions;
use super::timers::Timers;
use super::uri::NameAddress;
use crate::federation::slots::{Stranger, Strangers};
use crate::federation::tls::{MutualTls, PeerNames};
use std::collections::HashMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UdpSocket};
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Messages that may wait for one connection, and requests for the owner.
const QUEUE: usize = 256;
/// Largest datagram.
const DATAGRAM: usize = 65_535;
/// Most bytes of a request over UDP where the path is unknown. Sources: RFC 3261, 18.1.1; RFC 3428, 8.
pub const DATAGRAM_REQUEST: usize = 1300;
/// How long a peer that came to us may be silent at first.
const FIRST: Duration = Duration::from_secs(60);

/// What an endpoint is told. Without any address it only sends, over TCP.
#[derive(Debug, Clone)]
pub struct EndpointConfig {
    /// Where it listens for TCP; it sends over TCP in any case.
    pub tcp: Option<SocketAddr>,
    /// Where it listens for, and sends, datagrams.
    pub udp: Option<SocketAddr>,
    /// Where it listens for TLS, and with which certificate; it sends over TLS when this is given.
    pub tls: Option<(SocketAddr, MutualTls)>,
    /// Programs on this machine may speak on the port for TLS without it.
    pub local_plain: bool,
    /// Only programs on this machine are served on the port for TCP.
    pub only_local: bool,
    /// Of transactions.
    pub timers: Timers,
    /// On messages.
    pub limits: Limits,
    /// Most connections, and most from one address.
    pub connections: usize,
    /// Most connections from one address.
    pub connections_per_address: usize,
    /// Most connections on which nothing has been asked yet, and most of them from one address: a part of the files
    /// that the process may have.
    pub strangers: usize,
    /// Of them, most from one address.
    pub strangers_per_address: usize,
    /// For a connection to come about.
    pub connect: Duration,
    /// A silent connection is closed after this.
    pub idle: Duration,
    /// Between keep-alives on connections that we opened.
    pub keep_alive: Duration,
}

impl Default for EndpointConfig {
    fn default() -> EndpointConfig {
        EndpointConfig {
            tcp: None,
            udp: None,
            tls: None,
            local_plain: false,
            only_local: false,
            timers: Timers::default(),
            limits: Limits::default(),
            connections: 10_000,
            connections_per_address: 1000,
            strangers: 1000,
            strangers_per_address: 200,
            connect: Duration::from_secs(4),
            idle: Duration::from_secs(3700),
            keep_alive: Duration::from_secs(120),
        }
    }
}

/// Somebody waits for responses.
struct Waiting {
    connection: Option<u64>,
    responses: Responses,
}

/// For which of them.
enum Responses {
    /// For the final one to a request of this method.
    Final(Method, oneshot::Sender<Response>),
    /// For all; boxed, since a channel makes room for 32 at once.
    All(mpsc::UnboundedSender<Box<Response>>),
}

#[derive(Clone)]
struct Connection {
    id: u64,
    sender: mpsc::Sender<Vec<u8>>,
    proved: PeerNames,
}

/// Who opened a connection.
enum Opener {
    /// We, and keep it alive by a ping after each pause.
    We(Duration),
    /// The peer, who is a stranger until it has said something.
    Peer(Stranger),
}

#[derive(Default)]
struct State {
    connections: HashMap<(Protocol, SocketAddr), Connection>,
    per_address: HashMap<IpAddr, usize>,
    /// By branch, which is a random one of ours.
    waiting: HashMap<String, Waiting, foldhash::fast::RandomState>,
    next: u64,
}

/// Takes a request that came, or gives it back for want of room.
type Take = Box<dyn Fn(Incoming) -> Result<(), Box<Incoming>> + Send + Sync>;

struct Inner {
    state: Mutex<State>,
    transactions: Arc<Mutex<Transactions>>,
    strangers: Strangers,
    take: Take,
    config: EndpointConfig,
    /// The certificate now shown.
    tls: Mutex<Option<MutualTls>>,
    udp: Option<Arc<UdpSocket>>,
    /// Where it listens, by protocol.
    addresses: Vec<(Protocol, SocketAddr)>,
    /// The same as they stand in a `Via`.
    sent_by: Vec<(Protocol, String)>,
    stop: CancellationToken,
}

/// A listening endpoint; cheap to clone. It stops when its last clone is dropped or [`SipEndpoint::stop`] is called.
#[derive(Clone)]
pub struct SipEndpoint {
    inner: Arc<Inner>,
    _guard: Arc<tokio_util::sync::DropGuard>,
}

impl fmt::Debug for SipEndpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SipEndpoint").field("addresses", &self.inner.addresses).finish_non_exhaustive()
    }
}

impl SipEndpoint {
    /// Listens for TCP; port 0 takes a free one. Requests arrive at the receiver. Errors: `Listen`.
    pub async fn start(address: SocketAddr) -> Result<(SipEndpoint, mpsc::Receiver<Incoming>), SipError> {
        SipEndpoint::open(EndpointConfig { tcp: Some(address), ..EndpointConfig::default() }).await
    }

    /// Listens wherever the configuration says; port 0 takes a free one. Requests arrive at the receiver. Errors:
    /// `Listen`.
    pub async fn open(config: EndpointConfig) -> Result<(SipEndpoint, mpsc::Receiver<Incoming>), SipError> {
        let (sender, incoming) = mpsc::channel(QUEUE);
        let take = move |one| sender.try_send(one).map_err(|error| Box::new(error.into_inner()));
        Ok((SipEndpoint::serve(config, take).await?, incoming))
    }

    /// The same for who takes each request at once, on the task that has read it, or gives it back: then the sender is
    /// told to try again later.
    pub async fn serve(
        config: EndpointConfig,
        take: impl Fn(Incoming) -> Result<(), Box<Incoming>> + Send + Sync + 'static,
    ) -> Result<SipEndpoint, SipError> {
        let mut addresses = Vec::new();
        let tcp = listening::listen(config.tcp, Protocol::Tcp, &mut addresses).await?;
        let tls = config.tls.as_ref().map(|(address, _)| *address);
        let tls = listening::listen(tls, Protocol::Tls, &mut addresses).await?;
        let udp = match config.udp {
            Some(address) => {
                let failed = |error| listen_error(address, &error);
                let socket = UdpSocket::bind(address).await.map_err(failed)?;
                addresses.push((Protocol::Udp, socket.local_addr().map_err(failed)?));
                Some(Arc::new(socket))
            }
            None => None,
        };
        let stop = CancellationToken::new();
        let inner = Arc::new(Inner {
            state: Mutex::default(),
            transactions: Arc::default(),
            strangers: Strangers::default(),
            take: Box::new(take),
            tls: Mutex::new(config.tls.as_ref().map(|(_, tls)| tls.clone())),
            config,
            udp: udp.clone(),
            sent_by: addresses.iter().map(|(protocol, address)| (*protocol, address.to_string())).collect(),
            addresses,
            stop: stop.clone(),
        });
        for (listener, protocol) in [(tcp, Protocol::Tcp), (tls, Protocol::Tls)] {
            if let Some(listener) = listener {
                tokio::spawn(listening::accept(inner.clone(), listener, protocol));
            }
        }
        if let Some(socket) = udp {
            tokio::spawn(receiving::receive_datagrams(inner.clone(), socket));
        }
        Ok(SipEndpoint { inner, _guard: Arc::new(stop.drop_guard()) })
    }

    /// Where it listens: for TCP if it does, else for UDP, else for TLS.
    pub fn address(&self) -> SocketAddr {
        let found = [Protocol::Tcp, Protocol::Udp, Protocol::Tls].iter().find_map(|p| self.address_of(*p));
        found.unwrap_or_else(|| SocketAddr::from(([0, 0, 0, 0], 0)))
    }

    /// Where it listens for a protocol.
    pub fn address_of(&self, protocol: Protocol) -> Option<SocketAddr> {
        self.inner.addresses.iter().find(|(known, _)| *known == protocol).map(|(_, address)| *address)
    }

    /// Whether it listens there, for whatever protocol.
    pub fn listens_at(&self, address: SocketAddr) -> bool {
        self.inner.addresses.iter().any(|(_, known)| *known == address)
    }

    /// The `Record-Route` by which later requests of a dialog come here; none while it listens at any address.
    /// Source: RFC 3261, 16.6.
    pub fn record_route(&self, protocol: Protocol) -> Option<String> {
        let address = self.address_of(protocol).unwrap_or_else(|| self.address());
        let transport = protocol.name().to_ascii_lowercase();
        (!address.ip().is_unspecified()).then(|| format!("<sip:{address};transport={transport};lr>"))
    }

    /// Whether a `Route` or `Record-Route` leads here.
    pub fn is_own_route(&self, route: &str) -> bool {
        let to =
            NameAddress::parse(route).ok().and_then(|route| Destination::of_uri(&route.uri, Protocol::Tcp));
        to.is_some_and(|to| self.listens_at(to.address))
    }

    /// Takes away the `Route` that led here. Source: RFC 3261, 16.4.
    pub fn strip_own_route(&self, request: &mut Request) {
        if request.headers.get("Route").is_some_and(|route| self.is_own_route(route)) {
            request.headers.remove_first("Route");
        }
    }

    /// Connections that are open.
    pub fn connections(&self) -> usize {
        self.inner.state().connections.len()
    }

    /// Closes the listeners and all connections.
    pub fn stop(&self) {
        self.inner.stop.cancel();
    }

    /// Shows this certificate, and trusts these roots, on connections from now on; those that run stay. Without
    /// a port for TLS nothing changes.
    pub fn set_tls(&self, tls: MutualTls) {
        let mut current = self.inner.tls.lock().unwrap_or_else(PoisonError::into_inner);
        if current.is_some() {
            *current = Some(tls);
        }
    }

    /// Sends a request and waits for its final response. Nothing answers an ACK: what is given for one only says
    /// that it was sent. Errors: no connection, it broke, no answer, or too long for UDP where nothing listens
    /// for TCP.
    pub fn request(
        &self,
        to: Destination,
        request: Request,
    ) -> impl Future<Output = Result<Response, SipError>> + Send {
        self.inner.request(to, request, None)
    }

    /// The same for a request that may be cancelled while it is not answered: an INVITE.
    /// Source: RFC 3261, 9.1.
    pub fn invite(
        &self,
        to: Destination,
        request: Request,
        cancel: Option<&CancellationToken>,
    ) -> impl Future<Output = Result<Response, SipError>> + Send {
        self.inner.request(to, request, cancel)
    }
}

fn branch() -> String {
    ["z9hG4bK", &random_token()].concat()
}

fn listen_error(address: SocketAddr, error: &std::io::Error) -> SipError {
    SipError::Listen { address: address.to_string(), reason: error.to_string() }
}

fn broke(to: &Destination) -> SipError {
    SipError::Transport { destination: to.clone(), reason: "the connection was closed".to_owned() }
}

impl Inner {
    fn tls(&self) -> Option<MutualTls> {
        self.tls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add_via(&self, request: &mut Request, protocol: Protocol, branch: &str) {
        let own = self.sent_by.iter().find(|(known, _)| *known == protocol).or(self.sent_by.first());
        let sent_by = own.map_or("invalid.invalid", |(_, sent_by)| sent_by);
        let port = if protocol == Protocol::Udp { ";rport" } else { "" };
        let via = ["SIP/2.0/", protocol.name(), " ", sent_by, ";branch=", branch, port].concat();
        request.headers.prepend("Via", via);
    }

    async fn send_datagram(&self, to: &Destination, bytes: &[u8]) -> Result<(), SipError> {
        let socket = self.udp.as_ref().ok_or(SipError::NoTransport { protocol: "UDP" })?;
        let failed = |error: std::io::Error| SipError::Transport {
            destination: to.clone(),
            reason: error.to_string(),
        };
        socket.send_to(bytes, to.address).await.map_err(failed).map(|_| ())
    }

    /// An open connection to a peer, or a new one.
    async fn connection(self: &Arc<Self>, to: &Destination) -> Result<Connection, SipError> {
        if self.stop.is_cancelled() {
            return Err(SipError::Stopping);
        }
        let known = self.state().connections.get(&(to.protocol, to.address)).cloned();
        let proves =
            |connection: &Connection| to.name.as_ref().is_none_or(|name| connection.proved.contains(name));
        match known.filter(|known| !known.sender.is_closed() && proves(known)) {
            Some(known) => Ok(known),
            // Apart: every request on its way would hold the room for a handshake that is hardly ever needed.
            None => Box::pin(self.connect(to)).await,
        }
    }

    /// A new connection to a peer.
    async fn connect(self: &Arc<Self>, to: &Destination) -> Result<Connection, SipError> {
        let failed = |reason: String| SipError::Transport { destination: to.clone(), reason };
        let limit = self.config.connect;
        let tcp = timeout(limit, TcpStream::connect(to.address))
            .await
            .map_err(|_| failed(format!("no answer within {} s", limit.as_secs_f32())))?
            .map_err(|error| failed(error.to_string()))?;
        no_delay(&tcp);
        let opened = match to.protocol {
            Protocol::Tls => {
                let tls = self.tls().ok_or(SipError::NoTransport { protocol: "TLS" })?;
                let name =
                    to.name.clone().ok_or_else(|| failed("the peer has no name to prove".to_owned()))?;
                let stream = tls.connect(tcp, &name).await.map_err(|error| failed(error.to_string()))?;
                self.serve(
                    stream,
                    to.protocol,
                    to.address,
                    PeerNames(vec![name]),
                    Opener::We(self.config.keep_alive),
                )
            }
            _ => self.serve(
                tcp,
                to.protocol,
                to.address,
                PeerNames::default(),
                Opener::We(self.config.keep_alive),
            ),
        };
        opened.ok_or_else(|| failed("there are too many connections".to_owned()))
    }

    /// Serves a connection from now on; `None`: there are too many.
    fn serve(
        self: &Arc<Self>,
        stream: impl AsyncRead + AsyncWrite + Send + 'static,
        protocol: Protocol,
        peer: SocketAddr,
        proved: PeerNames,
        opener: Opener,
    ) -> Option<Connection> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let connection = {
            let mut state = self.state();
            let from_there = state.per_address.get(&peer.ip()).copied().unwrap_or(0);
            let full = from_there >= self.config.connections_per_address;
            if full || state.connections.len() >= self.config.connections {
                tracing::warn!(%peer, "too many SIP connections; one more is refused");
                return None;
            }
            state.next += 1;
            let connection = Connection { id: state.next, sender: sender.clone(), proved };
            state.connections.insert((protocol, peer), connection.clone());
            *state.per_address.entry(peer.ip()).or_insert(0) += 1;
            connection
        };
        let (reader, writer) = tokio::io::split(stream);
        let ended = self.stop.child_token();
        let (keep_alive, mut stranger, first) = match opener {
            Opener::We(keep_alive) => (Some(keep_alive), None, self.config.idle),
            Opener::Peer(stranger) => (None, Some(stranger), FIRST.min(self.config.idle)),
        };
        tokio::spawn(connection::write(writer, receiver, keep_alive, ended.clone()));
        let (inner, own) = (self.clone(), connection.clone());
        tokio::spawn(async move {
            let patience = Patience { first, idle: inner.config.idle, partial: Duration::from_secs(30) };
            let take = |frame| {
                if matches!(frame, Frame::Message(_)) {
                    stranger = None;
                }
                inner.frame(frame, protocol, peer, &own);
            };
            let reading = connection::read(reader, inner.config.limits, patience, take);
            let fault = tokio::select! {
                fault = reading => fault,
                () = ended.cancelled() => None,
            };
            if let Some(rejected) = fault {
                tracing::info!(%peer, fault = %rejected.fault, "a SIP connection is closed");
                receiving::refuse(&own.sender, rejected);
            }
            ended.cancel();
            inner.close(own.id, protocol, peer);
        });
        Some(connection)
    }

    /// Forgets a connection; those who wait for responses on it learn that it is gone.
    fn close(&self, id: u64, protocol: Protocol, peer: SocketAddr) {
        let mut state = self.state();
        if state.connections.get(&(protocol, peer)).is_some_and(|known| known.id == id) {
            state.connections.remove(&(protocol, peer));
        }
        if let Some(count) = state.per_address.get_mut(&peer.ip()) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                state.per_address.remove(&peer.ip());
            }
        }
        state.waiting.retain(|_, waiting| waiting.connection != Some(id));
    }
}

fn no_delay(tcp: &TcpStream) {
    if let Err(error) = tcp.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
}

mod client;
mod listening;
mod receiving;
#[cfg(test)]
mod tests;
