//! `Start-CsWindowsService`.

use super::target::{Target, targets};
use crate::cmdlet;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::runtime::ServiceState;
use crate::federation::runtime::control::Question;

cmdlet! {
    /// Starts the services of a computer. When its service host is not running on this machine, `fedsh serve` is
    /// started in the background.
    ///
    /// # Examples
    /// ```powershell
    /// Start-CsLab | Out-Null
    /// New-CsSite Redmond | Out-Null
    /// New-CsPool pool02.contoso.net -Site Redmond -IPAddress 127.0.47.1 | Out-Null
    /// $certificate = Request-CsCertificate -New -Type Default -ComputerFqdn pool02.contoso.net
    /// Set-CsCertificate -Type Default -ComputerFqdn pool02.contoso.net -Thumbprint $certificate.Thumbprint
    /// Enable-CsTopology
    /// Stop-CsWindowsService RTCXMPPTGW -ComputerName pool02.contoso.net
    /// Start-CsWindowsService RTCXMPPTGW -ComputerName pool02.contoso.net
    /// Stop-CsLab
    /// ```
    "Start-CsWindowsService" as StartCsWindowsService { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Name of the service; all of them when absent.
        "Name" name: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// The computer; this one, or those of the lab, when absent.
        "ComputerName" computer: Option<String> { aliases: &["Fqdn"], pipe: Pipe::ByName },
        /// Does not wait until they run.
        "NoWait" no_wait: bool,
        /// Accepted: there are no further questions.
        "Force" force: bool,
    }
}

impl Cmdlet for StartCsWindowsService {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for mut target in targets(context, self.computer.as_ref())? {
            if !context.should_process(&target.computer, "Start-CsWindowsService")? {
                continue;
            }
            if let Err(refusal) = self.start(context, &mut target)? {
                refusal.report(context)?;
            }
        }
        Ok(())
    }
}

impl StartCsWindowsService {
    fn start(&self, context: &mut Context<'_>, target: &mut Target) -> Outcome<Result<(), Refusal>> {
        let is_named = |name: &str, long: &str| {
            self.name
                .as_ref()
                .is_none_or(|wanted| wanted.eq_ignore_ascii_case(name) || wanted.eq_ignore_ascii_case(long))
        };
        if target.is_running() {
            let service = self.name.clone().unwrap_or_default();
            return Ok(target.ask(context, Question::Start { service })?.map(drop));
        }
        let assigned = target.assigned(context)?;
        if !assigned.iter().any(|service| is_named(&service.name, &service.display_name)) {
            let what = self.name.as_deref().unwrap_or("service");
            return Ok(Err(Refusal::NotFound(format!(
                "The enabled topology assigns no {what} to {}. Enable-CsTopology puts a topology in force.",
                target.computer
            ))));
        }
        if let Err(refusal) = target.launch(context, self.name.as_ref())? {
            return Ok(Err(refusal));
        }
        if self.no_wait {
            return Ok(Ok(()));
        }
        let status = match target.status(context)? {
            Ok(status) => status,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let failed = status.iter().flat_map(|status| &status.services).find(|service| {
            service.state == ServiceState::Failed && is_named(&service.name, &service.display_name)
        });
        Ok(match failed {
            Some(service) => {
                let reason = service.reason.clone().unwrap_or_default();
                Err(Refusal::Invalid(format!(
                    "{} on {} does not run: {reason}.",
                    service.name, target.computer
                )))
            }
            None => Ok(()),
        })
    }
}
