//! `Set-Variable`.

use super::variables::{OptionSet, Setting, is_private_scope, names, one_value, scope_of, set};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::scope::fold;
use crate::engine::types::variable;
use crate::engine::value::Value;
use crate::engine::{Outcome, member};

cmdlet! {
    /// Sets variables.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Variable -Name limit -Value 10
    /// Set-Variable -Name limit -Value 20 -Description 'Most users' -Option None -Scope Local -Visibility Public -Force -PassThru
    /// Set-Variable -Name lim* -Value 30 -Include limit -Exclude limits
    /// Set-Variable -Name limits -Value 1
    /// 2, 3 | Set-Variable -Name limits -Append
    /// $limits
    /// ```
    "Set-Variable" as SetVariable { aliases: &["sv", "set"], class: "Microsoft.PowerShell.Commands.SetVariableCommand", should_process: Some(Impact::Medium) }
    parameters {
        /// Names of the variables.
        "Name" name: Vec<String> { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// The value.
        "Value" value: Option<Value> { position: Some(1), pipe: Pipe::Both, validate: &[Validation::AllowNull] },
        /// Names to take.
        "Include" include: Vec<String>,
        /// Names to leave out.
        "Exclude" exclude: Vec<String>,
        /// What it is for.
        "Description" description: Option<String>,
        /// Read-only, constant, private or in all scopes.
        "Option" option: Option<OptionSet>,
        /// Sets read-only variables too.
        "Force" force: bool,
        /// Accepted; all variables are public here.
        "Visibility" visibility: Option<String> { type_name: "System.Management.Automation.SessionStateEntryVisibility", values: &["Public", "Private"] },
        /// Sends the variable on.
        "PassThru" pass_thru: bool,
        /// Puts the value behind those that the variable holds.
        "Append" append: bool,
        /// Which scope.
        "Scope" scope: Option<String>,
    }
    state { values: Vec<Value>, has_value: bool }
}

impl Cmdlet for SetVariable {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.bound("Value") {
            self.has_value = true;
            self.values.push(self.value.clone().unwrap_or_default());
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let values = std::mem::take(&mut self.values);
        let value = if self.append { Value::Null } else { one_value(values.clone()) };
        let mut how = Setting {
            value,
            has_value: self.has_value,
            option: self.option,
            description: self.description.clone(),
            force: self.force,
            new: false,
            private: is_private_scope(self.scope.as_deref()),
        };
        let scope = scope_of(context, self.scope.as_deref())?;
        for pattern in self.name.clone() {
            for name in names(&scope, &pattern, false, (&self.include, &self.exclude)) {
                if self.append {
                    how.value = appended(context, &name, &values)?;
                }
                if set(context, &scope, &name, &how)? && self.pass_thru {
                    let slot = scope.place(&fold(&name));
                    context.output(variable::of(&name, &slot))?;
                }
            }
        }
        Ok(())
    }
}

/// What a variable holds, as a list, with more behind it: each given value is one item, a list too.
fn appended(context: &mut Context<'_>, name: &str, more: &[Value]) -> Outcome<Value> {
    let known = context.engine.find_variable(&fold(name)).unwrap_or_default();
    let mut items = match member::enumerate(context.engine, &known)? {
        Some(inner) => inner,
        None if known.is_null() => Vec::new(),
        None => vec![known],
    };
    items.extend(more.iter().filter(|value| !value.is_null()).cloned());
    Ok(Value::array(items))
}
