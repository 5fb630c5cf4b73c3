//! `Convert-Path`.

use super::selection::PipedPath;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::Filters;
use crate::engine::value::Value;

cmdlet! {
    /// Gives the provider's own path of items: for files the full path.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// Convert-Path ./note.txt
    /// Convert-Path -LiteralPath ./note.txt -Force
    /// Convert-Path -Path ./*.txt
    /// ```
    "Convert-Path" as ConvertPath {
        aliases: &["cvpa"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.ConvertPathCommand",
        default_set: "Path",
        output_types: &["System.String"],
    }
    shared { paths: PipedPath }
    parameters {
        /// Hidden and read-only items too.
        "Force" force: bool,
    }
}

impl Cmdlet for ConvertPath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let filters = Filters { force: self.force, ..Filters::default() };
        let selection = self.paths.selection(filters, None);
        for at in selection.items(context)? {
            context.output(Value::text(at.path))?;
        }
        Ok(())
    }
}
