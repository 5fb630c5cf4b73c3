//! `System.DBNull`, and `AutomationNull` for nothing at all.

use super::{Class, StaticProperty, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use std::any::Any;

/// A database's null: an object that shows nothing.
#[derive(Debug)]
struct DatabaseNull;

impl Native for DatabaseNull {
    fn class(&self) -> &'static Class {
        &DB_NULL
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(String::new())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        Some(other.as_any().is::<DatabaseNull>())
    }
}

static DB_NULL: Class = Class {
    name: "System.DBNull",
    base: Some(&object::OBJECT),
    interfaces: &["System.IConvertible"],
    static_properties: &[StaticProperty {
        name: "Value",
        type_name: "System.DBNull",
        get: |_| Ok(Value::native(DatabaseNull)),
        set: None,
    }],
    ..Class::EMPTY
};

static AUTOMATION_NULL: Class = Class {
    name: "System.Management.Automation.Internal.AutomationNull",
    base: Some(&object::OBJECT),
    static_properties: &[StaticProperty {
        name: "Value",
        type_name: "psobject",
        get: |_| Ok(Value::Empty),
        set: None,
    }],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DB_NULL, &AUTOMATION_NULL];
