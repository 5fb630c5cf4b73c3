//! `Disable-RunspaceDebug`.

use super::runspaces::{self, RunspaceSelection};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Lets runspaces run past their breakpoints again.
    ///
    /// # Examples
    /// ```powershell
    /// Disable-RunspaceDebug -RunspaceName Runspace1
    /// Disable-RunspaceDebug -RunspaceId 1
    /// Disable-RunspaceDebug -RunspaceInstanceId (Get-Runspace)[0].InstanceId
    /// Disable-RunspaceDebug -Runspace (Get-Runspace)[0]
    /// try { Disable-RunspaceDebug -ProcessName fedsh -AppDomainName DefaultAppDomain -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Disable-RunspaceDebug" as DisableRunspaceDebug {
        class: "Microsoft.PowerShell.Commands.DisableRunspaceDebugCommand",
        default_set: "RunspaceNameParameterSet",
    }
    parameters {}
    shared { selection: RunspaceSelection }
}

impl Cmdlet for DisableRunspaceDebug {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let id = "DisableRunspaceDebugCommandPersistDebugPreferenceFailure";
        if self.selection.refuse_process(context, id)? {
            return Ok(());
        }
        let found = self.selection.chosen(context)?;
        found.iter().try_for_each(|runspace| runspaces::set_debugging(context, runspace, false, false))
    }
}
