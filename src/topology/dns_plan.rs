//! The DNS records that a topology needs. Source: migration.md F.

use super::model::{InterfaceSide, PortUse, Role, Service, Topology};
use std::collections::BTreeSet;
use std::net::IpAddr;

/// A record that should be there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlannedRecord {
    /// Owner, without a final dot.
    pub name: String,
    /// `A`, `AAAA` or `SRV`.
    pub record_type: &'static str,
    /// Data without final dots: `0 0 5269 sip.contoso.com`.
    pub data: String,
    /// `External` for partners and users outside, `Internal` for our own servers.
    pub side: &'static str,
    /// What it is for.
    pub purpose: &'static str,
}

/// Between the priorities of Edge pools: the one that the XMPP route names comes first.
const STEP: usize = 10;

/// Every record that is needed, by name.
pub fn plan(topology: &Topology) -> Vec<PlannedRecord> {
    let mut records = BTreeSet::new();
    for (index, edge) in edges(topology).into_iter().enumerate() {
        let host = edge.external_fqdn.clone().unwrap_or_else(|| edge.pool.clone());
        for domain in &topology.domains {
            if edge.xmpp_enabled {
                let data = format!("{} 0 {} {host}", index * STEP, edge.port(PortUse::XmppListening));
                records.insert(service(&format!("_xmpp-server._tcp.{}", domain.name), data, "XMPP partners"));
            }
            if edge.federation_enabled {
                let data = format!("{} 0 {} {host}", index * STEP, edge.port(PortUse::AccessEdgeFederation));
                records.insert(service(
                    &format!("_sipfederationtls._tcp.{}", domain.name),
                    data,
                    "SIP partners",
                ));
            }
        }
        let outside = addresses(topology, edge, InterfaceSide::External);
        records.extend(outside.into_iter().map(|at| address(&host, at, "External", "The Access Edge")));
        let inside = addresses(topology, edge, InterfaceSide::Internal);
        records.extend(inside.into_iter().map(|at| address(&edge.pool, at, "Internal", "The Edge pool")));
    }
    for registrar in topology.services_of(&Role::Registrar) {
        let inside = addresses(topology, registrar, InterfaceSide::Primary);
        records.extend(inside.into_iter().map(|at| address(&registrar.pool, at, "Internal", "The pool")));
    }
    records.into_iter().collect()
}

/// Edges of the new deployment that partners reach, those that a site's XMPP route names first.
fn edges(topology: &Topology) -> Vec<&Service> {
    let routed =
        |edge: &Service| topology.sites.iter().any(|site| site.xmpp_federation_route == Some(edge.id()));
    let all = topology.services_of(&Role::EdgeServer);
    let mut edges: Vec<&Service> = all
        .filter(|edge| (edge.xmpp_enabled || edge.federation_enabled) && !topology.is_legacy_service(edge))
        .collect();
    edges.sort_by_key(|edge| (!routed(edge), edge.pool.clone()));
    edges
}

fn addresses(topology: &Topology, service: &Service, side: InterfaceSide) -> Vec<IpAddr> {
    let computers = topology.pool(&service.pool).into_iter().flat_map(|pool| &pool.computers);
    computers.filter_map(|computer| computer.address(side)).filter(|at| !at.is_unspecified()).collect()
}

fn service(name: &str, data: String, purpose: &'static str) -> PlannedRecord {
    PlannedRecord { name: name.to_owned(), record_type: "SRV", data, side: "External", purpose }
}

fn address(name: &str, at: IpAddr, side: &'static str, purpose: &'static str) -> PlannedRecord {
    let record_type = if at.is_ipv4() { "A" } else { "AAAA" };
    PlannedRecord { name: name.to_owned(), record_type, data: at.to_string(), side, purpose }
}
