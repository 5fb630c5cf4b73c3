//! `New-Variable`.

use super::variables::{OptionSet, Setting, is_private_scope, scope_of, set};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::scope::fold;
use crate::engine::types::variable;
use crate::engine::value::Value;

cmdlet! {
    /// Makes variables.
    ///
    /// # Examples
    /// ```powershell
    /// New-Variable -Name fixed -Value 10 -Option ReadOnly
    /// New-Variable -Name limit -Value 10 -Description 'Most users' -Scope Local -Visibility Public -Force -PassThru
    /// ```
    "New-Variable" as NewVariable { aliases: &["nv"], class: "Microsoft.PowerShell.Commands.NewVariableCommand", should_process: Some(Impact::Low) }
    parameters {
        /// Names of the variables.
        "Name" name: String { position: Some(0), mandatory: true, pipe: Pipe::ByName },
        /// The value.
        "Value" value: Option<Value> { position: Some(1), pipe: Pipe::Both, validate: &[Validation::AllowNull] },
        /// What it is for.
        "Description" description: Option<String>,
        /// Read-only, constant, private or in all scopes.
        "Option" option: Option<OptionSet>,
        /// Accepted; all variables are public here.
        "Visibility" visibility: Option<String> { type_name: "System.Management.Automation.SessionStateEntryVisibility", values: &["Public", "Private"] },
        /// Sets read-only variables too.
        "Force" force: bool,
        /// Sends the variable on.
        "PassThru" pass_thru: bool,
        /// Which scope.
        "Scope" scope: Option<String>,
    }
}

impl Cmdlet for NewVariable {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let how = Setting {
            value: self.value.clone().unwrap_or_default(),
            has_value: context.bound("Value"),
            option: self.option,
            description: self.description.clone(),
            force: self.force,
            new: true,
            private: is_private_scope(self.scope.as_deref()),
        };
        let scope = scope_of(context, self.scope.as_deref())?;
        if set(context, &scope, &self.name, &how)? && self.pass_thru {
            let slot = scope.place(&fold(&self.name));
            context.output(variable::of(&self.name, &slot))?;
        }
        Ok(())
    }
}
