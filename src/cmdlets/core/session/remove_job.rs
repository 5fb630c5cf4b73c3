//! `Remove-Job`.

use super::job_choice::{Choice, Jobs, StateName, chosen};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::background::{JobTable, job_of};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;

cmdlet! {
    /// Removes background jobs from the session's list.
    ///
    /// # Examples
    /// ```powershell
    /// Start-ThreadJob { 1 } | Wait-Job | Remove-Job
    /// ```
    "Remove-Job" as RemoveJob {
        aliases: &["rjb"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.RemoveJobCommand",
        default_set: "SessionIdParameterSet",
        should_process: Some(Impact::Medium),
        output_types: &["System.Management.Automation.Job"],
    }
    parameters {
        /// Numbers of jobs.
        "Id" ids: Vec<i32> { sets: &[Membership { set: "SessionIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Jobs.
        "Job" jobs: Jobs { sets: &[Membership { set: "JobParameterSet", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty] },
        /// Names of jobs, with wildcards.
        "Name" names: Vec<String> { sets: &[Membership { set: "NameParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// Instance ids of jobs.
        "InstanceId" instances: Vec<String> { type_name: "guid[]", sets: &[Membership { set: "InstanceIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Jobs in this state.
        "State" state: Option<StateName> { type_name: "JobState", sets: &[Membership { set: "StateParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Commands of jobs, with wildcards.
        "Command" commands: Vec<String> { sets: &[Membership { set: "CommandParameterSet", position: None, mandatory: false, pipe: Pipe::ByName }], wildcards: true },
        /// Properties that the jobs have.
        "Filter" filter: Option<Value> { type_name: "hashtable", sets: &[Membership { set: "FilterParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Stops jobs that still run, to remove them.
        "Force" force: bool {
            aliases: &["F"],
            sets: &[Membership { set: "SessionIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "JobParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "InstanceIdParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "NameParameterSet", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "FilterParameterSet", position: None, mandatory: false, pipe: Pipe::No }],
        },
    }
}

impl Cmdlet for RemoveJob {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let choice = Choice {
            jobs: &self.jobs.0,
            ids: &self.ids,
            names: &self.names,
            instances: &self.instances,
            state: self.state.map(StateName::name),
            commands: &self.commands,
            filter: self.filter.as_ref(),
        };
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
