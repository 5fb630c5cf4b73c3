//! `Enable-RunspaceDebug`.

use super::runspaces::{self, RunspaceSelection};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};

cmdlet! {
    /// Lets runspaces stop at their breakpoints and wait for a debugger.
    ///
    /// # Examples
    /// ```powershell
    /// Enable-RunspaceDebug -RunspaceName Runspace1
    /// Disable-RunspaceDebug -RunspaceName Runspace1
    /// Enable-RunspaceDebug -RunspaceId 1 -BreakAll
    /// Disable-RunspaceDebug -RunspaceId 1
    /// Enable-RunspaceDebug -RunspaceInstanceId (Get-Runspace)[0].InstanceId
    /// Enable-RunspaceDebug -Runspace (Get-Runspace)[0]
    /// Disable-RunspaceDebug -RunspaceName Runspace1
    /// try { Enable-RunspaceDebug -ProcessName fedsh -AppDomainName DefaultAppDomain -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Enable-RunspaceDebug" as EnableRunspaceDebug {
        class: "Microsoft.PowerShell.Commands.EnableRunspaceDebugCommand",
        default_set: "RunspaceNameParameterSet",
    }
    parameters {
        /// Stops at each command, not only at breakpoints.
        "BreakAll" break_all: bool { sets: &[Membership { set: "RunspaceParameterSet", position: Some(1), mandatory: false, pipe: Pipe::No }, Membership { set: "RunspaceNameParameterSet", position: Some(1), mandatory: false, pipe: Pipe::No }, Membership { set: "RunspaceIdParameterSet", position: Some(1), mandatory: false, pipe: Pipe::No }] },
    }
    shared { selection: RunspaceSelection }
}

impl Cmdlet for EnableRunspaceDebug {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let id = "EnableRunspaceDebugCommandPersistDebugPreferenceFailure";
        if self.selection.refuse_process(context, id)? {
            return Ok(());
        }
        let found = self.selection.chosen(context)?;
        let break_all = self.break_all;
        found.iter().try_for_each(|runspace| runspaces::set_debugging(context, runspace, true, break_all))
    }
}
