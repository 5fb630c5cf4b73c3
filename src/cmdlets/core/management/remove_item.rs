//! `Remove-Item`.

use super::selection::{ItemFilters, PipedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::ListOptions;
use crate::engine::provider::{ProviderPath, RemoveOptions, faults, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Removes items. A folder that is not empty needs -Recurse, or a confirmation.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./old.txt 'x'
    /// Remove-Item ./old.txt
    /// New-Item ./data/deep -ItemType Directory -Force | Out-Null
    /// Remove-Item -LiteralPath ./data -Recurse -Force
    /// Set-Content ./a.tmp, ./b.tmp 'x'
    /// Remove-Item -Path ./* -Filter *.tmp -Include a*, b* -Exclude *.txt
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Remove-Item -Path ./*.old -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Remove-Item" as RemoveItem {
        aliases: &["del", "erase", "rd", "ri"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.RemoveItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: PipedPath, filters: ItemFilters }
    parameters {
        /// With all that is inside.
        "Recurse" recurse: bool,
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for RemoveItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
        for at in selection.items(context)? {
            let removed = self.remove(context, &at);
            reported(context, removed)?;
        }
        Ok(())
    }
}

impl RemoveItem {
    fn remove(&self, context: &mut Context<'_>, at: &ProviderPath) -> Outcome {
        let here = context.engine.current_location();
        let inside = at.is_file_system() && here.is_file_system() && here.file().starts_with(at.file());
        if inside && at.file().is_dir() && !at.file().is_symlink() {
            let message = format!("Cannot remove the item at '{}' because it is in use.", at.shown());
            return Err(faults::invalid_operation(message));
        }
        let is_link = at.is_file_system() && at.file().is_symlink();
        let full = !self.recurse && !is_link && at.provider.is_container(context.engine, &at.path)? && {
            let all = ListOptions { force: true, filter: None };
            !at.provider.child_names(context.engine, &at.path, &all)?.is_empty()
        };
        if full && context.invocation.common.what_if != Some(true) {
            let query = format!(
                "The item at {} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?",
                at.shown()
            );
            if !context.should_continue(&query, "Confirm")? {
                return Ok(());
            }
        }
        at.provider.remove_item(context, at, RemoveOptions { recurse: self.recurse, force: self.force })
    }
}
