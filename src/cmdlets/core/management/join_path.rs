//! `Join-Path`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Joins parts of paths.
    ///
    /// # Examples
    /// ```powershell
    /// Join-Path /srv data users.csv
    /// ```
    "Join-Path" as JoinPath { module: "Microsoft.PowerShell.Management", class: "Microsoft.PowerShell.Commands.JoinPathCommand" }
    parameters {
        /// The first part.
        "Path" path: Vec<String> { aliases: &["PSPath"], position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// The next part.
        "ChildPath" child: Vec<String> { position: Some(1), mandatory: true, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// Further parts.
        "AdditionalChildPath" additional: Vec<String> { remaining: true, validate: &[Validation::AllowNull, Validation::AllowEmptyString, Validation::AllowEmptyCollection] },
        /// Sends the existing paths.
        "Resolve" resolve: bool,
    }
}

impl Cmdlet for JoinPath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for path in self.path.clone() {
            let mut joined = path;
            for part in self.child.iter().chain(&self.additional) {
                let part = part.trim_start_matches(['/', '\\']);
                let head = joined.trim_end_matches(['/', '\\']);
                joined = format!("{head}/{part}");
            }
            if self.resolve {
                for found in files::existing(context, &[joined], &[])? {
                    context.output(Value::text(found.display().to_string()))?;
                }
            } else {
                context.output(Value::text(joined.replace('\\', "/")))?;
            }
        }
        Ok(())
    }
}
