//! `Debug-Process`.

use super::processes;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;

cmdlet! {
    /// Attaches a debugger to processes. There is none that could be attached here: an error.
    ///
    /// # Examples
    /// ```powershell
    /// try { Debug-Process -Id $PID -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Debug-Process -Name fedsh -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Debug-Process -InputObject (Get-Process -Id $PID) -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Debug-Process" as DebugProcess {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.DebugProcessCommand",
        default_set: "Name",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Numbers of the processes.
        "Id" id: Vec<i32> { aliases: &["PID", "ProcessId"], sets: &[Membership { set: "Id", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Names, with wildcards.
        "Name" name: Vec<String> { aliases: &["ProcessName"], sets: &[Membership { set: "Name", position: Some(0), mandatory: true, pipe: Pipe::ByName }] },
        /// Processes.
        "InputObject" input_object: Vec<Value> { type_name: "Process[]", sets: &[Membership { set: "InputObject", position: None, mandatory: true, pipe: Pipe::ByValue }] },
    }
}

impl Cmdlet for DebugProcess {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut found = processes::by_names(context, &self.name)?;
        found.extend(processes::by_ids(context, &self.id)?);
        found.extend(self.input_object.iter().cloned());
        for process in found {
            let message = "Cannot debug process because of the following error: no debugger for processes is available on this system.";
            let class = "Microsoft.PowerShell.Commands.ProcessCommandException";
            context.fail(class, message, "NoDebuggerFound", Category::CloseError, process)?;
        }
        Ok(())
    }
}
