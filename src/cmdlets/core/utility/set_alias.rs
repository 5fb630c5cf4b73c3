//! `Set-Alias`.

use super::aliases::{self, Wanted};
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
    /// ```
    "Set-Alias" as SetAlias { aliases: &["sal"], default_set: "Default", should_process: Some(Impact::Medium), class: "Microsoft.PowerShell.Commands.SetAliasCommand" }
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

impl Cmdlet for SetAlias {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let wanted = Wanted {
            name: &self.name,
            value: &self.value,
            description: self.description.as_deref(),
            option: self.option.as_deref(),
            scope: self.scope.as_deref(),
            force: self.force,
            pass_thru: self.pass_thru,
            new: false,
        };
        aliases::set(context, &wanted)
    }
}
