//! SIP users who are signed in.

use super::LabError;
use crate::federation::sip::{Destination, Incoming, Method, Request, SipEndpoint, SipUri};
use std::collections::VecDeque;
use std::net::{IpAddr, SocketAddr};
use tokio::sync::mpsc;

/// A text that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Who sent it.
    pub from: SipUri,
    /// The text.
    pub body: String,
}

impl Received {
    /// Whether it tells that an earlier message was not delivered.
    pub fn is_failure(&self) -> bool {
        self.body.starts_with("Your message ") && self.body.contains(" was not delivered")
    }
}

/// A phone.
pub struct Phone {
    endpoint: SipEndpoint,
    registrar: SocketAddr,
    own: SipUri,
    inbox: mpsc::UnboundedReceiver<Received>,
    /// Looked at and put back.
    kept: VecDeque<Received>,
    /// The pool it is signed in at.
    pub pool: String,
}

/// The URI of a user. Errors: the text has no user or no domain.
pub fn uri(user: &str) -> Result<SipUri, LabError> {
    match user.trim_start_matches("sip:").split_once('@') {
        Some((name, host)) if !name.is_empty() && !host.is_empty() => Ok(SipUri::new(name, host)),
        _ => Err(LabError::Address(user.to_owned())),
    }
}

impl Phone {
    /// Registers a user's phone.
    pub async fn sign_in(
        at: IpAddr,
        registrar: SocketAddr,
        user: &str,
        pool: String,
    ) -> Result<Phone, LabError> {
        let (endpoint, mut incoming) = SipEndpoint::start(SocketAddr::new(at, 0)).await?;
        let own = uri(user)?;
        let mut request =
            Request::new(Method::Register, SipUri::new("", &own.host), own.clone(), own.clone());
        let name = own.user.as_deref().unwrap_or_default();
        request.headers.push("Contact", format!("<sip:{name}@{}>", endpoint.address()));
        let response = endpoint.request(Destination::tcp(registrar), request).await?;
        if !response.is_success() {
            let text = format!("{user} cannot sign in: {} {}", response.status, response.reason);
            return Err(LabError::Message(text));
        }
        let (sender, inbox) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Some(one) = incoming.recv().await {
                keep(one, &sender).await;
            }
        });
        Ok(Phone { endpoint, registrar, own, inbox, kept: VecDeque::new(), pool })
    }

    /// Sends a text; the answer comes when its fate is known. Errors: it was refused.
    pub fn send(&self, to: &str, body: &str) -> impl Future<Output = Result<(), LabError>> + use<> {
        let (endpoint, registrar, own) = (self.endpoint.clone(), self.registrar, self.own.clone());
        let (target, body) = (uri(to), body.to_owned());
        async move {
            let target = target?;
            let mut request = Request::new(Method::Message, target.clone(), own, target);
            request.set_body("text/plain; charset=UTF-8", body);
            let response = endpoint.request(Destination::tcp(registrar), request).await?;
            if response.is_success() {
                return Ok(());
            }
            Err(LabError::Message(format!("{} {}", response.status, response.reason)))
        }
    }

    /// The next text; may be cancelled. Errors: the phone has signed out.
    pub async fn receive(&mut self) -> Result<Received, LabError> {
        if let Some(kept) = self.kept.pop_front() {
            return Ok(kept);
        }
        self.inbox.recv().await.ok_or_else(|| LabError::Message("the user has signed out".to_owned()))
    }

    /// Puts a text back for the next [`Phone::receive`].
    pub fn put_back(&mut self, received: Received) {
        self.kept.push_back(received);
    }

    /// Forgets texts that came before.
    pub fn forget(&mut self) {
        self.kept.clear();
        while self.inbox.try_recv().is_ok() {}
    }
}

async fn keep(one: Incoming, sender: &mpsc::UnboundedSender<Received>) {
    let is_message = one.request.method == Method::Message;
    let response = one.request.response(if is_message { 200 } else { 405 });
    if let (true, Ok(from)) = (is_message, one.request.headers.address("From")) {
        let body = String::from_utf8_lossy(&one.request.body).into_owned();
        let _ = sender.send(Received { from: from.uri, body });
    }
    one.respond(response).await;
}
