//! `Write-Output`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Sends objects on.
    ///
    /// # Examples
    /// ```powershell
    /// Write-Output 1, 2
    /// Write-Output -InputObject 1, 2 -NoEnumerate | Measure-Object
    /// ```
    "Write-Output" as WriteOutput {
        aliases: &["echo", "write"],
        class: "Microsoft.PowerShell.Commands.WriteOutputCommand",
    }
    parameters {
        /// What to send.
        "InputObject" input: Value { type_name: "PSObject", position: Some(0), mandatory: true, remaining: true, pipe: Pipe::ByValue, validate: &[Validation::AllowNull, Validation::AllowEmptyCollection] },
        /// Sends a collection as one object.
        "NoEnumerate" no_enumerate: bool,
    }
}

impl Cmdlet for WriteOutput {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let value = self.input.clone();
        if self.no_enumerate {
            return context.output(value);
        }
        crate::cmdlets::core::session::for_each_object::emit(context, value)
    }
}
