//! `Switch-Process`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;
use std::os::unix::process::CommandExt;
use std::process::Command;

cmdlet! {
    /// Puts a program in the place of this shell, which ends.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Switch-Process
    /// # The program takes the place of this session.
    /// Switch-Process -WithCommand echo, 'in its place'
    /// ```
    "Switch-Process" as SwitchProcess {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.SwitchProcessCommand",
    }
    parameters {
        /// The program and its arguments.
        "WithCommand" with_command: Vec<String> { position: Some(0), remaining: true },
    }
}

impl Cmdlet for SwitchProcess {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let [name, arguments @ ..] = self.with_command.as_slice() else { return Ok(()) };
        let Some(program) = context.engine.programs(name).into_iter().next() else {
            let message =
                format!("Command '{name}' was not found. The specified command must be an executable.");
            return Err(context.terminate(
                "System.Management.Automation.CommandNotFoundException",
                message,
                "CommandNotFound",
                Category::InvalidArgument,
                Value::text(name.as_str()),
            ));
        };
        context.engine.host.flush();
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env_clear()
            .envs(&context.engine.environment)
            .current_dir(&context.engine.location);
        let error = command.exec();
        Err(context.terminate(
            "System.ComponentModel.Win32Exception",
            error.to_string(),
            "ExecFailed",
            Category::InvalidOperation,
            Value::text(name.as_str()),
        ))
    }
}
