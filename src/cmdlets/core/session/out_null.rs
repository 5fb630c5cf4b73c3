//! `Out-Null`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Takes objects and does nothing with them.
    ///
    /// # Examples
    /// ```powershell
    /// 1..3 | Out-Null
    /// Out-Null -InputObject 1, 2
    /// ```
    "Out-Null" as OutNull { module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.OutNullCommand" }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
    }
}

impl Cmdlet for OutNull {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        self.input = Value::Null;
        Ok(())
    }
}
