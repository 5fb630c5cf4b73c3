//! `Undo-CsMigrationStep`.

use super::{refused, shown};
use crate::cmdlet;
use crate::cmdlets::cs::plan::plan;
use crate::cmdlets::cs::state::{author, session};
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::migration::journal;

cmdlet! {
    /// Takes the last completed step back, with all its changes.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-CsMigrationStep 'Deploy the site' { New-CsSite Redmond | Out-Null }
    /// Undo-CsMigrationStep
    /// Invoke-CsMigrationStep 'Deploy the site' { New-CsSite Redmond | Out-Null }
    /// Undo-CsMigrationStep -Name 'Deploy the site'
    /// ```
    "Undo-CsMigrationStep" as UndoCsMigrationStep { module: "fedsh.Cs", should_process: Some(Impact::Medium) }
    parameters {
        /// The step, which has to be the last one.
        "Name" name: Option<String> { position: Some(0) },
    }
}

impl Cmdlet for UndoCsMigrationStep {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let session = session(context)?;
        let author = author(context);
        let only_said = context.invocation.common.what_if == Some(true);
        match journal::undo(&session, &author, self.name.as_deref(), only_said) {
            Ok((_, changes)) if only_said => {
                context.engine.host.write(&plan(changes.changes()), None, None);
                Ok(())
            }
            Ok((step, _)) => context.output(shown(&step)),
            Err(error) => refused(error).report(context),
        }
    }
}
