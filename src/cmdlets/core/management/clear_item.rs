//! `Clear-Item`.

use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{Filters, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Empties items: a variable has no value then, an environment variable is gone.
    ///
    /// # Examples
    /// ```powershell
    /// $count = 3
    /// Clear-Item variable:count
    /// ```
    "Clear-Item" as ClearItem {
        aliases: &["cli"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.ClearItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Hidden and read-only items too.
        "Force" force: bool,
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

impl Cmdlet for ClearItem {
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
            let done = at.provider.clear_item(context, &at);
            reported(context, done)?;
        }
        Ok(())
    }
}
