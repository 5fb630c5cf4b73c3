//! `Import-CsLegacyConferenceDirectory`.

use super::legacy_configuration::take_over;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Takes conference directories over that Merge-CsLegacyTopology read with the legacy topology. It can be repeated after each
    /// merge: what is there already and the same stays.
    ///
    /// # Examples
    /// ```powershell
    /// Import-CsLegacyConferenceDirectory -ErrorAction SilentlyContinue
    /// Import-CsLegacyConferenceDirectory -Force -Report ./directories.html -ErrorAction SilentlyContinue
    /// ```
    "Import-CsLegacyConferenceDirectory" as ImportCsLegacyConferenceDirectory { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// Asks no questions.
        "Force" force: bool,
        /// Writes what was done as HTML to this file.
        "Report" report: Option<String>,
    }
}

impl Cmdlet for ImportCsLegacyConferenceDirectory {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let report = self.report.as_ref();
        take_over(context, "the legacy configuration", report, true, |kind| kind == "ConferenceDirectory")
    }
}
