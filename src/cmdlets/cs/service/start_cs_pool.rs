//! `Start-CsPool`.

use super::start_cs_windows_service::start;
use super::target::targets;
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::cmdlets::cs::topology::missing;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::kinds;
use crate::topology::model::{EnabledTopology, load};

cmdlet! {
    /// Starts the services of all computers of a pool.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// New-CsSite Redmond | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond -IPAddress 127.0.48.1 | Out-Null
    /// $certificate = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// Set-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Thumbprint $certificate.Thumbprint
    /// Enable-CsTopology
    /// Start-CsPool pool02.contoso.net -Force
    /// Stop-CsLab
    /// Start-CsPool -PoolFqdn pool02.contoso.net -SkipServer fe09.contoso.net -SkipRoutingGroup none -QuorumLossRecovery -Force
    /// ```
    "Start-CsPool" as StartCsPool { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The pool.
        "PoolFqdn" pool: String { position: Some(0), mandatory: true },
        /// Computers that are left out.
        "SkipServer" skip: Vec<String>,
        /// Accepted: there are no routing groups here.
        "SkipRoutingGroup" groups: Vec<String>,
        /// Accepted: there is no quorum here.
        "QuorumLossRecovery" quorum: bool,
        /// Asks no questions.
        "Force" force: bool,
    }
}

impl Cmdlet for StartCsPool {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let topology = match load::<EnabledTopology>(&*session, kinds::ENABLED) {
            Ok(found) => found.unwrap_or_default().0,
            Err(error) => return Refusal::from(error).report(context),
        };
        let Some(pool) = topology.pool(&self.pool) else {
            return missing("pool in force", &self.pool, "Get-CsTopology -Enabled").report(context);
        };
        for computer in &pool.computers {
            if self.skip.iter().any(|skipped| skipped.eq_ignore_ascii_case(&computer.fqdn)) {
                continue;
            }
            for mut target in targets(context, Some(&computer.fqdn))? {
                if !context.should_process(&target.computer, "Start-CsPool")? {
                    continue;
                }
                if let Err(refusal) = start(context, &mut target, None, false)? {
                    refusal.report(context)?;
                }
            }
        }
        Ok(())
    }
}
