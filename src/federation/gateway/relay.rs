//! The gateway at work: messages from a pool's SIP users become stanzas and the other way round.
//!
//! A SIP sender gets 202 once the stanza is handed over; when an error comes back for it later, the sender
//! gets a message that says so. An XMPP sender gets an error stanza when SIP refuses.

use super::address::{to_sip, to_xmpp};
use super::error::condition;
use crate::federation::sip::{Request, Response, SipUri};
use crate::federation::xmpp::{Condition, Stanza, StanzaError, StanzaKind, StanzaSink, XmppPort};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc;

/// Where messages from XMPP go: the pool.
pub trait Inbox: Send + Sync + 'static {
    /// Delivers a text to a user of the pool; gives SIP status and reason.
    fn deliver(&self, from: SipUri, to: SipUri, body: String) -> impl Future<Output = (u16, String)> + Send;
}

/// A gateway between one XMPP port and one pool; cheap to clone.
#[derive(Debug, Clone)]
pub struct Gateway {
    sink: StanzaSink,
    next: Arc<AtomicU64>,
    carried: Arc<[AtomicU64; 2]>,
}

impl Gateway {
    /// Starts to carry messages from the port to the pool.
    pub fn start<I: Inbox>(port: XmppPort, inbox: Arc<I>) -> Gateway {
        let gateway = Gateway { sink: port.sink, next: Arc::default(), carried: Arc::default() };
        tokio::spawn(gateway.clone().carry_from_xmpp(port.incoming, inbox));
        gateway
    }

    /// Messages carried to XMPP and from it.
    pub fn carried(&self) -> (u64, u64) {
        let [out, back] = &*self.carried;
        (out.load(Ordering::Relaxed), back.load(Ordering::Relaxed))
    }

    /// Takes a MESSAGE for a partner's user. The answer is final: 202 means that the stanza is on its way.
    pub async fn message(&self, request: &Request) -> Response {
        let Ok(from) = request.headers.address("From") else { return request.response(400) };
        let plain = request
            .headers
            .get("Content-Type")
            .is_none_or(|kind| kind.trim().to_ascii_lowercase().starts_with("text/plain"));
        if !plain {
            return request.response(415).with("Accept", "text/plain");
        }
        let Ok(body) = std::str::from_utf8(&request.body) else {
            return request.response_with_reason(400, "The text is not UTF-8");
        };
        let (Some(from), Some(to)) = (to_xmpp(&from.uri), to_xmpp(&request.uri)) else {
            return request.response(416);
        };
        let id = format!("sip-{}", self.next.fetch_add(1, Ordering::Relaxed));
        let mut stanza = Stanza::new(StanzaKind::Message, from, to).with_id(id).with_body(body);
        if let Some(thread) = request.headers.get("Call-ID") {
            stanza = stanza.with_text_child("thread", thread);
        }
        if let Some(subject) = request.headers.get("Subject") {
            stanza = stanza.with_text_child("subject", subject);
        }
        match self.sink.send(stanza).await {
            Ok(()) => {
                let [out, _] = &*self.carried;
                out.fetch_add(1, Ordering::Relaxed);
                request.response(202)
            }
            Err(_) => request.response_with_reason(503, "XMPP federation has stopped"),
        }
    }

    async fn carry_from_xmpp<I: Inbox>(self, mut incoming: mpsc::Receiver<Stanza>, inbox: Arc<I>) {
        while let Some(stanza) = incoming.recv().await {
            if let Some(answer) = self.one(&stanza, &*inbox).await
                && self.sink.send(answer).await.is_err()
            {
                return;
            }
        }
    }

    /// Handles a stanza; gives the answer that it needs.
    async fn one<I: Inbox>(&self, stanza: &Stanza, inbox: &I) -> Option<Stanza> {
        if stanza.is_error() {
            self.report(stanza, inbox).await;
            return None;
        }
        match stanza.kind() {
            StanzaKind::Message => {}
            StanzaKind::Iq => {
                return stanza.bounce(&StanzaError::new(
                    Condition::ServiceUnavailable,
                    "This gateway carries messages",
                ));
            }
            StanzaKind::Presence => return self.presence(stanza),
        }
        // Typing notifications and receipts have no body and need no delivery.
        let body = stanza.body()?;
        let malformed =
            || stanza.bounce(&StanzaError::new(Condition::JidMalformed, "The address has no user"));
        let (Some(from), Some(to)) = (to_sip(stanza.from()), to_sip(stanza.to())) else { return malformed() };
        let (status, reason) = inbox.deliver(from, to.bare(), body).await;
        if (200..300).contains(&status) {
            let [_, back] = &*self.carried;
            back.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        stanza.bounce(&StanzaError::new(condition(status), format!("{status} {reason}")))
    }

    /// Subscriptions are refused: there is no presence yet.
    fn presence(&self, stanza: &Stanza) -> Option<Stanza> {
        match stanza.stanza_type() {
            Some("subscribe") => Some(stanza.reply("unsubscribed")),
            _ => None,
        }
    }

    /// Tells a SIP sender that an earlier message was not delivered.
    async fn report<I: Inbox>(&self, stanza: &Stanza, inbox: &I) {
        let (Some(partner), Some(user)) = (to_sip(stanza.from()), to_sip(stanza.to())) else { return };
        if stanza.kind() != StanzaKind::Message {
            return;
        }
        let why = stanza.error().map(|error| error.to_string()).unwrap_or_default();
        let text = format!("Your message to {} was not delivered: {why}", stanza.from());
        let (status, reason) = inbox.deliver(partner, user.bare(), text).await;
        if !(200..300).contains(&status) {
            tracing::info!(user = %user, status, reason, "a delivery failure could not be reported");
        }
    }
}
