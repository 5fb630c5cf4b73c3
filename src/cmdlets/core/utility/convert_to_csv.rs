//! `ConvertTo-Csv`.

use super::csv_writer::{CsvWriter, delimiter, type_line};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Turns objects into CSV lines.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann'; Age = 34 } | ConvertTo-Csv
    /// $user = [pscustomobject]@{ Name = 'Ann'; Age = 34 }
    /// ConvertTo-Csv -InputObject $user -Delimiter ';' -UseQuotes AsNeeded -NoHeader
    /// $user | ConvertTo-Csv -QuoteFields Name -NoTypeInformation
    /// $user | ConvertTo-Csv -UseCulture -IncludeTypeInformation
    /// ```
    "ConvertTo-Csv" as ConvertToCsv {
        class: "Microsoft.PowerShell.Commands.ConvertToCsvCommand",
        default_set: "Delimiter",
        output_types: &["System.String"],
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", position: Some(0), mandatory: true, pipe: Pipe::Both },
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
    state { writer: CsvWriter, started: bool }
}

impl Cmdlet for ConvertToCsv {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        let delimiter = delimiter(context, self.delimiter, self.culture)?;
        self.writer = CsvWriter::new(context, delimiter, self.quotes.as_deref(), &self.quote_fields)?;
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let object = std::mem::take(&mut self.input);
        if !std::mem::replace(&mut self.started, true) {
            let empty = self.writer.columns(&object).is_empty();
            if self.with_type {
                context.output(Value::text(type_line(&object)))?;
            }
            if !self.no_header && !empty {
                context.output(Value::text(self.writer.head()))?;
            }
        }
        if self.writer.columns(&object).is_empty() {
            return Ok(());
        }
        let row = self.writer.row(context.engine, &object)?;
        context.output(Value::text(row))
    }
}
