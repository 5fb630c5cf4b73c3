//! `Clear-Host`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Clears the window.
    ///
    /// # Examples
    /// ```powershell
    /// Clear-Host
    /// ```
    "Clear-Host" as ClearHost { aliases: &["cls"], module: "Microsoft.PowerShell.Core" }
    parameters {}
}

impl Cmdlet for ClearHost {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        context.engine.host.write("\x1b[H\x1b[2J\x1b[3J", None, None);
        Ok(())
    }
}
