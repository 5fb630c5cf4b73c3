//! Typing as Lync tells it: an INFO with a `KeyboardActivity` document. Source: [MS-CONFIM]; the document as
//! published captures show it.

use crate::federation::sip::Request;
use roxmltree::Document;

/// Whether somebody types, by an INFO of a session; none when it says something else.
pub fn typing(request: &Request) -> Option<bool> {
    let document = Document::parse(std::str::from_utf8(&request.body).ok()?).ok()?;
    let root = document.root_element();
    let is_activity = root.tag_name().name().eq_ignore_ascii_case("KeyboardActivity");
    let status = root.children().find(|child| child.tag_name().name() == "status")?;
    is_activity.then(|| status.attribute("status") == Some("type"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::federation::sip::{Method, SipUri};

    #[test]
    fn keyboards_are_read() {
        let uri = SipUri::new("bob", "b.example");
        let info = |body: &str| {
            let method = Method::Other("INFO".to_owned());
            let mut request = Request::new(method, uri.clone(), uri.clone(), uri.clone());
            request.set_body("application/xml", body);
            typing(&request)
        };
        let activity = |status: &str| {
            info(&format!(
                "<?xml version=\"1.0\"?><KeyboardActivity><status status=\"{status}\" /></KeyboardActivity>"
            ))
        };
        assert_eq!((activity("type"), activity("idle")), (Some(true), Some(false)));
        assert_eq!(
            (info("<a><status status='type'/></a>"), info("x"), info("<!DOCTYPE a><a/>")),
            (None, None, None)
        );
    }
}
