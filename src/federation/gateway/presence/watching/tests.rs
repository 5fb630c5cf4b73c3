//! Rows of federation.md 2.7, event by event.

use super::*;
use crate::federation::gateway::presence::model::Resource;

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
    assert_eq!(step(&mut one, active(None))[0], Action::Show(Presence::default()), "unknown is not there");
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
    for event in [answer(481), answer(408), answer(500), over(Reason::Timeout), over(Reason::Deactivated)] {
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
    assert!(matches!(step(&mut one, Event::Answered(brief))[..], [Action::Subscribe { fresh: true, .. }]));
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
