//! `Start-CsWindowsService`.

use super::target::Target;
use super::{BY_NAME, BY_OBJECT, Chosen, ON_COMPUTER, each};
use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
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
    /// Start-CsWindowsService -Name RTCXMPPTGW -ComputerName pool02.contoso.net -Force -NoWait -Report ./started.html
    /// Get-CsWindowsService RTCXMPPTGW -ComputerName pool02.contoso.net | ForEach-Object { Start-CsWindowsService -InputObject $_ }
    /// ```
    "Start-CsWindowsService" as StartCsWindowsService { module: "fedsh.Cs", default_set: "Name", should_process: Some(Impact::Medium) }
    parameters {
        /// Name of the service; all of them when absent.
        "Name" name: Option<String> { sets: BY_NAME },
        /// The computer; this one, or those of the lab, when absent.
        "ComputerName" computer: Option<String> { aliases: &["Fqdn"], sets: ON_COMPUTER },
        /// A service that Get-CsWindowsService sent.
        "InputObject" input: Option<Value> { sets: BY_OBJECT },
        /// Does not wait until they run.
        "NoWait" no_wait: bool,
        /// Accepted: there are no further questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
    state { lines: Vec<String> }
}

impl Cmdlet for StartCsWindowsService {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let chosen = Chosen {
            object: self.input.as_ref(),
            name: self.name.as_ref(),
            computer: self.computer.as_ref(),
            only_running: false,
        };
        let no_wait = self.no_wait;
        each(context, &chosen, (&mut self.lines, "started"), |context, target, name| {
            start(context, target, name, no_wait)
        })
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        report::write(context, self.report.as_ref(), &self.lines)
    }
}

/// Starts the services of a computer, or the one of that name.
pub fn start(
    context: &mut Context<'_>,
    target: &mut Target,
    only: Option<&String>,
    no_wait: bool,
) -> Outcome<Result<(), Refusal>> {
    let is_named = |name: &str, long: &str| {
        only.is_none_or(|wanted| wanted.eq_ignore_ascii_case(name) || wanted.eq_ignore_ascii_case(long))
    };
    if target.is_running() {
        let service = only.cloned().unwrap_or_default();
        return Ok(target.ask(context, Question::Start { service })?.map(drop));
    }
    let assigned = target.assigned(context)?;
    if !assigned.iter().any(|service| is_named(&service.name, &service.display_name)) {
        let what = only.map_or("service", String::as_str);
        return Ok(Err(Refusal::NotFound(format!(
            "The enabled topology assigns no {what} to {}. Enable-CsTopology puts a topology in force.",
            target.computer
        ))));
    }
    if let Err(refusal) = target.launch(context, only)? {
        return Ok(Err(refusal));
    }
    if no_wait {
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
            Err(Refusal::Invalid(format!("{} on {} does not run: {reason}.", service.name, target.computer)))
        }
        None => Ok(()),
    })
}
