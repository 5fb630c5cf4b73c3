//! `New-Alias`.

use super::aliases::{self, AliasDefinition};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Makes an alias of a command.
    ///
    /// # Examples
    /// ```powershell
    /// New-Alias -Name show -Value Write-Output
    /// show 'text'
    /// New-Alias -Name say -Value Write-Output -Description 'Short' -Option ReadOnly -Scope Local -Force -PassThru
    /// ```
    "New-Alias" as NewAlias { aliases: &["nal"], default_set: "Default", should_process: Some(Impact::Low), class: "Microsoft.PowerShell.Commands.NewAliasCommand" }
    shared { alias: AliasDefinition }
}

impl Cmdlet for NewAlias {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        aliases::set(context, &self.alias, true)
    }
}
