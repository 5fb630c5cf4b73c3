//! `ConvertTo-Csv`.

use super::csv_text::{Writer, delimiter};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Outcome, member};

cmdlet! {
    /// Turns objects into CSV lines.
    ///
    /// # Examples
    /// ```powershell
    /// [pscustomobject]@{ Name = 'Ann'; Age = 34 } | ConvertTo-Csv
    /// ```
    "ConvertTo-Csv" as ConvertToCsv { class: "Microsoft.PowerShell.Commands.ConvertToCsvCommand" }
    parameters {
        /// Each object.
        "InputObject" input: Value { position: Some(0), mandatory: true, pipe: Pipe::ByValue },
        /// What separates the columns.
        "Delimiter" delimiter: Option<String> { position: Some(1) },
        /// Which fields are quoted.
        "UseQuotes" quotes: Option<String> { aliases: &["UQ"], values: &["Never", "Always", "AsNeeded"] },
        /// Fields that are quoted; the others are not.
        "QuoteFields" quote_fields: Vec<String> { aliases: &["QF"], validate: &[Validation::NotYet] },
        /// Writes no line about the type (the usual).
        "NoTypeInformation" no_type: bool { aliases: &["NTI"] },
        /// Writes a line about the type.
        "IncludeTypeInformation" with_type: bool { aliases: &["ITI"] },
        /// Writes no header.
        "NoHeader" no_header: bool,
        /// Accepted; the comma is the list separator here.
        "UseCulture" culture: bool,
    }
    state { writer: Writer }
}

impl Cmdlet for ConvertToCsv {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let object = self.input.clone();
        let (head, row) =
            self.writer.lines(context, &object, delimiter(&self.delimiter), self.quotes.as_deref())?;
        if let Some(head) = head {
            if self.with_type {
                let kind = member::type_names(&object).first().cloned().unwrap_or_default();
                context.output(Value::text(format!("#TYPE {kind}")))?;
            }
            if !self.no_header {
                context.output(Value::text(head))?;
            }
        }
        context.output(Value::text(row))
    }
}
