//! `Disable-PSBreakpoint`.

use super::breakpoints::{Change, change};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::value::Value;

cmdlet! {
    /// Keeps breakpoints from stopping.
    ///
    /// # Examples
    /// ```powershell
    /// Get-PSBreakpoint | Disable-PSBreakpoint
    /// $point = Set-PSBreakpoint -Variable total -Mode Write -Action { }
    /// Disable-PSBreakpoint -Breakpoint $point -PassThru
    /// Disable-PSBreakpoint -Id $point.Id
    /// Remove-PSBreakpoint $point
    /// $point = Set-PSBreakpoint -Variable total -Mode Write -Action { }
    /// Disable-PSBreakpoint -Id $point.Id -Runspace (Get-Runspace)[0]
    /// ```
    "Disable-PSBreakpoint" as DisablePSBreakpoint {
        aliases: &["dbp"],
        class: "Microsoft.PowerShell.Commands.DisablePSBreakpointCommand",
        default_set: "Breakpoint",
        should_process: Some(Impact::Medium),
        output_types: &["System.Management.Automation.Breakpoint"],
    }
    parameters {
        /// Sends the breakpoints on.
        "PassThru" pass: bool,
        /// Breakpoints as `Get-PSBreakpoint` sends them.
        "Breakpoint" breakpoint: Vec<Value> { type_name: "System.Management.Automation.Breakpoint[]", sets: &[Membership { set: "Breakpoint", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNull] },
        /// Numbers of breakpoints.
        "Id" id: Vec<i32> { sets: &[Membership { set: "Id", position: Some(0), mandatory: true, pipe: Pipe::ByName }], validate: &[Validation::NotNull] },
        /// The runspace whose breakpoints are meant, or its number.
        "Runspace" runspace: Value { type_name: "System.Management.Automation.Runspaces.Runspace", aliases: &["RunspaceId"], sets: &[Membership { set: "Id", position: None, mandatory: false, pipe: Pipe::ByName }] },
    }
}

impl Cmdlet for DisablePSBreakpoint {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        change(context, &self.breakpoint, &self.id, &self.runspace, Change::Disable, self.pass)
    }
}
