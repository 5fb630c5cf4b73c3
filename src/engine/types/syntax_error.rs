//! `ParseError`: what is wrong in a text, and where.

use super::table::properties;
use super::{Class, arguments, object, script_extent};
use crate::engine::Outcome;
use crate::engine::object::Native;
use crate::engine::position::Position;
use crate::engine::value::Value;
use crate::language::{Parsed, Source, SyntaxError};
use std::any::Any;
use std::rc::Rc;

/// An error with the text that it is in; its position message is written when it is shown.
#[derive(Debug)]
struct ParseError {
    source: Rc<Source>,
    error: SyntaxError,
}

impl Native for ParseError {
    fn class(&self) -> &'static Class {
        &ERROR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        let place = Position::at(&self.source, self.error.span).message();
        Some(format!("{place}\n{}", self.error.message))
    }
}

fn of(this: &Value, make: fn(&ParseError) -> Value) -> Outcome<Value> {
    this.as_native::<ParseError>().map(make).ok_or_else(arguments::no_overload)
}

static ERROR: Class = Class {
    name: "System.Management.Automation.Language.ParseError",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Management.Automation.Language.IScriptExtent" Extent => |_, this| {
            of(this, |own| script_extent::value(&own.source, own.error.span))
        };
        "string" ErrorId => |_, this| of(this, |own| Value::text(own.error.id));
        "string" Message => |_, this| of(this, |own| Value::text(own.error.message.as_str()));
        "bool" IncompleteInput => |_, this| of(this, |own| Value::Bool(own.error.incomplete));
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ERROR];

/// The errors of a text that does not parse.
pub fn errors(parsed: &Parsed) -> Value {
    let made = |error: &SyntaxError| {
        Value::native(ParseError { source: parsed.source.clone(), error: error.clone() })
    };
    Value::array(parsed.errors.iter().map(made).collect())
}
