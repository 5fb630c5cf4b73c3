//! Subscriptions of SIP users who watch XMPP users.

use super::{Hub, MOST_PAIRS, State};
use crate::federation::gateway::address::to_xmpp;
use crate::federation::gateway::presence::memory::Half;
use crate::federation::gateway::presence::pair::{Pair, PairKey};
use crate::federation::gateway::presence::{watched, watching};
use crate::federation::sip::event::{self, PIDF, PRESENCE};
use crate::federation::sip::message::random_token;
use crate::federation::sip::subscription::Subscription;
use crate::federation::sip::{Dialog, DialogId, Request, Response};
use crate::federation::xmpp::address;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// The least that a watcher may ask for, in seconds.
const LEAST_EXPIRY: u32 = 60;

impl Hub {
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

    pub(super) fn watched_actions(&self, state: &mut State, key: &PairKey, actions: Vec<watched::Action>) {
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
            let response = hub.parts.pool.request(&request).await;
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
}
