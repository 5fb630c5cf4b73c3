//! `Stop-Job`.

use super::job_choice::{Choice, Jobs, StateName, chosen};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::background::job_of;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Stops background jobs.
    ///
    /// # Examples
    /// ```powershell
    /// $job = Start-ThreadJob { Start-Sleep 60 }
    /// Stop-Job $job
    /// $job.State
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
        /// Properties that the jobs have.
        "Filter" filter: Option<Value> { type_name: "hashtable", sets: &[Membership { set: "FilterParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Sends on the jobs that it stopped.
        "PassThru" pass_thru: bool,
    }
}

impl Cmdlet for StopJob {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let choice = Choice {
            jobs: &self.jobs.0,
            ids: &self.ids,
            names: &self.names,
            instances: &self.instances,
            state: self.state.map(StateName::name),
            filter: self.filter.as_ref(),
            ..Choice::default()
        };
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
