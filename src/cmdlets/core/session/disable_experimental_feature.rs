//! `Disable-ExperimentalFeature`.

use super::experimental_feature::not_found;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Turns an experimental feature off. This shell has none, so no name is one.
    ///
    /// # Examples
    /// ```powershell
    /// Disable-ExperimentalFeature PSOld -ErrorAction SilentlyContinue
    /// Disable-ExperimentalFeature -Name PSOld -Scope CurrentUser -ErrorAction SilentlyContinue
    /// ```
    "Disable-ExperimentalFeature" as DisableExperimentalFeature {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.DisableExperimentalFeatureCommand",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// For this user or all.
        "Scope" scope: Option<String> { type_name: "System.Management.Automation.Configuration.ConfigScope", values: &["AllUsers", "CurrentUser"] },
    }
}

impl Cmdlet for DisableExperimentalFeature {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        not_found(context, &self.name)
    }
}
