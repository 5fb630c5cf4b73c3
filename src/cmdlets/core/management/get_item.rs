//! `Get-Item`.

use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{self, Filters, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Gets items: files, folders, variables, and what else drives show.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt -Value 'text' | Out-Null
    /// Get-Item ./note.txt
    /// Get-Item env:HOME, variable:PID
    /// ```
    "Get-Item" as GetItem {
        aliases: &["gi"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetItemCommand",
        default_set: "Path",
        output_types: &["System.IO.FileInfo", "System.Boolean", "System.String", "System.IO.DirectoryInfo"],
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Only what the provider's own filter passes: for files `*` and `?`.
        "Filter" filter: Option<String>,
        /// Only items of these names; wildcards are allowed.
        "Include" include: Vec<String> { wildcards: true },
        /// Not items of these names; wildcards are allowed.
        "Exclude" exclude: Vec<String> { wildcards: true },
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = Selection {
            path: &self.path,
            literal: &self.literal,
            filters: Filters {
                filter: self.filter.clone(),
                include: self.include.clone(),
                exclude: self.exclude.clone(),
                force: self.force,
            },
            credential: self.credential.as_ref(),
        };
        for at in selection.items(context)? {
            let found = at.provider.item(context.engine, &at.path);
            if let Some(Some(item)) = reported(context, found)? {
                let is_container = at.provider.is_container(context.engine, &at.path)?;
                context.output(provider::noted(&at, item, is_container))?;
            }
        }
        Ok(())
    }
}
