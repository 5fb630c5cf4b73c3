//! The registrar at work: requests of its users, of gateways, and where they go.
//!
//! It serves one domain. What is for another domain goes to a [`Route`]; presence is answered by the
//! [`super::agent`]; sessions go from end to end, what they are about is no concern of it.

use super::agent::{Agent, Notify};
use super::binding::{Binding, Bindings, Came, Refused};
use super::digest::{Authenticator, Proof};
use super::route::{AnyRoute, Route};
use crate::federation::sip::{
    Destination, Dialog, DialogId, EndpointConfig, Incoming, Method, Protocol, Request, Response, Ringing,
    SipEndpoint, SipError, SipUri,
};
use crate::federation::tls::{MutualTls, PeerNames};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

const ALLOWED: &str =
    "REGISTER, MESSAGE, SUBSCRIBE, NOTIFY, PUBLISH, OPTIONS, INVITE, ACK, BYE, CANCEL, INFO, UPDATE";

/// What a registrar is told.
#[derive(Debug, Clone)]
pub struct RegistrarConfig {
    /// The domain whose users it serves, which is the realm of their passwords, too.
    pub domain: String,
    /// Where it listens.
    pub endpoint: EndpointConfig,
}

/// A running registrar; cheap to clone.
#[derive(Clone)]
pub struct Registrar {
    endpoint: SipEndpoint,
    domain: Arc<str>,
    shared: Arc<Shared>,
}

struct Shared {
    route: Arc<dyn AnyRoute>,
    authenticator: Authenticator,
    bindings: Mutex<Bindings>,
    agent: Mutex<Agent>,
    ringing: Ringing,
}

impl std::fmt::Debug for Registrar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registrar").field("domain", &self.domain).finish_non_exhaustive()
    }
}

/// An INVITE to one device, and what it answered.
struct Leg {
    request: Request,
    to: Destination,
    answer: Response,
}

/// How a request came.
enum Origin {
    /// From a device or a server.
    Network { source: SocketAddr, protocol: Protocol, proved: PeerNames },
    /// From a gateway of this process, which may cancel an INVITE.
    Own(Option<CancellationToken>),
}

impl Origin {
    /// Over what the sender is reached.
    fn protocol(&self) -> Protocol {
        match self {
            Origin::Network { protocol, .. } => *protocol,
            Origin::Own(_) => Protocol::Tcp,
        }
    }

    /// What ends the ringing of an INVITE that came so.
    fn cancel(&self) -> CancellationToken {
        match self {
            Origin::Own(Some(cancel)) => cancel.clone(),
            _ => CancellationToken::new(),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Registrar {
    /// Serves a domain over TCP on an address. Errors: it is taken.
    pub async fn start<R: Route>(
        address: SocketAddr,
        domain: &str,
        route: Arc<R>,
    ) -> Result<Registrar, SipError> {
        let endpoint = EndpointConfig { tcp: Some(address), ..EndpointConfig::default() };
        Registrar::start_with(RegistrarConfig { domain: domain.to_owned(), endpoint }, route).await
    }

    /// Serves a domain. Errors: an address is taken.
    pub async fn start_with<R: Route>(config: RegistrarConfig, route: Arc<R>) -> Result<Registrar, SipError> {
        let known: Arc<OnceLock<Registrar>> = Arc::default();
        let own = known.clone();
        let take = move |one| match own.get() {
            Some(registrar) => {
                // One slow recipient must not hold up the others.
                tokio::spawn(registrar.clone().serve(one));
                Ok(())
            }
            None => Err(Box::new(one)),
        };
        let endpoint = SipEndpoint::serve(config.endpoint, take).await?;
        let domain = config.domain.to_lowercase();
        let shared = Shared {
            route,
            authenticator: Authenticator::new(&domain),
            bindings: Mutex::default(),
            agent: Mutex::default(),
            ringing: Ringing::default(),
        };
        let registrar = Registrar { endpoint, domain: domain.into(), shared: Arc::new(shared) };
        Ok(known.get_or_init(|| registrar).clone())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.endpoint.address()
    }

    /// Where it listens for a protocol.
    pub fn address_of(&self, protocol: Protocol) -> Option<SocketAddr> {
        self.endpoint.address_of(protocol)
    }

    /// Shows this certificate on connections from now on.
    pub fn set_tls(&self, tls: MutualTls) {
        self.endpoint.set_tls(tls);
    }

    /// Stops listening.
    pub fn stop(&self) {
        self.endpoint.stop();
    }

    /// Takes a request of a gateway of this process: for a user, or in a dialog with one. An INVITE rings until it is
    /// cancelled.
    pub async fn take(&self, request: &Request, cancel: Option<&CancellationToken>) -> Response {
        self.answer(request, &Origin::Own(cancel.cloned())).await
    }

    async fn serve(self, one: Incoming) {
        let (source, protocol, proved) = (one.source, one.protocol, one.proved.clone());
        let origin = Origin::Network { source, protocol, proved };
        if one.request.method == Method::Invite {
            // It may ring: the caller need not ask again.
            one.provisional(&one.request.response(100)).await;
        }
        let (request, answering) = one.split();
        let response = self.answer(&request, &origin).await;
        answering.respond(response).await;
    }

    async fn answer(&self, request: &Request, origin: &Origin) -> Response {
        if request.headers.get("Route").is_some_and(|route| self.endpoint.is_own_route(route)) {
            let mut stripped = request.clone();
            self.endpoint.strip_own_route(&mut stripped);
            return Box::pin(self.decide(&stripped, origin)).await;
        }
        self.decide(request, origin).await
    }

    /// Answers a request that has arrived where its route led.
    async fn decide(&self, request: &Request, origin: &Origin) -> Response {
        if let Some(refusal) = self.unproved(request, origin) {
            return refusal;
        }
        match request.method {
            Method::Register => self.register(request, origin),
            Method::Options => request.response(200).with("Allow", ALLOWED),
            Method::Cancel => {
                let status = if self.shared.ringing.cancel(request) { 200 } else { 481 };
                request.response(status)
            }
            Method::Message | Method::Subscribe | Method::Notify | Method::Publish => {
                self.route(request, origin).await
            }
            Method::Invite | Method::Ack | Method::Bye => self.route(request, origin).await,
            Method::Other(ref name) if matches!(name.as_str(), "INFO" | "UPDATE") => {
                self.route(request, origin).await
            }
            _ => request.response(405).with("Allow", ALLOWED),
        }
    }

    /// The answer to a request whose sender has to prove who it is, and does not.
    fn unproved(&self, request: &Request, origin: &Origin) -> Option<Response> {
        if matches!(origin, Origin::Own(_)) || matches!(request.method, Method::Ack | Method::Cancel) {
            return None;
        }
        let from = request.headers.party("From")?;
        if !from.host.eq_ignore_ascii_case(&self.domain) {
            return None;
        }
        let secret = self.shared.route.secret(&from.address_of_record()?)?;
        let proxy = request.method != Method::Register && request.uri.host != *self.domain;
        let header = if proxy { "Proxy-Authorization" } else { "Authorization" };
        let user = from.decoded_user()?;
        match self.shared.authenticator.check(request, header, &user, &secret) {
            Proof::Valid => None,
            Proof::Missing { stale } => Some(self.shared.authenticator.challenge(request, proxy, stale)),
            Proof::Wrong => {
                tracing::info!(user = &*user, "a SIP user gave a wrong password");
                Some(self.shared.authenticator.challenge(request, proxy, false))
            }
        }
    }

    fn register(&self, request: &Request, origin: &Origin) -> Response {
        let Ok(to) = request.headers.address("To") else { return request.response(400) };
        let Some(user) = to.uri.address_of_record() else { return request.response(400) };
        if !to.uri.host.eq_ignore_ascii_case(&self.domain) || !self.shared.route.knows(&user) {
            return request.response(404);
        }
        let own = request.headers.address("From").ok().and_then(|from| from.uri.address_of_record());
        if own.as_ref() != Some(&user) {
            return request.response_with_reason(403, "Users register only themselves");
        }
        let Origin::Network { source, protocol, proved } = origin else { return request.response(403) };
        let name = proved.0.first().map(String::as_str);
        let came = Came { source: *source, protocol: *protocol, name };
        let registered = lock(&self.shared.bindings).register(&user, request, &came);
        match registered {
            Ok(()) => {}
            Err(Refused::Status(status, reason)) => return request.response_with_reason(status, reason),
            Err(Refused::TooBrief(least)) => {
                return request.response(423).with("Min-Expires", least.to_string());
            }
        }
        self.changed(&user);
        let mut response = request.response(200);
        for binding in lock(&self.shared.bindings).of(&user) {
            response.headers.push("Contact", binding.header());
        }
        response
    }

    /// Sends a request where it belongs.
    async fn route(&self, request: &Request, origin: &Origin) -> Response {
        if request.max_forwards() == 0 {
            return request.response(483);
        }
        if request.uri.secure {
            // Nobody can promise TLS on every hop to XMPP. Source: RFC 7247, 4.
            return request.response(416);
        }
        if let Some(id) = DialogId::of_request(request).filter(|id| lock(&self.shared.agent).has(id)) {
            return self.subscribe(&id.local_tag, request);
        }
        if request.uri.host.eq_ignore_ascii_case(&self.domain) {
            // Apart, as all that waits for an answer: what a task may hold at most is moved with it several times.
            return Box::pin(self.local(request, origin)).await;
        }
        match Destination::of_uri(&request.uri, Protocol::Tcp) {
            Some(to) => {
                let known = matches!(origin, Origin::Own(_)) || lock(&self.shared.bindings).is_device(&to);
                match known {
                    true => Box::pin(self.forward(request, None, to, None)).await,
                    false => request.response_with_reason(403, "This server does not relay to addresses"),
                }
            }
            None => {
                // What follows in a dialog comes here, too.
                let begins = matches!(request.method, Method::Subscribe | Method::Invite);
                match begins.then(|| self.endpoint.record_route(origin.protocol())).flatten() {
                    Some(own) => {
                        let mut marked = request.clone();
                        marked.headers.prepend("Record-Route", own);
                        Box::pin(self.outward(&marked, origin)).await
                    }
                    None => self.outward(request, origin).await,
                }
            }
        }
    }

    /// Sends a request to another domain.
    async fn outward(&self, request: &Request, origin: &Origin) -> Response {
        if request.method != Method::Invite {
            return self.shared.route.outbound(request).await;
        }
        let ringing = self.shared.ringing.begin(request, origin.cancel());
        self.shared.route.invite(request, ringing.cancel.clone()).await
    }

    /// A request for a user of ours.
    async fn local(&self, request: &Request, origin: &Origin) -> Response {
        let Some(user) = request.uri.address_of_record() else { return request.response(404) };
        if !self.shared.route.knows(&user) {
            return request.response(404);
        }
        match request.method {
            Method::Subscribe => self.subscribe(&user, request),
            Method::Publish => self.publish(&user, request, origin),
            // Apart: what rings is rare, and holds much more than a message on its way.
            Method::Invite => Box::pin(self.ring_devices(&user, request, origin)).await,
            _ => self.to_devices(&user, request).await,
        }
    }

    fn subscribe(&self, user: &str, request: &Request) -> Response {
        let (response, id) = lock(&self.shared.agent).subscribe(user, request);
        if let Some(id) = id {
            let user = request.uri.address_of_record().unwrap_or_else(|| user.to_owned());
            let registered = self.is_registered(&user);
            let notify = lock(&self.shared.agent).tell(&id, registered);
            self.send_notifies(&user, notify.into_iter().collect());
            self.check_later(&user);
        }
        response
    }

    fn publish(&self, user: &str, request: &Request, origin: &Origin) -> Response {
        let own = request.headers.address("From").ok().and_then(|from| from.uri.address_of_record());
        if own.as_deref() != Some(user) || matches!(origin, Origin::Own(_)) {
            return request.response_with_reason(403, "Users publish only their own presence");
        }
        let response = lock(&self.shared.agent).publish(user, request);
        self.changed(user);
        response
    }

    fn is_registered(&self, user: &str) -> bool {
        !lock(&self.shared.bindings).of(user).is_empty()
    }

    /// Something of a user may have changed: tells the watchers, and looks again when something ends.
    fn changed(&self, user: &str) {
        let registered = self.is_registered(user);
        let notifies = lock(&self.shared.agent).changed(user, registered);
        lock(&self.shared.agent).tidy(user);
        self.send_notifies(user, notifies);
        self.check_later(user);
    }

    fn check_later(&self, user: &str) {
        let ends = [lock(&self.shared.bindings).next_end(user), lock(&self.shared.agent).next_end(user)];
        let Some(end) = ends.into_iter().flatten().min() else { return };
        let (own, user) = (self.clone(), user.to_owned());
        tokio::spawn(async move {
            sleep_until(end.max(Instant::now()) + Duration::from_millis(1)).await;
            let ends = [lock(&own.shared.bindings).next_end(&user), lock(&own.shared.agent).next_end(&user)];
            // Whatever was renewed has a watch of its own.
            if ends.into_iter().flatten().min().is_none_or(|next| next <= Instant::now()) {
                own.changed(&user);
            }
        });
    }

    fn send_notifies(&self, user: &str, notifies: Vec<Notify>) {
        for (id, request) in notifies {
            let (own, user) = (self.clone(), user.to_owned());
            tokio::spawn(async move {
                let mut next = Some(request);
                while let Some(mut request) = next {
                    request.headers.push("Contact", format!("<sip:{user}>"));
                    let response = Box::pin(own.route(&request, &Origin::Own(None))).await;
                    next = lock(&own.shared.agent).answered(&id, response.status).map(|(_, next)| next);
                }
            });
        }
    }

    /// Sends a request to every device of a user; one that takes it is enough.
    async fn to_devices(&self, user: &str, request: &Request) -> Response {
        let mut devices: Vec<Binding> = lock(&self.shared.bindings).of(user);
        if devices.len() == 1
            && let Some(only) = devices.pop()
        {
            return self.forward(request, Some(only.contact), only.destination, None).await;
        }
        let mut answers = JoinSet::new();
        for device in devices {
            let (own, request) = (self.clone(), request.clone());
            answers.spawn(async move {
                own.forward(&request, Some(device.contact), device.destination, None).await
            });
        }
        let mut best: Option<Response> = None;
        while let Some(Ok(answer)) = answers.join_next().await {
            let better = best.as_ref().is_none_or(|known| answer.status < known.status);
            if better {
                best = Some(answer);
            }
        }
        best.unwrap_or_else(|| request.response(480))
    }

    /// Invites every device of a user; the first that accepts has the session, and the others stop ringing.
    /// Source: RFC 3261, 16.7.
    async fn ring_devices(&self, user: &str, request: &Request, origin: &Origin) -> Response {
        let ring = self.shared.ringing.begin(request, origin.cancel());
        let cancel = ring.cancel.child_token();
        let mut answers = JoinSet::new();
        for device in lock(&self.shared.bindings).of(user) {
            let (own, mut request, cancel) = (self.clone(), request.clone(), cancel.clone());
            request.uri = device.contact;
            if let Some(route) = own.endpoint.record_route(device.destination.protocol) {
                request.headers.prepend("Record-Route", route);
            }
            answers.spawn(async move {
                let to = device.destination;
                let answer = own.forward(&request, None, to.clone(), Some(&cancel)).await;
                Leg { request, to, answer }
            });
        }
        let mut best: Option<Response> = None;
        while let Some(Ok(leg)) = answers.join_next().await {
            let answer = leg.answer;
            // A 6xx speaks for all devices.
            if (answer.is_success() || answer.status >= 600) && !cancel.is_cancelled() {
                cancel.cancel();
                tokio::spawn(self.clone().hang_up_late(answers));
                return answer;
            }
            if best.as_ref().is_none_or(|known| answer.status < known.status) {
                best = Some(answer);
            }
        }
        best.unwrap_or_else(|| request.response(480))
    }

    /// The other devices answer their CANCELs; one that had accepted already has a session with nobody, and is told
    /// that it is over. Source: RFC 3261, 13.2.2.4.
    async fn hang_up_late(self, mut answers: JoinSet<Leg>) {
        while let Some(Ok(Leg { request, to, answer })) = answers.join_next().await {
            if !answer.is_success() {
                continue;
            }
            let Ok(mut dialog) = Dialog::calling(&request, &answer.headers, false) else { continue };
            for mut one in [dialog.acknowledgement(), dialog.request(Method::Bye)] {
                // It is reached where the INVITE went, not by way of ourselves.
                one.headers.remove("Route");
                if let Err(error) = self.endpoint.request(to.clone(), one).await {
                    tracing::debug!(%to, %error, "a device could not be told that another took the session");
                }
            }
        }
    }

    /// Passes a request on, one hop further and to another URI if there is one, and its answer back.
    async fn forward(
        &self,
        request: &Request,
        uri: Option<SipUri>,
        to: Destination,
        cancel: Option<&CancellationToken>,
    ) -> Response {
        match self.endpoint.invite(to, request.onward(uri), cancel).await {
            Ok(answer) => answer.relayed(request),
            Err(error @ SipError::TimedOut { .. }) => request.response_with_reason(408, &error.to_string()),
            Err(error @ SipError::TooLarge { .. }) => request.response_with_reason(513, &error.to_string()),
            Err(error) => request.response_with_reason(503, &error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
