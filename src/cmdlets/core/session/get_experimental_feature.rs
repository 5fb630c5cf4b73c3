//! `Get-ExperimentalFeature`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Lists experimental features. This shell has none: what it can do is on.
    ///
    /// # Examples
    /// ```powershell
    /// Get-ExperimentalFeature
    /// Get-ExperimentalFeature -Name PS*
    /// ```
    "Get-ExperimentalFeature" as GetExperimentalFeature {
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.GetExperimentalFeatureCommand",
        output_types: &["System.Management.Automation.ExperimentalFeature"],
    }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), pipe: Pipe::ByValue, validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for GetExperimentalFeature {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        Ok(())
    }
}
