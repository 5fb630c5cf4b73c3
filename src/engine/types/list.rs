//! `ArrayList` and `List[T]`.

use super::{Class, Method, Property, StaticCall, Type, arguments, array, object};
use crate::engine::object::{Object, ObjectKind};
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Outcome, convert, member};
use std::cell::RefCell;
use std::rc::Rc;

/// An `ArrayList` of these items.
pub fn array_list(items: Vec<Value>) -> Value {
    made(super::named("System.Collections.ArrayList"), items)
}

/// A `Collection[psobject]` of these items.
pub fn collection(items: Vec<Value>) -> Value {
    let object = super::named("System.Management.Automation.PSObject");
    made(Rc::new(Type::Generic { of: &COLLECTION, arguments: vec![object] }), items)
}

/// A `List[object]` of these items.
pub fn of_objects(items: Vec<Value>) -> Value {
    let object = super::named("System.Object");
    match super::named("System.Collections.Generic.List").as_ref() {
        Type::Class(of) => made(Rc::new(Type::Generic { of, arguments: vec![object] }), items),
        _ => array_list(items),
    }
}

fn made(of: Rc<Type>, items: Vec<Value>) -> Value {
    Value::object(Object::new(ObjectKind::List { of, items: RefCell::new(items) }))
}

/// A list of a type, from a collection or a capacity.
pub fn construct(engine: &mut Engine, of: Rc<Type>, args: &[Value]) -> Outcome<Value> {
    let items = match args.first() {
        Some(value) if !convert::is_number(value) => member::enumerate(engine, value)?.unwrap_or_default(),
        _ => Vec::new(),
    };
    let list = made(of, Vec::new());
    for item in items {
        add(engine, &list, item)?;
    }
    Ok(list)
}

fn cells(this: &Value) -> Option<(&Rc<Type>, &RefCell<Vec<Value>>)> {
    match this.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::List { of, items } => Some((of, items)),
            _ => None,
        },
        _ => None,
    }
}

/// Converts to the list's element type.
fn element(engine: &mut Engine, this: &Value, value: Value) -> Outcome<Value> {
    match cells(this).map(|(of, _)| of.clone()).as_deref() {
        Some(Type::Generic { arguments, .. }) => match arguments.first() {
            Some(wanted) => convert::to_type(engine, value, wanted),
            None => Ok(value),
        },
        _ => Ok(value),
    }
}

fn add(engine: &mut Engine, this: &Value, value: Value) -> Outcome<usize> {
    let value = element(engine, this, value)?;
    let Some((_, items)) = cells(this) else { return Ok(0) };
    items.borrow_mut().push(value);
    Ok(items.borrow().len() - 1)
}

fn change<T>(this: &Value, how: impl FnOnce(&mut Vec<Value>) -> Outcome<T>) -> Outcome<T> {
    match cells(this) {
        Some((_, items)) => how(&mut items.borrow_mut()),
        None => Err(arguments::no_overload()),
    }
}

/// A place inside of the list.
fn place(args: &[Value], index: usize, length: usize) -> Outcome<usize> {
    let wrong = "Index was out of range. Must be non-negative and less than the size of the collection.";
    match usize::try_from(arguments::int(args, index)?) {
        Ok(found) if found < length => Ok(found),
        _ => Err(arguments::out_of_range(wrong, "index")),
    }
}

const PROPERTIES: &[Property] = &[
    Property {
        name: "Capacity",
        type_name: "int",
        get: |_, this| Ok(Value::Int(array::items(this).len().next_power_of_two().max(4) as i32)),
        set: None,
    },
    Property { name: "Count", type_name: "int", get: |_, this| Ok(array::length(this)), set: None },
];

const ADD: Method = Method {
    name: "Add",
    signatures: &["int Add(System.Object value)"],
    call: |engine, this, args| {
        let index = add(engine, this, arguments::any(args, 0)?.clone())?;
        let generic = matches!(cells(this).map(|(of, _)| of.as_ref()), Some(Type::Generic { .. }));
        Ok(if generic { Value::Empty } else { Value::Int(index as i32) })
    },
};

const ADD_RANGE: Method = Method {
    name: "AddRange",
    signatures: &["void AddRange(System.Collections.ICollection c)"],
    call: |engine, this, args| {
        let given = arguments::any(args, 0)?;
        for item in member::enumerate(engine, given)?.unwrap_or_else(|| vec![given.clone()]) {
            add(engine, this, item)?;
        }
        Ok(Value::Empty)
    },
};

const METHODS: &[Method] = &[
    ADD,
    ADD_RANGE,
    Method {
        name: "Clear",
        signatures: &["void Clear()"],
        call: |_, this, _| {
            change(this, |items| {
                items.clear();
                Ok(Value::Empty)
            })
        },
    },
    Method {
        name: "Contains",
        signatures: &["bool Contains(System.Object item)"],
        call: |engine, this, args| {
            let items = array::items(this);
            Ok(Value::Bool(array::position(engine, &items, arguments::any(args, 0)?)?.is_some()))
        },
    },
    Method {
        name: "IndexOf",
        signatures: &["int IndexOf(System.Object value)"],
        call: |engine, this, args| {
            let items = array::items(this);
            Ok(Value::Int(
                array::position(engine, &items, arguments::any(args, 0)?)?.map_or(-1, |index| index as i32),
            ))
        },
    },
    Method {
        name: "Insert",
        signatures: &["void Insert(int index, System.Object value)"],
        call: |engine, this, args| {
            let value = element(engine, this, arguments::any(args, 1)?.clone())?;
            change(this, |items| {
                let at = place(args, 0, items.len() + 1)?;
                items.insert(at, value);
                Ok(Value::Empty)
            })
        },
    },
    Method {
        name: "Remove",
        signatures: &["void Remove(System.Object obj)"],
        call: |engine, this, args| {
            let items = array::items(this);
            let found = array::position(engine, &items, arguments::any(args, 0)?)?;
            if let Some(at) = found {
                change(this, |items| {
                    items.remove(at);
                    Ok(())
                })?;
            }
            let generic = matches!(cells(this).map(|(of, _)| of.as_ref()), Some(Type::Generic { .. }));
            Ok(if generic { Value::Bool(found.is_some()) } else { Value::Empty })
        },
    },
    Method {
        name: "RemoveAt",
        signatures: &["void RemoveAt(int index)"],
        call: |_, this, args| {
            change(this, |items| {
                let at = place(args, 0, items.len())?;
                items.remove(at);
                Ok(Value::Empty)
            })
        },
    },
    Method {
        name: "Reverse",
        signatures: &["void Reverse()"],
        call: |_, this, _| {
            change(this, |items| {
                items.reverse();
                Ok(Value::Empty)
            })
        },
    },
    Method {
        name: "Sort",
        signatures: &["void Sort()"],
        call: |engine, this, _| {
            let mut items = array::items(this);
            array::sort(engine, &mut items)?;
            change(this, |kept| {
                *kept = items;
                Ok(Value::Empty)
            })
        },
    },
    Method {
        name: "ToArray",
        signatures: &["System.Object[] ToArray()"],
        call: |_, this, _| {
            let element = match cells(this).map(|(of, _)| of.as_ref()) {
                Some(Type::Generic { arguments, .. }) => arguments.first().cloned(),
                _ => None,
            };
            Ok(Value::Array(Rc::new(Array { element, items: RefCell::new(array::items(this)) })))
        },
    },
];

const fn class(name: &'static str, construct: StaticCall) -> Class {
    Class {
        name,
        base: Some(&object::OBJECT),
        interfaces: &[
            "System.Collections.IEnumerable",
            "System.Collections.ICollection",
            "System.Collections.IList",
        ],
        properties: PROPERTIES,
        methods: METHODS,
        construct: Some(construct),
        constructors: &["new()", "new(int capacity)", "new(System.Collections.ICollection c)"],
        ..Class::EMPTY
    }
}

pub static ARRAY_LIST: Class = class("System.Collections.ArrayList", |engine, args| {
    construct(engine, super::named("System.Collections.ArrayList"), args)
});
pub static COLLECTION: Class = class("System.Collections.ObjectModel.Collection", |engine, args| {
    construct(engine, super::named("System.Collections.ObjectModel.Collection"), args)
});
pub static GENERIC_LIST: Class = class("System.Collections.Generic.List", |engine, args| {
    construct(engine, super::named("System.Collections.Generic.List"), args)
});

pub(super) const CLASSES: &[&Class] = &[&ARRAY_LIST, &COLLECTION, &GENERIC_LIST];
