//! `Function:`

use super::session::{SessionStore, qualified};
use crate::engine::error::{Category, Exception};
use crate::engine::scope::fold;
use crate::engine::types::command_info::{self, Found};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};

/// Functions that the current scope sees.
#[derive(Clone, Copy)]
pub struct FunctionStore;

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
            .map(command_info::function)
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
            Value::String(text) => engine.compile_block(text)?,
            other => match command_info::command(other) {
                Some(Found::Function(function)) => function.block.clone(),
                _ => {
                    let message = "Value does not fall within the expected range. (Parameter 'value')";
                    let exception =
                        Exception::new("System.Management.Automation.PSArgumentException", message);
                    return Err(Fault::error(exception, "Argument", Category::InvalidArgument, Value::Null));
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

    fn may_rename(&self, engine: &mut Engine, name: &str, force: bool) -> Outcome {
        let (_, name) = qualified(engine, name);
        let known = engine.find_function(&fold(name)).map(|found| found.options.get()).unwrap_or_default();
        if !known.constant && (!known.read_only || force) {
            return Ok(());
        }
        let message = format!("Cannot rename function because function {name} is read-only or constant.");
        let class = "System.Management.Automation.SessionStateUnauthorizedAccessException";
        let exception = Exception::new(class, message);
        Err(Fault::error(exception, "CannotRenameFunction", Category::WriteError, Value::text(name)))
    }

    fn remove(&self, engine: &mut Engine, name: &str, force: bool) -> Outcome {
        let (from, name) = qualified(engine, name);
        let folded = fold(name);
        let scope = from.chain().find(|scope| scope.functions.get(&folded).is_some());
        let Some(scope) = scope else { return Ok(()) };
        let options = scope.functions.get(&folded).map(|found| found.options.get()).unwrap_or_default();
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
