//! The presence agent: what users publish, and who watches them. Sources: RFC 3856, RFC 3903, RFC 6665.
//!
//! Pure state: it gives the requests that have to be sent, and never waits.

use crate::federation::gateway::presence::model::{Presence, Resource};
use crate::federation::gateway::presence::pidf;
use crate::federation::sip::event::{self, PIDF, PRESENCE, Reason, SubscriptionPhase};
use crate::federation::sip::message::random_token;
use crate::federation::sip::subscription::{Next, Notification, Subscription};
use crate::federation::sip::{Dialog, DialogId, Request, Response};
use std::collections::HashMap;
use std::time::Duration;
use tokio::time::Instant;

/// Seconds that publications and subscriptions last without a wish of their own, at least and at most.
const USUAL_EXPIRY: u32 = 3600;
const LEAST_EXPIRY: u32 = 60;
/// Most devices of a user that publish, and most watchers of a user.
const MOST_PUBLICATIONS: usize = 16;
const MOST_WATCHERS: usize = 10_000;

/// A NOTIFY to send, with the subscription it belongs to.
pub(super) type Notify = (DialogId, Request);

struct Publication {
    presence: Presence,
    until: Instant,
}

#[derive(Default)]
struct User {
    publications: HashMap<String, Publication>,
    watchers: HashMap<DialogId, Subscription>,
    /// What watchers were told last.
    told: Option<Presence>,
}

/// What all users publish, and who watches them.
#[derive(Default)]
pub(super) struct Agent {
    users: HashMap<String, User>,
    watched_in: HashMap<DialogId, String>,
}

impl Agent {
    /// Whether a request belongs to a subscription with this agent.
    pub fn has(&self, id: &DialogId) -> bool {
        self.watched_in.contains_key(id)
    }

    /// Takes a PUBLISH about a user. Source: RFC 3903, 6.
    pub fn publish(&mut self, user: &str, request: &Request) -> Response {
        if event::package(request).as_deref() != Some(PRESENCE) {
            return request.response(489).with("Allow-Events", PRESENCE);
        }
        let expires = match expiry(request) {
            Ok(expires) => expires,
            Err(response) => return *response,
        };
        let presence = match document(request) {
            Ok(presence) => presence,
            Err(response) => return *response,
        };
        let state = self.users.entry(user.to_owned()).or_default();
        let now = Instant::now();
        state.publications.retain(|_, one| one.until > now);
        let known = match request.headers.get("SIP-If-Match") {
            Some(tag) => match state.publications.remove(tag) {
                Some(known) => Some(known),
                None => return request.response(412),
            },
            None => None,
        };
        let tag = random_token();
        if expires > 0 {
            let Some(presence) = presence.or(known.map(|known| known.presence)) else {
                return request.response_with_reason(400, "A first publication needs a document");
            };
            if state.publications.len() >= MOST_PUBLICATIONS {
                return request.response_with_reason(403, "The user publishes from too many devices");
            }
            let until = now + Duration::from_secs(u64::from(expires));
            state.publications.insert(tag.clone(), Publication { presence, until });
        }
        request.response(200).with("SIP-ETag", tag).with("Expires", expires.to_string())
    }

    /// Takes a SUBSCRIBE for a user; gives the answer and the subscription.
    pub fn subscribe(&mut self, user: &str, request: &Request) -> (Response, Option<DialogId>) {
        if event::package(request).as_deref() != Some(PRESENCE) {
            return (request.response(489).with("Allow-Events", PRESENCE), None);
        }
        if !event::accepts(request, PIDF) {
            return (request.response(406).with("Accept", PIDF), None);
        }
        let expires = match expiry(request) {
            Ok(expires) => expires,
            Err(response) => return (*response, None),
        };
        let lasts = Duration::from_secs(u64::from(expires));
        if let Some(id) = DialogId::of_request(request) {
            return self.refresh(&id, request, expires, lasts);
        }
        let tag = random_token();
        let dialog = match Dialog::called(request, &tag) {
            Ok(dialog) => dialog,
            Err(fault) => return (request.response_with_reason(400, &fault.to_string()), None),
        };
        let id = dialog.id();
        let state = self.users.entry(user.to_owned()).or_default();
        if state.watchers.len() >= MOST_WATCHERS {
            return (request.response(503), None);
        }
        let event = request.headers.get("Event").unwrap_or(PRESENCE);
        state.watchers.insert(id.clone(), Subscription::new(dialog, event, lasts));
        self.watched_in.insert(id.clone(), user.to_owned());
        let mut response = accepted(user, request, expires);
        if let Ok(to) = request.headers.address("To") {
            response.headers.set("To", to.with_tag(&tag).to_string());
        }
        (response, Some(id))
    }

    fn refresh(
        &mut self,
        id: &DialogId,
        request: &Request,
        expires: u32,
        lasts: Duration,
    ) -> (Response, Option<DialogId>) {
        let user = self.watched_in.get(id).cloned().unwrap_or_default();
        let found = self.users.get_mut(&user).and_then(|state| state.watchers.get_mut(id));
        let Some(subscription) = found else { return (request.response(481), None) };
        match subscription.refresh(request, lasts) {
            Ok(()) => (accepted(&user, request, expires), Some(id.clone())),
            Err(status) => (request.response(status), None),
        }
    }

    /// What a user is now: what is published, else whether a device is registered.
    fn compose(&self, user: &str, registered: bool) -> Presence {
        let now = Instant::now();
        let mut whole = Presence::default();
        let publications = self.users.get(user).map(|state| &state.publications);
        let mut published: Vec<_> =
            publications.into_iter().flatten().filter(|(_, one)| one.until > now).collect();
        published.sort_by_key(|(tag, _)| tag.as_str());
        for (_, publication) in &published {
            for (name, resource) in publication.presence.sorted() {
                whole.insert(name, resource.clone());
            }
        }
        if !whole.is_available()
            && let Some((_, last)) = published.last()
        {
            whole.farewell.clone_from(&last.presence.farewell);
        }
        if published.is_empty() && registered {
            whole.insert("", Resource::default());
        }
        whole
    }

    /// The NOTIFY for one watcher, whether anything has changed or not.
    pub fn tell(&mut self, id: &DialogId, registered: bool) -> Option<Notify> {
        let user = self.watched_in.get(id)?.clone();
        let presence = self.compose(&user, registered);
        let state = self.users.get_mut(&user)?;
        let subscription = state.watchers.get_mut(id)?;
        let ends = subscription.until() <= Instant::now();
        let request = subscription.notify(notification(&user, &presence, ends))?;
        Some((id.clone(), request))
    }

    /// The NOTIFYs that a change of a user leads to: for all watchers where the presence has changed, and for
    /// those whose subscription is over.
    pub fn changed(&mut self, user: &str, registered: bool) -> Vec<Notify> {
        let presence = self.compose(user, registered);
        let Some(state) = self.users.get_mut(user) else { return Vec::new() };
        let news = state.told.as_ref() != Some(&presence);
        let now = Instant::now();
        let mut notifies = Vec::new();
        for (id, subscription) in &mut state.watchers {
            let ends = subscription.until() <= now;
            if (news || ends)
                && let Some(request) = subscription.notify(notification(user, &presence, ends))
            {
                notifies.push((id.clone(), request));
            }
        }
        state.told = Some(presence);
        notifies
    }

    /// Takes the answer to a NOTIFY; gives the next one, if it waits.
    pub fn answered(&mut self, id: &DialogId, status: u16) -> Option<Notify> {
        let user = self.watched_in.get(id)?.clone();
        let state = self.users.get_mut(&user)?;
        match state.watchers.get_mut(id)?.answered(status) {
            Next::Notify(request) => Some((id.clone(), *request)),
            Next::Wait => None,
            Next::Gone => {
                state.watchers.remove(id);
                self.watched_in.remove(id);
                self.tidy(&user);
                None
            }
        }
    }

    /// When something of a user ends by itself.
    pub fn next_end(&self, user: &str) -> Option<Instant> {
        let state = self.users.get(user)?;
        let publications = state.publications.values().map(|one| one.until);
        let watchers = state.watchers.values().filter(|one| !one.is_over()).map(Subscription::until);
        publications.chain(watchers).min()
    }

    /// Forgets what is over.
    pub fn tidy(&mut self, user: &str) {
        let now = Instant::now();
        if let Some(state) = self.users.get_mut(user) {
            state.publications.retain(|_, one| one.until > now);
            if state.publications.is_empty() && state.watchers.is_empty() {
                self.users.remove(user);
            }
        }
    }
}

fn notification(user: &str, presence: &Presence, ends: bool) -> Notification {
    let body = Some((PIDF.to_owned(), pidf::write(user, &format!("sip:{user}"), presence)));
    match ends {
        true => Notification { phase: SubscriptionPhase::Terminated, reason: Some(Reason::Timeout), body },
        false => Notification { phase: SubscriptionPhase::Active, reason: None, body },
    }
}

fn accepted(user: &str, request: &Request, expires: u32) -> Response {
    let mut response = request.response(200).with("Expires", expires.to_string());
    response.headers.push("Contact", format!("<sip:{user}>"));
    for route in request.headers.all("Record-Route") {
        response.headers.push("Record-Route", route);
    }
    response
}

/// Seconds asked for, within bounds. Errors: the answer to too few.
fn expiry(request: &Request) -> Result<u32, Box<Response>> {
    let wanted = request.headers.seconds("Expires").unwrap_or(USUAL_EXPIRY);
    if (1..LEAST_EXPIRY).contains(&wanted) {
        return Err(Box::new(request.response(423).with("Min-Expires", LEAST_EXPIRY.to_string())));
    }
    Ok(wanted.min(USUAL_EXPIRY))
}

/// The document in a request; none without a body. Errors: the answer that refuses it.
fn document(request: &Request) -> Result<Option<Presence>, Box<Response>> {
    if request.body.is_empty() {
        return Ok(None);
    }
    let content_type = request.headers.get("Content-Type").unwrap_or(PIDF);
    if !content_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(PIDF) {
        return Err(Box::new(request.response(415).with("Accept", PIDF)));
    }
    let refuse = |reason: &str| Box::new(request.response_with_reason(400, reason));
    let text = std::str::from_utf8(&request.body).map_err(|_| refuse("The document is not UTF-8"))?;
    pidf::read(text).map(Some).map_err(|error| refuse(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::{Method, SipUri};

    const ANN: &str = "ann@a.example";

    fn request(method: Method, headers: &[(&str, &str)], body: &str) -> Request {
        let uri = SipUri::new("ann", "a.example");
        let mut request = Request::new(method, uri.clone(), SipUri::new("bob", "a.example"), uri);
        request.headers.push("Event", "presence");
        request.headers.push("Contact", "<sip:bob@127.0.0.1:5070>");
        headers.iter().for_each(|(name, value)| request.headers.push(name, value));
        if !body.is_empty() {
            request.set_body(PIDF, body);
        }
        request
    }

    fn away() -> String {
        use crate::federation::gateway::presence::model::Show;
        let mut presence = Presence::default();
        presence.insert("desk", Resource { show: Show::Away, ..Resource::default() });
        pidf::write(ANN, "sip:ann@a.example", &presence)
    }

    fn body(notify: &Notify) -> String {
        String::from_utf8(notify.1.body.clone()).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn watchers_hear_what_is_published_until_it_ends() {
        let mut agent = Agent::default();
        let (response, id) = agent.subscribe(ANN, &request(Method::Subscribe, &[("Expires", "3600")], ""));
        let id = id.unwrap();
        assert_eq!((response.status, response.headers.get("Expires")), (200, Some("3600")));
        let first = agent.tell(&id, false).unwrap();
        assert!(body(&first).contains(">closed<"));
        agent.answered(&id, 200);
        assert_eq!(agent.publish(ANN, &request(Method::Publish, &[("Expires", "600")], &away())).status, 200);
        let news = agent.changed(ANN, false);
        assert!(news.len() == 1 && body(&news[0]).contains(">away</show>"));
        agent.answered(&id, 200);
        assert!(agent.changed(ANN, false).is_empty(), "nothing has changed");
        tokio::time::advance(Duration::from_secs(601)).await;
        assert!(body(&agent.changed(ANN, false)[0]).contains(">closed<"));
        agent.answered(&id, 200);
        tokio::time::advance(Duration::from_secs(3000)).await;
        let last = agent.changed(ANN, false);
        assert_eq!(last[0].1.headers.get("Subscription-State"), Some("terminated;reason=timeout"));
        agent.answered(&id, 200);
        assert!(!agent.has(&id) && agent.users.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_publication_is_refreshed_changed_and_removed_by_its_tag() {
        let mut agent = Agent::default();
        let tag = |response: &Response| response.headers.get("SIP-ETag").unwrap().to_owned();
        let first = agent.publish(ANN, &request(Method::Publish, &[], &away()));
        let first = tag(&first);
        let refreshed = agent.publish(ANN, &request(Method::Publish, &[("SIP-If-Match", &first)], ""));
        let second = tag(&refreshed);
        assert!(refreshed.status == 200 && second != first);
        assert_eq!(
            agent.publish(ANN, &request(Method::Publish, &[("SIP-If-Match", &first)], "")).status,
            412
        );
        let end = [("SIP-If-Match", second.as_str()), ("Expires", "0")];
        assert_eq!(agent.publish(ANN, &request(Method::Publish, &end, "")).status, 200);
        assert!(!agent.compose(ANN, false).is_available());
        assert!(agent.compose(ANN, true).is_available(), "a registered device counts as there");
    }

    #[tokio::test(start_paused = true)]
    async fn wrong_requests_are_refused_as_the_standards_say() {
        let mut agent = Agent::default();
        let mut other = request(Method::Subscribe, &[], "");
        other.headers.set("Event", "dialog");
        assert_eq!(agent.subscribe(ANN, &other).0.status, 489);
        let brief = request(Method::Subscribe, &[("Expires", "5")], "");
        assert_eq!(agent.subscribe(ANN, &brief).0.headers.get("Min-Expires"), Some("60"));
        let text = request(Method::Subscribe, &[("Accept", "text/plain")], "");
        assert_eq!(agent.subscribe(ANN, &text).0.status, 406);
        let mut unknown = request(Method::Subscribe, &[], "");
        unknown.headers.set("To", "<sip:ann@a.example>;tag=unknown");
        assert_eq!(agent.subscribe(ANN, &unknown).0.status, 481);
        assert_eq!(agent.publish(ANN, &request(Method::Publish, &[], "")).status, 400);
        assert_eq!(agent.publish(ANN, &request(Method::Publish, &[], "<a/>")).status, 400);
    }
}
