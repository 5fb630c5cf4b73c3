//! Names on the command line: which parameter is meant, and which argument is its value.

use super::{Binding, Loose, errors};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use std::rc::Rc;

impl Binding<'_> {
    /// Gives each known name the argument behind it.
    pub(super) fn pair_names(&mut self) -> Outcome {
        let loose = std::mem::take(&mut self.bound.loose);
        let mut paired = Vec::with_capacity(loose.len());
        let mut loose = loose.into_iter().peekable();
        while let Some(mut argument) = loose.next() {
            let Some(name) = argument.name.clone().filter(|_| argument.value.is_none()) else {
                paired.push(argument);
                continue;
            };
            let Some(index) = self.find(&name, argument.span)? else {
                paired.push(argument);
                continue;
            };
            if self.bound.table.parameters.get(index).is_some_and(|parameter| parameter.is_switch) {
                argument.value = Some(Value::Bool(true));
                argument.value_span = argument.span;
                paired.push(argument);
                continue;
            }
            let next = match loose.peek().and_then(|next| next.name.clone()) {
                None => loose.next(),
                Some(next) if self.find(&next, argument.span)?.is_none() && !has_value(loose.peek()) => {
                    loose.next().map(|next| Loose::value(Value::text(next.text.as_ref()), next.span))
                }
                Some(_) => None,
            };
            let Some(next) = next else { return Err(self.missing_argument(index, &argument)) };
            argument.value = next.value;
            argument.value_span = next.value_span;
            paired.push(argument);
        }
        self.bound.loose = paired;
        Ok(())
    }

    fn missing_argument(&self, index: usize, argument: &Loose) -> Box<Fault> {
        match self.bound.table.parameters.get(index) {
            Some(parameter) => errors::missing_argument(&self.bound.binder, parameter, argument.span),
            None => errors::unknown_name(&self.bound.binder, &argument.text, argument.span),
        }
    }

    /// Binds arguments with a name; the others stay.
    pub(super) fn named(&mut self) -> Outcome {
        let loose = std::mem::take(&mut self.bound.loose);
        let written: Vec<usize> = loose
            .iter()
            .filter(|argument| !argument.splatted && argument.value.is_some())
            .filter_map(|argument| self.find(argument.name.as_deref()?, argument.span).ok()?)
            .collect();
        let mut left = Vec::new();
        for argument in loose {
            let Some(name) = argument.name.clone() else {
                left.push(argument);
                continue;
            };
            let Some(index) = self.find(&name, argument.span)? else {
                left.push(argument);
                continue;
            };
            // What is written beside a splatted table wins.
            if argument.splatted && (written.contains(&index) || self.bound.is_bound(index)) {
                continue;
            }
            if self.bound.is_bound(index) {
                let name = self.bound.table.name(index);
                return Err(errors::bound_twice(&self.bound.binder, &name, argument.span));
            }
            let span = argument.value_span;
            if let Some(value) = argument.value {
                self.bind(index, value, span, true)?;
            }
        }
        self.bound.loose = left;
        Ok(())
    }

    /// A parameter by exact name, alias, or a prefix that only one has; the command's own win over the
    /// common ones.
    pub(super) fn find(&self, name: &str, span: crate::language::Span) -> Outcome<Option<usize>> {
        let name = name.strip_prefix('-').unwrap_or(name);
        let name = name.strip_suffix(':').unwrap_or(name);
        let table = &self.bound.table;
        if let Some(index) = table.parameters.iter().position(|parameter| parameter.answers_to(name)) {
            return Ok(Some(index));
        }
        let starts =
            |known: &str| known.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let matches: Vec<usize> = (0..table.parameters.len())
            .filter(|index| {
                table.parameters.get(*index).is_some_and(|parameter| {
                    starts(&parameter.name) || parameter.aliases.iter().any(|alias| starts(alias))
                })
            })
            .collect();
        let own: Vec<usize> = matches.iter().copied().filter(|index| !table.is_common(*index)).collect();
        match (matches.as_slice(), own.as_slice()) {
            ([], _) => Ok(None),
            ([one], _) | (_, [one]) => Ok(Some(*one)),
            _ => {
                let names: Vec<Rc<str>> = matches.iter().map(|index| table.name(*index)).collect();
                Err(errors::ambiguous_name(&self.bound.binder, name, &names, span))
            }
        }
    }

    /// Adds what `$PSDefaultParameterValues` says and the command line does not.
    pub(super) fn apply_defaults(&mut self) -> Outcome {
        if !self.bound.table.advanced {
            return Ok(());
        }
        let table = self.bound.table.clone();
        let found = self.engine.default_parameters(&self.bound.binder.name, &table)?;
        for (index, value) in found {
            if self.bound.is_bound(index) || !self.bound.table.belongs(index, self.bound.sets) {
                continue;
            }
            let value = match value.unwrapped() {
                Value::Block(block) => Value::from_output(self.engine.invoke_block(block, &[])?),
                _ => value,
            };
            // A default that does not fit is left out, as PowerShell does with a warning.
            match self.bind(index, value, Default::default(), true) {
                Ok(_) => self.bound.used_defaults = true,
                Err(fault) if matches!(*fault, Fault::Error { .. }) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }
}

fn has_value(argument: Option<&Loose>) -> bool {
    argument.is_some_and(|argument| argument.value.is_some())
}

/// Kept here so that all of binding reads one list.
impl Engine {
    /// Entries of `$PSDefaultParameterValues` for a command, by parameter.
    pub(crate) fn default_parameters(
        &mut self,
        command: &str,
        table: &super::BindingTable,
    ) -> Outcome<Vec<(usize, Value)>> {
        let pairs = self.default_parameter_pairs();
        let mut found = Vec::new();
        for (key, value) in pairs {
            let key = crate::engine::convert::to_text(self, &key)?;
            let Some((pattern, parameter)) = key.rsplit_once(':') else { continue };
            let pattern = pattern.trim().trim_matches(['\'', '"']);
            if !crate::engine::operators::like(command, pattern, true) {
                continue;
            }
            let parameter = parameter.trim();
            let index = table.parameters.iter().position(|known| known.answers_to(parameter));
            found.extend(index.map(|index| (index, value)));
        }
        Ok(found)
    }
}
