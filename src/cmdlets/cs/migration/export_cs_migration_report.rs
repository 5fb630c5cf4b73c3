//! `Export-CsMigrationReport`.

use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::migration::report;

cmdlet! {
    /// Writes a report of the migration as one HTML file: its steps with their times, who moved where, what failed
    /// and why, and the topology with its routes drawn before and after.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-CsMigrationStep 'Deploy the site' { New-CsSite Redmond | Out-Null }
    /// Export-CsMigrationReport ./migration.html
    /// Export-CsMigrationReport -FileName ./second.html
    /// ```
    "Export-CsMigrationReport" as ExportCsMigrationReport { module: "fedsh.Cs" }
    parameters {
        /// The file.
        "FileName" file: String { aliases: &["Path"], position: Some(0), mandatory: true },
    }
}

impl Cmdlet for ExportCsMigrationReport {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let path = context.engine.resolve_path(&self.file);
        let html = match report::gather(&**session.store()) {
            Ok(report) => report.to_html(),
            Err(error) => return Refusal::from(error).report(context),
        };
        match std::fs::write(&path, html) {
            Ok(()) => Ok(()),
            Err(error) => {
                Refusal::Invalid(format!("'{}' cannot be written: {error}.", path.display())).report(context)
            }
        }
    }
}
