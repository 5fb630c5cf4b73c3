//! `Start-ThreadJob`.

use crate::cmdlet;
use crate::engine::background::{JobKind, JobTable, Request, check_using};
use crate::engine::command::{Cmdlet, Context};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::io_error;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::rc::Rc;

cmdlet! {
    /// Runs a script block or a script on another thread.
    ///
    /// Objects keep their types. A collection from `$using:` is a copy; what the job adds to it, sets or
    /// removes in it is there in the session's own once the job is waited for or received.
    ///
    /// # Examples
    /// ```powershell
    /// $jobs = 1..3 | ForEach-Object { Start-ThreadJob { param($n) $n * 10 } -ArgumentList $_ }
    /// $jobs | Receive-Job -Wait -AutoRemoveJob
    /// Start-ThreadJob -Name Sum -ScriptBlock { $input | ForEach-Object { $_ + $own } } -InitializationScript { $own = 1 } -InputObject 1 -ThrottleLimit 4 | Receive-Job -Wait -AutoRemoveJob
    /// Set-Content ./sum.ps1 '1 + 1'
    /// Start-ThreadJob -FilePath ./sum.ps1 | Receive-Job -Wait -AutoRemoveJob
    /// try { Start-ThreadJob -ScriptBlock { Write-Host 'to the host at once' } -StreamingHost $Host } catch { $_.Exception.Message }
    /// ```
    "Start-ThreadJob" as StartThreadJob {
        module: "Microsoft.PowerShell.ThreadJob",
        class: "Microsoft.PowerShell.ThreadJob.StartThreadJobCommand",
        default_set: "ScriptBlock",
        output_types: &["Microsoft.PowerShell.ThreadJob.ThreadJob"],
    }
    parameters {
        /// What to run.
        "ScriptBlock" block: Option<Rc<ScriptBlockValue>> { aliases: &["Command"], sets: &[Membership { set: "ScriptBlock", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// A script to run.
        "FilePath" file: Option<String> { sets: &[Membership { set: "FilePath", position: Some(0), mandatory: true, pipe: Pipe::No }] },
        /// The name of the job.
        "Name" name: Option<String>,
        /// Runs before the script, in the same session.
        "InitializationScript" before: Option<Rc<ScriptBlockValue>>,
        /// Objects for the script's `$input`.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// Arguments of the script.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"] },
        /// How many thread jobs of this session run at once; 5 at first.
        "ThrottleLimit" throttle: Option<i32> { validate: &[Validation::Range(1.0, 1000000.0)] },
        /// A host that shows what the job writes.
        "StreamingHost" host: Option<Value> { type_name: "PSHost", validate: &[Validation::NotYet] },
    }
    state { collected: Vec<Value> }
}

impl Cmdlet for StartThreadJob {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.bound("InputObject") {
            self.collected.push(self.input.clone());
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let block = match (&self.block, &self.file) {
            (Some(block), _) => block.clone(),
            (None, Some(path)) => {
                let full = context.engine.resolve_path(path);
                let bytes = std::fs::read(&full).map_err(|error| {
                    Fault::runtime("FileReadError", io_error::exception(&error, &full, false).message)
                })?;
                context.engine.compile_block(&crate::engine::types::encoding::decode(&bytes))?
            }
            (None, None) => return Ok(()),
        };
        let using = check_using(context.engine, block.tree()).map_err(|fault| context.named(fault))?;
        let limit = self.throttle.and_then(|limit| usize::try_from(limit).ok());
        let throttle = context.engine.extension::<JobTable>().thread_throttle(limit);
        let request = Request {
            name: self.name.clone(),
            script: block.text().to_string(),
            before: self.before.as_ref().map(|block| block.text().to_string()),
            arguments: self.arguments.clone(),
            input: Some(std::mem::take(&mut self.collected)),
            using,
            throttle: Some(throttle),
            ..Request::default()
        };
        let job = context.engine.start_job(JobKind::Thread, request)?;
        context.output(job)
    }
}
