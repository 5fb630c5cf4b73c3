//! `Get-Variable`.

use super::variables::{matching, not_found, scope_of};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::scope::{Scope, Slot};
use crate::engine::types::{record, variable};
use crate::engine::{Outcome, operators};
use std::rc::Rc;

cmdlet! {
    /// Lists variables.
    ///
    /// # Examples
    /// ```powershell
    /// $count = 3
    /// Get-Variable count -ValueOnly
    /// Get-Variable -Name c* -Include count -Exclude counter -Scope Local
    /// ```
    "Get-Variable" as GetVariable { aliases: &["gv"], class: "Microsoft.PowerShell.Commands.GetVariableCommand" }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), pipe: Pipe::Both, wildcards: true },
        /// Sends the values alone.
        "ValueOnly" value_only: bool,
        /// Names to take.
        "Include" include: Vec<String>,
        /// Names to leave out.
        "Exclude" exclude: Vec<String>,
        /// Which scope.
        "Scope" scope: Option<String>,
    }
}

impl Cmdlet for GetVariable {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let names = if self.name.is_empty() { vec!["*".to_string()] } else { self.name.clone() };
        let scopes: Vec<Rc<Scope>> = match &self.scope {
            Some(scope) => vec![scope_of(context, Some(scope))?],
            None => context.engine.scope.chain().collect(),
        };
        for pattern in names {
            let mut found: Vec<(Rc<str>, Slot)> = matching(&scopes, &pattern, &self.include, &self.exclude)
                .into_iter()
                .map(|(_, name, slot)| (name, slot))
                .collect();
            if found.is_empty()
                && self.scope.is_none()
                && !operators::has_wildcard(&pattern)
                && let Some(value) = context.engine.find_variable(&pattern.to_lowercase())
            {
                found.push((pattern.as_str().into(), Slot::Plain(value)));
            }
            if found.is_empty() {
                not_found(context, &pattern)?;
            }
            found.sort_by_key(|(name, _)| name.to_lowercase());
            for (name, slot) in found {
                let shown = variable::of(&name, &slot);
                let value = if self.value_only { record::field(&shown, "Value") } else { shown };
                context.output(value)?;
            }
        }
        Ok(())
    }
}
