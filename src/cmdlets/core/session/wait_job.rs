//! `Wait-Job`.

use super::job_choice::{JobFilter, JobSelection, chosen};
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
    /// $job = Start-ThreadJob { 1 + 1 } -Name sum
    /// Wait-Job -Id $job.Id -Timeout 10 -Force
    /// Wait-Job -Name sum -Any
    /// Wait-Job -InstanceId $job.InstanceId
    /// Wait-Job -State Running -Timeout 5
    /// Wait-Job -Filter @{ Name = 'sum' } -Timeout 5
    /// $job = Start-ThreadJob { 1 + 1 }
    /// Wait-Job -Job $job -Timeout 10
    /// ```
    "Wait-Job" as WaitJob {
        aliases: &["wjb"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.WaitJobCommand",
        default_set: "SessionIdParameterSet",
        output_types: &["System.Management.Automation.Job"],
    }
    shared { selection: JobSelection, filter: JobFilter }
    parameters {
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
        let choice = self.selection.choice(&self.filter);
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
