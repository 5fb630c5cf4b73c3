//! `Get-CsXmppFederation`.

use super::described;
use crate::cmdlet;
use crate::cmdlets::cs::state::session;
use crate::cmdlets::cs::topology::published;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::operators::like;

cmdlet! {
    /// Shows XMPP federation of the sites.
    ///
    /// # Examples
    /// ```powershell
    /// Get-CsXmppFederation
    /// Get-CsXmppFederation -Identity *.com
    /// ```
    "Get-CsXmppFederation" as GetCsXmppFederation { module: "fedsh.Cs" }
    parameters {
        /// The site, with wildcards.
        "Identity" site: Option<String> { aliases: &["Site"], position: Some(0), pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetCsXmppFederation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let topology = match published(&*session(context)?) {
            Ok(topology) => topology,
            Err(refusal) => return refusal.report(context),
        };
        for site in &topology.sites {
            if self
                .site
                .as_ref()
                .is_none_or(|pattern| like(&site.name, pattern.trim_start_matches("Site:"), true))
                && let Some(value) = described(&topology, &site.name)
            {
                context.output(value)?;
            }
        }
        Ok(())
    }
}
