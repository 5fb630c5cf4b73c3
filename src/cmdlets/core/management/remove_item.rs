//! `Remove-Item`.

use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::ListOptions;
use crate::engine::provider::{Filters, ProviderPath, RemoveOptions, faults, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Removes items. A folder that is not empty needs -Recurse, or a confirmation.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./old.txt 'x'
    /// Remove-Item ./old.txt
    /// ```
    "Remove-Item" as RemoveItem {
        aliases: &["del", "erase", "rd", "ri"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.RemoveItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
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
