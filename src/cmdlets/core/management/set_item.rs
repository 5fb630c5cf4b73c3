//! `Set-Item`.

use super::selection::{ItemFilters, NamedPath};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::provider::{ProviderPath, reported};
use crate::engine::scope::{Options, fold};
use crate::engine::value::Value;

cmdlet! {
    /// Gives items a new value: variables, aliases, functions, environment variables.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Item env:GREETING hello
    /// Set-Item variable:count 3
    /// Set-Item -Path variable:count -Value 4 -Options None -PassThru
    /// Set-Item -LiteralPath env:GREETING -Value 'good day' -Force
    /// Set-Item -Path variable:cou* -Value 5 -Include count -Exclude counter
    /// try { Set-Item -Path variable:count -Value 6 -Filter c* -ErrorAction Stop } catch { $_.Exception.Message }
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Set-Item -Path variable:count -Value 7 -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Set-Item" as SetItem {
        aliases: &["si"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.SetItemCommand",
        default_set: "Path",
        should_process: Some(Impact::Medium),
    }
    shared { paths: NamedPath }
    parameters {
        /// The new value.
        "Value" value: Option<Value> { position: Some(1), pipe: Pipe::Both },
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Sends on what was made or changed.
        "PassThru" pass_thru: bool,
    }
    shared { filters: ItemFilters }
    parameters {
        /// Options of functions and aliases, as `ScopedItemOptions` names them.
        "Options" options: Vec<String> { type_name: "System.Management.Automation.ScopedItemOptions", suggestions: &["None", "ReadOnly", "Constant", "Private", "AllScope", "Unspecified"], provider: Some("Variable") },
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
    }
}

impl Cmdlet for SetItem {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let selection = self.paths.selection(self.filters.with(self.force), self.credential.as_ref());
        for at in selection.targets(context)? {
            // Options alone leave a function or an alias what it is.
            if self.value.is_none() && !self.options.is_empty() && has_options(context, &at) {
                set_options(context, &at, &self.options.join(","));
                continue;
            }
            let done = at.provider.set_item(context, &at, self.value.clone().unwrap_or_default());
            let sent = reported(context, done)?;
            if sent.is_some() && !self.options.is_empty() {
                set_options(context, &at, &self.options.join(","));
            }
            if self.pass_thru {
                sent.unwrap_or_default().into_iter().try_for_each(|item| context.output(item))?;
            }
        }
        Ok(())
    }
}

/// Whether there is a function or an alias of that name already.
fn has_options(context: &mut Context<'_>, at: &ProviderPath) -> bool {
    let name = fold(&at.path);
    match at.provider.name() {
        "Function" => context.engine.find_function(&name).is_some(),
        "Alias" => context.engine.find_alias(&name).is_some(),
        _ => false,
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
