//! Conversations in SIP sessions, both ways.

use super::{ALLOWED, Gateway, composing, lock, remember};
use crate::federation::gateway::address::to_xmpp;
use crate::federation::gateway::message::CHAT_STATES;
use crate::federation::gateway::session::{self, Inside};
use crate::federation::sip::{Method, Request, Response, SipUri};
use crate::federation::xmpp::{Element, Stanza, StanzaKind};
use std::time::Duration;

/// Between looks at sessions in which nothing is said any more.
const LOOK: Duration = Duration::from_secs(30);

/// Whether a refusal of a message outside a session says that it would be taken inside one: the method is not
/// known there.
fn wants_session(response: &Response) -> bool {
    let allows = response.headers.get("Allow");
    matches!(response.status, 405 | 501) && allows.is_none_or(|list| list.contains("INVITE"))
}

impl Gateway {
    /// Takes a request that opens a session or belongs to one.
    pub(super) async fn session(&self, request: &Request) -> Response {
        let sessions = &self.inner.sessions;
        match &request.method {
            Method::Invite => self.invited(request).await,
            Method::Ack => sessions.acknowledged(request),
            Method::Cancel => sessions.cancelled(request),
            Method::Bye => {
                let (response, xmpp) = sessions.ended(request);
                let sip = request.headers.address("From").map(|from| from.uri);
                if let (Ok(sip), Some(xmpp)) = (sip, xmpp) {
                    self.gone(&sip, &xmpp).await;
                }
                response
            }
            Method::Message => match sessions.inside(request) {
                Ok(Inside(message)) => self.message(&message, true).await,
                Err(refusal) => refusal,
            },
            Method::Other(name) if name == "INFO" => self.informed(request).await,
            Method::Other(name) if name == "UPDATE" => sessions.updated(request),
            _ => request.response(405).with("Allow", ALLOWED),
        }
    }

    /// An INVITE: the policy decides about a new session. Lync's clients put the first message into it.
    async fn invited(&self, request: &Request) -> Response {
        let sender = request.headers.address("From").ok().and_then(|from| from.uri.address_of_record());
        let permitted = self.inner.policy.permits(&sender.unwrap_or_default(), &request.uri.host);
        if !super::in_dialog(request) {
            if to_xmpp(&request.uri).is_none() {
                return request.response(416);
            }
            if let Err(refusal) = permitted {
                return request.response_with_reason(refusal.status, &refusal.text);
            }
        }
        let response = self.inner.sessions.invited(request);
        match session::first_message(request).filter(|_| response.is_success()) {
            // Who does not hear that it was taken sends it again, inside the session.
            Some(message) if self.message(&message, true).await.is_success() => {
                response.with("Supported", session::FIRST_MESSAGE)
            }
            _ => response,
        }
    }

    /// An INFO of a session, which may say that somebody types.
    async fn informed(&self, request: &Request) -> Response {
        match self.inner.sessions.inside(request) {
            Ok(Inside(mut message)) => match session::typing(request) {
                Some(active) => {
                    message.set_body(composing::TYPE, composing::write(active));
                    let carried = self.message(&message, true).await;
                    request.response(if carried.is_success() { 200 } else { carried.status })
                }
                None => request.response(200),
            },
            Err(refusal) => refusal,
        }
    }

    /// The SIP user has left a conversation: who understands chat states hears of it. Source: RFC 7573, 5.
    async fn gone(&self, sip: &SipUri, xmpp: &SipUri) {
        let (Some(from), Some(to)) = (to_xmpp(&sip.bare()), to_xmpp(&xmpp.bare())) else { return };
        if !lock(&self.inner.understand_states).contains(&to.to_string()) {
            return;
        }
        let stanza = Stanza::new(StanzaKind::Message, from, to)
            .with_type("chat")
            .with_child(Element::new("gone", CHAT_STATES));
        self.answer(Some(stanza)).await;
    }

    /// Ends sessions in which nothing is said any more, for as long as the gateway runs.
    pub(super) async fn end_idle_sessions(self) {
        while !self.inner.sink.is_closed() {
            tokio::time::sleep(LOOK).await;
            for (sip, xmpp) in self.inner.sessions.end_idle().await {
                let uri = |address: &str| SipUri::parse(&format!("sip:{address}"));
                if let (Ok(sip), Ok(xmpp)) = (uri(&sip), uri(&xmpp)) {
                    self.gone(&sip, &xmpp).await;
                }
            }
        }
    }

    /// Whether the user of a message is known to take none outside sessions.
    fn wants_session(&self, message: &Request) -> bool {
        let known = lock(&self.inner.want_sessions);
        !known.is_empty() && known.contains(&message.uri.to_string())
    }

    /// Sends a message to a SIP user: inside the session with the sender, else as it is, else in a new session.
    pub(super) async fn to_pool(&self, message: Request) -> Response {
        let sessions = &self.inner.sessions;
        if let Some(response) = sessions.send(&message).await {
            return response;
        }
        if !self.wants_session(&message) {
            let response = self.inner.pool.request(&message).await;
            if !wants_session(&response) {
                return response;
            }
        }
        match Box::pin(sessions.open(&message)).await {
            Ok(()) => {
                remember(&self.inner.want_sessions, message.uri.to_string());
                let sent = sessions.send(&message).await;
                sent.unwrap_or_else(|| message.response_with_reason(480, "The session ended at once"))
            }
            Err(refusal) => {
                lock(&self.inner.want_sessions).remove(&message.uri.to_string());
                refusal
            }
        }
    }

    /// Sends a typing notification: inside the session, or outside to who has not asked for one. Who is gone
    /// ends the session. `None`: there is nothing to send it in.
    pub(super) async fn typing_to_pool(&self, typing: Request, state: Option<&str>) -> Option<Response> {
        let sessions = &self.inner.sessions;
        if sessions.has_session(&typing) {
            if state == Some("gone") {
                sessions.leave(&typing).await;
                return None;
            }
            return sessions.send(&typing).await;
        }
        if self.wants_session(&typing) {
            return None;
        }
        Some(self.inner.pool.request(&typing).await)
    }
}
