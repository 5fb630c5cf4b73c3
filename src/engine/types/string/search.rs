//! `Contains`, `IndexOf` and their kin.

use super::{cased, is_ascii, length_of, own};
use crate::engine::types::arguments;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// A text as units, folded when case does not count.
fn units(text: &str, fold: bool) -> Vec<u16> {
    if fold { cased(text, true).encode_utf16().collect() } else { text.encode_utf16().collect() }
}

/// The comparison among the arguments; numbers are places.
fn folds(args: &[Value]) -> bool {
    arguments::ignores_case(
        args.iter().skip(1).find(|value| matches!(value, Value::Enum(_) | Value::Bool(_))),
    )
}

pub fn test(
    engine: &mut Engine,
    this: &Value,
    args: &[Value],
    test: fn(&str, &str) -> bool,
) -> Outcome<Value> {
    let (text, wanted) = (own(this), arguments::text(engine, args, 0)?);
    Ok(Value::Bool(match folds(args) {
        true => test(&cased(&text, true), &cased(&wanted, true)),
        false => test(&text, &wanted),
    }))
}

pub fn contains(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    test(engine, this, args, |text, wanted| text.contains(wanted))
}

fn bad_start() -> Box<crate::engine::Fault> {
    arguments::out_of_range(
        "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
        "startIndex",
    )
}

fn bad_count() -> Box<crate::engine::Fault> {
    arguments::out_of_range(
        "Count must be positive and count must refer to a location within the string/array/collection.",
        "count",
    )
}

/// The start and count among the arguments.
fn places(args: &[Value]) -> Outcome<(Option<i32>, Option<i32>)> {
    let mut numbers = args.iter().skip(1).filter(|value| convert::is_number(value));
    let start = numbers.next().map(convert::to_int).transpose()?;
    Ok((start, numbers.next().map(convert::to_int).transpose()?))
}

/// The units to look at, forwards.
fn window(args: &[Value], whole: i32) -> Outcome<std::ops::Range<usize>> {
    let (start, count) = places(args)?;
    let start = start.unwrap_or(0);
    if start < 0 || start > whole {
        return Err(bad_start());
    }
    let count = count.unwrap_or(whole - start);
    if count < 0 || count > whole - start {
        return Err(bad_count());
    }
    Ok(start as usize..(start + count) as usize)
}

/// The units to look at, backwards from a place.
fn window_back(args: &[Value], whole: i32) -> Outcome<std::ops::Range<usize>> {
    let (start, count) = places(args)?;
    if whole == 0 {
        return Ok(0..0);
    }
    let start = start.unwrap_or(whole - 1);
    if start < 0 || start > whole {
        return Err(bad_start());
    }
    let end = (start + 1).min(whole);
    let count = count.unwrap_or(end);
    if count < 0 || count > start + 1 {
        return Err(bad_count());
    }
    Ok((end - count).max(0) as usize..end as usize)
}

fn at(found: Option<usize>) -> Outcome<Value> {
    Ok(Value::Int(found.map_or(-1, |at| at as i32)))
}

pub fn index_of(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (text, wanted) = (own(this), arguments::text(engine, args, 0)?);
    let range = window(args, length_of(this))?;
    let fold = folds(args);
    if wanted.is_empty() {
        return at(Some(range.start));
    }
    if !fold && is_ascii(this) {
        let found = text.get(range.clone()).and_then(|part| part.find(&wanted));
        return at(found.map(|found| found + range.start));
    }
    let (text, wanted) = (units(&text, fold), units(&wanted, fold));
    let part = text.get(range.clone()).unwrap_or_default();
    at(part.windows(wanted.len().max(1)).position(|window| window == wanted).map(|found| found + range.start))
}

pub fn last_index_of(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (text, wanted) = (own(this), arguments::text(engine, args, 0)?);
    let range = window_back(args, length_of(this))?;
    let fold = folds(args);
    if wanted.is_empty() {
        return at(Some(range.end));
    }
    let (text, wanted) = (units(&text, fold), units(&wanted, fold));
    let part = text.get(range.clone()).unwrap_or_default();
    at(part
        .windows(wanted.len().max(1))
        .rposition(|window| window == wanted)
        .map(|found| found + range.start))
}

fn any_of(args: &[Value]) -> Outcome<Vec<u16>> {
    let items = crate::engine::types::array::items(arguments::any(args, 0)?);
    Ok(items
        .iter()
        .filter_map(|item| match item {
            Value::Char(unit) => Some(*unit),
            _ => None,
        })
        .collect())
}

pub fn index_of_any(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (text, wanted) = (units(&own(this), false), any_of(args)?);
    let range = window(args, text.len() as i32)?;
    let part = text.get(range.clone()).unwrap_or_default();
    at(part.iter().position(|unit| wanted.contains(unit)).map(|found| found + range.start))
}

pub fn last_index_of_any(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (text, wanted) = (units(&own(this), false), any_of(args)?);
    let range = window_back(args, text.len() as i32)?;
    let part = text.get(range.clone()).unwrap_or_default();
    at(part.iter().rposition(|unit| wanted.contains(unit)).map(|found| found + range.start))
}
