//! The example deployment of the documentation, for tests: contoso with a legacy and a new pool.

use super::model::{
    AccessEdgeConfiguration, Computer, EnabledTopology, ExternalAccessPolicy, InterfaceSide, Pool,
    PublishedTopology, Role, Service, ServiceId, SipDomain, Site, SiteType, Topology, User, save,
};
use super::store::{StoreError, Transaction};
use std::net::IpAddr;

/// Topology half-way through a migration: users can be on either side, XMPP routes to the new Edge.
pub fn topology() -> Topology {
    let mut legacy = Site::new(Site::BACK_COMPAT, Site::BACK_COMPAT);
    legacy.site_type = SiteType::BackCompatSite;
    let mut redmond = Site::new("1", "Redmond");
    redmond.xmpp_federation_route = Some(ServiceId::edge("edge02.contoso.net"));
    redmond.federation_route = Some(ServiceId::edge("edge01.contoso.net"));
    let registrar = |pool: &str| ServiceId::new(Role::Registrar, pool);
    let mut old_registrar = Service::registrar("pool01.contoso.net");
    (old_registrar.service_version, old_registrar.xmpp_enabled) = (5, false);
    let mut old_edge = Service::edge("edge01.contoso.net", Some(registrar("pool01.contoso.net")));
    (old_edge.service_version, old_edge.federation_enabled) = (5, true);
    let mut edge = Service::edge("edge02.contoso.net", Some(registrar("pool02.contoso.net")));
    (edge.xmpp_enabled, edge.federation_enabled) = (true, true);
    Topology {
        default_domain: Some("contoso.com".into()),
        domains: vec![SipDomain {
            name: "contoso.com".into(),
            authoritative: true,
            allow_sub_domains: false,
        }],
        sites: vec![legacy, redmond],
        pools: vec![
            pool("pool01.contoso.net", Site::BACK_COMPAT, 1, 1),
            pool("edge01.contoso.net", Site::BACK_COMPAT, 2, 2),
            pool("xmppgw01.contoso.net", Site::BACK_COMPAT, 3, 3),
            pool("pool02.contoso.net", "1", 1, 4),
            pool("edge02.contoso.net", "1", 2, 5),
            Pool { survivable_branch_appliance: true, ..pool("sba01.contoso.net", "1", 3, 6) },
        ],
        services: vec![
            old_registrar,
            old_edge,
            Service::legacy_gateway("xmppgw01.contoso.net"),
            Service::registrar("pool02.contoso.net"),
            edge,
            Service { instance: 2, ..Service::registrar("sba01.contoso.net") },
        ],
        ..Topology::default()
    }
}

fn pool(fqdn: &str, site_id: &str, number: u32, host: u8) -> Pool {
    let address = |network: u8| IpAddr::from([127, 0, network, host]);
    let sides = match fqdn.starts_with("edge") {
        true => vec![(InterfaceSide::Internal, address(1)), (InterfaceSide::External, address(2))],
        false => vec![(InterfaceSide::Primary, address(1))],
    };
    let computers = vec![Computer::new(fqdn, &sides)];
    Pool { fqdn: fqdn.into(), site_id: site_id.into(), number, computers, ..Pool::default() }
}

/// Puts the topology in force, with three users, open policies and no partner.
pub fn contoso(transaction: &mut Transaction) -> Result<(), StoreError> {
    save(transaction, &PublishedTopology(topology()))?;
    save(transaction, &EnabledTopology(topology()))?;
    save(transaction, &AccessEdgeConfiguration { allow_federated_users: true, ..Default::default() })?;
    let global = ExternalAccessPolicy {
        identity: "Global".into(),
        enable_xmpp_access: true,
        enable_federation_access: true,
        ..Default::default()
    };
    save(transaction, &global)?;
    for (name, pool) in [("legacy", "pool01"), ("moved", "pool02"), ("branch", "sba01")] {
        let mut user = User {
            display_name: Some(name.to_owned()),
            sip_address: Some(format!("sip:{name}@contoso.com")),
            registrar_pool: Some(format!("{pool}.contoso.net")),
            enabled: true,
            ..User::default()
        };
        user.id = user.key().unwrap_or_default();
        save(transaction, &user)?;
    }
    Ok(())
}
