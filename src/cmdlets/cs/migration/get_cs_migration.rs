//! `Get-CsMigration`.

use super::shown;
use crate::cmdlet;
use crate::cmdlets::cs::state::{Refusal, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::migration::{journal, report};

cmdlet! {
    /// Shows the steps of the migration, or writes a report of it.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-CsMigrationStep 'Deploy the site' { New-CsSite Redmond | Out-Null }
    /// Get-CsMigration | Format-Table Number, Name, State
    /// Get-CsMigration -Name 'Deploy*' -ReportFileName ./report.html
    /// ```
    "Get-CsMigration" as GetCsMigration { module: "fedsh.Cs" }
    parameters {
        /// A step's name, with wildcards.
        "Name" name: Option<String> { position: Some(0) },
        /// Writes the report as HTML to this file.
        "ReportFileName" report: Option<String> { aliases: &["Report"] },
    }
}

impl Cmdlet for GetCsMigration {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        if let Some(name) = &self.report {
            let path = context.engine.resolve_path(name);
            let html = match report::gather(&**session.store()) {
                Ok(report) => report.to_html(),
                Err(error) => return Refusal::from(error).report(context),
            };
            return match std::fs::write(&path, html) {
                Ok(()) => Ok(()),
                Err(error) => Refusal::Invalid(format!("'{}' cannot be written: {error}.", path.display()))
                    .report(context),
            };
        }
        let steps = match journal::steps(&*session) {
            Ok(steps) => steps,
            Err(error) => return Refusal::from(error).report(context),
        };
        for step in steps {
            if self
                .name
                .as_ref()
                .is_none_or(|pattern| crate::engine::operators::like(&step.name, pattern, true))
            {
                context.output(shown(&step))?;
            }
        }
        Ok(())
    }
}
