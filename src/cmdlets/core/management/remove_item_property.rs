//! `Remove-ItemProperty`.

use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{Filters, faults, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Removes properties of items, where a provider has such.
    ///
    /// The properties of files and of the session are fixed: with their providers this is an error, as in PowerShell.
    ///
    /// # Examples
    /// ```powershell
    /// New-Item ./note.txt | Out-Null
    /// try { Remove-ItemProperty ./note.txt -Name Extra  -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Remove-ItemProperty" as RemoveItemProperty {
        aliases: &["rp"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.RemoveItemPropertyCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::Both }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// Which property.
        "Name" name: Vec<String> { aliases: &["PSProperty"], position: Some(1), mandatory: true, pipe: Pipe::ByName },
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

impl Cmdlet for RemoveItemProperty {
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
        for _ in selection.items(context)? {
            reported(context, Err::<(), _>(faults::no_dynamic_property()))?;
        }
        Ok(())
    }
}
