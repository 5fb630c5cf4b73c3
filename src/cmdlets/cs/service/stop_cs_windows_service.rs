//! `Stop-CsWindowsService`.

use super::target::targets;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::federation::runtime::control::Question;

cmdlet! {
    /// Stops the services of a computer; with all of them its service host ends.
    ///
    /// # Examples
    /// ```powershell
    /// Stop-CsWindowsService -ComputerName pool02.contoso.net -Graceful
    /// ```
    "Stop-CsWindowsService" as StopCsWindowsService { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Name of the service; all of them when absent.
        "Name" name: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// The computer; those whose services run on this machine when absent.
        "ComputerName" computer: Option<String> { aliases: &["Fqdn"], pipe: Pipe::ByName },
        /// Takes nothing new, and lets what is on its way arrive first.
        "Graceful" graceful: bool,
        /// Accepted: the answer comes when it is done.
        "NoWait" no_wait: bool,
        /// Accepted: there are no further questions.
        "Force" force: bool,
    }
}

impl Cmdlet for StopCsWindowsService {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for mut target in targets(context, self.computer.as_ref())? {
            // What is not running has been stopped.
            if !target.is_running() || !context.should_process(&target.computer, "Stop-CsWindowsService")? {
                continue;
            }
            let graceful = self.graceful;
            let question = match (&self.name, target.is_process()) {
                (None, true) => Question::Shutdown { graceful },
                (name, _) => Question::Stop { service: name.clone().unwrap_or_default(), graceful },
            };
            let ends = matches!(question, Question::Shutdown { .. });
            match target.ask(context, question)? {
                Ok(_) if ends => target.wait_until_gone(context)?,
                Ok(_) => {}
                Err(refusal) => refusal.report(context)?,
            }
        }
        Ok(())
    }
}
