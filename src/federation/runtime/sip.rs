//! The SIP ports of a computer as the topology has them, and the SIP servers that requests go to.

use super::routing::Deployment;
use super::{RuntimeError, files, identity};
use crate::federation::sip::{Destination, EndpointConfig, Protocol as SipProtocol};
use crate::federation::tls::MutualTls;
use crate::topology::model::{CertificateUsage, InterfaceSide, PortUse, Protocol, Role, Service, ServiceId};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Certificates with which a front end may prove its name inside.
pub const USAGES: &[CertificateUsage] = &[CertificateUsage::Default, CertificateUsage::Internal];

/// A SIP server, or a computer of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// What its certificate has to prove.
    pub name: String,
    /// Its address, or a name to be looked up.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// What is spoken there.
    pub protocol: Protocol,
}

impl Hop {
    /// Over what it is reached, as far as that is known before its name is looked up.
    pub fn spoken(&self) -> SipProtocol {
        self.at(self.host.parse().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))).protocol
    }

    /// Where it is at one of its addresses. Programs on this machine need no TLS among themselves.
    pub fn at(&self, address: IpAddr) -> Destination {
        let to = SocketAddr::new(address, self.port);
        match self.protocol {
            Protocol::Udp => Destination::udp(to),
            Protocol::Tcp | Protocol::TcpOrUdp | Protocol::Http => Destination::tcp(to),
            Protocol::Mtls if address.is_loopback() => Destination::tcp(to),
            Protocol::Mtls | Protocol::Tls | Protocol::Https => Destination::tls(to, &self.name),
        }
    }
}

/// Where a computer listens, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listen {
    /// The port of the service.
    pub address: SocketAddr,
    /// What is spoken on it.
    pub protocol: Protocol,
    /// The port without TLS, for TCP and UDP.
    pub plain: Option<SocketAddr>,
    /// Where datagrams are sent from.
    pub datagrams: Option<SocketAddr>,
}

impl Listen {
    /// What an endpoint is told. A port for TLS is served to this machine only while there is no certificate.
    pub fn config(&self, tls: Option<MutualTls>) -> EndpointConfig {
        let mut config = EndpointConfig {
            tcp: self.plain,
            udp: self.datagrams,
            strangers: files::strangers(),
            ..EndpointConfig::default()
        };
        match (self.protocol, tls) {
            (Protocol::Udp, _) => config.udp = Some(self.address),
            (Protocol::Tcp, _) => config.tcp = Some(self.address),
            (Protocol::TcpOrUdp, _) => (config.tcp, config.udp) = (Some(self.address), Some(self.address)),
            (_, Some(tls)) => {
                config.tls = Some((self.address, tls));
                config.local_plain = true;
            }
            (_, None) if self.plain.is_none() => {
                config.tcp = Some(self.address);
                config.only_local = true;
            }
            (_, None) => {}
        }
        config
    }
}

impl Deployment {
    /// The registrar service of the pool that this computer is in. Errors: there is none.
    fn own_service(&self) -> Result<(Service, IpAddr), RuntimeError> {
        let (snapshot, computer) = (self.current(), &self.settings.computer);
        let role = Role::Registrar;
        let gone = || RuntimeError::Topology(format!("{computer} is no {role} in the topology"));
        let (pool, found) = snapshot.topology.computer(computer).ok_or_else(gone)?;
        let service =
            snapshot.topology.service(&ServiceId::new(role.clone(), &pool.fqdn)).ok_or_else(gone)?;
        let address = found.address(InterfaceSide::Primary).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok((service.clone(), address))
    }

    /// Where the registrar of this computer listens.
    pub fn registrar_ports(&self) -> Result<Listen, RuntimeError> {
        let (service, address) = self.own_service()?;
        let at = |port| SocketAddr::new(address, port);
        let plain = service.listed_port(PortUse::RegistrarTcp).map(at);
        Ok(Listen {
            address: at(service.port(PortUse::RegistrarSip)),
            protocol: service.protocol(PortUse::RegistrarSip),
            plain,
            datagrams: plain,
        })
    }

    /// Where the gateway of this computer listens. It has a socket for datagrams when a pool is behind a server
    /// that speaks them.
    pub fn gateway_ports(&self) -> Result<Listen, RuntimeError> {
        let (service, address) = self.own_service()?;
        let address = SocketAddr::new(address, service.port(PortUse::XmppGatewaySip));
        let snapshot = self.current();
        let hops =
            snapshot.topology.services_of(&Role::Registrar).filter_map(|one| one.sip_next_hop.as_ref());
        let mut protocols = hops.map(|hop| hop.protocol);
        Ok(Listen {
            address,
            protocol: service.protocol(PortUse::XmppGatewaySip),
            plain: None,
            datagrams: protocols.any(|one| one == Protocol::Udp).then_some(address),
        })
    }

    /// The certificate of this computer for SIP with our other servers. Errors: there is none.
    pub fn inside_tls(&self) -> Result<MutualTls, RuntimeError> {
        let settings = &self.settings;
        identity::inside(&self.current(), &settings.computer, USAGES, &settings.inside_roots)
    }

    /// The computers of a service, as SIP servers.
    pub fn computers(&self, service: &Service, port: PortUse) -> Vec<Hop> {
        let snapshot = self.current();
        let Some(pool) = snapshot.topology.pool(&service.pool) else { return Vec::new() };
        let endpoints = snapshot.topology.endpoints(service, port);
        let hop = |(name, (host, number)): (String, (String, u16))| Hop {
            name,
            host,
            port: number,
            protocol: service.protocol(port),
        };
        let names = pool.computers.iter().map(|computer| computer.fqdn.clone());
        names.zip(endpoints).map(hop).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_spoken_with_other_machines() {
        let hop = |protocol| Hop {
            name: "pool02.contoso.net".to_owned(),
            host: "10.0.0.2".to_owned(),
            port: 5061,
            protocol,
        };
        let at = |protocol, address: &str| hop(protocol).at(address.parse().unwrap()).to_string();
        assert_eq!(at(Protocol::Mtls, "10.0.0.2"), "TLS 10.0.0.2:5061 (pool02.contoso.net)");
        assert_eq!(at(Protocol::Mtls, "127.0.0.2"), "TCP 127.0.0.2:5061");
        assert_eq!(at(Protocol::Tls, "127.0.0.2"), "TLS 127.0.0.2:5061 (pool02.contoso.net)");
        assert_eq!(at(Protocol::Udp, "10.0.0.2"), "UDP 10.0.0.2:5061");
    }

    #[test]
    fn without_a_certificate_only_this_machine_is_served() {
        let address = "10.0.0.2:5061".parse().unwrap();
        let listen = Listen { address, protocol: Protocol::Mtls, plain: None, datagrams: None };
        let config = listen.config(None);
        assert!(config.tcp == Some(address) && config.only_local && config.tls.is_none());
        let plain = Some("10.0.0.2:5060".parse().unwrap());
        let config = Listen { plain, datagrams: plain, ..listen }.config(None);
        assert!(config.tcp == plain && config.udp == plain && !config.only_local);
    }
}
