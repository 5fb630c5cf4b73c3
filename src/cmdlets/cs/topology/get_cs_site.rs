//! `Get-CsSite`.

use super::published;
use crate::cmdlet;
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::session;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;

cmdlet! {
    /// Lists the sites of the published topology.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsSite
    /// ```
    "Get-CsSite" as GetCsSite { module: "fedsh.Cs" }
    parameters {
        /// Its name or identity, with wildcards.
        "Identity" identity: Option<String> { position: Some(0), pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetCsSite {
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
