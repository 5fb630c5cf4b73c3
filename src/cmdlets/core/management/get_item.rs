//! `Get-Item`.

use super::selection::{ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
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
    /// Get-Item -LiteralPath ./note.txt -Force
    /// Get-Item -Path ./* -Filter *.txt -Include n* -Exclude *.log
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Get-Item -Path ./note.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
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
                if !self.force && is_hidden(&at) {
                    could_not_find(context, &at)?;
                    continue;
                }
                let is_container = at.provider.is_container(context.engine, &at.path)?;
                context.output(provider::noted(&at, item, is_container))?;
            }
        }
        Ok(())
    }
}

/// A file or folder whose name begins with a dot.
fn is_hidden(at: &provider::ProviderPath) -> bool {
    let name = at.path.rsplit('/').next().unwrap_or_default();
    at.provider.name() == provider::file_system::NAME
        && name.starts_with('.')
        && name.len() > 1
        && name != ".."
}

fn could_not_find(context: &mut Context<'_>, at: &provider::ProviderPath) -> Outcome {
    let message = format!("Could not find item {}.", at.path);
    let target = Value::text(at.path.as_str());
    context.fail("System.IO.IOException", message, "ItemNotFound", Category::ObjectNotFound, target)
}
