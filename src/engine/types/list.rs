//! What `ArrayList`, `List[T]` and the other lists share.

use super::{Type, arguments, array, comparer, delegate};
use crate::engine::object::{Object, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::cell::RefCell;
use std::rc::Rc;

/// An `ArrayList` of these items.
pub fn array_list(items: Vec<Value>) -> Value {
    made(super::registry::of_class(&super::array_list::ARRAY_LIST), items)
}

/// A `Collection[psobject]` of these items.
pub fn collection(items: Vec<Value>) -> Value {
    let object = super::named("System.Management.Automation.PSObject");
    made(Rc::new(Type::Generic { of: &super::collection::COLLECTION, arguments: vec![object] }), items)
}

/// A `Collection` of a class by its full name.
pub fn collection_of(class: &str, items: Vec<Value>) -> Value {
    let element = super::named(class);
    made(Rc::new(Type::Generic { of: &super::collection::COLLECTION, arguments: vec![element] }), items)
}

/// A `List[object]` of these items.
pub fn of_objects(items: Vec<Value>) -> Value {
    let object = super::named("System.Object");
    made(Rc::new(Type::Generic { of: &super::generic_list::LIST, arguments: vec![object] }), items)
}

/// A list of a type; the items are of its element type already.
pub fn made(of: Rc<Type>, items: Vec<Value>) -> Value {
    Value::object(Object::new(ObjectKind::List { of, items: RefCell::new(items) }))
}

/// A new list from the arguments of a constructor: nothing, a capacity or a collection.
pub fn construct(engine: &mut Engine, of: Rc<Type>, args: &[Value]) -> Outcome<Value> {
    match args.first() {
        Some(value) if convert::is_number(value) => {
            let capacity = usize::try_from(convert::to_int(value)?)
                .map_err(|_| arguments::out_of_range("Non-negative number required.", "capacity"))?;
            Ok(made(of, Vec::with_capacity(capacity.min(1 << 24))))
        }
        Some(value) if value.is_null() => Err(arguments::null("collection")),
        Some(value) => {
            let items = arguments::items(engine, value)?;
            Ok(made(of, items))
        }
        None => Ok(made(of, Vec::new())),
    }
}

/// The type and the items of a list.
pub fn cells(this: &Value) -> Option<(&Rc<Type>, &RefCell<Vec<Value>>)> {
    match this.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::List { of, items } => Some((of, items)),
            _ => None,
        },
        _ => None,
    }
}

/// The type of the elements; `System.Object` for a list that takes all.
pub fn element_type(this: &Value) -> Rc<Type> {
    match cells(this).map(|(of, _)| of.as_ref()) {
        Some(Type::Generic { arguments, .. }) => arguments.first().cloned(),
        _ => None,
    }
    .unwrap_or_else(|| super::registry::of_class(&super::object::OBJECT))
}

/// A list of the same type.
pub fn alike(this: &Value, items: Vec<Value>) -> Value {
    match cells(this) {
        Some((of, _)) => made(of.clone(), items),
        None => array_list(items),
    }
}

/// Changes the items.
pub fn change<T>(this: &Value, how: impl FnOnce(&mut Vec<Value>) -> Outcome<T>) -> Outcome<T> {
    match cells(this) {
        Some((_, items)) => match items.try_borrow_mut() {
            Ok(mut items) => how(&mut items),
            Err(_) => Err(arguments::invalid_operation(
                "Collection was modified; enumeration operation may not execute.",
            )),
        },
        None => Err(arguments::no_overload()),
    }
}

/// As [`change`], without a result.
pub fn alter(this: &Value, how: impl FnOnce(&mut Vec<Value>)) -> Outcome<Value> {
    change(this, |items| {
        how(items);
        Ok(Value::Empty)
    })
}

pub fn add(this: &Value, value: Value) -> Outcome<usize> {
    change(this, |items| {
        items.push(value);
        Ok(items.len() - 1)
    })
}

pub fn add_range(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let given = arguments::any(args, 0)?;
    if given.is_null() {
        return Err(arguments::null(if is_generic(this) { "collection" } else { "c" }));
    }
    let more = arguments::items(engine, given)?;
    alter(this, |items| items.extend(more))
}

pub fn is_generic(this: &Value) -> bool {
    matches!(cells(this).map(|(of, _)| of.as_ref()), Some(Type::Generic { .. }))
}

pub fn insert(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let value = arguments::any(args, 1)?.clone();
    change(this, |items| {
        let at = usize::try_from(arguments::int(args, 0)?).ok().filter(|at| *at <= items.len()).ok_or_else(
            || arguments::out_of_range("Index must be within the bounds of the List.", "index"),
        )?;
        items.insert(at, value);
        Ok(Value::Empty)
    })
}

pub fn insert_range(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let more = arguments::items(engine, arguments::any(args, 1)?)?;
    change(this, |items| {
        let at = arguments::place(args, 0, items.len() + 1)?;
        items.splice(at..at, more);
        Ok(Value::Empty)
    })
}

pub fn remove_at(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    change(this, |items| {
        let at = arguments::place(args, 0, items.len())?;
        items.remove(at);
        Ok(Value::Empty)
    })
}

/// Removes the first equal item; whether there was one.
pub fn remove(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<bool> {
    let items = array::items(this);
    let found = array::position(engine, &items, arguments::any(args, 0)?)?;
    if let Some(at) = found {
        alter(this, |items| {
            items.remove(at);
        })?;
    }
    Ok(found.is_some())
}

pub fn remove_range(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    change(this, |items| {
        let range = arguments::range(args, 0, items.len())?;
        items.drain(range);
        Ok(Value::Empty)
    })
}

pub fn get_range(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let items = array::items(this);
    let range = arguments::range(args, 0, items.len())?;
    Ok(alike(this, items.get(range).unwrap_or_default().to_vec()))
}

pub fn reverse(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    change(this, |items| {
        let range = if args.is_empty() { 0..items.len() } else { arguments::range(args, 0, items.len())? };
        if let Some(part) = items.get_mut(range) {
            part.reverse();
        }
        Ok(Value::Empty)
    })
}

/// `Sort()`, `Sort(comparer)`, `Sort(comparison)`, `Sort(index, count, comparer)`.
pub fn sort(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let mut items = array::items(this);
    let (range, comparer) = match args {
        [] => (0..items.len(), Value::Null),
        [comparer] => (0..items.len(), comparer.clone()),
        [_, _, comparer, ..] => (arguments::range(args, 0, items.len())?, comparer.clone()),
        _ => return Err(arguments::no_overload()),
    };
    if let Some(part) = items.get_mut(range) {
        comparer::sort(engine, part, &comparer)?;
    }
    alter(this, |kept| *kept = items)
}

/// `BinarySearch(value)`, `(value, comparer)`, `(index, count, value, comparer)`: the place, or the
/// complement of where it would stand.
pub fn binary_search(engine: &mut Engine, items: &[Value], args: &[Value]) -> Outcome<Value> {
    let (range, value, comparer) = match args {
        [value] => (0..items.len(), value, Value::Null),
        [value, comparer] => (0..items.len(), value, comparer.clone()),
        [_, _, value, comparer] => (arguments::range(args, 0, items.len())?, value, comparer.clone()),
        _ => return Err(arguments::no_overload()),
    };
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        let Some(item) = items.get(middle) else { break };
        match comparer::order(engine, &comparer, item, value)? {
            std::cmp::Ordering::Equal => return Ok(Value::Int(middle as i32)),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    Ok(Value::Int(!(low as i32)))
}

/// `IndexOf(value)`, `(value, start)`, `(value, start, count)`.
pub fn index_of(engine: &mut Engine, items: &[Value], args: &[Value]) -> Outcome<Value> {
    let start = match args.get(1) {
        Some(_) => usize::try_from(arguments::int(args, 1)?)
            .ok()
            .filter(|start| *start <= items.len())
            .ok_or_else(arguments::bad_index)?,
        None => 0,
    };
    let end = match args.get(2) {
        Some(_) => arguments::range(args, 1, items.len())?.end,
        None => items.len(),
    };
    let part = items.get(start..end).unwrap_or_default();
    let found = array::position(engine, part, arguments::any(args, 0)?)?;
    Ok(Value::Int(found.map_or(-1, |at| (at + start) as i32)))
}

/// `LastIndexOf(value)`, `(value, start)`, `(value, start, count)`: searches backwards from `start`.
pub fn last_index_of(engine: &mut Engine, items: &[Value], args: &[Value]) -> Outcome<Value> {
    if items.is_empty() {
        return Ok(Value::Int(-1));
    }
    let start = match args.get(1) {
        Some(_) => arguments::place(args, 1, items.len())?,
        None => items.len() - 1,
    };
    let count = match args.get(2) {
        Some(_) => usize::try_from(arguments::int(args, 2)?).unwrap_or(0),
        None => start + 1,
    };
    for at in (0..=start).rev().take(count) {
        let Some(item) = items.get(at) else { continue };
        if array::position(engine, std::slice::from_ref(item), arguments::any(args, 0)?)?.is_some() {
            return Ok(Value::Int(at as i32));
        }
    }
    Ok(Value::Int(-1))
}

/// Places of the items that a predicate takes, up to `most`; `backwards` from the end.
pub fn places(
    engine: &mut Engine,
    items: &[Value],
    predicate: &Value,
    backwards: bool,
    most: usize,
) -> Outcome<Vec<usize>> {
    let mut found = Vec::new();
    for step in 0..items.len() {
        let at = if backwards { items.len() - 1 - step } else { step };
        let Some(item) = items.get(at) else { continue };
        if delegate::test(engine, predicate, std::slice::from_ref(item))? {
            found.push(at);
            if found.len() >= most {
                break;
            }
        }
    }
    Ok(found)
}

/// The items that a predicate takes, up to `most`.
pub fn matching(
    engine: &mut Engine,
    items: &[Value],
    predicate: &Value,
    backwards: bool,
    most: usize,
) -> Outcome<Vec<Value>> {
    let places = places(engine, items, predicate, backwards, most)?;
    Ok(places.into_iter().filter_map(|at| items.get(at).cloned()).collect())
}

/// `FindIndex(match)`, `(start, match)`, `(start, count, match)`.
pub fn find_index(engine: &mut Engine, items: &[Value], args: &[Value], backwards: bool) -> Outcome<Value> {
    let Some((predicate, bounds)) = args.split_last() else { return Err(arguments::no_overload()) };
    let length = items.len();
    let range = match (bounds, backwards) {
        ([], _) => 0..length,
        ([_], false) => arguments::place(bounds, 0, length + 1)?..length,
        ([_], true) => 0..arguments::place(bounds, 0, length)? + 1,
        (_, false) => arguments::range(bounds, 0, length)?,
        (_, true) => {
            let end = arguments::place(bounds, 0, length)? + 1;
            end.saturating_sub(usize::try_from(arguments::int(bounds, 1)?).unwrap_or(0))..end
        }
    };
    let start = range.start;
    let part = items.get(range).unwrap_or_default();
    let found = places(engine, part, predicate, backwards, 1)?;
    Ok(Value::Int(found.first().map_or(-1, |at| (at + start) as i32)))
}

/// The capacity that a list of this length would have grown to.
pub fn capacity(this: &Value) -> Value {
    let Some((_, items)) = cells(this) else { return Value::Int(0) };
    let items = items.borrow();
    Value::Int(match (items.len(), items.capacity()) {
        (0, 0) => 0,
        (length, room) => room.max(length) as i32,
    })
}
