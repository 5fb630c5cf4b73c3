//! The decision for a user and a domain, with what led to it.

use super::{Decision, Facts, decide};
use crate::topology::effective;
use crate::topology::model::{HomeKind, Role, ServiceId, Site, Topology, User};
use crate::topology::snapshot::Snapshot;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What: `Home`, `Edge`, `Partner`, `Policy`, `XmppRoute`, `LegacyRoute`.
    pub name: &'static str,
    /// What was found, in words.
    pub found: String,
}

/// A decision and its reasons, for `Test-CsFederationRoute` and for logs.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The user, as messages call them.
    pub user: String,
    /// The partner's domain.
    pub domain: String,
    /// The decision.
    pub decision: Decision,
    /// The facts it was made from.
    pub facts: Facts,
    /// What was looked at, in the order of the decision.
    pub inputs: Vec<Input>,
    /// The new Edge that carries it, when the new gateway does.
    pub edge: Option<ServiceId>,
    /// Revision of the store it was made from.
    pub revision: i64,
}

/// Decides the route between a user and a partner's domain by what is in force.
///
/// A user whose pool the enabled topology does not know counts as legacy: that deployment alone knows them.
pub fn route_for(snapshot: &Snapshot, user: &User, domain: &str) -> Explanation {
    let topology = &snapshot.topology;
    let pool = user.registrar_pool.as_deref().unwrap_or_default();
    let site = topology.site_of_pool(pool);
    let known = topology.home_kind(pool);
    let home = known.unwrap_or(HomeKind::Legacy);
    let partner = snapshot.partner(domain);
    let effective = effective::external_access(&snapshot.policies, user, site);
    let route = xmpp_edge(topology, site);
    let (legacy_route, legacy_text) = legacy_leg(topology, site);
    let facts = Facts {
        home,
        partner: partner.is_some(),
        xmpp_access: effective.policy.enable_xmpp_access,
        edge: snapshot.edge.allow_federated_users,
        xmpp_route: route.is_ok(),
        federation_access: effective.policy.enable_federation_access,
        legacy_route,
    };
    let route_text = route.clone().map_or_else(|reason| reason, |edge| edge.to_string());
    let partner_text = match partner {
        Some(partner) => format!("{domain} is allowed as '{}' ({})", partner.domain, partner.partner_type),
        None => format!("{domain} is not configured in the new deployment"),
    };
    let inputs = [
        ("Home", home_text(pool, known, site)),
        ("Edge", format!("AllowFederatedUsers is {}", truth(facts.edge))),
        ("Partner", partner_text),
        ("Policy", policy_text(&effective)),
        ("XmppRoute", route_text),
        ("LegacyRoute", legacy_text),
    ];
    let decision = decide(&facts);
    let carried = matches!(decision.verdict, super::Verdict::NewGateway);
    Explanation {
        user: user.label().to_owned(),
        domain: domain.to_owned(),
        decision,
        facts,
        inputs: inputs.into_iter().map(|(name, found)| Input { name, found }).collect(),
        edge: if carried { route.ok() } else { None },
        revision: snapshot.revision,
    }
}

/// The new Edge of the site's XMPP route, or why there is none. XMPP is hosted in one site only, so a site
/// without a route of its own uses that of the site which has one (migration.md A).
fn xmpp_edge(topology: &Topology, site: Option<&Site>) -> Result<ServiceId, String> {
    let own = site.filter(|site| site.xmpp_federation_route.is_some());
    let site = own.or_else(|| topology.sites.iter().find(|site| site.xmpp_federation_route.is_some()));
    let Some((site, id)) = site.and_then(|site| Some((site, site.xmpp_federation_route.as_ref()?))) else {
        return Err("no site has an XMPP federation route".to_owned());
    };
    match topology.xmpp_route(site) {
        None => Err(format!("the XMPP route of site '{}' names {id}, which does not exist", site.name)),
        Some(edge) if edge.role != Role::EdgeServer => Err(format!("{id} is not an Edge")),
        Some(edge) if topology.is_legacy_service(edge) => {
            Err(format!("{id} is an Edge of the legacy deployment"))
        }
        Some(edge) if !edge.xmpp_enabled => Err(format!("{id} does not have XMPP enabled")),
        Some(edge) => Ok(edge.id()),
    }
}

/// Whether there is a way to the legacy gateway: it is in the topology, and so is the Edge of the SIP
/// federation route of the site, or of another site when it has none of its own.
fn legacy_leg(topology: &Topology, site: Option<&Site>) -> (bool, String) {
    let Some(gateway) = topology.legacy_gateway() else {
        return (false, "the topology has no legacy XMPP gateway".to_owned());
    };
    let own = site.filter(|site| site.federation_route.is_some());
    let site = own.or_else(|| topology.sites.iter().find(|site| site.federation_route.is_some()));
    match site.and_then(|site| topology.federation_route(site)) {
        Some(edge) => (true, format!("{} by way of {}", gateway.id(), edge.id())),
        None => (false, format!("{} exists, but no site has a SIP federation route", gateway.id())),
    }
}

fn home_text(pool: &str, home: Option<HomeKind>, site: Option<&Site>) -> String {
    let site = site.map_or_else(String::new, |site| format!(" in site '{}'", site.name));
    match home {
        Some(HomeKind::Legacy) => format!("{pool}, a legacy pool{site}"),
        Some(HomeKind::New) => format!("{pool}, a pool of the new deployment{site}"),
        Some(HomeKind::Sba) => format!("{pool}, a survivable branch appliance{site}"),
        None if pool.is_empty() => "the user is not homed on any pool".to_owned(),
        None => format!("{pool} is not in the enabled topology, so the user counts as legacy"),
    }
}

fn policy_text(effective: &effective::EffectivePolicy) -> String {
    let policy = &effective.policy;
    let missing = match &effective.missing {
        Some(name) => format!("; the user's own policy '{name}' does not exist"),
        None => String::new(),
    };
    format!(
        "{}: EnableXmppAccess {}, EnableFederationAccess {}{missing}",
        policy.identity,
        truth(policy.enable_xmpp_access),
        truth(policy.enable_federation_access)
    )
}

fn truth(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Verdict};
    use super::*;
    use crate::topology::model::{XmppAllowedPartner, save};
    use crate::topology::sample;
    use crate::topology::snapshot::Snapshot;
    use crate::topology::store::{MemoryStore, Transaction};
    use std::sync::Arc;

    fn verdict(transaction: &Transaction, user: &str) -> Verdict {
        let snapshot = Snapshot::preview(transaction, transaction.store().clone()).unwrap();
        let user = crate::topology::model::find_users(transaction, user).unwrap().remove(0);
        route_for(&snapshot, &user, "fabrikam.com").decision.verdict
    }

    #[test]
    fn a_migration_moves_the_route() {
        let mut transaction = Transaction::new(Arc::new(MemoryStore::new()));
        sample::contoso(&mut transaction).unwrap();
        assert_eq!(verdict(&transaction, "legacy@contoso.com"), Verdict::LegacyGateway);
        assert_eq!(verdict(&transaction, "moved@contoso.com"), Verdict::LegacyGateway);
        let partner = XmppAllowedPartner { domain: "fabrikam.com".into(), ..XmppAllowedPartner::default() };
        save(&mut transaction, &partner).unwrap();
        assert_eq!(verdict(&transaction, "legacy@contoso.com"), Verdict::Reject(Code::X1));
        assert_eq!(verdict(&transaction, "moved@contoso.com"), Verdict::NewGateway);
        assert_eq!(verdict(&transaction, "branch@contoso.com"), Verdict::Reject(Code::X4));
    }

    #[test]
    fn the_explanation_names_what_was_found() {
        let mut transaction = Transaction::new(Arc::new(MemoryStore::new()));
        sample::contoso(&mut transaction).unwrap();
        let snapshot = Snapshot::preview(&transaction, transaction.store().clone()).unwrap();
        let stranger =
            User { id: "x".into(), registrar_pool: Some("no.such.pool".into()), ..User::default() };
        let explanation = route_for(&snapshot, &stranger, "fabrikam.com");
        assert_eq!(explanation.facts.home, HomeKind::Legacy);
        assert!(explanation.inputs[0].found.contains("not in the enabled topology"));
        assert_eq!(explanation.edge, None);
    }
}
