//! Small read-only .NET objects that only carry named values.

use super::Class;
use crate::engine::object::Native;
use crate::engine::value::Value;
use std::any::Any;
use std::cell::RefCell;

/// Named values of one class, with the text that shows them.
#[derive(Debug)]
pub struct Record {
    class: &'static Class,
    text: String,
    fields: RefCell<Vec<(&'static str, Value)>>,
}

impl Native for Record {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_shown_as_text(&self) -> bool {
        let short = self.class.name.rsplit('.').next().unwrap_or_default();
        matches!(short, "WarningRecord" | "VerboseRecord" | "DebugRecord" | "InformationRecord")
    }

    /// Two handles on one thing are equal.
    fn equals(&self, other: &dyn Native) -> Option<bool> {
        let other = other.as_any().downcast_ref::<Record>()?;
        let identity = |record: &Record| {
            let fields = record.fields.borrow();
            let (_, value) = fields.iter().find(|(name, _)| *name == IDENTITY)?;
            Some(crate::engine::convert::display(value))
        };
        let own = identity(self)?;
        Some(std::ptr::eq(self.class, other.class) && identity(other) == Some(own))
    }

    fn to_text(&self) -> Option<String> {
        // What carries a message may carry an empty one.
        let is_message = self.is_shown_as_text() || self.class.name.ends_with(".HostInformationMessage");
        let unnamed = self.text.is_empty() && !is_message;
        Some(if unnamed { self.class.name.to_string() } else { self.text.clone() })
    }
}

/// A field that says what a record is a handle on, beside those that scripts see.
pub const IDENTITY: &str = "\u{0}identity";

/// A record of a class; an empty text shows the class's name.
pub fn made(
    class: &'static Class,
    text: impl Into<String>,
    fields: impl IntoIterator<Item = (&'static str, Value)>,
) -> Value {
    Value::native(Record { class, text: text.into(), fields: RefCell::new(fields.into_iter().collect()) })
}

/// A record's class, text and fields.
type Parts<'a> = (&'static Class, &'a str, Vec<(&'static str, Value)>);

/// What a record is made of.
pub fn parts(this: &Value) -> Option<Parts<'_>> {
    this.as_native::<Record>()
        .map(|record| (record.class, record.text.as_str(), record.fields.borrow().clone()))
}

/// Gives a field of a record another value.
pub fn set_field(this: &Value, name: &'static str, value: Value) {
    let Some(record) = this.as_native::<Record>() else { return };
    let mut fields = record.fields.borrow_mut();
    match fields.iter_mut().find(|(known, _)| *known == name) {
        Some(field) => field.1 = value,
        None => fields.push((name, value)),
    }
}

/// A field of a record; `$null` for one that it has not.
pub fn field(this: &Value, name: &str) -> Value {
    this.as_native::<Record>()
        .and_then(|record| {
            let fields = record.fields.borrow();
            fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        })
        .unwrap_or_default()
}

/// Declares the class of a record with its properties; those of a class with `set` behind them can be changed.
macro_rules! record_class {
    (@class $constant:ident $name:literal [$($field:literal $kind:literal $set:expr),*]) => {
        pub static $constant: $crate::engine::types::Class = $crate::engine::types::Class {
            name: $name,
            base: Some(&$crate::engine::types::object::OBJECT),
            properties: &[$($crate::engine::types::Property {
                name: $field,
                type_name: $kind,
                get: |_, this| Ok($crate::engine::types::record::field(this, $field)),
                set: $set,
            }),*],
            ..$crate::engine::types::Class::EMPTY
        };
    };
    ($constant:ident $name:literal [$($field:literal $kind:literal),* $(,)?]) => {
        $crate::engine::types::record::record_class!(@class $constant $name [$($field $kind None),*]);
    };
    ($constant:ident $name:literal [$($field:literal $kind:literal),* $(,)?] set) => {
        $crate::engine::types::record::record_class!(@class $constant $name [$($field $kind Some(|_, this, value| {
            $crate::engine::types::record::set_field(this, $field, value);
            Ok(())
        })),*]);
    };
    ($constant:ident $name:literal [$($field:literal),* $(,)?]) => {
        $crate::engine::types::record::record_class!(@class $constant $name [$($field "System.Object" None),*]);
    };
}
pub(crate) use record_class;
