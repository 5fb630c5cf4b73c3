//! One value as the text of a cell.

use crate::engine::object::ObjectKind;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member, types};
use unicode_width::UnicodeWidthChar;

/// Columns that a text takes in a terminal.
pub fn width(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// Cuts a text to a width, with `…` where something is missing: at the end, or at the start.
pub fn cut(text: &str, most: usize, from_start: bool) -> String {
    if width(text) <= most {
        return text.to_string();
    }
    if most == 0 {
        return String::new();
    }
    let mut kept = String::new();
    let mut used = 0;
    let characters: Vec<char> =
        if from_start { text.chars().rev().collect() } else { text.chars().collect() };
    for character in characters {
        let size = character.width().unwrap_or(0);
        if used + size > most - 1 {
            break;
        }
        used += size;
        kept.push(character);
    }
    if from_start { format!("…{}", kept.chars().rev().collect::<String>()) } else { kept + "…" }
}

/// Whether a column whose first value is this one stands at the right.
pub fn is_right(value: &Value) -> bool {
    convert::is_number(value)
        || matches!(value.unwrapped(), Value::Bool(_) | Value::Char(_) | Value::Enum(_) | Value::TimeSpan(_))
}

/// A value's text in a table or list; `table` shows numbers with fixed decimals.
pub fn text(engine: &mut Engine, value: &Value, table: bool) -> Outcome<String> {
    match value.unwrapped() {
        Value::Null | Value::Empty => Ok(String::new()),
        Value::Double(_) | Value::Single(_) | Value::Decimal(_) if table => {
            crate::engine::operators::format_number(value, "F2")
        }
        Value::Double(number) => Ok(convert::number::shortest(*number)),
        Value::Single(number) => Ok(convert::number::shortest_single(*number)),
        Value::DateTime(moment) => Ok(types::datetime::format(moment, "G")),
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(table) => {
                let entries = types::hashtable::entries(table);
                let mut parts = Vec::new();
                for entry in entries {
                    let key = member::get(engine, &entry, "Key")?.unwrap_or_default();
                    let value = member::get(engine, &entry, "Value")?.unwrap_or_default();
                    parts.push(format!(
                        "[{}, {}]",
                        convert::to_text(engine, &key)?,
                        convert::to_text(engine, &value)?
                    ));
                }
                Ok(braced(engine, parts))
            }
            _ => match member::enumerate(engine, value)? {
                Some(items) => collection(engine, &items),
                None => convert::to_text(engine, value),
            },
        },
        Value::Array(array) => {
            let items = array.items.borrow().clone();
            collection(engine, &items)
        }
        _ => convert::to_text(engine, value),
    }
}

fn collection(engine: &mut Engine, items: &[Value]) -> Outcome<String> {
    let mut parts = Vec::new();
    for item in items {
        parts.push(convert::to_text(engine, item)?);
    }
    Ok(braced(engine, parts))
}

/// `{a, b, c, d…}` after `$FormatEnumerationLimit`.
fn braced(engine: &mut Engine, parts: Vec<String>) -> String {
    let limit = engine
        .find_variable("formatenumerationlimit")
        .and_then(|value| convert::to_i128(&value))
        .unwrap_or(4);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = if parts.len() > limit { "…" } else { "" };
    let shown: Vec<&str> = parts.iter().take(limit).map(String::as_str).collect();
    format!("{{{}{more}}}", shown.join(", "))
}
