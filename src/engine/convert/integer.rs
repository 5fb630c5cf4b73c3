//! Casts to the whole-number types.

use super::refusal::{cast_failed, invalid_cast_from, no_conversion};
use super::{number, to_i128};
use crate::engine::error::Exception;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};

/// A whole-number type: its .NET name, and what an overflow calls it.
struct Kind {
    name: &'static str,
    called: &'static str,
    least: i128,
    most: i128,
    make: fn(i128) -> Value,
}

/// One row of the table.
macro_rules! kind {
    ($type:ty, $variant:ident, $name:literal, $called:literal) => {
        Kind {
            name: $name,
            called: $called,
            least: <$type>::MIN as i128,
            most: <$type>::MAX as i128,
            make: |number| Value::$variant(number as $type),
        }
    };
}
const KINDS: &[Kind] = &[
    kind!(i32, Int, "System.Int32", "an Int32"),
    kind!(i64, Long, "System.Int64", "an Int64"),
    kind!(u8, Byte, "System.Byte", "an unsigned byte"),
    kind!(i16, Int16, "System.Int16", "an Int16"),
    kind!(u32, UInt, "System.UInt32", "a UInt32"),
    kind!(u64, ULong, "System.UInt64", "a UInt64"),
    kind!(i8, SByte, "System.SByte", "a signed byte"),
    kind!(u16, UInt16, "System.UInt16", "a UInt16"),
];

/// Casts to a whole-number type by name; `None` for other names.
pub fn integer(name: &str, value: &Value) -> Option<Outcome<Value>> {
    KINDS.iter().find(|kind| kind.name == name).map(|kind| cast(kind, value))
}

/// A 32-bit whole number. Errors as the cast `[int]` gives them.
pub fn to_int(value: &Value) -> Outcome<i32> {
    match cast_named("System.Int32", value.unwrapped())? {
        Value::Int(number) => Ok(number),
        _ => Ok(0),
    }
}

/// A 64-bit whole number. Errors as the cast `[long]` gives them.
pub fn to_long(value: &Value) -> Outcome<i64> {
    match cast_named("System.Int64", value.unwrapped())? {
        Value::Long(number) => Ok(number),
        _ => Ok(0),
    }
}

fn cast_named(name: &str, value: &Value) -> Outcome<Value> {
    integer(name, value).unwrap_or_else(|| Err(no_conversion(value, name)))
}

fn cast(kind: &Kind, value: &Value) -> Outcome<Value> {
    match value {
        Value::String(text) => from_text(kind, value, text),
        Value::DateTime(_) => Err(invalid_cast_from(value, kind.name)),
        Value::Array(_) | Value::Object(_) | Value::TimeSpan(_) | Value::Type(_) | Value::Block(_) => {
            Err(no_conversion(value, kind.name))
        }
        other => match to_i128(other).filter(|number| (kind.least..=kind.most).contains(number)) {
            Some(number) => Ok((kind.make)(number)),
            None => Err(too_large(kind, other)),
        },
    }
}

/// What .NET says of a number that does not fit: it goes by way of another type for some pairs.
fn too_large(kind: &Kind, value: &Value) -> Box<Fault> {
    let small = matches!(kind.name, "System.Byte" | "System.SByte" | "System.Int16" | "System.UInt16");
    let outside = to_i128(value).is_none_or(|number| i32::try_from(number).is_err());
    let floating = matches!(value, Value::Double(_) | Value::Single(_));
    let big = matches!(value, Value::BigInt(_));
    let message = if small && outside && (floating || big) {
        "Value was either too large or too small for an Int32.".to_string()
    } else if (floating && matches!(kind.name, "System.Int64" | "System.UInt64")) || (small && big) {
        "Arithmetic operation resulted in an overflow.".to_string()
    } else {
        format!("Value was either too large or too small for {}.", kind.called)
    };
    let id = if big { "InvalidCastTargetInvocationExceptionop_Explicit" } else { "InvalidCastIConvertible" };
    cast_failed(value, kind.name, id, Exception::new("System.OverflowException", message))
}

/// `0xFF`, `&hFF` and `#FF`, as .NET's converters of integers read them: the bits of the type, with the
/// highest one as its sign. `None` for other text and for too many bits.
fn hexadecimal(kind: &Kind, text: &str) -> Option<i128> {
    let text = text.trim();
    let digits = ["#", "0x", "0X", "&h", "&H"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = i128::from_str_radix(digits, 16).ok()?;
    let values = kind.most - kind.least + 1;
    (number < values).then_some(if number > kind.most { number - values } else { number })
}

/// Digits are read as they are; other numeric text by way of a floating-point number.
fn from_text(kind: &Kind, value: &Value, text: &str) -> Outcome<Value> {
    if let Some(number) = hexadecimal(kind, text) {
        return Ok((kind.make)(number));
    }
    let read = number::parse(text);
    let found = read.as_ref().and_then(to_i128);
    if let Some(number) = found.filter(|number| (kind.least..=kind.most).contains(number)) {
        return Ok((kind.make)(number));
    }
    let plain = text.trim();
    let digits = plain.strip_prefix(['+', '-']).unwrap_or(plain);
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit())
        || digits.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("0x"));
    let prefixed = digits.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("0x"));
    let inner = match read {
        None if prefixed => {
            Exception::new("System.FormatException", "Could not find any recognizable digits.")
        }
        Some(_) if is_whole => Exception::new(
            "System.OverflowException",
            format!("Value was either too large or too small for {}.", kind.called),
        ),
        _ => Exception::new(
            "System.FormatException",
            format!("The input string '{text}' was not in a correct format."),
        ),
    };
    Err(cast_failed(value, kind.name, "InvalidCastFromStringToInteger", inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(name: &str, value: impl Into<Value>) -> String {
        match *integer(name, &value.into()).unwrap().unwrap_err() {
            Fault::Error { record, .. } => record.message().to_string(),
            _ => String::new(),
        }
    }

    #[test]
    fn overflows_say_what_dotnet_says() {
        assert!(message("System.Byte", 1e20).contains("an Int32"));
        assert!(message("System.Byte", 300).contains("an unsigned byte"));
        assert!(message("System.UInt64", 1e20).contains("Arithmetic operation"));
        assert!(message("System.Byte", "1e3").contains("not in a correct format"));
        assert!(matches!(integer("System.Int32", &"1e3".into()), Some(Ok(Value::Int(1000)))));
    }
}
