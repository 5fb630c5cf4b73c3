//! `Get-ItemProperty`.

use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{Filters, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Gets properties of items.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt -Value 'text' | Out-Null
    /// Get-ItemProperty ./note.txt -Name Length
    /// ```
    "Get-ItemProperty" as GetItemProperty {
        aliases: &["gp"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetItemPropertyCommand",
        default_set: "Path",
        output_types: &["System.Boolean", "System.String", "System.DateTime", "System.IO.FileInfo", "System.IO.DirectoryInfo"],
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Which properties; wildcards are allowed.
        "Name" name: Vec<String> { aliases: &["PSProperty"], position: Some(1) },
        /// Only what the provider's own filter passes: for files `*` and `?`.
        "Filter" filter: Option<String>,
        /// Only items of these names; wildcards are allowed.
        "Include" include: Vec<String> { wildcards: true },
        /// Not items of these names; wildcards are allowed.
        "Exclude" exclude: Vec<String> { wildcards: true },
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetItemProperty {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = Selection {
            path: &self.path,
            literal: &self.literal,
            filters: Filters {
                filter: self.filter.clone(),
                include: self.include.clone(),
                exclude: self.exclude.clone(),
                force: false,
            },
            credential: self.credential.as_ref(),
        };
        for at in selection.items(context)? {
            let found = at.provider.property(context.engine, &at, &self.name);
            if let Some(value) = reported(context, found)? {
                context.output(value)?;
            }
        }
        Ok(())
    }
}
