//! The range operator.

use super::arithmetic::{LARGEST, stopped};
use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, types};

/// `1..5` and `'a'..'e'`.
pub fn range(left: &Value, right: &Value) -> Outcome<Value> {
    if let (Some(first), Some(last)) = (letter(left), letter(right)) {
        let items: Vec<Value> = match first <= last {
            true => (first..=last).map(Value::Char).collect(),
            false => (last..=first).rev().map(Value::Char).collect(),
        };
        return Ok(Value::array(items));
    }
    let (first, last) = (bound(left)?, bound(right)?);
    let count = (i64::from(last) - i64::from(first)).unsigned_abs() as usize + 1;
    if count > LARGEST {
        let message = "Array dimensions exceeded supported range.";
        return Err(Fault::error(
            Exception::new("System.OutOfMemoryException", message),
            "System.OutOfMemoryException",
            Category::OperationStopped,
            Value::Null,
        ));
    }
    Ok(Value::array(match first <= last {
        true => (first..=last).map(Value::Int).collect(),
        false => (last..=first).rev().map(Value::Int).collect(),
    }))
}

/// An end of a range as .NET's `Convert.ToInt32` reads it.
fn bound(value: &Value) -> Outcome<i32> {
    match value.unwrapped() {
        Value::Array(_) | Value::Object(_) | Value::TimeSpan(_) | Value::Type(_) | Value::Block(_) => {
            let kind = types::type_of(value).full_name();
            let message = format!("Unable to cast object of type '{kind}' to type 'System.IConvertible'.");
            Err(stopped("System.InvalidCastException", message))
        }
        Value::String(text) => match convert::number::parse(text) {
            Some(_) if !text.trim().is_empty() => convert::to_int(value),
            _ => {
                let message = format!("The input string '{text}' was not in a correct format.");
                Err(stopped("System.FormatException", message))
            }
        },
        other => convert::to_int(other),
    }
}

/// A single character that is not a digit.
fn letter(value: &Value) -> Option<u16> {
    match value.unwrapped() {
        Value::Char(unit) => Some(*unit),
        Value::String(text) => {
            let mut units = text.encode_utf16();
            match (units.next(), units.next()) {
                (Some(unit), None) if !(u16::from(b'0')..=u16::from(b'9')).contains(&unit) => Some(unit),
                _ => None,
            }
        }
        _ => None,
    }
}
