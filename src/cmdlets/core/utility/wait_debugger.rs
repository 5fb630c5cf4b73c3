//! `Wait-Debugger`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Stops a script in the debugger at its next statement.
    ///
    /// # Examples
    /// ```powershell
    /// Wait-Debugger
    /// ```
    "Wait-Debugger" as WaitDebugger { class: "Microsoft.PowerShell.Commands.WaitDebuggerCommand" }
    parameters {}
}

impl Cmdlet for WaitDebugger {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        context.engine.break_next();
        Ok(())
    }
}
