//! `System.Management.Automation.PSVariable`: a variable as an object.

use super::record::{made, record_class};
use super::{Class, enumeration};
use crate::engine::scope::{Options, Slot};
use crate::engine::value::Value;

record_class!(VARIABLE "System.Management.Automation.PSVariable" [
    "Name", "Value", "Description", "Visibility", "Module", "ModuleName", "Options", "Attributes"
]);

pub static SCOPED_ITEM_OPTIONS: Class = Class {
    name: "System.Management.Automation.ScopedItemOptions",
    base: Some(&enumeration::ENUM),
    enumeration: Some(&[
        ("None", 0),
        ("ReadOnly", 1),
        ("Constant", 2),
        ("Private", 4),
        ("AllScope", 8),
        ("Unspecified", 16),
    ]),
    flags: true,
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&VARIABLE, &SCOPED_ITEM_OPTIONS];

/// Options as `ScopedItemOptions`.
pub fn options(found: Options) -> Value {
    let bits = i64::from(found.read_only)
        | i64::from(found.constant) << 1
        | i64::from(found.private) << 2
        | i64::from(found.all_scope) << 3;
    enumeration::value(SCOPED_ITEM_OPTIONS.name, bits)
}

/// A variable by its name and place.
pub fn of(name: &str, slot: &Slot) -> Value {
    let (value, description, found) = match slot {
        Slot::Plain(value) => (value.clone(), String::new(), Options::default()),
        Slot::Cell(cell) => {
            (cell.value.borrow().clone(), cell.description.borrow().clone(), cell.options.get())
        }
        Slot::Unset => (Value::Null, String::new(), Options::default()),
    };
    made(
        &VARIABLE,
        "System.Management.Automation.PSVariable",
        [
            ("Name", Value::text(name)),
            ("Value", value),
            ("Description", Value::text(description)),
            ("Visibility", Value::text("Public")),
            ("ModuleName", Value::text("")),
            ("Options", options(found)),
        ],
    )
}
