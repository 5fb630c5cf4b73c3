//! What a MESSAGE says, as a stanza. Source: RFC 7572, 5.

use super::disposition::{self, Wrapped};
use super::sent::Record;
use super::{RECEIPTS, composing};
use crate::federation::gateway::address::to_xmpp;
use crate::federation::sip::{Request, Response, SipUri};
use crate::federation::xmpp::element::Element;
use crate::federation::xmpp::{Jid, Stanza, StanzaKind, namespace};

/// What a MESSAGE leads to.
#[derive(Debug)]
pub enum Said {
    /// A text; what its sender may want to hear later goes with it.
    Text(Box<Stanza>, Record),
    /// Somebody types, or has stopped.
    Composing(Box<Stanza>),
    /// An earlier message was delivered or not.
    Report(Box<Stanza>),
    /// Nothing that has to be carried.
    Nothing,
}

const ACCEPTED: &str = "text/plain, text/html, message/cpim, application/im-iscomposing+xml";

/// The SIP user who sends a MESSAGE. Errors: the answer that refuses it.
pub fn sender(request: &Request) -> Result<SipUri, Box<Response>> {
    let sender = request.headers.address("From");
    sender
        .map(|sender| sender.uri)
        .map_err(|fault| Box::new(request.response_with_reason(400, &fault.to_string())))
}

/// Reads a MESSAGE of a SIP user for an XMPP user; `id` is that of the stanza. Errors: the answer that
/// refuses it.
pub fn read(request: &Request, sender: &SipUri, id: &str) -> Result<Said, Box<Response>> {
    let refuse = |status: u16, reason: &str| Box::new(request.response_with_reason(status, reason));
    let (Some(from), Some(to)) = (to_xmpp(sender), to_xmpp(&request.uri)) else {
        return Err(Box::new(request.response(416)));
    };
    let text =
        std::str::from_utf8(&request.body).map_err(|_| refuse(400, "The text is not UTF-8"))?.to_owned();
    let content_type = request.headers.get("Content-Type").unwrap_or("text/plain");
    let content_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let wrapped = match content_type.as_str() {
        disposition::CPIM => {
            disposition::unwrap(&text).ok_or_else(|| refuse(400, "The CPIM message is malformed"))?
        }
        _ => Wrapped { content_type, body: text, ..Wrapped::default() },
    };
    let reader = Reader { request, id, from, to, sender };
    reader.said(wrapped)
}

struct Reader<'a> {
    request: &'a Request,
    id: &'a str,
    from: Jid,
    to: Jid,
    sender: &'a SipUri,
}

impl Reader<'_> {
    fn said(self, wrapped: Wrapped) -> Result<Said, Box<Response>> {
        match wrapped.content_type.as_str() {
            "text/plain" => Ok(self.text(&wrapped.body, &wrapped)),
            "text/html" => Ok(self.text(&nanohtml2text::html2text(&wrapped.body), &wrapped)),
            composing::TYPE => {
                let active = composing::read(&wrapped.body).ok_or_else(|| self.malformed())?;
                let stanza = self.stanza().with_type("chat").with_child(composing::element(active));
                Ok(Said::Composing(Box::new(stanza)))
            }
            disposition::TYPE => {
                let (about, delivered) = disposition::read(&wrapped.body).ok_or_else(|| self.malformed())?;
                let received = Element::new("received", RECEIPTS).with_attribute("id", about);
                // XMPP has no receipt for a failure: the error of the message itself has told it.
                Ok(match delivered {
                    true => Said::Report(Box::new(self.stanza().with_child(received))),
                    false => Said::Nothing,
                })
            }
            _ => Err(Box::new(self.request.response(415).with("Accept", ACCEPTED))),
        }
    }

    fn malformed(&self) -> Box<Response> {
        Box::new(self.request.response_with_reason(400, "The document is malformed"))
    }

    fn stanza(&self) -> Stanza {
        Stanza::new(StanzaKind::Message, self.from.clone(), self.to.clone()).with_id(self.id)
    }

    fn text(&self, text: &str, wrapped: &Wrapped) -> Said {
        let headers = &self.request.headers;
        let call = headers.get("Call-ID").unwrap_or_default();
        let mut stanza = self.stanza();
        if let Some(language) = headers.get("Content-Language") {
            stanza.element_mut().set_attribute_in(namespace::XML, "lang", language);
        }
        if let Some(subject) = wrapped.subject.as_deref().or(headers.get("Subject")) {
            stanza = stanza.with_text_child("subject", subject);
        }
        stanza = stanza.with_body(text).with_text_child("thread", call);
        if wrapped.wants_success {
            stanza = stanza.with_child(Element::new("request", RECEIPTS));
        }
        let record = Record::new(self.sender, &self.request.uri, call, text).with_reports(
            wrapped.id.as_deref(),
            wrapped.wants_success,
            wrapped.wants_failure,
        );
        Said::Text(Box::new(stanza), record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::Method;

    fn message(content_type: &str, body: &str) -> Request {
        let uri = |text: &str| SipUri::parse(text).unwrap();
        let (from, to) = (uri("sip:ann@a.example;gr=desk"), uri("sip:o'neill@b.example"));
        let mut request = Request::new(Method::Message, to.clone(), from, to);
        request.set_body(content_type, body);
        request
    }

    fn read_all(request: &Request) -> Result<Said, Box<Response>> {
        read(request, &sender(request)?, "7")
    }

    #[test]
    fn the_table_of_headers() {
        let mut request = message("text/plain", "hello\r\nworld");
        request.headers.push("Subject", "Greeting");
        request.headers.push("Content-Language", "de");
        let Ok(Said::Text(stanza, _)) = read_all(&request) else { panic!("no text") };
        assert_eq!(stanza.from().to_string(), "ann@a.example/desk");
        assert_eq!(stanza.to().to_string(), "o\\27neill@b.example");
        assert_eq!((stanza.id(), stanza.language(), stanza.stanza_type()), (Some("7"), Some("de"), None));
        assert_eq!(stanza.child_text("subject").as_deref(), Some("Greeting"));
        assert_eq!(stanza.child_text("thread").as_deref(), request.headers.get("Call-ID"));
        assert_eq!(stanza.body().as_deref(), Some("hello\r\nworld"));
    }

    #[test]
    fn rich_text_is_reduced() {
        let request =
            message("text/html; charset=utf-8", "<p>Hello <b>you</b> &amp; me</p><script>no()</script>");
        let Ok(Said::Text(stanza, _)) = read_all(&request) else { panic!("no text") };
        assert_eq!(stanza.body().unwrap().trim(), "Hello you & me");
    }

    #[test]
    fn typing_and_reports_are_carried_and_the_rest_refused() {
        let typing = message(composing::TYPE, &composing::write(true));
        let Ok(Said::Composing(stanza)) = read_all(&typing) else { panic!("not typing") };
        assert_eq!(composing::of_stanza(&stanza), Some("composing"));
        let report = disposition::report("sip:a@a.example", "sip:b@b.example", "m1", true);
        let Ok(Said::Report(stanza)) = read_all(&message(disposition::CPIM, &report)) else { panic!("none") };
        assert_eq!(stanza.child("received", RECEIPTS).and_then(|one| one.attribute("id")), Some("m1"));
        for (content_type, body, status) in [
            ("application/sdp", "v=0", 415),
            (disposition::CPIM, "nonsense", 400),
            (composing::TYPE, "<a/>", 400),
            (disposition::TYPE, "<a/>", 400),
        ] {
            assert_eq!(read_all(&message(content_type, body)).unwrap_err().status, status, "{content_type}");
        }
        let mut binary = message("text/plain", "");
        binary.body = vec![0xff, 0xfe];
        assert_eq!(read_all(&binary).unwrap_err().status, 400);
    }
}
