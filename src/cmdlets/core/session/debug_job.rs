//! `Debug-Job`.

use super::job_choice::{Choice, Jobs, chosen};
use crate::cmdlet;
use crate::engine::background::{JobState, job_of};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

cmdlet! {
    /// Debugs a job that runs.
    ///
    /// A job of fedsh is a thread with a session of its own that no other session can stop. Errors say which job
    /// cannot be debugged and why.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Debug-Job
    /// ```
    "Debug-Job" as DebugJob {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.DebugJobCommand",
        default_set: "JobParameterSet",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// The job.
        "Job" job: Jobs { sets: &[Membership { set: "JobParameterSet", position: Some(0), mandatory: true, pipe: Pipe::Both }], type_name: "System.Management.Automation.Job" },
        /// Its name.
        "Name" name: Option<String> { sets: &[Membership { set: "JobNameParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Its number.
        "Id" id: Option<i32> { sets: &[Membership { set: "JobIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// Its instance id.
        "InstanceId" instance: Option<String> { sets: &[Membership { set: "JobInstanceIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::No }], type_name: "System.Guid" },
        /// Stops at each command.
        "BreakAll" break_all: bool,
    }
}

impl Cmdlet for DebugJob {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let names: Vec<String> = self.name.iter().cloned().collect();
        let instances: Vec<String> = self.instance.iter().cloned().collect();
        let ids: Vec<i32> = self.id.into_iter().collect();
        let choice = Choice {
            jobs: &self.job.0,
            names: &names,
            ids: &ids,
            instances: &instances,
            ..Choice::default()
        };
        let found = chosen(context, &choice)?;
        let Some(job) = found.first().and_then(job_of) else { return Ok(()) };
        if !context.should_process(&job.name(), "Debug-Job")? {
            return Ok(());
        }
        if matches!(job.state(), JobState::Running) {
            return Err(Fault::not_supported(format!("Debug-Job of {} from another session", job.name())));
        }
        let message = format!(
            "The job cannot be debugged because it is not running or has no debugger. Its state is {}.",
            job.state().name()
        );
        let class = "System.Management.Automation.PSInvalidOperationException";
        let id = "DebugJobCannotDebugJob";
        Err(context.terminate(class, message, id, Category::InvalidOperation, Value::text(job.name())))
    }
}
