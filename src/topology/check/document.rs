//! Rules over a topology document.

use super::Findings;
use crate::topology::kinds;
use crate::topology::model::{PortUse, Role, Service, ServiceId, Site, Topology};
use crate::topology::store::{Reader, StoreError, fold};
use std::collections::{HashMap, HashSet};

/// All rules that need nothing but the document.
pub fn check(topology: &Topology, findings: &mut Findings) {
    names(topology, findings);
    references(topology, findings);
    topology.sites.iter().for_each(|site| routes(topology, site, findings));
    topology.services.iter().filter(|s| s.role == Role::EdgeServer).for_each(|s| edge(topology, s, findings));
    topology.services.iter().for_each(|service| ports(topology, service, findings));
    xmpp_sites(topology, findings);
    domains(topology, findings);
}

/// Users whose pool is gone from the document.
pub fn check_homes(
    reader: &dyn Reader,
    topology: &Topology,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let mut missing: HashMap<String, usize> = HashMap::new();
    for record in reader.list(kinds::USER)? {
        let pool = record.value.get("RegistrarPool").and_then(|pool| pool.as_str()).unwrap_or_default();
        if !pool.is_empty() && topology.pool(pool).is_none() {
            *missing.entry(fold(pool)).or_default() += 1;
        }
    }
    let mut missing: Vec<_> = missing.into_iter().collect();
    missing.sort();
    for (pool, users) in missing {
        let message = format!("{users} users are homed on pool {pool}, which the topology does not have.");
        let action = "Merge the legacy topology (Merge-CsLegacyTopology) or move the users.";
        findings.warning("UnknownHomePool", &format!("Pool:{pool}"), message, action);
    }
    Ok(())
}

fn names(topology: &Topology, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for site in &topology.sites {
        if !seen.insert(fold(&site.name)) {
            let message = "There are two sites of this name.".to_owned();
            findings.error("DuplicateSite", &site.identity(), message, "Rename or remove one of them.");
        }
    }
    // A pool of one computer has that computer's name; anything else may use a name only once.
    let mut owner: HashMap<String, &str> = HashMap::new();
    let mut pools = HashSet::new();
    for pool in &topology.pools {
        if !pools.insert(fold(&pool.fqdn)) {
            let message = "There are two pools of this name.".to_owned();
            findings.error("DuplicateFqdn", &format!("Pool:{}", pool.fqdn), message, "Rename one of them.");
        }
        for name in std::iter::once(&pool.fqdn).chain(pool.computers.iter().map(|c| &c.fqdn)) {
            let first = owner.entry(fold(name)).or_insert(&pool.fqdn);
            if !first.eq_ignore_ascii_case(&pool.fqdn) {
                let message = format!("The name is used by pool {first} and by pool {}.", pool.fqdn);
                findings.error("DuplicateFqdn", &format!("Computer:{name}"), message, "Rename one of them.");
            }
        }
        let mut computers = HashSet::new();
        for computer in pool.computers.iter().filter(|computer| !computers.insert(fold(&computer.fqdn))) {
            let message = format!("Pool {} lists the computer twice.", pool.fqdn);
            findings.error(
                "DuplicateFqdn",
                &format!("Computer:{}", computer.fqdn),
                message,
                "Remove one entry.",
            );
        }
    }
}

fn references(topology: &Topology, findings: &mut Findings) {
    for pool in &topology.pools {
        let object = format!("Pool:{}", pool.fqdn);
        if !topology.sites.iter().any(|site| site.site_id.eq_ignore_ascii_case(&pool.site_id)) {
            let message = format!("Its site '{}' does not exist.", pool.site_id);
            findings.error("UnknownSite", &object, message, "Create the site with New-CsSite.");
        }
        if pool.computers.is_empty() {
            let action = "Add a computer with New-CsComputer.";
            findings.error("EmptyPool", &object, "It has no computers.".to_owned(), action);
        }
    }
    let mut seen = HashSet::new();
    for service in &topology.services {
        let object = service.id().to_string();
        if !seen.insert(fold(&object)) {
            findings.error(
                "DuplicateService",
                &object,
                "It is listed twice.".to_owned(),
                "Remove one entry.",
            );
        }
        if topology.pool(&service.pool).is_none() && service.sql_instance.is_none() {
            let action = "Create the pool, or remove the service.";
            findings.error("UnknownPool", &object, "Its pool does not exist.".to_owned(), action);
        }
        for dependency in &service.depends_on {
            if topology.service(&dependency.service).is_none() {
                let message = format!("It depends on {}, which does not exist.", dependency.service);
                findings.warning("UnknownService", &object, message, "Publish a topology that has it.");
            }
        }
    }
}

fn routes(topology: &Topology, site: &Site, findings: &mut Findings) {
    let object = site.identity();
    let kinds = [("XMPP", &site.xmpp_federation_route), ("SIP federation", &site.federation_route)];
    for (kind, route) in kinds {
        let Some(id) = route else { continue };
        let action = "Set the site's route to an existing Edge with Set-CsSite.";
        match topology.service(id) {
            None => {
                let message = format!("Its {kind} route names {id}, which does not exist.");
                findings.error("RouteToNowhere", &object, message, action);
            }
            Some(service) if service.role != Role::EdgeServer => {
                let message = format!("Its {kind} route names {id}, which is not an Edge.");
                findings.error("RouteToNowhere", &object, message, action);
            }
            Some(edge) if kind == "XMPP" && !edge.xmpp_enabled => {
                let message = format!("Its XMPP route names {id}, which does not have XMPP enabled.");
                let action = "Enable XMPP on the Edge (New-CsXmppFederation, or Set-CsEdgeServer).";
                findings.error("RouteWithoutXmpp", &object, message, action);
            }
            Some(edge) if kind != "XMPP" && !edge.federation_enabled => {
                let message = format!("Its SIP federation route names {id}, where federation is off.");
                findings.warning(
                    "RouteWithoutFederation",
                    &object,
                    message,
                    "Enable federation on the Edge.",
                );
            }
            Some(_) => {}
        }
    }
}

fn edge(topology: &Topology, edge: &Service, findings: &mut Findings) {
    let object = edge.id().to_string();
    let action = "Set it with Set-CsEdgeServer -Registrar Registrar:<pool>.";
    let legacy = topology.is_legacy_service(edge);
    match &edge.next_hop {
        None if legacy => {}
        None => findings.error("NoNextHop", &object, "The Edge has no next hop.".to_owned(), action),
        Some(hop) if topology.service(hop).is_none() => {
            let message = format!("The Edge's next hop {hop} does not exist.");
            findings.error("NoNextHop", &object, message, action);
        }
        Some(_) => {}
    }
    if edge.xmpp_enabled && !legacy {
        let behind = edge.next_hop.as_ref().and_then(|hop| topology.service(hop));
        if behind.is_some_and(|hop| hop.role == Role::Registrar && !hop.xmpp_enabled) {
            let message = "XMPP is enabled, but its next hop has no XMPP gateway.".to_owned();
            let action = "Choose a pool of the new deployment as the next hop.";
            findings.warning("NoGatewayBehindEdge", &object, message, action);
        }
    }
}

/// Two services that would listen on the same address and port of a computer.
fn ports(topology: &Topology, service: &Service, findings: &mut Findings) {
    if topology.is_legacy_service(service) {
        return;
    }
    let uses: &[PortUse] = match service.role {
        Role::EdgeServer => &[
            PortUse::AccessEdgeFederation,
            PortUse::AccessEdgeInternal,
            PortUse::XmppListening,
            PortUse::XmppInternal,
        ],
        Role::Registrar => &[PortUse::RegistrarSip, PortUse::XmppGatewaySip],
        _ => return,
    };
    let Some(pool) = topology.pool(&service.pool) else { return };
    for computer in &pool.computers {
        let mut taken = HashMap::new();
        for port_use in uses {
            let Some(address) = topology.listen_address(computer, service, *port_use) else { continue };
            if let Some(other) = taken.insert(address, *port_use) {
                let message =
                    format!("{} would use {address} for {other:?} and {port_use:?}.", computer.fqdn);
                let action = "Give one of them another port or address.";
                findings.error("PortConflict", &service.id().to_string(), message, action);
            }
        }
    }
}

/// XMPP is hosted in one site only (migration.md A).
fn xmpp_sites(topology: &Topology, findings: &mut Findings) {
    let routes: Vec<(&Site, &ServiceId)> =
        topology.sites.iter().filter_map(|site| Some((site, site.xmpp_federation_route.as_ref()?))).collect();
    let edges: HashSet<String> = routes
        .iter()
        .filter_map(|(_, id)| topology.site_of_pool(&id.pool).map(|site| fold(&site.site_id)))
        .collect();
    if edges.len() > 1 {
        for (site, id) in &routes {
            let message = format!("Sites route XMPP to Edges in different sites; this one to {id}.");
            let action = "XMPP is hosted in one site: give all sites the same XMPP route.";
            findings.error("SeveralXmppSites", &site.identity(), message, action);
        }
    }
}

fn domains(topology: &Topology, findings: &mut Findings) {
    let mut seen = HashSet::new();
    for domain in topology.domains.iter().filter(|domain| !seen.insert(fold(&domain.name))) {
        let message = "The SIP domain is listed twice.".to_owned();
        findings.error(
            "DuplicateDomain",
            &format!("SipDomain:{}", domain.name),
            message,
            "Remove one entry.",
        );
    }
    if let Some(default) = &topology.default_domain
        && topology.sip_domain(default).is_none()
    {
        let message = "The default SIP domain is not among the SIP domains.".to_owned();
        findings.error(
            "UnknownDomain",
            &format!("SipDomain:{default}"),
            message,
            "Add it with New-CsSipDomain.",
        );
    }
}
