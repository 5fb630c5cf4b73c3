//! `System.Management.Automation.PSVariable`: a variable as an object.

use super::record::{self, made, record_class};
use super::table::methods;
use super::{Class, arguments, enumeration};
use crate::engine::scope::{Options, Slot, fold};
use crate::engine::value::Value;

record_class!(RECORD "System.Management.Automation.PSVariable" [
    "Name", "Description", "Value", "Visibility", "Module", "ModuleName", "Options", "Attributes"
]);

/// The record with what can be asked of it.
static VARIABLE: Class = Class {
    name: "System.Management.Automation.PSVariable",
    base: Some(&RECORD),
    methods: methods! {
        IsValidValue "bool IsValidValue(System.Object value)" => |engine, this, args| {
            let name = crate::engine::convert::display(&record::field(this, "Name"));
            let value = arguments::any(args, 0)?.clone();
            let slot = engine.scope.chain().map(|scope| scope.place(&fold(&name)));
            let slot = slot.into_iter().find(|slot| !matches!(slot, Slot::Unset));
            let Some(Slot::Cell(cell)) = slot else { return Ok(Value::Bool(true)) };
            let constraints = cell.constraints.borrow().clone();
            Ok(Value::Bool(engine.constrain_strictly(&constraints, value, &name).is_ok()))
        };
    },
    ..Class::EMPTY
};

/// Variables that the engine computes, and their options, as PowerShell lists them.
pub fn automatic_options(name: &str) -> Options {
    let constant = Options { constant: true, all_scope: true, ..Options::default() };
    let read_only = Options { read_only: true, all_scope: true, ..Options::default() };
    match name.to_ascii_lowercase().as_str() {
        "true" | "false" | "host" | "executioncontext" => constant,
        "error" => Options { constant: true, ..Options::default() },
        "?" | "psculture" | "psuiculture" => read_only,
        _ => Options::default(),
    }
}

/// What PowerShell says of variables that the engine computes.
fn automatic_description(name: &str) -> &'static str {
    match name.to_ascii_lowercase().as_str() {
        "psculture" => "Culture of the current PowerShell session",
        "psuiculture" => "UI Culture of the current PowerShell session",
        _ => "",
    }
}

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
        Slot::Plain(value) => {
            (value.clone(), automatic_description(name).to_string(), automatic_options(name))
        }
        Slot::Cell(cell) => {
            (cell.value.borrow().clone(), cell.description.borrow().clone(), cell.options.get())
        }
        Slot::Unset => (Value::Null, String::new(), Options::default()),
    };
    let constrained = matches!(slot, Slot::Cell(cell) if !cell.constraints.borrow().is_empty());
    // Those of a constrained variable are not made into objects.
    let attributes = match constrained {
        true => Value::Null,
        false => super::list::collection_of("System.Attribute", Vec::new()),
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
            ("Attributes", attributes),
        ],
    )
}
