//! `Get-UICulture`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::culture;
use crate::engine::types::culture_info;

cmdlet! {
    /// Sends the culture of the session's messages.
    ///
    /// # Examples
    /// ```powershell
    /// (Get-UICulture).GetType().Name
    /// ```
    "Get-UICulture" as GetUiCulture { class: "Microsoft.PowerShell.Commands.GetUICultureCommand" }
    parameters {
    }
}

impl Cmdlet for GetUiCulture {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        context.output(culture_info::value(culture::language()))
    }
}
