//! `Dictionary[K,V]`, `SortedDictionary`, `SortedList`, `ConcurrentDictionary` and `KeyValuePair`.

use super::table::{methods, properties, statics};
use super::{
    Class, Method, Property, Type, arguments, comparer, delegate, hashtable, object, reference, sequence,
};
use crate::engine::object::Hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

/// A new dictionary: another one to copy, a capacity and a comparer in any number.
fn made(engine: &mut Engine, of: &Rc<Type>, args: &[Value], sorted: bool) -> Outcome<Value> {
    let mut table = Hashtable::new(false);
    table.case_sensitive = !args.iter().find_map(comparer::folds).unwrap_or(false);
    (table.sorted, table.of) = (sorted, Some(of.clone()));
    if let Some(given) = args.iter().find_map(hashtable::table) {
        let pairs: Vec<(Value, Value)> =
            given.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        for (key, value) in pairs {
            let (key, value) = typed(engine, of, key, value)?;
            table.set(key, value);
        }
    }
    Ok(hashtable::value(table))
}

/// A key and a value converted to a dictionary's types.
fn typed(engine: &mut Engine, of: &Type, key: Value, value: Value) -> Outcome<(Value, Value)> {
    match of {
        Type::Generic { arguments, .. } => {
            let (Some(k), Some(v)) = (arguments.first(), arguments.get(1)) else { return Ok((key, value)) };
            Ok((to_part(engine, key, k)?, to_part(engine, value, v)?))
        }
        _ => Ok((key, value)),
    }
}

fn to_part(engine: &mut Engine, value: Value, of: &Rc<Type>) -> Outcome<Value> {
    if value.is_null() && !matches!(of.as_ref(), Type::Class(class) if class.value_type) {
        return Ok(Value::Null);
    }
    convert::to_type(engine, value, of)
}

/// Converts a key as an index gives it; the key itself for an untyped table.
pub fn key_of(engine: &mut Engine, table: &Hashtable, key: &Value) -> Outcome<Value> {
    match table.of.as_deref() {
        Some(Type::Generic { arguments, .. }) => match arguments.first() {
            Some(of) => to_part(engine, key.clone(), of),
            None => Ok(key.clone()),
        },
        _ => Ok(key.clone()),
    }
}

/// Converts a value that an index or a member sets.
pub fn value_of(engine: &mut Engine, of: Option<&Rc<Type>>, value: Value) -> Outcome<Value> {
    match of.map(Rc::as_ref) {
        Some(Type::Generic { arguments, .. }) => match arguments.get(1) {
            Some(of) => to_part(engine, value, of),
            None => Ok(value),
        },
        _ => Ok(value),
    }
}

/// A cast to a dictionary. Errors: the value is no table.
pub fn from_table(engine: &mut Engine, value: &Value, wanted: &Rc<Type>) -> Outcome<Value> {
    match (hashtable::table(value), wanted.as_ref()) {
        (Some(_), Type::Generic { of, .. }) => match of.make {
            Some(make) => make(engine, wanted, std::slice::from_ref(value)),
            None => Err(convert::no_conversion(value, &wanted.reflection_name())),
        },
        _ => Err(convert::no_conversion(value, &wanted.reflection_name())),
    }
}

fn add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (key, value) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
    let shown = convert::to_text(engine, key)?;
    match try_add(this, key, value)? {
        true => Ok(Value::Empty),
        false => {
            let message = match super::class_of(this).name.ends_with("SortedList")
                && hashtable::with(this, |table| Ok(!is_generic(table)))?
            {
                true => format!(
                    "Item has already been added. Key in dictionary: '{shown}'  Key being added: '{shown}'"
                ),
                false => format!("An item with the same key has already been added. Key: {shown}"),
            };
            let parameter = if super::class_of(this).name.ends_with("Generic.SortedList") {
                " (Parameter 'key')"
            } else {
                ""
            };
            Err(arguments::throw("System.ArgumentException", message + parameter))
        }
    }
}

fn is_generic(table: &Hashtable) -> bool {
    matches!(table.of.as_deref(), Some(Type::Generic { .. }))
}

fn try_add(this: &Value, key: &Value, value: &Value) -> Outcome<bool> {
    if key.is_null() {
        return Err(arguments::null("key"));
    }
    hashtable::change(this, |table| {
        let new = !table.contains(key);
        if new {
            table.set(key.clone(), value.clone());
        }
        Ok(new)
    })
}

fn get(this: &Value, key: &Value) -> Outcome<Option<Value>> {
    if key.is_null() {
        return Err(arguments::null("key"));
    }
    hashtable::with(this, |table| Ok(table.get(key).cloned()))
}

fn empty_value(this: &Value) -> Outcome<Value> {
    hashtable::with(this, |table| {
        Ok(match table.of.as_deref() {
            Some(Type::Generic { arguments, .. }) => {
                arguments.get(1).map_or(Value::Null, super::default_value)
            }
            _ => Value::Null,
        })
    })
}

fn try_get(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let found = get(this, arguments::any(args, 0)?)?;
    let any = found.is_some();
    let value = match found {
        Some(value) => value,
        None => empty_value(this)?,
    };
    reference::assign(engine, arguments::any(args, 1)?, value)?;
    Ok(Value::Bool(any))
}

fn remove(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let key = arguments::any(args, 0)?;
    if key.is_null() {
        return Err(arguments::null("key"));
    }
    let gone = hashtable::change(this, |table| Ok(table.remove(key)))?;
    let any = gone.is_some();
    if let Some(target) = args.get(1) {
        let value = match gone {
            Some(value) => value,
            None => empty_value(this)?,
        };
        reference::assign(engine, target, value)?;
    }
    Ok(Value::Bool(any))
}

/// The value at a place of a sorted list.
fn at(this: &Value, args: &[Value], key: bool) -> Outcome<Value> {
    hashtable::with(this, |table| {
        let at = arguments::place(args, 0, table.len())?;
        Ok(table.at(at).map(|(found, value)| if key { found } else { value }.clone()).unwrap_or_default())
    })
}

fn place_of(this: &Value, test: impl Fn(&Value, &Value) -> bool) -> Outcome<Value> {
    hashtable::with(this, |table| {
        Ok(Value::Int(table.iter().position(|(key, value)| test(key, value)).map_or(-1, |at| at as i32)))
    })
}

fn index_of_key(this: &Value, args: &[Value]) -> Outcome<Value> {
    let wanted = arguments::any(args, 0)?;
    let fold = hashtable::with(this, |table| Ok(!table.case_sensitive))?;
    place_of(this, |key, _| comparer::natural(key, wanted, fold).is_eq())
}

fn remove_at(this: &Value, args: &[Value]) -> Outcome<Value> {
    let key = at(this, args, true)?;
    hashtable::change(this, |table| {
        table.remove(&key);
        Ok(Value::Empty)
    })
}

const PROPERTIES: &[Property] = properties! {
    "System.Collections.Generic.IEqualityComparer[TKey]" Comparer => |_, _| Ok(Value::Null);
    "int" Count => |_, this| hashtable::count(this);
    "int" Capacity => |_, this| hashtable::count(this);
    "bool" IsFixedSize => |_, _| Ok(Value::Bool(false));
    "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
    "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
    "System.Collections.Generic.Dictionary`2+KeyCollection[TKey,TValue]" Keys => |_, this| hashtable::parts(this, &sequence::DICTIONARY_KEYS, true);
    "System.Object" SyncRoot => |_, this| Ok(this.clone());
    "System.Collections.Generic.Dictionary`2+ValueCollection[TKey,TValue]" Values => |_, this| hashtable::parts(this, &sequence::DICTIONARY_VALUES, false);
};

const METHODS: &[Method] = methods! {
    Add
        "void Add(TKey key, TValue value)"
        "void IDictionary[TKey,TValue].Add(TKey key, TValue value)"
        "void IDictionary.Add(System.Object key, System.Object value)"
        => add;
    Clear "void Clear()" "void IDictionary.Clear()" => hashtable::clear;
    ContainsKey "bool ContainsKey(TKey key)" "bool IDictionary[TKey,TValue].ContainsKey(TKey key)" => hashtable::contains_key;
    ContainsValue "bool ContainsValue(TValue value)" => hashtable::contains_value;
    CopyTo "void ICollection.CopyTo(array array, int index)" => hashtable::copy_to;
    EnsureCapacity "int EnsureCapacity(int capacity)" => |_, _, args| Ok(arguments::any(args, 0)?.clone());
    GetEnumerator
        "System.Collections.Generic.Dictionary`2+Enumerator[TKey,TValue] GetEnumerator()"
        "System.Collections.IDictionaryEnumerator IDictionary.GetEnumerator()"
        "System.Collections.IEnumerator IEnumerable.GetEnumerator()"
        => hashtable::enumerator;
    Remove
        "bool Remove(TKey key)"
        "bool Remove(TKey key, [ref] TValue value)"
        "bool IDictionary[TKey,TValue].Remove(TKey key)"
        "void IDictionary.Remove(System.Object key)"
        => remove;
    TrimExcess "void TrimExcess()" "void TrimExcess(int capacity)" => |_, _, _| Ok(Value::Empty);
    TryAdd "bool TryAdd(TKey key, TValue value)" => |_, this, args| {
        try_add(this, arguments::any(args, 0)?, arguments::any(args, 1)?).map(Value::Bool)
    };
    TryGetValue "bool TryGetValue(TKey key, [ref] TValue value)" "bool IDictionary[TKey,TValue].TryGetValue(TKey key, [ref] TValue value)" => try_get;
};

const SORTED_METHODS: &[Method] = methods! {
    Add "void Add(TKey key, TValue value)" => add;
    Clear "void Clear()" => hashtable::clear;
    ContainsKey "bool ContainsKey(TKey key)" => hashtable::contains_key;
    ContainsValue "bool ContainsValue(TValue value)" => hashtable::contains_value;
    GetEnumerator "System.Collections.Generic.SortedDictionary`2+Enumerator[TKey,TValue] GetEnumerator()" => hashtable::enumerator;
    GetKeyAtIndex "TKey GetKeyAtIndex(int index)" => |_, this, args| at(this, args, true);
    GetValueAtIndex "TValue GetValueAtIndex(int index)" => |_, this, args| at(this, args, false);
    IndexOfKey "int IndexOfKey(TKey key)" => |_, this, args| index_of_key(this, args);
    IndexOfValue "int IndexOfValue(TValue value)" => |_, this, args| {
        let wanted = arguments::any(args, 0)?;
        place_of(this, |_, value| comparer::natural(value, wanted, false).is_eq())
    };
    Remove "bool Remove(TKey key)" => remove;
    RemoveAt "void RemoveAt(int index)" => |_, this, args| remove_at(this, args);
    TryGetValue "bool TryGetValue(TKey key, [ref] TValue value)" => try_get;
};

const INTERFACES: &[&str] = &[
    "System.Collections.Generic.IDictionary",
    "System.Collections.Generic.IReadOnlyDictionary",
    "System.Collections.IDictionary",
    "System.Collections.ICollection",
    "System.Collections.IEnumerable",
];

/// `$PSBoundParameters`
static BOUND_PARAMETERS: Class = Class {
    name: "System.Management.Automation.PSBoundParametersDictionary",
    base: Some(&object::OBJECT),
    interfaces: INTERFACES,
    properties: PROPERTIES,
    methods: METHODS,
    ..Class::EMPTY
};

pub static DICTIONARY: Class = Class {
    name: "System.Collections.Generic.Dictionary",
    base: Some(&object::OBJECT),
    interfaces: INTERFACES,
    parameters: &["TKey", "TValue"],
    properties: PROPERTIES,
    methods: METHODS,
    make: Some(|engine, of, args| made(engine, of, args, false)),
    constructors: &[
        "System.Collections.Generic.Dictionary[TKey,TValue] new()",
        "System.Collections.Generic.Dictionary[TKey,TValue] new(int capacity)",
        "System.Collections.Generic.Dictionary[TKey,TValue] new(System.Collections.Generic.IEqualityComparer[TKey] comparer)",
        "System.Collections.Generic.Dictionary[TKey,TValue] new(int capacity, System.Collections.Generic.IEqualityComparer[TKey] comparer)",
        "System.Collections.Generic.Dictionary[TKey,TValue] new(System.Collections.IDictionary dictionary)",
        "System.Collections.Generic.Dictionary[TKey,TValue] new(System.Collections.IDictionary dictionary, System.Collections.Generic.IEqualityComparer[TKey] comparer)",
    ],
    bound: true,
    ..Class::EMPTY
};

const fn sorted(name: &'static str) -> Class {
    Class {
        name,
        base: Some(&object::OBJECT),
        interfaces: INTERFACES,
        parameters: &["TKey", "TValue"],
        properties: PROPERTIES,
        methods: SORTED_METHODS,
        make: Some(|engine, of, args| made(engine, of, args, true)),
        constructors: &[
            "new()",
            "new(int capacity)",
            "new(System.Collections.Generic.IComparer[TKey] comparer)",
            "new(System.Collections.IDictionary dictionary)",
            "new(System.Collections.IDictionary dictionary, System.Collections.Generic.IComparer[TKey] comparer)",
        ],
        bound: true,
        ..Class::EMPTY
    }
}

static SORTED_DICTIONARY: Class = sorted("System.Collections.Generic.SortedDictionary");
static GENERIC_SORTED_LIST: Class = sorted("System.Collections.Generic.SortedList");

/// Adds a value, or makes one from the key when it is a delegate.
fn value_or_made(engine: &mut Engine, key: &Value, given: &Value) -> Outcome<Value> {
    match delegate::is_callable(given) {
        true => delegate::call(engine, given, std::slice::from_ref(key)),
        false => Ok(given.clone()),
    }
}

fn get_or_add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let key = arguments::any(args, 0)?;
    if let Some(found) = get(this, key)? {
        return Ok(found);
    }
    let made = value_or_made(engine, key, arguments::any(args, 1)?)?;
    let of = hashtable::with(this, |table| Ok(table.of.clone()))?;
    let made = value_of(engine, of.as_ref(), made)?;
    try_add(this, key, &made)?;
    Ok(made)
}

fn add_or_update(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let key = arguments::any(args, 0)?;
    let made = match get(this, key)? {
        Some(old) => delegate::call(engine, arguments::any(args, 2)?, &[key.clone(), old])?,
        None => value_or_made(engine, key, arguments::any(args, 1)?)?,
    };
    let of = hashtable::with(this, |table| Ok(table.of.clone()))?;
    let made = value_of(engine, of.as_ref(), made)?;
    hashtable::change(this, |table| {
        table.set(key.clone(), made.clone());
        Ok(made)
    })
}

fn try_update(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (key, new, old) = (arguments::any(args, 0)?, arguments::any(args, 1)?, arguments::any(args, 2)?);
    let Some(found) = get(this, key)? else { return Ok(Value::Bool(false)) };
    let same = crate::engine::operators::equal(engine, &found, old, false)?;
    if same {
        hashtable::change(this, |table| {
            table.set(key.clone(), new.clone());
            Ok(())
        })?;
    }
    Ok(Value::Bool(same))
}

static CONCURRENT: Class = Class {
    name: "System.Collections.Concurrent.ConcurrentDictionary",
    properties: properties! {
        "int" Count => |_, this| hashtable::count(this);
        "bool" IsEmpty => |_, this| hashtable::with(this, |table| Ok(Value::Bool(table.is_empty())));
        "System.Collections.Generic.ICollection[TKey]" Keys => |_, this| {
            let key = hashtable::with(this, |table| Ok(match table.of.as_deref() {
                Some(Type::Generic { arguments, .. }) => arguments.first().cloned(),
                _ => None,
            }))?.unwrap_or_else(|| super::named("System.Object"));
            let items = hashtable::with(this, |table| Ok(table.iter().map(|(key, _)| key.clone()).collect()))?;
            Ok(super::collection::read_only(&key, items))
        };
        "System.Collections.Generic.ICollection[TValue]" Values => |_, this| {
            let of = hashtable::with(this, |table| Ok(match table.of.as_deref() {
                Some(Type::Generic { arguments, .. }) => arguments.get(1).cloned(),
                _ => None,
            }))?.unwrap_or_else(|| super::named("System.Object"));
            let items = hashtable::with(this, |table| Ok(table.iter().map(|(_, value)| value.clone()).collect()))?;
            Ok(super::collection::read_only(&of, items))
        };
    },
    methods: methods! {
        AddOrUpdate
            "TValue AddOrUpdate(TKey key, System.Func[TKey,TValue] addValueFactory, System.Func[TKey,TValue,TValue] updateValueFactory)"
            "TValue AddOrUpdate(TKey key, TValue addValue, System.Func[TKey,TValue,TValue] updateValueFactory)"
            => add_or_update;
        Clear "void Clear()" => hashtable::clear;
        ContainsKey "bool ContainsKey(TKey key)" => hashtable::contains_key;
        GetEnumerator "System.Collections.Generic.IEnumerator[System.Collections.Generic.KeyValuePair[TKey,TValue]] GetEnumerator()" => hashtable::enumerator;
        GetOrAdd
            "TValue GetOrAdd(TKey key, System.Func[TKey,TValue] valueFactory)"
            "TValue GetOrAdd(TKey key, TValue value)"
            => get_or_add;
        ToArray "System.Collections.Generic.KeyValuePair[TKey,TValue][] ToArray()" => |_, this, _| {
            Ok(Value::array(hashtable::table(this).map(hashtable::entries).unwrap_or_default()))
        };
        TryAdd "bool TryAdd(TKey key, TValue value)" => |_, this, args| {
            try_add(this, arguments::any(args, 0)?, arguments::any(args, 1)?).map(Value::Bool)
        };
        TryGetValue "bool TryGetValue(TKey key, [ref] TValue value)" => try_get;
        TryRemove "bool TryRemove(TKey key, [ref] TValue value)" => remove;
        TryUpdate "bool TryUpdate(TKey key, TValue newValue, TValue comparisonValue)" => try_update;
    },
    ..sorted("")
};

/// The old `SortedList`, untyped.
static SORTED_LIST: Class = Class {
    name: "System.Collections.SortedList",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.Collections.IDictionary",
        "System.Collections.ICollection",
        "System.Collections.IEnumerable",
        "System.ICloneable",
    ],
    properties: properties! {
        "int" Capacity => |_, this| hashtable::count(this);
        "int" Count => |_, this| hashtable::count(this);
        "bool" IsFixedSize => |_, _| Ok(Value::Bool(false));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
        "System.Collections.ICollection" Keys => |_, this| hashtable::parts(this, &sequence::HASHTABLE_KEYS, true);
        "System.Object" SyncRoot => |_, this| Ok(this.clone());
        "System.Collections.ICollection" Values => |_, this| hashtable::parts(this, &sequence::HASHTABLE_VALUES, false);
    },
    methods: methods! {
        Add "void Add(System.Object key, System.Object value)" => add;
        Clear "void Clear()" => hashtable::clear;
        Clone "System.Object Clone()" => |_, this, _| hashtable::with(this, |table| Ok(hashtable::value(table.clone())));
        Contains "bool Contains(System.Object key)" => hashtable::contains_key;
        ContainsKey "bool ContainsKey(System.Object key)" => hashtable::contains_key;
        ContainsValue "bool ContainsValue(System.Object value)" => hashtable::contains_value;
        CopyTo "void CopyTo(array array, int arrayIndex)" => hashtable::copy_to;
        GetByIndex "System.Object GetByIndex(int index)" => |_, this, args| at(this, args, false);
        GetEnumerator "System.Collections.IDictionaryEnumerator GetEnumerator()" => hashtable::enumerator;
        GetKey "System.Object GetKey(int index)" => |_, this, args| at(this, args, true);
        GetKeyList "System.Collections.IList GetKeyList()" => |_, this, _| hashtable::parts(this, &sequence::HASHTABLE_KEYS, true);
        GetValueList "System.Collections.IList GetValueList()" => |_, this, _| hashtable::parts(this, &sequence::HASHTABLE_VALUES, false);
        IndexOfKey "int IndexOfKey(System.Object key)" => |_, this, args| index_of_key(this, args);
        IndexOfValue "int IndexOfValue(System.Object value)" => |_, this, args| {
            let wanted = arguments::any(args, 0)?;
            place_of(this, |_, value| comparer::natural(value, wanted, false).is_eq())
        };
        Remove "void Remove(System.Object key)" => |engine, this, args| remove(engine, this, args).map(|_| Value::Empty);
        RemoveAt "void RemoveAt(int index)" => |_, this, args| remove_at(this, args);
        SetByIndex "void SetByIndex(int index, System.Object value)" => |_, this, args| hashtable::change(this, |table| {
            let at = arguments::place(args, 0, table.len())?;
            table.set_at(at, arguments::any(args, 1)?.clone());
            Ok(Value::Empty)
        });
        TrimToSize "void TrimToSize()" => |_, _, _| Ok(Value::Empty);
    },
    construct: Some(|engine, args| made(engine, &super::registry::of_class(&SORTED_LIST), args, true)),
    constructors: &[
        "System.Collections.SortedList new()",
        "System.Collections.SortedList new(int initialCapacity)",
        "System.Collections.SortedList new(System.Collections.IComparer comparer)",
        "System.Collections.SortedList new(System.Collections.IDictionary d)",
    ],
    bound: true,
    ..Class::EMPTY
};

fn pair(key: Value, value: Value, of: Rc<Type>) -> Value {
    Value::native(hashtable::Entry { key, value, of: Some(of) })
}

pub static PAIR: Class = Class {
    name: "System.Collections.Generic.KeyValuePair",
    base: Some(&object::OBJECT),
    parameters: &["TKey", "TValue"],
    properties: properties! {
        "TKey" Key => |_, this| Ok(this.as_native::<hashtable::Entry>().map(|entry| entry.key.clone()).unwrap_or_default());
        "TValue" Value => |_, this| Ok(this.as_native::<hashtable::Entry>().map(|entry| entry.value.clone()).unwrap_or_default());
    },
    methods: methods! {
        ToString "string ToString()" => |engine, this, _| Ok(Value::text(convert::to_text(engine, this)?));
    },
    static_methods: statics! {
        Create "static System.Collections.Generic.KeyValuePair[TKey,TValue] Create[TKey,TValue](TKey key, TValue value)" => |_, args| {
            let (key, value) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
            let arguments = vec![super::type_of(key), super::type_of(value)];
            Ok(pair(key.clone(), value.clone(), Rc::new(Type::Generic { of: &PAIR, arguments })))
        };
    },
    make: Some(|_, of, args| {
        Ok(pair(arguments::any(args, 0)?.clone(), arguments::any(args, 1)?.clone(), of.clone()))
    }),
    constructors: &["System.Collections.Generic.KeyValuePair[TKey,TValue] new(TKey key, TValue value)"],
    value_type: true,
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[
    &DICTIONARY,
    &BOUND_PARAMETERS,
    &SORTED_DICTIONARY,
    &GENERIC_SORTED_LIST,
    &CONCURRENT,
    &SORTED_LIST,
    &PAIR,
];
