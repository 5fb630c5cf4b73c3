//! `Get-CsSite`.

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
    /// Lists the sites of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsSite
    /// Get-CsSite -Filter Red*
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// Get-CsSite -Identity Redmond
    /// ```
    "Get-CsSite" as GetCsSite { module: "fedsh.Cs", default_set: "Identity" }
    parameters {
        /// Its name or identity, with wildcards.
        "Identity" identity: Option<String> { sets: BY_IDENTITY, wildcards: true },
        /// A pattern of names, with wildcards.
        "Filter" filter: Option<String> { sets: BY_FILTER, wildcards: true },
    }
}

impl Cmdlet for GetCsSite {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        let pattern = self.identity.as_ref().or(self.filter.as_ref());
        let mut found = false;
        for site in &topology.sites {
            let wanted = pattern.is_none_or(|pattern| {
                like(&site.name, pattern, true) || like(&site.identity(), pattern, true)
            });
            if wanted {
                found = true;
                let routes = [
                    ("FederationRoute", &site.federation_route),
                    ("XmppFederationRoute", &site.xmpp_federation_route),
                ];
                let mut value = serde_json::to_value(site).unwrap_or_default();
                // Lync's own name for it.
                value["DisplayName"] = site.name.as_str().into();
                for (name, route) in routes {
                    value[name] =
                        route.as_ref().map_or(serde_json::Value::Null, |route| route.to_string().into());
                }
                context.output(object::typed("CsSite", Some(&site.identity()), &value))?;
            }
        }
        match &self.identity {
            Some(identity) if !found && !has_wildcard(identity) => {
                missing("site", identity, "Get-CsSite").report(context)
            }
            _ => Ok(()),
        }
    }
}
