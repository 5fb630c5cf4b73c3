//! `Enable-CsTopology`.

use super::published;
use crate::cmdlet;
use crate::cmdlets::cs::object::Truth;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::{Refusal, change};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::check::{Severity, check_deployment};
use crate::topology::model::{EnabledTopology, save};

cmdlet! {
    /// Puts the published topology in force. Errors of Test-CsTopology refuse it.
    ///
    /// # Examples
    /// ```powershell
    /// New-CsSite Redmond -SipDomain contoso.com | Out-Null
    /// Enable-CsTopology
    /// Enable-CsTopology -Force -SkipPrepareCheck $true -Report ./topology.html
    /// Enable-CsTopology -GlobalCatalog dc01.contoso.net -GlobalSettingsDomainController dc01.contoso.net
    /// ```
    "Enable-CsTopology" as EnableCsTopology { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Puts it in force in spite of errors.
        "Force" force: bool,
        /// Accepted: there is nothing to prepare.
        "SkipPrepareCheck" skip_prepare: Option<Truth>,
        /// Accepted: the deployment is in this store.
        "GlobalCatalog" catalog: Option<String>,
        /// Accepted: the deployment is in this store.
        "GlobalSettingsDomainController" controller: Option<String>,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for EnableCsTopology {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let force = self.force;
        let enabled = change(context, "the published topology", move |transaction| {
            let bad = check_deployment(transaction)?
                .into_iter()
                .find(|finding| finding.severity == Severity::Error);
            match bad {
                Some(finding) if !force => {
                    return Err(Refusal::Invalid(format!("The topology cannot work. {finding}")));
                }
                _ => {}
            }
            let topology = published(transaction)?;
            Ok(save(transaction, &EnabledTopology(topology))?)
        })?;
        match enabled {
            Some(()) => {
                let line = "The published topology is in force.".to_owned();
                report::write(context, self.report.as_ref(), &[line])
            }
            None => Ok(()),
        }
    }
}
