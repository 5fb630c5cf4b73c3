//! `New-CsPool`.

use super::{address, edit};
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::model::{Computer, InterfaceSide, Pool, Role, Service, ServiceId, Topology};
use std::net::IpAddr;

cmdlet! {
    /// Adds a pool to the published topology: front ends with a registrar and an XMPP gateway, or Edges.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond -IPAddress 127.0.7.1
    /// New-CsPool edge02.contoso.net -Site Redmond -Role EdgeServer -IPAddress 127.0.7.2 -ExternalIPAddress 127.0.7.3 -NextHop pool02.contoso.net
    /// New-CsPool -Fqdn pool03.contoso.net -ComputerFqdn fe01.contoso.net, fe02.contoso.net -Site Redmond
    /// ```
    "New-CsPool" as NewCsPool { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
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

impl Cmdlet for NewCsPool {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let fqdn = self.fqdn.clone();
        let made = change(context, &fqdn, |transaction| edit(transaction, |topology| self.add(topology)))?;
        match made {
            Some(pool) => context.output(object::typed("CsPool", Some(&pool.fqdn), &pool)),
            None => Ok(()),
        }
    }
}

impl NewCsPool {
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
