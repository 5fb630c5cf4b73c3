//! `Enable-ExperimentalFeature`.

use super::experimental_feature::not_found;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Turns an experimental feature on. This shell has none, so no name is one.
    ///
    /// # Examples
    /// ```powershell
    /// Enable-ExperimentalFeature PSOld -ErrorAction SilentlyContinue
    /// Enable-ExperimentalFeature -Name PSOld -Scope CurrentUser -ErrorAction SilentlyContinue
    /// ```
    "Enable-ExperimentalFeature" as EnableExperimentalFeature {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.EnableExperimentalFeatureCommand",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// For this user or all.
        "Scope" scope: Option<String> { type_name: "System.Management.Automation.Configuration.ConfigScope", values: &["AllUsers", "CurrentUser"] },
    }
}

impl Cmdlet for EnableExperimentalFeature {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        not_found(context, &self.name)
    }
}
