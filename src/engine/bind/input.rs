//! Pipeline objects to parameters: by value without conversion, by name, then both with conversion.

use super::{ALL, Binding, Sets, errors};
use crate::engine::error::ErrorRecord;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, member, types};

/// One of the four steps in which an object is tried.
#[derive(Clone, Copy)]
struct Step {
    by_name: bool,
    coerce: bool,
}

const STEPS: [Step; 4] = [
    Step { by_name: false, coerce: false },
    Step { by_name: true, coerce: false },
    Step { by_name: false, coerce: true },
    Step { by_name: true, coerce: true },
];

impl Binding<'_> {
    /// Binds one pipeline object. `Ok(Some(error))`: it was refused and the next one may do.
    pub fn input(&mut self, value: &Value) -> Outcome<Option<Box<ErrorRecord>>> {
        if !self.engine.tracing {
            return self.input_object(value);
        }
        let name = self.bound.binder.name.clone();
        self.engine.trace_scope(|| format!("BIND PIPELINE object to parameters: [{name}]"));
        let kind = if value.is_null() { "null".to_string() } else { types::type_of(value).full_name() };
        self.engine.trace_binding(|| format!("PIPELINE object TYPE = [{kind}]"));
        self.engine.trace_binding(|| "RESTORING pipeline parameter's original values".to_string());
        let result = self.input_object(value);
        self.engine.trace_scope_ends();
        result
    }

    fn input_object(&mut self, value: &Value) -> Outcome<Option<Box<ErrorRecord>>> {
        self.reset()?;
        match self.input_parameters(value) {
            Ok(true) => {}
            Ok(false) => {
                self.reset()?;
                let record = errors::not_bound(&self.bound.binder, value.clone());
                return Ok(Some(Box::new(record)));
            }
            Err(fault) => {
                self.reset()?;
                return match *fault {
                    Fault::Error { mut record, .. } => {
                        record.target = value.clone();
                        Ok(Some(record))
                    }
                    other => Err(Box::new(other)),
                };
            }
        }
        let missing = self.missing_after_input();
        if missing.is_empty() {
            return Ok(None);
        }
        Ok(Some(Box::new(errors::input_incomplete(&self.bound.binder, &missing, value.clone()))))
    }

    /// Parameters that the object before filled hold again what they held before.
    fn reset(&mut self) -> Outcome {
        for index in std::mem::take(&mut self.bound.from_pipeline) {
            self.target.restore(self.engine, index)?;
        }
        self.bound.sets = self.bound.sets_before;
        Ok(())
    }

    fn input_parameters(&mut self, value: &Value) -> Outcome<bool> {
        let delayed = self.run_delayed(value)?;
        let bound = self.input_steps(value)?;
        self.narrow(false, true)?;
        Ok(delayed || bound)
    }

    /// Blocks that wait for objects give this object's values.
    fn run_delayed(&mut self, value: &Value) -> Outcome<bool> {
        let delayed = self.bound.delayed.clone();
        for (index, block, span) in &delayed {
            let name = self.bound.table.name(*index);
            let given = match self.engine.invoke_delayed(block, value) {
                Ok(given) => given,
                Err(fault) => return Err(errors::block_failed(&self.bound.binder, &name, *span, fault)),
            };
            if given.is_empty() {
                return Err(errors::block_without_output(&self.bound.binder, &name, *span));
            }
            self.store(*index, Value::from_output(given), *span, true)?;
        }
        Ok(!delayed.is_empty())
    }

    fn input_steps(&mut self, value: &Value) -> Outcome<bool> {
        let first = self.bound.first_set;
        let rounds = match first {
            0 => vec![self.bound.sets],
            first => vec![first, self.bound.sets & !first],
        };
        let mut any = false;
        for (round, sets) in rounds.iter().enumerate() {
            // What the first round bound leaves out sets that would take the object otherwise.
            let mut sets = if round == 1 { self.bound.sets & !first } else { *sets };
            if round == 1 && sets == 0 {
                break;
            }
            for step in STEPS {
                if !self.input_step(value, step, sets)? {
                    continue;
                }
                any = true;
                if first == 0 || round == 1 {
                    self.narrow(true, true)?;
                    sets = self.bound.sets;
                }
            }
            if first != 0 && round == 0 && self.bound.sets == first {
                break;
            }
        }
        Ok(any)
    }

    /// The default set is preferred as long as it is possible.
    fn input_step(&mut self, value: &Value, step: Step, sets: Sets) -> Outcome<bool> {
        let default = self.bound.table.default_set.unwrap_or(0);
        if default & sets != 0 {
            if self.input_step_in(value, step, default)? {
                return Ok(true);
            }
            if sets != ALL && sets & !default == 0 {
                return Ok(false);
            }
            return self.input_step_in(value, step, sets & !default);
        }
        self.input_step_in(value, step, sets)
    }

    fn input_step_in(&mut self, value: &Value, step: Step, sets: Sets) -> Outcome<bool> {
        let table = self.bound.table.clone();
        let mut any = false;
        // PowerShell walks its list of unbound parameters from the end.
        for index in table.takers.iter().rev().copied() {
            let Some(parameter) = table.parameters.get(index).filter(|_| !self.bound.is_bound(index)) else {
                continue;
            };
            let takes =
                parameter.places(sets).any(|place| if step.by_name { place.by_name } else { place.by_value });
            if !takes {
                continue;
            }
            let found = match step.by_name {
                false => Some(value.clone()),
                true => self.property_for(value, parameter)?,
            };
            let Some(found) = found.filter(|found| !matches!(found, Value::Empty)) else { continue };
            self.trace_step(&parameter.name, step);
            if self.input_value(index, found, step.coerce)? {
                self.bound.from_pipeline.push(index);
                any = true;
            }
        }
        Ok(any)
    }

    fn trace_step(&mut self, name: &str, step: Step) {
        let by = if step.by_name { "ValueFromPipelineByPropertyName" } else { "ValueFromPipeline" };
        let coercion = if step.coerce { "WITH" } else { "NO" };
        self.engine.trace_binding(|| format!("Parameter [{name}] PIPELINE INPUT {by} {coercion} COERCION"));
    }

    /// The property with the parameter's name or one of its aliases.
    fn property_for(&mut self, value: &Value, parameter: &super::Parameter) -> Outcome<Option<Value>> {
        if value.is_null() {
            return Ok(None);
        }
        for name in std::iter::once(&parameter.name).chain(parameter.aliases.iter()) {
            if let Some(found) = member::property(self.engine, value, name)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// A value that cannot be converted is no match; one that breaks a validation is an error.
    fn input_value(&mut self, index: usize, value: Value, coerce: bool) -> Outcome<bool> {
        match self.store(index, value, Default::default(), coerce) {
            Err(fault) if super::assign::is_error(&fault) && errors::is_conversion(&fault) => Ok(false),
            other => other,
        }
    }

    fn missing_after_input(&self) -> Vec<std::rc::Rc<str>> {
        let table = &self.bound.table;
        let all = table.parameters.iter().enumerate();
        all.filter(|(index, parameter)| {
            !self.bound.is_bound(*index) && parameter.places(self.bound.sets).any(|place| place.mandatory)
        })
        .map(|(_, parameter)| parameter.name.clone())
        .collect()
    }
}
