//! How a link begins: an XML stream whose header names both computers, and `<open/>`.

use super::LinkError;
use crate::federation::xmpp::element::{Element, escape_into};
use crate::federation::xmpp::namespace;

/// Namespace of the link's own element.
const LINK: &str = "urn:fedsh:link:1";
/// The version of frames that is spoken here behind `<open/>`.
pub const FRAMES: u32 = 1;

/// A session, and how far a side is with it: the first and only element on a stream, from both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The session, named by the gateway.
    pub session: String,
    /// Gateway: the session has been open before. Proxy: it is known here.
    pub resume: bool,
    /// How many stanzas came in so far.
    pub received: u64,
    /// Which of them are not settled, in ascending order.
    pub pending: Vec<u64>,
    /// The version of frames that follow; 0 from a fedsh that goes on in XML.
    pub frames: u32,
}

impl Open {
    /// As XML.
    pub fn to_xml(&self) -> String {
        let mut text = format!("<open xmlns='{LINK}' frames='{}' session='", self.frames);
        escape_into(&mut text, &self.session, true);
        text.push_str(&format!("' resume='{}' received='{}'", self.resume, self.received));
        // As text: they may be many, and our own parser takes no attribute of more than 8192 bytes.
        match to_ranges(&self.pending).as_str() {
            "" => text.push_str("/>"),
            ranges => text.push_str(&format!(">{ranges}</open>")),
        }
        text
    }

    /// Reads one. Errors: `Protocol`, when the element is another or malformed.
    pub fn from_element(element: &Element) -> Result<Open, LinkError> {
        if !element.is("open", LINK) {
            return Err(LinkError::Protocol(format!("<{}/> came instead of <open/>", element.name())));
        }
        let open = || {
            Some(Open {
                session: element.attribute("session").filter(|id| !id.is_empty())?.to_owned(),
                resume: element.attribute("resume") == Some("true"),
                received: element.attribute("received")?.parse().ok()?,
                pending: from_ranges(&element.text())?,
                frames: element.attribute("frames").unwrap_or("0").parse().ok()?,
            })
        };
        open().ok_or_else(|| LinkError::Protocol("<open/> is malformed".to_owned()))
    }
}

/// `1 2 3 7` as `1-3 7`.
fn to_ranges(numbers: &[u64]) -> String {
    let mut text = String::new();
    for range in numbers.chunk_by(|one, next| one.checked_add(1) == Some(*next)) {
        if !text.is_empty() {
            text.push(' ');
        }
        match range {
            [first, .., last] => text.push_str(&format!("{first}-{last}")),
            [only] => text.push_str(&only.to_string()),
            [] => {}
        }
    }
    text
}

/// The numbers of a text, in ascending order; `None` when it is malformed or names more than a session can have open.
fn from_ranges(text: &str) -> Option<Vec<u64>> {
    let mut numbers = Vec::new();
    for part in text.split_whitespace() {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
        if last.checked_sub(first)? >= (super::session::WINDOW - numbers.len()) as u64 {
            return None;
        }
        numbers.extend(first..=last);
    }
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers)
}

/// The opening tag.
pub fn header(from: &str, to: &str) -> String {
    let mut text = format!(
        "<?xml version='1.0'?><stream:stream xmlns='{}' xmlns:stream='{}' version='1.0' from='",
        namespace::SERVER,
        namespace::STREAM
    );
    escape_into(&mut text, from, true);
    text.push_str("' to='");
    escape_into(&mut text, to, true);
    text.push_str("'>");
    text
}

/// The closing tag.
pub const FOOTER: &str = "</stream:stream>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_travel_as_ranges() {
        let numbers = vec![1, 2, 3, 7, 9, 10];
        assert_eq!(to_ranges(&numbers), "1-3 7 9-10");
        assert_eq!(from_ranges("9-10 1-3 7"), Some(numbers));
        assert_eq!(from_ranges(""), Some(Vec::new()));
        for wrong in ["x", "3-1", "1-", "-1", "1-99999999999", "0-18446744073709551615"] {
            assert_eq!(from_ranges(wrong), None, "{wrong}");
        }
        for wrong in ["1 1-18446744073709551615", "1-65536 7"] {
            assert_eq!(from_ranges(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_opens_a_session_is_read_as_it_was_written() {
        let open =
            Open { session: "a'b".to_owned(), resume: true, received: 9, pending: vec![3, 4], frames: 1 };
        let xml = open.to_xml();
        assert_eq!(
            xml,
            "<open xmlns='urn:fedsh:link:1' frames='1' session='a&apos;b' resume='true' received='9'>3-4</open>"
        );
        assert!(Open { pending: Vec::new(), ..open.clone() }.to_xml().ends_with("received='9'/>"));
        let element = |frames: &str| {
            let mut element = Element::new("open", LINK).with_attribute("session", "a'b");
            element.set_attribute("resume", "true");
            element.set_attribute("received", "9");
            element.with_attribute("frames", frames).with_text("4 3")
        };
        assert_eq!(Open::from_element(&element("1")), Ok(open.clone()));
        let mut old = element("");
        old.remove_attribute("frames");
        assert_eq!(Open::from_element(&old), Ok(Open { frames: 0, ..open }));
        for wrong in [element("x"), Element::new("open", LINK), Element::new("ping", LINK)] {
            assert!(matches!(Open::from_element(&wrong), Err(LinkError::Protocol(_))));
        }
    }
}
