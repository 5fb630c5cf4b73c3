//! `Remove-Variable`.

use super::variables::scope_of;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::scope::Slot;
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};
use std::rc::Rc;

cmdlet! {
    /// Removes variables.
    ///
    /// # Examples
    /// ```powershell
    /// $old = 1
    /// Remove-Variable old
    /// ```
    "Remove-Variable" as RemoveVariable { aliases: &["rv"], class: "Microsoft.PowerShell.Commands.RemoveVariableCommand", should_process: Some(Impact::Medium) }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName, wildcards: true },
        /// Which scope.
        "Scope" scope: Option<String>,
        /// Removes read-only variables too.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveVariable {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let scope = scope_of(context, self.scope.as_deref())?;
        for pattern in self.name.clone() {
            let matching: Vec<Rc<str>> = scope
                .variables()
                .into_iter()
                .map(|(name, _)| name)
                .filter(|name| operators::like(name, &pattern, true))
                .collect();
            if matching.is_empty() && !operators::has_wildcard(&pattern) {
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
            for name in matching {
                let folded = crate::engine::scope::fold(&name);
                let locked = matches!(scope.place(&folded), Slot::Cell(cell) if cell.options.get().constant || (cell.options.get().read_only && !self.force));
                if locked {
                    let message = format!(
                        "Cannot remove variable {name} because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option."
                    );
                    context.fail(
                        "System.Management.Automation.SessionStateUnauthorizedAccessException",
                        message,
                        "VariableNotRemovable",
                        Category::WriteError,
                        Value::text(name.as_ref()),
                    )?;
                    continue;
                }
                if context.should_process(&format!("Name: {name}"), "Remove variable")? {
                    scope.remove(&folded);
                }
            }
        }
        Ok(())
    }
}
