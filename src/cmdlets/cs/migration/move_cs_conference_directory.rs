//! `Move-CsConferenceDirectory`.

use crate::cmdlet;
use crate::cmdlets::cs::state::change;
use crate::cmdlets::cs::topology::{missing, published};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::store::Reader;

cmdlet! {
    /// Lets another pool keep a conference directory. This comes before the old pool goes: callers could not reach
    /// its meetings any more.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond | Out-Null
    /// New-CsConferenceDirectory 42 -HomePool pool01.contoso.net | Out-Null
    /// Get-CsConferenceDirectory | Move-CsConferenceDirectory -TargetPool pool02.contoso.net
    /// Move-CsConferenceDirectory -Identity 42 -TargetPool pool02.contoso.net -Force
    /// ```
    "Move-CsConferenceDirectory" as MoveCsConferenceDirectory { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Its number.
        "Identity" identity: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// The pool that keeps it from now on.
        "TargetPool" target: String { mandatory: true },
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for MoveCsConferenceDirectory {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        const KIND: &str = "ConferenceDirectory";
        let identity = self.identity.clone();
        change(context, &identity, |transaction| {
            let topology = published(transaction)?;
            let Some(pool) = topology.pool(&self.target) else {
                return Err(missing("pool", &self.target, "Get-CsPool"));
            };
            let Some(record) = transaction.get(KIND, &identity)? else {
                return Err(missing("conference directory", &identity, "Get-CsConferenceDirectory"));
            };
            let mut value = record.value;
            value["HomePool"] = pool.fqdn.as_str().into();
            Ok(transaction.put(KIND, &identity, value)?)
        })?;
        Ok(())
    }
}
