//! The side of a subscription that is watched: one dialog, notified in order, one NOTIFY at a time.
//! Source: RFC 6665, 4.2.

use super::dialog::Dialog;
use super::event::{Reason, SubscriptionPhase, SubscriptionState};
use super::message::{Method, Request};
use std::time::Duration;
use tokio::time::Instant;

/// What a watcher is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Whether the subscription runs.
    pub phase: SubscriptionPhase,
    /// Why it is over.
    pub reason: Option<Reason>,
    /// Content type and text; none says that nothing is known.
    pub body: Option<(String, String)>,
}

/// What follows from the answer to a NOTIFY.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Another is due.
    Notify(Box<Request>),
    /// Nothing to do now.
    Wait,
    /// The subscription is gone.
    Gone,
}

/// One subscription of a watcher.
#[derive(Debug, Clone)]
pub struct Subscription {
    dialog: Dialog,
    event: String,
    until: Instant,
    in_flight: bool,
    waiting: Option<Notification>,
    over: bool,
}

impl Subscription {
    /// From the request that made it. `event` is its `Event` header, which every NOTIFY repeats.
    pub fn new(dialog: Dialog, event: &str, expires: Duration) -> Subscription {
        Subscription {
            dialog,
            event: event.to_owned(),
            until: Instant::now() + expires,
            in_flight: false,
            waiting: None,
            over: false,
        }
    }

    /// Its dialog.
    pub fn dialog(&self) -> &Dialog {
        &self.dialog
    }

    /// When it ends without a refresh.
    pub fn until(&self) -> Instant {
        self.until
    }

    /// Whether its last NOTIFY has been made.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Takes a SUBSCRIBE in its dialog. Errors: the status that refuses it.
    pub fn refresh(&mut self, request: &Request, expires: Duration) -> Result<(), u16> {
        self.dialog.accept(request)?;
        self.until = Instant::now() + expires;
        Ok(())
    }

    /// Tells the watcher something: gives the NOTIFY to send now, or keeps the newest for when the one
    /// before has been answered.
    pub fn notify(&mut self, notification: Notification) -> Option<Request> {
        let ending = self.waiting.as_ref().is_some_and(|n| n.phase == SubscriptionPhase::Terminated);
        if self.over || ending {
            return None;
        }
        if self.in_flight {
            self.waiting = Some(notification);
            return None;
        }
        Some(self.send(notification))
    }

    /// Takes the answer to the last NOTIFY. Source: RFC 6665, 4.2.2.
    pub fn answered(&mut self, status: u16) -> Next {
        self.in_flight = false;
        let alive = matches!(status, 200..=299 | 500 | 503);
        if self.over || !alive {
            return Next::Gone;
        }
        match self.waiting.take() {
            Some(notification) => Next::Notify(Box::new(self.send(notification))),
            None => Next::Wait,
        }
    }

    fn send(&mut self, notification: Notification) -> Request {
        self.in_flight = true;
        let left = self.until.saturating_duration_since(Instant::now()).as_secs();
        let state = match notification.phase {
            SubscriptionPhase::Terminated => {
                self.over = true;
                SubscriptionState::over(notification.reason.unwrap_or(Reason::Timeout))
            }
            phase => SubscriptionState::running(phase, u32::try_from(left).unwrap_or(u32::MAX)),
        };
        let mut request = self.dialog.request(Method::Notify);
        request.headers.push("Event", &self.event);
        request.headers.push("Subscription-State", state.to_string());
        if let Some((content_type, body)) = notification.body {
            request.set_body(&content_type, body);
        }
        request
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::SipUri;

    fn subscription() -> Subscription {
        let uri = SipUri::new("bob", "b.example");
        let mut request = Request::new(Method::Subscribe, uri.clone(), uri.clone(), uri);
        request.headers.push("Contact", "<sip:ann@127.0.0.1>");
        let dialog = Dialog::called(&request, "tag").unwrap();
        Subscription::new(dialog, "presence;id=7", Duration::from_secs(600))
    }

    fn note(phase: SubscriptionPhase, body: &str) -> Notification {
        Notification { phase, reason: None, body: Some(("text/plain".to_owned(), body.to_owned())) }
    }

    #[tokio::test(start_paused = true)]
    async fn one_at_a_time_and_the_newest_wins() {
        let mut one = subscription();
        let first = one.notify(note(SubscriptionPhase::Active, "1")).unwrap();
        assert_eq!(first.headers.get("Subscription-State"), Some("active;expires=600"));
        assert_eq!(first.headers.get("Event"), Some("presence;id=7"));
        assert!(one.notify(note(SubscriptionPhase::Active, "2")).is_none());
        assert!(one.notify(note(SubscriptionPhase::Active, "3")).is_none());
        let Next::Notify(second) = one.answered(200) else { panic!("nothing follows") };
        assert_eq!(second.body, b"3");
        assert_eq!(one.answered(200), Next::Wait);
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_follows_the_end() {
        let mut one = subscription();
        one.notify(note(SubscriptionPhase::Active, "1")).unwrap();
        assert!(one.notify(note(SubscriptionPhase::Terminated, "end")).is_none());
        assert!(one.notify(note(SubscriptionPhase::Active, "late")).is_none());
        let Next::Notify(last) = one.answered(200) else { panic!("nothing follows") };
        assert_eq!(last.headers.get("Subscription-State"), Some("terminated;reason=timeout"));
        assert_eq!(one.answered(200), Next::Gone);
    }

    #[tokio::test(start_paused = true)]
    async fn a_watcher_that_is_gone_is_forgotten() {
        for (status, next) in [(481, Next::Gone), (408, Next::Gone), (489, Next::Gone), (503, Next::Wait)] {
            let mut one = subscription();
            one.notify(note(SubscriptionPhase::Active, "1")).unwrap();
            assert_eq!(one.answered(status), next);
        }
    }
}
