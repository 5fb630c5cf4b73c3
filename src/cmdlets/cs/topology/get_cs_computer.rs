//! `Get-CsComputer`.

use super::{missing, published};
use crate::cmdlet;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::operators::{has_wildcard, like};
use crate::engine::value::Value;
use crate::federation::runtime::local_computer;
use crate::topology::model::{Computer, Pool};

const BY_IDENTITY: &[Membership] =
    &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::ByName }];
const BY_FILTER: &[Membership] =
    &[Membership { set: "Filter", position: None, mandatory: false, pipe: Pipe::No }];

cmdlet! {
    /// Lists the computers of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsComputer
    /// Get-CsComputer -Filter *.contoso.net
    /// Get-CsComputer -Local
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// Get-CsComputer -Identity pool02.contoso.net
    /// Get-CsComputer -Pool pool02.contoso.net
    /// ```
    "Get-CsComputer" as GetCsComputer { module: "fedsh.Cs", default_set: "Identity" }
    parameters {
        /// Its name, with wildcards.
        "Identity" identity: Option<String> { sets: BY_IDENTITY, wildcards: true },
        /// A pattern of names, with wildcards.
        "Filter" filter: Option<String> { sets: BY_FILTER, wildcards: true },
        /// Only computers of this pool.
        "Pool" pool: Option<String>,
        /// Only this computer.
        "Local" local: bool,
    }
}

impl Cmdlet for GetCsComputer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let pattern = self.identity.as_ref().or(self.filter.as_ref());
        let own = local_computer(&topology);
        let mut found = false;
        for pool in &topology.pools {
            if self.pool.as_ref().is_some_and(|pattern| !like(&pool.fqdn, pattern, true)) {
                continue;
            }
            for computer in &pool.computers {
                let named = pattern.is_none_or(|pattern| like(&computer.fqdn, pattern, true));
                if named && (!self.local || computer.fqdn.eq_ignore_ascii_case(&own)) {
                    found = true;
                    context.output(shown(pool, computer))?;
                }
            }
        }
        match &self.identity {
            Some(identity) if !found && !has_wildcard(identity) => {
                missing("computer", identity, "Get-CsComputer").report(context)
            }
            _ => Ok(()),
        }
    }
}

/// A computer as an object.
pub fn shown(pool: &Pool, computer: &Computer) -> Value {
    let addresses = computer.interfaces.iter();
    let addresses = addresses.map(|interface| Value::text(interface.ip_address.to_string())).collect();
    Value::custom([
        ("Identity", Value::text(computer.fqdn.as_str())),
        ("Pool", Value::text(pool.fqdn.as_str())),
        ("Fqdn", Value::text(computer.fqdn.as_str())),
        ("IPAddresses", Value::array(addresses)),
    ])
}
