//! `Exit-PSSession`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Leaves a remote session. There is none, so it does nothing.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Exit-PSSession
    /// ```
    "Exit-PSSession" as ExitPSSession {
        aliases: &["exsn"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.ExitPSSessionCommand",
    }
    parameters {
    }
}

impl Cmdlet for ExitPSSession {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        Ok(())
    }
}
