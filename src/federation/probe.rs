//! A SIP device that tests a pool: it signs in, talks, publishes and watches as a user's device does.

use crate::federation::gateway::presence::model::{Presence, Resource, Show};
use crate::federation::gateway::presence::pidf;
use crate::federation::registrar::digest::answer;
use crate::federation::sip::event::PIDF;
use crate::federation::sip::{
    Destination, Incoming, Method, Request, Response, SipEndpoint, SipError, SipUri,
};
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::time::Duration;
use tokio::sync::mpsc;

/// How long a sign-in of a test lasts when nobody ends it, in seconds.
const EXPIRES: &str = "120";

/// What a test found.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    /// Not `sip:user@domain`.
    #[error("'{0}' is no SIP address")]
    Address(String),
    /// The server refused.
    #[error("{method} of {user}: {status} {reason}")]
    Refused {
        /// What was asked.
        method: &'static str,
        /// Who asked.
        user: String,
        /// Of the response.
        status: u16,
        /// Of the response.
        reason: String,
    },
    /// The server cannot be reached, or does not answer.
    #[error(transparent)]
    Sip(#[from] SipError),
    /// No way to the server.
    #[error("there is no way to {0}: {1}")]
    Network(SocketAddr, std::io::Error),
    /// What was to come did not come.
    #[error("{0} did not arrive within {1} seconds")]
    Late(&'static str, u64),
}

/// Who a device is.
#[derive(Debug, Clone)]
pub struct Account {
    /// SIP address, with or without `sip:`.
    pub address: String,
    /// What proves it, where the server asks.
    pub password: Option<String>,
}

/// A device that has signed in.
pub struct Probe {
    endpoint: SipEndpoint,
    registrar: SocketAddr,
    own: SipUri,
    password: Option<String>,
    inbox: mpsc::UnboundedReceiver<Request>,
}

fn uri(address: &str) -> Result<SipUri, ProbeError> {
    let bare = address.trim();
    let bare = match bare.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("sip:") => bare.get(4..).unwrap_or_default(),
        _ => bare,
    };
    match bare.split_once('@') {
        Some((name, host)) if !name.is_empty() && !host.is_empty() => Ok(SipUri::new(name, host)),
        _ => Err(ProbeError::Address(address.to_owned())),
    }
}

/// The address of this machine from which the server is reached. Nothing is sent.
fn own_address(server: SocketAddr) -> Result<IpAddr, ProbeError> {
    let any: SocketAddr = if server.is_ipv4() { ([0; 4], 0).into() } else { ([0_u16; 8], 0).into() };
    let found = UdpSocket::bind(any).and_then(|socket| {
        socket.connect(server)?;
        socket.local_addr()
    });
    found.map(|address| address.ip()).map_err(|error| ProbeError::Network(server, error))
}

impl Probe {
    /// Signs a user's device in. Errors: refused; no way to the server, or no answer.
    pub async fn sign_in(registrar: SocketAddr, account: &Account) -> Result<Probe, ProbeError> {
        let own = uri(&account.address)?;
        let at = SocketAddr::new(own_address(registrar)?, 0);
        let (endpoint, mut incoming) = SipEndpoint::start(at).await?;
        let (sender, inbox) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(one) = incoming.recv().await {
                accept(one, &sender).await;
            }
        });
        let probe = Probe { endpoint, registrar, own, password: account.password.clone(), inbox };
        probe.register(EXPIRES).await?;
        Ok(probe)
    }

    /// Ends the sign-in.
    pub async fn sign_out(self) -> Result<(), ProbeError> {
        let ended = self.register("0").await;
        self.endpoint.stop();
        ended
    }

    async fn register(&self, expires: &'static str) -> Result<(), ProbeError> {
        let domain = SipUri::new("", &self.own.host);
        self.ask(|| {
            let mut request =
                Request::new(Method::Register, domain.clone(), self.own.clone(), self.own.clone());
            request.headers.push("Contact", self.contact());
            request.headers.push("Expires", expires);
            request
        })
        .await
    }

    /// Sends a text; the answer comes when its fate is known. Errors: it was refused.
    pub async fn send(&self, to: &str, body: &str) -> Result<(), ProbeError> {
        let target = uri(to)?;
        self.ask(|| {
            let mut request = Request::new(Method::Message, target.clone(), self.own.clone(), target.clone());
            request.set_body("text/plain; charset=UTF-8", body);
            request
        })
        .await
    }

    /// Waits for a text. Errors: another text, or none, arrived in time.
    pub async fn receive(&mut self, body: &str, limit: Duration) -> Result<(), ProbeError> {
        self.wait("the message", limit, |request| {
            request.method == Method::Message && request.body == body.as_bytes()
        })
        .await
    }

    /// Publishes that the user is there.
    pub async fn publish(&self) -> Result<(), ProbeError> {
        let mut presence = Presence::default();
        presence.insert("probe", Resource { show: Show::Away, ..Resource::default() });
        let document = pidf::write(&self.own.to_string(), &self.own.to_string(), &presence);
        self.ask(|| {
            let mut request =
                Request::new(Method::Publish, self.own.clone(), self.own.clone(), self.own.clone());
            request.headers.push("Event", "presence");
            request.headers.push("Expires", EXPIRES);
            request.set_body(PIDF, document.clone());
            request
        })
        .await
    }

    /// Asks to be told of a user's presence.
    pub async fn watch(&self, whom: &str) -> Result<(), ProbeError> {
        let target = uri(whom)?;
        self.ask(|| {
            let mut request =
                Request::new(Method::Subscribe, target.clone(), self.own.clone(), target.clone());
            request.headers.push("Contact", self.contact());
            request.headers.push("Event", "presence");
            request.headers.push("Expires", EXPIRES);
            request
        })
        .await
    }

    /// Waits until a watched user is told to be there, and away as [`Probe::publish`] says.
    pub async fn see(&mut self, limit: Duration) -> Result<(), ProbeError> {
        self.wait("the published presence", limit, |request| {
            let text = String::from_utf8_lossy(&request.body);
            let is_away = |presence: Presence| {
                presence.sorted().iter().any(|(_, resource)| resource.show == Show::Away)
            };
            request.method == Method::Notify && pidf::read(&text).is_ok_and(is_away)
        })
        .await
    }

    async fn wait(
        &mut self,
        what: &'static str,
        limit: Duration,
        is_meant: impl Fn(&Request) -> bool,
    ) -> Result<(), ProbeError> {
        let found = tokio::time::timeout(limit, async {
            while let Some(request) = self.inbox.recv().await {
                if is_meant(&request) {
                    return true;
                }
            }
            false
        });
        match found.await {
            Ok(true) => Ok(()),
            _ => Err(ProbeError::Late(what, limit.as_secs())),
        }
    }

    fn contact(&self) -> String {
        let name = self.own.user.as_deref().unwrap_or_default();
        format!("<sip:{name}@{};transport=tcp>", self.endpoint.address())
    }

    /// Sends a request, and once more with the password when the server asks for one.
    async fn ask(&self, made: impl Fn() -> Request) -> Result<(), ProbeError> {
        let server = Destination::tcp(self.registrar);
        let request = made();
        let method = request.method.clone();
        let mut response = self.endpoint.request(server.clone(), request).await?;
        if let Some((name, proof)) = self.proof(&made(), &response) {
            let mut request = made();
            request.headers.push(name, proof);
            response = self.endpoint.request(server, request).await?;
        }
        if response.is_success() {
            return Ok(());
        }
        Err(ProbeError::Refused {
            method: named(&method),
            user: self.own.to_string(),
            status: response.status,
            reason: response.reason,
        })
    }

    /// The header that answers the server's challenge.
    fn proof(&self, request: &Request, response: &Response) -> Option<(&'static str, String)> {
        let (challenge, header) = match response.status {
            401 => ("WWW-Authenticate", "Authorization"),
            407 => ("Proxy-Authenticate", "Proxy-Authorization"),
            _ => return None,
        };
        let (user, password) = (self.own.user.as_deref()?, self.password.as_deref()?);
        let (method, target) = (request.method.as_str(), request.uri.to_string());
        let proof = response
            .headers
            .all(challenge)
            .find_map(|challenge| answer(challenge, method, &target, user, password, 1))?;
        Some((header, proof))
    }
}

/// What a request is called in a message.
fn named(method: &Method) -> &'static str {
    match method {
        Method::Register => "Sign-in",
        Method::Message => "A message",
        Method::Publish => "Publishing",
        Method::Subscribe => "Watching",
        _ => "A request",
    }
}

async fn accept(one: Incoming, sender: &mpsc::UnboundedSender<Request>) {
    let takes = matches!(one.request.method, Method::Message | Method::Notify);
    let response = one.request.response(if takes { 200 } else { 405 });
    if takes {
        // Nobody waits any more once the test is over.
        let _ = sender.send(one.request.clone());
    }
    one.respond(response).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_user_and_a_domain() {
        assert_eq!(uri("SIP:ann@a.example").unwrap(), SipUri::new("ann", "a.example"));
        assert_eq!(uri(" ann@a.example ").unwrap(), SipUri::new("ann", "a.example"));
        for wrong in ["ann", "@a.example", "ann@", ""] {
            assert!(matches!(uri(wrong), Err(ProbeError::Address(_))), "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_an_error() {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let account = Account { address: "ann@a.example".to_owned(), password: None };
        assert!(matches!(Probe::sign_in(free, &account).await, Err(ProbeError::Sip(_))));
    }
}
