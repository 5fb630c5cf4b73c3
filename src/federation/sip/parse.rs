//! Bytes to messages (RFC 3261, 7): start line, folded and compact headers, limits.
//!
//! Never panics. A request that can be answered although it is wrong comes back as [`Rejected`] with its answer.

use super::error::SyntaxError;
use super::header::{Headers, Sequence};
use super::message::{Method, Request, Response, SipMessage, USUAL_HEADERS, answer_to_malformed};
use super::scan::{TOKEN, split_at_byte, trimmed};
use super::uri::{AddressText, SipUri};
use super::via;
use memchr::memchr;
use std::borrow::Cow;

/// How much a peer may send.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Start line and headers, in bytes.
    pub head: usize,
    /// Body, in bytes.
    pub body: usize,
    /// Header lines.
    pub headers: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: 16 * 1024, body: 64 * 1024, headers: 128 }
    }
}

/// A message that was refused.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// What was wrong.
    pub fault: SyntaxError,
    /// What to answer, if it was a request that can be answered.
    pub answer: Option<Box<Response>>,
}

impl From<SyntaxError> for Rejected {
    fn from(fault: SyntaxError) -> Self {
        Self { fault, answer: None }
    }
}

/// Bytes that are added on its way.
const ADDED: usize = 256;

/// A start line and headers, before anything is known of the body.
#[derive(Debug)]
pub struct Head {
    start: String,
    headers: Headers,
}

impl Head {
    /// Splits head text into start line and headers. `text` is everything before the empty line.
    pub fn parse(text: &[u8], limits: &Limits) -> Result<Self, SyntaxError> {
        if text.len() > limits.head {
            return Err(SyntaxError::TooLarge { what: "message head", limit: limits.head });
        }
        let text = std::str::from_utf8(text).map_err(|_| SyntaxError::malformed("text", "not UTF-8"))?;
        let mut lines = lines(text);
        let start = lines.next().unwrap_or("").to_owned();
        let mut headers = Headers::with_room(USUAL_HEADERS, text.len() + ADDED);
        let mut current: Option<(&str, Cow<str>)> = None;
        for line in lines.filter(|line| !line.is_empty()) {
            if line.starts_with([' ', '\t']) {
                let (_, value) = current.as_mut().ok_or_else(|| SyntaxError::malformed("folding", line))?;
                let value = value.to_mut();
                value.push(' ');
                value.push_str(line.trim());
                continue;
            }
            if let Some((name, value)) = current.take() {
                headers.push(name, value);
            }
            let (name, value) = split_header(line)?;
            current = Some((name, Cow::Borrowed(value)));
            if headers.len() >= limits.headers {
                return Err(SyntaxError::TooLarge { what: "number of headers", limit: limits.headers });
            }
        }
        if let Some((name, value)) = current {
            headers.push(name, value);
        }
        Ok(Self { start, headers })
    }

    /// The declared body length; two different values are refused.
    pub fn content_length(&self, limits: &Limits) -> Result<Option<usize>, SyntaxError> {
        let mut found = None;
        for text in self.headers.all("Content-Length") {
            let good = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let length = text.parse::<usize>().ok().filter(|_| good);
            let length = length.ok_or_else(|| SyntaxError::malformed("Content-Length", text))?;
            if found.is_some_and(|other| other != length) {
                return Err(SyntaxError::malformed("Content-Length", text));
            }
            found = Some(length);
        }
        match found {
            Some(length) if length > limits.body => {
                Err(SyntaxError::TooLarge { what: "message body", limit: limits.body })
            }
            other => Ok(other),
        }
    }

    /// Whether this is a request, as far as the start line tells.
    fn is_request(&self) -> bool {
        !self.start.starts_with("SIP/")
    }

    /// The refusal of this message.
    pub fn reject(&self, fault: SyntaxError) -> Rejected {
        let is_ack = self.start.starts_with("ACK ");
        let answerable = self.is_request() && !is_ack;
        let answer = answerable.then(|| answer_to_malformed(&self.headers, &fault)).flatten().map(Box::new);
        Rejected { fault, answer }
    }

    /// The message with its body.
    pub fn finish(self, body: Vec<u8>) -> Result<SipMessage, Rejected> {
        let parsed = if self.is_request() {
            parse_request_line(&self.start).and_then(|(method, uri)| {
                check_request(&method, &self.headers)?;
                Ok((method, uri))
            })
        } else {
            return match parse_status_line(&self.start)
                .and_then(|line| check_common(&self.headers).map(|_| line))
            {
                Ok((status, reason)) => Ok(SipMessage::Response(Response {
                    status,
                    reason,
                    headers: without_length(self.headers),
                    body,
                })),
                Err(fault) => Err(fault.into()),
            };
        };
        match parsed {
            Ok((method, uri)) => {
                Ok(SipMessage::Request(Request { method, uri, headers: without_length(self.headers), body }))
            }
            Err(fault) => Err(self.reject(fault)),
        }
    }
}

/// Reads one datagram.
pub fn parse_datagram(bytes: &[u8], limits: &Limits) -> Result<SipMessage, Rejected> {
    let (head, body) = split_head(bytes).unwrap_or((bytes, &[]));
    let head = Head::parse(head, limits)?;
    let body = match head.content_length(limits) {
        Ok(Some(length)) => match body.get(..length) {
            Some(body) => body,
            None => {
                return Err(head.reject(SyntaxError::malformed("Content-Length", "longer than the datagram")));
            }
        },
        Ok(None) if body.len() > limits.body => {
            return Err(head.reject(SyntaxError::TooLarge { what: "message body", limit: limits.body }));
        }
        Ok(None) => body,
        Err(fault) => return Err(head.reject(fault)),
    };
    head.finish(body.to_vec())
}

/// Splits at the empty line: (head without it, what follows).
pub fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut position = 0;
    while let Some(offset) = memchr(b'\n', bytes.get(position..)?) {
        let newline = position + offset;
        let after = bytes.get(newline + 1..)?;
        let gap = if after.starts_with(b"\r\n") {
            Some(2)
        } else if after.starts_with(b"\n") {
            Some(1)
        } else {
            None
        };
        if let Some(gap) = gap {
            return Some((bytes.get(..newline)?, after.get(gap..)?));
        }
        position = newline + 1;
    }
    None
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let whole = rest.take()?;
        let line = match split_at_byte(whole, b'\n') {
            Some((line, after)) => {
                rest = Some(after);
                line
            }
            None => whole,
        };
        Some(line.strip_suffix('\r').unwrap_or(line))
    })
}

fn split_header(line: &str) -> Result<(&str, &str), SyntaxError> {
    let (name, value) = split_at_byte(line, b':').ok_or_else(|| SyntaxError::malformed("header", line))?;
    let name = name.trim_end();
    if name.is_empty() || !TOKEN.are_all_of(name) {
        return Err(SyntaxError::malformed("header name", line));
    }
    Ok((name, trimmed(value)))
}

fn parse_request_line(line: &str) -> Result<(Method, SipUri), SyntaxError> {
    let wrong = || SyntaxError::malformed("request line", line);
    let (method, rest) = split_at_byte(line, b' ').ok_or_else(wrong)?;
    let (uri, version) = split_at_byte(rest, b' ').ok_or_else(wrong)?;
    if version.contains(' ') {
        return Err(wrong());
    }
    let method = Method::parse(method).ok_or_else(wrong)?;
    if !version.eq_ignore_ascii_case("SIP/2.0") {
        return Err(match version.get(..4) {
            Some(start) if start.eq_ignore_ascii_case("SIP/") => {
                SyntaxError::Version { version: version.chars().take(20).collect() }
            }
            _ => wrong(),
        });
    }
    Ok((method, SipUri::parse(uri)?))
}

fn parse_status_line(line: &str) -> Result<(u16, String), SyntaxError> {
    let wrong = || SyntaxError::malformed("status line", line);
    let rest = line.strip_prefix("SIP/2.0 ").ok_or_else(wrong)?;
    let (status, reason) = rest.split_once(' ').unwrap_or((rest, ""));
    let status: u16 = status.parse().map_err(|_| wrong())?;
    if !(100..700).contains(&status) {
        return Err(wrong());
    }
    Ok((status, reason.to_owned()))
}

/// What every message must have (RFC 3261, 8.1.1); gives its `CSeq`.
fn check_common(headers: &Headers) -> Result<Sequence, SyntaxError> {
    let mut seen = [false; 5];
    for (name, value) in headers.iter() {
        // The names of usual headers are in their usual spelling.
        let (once, seen) = match name {
            "From" => ("From", &mut seen[0]),
            "To" => ("To", &mut seen[1]),
            "Call-ID" => ("Call-ID", &mut seen[2]),
            "CSeq" => ("CSeq", &mut seen[3]),
            "Max-Forwards" => ("Max-Forwards", &mut seen[4]),
            _ => continue,
        };
        // Two of these leave open which is meant. Source: RFC 4475, 3.3.8.
        if std::mem::replace(seen, true) {
            return Err(SyntaxError::malformed(once, value));
        }
    }
    headers.get("Via").ok_or(SyntaxError::Missing { name: "Via" })?;
    headers.all("Via").try_for_each(via::check)?;
    let sequence = headers.sequence()?;
    let call = headers.get("Call-ID").ok_or(SyntaxError::Missing { name: "Call-ID" })?;
    if call.is_empty() || call.contains(char::is_whitespace) {
        return Err(SyntaxError::malformed("Call-ID", call));
    }
    Ok(sequence)
}

fn check_request(method: &Method, headers: &Headers) -> Result<(), SyntaxError> {
    if check_common(headers)?.method != *method {
        return Err(SyntaxError::malformed("CSeq", headers.get("CSeq").unwrap_or("")));
    }
    for name in ["From", "To"] {
        let text = headers.get(name).ok_or(SyntaxError::Missing { name })?;
        match AddressText::check(text) {
            // A foreign scheme in From or To is lawful; who needs the address reads it and answers.
            Ok(()) | Err(SyntaxError::Scheme { .. }) => {}
            Err(fault) => return Err(fault),
        }
    }
    if let Some(text) = headers.get("Max-Forwards")
        && text.parse::<u8>().is_err()
    {
        return Err(SyntaxError::malformed("Max-Forwards", text));
    }
    Ok(())
}

fn without_length(mut headers: Headers) -> Headers {
    headers.remove("Content-Length");
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &str = "MESSAGE sip:bob@b.example SIP/2.0\r\nv: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1\r\n\
        f: <sip:alice@a.example>;tag=1\r\nt: sip:bob@b.example\r\ni: abc\r\nCSeq: 1 MESSAGE\r\nSubject: two\r\n \
        lines\r\nc: text/plain\r\nl: 5\r\n\r\nhello";

    fn parse(text: &str) -> Result<SipMessage, Rejected> {
        parse_datagram(text.as_bytes(), &Limits::default())
    }

    #[test]
    fn compact_and_folded_headers_are_read() {
        let Ok(SipMessage::Request(request)) = parse(MESSAGE) else { panic!("not a request") };
        assert_eq!(request.method, Method::Message);
        assert_eq!(request.headers.get("Subject"), Some("two lines"));
        assert_eq!(request.headers.get("Content-Type"), Some("text/plain"));
        assert_eq!(request.body, b"hello");
        let again = parse_datagram(&request.write(), &Limits::default()).unwrap();
        assert_eq!(again, SipMessage::Request(request));
    }

    #[test]
    fn a_wrong_request_that_can_be_answered_is() {
        for (from, to, status) in [
            ("CSeq: 1 MESSAGE", "CSeq: 1 INVITE", 400),
            ("sip:bob@b.example SIP/2.0", "sip:bob@b.exa mple SIP/2.0", 400),
            ("sip:bob@b.example SIP/2.0", "tel:123 SIP/2.0", 416),
            ("SIP/2.0\r\nv", "SIP/3.0\r\nv", 505),
            ("l: 5", "l: 500", 400),
            ("l: 5", "l: 5\r\nContent-Length: 4", 400),
            ("l: 5", "l: 9999999", 413),
            ("f: <sip:alice@a.example>;tag=1", "f: <sip:alice@a.example;tag=1", 400),
            ("Subject: two", "Max-Forwards: many", 400),
        ] {
            let rejected = parse(&MESSAGE.replacen(from, to, 1)).unwrap_err();
            assert_eq!(rejected.answer.expect(to).status, status, "{to}");
        }
    }

    #[test]
    fn what_cannot_be_answered_is_dropped() {
        for (from, to) in [
            ("i: abc\r\n", ""),
            ("v: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1\r\n", ""),
            ("v: SIP/2.0/UDP", "v: nonsense"),
        ] {
            let rejected = parse(&MESSAGE.replacen(from, to, 1)).unwrap_err();
            assert!(rejected.answer.is_none(), "{to}");
        }
        assert!(parse("SIP/2.0 99 Low\r\nv: SIP/2.0/UDP a\r\n\r\n").unwrap_err().answer.is_none());
    }

    #[test]
    fn no_prefix_or_mutation_makes_it_panic() {
        let bytes = MESSAGE.as_bytes();
        for end in 0..bytes.len() {
            let _ = parse_datagram(&bytes[..end], &Limits::default());
            for replacement in [0, b'\n', b' ', b':', b'<', 0xff] {
                let mut changed = bytes.to_vec();
                changed[end] = replacement;
                let _ = parse_datagram(&changed, &Limits::default());
            }
        }
    }

    #[test]
    fn limits_hold() {
        let many = "X: y\r\n".repeat(200);
        let text = MESSAGE.replacen("l: 5", &format!("{many}l: 5"), 1);
        assert!(matches!(parse(&text).unwrap_err().fault, SyntaxError::TooLarge { .. }));
        let long = "x".repeat(20_000);
        let text = MESSAGE.replacen("two", &long, 1);
        assert!(matches!(parse(&text).unwrap_err().fault, SyntaxError::TooLarge { .. }));
    }
}
