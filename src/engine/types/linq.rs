//! `System.Linq.Enumerable`: the calls over a sequence that scripts make.

use super::linq_keys::keys_table;
use super::table::{joined, statics};
use super::{
    Class, StaticMethod, Type, arguments, array, comparer, delegate, linq_keys, list, object, sequence,
};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use std::cmp::Ordering;
use std::rc::Rc;

/// The items of the first argument. Errors: it is `$null`.
pub(super) fn source(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<Value>> {
    match arguments::any(args, 0)? {
        value if value.is_null() => Err(arguments::null("source")),
        value => arguments::items(engine, value),
    }
}

/// The type of the elements of a sequence.
pub(super) fn element(value: &Value) -> Rc<Type> {
    match super::type_of(value).as_ref() {
        Type::Array { element, .. } => element.clone(),
        Type::Generic { arguments, .. } if arguments.len() == 1 => {
            arguments.first().cloned().unwrap_or_else(|| super::named("System.Object"))
        }
        _ => super::named("System.Object"),
    }
}

/// What a delegate gives, else anything.
pub(super) fn result_type(value: &Value) -> Rc<Type> {
    match super::type_of(value).as_ref() {
        Type::Generic { arguments, .. } => arguments.last().cloned(),
        _ => None,
    }
    .unwrap_or_else(|| super::named("System.Object"))
}

pub(super) fn made(of: Rc<Type>, items: Vec<Value>) -> Outcome<Value> {
    Ok(sequence::value(&sequence::ITERATOR, &[of], items))
}

/// A sequence of the same elements.
pub(super) fn alike(args: &[Value], items: Vec<Value>) -> Outcome<Value> {
    made(element(arguments::any(args, 0)?), items)
}

/// The items that a condition takes; all without one.
fn chosen(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<Value>> {
    let items = source(engine, args)?;
    match args.get(1) {
        Some(condition) => list::matching(engine, &items, condition, false, usize::MAX),
        None => Ok(items),
    }
}

/// Each item as a selector makes it; itself without one.
pub(super) fn selected(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<Value>> {
    let items = source(engine, args)?;
    match args.get(1) {
        Some(selector) => items.into_iter().map(|item| delegate::call(engine, selector, &[item])).collect(),
        None => Ok(items),
    }
}

fn no_elements() -> Box<crate::engine::Fault> {
    arguments::invalid_operation("Sequence contains no elements")
}

fn no_match(args: &[Value]) -> Box<crate::engine::Fault> {
    match args.len() {
        1 => no_elements(),
        _ => arguments::invalid_operation("Sequence contains no matching element"),
    }
}

fn otherwise(args: &[Value]) -> Outcome<Value> {
    Ok(super::default_value(&element(arguments::any(args, 0)?)))
}

fn end(engine: &mut Engine, args: &[Value], last: bool, or_default: bool) -> Outcome<Value> {
    let mut items = chosen(engine, args)?;
    let found = if last { items.pop() } else { items.into_iter().next() };
    match found {
        Some(value) => Ok(value),
        None if or_default => otherwise(args),
        None => Err(no_match(args)),
    }
}

fn single(engine: &mut Engine, args: &[Value], or_default: bool) -> Outcome<Value> {
    let mut items = chosen(engine, args)?;
    match (items.len(), items.pop()) {
        (1, Some(value)) => Ok(value),
        (0, _) if or_default => otherwise(args),
        (0, _) => Err(no_match(args)),
        _ => Err(arguments::invalid_operation(if args.len() > 1 {
            "Sequence contains more than one matching element"
        } else {
            "Sequence contains more than one element"
        })),
    }
}

fn sum(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let of = if args.len() > 1 {
        result_type(arguments::any(args, 1)?)
    } else {
        element(arguments::any(args, 0)?)
    };
    let mut total = match super::default_value(&of) {
        value if convert::is_number(&value) => value,
        _ => Value::Int(0),
    };
    for item in selected(engine, args)? {
        total = operators::binary(engine, crate::language::ast::BinaryOperator::Add, &total, &item)?;
    }
    Ok(total)
}

fn average(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let items = selected(engine, args)?;
    if items.is_empty() {
        return Err(no_elements());
    }
    let mut total = 0.0;
    for item in &items {
        total += convert::to_double(item)?;
    }
    Ok(Value::Double(total / items.len() as f64))
}

fn extreme(engine: &mut Engine, items: Vec<Value>, wanted: Ordering) -> Outcome<Value> {
    let mut items = items.into_iter();
    let mut best = items.next().ok_or_else(no_elements)?;
    for item in items {
        if comparer::default_order(engine, &item, &best)? == wanted {
            best = item;
        }
    }
    Ok(best)
}

fn extreme_by(engine: &mut Engine, args: &[Value], wanted: Ordering) -> Outcome<Value> {
    let items = source(engine, args)?;
    let keys = selected(engine, args)?;
    let mut best: Option<(Value, Value)> = None;
    for (item, key) in items.into_iter().zip(keys) {
        let better = match &best {
            None => true,
            Some((_, known)) => comparer::default_order(engine, &key, known)? == wanted,
        };
        if better {
            best = Some((item, key));
        }
    }
    best.map(|(item, _)| item).ok_or_else(no_elements)
}

/// Sorted by keys; a comparer may follow.
fn ordered(engine: &mut Engine, args: &[Value], descending: bool) -> Outcome<Value> {
    let items = source(engine, args)?;
    let is_key = args.get(1).is_some_and(delegate::is_callable);
    let keys = if is_key { selected(engine, args)? } else { items.clone() };
    let comparer = args.get(if is_key { 2 } else { 1 }).cloned().unwrap_or_default();
    let mut places: Vec<usize> = (0..items.len()).collect();
    let mut failure = None;
    places.sort_by(|a, b| {
        let (Some(a), Some(b), None) = (keys.get(*a), keys.get(*b), &failure) else { return Ordering::Equal };
        match comparer::order(engine, &comparer, a, b) {
            Ok(order) if descending => order.reverse(),
            Ok(order) => order,
            Err(fault) => {
                failure = Some(fault);
                Ordering::Equal
            }
        }
    });
    if let Some(fault) = failure {
        return Err(fault);
    }
    alike(args, places.into_iter().filter_map(|at| items.get(at).cloned()).collect())
}

/// A table of keys, folding as the comparer among the arguments says.
fn part(engine: &mut Engine, args: &[Value], take: bool, from_end: bool) -> Outcome<Value> {
    let items = source(engine, args)?;
    let count = usize::try_from(arguments::int(args, 1)?).unwrap_or(0).min(items.len());
    let at = if from_end { items.len() - count } else { count };
    let (before, after) = items.split_at(at);
    alike(args, if take != from_end { before } else { after }.to_vec())
}

fn part_while(engine: &mut Engine, args: &[Value], take: bool) -> Outcome<Value> {
    let items = source(engine, args)?;
    let mut at = 0;
    while let Some(item) = items.get(at) {
        if !delegate::test(engine, arguments::any(args, 1)?, std::slice::from_ref(item))? {
            break;
        }
        at += 1;
    }
    let (before, after) = items.split_at(at);
    alike(args, if take { before } else { after }.to_vec())
}

fn aggregate(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut items = source(engine, args)?.into_iter();
    let (mut total, step) = match args {
        [_, step] => (items.next().ok_or_else(no_elements)?, step),
        [_, seed, step, ..] => (seed.clone(), step),
        _ => return Err(arguments::no_overload()),
    };
    for item in items {
        total = delegate::call(engine, step, &[total, item])?;
    }
    match args.get(3) {
        Some(finish) => delegate::call(engine, finish, &[total]),
        None => Ok(total),
    }
}

fn select_many(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut all = Vec::new();
    for item in selected(engine, args)? {
        all.extend(arguments::items(engine, &item)?);
    }
    made(super::named("System.Object"), all)
}

fn zip(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let pairs = source(engine, args)?.into_iter().zip(arguments::items(engine, arguments::any(args, 1)?)?);
    let mut all = Vec::new();
    for (a, b) in pairs {
        all.push(match args.get(2) {
            Some(join) => delegate::call(engine, join, &[a, b])?,
            None => super::tuple::value(vec![a, b], true),
        });
    }
    made(super::named("System.Object"), all)
}

fn element_at(engine: &mut Engine, args: &[Value], or_default: bool) -> Outcome<Value> {
    let items = source(engine, args)?;
    let at = usize::try_from(arguments::int(args, 1)?).unwrap_or(usize::MAX);
    match items.get(at) {
        Some(value) => Ok(value.clone()),
        None if or_default => otherwise(args),
        None => Err(arguments::bad_index()),
    }
}

fn range(_: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (start, count) = (arguments::int(args, 0)?, arguments::int(args, 1)?);
    if count < 0 || i64::from(start) + i64::from(count) - 1 > i64::from(i32::MAX) {
        return Err(arguments::out_of_range(
            "Specified argument was out of the range of valid values.",
            "count",
        ));
    }
    made(super::named("System.Int32"), (start..start.saturating_add(count)).map(Value::Int).collect())
}

fn sequence_equal(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (a, b) = (source(engine, args)?, arguments::items(engine, arguments::any(args, 1)?)?);
    if a.len() != b.len() {
        return Ok(Value::Bool(false));
    }
    let fold = args.iter().find_map(comparer::folds).unwrap_or(false);
    for (a, b) in a.iter().zip(&b) {
        let same = match (a, b) {
            (Value::String(a), Value::String(b)) if fold => operators::text_order(a, b, true).is_eq(),
            _ => array::position(engine, std::slice::from_ref(a), b)?.is_some(),
        };
        if !same {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

const ROWS: &[StaticMethod] = statics! {
    Index "static System.Collections.Generic.IEnumerable[System.ValueTuple[int,TSource]] Index[TSource](System.Collections.Generic.IEnumerable[TSource] source)" => |engine, args| {
        let items = source(engine, args)?.into_iter().enumerate();
        let pairs = items.map(|(at, item)| Value::custom([("Index", Value::Int(at as i32)), ("Item", item)]));
        made(super::named("System.Object"), pairs.collect())
    };
    OfType "static System.Collections.Generic.IEnumerable[TResult] OfType[TResult](System.Collections.IEnumerable source)" => |engine, args| {
        let items = source(engine, args)?;
        let wanted = match args.get(1).map(Value::unwrapped) {
            Some(Value::Type(of)) => of.clone(),
            _ => return made(super::named("System.Object"), items),
        };
        let kept = items.into_iter().filter(|item| super::is_a(&super::type_of(item), &wanted)).collect();
        made(wanted, kept)
    };
    Shuffle "static System.Collections.Generic.IEnumerable[TSource] Shuffle[TSource](System.Collections.Generic.IEnumerable[TSource] source)" => |engine, args| {
        use rand::seq::SliceRandom;
        let mut items = source(engine, args)?;
        items.shuffle(&mut rand::rng());
        alike(args, items)
    };
    Aggregate
        "static TSource Aggregate[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TSource,TSource] func)"
        "static TAccumulate Aggregate[TSource, TAccumulate](System.Collections.Generic.IEnumerable[TSource] source, TAccumulate seed, System.Func[TAccumulate,TSource,TAccumulate] func)"
        "static TResult Aggregate[TSource, TAccumulate, TResult](System.Collections.Generic.IEnumerable[TSource] source, TAccumulate seed, System.Func[TAccumulate,TSource,TAccumulate] func, System.Func[TAccumulate,TResult] resultSelector)"
        => aggregate;
    All "static bool All[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)" => |engine, args| {
        let all = source(engine, args)?.len();
        Ok(Value::Bool(chosen(engine, args)?.len() == all))
    };
    Any
        "static bool Any[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static bool Any[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)"
        => |engine, args| Ok(Value::Bool(!chosen(engine, args)?.is_empty()));
    Append "static System.Collections.Generic.IEnumerable[TSource] Append[TSource](System.Collections.Generic.IEnumerable[TSource] source, TSource element)" => |engine, args| {
        let mut items = source(engine, args)?;
        items.push(arguments::any(args, 1)?.clone());
        alike(args, items)
    };
    AsEnumerable "static System.Collections.Generic.IEnumerable[TSource] AsEnumerable[TSource](System.Collections.Generic.IEnumerable[TSource] source)" => |_, args| Ok(arguments::any(args, 0)?.clone());
    Average
        "static double Average(System.Collections.Generic.IEnumerable[TSource] source)"
        "static double Average[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static double Average[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,double] selector)"
        => average;
    Cast "static System.Collections.Generic.IEnumerable[TResult] Cast[TResult](System.Collections.IEnumerable source)" => |engine, args| {
        let items = source(engine, args)?;
        made(super::named("System.Object"), items)
    };
    Chunk "static System.Collections.Generic.IEnumerable[TSource[]] Chunk[TSource](System.Collections.Generic.IEnumerable[TSource] source, int size)" => |engine, args| {
        let items = source(engine, args)?;
        let size = usize::try_from(arguments::int(args, 1)?).ok().filter(|size| *size > 0).ok_or_else(|| arguments::out_of_range("Specified argument was out of the range of valid values.", "size"))?;
        let of = element(arguments::any(args, 0)?);
        let chunks = items.chunks(size).map(|chunk| arguments::array_of(&of, chunk.to_vec())).collect();
        made(super::named("System.Object"), chunks)
    };
    Concat "static System.Collections.Generic.IEnumerable[TSource] Concat[TSource](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second)" => |engine, args| {
        let mut items = source(engine, args)?;
        items.extend(arguments::items(engine, arguments::any(args, 1)?)?);
        alike(args, items)
    };
    Contains
        "static bool Contains[TSource](System.Collections.Generic.IEnumerable[TSource] source, TSource value)"
        "static bool Contains[TSource](System.Collections.Generic.IEnumerable[TSource] source, TSource value, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => |engine, args| {
            let mut table = keys_table(args);
            for item in source(engine, args)? {
                table.set(item, Value::Null);
            }
            Ok(Value::Bool(table.contains(arguments::any(args, 1)?)))
        };
    Count
        "static int Count[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static int Count[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)"
        => |engine, args| Ok(Value::Int(chosen(engine, args)?.len() as i32));
    DefaultIfEmpty
        "static System.Collections.Generic.IEnumerable[TSource] DefaultIfEmpty[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static System.Collections.Generic.IEnumerable[TSource] DefaultIfEmpty[TSource](System.Collections.Generic.IEnumerable[TSource] source, TSource defaultValue)"
        => |engine, args| {
            let mut items = source(engine, args)?;
            if items.is_empty() {
                items.push(match args.get(1) {
                    Some(value) => value.clone(),
                    None => otherwise(args)?,
                });
            }
            alike(args, items)
        };
    ElementAt "static TSource ElementAt[TSource](System.Collections.Generic.IEnumerable[TSource] source, int index)" => |engine, args| element_at(engine, args, false);
    ElementAtOrDefault "static TSource ElementAtOrDefault[TSource](System.Collections.Generic.IEnumerable[TSource] source, int index)" => |engine, args| element_at(engine, args, true);
    Empty "static System.Collections.Generic.IEnumerable[TResult] Empty[TResult]()" => |_, _| Ok(Value::array(Vec::new()));
    First
        "static TSource First[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static TSource First[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)"
        => |engine, args| end(engine, args, false, false);
    FirstOrDefault
        "static TSource FirstOrDefault[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static TSource FirstOrDefault[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)"
        => |engine, args| end(engine, args, false, true);
    Last
        "static TSource Last[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static TSource Last[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)"
        => |engine, args| end(engine, args, true, false);
    LastOrDefault
        "static TSource LastOrDefault[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static TSource LastOrDefault[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)"
        => |engine, args| end(engine, args, true, true);
    LongCount "static long LongCount[TSource](System.Collections.Generic.IEnumerable[TSource] source)" => |engine, args| Ok(Value::Long(chosen(engine, args)?.len() as i64));
    Max
        "static TSource Max[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static TResult Max[TSource, TResult](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TResult] selector)"
        => |engine, args| {
            let items = selected(engine, args)?;
            extreme(engine, items, Ordering::Greater)
        };
    MaxBy "static TSource MaxBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector)" => |engine, args| extreme_by(engine, args, Ordering::Greater);
    Min
        "static TSource Min[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static TResult Min[TSource, TResult](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TResult] selector)"
        => |engine, args| {
            let items = selected(engine, args)?;
            extreme(engine, items, Ordering::Less)
        };
    MinBy "static TSource MinBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector)" => |engine, args| extreme_by(engine, args, Ordering::Less);
    Order "static System.Linq.IOrderedEnumerable[T] Order[T](System.Collections.Generic.IEnumerable[T] source)" => |engine, args| ordered(engine, args, false);
    OrderBy
        "static System.Linq.IOrderedEnumerable[TSource] OrderBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector)"
        "static System.Linq.IOrderedEnumerable[TSource] OrderBy[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector, System.Collections.Generic.IComparer[TKey] comparer)"
        => |engine, args| ordered(engine, args, false);
    OrderByDescending
        "static System.Linq.IOrderedEnumerable[TSource] OrderByDescending[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector)"
        "static System.Linq.IOrderedEnumerable[TSource] OrderByDescending[TSource, TKey](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TKey] keySelector, System.Collections.Generic.IComparer[TKey] comparer)"
        => |engine, args| ordered(engine, args, true);
    OrderDescending "static System.Linq.IOrderedEnumerable[T] OrderDescending[T](System.Collections.Generic.IEnumerable[T] source)" => |engine, args| ordered(engine, args, true);
    Prepend "static System.Collections.Generic.IEnumerable[TSource] Prepend[TSource](System.Collections.Generic.IEnumerable[TSource] source, TSource element)" => |engine, args| {
        let mut items = source(engine, args)?;
        items.insert(0, arguments::any(args, 1)?.clone());
        alike(args, items)
    };
    Range "static System.Collections.Generic.IEnumerable[int] Range(int start, int count)" => range;
    Repeat "static System.Collections.Generic.IEnumerable[TResult] Repeat[TResult](TResult element, int count)" => |_, args| {
        let count = usize::try_from(arguments::int(args, 1)?).map_err(|_| arguments::out_of_range("Specified argument was out of the range of valid values.", "count"))?;
        let value = arguments::any(args, 0)?;
        made(super::type_of(value), vec![value.clone(); count.min(1 << 24)])
    };
    Reverse
        "static System.Collections.Generic.IEnumerable[TSource] Reverse[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        => |engine, args| {
            let items = source(engine, args)?.into_iter().rev().collect();
            alike(args, items)
        };
    Select
        "static System.Collections.Generic.IEnumerable[TResult] Select[TSource, TResult](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,TResult] selector)"
        => |engine, args| {
            let items = selected(engine, args)?;
            made(result_type(arguments::any(args, 1)?), items)
        };
    SelectMany "static System.Collections.Generic.IEnumerable[TResult] SelectMany[TSource, TResult](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,System.Collections.Generic.IEnumerable[TResult]] selector)" => select_many;
    SequenceEqual
        "static bool SequenceEqual[TSource](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second)"
        "static bool SequenceEqual[TSource](System.Collections.Generic.IEnumerable[TSource] first, System.Collections.Generic.IEnumerable[TSource] second, System.Collections.Generic.IEqualityComparer[TSource] comparer)"
        => sequence_equal;
    Single
        "static TSource Single[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static TSource Single[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)"
        => |engine, args| single(engine, args, false);
    SingleOrDefault
        "static TSource SingleOrDefault[TSource](System.Collections.Generic.IEnumerable[TSource] source)"
        "static TSource SingleOrDefault[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)"
        => |engine, args| single(engine, args, true);
    Skip "static System.Collections.Generic.IEnumerable[TSource] Skip[TSource](System.Collections.Generic.IEnumerable[TSource] source, int count)" => |engine, args| part(engine, args, false, false);
    SkipLast "static System.Collections.Generic.IEnumerable[TSource] SkipLast[TSource](System.Collections.Generic.IEnumerable[TSource] source, int count)" => |engine, args| part(engine, args, false, true);
    SkipWhile "static System.Collections.Generic.IEnumerable[TSource] SkipWhile[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)" => |engine, args| part_while(engine, args, false);
    Sum
        "static int Sum(System.Collections.Generic.IEnumerable[int] source)"
        "static long Sum(System.Collections.Generic.IEnumerable[long] source)"
        "static double Sum(System.Collections.Generic.IEnumerable[double] source)"
        "static float Sum(System.Collections.Generic.IEnumerable[float] source)"
        "static decimal Sum(System.Collections.Generic.IEnumerable[decimal] source)"
        "static double Sum[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,double] selector)"
        => sum;
    Take "static System.Collections.Generic.IEnumerable[TSource] Take[TSource](System.Collections.Generic.IEnumerable[TSource] source, int count)" => |engine, args| part(engine, args, true, false);
    TakeLast "static System.Collections.Generic.IEnumerable[TSource] TakeLast[TSource](System.Collections.Generic.IEnumerable[TSource] source, int count)" => |engine, args| part(engine, args, true, true);
    TakeWhile "static System.Collections.Generic.IEnumerable[TSource] TakeWhile[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)" => |engine, args| part_while(engine, args, true);
    ToArray "static TSource[] ToArray[TSource](System.Collections.Generic.IEnumerable[TSource] source)" => |engine, args| {
        let items = source(engine, args)?;
        Ok(arguments::array_of(&element(arguments::any(args, 0)?), items))
    };
    ToHashSet "static System.Collections.Generic.HashSet[TSource] ToHashSet[TSource](System.Collections.Generic.IEnumerable[TSource] source)" => |engine, args| {
        let of = Rc::new(Type::Generic { of: &super::hash_set::HASH_SET, arguments: vec![element(arguments::any(args, 0)?)] });
        super::hash_set::made(engine, &of, args, false)
    };
    ToList "static System.Collections.Generic.List[TSource] ToList[TSource](System.Collections.Generic.IEnumerable[TSource] source)" => |engine, args| {
        let items = source(engine, args)?;
        let of = Type::Generic { of: &super::generic_list::LIST, arguments: vec![element(arguments::any(args, 0)?)] };
        Ok(list::made(Rc::new(of), items))
    };
    Where "static System.Collections.Generic.IEnumerable[TSource] Where[TSource](System.Collections.Generic.IEnumerable[TSource] source, System.Func[TSource,bool] predicate)" => |engine, args| {
        let items = chosen(engine, args)?;
        alike(args, items)
    };
    Zip
        "static System.Collections.Generic.IEnumerable[TResult] Zip[TFirst, TSecond, TResult](System.Collections.Generic.IEnumerable[TFirst] first, System.Collections.Generic.IEnumerable[TSecond] second, System.Func[TFirst,TSecond,TResult] resultSelector)"
        "static System.Collections.Generic.IEnumerable[System.ValueTuple[TFirst,TSecond]] Zip[TFirst, TSecond](System.Collections.Generic.IEnumerable[TFirst] first, System.Collections.Generic.IEnumerable[TSecond] second)"
        => zip;
};

pub static ENUMERABLE: Class = Class {
    name: "System.Linq.Enumerable",
    base: Some(&object::OBJECT),
    static_methods: &joined::<StaticMethod, { ROWS.len() + linq_keys::ROWS.len() }>(ROWS, linq_keys::ROWS),
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ENUMERABLE];
