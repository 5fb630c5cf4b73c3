//! `New-Variable`.

use super::variables::{Setting, names, scope_of, set, variable_setter};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::variable;
use crate::engine::value::Value;

variable_setter! {
    /// Makes variables.
    ///
    /// # Examples
    /// ```powershell
    /// New-Variable -Name fixed -Value 10 -Option ReadOnly
    /// ```
    "New-Variable" as NewVariable, &["nv"], "Microsoft.PowerShell.Commands.NewVariableCommand", true
}
