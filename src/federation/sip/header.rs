//! The header list of a message and the structured headers that routing needs: `Via` and `CSeq`.
//!
//! A value can never carry a line break: [`Headers::push`] and [`Headers::set`] turn control characters into
//! spaces, so no text from a peer or from XMPP can add a header.

use std::borrow::Cow;
use std::fmt;

use super::error::SyntaxError;
use super::message::Method;
use super::uri::{NameAddress, Parameters, split_host_port, split_outside_quotes};

/// Compact forms (RFC 3261, 7.3.3; RFC 3841, 3892, 4028, 6665) and the names they stand for.
const COMPACT: [(&str, &str); 16] = [
    ("a", "Accept-Contact"),
    ("b", "Referred-By"),
    ("c", "Content-Type"),
    ("e", "Content-Encoding"),
    ("f", "From"),
    ("i", "Call-ID"),
    ("j", "Reject-Contact"),
    ("k", "Supported"),
    ("l", "Content-Length"),
    ("m", "Contact"),
    ("o", "Event"),
    ("r", "Refer-To"),
    ("s", "Subject"),
    ("t", "To"),
    ("u", "Allow-Events"),
    ("v", "Via"),
];

/// Headers whose value is a comma-separated list of elements.
const LISTS: [&str; 5] = ["Via", "Route", "Record-Route", "Contact", "Path"];

/// Headers in their order, names in full form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(Cow<'static, str>, String)>);

impl Headers {
    /// The first value of a header.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Every value of a header, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Every header in order, as (name, value).
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value.as_str()))
    }

    /// How many header lines there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a header after the others. Lists in one line become one entry an element.
    pub fn push(&mut self, name: &str, value: impl AsRef<str>) {
        let name = canonical(name);
        let value = clean(value.as_ref());
        if LISTS.contains(&name.as_ref()) && value.contains(',') {
            for part in split_outside_quotes(&value, ',') {
                self.0.push((name.clone(), part.trim().to_owned()));
            }
        } else {
            self.0.push((name, value));
        }
    }

    /// The same headers but one.
    pub fn without(&self, name: &str) -> Headers {
        Headers(self.0.iter().filter(|(own, _)| !own.eq_ignore_ascii_case(name)).cloned().collect())
    }

    /// Adds every value that a header has in another list, as it is there.
    pub fn copy(&mut self, from: &Headers, name: &str) {
        self.0.extend(from.0.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name)).cloned());
    }

    /// Adds a header before the others: what a proxy does with `Via` and `Record-Route`.
    pub fn prepend(&mut self, name: &str, value: impl AsRef<str>) {
        self.0.insert(0, (canonical(name), clean(value.as_ref())));
    }

    /// Replaces every value of a header by one.
    pub fn set(&mut self, name: &str, value: impl AsRef<str>) {
        let value = clean(value.as_ref());
        match self.0.iter().position(|(own, _)| own.eq_ignore_ascii_case(name)) {
            Some(first) => {
                let mut index = 0;
                self.0.retain(|(own, _)| {
                    index += 1;
                    index - 1 == first || !own.eq_ignore_ascii_case(name)
                });
                if let Some(entry) = self.0.get_mut(first) {
                    entry.1 = value;
                }
            }
            None => self.0.push((canonical(name), value)),
        }
    }

    /// Removes every value of a header.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(own, _)| !own.eq_ignore_ascii_case(name));
    }

    /// Removes the values of a header that fit.
    pub fn remove_where(&mut self, name: &str, fits: impl Fn(&str) -> bool) {
        self.0.retain(|(own, value)| !own.eq_ignore_ascii_case(name) || !fits(value));
    }

    /// Removes and returns the first value of a header.
    pub fn remove_first(&mut self, name: &str) -> Option<String> {
        let position = self.0.iter().position(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Some(self.0.remove(position).1)
    }

    /// The top `Via`.
    pub fn via(&self) -> Result<Via, SyntaxError> {
        Via::parse(self.get("Via").ok_or(SyntaxError::Missing { name: "Via" })?)
    }

    /// The sequence number and method.
    pub fn sequence(&self) -> Result<Sequence, SyntaxError> {
        Sequence::parse(self.get("CSeq").ok_or(SyntaxError::Missing { name: "CSeq" })?)
    }

    /// An address header such as `From`.
    pub fn address(&self, name: &'static str) -> Result<NameAddress, SyntaxError> {
        NameAddress::parse(self.get(name).ok_or(SyntaxError::Missing { name })?)
    }

    /// A header that is a number of seconds, such as `Expires`; parameters after `;` are ignored.
    pub fn seconds(&self, name: &str) -> Option<u32> {
        let text = self.get(name)?;
        text.split(';').next()?.trim().parse().ok()
    }
}

/// The full name in its usual spelling; an unknown name keeps the spelling it has.
fn canonical(name: &str) -> Cow<'static, str> {
    const COMMON: [&str; 24] = [
        "Via",
        "From",
        "To",
        "Call-ID",
        "CSeq",
        "Max-Forwards",
        "Contact",
        "Content-Type",
        "Content-Length",
        "User-Agent",
        "Server",
        "Route",
        "Record-Route",
        "Expires",
        "Event",
        "Subscription-State",
        "Subject",
        "Allow",
        "Accept",
        "Date",
        "SIP-ETag",
        "SIP-If-Match",
        "Min-Expires",
        "Retry-After",
    ];
    let known = match name.len() {
        1 => COMPACT.iter().find(|(short, _)| short.eq_ignore_ascii_case(name)).map(|(_, long)| *long),
        _ => COMMON.iter().find(|own| own.eq_ignore_ascii_case(name)).copied(),
    };
    match known {
        Some(known) => Cow::Borrowed(known),
        None => Cow::Owned(name.to_owned()),
    }
}

fn clean(value: &str) -> String {
    // Control characters beyond ASCII begin with this byte in UTF-8.
    let suspicious = |byte: u8| byte < b' ' || byte == 0x7f || byte == 0xc2;
    if value.bytes().any(suspicious) && value.chars().any(char::is_control) {
        let spaced: String =
            value.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
        spaced.trim().to_owned()
    } else {
        value.trim().to_owned()
    }
}

/// One `Via` element (RFC 3261, 20.42).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Via {
    /// `UDP`, `TCP`, `TLS`, as written.
    pub transport: String,
    /// Sent-by host.
    pub host: String,
    /// Sent-by port.
    pub port: Option<u16>,
    /// `branch`, `received`, `rport` and others.
    pub parameters: Parameters,
}

impl Via {
    /// Parses one element.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let wrong = || SyntaxError::malformed("Via", text);
        let (head, parameters) = text.split_once(';').unwrap_or((text, ""));
        // Blanks may stand around the slashes. Source: RFC 3261, 25.1.
        let mut parts = head.splitn(3, '/').map(str::trim);
        let (name, version, rest) = (parts.next(), parts.next(), parts.next().ok_or_else(wrong)?);
        let known = name.is_some_and(|name| name.eq_ignore_ascii_case("SIP")) && version == Some("2.0");
        let (transport, sent_by) = rest.split_once(char::is_whitespace).ok_or_else(wrong)?;
        if !known || transport.contains('/') {
            return Err(wrong());
        }
        let (host, port) = split_host_port(sent_by.trim()).ok_or_else(wrong)?;
        let transport = transport.to_ascii_uppercase();
        Ok(Self { transport, host, port, parameters: Parameters::parse(parameters)? })
    }

    /// The transaction identifier; empty when the peer sent none.
    pub fn branch(&self) -> &str {
        self.parameters.get("branch").unwrap_or("")
    }
}

impl fmt::Display for Via {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SIP/2.0/{} {}", self.transport, self.host)?;
        if let Some(port) = self.port {
            write!(out, ":{port}")?;
        }
        write!(out, "{}", self.parameters)
    }
}

/// `CSeq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// The number, below 2³¹.
    pub number: u32,
    /// The method it counts.
    pub method: Method,
}

impl Sequence {
    /// Parses `number method`.
    pub fn parse(text: &str) -> Result<Self, SyntaxError> {
        let wrong = || SyntaxError::malformed("CSeq", text);
        let (number, method) = text.trim().split_once(char::is_whitespace).ok_or_else(wrong)?;
        let number: u32 = number.parse().map_err(|_| wrong())?;
        if number >= 1 << 31 {
            return Err(wrong());
        }
        Ok(Self { number, method: Method::parse(method.trim()).ok_or_else(wrong)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_start_a_new_line() {
        let mut headers = Headers::default();
        headers.push("Subject", "hello\r\nRoute: <sip:evil@example.net>");
        assert_eq!(headers.get("s"), None, "compact names are resolved when parsed, not when read");
        assert!(!headers.get("subject").unwrap().contains(['\r', '\n']));
        assert_eq!(headers.get("Route"), None);
    }

    #[test]
    fn lists_in_one_line_become_elements() {
        let mut headers = Headers::default();
        headers.push("v", "SIP/2.0/UDP a;branch=1, SIP/2.0/TCP b;branch=2");
        headers.push("Contact", "\"x, y\" <sip:a@b>, <sip:c@d>");
        assert_eq!(headers.all("Via").count(), 2);
        assert_eq!(headers.all("Contact").count(), 2);
        assert_eq!(headers.via().unwrap().branch(), "1");
        headers.push("Contact", "\"ä\\\", <ü\" <sip:e@f;x=\"1,2\">;q=1,<sip:g@h>,");
        let contacts: Vec<&str> = headers.all("Contact").skip(2).collect();
        assert_eq!(contacts, ["\"ä\\\", <ü\" <sip:e@f;x=\"1,2\">;q=1", "<sip:g@h>", ""]);
    }

    #[test]
    fn set_keeps_the_place_of_the_first() {
        let mut headers = Headers::default();
        headers.push("From", "a");
        headers.push("To", "b");
        headers.push("From", "c");
        headers.set("From", "d");
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("From", "d"), ("To", "b")]);
    }

    #[test]
    fn wrong_via_and_sequence_are_refused() {
        for text in ["", "SIP/2.0/UDP", "SIP/3.0/UDP host", "HTTP/2.0/UDP host", "SIP/2.0/UDP ho st:x"] {
            assert!(Via::parse(text).is_err(), "{text}");
        }
        for text in ["", "1", "x MESSAGE", "4294967295 MESSAGE", "1 ME SSAGE"] {
            assert!(Sequence::parse(text).is_err(), "{text}");
        }
    }
}
