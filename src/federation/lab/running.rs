//! The lab as a whole.

use super::crossing::Carried;
use super::legacy::{Legacy, SIP_PORT};
use super::options::{LabAddresses, LabOptions};
use super::partner::{self, Partner};
use super::phone::Phone;
use super::{LabError, PARTNER_DOMAIN};
use crate::federation::certificates::CertificateAuthority;
use crate::federation::dns::{Resolver, ResolverSettings, Zone, ZoneServer};
use crate::federation::runtime::{HostHandle, HostSettings, ServiceHost, stored_zones};
use crate::federation::tls::TrustRoots;
use crate::topology::model::{HomeKind, PortUse, Role, ServiceId, Topology, user_by_sip_address};
use crate::topology::snapshot::Snapshot;
use crate::topology::store::Store;
use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

/// A running lab.
pub struct Lab {
    store: Arc<dyn Store>,
    options: LabOptions,
    addresses: LabAddresses,
    settings: HostSettings,
    dns: ZoneServer,
    legacy: Legacy,
    /// Computers of the new deployment, by name in lower case.
    hosts: Mutex<BTreeMap<String, ServiceHost>>,
    pub(super) partner: Partner,
    pub(super) phones: Mutex<HashMap<String, Phone>>,
    /// Counts before the last message to a real partner.
    pub(super) before: Mutex<Option<Carried>>,
    _stop: tokio_util::sync::DropGuard,
}

impl Lab {
    /// Starts everything but the new deployment, which [`Lab::follow`] does.
    pub async fn start(
        store: Arc<dyn Store>,
        authority: CertificateAuthority,
        options: LabOptions,
    ) -> Result<Lab, LabError> {
        let addresses = LabAddresses::choose(&*store, &options)?;
        let stop = CancellationToken::new();
        let zones = own_zones(&options, &addresses);
        let dns = ZoneServer::start(addresses.name_server, &zones, stop.clone()).await?;
        let resolver = resolver_settings(&options, &dns);
        let made = || Resolver::new(resolver.clone());
        let legacy = Legacy::start(store.clone(), &authority, &addresses, &options, made()?).await?;
        let partner = Partner::start(&authority, &addresses, &options, made()?).await?;
        let inside_roots = TrustRoots::from_pem(authority.certificate_pem())?;
        let real_roots = options.partner.as_ref().and_then(|partner| partner.roots.clone());
        let partner_roots = match &options.partner {
            None => inside_roots.clone(),
            Some(_) => TrustRoots::system().and(&real_roots.unwrap_or_default()),
        };
        let settings = HostSettings { resolver, partner_roots, inside_roots, ..HostSettings::default() };
        Ok(Lab {
            store,
            options,
            addresses,
            settings,
            dns,
            legacy,
            hosts: Mutex::default(),
            partner,
            phones: Mutex::default(),
            before: Mutex::default(),
            _stop: stop.drop_guard(),
        })
    }

    /// Its addresses.
    pub fn addresses(&self) -> &LabAddresses {
        &self.addresses
    }

    /// Where names are looked up.
    pub fn name_server(&self) -> SocketAddr {
        self.dns.address()
    }

    /// Our SIP domain.
    pub fn domain(&self) -> &str {
        self.options.own_domain()
    }

    /// The partner's domain.
    pub fn partner_domain(&self) -> &str {
        self.options.partner.as_ref().map_or(PARTNER_DOMAIN, |partner| &partner.domain)
    }

    /// Takes over what changed in the store: zones, and the computers of the new deployment. Returns when the
    /// services run with it.
    pub async fn follow(&self) -> Result<(), LabError> {
        let snapshot = Snapshot::load(&self.store)?;
        self.dns.replace(&self.zones()?)?;
        let wanted = computers(&snapshot.topology);
        let mut hosts = self.hosts.lock().await;
        hosts.retain(|computer, _| wanted.iter().any(|name| name.eq_ignore_ascii_case(computer)));
        for computer in wanted {
            match hosts.get(&computer.to_lowercase()) {
                Some(host) => {
                    host.follow().await?;
                }
                None => {
                    let settings = HostSettings { computer: computer.clone(), ..self.settings.clone() };
                    let host = ServiceHost::start(self.store.clone(), settings).await?;
                    hosts.insert(computer.to_lowercase(), host);
                }
            }
        }
        Ok(())
    }

    /// The service host of a computer of the new deployment.
    pub async fn host(&self, computer: &str) -> Option<HostHandle> {
        self.hosts.lock().await.get(&computer.to_lowercase()).map(|host| host.handle().clone())
    }

    /// The computers whose services run here.
    pub async fn computers(&self) -> Vec<String> {
        self.hosts.lock().await.keys().cloned().collect()
    }

    fn zones(&self) -> Result<Vec<Zone>, LabError> {
        let mut zones = own_zones(&self.options, &self.addresses);
        for mut stored in stored_zones(&*self.store)? {
            match zones.iter_mut().find(|zone| zone.name.eq_ignore_ascii_case(&stored.name)) {
                Some(zone) => zone.records.append(&mut stored.records),
                None => zones.push(stored),
            }
        }
        Ok(zones)
    }

    /// Signs a user in at the home pool, again after a move.
    pub(super) async fn phone<'a>(
        &self,
        phones: &'a mut HashMap<String, Phone>,
        user: &str,
    ) -> Result<&'a mut Phone, LabError> {
        let aor = user.to_lowercase();
        let found = user_by_sip_address(&*self.store, &aor)?.and_then(|user| user.registrar_pool);
        let pool = found.ok_or_else(|| LabError::Message(format!("{user} has no home pool")))?;
        if phones.get(&aor).is_none_or(|phone| !phone.pool.eq_ignore_ascii_case(&pool)) {
            let registrar = self.registrar(&pool)?;
            let phone = Phone::sign_in(self.addresses.phones, registrar, &aor, pool).await?;
            phones.insert(aor.clone(), phone);
        }
        phones.get_mut(&aor).ok_or(LabError::Address(aor))
    }

    /// Where the users of a pool sign in.
    fn registrar(&self, pool: &str) -> Result<SocketAddr, LabError> {
        let topology = Snapshot::load(&self.store)?.topology;
        let missing = || {
            LabError::Message(format!("the pool {pool} is not running; Enable-CsTopology puts it in force"))
        };
        match topology.home_kind(pool).ok_or_else(missing)? {
            HomeKind::New => {
                let service = topology.service(&ServiceId::new(Role::Registrar, pool)).ok_or_else(missing)?;
                let endpoints = topology.endpoints(service, PortUse::RegistrarSip);
                let at = endpoints
                    .iter()
                    .find_map(|(host, port)| Some(SocketAddr::new(host.parse().ok()?, *port)));
                at.ok_or_else(missing)
            }
            HomeKind::Legacy | HomeKind::Sba => Ok(SocketAddr::new(self.addresses.legacy_pool, SIP_PORT)),
        }
    }

    /// Messages carried so far, by gateway.
    pub(super) async fn carried(&self) -> Carried {
        let mut new = (0, 0);
        for host in self.hosts.lock().await.values() {
            // A host that has stopped carries nothing.
            if let Ok(status) = host.handle().status().await {
                new = (new.0 + status.carried.0, new.1 + status.carried.1);
            }
        }
        Carried { legacy: self.legacy.carried(), new }
    }

    /// Stops everything, letting streams drain.
    pub async fn stop(self) {
        let Lab { legacy, hosts, partner, .. } = self;
        for host in hosts.into_inner().values() {
            host.handle().shut_down(true).await;
        }
        legacy.stop().await;
        partner.stop().await;
    }
}

/// The computers of the new deployment that have services.
fn computers(topology: &Topology) -> Vec<String> {
    let names = topology.pools.iter().flat_map(|pool| pool.computers.iter().map(|one| one.fqdn.clone()));
    names.filter(|name| !topology.hosted_on(name).is_empty()).collect()
}

/// Zones that do not come from the store.
fn own_zones(options: &LabOptions, addresses: &LabAddresses) -> Vec<Zone> {
    match options.partner {
        Some(_) => Vec::new(),
        None => vec![partner::zone(addresses)],
    }
}

/// Look-ups by our own name server; a real partner is known to others.
fn resolver_settings(options: &LabOptions, dns: &ZoneServer) -> ResolverSettings {
    let own = options.partner.is_none();
    ResolverSettings {
        name_servers: if own { vec![dns.address()] } else { options.resolvers.clone() },
        allow_private_targets: true,
        timeout: Duration::from_secs(2),
    }
}
