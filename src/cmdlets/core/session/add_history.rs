//! `Add-History`.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::history::{History, HistoryEntry};
use crate::engine::types::datetime::DateTime;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, types};
use std::rc::Rc;

cmdlet! {
    /// Adds commands to the list of this session.
    ///
    /// # Examples
    /// ```powershell
    /// Get-History | Add-History
    /// $entry = [pscustomobject]@{ CommandLine = 'Get-Date'; ExecutionStatus = 'Completed'; StartExecutionTime = Get-Date; EndExecutionTime = Get-Date }
    /// Add-History -InputObject $entry -Passthru
    /// ```
    "Add-History" as AddHistory {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.AddHistoryCommand",
    }
    parameters {
        /// Entries as `Get-History` sends them.
        "InputObject" input: Vec<Value> { type_name: "PSObject[]", position: Some(0), pipe: Pipe::ByValue },
        /// Sends the added entries on.
        "Passthru" pass: bool,
    }
}

impl Cmdlet for AddHistory {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for item in self.input.clone() {
            let Some((command, succeeded, start, end)) = entry_of(context, &item)? else {
                let message = "Cannot add history because the input object has a format that is not valid.";
                let class = "System.IO.InvalidDataException";
                context.fail(class, message, "AddHistoryInvalidInput", Category::InvalidData, item)?;
                continue;
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

type Entry = (String, bool, Rc<DateTime>, Rc<DateTime>);

/// The entry that an object describes; `None` when it does not say all of it.
fn entry_of(context: &mut Context<'_>, item: &Value) -> Outcome<Option<Entry>> {
    if let Some(entry) = item.as_native::<HistoryEntry>() {
        let times = (entry.start.clone(), entry.end.clone());
        return Ok(Some((entry.command.clone(), entry.succeeded, times.0, times.1)));
    }
    let Some(Value::String(command)) = property(context, item, "CommandLine")? else { return Ok(None) };
    let Some(state) = property(context, item, "ExecutionStatus")? else { return Ok(None) };
    let state = convert::to_type(context.engine, state, &types::named(STATE)).ok();
    let Some(start) = time(context, item, "StartExecutionTime")? else { return Ok(None) };
    let Some(end) = time(context, item, "EndExecutionTime")? else { return Ok(None) };
    let Some(state) = state else { return Ok(None) };
    Ok(Some((command.to_string(), convert::to_int(&state)? == COMPLETED, start, end)))
}

const STATE: &str = "System.Management.Automation.Runspaces.PipelineState";
const COMPLETED: i32 = 4;

fn property(context: &mut Context<'_>, item: &Value, name: &str) -> Outcome<Option<Value>> {
    let found = member::get(context.engine, item, name)?;
    Ok(found.map(|value| value.unwrapped().clone()).filter(|value| !value.is_null()))
}

fn time(context: &mut Context<'_>, item: &Value, name: &str) -> Outcome<Option<Rc<DateTime>>> {
    let Some(value) = property(context, item, name)? else { return Ok(None) };
    let class = types::named("System.DateTime");
    // Text is read as the current culture writes it, other than by a cast.
    let read = match &value {
        Value::String(_) => member::invoke_static(context.engine, &class, "Parse", &[value]),
        _ => convert::to_type(context.engine, value, &class),
    };
    Ok(match read {
        Ok(Value::DateTime(time)) => Some(time),
        _ => None,
    })
}
