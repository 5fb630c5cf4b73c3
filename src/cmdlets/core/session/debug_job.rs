//! `Debug-Job`.

use super::job_choice::{Choice, Jobs, chosen};
use super::receive_job::send_records;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::background::{DebugLink, job_of};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::debugger::Resume;
use crate::engine::error::Category;
use crate::engine::value::Value;
use std::sync::Arc;
use std::time::Duration;

/// How long it waits at once for something to come.
const POLL: Duration = Duration::from_millis(20);

cmdlet! {
    /// Debugs a job that runs.
    ///
    /// What the job sends is shown until it ends or the debugger leaves it (`detach`). It stops at its breakpoints,
    /// at `Wait-Debugger`, and at its next statement with `-BreakAll`; commands that are typed then run in its
    /// session. Ctrl+C leaves it, and it goes on.
    ///
    /// # Examples
    /// ```powershell
    /// Start-ThreadJob -Name Sum { Start-Sleep 1; 1 + 2 } | Debug-Job
    /// $job = Start-ThreadJob -Name Sum { Start-Sleep 1; 1 + 2 }
    /// Debug-Job -Job $job
    /// $job = Start-ThreadJob -Name Sum { Start-Sleep 1; 1 + 2 }
    /// Debug-Job -Id $job.Id
    /// $job = Start-ThreadJob -Name Product { Start-Sleep 1; 1 * 2 }
    /// Debug-Job -Name Product
    /// $job = Start-ThreadJob -Name Quotient { Start-Sleep 1; 1 / 2 }
    /// Debug-Job -InstanceId $job.InstanceId
    /// $job = Start-ThreadJob -Name Sum { Start-Sleep 1; 1 + 2 }
    /// try { Debug-Job -Job $job -BreakAll } catch { $_.Exception.Message }
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
        if let Some(link) = job.link().filter(|_| !job.state().is_over()) {
            return match found.first() {
                Some(value) => self.debug(context, &link, value),
                None => Ok(()),
            };
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

impl DebugJob {
    /// Follows the job until it ends or the debugger leaves it. Errors: Ctrl+C, which leaves it.
    fn debug(&self, context: &mut Context<'_>, link: &Arc<DebugLink>, value: &Value) -> Outcome {
        let Some(job) = job_of(value) else { return Ok(()) };
        link.attach(self.break_all);
        let outcome = loop {
            if let Err(fault) =
                send_records(context, value, false, true).and_then(|()| context.engine.check_stop())
            {
                break Err(fault);
            }
            if job.state().is_over() {
                break send_records(context, value, false, true);
            }
            if link.debug(context.engine) == Some(Resume::Detach) {
                break Ok(());
            }
            job.wait_briefly(POLL);
        };
        link.detach();
        outcome
    }
}
