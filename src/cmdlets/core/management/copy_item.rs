//! `Copy-Item`.

use super::selection::{self, Selection};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{CopyOptions, Filters, reported};
use crate::engine::value::Value;

cmdlet! {
    /// Copies items; folders with what is inside by -Recurse.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./a.txt 'x'
    /// Copy-Item ./a.txt ./b.txt
    /// ```
    "Copy-Item" as CopyItem {
        aliases: &["copy", "cpi"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.CopyItemCommand",
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
        /// Folders stay folders; `-Container:$false` puts all files into one.
        "Container" container: Option<bool>,
        /// Over read-only files and existing folders.
        "Force" force: bool,
        /// Only what the provider's own filter passes: for files `*` and `?`.
        "Filter" filter: Option<String>,
        /// Only items of these names; wildcards are allowed.
        "Include" include: Vec<String> { wildcards: true },
        /// Not items of these names; wildcards are allowed.
        "Exclude" exclude: Vec<String> { wildcards: true },
        /// With all that is inside.
        "Recurse" recurse: bool,
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
        /// A session to copy from.
        "FromSession" from_session: Option<Value> { type_name: "PSSession", validate: &[Validation::NotNullOrEmpty, Validation::NotYet] },
        /// A session to copy to.
        "ToSession" to_session: Option<Value> { type_name: "PSSession", validate: &[Validation::NotNullOrEmpty, Validation::NotYet] },
    }
}

impl Cmdlet for CopyItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let options = CopyOptions {
            recurse: self.recurse,
            container: self.container.unwrap_or(true),
            force: self.force,
        };
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
            let copied = at.provider.copy_item(context, &at, &to, options);
            let sent = reported(context, copied)?;
            if self.pass_thru {
                sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
            }
        }
        Ok(())
    }
}
