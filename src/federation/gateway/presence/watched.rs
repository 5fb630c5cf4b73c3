//! A SIP user watches an XMPP user: subscriptions of the SIP user's devices with us. Row by row the second
//! half of federation.md 2.7. Source: RFC 8048, 4.3 and 5.3.

use super::model::{Note, Presence, Resource};
use super::pidf;
use crate::federation::sip::event::{PIDF, Reason, SubscriptionPhase};
use crate::federation::sip::subscription::{Next, Notification, Subscription};
use crate::federation::sip::{DialogId, Request};
use tokio::time::Instant;

/// Whether the XMPP user has agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grant {
    /// Not asked.
    #[default]
    None,
    /// Asked.
    Asked,
    /// Agreed.
    Granted,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Send the XMPP user a presence of this type from the SIP user.
    Send(&'static str),
    /// Send a NOTIFY of a subscription.
    Notify(DialogId, Box<Request>),
    /// A subscription is gone.
    Gone(DialogId),
    /// Remember durably how far it is granted.
    Keep { granted: bool },
    /// Forget it durably.
    Forget,
}

/// The half of a pair in which SIP watches.
#[derive(Debug, Clone, Default)]
pub struct Watched {
    grant: Grant,
    known: Presence,
    /// Whether any presence was heard.
    heard: bool,
    /// `user@domain` and the SIP address, for documents.
    addresses: (String, String),
    subscriptions: Vec<Subscription>,
}

impl Watched {
    /// For an XMPP user with these addresses, as XMPP and as SIP writes them.
    pub fn new(address: &str, sip: &str) -> Watched {
        Watched { addresses: (address.to_owned(), sip.to_owned()), ..Watched::default() }
    }

    /// As remembered.
    pub fn remember(&mut self, granted: bool) {
        self.grant = if granted { Grant::Granted } else { Grant::Asked };
    }

    /// How far it is granted.
    pub fn grant(&self) -> Grant {
        self.grant
    }

    /// Whether nothing has to be kept.
    pub fn is_empty(&self) -> bool {
        self.grant == Grant::None && self.subscriptions.is_empty()
    }

    /// The subscriptions that run.
    pub fn subscriptions(&self) -> &[Subscription] {
        &self.subscriptions
    }

    /// When the next subscription ends without a refresh.
    pub fn next_end(&self) -> Option<Instant> {
        self.subscriptions.iter().filter(|one| !one.is_over()).map(Subscription::until).min()
    }

    /// A new subscription.
    pub fn opened(&mut self, subscription: Subscription) -> Vec<Action> {
        let id = subscription.dialog().id();
        self.subscriptions.push(subscription);
        let mut actions = Vec::new();
        match self.grant {
            Grant::None => {
                self.grant = Grant::Asked;
                actions.extend([Action::Keep { granted: false }, Action::Send("subscribe")]);
            }
            // Asked again, for a request may have been lost with a partner's restart.
            Grant::Asked => actions.push(Action::Send("subscribe")),
            Grant::Granted if !self.heard => actions.push(Action::Send("probe")),
            Grant::Granted => {}
        }
        actions.extend(self.tell(&id));
        actions
    }

    /// A look without a subscription: what is known, once.
    pub fn fetched(&mut self, subscription: Subscription) -> Vec<Action> {
        let id = subscription.dialog().id();
        self.subscriptions.push(subscription);
        let mut actions = Vec::new();
        if self.grant == Grant::Granted && !self.heard {
            actions.push(Action::Send("probe"));
        }
        let body = if self.grant == Grant::Granted { self.document() } else { None };
        actions.extend(self.notify(&id, SubscriptionPhase::Terminated, Some(Reason::Timeout), body));
        actions
    }

    /// A subscription of the list, to be refreshed.
    pub fn subscription(&mut self, id: &DialogId) -> Option<&mut Subscription> {
        self.subscriptions.iter_mut().find(|one| one.dialog().id() == *id)
    }

    /// A subscription was refreshed.
    pub fn refreshed(&mut self, id: &DialogId) -> Vec<Action> {
        self.tell(id)
    }

    /// A subscription was cancelled, or not refreshed. `watching`: the other half runs, so that the SIP user
    /// must not seem to be gone.
    pub fn ended(&mut self, id: &DialogId, watching: bool) -> Vec<Action> {
        let body = match self.grant {
            Grant::Granted => Some(self.write(&Presence::default())),
            _ => None,
        };
        let mut actions = self.notify(id, SubscriptionPhase::Terminated, Some(Reason::Timeout), body);
        let others = self.subscriptions.iter().any(|one| !one.is_over() && one.dialog().id() != *id);
        if !others && self.grant == Grant::Granted {
            // What changes from now on may not reach us.
            self.heard = false;
            self.known = Presence::default();
            if !watching {
                actions.push(Action::Send("unavailable"));
            }
        }
        actions
    }

    /// Ends the subscriptions that were not refreshed.
    pub fn expire(&mut self, watching: bool) -> Vec<Action> {
        let now = Instant::now();
        let due = self.subscriptions.iter().filter(|one| !one.is_over() && one.until() <= now);
        let due: Vec<DialogId> = due.map(|one| one.dialog().id()).collect();
        due.iter().flat_map(|id| self.ended(id, watching)).collect()
    }

    /// The XMPP user agrees.
    pub fn subscribed(&mut self) -> Vec<Action> {
        if self.grant == Grant::None {
            return Vec::new(); // Nobody asked.
        }
        let news = self.grant != Grant::Granted;
        self.grant = Grant::Granted;
        let mut actions = if news { vec![Action::Keep { granted: true }] } else { Vec::new() };
        actions.extend(self.tell_all());
        actions
    }

    /// The XMPP user refuses, or no longer agrees.
    pub fn unsubscribed(&mut self) -> Vec<Action> {
        if self.grant == Grant::None {
            return Vec::new();
        }
        self.close(Reason::Rejected)
    }

    /// The request could not be delivered, or the partner is gone.
    pub fn undeliverable(&mut self, reason: Reason) -> Vec<Action> {
        match self.grant {
            Grant::None => Vec::new(),
            Grant::Asked => self.close(reason),
            Grant::Granted => {
                self.known.remove("", Vec::new());
                self.tell_all()
            }
        }
    }

    /// The way to XMPP is gone: nothing is known of anybody there.
    pub fn lost(&mut self) -> Vec<Action> {
        if self.grant != Grant::Granted || self.subscriptions.is_empty() {
            return Vec::new();
        }
        self.known.remove("", Vec::new());
        self.heard = true;
        self.tell_all()
    }

    /// The way is there again.
    pub fn found(&self) -> Vec<Action> {
        let watches = self.grant == Grant::Granted && !self.subscriptions.is_empty();
        if watches { vec![Action::Send("probe")] } else { Vec::new() }
    }

    fn close(&mut self, reason: Reason) -> Vec<Action> {
        self.grant = Grant::None;
        self.known = Presence::default();
        self.heard = false;
        let ids: Vec<DialogId> = self.subscriptions.iter().map(|one| one.dialog().id()).collect();
        let mut actions = vec![Action::Forget];
        for id in ids {
            actions.extend(self.notify(&id, SubscriptionPhase::Terminated, Some(reason), None));
        }
        actions
    }

    /// A resource of the XMPP user is there, or has changed.
    pub fn available(&mut self, name: &str, resource: Resource) -> Vec<Action> {
        if self.grant == Grant::None {
            return Vec::new(); // Sent to somebody who never asked.
        }
        if self.heard && self.known.get(name) == Some(&resource) {
            return Vec::new(); // The answer to a probe.
        }
        self.heard = true;
        self.known.insert(name, resource);
        self.tell_granted()
    }

    /// A resource has left.
    pub fn unavailable(&mut self, name: &str, farewell: Vec<Note>) -> Vec<Action> {
        if self.grant == Grant::None {
            return Vec::new();
        }
        self.heard = true;
        self.known.remove(name, farewell);
        self.tell_granted()
    }

    /// Whether any resource of the XMPP user is there.
    pub fn is_available(&self) -> bool {
        self.known.is_available()
    }

    /// Takes the answer to a NOTIFY.
    pub fn answered(&mut self, id: &DialogId, status: u16) -> Vec<Action> {
        let Some(subscription) = self.subscription(id) else { return Vec::new() };
        match subscription.answered(status) {
            Next::Notify(request) => vec![Action::Notify(id.clone(), request)],
            Next::Wait => Vec::new(),
            Next::Gone => {
                self.subscriptions.retain(|one| one.dialog().id() != *id);
                vec![Action::Gone(id.clone())]
            }
        }
    }

    fn tell_granted(&mut self) -> Vec<Action> {
        if self.grant == Grant::Granted { self.tell_all() } else { Vec::new() }
    }

    fn tell_all(&mut self) -> Vec<Action> {
        let ids: Vec<DialogId> = self.subscriptions.iter().map(|one| one.dialog().id()).collect();
        ids.iter().flat_map(|id| self.tell(id)).collect()
    }

    /// The present state for one subscription.
    fn tell(&mut self, id: &DialogId) -> Vec<Action> {
        match self.grant {
            Grant::Granted => {
                let body = self.document();
                self.notify(id, SubscriptionPhase::Active, None, body)
            }
            _ => self.notify(id, SubscriptionPhase::Pending, None, None),
        }
    }

    fn document(&self) -> Option<String> {
        self.heard.then(|| self.write(&self.known))
    }

    fn write(&self, presence: &Presence) -> String {
        pidf::write(&self.addresses.0, &self.addresses.1, presence)
    }

    fn notify(
        &mut self,
        id: &DialogId,
        phase: SubscriptionPhase,
        reason: Option<Reason>,
        body: Option<String>,
    ) -> Vec<Action> {
        let body = body.map(|text| (PIDF.to_owned(), text));
        let Some(subscription) = self.subscription(id) else { return Vec::new() };
        let request = subscription.notify(Notification { phase, reason, body });
        request.map(|request| Action::Notify(id.clone(), Box::new(request))).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::Show;
    use super::*;
    use crate::federation::sip::{Dialog, Method, SipUri};
    use std::time::Duration;

    fn subscription(tag: &str) -> Subscription {
        let uri = |user: &str, host: &str| SipUri::new(user, host);
        let mut request = Request::new(
            Method::Subscribe,
            uri("bob", "b.example"),
            uri("ann", "a.example"),
            uri("bob", "b.example"),
        );
        request.headers.push("Contact", "<sip:ann@127.0.0.1:5070>");
        Subscription::new(Dialog::called(&request, tag).unwrap(), "presence", Duration::from_secs(600))
    }

    fn watched() -> Watched {
        Watched::new("bob@b.example", "sip:bob@b.example")
    }

    /// State and body of each NOTIFY among the actions.
    fn notified(actions: &[Action]) -> Vec<(String, String)> {
        let notifies = actions.iter().filter_map(|action| match action {
            Action::Notify(_, request) => {
                let state = request.headers.get("Subscription-State").unwrap_or_default();
                let state = state.split(";expires").next().unwrap_or_default().to_owned();
                Some((state, String::from_utf8(request.body.clone()).unwrap()))
            }
            _ => None,
        });
        notifies.collect()
    }

    /// Takes the actions as done: every NOTIFY is answered with 200, and what follows is done too.
    fn settle(one: &mut Watched, actions: Vec<Action>) -> Vec<Action> {
        let mut all = actions.clone();
        for action in actions {
            if let Action::Notify(id, _) = action {
                let next = one.answered(&id, 200);
                all.extend(settle(one, next));
            }
        }
        all
    }

    fn granted() -> Watched {
        let mut one = watched();
        let actions = one.opened(subscription("t"));
        settle(&mut one, actions);
        let actions = one.subscribed();
        settle(&mut one, actions);
        one
    }

    #[tokio::test(start_paused = true)]
    async fn none_subscribe_pending_active() {
        let mut one = watched();
        let actions = one.opened(subscription("t"));
        assert_eq!(actions[..2], [Action::Keep { granted: false }, Action::Send("subscribe")]);
        assert_eq!(notified(&actions), [("pending".to_owned(), String::new())]);
        settle(&mut one, actions);
        let actions = one.subscribed();
        assert_eq!(actions[0], Action::Keep { granted: true });
        assert_eq!(notified(&actions), [("active".to_owned(), String::new())], "nothing is known yet");
        settle(&mut one, actions);
        let away = Resource { show: Show::Away, ..Resource::default() };
        let actions = one.available("desk", away);
        let told = notified(&actions);
        assert!(told[0].0 == "active" && told[0].1.contains(">away</show>"), "{told:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_ends_it_in_both_phases() {
        let mut pending = watched();
        let actions = pending.opened(subscription("t"));
        settle(&mut pending, actions);
        for mut one in [pending, granted()] {
            let actions = one.unsubscribed();
            assert_eq!(notified(&actions), [("terminated;reason=rejected".to_owned(), String::new())]);
            assert!(actions.contains(&Action::Forget));
            settle(&mut one, actions);
            assert!(one.is_empty());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_end_keeps_the_authorisation() {
        let mut one = granted();
        let actions = one.available("desk", Resource::default());
        settle(&mut one, actions);
        tokio::time::advance(Duration::from_secs(601)).await;
        let actions = one.expire(false);
        let told = notified(&actions);
        assert!(told[0].0 == "terminated;reason=timeout" && told[0].1.contains(">closed<"), "{told:?}");
        assert!(actions.contains(&Action::Send("unavailable")));
        settle(&mut one, actions);
        assert!(one.subscriptions().is_empty() && one.grant() == Grant::Granted);
        let actions = one.opened(subscription("u"));
        assert_eq!(actions[0], Action::Send("probe"));
        assert_eq!(notified(&actions), [("active".to_owned(), String::new())]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_second_device_hears_what_is_known_and_keeps_the_first_alive() {
        let mut one = granted();
        let actions = one.available("desk", Resource::default());
        settle(&mut one, actions);
        let second = subscription("second");
        let id = second.dialog().id();
        let actions = one.opened(second);
        assert!(notified(&actions)[0].1.contains("ID-desk"));
        assert!(!actions.contains(&Action::Send("probe")));
        settle(&mut one, actions);
        let actions = one.ended(&id, false);
        assert!(!actions.contains(&Action::Send("unavailable")), "the first still watches");
    }

    #[tokio::test(start_paused = true)]
    async fn several_resources_are_merged_and_nobody_else_is_told() {
        let mut one = granted();
        for (name, show) in [("phone", Show::Away), ("desk", Show::Online)] {
            let actions = one.available(name, Resource { show, ..Resource::default() });
            settle(&mut one, actions);
        }
        let actions = one.available("tablet", Resource { show: Show::DoNotDisturb, ..Resource::default() });
        let body = notified(&actions)[0].1.clone();
        let places: Vec<usize> =
            ["ID-desk", "ID-phone", "ID-tablet"].map(|id| body.find(id).unwrap()).to_vec();
        assert!(places.is_sorted(), "{body}");
        assert!(watched().available("desk", Resource::default()).is_empty(), "nobody asked for it");
        assert!(watched().subscribed().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn an_unreachable_partner_is_not_a_refusal_by_the_user() {
        let mut one = watched();
        let actions = one.opened(subscription("t"));
        settle(&mut one, actions);
        let actions = one.undeliverable(Reason::NoResource);
        assert_eq!(notified(&actions)[0].0, "terminated;reason=noresource");
        let mut one = granted();
        let actions = one.available("desk", Resource::default());
        settle(&mut one, actions);
        let actions = one.undeliverable(Reason::NoResource);
        let told = notified(&actions);
        assert!(told[0].0 == "active" && told[0].1.contains(">closed<"), "{told:?}");
    }
}
