//! `Stop-Process`.

use super::processes;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;

cmdlet! {
    /// Ends processes.
    ///
    /// # Examples
    /// ```powershell
    /// $process = Start-Process sleep 60 -PassThru
    /// Stop-Process $process
    /// $process = Start-Process sleep 60 -PassThru
    /// Stop-Process -Id $process.Id -Force
    /// $process = Start-Process sleep 60 -PassThru
    /// Stop-Process -InputObject $process
    /// Stop-Process -Name sleep -WhatIf
    /// $process = Start-Process sleep 60 -PassThru
    /// Stop-Process -Id $process.Id -PassThru
    /// ```
    "Stop-Process" as StopProcess {
        aliases: &["spps"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.StopProcessCommand",
        default_set: "Id",
        should_process: Some(Impact::Medium),
        output_types: &["System.Diagnostics.Process"],
    }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { aliases: &["ProcessName"], sets: &[Membership { set: "Name", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Numbers of the processes.
        "Id" id: Vec<i32> { sets: &[Membership { set: "Id", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Processes.
        "InputObject" input_object: Vec<Value> { type_name: "Process[]", sets: &[Membership { set: "InputObject", position: Some(0), mandatory: true, pipe: Pipe::ByValue }] },
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Without asking.
        "Force" force: bool { validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for StopProcess {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut found = processes::by_names(context, &self.name)?;
        found.extend(processes::by_ids(context, &self.id)?);
        found.extend(self.input_object.iter().cloned());
        for process in found {
            let Some(name) = processes::shown(&process) else { continue };
            if !context.should_process(&name, "Stop-Process")? {
                continue;
            }
            if let Err(error) = processes::kill(&process) {
                let message =
                    format!("Cannot stop process \"{name}\" because of the following error: {error}");
                let class = "Microsoft.PowerShell.Commands.ProcessCommandException";
                context.fail(class, message, "CouldNotStopProcess", Category::CloseError, process)?;
                continue;
            }
            if self.pass_thru {
                context.output(process)?;
            }
        }
        Ok(())
    }
}
