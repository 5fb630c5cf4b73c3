//! Values as text: what `"$x"` and casts to `[string]` give.

use super::number;
use crate::engine::object::{MemberBody, Members, Object, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member, types};
use std::borrow::Cow;

/// Levels of nested values that text shows.
const DEPTH: usize = 32;

/// A value as text. Errors: a script's `ToString` method failed.
pub fn to_text(engine: &mut Engine, value: &Value) -> Outcome<String> {
    match value {
        Value::String(text) => Ok(text.as_str().to_string()),
        Value::Int(number) => Ok(number.to_string()),
        other => nested(engine, other, DEPTH),
    }
}

/// [`to_text`] without a copy of what is text.
pub fn text_of<'a>(engine: &mut Engine, value: &'a Value) -> Outcome<Cow<'a, str>> {
    match value {
        Value::String(text) => Ok(Cow::Borrowed(text.as_str())),
        other => to_text(engine, other).map(Cow::Owned),
    }
}

fn nested(engine: &mut Engine, value: &Value, depth: usize) -> Outcome<String> {
    if depth == 0 {
        return Ok("...".into());
    }
    match value.unwrapped() {
        Value::Array(array) => {
            let items = array.items.borrow().clone();
            joined(engine, &items, depth)
        }
        Value::Object(object) => match &object.kind {
            ObjectKind::List { items, .. } => {
                let items = items.borrow().clone();
                joined(engine, &items, depth)
            }
            ObjectKind::Custom(members) => {
                if let Some(text) = overridden(engine, value)? {
                    return Ok(text);
                }
                let members = members.borrow().clone();
                match members.text() {
                    Some(text) => Ok(text),
                    None => custom(engine, &members, depth),
                }
            }
            ObjectKind::Native(native) => {
                if let Some(text) = overridden(engine, value)? {
                    return Ok(text);
                }
                match (native.to_text(), native.enumerate()) {
                    (Some(text), _) => Ok(text),
                    (None, Some(items)) => joined(engine, &items, depth),
                    (None, None) => Ok(types::type_of(value).reflection_name()),
                }
            }
            _ => match overridden(engine, value)? {
                Some(text) => Ok(text),
                None => Ok(crate::engine::class::text(engine, value)?.unwrap_or_else(|| display(value))),
            },
        },
        other => Ok(display(other)),
    }
}

/// A `ToString` method that a script added.
fn overridden(engine: &mut Engine, value: &Value) -> Outcome<Option<String>> {
    match member::script_method(value, "ToString") {
        Some(block) => {
            let items = engine.invoke_with_this(&block, value, &[])?;
            to_text(engine, &Value::from_output(items)).map(Some)
        }
        None => Ok(None),
    }
}

/// The text that a bag of properties has from where it was serialized.
pub fn kept_text(object: &Object) -> Option<String> {
    match &object.kind {
        ObjectKind::Custom(members) => members.borrow().text(),
        _ => None,
    }
}

/// Elements with `$OFS` between.
fn joined(engine: &mut Engine, items: &[Value], depth: usize) -> Outcome<String> {
    let separator = match engine.find_variable("ofs") {
        Some(value) if !matches!(value, Value::Array(_) | Value::Null) => display(&value),
        _ => " ".into(),
    };
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(&separator);
        }
        text.push_str(&match item.unwrapped() {
            Value::Array(_) => types::type_of(item).full_name(),
            Value::Object(object) if matches!(object.kind, ObjectKind::List { .. }) => {
                types::type_of(item).reflection_name()
            }
            Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_)) => {
                overridden(engine, item)?.or_else(|| kept_text(object)).unwrap_or_default()
            }
            _ => nested(engine, item, depth - 1)?,
        });
    }
    Ok(text)
}

/// `@{a=1; b=2}`
fn custom(engine: &mut Engine, members: &Members, depth: usize) -> Outcome<String> {
    let mut parts = Vec::new();
    for entry in members.iter().filter(|entry| !entry.hidden) {
        let MemberBody::Note(value) = &entry.body else { continue };
        let text = match value.unwrapped() {
            Value::Array(_) => types::type_of(value).full_name(),
            Value::Object(inner) => match &inner.kind {
                ObjectKind::Custom(_) => kept_text(inner).unwrap_or_default(),
                ObjectKind::Hashtable(_) | ObjectKind::List { .. } => types::type_of(value).reflection_name(),
                _ => nested(engine, value, depth - 1)?,
            },
            other => display(other),
        };
        parts.push(format!("{}={text}", entry.name));
    }
    Ok(if members.is_empty() { String::new() } else { format!("@{{{}}}", parts.join("; ")) })
}

/// An exception with those inside of it, as `Exception.ToString()` writes them.
fn exception_text(exception: &crate::engine::error::Exception) -> String {
    let own = format!("{}: {}", exception.class, exception.message);
    match &exception.inner {
        Some(inner) => {
            let inner = exception_text(inner);
            format!("{own}\n ---> {inner}\n   --- End of inner exception stack trace ---")
        }
        None => own,
    }
}

/// A value as text without asking scripts; collections by their type.
pub fn display(value: &Value) -> String {
    match value.unwrapped() {
        Value::Null | Value::Empty => String::new(),
        Value::Bool(value) => if *value { "True" } else { "False" }.into(),
        Value::Char(unit) => String::from_utf16_lossy(&[*unit]),
        Value::SByte(n) => n.to_string(),
        Value::Byte(n) => n.to_string(),
        Value::Int16(n) => n.to_string(),
        Value::UInt16(n) => n.to_string(),
        Value::Int(n) => n.to_string(),
        Value::UInt(n) => n.to_string(),
        Value::Long(n) => n.to_string(),
        Value::ULong(n) => n.to_string(),
        Value::Single(n) => named_infinity(f64::from(*n), 7),
        Value::Double(n) => named_infinity(*n, 15),
        Value::Decimal(n) => n.to_string(),
        Value::BigInt(n) => n.to_string(),
        Value::TimeSpan(ticks) => types::timespan::to_text(*ticks),
        Value::DateTime(moment) => types::datetime::invariant(moment),
        Value::String(text) => text.as_str().to_string(),
        Value::Block(block) => block.text().to_string(),
        Value::Type(of) => types::shown_name(of),
        Value::Enum(value) => types::enumeration::to_text(value),
        Value::Array(_) => types::type_of(value).full_name(),
        Value::Object(object) => match &object.kind {
            ObjectKind::Error(record) => record.current().message().to_string(),
            ObjectKind::Exception(exception) => exception_text(exception),
            ObjectKind::Native(native) => {
                native.to_text().unwrap_or_else(|| types::type_of(value).reflection_name())
            }
            ObjectKind::Custom(members) => members.borrow().text().unwrap_or_default(),
            ObjectKind::Instance { of, .. } => of.full_name(),
            ObjectKind::Hashtable(_) | ObjectKind::List { .. } => types::type_of(value).reflection_name(),
        },
        Value::Wrapped(wrapped) => display(&wrapped.base),
    }
}

/// A floating-point number as the invariant culture writes it.
fn named_infinity(number: f64, precision: usize) -> String {
    match number.is_infinite() {
        true => if number > 0.0 { "Infinity" } else { "-Infinity" }.into(),
        false => number::general(number, precision),
    }
}
