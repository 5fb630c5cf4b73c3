//! `Stop-CsWindowsService`.

use super::target::Target;
use super::{BY_NAME, BY_OBJECT, Chosen, ON_COMPUTER, each};
use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::federation::runtime::control::Question;

cmdlet! {
    /// Stops the services of a computer; with all of them its service host ends.
    ///
    /// # Examples
    /// ```powershell
    /// Stop-CsWindowsService -ComputerName pool02.contoso.net -Graceful
    /// Stop-CsWindowsService -Name RTCXMPPTGW -ComputerName pool02.contoso.net -Force -NoWait -LeaveClsAgentRunning -LeaveWebServerRunning -Report ./stopped.html
    /// Get-CsWindowsService RTCXMPPTGW -ComputerName pool02.contoso.net | ForEach-Object { Stop-CsWindowsService -InputObject $_ }
    /// ```
    "Stop-CsWindowsService" as StopCsWindowsService { module: "fedsh.Cs", default_set: "Name", should_process: Some(Impact::Medium) }
    parameters {
        /// Name of the service; all of them when absent.
        "Name" name: Option<String> { sets: BY_NAME },
        /// The computer; those whose services run on this machine when absent.
        "ComputerName" computer: Option<String> { aliases: &["Fqdn"], sets: ON_COMPUTER },
        /// A service that Get-CsWindowsService sent.
        "InputObject" input: Option<Value> { sets: BY_OBJECT },
        /// Takes nothing new, and lets what is on its way arrive first.
        "Graceful" graceful: bool,
        /// Accepted: the answer comes when it is done.
        "NoWait" no_wait: bool,
        /// Accepted: there are no further questions.
        "Force" force: bool,
        /// Accepted: there is no agent of centralized logging here.
        "LeaveClsAgentRunning" leave_agent: bool,
        /// Accepted: there is no web server here.
        "LeaveWebServerRunning" leave_web: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
    state { lines: Vec<String> }
}

impl Cmdlet for StopCsWindowsService {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let chosen = Chosen {
            object: self.input.as_ref(),
            name: self.name.as_ref(),
            computer: self.computer.as_ref(),
            // What is not running has been stopped.
            only_running: true,
        };
        let graceful = self.graceful;
        each(context, &chosen, (&mut self.lines, "stopped"), |context, target, name| {
            stop(context, target, name, graceful)
        })
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        report::write(context, self.report.as_ref(), &self.lines)
    }
}

/// Stops the services of a computer, or the one of that name; with all of them its service host ends.
pub fn stop(
    context: &mut Context<'_>,
    target: &mut Target,
    only: Option<&String>,
    graceful: bool,
) -> Outcome<Result<(), Refusal>> {
    let question = match (only, target.is_process()) {
        (None, true) => Question::Shutdown { graceful },
        (name, _) => Question::Stop { service: name.cloned().unwrap_or_default(), graceful },
    };
    let ends = matches!(question, Question::Shutdown { .. });
    match target.ask(context, question)? {
        Ok(_) if ends => target.wait_until_gone(context)?,
        Ok(_) => {}
        Err(refusal) => return Ok(Err(refusal)),
    }
    Ok(Ok(()))
}
