//! `Stop-Computer`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use std::process::Command;

cmdlet! {
    /// Shuts this computer down.
    ///
    /// # Examples
    /// ```powershell
    /// Stop-Computer -WhatIf
    /// ```
    "Stop-Computer" as StopComputer {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.StopComputerCommand",
        should_process: Some(Impact::Medium),
    }
    parameters {
    }
}

impl Cmdlet for StopComputer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if !context.should_process("localhost", "Stop-Computer")? {
            return Ok(());
        }
        match Command::new("/sbin/shutdown").args(["-P", "now"]).output() {
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
}
