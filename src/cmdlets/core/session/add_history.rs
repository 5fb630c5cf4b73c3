//! `Add-History`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::history::{History, HistoryEntry};
use crate::engine::types::datetime::DateTime;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use std::rc::Rc;

cmdlet! {
    /// Adds commands to the list of this session.
    ///
    /// # Examples
    /// ```powershell
    /// Get-History | Add-History
    /// Add-History -InputObject ([pscustomobject]@{ CommandLine = 'Get-Date' }) -Passthru
    /// ```
    "Add-History" as AddHistory {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.AddHistoryCommand",
    }
    parameters {
        /// Entries as `Get-History` sends them.
        "InputObject" input: Vec<Value> { position: Some(0), pipe: Pipe::ByValue },
        /// Sends the added entries on.
        "Passthru" pass: bool,
    }
}

impl Cmdlet for AddHistory {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for item in self.input.clone() {
            let (command, succeeded, start, end) = match item.as_native::<HistoryEntry>() {
                Some(entry) => {
                    (entry.command.clone(), entry.succeeded, entry.start.clone(), entry.end.clone())
                }
                None => {
                    let command = member::get(context.engine, &item, "CommandLine")?.unwrap_or_default();
                    let now = Rc::new(DateTime::now());
                    (convert::to_text(context.engine, &command)?, true, now.clone(), now)
                }
            };
            let history = context.engine.extension::<History>();
            let id = history.add(&command, succeeded, start, end);
            let added = history.find(id).cloned();
            if let Some(entry) = added.filter(|_| self.pass) {
                context.output(Value::native(entry))?;
            }
        }
        Ok(())
    }
}
