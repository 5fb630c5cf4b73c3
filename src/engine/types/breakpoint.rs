//! `LineBreakpoint`, `CommandBreakpoint` and `VariableBreakpoint`.

use super::table::properties;
use super::{Class, arguments, enumeration, object};
use crate::engine::Outcome;
use crate::engine::debugger::{Breakpoint, Place};
use crate::engine::object::Native;
use crate::engine::value::Value;
use std::any::Any;
use std::rc::Rc;

/// A breakpoint as a value.
#[derive(Debug)]
pub struct BreakpointValue(pub Rc<Breakpoint>);

impl Native for BreakpointValue {
    fn class(&self) -> &'static Class {
        match self.0.place {
            Place::Line { .. } => &LINE,
            Place::Command { .. } => &COMMAND,
            Place::Variable { .. } => &VARIABLE,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.0.text())
    }
}

pub fn value(breakpoint: &Rc<Breakpoint>) -> Value {
    Value::native(BreakpointValue(breakpoint.clone()))
}

fn own(this: &Value) -> Outcome<&Rc<Breakpoint>> {
    this.as_native::<BreakpointValue>().map(|found| &found.0).ok_or_else(arguments::no_overload)
}

fn text(value: Option<&String>) -> Value {
    value.map_or(Value::Null, |text| Value::text(text.as_str()))
}

const MODE: &str = "System.Management.Automation.VariableAccessMode";

static ACCESS_MODE: Class = Class {
    name: MODE,
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[("Read", 0), ("Write", 1), ("ReadWrite", 2)]),
    value_type: true,
    ..Class::EMPTY
};

static BREAKPOINT: Class = Class {
    name: "System.Management.Automation.Breakpoint",
    base: Some(&object::OBJECT),
    properties: properties! {
        "scriptblock" Action => |_, this| Ok(own(this)?.action.clone().map_or(Value::Null, Value::Block));
        "bool" Enabled => |_, this| Ok(Value::Bool(own(this)?.enabled.get()));
        "int" HitCount => |_, this| Ok(Value::Int(own(this)?.hits.get()));
        "int" Id => |_, this| Ok(Value::Int(own(this)?.id));
        "string" Script => |_, this| Ok(match &own(this)?.place {
            Place::Line { script, .. } => Value::text(script.as_str()),
            Place::Command { script, .. } | Place::Variable { script, .. } => text(script.as_ref()),
        });
    },
    ..Class::EMPTY
};

static LINE: Class = Class {
    name: "System.Management.Automation.LineBreakpoint",
    base: Some(&BREAKPOINT),
    properties: properties! {
        "int" Column => |_, this| Ok(match &own(this)?.place {
            Place::Line { column, .. } => Value::Int(i32::try_from(*column).unwrap_or(0)),
            _ => Value::Null,
        });
        "int" Line => |_, this| Ok(match &own(this)?.place {
            Place::Line { line, .. } => Value::Int(i32::try_from(*line).unwrap_or(0)),
            _ => Value::Null,
        });
    },
    ..Class::EMPTY
};

static COMMAND: Class = Class {
    name: "System.Management.Automation.CommandBreakpoint",
    base: Some(&BREAKPOINT),
    properties: properties! {
        "string" Command => |_, this| Ok(match &own(this)?.place {
            Place::Command { pattern, .. } => Value::text(pattern.as_str()),
            _ => Value::Null,
        });
    },
    ..Class::EMPTY
};

static VARIABLE: Class = Class {
    name: "System.Management.Automation.VariableBreakpoint",
    base: Some(&BREAKPOINT),
    properties: properties! {
        "System.Management.Automation.VariableAccessMode" AccessMode => |_, this| Ok(match &own(this)?.place {
            Place::Variable { reads, writes, .. } => enumeration::value(MODE, match (reads, writes) {
                (true, true) => 2,
                (true, false) => 0,
                _ => 1,
            }),
            _ => Value::Null,
        });
        "string" Variable => |_, this| Ok(match &own(this)?.place {
            Place::Variable { name, .. } => Value::text(name.as_str()),
            _ => Value::Null,
        });
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BREAKPOINT, &LINE, &COMMAND, &VARIABLE, &ACCESS_MODE];
