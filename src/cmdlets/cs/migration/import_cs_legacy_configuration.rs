//! `Import-CsLegacyConfiguration`.

use super::legacy_configuration::records;
use crate::cmdlet;
use crate::cmdlets::cs::report;
use crate::cmdlets::cs::state::change;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::topology::store::Reader;
use serde_json::Value as Json;

cmdlet! {
    /// Takes policies and settings over that Merge-CsLegacyTopology read with the legacy topology. It can be repeated after each
    /// merge: what is there already stays, unless -ReplaceExisting is given.
    ///
    /// # Examples
    /// ```powershell
    /// Import-CsLegacyConfiguration -ErrorAction SilentlyContinue
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
        let found = match records(context)? {
            Ok(found) => found,
            Err(refusal) => return refusal.report(context),
        };
        let chosen = found.into_iter().filter(|(noun, _, _)| noun.kind != "ConferenceDirectory");
        let chosen: Vec<_> = chosen.collect();
        let replace = self.replace;
        let lines = change(context, "the legacy configuration", |transaction| {
            let mut lines = Vec::new();
            for (noun, identity, fields) in chosen {
                let line = match transaction.get(noun.kind, &identity)? {
                    Some(_) if !replace => {
                        format!("The {} '{identity}' is there already and stays.", noun.words)
                    }
                    _ => {
                        transaction.put(noun.kind, &identity, Json::Object(fields))?;
                        format!("The {} '{identity}' was taken over.", noun.words)
                    }
                };
                lines.push(line);
            }
            Ok(lines)
        })?;
        let Some(lines) = lines else { return Ok(()) };
        for line in &lines {
            context.verbose(line)?;
        }
        report::write(context, self.report.as_ref(), &lines)
    }
}
