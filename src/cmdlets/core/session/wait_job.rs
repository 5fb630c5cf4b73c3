//! `Wait-Job`.

use super::job_choice::{Choice, Jobs, StateName, chosen};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::background::job_of;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use std::time::{Duration, Instant};

/// How often it looks whether they ended.
const POLL: Duration = Duration::from_millis(20);

cmdlet! {
    /// Waits until background jobs end.
    ///
    /// # Examples
    /// ```powershell
    /// Start-ThreadJob { 1 + 1 } | Wait-Job | Receive-Job
    /// ```
    "Wait-Job" as WaitJob {
        aliases: &["wjb"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.WaitJobCommand",
        default_set: "SessionIdParameterSet",
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
        /// Waits for one of them only.
        "Any" any: bool,
        /// How many seconds to wait at most.
        "Timeout" timeout: Option<i32> { aliases: &["TimeoutSec"], validate: &[Validation::Range(-1.0, 2147483647.0)] },
        /// Goes on waiting for jobs that are suspended or disconnected; no job of fedsh ever is.
        "Force" force: bool,
    }
    state { found: Vec<Value> }
}

impl Cmdlet for WaitJob {
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
        let more = chosen(context, &choice)?;
        self.found.extend(more);
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let limit = self.timeout.and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs);
        let start = Instant::now();
        let found = std::mem::take(&mut self.found);
        context.engine.host.flush();
        loop {
            let over: Vec<&Value> =
                found.iter().filter(|job| job_of(job).is_some_and(|job| job.state().is_over())).collect();
            if self.any && !over.is_empty() || over.len() == found.len() {
                let count = if self.any { 1 } else { over.len() };
                for job in over.into_iter().take(count).cloned().collect::<Vec<_>>() {
                    if let Some(one) = job_of(&job) {
                        one.wait(context.engine, None)?;
                    }
                    context.output(job)?;
                }
                return Ok(());
            }
            if limit.is_some_and(|limit| start.elapsed() >= limit) {
                return Ok(());
            }
            let open = found.iter().filter_map(job_of).find(|job| !job.state().is_over());
            if let Some(open) = open {
                open.wait(context.engine, Some(POLL))?;
            }
        }
    }
}
