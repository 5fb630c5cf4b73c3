//! An XMPP user watches a SIP user: our subscription with the pool. A pure state machine, row by row that of
//! federation.md 2.7. Source: RFC 8048, 4.2 and 5.2.

use super::model::Presence;
use crate::federation::sip::event::{Reason, SubscriptionPhase, SubscriptionState};
use std::time::Duration;

/// Between attempts to subscribe that fail, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// How long the answer to a probe or to a fetch is waited for.
const PROBE_LIMIT: Duration = Duration::from_secs(10);

/// Where the subscription stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// There is none.
    #[default]
    None,
    /// A request is on its way, or will be made again.
    Trying,
    /// Accepted; the SIP user has not decided.
    Pending,
    /// Running.
    Active,
    /// Authorised, but not running: the XMPP user is not there.
    Idle,
    /// A look at the presence without a subscription.
    Fetching,
}

/// The answer to a SUBSCRIBE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Seconds granted.
    pub expires: Option<u32>,
    /// The least that is accepted, with 423.
    pub min_expires: Option<u32>,
    /// `Retry-After`.
    pub retry_after: Option<u32>,
}

/// What happens.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The XMPP user asks for the presence.
    Subscribe,
    /// The XMPP user no longer wants it.
    Unsubscribe,
    /// The XMPP user's server asks what the presence is.
    Probe,
    /// The XMPP user is there.
    Online,
    /// The XMPP user has left.
    Offline,
    /// The pool answered.
    Answered(Answer),
    /// The pool tells the state of the subscription and, if known, the presence.
    Notified(SubscriptionState, Option<Presence>),
    /// The time that was waited for has come.
    Timer,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Subscribe for so many seconds; in a new dialog or in the one there is.
    Subscribe { expires: u32, fresh: bool },
    /// Look without subscribing.
    Fetch,
    /// Tell the XMPP user `subscribed` or `unsubscribed`.
    Tell(&'static str),
    /// Tell the XMPP user what has changed in the presence.
    Show(Presence),
    /// Tell the XMPP user the whole presence.
    ShowAll,
    /// Ask whether the XMPP user is there.
    ProbeXmpp,
    /// Wait; a timer that runs is replaced.
    Wait(Duration),
    /// Remember durably whether the SIP user has agreed.
    Keep { authorised: bool },
    /// Forget it durably.
    Forget,
}

/// The half of a pair in which XMPP watches.
#[derive(Debug, Clone, Default)]
pub struct Watching {
    phase: Phase,
    authorised: bool,
    /// The refresh waits for the answer to a probe.
    probing: bool,
    failures: u32,
    wanted: u32,
}

impl Watching {
    /// As remembered: the next event that shows that the XMPP user is there, or [`Watching::resume`],
    /// subscribes again.
    pub fn remembered(authorised: bool) -> Watching {
        let phase = if authorised { Phase::Idle } else { Phase::Trying };
        Watching { phase, authorised, ..Watching::default() }
    }

    /// Subscribes again after a restart.
    pub fn resume(&mut self, usual: u32) -> Vec<Action> {
        match self.phase {
            Phase::Idle | Phase::Trying => self.subscribe(usual),
            _ => Vec::new(),
        }
    }

    /// Where it stands.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Whether the SIP user has agreed.
    #[cfg(test)]
    pub fn is_authorised(&self) -> bool {
        self.authorised
    }

    /// What follows from an event. `usual` is the usual duration in seconds; `can_probe` says whether the SIP
    /// user may ask for the XMPP user's presence.
    pub fn step(&mut self, event: Event, usual: u32, can_probe: bool) -> Vec<Action> {
        match event {
            Event::Subscribe => self.asked(usual),
            Event::Unsubscribe => self.cancelled(),
            Event::Probe => self.probed(usual),
            Event::Online => self.online(usual),
            Event::Offline => self.offline(),
            Event::Answered(answer) => self.answered(answer, usual),
            Event::Notified(state, presence) => self.notified(state, presence, usual),
            Event::Timer => self.timer(usual, can_probe),
        }
    }

    fn subscribe(&mut self, usual: u32) -> Vec<Action> {
        self.phase = Phase::Trying;
        self.wanted = self.wanted.max(usual);
        vec![Action::Subscribe { expires: self.wanted, fresh: true }]
    }

    fn asked(&mut self, usual: u32) -> Vec<Action> {
        match self.phase {
            Phase::None | Phase::Fetching => {
                let mut actions = vec![Action::Keep { authorised: false }];
                actions.extend(self.subscribe(usual));
                actions
            }
            // A server that lost its state asks again.
            Phase::Active => vec![Action::Tell("subscribed"), Action::ShowAll],
            Phase::Idle => {
                let mut actions = vec![Action::Tell("subscribed")];
                actions.extend(self.subscribe(usual));
                actions
            }
            Phase::Trying | Phase::Pending => Vec::new(),
        }
    }

    fn cancelled(&mut self) -> Vec<Action> {
        let running = matches!(self.phase, Phase::Trying | Phase::Pending | Phase::Active);
        let known = self.phase != Phase::None;
        *self = Watching::default();
        let mut actions = Vec::new();
        if running {
            actions.push(Action::Subscribe { expires: 0, fresh: false });
        }
        actions.push(Action::Tell("unsubscribed"));
        if known {
            actions.push(Action::Forget);
        }
        actions
    }

    fn probed(&mut self, usual: u32) -> Vec<Action> {
        match self.phase {
            Phase::Active => vec![Action::ShowAll],
            Phase::Idle => self.subscribe(usual),
            Phase::None => {
                self.phase = Phase::Fetching;
                vec![Action::Fetch, Action::Wait(PROBE_LIMIT)]
            }
            Phase::Trying | Phase::Pending | Phase::Fetching => Vec::new(),
        }
    }

    fn online(&mut self, usual: u32) -> Vec<Action> {
        if self.probing {
            self.probing = false;
            return vec![Action::Subscribe { expires: self.wanted.max(usual), fresh: false }];
        }
        if self.phase == Phase::Idle { self.subscribe(usual) } else { Vec::new() }
    }

    fn offline(&mut self) -> Vec<Action> {
        if std::mem::take(&mut self.probing) {
            // Not refreshed, it lapses.
            self.phase = Phase::Idle;
            return Vec::new();
        }
        if self.phase == Phase::Active {
            self.phase = Phase::Idle;
            return vec![Action::Subscribe { expires: 0, fresh: false }];
        }
        Vec::new()
    }

    fn answered(&mut self, answer: Answer, usual: u32) -> Vec<Action> {
        if self.phase == Phase::Fetching {
            return self.fetched(answer.status);
        }
        if !matches!(self.phase, Phase::Trying | Phase::Pending | Phase::Active) {
            return Vec::new();
        }
        match answer.status {
            200..=299 => {
                if self.phase == Phase::Trying {
                    self.phase = Phase::Pending;
                }
                vec![Action::Wait(refresh_after(answer.expires.unwrap_or(self.wanted)))]
            }
            403 | 489 | 603 => self.refused(),
            404 | 405 | 410 | 416 | 501 | 604 | 606 if !self.authorised => self.refused(),
            423 => match answer.min_expires {
                Some(least) if least > self.wanted => {
                    self.wanted = least;
                    vec![Action::Subscribe { expires: least, fresh: self.phase == Phase::Trying }]
                }
                _ => self.failed(None, usual),
            },
            _ => self.failed(answer.retry_after, usual),
        }
    }

    /// The SIP user does not agree.
    fn refused(&mut self) -> Vec<Action> {
        *self = Watching::default();
        vec![Action::Show(Presence::default()), Action::Tell("unsubscribed"), Action::Forget]
    }

    /// Keeps what was agreed and subscribes again: at once the first time, then more and more rarely.
    fn failed(&mut self, retry_after: Option<u32>, usual: u32) -> Vec<Action> {
        self.failures += 1;
        if self.failures == 1 && self.phase == Phase::Active && retry_after.is_none() {
            return self.subscribe(usual);
        }
        self.phase = Phase::Trying;
        let doubled = FIRST_PAUSE.saturating_mul(1 << self.failures.min(12));
        let pause = retry_after.map_or(doubled, |seconds| Duration::from_secs(u64::from(seconds)));
        let pause = pause.clamp(FIRST_PAUSE, LONGEST_PAUSE);
        vec![Action::Show(Presence::default()), Action::Wait(pause)]
    }

    fn fetched(&mut self, status: u16) -> Vec<Action> {
        match status {
            200..=299 => Vec::new(),
            403 | 489 | 603 | 404 | 410 | 604 => {
                self.phase = Phase::None;
                vec![Action::Tell("unsubscribed")]
            }
            _ => {
                self.phase = Phase::None;
                Vec::new()
            }
        }
    }

    fn notified(&mut self, state: SubscriptionState, presence: Option<Presence>, usual: u32) -> Vec<Action> {
        if self.phase == Phase::Fetching {
            return self.looked(state, presence, usual);
        }
        if !matches!(self.phase, Phase::Trying | Phase::Pending | Phase::Active) {
            return Vec::new();
        }
        let mut actions = match state.phase {
            SubscriptionPhase::Pending => {
                self.phase = Phase::Pending;
                Vec::new()
            }
            SubscriptionPhase::Active => self.activated(presence.unwrap_or_default()),
            SubscriptionPhase::Terminated => return self.ended(state, usual),
        };
        if let Some(expires) = state.expires {
            actions.push(Action::Wait(refresh_after(expires)));
        }
        actions
    }

    fn activated(&mut self, presence: Presence) -> Vec<Action> {
        let mut actions = Vec::new();
        if !self.authorised {
            self.authorised = true;
            actions.extend([Action::Keep { authorised: true }, Action::Tell("subscribed")]);
        }
        self.phase = Phase::Active;
        self.failures = 0;
        // No document says that nothing is known, which counts as not there.
        actions.push(Action::Show(presence));
        actions
    }

    fn ended(&mut self, state: SubscriptionState, usual: u32) -> Vec<Action> {
        match state.reason {
            Some(Reason::Rejected | Reason::NoResource) => self.refused(),
            Some(Reason::Deactivated | Reason::Timeout) if self.failures == 0 => {
                self.failures = 1;
                self.subscribe(usual)
            }
            _ => self.failed(state.retry_after, usual),
        }
    }

    /// A look without a subscription: who may look may also watch, as before the gateway lost its memory.
    fn looked(&mut self, state: SubscriptionState, presence: Option<Presence>, usual: u32) -> Vec<Action> {
        self.phase = Phase::None;
        if state.reason == Some(Reason::Rejected) {
            return vec![Action::Tell("unsubscribed")];
        }
        let Some(presence) = presence else { return Vec::new() };
        self.authorised = true;
        let mut actions = vec![Action::Show(presence), Action::ShowAll, Action::Keep { authorised: true }];
        actions.extend(self.subscribe(usual));
        actions
    }

    fn timer(&mut self, usual: u32, can_probe: bool) -> Vec<Action> {
        match self.phase {
            Phase::Active if std::mem::take(&mut self.probing) => {
                self.phase = Phase::Idle;
                Vec::new()
            }
            Phase::Active if can_probe => {
                self.probing = true;
                vec![Action::ProbeXmpp, Action::Wait(PROBE_LIMIT)]
            }
            Phase::Active | Phase::Pending => {
                vec![Action::Subscribe { expires: self.wanted.max(usual), fresh: false }]
            }
            Phase::Trying => self.subscribe(usual),
            Phase::Fetching => {
                self.phase = Phase::None;
                Vec::new()
            }
            Phase::None | Phase::Idle => Vec::new(),
        }
    }
}

/// When to refresh a subscription of so many seconds: with a tenth to spare, or twenty seconds.
fn refresh_after(expires: u32) -> Duration {
    let spare = (expires / 10).max(20).min(expires / 2);
    Duration::from_secs(u64::from((expires - spare).max(1)))
}

#[cfg(test)]
mod tests;
