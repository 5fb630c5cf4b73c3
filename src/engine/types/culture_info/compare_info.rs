//! `System.Globalization.CompareInfo`: a culture's order of texts, as an object.

use super::data;
use crate::engine::convert;
use crate::engine::types::string::statics::by_options;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

const IGNORE_CASE: i64 = 1;

/// The number of a `CompareOptions` argument, wherever it stands behind the texts.
fn options(args: &[Value]) -> i64 {
    let is_option = |value: &&Value| matches!(value.unwrapped(), Value::Enum(_) | Value::String(_));
    match args.iter().skip(2).find(is_option).map(Value::unwrapped) {
        Some(Value::Enum(value)) => value.number,
        Some(other) => match convert::display(other).to_ascii_lowercase().as_str() {
            "none" => 0,
            "ordinal" => 1 << 30,
            "ordinalignorecase" => 1 << 28,
            "ignorenonspace" => 2,
            _ => IGNORE_CASE,
        },
        None => 0,
    }
}

fn pair(engine: &mut Engine, args: &[Value]) -> Outcome<(String, String)> {
    Ok((arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?))
}

/// Places, in characters, where a part of a text equals a value.
fn places(text: &str, value: &str, how: i64) -> Vec<usize> {
    let (text, length): (Vec<char>, usize) = (text.chars().collect(), value.chars().count());
    (0..=text.len().saturating_sub(length))
        .filter(|start| {
            let part: String = text.iter().skip(*start).take(length).collect();
            by_options(&part, value, how) == 0
        })
        .collect()
}

/// A place in characters as one in UTF-16 units; -1 for none.
fn unit(text: &str, place: Option<&usize>) -> Value {
    Value::Int(match place {
        Some(place) => text.chars().take(*place).map(char::len_utf16).sum::<usize>() as i32,
        None => -1,
    })
}

/// The first or last so many characters of a text.
fn part(text: &str, length: usize, from_end: bool) -> String {
    let skipped = if from_end { text.chars().count().saturating_sub(length) } else { 0 };
    text.chars().skip(skipped).take(length).collect()
}

pub(super) static COMPARE_INFO: Class = Class {
    name: "System.Globalization.CompareInfo",
    base: Some(&object::OBJECT),
    properties: properties! {
        "int" LCID => |_, this| Ok(Value::Int(data(this).lcid));
        "string" Name => |_, this| Ok(Value::text(data(this).name.clone()));
    },
    methods: methods! {
        Compare "int Compare(string string1, string string2)" "int Compare(string string1, string string2, System.Globalization.CompareOptions options)" => |engine, _, args| {
            let (first, second) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
            if first.is_null() || second.is_null() {
                return Ok(Value::Int(i32::from(!first.is_null()) - i32::from(!second.is_null())));
            }
            let (a, b) = pair(engine, args)?;
            Ok(Value::Int(by_options(&a, &b, options(args)).signum()))
        };
        IndexOf "int IndexOf(string source, string value)" "int IndexOf(string source, string value, System.Globalization.CompareOptions options)" => |engine, _, args| {
            let (text, value) = pair(engine, args)?;
            Ok(unit(&text, places(&text, &value, options(args)).first()))
        };
        IsPrefix "bool IsPrefix(string source, string prefix)" "bool IsPrefix(string source, string prefix, System.Globalization.CompareOptions options)" => |engine, _, args| {
            let (text, value) = pair(engine, args)?;
            Ok(Value::Bool(by_options(&part(&text, value.chars().count(), false), &value, options(args)) == 0))
        };
        IsSuffix "bool IsSuffix(string source, string suffix)" "bool IsSuffix(string source, string suffix, System.Globalization.CompareOptions options)" => |engine, _, args| {
            let (text, value) = pair(engine, args)?;
            Ok(Value::Bool(by_options(&part(&text, value.chars().count(), true), &value, options(args)) == 0))
        };
        LastIndexOf "int LastIndexOf(string source, string value)" "int LastIndexOf(string source, string value, System.Globalization.CompareOptions options)" => |engine, _, args| {
            let (text, value) = pair(engine, args)?;
            Ok(unit(&text, places(&text, &value, options(args)).last()))
        };
        ToString "string ToString()" => |_, this, _| Ok(Value::text(format!("CompareInfo - {}", data(this).name)));
    },
    ..Class::EMPTY
};
