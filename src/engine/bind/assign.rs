//! Giving one parameter its value: delayed blocks, conversion, common parameters, and what the value
//! says of the parameter set.

use super::{ALL, Binding, common, errors};
use crate::engine::trace::{Kind, Topic};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, member, types};
use crate::language::Span;

impl Binding<'_> {
    /// Binds a value; false when it does not fit and `coerce` is off.
    pub(super) fn bind(&mut self, index: usize, value: Value, span: Span, coerce: bool) -> Outcome<bool> {
        if self.delay(index, &value, span)? {
            return Ok(true);
        }
        if !self.store(index, value, span, coerce)? {
            return Ok(false);
        }
        self.mark(index);
        Ok(true)
    }

    fn mark(&mut self, index: usize) {
        if let Some(place) = self.bound.given.get_mut(index) {
            *place = true;
        }
    }

    /// A block for a parameter that takes pipeline objects and no blocks waits for the objects.
    fn delay(&mut self, index: usize, value: &Value, span: Span) -> Outcome<bool> {
        let Value::Block(block) = value.unwrapped() else { return Ok(false) };
        let table = self.bound.table.clone();
        let Some(parameter) = table.parameters.get(index) else { return Ok(false) };
        let takes_input = parameter.memberships.iter().any(|place| place.by_value || place.by_name);
        if !table.advanced || !takes_input || takes_blocks(&parameter.type_name) {
            return Ok(false);
        }
        if !self.bound.expects_input {
            return Err(errors::block_without_input(&self.bound.binder, &parameter.name, span));
        }
        self.bound.delayed.push((index, block.clone(), span));
        self.mark(index);
        self.choose(index);
        Ok(true)
    }

    /// Converts and stores a value, and narrows the sets to the parameter's.
    pub(super) fn store(&mut self, index: usize, value: Value, span: Span, coerce: bool) -> Outcome<bool> {
        let table = self.bound.table.clone();
        let Some(parameter) = table.parameters.get(index) else { return Ok(false) };
        if self.engine.tracing {
            return self.store_traced(index, value, span, coerce);
        }
        self.store_in(parameter, index, value, span, coerce)
    }

    /// [`Binding::store`] with the lines that PowerShell traces.
    fn store_traced(&mut self, index: usize, value: Value, span: Span, coerce: bool) -> Outcome<bool> {
        let table = self.bound.table.clone();
        let Some(parameter) = table.parameters.get(index) else { return Ok(false) };
        let (shown, name) = (convert::display(&value), parameter.name.clone());
        self.engine.trace_scope(|| format!("BIND arg [{shown}] to parameter [{name}]"));
        self.trace_coercion(parameter, &value, coerce);
        let result = self.store_in(parameter, index, value, span, coerce);
        match &result {
            Ok(bound) => {
                let how = if *bound { "SUCCESSFUL" } else { "SKIPPED" };
                self.engine.trace_binding(|| format!("BIND arg [{shown}] to param [{name}] {how}"));
            }
            Err(fault) => {
                if let Fault::Error { record, .. } = fault.as_ref() {
                    let text = format!("ERROR: {}", record.exception.message);
                    self.engine.trace(Topic::ParameterBinding, Kind::Error, || text);
                }
            }
        }
        self.engine.trace_scope_ends();
        result
    }

    fn trace_coercion(&mut self, parameter: &super::Parameter, value: &Value, coerce: bool) {
        let wanted = types::full_name_of(&parameter.type_name);
        self.engine.trace_scope(|| format!("COERCE arg to [{wanted}]"));
        if fits(value, &parameter.type_name) {
            self.engine
                .trace_binding(|| "Parameter and arg types the same, no coercion is needed.".to_string());
        } else if coerce {
            let from = types::type_of(value).full_name();
            self.engine.trace_binding(|| format!("Trying to convert argument value from {from} to {wanted}"));
            self.engine.trace_binding(|| {
                "CONVERT arg type to param type using LanguagePrimitives.ConvertTo".to_string()
            });
        }
        self.engine.trace_scope_ends();
    }

    fn store_in(
        &mut self,
        parameter: &super::Parameter,
        index: usize,
        value: Value,
        span: Span,
        coerce: bool,
    ) -> Outcome<bool> {
        let table = self.bound.table.clone();
        if !coerce && !fits(&value, &parameter.type_name) {
            return Ok(false);
        }
        if table.is_common(index) {
            self.store_common(index, value, span)?;
            return Ok(true);
        }
        self.target
            .assign(self.engine, index, value)
            .map_err(|fault| errors::failed(&self.bound.binder, parameter, span, fault))?;
        self.choose(index);
        Ok(true)
    }

    fn store_common(&mut self, index: usize, value: Value, span: Span) -> Outcome {
        let name = self.bound.table.name(index);
        let binder = self.bound.binder.clone();
        let kept = common::set(self.engine, &binder, &mut self.bound.common, &name, value, span)?;
        self.bound.common_values.push((name, kept));
        Ok(())
    }

    /// Only the sets of a bound parameter stay possible.
    fn choose(&mut self, index: usize) {
        let Some(parameter) = self.bound.table.parameters.get(index) else { return };
        let sets = parameter.sets();
        if sets != ALL {
            self.bound.sets &= sets;
        }
    }
}

fn takes_blocks(type_name: &str) -> bool {
    let single = type_name.trim_end_matches("[]");
    let short = single.rsplit('.').next().unwrap_or(single);
    ["object", "psobject", "scriptblock"].iter().any(|known| short.eq_ignore_ascii_case(known))
}

/// Whether a value needs no conversion.
fn fits(value: &Value, type_name: &str) -> bool {
    match value {
        Value::Null | Value::Empty => !crate::engine::types::is_value_type_name(type_name),
        other => member::fits(other, type_name),
    }
}

/// An error that another parameter may still save.
pub(super) fn is_error(fault: &Fault) -> bool {
    matches!(fault, Fault::Error { .. })
}
