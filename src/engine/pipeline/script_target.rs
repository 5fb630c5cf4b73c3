//! Where a function's arguments go: its own variables, or the parameters that `dynamicparam` made.

use crate::engine::bind::{self, BindingTable, Target};
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::function::FunctionInfo;
use crate::engine::scope::{Scope, Slot, VariableCell};
use crate::engine::types::runtime_parameter::{self, RuntimeParameter};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::rc::Rc;

/// Stores arguments of one call.
pub(super) struct ScriptTarget<'a> {
    pub info: &'a FunctionInfo,
    pub table: &'a BindingTable,
    pub scope: &'a Rc<Scope>,
    pub dynamic: &'a [RuntimeParameter],
    /// What was bound, converted, in order.
    pub stored: &'a mut Vec<(usize, Value)>,
    /// What parameters held before a pipeline object filled them.
    pub before: &'a mut Vec<(usize, Value)>,
}

impl Target for ScriptTarget<'_> {
    fn assign(&mut self, engine: &mut Engine, parameter: usize, value: Value) -> Outcome {
        let Some(declared) = self.table.parameters.get(parameter) else { return Ok(()) };
        let dynamic = self.dynamic.iter().find(|one| one.index == parameter);
        let constraints = match dynamic {
            Some(dynamic) => dynamic.constraints.as_slice(),
            None => self.info.constraints.get(parameter).map(Vec::as_slice).unwrap_or_default(),
        };
        let advanced = self.info.advanced;
        let mandatory = declared.memberships.iter().any(|place| place.mandatory);
        if mandatory && let Value::Array(array) = value.unwrapped() {
            bind::refuse_null_items(declared, &array.items.borrow())?;
        }
        let value = engine.constrain_argument(constraints, value, &declared.name, advanced)?;
        let value = match bind::written_text(&value) {
            Some(_) => value.unwrapped().clone(),
            None => value,
        };
        let value = if matches!(value, Value::Empty) { Value::Null } else { value };
        if mandatory {
            bind::refuse_empty(engine, declared, &value)?;
        }
        match dynamic {
            Some(dynamic) => runtime_parameter::set_value(dynamic, value.clone()),
            None => {
                self.keep(parameter, &declared.name);
                put(self.scope, &declared.name, constraints, value.clone());
            }
        }
        self.stored.push((parameter, value));
        Ok(())
    }

    fn restore(&mut self, _engine: &mut Engine, parameter: usize) -> Outcome {
        let Some(declared) = self.table.parameters.get(parameter) else { return Ok(()) };
        if let Some((_, value)) = self.before.iter().find(|(index, _)| *index == parameter) {
            self.scope.set(&declared.name, value.clone());
        }
        Ok(())
    }
}

impl ScriptTarget<'_> {
    fn keep(&mut self, parameter: usize, name: &str) {
        if self.before.iter().all(|(index, _)| *index != parameter) {
            let value = self.scope.get(&crate::engine::scope::fold(name)).unwrap_or_default();
            self.before.push((parameter, value));
        }
    }
}

/// A variable that keeps its parameter's constraints.
pub(super) fn put(scope: &Rc<Scope>, name: &str, constraints: &[VariableConstraint], value: Value) {
    if constraints.is_empty() {
        scope.put(name, Slot::Plain(value));
        return;
    }
    let cell = VariableCell::new(value);
    *cell.constraints.borrow_mut() = constraints.to_vec();
    scope.put(name, Slot::Cell(Rc::new(cell)));
}
