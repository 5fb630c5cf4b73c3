//! `Get-CsPool`.

use super::{missing, published};
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::operators::{has_wildcard, like};

const BY_IDENTITY: &[Membership] =
    &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::ByName }];
const BY_FILTER: &[Membership] =
    &[Membership { set: "Filter", position: None, mandatory: false, pipe: Pipe::No }];

cmdlet! {
    /// Lists the pools of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsPool
    /// Get-CsPool -Filter *.contoso.net
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Get-CsPool -Identity pool02.contoso.net
    /// Get-CsPool -Site Redmond
    /// ```
    "Get-CsPool" as GetCsPool { module: "fedsh.Cs", default_set: "Identity" }
    parameters {
        /// Its name, with wildcards.
        "Identity" identity: Option<String> { sets: BY_IDENTITY, wildcards: true },
        /// A pattern of names, with wildcards.
        "Filter" filter: Option<String> { sets: BY_FILTER, wildcards: true },
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
        let pattern = self.identity.as_ref().or(self.filter.as_ref());
        let mut found = false;
        for pool in &topology.pools {
            let site = topology.site_of_pool(&pool.fqdn).map(|site| site.name.clone()).unwrap_or_default();
            let named = pattern.is_none_or(|pattern| like(&pool.fqdn, pattern, true));
            let placed =
                self.site.as_ref().is_none_or(|wanted| like(&site, wanted.trim_start_matches("Site:"), true));
            if named && placed {
                found = true;
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
        match &self.identity {
            Some(identity) if !found && !has_wildcard(identity) => {
                missing("pool", identity, "Get-CsPool").report(context)
            }
            _ => Ok(()),
        }
    }
}
