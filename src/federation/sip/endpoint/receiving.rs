//! What arrives at an endpoint: frames of connections and datagrams, given to those who wait for them.

use super::client::answers_to;
use super::{Connection, DATAGRAM, Inner, Responses, Waiting};
use crate::federation::sip::destination::Protocol;
use crate::federation::sip::framing::Frame;
use crate::federation::sip::incoming::{Incoming, Reply, answer_address, note_source};
use crate::federation::sip::message::{Method, Response, SipMessage};
use crate::federation::sip::parse::{Rejected, parse_datagram};
use crate::federation::sip::repetition::{Repetition, TransactionKey, invitation};
use crate::federation::tls::PeerNames;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};
use tokio::net::UdpSocket;
use tokio::sync::mpsc;

impl Inner {
    pub(super) fn frame(&self, frame: Frame, protocol: Protocol, peer: SocketAddr, connection: &Connection) {
        let answers = &connection.sender;
        match frame {
            // A peer that lets answers pile up misses this one.
            Frame::Ping => drop(answers.try_send(b"\r\n".to_vec())),
            Frame::Rejected(rejected) => {
                tracing::info!(%peer, fault = %rejected.fault, "a SIP request is refused");
                refuse(answers, rejected);
            }
            Frame::Message(SipMessage::Response(response)) => self.answered(response),
            Frame::Message(SipMessage::Request(mut request)) => {
                note_source(&mut request, peer);
                let reply = Reply::Stream(answers.clone());
                let proved = connection.proved.clone();
                self.hand_over(Incoming { request, source: peer, protocol, proved, reply });
            }
        }
    }

    /// Gives a request to the owner, or answers that we are overloaded.
    fn hand_over(&self, incoming: Incoming) {
        if let Err(returned) = (self.take)(incoming) {
            let busy = returned.request.response(503).with("Retry-After", "5");
            tokio::spawn(returned.respond(busy));
        }
    }

    fn answered(&self, response: Response) {
        let branch = response.headers.branch().unwrap_or_default();
        let mut state = self.state();
        let Some(waiting) = state.waiting.get(branch) else {
            drop(state);
            return tracing::debug!(branch, "a SIP response that nobody waits for");
        };
        // Whoever asked may be giving up at this moment.
        match &waiting.responses {
            Responses::All(all) => drop(all.send(Box::new(response))),
            Responses::Final(method, _) if !(response.is_final() && answers_to(&response, method)) => {}
            Responses::Final(..) => {
                if let Some(Waiting { responses: Responses::Final(_, last), .. }) =
                    state.waiting.remove(branch)
                {
                    drop(state);
                    drop(last.send(response));
                }
            }
        }
    }

    fn datagram(&self, socket: &Arc<UdpSocket>, bytes: &[u8], source: SocketAddr) {
        if bytes.iter().all(|byte| b"\r\n\0".contains(byte)) {
            return; // A keep-alive.
        }
        match parse_datagram(bytes, &self.config.limits) {
            Ok(SipMessage::Response(response)) => self.answered(response),
            Ok(SipMessage::Request(mut request)) => {
                let Some(key) = TransactionKey::of(&request, source) else { return };
                let to = answer_address(&request, source);
                note_source(&mut request, source);
                if request.method == Method::Ack
                    && let Some(invitation) = invitation(&request)
                {
                    self.transactions.lock().unwrap_or_else(PoisonError::into_inner).confirmed(&invitation);
                }
                let keep = self.config.timers.keep();
                let known =
                    self.transactions.lock().unwrap_or_else(PoisonError::into_inner).arrived(&key, keep);
                match known {
                    Repetition::Handled => {}
                    // Lost on the way; the peer asks again.
                    Repetition::Answered(answer) => drop(socket.try_send_to(&answer, to)),
                    Repetition::No => {
                        let known = self.transactions.clone();
                        let timers = self.config.timers;
                        let reply = Reply::Datagram { socket: socket.clone(), to, key, known, timers };
                        let (protocol, proved) = (Protocol::Udp, PeerNames::default());
                        self.hand_over(Incoming { request, source, protocol, proved, reply });
                    }
                }
            }
            Err(rejected) => {
                tracing::info!(%source, fault = %rejected.fault, "a SIP datagram is refused");
                if let Some(answer) = rejected.answer {
                    drop(socket.try_send_to(&answer.write(), source));
                }
            }
        }
    }
}

pub(super) fn refuse(answers: &mpsc::Sender<Vec<u8>>, rejected: Rejected) {
    if let Some(answer) = rejected.answer {
        // A peer that sends faults faster than it reads answers misses some.
        drop(answers.try_send(answer.write()));
    }
}

pub(super) async fn receive_datagrams(inner: Arc<Inner>, socket: Arc<UdpSocket>) {
    let mut buffer = vec![0; DATAGRAM];
    loop {
        let received = tokio::select! {
            received = socket.recv_from(&mut buffer) => received,
            () = inner.stop.cancelled() => return,
        };
        match received {
            Ok((length, source)) => inner.datagram(&socket, buffer.get(..length).unwrap_or_default(), source),
            // An ICMP error of an earlier datagram; the transaction's own timer tells its owner.
            Err(error) => tracing::debug!(%error, "a SIP datagram could not be received"),
        }
    }
}
