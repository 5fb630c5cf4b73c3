//! Enumerators over a collection's objects: `$list.GetEnumerator()`, `$input`.

use super::{Class, Method, Property, object};
use crate::engine::convert;
use crate::engine::object::Native;
use crate::engine::value::Value;
use std::any::Any;
use std::cell::Cell;

/// The objects, and how many of them were taken.
#[derive(Debug)]
struct Enumerator {
    class: &'static Class,
    items: Vec<Value>,
    taken: Cell<usize>,
}

impl Native for Enumerator {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        let taken = self.taken.replace(self.items.len());
        Some(self.items.get(taken..).unwrap_or_default().to_vec())
    }

    fn to_text(&self) -> Option<String> {
        if !std::ptr::eq(self.class, &INPUT) {
            return None;
        }
        let left = self.enumerate().unwrap_or_default();
        Some(left.iter().map(convert::display).collect::<Vec<_>>().join(" "))
    }
}

/// An enumerator before its first object.
pub fn over(items: Vec<Value>) -> Value {
    Value::native(Enumerator { class: &ENUMERATOR, items, taken: Cell::new(0) })
}

/// `$input`: gives its objects once.
pub fn input(items: Vec<Value>) -> Value {
    Value::native(Enumerator { class: &INPUT, items, taken: Cell::new(0) })
}

static INPUT: Class = Class {
    name: "System.Collections.ArrayList+ArrayListEnumeratorSimple",
    base: Some(&object::OBJECT),
    interfaces: ENUMERATOR.interfaces,
    properties: ENUMERATOR.properties,
    methods: ENUMERATOR.methods,
    ..Class::EMPTY
};

static ENUMERATOR: Class = Class {
    name: "System.Array+ArrayEnumerator",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerator", "System.ICloneable"],
    properties: &[Property {
        name: "Current",
        type_name: "System.Object",
        get: |_, this| {
            Ok(this
                .as_native::<Enumerator>()
                .and_then(|found| found.items.get(found.taken.get().checked_sub(1)?).cloned())
                .unwrap_or_default())
        },
        set: None,
    }],
    methods: &[
        Method {
            name: "MoveNext",
            signatures: &["bool MoveNext()"],
            call: |_, this, _| {
                let Some(found) = this.as_native::<Enumerator>() else { return Ok(Value::Bool(false)) };
                let more = found.taken.get() < found.items.len();
                found.taken.set((found.taken.get() + 1).min(found.items.len() + 1));
                Ok(Value::Bool(more))
            },
        },
        Method {
            name: "Reset",
            signatures: &["void Reset()"],
            call: |_, this, _| {
                if let Some(found) = this.as_native::<Enumerator>() {
                    found.taken.set(0);
                }
                Ok(Value::Empty)
            },
        },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ENUMERATOR, &INPUT];
