//! `ConvertFrom-Csv`.

use super::csv_text::{delimiter, objects};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Reads CSV text as objects.
    ///
    /// # Examples
    /// ```powershell
    /// 'Name,Age', 'Ann,34' | ConvertFrom-Csv
    /// ```
    "ConvertFrom-Csv" as ConvertFromCsv { class: "Microsoft.PowerShell.Commands.ConvertFromCsvCommand" }
    parameters {
        /// Lines of text.
        "InputObject" input: Vec<String> { position: Some(0), pipe: Pipe::ByValue },
        /// What separates the columns.
        "Delimiter" delimiter: Option<String> { position: Some(1) },
        /// The columns' names, when the text has no header.
        "Header" header: Vec<String>,
        /// Accepted; the comma is the list separator here.
        "UseCulture" culture: bool,
    }
    state { text: String }
}

impl Cmdlet for ConvertFromCsv {
    fn process(&mut self, _context: &mut Context<'_>) -> Outcome {
        for line in &self.input {
            self.text.push_str(line);
            self.text.push('\n');
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        for object in objects(context, &self.text, delimiter(&self.delimiter), &self.header)? {
            context.output(object)?;
        }
        Ok(())
    }
}
