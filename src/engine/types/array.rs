//! `System.Array` and `T[]`.

use super::{Class, Method, Property, StaticMethod, arguments, object};
use crate::engine::value::{Array, Value};
use crate::engine::{Outcome, operators};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

/// An array of an element type.
pub fn typed(items: Vec<Value>, element: Rc<super::Type>) -> Value {
    Value::Array(Rc::new(Array { element: Some(element), items: RefCell::new(items) }))
}

/// The items of an array or list.
pub fn items(value: &Value) -> Vec<Value> {
    match value.unwrapped() {
        Value::Array(array) => array.items.borrow().clone(),
        Value::Object(object) => match &object.kind {
            crate::engine::object::ObjectKind::List { items, .. } => items.borrow().clone(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Number of items as .NET's `int`.
pub fn length(value: &Value) -> Value {
    let length = match value.unwrapped() {
        Value::Array(array) => array.items.borrow().len(),
        _ => items(value).len(),
    };
    Value::Int(i32::try_from(length).unwrap_or(i32::MAX))
}

/// Place of the first equal item, compared exactly.
pub fn position(
    engine: &mut crate::engine::Engine,
    items: &[Value],
    wanted: &Value,
) -> Outcome<Option<usize>> {
    for (index, item) in items.iter().enumerate() {
        let same_kind =
            std::mem::discriminant(item.unwrapped()) == std::mem::discriminant(wanted.unwrapped());
        if same_kind && operators::equal(engine, item, wanted, false)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// Sorts stably by PowerShell's order; the first failure to compare is the result.
pub fn sort(engine: &mut crate::engine::Engine, items: &mut [Value]) -> Outcome {
    let mut failure = None;
    items.sort_by(|a, b| match operators::compare(engine, a, b, false) {
        Ok(order) => order.unwrap_or(Ordering::Equal),
        Err(fault) => {
            failure.get_or_insert(fault);
            Ordering::Equal
        }
    });
    failure.map_or(Ok(()), Err)
}

fn index(found: Option<usize>) -> Value {
    Value::Int(found.and_then(|index| i32::try_from(index).ok()).unwrap_or(-1))
}

pub static ARRAY: Class = Class {
    name: "System.Array",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IEnumerable",
        "System.Collections.ICollection",
        "System.Collections.IList",
    ],
    properties: &[
        Property { name: "Length", type_name: "int", get: |_, this| Ok(length(this)), set: None },
        Property {
            name: "LongLength",
            type_name: "long",
            get: |_, this| Ok(Value::Long(items(this).len() as i64)),
            set: None,
        },
        Property { name: "Rank", type_name: "int", get: |_, _| Ok(Value::Int(1)), set: None },
        Property { name: "IsReadOnly", type_name: "bool", get: |_, _| Ok(Value::Bool(false)), set: None },
        Property { name: "IsFixedSize", type_name: "bool", get: |_, _| Ok(Value::Bool(true)), set: None },
        Property { name: "Count", type_name: "int", get: |_, this| Ok(length(this)), set: None },
    ],
    methods: &[
        Method {
            name: "Contains",
            signatures: &["bool IList.Contains(System.Object value)"],
            call: |engine, this, args| {
                let items = items(this);
                Ok(Value::Bool(position(engine, &items, arguments::any(args, 0)?)?.is_some()))
            },
        },
        Method {
            name: "IndexOf",
            signatures: &["int IList.IndexOf(System.Object value)"],
            call: |engine, this, args| {
                let items = items(this);
                Ok(index(position(engine, &items, arguments::any(args, 0)?)?))
            },
        },
        Method {
            name: "Clone",
            signatures: &["System.Object Clone()"],
            call: |_, this, _| match this.unwrapped() {
                Value::Array(array) => Ok(Value::Array(Rc::new(Array {
                    element: array.element.clone(),
                    items: RefCell::new(items(this)),
                }))),
                _ => Ok(this.clone()),
            },
        },
        Method {
            name: "GetLength",
            signatures: &["int GetLength(int dimension)"],
            call: |_, this, _| Ok(length(this)),
        },
        Method {
            name: "GetUpperBound",
            signatures: &["int GetUpperBound(int dimension)"],
            call: |_, this, _| Ok(Value::Int(items(this).len() as i32 - 1)),
        },
        Method {
            name: "GetValue",
            signatures: &["System.Object GetValue(int index)"],
            call: |engine, this, args| crate::engine::member::index(engine, this, arguments::any(args, 0)?),
        },
        Method {
            name: "SetValue",
            signatures: &["void SetValue(System.Object value, int index)"],
            call: |engine, this, args| {
                crate::engine::member::set_index(
                    engine,
                    this,
                    arguments::any(args, 1)?,
                    arguments::any(args, 0)?.clone(),
                )?;
                Ok(Value::Empty)
            },
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "IndexOf",
            signatures: &["static int IndexOf(array array, System.Object value)"],
            call: |engine, args| {
                let items = items(arguments::any(args, 0)?);
                Ok(index(position(engine, &items, arguments::any(args, 1)?)?))
            },
        },
        StaticMethod {
            name: "Reverse",
            signatures: &["static void Reverse(array array)"],
            call: |_, args| {
                if let Value::Array(array) = arguments::any(args, 0)? {
                    array.items.borrow_mut().reverse();
                }
                Ok(Value::Empty)
            },
        },
        StaticMethod {
            name: "Sort",
            signatures: &["static void Sort(array array)"],
            call: |engine, args| {
                if let Value::Array(array) = arguments::any(args, 0)? {
                    let mut sorted = array.items.borrow().clone();
                    match args.get(1).filter(|comparer| crate::engine::class::instance(comparer).is_some()) {
                        Some(comparer) => crate::engine::class::sort_by(engine, &mut sorted, comparer)?,
                        None => sort(engine, &mut sorted)?,
                    }
                    *array.items.borrow_mut() = sorted;
                }
                Ok(Value::Empty)
            },
        },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ARRAY];
