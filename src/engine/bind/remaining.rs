//! What no name and no position took: the parameter that collects it, `$args`, or an error.

use super::{Binding, Loose, errors};
use crate::engine::Outcome;
use crate::engine::object::MemberBody;
use crate::engine::types::list;
use crate::engine::value::{Value, Wrapped};
use crate::language::Span;
use std::rc::Rc;

/// The hidden note on a name in `$args`, by which splatting tells `-x` from `'-x'`.
pub const NAME_NOTE: &str = "<CommandParameterName>";

impl Binding<'_> {
    pub(super) fn remaining(&mut self) -> Outcome {
        if self.bound.loose.is_empty() {
            return Ok(());
        }
        let loose = std::mem::take(&mut self.bound.loose);
        if !self.bound.table.advanced {
            self.bound.rest = arguments(loose);
            return Ok(());
        }
        let collectors: Vec<usize> = self
            .bound
            .table
            .parameters
            .iter()
            .enumerate()
            .filter(|(index, parameter)| {
                !self.bound.is_bound(*index)
                    && parameter.places(self.bound.sets).next().is_some_and(|place| place.remaining)
            })
            .map(|(index, _)| index)
            .collect();
        match collectors.as_slice() {
            [] => Err(self.left_over(&loose)),
            [one] => self.collect(*one, loose),
            _ => Err(errors::ambiguous_set(&self.bound.binder)),
        }
    }

    fn collect(&mut self, index: usize, loose: Vec<Loose>) -> Outcome {
        let span = match loose.as_slice() {
            [one] => one.value_span,
            _ => Span::default(),
        };
        let mut values = Vec::new();
        for argument in loose {
            if argument.name.is_some() {
                values.push(Value::text(argument.text.as_ref()));
            }
            values.extend(argument.value.filter(|value| !matches!(value, Value::Empty)));
        }
        let single = match values.as_slice() {
            [one] => crate::engine::member::enumerate(self.engine, one)?.is_some(),
            _ => false,
        };
        let value = match single {
            true => values.pop().unwrap_or_default(),
            false => list::of_objects(values.into_iter().map(|value| self.kept(index, value)).collect()),
        };
        self.bind(index, value, span, true).map(|_| ())
    }

    /// What takes all that remains as objects shows numbers as they were written; functions do not.
    fn kept(&self, index: usize, value: Value) -> Value {
        let script = self.bound.table.parameters.get(index).is_none_or(|parameter| parameter.script);
        if script { value } else { shown_as_written(value) }
    }

    fn left_over(&mut self, loose: &[Loose]) -> Box<crate::engine::Fault> {
        if let Some(refusal) = self.bound.refusal.take() {
            return refusal;
        }
        let binder = self.bound.binder.clone();
        match loose.first() {
            Some(Loose { name: Some(name), span, .. }) => errors::unknown_name(&binder, name, *span),
            Some(first) => {
                let value = first.value.clone().unwrap_or_default();
                errors::unknown_position(self.engine, &binder, &value, first.span)
            }
            None => errors::ambiguous_set(&binder),
        }
    }
}

/// `$args`: names as text that remembers that it was a name.
fn arguments(loose: Vec<Loose>) -> Vec<Value> {
    let mut values = Vec::new();
    for argument in loose {
        if let Some(name) = argument.name {
            values.push(name_value(&argument.text, &name));
        }
        values.extend(argument.value);
    }
    values
}

/// The hidden note on a number that was written in another form than it is shown.
const WRITTEN_NOTE: &str = "<TokenText>";

/// The hidden note on a number that is shown as it was written.
const SHOWN_NOTE: &str = "<ShownText>";

/// A number that keeps the text it was written as wherever it is shown; others stay.
pub fn shown_as_written(value: Value) -> Value {
    match written_text(&value) {
        Some(text) => noted(value.unwrapped().clone(), SHOWN_NOTE, text),
        None => value,
    }
}

/// The text that a value is shown as, instead of its own.
pub fn shown_text(value: &Value) -> Option<Value> {
    let Value::Wrapped(wrapped) = value else { return None };
    wrapped.members.borrow().note(SHOWN_NOTE).cloned()
}

fn noted(value: Value, name: &str, note: Value) -> Value {
    let mut members = crate::engine::object::Members::default();
    members.add(crate::engine::object::Member {
        name: name.into(),
        body: MemberBody::Note(note),
        hidden: true,
    });
    Value::Wrapped(Rc::new(Wrapped::new(value, members)))
}

/// Whether a type is made of a number's text as it was written: the version 2.0 is not 2.
pub fn takes_written(type_name: &str) -> bool {
    const TYPES: &[&str] =
        &["string", "System.String", "System.Version", "System.Management.Automation.SemanticVersion"];
    TYPES.contains(&type_name.trim_end_matches("[]"))
}

/// A number argument with the text it was written as.
pub fn as_written(value: Value, text: &str) -> Value {
    let literal = text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'));
    let plain = literal && crate::engine::convert::is_number(&value);
    if !plain || crate::engine::convert::display(&value) == text {
        return value;
    }
    noted(value, WRITTEN_NOTE, Value::text(text))
}

/// The text that a number was written as, when that is not how it is shown.
pub fn written_text(value: &Value) -> Option<Value> {
    let Value::Wrapped(wrapped) = value else { return None };
    wrapped.members.borrow().note(WRITTEN_NOTE).cloned()
}

fn name_value(text: &str, name: &str) -> Value {
    noted(Value::text(text), NAME_NOTE, Value::text(name))
}

/// The parameter name that an element of `$args` stands for.
pub fn splatted_name(value: &Value) -> Option<String> {
    let Value::Wrapped(wrapped) = value else { return None };
    wrapped.members.borrow().note(NAME_NOTE)?;
    // The text may end in the colon of `-x:`, which names the same parameter.
    crate::engine::convert::display(&wrapped.base).strip_prefix('-').map(str::to_string)
}
