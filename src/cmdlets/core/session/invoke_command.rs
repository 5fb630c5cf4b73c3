//! `Invoke-Command`, in this session.

use crate::cmdlet;
use crate::engine::bind::Element;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::language::ast::Invocation;
use std::rc::Rc;

cmdlet! {
    /// Runs a script block, in a scope of its own unless `-NoNewScope` is given.
    ///
    /// # Examples
    /// ```powershell
    /// Invoke-Command { param($name) "Hello, $name" } -ArgumentList Ann
    /// ```
    "Invoke-Command" as InvokeCommand {
        aliases: &["icm"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.InvokeCommandCommand",
    }
    parameters {
        /// The block.
        "ScriptBlock" block: Rc<ScriptBlockValue> { aliases: &["Command"], position: Some(0), mandatory: true },
        /// Its arguments.
        "ArgumentList" arguments: Vec<Value> { aliases: &["Args"] },
        /// Each object for the block's `$input`.
        "InputObject" input: Value { pipe: Pipe::ByValue },
        /// Runs in the scope of the caller.
        "NoNewScope" no_new_scope: bool,
        /// Other computers.
        "ComputerName" computer: Vec<String> { aliases: &["Cn"], validate: &[Validation::NotYet] },
        /// Sessions on other computers.
        "Session" session: Vec<Value> { validate: &[Validation::NotYet] },
        /// Runs it in the background.
        "AsJob" as_job: bool { validate: &[Validation::NotYet] },
    }
    state { collected: Vec<Value> }
}

impl Cmdlet for InvokeCommand {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if context.bound("InputObject") {
            self.collected.push(self.input.clone());
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        let elements = self
            .arguments
            .iter()
            .map(|value| Element::Value { value: value.clone(), span: Default::default() })
            .collect();
        let has_input = context.invocation.expects_input || !self.collected.is_empty();
        let input = match has_input {
            true => std::mem::take(&mut self.collected),
            false => Vec::new(),
        };
        let how = if self.no_new_scope { Invocation::Dot } else { Invocation::Call };
        let result = context.engine.invoke_with_input(&self.block, elements, input, how, context.sink);
        match result {
            // What stops the block's own sources ends here.
            Err(fault) if matches!(*fault, Fault::Return) => Ok(()),
            other => other,
        }
    }
}
