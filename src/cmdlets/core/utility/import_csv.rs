//! `Import-Csv`.

use super::csv_text::{delimiter, objects};
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::encoding;
use crate::engine::value::Value;

cmdlet! {
    /// Reads the rows of CSV files as objects.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./users.csv 'Name,Age', 'Ann,34'
    /// Import-Csv ./users.csv
    /// ```
    "Import-Csv" as ImportCsv { aliases: &["ipcsv"], class: "Microsoft.PowerShell.Commands.ImportCsvCommand" }
    parameters {
        /// The files.
        "Path" path: Vec<String> { position: Some(0), pipe: Pipe::ByValue, wildcards: true },
        /// What separates the columns.
        "Delimiter" delimiter: Option<String> { position: Some(1) },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], pipe: Pipe::ByName },
        /// The columns' names, when the file has no header.
        "Header" header: Vec<String>,
        /// The encoding; marks at the start win.
        "Encoding" encoding: Option<String> { values: encoding::NAMES },
        /// Accepted; the comma is the list separator here.
        "UseCulture" culture: bool,
    }
}

impl Cmdlet for ImportCsv {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for name in self.path.clone().into_iter().chain(self.literal.clone()) {
            let path = context.engine.resolve_path(&name);
            let bytes = match std::fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    let shown = path.display().to_string();
                    let message = format!("Could not find file '{shown}'.");
                    context.fail(
                        "System.IO.FileNotFoundException",
                        message,
                        "FileOpenFailure",
                        Category::OpenError,
                        Value::text(shown),
                    )?;
                    continue;
                }
                Err(error) => {
                    files::failed(context, &path, &error, "FileOpenFailure")?;
                    continue;
                }
            };
            let text = encoding::decode_as(&bytes, self.encoding.as_deref());
            for object in objects(context, &text, delimiter(&self.delimiter), &self.header)? {
                context.output(object)?;
            }
        }
        Ok(())
    }
}
