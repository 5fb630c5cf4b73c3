//! What `Stop-Computer` and `Restart-Computer` share.

use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::value::Value;
use std::process::Command;

/// Ends everything that runs on this computer, when the user agrees; the option of `shutdown` says how.
pub(super) fn shut_down(context: &mut Context<'_>, option: &str) -> Outcome {
    let verb = context.invocation.info.name;
    if !context.should_process("localhost", verb)? {
        return Ok(());
    }
    match Command::new("/sbin/shutdown").args([option, "now"]).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let why = String::from_utf8_lossy(&output.stderr).trim().to_string();
            context.fail(
                "System.InvalidOperationException",
                why,
                "CommandFailed",
                Category::OperationStopped,
                Value::Null,
            )
        }
        Err(error) => context.fail(
            "System.ComponentModel.Win32Exception",
            format!("/sbin/shutdown: {error}"),
            "CommandNotFound",
            Category::ObjectNotFound,
            Value::Null,
        ),
    }
}
