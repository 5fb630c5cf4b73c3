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

/// `[DBNull]::Value`
pub fn db_null() -> Value {
    Value::native(DatabaseNull)
}

/// Whether a value is `[DBNull]::Value`.
pub fn is_db_null(value: &Value) -> bool {
    value.as_native::<DatabaseNull>().is_some()
}

static DB_NULL: Class = Class {
    name: "System.DBNull",
    base: Some(&object::OBJECT),
    interfaces: &["System.IConvertible"],
    static_properties: &[StaticProperty {
        name: "Value",
        type_name: "System.DBNull",
        get: |_| Ok(db_null()),
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

/// `$null` as a text that stays `$null` where texts are wanted.
#[derive(Debug)]
struct NoText;

impl Native for NoText {
    fn class(&self) -> &'static Class {
        &NULL_STRING
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(String::new())
    }

    fn truth(&self) -> bool {
        false
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        Some(other.as_any().is::<NoText>())
    }
}

/// Whether a value is `[NullString]::Value`.
pub fn is_null_string(value: &Value) -> bool {
    value.as_native::<NoText>().is_some()
}

static NULL_STRING: Class = Class {
    name: "System.Management.Automation.Language.NullString",
    base: Some(&object::OBJECT),
    static_properties: &[StaticProperty {
        name: "Value",
        type_name: "System.Management.Automation.Language.NullString",
        get: |_| Ok(Value::native(NoText)),
        set: None,
    }],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DB_NULL, &AUTOMATION_NULL, &NULL_STRING];
