//! Parameter binding, in PowerShell's order: names, positions, defaults, dynamic parameters, what
//! remains, then what is mandatory; and for each pipeline object by value and by property name.

mod arguments;
mod assign;
mod common;
pub mod errors;
mod input;
mod mandatory;
mod positional;
mod remaining;
mod sets;
mod table;

pub use common::is_common_name;
pub use mandatory::{refuse_empty, refuse_null_items};
pub use remaining::{as_written, shown_as_written, shown_text, splatted_name, takes_written, written_text};
pub use table::{ALL, BindingTable, Membership, Parameter, Sets};

use super::command::Common;
use super::error::Position;
use super::script_block::ScriptBlockValue;
use super::value::Value;
use super::{Engine, Fault, Outcome};
use crate::language::Span;
use std::rc::Rc;

/// One element of a command line, splatting expanded.
#[derive(Clone, Debug)]
pub enum Element {
    Parameter {
        name: Rc<str>,
        value: Option<Value>,
        span: Span,
        /// Of a value behind a colon.
        value_span: Span,
        splatted: bool,
    },
    Value {
        value: Value,
        span: Span,
    },
    /// `--`
    End,
}

impl Element {
    /// A named argument that a command gives, not a script.
    pub fn named(name: impl Into<Rc<str>>, value: Value) -> Element {
        let span = Span::default();
        Element::Parameter { name: name.into(), value: Some(value), span, value_span: span, splatted: false }
    }
}

/// Where arguments are stored.
pub trait Target {
    /// Converts, validates and stores. The error is the binder's to place.
    fn assign(&mut self, engine: &mut Engine, parameter: usize, value: Value) -> Outcome;
    /// Takes a pipeline argument back: the parameter holds what it held before.
    fn restore(&mut self, engine: &mut Engine, parameter: usize) -> Outcome;
}

/// Who binds, for messages: the command's name, what ends its error ids, and where it stands.
#[derive(Clone, Debug)]
pub struct Binder {
    pub name: Rc<str>,
    pub class: Rc<str>,
    pub position: Option<Position>,
}

/// An argument that is not bound yet.
#[derive(Clone, Debug)]
struct Loose {
    name: Option<Rc<str>>,
    /// `-name`, or `-name:` with a value behind the colon.
    text: Rc<str>,
    value: Option<Value>,
    span: Span,
    value_span: Span,
    splatted: bool,
}

/// What binding of one command gave so far.
pub struct Bound {
    pub table: Rc<BindingTable>,
    pub binder: Binder,
    /// By parameter index: bound from the command line.
    pub given: Vec<bool>,
    /// Bound from the pipeline object of the moment.
    from_pipeline: Vec<usize>,
    /// Sets that are still possible; [`ALL`] before anything narrowed them.
    pub sets: Sets,
    /// The sets before the first pipeline object.
    sets_before: Sets,
    /// The set that pipeline objects try first.
    first_set: Sets,
    /// `ParameterSetName`
    pub set: Rc<str>,
    pub common: Common,
    /// Switches and values of common parameters, for `$PSBoundParameters`.
    pub common_values: Vec<(Rc<str>, Value)>,
    /// What a simple function gets as `$args`.
    pub rest: Vec<Value>,
    loose: Vec<Loose>,
    /// A block for a parameter that takes pipeline input runs for each object.
    delayed: Vec<(usize, Rc<ScriptBlockValue>, Span)>,
    /// Why a positional argument did not fit; told when nothing else takes it.
    refusal: Option<Box<Fault>>,
    used_defaults: bool,
    pub expects_input: bool,
    pub pipeline_position: usize,
}

/// Binding at work.
pub struct Binding<'a> {
    pub engine: &'a mut Engine,
    pub bound: &'a mut Bound,
    pub target: &'a mut dyn Target,
}

impl Bound {
    pub fn new(table: Rc<BindingTable>, binder: Binder, expects_input: bool) -> Bound {
        Bound {
            given: vec![false; table.parameters.len()],
            set: table.set_name(ALL),
            table,
            binder,
            from_pipeline: Vec::new(),
            sets: ALL,
            sets_before: ALL,
            first_set: 0,
            common: Common::default(),
            common_values: Vec::new(),
            rest: Vec::new(),
            loose: Vec::new(),
            delayed: Vec::new(),
            refusal: None,
            used_defaults: false,
            expects_input,
            pipeline_position: 1,
        }
    }

    /// Whether a parameter has a value, from the command line or the pipeline.
    pub fn is_bound(&self, index: usize) -> bool {
        self.given.get(index) == Some(&true) || self.from_pipeline.contains(&index)
    }

    /// The parameter that the last object went to, when no other one takes pipeline objects.
    pub fn only_from_pipeline(&self) -> Option<usize> {
        let [index] = self.from_pipeline.as_slice() else { return None };
        let others = self.table.parameters.iter().enumerate().any(|(other, parameter)| {
            let takes = parameter.memberships.iter().any(|place| place.by_value || place.by_name);
            other != *index && takes && self.given.get(other) != Some(&true)
        });
        let by_name = self
            .table
            .parameters
            .get(*index)
            .is_none_or(|parameter| parameter.memberships.iter().any(|place| place.by_name));
        (self.delayed.is_empty() && !others && !by_name).then_some(*index)
    }

    /// The parameter that took the last object without a conversion, when no other one of the sets that are
    /// left takes whole objects: the next object of the same plain type is bound alike.
    pub fn plainly_bound(&self, value: &Value) -> Option<usize> {
        let [index] = self.from_pipeline.as_slice() else { return None };
        let parameters = &self.table.parameters;
        let own = parameters.get(*index)?;
        let by_value = |parameter: &Parameter| parameter.places(self.sets).any(|place| place.by_value);
        let others = parameters
            .iter()
            .enumerate()
            .any(|(other, parameter)| !self.is_bound(other) && by_value(parameter));
        let fits = by_value(own) && crate::engine::member::fits(value, &own.type_name);
        (fits && !others && self.delayed.is_empty()).then_some(*index)
    }

    /// Takes parameters in that were not known before: those of `dynamicparam`.
    pub fn extend(&mut self, table: Rc<BindingTable>) {
        self.given.resize(table.parameters.len(), false);
        self.table = table;
    }
}

impl Binding<'_> {
    /// A step of binding, with what it traces under its title.
    fn scoped(&mut self, title: &str, step: impl FnOnce(&mut Self) -> Outcome) -> Outcome {
        if !self.engine.tracing {
            return step(self);
        }
        let name = self.bound.binder.name.clone();
        self.engine.trace_scope(|| format!("{title} [{name}]"));
        let result = step(self);
        self.engine.trace_scope_ends();
        result
    }

    /// Binds names, positions and default values of a command line.
    pub fn start(&mut self, elements: Vec<Element>) -> Outcome {
        self.bound.loose = loose_arguments(elements);
        self.pair_names()?;
        self.scoped("BIND NAMED cmd line args", Self::named)?;
        self.scoped("BIND POSITIONAL cmd line args", Self::positional)?;
        self.apply_defaults()?;
        if self.bound.table.advanced {
            self.narrow(true, false)?;
        }
        Ok(())
    }

    /// Binds what dynamic parameters take of the arguments that are left.
    pub fn dynamic(&mut self) -> Outcome {
        self.pair_names()?;
        self.scoped("BIND NAMED args to DYNAMIC parameters of", Self::named)?;
        self.scoped("BIND POSITIONAL args to DYNAMIC parameters of", Self::positional)?;
        self.apply_defaults()
    }

    /// Binds what remains, and makes sure that nothing mandatory is missing.
    pub fn finish(&mut self) -> Outcome {
        self.remaining()?;
        if !self.bound.table.advanced {
            return Ok(());
        }
        let expects = self.bound.expects_input;
        let mut count = self.narrow(expects, !expects)?;
        if count == 1 && !self.bound.used_defaults {
            self.apply_defaults()?;
        }
        if count > 1 && expects && self.keep_sets_with_input() {
            count = self.narrow(true, false)?;
        }
        self.scoped("MANDATORY PARAMETER CHECK on cmdlet", |binding| binding.ask_missing(count))?;
        if !expects {
            self.narrow(false, true)?;
        }
        self.bound.sets_before = self.bound.sets;
        Ok(())
    }
}

fn loose_arguments(elements: Vec<Element>) -> Vec<Loose> {
    let mut ended = false;
    let mut loose = Vec::new();
    for element in elements {
        match element {
            Element::End if !ended => ended = true,
            Element::End => loose.push(Loose::value(Value::text("--"), Span::default())),
            Element::Value { value, span } => loose.push(Loose::value(value, span)),
            Element::Parameter { name, value, span, .. } if ended => {
                loose.push(Loose::value(Value::text(format!("-{name}")), span));
                loose.extend(value.map(|value| Loose::value(value, span)));
            }
            Element::Parameter { name, value, span, value_span, splatted } => {
                let colon = if value.is_some() { ":" } else { "" };
                let text = format!("-{name}{colon}").into();
                loose.push(Loose { name: Some(name), text, value, span, value_span, splatted });
            }
        }
    }
    loose
}

impl Loose {
    fn value(value: Value, span: Span) -> Loose {
        Loose { name: None, text: "".into(), value: Some(value), span, value_span: span, splatted: false }
    }
}
