//! `Trace-Command`.

use super::trace_sources::{self, DETAILS, OPTIONS, Wish};
use crate::cmdlet;
use crate::engine::Outcome;
use crate::engine::bind::Element;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::trace::{Source, Tracer};
use crate::engine::value::Value;
use std::rc::Rc;

cmdlet! {
    /// Runs a block or a command and tells how the engine works on it, for example how each argument is bound.
    ///
    /// # Examples
    /// ```powershell
    /// Trace-Command -Name ParameterBinding -Expression { Get-Date -Year 2024 } -FilePath ./binding.log
    /// Trace-Command -Name ParameterBinding -Option All -ListenerOption Timestamp -InputObject 1 -Command Out-String -ArgumentList -Stream -FilePath ./binding.log -Force
    /// Trace-Command -Name CommandDiscovery -Expression { Get-Date } -PSHost
    /// Trace-Command -Name ParameterBinding -Expression { Get-Date -Year 2024 } -Debugger
    /// ```
    "Trace-Command" as TraceCommand {
        aliases: &["trcm"],
        class: "Microsoft.PowerShell.Commands.TraceCommandCommand",
        default_set: "expressionSet",
    }
    parameters {
        /// What the expression or the command gets.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// Names of sources, with wildcards.
        "Name" names: Vec<String> { position: Some(0), mandatory: true, wildcards: true },
        /// What kinds of lines are told.
        "Option" options: Option<Value> { position: Some(2), type_name: "System.Management.Automation.PSTraceSourceOptions", suggestions: OPTIONS },
        /// The block whose work is traced.
        "Expression" expression: Option<Rc<ScriptBlockValue>> { sets: &[Membership { set: "expressionSet", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// The command whose work is traced.
        "Command" command: Option<String> { sets: &[Membership { set: "commandSet", position: Some(1), mandatory: true, pipe: Pipe::No }] },
        /// The command's arguments.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"], sets: &[Membership { set: "commandSet", position: None, mandatory: false, pipe: Pipe::No }], remaining: true },
        /// What stands under each line.
        "ListenerOption" details: Option<Value> { type_name: "System.Diagnostics.TraceOptions", suggestions: DETAILS },
        /// A file that the lines are added to.
        "FilePath" file: Option<String> { aliases: &["PSPath", "Path"] },
        /// Also writes to a file that is read-only.
        "Force" force: bool,
        /// Tells .NET's debugger, which is not there: nothing hears it.
        "Debugger" debugger: bool,
        /// Shows the lines as debug messages.
        "PSHost" host: bool,
    }
    state { collected: Vec<Value> }
}

impl Cmdlet for TraceCommand {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.command.is_some() {
            if context.bound("InputObject") {
                self.collected.push(self.input.clone());
            }
            return Ok(());
        }
        let Some(block) = self.expression.clone() else { return Ok(()) };
        let item = if context.bound("InputObject") { self.input.clone() } else { Value::Empty };
        self.traced(context, |context| context.run_with_item(&block, item))
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let Some(command) = self.command.clone() else { return Ok(()) };
        let elements = named_elements(std::mem::take(&mut self.arguments));
        let collected = std::mem::take(&mut self.collected);
        let input = context.invocation.expects_input.then(|| Value::array(collected));
        self.traced(context, |context| {
            context.engine.invoke_elements(Value::text(command), elements, input, context.sink)
        })
    }
}

/// Arguments that begin with a dash are names.
fn named_elements(arguments: Vec<Value>) -> Vec<Element> {
    let mut elements = Vec::new();
    for value in arguments {
        let name = match value.unwrapped() {
            Value::String(text) => text.strip_prefix('-').filter(|rest| !rest.is_empty()).map(str::to_string),
            _ => None,
        };
        elements.push(match name {
            Some(name) => Element::Parameter {
                name: name.as_str().into(),
                value: None,
                span: Default::default(),
                value_span: Default::default(),
                splatted: false,
            },
            None => Element::Value { value, span: Default::default() },
        });
    }
    elements
}

impl TraceCommand {
    /// Does something while the listeners hear it; the sources are then as they were.
    fn traced(&self, context: &mut Context<'_>, work: impl FnOnce(&mut Context<'_>) -> Outcome) -> Outcome {
        let places = trace_sources::matching(context, &self.names, false)?;
        let before: Vec<Source> = context.engine.extension::<Tracer>().sources.clone();
        let wish = Wish {
            options: self.options.as_ref(),
            details: self.details.as_ref(),
            file: self.file.as_deref(),
            force: self.force,
            debugger: self.debugger,
            host: self.host,
        };
        if self.host {
            context.engine.finish_output()?;
        }
        wish.apply(context, &places)?;
        let outcome = work(context);
        context.engine.extension::<Tracer>().sources = before;
        context.engine.update_tracing();
        outcome
    }
}
