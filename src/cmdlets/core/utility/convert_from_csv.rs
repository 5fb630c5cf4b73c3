//! `ConvertFrom-Csv`.

use super::csv_reader::{CsvObjects, lines_of};
use super::csv_writer::delimiter;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

cmdlet! {
    /// Reads CSV text as objects.
    ///
    /// # Examples
    /// ```powershell
    /// 'Name,Age', 'Ann,34' | ConvertFrom-Csv
    /// ConvertFrom-Csv -InputObject 'Ann;34', 'Bob;27' -Delimiter ';' -Header Name, Age
    /// 'Name,Age', 'Ann,34' | ConvertFrom-Csv -UseCulture
    /// ```
    "ConvertFrom-Csv" as ConvertFromCsv {
        class: "Microsoft.PowerShell.Commands.ConvertFromCsvCommand",
        default_set: "Delimiter",
    }
    parameters {
        /// What separates the columns.
        "Delimiter" delimiter: Option<char> { sets: &[Membership { set: "Delimiter", position: Some(1), mandatory: false, pipe: Pipe::No }] },
        /// Separates the columns by the culture's list separator.
        "UseCulture" culture: bool { sets: &[Membership { set: "UseCulture", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Lines of text.
        "InputObject" input: Vec<Value> { type_name: "PSObject[]", position: Some(0), mandatory: true, pipe: Pipe::Both, validate: &[Validation::AllowEmptyString] },
        /// The columns' names, when the text has no header.
        "Header" header: Vec<String> { validate: &[Validation::NotNullOrEmpty] },
    }
    state { objects: CsvObjects, separator: Option<char> }
}

impl Cmdlet for ConvertFromCsv {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        self.separator = Some(delimiter(context, self.delimiter, self.culture)?);
        self.objects = CsvObjects::new(context, &self.header)?;
        Ok(())
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for line in std::mem::take(&mut self.input) {
            let text = convert::to_text(context.engine, &line)?;
            self.objects.send(context, &mut lines_of(&text), self.separator.unwrap_or(','))?;
        }
        Ok(())
    }
}
