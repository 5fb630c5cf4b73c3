//! `Set-Alias`.

use super::aliases::{self, AliasDefinition};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Makes or changes an alias of a command.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Alias -Name show -Value Write-Output
    /// show 'text'
    /// Set-Alias -Name say -Value Write-Output -Description 'Short' -Option None -Scope Local -Force -PassThru
    /// ```
    "Set-Alias" as SetAlias { aliases: &["sal"], default_set: "Default", should_process: Some(Impact::Medium), class: "Microsoft.PowerShell.Commands.SetAliasCommand" }
    shared { alias: AliasDefinition }
}

impl Cmdlet for SetAlias {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        aliases::set(context, &self.alias, false)
    }
}
