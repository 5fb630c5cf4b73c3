//! An endpoint over TCP: it keeps connections, matches responses to requests by their branch, and hands
//! requests to whoever owns it. Source: RFC 3261, 17 and 18 (a reliable transport needs no retransmission).

use super::error::SipError;
use super::framing::{Decoder, Frame};
use super::message::{Request, Response, SipMessage, random_token};
use super::parse::Limits;
use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

/// Messages that may wait for one connection, and requests for the owner.
const QUEUE: usize = 256;
const BUFFER: usize = 16 * 1024;
/// A connection to a peer that does not answer is given up after this.
const CONNECT_LIMIT: Duration = Duration::from_secs(4);
/// Timer F of RFC 3261.
const ANSWER_LIMIT: Duration = Duration::from_secs(32);

/// Where a request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Destination(pub SocketAddr);

impl fmt::Display for Destination {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// A request that wants an answer.
#[derive(Debug)]
pub struct Incoming {
    /// The request.
    pub request: Request,
    /// Who sent it.
    pub source: SocketAddr,
    connection: mpsc::Sender<Vec<u8>>,
}

impl Incoming {
    /// Answers it. A peer that is gone cannot be told.
    pub async fn respond(self, response: Response) {
        if self.connection.send(response.write()).await.is_err() {
            tracing::debug!(source = %self.source, "the peer was gone before its request was answered");
        }
    }
}

/// Somebody waits for a response.
struct Waiting {
    connection: u64,
    answer: oneshot::Sender<Response>,
}

#[derive(Default)]
struct State {
    connections: HashMap<SocketAddr, (u64, mpsc::Sender<Vec<u8>>)>,
    waiting: HashMap<String, Waiting>,
    next: u64,
}

struct Inner {
    state: Mutex<State>,
    incoming: mpsc::Sender<Incoming>,
    limits: Limits,
    answer_limit: Duration,
    address: SocketAddr,
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
        out.debug_struct("SipEndpoint").field("address", &self.inner.address).finish_non_exhaustive()
    }
}

impl SipEndpoint {
    /// Listens; port 0 takes a free one. Requests arrive at the receiver. Errors: `Listen`.
    pub async fn start(address: SocketAddr) -> Result<(SipEndpoint, mpsc::Receiver<Incoming>), SipError> {
        SipEndpoint::start_with_limit(address, ANSWER_LIMIT).await
    }

    /// As [`SipEndpoint::start`], waiting for answers no longer than this.
    pub async fn start_with_limit(
        address: SocketAddr,
        answer_limit: Duration,
    ) -> Result<(SipEndpoint, mpsc::Receiver<Incoming>), SipError> {
        let failed = |error: std::io::Error| SipError::Listen {
            address: address.to_string(),
            reason: error.to_string(),
        };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (sender, incoming) = mpsc::channel(QUEUE);
        let stop = CancellationToken::new();
        let inner = Arc::new(Inner {
            state: Mutex::default(),
            incoming: sender,
            limits: Limits::default(),
            answer_limit,
            address,
            stop: stop.clone(),
        });
        tokio::spawn(accept(inner.clone(), listener));
        Ok((SipEndpoint { inner, _guard: Arc::new(stop.drop_guard()) }, incoming))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.inner.address
    }

    /// Closes the listener and all connections.
    pub fn stop(&self) {
        self.inner.stop.cancel();
    }

    /// Sends a request and waits for its final response. Errors: no connection, it broke, or no answer.
    pub async fn request(&self, to: Destination, mut request: Request) -> Result<Response, SipError> {
        let (connection, sender) = self.connection(to).await?;
        let branch = format!("z9hG4bK{}", random_token());
        request.headers.prepend("Via", format!("SIP/2.0/TCP {};branch={branch}", self.inner.address));
        let (answer, answered) = oneshot::channel();
        self.inner.state().waiting.insert(branch.clone(), Waiting { connection, answer });
        let broke =
            || SipError::Transport { destination: to, reason: "the connection was closed".to_owned() };
        if sender.send(request.write()).await.is_err() {
            self.inner.state().waiting.remove(&branch);
            return Err(broke());
        }
        let limit = self.inner.answer_limit;
        match tokio::time::timeout(limit, answered).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(_)) => Err(broke()),
            Err(_) => {
                self.inner.state().waiting.remove(&branch);
                Err(SipError::TimedOut { destination: to, limit })
            }
        }
    }

    /// An open connection to a peer, or a new one.
    async fn connection(&self, to: Destination) -> Result<(u64, mpsc::Sender<Vec<u8>>), SipError> {
        if self.inner.stop.is_cancelled() {
            return Err(SipError::Stopping);
        }
        if let Some((id, sender)) =
            self.inner.state().connections.get(&to.0).filter(|(_, sender)| !sender.is_closed())
        {
            return Ok((*id, sender.clone()));
        }
        let failed = |reason: String| SipError::Transport { destination: to, reason };
        let tcp = tokio::time::timeout(CONNECT_LIMIT, TcpStream::connect(to.0))
            .await
            .map_err(|_| failed(format!("no answer within {} s", CONNECT_LIMIT.as_secs())))?
            .map_err(|error| failed(error.to_string()))?;
        Ok(self.inner.open(tcp, to.0))
    }
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves a connection from now on.
    fn open(self: &Arc<Self>, tcp: TcpStream, peer: SocketAddr) -> (u64, mpsc::Sender<Vec<u8>>) {
        if let Err(error) = tcp.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
        let (sender, receiver) = mpsc::channel(QUEUE);
        let id = {
            let mut state = self.state();
            state.next += 1;
            let id = state.next;
            state.connections.insert(peer, (id, sender.clone()));
            id
        };
        let (reader, writer) = tcp.into_split();
        let ended = self.stop.child_token();
        tokio::spawn(write(writer, receiver, ended.clone()));
        let (inner, answers) = (self.clone(), sender.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = inner.read(reader, peer, &answers) => {}
                () = ended.cancelled() => {}
            }
            ended.cancel();
            inner.close(id, peer);
        });
        (id, sender)
    }

    /// Forgets a connection; those who wait for responses on it learn that it is gone.
    fn close(&self, id: u64, peer: SocketAddr) {
        let mut state = self.state();
        if state.connections.get(&peer).is_some_and(|(known, _)| *known == id) {
            state.connections.remove(&peer);
        }
        state.waiting.retain(|_, waiting| waiting.connection != id);
    }

    async fn read(&self, mut reader: OwnedReadHalf, peer: SocketAddr, answers: &mpsc::Sender<Vec<u8>>) {
        let mut decoder = Decoder::new(self.limits);
        let mut buffer = vec![0; BUFFER];
        loop {
            let read = match reader.read(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(read) => read,
            };
            decoder.feed(buffer.get(..read).unwrap_or_default());
            loop {
                match decoder.next_frame() {
                    Ok(None) => break,
                    Ok(Some(frame)) => self.frame(frame, peer, answers).await,
                    Err(rejected) => {
                        tracing::info!(%peer, fault = %rejected.fault, "a SIP connection is closed");
                        if let Some(answer) = rejected.answer {
                            let _ = answers.send(answer.write()).await;
                        }
                        return;
                    }
                }
            }
        }
    }

    async fn frame(&self, frame: Frame, peer: SocketAddr, answers: &mpsc::Sender<Vec<u8>>) {
        match frame {
            Frame::Ping => {
                let _ = answers.send(b"\r\n".to_vec()).await;
            }
            Frame::Rejected(rejected) => {
                tracing::info!(%peer, fault = %rejected.fault, "a SIP request is refused");
                if let Some(answer) = rejected.answer {
                    let _ = answers.send(answer.write()).await;
                }
            }
            Frame::Message(SipMessage::Response(response)) => self.answered(response),
            Frame::Message(SipMessage::Request(request)) => {
                let busy = request.response(503);
                let incoming = Incoming { request, source: peer, connection: answers.clone() };
                if self.incoming.try_send(incoming).is_err() {
                    let _ = answers.send(busy.write()).await;
                }
            }
        }
    }

    fn answered(&self, response: Response) {
        if !response.is_final() {
            return;
        }
        let branch = response.headers.via().map(|via| via.branch().to_owned()).unwrap_or_default();
        let waiting = self.state().waiting.remove(&branch);
        match waiting {
            // Whoever asked may have given up in the meantime.
            Some(waiting) => drop(waiting.answer.send(response)),
            None => tracing::debug!(branch, "a SIP response that nobody waits for"),
        }
    }
}

async fn accept(inner: Arc<Inner>, listener: TcpListener) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = inner.stop.cancelled() => return,
        };
        match accepted {
            Ok((tcp, peer)) => {
                inner.open(tcp, peer);
            }
            Err(error) => {
                tracing::warn!(%error, "a SIP connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// Writes what is queued; when the connection ends, what was queued before still goes out.
async fn write(mut writer: OwnedWriteHalf, mut messages: mpsc::Receiver<Vec<u8>>, ended: CancellationToken) {
    loop {
        let bytes = tokio::select! {
            biased;
            bytes = messages.recv() => bytes,
            () = ended.cancelled() => None,
        };
        let Some(bytes) = bytes else { break };
        if writer.write_all(&bytes).await.is_err() {
            break;
        }
    }
    ended.cancel();
    let _ = writer.shutdown().await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::{Method, SipUri};

    fn message(to: &str) -> Request {
        let mut request = Request::new(
            Method::Message,
            SipUri::new(to, "contoso.com"),
            SipUri::new("ann", "contoso.com"),
            SipUri::new(to, "contoso.com"),
        );
        request.set_body("text/plain", "hello");
        request
    }

    async fn pair() -> (SipEndpoint, SipEndpoint, mpsc::Receiver<Incoming>) {
        let address = "127.0.32.1:0".parse().unwrap();
        let limit = Duration::from_millis(300);
        let (client, _requests) = SipEndpoint::start_with_limit(address, limit).await.unwrap();
        let (server, incoming) = SipEndpoint::start_with_limit(address, limit).await.unwrap();
        (client, server, incoming)
    }

    #[tokio::test]
    async fn a_request_gets_its_own_response() {
        let (client, server, mut incoming) = pair().await;
        let to = Destination(server.address());
        let serving = tokio::spawn(async move {
            let mut held = Vec::new();
            while let Some(one) = incoming.recv().await {
                held.push(one);
                if held.len() == 2 {
                    // Answered in the other order.
                    for one in held.drain(..).rev() {
                        let status = if one.request.uri.user.as_deref() == Some("bob") { 200 } else { 404 };
                        let response = one.request.response(status);
                        one.respond(response).await;
                    }
                }
            }
        });
        let (first, second) =
            tokio::join!(client.request(to, message("bob")), client.request(to, message("eve")));
        assert_eq!((first.unwrap().status, second.unwrap().status), (200, 404));
        serving.abort();
    }

    #[tokio::test]
    async fn silence_and_hanging_up_are_errors() {
        let (client, server, mut incoming) = pair().await;
        let to = Destination(server.address());
        assert!(matches!(client.request(to, message("bob")).await, Err(SipError::TimedOut { .. })));
        let waiting = client.request(to, message("bob"));
        let hanging_up = async {
            incoming.recv().await;
            incoming.recv().await;
            server.stop();
        };
        let (result, ()) = tokio::join!(waiting, hanging_up);
        assert!(matches!(result, Err(SipError::Transport { .. })), "{result:?}");
        assert!(client.request(to, message("bob")).await.is_err());
    }

    #[tokio::test]
    async fn malformed_requests_disturb_nobody_else() {
        let (client, server, mut incoming) = pair().await;
        tokio::spawn(async move {
            while let Some(one) = incoming.recv().await {
                let response = one.request.response(200);
                one.respond(response).await;
            }
        });
        for text in [
            "\0\0\0\r\n\r\n",
            "MESSAGE sip:x@y SIP/2.0\r\nContent-Length: 9999999999\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
        ] {
            let mut tcp = TcpStream::connect(server.address()).await.unwrap();
            tcp.write_all(text.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            let closed = tokio::time::timeout(Duration::from_secs(5), tcp.read_to_end(&mut answer)).await;
            assert!(closed.is_ok(), "{text:?} leaves the connection open");
        }
        assert_eq!(client.request(Destination(server.address()), message("bob")).await.unwrap().status, 200);
    }
}
