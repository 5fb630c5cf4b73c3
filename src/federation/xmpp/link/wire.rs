//! What is on the wire besides stanzas, and reading it all.

use super::LinkError;
use crate::federation::xmpp::element::{Element, escape_into};
use crate::federation::xmpp::namespace;
use crate::federation::xmpp::parser::{ElementLimits, StreamEvent, StreamParser};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::timeout;

/// Namespace of the link's own elements.
const LINK: &str = "urn:fedsh:link:1";
/// Between signs of life; after three without one the link is dead.
pub const HEARTBEAT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(30);
const BUFFER: usize = 32 * 1024;
/// More than a partner may send, since the same stanza can be longer when it is written again.
const LIMITS: ElementLimits =
    ElementLimits { bytes: 4 * 1024 * 1024, depth: 128, attributes: 128, elements: 8192 };

/// An element of the link itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// First on a stream, from both sides.
    Open {
        /// The session, named by the gateway.
        session: String,
        /// Gateway: the session has been open before. Proxy: it is known here.
        resume: bool,
        /// How many stanzas came in so far.
        received: u64,
        /// Which of them are not settled.
        pending: BTreeSet<u64>,
    },
    /// Stanzas whose fate is settled.
    Settled(BTreeSet<u64>),
    /// A sign of life.
    Ping,
}

impl Control {
    /// As XML.
    pub fn to_xml(&self) -> String {
        match self {
            Control::Open { session, resume, received, pending } => {
                let mut text = format!("<open xmlns='{LINK}' session='");
                escape_into(&mut text, session, true);
                text.push_str(&format!(
                    "' resume='{resume}' received='{received}' pending='{}'/>",
                    to_ranges(pending)
                ));
                text
            }
            Control::Settled(numbers) => {
                format!("<settled xmlns='{LINK}' numbers='{}'/>", to_ranges(numbers))
            }
            Control::Ping => format!("<ping xmlns='{LINK}'/>"),
        }
    }

    /// Reads one; `None` when the element is something else. Errors: it is malformed.
    pub fn from_element(element: &Element) -> Result<Option<Control>, LinkError> {
        if element.namespace() != LINK {
            return Ok(None);
        }
        let wrong = || LinkError::Protocol(format!("<{}/> is malformed", element.name()));
        let numbers = |name: &str| from_ranges(element.attribute(name).unwrap_or_default()).ok_or_else(wrong);
        Ok(Some(match element.name() {
            "open" => Control::Open {
                session: element
                    .attribute("session")
                    .filter(|id| !id.is_empty())
                    .ok_or_else(wrong)?
                    .to_owned(),
                resume: element.attribute("resume") == Some("true"),
                received: element
                    .attribute("received")
                    .and_then(|text| text.parse().ok())
                    .ok_or_else(wrong)?,
                pending: numbers("pending")?,
            },
            "settled" => Control::Settled(numbers("numbers")?),
            "ping" => Control::Ping,
            other => return Err(LinkError::Protocol(format!("<{other}/> is unknown"))),
        }))
    }
}

/// `1 2 3 7` as `1-3 7`.
fn to_ranges(numbers: &BTreeSet<u64>) -> String {
    let mut text = String::new();
    let mut rest = numbers.iter().copied().peekable();
    while let Some(first) = rest.next() {
        let mut last = first;
        while rest.peek().is_some_and(|next| *next == last + 1) {
            last += 1;
            rest.next();
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&if first == last { first.to_string() } else { format!("{first}-{last}") });
    }
    text
}

/// The numbers of a text; `None` when it is malformed or names more than a session can have open.
fn from_ranges(text: &str) -> Option<BTreeSet<u64>> {
    let mut numbers = BTreeSet::new();
    for part in text.split_whitespace() {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
        let count = last.checked_sub(first)?.checked_add(1)?;
        if count + numbers.len() as u64 > super::session::WINDOW as u64 {
            return None;
        }
        numbers.extend(first..=last);
    }
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

/// Reads a link's stream.
pub struct LinkReader<R> {
    half: R,
    parser: StreamParser,
    buffer: Vec<u8>,
    unread: std::ops::Range<usize>,
}

impl<R: AsyncRead + Unpin> LinkReader<R> {
    /// At the beginning of a stream.
    pub fn new(half: R) -> LinkReader<R> {
        LinkReader { half, parser: StreamParser::new(LIMITS), buffer: vec![0; BUFFER], unread: 0..0 }
    }

    /// The next event; may be cancelled. Errors: what came is malformed, the link broke or is silent.
    pub async fn next(&mut self) -> Result<StreamEvent, LinkError> {
        loop {
            if let Some(mut input) = self.buffer.get(self.unread.clone()) {
                let event = self.parser.next(&mut input);
                self.unread.start = self.unread.end - input.len();
                if let Some(event) = event.map_err(|error| LinkError::Protocol(error.to_string()))? {
                    return Ok(event);
                }
            }
            let read = timeout(SILENCE, self.half.read(&mut self.buffer)).await;
            let read = read
                .map_err(|_| LinkError::Broken(format!("nothing was heard for {} s", SILENCE.as_secs())))?
                .map_err(|error| LinkError::Broken(error.to_string()))?;
            if read == 0 {
                return Err(LinkError::Broken("the other side hung up".to_owned()));
            }
            self.unread = 0..read;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_travel_as_ranges() {
        let numbers: BTreeSet<u64> = [1, 2, 3, 7, 9, 10].into();
        assert_eq!(to_ranges(&numbers), "1-3 7 9-10");
        assert_eq!(from_ranges("1-3 7 9-10"), Some(numbers));
        assert_eq!(from_ranges(""), Some(BTreeSet::new()));
        for wrong in ["x", "3-1", "1-", "-1", "1-99999999999", "0-18446744073709551615"] {
            assert_eq!(from_ranges(wrong), None, "{wrong}");
        }
    }
}
