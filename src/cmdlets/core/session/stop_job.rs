//! `Stop-Job`.

use super::job_choice::{JobFilter, JobSelection, chosen};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::background::job_of;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Stops background jobs.
    ///
    /// # Examples
    /// ```powershell
    /// $job = Start-ThreadJob { Start-Sleep 60 }
    /// Stop-Job $job
    /// $job.State
    /// Remove-Job $job
    /// $job = Start-ThreadJob { Start-Sleep 60 } -Name slow
    /// Stop-Job -Id $job.Id -PassThru
    /// Stop-Job -Name slow
    /// Stop-Job -InstanceId $job.InstanceId
    /// Stop-Job -State Running
    /// Stop-Job -Filter @{ Name = 'slow' }
    /// Remove-Job $job
    /// $job = Start-ThreadJob { Start-Sleep 60 }
    /// Stop-Job -Job $job
    /// Remove-Job $job
    /// ```
    "Stop-Job" as StopJob {
        aliases: &["spjb"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.StopJobCommand",
        default_set: "SessionIdParameterSet",
        should_process: Some(Impact::Medium),
        output_types: &["System.Management.Automation.Job"],
    }
    shared { selection: JobSelection, filter: JobFilter }
    parameters {
        /// Sends on the jobs that it stopped.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for StopJob {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let choice = self.selection.choice(&self.filter);
        for job in chosen(context, &choice)? {
            let Some(one) = job_of(&job) else { continue };
            if one.state().is_over()
                || !context
                    .should_process(&format!("Command {}, Job ID {}", one.command(), one.id), "Stop-Job")?
            {
                continue;
            }
            one.stop();
            one.wait(context.engine, None)?;
            if self.pass_thru {
                context.output(job.clone())?;
            }
        }
        Ok(())
    }
}
