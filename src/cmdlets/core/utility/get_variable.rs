//! `Get-Variable`.

use super::variables::scope_of;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::scope::{Scope, Slot};
use crate::engine::types::{record, variable};
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};
use std::rc::Rc;

cmdlet! {
    /// Lists variables.
    ///
    /// # Examples
    /// ```powershell
    /// $count = 3
    /// Get-Variable count -ValueOnly
    /// ```
    "Get-Variable" as GetVariable { aliases: &["gv"], class: "Microsoft.PowerShell.Commands.GetVariableCommand" }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), pipe: Pipe::Both, wildcards: true },
        /// Sends the values alone.
        "ValueOnly" value_only: bool,
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
            let mut found: Vec<(Rc<str>, Slot)> = Vec::new();
            for scope in &scopes {
                for (name, slot) in scope.variables() {
                    if operators::like(&name, &pattern, true)
                        && !found.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name))
                    {
                        found.push((name, slot));
                    }
                }
            }
            if found.is_empty()
                && self.scope.is_none()
                && let Some(value) = context.engine.find_variable(&pattern.to_lowercase())
            {
                found.push((pattern.as_str().into(), Slot::Plain(value)));
            }
            if found.is_empty() && !operators::has_wildcard(&pattern) {
                let message = format!("Cannot find a variable with the name '{pattern}'.");
                context.fail(
                    "System.Management.Automation.ItemNotFoundException",
                    message,
                    "VariableNotFound",
                    Category::ObjectNotFound,
                    Value::text(pattern),
                )?;
                continue;
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
