//! `Set-ExecutionPolicy`.

use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::value::Value;

cmdlet! {
    /// Changes which scripts may run: an error on Linux, where all may.
    ///
    /// # Examples
    /// ```powershell
    /// try { Set-ExecutionPolicy RemoteSigned -ErrorAction Stop } catch { $_.Exception.Message }
    /// try { Set-ExecutionPolicy -ExecutionPolicy RemoteSigned -Scope CurrentUser -Force -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Set-ExecutionPolicy" as SetExecutionPolicy {
        module: "Microsoft.PowerShell.Security",
        class: "Microsoft.PowerShell.Commands.SetExecutionPolicyCommand",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// The policy.
        "ExecutionPolicy" execution_policy: Option<String> { type_name: "ExecutionPolicy", position: Some(0), mandatory: true, pipe: Pipe::ByValue, values: &["Unrestricted", "RemoteSigned", "AllSigned", "Restricted", "Default", "Bypass", "Undefined"] },
        /// Whose policy.
        "Scope" scope: Option<String> { type_name: "ExecutionPolicyScope", position: Some(1), pipe: Pipe::ByName, values: &["Process", "CurrentUser", "LocalMachine", "UserPolicy", "MachinePolicy"] },
        /// Without asking.
        "Force" force: bool,
    }
}

impl Cmdlet for SetExecutionPolicy {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        Err(context.terminate(
            "System.PlatformNotSupportedException",
            "Operation is not supported on this platform.",
            "System.PlatformNotSupportedException",
            Category::NotSpecified,
            Value::Null,
        ))
    }
}
