//! `Stop-Computer`.

use super::shutdown::shut_down;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Shuts this computer down.
    ///
    /// # Examples
    /// ```powershell
    /// Stop-Computer -WhatIf
    /// ```
    "Stop-Computer" as StopComputer {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.StopComputerCommand",
        should_process: Some(Impact::Medium),
    }
    parameters {
    }
}

impl Cmdlet for StopComputer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        shut_down(context, "-P")
    }
}
