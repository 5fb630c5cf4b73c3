//! `Out-Host`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Shows objects on the host instead of sending them on.
    ///
    /// # Examples
    /// ```powershell
    /// $x = 1..3 | Out-Host
    /// ```
    "Out-Host" as OutHost { aliases: &["oh"], module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.OutHostCommand" }
    parameters {
        /// Each object.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// Accepted; the terminal's own scrolling is used.
        "Paging" paging: bool,
    }
    state { any: bool }
}

impl Cmdlet for OutHost {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        self.any = true;
        let value = self.input.clone();
        context.engine.show(value)
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.any { context.engine.finish_output() } else { Ok(()) }
    }
}
