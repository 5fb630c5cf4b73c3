//! Client transactions: a request, its repetitions and its final response. Source: RFC 3261, 9.1 and 17.1.

use super::{Connection, DATAGRAM_REQUEST, Inner, Responses, Waiting, branch, broke};
use crate::federation::sip::destination::{Destination, Protocol};
use crate::federation::sip::error::SipError;
use crate::federation::sip::message::{Method, Request, Response};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

/// An INVITE that rings is waited for so long.
const RINGING: Duration = Duration::from_secs(180);

impl Inner {
    pub(super) async fn request(
        self: &Arc<Self>,
        to: Destination,
        mut request: Request,
        cancel: Option<&CancellationToken>,
    ) -> Result<Response, SipError> {
        if request.method == Method::Ack {
            let sent = request.response(200);
            return Box::pin(self.acknowledge(to, request)).await.map(|()| sent);
        }
        if self.stop.is_cancelled() {
            return Err(SipError::Stopping);
        }
        let branch = branch();
        let bare = (to.protocol == Protocol::Udp).then(|| request.clone());
        self.add_via(&mut request, to.protocol, &branch);
        let bytes = request.write();
        if let Some(bare) = bare
            && bytes.len() > DATAGRAM_REQUEST
        {
            let size = bytes.len();
            let stream = Destination::tcp(to.address);
            if self.connection(&stream).await.is_err() {
                return Err(SipError::TooLarge { size, limit: DATAGRAM_REQUEST });
            }
            return Box::pin(self.request(stream, bare, cancel)).await;
        }
        let connection = match to.protocol {
            Protocol::Udp => None,
            _ => Some(self.connection(&to).await?),
        };
        match connection {
            Some(connection) if request.method != Method::Invite => {
                let (last, answer) = oneshot::channel();
                let responses = Responses::Final(request.method, last);
                let _waiting = self.register(branch, Some(connection.id), responses);
                connection.sender.send(bytes).await.map_err(|_| broke(&to))?;
                let limit = self.config.timers.answer();
                match timeout(limit, answer).await {
                    Ok(answer) => answer.map_err(|_| broke(&to)),
                    Err(_) => Err(SipError::TimedOut { destination: to, limit }),
                }
            }
            // Apart: it holds much more, and messages go over connections.
            connection => Box::pin(self.converse((to, connection), (branch, request, bytes), cancel)).await,
        }
    }

    /// The transaction of an INVITE, whose provisional responses count, or over UDP, with its repetitions.
    async fn converse(
        self: &Arc<Self>,
        (to, connection): (Destination, Option<Connection>),
        (branch, request, bytes): (String, Request, Vec<u8>),
        cancel: Option<&CancellationToken>,
    ) -> Result<Response, SipError> {
        let (responses, mut answers) = mpsc::unbounded_channel();
        let id = connection.as_ref().map(|connection| connection.id);
        let _waiting = self.register(branch, id, Responses::All(responses));
        match &connection {
            Some(connection) => connection.sender.send(bytes).await.map_err(|_| broke(&to))?,
            None => self.send_datagram(&to, &bytes).await?,
        }
        let way = Way { to: &to, connection: connection.as_ref() };
        let response = self.answer(&way, &request, &mut answers, cancel).await?;
        if request.method == Method::Invite && !response.is_success() {
            self.acknowledge_refusal(&way, &request, &response).await;
        }
        Ok(response)
    }

    /// Notes that somebody waits for responses of a branch.
    fn register(
        self: &Arc<Self>,
        branch: String,
        connection: Option<u64>,
        responses: Responses,
    ) -> Registration {
        self.state().waiting.insert(branch.clone(), Waiting { connection, responses });
        Registration { inner: self.clone(), branch }
    }

    /// Waits for the final response, repeating the request over UDP.
    async fn answer(
        &self,
        way: &Way<'_>,
        request: &Request,
        answers: &mut mpsc::UnboundedReceiver<Box<Response>>,
        cancel: Option<&CancellationToken>,
    ) -> Result<Response, SipError> {
        let (to, limit) = (way.to, self.config.timers.answer());
        let mut until = Instant::now() + limit;
        let mut pauses = self.config.timers.pauses();
        let mut repeats = !to.protocol.is_reliable();
        let mut pause = pauses.take();
        let is_invite = request.method == Method::Invite;
        let (mut rings, mut cancelled) = (false, false);
        loop {
            let again = if repeats { Instant::now() + pause } else { until };
            tokio::select! {
                answer = answers.recv() => match answer {
                    // The answer to a CANCEL has the same branch.
                    Some(response) if !answers_to(&response, &request.method) => {}
                    Some(response) if response.is_final() => return Ok(*response),
                    Some(_) if is_invite => {
                        repeats = false;
                        until = Instant::now() + RINGING;
                        if cancelled && !rings {
                            until = Instant::now() + limit;
                            self.cancel(way, request).await;
                        }
                        rings = true;
                    }
                    Some(_) => {
                        pauses.proceed();
                        pause = pauses.take();
                    }
                    None => return Err(broke(to)),
                },
                () = cancelled_by(cancel), if is_invite && !cancelled => {
                    cancelled = true;
                    // Not before the other side has shown that it has the INVITE. Source: RFC 3261, 9.1.
                    if rings {
                        until = Instant::now() + limit;
                        self.cancel(way, request).await;
                    }
                }
                () = tokio::time::sleep_until(again.min(until)) => {
                    if Instant::now() >= until {
                        return Err(SipError::TimedOut { destination: to.clone(), limit });
                    }
                    self.send_datagram(to, &request.write()).await?;
                    pause = pauses.take();
                }
            }
        }
    }

    /// A request that belongs to the transaction of another: ACK of a refusal, CANCEL.
    /// Sources: RFC 3261, 9.1 and 17.1.1.3.
    async fn companion(&self, way: &Way<'_>, method: Method, invite: &Request, to_header: Option<&str>) {
        let mut request = invite.clone();
        request.body.clear();
        let via = invite.headers.get("Via").map(str::to_owned);
        for name in ["Content-Type", "Contact", "Via", "Session-Expires", "Record-Route"] {
            request.headers.remove(name);
        }
        if let Some(via) = via {
            request.headers.prepend("Via", via);
        }
        if let Some(to_header) = to_header {
            request.headers.set("To", to_header);
        }
        let number = invite.headers.sequence().map_or(1, |sequence| sequence.number);
        request.headers.set("CSeq", format!("{number} {method}"));
        request.method = method;
        let sent = match way.connection {
            Some(connection) => connection.sender.send(request.write()).await.is_ok(),
            None => self.send_datagram(way.to, &request.write()).await.is_ok(),
        };
        if !sent {
            tracing::debug!(to = %way.to, method = %request.method, "it could not be sent");
        }
    }

    async fn acknowledge_refusal(&self, way: &Way<'_>, invite: &Request, response: &Response) {
        self.companion(way, Method::Ack, invite, response.headers.get("To")).await;
    }

    async fn cancel(&self, way: &Way<'_>, invite: &Request) {
        self.companion(way, Method::Cancel, invite, None).await;
    }

    /// Sends an ACK for a success, which nothing answers.
    pub(super) async fn acknowledge(
        self: &Arc<Self>,
        to: Destination,
        mut ack: Request,
    ) -> Result<(), SipError> {
        self.add_via(&mut ack, to.protocol, &branch());
        if to.protocol == Protocol::Udp {
            return self.send_datagram(&to, &ack.write()).await;
        }
        let connection = self.connection(&to).await?;
        connection.sender.send(ack.write()).await.map_err(|_| broke(&to))
    }
}

/// How a transaction's requests travel.
struct Way<'a> {
    to: &'a Destination,
    connection: Option<&'a Connection>,
}

/// Whether a response is to a request of this method, and not to another one of its transaction.
pub(super) fn answers_to(response: &Response, method: &Method) -> bool {
    response.headers.sequence().is_ok_and(|sequence| sequence.method == *method)
}

/// Waits until a request is cancelled; for ever where it cannot be.
async fn cancelled_by(cancel: Option<&CancellationToken>) {
    match cancel {
        Some(cancel) => cancel.cancelled().await,
        None => std::future::pending().await,
    }
}

/// Ends the wait when whoever waits is done or gone.
struct Registration {
    inner: Arc<Inner>,
    branch: String,
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.inner.state().waiting.remove(&self.branch);
    }
}
