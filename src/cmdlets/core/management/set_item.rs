//! `Set-Item`.

use super::selection::Selection;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{Filters, ProviderPath, reported};
use crate::engine::scope::{Options, fold};
use crate::engine::value::Value;

cmdlet! {
    /// Gives items a new value: variables, aliases, functions, environment variables.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Item env:GREETING hello
    /// Set-Item variable:count 3
    /// ```
    "Set-Item" as SetItem {
        aliases: &["si"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.SetItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Which items; wildcards are allowed.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::ByName }], wildcards: true },
        /// Which items, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::ByName }] },
        /// The new value.
        "Value" value: Option<Value> { position: Some(1), pipe: Pipe::Both },
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
        /// Only what the provider's own filter passes: for files `*` and `?`.
        "Filter" filter: Option<String>,
        /// Only items of these names; wildcards are allowed.
        "Include" include: Vec<String> { wildcards: true },
        /// Not items of these names; wildcards are allowed.
        "Exclude" exclude: Vec<String> { wildcards: true },
        /// Options of functions and aliases, as `ScopedItemOptions` names them.
        "Options" options: Option<String>,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for SetItem {
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
        for at in selection.targets(context)? {
            let done = at.provider.set_item(context, &at, self.value.clone().unwrap_or_default());
            let sent = reported(context, done)?;
            if let (Some(_), Some(options)) = (&sent, &self.options) {
                set_options(context, &at, options);
            }
            if self.pass_thru {
                sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
            }
        }
        Ok(())
    }
}

/// Gives a function or an alias its options.
fn set_options(context: &mut Context<'_>, at: &ProviderPath, text: &str) {
    let text = text.to_ascii_lowercase();
    let options = Options {
        read_only: text.contains("readonly"),
        constant: text.contains("constant"),
        private: text.contains("private"),
        all_scope: text.contains("allscope"),
    };
    let name = fold(&at.path);
    match at.provider.name() {
        "Function" => {
            if let Some(function) = context.engine.find_function(&name) {
                function.options.set(options);
            }
        }
        "Alias" => {
            if let Some(alias) = context.engine.find_alias(&name) {
                alias.options.set(options);
            }
        }
        _ => {}
    }
}
