//! Places in a script: `IScriptExtent`, `IScriptPosition`. A place is its source and its bytes; what it
//! tells is worked out when a script asks, since a text has as many places as tokens.

use super::table::{methods, properties};
use super::{Class, arguments, object};
use crate::engine::Outcome;
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::language::{Source, Span};
use std::any::Any;
use std::rc::Rc;

/// A range of a script.
#[derive(Debug)]
struct ScriptExtent {
    source: Rc<Source>,
    span: Span,
}

impl Native for ScriptExtent {
    fn class(&self) -> &'static Class {
        &EXTENT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.span.text(&self.source.text).to_string())
    }
}

/// One of its ends.
#[derive(Debug)]
struct ScriptPosition {
    source: Rc<Source>,
    byte: u32,
}

impl Native for ScriptPosition {
    fn class(&self) -> &'static Class {
        &POSITION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A place in a script.
pub fn value(source: &Rc<Source>, span: Span) -> Value {
    Value::native(ScriptExtent { source: source.clone(), span })
}

fn of_extent(this: &Value, make: fn(&Rc<Source>, Span) -> Value) -> Outcome<Value> {
    let extent = this.as_native::<ScriptExtent>().ok_or_else(arguments::no_overload)?;
    Ok(make(&extent.source, extent.span))
}

fn of_position(this: &Value, make: fn(&Source, u32) -> Value) -> Outcome<Value> {
    let position = this.as_native::<ScriptPosition>().ok_or_else(arguments::no_overload)?;
    Ok(make(&position.source, position.byte))
}

fn position(source: &Rc<Source>, byte: u32) -> Value {
    Value::native(ScriptPosition { source: source.clone(), byte })
}

fn file(source: &Source) -> Value {
    source.file.as_deref().map_or(Value::Null, Value::from)
}

fn line(source: &Source, byte: u32) -> Value {
    Value::Int(source.position(byte).0 as i32)
}

fn column(source: &Source, byte: u32) -> Value {
    Value::Int(source.position(byte).1 as i32)
}

fn offset(source: &Source, byte: u32) -> Value {
    Value::Int(source.offset(byte) as i32)
}

static EXTENT: Class = Class {
    name: "System.Management.Automation.Language.InternalScriptExtent",
    base: Some(&object::OBJECT),
    interfaces: &["System.Management.Automation.Language.IScriptExtent"],
    properties: properties! {
        "string" File => |_, this| of_extent(this, |source, _| file(source));
        "System.Management.Automation.Language.IScriptPosition" StartScriptPosition => |_, this| {
            of_extent(this, |source, span| position(source, span.start))
        };
        "System.Management.Automation.Language.IScriptPosition" EndScriptPosition => |_, this| {
            of_extent(this, |source, span| position(source, span.end))
        };
        "int" StartLineNumber => |_, this| of_extent(this, |source, span| line(source, span.start));
        "int" StartColumnNumber => |_, this| of_extent(this, |source, span| column(source, span.start));
        "int" EndLineNumber => |_, this| of_extent(this, |source, span| line(source, span.end));
        "int" EndColumnNumber => |_, this| of_extent(this, |source, span| column(source, span.end));
        "string" Text => |_, this| of_extent(this, |source, span| Value::text(span.text(&source.text)));
        "int" StartOffset => |_, this| of_extent(this, |source, span| offset(source, span.start));
        "int" EndOffset => |_, this| of_extent(this, |source, span| offset(source, span.end));
    },
    ..Class::EMPTY
};

static POSITION: Class = Class {
    name: "System.Management.Automation.Language.InternalScriptPosition",
    base: Some(&object::OBJECT),
    interfaces: &["System.Management.Automation.Language.IScriptPosition"],
    properties: properties! {
        "string" File => |_, this| of_position(this, |source, _| file(source));
        "int" LineNumber => |_, this| of_position(this, line);
        "int" ColumnNumber => |_, this| of_position(this, column);
        "string" Line => |_, this| {
            of_position(this, |source, byte| Value::text(source.line(source.position(byte).0)))
        };
        "int" Offset => |_, this| of_position(this, offset);
    },
    methods: methods! {
        GetFullScript "string GetFullScript()" => |_, this, _| {
            of_position(this, |source, _| Value::text(source.text.as_str()))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&EXTENT, &POSITION];
