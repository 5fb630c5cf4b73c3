//! `Get-RunspaceDebug`.

use super::runspaces::{RUNSPACE_DEBUG, RunspaceSelection};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::types::record;
use crate::engine::value::Value;

cmdlet! {
    /// Shows whether runspaces wait for a debugger, and whether at each command.
    ///
    /// # Examples
    /// ```powershell
    /// Get-RunspaceDebug
    /// Get-RunspaceDebug -RunspaceName Runspace1
    /// Get-RunspaceDebug -RunspaceId 1
    /// Get-RunspaceDebug -RunspaceInstanceId (Get-Runspace)[0].InstanceId
    /// Get-RunspaceDebug -Runspace (Get-Runspace)[0]
    /// try { Get-RunspaceDebug -ProcessName fedsh -AppDomainName DefaultAppDomain -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Get-RunspaceDebug" as GetRunspaceDebug {
        class: "Microsoft.PowerShell.Commands.GetRunspaceDebugCommand",
        default_set: "RunspaceNameParameterSet",
        output_types: &["Microsoft.PowerShell.Commands.PSRunspaceDebug"],
    }
    parameters {}
    shared { selection: RunspaceSelection }
}

impl Cmdlet for GetRunspaceDebug {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        for runspace in self.selection.chosen(context)? {
            let (enabled, break_all) = runspace.debug.get();
            let shown = record::made(
                &RUNSPACE_DEBUG,
                "",
                [
                    ("BreakAll", Value::Bool(break_all)),
                    ("Enabled", Value::Bool(enabled)),
                    ("RunspaceId", Value::Int(runspace.id)),
                    ("RunspaceName", Value::text(runspace.name.borrow().clone())),
                ],
            );
            context.output(shown)?;
        }
        Ok(())
    }
}
