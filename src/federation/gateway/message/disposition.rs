//! Delivery reports of SIP: IMDN documents, in CPIM. Sources: RFC 5438, RFC 3862.

use crate::federation::xmpp::element::Element;
use roxmltree::{Document, Node};

/// Content type of a message with headers of its own.
pub const CPIM: &str = "message/cpim";
/// Content type of delivery reports.
pub const TYPE: &str = "message/imdn+xml";
const NAMESPACE: &str = "urn:ietf:params:xml:ns:imdn";

/// A message inside a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wrapped {
    /// Content type of what is inside, in lower case, without parameters.
    pub content_type: String,
    /// `imdn.Message-ID`.
    pub id: Option<String>,
    /// Success is to be reported.
    pub wants_success: bool,
    /// Failure is to be reported.
    pub wants_failure: bool,
    /// `Subject`.
    pub subject: Option<String>,
    /// The text.
    pub body: String,
}

/// Reads a CPIM message; none when it is malformed.
pub fn unwrap(text: &str) -> Option<Wrapped> {
    let text = text.replace("\r\n", "\n");
    let (headers, rest) = text.split_once("\n\n")?;
    let (inner, body) = rest.split_once("\n\n")?;
    let mut wrapped = Wrapped { body: body.to_owned(), ..Wrapped::default() };
    for line in headers.lines() {
        let (name, value) = line.split_once(':')?;
        let value = value.trim();
        // The prefix is whatever an NS header says; what follows the point is what counts.
        match name.trim().rsplit('.').next()?.to_ascii_lowercase().as_str() {
            "message-id" => wrapped.id = Some(value.to_owned()),
            "disposition-notification" => {
                let wants = |what: &str| value.split(',').any(|one| one.trim().eq_ignore_ascii_case(what));
                wrapped.wants_success = wants("positive-delivery");
                wrapped.wants_failure = wants("negative-delivery");
            }
            "subject" => wrapped.subject = Some(value.to_owned()),
            _ => {}
        }
    }
    let content_type = inner.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-type").then(|| value.trim().to_owned())
    });
    let content_type = content_type.unwrap_or_else(|| "text/plain".to_owned());
    wrapped.content_type = content_type.split(';').next()?.trim().to_ascii_lowercase();
    Some(wrapped)
}

/// A report in CPIM about the message with this id.
pub fn report(from: &str, to: &str, id: &str, delivered: bool) -> String {
    let outcome = Element::new(if delivered { "delivered" } else { "failed" }, NAMESPACE);
    let status = Element::new("status", NAMESPACE).with_child(outcome);
    let time = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let document = Element::new("imdn", NAMESPACE)
        .with_child(Element::new("message-id", NAMESPACE).with_text(id))
        .with_child(Element::new("datetime", NAMESPACE).with_text(time.clone()))
        .with_child(Element::new("delivery-notification", NAMESPACE).with_child(status));
    let document = format!("<?xml version='1.0' encoding='UTF-8'?>{}", document.to_document());
    format!(
        "From: <{from}>\r\nTo: <{to}>\r\nDateTime: {time}\r\nNS: imdn <urn:ietf:params:imdn>\r\n\r\n\
         Content-Type: {TYPE}\r\nContent-Disposition: notification\r\nContent-Length: {}\r\n\r\n{document}",
        document.len()
    )
}

/// The id of the message that a document reports on, and whether it was delivered.
pub fn read(text: &str) -> Option<(String, bool)> {
    let document = Document::parse(text).ok()?;
    let root = document.root_element();
    let find = |node: Node<'_, '_>, name: &str| {
        node.descendants().find(|child| child.has_tag_name((NAMESPACE, name))).map(|child| child.id())
    };
    if !root.has_tag_name((NAMESPACE, "imdn")) {
        return None;
    }
    let id = document.get_node(find(root, "message-id")?)?.text()?.trim().to_owned();
    let notification = document.get_node(find(root, "delivery-notification")?)?;
    Some((id, find(notification, "delivered").is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_survive_the_text() {
        for delivered in [true, false] {
            let wrapped = unwrap(&report("sip:b@b.example", "sip:a@a.example", "id<7>", delivered)).unwrap();
            assert_eq!(wrapped.content_type, TYPE);
            assert_eq!(read(&wrapped.body), Some(("id<7>".to_owned(), delivered)));
        }
        assert_eq!(read("<imdn/>"), None);
    }

    #[test]
    fn what_a_message_wants_is_read() {
        let text = "From: <sip:a@a.example>\r\nTo: <sip:b@b.example>\r\nNS: imdn <urn:ietf:params:imdn>\r\n\
            imdn.Message-ID: 34jk\r\nimdn.Disposition-Notification: positive-delivery, negative-delivery\r\n\r\n\
            Content-Type: text/plain; charset=utf-8\r\n\r\nhello\r\n\r\nworld";
        let wrapped = unwrap(text).unwrap();
        assert_eq!(wrapped.id.as_deref(), Some("34jk"));
        assert!(wrapped.wants_success && wrapped.wants_failure);
        assert_eq!((wrapped.content_type.as_str(), wrapped.body.as_str()), ("text/plain", "hello\n\nworld"));
        assert_eq!(unwrap("no headers"), None);
    }
}
