//! `Get-Host`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::host_object;

cmdlet! {
    /// Sends the object of the host program: `$Host`.
    ///
    /// # Examples
    /// ```powershell
    /// (Get-Host).Name
    /// ```
    "Get-Host" as GetHost {
        module: "Microsoft.PowerShell.Utility",
        class: "Microsoft.PowerShell.Commands.GetHostCommand",
        output_types: &["System.Management.Automation.Host.PSHost"],
    }
    parameters {
    }
}

impl Cmdlet for GetHost {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        context.output(host_object::value())
    }
}
