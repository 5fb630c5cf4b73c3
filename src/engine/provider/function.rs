//! `Function:`

use super::session::{SessionStore, qualified};
use crate::engine::error::{Category, Exception};
use crate::engine::function::Function;
use crate::engine::scope::fold;
use crate::engine::types::record::{field, made, record_class};
use crate::engine::types::variable;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};

/// Functions that the current scope sees.
#[derive(Clone, Copy)]
pub struct FunctionStore;

record_class!(FUNCTION "System.Management.Automation.FunctionInfo" [
    "Name", "CommandType", "Definition", "Options", "ScriptBlock", "Source", "Version", "Verb", "Noun", "ModuleName"
]);

fn value_of(function: &Function) -> Value {
    let (verb, noun) = function.name.split_once('-').unwrap_or_default();
    let source = function.module.as_ref().map_or("", |module| module.name.as_ref());
    made(
        &FUNCTION,
        function.name.as_ref(),
        [
            ("Name", Value::text(function.name.as_ref())),
            ("CommandType", Value::text(if function.filter { "Filter" } else { "Function" })),
            ("Definition", Value::text(function.block.definition())),
            ("Options", variable::options(function.options.get())),
            ("ScriptBlock", Value::Block(function.block.clone())),
            ("Source", Value::text(source)),
            ("Verb", Value::text(verb)),
            ("Noun", Value::text(noun)),
            ("ModuleName", Value::text(source)),
        ],
    )
}

impl SessionStore for FunctionStore {
    fn name(&self) -> &'static str {
        "Function"
    }

    fn names(&self, engine: &mut Engine) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for scope in engine.scope.clone().chain() {
            for function in scope.functions.borrow().values() {
                if !names.iter().any(|known| known.eq_ignore_ascii_case(&function.name)) {
                    names.push(function.name.to_string());
                }
            }
        }
        names
    }

    fn item(&self, engine: &mut Engine, name: &str) -> Option<Value> {
        let (scope, name) = qualified(engine, name);
        engine
            .in_scope(scope, |engine| Ok(engine.find_function(&fold(name))))
            .ok()?
            .map(|found| value_of(&found))
    }

    fn value(&self, engine: &mut Engine, name: &str) -> Option<Value> {
        let (scope, name) = qualified(engine, name);
        let found = engine.in_scope(scope, |engine| Ok(engine.find_function(&fold(name)))).ok()?;
        found.map(|function| Value::Block(function.block.clone()))
    }

    fn set(&self, engine: &mut Engine, name: &str, value: Value, force: bool) -> Outcome {
        if value.is_null() {
            return self.remove(engine, name, force);
        }
        let block = match value.unwrapped() {
            Value::Block(block) => block.clone(),
            other => match field(other, "ScriptBlock").unwrapped() {
                Value::Block(block) => block.clone(),
                _ => {
                    let text = convert::to_text(engine, other)?;
                    engine.compile_block(&text)?
                }
            },
        };
        let known = engine.find_function(&fold(name)).map(|found| found.options.get()).unwrap_or_default();
        if known.constant || known.read_only && !force {
            let message = format!("Cannot write to function {name} because it is read-only or constant.");
            let class = "System.Management.Automation.SessionStateUnauthorizedAccessException";
            let exception = Exception::new(class, message);
            let id = "FunctionNotWritable";
            return Err(Fault::error(exception, id, Category::WriteError, Value::text(name)));
        }
        engine.add_function(name, block, false);
        Ok(())
    }

    fn remove(&self, engine: &mut Engine, name: &str, force: bool) -> Outcome {
        let (from, name) = qualified(engine, name);
        let folded = fold(name);
        let scope = from.chain().find(|scope| scope.functions.borrow().contains_key(&folded));
        let Some(scope) = scope else { return Ok(()) };
        let options =
            scope.functions.borrow().get(&folded).map(|found| found.options.get()).unwrap_or_default();
        if options.constant || (options.read_only && !force) {
            let message = format!("Cannot remove function {name} because it is constant.");
            let class = "System.Management.Automation.SessionStateUnauthorizedAccessException";
            let exception = Exception::new(class, message);
            return Err(Fault::error(
                exception,
                "FunctionNotRemovable",
                Category::WriteError,
                Value::text(name),
            ));
        }
        scope.functions.borrow_mut().shift_remove(&folded);
        Ok(())
    }
}
