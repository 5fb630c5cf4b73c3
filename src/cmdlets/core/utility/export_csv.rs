//! `Export-Csv`.

use super::csv_text::{Writer, delimiter};
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::encoding;
use crate::engine::value::Value;
use crate::engine::{Outcome, member};
use std::fs::OpenOptions;
use std::io::Write;

cmdlet! {
    /// Writes objects to a CSV file.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann' } | Export-Csv ./users.csv
    /// ```
    "Export-Csv" as ExportCsv {
        aliases: &["epcsv"],
        class: "Microsoft.PowerShell.Commands.ExportCsvCommand",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { mandatory: true, pipe: Pipe::ByValue },
        /// The file.
        "Path" path: Option<String> { position: Some(0) },
        /// The file, without wildcards.
        "LiteralPath" literal: Option<String> { aliases: &["PSPath", "LP"] },
        /// What separates the columns.
        "Delimiter" delimiter: Option<String> { position: Some(1) },
        /// Which fields are quoted.
        "UseQuotes" quotes: Option<String> { aliases: &["UQ"], values: &["Never", "Always", "AsNeeded"] },
        /// Adds rows to an existing file.
        "Append" append: bool,
        /// Does not replace an existing file.
        "NoClobber" no_clobber: bool { aliases: &["NoOverwrite"] },
        /// Writes to read-only files too, and appends rows without all columns.
        "Force" force: bool,
        /// The encoding of the file.
        "Encoding" encoding: Option<String> { values: encoding::NAMES },
        /// Writes no line about the type (the usual).
        "NoTypeInformation" no_type: bool { aliases: &["NTI"] },
        /// Writes a line about the type.
        "IncludeTypeInformation" with_type: bool { aliases: &["ITI"] },
        /// Writes no header.
        "NoHeader" no_header: bool,
        /// Accepted; the comma is the list separator here.
        "UseCulture" culture: bool,
    }
    state { writer: Writer, text: String }
}

impl Cmdlet for ExportCsv {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let object = self.input.clone();
        let (head, row) =
            self.writer.lines(context, &object, delimiter(&self.delimiter), self.quotes.as_deref())?;
        if let Some(head) = head {
            if self.with_type {
                let kind = member::type_names(&object).first().cloned().unwrap_or_default();
                self.text.push_str(&format!("#TYPE {kind}\n"));
            }
            let name = self.path.clone().or(self.literal.clone()).unwrap_or_default();
            let exists = context.engine.resolve_path(&name).metadata().is_ok_and(|found| found.len() > 0);
            let continues = self.append && exists;
            if !(self.no_header || continues) {
                self.text.push_str(&head);
                self.text.push('\n');
            }
        }
        self.text.push_str(&row);
        self.text.push('\n');
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(name) = self.path.clone().or(self.literal.clone()) else {
            let message = "You must specify either the -Path or -LiteralPath parameters, but not both.";
            return Err(context.terminate(
                "System.InvalidOperationException",
                message,
                "CannotSpecifyPathAndLiteralPath",
                Category::InvalidData,
                Value::Null,
            ));
        };
        let path = context.engine.resolve_path(&name);
        if !context.should_process(&path.display().to_string(), "Export-Csv")? {
            return Ok(());
        }
        if self.no_clobber && path.exists() {
            let message = format!("The file '{}' already exists.", path.display());
            return context.fail(
                "System.IO.IOException",
                message,
                "NoClobber",
                Category::ResourceExists,
                Value::text(name),
            );
        }
        let opened = OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(!self.append)
            .append(self.append)
            .open(&path);
        let mark: &[u8] = if self.append { &[] } else { encoding::mark(self.encoding.as_deref()) };
        let bytes = [mark, &encoding::encode(&self.text, self.encoding.as_deref())].concat();
        match opened.and_then(|mut file| file.write_all(&bytes)) {
            Ok(()) => Ok(()),
            Err(error) => files::failed(context, &path, &error, "FileOpenFailure"),
        }
    }
}
