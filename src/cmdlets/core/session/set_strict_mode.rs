//! `Set-StrictMode`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Makes reading what does not exist an error, in this scope.
    ///
    /// # Examples
    /// ```powershell
    /// Set-StrictMode -Version Latest
    /// Set-StrictMode -Off
    /// ```
    "Set-StrictMode" as SetStrictMode { module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.SetStrictModeCommand" }
    parameters {
        /// The rules' version, or `Latest`.
        "Version" version: Option<String> { aliases: &["v"] },
        /// No rules.
        "Off" off: bool,
    }
}

impl Cmdlet for SetStrictMode {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let version = match self.version.as_deref().map(str::to_ascii_lowercase).as_deref() {
            _ if self.off => 0,
            Some("latest") => 3,
            Some(text) => text.split('.').next().and_then(|major| major.parse().ok()).unwrap_or(0),
            None => 0,
        };
        context.engine.scope.strict.set(Some(version));
        Ok(())
    }
}
