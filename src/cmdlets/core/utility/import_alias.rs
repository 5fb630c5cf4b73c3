//! `Import-Alias`.

use super::aliases::{self, AliasDefinition};
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::encoding;
use crate::engine::value::Value;
use std::path::Path;

cmdlet! {
    /// Reads aliases that `Export-Alias` wrote.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./aliases.csv '"show","Write-Output","","None"'
    /// Import-Alias ./aliases.csv
    /// Import-Alias -LiteralPath ./aliases.csv -Scope Local -PassThru -Force
    /// Import-Alias -Path ./aliases.csv -Force
    /// ```
    "Import-Alias" as ImportAlias {
        aliases: &["ipal"],
        class: "Microsoft.PowerShell.Commands.ImportAliasCommand",
        default_set: "ByPath",
        should_process: Some(Impact::Medium),
        output_types: &["System.Management.Automation.AliasInfo"],
    }
    parameters {
        /// The file; wildcards are allowed.
        "Path" path: Option<String> { sets: &[Membership { set: "ByPath", position: Some(0), mandatory: true, pipe: Pipe::Both }] },
        /// The file, without wildcards.
        "LiteralPath" literal_path: Option<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "ByLiteralPath", position: None, mandatory: true, pipe: Pipe::Both }] },
        /// Which scope the aliases get.
        "Scope" scope: Option<String> { validate: &[Validation::NotNullOrEmpty] },
        /// Sends the aliases on.
        "PassThru" pass_thru: bool,
        /// Replaces read-only aliases too.
        "Force" force: bool,
    }
}

impl Cmdlet for ImportAlias {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let paths: Vec<String> = self.path.clone().into_iter().collect();
        let literal: Vec<String> = self.literal_path.clone().into_iter().collect();
        for path in files::existing(context, &paths, &literal)? {
            match std::fs::read(&path) {
                Ok(bytes) => self.read(context, &path, &encoding::decode(&bytes))?,
                Err(error) => return Err(files::not_opened(context, &path, &error)),
            }
        }
        Ok(())
    }
}

impl ImportAlias {
    fn read(&self, context: &mut Context<'_>, path: &Path, text: &str) -> Outcome {
        let plain: String = text
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
            .map(|line| format!("{line}\n"))
            .collect();
        let mut rows =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(plain.as_bytes());
        for (index, row) in rows.records().enumerate() {
            let fields: Vec<String> = match row {
                Ok(row) => row.iter().map(|field| field.trim().to_string()).collect(),
                Err(_) => Vec::new(),
            };
            let [name, value, description, option] = fields.as_slice() else {
                let message = format!(
                    "Cannot import an alias. Line number {} in the file '{}' is not a properly formatted, comma-separated values (CSV) line for aliases. Change the line to contain four values separated by commas. If the value text itself contains a comma, then the value must be contained in quotation marks. The first value must not contain double quotation marks.",
                    index + 1,
                    path.display()
                );
                return Err(context.terminate(
                    "System.FormatException",
                    message,
                    "ImportAliasFileFormatError",
                    Category::ReadError,
                    Value::text(path.display().to_string()),
                ));
            };
            let wanted = AliasDefinition {
                name: name.to_string(),
                value: value.to_string(),
                description: Some(description.to_string()),
                option: Some(option.to_string()),
                scope: self.scope.clone(),
                force: self.force,
                pass_thru: self.pass_thru,
            };
            if self.scope.is_none() && !self.force && aliases::exists(context, name) {
                aliases::refuse(context, name)?;
                continue;
            }
            aliases::set(context, &wanted, true)?;
        }
        Ok(())
    }
}
