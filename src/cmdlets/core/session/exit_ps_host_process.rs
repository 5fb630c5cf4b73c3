//! `Exit-PSHostProcess`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Leaves another process of the shell. There is none, so it does nothing.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Exit-PSHostProcess
    /// ```
    "Exit-PSHostProcess" as ExitPSHostProcess {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.ExitPSHostProcessCommand",
    }
    parameters {
    }
}

impl Cmdlet for ExitPSHostProcess {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        Ok(())
    }
}
