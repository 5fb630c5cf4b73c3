//! `Import-Csv`.

use super::csv_reader::CsvObjects;
use super::csv_writer::delimiter;
use super::text_lines::TextLines;
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::encoding::TextEncoding;
use crate::engine::types::encoding;
use crate::engine::{Outcome, operators};
use std::path::Path;

cmdlet! {
    /// Reads the rows of CSV files as objects.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./users.csv 'Name,Age', 'Ann,34'
    /// Import-Csv ./users.csv
    /// Set-Content ./second.csv 'Ann;34', 'Bob;27'
    /// Import-Csv -Path ./second.csv -Delimiter ';' -Header Name, Age -Encoding utf8
    /// Import-Csv -LiteralPath ./users.csv -UseCulture
    /// ```
    "Import-Csv" as ImportCsv {
        aliases: &["ipcsv"],
        class: "Microsoft.PowerShell.Commands.ImportCsvCommand",
        default_set: "DelimiterPath",
    }
    parameters {
        /// What separates the columns.
        "Delimiter" delimiter: Option<char> { sets: &[Membership { set: "DelimiterPath", position: Some(1), mandatory: false, pipe: Pipe::No }, Membership { set: "DelimiterLiteralPath", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// The files.
        "Path" path: Vec<String> { sets: &[Membership { set: "DelimiterPath", position: Some(0), mandatory: true, pipe: Pipe::Both }, Membership { set: "CulturePath", position: Some(0), mandatory: true, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "DelimiterLiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }, Membership { set: "CultureLiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNullOrEmpty] },
        /// Separates the columns by the culture's list separator.
        "UseCulture" culture: bool { sets: &[Membership { set: "CulturePath", position: None, mandatory: true, pipe: Pipe::No }, Membership { set: "CultureLiteralPath", position: None, mandatory: true, pipe: Pipe::No }] },
        /// The columns' names, when the file has no header.
        "Header" header: Vec<String> { validate: &[Validation::NotNullOrEmpty] },
        /// The encoding; marks at the start win.
        "Encoding" encoding: Option<TextEncoding> { suggestions: encoding::NAMES, validate: &[Validation::NotNullOrEmpty] },
    }
}

impl Cmdlet for ImportCsv {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for name in self.path.clone() {
            if operators::has_wildcard(&name) {
                for path in files::expand(context, &name)? {
                    self.read(context, &path)?;
                }
            } else {
                let path = context.engine.resolve_path(&name);
                self.read(context, &path)?;
            }
        }
        for name in self.literal.clone() {
            let path = context.engine.resolve_path(&name);
            self.read(context, &path)?;
        }
        Ok(())
    }
}

impl ImportCsv {
    fn read(&self, context: &mut Context<'_>, path: &Path) -> Outcome {
        let mut lines = match TextLines::open(path, self.encoding) {
            Ok(lines) => lines,
            Err(error) => return Err(files::not_opened(context, path, &error)),
        };
        let separator = delimiter(context, self.delimiter, self.culture)?;
        let mut objects = CsvObjects::new(context, &self.header)?;
        objects.send(context, &mut || lines.next_line(), separator)
    }
}
