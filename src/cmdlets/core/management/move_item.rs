//! `Move-Item`.

use super::selection::{self, Selection};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{Filters, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Moves items.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// Move-Item ./a.txt ./b.txt
    /// ```
    "Move-Item" as MoveItem {
        aliases: &["mi", "move"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.MoveItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Where to.
        "Destination" destination: Option<String> { position: Some(1), pipe: Pipe::ByName },
        /// Over existing files.
        "Force" force: bool,
        /// Only what the provider's own filter passes: for files `*` and `?`.
        "Filter" filter: Option<String>,
        /// Only items of these names; wildcards are allowed.
        "Include" include: Vec<String> { wildcards: true },
        /// Not items of these names; wildcards are allowed.
        "Exclude" exclude: Vec<String> { wildcards: true },
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for MoveItem {
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
            let to = selection::destination(context, &at, self.destination.as_deref());
            let Some(to) = reported(context, to)? else { continue };
            let moved = at.provider.move_item(context, &at, &to, self.force);
            let sent = reported(context, moved)?;
            if self.pass_thru {
                sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
            }
        }
        Ok(())
    }
}
