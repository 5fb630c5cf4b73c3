//! `Get-Location`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::path_info;

cmdlet! {
    /// Sends the current folder.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Location
    /// ```
    "Get-Location" as GetLocation { aliases: &["gl", "pwd"], module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.GetLocationCommand" }
    parameters {}
}

impl Cmdlet for GetLocation {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let location = path_info::location(context.engine);
        context.output(location)
    }
}
