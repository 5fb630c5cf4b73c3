//! `HashSet[T]` and `SortedSet[T]`.

use super::table::{methods, properties};
use super::{Class, Method, Type, arguments, array, comparer, delegate, object, reference, sequence};
use crate::engine::member::keyed;
use crate::engine::object::{Hashtable, Native};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// Values that each occur once; a sorted set enumerates in order.
#[derive(Debug)]
struct Set {
    of: Rc<Type>,
    /// The values are the keys.
    table: RefCell<Hashtable>,
}

impl Native for Set {
    fn class(&self) -> &'static Class {
        match self.of.as_ref() {
            Type::Class(class) | Type::Generic { of: class, .. } => class,
            _ => &HASH_SET,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.table.borrow().iter().map(|(key, _)| key.clone()).collect())
    }

    fn exact_type(&self) -> Option<Rc<Type>> {
        Some(self.of.clone())
    }

    fn truth(&self) -> bool {
        convert::truth_of_items(&self.enumerate().unwrap_or_default())
    }
}

fn set(this: &Value) -> Outcome<&Set> {
    this.as_native::<Set>().ok_or_else(arguments::no_overload)
}

/// The values of a set, as the keys of a table.
pub fn table(value: &Value) -> Option<&RefCell<Hashtable>> {
    value.as_native::<Set>().map(|set| &set.table)
}

fn element(set: &Set) -> Rc<Type> {
    match set.of.as_ref() {
        Type::Generic { arguments, .. } => arguments.first().cloned(),
        _ => None,
    }
    .unwrap_or_else(|| super::named("System.Object"))
}

/// A new set: a collection, a capacity and a comparer in any number.
pub fn made(engine: &mut Engine, of: &Rc<Type>, args: &[Value], sorted: bool) -> Outcome<Value> {
    let fold = args.iter().find_map(comparer::folds).unwrap_or(false);
    let mut table = Hashtable::new(false);
    (table.case_sensitive, table.sorted) = (!fold, sorted);
    let table = RefCell::new(table);
    for argument in args.iter().filter(|argument| comparer::folds(argument).is_none()) {
        if convert::is_number(argument) || argument.is_null() {
            continue;
        }
        if member_enumerates(engine, argument)? {
            for item in arguments::items(engine, argument)? {
                if keyed::known(engine, &table, &item)?.is_none() {
                    insert(&mut table.borrow_mut(), item);
                }
            }
        } else {
            return Err(crate::engine::Fault::not_supported("a comparer of a script in a set"));
        }
    }
    Ok(Value::native(Set { of: of.clone(), table }))
}

fn member_enumerates(engine: &mut Engine, value: &Value) -> Outcome<bool> {
    Ok(matches!(value, Value::String(_)) || crate::engine::member::enumerate(engine, value)?.is_some())
}

/// Adds a value; whether it was new.
fn insert(table: &mut Hashtable, value: Value) -> bool {
    let new = !table.contains(&value);
    if new {
        table.set(value, Value::Null);
    }
    new
}

/// The other side of a set operation, as a set that compares alike and keeps its order.
fn other(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Hashtable> {
    let given = arguments::any(args, 0)?;
    if given.is_null() {
        return Err(arguments::null("other"));
    }
    let mut table = Hashtable::new(false);
    table.case_sensitive = set(this)?.table.borrow().case_sensitive;
    for item in arguments::items(engine, given)? {
        let known = keyed::known(engine, &set(this)?.table, &item)?;
        insert(&mut table, known.unwrap_or(item));
    }
    Ok(table)
}

/// Removes the values that a test takes; how many.
fn remove_where(this: &Value, mut test: impl FnMut(&Value) -> Outcome<bool>) -> Outcome<i32> {
    let set = set(this)?;
    let values = set.enumerate().unwrap_or_default();
    let mut kept = Vec::with_capacity(values.len());
    let mut removed = 0;
    for value in values {
        match test(&value)? {
            true => removed += 1,
            false => kept.push(value),
        }
    }
    let mut table = set.table.borrow_mut();
    table.clear();
    for value in kept {
        table.set(value, Value::Null);
    }
    Ok(removed)
}

fn union_with(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let more = other(engine, this, args)?;
    let mut table = set(this)?.table.borrow_mut();
    for (value, _) in more.iter() {
        insert(&mut table, value.clone());
    }
    Ok(Value::Empty)
}

fn symmetric_except_with(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let more = other(engine, this, args)?;
    let mut table = set(this)?.table.borrow_mut();
    for (value, _) in more.iter() {
        if table.remove(value).is_none() {
            table.set(value.clone(), Value::Null);
        }
    }
    Ok(Value::Empty)
}

/// How many values both have, how many this one has, how many the other has.
fn overlap(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<(usize, usize, usize)> {
    let more = other(engine, this, args)?;
    let table = set(this)?.table.borrow();
    let both = more.iter().filter(|(value, _)| table.contains(value)).count();
    Ok((both, table.len(), more.len()))
}

fn relation(
    engine: &mut Engine,
    this: &Value,
    args: &[Value],
    holds: fn(usize, usize, usize) -> bool,
) -> Outcome<Value> {
    let (both, own, more) = overlap(engine, this, args)?;
    Ok(Value::Bool(holds(both, own, more)))
}

fn copy_to(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let mut items = set(this)?.enumerate().unwrap_or_default();
    if args.len() > 2 {
        items.truncate(usize::try_from(arguments::int(args, 2)?).unwrap_or(0));
    }
    array::copy_into(&items, arguments::any(args, 0)?, arguments::number_or(args, 1, 0) as i32)
}

/// The first or last value of a sorted set.
fn end(this: &Value, last: bool) -> Outcome<Value> {
    let set = set(this)?;
    let table = set.table.borrow();
    let at = if last { table.len().saturating_sub(1) } else { 0 };
    Ok(table.at(at).map_or_else(|| super::default_value(&element(set)), |(key, _)| key.clone()))
}

/// The values of a sorted set from one bound to the other.
fn view(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let set = set(this)?;
    let (low, high) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
    let fold = !set.table.borrow().case_sensitive;
    if comparer::natural(low, high, fold).is_gt() {
        return Err(arguments::throw(
            "System.ArgumentException",
            "Must be less than or equal to upperValue. (Parameter 'lowerValue')",
        ));
    }
    let mut table = Hashtable::new(false);
    (table.case_sensitive, table.sorted) = (!fold, true);
    for value in set.enumerate().unwrap_or_default() {
        if comparer::natural(&value, low, fold).is_ge() && comparer::natural(&value, high, fold).is_le() {
            table.set(value, Value::Null);
        }
    }
    Ok(Value::native(Set { of: set.of.clone(), table: RefCell::new(table) }))
}

const METHODS: &[Method] = methods! {
    Add "bool Add(T item)" "void ICollection[T].Add(T item)" => |_, this, args| {
        Ok(Value::Bool(insert(&mut set(this)?.table.borrow_mut(), arguments::any(args, 0)?.clone())))
    };
    Clear "void Clear()" "void ICollection[T].Clear()" => |_, this, _| {
        set(this)?.table.borrow_mut().clear();
        Ok(Value::Empty)
    };
    Contains "bool Contains(T item)" "bool ICollection[T].Contains(T item)" => |_, this, args| {
        Ok(Value::Bool(set(this)?.table.borrow().contains(arguments::any(args, 0)?)))
    };
    CopyTo "void CopyTo(T[] array)" "void CopyTo(T[] array, int arrayIndex)" "void CopyTo(T[] array, int arrayIndex, int count)" => copy_to;
    EnsureCapacity "int EnsureCapacity(int capacity)" => |_, _, args| Ok(arguments::any(args, 0)?.clone());
    ExceptWith "void ExceptWith(System.Collections.Generic.IEnumerable[T] other)" => |engine, this, args| {
        let more = other(engine, this, args)?;
        remove_where(this, |value| Ok(more.contains(value))).map(|_| Value::Empty)
    };
    GetEnumerator "System.Collections.Generic.HashSet`1+Enumerator[T] GetEnumerator()" => |_, this, _| {
        Ok(sequence::enumerator(&sequence::ENUMERATOR, set(this)?.enumerate().unwrap_or_default()))
    };
    IntersectWith "void IntersectWith(System.Collections.Generic.IEnumerable[T] other)" => |engine, this, args| {
        let more = other(engine, this, args)?;
        remove_where(this, |value| Ok(!more.contains(value))).map(|_| Value::Empty)
    };
    IsProperSubsetOf "bool IsProperSubsetOf(System.Collections.Generic.IEnumerable[T] other)" => |engine, this, args| {
        relation(engine, this, args, |both, own, more| both == own && own < more)
    };
    IsProperSupersetOf "bool IsProperSupersetOf(System.Collections.Generic.IEnumerable[T] other)" => |engine, this, args| {
        relation(engine, this, args, |both, own, more| both == more && more < own)
    };
    IsSubsetOf "bool IsSubsetOf(System.Collections.Generic.IEnumerable[T] other)" => |engine, this, args| {
        relation(engine, this, args, |both, own, _| both == own)
    };
    IsSupersetOf "bool IsSupersetOf(System.Collections.Generic.IEnumerable[T] other)" => |engine, this, args| {
        relation(engine, this, args, |both, _, more| both == more)
    };
    Overlaps "bool Overlaps(System.Collections.Generic.IEnumerable[T] other)" => |engine, this, args| {
        relation(engine, this, args, |both, _, _| both > 0)
    };
    Remove "bool Remove(T item)" "bool ICollection[T].Remove(T item)" => |_, this, args| {
        Ok(Value::Bool(set(this)?.table.borrow_mut().remove(arguments::any(args, 0)?).is_some()))
    };
    RemoveWhere "int RemoveWhere(System.Predicate[T] match)" => |engine, this, args| {
        let predicate = arguments::any(args, 0)?;
        remove_where(this, |value| delegate::test(engine, predicate, std::slice::from_ref(value))).map(Value::Int)
    };
    SetEquals "bool SetEquals(System.Collections.Generic.IEnumerable[T] other)" => |engine, this, args| {
        relation(engine, this, args, |both, own, more| both == own && own == more)
    };
    SymmetricExceptWith "void SymmetricExceptWith(System.Collections.Generic.IEnumerable[T] other)" => symmetric_except_with;
    TrimExcess "void TrimExcess()" "void TrimExcess(int capacity)" => |_, _, _| Ok(Value::Empty);
    TryGetValue "bool TryGetValue(T equalValue, [ref] T actualValue)" => |engine, this, args| {
        let found = set(this)?.table.borrow().entry(arguments::any(args, 0)?).map(|(key, _)| key.clone());
        let any = found.is_some();
        reference::assign(engine, arguments::any(args, 1)?, found.unwrap_or_default())?;
        Ok(Value::Bool(any))
    };
    UnionWith "void UnionWith(System.Collections.Generic.IEnumerable[T] other)" => union_with;
};

const INTERFACES: &[&str] = &[
    "System.Collections.Generic.ISet",
    "System.Collections.Generic.ICollection",
    "System.Collections.Generic.IReadOnlyCollection",
    "System.Collections.Generic.IEnumerable",
    "System.Collections.IEnumerable",
];

pub static HASH_SET: Class = Class {
    name: "System.Collections.Generic.HashSet",
    base: Some(&object::OBJECT),
    interfaces: INTERFACES,
    parameters: &["T"],
    properties: properties! {
        "int" Capacity => |_, this| Ok(Value::Int(set(this)?.table.borrow().len() as i32));
        "System.Collections.Generic.IEqualityComparer[T]" Comparer => |_, _| Ok(Value::Null);
        "int" Count => |_, this| Ok(Value::Int(set(this)?.table.borrow().len() as i32));
    },
    methods: METHODS,
    make: Some(|engine, of, args| made(engine, of, args, false)),
    constructors: &[
        "System.Collections.Generic.HashSet[T] new()",
        "System.Collections.Generic.HashSet[T] new(System.Collections.Generic.IEqualityComparer[T] comparer)",
        "System.Collections.Generic.HashSet[T] new(int capacity)",
        "System.Collections.Generic.HashSet[T] new(System.Collections.Generic.IEnumerable[T] collection)",
        "System.Collections.Generic.HashSet[T] new(System.Collections.Generic.IEnumerable[T] collection, System.Collections.Generic.IEqualityComparer[T] comparer)",
        "System.Collections.Generic.HashSet[T] new(int capacity, System.Collections.Generic.IEqualityComparer[T] comparer)",
    ],
    bound: true,
    ..Class::EMPTY
};

static SORTED_SET: Class = Class {
    name: "System.Collections.Generic.SortedSet",
    base: Some(&SORTED_BASE),
    interfaces: INTERFACES,
    parameters: &["T"],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(set(this)?.table.borrow().len() as i32));
        "T" Max => |_, this| end(this, true);
        "T" Min => |_, this| end(this, false);
    },
    methods: methods! {
        GetViewBetween "System.Collections.Generic.SortedSet[T] GetViewBetween(T lowerValue, T upperValue)" => view;
        Reverse "System.Collections.Generic.IEnumerable[T] Reverse()" => |_, this, _| {
            let set = set(this)?;
            let items = set.enumerate().unwrap_or_default().into_iter().rev().collect();
            Ok(sequence::value(&sequence::ITERATOR, &[element(set)], items))
        };
    },
    make: Some(|engine, of, args| made(engine, of, args, true)),
    constructors: &[
        "System.Collections.Generic.SortedSet[T] new()",
        "System.Collections.Generic.SortedSet[T] new(System.Collections.Generic.IComparer[T] comparer)",
        "System.Collections.Generic.SortedSet[T] new(System.Collections.Generic.IEnumerable[T] collection)",
        "System.Collections.Generic.SortedSet[T] new(System.Collections.Generic.IEnumerable[T] collection, System.Collections.Generic.IComparer[T] comparer)",
    ],
    bound: true,
    ..Class::EMPTY
};

/// The methods that both kinds of sets have.
static SORTED_BASE: Class = Class {
    name: "System.Object",
    base: Some(&object::OBJECT),
    parameters: &["T"],
    methods: METHODS,
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&HASH_SET, &SORTED_SET];
