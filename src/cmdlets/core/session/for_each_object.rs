//! `ForEach-Object`.

use super::parallel::Parallel;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::method_object;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, member};
use std::rc::Rc;

cmdlet! {
    /// Runs a script block, or reads a property or calls a method, for each object.
    ///
    /// # Examples
    /// ```powershell
    /// 1..3 | ForEach-Object { $_ * 2 }
    /// 'a', 'b' | ForEach-Object ToUpper
    /// 1..3 | ForEach-Object -Parallel { $_ * 10 } -ThrottleLimit 2
    /// 1..3 | ForEach-Object -Begin { $sum = 0 } -Process { $sum += $_ } -End { $sum }
    /// 'a,b' | ForEach-Object -MemberName Split -ArgumentList ','
    /// ForEach-Object -InputObject 5 -Process { $_ + 1 }
    /// 1..2 | ForEach-Object -Process { 'first' } -RemainingScripts { $_ }, { 'last' }
    /// 1..3 | ForEach-Object -Parallel { $_ * 10 } -TimeoutSeconds 20 -UseNewRunspace
    /// 1..3 | ForEach-Object -Parallel { $_ * 10 } -AsJob | Receive-Job -Wait -AutoRemoveJob
    /// ```
    "ForEach-Object" as ForEachObject {
        aliases: &["%", "foreach"],
        module: "Microsoft.PowerShell.Core",
        class: "Microsoft.PowerShell.Commands.ForEachObjectCommand",
        default_set: "ScriptBlockSet",
        should_process: Some(Impact::Low),
    }
    parameters {
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", pipe: Pipe::ByValue },
        /// Blocks that run for each object; of several the first runs before and the last after all.
        "Process" process: Vec<Rc<ScriptBlockValue>> {
            sets: &[Membership { set: "ScriptBlockSet", position: Some(0), mandatory: true, pipe: Pipe::No }],
        },
        /// Runs before the first object.
        "Begin" begin_block: Option<Rc<ScriptBlockValue>> {
            sets: &[Membership { set: "ScriptBlockSet", position: None, mandatory: false, pipe: Pipe::No }],
        },
        /// Runs after the last object.
        "End" end_block: Option<Rc<ScriptBlockValue>> {
            sets: &[Membership { set: "ScriptBlockSet", position: None, mandatory: false, pipe: Pipe::No }],
        },
        /// Further blocks.
        "RemainingScripts" remaining: Vec<Rc<ScriptBlockValue>> {
            remaining: true,
            sets: &[Membership { set: "ScriptBlockSet", position: None, mandatory: false, pipe: Pipe::No }],
        },
        /// The property to read or the method to call.
        "MemberName" member_name: Option<String> {
            sets: &[Membership { set: "PropertyAndMethodSet", position: Some(0), mandatory: true, pipe: Pipe::No }],
        },
        /// Arguments of the method.
        "ArgumentList" arguments: Vec<Value> {
            aliases: &["Args"],
            remaining: true,
            sets: &[Membership { set: "PropertyAndMethodSet", position: None, mandatory: false, pipe: Pipe::No }],
        },
        /// A block that runs for each object on another thread, with a session of its own.
        "Parallel" parallel_block: Option<Rc<ScriptBlockValue>> {
            sets: &[Membership { set: "ParallelParameterSet", position: None, mandatory: true, pipe: Pipe::No }],
        },
        /// How many run at once; 5 without it.
        "ThrottleLimit" throttle: Option<i32> {
            sets: &[Membership { set: "ParallelParameterSet", position: None, mandatory: false, pipe: Pipe::No }],
            validate: &[Validation::Range(1.0, 2147483647.0)],
        },
        /// How many seconds all of it may take.
        "TimeoutSeconds" timeout: Option<i32> {
            sets: &[Membership { set: "ParallelParameterSet", position: None, mandatory: false, pipe: Pipe::No }],
            validate: &[Validation::Range(0.0, 2147483.0)],
        },
        /// Sends a job instead of waiting.
        "AsJob" as_job: bool {
            sets: &[Membership { set: "ParallelParameterSet", position: None, mandatory: false, pipe: Pipe::No }],
        },
        /// A fresh session for each object, which every object has anyway.
        "UseNewRunspace" new_runspace: bool {
            sets: &[Membership { set: "ParallelParameterSet", position: None, mandatory: false, pipe: Pipe::No }],
        },
    }
    state { parallel: Option<Parallel>, blocks: Vec<Rc<ScriptBlockValue>>, first: Option<Rc<ScriptBlockValue>>, last: Option<Rc<ScriptBlockValue>> }
}

impl Cmdlet for ForEachObject {
    fn begin(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(block) = &self.parallel_block {
            if self.as_job && self.timeout.is_some() {
                let message = "The 'TimeoutSeconds' parameter cannot be used with the 'AsJob' parameter.";
                let class = "System.Management.Automation.PSArgumentException";
                let id = "ParallelCannotUseTimeoutWithJob";
                return Err(context.terminate(class, message, id, Category::InvalidOperation, Value::Null));
            }
            let made = Parallel::new(context, block, self.throttle, self.timeout, self.as_job)?;
            self.parallel = Some(made);
            return Ok(());
        }
        let mut blocks = self.process.clone();
        blocks.append(&mut self.remaining.clone());
        self.first = self.begin_block.clone();
        self.last = self.end_block.clone();
        // `-Begin $null` says that there is none.
        if blocks.len() > 1 && !context.bound("Begin") {
            self.first = Some(blocks.remove(0));
        }
        if blocks.len() > 1 && !context.bound("End") {
            self.last = blocks.pop();
        }
        self.blocks = blocks;
        match self.first.clone() {
            Some(block) => context.engine.run_shared(&block, context.sink),
            None => Ok(()),
        }
    }

    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let item = self.input.clone();
        if let Some(parallel) = &mut self.parallel {
            return parallel.add(context, item);
        }
        if let Some(name) = self.member_name.clone() {
            return self.member(context, &item, &name);
        }
        for block in &self.blocks {
            context.engine.run_with_item(block, item.clone(), context.sink)?;
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        if let Some(parallel) = &mut self.parallel {
            return parallel.finish(context);
        }
        match self.last.clone() {
            Some(block) => context.engine.run_shared(&block, context.sink),
            None => Ok(()),
        }
    }

    fn clean(&mut self, _engine: &mut Engine) {
        if let Some(parallel) = &self.parallel {
            parallel.stop();
        }
    }
}

/// `Count` and `Length` that the language adds to what has none: they are no members here.
fn is_added(item: &Value, name: &str) -> bool {
    let named = ["Count", "Length"].iter().any(|known| known.eq_ignore_ascii_case(name));
    named
        && !matches!(item.unwrapped(), Value::String(_) | Value::Array(_))
        && !member::property_names(item).iter().any(|known| known.eq_ignore_ascii_case(name))
}

impl ForEachObject {
    fn member(&self, context: &mut Context<'_>, item: &Value, name: &str) -> Outcome {
        if item.is_null() {
            return Ok(());
        }
        let Some(name) = self.one_name(context, item, name)? else { return Ok(()) };
        let has_arguments = context.bound("ArgumentList");
        let found = match is_added(item, &name) {
            true => None,
            false => member::get(context.engine, item, &name)?,
        };
        let calls = has_arguments || found.as_ref().is_none_or(method_object::is);
        if !self.wanted(context, item, &name, calls)? {
            return Ok(());
        }
        let value = match found {
            Some(value) if !calls => value,
            _ => match member::invoke(context.engine, item, &name, &self.arguments) {
                Ok(value) => value,
                Err(fault) => match *fault {
                    Fault::Error { record, .. } if !has_arguments && record.id == "MethodNotFound" => {
                        return context.output(Value::Null);
                    }
                    Fault::Error { record, .. } => return context.error(*record),
                    other => return Err(Box::new(other)),
                },
            },
        };
        emit(context, value)
    }

    /// Whether `-WhatIf` and `-Confirm` let the member be read or called.
    fn wanted(&self, context: &mut Context<'_>, item: &Value, name: &str, calls: bool) -> Outcome<bool> {
        let action = match (calls, self.arguments.is_empty()) {
            (false, _) => format!("Retrieve the value for property '{name}'"),
            (true, true) => format!("Invoke method '{name}'"),
            (true, false) => {
                let mut texts = Vec::new();
                for argument in &self.arguments {
                    texts.push(crate::engine::convert::to_text(context.engine, argument)?);
                }
                format!("Invoke method '{name}' with arguments: {}", texts.join(", "))
            }
        };
        let shown = crate::engine::convert::to_text(context.engine, item)?;
        context.should_process(&format!("InputObject: {shown}"), &action)
    }

    /// The member that a name or pattern means; `None` after an error that several match.
    fn one_name(&self, context: &mut Context<'_>, item: &Value, name: &str) -> Outcome<Option<String>> {
        if !crate::engine::operators::has_wildcard(name) {
            return Ok(Some(name.to_string()));
        }
        let mut matches: Vec<String> = member::describe(context.engine, item)?
            .into_iter()
            .map(|member| member.name.to_string())
            .filter(|known| crate::engine::operators::like(known, name, true))
            .collect();
        matches.sort();
        matches.dedup();
        if matches.len() < 2 {
            return Ok(Some(matches.pop().unwrap_or_else(|| name.to_string())));
        }
        let list: String = matches.iter().map(|found| format!(" {found}")).collect();
        context.fail(
            "System.Management.Automation.PSArgumentException",
            format!(
                "Input name \"{name}\" is ambiguous. It can be resolved to multiple matched members. Possible matches include:{list}."
            ),
            "AmbiguousPropertyOrMethodName",
            Category::InvalidArgument,
            item.clone(),
        )?;
        Ok(None)
    }
}

/// Sends a value on, a collection element by element.
pub fn emit(context: &mut Context<'_>, value: Value) -> Outcome {
    match member::enumerate(context.engine, &value)? {
        Some(items) => {
            for item in items {
                context.output(item)?;
            }
            Ok(())
        }
        None if matches!(value, Value::Empty) => Ok(()),
        None => context.output(value),
    }
}
