//! `Alias:`

use super::session::SessionStore;
use crate::engine::error::{Category, Exception};
use crate::engine::function::Alias;
use crate::engine::scope::{Options, fold};
use crate::engine::types::record::{made, record_class};
use crate::engine::types::variable;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::cell::Cell;
use std::rc::Rc;

/// Aliases that the current scope sees, with those that commands bring.
#[derive(Clone, Copy)]
pub struct AliasStore;

record_class!(ALIAS "System.Management.Automation.AliasInfo" [
    "Name", "CommandType", "Definition", "DisplayName", "ResolvedCommandName", "ReferencedCommand", "Options",
    "Description", "Source", "Version", "ModuleName"
]);

fn value_of(alias: &Alias) -> Value {
    let definition = Value::text(alias.definition.as_ref());
    made(
        &ALIAS,
        alias.name.as_ref(),
        [
            ("Name", Value::text(alias.name.as_ref())),
            ("CommandType", Value::text("Alias")),
            ("Definition", definition.clone()),
            ("DisplayName", Value::text(format!("{} -> {}", alias.name, alias.definition))),
            ("ResolvedCommandName", Value::Null),
            ("ReferencedCommand", definition),
            ("Options", variable::options(alias.options.get())),
            ("Description", Value::text(alias.description.as_str())),
            ("Source", Value::text("")),
            ("ModuleName", Value::text("")),
        ],
    )
}

impl SessionStore for AliasStore {
    fn name(&self) -> &'static str {
        "Alias"
    }

    fn names(&self, engine: &mut Engine) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for scope in engine.scope.clone().chain() {
            names.extend(scope.aliases.borrow().values().map(|alias| alias.name.to_string()));
        }
        names.extend(engine.native_commands().flat_map(|info| info.aliases).map(|name| (*name).to_string()));
        names.sort_by_key(|name| name.to_lowercase());
        names.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
        names
    }

    fn item(&self, engine: &mut Engine, name: &str) -> Option<Value> {
        engine.find_alias(&fold(name)).map(|alias| value_of(&alias))
    }

    fn value(&self, engine: &mut Engine, name: &str) -> Option<Value> {
        engine.find_alias(&fold(name)).map(|alias| Value::text(alias.definition.as_ref()))
    }

    fn set(&self, engine: &mut Engine, name: &str, value: Value, force: bool) -> Outcome {
        let definition = convert::to_text(engine, &value)?;
        if definition.is_empty() {
            return self.remove(engine, name, force);
        }
        let known = engine.find_alias(&fold(name));
        let options = known.as_ref().map(|alias| alias.options.get()).unwrap_or_default();
        if options.constant || (options.read_only && !force) {
            let message = format!(
                "Alias is not writeable because alias {name} is read-only or constant and cannot be written to."
            );
            return Err(unauthorized(message, "AliasNotWritable", name));
        }
        let alias = Alias {
            name: name.into(),
            definition: definition.into(),
            options: Cell::new(Options::default()),
            description: String::new(),
            module: None,
        };
        engine.scope.aliases.borrow_mut().insert(fold(name), Rc::new(alias));
        Ok(())
    }

    fn remove(&self, engine: &mut Engine, name: &str, force: bool) -> Outcome {
        let folded = fold(name);
        let scope = engine.scope.chain().find(|scope| scope.aliases.get(&folded).is_some());
        let held =
            scope.as_ref().and_then(|scope| scope.aliases.get(&folded).map(|alias| alias.options.get()));
        let kept = held.is_some_and(|held| held.constant || held.read_only && !force);
        match scope.filter(|_| !kept) {
            Some(scope) => {
                scope.aliases.borrow_mut().shift_remove(&folded);
                Ok(())
            }
            None => {
                let message = format!("Alias was not removed because alias {name} is constant or read-only.");
                Err(unauthorized(message, "AliasNotRemovable", name))
            }
        }
    }
}

fn unauthorized(message: String, id: &str, name: &str) -> Box<Fault> {
    let class = "System.Management.Automation.SessionStateUnauthorizedAccessException";
    Fault::error(Exception::new(class, message), id, Category::WriteError, Value::text(name))
}
