//! `Stop-CsWindowsService`.

use super::target::{Target, targets};
use super::{BY_NAME, BY_OBJECT, ON_COMPUTER, meant};
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
        let (name, computer) =
            meant(context, self.input.as_ref(), self.name.as_ref(), self.computer.as_ref())?;
        for mut target in targets(context, computer.as_ref())? {
            // What is not running has been stopped.
            if !target.is_running() || !context.should_process(&target.computer, "Stop-CsWindowsService")? {
                continue;
            }
            match stop(context, &mut target, name.as_ref(), self.graceful)? {
                Ok(()) => self.lines.push(format!("The services of {} were stopped.", target.computer)),
                Err(refusal) => {
                    self.lines.push(refusal.to_string());
                    refusal.report(context)?;
                }
            }
        }
        Ok(())
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
