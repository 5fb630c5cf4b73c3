//! `Set-PSBreakpoint`.

use super::breakpoint_session;
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::debugger::{Debugger, Place};
use crate::engine::error::Category;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::breakpoint;
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Stops a script at lines, before commands, or where variables are read or written.
    ///
    /// # Examples
    /// ```powershell
    /// Set-PSBreakpoint -Variable total -Mode Write -Action { 'total changes' }
    /// Get-PSBreakpoint | Remove-PSBreakpoint
    /// Set-Content ./sum.ps1 '$sum = 1', '$sum'
    /// Set-PSBreakpoint -Script ./sum.ps1 -Line 2 -Column 1 -Action { } | Remove-PSBreakpoint
    /// Set-PSBreakpoint -Command Get-Date -Action { } | Remove-PSBreakpoint
    /// Set-PSBreakpoint -Command Get-Date -Action { } -Runspace (Get-Runspace)[0] | Remove-PSBreakpoint
    /// ```
    "Set-PSBreakpoint" as SetPSBreakpoint {
        aliases: &["sbp"],
        class: "Microsoft.PowerShell.Commands.SetPSBreakpointCommand",
        default_set: "Line",
        output_types: &["System.Management.Automation.CommandBreakpoint", "System.Management.Automation.LineBreakpoint", "System.Management.Automation.VariableBreakpoint"],
    }
    parameters {
        /// Runs instead of stopping; `break` in it stops.
        "Action" action: Option<Rc<ScriptBlockValue>> { sets: &[Membership { set: "Command", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Line", position: None, mandatory: false, pipe: Pipe::No }, Membership { set: "Variable", position: None, mandatory: false, pipe: Pipe::No }] },
        /// Only where a statement begins in this column.
        "Column" column: Option<i32> { sets: &[Membership { set: "Line", position: Some(2), mandatory: false, pipe: Pipe::No }], validate: &[Validation::Range(1.0, 2147483647.0)] },
        /// Names of commands, with wildcards.
        "Command" command: Vec<String> { aliases: &["C"], sets: &[Membership { set: "Command", position: None, mandatory: true, pipe: Pipe::No }] },
        /// Lines.
        "Line" line: Vec<i32> { sets: &[Membership { set: "Line", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// Script files.
        "Script" script: Vec<String> { sets: &[Membership { set: "Command", position: Some(0), mandatory: false, pipe: Pipe::No }, Membership { set: "Line", position: Some(0), mandatory: true, pipe: Pipe::No }, Membership { set: "Variable", position: Some(0), mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNull] },
        /// Names of variables, without `$`.
        "Variable" variable: Vec<String> { aliases: &["V"], sets: &[Membership { set: "Variable", position: None, mandatory: true, pipe: Pipe::No }] },
        /// What stops: reading or writing.
        "Mode" mode: Option<String> { type_name: "System.Management.Automation.VariableAccessMode", values: &["Read", "Write", "ReadWrite"], sets: &[Membership { set: "Variable", position: None, mandatory: false, pipe: Pipe::No }] },
        /// The runspace whose breakpoints are meant.
        "Runspace" runspace: Value { type_name: "System.Management.Automation.Runspaces.Runspace", validate: &[Validation::NotNull] },
    }
}

impl Cmdlet for SetPSBreakpoint {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.line.iter().any(|line| *line < 1) {
            let message = "Line cannot be less than 1.";
            let (class, id) = ("System.ArgumentException", "SetPSBreakpoint:LineLessThanOne");
            return context.fail(class, message, id, Category::InvalidArgument, Value::Null);
        }
        let mut scripts: Vec<Option<String>> = Vec::new();
        for script in self.script.clone() {
            let full = context.engine.resolve_path(&script);
            if !full.is_file() {
                let message = format!("Cannot find path '{}' because it does not exist.", full.display());
                let class = "System.Management.Automation.ItemNotFoundException";
                context.fail(
                    class,
                    message,
                    "PathNotFound",
                    Category::ObjectNotFound,
                    Value::text(script),
                )?;
                continue;
            }
            scripts.push(Some(full.display().to_string()));
        }
        if self.script.is_empty() {
            scripts.push(None);
        }
        let places: Vec<Place> = scripts.iter().flat_map(|script| self.places(script)).collect();
        for place in places {
            let action = self.action.clone();
            let made = breakpoint_session::within(context.engine, &self.runspace, |engine| {
                let made = engine.extension::<Debugger>().add(place, action);
                engine.update_debugging();
                Ok(made)
            })?;
            context.output(breakpoint::value(&made))?;
        }
        Ok(())
    }
}

impl SetPSBreakpoint {
    fn places(&self, script: &Option<String>) -> Vec<Place> {
        let mode = self.mode.as_deref().unwrap_or("Write").to_ascii_lowercase();
        let mut found: Vec<Place> = Vec::new();
        for line in &self.line {
            found.push(Place::Line {
                script: script.clone().unwrap_or_default(),
                line: usize::try_from(*line).unwrap_or(0),
                column: self.column.and_then(|column| usize::try_from(column).ok()).unwrap_or(0),
            });
        }
        found.extend(
            self.command
                .iter()
                .map(|pattern| Place::Command { pattern: pattern.clone(), script: script.clone() }),
        );
        found.extend(self.variable.iter().map(|name| Place::Variable {
            name: name.trim_start_matches('$').to_string(),
            reads: mode != "write",
            writes: mode != "read",
            script: script.clone(),
        }));
        found
    }
}
