//! Subscriptions that we make with the pool for XMPP users who watch SIP users.

use super::{Hub, Ours, State, own_side};
use crate::federation::gateway::presence::memory::Half;
use crate::federation::gateway::presence::model::Presence;
use crate::federation::gateway::presence::pair::{Pair, PairKey};
use crate::federation::gateway::presence::pidf;
use crate::federation::gateway::presence::watching::{self, Answer, Event};
use crate::federation::sip::event::{self, PIDF, PRESENCE, SubscriptionState};
use crate::federation::sip::{Dialog, DialogId, Method, Request, Response, SipUri};
use std::time::Duration;
use tokio::time::sleep;

/// How long a NOTIFY may follow the end of a subscription of ours.
const AFTERWARDS: Duration = Duration::from_secs(64);

impl Hub {
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

    pub(super) fn watching_actions(&self, state: &mut State, key: &PairKey, actions: Vec<watching::Action>) {
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
            tokio::spawn(async move { drop(pool.request(&request).await) });
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
            let response = hub.parts.pool.request(&request).await;
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
            let response = hub.parts.pool.request(&request).await;
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
