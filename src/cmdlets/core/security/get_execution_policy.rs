//! `Get-ExecutionPolicy`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::enumeration;
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

/// MachinePolicy, UserPolicy, Process, CurrentUser, LocalMachine: the order in which they count.
const SCOPES: [i64; 5] = [4, 3, 0, 1, 2];

fn unrestricted() -> Value {
    enumeration::value("Microsoft.PowerShell.ExecutionPolicy", 0)
}

impl Cmdlet for GetExecutionPolicy {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if !self.list {
            return context.output(unrestricted());
        }
        for scope in SCOPES {
            let scope = enumeration::value("Microsoft.PowerShell.ExecutionPolicyScope", scope);
            context.output(Value::custom([("Scope", scope), ("ExecutionPolicy", unrestricted())]))?;
        }
        Ok(())
    }
}
