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
mod tests {
    use super::super::model::Resource;
    use super::*;

    const HOUR: u32 = 3600;

    fn step(one: &mut Watching, event: Event) -> Vec<Action> {
        one.step(event, HOUR, false)
    }

    fn answer(status: u16) -> Event {
        Event::Answered(Answer { status, expires: Some(HOUR), min_expires: None, retry_after: None })
    }

    fn active(presence: Option<Presence>) -> Event {
        Event::Notified(SubscriptionState::running(SubscriptionPhase::Active, HOUR), presence)
    }

    fn over(reason: Reason) -> Event {
        Event::Notified(SubscriptionState::over(reason), None)
    }

    fn there() -> Presence {
        let mut presence = Presence::default();
        presence.insert("desk", Resource::default());
        presence
    }

    /// A subscription that runs.
    fn running() -> Watching {
        let mut one = Watching::default();
        step(&mut one, Event::Subscribe);
        step(&mut one, answer(200));
        step(&mut one, active(Some(there())));
        assert_eq!(one.phase(), Phase::Active);
        one
    }

    const FRESH: Action = Action::Subscribe { expires: HOUR, fresh: true };

    #[test]
    fn none_subscribe_trying_pending_active() {
        let mut one = Watching::default();
        assert_eq!(step(&mut one, Event::Subscribe), [Action::Keep { authorised: false }, FRESH]);
        assert_eq!(one.phase(), Phase::Trying);
        assert_eq!(step(&mut one, answer(202)), [Action::Wait(Duration::from_secs(3240))]);
        assert_eq!(one.phase(), Phase::Pending);
        let pending =
            SubscriptionState { expires: None, ..SubscriptionState::running(SubscriptionPhase::Pending, 0) };
        assert_eq!(step(&mut one, Event::Notified(pending, None)), [], "silent until the SIP user decides");
        let actions = step(&mut one, active(Some(there())));
        assert_eq!(
            actions[..3],
            [Action::Keep { authorised: true }, Action::Tell("subscribed"), Action::Show(there())]
        );
        assert_eq!(one.phase(), Phase::Active);
        assert_eq!(
            step(&mut one, active(None))[0],
            Action::Show(Presence::default()),
            "unknown is not there"
        );
    }

    #[test]
    fn a_notification_may_overtake_the_answer() {
        let mut one = Watching::default();
        step(&mut one, Event::Subscribe);
        assert!(step(&mut one, active(None)).contains(&Action::Tell("subscribed")));
        step(&mut one, answer(200));
        assert_eq!(one.phase(), Phase::Active);
    }

    #[test]
    fn refusals_in_any_phase_unsubscribe() {
        let refusals = [answer(403), answer(489), answer(603), over(Reason::Rejected)];
        for refusal in refusals {
            for mut one in [running(), {
                let mut one = Watching::default();
                step(&mut one, Event::Subscribe);
                one
            }] {
                let actions = step(&mut one, refusal.clone());
                assert!(actions.contains(&Action::Tell("unsubscribed")), "{refusal:?}");
                assert!(actions.contains(&Action::Forget) && one.phase() == Phase::None, "{refusal:?}");
            }
        }
        let mut one = Watching::default();
        step(&mut one, Event::Subscribe);
        assert!(step(&mut one, answer(404)).contains(&Action::Tell("unsubscribed")));
    }

    #[test]
    fn what_passes_keeps_the_authorisation_and_subscribes_again() {
        for event in [answer(481), answer(408), answer(500), over(Reason::Timeout), over(Reason::Deactivated)]
        {
            let mut one = running();
            assert_eq!(step(&mut one, event.clone()), [FRESH], "{event:?}");
            assert!(one.is_authorised());
            let Action::Wait(first) = step(&mut one, answer(500))[1] else { panic!("{event:?}") };
            let Action::Show(shown) = &step(&mut one, answer(500))[0] else { panic!("{event:?}") };
            assert!(first >= FIRST_PAUSE && !shown.is_available());
            assert_eq!(step(&mut one, Event::Timer), [FRESH]);
            assert!(!step(&mut one, active(None)).contains(&Action::Tell("subscribed")), "agreed before");
        }
    }

    #[test]
    fn too_brief_an_interval_becomes_the_least() {
        let mut one = running();
        let brief = Answer { status: 423, expires: None, min_expires: Some(7200), retry_after: None };
        let actions = step(&mut one, Event::Answered(brief));
        assert_eq!(actions, [Action::Subscribe { expires: 7200, fresh: false }]);
        assert!(matches!(
            step(&mut one, Event::Answered(brief))[..],
            [Action::Subscribe { fresh: true, .. }]
        ));
    }

    #[test]
    fn probation_waits_as_long_as_it_is_told() {
        let mut one = running();
        let state = SubscriptionState { retry_after: Some(90), ..SubscriptionState::over(Reason::Probation) };
        let actions = step(&mut one, Event::Notified(state, None));
        assert_eq!(actions[1], Action::Wait(Duration::from_secs(90)));
    }

    #[test]
    fn a_refresh_asks_first_whether_anybody_is_there() {
        let mut one = running();
        assert_eq!(one.step(Event::Timer, HOUR, true), [Action::ProbeXmpp, Action::Wait(PROBE_LIMIT)]);
        assert_eq!(step(&mut one, Event::Online), [Action::Subscribe { expires: HOUR, fresh: false }]);
        one.step(Event::Timer, HOUR, true);
        assert_eq!(step(&mut one, Event::Offline), []);
        assert_eq!(one.phase(), Phase::Idle);
        assert_eq!(step(&mut one, Event::Online), [FRESH]);
        let mut one = running();
        one.step(Event::Timer, HOUR, true);
        assert_eq!(one.step(Event::Timer, HOUR, true), [], "no answer: it lapses");
        assert_eq!(one.phase(), Phase::Idle);
        let mut one = running();
        assert_eq!(step(&mut one, Event::Timer), [Action::Subscribe { expires: HOUR, fresh: false }]);
    }

    #[test]
    fn the_end() {
        let mut one = running();
        let end = Action::Subscribe { expires: 0, fresh: false };
        assert_eq!(
            step(&mut one, Event::Unsubscribe),
            [end.clone(), Action::Tell("unsubscribed"), Action::Forget]
        );
        assert_eq!(one.phase(), Phase::None);
        let mut one = running();
        assert_eq!(step(&mut one, Event::Offline), [end]);
        assert!(one.is_authorised() && one.phase() == Phase::Idle);
        assert_eq!(step(&mut one, Event::Probe), [FRESH]);
    }

    #[test]
    fn a_probe_is_answered_or_looks() {
        assert_eq!(step(&mut running(), Event::Probe), [Action::ShowAll]);
        let mut one = Watching::default();
        assert_eq!(step(&mut one, Event::Probe)[0], Action::Fetch);
        let looked = Event::Notified(SubscriptionState::over(Reason::Timeout), Some(there()));
        let actions = step(&mut one, looked);
        assert!(actions.contains(&Action::ShowAll) && actions.contains(&FRESH), "{actions:?}");
        let mut one = Watching::default();
        step(&mut one, Event::Probe);
        assert_eq!(step(&mut one, answer(403)), [Action::Tell("unsubscribed")]);
        assert_eq!(one.phase(), Phase::None);
    }

    #[test]
    fn after_a_restart_it_goes_on() {
        let mut one = Watching::remembered(true);
        assert_eq!(one.resume(HOUR), [FRESH]);
        step(&mut one, answer(200));
        let actions = step(&mut one, active(Some(there())));
        assert!(!actions.contains(&Action::Tell("subscribed")), "agreed before: {actions:?}");
    }
}
