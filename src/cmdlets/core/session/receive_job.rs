//! `Receive-Job`.

use super::job_choice::{Choice, Instances, Jobs, chosen};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::background::{JobTable, job_of};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::language::ast::Stream;
use std::time::Duration;

/// How long it waits at once for something to come.
const POLL: Duration = Duration::from_millis(20);

cmdlet! {
    /// Gets what background jobs sent.
    ///
    /// # Examples
    /// ```powershell
    /// Start-ThreadJob { 1..3 } | Receive-Job -Wait -AutoRemoveJob
    /// $job = Start-ThreadJob { 1..3 } -Name count
    /// $job | Wait-Job | Out-Null
    /// Receive-Job -Id $job.Id -Keep -NoRecurse
    /// Receive-Job -Name count -Keep
    /// Receive-Job -InstanceId $job.InstanceId -Keep
    /// Receive-Job -Job $job -Wait -Force | Out-Null
    /// $job = Start-ThreadJob { 1..3 }
    /// Receive-Job -Job $job -Wait -WriteJobInResults
    /// try { Receive-Job -Job $job -Wait -WriteEvents } catch { $_.Exception.Message }
    /// try { Receive-Job -Job $job -ComputerName server01 } catch { $_.Exception.Message }
    /// Receive-Job -Job $job -Location PowerShell
    /// try { $session = New-PSSession -HostName server01; Receive-Job -Job $job -Session $session } catch { $_.Exception.Message }
    /// ```
    "Receive-Job" as ReceiveJob {
        aliases: &["rcjb"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.ReceiveJobCommand",
        default_set: "Location",
    }
    parameters {
        /// Jobs.
        "Job" jobs: Jobs { sets: &[Membership { set: "Location", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "ComputerName", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "Session", position: Some(0), mandatory: true, pipe: Pipe::Both }] },
        /// Names of the computers that they ran on.
        "ComputerName" computer: Vec<String> { aliases: &["Cn"], sets: &[Membership { set: "ComputerName", position: Some(1), mandatory: false, pipe: Pipe::ByName }] },
        /// Places that they ran at.
        "Location" location: Vec<String> { sets: &[Membership { set: "Location", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// Sessions that they ran in.
        "Session" session: Vec<Value> { type_name: "PSSession[]", sets: &[Membership { set: "Session", position: Some(1), mandatory: false, pipe: Pipe::ByName }], validate: &[Validation::NotYet] },
        /// What was received stays with the job.
        "Keep" keep: bool,
        /// Not what the jobs inside of a job sent.
        "NoRecurse" no_recurse: bool,
        /// Goes on waiting for jobs that are suspended or disconnected; no job of fedsh ever is.
        "Force" force: bool,
        /// Waits until the jobs end, and sends what comes meanwhile.
        "Wait" wait: bool,
        /// Removes the jobs afterwards; needs `-Wait`.
        "AutoRemoveJob" auto_remove: bool,
        /// Reports changes of the jobs' states.
        "WriteEvents" write_events: bool { validate: &[Validation::NotYet] },
        /// Sends each job in front of what it sent; needs `-Wait`.
        "WriteJobInResults" write_job: bool,
        /// Names of jobs, with wildcards.
        "Name" names: Vec<String> { sets: &[Membership { set: "NameParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }], wildcards: true },
        /// Instance ids of jobs.
        "InstanceId" instances: Instances { type_name: "guid[]", sets: &[Membership { set: "InstanceIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Numbers of jobs.
        "Id" ids: Vec<i32> { sets: &[Membership { set: "SessionIdParameterSet", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
    }
    state { found: Vec<Value> }
}

impl Cmdlet for ReceiveJob {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        let needs_wait = match (self.wait, self.auto_remove, self.write_job) {
            (false, true, _) => "The AutoRemoveJob parameter cannot be used without the Wait parameter.",
            (false, _, true) => "The WriteJobInResults parameter cannot be used without the Wait parameter.",
            _ => return Ok(()),
        };
        let class = "System.InvalidOperationException";
        Err(context.terminate(class, needs_wait, "InvalidOperation", Category::InvalidOperation, Value::Null))
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let choice = Choice {
            jobs: &self.jobs.0,
            ids: &self.ids,
            names: &self.names,
            instances: &self.instances.0,
            ..Choice::default()
        };
        let more = chosen(context, &choice)?;
        match self.wait {
            true => self.found.extend(more),
            false => more.iter().try_for_each(|job| self.receive(context, job))?,
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let found = std::mem::take(&mut self.found);
        if self.write_job {
            found.iter().try_for_each(|job| context.output(job.clone()))?;
        }
        context.engine.host.flush();
        loop {
            let over = found.iter().filter_map(job_of).all(|job| job.state().is_over());
            found.iter().try_for_each(|job| self.receive(context, job))?;
            if over {
                break;
            }
            context.engine.check_stop()?;
            if let Some(open) = found.iter().filter_map(job_of).find(|job| !job.state().is_over()) {
                open.wait_briefly(POLL);
            }
        }
        if self.auto_remove {
            for job in found.iter().filter_map(job_of) {
                let id = job.id;
                context.engine.extension::<JobTable>().remove(id);
            }
        }
        Ok(())
    }
}

impl ReceiveJob {
    fn receive(&self, context: &mut Context<'_>, job: &Value) -> Outcome {
        // While it waits for all of it, what is kept must not come twice.
        send_records(context, job, self.keep && !self.wait, !self.no_recurse)
    }
}

/// Sends what a job has, stream by stream as it came; with `deep` that of the jobs in it, too.
pub(super) fn send_records(context: &mut Context<'_>, job: &Value, keep: bool, deep: bool) -> Outcome {
    let Some(one) = job_of(job) else { return Ok(()) };
    for item in one.records(context.engine, keep)? {
        match item.stream {
            Stream::Output => context.output(item.value)?,
            stream => {
                if stream == Stream::Error {
                    context.invocation.failed = true;
                }
                let common = context.invocation.common.clone();
                context.engine.forward_record(stream, item.value, &common)?;
            }
        }
    }
    match deep {
        true => one.children().iter().try_for_each(|child| send_records(context, child, keep, deep)),
        false => Ok(()),
    }
}
