//! `Remove-PSBreakpoint`.

use super::breakpoints::{Change, change};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Forgets breakpoints.
    ///
    /// # Examples
    /// ```powershell
    /// Get-PSBreakpoint | Remove-PSBreakpoint
    /// $point = Set-PSBreakpoint -Variable total -Mode Write -Action { }
    /// Remove-PSBreakpoint -Id $point.Id
    /// $point = Set-PSBreakpoint -Variable total -Mode Write -Action { }
    /// Remove-PSBreakpoint -Breakpoint $point
    /// $point = Set-PSBreakpoint -Variable total -Mode Write -Action { }
    /// Remove-PSBreakpoint -Id $point.Id -Runspace (Get-Runspace)[0]
    /// ```
    "Remove-PSBreakpoint" as RemovePSBreakpoint {
        aliases: &["rbp"],
        class: "Microsoft.PowerShell.Commands.RemovePSBreakpointCommand",
        default_set: "Breakpoint",
        should_process: Some(Impact::Medium),
    }
    parameters {
        /// Breakpoints as `Get-PSBreakpoint` sends them.
        "Breakpoint" breakpoint: Vec<Value> { type_name: "System.Management.Automation.Breakpoint[]", sets: &[Membership { set: "Breakpoint", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNull] },
        /// Numbers of breakpoints.
        "Id" id: Vec<i32> { sets: &[Membership { set: "Id", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNull] },
        /// The runspace whose breakpoints are meant, or its number.
        "Runspace" runspace: Value { type_name: "System.Management.Automation.Runspaces.Runspace", aliases: &["RunspaceId"], sets: &[Membership { set: "Id", position: None, mandatory: false, pipe: Pipe::ByName }] },
    }
}

impl Cmdlet for RemovePSBreakpoint {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        change(context, &self.breakpoint, &self.id, &self.runspace, Change::Remove, false)
    }
}
