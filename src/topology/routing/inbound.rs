//! Where what a partner sends arrives: the route of the user, and where DNS leads the partner.

use super::Verdict;
use crate::topology::model::{InterfaceSide, Role, Topology, User};
use crate::topology::snapshot::Snapshot;
use std::fmt;

/// Where the SRV record of a SIP domain leads partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// To the legacy gateway, or to something else that is no Edge of the new deployment.
    Legacy,
    /// To an Edge of the new deployment.
    New,
    /// The store has no such record.
    Unknown,
}

/// What becomes of a message from a partner to a user. Source: migration.md D, the last column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arrival {
    /// It arrives, by the gateway of the route.
    Arrives(Verdict),
    /// It is refused, as a message in the other direction is.
    Refused(Verdict),
    /// The legacy gateway takes it and cannot hand it on: the partner belongs to the new one.
    Dropped,
    /// The new Edge refuses the stream of a partner that is not configured.
    StreamRefused,
}

impl Arrival {
    /// Why, and what to do about it; `None` when it arrives.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Arrival::Arrives(_) | Arrival::Refused(_) => None,
            Arrival::Dropped => Some(
                "DNS still leads the partner to the legacy gateway, which cannot reach this user any more: point \
                 _xmpp-server._tcp at the new Edge.",
            ),
            Arrival::StreamRefused => Some(
                "DNS leads the partner to the new Edge, which refuses the stream: the partner is not configured there, or \
                 AllowFederatedUsers is False.",
            ),
        }
    }
}

impl fmt::Display for Arrival {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Arrival::Arrives(verdict) | Arrival::Refused(verdict) => write!(out, "{verdict}"),
            Arrival::Dropped => out.write_str("Dropped"),
            Arrival::StreamRefused => out.write_str("Reject (policy-violation)"),
        }
    }
}

/// What becomes of a message from a partner, by the route of the user and the way that DNS shows.
pub fn arrival(verdict: Verdict, door: Door) -> Arrival {
    match (verdict, door) {
        (Verdict::Reject(_), _) => Arrival::Refused(verdict),
        (Verdict::LegacyGateway, Door::New) => Arrival::StreamRefused,
        (Verdict::NewGateway, Door::Legacy) => Arrival::Dropped,
        _ => Arrival::Arrives(verdict),
    }
}

/// Where the records of the user's SIP domain lead partners.
pub fn door_of(snapshot: &Snapshot, user: &User) -> Door {
    let Some((_, domain)) = user.address().and_then(|address| address.split_once('@')) else {
        return Door::Unknown;
    };
    let owner = format!("_xmpp-server._tcp.{}", domain.to_lowercase());
    let records = snapshot.dns_records.iter().filter(|record| {
        record.record_type.eq_ignore_ascii_case("SRV") && record.owner().to_lowercase() == owner
    });
    let first = records.min_by_key(|record| priority(&record.data));
    let Some(target) = first.and_then(|record| record.data.split_whitespace().last()) else {
        return Door::Unknown;
    };
    let target = target.trim_end_matches('.').to_lowercase();
    match is_new_edge(snapshot, &target) {
        true => Door::New,
        false => Door::Legacy,
    }
}

fn priority(data: &str) -> u16 {
    data.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(u16::MAX)
}

/// Whether a host is an Edge of the new deployment that carries XMPP: by its name, or by its address.
fn is_new_edge(snapshot: &Snapshot, host: &str) -> bool {
    let topology: &Topology = &snapshot.topology;
    let addresses = snapshot.dns_records.iter().filter(|record| {
        matches!(record.record_type.as_str(), "A" | "AAAA") && record.owner().to_lowercase() == host
    });
    let addresses: Vec<&str> = addresses.map(|record| record.data.as_str()).collect();
    topology
        .services_of(&Role::EdgeServer)
        .filter(|edge| edge.xmpp_enabled && !topology.is_legacy_service(edge))
        .any(|edge| {
            let names = [edge.external_fqdn.as_deref(), Some(edge.pool.as_str())];
            let named = names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(host));
            let computers = topology.pool(&edge.pool).into_iter().flat_map(|pool| &pool.computers);
            let mut outside = computers.filter_map(|computer| computer.address(InterfaceSide::External));
            named || outside.any(|address| addresses.contains(&address.to_string().as_str()))
        })
}

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::*;

    #[test]
    fn dns_decides_where_a_route_is_open() {
        let refused = Verdict::Reject(Code::X1);
        for door in [Door::Legacy, Door::New, Door::Unknown] {
            assert_eq!(arrival(refused, door), Arrival::Refused(refused));
        }
        assert_eq!(arrival(Verdict::NewGateway, Door::Legacy), Arrival::Dropped);
        assert_eq!(arrival(Verdict::NewGateway, Door::New), Arrival::Arrives(Verdict::NewGateway));
        assert_eq!(arrival(Verdict::LegacyGateway, Door::New), Arrival::StreamRefused);
        assert_eq!(arrival(Verdict::LegacyGateway, Door::Legacy), Arrival::Arrives(Verdict::LegacyGateway));
        assert!(Arrival::Dropped.reason().is_some_and(|reason| reason.contains("_xmpp-server._tcp at")));
        assert_eq!(Arrival::StreamRefused.to_string(), "Reject (policy-violation)");
    }
}
