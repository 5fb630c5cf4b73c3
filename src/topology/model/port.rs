//! Ports of services, with the defaults of Lync.

use super::InterfaceSide;
use super::names::name_enum;
use serde::{Deserialize, Serialize};

name_enum! {
    /// What is spoken on a port.
    Protocol {
        /// TLS with certificates on both sides.
        Mtls = "Mtls",
        /// TLS.
        Tls = "Tls",
        /// Plain TCP.
        Tcp = "Tcp",
        /// UDP.
        Udp = "Udp",
        /// HTTP.
        Http = "Http",
        /// HTTPS.
        Https = "Https",
        /// Either.
        TcpOrUdp = "TcpOrUdp",
    }
}

/// A port of a service, as topology documents list it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Port {
    /// Component that owns it, such as `urn:component:XmppFederation`.
    pub owner: String,
    /// What the component uses it for.
    pub usage: String,
    /// Network it listens on.
    pub interface_side: InterfaceSide,
    /// Which interface of that network, from 1.
    #[serde(default)]
    pub interface_number: u32,
    /// The number.
    pub port: u16,
    /// What is spoken on it.
    pub protocol: Protocol,
    /// Path of a web service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url_path: Option<String>,
    /// Whether requests on it are authorised there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorizes_requests: Option<bool>,
    /// Kind of routable address built from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gruu_type: Option<String>,
    /// How many ports follow it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<u32>,
    /// Port under which others see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configured_port: Option<u16>,
    /// Name under which others see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configured_fqdn: Option<String>,
}

/// The ports that fedsh uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PortUse {
    /// Registrar: SIP from clients and servers, 5061 MTLS.
    RegistrarSip,
    /// Registrar: SIP without TLS, on the network that may use it; only where it is listed (`-SipServerTcpPort`).
    RegistrarTcp,
    /// Registrar: SIP to the XMPP gateway, 5098 MTLS (`-XmppGatewaySipPort`).
    XmppGatewaySip,
    /// Edge, outside: SIP with partners, 5061 MTLS.
    AccessEdgeFederation,
    /// Edge, inside: SIP with the pool, 5061 MTLS.
    AccessEdgeInternal,
    /// Edge, outside: XMPP streams with partners, 5269 TCP (`-XmppListeningPort`).
    XmppListening,
    /// Edge, inside: XMPP with gateways, 23456 MTLS (`-XmppInternalPort`).
    XmppInternal,
    /// Legacy XMPP gateway: SIP with the legacy Access Edge, 5061 MTLS.
    LegacyGatewaySip,
}

impl PortUse {
    /// Owner, usage, side, default number and protocol. Source: migration.md A; usages are ours where
    /// no topology file shows them.
    pub fn defaults(self) -> (&'static str, &'static str, InterfaceSide, u16, Protocol) {
        use InterfaceSide::{External, Internal, Primary};
        use Protocol::{Mtls, Tcp, TcpOrUdp};
        const REGISTRAR: &str = "urn:component:Registrar";
        const EDGE: &str = "urn:component:AccessEdge";
        const XMPP: &str = "urn:component:XmppFederation";
        match self {
            PortUse::RegistrarSip => (REGISTRAR, "SipServer", Primary, 5061, Mtls),
            PortUse::RegistrarTcp => (REGISTRAR, "SipServerTcp", Primary, 5060, TcpOrUdp),
            PortUse::XmppGatewaySip => (XMPP, "SipServer", Primary, 5098, Mtls),
            PortUse::AccessEdgeFederation => (EDGE, "Federation", External, 5061, Mtls),
            PortUse::AccessEdgeInternal => (EDGE, "SipServer", Internal, 5061, Mtls),
            PortUse::XmppListening => (XMPP, "XmppListening", External, 5269, Tcp),
            PortUse::XmppInternal => (XMPP, "XmppInternal", Internal, 23456, Mtls),
            PortUse::LegacyGatewaySip => (XMPP, "SipServer", Primary, 5061, Mtls),
        }
    }

    /// The port of this use with its default number, or another one.
    pub fn port(self, number: Option<u16>) -> Port {
        let (owner, usage, interface_side, default, protocol) = self.defaults();
        Port {
            owner: owner.to_owned(),
            usage: usage.to_owned(),
            interface_side,
            interface_number: 1,
            port: number.unwrap_or(default),
            protocol,
            url_path: None,
            authorizes_requests: None,
            gruu_type: None,
            range: None,
            configured_port: None,
            configured_fqdn: None,
        }
    }

    /// Whether a listed port is this one.
    pub fn is(self, port: &Port) -> bool {
        let (owner, usage, side, _, _) = self.defaults();
        port.owner.eq_ignore_ascii_case(owner)
            && port.usage.eq_ignore_ascii_case(usage)
            && port.interface_side == side
    }
}
