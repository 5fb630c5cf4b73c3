//! `Convert-Path`.

use super::selection::Selection;
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
    /// ```
    "Convert-Path" as ConvertPath {
        aliases: &["cvpa"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.ConvertPathCommand",
        default_set: "Path",
        output_types: &["System.String"],
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Hidden and read-only items too.
        "Force" force: bool,
    }
}

impl Cmdlet for ConvertPath {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let filters = Filters { force: self.force, ..Filters::default() };
        let selection = Selection { path: &self.path, literal: &self.literal, filters, credential: None };
        for at in selection.items(context)? {
            context.output(Value::text(at.path))?;
        }
        Ok(())
    }
}
