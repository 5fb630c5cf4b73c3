//! `Update-Help`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Would bring help up to date; here it is part of each command and always is.
    ///
    /// # Examples
    /// ```powershell
    /// Update-Help
    /// Update-Help -Module ThreadJob -Force -Scope CurrentUser -UICulture en-US
    /// Update-Help -SourcePath . -Recurse -FullyQualifiedModule @{ ModuleName = 'ThreadJob'; ModuleVersion = '1.0' }
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// Update-Help -LiteralPath . -Module ThreadJob -Credential $account
    /// Update-Help -Module ThreadJob -UseDefaultCredentials
    /// ```
    "Update-Help" as UpdateHelp {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.UpdateHelpCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Names of modules, with wildcards; all when it is not given.
        "Module" modules: Vec<String> { aliases: &["Name"], sets: &[Membership { set: "Path", position: Some(0), mandatory: false, pipe: Pipe::ByName }, Membership { set: "LiteralPath", position: Some(0), mandatory: false, pipe: Pipe::ByName }], wildcards: true },
        /// Modules by name and version.
        "FullyQualifiedModule" qualified: Vec<Value> { sets: &[Membership { set: "Path", position: None, mandatory: false, pipe: Pipe::ByName }, Membership { set: "LiteralPath", position: None, mandatory: false, pipe: Pipe::ByName }], type_name: "Microsoft.PowerShell.Commands.ModuleSpecification[]" },
        /// Folders with help of others, which is not read.
        "SourcePath" source: Vec<String> { aliases: &["Path"], sets: &[Membership { set: "Path", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// Folders, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: false, pipe: Pipe::ByName }] },
        /// Also their inner folders.
        "Recurse" recurse: bool,
        /// Languages; the help is in English.
        "UICulture" cultures: Vec<String> { position: Some(2), type_name: "cultureinfo[]" },
        /// Nobody asks for it: the help is part of fedsh.
        "Credential" credential: Option<Value> { type_name: "pscredential" },
        /// Nobody asks for them: the help is part of fedsh.
        "UseDefaultCredentials" default_credentials: bool,
        /// Writes files again that are there.
        "Force" force: bool,
        /// Whose help it is; there is one for all.
        "Scope" scope: Option<String> { type_name: "Microsoft.PowerShell.Commands.UpdateHelpScope", pipe: Pipe::ByName, values: &["CurrentUser", "AllUsers"] },
    }
}

impl Cmdlet for UpdateHelp {
    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        context.verbose("The help of fedsh is part of its commands: there is nothing to download.")
    }
}
