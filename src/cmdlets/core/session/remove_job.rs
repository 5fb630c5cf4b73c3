//! `Remove-Job`.

use super::job_choice::{Choice, JobFilter, JobSelection, chosen};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::background::{JobTable, job_of};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;

cmdlet! {
    /// Removes background jobs from the session's list.
    ///
    /// # Examples
    /// ```powershell
    /// Start-ThreadJob { 1 } | Wait-Job | Remove-Job
    /// $job = Start-ThreadJob { 1 } -Name one
    /// $job | Wait-Job | Out-Null
    /// Remove-Job -Id $job.Id -Force
    /// $job = Start-ThreadJob { 1 } -Name one
    /// $job | Wait-Job | Out-Null
    /// Remove-Job -InstanceId $job.InstanceId
    /// $job = Start-ThreadJob { 1 } -Name one
    /// $job | Wait-Job | Out-Null
    /// Remove-Job -Name one
    /// Remove-Job -State Failed
    /// Remove-Job -Command *none*
    /// Remove-Job -Filter @{ Name = 'none' }
    /// $job = Start-ThreadJob { 1 } -Name one
    /// Remove-Job -Job $job -Force
    /// ```
    "Remove-Job" as RemoveJob {
        aliases: &["rjb"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.RemoveJobCommand",
        default_set: "SessionIdParameterSet",
        should_process: Some(Impact::Medium),
        output_types: &["System.Management.Automation.Job"],
    }
    shared { selection: JobSelection }
    parameters {
        /// Commands of jobs, with wildcards.
        "Command" commands: Vec<String> { sets: &[Membership { set: "CommandParameterSet", position: None, mandatory: false, pipe: Pipe::ByName }], wildcards: true },
    }
    shared { filter: JobFilter }
    parameters {
        /// Stops jobs that still run, to remove them.
        "Force" force: bool {
            aliases: &["F"],
            sets: &[Membership { set: "SessionIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "JobParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InstanceIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "NameParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilterParameterSet", position: None, mandatory: false, pipe: Pipe::No }],
        },
    }
}

impl Cmdlet for RemoveJob {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let choice = Choice { commands: &self.commands, ..self.selection.choice(&self.filter) };
        for job in chosen(context, &choice)? {
            let Some(one) = job_of(&job) else { continue };
            let target = format!("Command {}, Job ID {}", one.command(), one.id);
            if !context.should_process(&target, "Remove-Job")? {
                continue;
            }
            if !one.state().is_over() {
                if !self.force {
                    let message = format!(
                        "The command cannot remove the job with the job ID {} because the job is not finished. To remove the job, first stop the job, or use the Force parameter.",
                        one.id
                    );
                    let id = "JobObjectNotFinishedCannotBeRemoved";
                    let class = "System.ArgumentException";
                    context.fail(class, message, id, Category::InvalidOperation, job.clone())?;
                    continue;
                }
                one.stop();
                one.wait(context.engine, None)?;
            }
            let id = one.id;
            context.engine.extension::<JobTable>().remove(id);
        }
        Ok(())
    }
}
