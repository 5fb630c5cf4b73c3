//! `Import-CsLegacyConfiguration`.

use super::legacy_configuration::take_over;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Takes policies and settings over that Merge-CsLegacyTopology read with the legacy topology. It can be repeated after each
    /// merge: what is there already stays, unless -ReplaceExisting is given.
    ///
    /// # Examples
    /// ```powershell
    /// Import-CsLegacyConfiguration -ErrorAction SilentlyContinue
    /// Import-CsLegacyConfiguration -ReplaceExisting -Force -Report ./imported.html -ErrorAction SilentlyContinue
    /// ```
    "Import-CsLegacyConfiguration" as ImportCsLegacyConfiguration { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Replaces records that are there already.
        "ReplaceExisting" replace: bool,
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for ImportCsLegacyConfiguration {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let report = self.report.as_ref();
        take_over(context, "the legacy configuration", report, self.replace, |kind| {
            kind != "ConferenceDirectory"
        })
    }
}
