//! `Get-Alias`.

use super::variables::scope_of;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::command_info;
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};

cmdlet! {
    /// Lists aliases of commands.
    ///
    /// # Examples
    /// ```powershell
    /// (Get-Alias foreach).Definition
    /// Get-Alias -Name g* -Exclude gc, gm -Scope Global
    /// Get-Alias -Definition Get-ChildItem
    /// ```
    "Get-Alias" as GetAlias { aliases: &["gal"], default_set: "Default", class: "Microsoft.PowerShell.Commands.GetAliasCommand" }
    parameters {
        /// Aliases, with wildcards.
        "Name" name: Vec<String> { wildcards: true, sets: &[Membership { set: "Default", position: Some(0), mandatory: false, pipe: Pipe::Both }], validate: &[Validation::NotNullOrEmpty] },
        /// Not these aliases.
        "Exclude" exclude: Vec<String> { wildcards: true },
        /// Which scope.
        "Scope" scope: Option<String>,
        /// Aliases of these commands, with wildcards.
        "Definition" definition: Vec<String> { wildcards: true, sets: &[Membership { set: "Definition", position: None, mandatory: false, pipe: Pipe::No }] },
    }
}

impl Cmdlet for GetAlias {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.definition.is_empty() {
            let names = if self.name.is_empty() { vec!["*".to_string()] } else { self.name.clone() };
            return names.iter().try_for_each(|pattern| self.list(context, pattern, false));
        }
        self.definition.clone().iter().try_for_each(|pattern| self.list(context, pattern, true))
    }
}

impl GetAlias {
    fn list(&self, context: &mut Context<'_>, pattern: &str, by_definition: bool) -> Outcome {
        let excluded = |name: &str| self.exclude.iter().any(|pattern| operators::like(name, pattern, true));
        let mut any = false;
        let aliases = match &self.scope {
            Some(scope) => {
                let scope = scope_of(context, Some(scope))?;
                let mut own: Vec<_> = scope.aliases.borrow().values().cloned().collect();
                own.sort_by_key(|alias| alias.name.to_ascii_lowercase());
                own
            }
            None => context.engine.aliases(),
        };
        for alias in aliases {
            let text = if by_definition { &alias.definition } else { &alias.name };
            if operators::like(text, pattern, true) && !excluded(&alias.name) {
                any = true;
                context.output(command_info::alias(alias.clone()))?;
            }
        }
        if any || operators::has_wildcard(pattern) && pattern != "?" {
            return Ok(());
        }
        let what = if by_definition { "definition" } else { "name" };
        let message = format!(
            "This command cannot find a matching alias because an alias with the {what} '{pattern}' does not exist."
        );
        context.fail(
            "System.Management.Automation.ItemNotFoundException",
            message,
            "ItemNotFoundException",
            Category::ObjectNotFound,
            Value::text(pattern),
        )
    }
}
