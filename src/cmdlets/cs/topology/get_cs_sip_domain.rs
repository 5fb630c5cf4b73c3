//! `Get-CsSipDomain`.

use super::{published, sip_domain};
use crate::cmdlet;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context, Membership, Pipe};
use crate::engine::operators::{has_wildcard, like};

const BY_IDENTITY: &[Membership] =
    &[Membership { set: "Identity", position: Some(0), mandatory: false, pipe: Pipe::ByName }];
const BY_FILTER: &[Membership] =
    &[Membership { set: "Filter", position: None, mandatory: false, pipe: Pipe::No }];

cmdlet! {
    /// Lists the SIP domains of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsSipDomain
    /// Get-CsSipDomain -Filter *.com
    /// New-CsSipDomain contoso.com | Out-Null
    /// Get-CsSipDomain -Identity contoso.com
    /// ```
    "Get-CsSipDomain" as GetCsSipDomain { module: "fedsh.Cs", default_set: "Identity" }
    parameters {
        /// The domain.
        "Identity" identity: Option<String> { sets: BY_IDENTITY },
        /// A pattern of domains, with wildcards.
        "Filter" filter: Option<String> { sets: BY_FILTER, wildcards: true },
    }
}

impl Cmdlet for GetCsSipDomain {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let pattern = self.identity.as_ref().or(self.filter.as_ref());
        let mut found = false;
        for domain in &topology.domains {
            if pattern.is_none_or(|pattern| like(&domain.name, pattern, true)) {
                found = true;
                context.output(sip_domain::shown(&topology, &domain.name))?;
            }
        }
        match &self.identity {
            Some(identity) if !found && !has_wildcard(identity) => {
                sip_domain::missing(identity).report(context)
            }
            _ => Ok(()),
        }
    }
}
