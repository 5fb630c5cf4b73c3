//! `Remove-Alias`.

use super::variables::scope_of;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::scope::fold;
use crate::engine::value::Value;

cmdlet! {
    /// Removes aliases.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Alias show Write-Output
    /// Remove-Alias show
    /// Set-Alias say Write-Output
    /// Remove-Alias -Name say -Scope Local -Force
    /// ```
    "Remove-Alias" as RemoveAlias { class: "Microsoft.PowerShell.Commands.RemoveAliasCommand" }
    parameters {
        /// The aliases.
        "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::Both },
        /// Which scope.
        "Scope" scope: Option<String>,
        /// Also a read-only alias.
        "Force" force: bool,
    }
}

impl Cmdlet for RemoveAlias {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for name in self.name.clone() {
            let folded = fold(&name);
            let scope = match &self.scope {
                Some(scope) => scope_of(context, Some(scope))?,
                None => {
                    let own = &context.engine.scope;
                    let found = own.chain().find(|scope| scope.aliases.borrow().contains_key(&folded));
                    found.unwrap_or_else(|| own.clone())
                }
            };
            let known = scope.aliases.borrow().get(&folded).cloned();
            let (id, class, category, message) = match known {
                None => (
                    "ItemNotFoundException",
                    "System.Management.Automation.ItemNotFoundException",
                    Category::ObjectNotFound,
                    format!(
                        "This command cannot find a matching alias because an alias with the name '{name}' does not exist."
                    ),
                ),
                Some(alias)
                    if alias.options.get().constant || alias.options.get().read_only && !self.force =>
                {
                    (
                        "AliasNotRemovable",
                        "System.Management.Automation.SessionStateUnauthorizedAccessException",
                        Category::WriteError,
                        format!("Alias was not removed because alias {name} is constant or read-only."),
                    )
                }
                Some(_) => {
                    scope.aliases.borrow_mut().shift_remove(&folded);
                    continue;
                }
            };
            context.fail(class, message, id, category, Value::text(name))?;
        }
        Ok(())
    }
}
