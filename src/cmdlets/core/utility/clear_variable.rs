//! `Clear-Variable`.

use super::variables::{locked, matching, not_found, not_writable, scope_of};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::scope::{Slot, fold};
use crate::engine::types::variable;
use crate::engine::value::Value;

cmdlet! {
    /// Takes the values out of variables; a typed one holds the value that its type starts with.
    ///
    /// # Examples
    /// ```powershell
    /// $count = 3
    /// Clear-Variable count
    /// $counter = 4
    /// Clear-Variable -Name count* -Include counter -Exclude total -Scope Local -Force -PassThru
    /// ```
    "Clear-Variable" as ClearVariable { aliases: &["clv"], class: "Microsoft.PowerShell.Commands.ClearVariableCommand", should_process: Some(Impact::Medium) }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName, wildcards: true },
        /// Names to take.
        "Include" include: Vec<String>,
        /// Names to leave out.
        "Exclude" exclude: Vec<String>,
        /// Clears read-only variables too.
        "Force" force: bool,
        /// Sends the variables on.
        "PassThru" pass_thru: bool,
        /// Which scope.
        "Scope" scope: Option<String>,
    }
}

impl Cmdlet for ClearVariable {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let scopes = match &self.scope {
            Some(scope) => vec![scope_of(context, Some(scope))?],
            None => context.engine.scope.chain().collect(),
        };
        for pattern in self.name.clone() {
            let mut found = matching(&scopes, &pattern, &self.include, &self.exclude);
            // PowerShell meets those of outer scopes first, and in a scope its own variables before the script's.
            found.sort_by_key(|(scope, name, _)| (scope.chain().count(), scope.is_in_code(name)));
            if found.is_empty() {
                not_found(context, &pattern)?;
            }
            for (scope, name, slot) in found {
                if locked(&slot, self.force) {
                    not_writable(context, &name)?;
                    continue;
                }
                if !context.should_process(&format!("Name: {name}"), "Clear variable")? {
                    continue;
                }
                // Without -Scope the variable of an outer scope stays: this scope gets an empty one.
                let here = context.engine.scope.clone();
                let scope = if self.scope.is_some() { scope } else { here.clone() };
                match &slot {
                    _ if self.scope.is_none() && matches!(here.place(&fold(&name)), Slot::Unset) => {
                        context.engine.assign_variable(&here, &name, Value::Null)?;
                    }
                    Slot::Cell(cell) => {
                        let constraints = cell.constraints.borrow().clone();
                        let cleared = context.engine.constrain_strictly(&constraints, Value::Null, &name);
                        let empty = cleared.map_err(|fault| context.named(fault))?;
                        *cell.value.borrow_mut() = empty;
                    }
                    _ => scope.set(&name, Value::Null),
                }
                if self.pass_thru {
                    let slot = scope.place(&fold(&name));
                    context.output(variable::of(&name, &slot))?;
                }
            }
        }
        Ok(())
    }
}
