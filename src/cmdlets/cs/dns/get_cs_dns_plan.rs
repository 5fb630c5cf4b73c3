//! `Get-CsDnsPlan`.

use super::name_servers;
use super::plan_state::{look_up, planned, resolver, shown};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Compares the DNS records that the published topology needs with those that are there: one object for each
    /// record, whose State is Present, Missing, Different (the name has other data) or Unknown (no answer).
    ///
    /// # Examples
    /// ```powershell
    /// $lab = Start-CsLab
    /// Get-CsDnsPlan -Server $lab.NameServer | Where-Object State -ne Present
    /// Stop-CsLab
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// Get-CsDnsPlan -Side External
    /// ```
    "Get-CsDnsPlan" as GetCsDnsPlan { module: "fedsh.Cs" }
    parameters {
        /// Name servers that are asked, with a port if it is not 53; the system's when absent.
        "Server" server: Vec<String> { position: Some(0) },
        /// Only records that others outside see, or only those inside.
        "Side" side: Option<String> { values: &["External", "Internal"] },
    }
}

impl Cmdlet for GetCsDnsPlan {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name_servers = match name_servers(&self.server) {
            Ok(name_servers) => name_servers,
            Err(refusal) => return refusal.report(context),
        };
        let planned = match planned(context, self.side.as_deref())? {
            Ok(planned) => planned,
            Err(refusal) => return refusal.report(context),
        };
        let resolver = match resolver(context, name_servers)? {
            Ok(resolver) => resolver,
            Err(refusal) => return refusal.report(context),
        };
        for wanted in planned {
            let found = look_up(context, &resolver, &wanted)?;
            context.output(shown(wanted, found, Vec::new()))?;
        }
        Ok(())
    }
}
