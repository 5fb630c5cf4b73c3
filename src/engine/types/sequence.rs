//! Read-only sequences: keys and values of dictionaries, results of LINQ, and the enumerators of collections.

use super::table::{methods, properties};
use super::{Class, Type, arguments, array, object};
use crate::engine::Outcome;
use crate::engine::object::Native;
use crate::engine::value::Value;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

/// Values of a class that only enumerates.
#[derive(Debug)]
struct Sequence {
    of: Rc<Type>,
    items: Vec<Value>,
}

impl Native for Sequence {
    fn class(&self) -> &'static Class {
        class_behind(&self.of)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.items.clone())
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        Some(self.of.clone())
    }
}

fn class_behind(of: &Type) -> &'static Class {
    match of {
        Type::Class(class) | Type::Generic { of: class, .. } => class,
        _ => &ITERATOR,
    }
}

/// A sequence of a class.
pub fn value(class: &'static Class, arguments: &[Rc<Type>], items: Vec<Value>) -> Value {
    let of = match arguments {
        [] => super::registry::of_class(class),
        arguments => Rc::new(Type::Generic { of: class, arguments: arguments.to_vec() }),
    };
    Value::native(Sequence { of, items })
}

/// The position of `foreach` in a collection, as `GetEnumerator()` gives it.
#[derive(Debug)]
struct Enumerator {
    class: &'static Class,
    items: Vec<Value>,
    /// Moves made; 0 is before the first item.
    moved: Cell<usize>,
}

impl Native for Enumerator {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        let from = self.moved.get().min(self.items.len());
        Some(self.items.get(from..).unwrap_or_default().to_vec())
    }
}

/// An enumerator over values.
pub fn enumerator(class: &'static Class, items: Vec<Value>) -> Value {
    Value::native(Enumerator { class, items, moved: Cell::new(0) })
}

fn current(this: &Value) -> Outcome<Value> {
    let found = this
        .as_native::<Enumerator>()
        .and_then(|found| found.moved.get().checked_sub(1).and_then(|at| found.items.get(at)).cloned());
    Ok(found.unwrap_or_default())
}

fn current_part(this: &Value, part: fn(&super::hashtable::Entry) -> &Value) -> Outcome<Value> {
    let item = current(this)?;
    Ok(item.as_native::<super::hashtable::Entry>().map(|entry| part(entry).clone()).unwrap_or_default())
}

pub static ENUMERATOR: Class = Class {
    name: "System.Collections.ArrayEnumerator",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerator", "System.ICloneable"],
    properties: properties! {
        "System.Object" Current => |_, this| current(this);
    },
    methods: methods! {
        MoveNext "bool MoveNext()" => |_, this, _| {
            let Some(found) = this.as_native::<Enumerator>() else { return Ok(Value::Bool(false)) };
            found.moved.set(found.items.len().min(found.moved.get()) + 1);
            Ok(Value::Bool(found.moved.get() <= found.items.len()))
        };
        Reset "void Reset()" => |_, this, _| {
            if let Some(found) = this.as_native::<Enumerator>() {
                found.moved.set(0);
            }
            Ok(Value::Empty)
        };
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    },
    ..Class::EMPTY
};

macro_rules! enumerators {
    ($($constant:ident $name:literal),* $(,)?) => {
        $(pub static $constant: Class = Class {
            name: $name,
            base: Some(&ENUMERATOR),
            interfaces: &["System.Collections.IEnumerator"],
            ..Class::EMPTY
        };)*
    };
}

enumerators! {
    LIST_ENUMERATOR "System.Collections.Generic.List`1+Enumerator",
    CHAR_ENUMERATOR "System.CharEnumerator",
    ARRAY_LIST_ENUMERATOR "System.Collections.ArrayList+ArrayListEnumeratorSimple",
}

pub static DICTIONARY_ENUMERATOR: Class = Class {
    name: "System.Collections.Hashtable+HashtableEnumerator",
    base: Some(&ENUMERATOR),
    interfaces: &["System.Collections.IDictionaryEnumerator"],
    properties: properties! {
        "System.Object" Key => |_, this| current_part(this, |entry| &entry.key);
        "System.Object" Value => |_, this| current_part(this, |entry| &entry.value);
        "System.Collections.DictionaryEntry" Entry => |_, this| current(this);
    },
    ..Class::EMPTY
};

const COUNT: &[super::Property] = properties! {
    "int" Count => |engine, this| Ok(Value::Int(arguments::items(engine, this)?.len() as i32));
    "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
    "System.Object" SyncRoot => |_, this| Ok(this.clone());
};

const METHODS: &[super::Method] = methods! {
    CopyTo "void CopyTo(array array, int index)" => |engine, this, args| {
        let items = arguments::items(engine, this)?;
        array::copy_into(&items, arguments::any(args, 0)?, arguments::int(args, 1)?)
    };
    GetEnumerator "System.Collections.IEnumerator GetEnumerator()" => |engine, this, _| {
        Ok(enumerator(&ENUMERATOR, arguments::items(engine, this)?))
    };
};

const fn keys(name: &'static str, parameters: &'static [&'static str]) -> Class {
    Class {
        name,
        base: Some(&object::OBJECT),
        interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable"],
        properties: COUNT,
        methods: METHODS,
        parameters,
        ..Class::EMPTY
    }
}

pub static HASHTABLE_KEYS: Class = keys("System.Collections.Hashtable+KeyCollection", &[]);
pub static HASHTABLE_VALUES: Class = keys("System.Collections.Hashtable+ValueCollection", &[]);
pub static ORDERED_KEYS: Class = Class {
    indexer: Some(super::Indexer {
        signature: "System.Object Item(int index) {get;}",
        get: |engine, this, index| {
            let items = arguments::items(engine, this)?;
            let number = crate::engine::convert::to_int(index)?;
            let at = match usize::try_from(number) {
                Ok(at) => Some(at),
                Err(_) => items.len().checked_sub(number.unsigned_abs() as usize),
            };
            Ok(at.and_then(|at| items.get(at).cloned()).unwrap_or_default())
        },
        set: None,
    }),
    ..keys("System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection", &[])
};
pub static DICTIONARY_KEYS: Class =
    keys("System.Collections.Generic.Dictionary`2+KeyCollection", &["TKey", "TValue"]);
pub static DICTIONARY_VALUES: Class =
    keys("System.Collections.Generic.Dictionary`2+ValueCollection", &["TKey", "TValue"]);

pub static ITERATOR: Class = Class {
    name: "System.Linq.Enumerable+Iterator",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerable", "System.Collections.Generic.IEnumerable"],
    methods: METHODS,
    parameters: &["T"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[
    &ENUMERATOR,
    &LIST_ENUMERATOR,
    &CHAR_ENUMERATOR,
    &ARRAY_LIST_ENUMERATOR,
    &DICTIONARY_ENUMERATOR,
    &HASHTABLE_KEYS,
    &HASHTABLE_VALUES,
    &ORDERED_KEYS,
    &DICTIONARY_KEYS,
    &DICTIONARY_VALUES,
    &ITERATOR,
];
