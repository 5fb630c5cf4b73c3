//! `Wait-Process`.

use super::processes;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use std::time::{Duration, Instant};

/// How often it looks whether they ended.
const POLL: Duration = Duration::from_millis(20);

cmdlet! {
    /// Waits until processes end.
    ///
    /// # Examples
    /// ```powershell
    /// $process = Start-Process sleep 0 -PassThru
    /// Wait-Process -InputObject $process -Timeout 10
    /// $process = Start-Process sleep 0.1 -PassThru
    /// Wait-Process -Id $process.Id -Any -Timeout 10
    /// Wait-Process -Name no-such-process -ErrorAction SilentlyContinue
    /// $process = Start-Process sleep 0.1 -PassThru
    /// Wait-Process -Id $process.Id -PassThru
    /// ```
    "Wait-Process" as WaitProcess {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.WaitProcessCommand",
        default_set: "Name",
        output_types: &["System.Diagnostics.Process"],
    }
    parameters {
        /// Numbers of the processes.
        "Id" id: Vec<i32> { aliases: &["PID", "ProcessId"], sets: &[Membership { set: "Id", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Names, with wildcards.
        "Name" name: Vec<String> { aliases: &["ProcessName"], sets: &[Membership { set: "Name", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// How many seconds to wait at most.
        "Timeout" timeout: Option<i32> { aliases: &["TimeoutSec"], position: Some(1), validate: &[Validation::NotNullOrEmpty, Validation::Range(0.0, 32767.0)] },
        /// Waits for one of them only.
        "Any" any: bool,
        /// Sends on the processes that ended.
        "PassThru" pass_thru: bool,
        /// Processes.
        "InputObject" input_object: Vec<Value> { type_name: "Process[]", sets: &[Membership { set: "InputObject", position: None, mandatory: true, pipe: Pipe::ByValue }] },
    }
    state { found: Vec<Value> }
}

impl Cmdlet for WaitProcess {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut found = processes::by_names(context, &self.name)?;
        found.extend(processes::by_ids(context, &self.id)?);
        found.extend(self.input_object.iter().cloned());
        self.found.extend(found);
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let limit = self.timeout.and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs);
        let start = Instant::now();
        let mut waiting = std::mem::take(&mut self.found);
        context.engine.host.flush();
        while !waiting.is_empty() {
            let (ended, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(processes::has_ended);
            waiting = rest;
            let some_ended = !ended.is_empty();
            if self.pass_thru {
                ended.into_iter().try_for_each(|process| context.output(process))?;
            }
            if waiting.is_empty() || (self.any && some_ended) {
                return Ok(());
            }
            if limit.is_some_and(|limit| start.elapsed() >= limit) {
                break;
            }
            context.wait(async { tokio::time::sleep(POLL).await })?;
        }
        for process in waiting {
            let name = processes::shown(&process).unwrap_or_default();
            let message = format!(
                "This command stopped operation because process \"{name}\" is not stopped in the specified time-out."
            );
            let class = "System.TimeoutException";
            context.fail(class, message, "ProcessNotTerminated", Category::CloseError, process)?;
        }
        Ok(())
    }
}
