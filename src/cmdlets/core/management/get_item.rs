//! `Get-Item`.

use super::selection::{ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{self, reported};
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
    shared { paths: PipedPath, filters: ItemFilters }
    parameters {
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for GetItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
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
