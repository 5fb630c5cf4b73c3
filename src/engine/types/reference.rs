//! `[ref]`.

use super::{Class, Property, arguments, object};
use crate::engine::object::Native;
use crate::engine::scope::VariableCell;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::any::Any;
use std::rc::Rc;

/// A variable that two places hold.
struct Reference {
    cell: Rc<VariableCell>,
}

impl std::fmt::Debug for Reference {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[ref]")
    }
}

impl Native for Reference {
    fn class(&self) -> &'static Class {
        &REFERENCE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn exact_type(&self) -> Option<Rc<super::Type>> {
        let inner = super::type_of(&self.cell.value.borrow());
        Some(Rc::new(super::Type::Generic { of: &TYPED, arguments: vec![inner] }))
    }
}

/// `PSReference[T]`, which every reference is.
static TYPED: Class = Class {
    name: "System.Management.Automation.PSReference",
    base: Some(&REFERENCE),
    parameters: &["T"],
    ..Class::EMPTY
};

/// A reference to a variable.
pub fn value(cell: Rc<VariableCell>) -> Value {
    Value::native(Reference { cell })
}

/// Whether a value is a `[ref]` to `$null`.
pub fn holds_null(value: &Value) -> bool {
    value.as_native::<Reference>().is_some_and(|reference| reference.cell.value.borrow().is_null())
}

/// Sets what a `[ref]` argument refers to; other arguments are left alone.
pub fn assign(engine: &mut Engine, target: &Value, value: Value) -> Outcome {
    match target.as_native::<Reference>() {
        Some(reference) => engine.write_cell(&reference.cell, value, ""),
        None => Ok(()),
    }
}

pub static REFERENCE: Class = Class {
    name: "System.Management.Automation.PSReference",
    base: Some(&object::OBJECT),
    properties: &[Property {
        name: "Value",
        type_name: "System.Object",
        get: |_, this| {
            Ok(this
                .as_native::<Reference>()
                .map(|reference| reference.cell.value.borrow().clone())
                .unwrap_or_default())
        },
        set: Some(assign),
    }],
    construct: Some(|_, args| Ok(value(Rc::new(VariableCell::new(arguments::any(args, 0)?.clone()))))),
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&REFERENCE];
