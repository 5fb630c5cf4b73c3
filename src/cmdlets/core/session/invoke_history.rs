//! `Invoke-History`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::history::{History, HistoryEntry};
use crate::engine::value::Value;

cmdlet! {
    /// Runs a command of this session again: the last one, one by its number, or the last that begins so.
    ///
    /// # Examples
    /// ```powershell
    /// $done = @{ ExecutionStatus = 'Completed'; StartExecutionTime = Get-Date; EndExecutionTime = Get-Date }
    /// Add-History ([pscustomobject]($done + @{ CommandLine = "'again'" }))
    /// Invoke-History
    /// Invoke-History -Id 1
    /// ```
    "Invoke-History" as InvokeHistory {
        aliases: &["ihy", "r"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.InvokeHistoryCommand",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// A number, or how the command begins.
        "Id" id: Option<String> { position: Some(0), pipe: Pipe::ByName },
    }
}

/// Entries that are run again right now.
#[derive(Default)]
struct UnderWay(Vec<u64>);

impl Cmdlet for InvokeHistory {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(entry) = self.find(context) else {
            let (message, id) = match &self.id {
                Some(id) => (
                    format!("Cannot locate the history for command line {id}."),
                    "InvokeHistoryNoHistoryForCommandline",
                ),
                None => ("Cannot locate the history.".to_string(), "InvokeHistoryNoLastHistoryEntryFound"),
            };
            let target = self.id.as_deref().map_or(Value::Null, Value::from);
            return Err(context.terminate(
                "System.ArgumentException",
                message,
                id,
                Category::ObjectNotFound,
                target,
            ));
        };
        if !context.should_process(&entry.command, "Invoke-History")? {
            return Ok(());
        }
        if context.engine.extension::<UnderWay>().0.contains(&entry.id) {
            return Err(context.terminate(
                "System.InvalidOperationException",
                "The Invoke-History cmdlet is called repeatedly, in a loop.",
                "InvokeHistoryLoopDetected",
                Category::InvalidOperation,
                Value::Null,
            ));
        }
        context.engine.host.write_line(&entry.command);
        let block = context.engine.compile_block(&entry.command)?;
        context.engine.extension::<UnderWay>().0.push(entry.id);
        let result = context.engine.run_shared(&block, context.sink);
        context.engine.extension::<UnderWay>().0.pop();
        result
    }
}

impl InvokeHistory {
    fn find(&self, context: &mut Context<'_>) -> Option<HistoryEntry> {
        let history = context.engine.extension::<History>();
        let entries = history.entries();
        match &self.id {
            None => entries.last().cloned(),
            Some(text) => match text.parse::<u64>() {
                Ok(id) => history.find(id).cloned(),
                Err(_) => {
                    let lower = text.to_lowercase();
                    entries.into_iter().rev().find(|entry| entry.command.to_lowercase().starts_with(&lower))
                }
            },
        }
    }
}
