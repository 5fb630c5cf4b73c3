//! The short form: a topology a person can type, in TOML.
//!
//! ```toml
//! domains = ["contoso.com"]
//!
//! [[site]]
//! name = "Redmond"
//! xmpp_route = "edge02.contoso.net"
//!
//! [[pool]]
//! fqdn = "pool02.contoso.net"
//! site = "Redmond"
//! role = "FrontEnd"
//! computers = [{ fqdn = "fe01.contoso.net", address = "10.0.0.5" }]
//!
//! [[pool]]
//! fqdn = "edge02.contoso.net"
//! site = "Redmond"
//! role = "Edge"
//! next_hop = "pool02.contoso.net"
//! computers = [{ fqdn = "edge02.contoso.net", internal = "10.1.0.2", external = "203.0.113.2" }]
//! ```

use super::DocumentError;
use crate::topology::model::{
    Computer, InterfaceSide, Pool, PortUse, Role, Service, ServiceId, SipDomain, Site, SiteType, Topology,
};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Short {
    #[serde(skip_serializing_if = "Option::is_none")]
    default_domain: Option<String>,
    #[serde(default)]
    domains: Vec<String>,
    #[serde(default)]
    site: Vec<ShortSite>,
    #[serde(default)]
    pool: Vec<ShortPool>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ShortSite {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// Edge pool for SIP partners.
    #[serde(skip_serializing_if = "Option::is_none")]
    federation_route: Option<String>,
    /// Edge pool for XMPP partners.
    #[serde(skip_serializing_if = "Option::is_none")]
    xmpp_route: Option<String>,
}

#[derive(Deserialize, Serialize, Clone, Copy, PartialEq)]
enum ShortRole {
    FrontEnd,
    Edge,
    /// The separate gateway of a legacy deployment.
    XmppGateway,
    BranchAppliance,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ShortPool {
    fqdn: String,
    site: String,
    role: ShortRole,
    /// Pool behind an Edge.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_hop: Option<String>,
    /// Whether it carries the XMPP gateway or proxy.
    #[serde(skip_serializing_if = "Option::is_none")]
    xmpp: Option<bool>,
    /// Whether an Edge federates.
    #[serde(skip_serializing_if = "Option::is_none")]
    federation: Option<bool>,
    /// Product generation, see `Service::service_version`.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_fqdn: Option<String>,
    /// One computer named like the pool when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    computers: Vec<ShortComputer>,
    #[serde(default, skip_serializing_if = "ShortPorts::is_empty")]
    ports: ShortPorts,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ShortComputer {
    fqdn: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    internal: Option<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external: Option<IpAddr>,
}

#[derive(Deserialize, Serialize, Default, PartialEq)]
#[serde(deny_unknown_fields, default)]
struct ShortPorts {
    #[serde(skip_serializing_if = "Option::is_none")]
    sip: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    xmpp_gateway_sip: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    federation: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    xmpp: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    xmpp_internal: Option<u16>,
}

impl ShortPorts {
    fn is_empty(&self) -> bool {
        *self == ShortPorts::default()
    }
}

/// Which setting of the short form is which port of a role.
fn port_settings(role: ShortRole, ports: &ShortPorts) -> Vec<(PortUse, Option<u16>, &'static str)> {
    match role {
        ShortRole::FrontEnd | ShortRole::BranchAppliance => vec![
            (PortUse::RegistrarSip, ports.sip, "sip"),
            (PortUse::XmppGatewaySip, ports.xmpp_gateway_sip, "xmpp_gateway_sip"),
        ],
        ShortRole::Edge => vec![
            (PortUse::AccessEdgeInternal, ports.sip, "sip"),
            (PortUse::AccessEdgeFederation, ports.federation, "federation"),
            (PortUse::XmppListening, ports.xmpp, "xmpp"),
            (PortUse::XmppInternal, ports.xmpp_internal, "xmpp_internal"),
        ],
        ShortRole::XmppGateway => vec![(PortUse::LegacyGatewaySip, ports.sip, "sip")],
    }
}

/// Reads the short form. Errors name the table and, where it is known, the line.
pub fn read_toml(text: &str) -> Result<Topology, DocumentError> {
    let short: Short = toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX);
        DocumentError::Syntax { line, reason: error.message().to_owned() }
    })?;
    let mut topology = Topology {
        default_domain: short.default_domain.or_else(|| short.domains.first().cloned()),
        domains: short.domains.into_iter().map(sip_domain).collect(),
        ..Topology::default()
    };
    for site in short.site {
        let site = read_site(&topology, site);
        topology.sites.push(site);
    }
    for pool in short.pool {
        read_pool(&mut topology, pool)?;
    }
    Ok(topology)
}

fn sip_domain(name: String) -> SipDomain {
    SipDomain { name, authoritative: true, allow_sub_domains: false }
}

fn read_site(topology: &Topology, short: ShortSite) -> Site {
    let back_compat = short.name.eq_ignore_ascii_case(Site::BACK_COMPAT);
    let id = if back_compat { Site::BACK_COMPAT.to_owned() } else { topology.next_site_id() };
    let mut site = Site::new(id, short.name);
    if back_compat {
        site.site_type = SiteType::BackCompatSite;
    }
    site.description = short.description;
    site.federation_route = short.federation_route.map(ServiceId::edge);
    site.xmpp_federation_route = short.xmpp_route.map(ServiceId::edge);
    site
}

fn read_pool(topology: &mut Topology, short: ShortPool) -> Result<(), DocumentError> {
    let error =
        |reason: String| DocumentError::Element { element: format!("pool {}", short.fqdn), line: 0, reason };
    let Some(site_id) = topology.site(&short.site).map(|site| site.site_id.clone()) else {
        return Err(error(format!("there is no site '{}'", short.site)));
    };
    let registrar = |pool: &String| ServiceId::new(Role::Registrar, pool);
    let mut service = match short.role {
        ShortRole::FrontEnd => Service::registrar(&short.fqdn),
        ShortRole::BranchAppliance => Service { xmpp_enabled: false, ..Service::registrar(&short.fqdn) },
        ShortRole::Edge => Service::edge(&short.fqdn, short.next_hop.as_ref().map(registrar)),
        ShortRole::XmppGateway => Service::legacy_gateway(&short.fqdn),
    };
    if short.role != ShortRole::Edge && short.next_hop.is_some() {
        return Err(error("only an Edge has a next_hop".to_owned()));
    }
    service.xmpp_enabled = short.xmpp.unwrap_or(service.xmpp_enabled);
    service.federation_enabled = short.federation.unwrap_or(false);
    service.service_version = short.version.unwrap_or(service.service_version);
    service.external_fqdn = short.external_fqdn.clone();
    for (port_use, number, _) in port_settings(short.role, &short.ports) {
        if let Some(number) = number {
            service.set_port(port_use, number);
        }
    }
    let computers = match short.computers.is_empty() {
        true => vec![Computer::new(&short.fqdn, &[])],
        false => short.computers.iter().enumerate().map(|(index, one)| computer(index, one)).collect(),
    };
    let pool = Pool {
        site_id,
        computers,
        survivable_branch_appliance: short.role == ShortRole::BranchAppliance,
        fqdn: short.fqdn,
        ..Pool::default()
    };
    topology.add_pool(pool);
    topology.add_service(service);
    Ok(())
}

fn computer(index: usize, short: &ShortComputer) -> Computer {
    let sides = [
        (InterfaceSide::Primary, short.address),
        (InterfaceSide::Internal, short.internal),
        (InterfaceSide::External, short.external),
    ];
    let addresses: Vec<_> = sides.into_iter().filter_map(|(side, address)| Some((side, address?))).collect();
    let ordinal = u32::try_from(index + 1).unwrap_or(u32::MAX);
    Computer { ordinal_in_cluster: ordinal, ..Computer::new(&short.fqdn, &addresses) }
}

/// Writes the short form. Errors: `NotExpressible`, when reading it back would give another topology.
pub fn write_toml(topology: &Topology) -> Result<String, DocumentError> {
    let inexpressible = |reason: String| DocumentError::NotExpressible { reason };
    let short = Short {
        default_domain: topology.default_domain.clone(),
        domains: topology.domains.iter().map(|domain| domain.name.clone()).collect(),
        site: topology.sites.iter().map(write_site).collect(),
        pool: topology.pools.iter().map(|pool| write_pool(topology, pool)).collect::<Result<_, _>>()?,
    };
    let text = toml::to_string(&short).map_err(|error| inexpressible(error.to_string()))?;
    if read_toml(&text)? != *topology {
        return Err(inexpressible("it has settings that the short form leaves out".to_owned()));
    }
    Ok(text)
}

fn write_site(site: &Site) -> ShortSite {
    let route = |id: &Option<ServiceId>| id.as_ref().map(|id| id.pool.clone());
    ShortSite {
        name: site.name.clone(),
        description: site.description.clone(),
        federation_route: route(&site.federation_route),
        xmpp_route: route(&site.xmpp_federation_route),
    }
}

fn write_pool(topology: &Topology, pool: &Pool) -> Result<ShortPool, DocumentError> {
    let services: Vec<&Service> = topology.services.iter().filter(|one| one.pool == pool.fqdn).collect();
    let [service] = services.as_slice() else {
        let reason = format!("pool {} has {} services", pool.fqdn, services.len());
        return Err(DocumentError::NotExpressible { reason });
    };
    let role = match service.role {
        Role::Registrar if pool.survivable_branch_appliance => ShortRole::BranchAppliance,
        Role::Registrar => ShortRole::FrontEnd,
        Role::EdgeServer => ShortRole::Edge,
        Role::XmppGateway => ShortRole::XmppGateway,
        _ => {
            let reason = format!("it has the service {}", service.id());
            return Err(DocumentError::NotExpressible { reason });
        }
    };
    let site = topology.site(&pool.site_id).map(|site| site.name.clone()).unwrap_or_default();
    let mut ports = ShortPorts::default();
    for (port_use, _, setting) in port_settings(role, &ShortPorts::default()) {
        let number = service.port(port_use);
        let number = (number != port_use.defaults().3).then_some(number);
        match setting {
            "sip" => ports.sip = number,
            "xmpp_gateway_sip" => ports.xmpp_gateway_sip = number,
            "federation" => ports.federation = number,
            "xmpp" => ports.xmpp = number,
            _ => ports.xmpp_internal = number,
        }
    }
    Ok(ShortPool {
        fqdn: pool.fqdn.clone(),
        site,
        role,
        next_hop: service.next_hop.as_ref().map(|hop| hop.pool.clone()),
        xmpp: Some(service.xmpp_enabled),
        federation: (role == ShortRole::Edge).then_some(service.federation_enabled),
        version: (service.service_version != Service::CURRENT_VERSION).then_some(service.service_version),
        external_fqdn: service.external_fqdn.clone(),
        computers: pool.computers.iter().map(write_computer).collect(),
        ports,
    })
}

fn write_computer(computer: &Computer) -> ShortComputer {
    let on = |side: InterfaceSide| {
        let interface = computer.interfaces.iter().find(|interface| interface.interface_side == side);
        interface.map(|interface| interface.ip_address)
    };
    ShortComputer {
        fqdn: computer.fqdn.clone(),
        address: on(InterfaceSide::Primary),
        internal: on(InterfaceSide::Internal),
        external: on(InterfaceSide::External),
    }
}
