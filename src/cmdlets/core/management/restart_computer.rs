//! `Restart-Computer`.

use super::shutdown::shut_down;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Restarts this computer.
    ///
    /// # Examples
    /// ```powershell
    /// Restart-Computer -WhatIf
    /// ```
    "Restart-Computer" as RestartComputer {
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.RestartComputerCommand",
        should_process: Some(Impact::Medium),
    }
    parameters {
    }
}

impl Cmdlet for RestartComputer {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        shut_down(context, "-r")
    }
}
