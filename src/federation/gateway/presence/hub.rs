//! All pairs of users: what comes from either side becomes an event of a pair, and what its state machines
//! want is done.
//!
//! Events are handled one after the other under one lock, in which nothing waits; requests to the pool run
//! beside it and come back as events.

use super::memory::{Half, Memory, Remembered};
use super::model::Presence;
use super::pair::{Pair, PairKey};
use super::watched::Watched;
use super::watching::{Answer, Event};
use super::{pidf, stanza, watched, watching};
use crate::federation::gateway::address::{to_sip, to_xmpp};
use crate::federation::gateway::policy::Policy;
use crate::federation::gateway::pool::Pool;
use crate::federation::sip::event::{self, PIDF, PRESENCE, Reason, SubscriptionState};
use crate::federation::sip::message::random_token;
use crate::federation::sip::subscription::Subscription;
use crate::federation::sip::{Dialog, DialogId, Method, Request, Response, SipUri};
use crate::federation::xmpp::{Condition, PortState, Stanza, StanzaError, address};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep, sleep_until};

/// The least that a watcher may ask for, in seconds.
const LEAST_EXPIRY: u32 = 60;
/// How long a NOTIFY may follow the end of a subscription of ours.
const AFTERWARDS: Duration = Duration::from_secs(64);
/// Most pairs of users.
const MOST_PAIRS: usize = 1_000_000;
/// Between subscriptions that are made again after a restart.
const PACE: Duration = Duration::from_millis(5);

/// What a hub is made of.
pub(in crate::federation::gateway) struct HubParts {
    pub stanzas: mpsc::UnboundedSender<Stanza>,
    pub pool: Arc<dyn Pool>,
    pub policy: Arc<dyn Policy>,
    pub memory: Memory,
    /// Where SIP peers reach this gateway in a dialog; the XMPP user's own address when absent.
    pub contact: Option<SipUri>,
    /// Seconds that subscriptions last.
    pub expiry: u32,
}

/// What a NOTIFY for us belongs to.
#[derive(Debug, Clone)]
enum Ours {
    Watching(PairKey),
    Fetching(PairKey),
    /// Ended by us; the last NOTIFY may still come.
    Ended,
}

#[derive(Default)]
struct State {
    pairs: HashMap<PairKey, Pair>,
    /// Our subscriptions by Call-ID and our tag.
    ours: HashMap<(String, String), Ours>,
    /// Subscriptions of SIP users.
    theirs: HashMap<DialogId, PairKey>,
}

/// All pairs of users; cheap to clone.
#[derive(Clone)]
pub(in crate::federation::gateway) struct Hub {
    parts: Arc<HubParts>,
    state: Arc<Mutex<State>>,
}

/// Our side of a dialog.
fn own_side(request: &Request) -> Option<(String, String)> {
    let tag = request.headers.address("From").ok()?.tag()?.to_owned();
    Some((request.headers.get("Call-ID")?.to_owned(), tag))
}

impl Hub {
    /// With what was remembered; subscriptions are made again one after the other.
    pub fn start(parts: HubParts, remembered: Vec<Remembered>) -> Hub {
        let hub = Hub { parts: Arc::new(parts), state: Arc::default() };
        let mut watching = Vec::new();
        for one in remembered {
            let Some((key, pair)) = Pair::remembered(&one.xmpp, &one.sip) else {
                tracing::warn!(xmpp = one.xmpp, sip = one.sip, "a remembered subscription cannot be used");
                continue;
            };
            hub.lock().pairs.entry(key.clone()).or_insert(pair).remember(one.half, one.agreed);
            if one.half == Half::XmppWatches {
                watching.push(key);
            }
        }
        if !watching.is_empty() {
            let resuming = hub.clone();
            tokio::spawn(async move {
                for key in watching {
                    resuming.resume(&key);
                    sleep(PACE).await;
                }
            });
        }
        hub
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Follows the way to XMPP: while it is gone nobody there seems to be there, and when it is back all are
    /// asked, one after the other.
    pub async fn follow(self, mut port: watch::Receiver<PortState>) {
        let mut lost = false;
        while port.changed().await.is_ok() {
            let now = port.borrow_and_update().clone();
            match now {
                PortState::Down { .. } if !lost => {
                    lost = true;
                    let keys: Vec<PairKey> = self.lock().pairs.keys().cloned().collect();
                    for key in keys {
                        self.watched_event(&key, Watched::lost);
                    }
                }
                PortState::Ready if lost => {
                    lost = false;
                    let keys: Vec<PairKey> = self.lock().pairs.keys().cloned().collect();
                    for key in keys {
                        self.watched_event(&key, |watched| watched.found());
                        sleep(PACE).await;
                    }
                }
                PortState::Stopped => return,
                _ => {}
            }
        }
    }

    fn watched_event(&self, key: &PairKey, event: impl FnOnce(&mut Watched) -> Vec<watched::Action>) {
        let state = &mut *self.lock();
        let Some(pair) = state.pairs.get_mut(key) else { return };
        let actions = event(&mut pair.watched);
        self.watched_actions(state, key, actions);
    }

    fn resume(&self, key: &PairKey) {
        let state = &mut *self.lock();
        let Some(pair) = state.pairs.get_mut(key) else { return };
        let actions = pair.watching.resume(self.parts.expiry);
        self.watching_actions(state, key, actions);
    }

    /// Ends what runs: timers find nothing to do any more, and what was agreed is on disk.
    pub fn stop(&self) {
        *self.lock() = State::default();
        let memory = self.parts.memory.clone();
        tokio::task::spawn_blocking(move || memory.flush());
    }

    /// Pairs of which something is known, and subscriptions in either direction that run.
    pub fn counts(&self) -> (usize, usize, usize) {
        let state = self.lock();
        (state.pairs.len(), state.ours.len(), state.theirs.len())
    }

    /// Takes a presence from a partner; gives the answer where it is refused.
    pub fn presence(&self, stanza: &Stanza) -> Option<Stanza> {
        let malformed =
            || stanza.bounce(&StanzaError::new(Condition::JidMalformed, "The address has no user"));
        let Some(sip) = to_sip(stanza.to()) else { return malformed() };
        let Some((key, fresh)) = Pair::new(stanza.from(), &sip) else { return malformed() };
        let kind = stanza.stanza_type();
        if let Some(refusal) = self.refuse(stanza, &key) {
            return refusal;
        }
        let state = &mut *self.lock();
        if !state.pairs.contains_key(&key) {
            // Nothing is known of the two: only a request or a question makes them a pair.
            match kind {
                Some("subscribe" | "probe") if state.pairs.len() < MOST_PAIRS => {
                    state.pairs.insert(key.clone(), fresh);
                }
                Some("unsubscribe") => return Some(stanza.reply("unsubscribed")),
                _ => return None,
            }
        }
        self.pair_presence(state, &key, stanza);
        self.tidy(state, &key);
        None
    }

    /// The refusal by policy, if any: `Some(None)` drops the stanza.
    fn refuse(&self, stanza: &Stanza, key: &PairKey) -> Option<Option<Stanza>> {
        if !matches!(stanza.stanza_type(), Some("subscribe" | "probe")) {
            return None;
        }
        let domain = stanza.from_domain();
        if let Err(refusal) = self.parts.policy.permits(&key.sip, &domain) {
            return Some(match refusal.unsubscribes {
                true => Some(stanza.reply("unsubscribed")),
                false => stanza.bounce(&refusal.error()),
            });
        }
        let added = self.lock().pairs.get(key).is_some_and(Pair::is_added);
        let may_start = self.parts.policy.partner_type(&domain).may_start();
        (!may_start && !added).then(|| Some(stanza.reply("unsubscribed")))
    }

    fn pair_presence(&self, state: &mut State, key: &PairKey, stanza: &Stanza) {
        let Some(pair) = state.pairs.get_mut(key) else { return };
        let name = stanza.from().resource().map(|name| name.to_string()).unwrap_or_default();
        let (watched, event) = match stanza.stanza_type() {
            None => (pair.watched.available(&name, stanza::resource(stanza)), Some(Event::Online)),
            Some("unavailable") => {
                let actions = pair.watched.unavailable(&name, stanza::notes(stanza));
                let knows = pair.watched.grant() == watched::Grant::Granted;
                let gone = knows && !pair.watched.is_available();
                (actions, gone.then_some(Event::Offline))
            }
            Some("subscribe") => (Vec::new(), Some(Event::Subscribe)),
            Some("unsubscribe") => (Vec::new(), Some(Event::Unsubscribe)),
            Some("probe") => (Vec::new(), Some(Event::Probe)),
            Some("subscribed") => (pair.watched.subscribed(), None),
            Some("unsubscribed") => (pair.watched.unsubscribed(), None),
            Some("error") => (undeliverable(pair, stanza), None),
            Some(_) => (Vec::new(), None),
        };
        self.watched_actions(state, key, watched);
        if let Some(event) = event {
            self.watching_event(state, key, event);
        }
    }

    fn watching_event(&self, state: &mut State, key: &PairKey, event: Event) {
        let Some(pair) = state.pairs.get_mut(key) else { return };
        let can_probe = pair.watched.grant() == watched::Grant::Granted;
        let actions = pair.watching.step(event, self.parts.expiry, can_probe);
        self.watching_actions(state, key, actions);
    }

    /// Takes a SUBSCRIBE of a SIP user.
    pub fn subscribe(&self, request: &Request) -> Response {
        if event::package(request).as_deref() != Some(PRESENCE) {
            return request.response(489).with("Allow-Events", PRESENCE);
        }
        if !event::accepts(request, PIDF) {
            return request.response(406).with("Accept", PIDF);
        }
        let wanted = request.headers.seconds("Expires").unwrap_or(self.parts.expiry);
        if (1..LEAST_EXPIRY).contains(&wanted) {
            return request.response(423).with("Min-Expires", LEAST_EXPIRY.to_string());
        }
        let expires = wanted.min(self.parts.expiry.max(LEAST_EXPIRY));
        match DialogId::of_request(request) {
            Some(id) => self.refresh(request, &id, expires),
            None => self.open(request, expires),
        }
    }

    fn refresh(&self, request: &Request, id: &DialogId, expires: u32) -> Response {
        let state = &mut *self.lock();
        let Some(key) = state.theirs.get(id).cloned() else { return request.response(481) };
        let Some(pair) = state.pairs.get_mut(&key) else { return request.response(481) };
        let watching = pair.watching.phase() == watching::Phase::Active;
        let Some(subscription) = pair.watched.subscription(id) else { return request.response(481) };
        if let Err(status) = subscription.refresh(request, Duration::from_secs(u64::from(expires))) {
            return request.response(status);
        }
        let contact = self.contact(&pair.xmpp_uri);
        let actions = match expires {
            0 => pair.watched.ended(id, watching),
            _ => pair.watched.refreshed(id),
        };
        self.watched_actions(state, &key, actions);
        self.expire_later(state, &key);
        request.response(200).with("Expires", expires.to_string()).with("Contact", contact)
    }

    fn open(&self, request: &Request, expires: u32) -> Response {
        let Ok(from) = request.headers.address("From") else { return request.response(400) };
        let Some(xmpp) = to_xmpp(&request.uri) else { return request.response(416) };
        let Some((key, fresh)) = Pair::new(&xmpp, &from.uri) else { return request.response(404) };
        if let Err(refusal) = self.parts.policy.permits(&key.sip, &address::domain_of(&xmpp)) {
            return request.response_with_reason(refusal.status, &refusal.text);
        }
        let tag = random_token();
        let dialog = match Dialog::called(request, &tag) {
            Ok(dialog) => dialog,
            Err(fault) => return request.response_with_reason(400, &fault.to_string()),
        };
        let id = dialog.id();
        let event = request.headers.get("Event").unwrap_or(PRESENCE);
        let subscription = Subscription::new(dialog, event, Duration::from_secs(u64::from(expires)));
        let state = &mut *self.lock();
        if !state.pairs.contains_key(&key) && state.pairs.len() >= MOST_PAIRS {
            return request.response(503);
        }
        let pair = state.pairs.entry(key.clone()).or_insert(fresh);
        let contact = self.contact(&pair.xmpp_uri);
        let actions = match expires {
            0 => pair.watched.fetched(subscription),
            _ => pair.watched.opened(subscription),
        };
        state.theirs.insert(id, key.clone());
        self.watched_actions(state, &key, actions);
        self.expire_later(state, &key);
        let mut response =
            request.response(200).with("Expires", expires.to_string()).with("Contact", contact);
        if let Ok(to) = request.headers.address("To") {
            response.headers.set("To", to.with_tag(&tag).to_string());
        }
        for route in request.headers.all("Record-Route") {
            response.headers.push("Record-Route", route);
        }
        response
    }

    fn contact(&self, xmpp_uri: &SipUri) -> String {
        format!("<{}>", self.parts.contact.as_ref().unwrap_or(xmpp_uri))
    }

    /// Takes a NOTIFY of the pool.
    pub fn notify(&self, request: &Request) -> Response {
        if event::package(request).as_deref() != Some(PRESENCE) {
            return request.response(489).with("Allow-Events", PRESENCE);
        }
        let Some(id) = DialogId::of_request(request) else { return request.response(481) };
        let Some(text) = request.headers.get("Subscription-State") else {
            return request.response_with_reason(400, "Subscription-State is missing");
        };
        let Ok(subscription_state) = SubscriptionState::parse(text) else { return request.response(400) };
        let presence = match document(request) {
            Ok(presence) => presence,
            Err((status, reason)) => return request.response_with_reason(status, &reason),
        };
        let state = &mut *self.lock();
        let side = (id.call.clone(), id.local_tag.clone());
        let (key, fetching) = match state.ours.get(&side) {
            Some(Ours::Watching(key)) => (key.clone(), false),
            Some(Ours::Fetching(key)) => (key.clone(), true),
            Some(Ours::Ended) => return request.response(200),
            None => return request.response(481),
        };
        let Some(pair) = state.pairs.get_mut(&key) else { return request.response(481) };
        if !fetching && let Err(status) = accept(pair, request, &id) {
            return request.response(status);
        }
        if fetching {
            state.ours.insert(side, Ours::Ended);
        } else if subscription_state.phase == event::SubscriptionPhase::Terminated {
            pair.dialog = None;
            state.ours.remove(&side);
        }
        self.watching_event(state, &key, Event::Notified(subscription_state, presence));
        self.tidy(state, &key);
        request.response(200)
    }

    fn watching_actions(&self, state: &mut State, key: &PairKey, actions: Vec<watching::Action>) {
        for action in actions {
            let Some(pair) = state.pairs.get_mut(key) else { return };
            match action {
                watching::Action::Subscribe { expires, fresh } => {
                    self.send_subscribe(state, key, expires, fresh);
                }
                watching::Action::Fetch => self.send_fetch(state, key),
                watching::Action::Tell(presence_type) => self.send(pair.presence(presence_type)),
                watching::Action::Show(presence) => {
                    let presence = self.permitted(pair, presence);
                    pair.show(presence).into_iter().for_each(|stanza| self.send(stanza));
                }
                watching::Action::ShowAll => pair.show_all().into_iter().for_each(|stanza| self.send(stanza)),
                watching::Action::ProbeXmpp => self.send(pair.presence("probe")),
                watching::Action::Wait(pause) => {
                    pair.timer += 1;
                    let (hub, key, timer) = (self.clone(), key.clone(), pair.timer);
                    tokio::spawn(async move {
                        sleep(pause).await;
                        hub.timer(&key, timer);
                    });
                }
                watching::Action::Keep { authorised } => self.keep(key, Half::XmppWatches, authorised),
                watching::Action::Forget => self.parts.memory.remove(&key.xmpp, &key.sip, Half::XmppWatches),
            }
        }
    }

    /// Takes the texts away from those who may not see them.
    fn permitted(&self, pair: &Pair, presence: Presence) -> Presence {
        let domain = address::domain_of(&pair.xmpp);
        match self.parts.policy.partner_type(&domain).sees_status_note() {
            true => presence,
            false => presence.without_notes(),
        }
    }

    fn keep(&self, key: &PairKey, half: Half, agreed: bool) {
        let (xmpp, sip) = (key.xmpp.clone(), key.sip.clone());
        self.parts.memory.put(Remembered { xmpp, sip, half, agreed });
    }

    fn timer(&self, key: &PairKey, timer: u64) {
        let state = &mut *self.lock();
        if state.pairs.get(key).is_some_and(|pair| pair.timer == timer) {
            self.watching_event(state, key, Event::Timer);
            self.tidy(state, key);
        }
    }

    fn send(&self, stanza: Stanza) {
        if self.parts.stanzas.send(stanza).is_err() {
            tracing::debug!("presence was lost, for the gateway stops");
        }
    }

    fn send_subscribe(&self, state: &mut State, key: &PairKey, expires: u32, fresh: bool) {
        let Some(pair) = state.pairs.get_mut(key) else { return };
        let dialog = pair.dialog.as_mut().filter(|_| !fresh);
        let mut request = match dialog {
            Some(dialog) => dialog.request(Method::Subscribe),
            None if expires == 0 => return self.forget_ours(state, key),
            None => new_subscribe(pair),
        };
        self.complete(&mut request, &pair.xmpp_uri, expires);
        pair.attempt += 1;
        if expires == 0 {
            self.forget_ours(state, key);
            let pool = self.parts.pool.clone();
            tokio::spawn(async move { drop(pool.request(request).await) });
            return;
        }
        let attempt = pair.attempt;
        if pair.dialog.is_none() || fresh {
            pair.dialog = None;
            let before = pair.request.replace(request.clone());
            before.as_ref().and_then(own_side).map(|side| state.ours.remove(&side));
            if let Some(side) = own_side(&request) {
                state.ours.insert(side, Ours::Watching(key.clone()));
            }
        }
        let (hub, key) = (self.clone(), key.clone());
        tokio::spawn(async move {
            let response = hub.parts.pool.request(request).await;
            hub.answered(&key, attempt, &response);
        });
    }

    fn complete(&self, request: &mut Request, xmpp_uri: &SipUri, expires: u32) {
        request.headers.push("Event", PRESENCE);
        request.headers.push("Accept", PIDF);
        request.headers.push("Expires", expires.to_string());
        request.headers.push("Contact", self.contact(xmpp_uri));
    }

    fn send_fetch(&self, state: &mut State, key: &PairKey) {
        let Some(pair) = state.pairs.get_mut(key) else { return };
        let mut request = new_subscribe(pair);
        self.complete(&mut request, &pair.xmpp_uri, 0);
        pair.attempt += 1;
        let attempt = pair.attempt;
        if let Some(side) = own_side(&request) {
            state.ours.insert(side.clone(), Ours::Fetching(key.clone()));
            self.forget_later(side);
        }
        let (hub, key) = (self.clone(), key.clone());
        tokio::spawn(async move {
            let response = hub.parts.pool.request(request).await;
            hub.answered(&key, attempt, &response);
        });
    }

    /// Our subscription ends; its last NOTIFY may still come.
    fn forget_ours(&self, state: &mut State, key: &PairKey) {
        let sides: Vec<_> = match state.pairs.get_mut(key) {
            Some(pair) => {
                pair.dialog = None;
                pair.request.take().as_ref().and_then(own_side).into_iter().collect()
            }
            None => Vec::new(),
        };
        for side in sides {
            if let Some(ours) = state.ours.get_mut(&side) {
                *ours = Ours::Ended;
                self.forget_later(side);
            }
        }
    }

    fn forget_later(&self, side: (String, String)) {
        let hub = self.clone();
        tokio::spawn(async move {
            sleep(AFTERWARDS).await;
            hub.lock().ours.remove(&side);
        });
    }

    fn answered(&self, key: &PairKey, attempt: u64, response: &Response) {
        let state = &mut *self.lock();
        let Some(pair) = state.pairs.get_mut(key).filter(|pair| pair.attempt == attempt) else { return };
        let fetching = pair.watching.phase() == watching::Phase::Fetching;
        if response.is_success() && !fetching {
            if let (None, Some(request)) = (&pair.dialog, &pair.request) {
                pair.dialog = Dialog::calling(request, &response.headers, false).ok();
            }
        } else if !fetching && response.status != 423 {
            let side = pair.request.as_ref().and_then(own_side);
            pair.dialog = None;
            side.map(|side| state.ours.remove(&side));
        }
        let seconds = |name| response.headers.seconds(name);
        let answer = Answer {
            status: response.status,
            expires: seconds("Expires"),
            min_expires: seconds("Min-Expires"),
            retry_after: seconds("Retry-After"),
        };
        self.watching_event(state, key, Event::Answered(answer));
        self.tidy(state, key);
    }

    fn watched_actions(&self, state: &mut State, key: &PairKey, actions: Vec<watched::Action>) {
        for action in actions {
            match action {
                watched::Action::Send(presence_type) => {
                    let pair = state.pairs.get(key);
                    pair.into_iter().for_each(|pair| self.send(pair.presence(presence_type)));
                }
                watched::Action::Notify(id, request) => self.send_notify(state, key, id, *request),
                watched::Action::Gone(id) => drop(state.theirs.remove(&id)),
                watched::Action::Keep { granted } => self.keep(key, Half::SipWatches, granted),
                watched::Action::Forget => self.parts.memory.remove(&key.xmpp, &key.sip, Half::SipWatches),
            }
        }
    }

    fn send_notify(&self, state: &State, key: &PairKey, id: DialogId, mut request: Request) {
        let Some(pair) = state.pairs.get(key) else { return };
        request.headers.push("Contact", self.contact(&pair.xmpp_uri));
        let (hub, key) = (self.clone(), key.clone());
        tokio::spawn(async move {
            let response = hub.parts.pool.request(request).await;
            let state = &mut *hub.lock();
            let Some(pair) = state.pairs.get_mut(&key) else { return };
            let actions = pair.watched.answered(&id, response.status);
            hub.watched_actions(state, &key, actions);
            hub.tidy(state, &key);
        });
    }

    /// Ends subscriptions of SIP users when nobody refreshes them.
    fn expire_later(&self, state: &State, key: &PairKey) {
        let Some(end) = state.pairs.get(key).and_then(|pair| pair.watched.next_end()) else { return };
        let (hub, key) = (self.clone(), key.clone());
        tokio::spawn(async move {
            sleep_until(end + Duration::from_millis(1)).await;
            hub.expire(&key);
        });
    }

    fn expire(&self, key: &PairKey) {
        let state = &mut *self.lock();
        let Some(pair) = state.pairs.get_mut(key) else { return };
        let due = pair.watched.next_end().is_some_and(|end| end <= Instant::now());
        if due {
            let watching = pair.watching.phase() == watching::Phase::Active;
            let actions = pair.watched.expire(watching);
            self.watched_actions(state, key, actions);
            self.expire_later(state, key);
        }
    }

    fn tidy(&self, state: &mut State, key: &PairKey) {
        if state.pairs.get(key).is_some_and(Pair::is_empty) {
            state.pairs.remove(key);
        }
    }

    /// Whether the SIP user has added the XMPP user, or wants to.
    pub fn is_added(&self, xmpp: &crate::federation::xmpp::Jid, sip: &SipUri) -> bool {
        let Some((key, _)) = Pair::new(xmpp, sip) else { return false };
        self.lock().pairs.get(&key).is_some_and(Pair::is_added)
    }
}

/// A SUBSCRIBE outside any dialog.
fn new_subscribe(pair: &Pair) -> Request {
    Request::new(Method::Subscribe, pair.sip.clone(), pair.xmpp_uri.clone(), pair.sip.clone())
}

/// Takes a NOTIFY into our dialog, which it makes when it overtakes the answer. Errors: the status.
fn accept(pair: &mut Pair, request: &Request, id: &DialogId) -> Result<(), u16> {
    if pair.dialog.is_none() {
        let own = pair.request.as_ref().ok_or(481_u16)?;
        pair.dialog = Some(Dialog::calling(own, &request.headers, true).map_err(|_| 400_u16)?);
    }
    match &mut pair.dialog {
        Some(dialog) if dialog.id() == *id => dialog.accept(request),
        // Another device answered the same request; one dialog is enough.
        _ => Err(481),
    }
}

/// The presence in a NOTIFY; none when it has no body. Errors: status and reason.
fn document(request: &Request) -> Result<Option<Presence>, (u16, String)> {
    if request.body.is_empty() {
        return Ok(None);
    }
    let content_type = request.headers.get("Content-Type").unwrap_or(PIDF);
    let content_type = content_type.split(';').next().unwrap_or_default().trim();
    if !content_type.eq_ignore_ascii_case(PIDF) {
        return Err((415, format!("{PIDF} is understood here")));
    }
    let text = std::str::from_utf8(&request.body).map_err(|_| (400, "The body is not UTF-8".to_owned()))?;
    pidf::read(text).map(Some).map_err(|error| (400, error.to_string()))
}

/// A presence of ours came back.
fn undeliverable(pair: &mut Pair, stanza: &Stanza) -> Vec<watched::Action> {
    let condition = stanza.error().map_or(Condition::UndefinedCondition, |error| error.condition);
    let reason = match condition {
        Condition::ItemNotFound
        | Condition::Gone
        | Condition::JidMalformed
        | Condition::RemoteServerNotFound => Reason::NoResource,
        Condition::Forbidden
        | Condition::NotAllowed
        | Condition::NotAuthorized
        | Condition::PolicyViolation
        | Condition::SubscriptionRequired
        | Condition::RegistrationRequired => Reason::Rejected,
        _ => Reason::Probation,
    };
    let unreachable = matches!(condition, Condition::RemoteServerNotFound | Condition::RemoteServerTimeout);
    if pair.watched.grant() == watched::Grant::Granted && !unreachable {
        return Vec::new();
    }
    pair.watched.undeliverable(reason)
}
