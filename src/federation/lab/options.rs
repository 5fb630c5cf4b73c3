//! What a lab is told, and its addresses.

use super::DOMAIN;
use crate::federation::dns::Target;
use crate::federation::tls::TrustRoots;
use crate::topology::kinds;
use crate::topology::model::{InterfaceSide, PublishedTopology, load};
use crate::topology::store::{Store, StoreError};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// A partner that is not of the lab.
#[derive(Debug, Clone)]
pub struct RealPartner {
    /// Its domain.
    pub domain: String,
    /// Where it is, when DNS does not say it; port 5269 when 0.
    pub host: Option<Target>,
    /// Roots of its certificate besides those of the system.
    pub roots: Option<TrustRoots>,
    /// Whether it authenticates by dialback over TLS instead of its certificate.
    pub dialback: bool,
}

/// What a lab is told.
#[derive(Debug, Clone, Default)]
pub struct LabOptions {
    /// Our SIP domain.
    pub domain: Option<String>,
    /// A real partner instead of the lab's own.
    pub partner: Option<RealPartner>,
    /// The first 24 bits of all addresses; chosen when absent.
    pub network: Option<Ipv4Addr>,
    /// Address of the legacy gateway's and of the new Edge's outer side, where partners cannot reach the
    /// loopback network.
    pub legacy_address: Option<IpAddr>,
    /// See `legacy_address`.
    pub edge_address: Option<IpAddr>,
    /// Where the lab's name server listens; a free port when absent.
    pub name_server: Option<SocketAddr>,
    /// Name servers that know a real partner; those of the system when empty.
    pub resolvers: Vec<SocketAddr>,
}

impl LabOptions {
    /// Our SIP domain.
    pub fn own_domain(&self) -> &str {
        self.domain.as_deref().unwrap_or(DOMAIN)
    }
}

/// Addresses of a lab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabAddresses {
    /// The legacy gateway: XMPP outside, SIP inside.
    pub legacy_gateway: IpAddr,
    /// The legacy pool.
    pub legacy_pool: IpAddr,
    /// The legacy Edge, where nothing listens.
    pub legacy_edge: IpAddr,
    /// The new Edge, outside.
    pub edge: IpAddr,
    /// The new Edge, inside.
    pub edge_internal: IpAddr,
    /// The new pool.
    pub pool: IpAddr,
    /// Phones of users.
    pub phones: IpAddr,
    /// The lab's own partner.
    pub partner: IpAddr,
    /// The name server.
    pub name_server: SocketAddr,
}

impl LabAddresses {
    /// The addresses of a lab on a store. A topology that a lab wrote there before names its network; else
    /// the process chooses one, so that several labs do not meet.
    pub fn choose(store: &dyn Store, options: &LabOptions) -> Result<LabAddresses, StoreError> {
        let process = std::process::id();
        let byte = |number: u32| u8::try_from(number).unwrap_or(0);
        let chosen = Ipv4Addr::new(127, 100 + byte(process % 100), byte(process / 100 % 250), 0);
        let network = match options.network {
            Some(network) => network,
            None => known_network(store)?.unwrap_or(chosen),
        };
        let [first, second, third, _] = network.octets();
        let host = |last: u8| IpAddr::V4(Ipv4Addr::new(first, second, third, last));
        Ok(LabAddresses {
            legacy_gateway: options.legacy_address.unwrap_or(host(1)),
            edge: options.edge_address.unwrap_or(host(2)),
            pool: host(3),
            phones: host(4),
            edge_internal: host(5),
            legacy_pool: host(6),
            legacy_edge: host(7),
            partner: host(9),
            name_server: options.name_server.unwrap_or(SocketAddr::new(host(53), 0)),
        })
    }
}

fn known_network(store: &dyn Store) -> Result<Option<Ipv4Addr>, StoreError> {
    let topology = load::<PublishedTopology>(store, kinds::PUBLISHED)?.unwrap_or_default().0;
    let pool = topology
        .computer("pool01.contoso.net")
        .and_then(|(_, computer)| computer.address(InterfaceSide::Primary));
    Ok(match pool {
        Some(IpAddr::V4(address)) if address.is_loopback() && address.octets()[1] >= 100 => Some(address),
        _ => None,
    })
}
