//! Dialogs: what two user agents share beyond one request. Source: RFC 3261, 12.

use super::error::SyntaxError;
use super::header::Headers;
use super::message::{Method, Request, Response};
use super::uri::{NameAddress, SipUri};

/// What tells dialogs apart, from our side.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DialogId {
    /// `Call-ID`.
    pub call: String,
    /// Our tag.
    pub local_tag: String,
    /// The other side's tag.
    pub remote_tag: String,
}

impl DialogId {
    /// Of a request that we received in a dialog. `None`: it is outside any.
    pub fn of_request(request: &Request) -> Option<DialogId> {
        let headers = &request.headers;
        let local_tag = headers.tag("To")?.to_owned();
        let call = headers.get("Call-ID")?.to_owned();
        Some(DialogId { call, local_tag, remote_tag: headers.tag("From").unwrap_or_default().to_owned() })
    }
}

/// One side of a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialog {
    call: String,
    local: NameAddress,
    remote: NameAddress,
    /// Where requests are addressed to.
    target: SipUri,
    routes: Vec<String>,
    local_number: u32,
    remote_number: Option<u32>,
}

impl Dialog {
    /// As the side that was called; `own_tag` is the tag of our answer. Errors: a header is wrong.
    pub fn called(request: &Request, own_tag: &str) -> Result<Dialog, SyntaxError> {
        let headers = &request.headers;
        Ok(Dialog {
            call: headers.get("Call-ID").ok_or(SyntaxError::Missing { name: "Call-ID" })?.to_owned(),
            local: headers.address("To")?.with_tag(own_tag),
            remote: headers.address("From")?,
            target: headers.address("Contact")?.uri,
            routes: headers.all("Record-Route").map(str::to_owned).collect(),
            local_number: 0,
            remote_number: Some(headers.sequence()?.number),
        })
    }

    /// As the side that called: our request and what answered it, a response or the first NOTIFY.
    /// Errors: a header is wrong.
    pub fn calling(request: &Request, answer: &Headers, is_request: bool) -> Result<Dialog, SyntaxError> {
        let headers = &request.headers;
        let mut routes: Vec<String> = answer.all("Record-Route").map(str::to_owned).collect();
        if !is_request {
            routes.reverse();
        }
        let remote = answer.address(if is_request { "From" } else { "To" })?;
        let target = answer.address("Contact").map(|contact| contact.uri).unwrap_or(request.uri.clone());
        Ok(Dialog {
            call: headers.get("Call-ID").ok_or(SyntaxError::Missing { name: "Call-ID" })?.to_owned(),
            local: headers.address("From")?,
            remote,
            target,
            routes,
            local_number: headers.sequence()?.number,
            remote_number: None,
        })
    }

    /// What tells it apart.
    pub fn id(&self) -> DialogId {
        DialogId {
            call: self.call.clone(),
            local_tag: self.local.tag().unwrap_or_default().to_owned(),
            remote_tag: self.remote.tag().unwrap_or_default().to_owned(),
        }
    }

    /// The other side's address.
    pub fn remote(&self) -> &SipUri {
        &self.remote.uri
    }

    /// Our address.
    pub fn local(&self) -> &SipUri {
        &self.local.uri
    }

    /// The next request in it.
    pub fn request(&mut self, method: Method) -> Request {
        self.local_number += 1;
        self.numbered(method)
    }

    /// The ACK for the success of the INVITE that was sent last. Source: RFC 3261, 13.2.2.4.
    pub fn acknowledgement(&self) -> Request {
        self.numbered(Method::Ack)
    }

    fn numbered(&self, method: Method) -> Request {
        let mut headers = Headers::default();
        for route in &self.routes {
            headers.push("Route", route);
        }
        headers.push("From", self.local.to_string());
        headers.push("To", self.remote.to_string());
        headers.push("Call-ID", &self.call);
        headers.push("CSeq", format!("{} {method}", self.local_number));
        headers.push("Max-Forwards", "70");
        Request { method, uri: self.target.clone(), headers, body: Vec::new() }
    }

    /// Takes a request of the other side. Errors: the status that refuses it, 500 when it is older than one
    /// that came before. Source: RFC 3261, 12.2.2.
    pub fn accept(&mut self, request: &Request) -> Result<(), u16> {
        let number = request.headers.sequence().map_err(|_| 400_u16)?.number;
        if self.remote_number.is_some_and(|known| number <= known) {
            return Err(500);
        }
        self.remote_number = Some(number);
        if let Ok(contact) = request.headers.address("Contact") {
            self.target = contact.uri;
        }
        Ok(())
    }
}

/// The tag that we gave a request's dialog in a response.
pub fn own_tag(response: &Response) -> Option<String> {
    response.headers.address("To").ok()?.tag().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subscribe() -> Request {
        let uri = |user: &str, host: &str| SipUri::new(user, host);
        let mut request = Request::new(
            Method::Subscribe,
            uri("bob", "b.example"),
            uri("ann", "a.example"),
            uri("bob", "b.example"),
        );
        request.headers.push("Contact", "<sip:ann@127.0.0.1:5070>");
        request.headers.push("Record-Route", "<sip:p1;lr>");
        request.headers.push("Record-Route", "<sip:p2;lr>");
        request
    }

    #[test]
    fn both_sides_agree() {
        let request = subscribe();
        let response =
            request.response(200).with("Contact", "<sip:pool>").with("Record-Route", "<sip:p1;lr>");
        let response = response.with("Record-Route", "<sip:p2;lr>");
        let mut called = Dialog::called(&request, &own_tag(&response).unwrap()).unwrap();
        let mut calling = Dialog::calling(&request, &response.headers, false).unwrap();
        let notify = called.request(Method::Notify);
        assert_eq!(notify.uri.to_string(), "sip:ann@127.0.0.1:5070");
        assert_eq!(notify.headers.all("Route").collect::<Vec<_>>(), ["<sip:p1;lr>", "<sip:p2;lr>"]);
        assert_eq!(DialogId::of_request(&notify).unwrap(), calling.id());
        assert_eq!(calling.accept(&notify), Ok(()));
        assert_eq!(calling.accept(&notify), Err(500), "the same number again");
        let refresh = calling.request(Method::Subscribe);
        assert_eq!(refresh.uri.to_string(), "sip:pool");
        assert_eq!(refresh.headers.all("Route").collect::<Vec<_>>(), ["<sip:p2;lr>", "<sip:p1;lr>"]);
        assert_eq!(DialogId::of_request(&refresh).unwrap(), called.id());
        assert_eq!(called.accept(&refresh), Ok(()));
    }

    #[test]
    fn a_notification_before_the_answer_makes_the_dialog_too() {
        let request = subscribe();
        let mut called = Dialog::called(&request, "there").unwrap();
        let mut notify = called.request(Method::Notify);
        notify.headers.push("Contact", "<sip:pool>");
        let calling = Dialog::calling(&request, &notify.headers, true).unwrap();
        assert_eq!(Some(calling.id()), DialogId::of_request(&notify));
    }
}
