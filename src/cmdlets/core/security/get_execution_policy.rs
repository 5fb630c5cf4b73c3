//! `Get-ExecutionPolicy`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Tells which scripts may run. On Linux all may: the policy is always Unrestricted.
    ///
    /// # Examples
    /// ```powershell
    /// Get-ExecutionPolicy
    /// Get-ExecutionPolicy -List
    /// Get-ExecutionPolicy -Scope Process
    /// ```
    "Get-ExecutionPolicy" as GetExecutionPolicy {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.GetExecutionPolicyCommand",
        output_types: &["Microsoft.PowerShell.ExecutionPolicy"],
    }
    parameters {
        /// Whose policy.
        "Scope" scope: Option<String> { type_name: "ExecutionPolicyScope", position: Some(0), pipe: Pipe::ByName, values: &["Process", "CurrentUser", "LocalMachine", "UserPolicy", "MachinePolicy"] },
        /// The policies of all scopes.
        "List" list: bool,
    }
}

impl Cmdlet for GetExecutionPolicy {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if !self.list {
            return context.output(Value::text("Unrestricted"));
        }
        for scope in ["MachinePolicy", "UserPolicy", "Process", "CurrentUser", "LocalMachine"] {
            let fields = [("Scope", Value::text(scope)), ("ExecutionPolicy", Value::text("Unrestricted"))];
            context.output(Value::custom(fields))?;
        }
        Ok(())
    }
}
