//! `Hashtable`, `OrderedDictionary` and their entries.

use super::table::{methods, properties};
use super::{Class, Type, arguments, array, comparer, object, sequence};
use crate::engine::object::{Hashtable, Native, Object, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// One key with its value, as enumerating a table gives it.
#[derive(Debug)]
pub struct Entry {
    pub key: Value,
    pub value: Value,
    /// The arguments of a `KeyValuePair`; `None` for a `DictionaryEntry`.
    pub of: Option<Rc<Type>>,
}

impl Native for Entry {
    fn class(&self) -> &'static Class {
        match &self.of {
            Some(_) => &super::dictionary::PAIR,
            None => &ENTRY,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        self.of.clone()
    }

    fn to_text(&self) -> Option<String> {
        Some(format!("[{}, {}]", convert::display(&self.key), convert::display(&self.value)))
    }
}

fn parts_of(this: &Value) -> Outcome<&Entry> {
    this.as_native::<Entry>().ok_or_else(arguments::no_overload)
}

/// `$table[…]` as `Get-Member` prints it.
pub(super) const fn indexer(signature: &'static str) -> super::Indexer {
    super::Indexer {
        signature,
        get: |engine, this, index| crate::engine::member::index(engine, this, index),
        set: Some(crate::engine::member::set_index),
    }
}

static ENTRY: Class = Class {
    name: "System.Collections.DictionaryEntry",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Object" Name => |_, this| Ok(parts_of(this)?.key.clone());
        "System.Object" Key => |_, this| Ok(parts_of(this)?.key.clone());
        "System.Object" Value => |_, this| Ok(parts_of(this)?.value.clone());
    },
    construct: Some(|_, args| {
        let (key, value) = (arguments::any(args, 0)?.clone(), arguments::any(args, 1)?.clone());
        Ok(Value::native(Entry { key, value, of: None }))
    }),
    constructors: &["System.Collections.DictionaryEntry new(System.Object key, System.Object value)"],
    value_type: true,
    ..Class::EMPTY
};

/// A key with its value as an object.
pub fn entry(key: Value, value: Value) -> Value {
    Value::native(Entry { key, value, of: None })
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

/// A table as a value.
pub fn value(table: Hashtable) -> Value {
    Value::object(Object::new(ObjectKind::Hashtable(RefCell::new(table))))
}

/// Whether a class is a dictionary other than the two of literals.
pub fn is_dictionary(class: &Class) -> bool {
    class.interfaces.contains(&"System.Collections.IDictionary")
}

/// The entries of a table, each as an object.
pub fn entries(table: &RefCell<Hashtable>) -> Vec<Value> {
    let table = table.borrow();
    let pair = match table.of.as_deref() {
        Some(Type::Generic { arguments, .. }) => {
            Some(Rc::new(Type::Generic { of: &super::dictionary::PAIR, arguments: arguments.clone() }))
        }
        _ => None,
    };
    table
        .iter()
        .map(|(key, value)| Value::native(Entry { key: key.clone(), value: value.clone(), of: pair.clone() }))
        .collect()
}

/// Uses a table.
pub fn with<T>(this: &Value, how: impl FnOnce(&mut Hashtable) -> Outcome<T>) -> Outcome<T> {
    match table(this) {
        Some(table) => how(&mut table.borrow_mut()),
        None => Err(arguments::no_overload()),
    }
}

/// Changes a table. Errors: it is read-only.
pub fn change<T>(this: &Value, how: impl FnOnce(&mut Hashtable) -> Outcome<T>) -> Outcome<T> {
    with(this, |table| match table.read_only {
        true => Err(read_only()),
        false => how(table),
    })
}

/// A change of a table that refuses changes.
pub fn read_only() -> Box<crate::engine::Fault> {
    arguments::throw(
        "System.NotSupportedException",
        "The OrderedDictionary is readonly and cannot be modified.",
    )
}

fn add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (key, value) = (arguments::any(args, 0)?.clone(), arguments::any(args, 1)?.clone());
    let shown = convert::to_text(engine, &key)?;
    change(this, |table| {
        if key.is_null() {
            return Err(arguments::null("key"));
        }
        if let Some((known, _)) = table.entry(&key) {
            let known = convert::display(known);
            return Err(arguments::throw(
                "System.ArgumentException",
                match table.ordered {
                    true => format!("An item with the same key has already been added. Key: {shown}"),
                    false => format!(
                        "Item has already been added. Key in dictionary: '{known}'  Key being added: '{shown}'"
                    ),
                },
            ));
        }
        table.set(key, value);
        Ok(Value::Empty)
    })
}

pub fn contains_key(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let key = arguments::any(args, 0)?;
    if key.is_null() {
        return Err(arguments::null("key"));
    }
    with(this, |table| Ok(Value::Bool(table.contains(key))))
}

pub fn contains_value(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let values = with(this, |table| Ok(table.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>()))?;
    Ok(Value::Bool(array::position(engine, &values, arguments::any(args, 0)?)?.is_some()))
}

pub fn clear(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    change(this, |table| {
        table.clear();
        Ok(Value::Empty)
    })
}

fn remove(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let key = arguments::any(args, 0)?;
    if key.is_null() {
        return Err(arguments::null("key"));
    }
    change(this, |table| {
        table.remove(key);
        Ok(Value::Empty)
    })
}

pub fn copy_to(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let items = table(this).map(entries).unwrap_or_default();
    array::copy_into(&items, arguments::any(args, 0)?, arguments::int(args, 1)?)
}

pub fn enumerator(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let items = table(this).map(entries).unwrap_or_default();
    Ok(sequence::enumerator(&sequence::DICTIONARY_ENUMERATOR, items))
}

/// The keys or values as a collection of a class.
pub fn parts(this: &Value, class: &'static Class, keys: bool) -> Outcome<Value> {
    with(this, |table| {
        let items = table.iter().map(|(key, value)| if keys { key } else { value }.clone()).collect();
        let arguments = match table.of.as_deref() {
            Some(Type::Generic { arguments, .. }) => arguments.clone(),
            _ => Vec::new(),
        };
        Ok(sequence::value(class, &arguments, items))
    })
}

pub fn count(this: &Value) -> Outcome<Value> {
    with(this, |table| Ok(Value::Int(table.len() as i32)))
}

/// A table from another one, a capacity and a comparer.
fn made(ordered: bool, args: &[Value]) -> Value {
    let mut made = Hashtable::new(ordered);
    made.case_sensitive = !args.iter().find_map(comparer::folds).unwrap_or(false);
    if let Some(given) = args.iter().find_map(table) {
        for (key, value) in given.borrow().iter() {
            made.set(key.clone(), value.clone());
        }
    }
    value(made)
}

fn copy(this: &Value) -> Outcome<Value> {
    with(this, |table| Ok(value(table.clone())))
}

pub static HASHTABLE: Class = Class {
    name: "System.Collections.Hashtable",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IDictionary",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
        "System.ICloneable",
    ],
    properties: properties! {
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "bool" IsFixedSize => |_, _| Ok(Value::Bool(false));
        "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
        "System.Collections.ICollection" Keys => |_, this| parts(this, &sequence::HASHTABLE_KEYS, true);
        "System.Collections.ICollection" Values => |_, this| parts(this, &sequence::HASHTABLE_VALUES, false);
        "System.Object" SyncRoot => |_, this| Ok(this.clone());
        "int" Count => |_, this| count(this);
    },
    methods: methods! {
        Add "void Add(System.Object key, System.Object value)" "void IDictionary.Add(System.Object key, System.Object value)" => add;
        Clear "void Clear()" "void IDictionary.Clear()" => clear;
        Clone "System.Object Clone()" "System.Object ICloneable.Clone()" => |_, this, _| copy(this);
        Contains "bool Contains(System.Object key)" "bool IDictionary.Contains(System.Object key)" => contains_key;
        ContainsKey "bool ContainsKey(System.Object key)" => contains_key;
        ContainsValue "bool ContainsValue(System.Object value)" => contains_value;
        CopyTo "void CopyTo(array array, int arrayIndex)" "void ICollection.CopyTo(array array, int index)" => copy_to;
        GetEnumerator
            "System.Collections.IDictionaryEnumerator GetEnumerator()"
            "System.Collections.IDictionaryEnumerator IDictionary.GetEnumerator()"
            "System.Collections.IEnumerator IEnumerable.GetEnumerator()"
            => enumerator;
        Remove "void Remove(System.Object key)" "void IDictionary.Remove(System.Object key)" => remove;
    },
    construct: Some(|_, args| Ok(made(false, args))),
    constructors: &[
        "hashtable new()",
        "hashtable new(System.Collections.IDictionary d)",
        "hashtable new(System.Collections.IDictionary d, float loadFactor)",
        "hashtable new(int capacity)",
        "hashtable new(int capacity, float loadFactor)",
        "hashtable new(System.Collections.IEqualityComparer equalityComparer)",
        "hashtable new(int capacity, System.Collections.IEqualityComparer equalityComparer)",
        "hashtable new(System.Collections.IDictionary d, System.Collections.IEqualityComparer equalityComparer)",
    ],
    static_methods: super::table::statics! {
        Synchronized "static hashtable Synchronized(hashtable table)" => |_, args| Ok(arguments::any(args, 0)?.clone());
    },
    indexer: Some(indexer("System.Object Item(System.Object key) {get;set;}")),
    bound: true,
    ..Class::EMPTY
};

fn insert(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    change(this, |table| {
        let at = usize::try_from(arguments::int(args, 0)?).ok().filter(|at| *at <= table.len()).ok_or_else(
            || arguments::out_of_range("Specified argument was out of the range of valid values.", "index"),
        )?;
        let key = arguments::any(args, 1)?;
        if table.contains(key) {
            let shown = convert::display(key);
            return Err(arguments::throw(
                "System.ArgumentException",
                format!("An item with the same key has already been added. Key: {shown}"),
            ));
        }
        table.insert_at(at, key.clone(), arguments::any(args, 2)?.clone());
        Ok(Value::Empty)
    })
}

fn remove_at(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    change(this, |table| {
        let at = usize::try_from(arguments::int(args, 0)?).ok();
        let key = at.and_then(|at| table.at(at)).map(|(key, _)| key.clone()).ok_or_else(|| {
            arguments::out_of_range("Specified argument was out of the range of valid values.", "index")
        })?;
        table.remove(&key);
        Ok(Value::Empty)
    })
}

pub static ORDERED: Class = Class {
    name: "System.Collections.Specialized.OrderedDictionary",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IDictionary",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
        "System.Collections.Specialized.IOrderedDictionary",
    ],
    properties: properties! {
        "int" Count => |_, this| count(this);
        "bool" IsReadOnly => |_, this| with(this, |table| Ok(Value::Bool(table.read_only)));
        "System.Collections.ICollection" Keys => |_, this| parts(this, &sequence::ORDERED_KEYS, true);
        "System.Collections.ICollection" Values => |_, this| parts(this, &sequence::ORDERED_KEYS, false);
        "bool" IsFixedSize => |_, _| Ok(Value::Bool(false));
        "System.Object" SyncRoot => |_, this| Ok(this.clone());
        "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
    },
    methods: methods! {
        Add "void Add(System.Object key, System.Object value)" "void IDictionary.Add(System.Object key, System.Object value)" => add;
        AsReadOnly "ordered AsReadOnly()" => |_, this, _| with(this, |table| {
            let mut copy = table.clone();
            copy.read_only = true;
            Ok(value(copy))
        });
        Clear "void Clear()" "void IDictionary.Clear()" => clear;
        Contains "bool Contains(System.Object key)" "bool IDictionary.Contains(System.Object key)" => contains_key;
        CopyTo "void CopyTo(array array, int index)" "void ICollection.CopyTo(array array, int index)" => copy_to;
        GetEnumerator
            "System.Collections.IDictionaryEnumerator GetEnumerator()"
            "System.Collections.IDictionaryEnumerator IOrderedDictionary.GetEnumerator()"
            "System.Collections.IDictionaryEnumerator IDictionary.GetEnumerator()"
            "System.Collections.IEnumerator IEnumerable.GetEnumerator()"
            => enumerator;
        Insert "void Insert(int index, System.Object key, System.Object value)" "void IOrderedDictionary.Insert(int index, System.Object key, System.Object value)" => insert;
        Remove "void Remove(System.Object key)" "void IDictionary.Remove(System.Object key)" => remove;
        RemoveAt "void RemoveAt(int index)" "void IOrderedDictionary.RemoveAt(int index)" => remove_at;
    },
    construct: Some(|_, args| Ok(made(true, args))),
    constructors: &[
        "ordered new()",
        "ordered new(int capacity)",
        "ordered new(System.Collections.IEqualityComparer comparer)",
        "ordered new(int capacity, System.Collections.IEqualityComparer comparer)",
    ],
    indexer: Some(indexer(
        "System.Object Item(int index) {get;set;}, System.Object Item(System.Object key) {get;set;}",
    )),
    bound: true,
    ..Class::EMPTY
};

/// The name of the class below.
pub const ORDERED_NAME: &str = "System.Management.Automation.OrderedHashtable";

/// A table as an `OrderedHashtable`; one that is such a table already is itself.
pub fn ordered_copy(given: &Value) -> Value {
    if table(given)
        .is_some_and(|table| table.borrow().of.as_ref().is_some_and(|of| of.full_name() == ORDERED_NAME))
    {
        return given.clone();
    }
    let value = made(true, std::slice::from_ref(given));
    if let Some(table) = table(&value) {
        let mut table = table.borrow_mut();
        table.of = Some(super::named(ORDERED_NAME));
        table.case_sensitive = true;
    }
    value
}

/// What `ConvertFrom-Json -AsHashtable` makes: a hash table that keeps its order.
static ORDERED_HASHTABLE: Class = Class {
    name: ORDERED_NAME,
    base: Some(&HASHTABLE),
    properties: HASHTABLE.properties,
    methods: HASHTABLE.methods,
    construct: Some(|_, args| {
        let value = made(true, args);
        if let Some(table) = table(&value) {
            let mut table = table.borrow_mut();
            table.of = Some(super::named(ORDERED_NAME));
            table.case_sensitive = true;
        }
        Ok(value)
    }),
    constructors: &[
        "System.Management.Automation.OrderedHashtable new()",
        "System.Management.Automation.OrderedHashtable new(int capacity)",
        "System.Management.Automation.OrderedHashtable new(System.Collections.IDictionary dictionary)",
    ],
    bound: true,
    ..Class::EMPTY
};

/// The class of `$PSVersionTable`.
static VERSION_TABLE: Class = Class {
    name: "System.Management.Automation.PSVersionHashTable",
    base: Some(&HASHTABLE),
    properties: HASHTABLE.properties,
    methods: HASHTABLE.methods,
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&HASHTABLE, &ORDERED, &ORDERED_HASHTABLE, &VERSION_TABLE, &ENTRY];
