//! `CsSite` and `CsPool`: building the topology at the prompt.

use super::object;
use super::state::{Refusal, change, session};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;
use crate::topology::kinds;
use crate::topology::model::{
    Computer, InterfaceSide, Pool, PublishedTopology, Role, Service, ServiceId, Site, Topology, load, save,
};
use crate::topology::store::{Reader, Transaction};
use std::net::IpAddr;

/// The published topology, or an empty one.
pub fn published(reader: &dyn Reader) -> Result<Topology, Refusal> {
    Ok(load::<PublishedTopology>(reader, kinds::PUBLISHED)?.unwrap_or_default().0)
}

/// Changes the published topology.
pub fn edit<T>(
    transaction: &mut Transaction,
    how: impl FnOnce(&mut Topology) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let mut topology = published(transaction)?;
    let result = how(&mut topology)?;
    save(transaction, &PublishedTopology(topology))?;
    Ok(result)
}

cmdlet! {
    /// Adds a site to the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -City Redmond
    /// ```
    "New-CsSite" as NewSite { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Its name.
        "Name" name: String { aliases: &["Identity"], position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// Free text.
        "Description" description: Option<String> { pipe: Pipe::ByName },
        /// Where it is.
        "City" city: Option<String> { pipe: Pipe::ByName },
        /// In which state.
        "State" state: Option<String> { pipe: Pipe::ByName },
        /// In which country.
        "CountryCode" country: Option<String> { pipe: Pipe::ByName },
        /// SIP domain that is added to the deployment; the first becomes the default one.
        "SipDomain" domain: Option<String> { pipe: Pipe::ByName },
    }
}

impl Cmdlet for NewSite {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let (name, domain) = (self.name.clone(), self.domain.clone());
        let (description, city, state, country) =
            (self.description.clone(), self.city.clone(), self.state.clone(), self.country.clone());
        let made = change(context, &name.clone(), move |transaction| {
            edit(transaction, |topology| {
                if topology.site(&name).is_some() {
                    return Err(Refusal::Exists(format!("The site '{name}' exists already.")));
                }
                let mut site = Site::new(topology.next_site_id(), name);
                (site.description, site.city, site.state, site.country_code) =
                    (description, city, state, country);
                topology.sites.push(site.clone());
                if let Some(domain) = domain
                    && topology.sip_domain(&domain).is_none()
                {
                    topology.default_domain.get_or_insert_with(|| domain.clone());
                    topology.domains.push(crate::topology::model::SipDomain {
                        name: domain,
                        authoritative: true,
                        allow_sub_domains: false,
                    });
                }
                Ok(site)
            })
        })?;
        match made {
            Some(site) => context.output(object::typed("CsSite", Some(&site.identity()), &site)),
            None => Ok(()),
        }
    }
}

cmdlet! {
    /// Lists the sites of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsSite
    /// ```
    "Get-CsSite" as GetSite { module: "fedsh.Cs" }
    parameters {
        /// Its name or identity, with wildcards.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetSite {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        for site in &topology.sites {
            let wanted = self.identity.as_ref().is_none_or(|pattern| {
                like(&site.name, pattern, true) || like(&site.identity(), pattern, true)
            });
            if wanted {
                let routes = [
                    ("FederationRoute", &site.federation_route),
                    ("XmppFederationRoute", &site.xmpp_federation_route),
                ];
                let mut value = serde_json::to_value(site).unwrap_or_default();
                for (name, route) in routes {
                    value[name] =
                        route.as_ref().map_or(serde_json::Value::Null, |route| route.to_string().into());
                }
                context.output(object::typed("CsSite", Some(&site.identity()), &value))?;
            }
        }
        Ok(())
    }
}

cmdlet! {
    /// Adds a pool to the published topology: front ends with a registrar and an XMPP gateway, or Edges.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond -IPAddress 127.0.7.1
    /// New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -IPAddress 127.0.7.2 -ExternalIPAddress 127.0.7.3 -NextHop pool02.contoso.net
    /// ```
    "New-CsPool" as NewPool { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Its name.
        "Fqdn" fqdn: String { aliases: &["Identity", "PoolFqdn"], position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// The site it belongs to.
        "Site" site: String { mandatory: true, pipe: Pipe::ByName },
        /// What its computers do.
        "Role" role: Option<String> { values: &["Registrar", "EdgeServer"], pipe: Pipe::ByName },
        /// Its computers; without it one of the pool's name.
        "ComputerFqdn" computers: Vec<String> { pipe: Pipe::ByName },
        /// Address of the first computer inside; the next ones follow.
        "IPAddress" address: Option<String> { pipe: Pipe::ByName },
        /// Address of an Edge outside.
        "ExternalIPAddress" external: Option<String> { pipe: Pipe::ByName },
        /// The pool behind an Edge.
        "NextHop" next_hop: Option<String> { pipe: Pipe::ByName },
    }
}

/// An address, the given number of steps after the first.
fn address(text: &Option<String>, steps: usize) -> Result<Option<IpAddr>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let first: IpAddr =
        text.parse().map_err(|_| Refusal::Invalid(format!("'{text}' is not an IP address.")))?;
    let steps = u32::try_from(steps).unwrap_or(u32::MAX);
    Ok(Some(match first {
        IpAddr::V4(first) => IpAddr::V4(u32::from(first).saturating_add(steps).into()),
        IpAddr::V6(first) => IpAddr::V6(u128::from(first).saturating_add(u128::from(steps)).into()),
    }))
}

impl Cmdlet for NewPool {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let fqdn = self.fqdn.clone();
        let made = change(context, &fqdn, |transaction| edit(transaction, |topology| self.add(topology)))?;
        match made {
            Some(pool) => context.output(object::typed("CsPool", Some(&pool.fqdn), &pool)),
            None => Ok(()),
        }
    }
}

impl NewPool {
    fn add(&self, topology: &mut Topology) -> Result<Pool, Refusal> {
        if topology.pool(&self.fqdn).is_some() {
            return Err(Refusal::Exists(format!("The pool '{}' exists already.", self.fqdn)));
        }
        let Some(site) = topology.site(&self.site).map(|site| site.site_id.clone()) else {
            return Err(Refusal::NotFound(format!(
                "There is no site '{}'. New-CsSite makes one.",
                self.site
            )));
        };
        let is_edge = self.role.as_deref().is_some_and(|role| role.eq_ignore_ascii_case("EdgeServer"));
        let names = if self.computers.is_empty() { vec![self.fqdn.clone()] } else { self.computers.clone() };
        let mut computers = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let side = if is_edge { InterfaceSide::Internal } else { InterfaceSide::Primary };
            let inside = address(&self.address, index)?.map(|address| (side, address));
            let outside = address(&self.external, index)?.map(|address| (InterfaceSide::External, address));
            let addresses: Vec<(InterfaceSide, IpAddr)> = inside.into_iter().chain(outside).collect();
            computers.push(Computer::new(name.as_str(), &addresses));
        }
        topology.add_pool(Pool { fqdn: self.fqdn.clone(), site_id: site, computers, ..Pool::default() });
        let next_hop = match &self.next_hop {
            Some(pool) if topology.pool(pool).is_none() => {
                return Err(Refusal::NotFound(format!("There is no pool '{pool}' for -NextHop.")));
            }
            hop => hop.as_ref().map(|pool| ServiceId::new(Role::Registrar, pool.as_str())),
        };
        topology.add_service(if is_edge {
            Service::edge(self.fqdn.as_str(), next_hop)
        } else {
            Service::registrar(self.fqdn.as_str())
        });
        topology.pool(&self.fqdn).cloned().ok_or_else(|| Refusal::NotFound(self.fqdn.clone()))
    }
}

cmdlet! {
    /// Lists the pools of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsPool
    /// ```
    "Get-CsPool" as GetPool { module: "fedsh.Cs" }
    parameters {
        /// Its name, with wildcards.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// Only pools of this site.
        "Site" site: Option<String>,
    }
}

impl Cmdlet for GetPool {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        for pool in &topology.pools {
            let site = topology.site_of_pool(&pool.fqdn).map(|site| site.name.clone()).unwrap_or_default();
            let named = self.identity.as_ref().is_none_or(|pattern| like(&pool.fqdn, pattern, true));
            let placed =
                self.site.as_ref().is_none_or(|wanted| like(&site, wanted.trim_start_matches("Site:"), true));
            if named && placed {
                let mut value = serde_json::to_value(pool).unwrap_or_default();
                value["Site"] = site.into();
                value["Computers"] =
                    pool.computers.iter().map(|computer| computer.fqdn.clone()).collect::<Vec<_>>().into();
                let services =
                    topology.services.iter().filter(|service| service.pool.eq_ignore_ascii_case(&pool.fqdn));
                value["Services"] =
                    services.map(|service| service.id().to_string()).collect::<Vec<_>>().into();
                context.output(object::typed("CsPool", Some(&pool.fqdn), &value))?;
            }
        }
        Ok(())
    }
}
