//! `Via`: the way that a request has come, and its answer goes back. Source: RFC 3261, 20.42.

use super::error::SyntaxError;
use super::parameters::{self, Parameters, value_in};
use super::scan::split_at_byte;
use super::uri::host_and_port;
use std::fmt;
use std::net::SocketAddr;

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
        let ViaText { transport, host, port, parameters } = ViaText::read(text)?;
        let (transport, host) = (transport.to_ascii_uppercase(), host.to_ascii_lowercase());
        Ok(Self { transport, host, port, parameters: Parameters::parse(parameters)? })
    }

    /// The transaction identifier; empty when the peer sent none.
    pub fn branch(&self) -> &str {
        self.parameters.get("branch").unwrap_or("")
    }
}

/// The pieces of a `Via` as they stand in the header.
struct ViaText<'a> {
    transport: &'a str,
    host: &'a str,
    port: Option<u16>,
    parameters: &'a str,
}

impl<'a> ViaText<'a> {
    /// Finds them, and checks all but the parameters.
    fn read(text: &'a str) -> Result<ViaText<'a>, SyntaxError> {
        let wrong = || SyntaxError::malformed("Via", text);
        let (head, parameters) = split_at_byte(text, b';').unwrap_or((text, ""));
        // Blanks may stand around the slashes. Source: RFC 3261, 25.1.
        let mut parts = head.splitn(3, '/').map(str::trim_ascii);
        let (name, version, rest) = (parts.next(), parts.next(), parts.next().ok_or_else(wrong)?);
        let known = name.is_some_and(|name| name.eq_ignore_ascii_case("SIP")) && version == Some("2.0");
        let (transport, sent_by) =
            rest.split_once(|byte: char| byte.is_ascii_whitespace()).ok_or_else(wrong)?;
        if !known || transport.contains('/') {
            return Err(wrong());
        }
        let (host, port) = host_and_port(sent_by).ok_or_else(wrong)?;
        Ok(ViaText { transport, host, port, parameters })
    }
}

/// Notes in a `Via` where a request really came from. `None`: nothing has to be noted, or it cannot be read.
/// Sources: RFC 3261, 18.2.1; RFC 3581, 4.
pub(super) fn with_source(via: &str, source: SocketAddr) -> Option<String> {
    let ViaText { host, parameters, .. } = ViaText::read(via).ok()?;
    let same = host.trim_matches(['[', ']']).parse() == Ok(source.ip());
    let wants_port = value_in(parameters, "rport").is_some();
    if same && !wants_port {
        return None;
    }
    let address = source.ip().to_string();
    if !wants_port && value_in(parameters, "received").is_none() {
        return Some([via, ";received=", &address].concat());
    }
    let mut via = Via::parse(via).ok()?;
    if wants_port {
        via.parameters.set("rport", Some(&source.port().to_string()));
    }
    via.parameters.set("received", Some(&address));
    Some(via.to_string())
}

/// The transaction identifier of a `Via` as it stands in the header; none where it has none.
pub(super) fn branch(via: &str) -> Option<&str> {
    value_in(split_at_byte(via, b';')?.1, "branch")
}

/// Whether a `Via` can be read, as [`Via::parse`] would, but nothing of it is kept.
pub(super) fn check(text: &str) -> Result<(), SyntaxError> {
    parameters::check(ViaText::read(text)?.parameters)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_via_is_refused() {
        for text in ["", "SIP/2.0/UDP", "SIP/3.0/UDP host", "HTTP/2.0/UDP host", "SIP/2.0/UDP ho st:x"] {
            assert!(Via::parse(text).is_err() && check(text).is_err() && branch(text).is_none(), "{text}");
        }
        let spaced = "SIP / 2.0 / UDP first.example: 4000 ;ttl=16;branch=z9hG4bKa7c6a8dlze.1";
        assert_eq!(
            Via::parse(spaced).unwrap().to_string(),
            spaced.replace(" / ", "/").replace(": 4000 ", ":4000")
        );
        assert_eq!((check(spaced), branch(spaced)), (Ok(()), Some("z9hG4bKa7c6a8dlze.1")));
    }

    #[test]
    fn the_source_is_noted_where_it_is_not_what_the_peer_says() {
        let source: SocketAddr = "[2001:db8::1]:7000".parse().unwrap();
        for (via, noted) in [
            ("SIP/2.0/TCP [2001:DB8:0::1]:5060;branch=1", None),
            ("SIP/2.0/TCP h.example;branch=1", Some("SIP/2.0/TCP h.example;branch=1;received=2001:db8::1")),
            ("SIP/2.0/TCP h.example;received=192.0.2.1", Some("SIP/2.0/TCP h.example;received=2001:db8::1")),
            ("nonsense", None),
        ] {
            assert_eq!(with_source(via, source).as_deref(), noted, "{via}");
        }
    }
}
