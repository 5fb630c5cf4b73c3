//! The gateway at work: messages and presence of a pool's SIP users become stanzas and the other way round.
//!
//! A SIP sender gets its answer once the fate of the stanza is known: 202 when the partner has taken it, the
//! status of the error when it came back. When an error comes back later, the sender hears of it, too: by a
//! report where one was asked for, else by a message. An XMPP sender gets an error stanza when SIP refuses.

use super::address::to_sip;
use super::error::{stanza_error, status};
use super::lanes::Lanes;
use super::message::fate::{Fate, Fates, Wait};
use super::message::from_sip::{self, Said};
use super::message::repeated::Repeated;
use super::message::sent::{Sent, SentMessages};
use super::message::{PLAIN, RECEIPTS, composing, disposition, from_xmpp};
use super::policy::{Open, Policy};
use super::pool::{Inbox, Pool};
use super::presence::memory::Remembered;
use super::presence::{Hub, HubParts, Memory, SubscriptionStatus};
use super::session::Sessions;
use crate::federation::sip::message::{default_reason, random_token};
use crate::federation::sip::{Method, Request, Response, SipUri};
use crate::federation::xmpp::{Condition, Element, Stanza, StanzaError, StanzaKind, StanzaSink, XmppPort};
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;

/// Stanzas from XMPP that are being delivered at once.
const AT_ONCE: usize = 4096;
/// XMPP users of whom it is known that they understand chat states, and devices that refuse typing.
const MOST_KNOWN: usize = 50_000;
/// What a pool may send.
const ALLOWED: &str = "MESSAGE, SUBSCRIBE, NOTIFY, OPTIONS, INVITE, ACK, BYE, CANCEL, INFO, UPDATE";
/// Service discovery. Source: XEP-0030.
const DISCO_INFO: &str = "http://jabber.org/protocol/disco#info";

/// What a gateway is told besides its two sides.
pub struct GatewayOptions {
    /// Who may talk with whom, and who sees what.
    pub policy: Arc<dyn Policy>,
    /// Keeps who has agreed to be watched.
    pub memory: Memory,
    /// What it remembers, as [`Memory::open`] gave it.
    pub remembered: Vec<Remembered>,
    /// Where SIP servers reach this gateway in a dialog. Without it they use the XMPP user's own address and
    /// route by its domain.
    pub contact: Option<SipUri>,
    /// Seconds that presence subscriptions last. Source: RFC 3856, 6.4.
    pub subscription_expiry: u32,
}

impl Default for GatewayOptions {
    fn default() -> GatewayOptions {
        GatewayOptions {
            policy: Arc::new(Open),
            memory: Memory::volatile(),
            remembered: Vec::new(),
            contact: None,
            subscription_expiry: 3600,
        }
    }
}

/// A gateway between one XMPP port and one pool; cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    inner: Arc<Inner>,
    hub: Hub,
}

struct Inner {
    sink: StanzaSink,
    pool: Arc<dyn Pool>,
    policy: Arc<dyn Policy>,
    /// Begins the ids of this process, so that no answer to an earlier one is taken for ours.
    prefix: String,
    next: AtomicU64,
    carried: [AtomicU64; 2],
    fates: Fates,
    sent: Mutex<SentMessages>,
    repeated: Mutex<Repeated>,
    /// XMPP users who have sent chat states, and so understand them. Source: XEP-0085, 5.1.
    understand_states: Mutex<HashSet<String>>,
    /// SIP users whose devices refuse typing notifications.
    refuse_typing: Mutex<HashSet<String>>,
    /// SIP users whose devices take messages in sessions only.
    want_sessions: Mutex<HashSet<String>>,
    sessions: Sessions,
}

impl std::fmt::Debug for Gateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gateway").field("carried", &self.carried()).finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Gateway {
    /// Starts to carry between the port and the pool; everything is allowed and nothing outlives the process.
    pub fn start<I: Inbox>(port: XmppPort, inbox: Arc<I>) -> Gateway {
        Gateway::start_with(port, inbox, GatewayOptions::default())
    }

    /// Starts to carry between the port and the pool.
    pub fn start_with<I: Inbox>(port: XmppPort, inbox: Arc<I>, options: GatewayOptions) -> Gateway {
        let (stanzas, presence) = mpsc::unbounded_channel();
        tokio::spawn(write_presence(port.sink.clone(), presence));
        let parts = HubParts {
            stanzas,
            pool: inbox.clone(),
            policy: options.policy.clone(),
            memory: options.memory,
            contact: options.contact.clone(),
            expiry: options.subscription_expiry,
        };
        let inner = Inner {
            sink: port.sink,
            sessions: Sessions::new(inbox.clone(), options.contact),
            want_sessions: Mutex::default(),
            pool: inbox,
            policy: options.policy,
            prefix: format!("sip-{}-", random_token().get(..8).unwrap_or_default()),
            next: AtomicU64::new(0),
            carried: Default::default(),
            fates: Fates::default(),
            sent: Mutex::default(),
            repeated: Mutex::default(),
            understand_states: Mutex::default(),
            refuse_typing: Mutex::default(),
        };
        let gateway = Gateway { inner: Arc::new(inner), hub: Hub::start(parts, options.remembered) };
        tokio::spawn(gateway.hub.clone().follow(port.state));
        tokio::spawn(gateway.clone().end_idle_sessions());
        tokio::spawn(gateway.clone().carry_from_xmpp(port.incoming));
        gateway
    }

    /// Messages carried to XMPP and from it.
    pub fn carried(&self) -> (u64, u64) {
        let [out, back] = &self.inner.carried;
        (out.load(Ordering::Relaxed), back.load(Ordering::Relaxed))
    }

    /// Pairs of users who watch each other, our presence subscriptions with pools, and theirs with us.
    pub fn subscriptions(&self) -> (usize, usize, usize) {
        self.hub.counts()
    }

    /// What is known of each pair of users.
    pub fn pairs(&self) -> Vec<SubscriptionStatus> {
        self.hub.subscriptions()
    }

    /// Takes a request of a SIP user for a partner's user, or in a dialog of ours. The answer is final.
    pub async fn request(&self, request: &Request) -> Response {
        if request.max_forwards() == 0 {
            return request.response(483);
        }
        if request.uri.secure {
            // Nobody can promise TLS on every hop to XMPP. Source: RFC 7247, 4.
            return request.response(416);
        }
        match request.method {
            Method::Message if !in_dialog(request) => self.message(request, false).await,
            Method::Subscribe => self.hub.subscribe(request),
            Method::Notify => self.hub.notify(request),
            Method::Options => request.response(200).with("Allow", ALLOWED),
            // Apart, for it is rare: it holds more than a message on its way.
            _ => Box::pin(self.session(request)).await,
        }
    }

    /// Takes a MESSAGE. The answer to a text waits until its fate is known; 202 means that the partner has it.
    async fn message(&self, request: &Request, in_session: bool) -> Response {
        let number = self.inner.next.fetch_add(1, Ordering::Relaxed);
        let id = format!("{}{number}", self.inner.prefix);
        let read = from_sip::sender(request).and_then(|sender| {
            let said = from_sip::read(request, &sender, &id)?;
            Ok((sender, said))
        });
        let (sender, said) = match read {
            Ok(read) => read,
            Err(refusal) => return *refusal,
        };
        let sender = sender.address_of_record().unwrap_or_default();
        let permitted = self.inner.policy.permits(&sender, &request.uri.host);
        if let Err(refusal) = permitted {
            return request.response_with_reason(refusal.status, &refusal.text);
        }
        let mut wait = None;
        let stanza = match said {
            Said::Text(stanza, record) => {
                lock(&self.inner.sent).put(number, &record);
                self.count(0);
                let (receipt, waiting) = self.inner.fates.open(number);
                wait = Some(waiting);
                // What is said in a session is a chat. Source: RFC 7572, 5.
                let stanza = if in_session { stanza.with_type("chat") } else { *stanza };
                stanza.with_receipt(receipt)
            }
            Said::Report(stanza) => *stanza,
            Said::Composing(stanza) => {
                let user = stanza.to().to_bare().to_string();
                if !lock(&self.inner.understand_states).contains(&user) {
                    return request.response(200); // Who never showed a state does not get any.
                }
                *stanza
            }
            Said::Nothing => return request.response(200),
        };
        if self.inner.sink.send(stanza).await.is_err() {
            return request.response_with_reason(503, "XMPP federation has stopped");
        }
        match wait {
            Some(wait) => self.settled(request, number, wait).await,
            None => request.response(202),
        }
    }

    /// The answer to a text, once its fate is known.
    async fn settled(&self, request: &Request, number: u64, wait: Wait) -> Response {
        match wait.fate().await {
            Fate::Taken => request.response(202),
            Fate::Refused(error, device) => {
                lock(&self.inner.sent).take(number);
                let status = status(&error, device);
                let text = error.text.unwrap_or_else(|| default_reason(status).to_owned());
                request.response_with_reason(status, &text)
            }
            Fate::Open => {
                let reason = "The partner has not confirmed the message; it may arrive yet";
                request.response_with_reason(408, reason)
            }
        }
    }

    fn count(&self, direction: usize) {
        if let Some(counter) = self.inner.carried.get(direction) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    async fn carry_from_xmpp(self, mut incoming: mpsc::Receiver<Stanza>) {
        let lanes = Lanes::new(AT_ONCE);
        let hasher = RandomState::new();
        while let Some(stanza) = incoming.recv().await {
            if stanza.kind() == StanzaKind::Presence {
                // Never waits, and has to keep its order with what the pool says.
                let answer = self.hub.presence(&stanza);
                self.answer(answer).await;
                continue;
            }
            let key = conversation_key(&hasher, &stanza);
            let gateway = self.clone();
            let work = Box::pin(async move {
                let answer = gateway.one(&stanza).await;
                gateway.answer(answer).await;
            });
            lanes.add(key, work).await;
        }
        self.hub.stop();
    }

    async fn answer(&self, answer: Option<Stanza>) {
        if let Some(answer) = answer
            && self.inner.sink.send(answer).await.is_err()
        {
            tracing::debug!("an answer to XMPP was lost, for the gateway stops");
        }
    }

    /// Handles a message or a request; gives the answer that it needs.
    async fn one(&self, stanza: &Stanza) -> Option<Stanza> {
        match stanza.kind() {
            StanzaKind::Message if stanza.is_error() => {
                Box::pin(self.failed(stanza)).await;
                None
            }
            StanzaKind::Message => self.message_from_xmpp(stanza).await,
            StanzaKind::Iq => discovered(stanza).or_else(|| {
                let error = StanzaError::new(Condition::ServiceUnavailable, "This is a gateway to SIP");
                stanza.bounce(&error)
            }),
            StanzaKind::Presence => None,
        }
    }

    /// What is rarer than a text is apart, for it would make every text's task larger.
    async fn message_from_xmpp(&self, stanza: &Stanza) -> Option<Stanza> {
        if composing::of_stanza(stanza).is_some() {
            remember(&self.inner.understand_states, stanza.from().to_bare().to_string());
        }
        if let Some(received) = stanza.child("received", RECEIPTS) {
            Box::pin(self.delivered(received.attribute("id").unwrap_or_default())).await;
        }
        if stanza.stanza_type() == Some("groupchat") {
            let text = "Group chat does not cross this gateway";
            return stanza.bounce(&StanzaError::new(Condition::ServiceUnavailable, text));
        }
        if stanza.body().is_none() {
            Box::pin(self.typing(stanza)).await;
            return None;
        }
        if lock(&self.inner.repeated).is_repetition(stanza) {
            return None;
        }
        if let Some(refusal) = self.refuse(stanza) {
            return stanza.bounce(&refusal);
        }
        let Some(request) = from_xmpp::text(stanza) else {
            return stanza.bounce(&StanzaError::new(Condition::JidMalformed, "The address has no user"));
        };
        let response = self.to_pool(request).await;
        if !response.is_success() {
            return stanza.bounce(&stanza_error(response.status, &response.reason));
        }
        self.count(1);
        // 202 does not say that a device has it. Source: RFC 3428, 7.
        if response.status == 200 { from_xmpp::receipt(stanza) } else { None }
    }

    /// Why a message may not pass, if so. Source: migration.md C.1 and D.
    fn refuse(&self, stanza: &Stanza) -> Option<StanzaError> {
        let domain = stanza.from_domain();
        let sip = to_sip(stanza.to())?;
        if let Err(refusal) = self.inner.policy.permits(&sip.address_of_record()?, &domain) {
            return Some(refusal.error());
        }
        let may = self.inner.policy.partner_type(&domain).may_start();
        let text = "The user has to add you as a contact first";
        (!may && !self.hub.is_added(stanza.from(), &sip))
            .then(|| StanzaError::new(Condition::SubscriptionRequired, text))
    }

    /// Carries a typing notification, as far as the device takes any.
    async fn typing(&self, stanza: &Stanza) {
        let Some(request) = from_xmpp::typing(stanza) else { return };
        let user = request.uri.to_string();
        if self.refuse(stanza).is_some() || lock(&self.inner.refuse_typing).contains(&user) {
            return;
        }
        let Some(response) = self.typing_to_pool(request, composing::of_stanza(stanza)).await else { return };
        if matches!(response.status, 405 | 415 | 488 | 501 | 606) {
            remember(&self.inner.refuse_typing, user);
        }
    }

    /// The number of the message whose stanza has this id, if it is one of this process.
    fn number(&self, id: &str) -> Option<u64> {
        id.strip_prefix(&self.inner.prefix)?.parse().ok()
    }

    /// A message of a SIP user has reached a device.
    async fn delivered(&self, id: &str) {
        let sent = self.number(id).and_then(|number| lock(&self.inner.sent).take(number));
        if let Some(sent) = sent.filter(|sent| sent.wants_success) {
            self.report(&sent, true).await;
        }
    }

    /// Tells a SIP sender that an earlier message was not delivered. Errors to anything else end here.
    async fn failed(&self, stanza: &Stanza) {
        let id = stanza.id().unwrap_or_default();
        let Some(error) = stanza.error() else { return };
        let device = stanza.from().resource().is_some();
        let number = self.number(id);
        if number.is_some_and(|number| self.inner.fates.refused(number, &error, device)) {
            return; // The answer to the message tells its sender.
        }
        let sent = number.and_then(|number| lock(&self.inner.sent).take(number));
        let Some(sent) = sent else {
            tracing::debug!(id, %error, from = %stanza.from(), "an error to nothing that is known");
            return;
        };
        if sent.wants_failure {
            return self.report(&sent, false).await;
        }
        let status = status(&error, device);
        let why = error.text.clone().unwrap_or_else(|| error.condition.name().replace('-', " "));
        let text = format!(
            "Your message \"{}\" to {} was not delivered: {why} ({status} {})",
            sent.excerpt,
            stanza.from().to_bare(),
            default_reason(status)
        );
        let mut request = from_xmpp::about(sent.to.clone(), sent.from.clone(), &sent.call);
        request.set_body(PLAIN, text);
        self.tell(request).await;
    }

    async fn report(&self, sent: &Sent, delivered: bool) {
        let Some(id) = &sent.report_id else { return };
        let mut request = from_xmpp::about(sent.to.clone(), sent.from.clone(), &sent.call);
        let text = disposition::report(&sent.to.to_string(), &sent.from.to_string(), id, delivered);
        request.set_body(disposition::CPIM, text);
        self.tell(request).await;
    }

    /// Sends what reports on something; that it failed is reported to nobody.
    async fn tell(&self, request: Request) {
        let user = request.uri.to_string();
        let response = self.to_pool(request).await;
        if !response.is_success() {
            let (status, reason) = (response.status, response.reason);
            tracing::warn!(user, status, reason, "the fate of a message could not be reported");
        }
    }
}

/// Whether a request is inside a dialog. Source: RFC 3261, 12.2.
fn in_dialog(request: &Request) -> bool {
    request.headers.tag("To").is_some()
}

/// The same for all stanzas of one conversation. That others may have it, too, only lets them wait for each other.
fn conversation_key(hasher: &RandomState, stanza: &Stanza) -> u64 {
    let [from, to] = [stanza.from(), stanza.to()].map(|jid| jid.as_str().split('/').next());
    hasher.hash_one((from, to))
}

/// Adds to what is known; what is too much begins anew.
fn remember(known: &Mutex<HashSet<String>>, user: String) {
    let mut known = lock(known);
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert(user);
}

/// Answers who asks what a domain or a user is here. Source: XEP-0030.
fn discovered(stanza: &Stanza) -> Option<Stanza> {
    stanza.child("query", DISCO_INFO).filter(|_| stanza.stanza_type() == Some("get"))?;
    let (category, kind) =
        if stanza.to().node().is_some() { ("account", "registered") } else { ("gateway", "sip") };
    let identity = Element::new("identity", DISCO_INFO)
        .with_attribute("category", category)
        .with_attribute("type", kind)
        .with_attribute("name", "fedsh");
    let mut query = Element::new("query", DISCO_INFO).with_child(identity);
    for feature in [DISCO_INFO, "urn:xmpp:ping", RECEIPTS, super::message::CHAT_STATES] {
        query.push_child(Element::new("feature", DISCO_INFO).with_attribute("var", feature));
    }
    Some(stanza.reply("result").with_child(query))
}

async fn write_presence(sink: StanzaSink, mut stanzas: mpsc::UnboundedReceiver<Stanza>) {
    while let Some(stanza) = stanzas.recv().await {
        if sink.send(stanza).await.is_err() {
            return;
        }
    }
}

mod conversation;
#[cfg(test)]
mod message_tests;
#[cfg(test)]
mod session_tests;
#[cfg(test)]
mod tests;
