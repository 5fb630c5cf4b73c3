//! Opening, using and ending sessions.

use super::description;
use super::expiry::{self, Expiry};
use super::table::{Confirmed, Pair, Table};
use crate::federation::gateway::pool::Pool;
use crate::federation::sip::dialog::own_tag;
use crate::federation::sip::{Dialog, Method, NameAddress, Request, Response, SipUri};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// How long a device may take to accept a session: it does so by itself, or when its user looks up.
const ACCEPTANCE: Duration = Duration::from_secs(30);
/// Methods inside a session of ours.
const ALLOWED: &str = "INVITE, ACK, BYE, CANCEL, MESSAGE, INFO, UPDATE, OPTIONS";

/// A request inside a session, as if it were addressed to the XMPP user.
#[derive(Debug)]
pub struct Inside(pub Request);

/// The sessions of a gateway.
pub struct Sessions {
    table: Mutex<Table>,
    pool: Arc<dyn Pool>,
    /// Where SIP servers reach us; without it, by the XMPP user's own address.
    contact: Option<SipUri>,
}

/// `user@domain` of both, the SIP user first.
fn pair(sip: &SipUri, xmpp: &SipUri) -> Option<Pair> {
    Some((sip.address_of_record()?, xmpp.address_of_record()?))
}

impl Sessions {
    /// None yet.
    pub fn new(pool: Arc<dyn Pool>, contact: Option<SipUri>) -> Sessions {
        Sessions { table: Mutex::default(), pool, contact }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn contact(&self, xmpp: &SipUri) -> SipUri {
        self.contact.clone().unwrap_or_else(|| xmpp.bare())
    }

    /// Takes an INVITE of a SIP user: a new session, or news of one. Whether the conversation is allowed was
    /// decided before.
    pub fn invited(&self, request: &Request) -> Response {
        let expiry = expiry::wanted(request);
        if expiry == Expiry::TooBrief {
            return Expiry::refuse(request);
        }
        let inside = request.headers.tag("To").is_some();
        if inside && let Err(status) = self.table().accept(request) {
            return request.response(status);
        }
        let xmpp = request.headers.address("To").map_or_else(|_| request.uri.clone(), |to| to.uri);
        let contact = self.contact(&xmpp);
        let offer = String::from_utf8_lossy(&request.body);
        let described = match offer.trim().is_empty() {
            // Who offers nothing wants an offer. Source: RFC 3261, 13.2.1.
            true => Some(description::offer(&contact.host)),
            false => description::answer(&offer, &contact.host),
        };
        let Some(described) = described else {
            return request.response_with_reason(488, "Only text is carried to XMPP");
        };
        let mut response = expiry.agree(request.response(200));
        if inside {
            self.table().refresh(request, expiry.limit());
        } else if let Err(status) = self.begin(request, &response, &xmpp, expiry) {
            return request.response(status);
        }
        response.headers.push("Contact", NameAddress::new(contact).to_string());
        for route in request.headers.all("Record-Route") {
            response.headers.push("Record-Route", route);
        }
        response.headers.push("Allow", ALLOWED);
        response.headers.push("Content-Type", description::TYPE);
        response.body = described.into_bytes();
        response
    }

    fn begin(
        &self,
        request: &Request,
        response: &Response,
        xmpp: &SipUri,
        expiry: Expiry,
    ) -> Result<(), u16> {
        let tag = own_tag(response).ok_or(400_u16)?;
        let dialog = Dialog::called(request, &tag).map_err(|_| 400_u16)?;
        let pair = pair(dialog.remote(), xmpp).ok_or(400_u16)?;
        let mut table = self.table();
        if !table.has_room() {
            return Err(503);
        }
        table.add(dialog, pair, expiry.limit(), Confirmed::Not);
        Ok(())
    }

    /// Takes a request inside a session that is to be carried. Errors: the answer that refuses it.
    pub fn inside(&self, request: &Request) -> Result<Inside, Response> {
        let xmpp = self.table().accept(request).map_err(|status| request.response(status))?;
        let mut addressed = request.clone();
        addressed.uri = xmpp;
        Ok(Inside(addressed))
    }

    /// Takes an ACK: the caller has our answer.
    pub fn acknowledged(&self, request: &Request) -> Response {
        self.table().acknowledged(request);
        request.response(200)
    }

    /// Takes an UPDATE, which refreshes the session. Source: RFC 4028, 7.4.
    pub fn updated(&self, request: &Request) -> Response {
        let expiry = expiry::wanted(request);
        if expiry == Expiry::TooBrief {
            return Expiry::refuse(request);
        }
        match self.table().accept(request) {
            Ok(_) => {}
            Err(status) => return request.response(status),
        }
        self.table().refresh(request, expiry.limit());
        expiry.agree(request.response(200))
    }

    /// Takes a BYE; gives the SIP address of the XMPP user whose conversation is over.
    pub fn ended(&self, request: &Request) -> (Response, Option<SipUri>) {
        let accepted = self.table().accept(request);
        match accepted {
            Ok(xmpp) => {
                self.table().remove_of(request);
                (request.response(200), Some(xmpp))
            }
            Err(status) => (request.response(status), None),
        }
    }

    /// Takes a CANCEL. Our answers to INVITEs are final at once: there is never anything to cancel.
    pub fn cancelled(&self, request: &Request) -> Response {
        request.response_with_reason(481, "Call/Transaction Does Not Exist")
    }

    /// Sends a message of an XMPP user inside the session with the SIP user. `None`: there is none, or it turned
    /// out to be over.
    pub async fn send(&self, message: &Request) -> Option<Response> {
        if self.table().is_empty() {
            return None; // Where devices take messages outside sessions, there never is one.
        }
        let pair = parties(message)?;
        let mut request = self.table().next(&pair, Method::Message)?;
        for name in ["Content-Language", "Subject", "Date", "In-Reply-To"] {
            if let Some(value) = message.headers.get(name) {
                request.headers.push(name, value);
            }
        }
        request.set_body(message.headers.get("Content-Type").unwrap_or("text/plain"), message.body.clone());
        let response = self.pool.request(&request).await;
        // The other side has forgotten it, or is gone. Source: RFC 3261, 12.2.1.2.
        if matches!(response.status, 408 | 481) {
            self.table().end(&pair);
            return (response.status == 408).then_some(response);
        }
        Some(response)
    }

    /// Opens a session for a message that the SIP user does not take outside one. Errors: the refusal.
    pub async fn open(&self, message: &Request) -> Result<(), Response> {
        let refused = |status| message.response(status);
        let address =
            |name| message.headers.address(name).map(|address| address.uri).map_err(|_| refused(400));
        let (from, to) = (address("From")?, address("To")?);
        if !self.table().has_room() {
            return Err(refused(503));
        }
        let contact = self.contact(&from);
        let mut invite = Request::new(Method::Invite, message.uri.clone(), from.clone(), to.clone());
        invite.headers.push("Contact", NameAddress::new(contact.clone()).to_string());
        invite.headers.push("Allow", ALLOWED);
        if let Some(subject) = message.headers.get("Subject") {
            invite.headers.push("Subject", subject);
        }
        invite.set_body(description::TYPE, description::offer(&contact.host));
        let response = self.ring(&invite).await.ok_or_else(|| refused(408))?;
        if !response.is_success() {
            return Err(response);
        }
        let dialog = Dialog::calling(&invite, &response.headers, false).map_err(|_| refused(502))?;
        // Nothing answers an ACK.
        self.pool.request(&dialog.acknowledgement()).await;
        let pair = pair(&to, &from).ok_or_else(|| refused(400))?;
        self.table().add(dialog, pair, None, Confirmed::Yes);
        Ok(())
    }

    /// Invites a device. `None`: nobody has accepted in time; it stops ringing, and one that accepts nevertheless is
    /// told that it is over. Sources: RFC 3261, 9.1 and 13.2.2.4.
    async fn ring(&self, invite: &Request) -> Option<Response> {
        let (pool, cancel) = (self.pool.clone(), CancellationToken::new());
        let (request, given_up) = (invite.clone(), cancel.clone().drop_guard());
        let mut answered = tokio::spawn(async move {
            let response = pool.invite(request.clone(), cancel.clone()).await;
            if cancel.is_cancelled() && response.is_success() {
                hang_up(&*pool, &request, &response).await;
            }
            response
        });
        let response = timeout(ACCEPTANCE, &mut answered).await.ok()?.ok();
        drop(given_up.disarm());
        response
    }

    /// The XMPP user has left the conversation.
    pub async fn leave(&self, message: &Request) {
        let bye = parties(message).and_then(|pair| self.table().end(&pair));
        if let Some(bye) = bye {
            self.pool.request(&bye).await;
        }
    }

    /// Whether a message of an XMPP user has a session to go in.
    pub fn has_session(&self, message: &Request) -> bool {
        parties(message).is_some_and(|pair| self.table().has_pair(&pair))
    }

    /// Ends sessions whose time is over; gives who talked: the SIP user and the XMPP user, as SIP addresses.
    pub async fn end_idle(&self) -> Vec<Pair> {
        let over = self.table().over();
        let mut pairs = Vec::new();
        for (bye, pair) in over {
            let pool = self.pool.clone();
            tokio::spawn(async move { drop(pool.request(&bye).await) });
            pairs.push(pair);
        }
        pairs
    }
}

/// Ends a session that nobody wants any more.
async fn hang_up(pool: &dyn Pool, invite: &Request, accepted: &Response) {
    let Ok(mut dialog) = Dialog::calling(invite, &accepted.headers, false) else { return };
    pool.request(&dialog.acknowledgement()).await;
    pool.request(&dialog.request(Method::Bye)).await;
}

/// Who a message of an XMPP user is for, and from whom.
fn parties(message: &Request) -> Option<Pair> {
    let address = |name| message.headers.address(name).ok().map(|address| address.uri);
    pair(&address("To")?, &address("From")?)
}
