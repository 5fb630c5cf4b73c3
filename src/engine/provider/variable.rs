//! `Variable:`

use super::session::{SessionStore, qualified};
use crate::engine::error::{Category, Exception};
use crate::engine::scope::{Scope, Slot, fold};
use crate::engine::types::{record, variable};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use std::rc::Rc;

/// Variables that the current scope sees.
#[derive(Clone, Copy)]
pub struct VariableStore;

/// The innermost place of a name that is set.
fn place(from: &Rc<Scope>, name: &str) -> Option<Slot> {
    let folded = fold(name);
    let mut places = from.chain().map(|scope| scope.place(&folded));
    places.find(|place| !matches!(place, Slot::Unset))
}

impl SessionStore for VariableStore {
    fn name(&self) -> &'static str {
        "Variable"
    }

    fn names(&self, engine: &mut Engine) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for scope in engine.scope.clone().chain() {
            for (name, _) in scope.variables() {
                if known.insert(fold(&name)) {
                    names.push(name.to_string());
                }
            }
        }
        names
    }

    fn item(&self, engine: &mut Engine, name: &str) -> Option<Value> {
        let (scope, name) = qualified(engine, name);
        match place(&scope, name) {
            Some(slot) => Some(variable::of(name, &slot)),
            None => engine.find_variable(&fold(name)).map(|value| variable::of(name, &Slot::Plain(value))),
        }
    }

    fn value(&self, engine: &mut Engine, name: &str) -> Option<Value> {
        let (scope, name) = qualified(engine, name);
        engine.in_scope(scope, |engine| Ok(engine.find_variable(&fold(name)))).ok()?
    }

    fn set(&self, engine: &mut Engine, name: &str, value: Value, _force: bool) -> Outcome {
        let is_variable = crate::engine::types::type_of(&value).full_name().ends_with(".PSVariable");
        let value = if is_variable { record::field(&value, "Value") } else { value };
        let (scope, name) = qualified(engine, name);
        engine.in_scope(scope, |engine| engine.set_variable(name, value))
    }

    fn remove(&self, engine: &mut Engine, name: &str, force: bool) -> Outcome {
        let (from, name) = qualified(engine, name);
        let folded = fold(name);
        let Some(scope) = from.chain().find(|scope| !matches!(scope.place(&folded), Slot::Unset)) else {
            return Err(not_removable(name));
        };
        if let Slot::Cell(cell) = scope.place(&folded) {
            let options = cell.options.get();
            if options.constant || (options.read_only && !force) {
                return Err(not_removable(name));
            }
        }
        scope.remove(&folded);
        Ok(())
    }
}

fn not_removable(name: &str) -> Box<Fault> {
    let message = format!(
        "Cannot remove variable {name} because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option."
    );
    let class = "System.Management.Automation.SessionStateUnauthorizedAccessException";
    Fault::error(
        Exception::new(class, message),
        "VariableNotRemovable",
        Category::WriteError,
        Value::text(name),
    )
}
