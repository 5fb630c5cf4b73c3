//! `Get-Clipboard`.

use super::clipboard;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Reads the text of the clipboard, through the program of the desktop that has it.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command Get-Clipboard
    /// Get-Clipboard -Raw -Delimiter ', ' -ErrorAction SilentlyContinue
    /// ```
    "Get-Clipboard" as GetClipboard {
        aliases: &["gcb"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetClipboardCommand",
        output_types: &["System.String"],
    }
    parameters {
        /// Sends the text as one, not line by line.
        "Raw" raw: bool,
        /// What separates the parts that are sent; line ends otherwise.
        "Delimiter" delimiter: Vec<String>,
    }
}

impl Cmdlet for GetClipboard {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(text) = clipboard::read(context)? else { return Ok(()) };
        if self.raw {
            return context.output(Value::text(text));
        }
        let ends = ["\r\n".to_string(), "\n".to_string()];
        let delimiters: &[String] = if self.delimiter.is_empty() { &ends } else { &self.delimiter };
        let mut rest = text.as_str();
        while let Some((at, length)) = delimiters
            .iter()
            .filter(|delimiter| !delimiter.is_empty())
            .filter_map(|delimiter| rest.find(delimiter.as_str()).map(|at| (at, delimiter.len())))
            .min_by_key(|(at, length)| (*at, usize::MAX - length))
        {
            context.output(Value::text(rest.get(..at).unwrap_or_default()))?;
            rest = rest.get(at + length..).unwrap_or_default();
        }
        context.output(Value::text(rest))
    }
}
