//! `Clear-ItemProperty`.

use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{Filters, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Empties a property of items: for files only Attributes.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// Clear-ItemProperty ./note.txt -Name Attributes
    /// ```
    "Clear-ItemProperty" as ClearItemProperty {
        aliases: &["clp"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.ClearItemPropertyCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Which property.
        "Name" name: Option<String> { position: Some(1), mandatory: true, pipe: Pipe::ByName },
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
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

impl Cmdlet for ClearItemProperty {
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
            let done = at.provider.clear_property(context, &at, self.name.as_deref().unwrap_or_default());
            let sent = reported(context, done)?;
            if self.pass_thru {
                sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
            }
        }
        Ok(())
    }
}
