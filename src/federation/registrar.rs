//! A small SIP registrar: where users are, and messages between them.
//!
//! It serves one domain. What is for another domain goes to a [`Route`]; calls and presence are refused with
//! the standard's answer, for there is no presence agent yet.

use super::sip::{Destination, Incoming, Method, Request, Response, SipEndpoint, SipError, SipUri};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// What a registration without its own wish lasts, and the least it may ask for. Source: RFC 3261, 10.2.
const USUAL_EXPIRY: u32 = 3600;
const LEAST_EXPIRY: u32 = 5;

/// Where messages for other domains go.
pub trait Route: Send + Sync + 'static {
    /// Takes a message of a user of ours for someone else; gives the answer.
    fn outbound(&self, request: Request) -> impl Future<Output = Response> + Send;
    /// Whether an address of record is a user of ours.
    fn knows(&self, address: &str) -> bool;
}

/// Where a user is.
#[derive(Debug, Clone, Copy)]
struct Binding {
    address: SocketAddr,
    until: Instant,
}

/// A running registrar; cheap to clone.
#[derive(Debug, Clone)]
pub struct Registrar {
    endpoint: SipEndpoint,
    domain: Arc<str>,
    bindings: Arc<Mutex<HashMap<String, Binding>>>,
}

impl Registrar {
    /// Serves a domain on an address. Errors: it is taken.
    pub async fn start<R: Route>(
        address: SocketAddr,
        domain: &str,
        route: Arc<R>,
    ) -> Result<Registrar, SipError> {
        let (endpoint, incoming) = SipEndpoint::start(address).await?;
        let registrar =
            Registrar { endpoint, domain: domain.to_lowercase().into(), bindings: Arc::default() };
        tokio::spawn(registrar.clone().serve(incoming, route));
        Ok(registrar)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.endpoint.address()
    }

    /// Stops listening.
    pub fn stop(&self) {
        self.endpoint.stop();
    }

    async fn serve<R: Route>(self, mut incoming: mpsc::Receiver<Incoming>, route: Arc<R>) {
        while let Some(one) = incoming.recv().await {
            let (own, route) = (self.clone(), route.clone());
            // One slow recipient must not hold up the others.
            tokio::spawn(async move {
                let response = own.answer(&one.request, &*route).await;
                one.respond(response).await;
            });
        }
    }

    async fn answer<R: Route>(&self, request: &Request, route: &R) -> Response {
        match request.method {
            Method::Register => self.register(request, route),
            Method::Message => self.message(request, route).await,
            Method::Options => request.response(200).with("Allow", ALLOWED),
            _ => request.response(405).with("Allow", ALLOWED),
        }
    }

    fn register<R: Route>(&self, request: &Request, route: &R) -> Response {
        let Ok(to) = request.headers.address("To") else { return request.response(400) };
        let Some(user) = to.uri.address_of_record() else { return request.response(400) };
        if !to.uri.host.eq_ignore_ascii_case(&self.domain) || !route.knows(&user) {
            return request.response(404);
        }
        let Ok(contact) = request.headers.address("Contact") else { return request.response(400) };
        let wanted = contact.parameters.get("expires").and_then(|text| text.parse().ok());
        let seconds: u32 = wanted.or_else(|| request.headers.seconds("Expires")).unwrap_or(USUAL_EXPIRY);
        if seconds == 0 {
            self.lock().remove(&user);
            return request.response(200);
        }
        if seconds < LEAST_EXPIRY {
            return request.response(423).with("Min-Expires", LEAST_EXPIRY.to_string());
        }
        let port = contact.uri.port.unwrap_or(5060);
        let Ok(host) = contact.uri.host.trim_matches(['[', ']']).parse() else {
            return request.response_with_reason(400, "Contact must be an IP address");
        };
        let binding = Binding {
            address: SocketAddr::new(host, port),
            until: Instant::now() + Duration::from_secs(u64::from(seconds)),
        };
        self.lock().insert(user, binding);
        request.response(200).with("Contact", format!("<{}>;expires={seconds}", contact.uri))
    }

    async fn message<R: Route>(&self, request: &Request, route: &R) -> Response {
        if request.max_forwards() == 0 {
            return request.response(483);
        }
        if request.uri.secure {
            // Nobody can promise TLS on every hop to XMPP. Source: RFC 7247, 4.
            return request.response(416);
        }
        if !request.uri.host.eq_ignore_ascii_case(&self.domain) {
            return route.outbound(request.clone()).await;
        }
        let Some(user) = request.uri.address_of_record() else { return request.response(404) };
        if !route.knows(&user) {
            return request.response(404);
        }
        let Some(binding) = self.binding(&user) else { return request.response(480) };
        self.forward(request, Destination::tcp(binding.address)).await
    }

    /// Passes a message on and its answer back.
    pub async fn forward(&self, request: &Request, to: Destination) -> Response {
        let mut onward = request.clone();
        onward.headers.set("Max-Forwards", (request.max_forwards().saturating_sub(1)).to_string());
        onward.headers.remove("Via");
        match self.endpoint.request(to, onward).await {
            Ok(answer) => request.response_with_reason(answer.status, &answer.reason),
            Err(error @ SipError::TimedOut { .. }) => request.response_with_reason(408, &error.to_string()),
            Err(error) => request.response_with_reason(503, &error.to_string()),
        }
    }

    /// Delivers a message to one of our users. Gives the status and reason.
    pub async fn deliver(&self, from: SipUri, to: SipUri, body: &str) -> (u16, String) {
        let mut request = Request::new(Method::Message, to.clone(), from, to.clone());
        request.set_body("text/plain; charset=UTF-8", body);
        let Some(binding) = to.address_of_record().and_then(|user| self.binding(&user)) else {
            return (480, "Temporarily Unavailable".to_owned());
        };
        match self.endpoint.request(Destination::tcp(binding.address), request).await {
            Ok(response) => (response.status, response.reason),
            Err(error @ SipError::TimedOut { .. }) => (408, error.to_string()),
            Err(error) => (503, error.to_string()),
        }
    }

    fn binding(&self, user: &str) -> Option<Binding> {
        let mut bindings = self.lock();
        let found = bindings.get(user).copied()?;
        if found.until < Instant::now() {
            bindings.remove(user);
            return None;
        }
        Some(found)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Binding>> {
        self.bindings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const ALLOWED: &str = "REGISTER, MESSAGE, OPTIONS";
