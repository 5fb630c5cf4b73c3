//! `Remove-Variable`.

use super::variables::{locked, matching, not_found, scope_of};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::scope::fold;
use crate::engine::value::Value;

cmdlet! {
    /// Removes variables.
    ///
    /// # Examples
    /// ```powershell
    /// $old = 1
    /// Remove-Variable old
    /// $old = 1; $older = 2
    /// Remove-Variable -Name old* -Include older -Exclude old -Scope Local -Force
    /// ```
    "Remove-Variable" as RemoveVariable { aliases: &["rv"], class: "Microsoft.PowerShell.Commands.RemoveVariableCommand", should_process: Some(Impact::Medium) }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName, wildcards: true },
        /// Names to take.
        "Include" include: Vec<String>,
        /// Names to leave out.
        "Exclude" exclude: Vec<String>,
        /// Removes read-only variables too.
        "Force" force: bool,
        /// Which scope.
        "Scope" scope: Option<String>,
    }
}

impl Cmdlet for RemoveVariable {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let scopes = match &self.scope {
            Some(scope) => vec![scope_of(context, Some(scope))?],
            None => context.engine.scope.chain().collect(),
        };
        for pattern in self.name.clone() {
            let found = matching(&scopes, &pattern, &self.include, &self.exclude);
            if found.is_empty() {
                not_found(context, &pattern)?;
            }
            for (scope, name, slot) in found {
                if locked(&slot, self.force) {
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
                    scope.remove(&fold(&name));
                }
            }
        }
        Ok(())
    }
}
