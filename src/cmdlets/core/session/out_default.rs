//! `Out-Default`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Shows objects as the end of a pipeline does.
    ///
    /// # Examples
    /// ```powershell
    /// 1..3 | Out-Default
    /// Out-Default -InputObject 1, 2
    /// 1..3 | Out-Default -Transcript
    /// ```
    "Out-Default" as OutDefault { module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.OutDefaultCommand" }
    parameters {
        /// Accepted: a transcript has what the host shows.
        "Transcript" transcript: bool,
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
    }
}

impl Cmdlet for OutDefault {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let value = std::mem::take(&mut self.input);
        context.engine.show(value)
    }
}
