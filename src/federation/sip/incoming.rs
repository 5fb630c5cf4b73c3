//! A request that wants an answer, and the way back to who sent it.

use super::destination::Protocol;
use super::message::{Method, Request, Response};
use super::repetition::{TransactionKey, Transactions, invitation};
use super::timers::Timers;
use super::via::{Via, with_source};
use crate::federation::tls::PeerNames;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

/// The way back.
#[derive(Debug, Clone)]
pub(super) enum Reply {
    /// On the connection that the request came on.
    Stream(mpsc::Sender<Vec<u8>>),
    /// By a datagram.
    Datagram {
        socket: Arc<UdpSocket>,
        to: SocketAddr,
        key: TransactionKey,
        known: Arc<Mutex<Transactions>>,
        timers: Timers,
    },
}

/// A request that wants an answer.
#[derive(Debug)]
pub struct Incoming {
    /// The request.
    pub request: Request,
    /// Who sent it.
    pub source: SocketAddr,
    /// Over what.
    pub protocol: Protocol,
    /// Names that the sender's certificate proved; none without TLS.
    pub proved: PeerNames,
    pub(super) reply: Reply,
}

/// What is left of a request when it has been taken out: the way to answer it.
#[derive(Debug)]
pub struct Answering {
    source: SocketAddr,
    reply: Reply,
    is_ack: bool,
    /// Of an INVITE whose final answer is repeated until it is confirmed.
    invitation: Option<String>,
}

impl Incoming {
    /// The request, and the way to answer it.
    pub fn split(self) -> (Request, Answering) {
        let Incoming { request, source, reply, .. } = self;
        let repeated = request.method == Method::Invite && matches!(reply, Reply::Datagram { .. });
        let invitation = if repeated { invitation(&request) } else { None };
        let is_ack = request.method == Method::Ack;
        (request, Answering { source, reply, is_ack, invitation })
    }

    /// Answers it. A peer that is gone cannot be told.
    pub async fn respond(self, response: Response) {
        self.split().1.respond(response).await;
    }

    /// Sends a provisional answer; the final one follows.
    pub async fn provisional(&self, response: &Response) {
        self.reply.send(self.source, response.write()).await;
    }
}

impl Answering {
    /// Answers the request. A peer that is gone cannot be told.
    pub async fn respond(self, response: Response) {
        if self.is_ack {
            return; // Nothing answers an ACK. Source: RFC 3261, 17.
        }
        let bytes = response.write();
        match (self.reply, self.invitation) {
            (reply @ Reply::Datagram { .. }, Some(invitation)) => {
                reply.send(self.source, bytes.clone()).await;
                reply.repeat(invitation, bytes);
            }
            (reply, _) => reply.send(self.source, bytes).await,
        }
    }
}

impl Reply {
    async fn send(&self, source: SocketAddr, bytes: Vec<u8>) {
        match self {
            Reply::Stream(connection) => {
                if connection.send(bytes).await.is_err() {
                    tracing::debug!(%source, "the peer was gone before its request was answered");
                }
            }
            Reply::Datagram { socket, to, key, known, .. } => {
                known.lock().unwrap_or_else(PoisonError::into_inner).answered(key, &bytes);
                if let Err(error) = socket.send_to(&bytes, to).await {
                    tracing::debug!(%to, %error, "an answer could not be sent");
                }
            }
        }
    }

    /// Repeats the final answer to an INVITE until it is confirmed.
    fn repeat(self, invitation: String, bytes: Vec<u8>) {
        if let Reply::Datagram { socket, to, known, timers, .. } = self
            && known.lock().unwrap_or_else(PoisonError::into_inner).awaits_ack(&invitation)
        {
            let answer = Repeated { invitation, bytes, socket, to, known };
            tokio::spawn(answer.until_acknowledged(timers));
        }
    }
}

/// The final answer to an INVITE over UDP.
struct Repeated {
    invitation: String,
    bytes: Vec<u8>,
    socket: Arc<UdpSocket>,
    to: SocketAddr,
    known: Arc<Mutex<Transactions>>,
}

impl Repeated {
    fn known(&self) -> MutexGuard<'_, Transactions> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends it again until its ACK comes: nobody else would. Sources: RFC 3261, 13.3.1.4 and 17.2.1 (timers G and H).
    async fn until_acknowledged(self, timers: Timers) {
        let end = Instant::now() + timers.answer();
        let mut pauses = timers.pauses();
        loop {
            sleep(pauses.take()).await;
            if !self.known().is_awaited(&self.invitation) {
                return;
            }
            if Instant::now() >= end {
                tracing::info!(to = %self.to, "the answer to an INVITE was never acknowledged");
                return self.known().confirmed(&self.invitation);
            }
            if let Err(error) = self.socket.send_to(&self.bytes, self.to).await {
                tracing::debug!(to = %self.to, %error, "an answer could not be repeated");
            }
        }
    }
}

/// Notes in the top `Via` where a request really came from.
pub(super) fn note_source(request: &mut Request, source: SocketAddr) {
    if let Some(noted) = request.headers.get("Via").and_then(|via| with_source(via, source)) {
        request.headers.replace_first("Via", noted);
    }
}

/// Where a datagram in answer to a request goes. Sources: RFC 3261, 18.2.2; RFC 3581, 4.
pub(super) fn answer_address(request: &Request, source: SocketAddr) -> SocketAddr {
    let Ok(via) = request.headers.via() else { return source };
    match via.parameters.get("rport").is_some() {
        true => source,
        false => SocketAddr::new(source.ip(), answer_port(&via)),
    }
}

fn answer_port(via: &Via) -> u16 {
    via.port.unwrap_or(Protocol::Udp.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::SipUri;

    #[test]
    fn answers_go_where_the_via_says_or_the_request_came_from() {
        let source: SocketAddr = "127.0.0.9:7000".parse().unwrap();
        for (via, to, noted) in [
            (
                "SIP/2.0/UDP 127.0.0.9:5060;branch=z9",
                "127.0.0.9:5060",
                "SIP/2.0/UDP 127.0.0.9:5060;branch=z9",
            ),
            (
                "SIP/2.0/UDP host.example;branch=z9",
                "127.0.0.9:5060",
                "SIP/2.0/UDP host.example;branch=z9;received=127.0.0.9",
            ),
            (
                "SIP/2.0/UDP 10.0.0.1;rport;branch=z9",
                "127.0.0.9:7000",
                "SIP/2.0/UDP 10.0.0.1;rport=7000;branch=z9;received=127.0.0.9",
            ),
        ] {
            let uri = SipUri::new("bob", "b.example");
            let mut request = Request::new(Method::Message, uri.clone(), uri.clone(), uri);
            request.headers.prepend("Via", via);
            assert_eq!(answer_address(&request, source), to.parse().unwrap());
            note_source(&mut request, source);
            assert_eq!(request.headers.get("Via"), Some(noted));
        }
    }
}
