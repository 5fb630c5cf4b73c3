//! `Hashtable`, `OrderedDictionary`, `Dictionary[K,V]` and their entries.

use super::{Class, Method, Property, arguments, object};
use crate::engine::object::{Hashtable, Native, Object, ObjectKind, hashtable_value};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;

/// One key with its value, as enumerating a table gives it.
#[derive(Debug)]
pub struct Entry {
    pub key: Value,
    pub value: Value,
}

impl Native for Entry {
    fn class(&self) -> &'static Class {
        &ENTRY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

static ENTRY: Class = Class {
    name: "System.Collections.DictionaryEntry",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "Key",
            type_name: "System.Object",
            get: |_, this| Ok(this.as_native::<Entry>().map(|entry| entry.key.clone()).unwrap_or_default()),
            set: None,
        },
        Property {
            name: "Value",
            type_name: "System.Object",
            get: |_, this| Ok(this.as_native::<Entry>().map(|entry| entry.value.clone()).unwrap_or_default()),
            set: None,
        },
        Property {
            name: "Name",
            type_name: "System.Object",
            get: |_, this| Ok(this.as_native::<Entry>().map(|entry| entry.key.clone()).unwrap_or_default()),
            set: None,
        },
    ],
    value_type: true,
    ..Class::EMPTY
};

/// A key with its value as an object.
pub fn entry(key: Value, value: Value) -> Value {
    Value::native(Entry { key, value })
}

/// The table behind a value.
pub fn table(value: &Value) -> Option<&RefCell<Hashtable>> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(table) => Some(table),
            _ => None,
        },
        _ => None,
    }
}

/// The entries of a table, each as an object.
pub fn entries(table: &RefCell<Hashtable>) -> Vec<Value> {
    table
        .borrow()
        .iter()
        .map(|(key, value)| Value::native(Entry { key: key.clone(), value: value.clone() }))
        .collect()
}

fn with<T>(this: &Value, how: impl FnOnce(&mut Hashtable) -> Outcome<T>) -> Outcome<T> {
    match table(this) {
        Some(table) => how(&mut table.borrow_mut()),
        None => Err(arguments::no_overload()),
    }
}

fn put(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (key, value) = (arguments::any(args, 0)?.clone(), arguments::any(args, 1)?.clone());
    let shown = convert::to_text(engine, &key)?;
    with(this, |table| {
        if key.is_null() {
            return Err(arguments::throw(
                "System.ArgumentNullException",
                "Value cannot be null. (Parameter 'key')",
            ));
        }
        if table.contains(&key) {
            let message = match table.case_sensitive {
                true => format!("An item with the same key has already been added. Key: {shown}"),
                false => format!(
                    "Item has already been added. Key in dictionary: '{shown}'  Key being added: '{shown}'"
                ),
            };
            return Err(arguments::throw("System.ArgumentException", message));
        }
        table.set(key, value);
        Ok(Value::Empty)
    })
}

const METHODS: &[Method] = &[
    Method { name: "Add", signatures: &["void Add(System.Object key, System.Object value)"], call: put },
    Method {
        name: "Clear",
        signatures: &["void Clear()"],
        call: |_, this, _| {
            with(this, |table| {
                table.clear();
                Ok(Value::Empty)
            })
        },
    },
    Method {
        name: "Clone",
        signatures: &["System.Object Clone()"],
        call: |_, this, _| with(this, |table| Ok(hashtable_value(table.clone()))),
    },
    Method {
        name: "Contains",
        signatures: &["bool Contains(System.Object key)"],
        call: |_, this, args| with(this, |table| Ok(Value::Bool(table.contains(arguments::any(args, 0)?)))),
    },
    Method {
        name: "ContainsKey",
        signatures: &["bool ContainsKey(System.Object key)"],
        call: |_, this, args| with(this, |table| Ok(Value::Bool(table.contains(arguments::any(args, 0)?)))),
    },
    Method {
        name: "ContainsValue",
        signatures: &["bool ContainsValue(System.Object value)"],
        call: |engine, this, args| {
            let values =
                with(this, |table| Ok(table.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>()))?;
            Ok(Value::Bool(super::array::position(engine, &values, arguments::any(args, 0)?)?.is_some()))
        },
    },
    Method {
        name: "GetEnumerator",
        signatures: &["System.Collections.IDictionaryEnumerator GetEnumerator()"],
        call: |_, this, _| Ok(table(this).map_or(Value::Null, |table| Value::array(entries(table)))),
    },
    Method {
        name: "Remove",
        signatures: &["void Remove(System.Object key)"],
        call: |_, this, args| {
            with(this, |table| {
                table.remove(arguments::any(args, 0)?);
                Ok(Value::Empty)
            })
        },
    },
    Method {
        name: "Insert",
        signatures: &["void Insert(int index, System.Object key, System.Object value)"],
        call: |_, this, args| {
            let at = usize::try_from(arguments::int(args, 0)?).map_err(|_| arguments::no_overload())?;
            with(this, |table| {
                table.insert_at(at, arguments::any(args, 1)?.clone(), arguments::any(args, 2)?.clone());
                Ok(Value::Empty)
            })
        },
    },
];

const PROPERTIES: &[Property] = &[
    Property {
        name: "Count",
        type_name: "int",
        get: |_, this| with(this, |table| Ok(Value::Int(table.len() as i32))),
        set: None,
    },
    Property { name: "IsFixedSize", type_name: "bool", get: |_, _| Ok(Value::Bool(false)), set: None },
    Property { name: "IsReadOnly", type_name: "bool", get: |_, _| Ok(Value::Bool(false)), set: None },
    Property {
        name: "Keys",
        type_name: "System.Collections.ICollection",
        get: |_, this| {
            with(this, |table| Ok(Value::array(table.iter().map(|(key, _)| key.clone()).collect())))
        },
        set: None,
    },
    Property {
        name: "Values",
        type_name: "System.Collections.ICollection",
        get: |_, this| {
            with(this, |table| Ok(Value::array(table.iter().map(|(_, value)| value.clone()).collect())))
        },
        set: None,
    },
];

fn made(ordered: bool, case_sensitive: bool, args: &[Value]) -> Value {
    let mut made = match args.first().and_then(table) {
        Some(given) => given.borrow().clone(),
        None => Hashtable::new(ordered),
    };
    made.ordered = ordered;
    made.case_sensitive = case_sensitive;
    Value::object(Object::new(ObjectKind::Hashtable(RefCell::new(made))))
}

pub static HASHTABLE: Class = Class {
    name: "System.Collections.Hashtable",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IDictionary",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
    ],
    properties: PROPERTIES,
    methods: METHODS,
    construct: Some(|_, args| Ok(made(false, true, args))),
    constructors: &["hashtable new()", "hashtable new(System.Collections.IDictionary d)"],
    ..Class::EMPTY
};

pub static ORDERED: Class = Class {
    name: "System.Collections.Specialized.OrderedDictionary",
    base: Some(&object::OBJECT),
    interfaces: HASHTABLE.interfaces,
    properties: PROPERTIES,
    methods: METHODS,
    construct: Some(|_, args| Ok(made(true, true, args))),
    constructors: &["ordered new()"],
    ..Class::EMPTY
};

pub static DICTIONARY: Class = Class {
    name: "System.Collections.Generic.Dictionary",
    base: Some(&HASHTABLE),
    construct: Some(|_, args| Ok(made(false, true, args))),
    constructors: &["new()"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&HASHTABLE, &ORDERED, &DICTIONARY, &ENTRY];
