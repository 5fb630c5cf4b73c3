//! The topology document: sites, pools, services and SIP domains.
//!
//! Two documents are stored: `Published`, the desired state that cmdlets edit, and `Enabled`, what is in
//! force. `Enable-CsTopology` copies the first over the second.

use super::{Computer, Entity, InterfaceSide, Pool, PortUse, Role, Service, ServiceId, Site, SiteType};
use crate::topology::kinds;
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;

/// A SIP domain of the deployment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SipDomain {
    /// The domain.
    pub name: String,
    /// Whether this deployment owns it.
    #[serde(default = "yes")]
    pub authoritative: bool,
    /// Whether its subdomains belong to it.
    #[serde(default)]
    pub allow_sub_domains: bool,
}

fn yes() -> bool {
    true
}

/// A SQL instance, kept for documents of Lync; fedsh does not use it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct SqlInstance {
    /// Name of the instance.
    pub name: String,
    /// Pool it is on.
    pub pool: String,
}

/// How a user's home pool takes part in coexistence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HomeKind {
    /// A pool of the legacy deployment.
    Legacy,
    /// A pool of the new deployment.
    New,
    /// A survivable branch appliance.
    Sba,
}

/// A service that fedsh can run on a computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ServiceKind {
    /// SIP registrar and presence agent of a pool without a SIP server of its own.
    Registrar,
    /// SIP to XMPP, on front ends.
    XmppGateway,
    /// Streams with partners, on Edges.
    XmppProxy,
    /// Federated SIP, on Edges.
    AccessEdge,
}

impl ServiceKind {
    /// Name for `Start-CsWindowsService` and its display name. The proxy's short name is ours: no
    /// source states it.
    pub fn windows_service(self) -> (&'static str, &'static str) {
        match self {
            ServiceKind::Registrar => ("RTCSRV", "Lync Server Front-End"),
            ServiceKind::XmppGateway => ("RTCXMPPTGW", "Lync Server XMPP Translating Gateway"),
            ServiceKind::XmppProxy => ("RTCXMPPTGWPROXY", "Lync Server XMPP Translating Gateway Proxy"),
            ServiceKind::AccessEdge => ("RTCSRV", "Lync Server Access Edge"),
        }
    }
}

/// A service on one computer.
#[derive(Debug, Clone, PartialEq)]
pub struct HostedService<'a> {
    /// What it does.
    pub kind: ServiceKind,
    /// The service it is part of.
    pub service: &'a Service,
    /// The pool.
    pub pool: &'a Pool,
    /// The computer.
    pub computer: &'a Computer,
}

/// A topology document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Topology {
    /// GUID of the document it came from.
    pub signature: Option<String>,
    /// SIP domain that new users get.
    pub default_domain: Option<String>,
    /// Whether any SIP domain is accepted.
    pub allow_all_domains: bool,
    /// SIP domains.
    pub domains: Vec<SipDomain>,
    /// Sites.
    pub sites: Vec<Site>,
    /// Pools.
    pub pools: Vec<Pool>,
    /// SQL instances.
    pub sql_instances: Vec<SqlInstance>,
    /// Services.
    pub services: Vec<Service>,
    /// Elements of the document that nothing here reads, as XML, so that writing it loses nothing.
    pub other_elements: Vec<String>,
}

/// A topology document with the identity it is stored under.
macro_rules! topology_record {
    ($(#[$meta:meta])* $name:ident, $identity:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Topology);

        impl Entity for $name {
            const KIND: &'static str = kinds::TOPOLOGY;
            fn identity(&self) -> String {
                $identity.to_owned()
            }
        }
    };
}

topology_record!(
    /// The desired topology, as `Publish-CsTopology` and the editing cmdlets leave it.
    PublishedTopology,
    kinds::PUBLISHED
);
topology_record!(
    /// The topology in force, as `Enable-CsTopology` left it.
    EnabledTopology,
    kinds::ENABLED
);

impl Topology {
    /// A site by name, with or without `Site:` in front, or by its key.
    pub fn site(&self, name: &str) -> Option<&Site> {
        let name = strip_site(name);
        self.sites.iter().find(|site| same(&site.name, name) || same(&site.site_id, name))
    }

    /// Like [`Topology::site`], to change it.
    pub fn site_mut(&mut self, name: &str) -> Option<&mut Site> {
        let name = strip_site(name);
        self.sites.iter_mut().find(|site| same(&site.name, name) || same(&site.site_id, name))
    }

    /// The site of a pool.
    pub fn site_of_pool(&self, fqdn: &str) -> Option<&Site> {
        let pool = self.pool(fqdn)?;
        self.sites.iter().find(|site| same(&site.site_id, &pool.site_id))
    }

    /// A pool by name.
    pub fn pool(&self, fqdn: &str) -> Option<&Pool> {
        self.pools.iter().find(|pool| same(&pool.fqdn, fqdn))
    }

    /// Like [`Topology::pool`], to change it.
    pub fn pool_mut(&mut self, fqdn: &str) -> Option<&mut Pool> {
        self.pools.iter_mut().find(|pool| same(&pool.fqdn, fqdn))
    }

    /// A service by identity.
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| id.names(&service.role, &service.pool))
    }

    /// Like [`Topology::service`], to change it.
    pub fn service_mut(&mut self, id: &ServiceId) -> Option<&mut Service> {
        self.services.iter_mut().find(|service| id.names(&service.role, &service.pool))
    }

    /// The services of a role.
    pub fn services_of<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = &'a Service> {
        self.services.iter().filter(move |service| service.role == *role)
    }

    /// A computer by name, with its pool.
    pub fn computer(&self, fqdn: &str) -> Option<(&Pool, &Computer)> {
        self.pools.iter().find_map(|pool| {
            let computer = pool.computers.iter().find(|computer| same(&computer.fqdn, fqdn))?;
            Some((pool, computer))
        })
    }

    /// How a pool takes part in coexistence; `None` if it is unknown.
    ///
    /// Legacy is what `Merge-CsLegacyTopology` imported, and pools of Lync Server 2010 or earlier.
    pub fn home_kind(&self, pool_fqdn: &str) -> Option<HomeKind> {
        let pool = self.pool(pool_fqdn)?;
        if pool.survivable_branch_appliance {
            return Some(HomeKind::Sba);
        }
        let registrar = self.service(&ServiceId::new(Role::Registrar, &pool.fqdn));
        let old = registrar.is_some_and(|service| service.service_version < Service::CURRENT_VERSION);
        Some(if old || self.is_legacy_site(&pool.site_id) { HomeKind::Legacy } else { HomeKind::New })
    }

    /// Whether users of a pool are on Office Communications Server, and not on any Lync Server; `None` if the
    /// pool is unknown. Lync Server 2010 is the first with generation 5.
    pub fn is_office_communications_server(&self, pool_fqdn: &str) -> Option<bool> {
        let pool = self.pool(pool_fqdn)?;
        let registrar = self.service(&ServiceId::new(Role::Registrar, &pool.fqdn));
        Some(match registrar {
            Some(service) => service.service_version < 5,
            None => self.is_legacy_site(&pool.site_id),
        })
    }

    /// Whether a service belongs to the legacy deployment.
    pub fn is_legacy_service(&self, service: &Service) -> bool {
        service.service_version < Service::CURRENT_VERSION
            || self.pool(&service.pool).is_some_and(|pool| self.is_legacy_site(&pool.site_id))
    }

    fn is_legacy_site(&self, site_id: &str) -> bool {
        self.sites
            .iter()
            .any(|site| same(&site.site_id, site_id) && site.site_type == SiteType::BackCompatSite)
    }

    /// The services that fedsh runs on a computer, by this document.
    pub fn hosted_on(&self, computer_fqdn: &str) -> Vec<HostedService<'_>> {
        let Some((pool, computer)) = self.computer(computer_fqdn) else { return Vec::new() };
        let services = self.services.iter().filter(|service| same(&service.pool, &pool.fqdn));
        let hosted = services.filter(|service| !self.is_legacy_service(service)).flat_map(|service| {
            service.kinds().into_iter().map(move |kind| HostedService { kind, service, pool, computer })
        });
        hosted.collect()
    }

    /// Where a computer listens for a port of a service; `None` without an address on that side.
    pub fn listen_address(
        &self,
        computer: &Computer,
        service: &Service,
        port: PortUse,
    ) -> Option<SocketAddr> {
        let side = port.defaults().2;
        Some(SocketAddr::new(computer.address(side)?, service.port(port)))
    }

    /// Where others reach a port of a service: address of each computer of its pool, or its name where
    /// the document has no address.
    pub fn endpoints(&self, service: &Service, port: PortUse) -> Vec<(String, u16)> {
        let Some(pool) = self.pool(&service.pool) else { return Vec::new() };
        let number = service.port(port);
        let host = |computer: &Computer| match reachable(computer, port.defaults().2) {
            Some(address) => address,
            None => computer.fqdn.clone(),
        };
        pool.computers.iter().map(|computer| (host(computer), number)).collect()
    }

    /// The Edge that a site's XMPP route names, if it is there.
    pub fn xmpp_route(&self, site: &Site) -> Option<&Service> {
        self.service(site.xmpp_federation_route.as_ref()?)
    }

    /// The Edge that a site's SIP federation route names, if it is there.
    pub fn federation_route(&self, site: &Site) -> Option<&Service> {
        self.service(site.federation_route.as_ref()?)
    }

    /// The separate XMPP gateway of the legacy deployment.
    pub fn legacy_gateway(&self) -> Option<&Service> {
        self.services_of(&Role::XmppGateway).next()
    }

    /// The SIP domain entry that covers a domain.
    pub fn sip_domain(&self, domain: &str) -> Option<&SipDomain> {
        self.domains.iter().find(|entry| {
            let below = || {
                let suffix = format!(".{}", entry.name.to_lowercase());
                entry.allow_sub_domains && domain.to_lowercase().ends_with(&suffix)
            };
            same(&entry.name, domain) || below()
        })
    }

    /// A number for a new site that no other one has as its key.
    pub fn next_site_id(&self) -> String {
        let highest = self.sites.iter().filter_map(|site| site.site_id.parse::<u32>().ok()).max();
        (highest.unwrap_or(0).saturating_add(1)).to_string()
    }

    /// Adds a pool under the next free number of its site.
    pub fn add_pool(&mut self, mut pool: Pool) {
        let numbers =
            self.pools.iter().filter(|other| same(&other.site_id, &pool.site_id)).map(|one| one.number);
        pool.number = numbers.max().unwrap_or(0).saturating_add(1);
        self.pools.push(pool);
    }

    /// Adds a service, whose pool has to be there, under the next free number of its site and role.
    pub fn add_service(&mut self, mut service: Service) {
        let site = |pool: &str| self.pool(pool).map(|pool| pool.site_id.to_lowercase());
        let own = site(&service.pool);
        let others = self.services_of(&service.role).filter(|other| site(&other.pool) == own);
        service.instance = others.map(|other| other.instance).max().unwrap_or(0).saturating_add(1);
        self.services.push(service);
    }

    /// Takes a pool out, with its services. Routes and next hops that name them stay, for `check` to find.
    pub fn remove_pool(&mut self, fqdn: &str) -> Option<Pool> {
        let index = self.pools.iter().position(|pool| same(&pool.fqdn, fqdn))?;
        self.services.retain(|service| !same(&service.pool, fqdn));
        Some(self.pools.remove(index))
    }
}

impl Service {
    /// What fedsh runs for this service.
    fn kinds(&self) -> Vec<ServiceKind> {
        let mut kinds = Vec::new();
        match self.role {
            Role::Registrar => {
                if self.sip_next_hop.is_none() {
                    kinds.push(ServiceKind::Registrar);
                }
                if self.xmpp_enabled {
                    kinds.push(ServiceKind::XmppGateway);
                }
            }
            Role::EdgeServer => {
                kinds.push(ServiceKind::AccessEdge);
                if self.xmpp_enabled {
                    kinds.push(ServiceKind::XmppProxy);
                }
            }
            _ => {}
        }
        kinds
    }
}

fn reachable(computer: &Computer, side: InterfaceSide) -> Option<String> {
    let interface = computer.interfaces.iter().find(|interface| interface.interface_side == side);
    let translated = interface.and_then(|interface| interface.configured_ip_address);
    let address = translated.or_else(|| computer.address(side))?;
    (!address.is_unspecified()).then(|| address.to_string())
}

fn strip_site(name: &str) -> &str {
    match name.get(..5) {
        Some(prefix) if prefix.eq_ignore_ascii_case("site:") => name.get(5..).unwrap_or_default(),
        _ => name,
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
