//! All pairs of users: what comes from either side becomes an event of a pair, and what its state machines
//! want is done.
//!
//! Events are handled one after the other under one lock, in which nothing waits; requests to the pool run
//! beside it and come back as events.
//!
//! | file | owns |
//! | --- | --- |
//! | `ours` | subscriptions that we make for XMPP users |
//! | `theirs` | subscriptions of SIP users |

mod ours;
mod theirs;

use super::memory::{Half, Memory, Remembered};
use super::model::Presence;
use super::pair::{Pair, PairKey};
use super::watched::Watched;
use super::watching::Event;
use super::{stanza, watched, watching};
use crate::federation::gateway::address::to_sip;
use crate::federation::gateway::policy::Policy;
use crate::federation::gateway::pool::Pool;
use crate::federation::sip::event::Reason;
use crate::federation::sip::{DialogId, Request, SipUri};
use crate::federation::xmpp::{Condition, PortState, Stanza, StanzaError, address};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::sleep;

/// Most pairs of users.
const MOST_PAIRS: usize = 1_000_000;
/// Between subscriptions that are made again after a restart.
const PACE: Duration = Duration::from_millis(5);

/// The presence subscriptions of an XMPP user and a SIP user, in both directions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SubscriptionStatus {
    /// The XMPP user.
    pub xmpp_user: String,
    /// The SIP user.
    pub sip_user: String,
    /// How the XMPP user watches: None, Trying, Pending, Active, Idle or Fetching.
    pub xmpp_watches: String,
    /// How the SIP user watches: None, Pending, Active or Idle.
    pub sip_watches: String,
    /// Devices of the SIP user that watch.
    pub devices: usize,
    /// Whether the XMPP user is there, as far as the gateway knows.
    pub available: bool,
}

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

    fn contact(&self, xmpp_uri: &SipUri) -> String {
        format!("<{}>", self.parts.contact.as_ref().unwrap_or(xmpp_uri))
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

    fn tidy(&self, state: &mut State, key: &PairKey) {
        if state.pairs.get(key).is_some_and(Pair::is_empty) {
            state.pairs.remove(key);
        }
    }

    /// What is known of all pairs.
    pub fn subscriptions(&self) -> Vec<SubscriptionStatus> {
        let state = self.lock();
        let mut all: Vec<SubscriptionStatus> =
            state.pairs.iter().map(|(key, pair)| status(key, pair)).collect();
        all.sort_by(|one, other| (&one.xmpp_user, &one.sip_user).cmp(&(&other.xmpp_user, &other.sip_user)));
        all
    }

    /// Whether the SIP user has added the XMPP user, or wants to.
    pub fn is_added(&self, xmpp: &crate::federation::xmpp::Jid, sip: &SipUri) -> bool {
        let Some((key, _)) = Pair::new(xmpp, sip) else { return false };
        self.lock().pairs.get(&key).is_some_and(Pair::is_added)
    }
}

fn status(key: &PairKey, pair: &Pair) -> SubscriptionStatus {
    let xmpp_watches = match pair.watching.phase() {
        watching::Phase::None => "None",
        watching::Phase::Trying => "Trying",
        watching::Phase::Pending => "Pending",
        watching::Phase::Active => "Active",
        watching::Phase::Idle => "Idle",
        watching::Phase::Fetching => "Fetching",
    };
    let sip_watches = match pair.watched.grant() {
        watched::Grant::None => "None",
        watched::Grant::Asked => "Pending",
        watched::Grant::Granted if pair.watched.subscriptions().is_empty() => "Idle",
        watched::Grant::Granted => "Active",
    };
    SubscriptionStatus {
        xmpp_user: key.xmpp.clone(),
        sip_user: key.sip.clone(),
        xmpp_watches: xmpp_watches.to_owned(),
        sip_watches: sip_watches.to_owned(),
        devices: pair.watched.subscriptions().len(),
        available: pair.watched.is_available(),
    }
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
