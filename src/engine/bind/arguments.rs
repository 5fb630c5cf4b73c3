//! Named, positional and remaining arguments.

use super::table::{ALL, Sets};
use super::{Binder, BindingTable, Element, Target, common, errors};
use crate::engine::command::Common;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use crate::language::Span;
use std::rc::Rc;

/// What binding the command line gave.
#[derive(Debug, Default)]
pub struct Bound {
    /// By parameter index: bound from the command line.
    pub given: Vec<bool>,
    /// Values as given, for `$PSBoundParameters`.
    pub values: Vec<(usize, Value)>,
    /// Sets that are still possible.
    pub sets: Sets,
    pub common: Common,
    /// What a simple function gets as `$args`.
    pub rest: Vec<Value>,
}

/// Binds a command line. `target` stores; the result says what was bound.
pub fn bind(
    engine: &mut Engine,
    binder: &Binder,
    table: &BindingTable,
    elements: Vec<Element>,
    target: &mut dyn Target,
) -> Outcome<Bound> {
    let mut bound =
        Bound { given: vec![false; table.parameters.len()], sets: table.all_sets(), ..Bound::default() };
    let mut binding = Binding { engine, binder, table, target, bound: &mut bound };
    let values = binding.named(elements)?;
    binding.positional(values)?;
    Ok(bound)
}

struct Binding<'a> {
    engine: &'a mut Engine,
    binder: &'a Binder,
    table: &'a BindingTable,
    target: &'a mut dyn Target,
    bound: &'a mut Bound,
}

/// A value that no name took.
struct Loose {
    value: Value,
    span: Span,
    /// `-x` that a simple function does not know: it goes to `$args` as text.
    unknown_name: bool,
}

impl Binding<'_> {
    fn named(&mut self, elements: Vec<Element>) -> Outcome<Vec<Loose>> {
        let mut loose = Vec::new();
        let mut elements = elements.into_iter().peekable();
        let mut ended = false;
        while let Some(element) = elements.next() {
            match element {
                Element::End => ended = true,
                Element::Value { value, span } => loose.push(Loose { value, span, unknown_name: false }),
                Element::Parameter { name, value, span, .. } if ended => {
                    loose.push(Loose { value: Value::text(format!("-{name}")), span, unknown_name: true });
                    loose.extend(value.map(|value| Loose { value, span, unknown_name: true }));
                }
                Element::Parameter { name, value, span, splatted } => {
                    let mut next = || match elements.peek() {
                        Some(Element::Value { .. }) => match elements.next() {
                            Some(Element::Value { value, .. }) => Some(value),
                            _ => None,
                        },
                        _ => None,
                    };
                    self.named_one(&name, value, span, splatted, &mut next, &mut loose)?;
                }
            }
        }
        Ok(loose)
    }

    fn named_one(
        &mut self,
        name: &Rc<str>,
        value: Option<Value>,
        span: Span,
        splatted: bool,
        next: &mut dyn FnMut() -> Option<Value>,
        loose: &mut Vec<Loose>,
    ) -> Outcome {
        if let Some(index) = self.find(name, span)? {
            return self.assign_named(index, value, span, next, splatted);
        }
        if self.table.advanced && common::is_common(name, self.table.should_process) {
            let value = match value {
                Some(value) => Some(value),
                None if common::is_switch(name) => None,
                None => Some(next().ok_or_else(|| errors::missing_argument(self.binder, name, span))?),
            };
            return common::set(self.engine, self.binder, &mut self.bound.common, name, value, span);
        }
        if self.table.advanced {
            return Err(errors::unknown_name(self.binder, name, span));
        }
        loose.push(Loose { value: Value::text(format!("-{name}")), span, unknown_name: true });
        loose.extend(value.map(|value| Loose { value, span, unknown_name: true }));
        Ok(())
    }

    fn assign_named(
        &mut self,
        index: usize,
        value: Option<Value>,
        span: Span,
        next: &mut dyn FnMut() -> Option<Value>,
        splatted: bool,
    ) -> Outcome {
        let Some(parameter) = self.table.parameters.get(index) else { return Ok(()) };
        if self.bound.given.get(index) == Some(&true) {
            // What is written beside a splatted table wins.
            return if splatted {
                Ok(())
            } else {
                Err(errors::bound_twice(self.binder, &parameter.name, span))
            };
        }
        let value = match value {
            Some(value) => value,
            None if parameter.is_switch => Value::Bool(true),
            None => match next() {
                Some(value) => value,
                None => return Err(errors::missing_argument_of(self.binder, parameter, span)),
            },
        };
        self.store(index, value, span)
    }

    /// A parameter by exact name, alias, or a prefix that only one has.
    fn find(&self, name: &str, span: Span) -> Outcome<Option<usize>> {
        if let Some(index) = self.table.parameters.iter().position(|parameter| parameter.answers_to(name)) {
            return Ok(Some(index));
        }
        if self.table.advanced && common::is_exact(name, self.table.should_process) {
            return Ok(None);
        }
        let starts = |known: &str| {
            known.len() >= name.len()
                && known.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        };
        let mut found: Vec<usize> = Vec::new();
        for (index, parameter) in self.table.parameters.iter().enumerate() {
            if starts(&parameter.name) || parameter.aliases.iter().any(|alias| starts(alias)) {
                found.push(index);
            }
        }
        let common =
            if self.table.advanced { common::matching(name, self.table.should_process) } else { Vec::new() };
        match (found.as_slice(), common.len()) {
            ([], _) => Ok(None),
            ([one], 0) => Ok(Some(*one)),
            _ => {
                let mut names: Vec<String> = found
                    .iter()
                    .filter_map(|index| self.table.parameters.get(*index))
                    .map(|parameter| parameter.name.to_string())
                    .collect();
                names.extend(common.iter().map(|name| name.to_string()));
                Err(errors::ambiguous_name(self.binder, name, &names, span))
            }
        }
    }

    fn store(&mut self, index: usize, value: Value, span: Span) -> Outcome {
        let Some(parameter) = self.table.parameters.get(index) else { return Ok(()) };
        self.bound.values.push((index, value.clone()));
        self.target
            .assign(self.engine, index, value)
            .map_err(|fault| errors::failed(self.binder, parameter, fault))?;
        if let Some(place) = self.bound.given.get_mut(index) {
            *place = true;
        }
        if !self.table.sets.is_empty() {
            let sets = parameter.sets();
            if self.bound.sets & sets == 0 {
                return Err(errors::ambiguous_set(self.binder, span));
            }
            self.bound.sets &= sets;
        }
        Ok(())
    }

    fn positional(&mut self, values: Vec<Loose>) -> Outcome {
        let mut left = Vec::new();
        for loose in values {
            let place = self
                .next_position(&loose.value)
                .filter(|index| !loose.unknown_name && left.is_empty() && !self.collects(*index));
            match place {
                Some(index) => self.store(index, loose.value, loose.span)?,
                None => left.push(loose),
            }
        }
        self.remaining(left)
    }

    /// The unbound parameter with the lowest position: in the default set or another one without
    /// conversion, then in the default set or another one with it.
    fn next_position(&self, value: &Value) -> Option<usize> {
        let preferred =
            self.table.default_set.filter(|set| set & self.bound.sets != 0).map(|set| set & self.bound.sets);
        let usual = preferred.and_then(|sets| self.lowest(sets).first().copied());
        let all = self.lowest(self.bound.sets);
        let fits = |index: &usize| {
            self.table
                .parameters
                .get(*index)
                .is_some_and(|parameter| crate::engine::member::fits(value, &parameter.type_name))
        };
        let exact = usual.filter(fits).or_else(|| all.iter().copied().find(fits));
        exact.or(usual).or_else(|| all.first().copied())
    }

    /// Whether a parameter takes all arguments that are left.
    fn collects(&self, index: usize) -> bool {
        let parameter = self.table.parameters.get(index);
        parameter
            .and_then(|parameter| parameter.in_sets(self.bound.sets))
            .is_some_and(|place| place.remaining)
    }

    /// The unbound parameters that share the lowest position in some sets.
    fn lowest(&self, sets: Sets) -> Vec<usize> {
        let mut best: Option<i32> = None;
        let mut found = Vec::new();
        for (index, parameter) in self.table.parameters.iter().enumerate() {
            if self.bound.given.get(index) == Some(&true) {
                continue;
            }
            let sets = if self.table.sets.is_empty() { ALL } else { sets };
            let Some(position) = parameter
                .in_sets(sets)
                .filter(|place| !place.remaining || place.position.is_some())
                .and_then(|place| place.position)
            else {
                continue;
            };
            if best.is_none_or(|known| position < known) {
                best = Some(position);
                found.clear();
            }
            if best == Some(position) {
                found.push(index);
            }
        }
        found
    }

    fn remaining(&mut self, left: Vec<Loose>) -> Outcome {
        let Some(first) = left.first() else { return Ok(()) };
        let collector = self.table.parameters.iter().enumerate().position(|(index, parameter)| {
            self.bound.given.get(index) != Some(&true)
                && parameter.in_sets(self.bound.sets).is_some_and(|place| place.remaining)
        });
        let span = first.span;
        if let Some(index) = collector {
            let mut values: Vec<Value> = left.into_iter().map(|loose| loose.value).collect();
            let value = match values.len() {
                1 => values.pop().unwrap_or_default(),
                _ => Value::array(values),
            };
            let is_array = self
                .table
                .parameters
                .get(index)
                .is_some_and(|parameter| parameter.is_array || parameter.type_name.ends_with("[]"));
            let value = match &value {
                Value::Array(_) => value,
                other if !is_array => other.clone(),
                other => Value::array(vec![other.clone()]),
            };
            return self.store(index, value, span);
        }
        if self.table.advanced {
            let value = first.value.clone();
            return Err(errors::unknown_position(self.engine, self.binder, &value, span));
        }
        self.bound.rest = left.into_iter().map(|loose| loose.value).collect();
        Ok(())
    }
}
