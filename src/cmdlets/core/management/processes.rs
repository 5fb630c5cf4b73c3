//! Processes as commands take them: by name, by number, as objects.

use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::operators;
use crate::engine::types::process::{self, Process};
use crate::engine::value::Value;
use std::process::Child;

const EXCEPTION: &str = "Microsoft.PowerShell.Commands.ProcessCommandException";

/// Processes whose names match; a name without wildcards that fits none is reported.
pub fn by_names(context: &mut Context<'_>, names: &[String]) -> Outcome<Vec<Value>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = process::all();
    all.sort_by(|a, b| operators::text_order(&a.name(), &b.name(), true).then(a.id().cmp(&b.id())));
    let fits = |process: &Process, name: &String| operators::like(&process.name(), name, true);
    for name in names {
        if !operators::has_wildcard(name) && !all.iter().any(|process| fits(process, name)) {
            let message = format!(
                "Cannot find a process with the name \"{name}\". Verify the process name and call the cmdlet again."
            );
            let target = Value::text(name.as_str());
            context.fail(
                EXCEPTION,
                message,
                "NoProcessFoundForGivenName",
                Category::ObjectNotFound,
                target,
            )?;
        }
    }
    all.retain(|process| names.iter().any(|name| fits(process, name)));
    Ok(all.into_iter().map(Value::native).collect())
}

/// Processes by their numbers; a number that is none is reported.
pub fn by_ids(context: &mut Context<'_>, ids: &[i32]) -> Outcome<Vec<Value>> {
    let mut found = Vec::new();
    for id in ids {
        match process::by_id(*id) {
            Some(process) => found.push(Value::native(process)),
            None => {
                let message = format!("Cannot find a process with the process identifier {id}.");
                let target = Value::Int(*id);
                context.fail(
                    EXCEPTION,
                    message,
                    "NoProcessFoundForGivenId",
                    Category::ObjectNotFound,
                    target,
                )?;
            }
        }
    }
    Ok(found)
}

/// `name (number)`
pub fn shown(value: &Value) -> Option<String> {
    value.as_native::<Process>().map(|process| format!("{} ({})", process.name(), process.id()))
}

/// The user that a process runs as.
pub fn user_of(value: &Value) -> Option<String> {
    value.as_native::<Process>().and_then(Process::user)
}

/// Ends a process at once. Errors: the system's reason.
pub fn kill(value: &Value) -> Result<(), String> {
    value.as_native::<Process>().map_or(Ok(()), Process::kill)
}

pub fn has_ended(value: &Value) -> bool {
    value.as_native::<Process>().is_none_or(Process::has_ended)
}

/// The object of a program that this session started.
pub fn started(child: Child) -> Value {
    Value::native(Process::of_child(child))
}
