//! Calls of `System.Linq.Enumerable` that compare items or keys: sets, groups, joins.

use super::linq::{alike, element, made, result_type, selected, source};
use super::table::statics;
use super::{StaticMethod, Type, arguments, comparer, delegate, hashtable, sequence};
use crate::engine::object::{Hashtable, Member, MemberBody};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::rc::Rc;

/// A table for keys, which compares them as the call's comparer does.
pub(super) fn keys_table(args: &[Value]) -> Hashtable {
    let mut table = Hashtable::new(false);
    table.case_sensitive = !args.iter().find_map(comparer::folds).unwrap_or(false);
    table
}

fn distinct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut seen = keys_table(args);
    let mut kept = source(engine, args)?;
    kept.retain(|item| {
        let new = !seen.contains(item);
        seen.set(item.clone(), Value::Null);
        new
    });
    alike(args, kept)
}

/// `Except`, `Intersect` and `Union`.
fn combined(
    engine: &mut Engine,
    args: &[Value],
    keep: fn(in_second: bool) -> bool,
    both: bool,
) -> Outcome<Value> {
    let first = source(engine, args)?;
    let second = arguments::items(engine, arguments::any(args, 1)?)?;
    let mut other = keys_table(args);
    for item in &second {
        other.set(item.clone(), Value::Null);
    }
    let mut seen = keys_table(args);
    let mut kept = Vec::new();
    for item in first.into_iter().filter(|item| both || keep(other.contains(item))).chain(if both {
        second
    } else {
        Vec::new()
    }) {
        if !seen.contains(&item) {
            seen.set(item.clone(), Value::Null);
            kept.push(item);
        }
    }
    alike(args, kept)
}

fn to_dictionary(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let items = source(engine, args)?;
    let keys = selected(engine, args)?;
    let values = args.get(2).filter(|value| delegate::is_callable(value));
    let mut table = keys_table(args);
    let value_type = values.map_or_else(|| element(args.first().unwrap_or(&Value::Null)), result_type);
    table.of = Some(Rc::new(Type::Generic {
        of: &super::dictionary::DICTIONARY,
        arguments: vec![result_type(arguments::any(args, 1)?), value_type],
    }));
    for (key, item) in keys.into_iter().zip(items) {
        if table.contains(&key) {
            let shown = convert::to_text(engine, &key)?;
            let message = format!("An item with the same key has already been added. Key: {shown}");
            return Err(arguments::throw("System.ArgumentException", message));
        }
        let value = match values {
            Some(values) => delegate::call(engine, values, &[item])?,
            None => item,
        };
        table.set(key, value);
    }
    Ok(hashtable::value(table))
}

/// Groups as `Key` with their items.
fn group_by(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let items = source(engine, args)?;
    let keys = selected(engine, args)?;
    let groups = grouped(args, keys, items);
    made(super::named("System.Object"), groups.into_iter().map(|(key, items)| group(key, items)).collect())
}

/// Items by their keys, in the order in which the keys come first.
fn grouped(args: &[Value], keys: Vec<Value>, items: Vec<Value>) -> Vec<(Value, Vec<Value>)> {
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    let mut places = keys_table(args);
    for (key, item) in keys.into_iter().zip(items) {
        match places.get(&key) {
            Some(Value::Int(at)) => {
                if let Some((_, group)) = groups.get_mut(*at as usize) {
                    group.push(item);
                }
            }
            _ => {
                places.set(key.clone(), Value::Int(groups.len() as i32));
                groups.push((key, vec![item]));
            }
        }
    }
    groups
}

/// A sequence with its `Key`.
fn group(key: Value, items: Vec<Value>) -> Value {
    let group = sequence::value(&sequence::ITERATOR, &[], items);
    member::add_member(group, Member { name: "Key".into(), body: MemberBody::Note(key), hidden: false })
}

/// The key of each item, by the selector at a place.
fn keys(engine: &mut Engine, args: &[Value], selector: usize, items: &[Value]) -> Outcome<Vec<Value>> {
    let selector = arguments::any(args, selector)?.clone();
    items.iter().map(|item| delegate::call(engine, &selector, std::slice::from_ref(item))).collect()
}

fn distinct_by(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let items = source(engine, args)?;
    let keys = keys(engine, args, 1, &items)?;
    alike(args, first_of_each(args, keys, items, |_| true))
}

/// The first item of each key that is wanted.
fn first_of_each(
    args: &[Value],
    keys: Vec<Value>,
    items: Vec<Value>,
    wants: impl Fn(&Value) -> bool,
) -> Vec<Value> {
    let mut seen = keys_table(args);
    let mut kept = Vec::new();
    for (key, item) in keys.into_iter().zip(items) {
        if wants(&key) && !seen.contains(&key) {
            seen.set(key, Value::Null);
            kept.push(item);
        }
    }
    kept
}

/// `ExceptBy` and `IntersectBy`: the second sequence has keys.
fn by_keys(engine: &mut Engine, args: &[Value], is_in: bool) -> Outcome<Value> {
    let items = source(engine, args)?;
    let mut other = keys_table(args);
    for key in arguments::items(engine, arguments::any(args, 1)?)? {
        other.set(key, Value::Null);
    }
    let keys = keys(engine, args, 2, &items)?;
    alike(args, first_of_each(args, keys, items, |key| other.contains(key) == is_in))
}

fn union_by(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut items = source(engine, args)?;
    items.extend(arguments::items(engine, arguments::any(args, 1)?)?);
    let keys = keys(engine, args, 2, &items)?;
    alike(args, first_of_each(args, keys, items, |_| true))
}

/// `CountBy`: keys with how many items have them.
fn count_by(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let items = source(engine, args)?;
    let keys = keys(engine, args, 1, &items)?;
    let pairs = grouped(args, keys, items)
        .into_iter()
        .map(|(key, items)| Value::custom([("Key", key), ("Value", Value::Int(items.len() as i32))]));
    made(super::named("System.Object"), pairs.collect())
}

/// `Join`, `LeftJoin` and `RightJoin`: pairs of items with the same key; a side that may be alone keeps its
/// items without a partner.
fn join(engine: &mut Engine, args: &[Value], left: bool, right: bool) -> Outcome<Value> {
    let outer = source(engine, args)?;
    let inner = arguments::items(engine, arguments::any(args, 1)?)?;
    let outer_keys = keys(engine, args, 2, &outer)?;
    let inner_keys = keys(engine, args, 3, &inner)?;
    let result = arguments::any(args, 4)?.clone();
    let mut pairs: Vec<(Value, Value)> = Vec::new();
    if right {
        let groups = lookup(args, outer_keys, outer);
        for (key, item) in inner_keys.into_iter().zip(inner) {
            match groups.get(&key).filter(|_| !key.is_null()) {
                Some(partners) => pairs
                    .extend(super::array::items(partners).into_iter().map(|partner| (partner, item.clone()))),
                None => pairs.push((Value::Null, item)),
            }
        }
    } else {
        let groups = lookup(args, inner_keys, inner);
        for (key, item) in outer_keys.into_iter().zip(outer) {
            match groups.get(&key).filter(|_| !key.is_null()) {
                Some(partners) => pairs
                    .extend(super::array::items(partners).into_iter().map(|partner| (item.clone(), partner))),
                None if left => pairs.push((item, Value::Null)),
                None => {}
            }
        }
    }
    let made_of: Outcome<Vec<Value>> =
        pairs.into_iter().map(|(one, other)| delegate::call(engine, &result, &[one, other])).collect();
    made(result_type(&result), made_of?)
}

/// Items by their keys as a table of arrays.
fn lookup(args: &[Value], keys: Vec<Value>, items: Vec<Value>) -> Hashtable {
    let mut table = keys_table(args);
    for (key, items) in grouped(args, keys, items) {
        table.set(key, Value::array(items));
    }
    table
}

fn group_join(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let outer = source(engine, args)?;
    let inner = arguments::items(engine, arguments::any(args, 1)?)?;
    let outer_keys = keys(engine, args, 2, &outer)?;
    let inner_keys = keys(engine, args, 3, &inner)?;
    let result = arguments::any(args, 4)?.clone();
    let groups = lookup(args, inner_keys, inner);
    let mut items = Vec::new();
    for (key, item) in outer_keys.into_iter().zip(outer) {
        let partners = groups.get(&key).cloned().unwrap_or_else(|| Value::array(Vec::new()));
        items.push(delegate::call(engine, &result, &[item, partners])?);
    }
    made(result_type(&result), items)
}

pub(super) const ROWS: &[StaticMethod] = statics! {
    Distinct
        "static System.Collections.Generic.IEnumerable[TSource] Distinct[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static System.Collections.Generic.IEnumerable[TSource] Distinct[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => distinct;
    Except
        "static System.Collections.Generic.IEnumerable[TSource] Except[TSource](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second)"
        "static System.Collections.Generic.IEnumerable[TSource] Except[TSource](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |engine, args| combined(engine, args, |found| !found, false);
    GroupBy "static System.Collections.Generic.IEnumerable[System.Linq.IGrouping[TKey,TSource]] GroupBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector)" => group_by;
    Intersect
        "static System.Collections.Generic.IEnumerable[TSource] Intersect[TSource](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second)"
        "static System.Collections.Generic.IEnumerable[TSource] Intersect[TSource](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |engine, args| combined(engine, args, |found| found, false);
    ToDictionary
        "static System.Collections.Generic.Dictionary[TKey,TSource] ToDictionary[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector)"
        "static System.Collections.Generic.Dictionary[TKey,TElement] ToDictionary[TSource, TKey, TElement](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector, System.Func[TSource,TElement] elementSelector)"
        => to_dictionary;
    Union
        "static System.Collections.Generic.IEnumerable[TSource] Union[TSource](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second)"
        "static System.Collections.Generic.IEnumerable[TSource] Union[TSource](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |engine, args| combined(engine, args, |_| true, true);
    CountBy "static System.Collections.Generic.IEnumerable[System.Collections.Generic.KeyValuePair[TKey,int]] CountBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector, System.Collections.Generic.IEqualityComparer[TKey] keyComparer = null)" => count_by;
    DistinctBy "static System.Collections.Generic.IEnumerable[TSource] DistinctBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector)" => distinct_by;
    ExceptBy "static System.Collections.Generic.IEnumerable[TSource] ExceptBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TKey] second, System.Func[TSource,TKey] keySelector)" => |engine, args| by_keys(engine, args, false);
    GroupJoin "static System.Collections.Generic.IEnumerable[TResult] GroupJoin[TOuter, TInner, TKey, TResult](System.Collections.Generic.IEnumerable[TOuter] outer, System.Collections.Generic.IEnumerable[TInner] inner, System.Func[TOuter,TKey] outerKeySelector, System.Func[TInner,TKey] innerKeySelector, System.Func[TOuter,System.Collections.Generic.IEnumerable[TInner],TResult] resultSelector)" => group_join;
    IntersectBy "static System.Collections.Generic.IEnumerable[TSource] IntersectBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TKey] second, System.Func[TSource,TKey] keySelector)" => |engine, args| by_keys(engine, args, true);
    Join "static System.Collections.Generic.IEnumerable[TResult] Join[TOuter, TInner, TKey, TResult](System.Collections.Generic.IEnumerable[TOuter] outer, System.Collections.Generic.IEnumerable[TInner] inner, System.Func[TOuter,TKey] outerKeySelector, System.Func[TInner,TKey] innerKeySelector, System.Func[TOuter,TInner,TResult] resultSelector)" => |engine, args| join(engine, args, false, false);
    LeftJoin "static System.Collections.Generic.IEnumerable[TResult] LeftJoin[TOuter, TInner, TKey, TResult](System.Collections.Generic.IEnumerable[TOuter] outer, System.Collections.Generic.IEnumerable[TInner] inner, System.Func[TOuter,TKey] outerKeySelector, System.Func[TInner,TKey] innerKeySelector, System.Func[TOuter,TInner,TResult] resultSelector)" => |engine, args| join(engine, args, true, false);
    RightJoin "static System.Collections.Generic.IEnumerable[TResult] RightJoin[TOuter, TInner, TKey, TResult](System.Collections.Generic.IEnumerable[TOuter] outer, System.Collections.Generic.IEnumerable[TInner] inner, System.Func[TOuter,TKey] outerKeySelector, System.Func[TInner,TKey] innerKeySelector, System.Func[TOuter,TInner,TResult] resultSelector)" => |engine, args| join(engine, args, false, true);
    ToLookup "static System.Linq.ILookup[TKey,TSource] ToLookup[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector)" => group_by;
    UnionBy "static System.Collections.Generic.IEnumerable[TSource] UnionBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second, System.Func[TSource,TKey] keySelector)" => union_by;
};
