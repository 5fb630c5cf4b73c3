//! Where a request goes, and over which protocol.

use super::uri::SipUri;
use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// A transport protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Protocol {
    /// Datagrams, with retransmission.
    Udp,
    /// Streams.
    Tcp,
    /// Streams under TLS, both sides with certificates.
    Tls,
}

impl Protocol {
    /// Its name in `Via`.
    pub fn name(self) -> &'static str {
        match self {
            Protocol::Udp => "UDP",
            Protocol::Tcp => "TCP",
            Protocol::Tls => "TLS",
        }
    }

    /// By the name in `Via` or in a `transport` parameter.
    pub fn from_name(name: &str) -> Option<Protocol> {
        [Protocol::Udp, Protocol::Tcp, Protocol::Tls]
            .into_iter()
            .find(|known| known.name().eq_ignore_ascii_case(name))
    }

    /// Whether the transport loses nothing by itself, so that nothing has to be sent twice.
    pub fn is_reliable(self) -> bool {
        self != Protocol::Udp
    }

    /// The usual port. Source: RFC 3261, 19.1.2.
    pub fn port(self) -> u16 {
        if self == Protocol::Tls { 5061 } else { 5060 }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Destination {
    /// How.
    pub protocol: Protocol,
    /// Where.
    pub address: SocketAddr,
    /// The name that the peer's certificate has to prove; with TLS only, and required there.
    pub name: Option<String>,
}

impl Destination {
    /// Over TCP.
    pub fn tcp(address: SocketAddr) -> Destination {
        Destination { protocol: Protocol::Tcp, address, name: None }
    }

    /// Over UDP.
    pub fn udp(address: SocketAddr) -> Destination {
        Destination { protocol: Protocol::Udp, address, name: None }
    }

    /// Over TLS to a peer that proves this name.
    pub fn tls(address: SocketAddr, name: &str) -> Destination {
        Destination { protocol: Protocol::Tls, address, name: Some(name.to_owned()) }
    }

    /// What a URI with an IP address says, such as that of a `Contact`. `None`: its host is a name, or its
    /// transport is unknown. Without a `transport` parameter it is `usual`.
    pub fn of_uri(uri: &SipUri, usual: Protocol) -> Option<Destination> {
        let host: IpAddr = uri.host.trim_matches(['[', ']']).parse().ok()?;
        let protocol = match uri.parameters.get("transport") {
            Some(name) => Protocol::from_name(name)?,
            None => usual,
        };
        let port = uri.port.unwrap_or(protocol.port());
        Some(Destination { protocol, address: SocketAddr::new(host, port), name: None })
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.protocol, self.address)?;
        match &self.name {
            Some(name) => write!(out, " ({name})"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_names_a_destination() {
        let of = |text: &str| Destination::of_uri(&SipUri::parse(text).unwrap(), Protocol::Tcp);
        assert_eq!(of("sip:a@127.0.0.1:5070").unwrap(), Destination::tcp("127.0.0.1:5070".parse().unwrap()));
        assert_eq!(of("sip:a@[::1];transport=udp").unwrap(), Destination::udp("[::1]:5060".parse().unwrap()));
        assert_eq!(of("sip:a@127.0.0.1;transport=TLS").unwrap().address.port(), 5061);
        assert!(of("sip:a@host.example").is_none() && of("sip:a@127.0.0.1;transport=sctp").is_none());
    }
}
