//! `New-Alias`.

use super::aliases::{self, Wanted};
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
    /// ```
    "New-Alias" as NewAlias { aliases: &["nal"], default_set: "Default", should_process: Some(Impact::Medium), class: "Microsoft.PowerShell.Commands.NewAliasCommand" }
    parameters {
        /// The alias.
        "Name" name: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// The command it stands for.
        "Value" value: String { position: Some(1), mandatory: true, pipe: Pipe::ByName },
        /// What it is for.
        "Description" description: Option<String>,
        /// `ReadOnly`, `Constant`, `Private`, `AllScope`.
        "Option" option: Option<String>,
        /// Sends the alias.
        "PassThru" pass_thru: bool,
        /// Which scope.
        "Scope" scope: Option<String>,
        /// Also over a read-only alias.
        "Force" force: bool,
    }
}

impl Cmdlet for NewAlias {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let wanted = Wanted {
            name: &self.name,
            value: &self.value,
            description: self.description.as_deref(),
            option: self.option.as_deref(),
            scope: self.scope.as_deref(),
            force: self.force,
            pass_thru: self.pass_thru,
            new: true,
        };
        aliases::set(context, &wanted)
    }
}
