//! `Export-Csv`.

use super::csv_reader::{Records, lines_of};
use super::csv_writer::{CsvWriter, columns, delimiter, type_line};
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::encoding::TextEncoding;
use crate::engine::error::Category;
use crate::engine::types::encoding;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::path::PathBuf;
use std::rc::Rc;

use super::encoded_file::EncodedFile;

cmdlet! {
    /// Writes objects to a CSV file.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann' } | Export-Csv ./users.csv
    /// $user = [pscustomobject]@{ Name = 'Ann'; Age = 34 }
    /// $user | Export-Csv -Path ./users.csv -Append -Encoding utf8 -Force
    /// Export-Csv -InputObject $user -LiteralPath ./second.csv -Delimiter ';' -UseQuotes AsNeeded -NoClobber
    /// $user | Export-Csv ./third.csv -NoHeader -QuoteFields Name -NoTypeInformation
    /// $user | Export-Csv ./fourth.csv -UseCulture -IncludeTypeInformation
    /// ```
    "Export-Csv" as ExportCsv {
        aliases: &["epcsv"],
        class: "Microsoft.PowerShell.Commands.ExportCsvCommand",
        default_set: "Delimiter",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", mandatory: true, pipe: Pipe::Both },
        /// The file.
        "Path" path: Option<String> { position: Some(0), validate: &[Validation::NotNullOrEmpty] },
        /// The file, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"], validate: &[Validation::NotNullOrEmpty] },
        /// Writes to read-only files too, and appends rows without all columns.
        "Force" force: bool,
        /// Does not replace an existing file.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// The encoding of the file.
        "Encoding" encoding: Option<TextEncoding> { suggestions: encoding::NAMES, validate: &[Validation::NotNullOrEmpty] },
        /// Adds rows to an existing file.
        "Append" append: bool,
        /// What separates the columns.
        "Delimiter" delimiter: Option<char> { sets: &[Membership { set: "Delimiter", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// Separates the columns by the culture's list separator.
        "UseCulture" culture: bool { sets: &[Membership { set: "UseCulture", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Writes a line about the type.
        "IncludeTypeInformation" with_type: bool { aliases: &["ITI"] },
        /// Writes no line about the type (the usual).
        "NoTypeInformation" no_type: bool { aliases: &["NTI"] },
        /// Columns that are quoted; the others are not.
        "QuoteFields" quote_fields: Vec<String> { aliases: &["QF"] },
        /// Which fields are quoted.
        "UseQuotes" quotes: Option<String> { type_name: "Microsoft.PowerShell.Commands.BaseCsvWritingCommand+QuoteKind", aliases: &["UQ"], values: &["Never", "Always", "AsNeeded"] },
        /// Writes no header.
        "NoHeader" no_header: bool,
    }
    state { writer: CsvWriter, file: Option<EncodedFile>, started: bool, continued: bool, off: bool }
}

impl Cmdlet for ExportCsv {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(path) = self.target(context)? else { return Ok(()) };
        let separator = delimiter(context, self.delimiter, self.culture)?;
        self.writer = CsvWriter::new(context, separator, self.quotes.as_deref(), &self.quote_fields)?;
        self.off = !context.should_process(&path.display().to_string(), "Export-Csv")?;
        if self.off {
            return Ok(());
        }
        if self.append && self.no_header {
            return Err(context.terminate(
                "System.InvalidOperationException",
                "You must specify either the -Append or -NoHeader parameters, but not both.",
                "CannotSpecifyBothAppendAndNoHeader",
                Category::InvalidData,
                Value::Null,
            ));
        }
        if self.no_clobber && !self.append && path.exists() {
            return Err(context.terminate(
                "System.IO.IOException",
                format!("The file '{}' already exists.", path.display()),
                "NoClobber",
                Category::ResourceExists,
                Value::text(path.display().to_string()),
            ));
        }
        if self.append {
            self.read_columns(&path, separator);
        }
        match EncodedFile::open(&path, self.append, self.force, self.encoding) {
            Ok(file) => self.file = Some(file),
            Err(error) => return Err(files::not_opened(context, &path, &error)),
        }
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.off || self.file.is_none() {
            return Ok(());
        }
        let object = std::mem::take(&mut self.input);
        let mut text = String::new();
        if !std::mem::replace(&mut self.started, true) {
            if self.continued {
                self.check_columns(context, &object)?;
            } else {
                self.writer.columns(&object);
                if self.with_type {
                    text.push_str(&type_line(&object));
                    text.push('\n');
                }
                if !self.no_header {
                    text.push_str(&self.writer.head());
                    text.push('\n');
                }
            }
        }
        text.push_str(&self.writer.row(context.engine, &object)?);
        text.push('\n');
        let Some(file) = &mut self.file else { return Ok(()) };
        match file.write(&text) {
            Ok(()) => Ok(()),
            Err(error) => Err(files::not_written(context, file.path(), &error)),
        }
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(file) = self.file.take() else { return Ok(()) };
        let path = file.path().to_path_buf();
        file.finish().map_err(|error| files::not_written(context, &path, &error))
    }
}

impl ExportCsv {
    fn target(&self, context: &mut Context<'_>) -> Outcome<Option<PathBuf>> {
        match (&self.path, &self.literal) {
            (Some(name), None) | (None, Some(name)) => Ok(Some(context.engine.resolve_path(name))),
            _ => Err(context.terminate(
                "System.InvalidOperationException",
                "You must specify either the -Path or -LiteralPath parameters, but not both.",
                "CannotSpecifyPathAndLiteralPath",
                Category::InvalidData,
                Value::Null,
            )),
        }
    }

    /// The columns of a file that is continued.
    fn read_columns(&mut self, path: &std::path::Path, separator: char) {
        let Ok(bytes) = std::fs::read(path) else { return };
        let text = self.encoding.unwrap_or_default().decode(&bytes);
        let mut lines = lines_of(&text);
        let mut records = Records::new(&mut lines, separator);
        while let Ok(Some(values)) = records.next() {
            let comment = values.first().is_some_and(|first| first.starts_with('#'));
            if comment || values.iter().all(String::is_empty) {
                continue;
            }
            self.writer.set_columns(values.into_iter().map(Rc::from).collect());
            self.continued = true;
            return;
        }
    }

    /// Errors: the file has a column that the object lacks.
    fn check_columns(&mut self, context: &mut Context<'_>, object: &Value) -> Result<(), Box<Fault>> {
        if self.force {
            return Ok(());
        }
        let has = columns(object);
        let missing = self
            .writer
            .columns(object)
            .iter()
            .find(|name| !has.iter().any(|known| known.eq_ignore_ascii_case(name)))
            .cloned();
        let Some(name) = missing else { return Ok(()) };
        let file = self.path.clone().or(self.literal.clone()).unwrap_or_default();
        self.off = true;
        let message = format!(
            "Cannot append CSV content to the following file: {file}. The appended object does not have a property that corresponds to the following column: {name}. To continue with mismatched properties, add the -Force parameter, and then retry the command."
        );
        Err(context.terminate(
            "System.InvalidOperationException",
            message,
            "CannotAppendCsvWithMismatchedPropertyNames",
            Category::InvalidData,
            Value::text(name.as_ref()),
        ))
    }
}
