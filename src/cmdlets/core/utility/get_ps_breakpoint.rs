//! `Get-PSBreakpoint`.

use super::breakpoint_session;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::debugger::{Breakpoint, Debugger, Place};
use crate::engine::error::Category;
use crate::engine::operators;
use crate::engine::types::breakpoint;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Lists breakpoints.
    ///
    /// # Examples
    /// ```powershell
    /// Get-PSBreakpoint
    /// $point = Set-PSBreakpoint -Variable total -Mode Write -Action { }
    /// Get-PSBreakpoint -Id $point.Id
    /// Get-PSBreakpoint -Variable total
    /// Get-PSBreakpoint -Command Get-Date
    /// Get-PSBreakpoint -Type Variable
    /// Get-PSBreakpoint -Script $PSCommandPath
    /// Remove-PSBreakpoint $point
    /// Get-PSBreakpoint -Runspace (Get-Runspace)[0]
    /// ```
    "Get-PSBreakpoint" as GetPSBreakpoint {
        aliases: &["gbp"],
        class: "Microsoft.PowerShell.Commands.GetPSBreakpointCommand",
        default_set: "Line",
        output_types: &["System.Management.Automation.CommandBreakpoint", "System.Management.Automation.LineBreakpoint", "System.Management.Automation.VariableBreakpoint", "System.Management.Automation.Breakpoint"],
    }
    parameters {
        /// Only those in these files.
        "Script" script: Vec<String> { sets: &[Membership { set: "Line", position: Some(0), mandatory: false, pipe: Pipe::ByValue }, Membership { set: "Command", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Variable", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Type", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Numbers of breakpoints.
        "Id" id: Vec<i32> { sets: &[Membership { set: "Id", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNull] },
        /// Those of these variables.
        "Variable" variable: Vec<String> { sets: &[Membership { set: "Variable", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// Those of these commands.
        "Command" command: Vec<String> { sets: &[Membership { set: "Command", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// Kinds of breakpoints.
        "Type" kind: Vec<String> { type_name: "Microsoft.PowerShell.Commands.BreakpointType[]", values: &["Line", "Variable", "Command"], sets: &[Membership { set: "Type", position: Some(0), mandatory: true, pipe: Pipe::ByValue }], validate: &[Validation::NotNull] },
        /// The runspace whose breakpoints are meant.
        "Runspace" runspace: Value { type_name: "System.Management.Automation.Runspaces.Runspace", validate: &[Validation::NotNull] },
    }
}

impl Cmdlet for GetPSBreakpoint {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let all = breakpoint_session::within(context.engine, &self.runspace, |engine| {
            Ok(engine.extension::<Debugger>().breakpoints.clone())
        })?;
        for id in &self.id {
            if !all.iter().any(|found| found.id == *id) {
                let message = format!("There is no breakpoint with ID '{id}'.");
                context.fail(
                    "System.ArgumentException",
                    message,
                    "PSBreakpoint:NoBreakpoint",
                    Category::InvalidArgument,
                    Value::Int(*id),
                )?;
            }
        }
        let scripts: Vec<String> = self
            .script
            .iter()
            .map(|script| context.engine.resolve_path(script).display().to_string())
            .collect();
        for breakpoint in all.iter().filter(|found| self.wants(found, &scripts)) {
            context.output(breakpoint::value(breakpoint))?;
        }
        Ok(())
    }
}

impl GetPSBreakpoint {
    fn wants(&self, breakpoint: &Rc<Breakpoint>, scripts: &[String]) -> bool {
        let (kind, script) = match &breakpoint.place {
            Place::Line { script, .. } => ("Line", Some(script)),
            Place::Command { script, .. } => ("Command", script.as_ref()),
            Place::Variable { script, .. } => ("Variable", script.as_ref()),
        };
        let of_name = |names: &[String]| {
            names.is_empty()
                || match &breakpoint.place {
                    Place::Command { pattern, .. } => {
                        names.iter().any(|name| operators::like(pattern, name, true))
                    }
                    Place::Variable { name: own, .. } => {
                        names.iter().any(|name| operators::like(own, name, true))
                    }
                    Place::Line { .. } => false,
                }
        };
        (self.id.is_empty() || self.id.contains(&breakpoint.id))
            && (scripts.is_empty() || script.is_some_and(|script| scripts.contains(script)))
            && (self.kind.is_empty() || self.kind.iter().any(|wanted| wanted.eq_ignore_ascii_case(kind)))
            && (self.command.is_empty() || kind == "Command")
            && (self.variable.is_empty() || kind == "Variable")
            && of_name(&self.command)
            && of_name(&self.variable)
    }
}
