//! `SwitchParameter`: what a `[switch]` parameter holds.

use super::{Class, Method, Property, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::any::Any;

#[derive(Debug)]
struct SwitchParameter(bool);

impl Native for SwitchParameter {
    fn class(&self) -> &'static Class {
        &SWITCH
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(if self.0 { "True" } else { "False" }.into())
    }

    fn truth(&self) -> bool {
        self.0
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<SwitchParameter>().map(|other| self.0 == other.0)
    }
}

/// A switch that is on or off.
pub fn value(on: bool) -> Value {
    Value::native(SwitchParameter(on))
}

/// Whether a switch is on; `None` for anything else.
pub fn state(value: &Value) -> Option<bool> {
    value.as_native::<SwitchParameter>().map(|switch| switch.0)
}

/// Converts to a switch: Booleans and switches as they are, everything else by its truth.
pub fn convert(value: &Value) -> Value {
    self::value(convert::to_bool(value))
}

fn read(this: &Value) -> Outcome<Value> {
    Ok(Value::Bool(state(this).unwrap_or(false)))
}

static SWITCH: Class = Class {
    name: "System.Management.Automation.SwitchParameter",
    base: Some(&object::OBJECT),
    properties: &[Property { name: "IsPresent", type_name: "bool", get: |_, this| read(this), set: None }],
    methods: &[Method { name: "ToBool", signatures: &["bool ToBool()"], call: |_, this, _| read(this) }],
    static_properties: &[super::StaticProperty {
        name: "Present",
        type_name: "System.Management.Automation.SwitchParameter",
        get: |_| Ok(value(true)),
        set: None,
    }],
    construct: Some(|_, args| Ok(value(args.first().is_some_and(convert::to_bool)))),
    constructors: &["switch new(bool isPresent)"],
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&SWITCH];
