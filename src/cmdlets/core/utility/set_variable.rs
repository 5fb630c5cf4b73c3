//! `Set-Variable`.

use super::variables::{Setting, names, scope_of, set, variable_setter};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::variable;
use crate::engine::value::Value;

variable_setter! {
    /// Sets variables.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Variable -Name limit -Value 10
    /// ```
    "Set-Variable" as SetVariable, &["sv", "set"], "Microsoft.PowerShell.Commands.SetVariableCommand", false
}
