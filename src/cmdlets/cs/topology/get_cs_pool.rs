//! `Get-CsPool`.

use super::published;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;

cmdlet! {
    /// Lists the pools of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsPool
    /// ```
    "Get-CsPool" as GetCsPool { module: "fedsh.Cs" }
    parameters {
        /// Its name, with wildcards.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// Only pools of this site.
        "Site" site: Option<String>,
    }
}

impl Cmdlet for GetCsPool {
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
