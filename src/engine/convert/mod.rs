//! PowerShell's conversions: to Boolean, text and numbers, and casts to any type.

mod cast;
mod enumeration;
mod integer;
mod literal;
pub mod number;
mod other;
mod refusal;
mod text;

pub(crate) use cast::to_array;
pub use cast::to_type;
pub use integer::{integer, to_int, to_long};
pub use literal::literal;
pub use refusal::not_an_enumerator;
pub(crate) use refusal::{
    cast_failed, first_key, invalid_cast_from, invalid_cast_to, no_conversion, no_such_property,
    no_such_property_of, shown,
};
pub use text::{display, kept_text, text_of, to_text};

use super::command::ActionPreference;
use super::error::{Category, Exception};
use super::object::ObjectKind;
use super::value::Value;
use super::{Fault, Outcome, types};
use rust_decimal::prelude::ToPrimitive;

/// Whether a value counts as true. Source: PowerShell's `LanguagePrimitives.IsTrue`.
pub fn to_bool(value: &Value) -> bool {
    match value.unwrapped() {
        Value::Null | Value::Empty => false,
        Value::Bool(value) => *value,
        Value::Char(unit) => *unit != 0,
        Value::String(text) => !text.is_empty(),
        Value::SByte(n) => *n != 0,
        Value::Byte(n) => *n != 0,
        Value::Int16(n) => *n != 0,
        Value::UInt16(n) => *n != 0,
        Value::Int(n) => *n != 0,
        Value::UInt(n) => *n != 0,
        Value::Long(n) => *n != 0,
        Value::ULong(n) => *n != 0,
        Value::Single(n) => *n != 0.0,
        Value::Double(n) => *n != 0.0,
        Value::Decimal(n) => !n.is_zero(),
        Value::BigInt(n) => n.sign() != num_bigint::Sign::NoSign,
        Value::Enum(value) => value.number != 0,
        Value::Array(array) => truth_of_items(&array.items.borrow()),
        Value::Object(object) => match &object.kind {
            ObjectKind::List { items, .. } => truth_of_items(&items.borrow()),
            ObjectKind::Native(native) => native.truth(),
            _ => true,
        },
        _ => true,
    }
}

/// None is false, one follows its element (an inner list counts by its length), more are true.
pub(crate) fn truth_of_items(items: &[Value]) -> bool {
    match items {
        [] => false,
        [one] => match one.unwrapped() {
            Value::Array(inner) => !inner.items.borrow().is_empty(),
            other => to_bool(other),
        },
        _ => true,
    }
}

/// A floating-point number.
pub fn to_double(value: &Value) -> Outcome<f64> {
    as_double(value).ok_or_else(|| not_a_number(value, "System.Double"))
}

/// A whole number from a number, text, character or Boolean; `None` when it is none.
pub fn to_i128(value: &Value) -> Option<i128> {
    Some(match value.unwrapped() {
        Value::Null | Value::Empty => 0,
        Value::Bool(value) => i128::from(*value),
        Value::Char(unit) => i128::from(*unit),
        Value::SByte(n) => i128::from(*n),
        Value::Byte(n) => i128::from(*n),
        Value::Int16(n) => i128::from(*n),
        Value::UInt16(n) => i128::from(*n),
        Value::Int(n) => i128::from(*n),
        Value::UInt(n) => i128::from(*n),
        Value::Long(n) => i128::from(*n),
        Value::ULong(n) => i128::from(*n),
        Value::Enum(value) => i128::from(value.number),
        Value::Single(n) => rounded(f64::from(*n))?,
        Value::Double(n) => rounded(*n)?,
        Value::Decimal(n) => {
            n.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointNearestEven).to_i128()?
        }
        Value::BigInt(n) => n.to_i128()?,
        Value::String(text) => to_i128(&number::parse(text)?)?,
        _ => return None,
    })
}

fn rounded(number: f64) -> Option<i128> {
    (number.is_finite() && number.abs() < 1e38).then(|| number.round_ties_even() as i128)
}

/// A floating-point number from a number, text, character or Boolean.
pub fn as_double(value: &Value) -> Option<f64> {
    match value.unwrapped() {
        Value::Single(n) => Some(f64::from(*n)),
        Value::Double(n) => Some(*n),
        Value::Decimal(n) => n.to_f64(),
        Value::BigInt(n) => n.to_f64(),
        Value::String(text) => number::parse(text).and_then(|number| as_double(&number)),
        other => to_i128(other).map(|number| number as f64),
    }
}

/// A number of whatever kind fits: text is read, everything else must be one.
pub fn to_number(value: Value) -> Outcome<Value> {
    match value.unwrapped() {
        Value::String(text) => number::parse(text).ok_or_else(|| not_a_number(&value, "System.Double")),
        Value::Null | Value::Empty => Ok(Value::Int(0)),
        Value::Bool(flag) => Ok(Value::Int(i32::from(*flag))),
        Value::Char(unit) => Ok(Value::Int(i32::from(*unit))),
        Value::Enum(value) => Ok(i32::try_from(value.number).map_or(Value::Long(value.number), Value::Int)),
        other if is_number(other) => Ok(other.clone()),
        other => Err(not_a_number(other, "System.Int32")),
    }
}

/// Whether a value is a number of any kind.
pub fn is_number(value: &Value) -> bool {
    matches!(
        value.unwrapped(),
        Value::SByte(_)
            | Value::Byte(_)
            | Value::Int16(_)
            | Value::UInt16(_)
            | Value::Int(_)
            | Value::UInt(_)
            | Value::Long(_)
            | Value::ULong(_)
            | Value::Single(_)
            | Value::Double(_)
            | Value::Decimal(_)
            | Value::BigInt(_)
    )
}

/// A preference by its name, or by so much of it that only one begins so.
fn named_action(names: &[(&str, ActionPreference)], text: &str) -> Option<ActionPreference> {
    let begins = |name: &str| name.get(..text.len()).is_some_and(|head| head.eq_ignore_ascii_case(text));
    let mut close = names.iter().filter(|(name, _)| !text.is_empty() && begins(name));
    let whole = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    let found = whole.or_else(|| close.next().filter(|_| close.next().is_none()));
    found.map(|(_, action)| *action)
}

/// A preference by name or number.
pub fn to_action(value: &Value) -> Option<ActionPreference> {
    use ActionPreference::*;
    const NAMES: [(&str, ActionPreference); 7] = [
        ("SilentlyContinue", SilentlyContinue),
        ("Stop", Stop),
        ("Continue", Continue),
        ("Inquire", Inquire),
        ("Ignore", Ignore),
        ("Suspend", Suspend),
        ("Break", Break),
    ];
    match value.unwrapped() {
        Value::Enum(value) => {
            usize::try_from(value.number).ok().and_then(|index| NAMES.get(index)).map(|(_, action)| *action)
        }
        Value::String(text) => match text.trim().parse::<usize>() {
            Ok(index) => NAMES.get(index).map(|(_, action)| *action),
            Err(_) => named_action(&NAMES, text.trim()),
        },
        other => to_i128(other)
            .and_then(|index| NAMES.get(usize::try_from(index).ok()?))
            .map(|(_, action)| *action),
    }
}

fn not_a_number(value: &Value, to: &str) -> Box<Fault> {
    let shown = display(value);
    match value.unwrapped() {
        Value::String(_) => {
            let inner = format!("The input string '{shown}' was not in a correct format.");
            invalid_cast(&shown, to, &inner, "System.FormatException", value)
        }
        other => {
            let kind = types::type_of(other).full_name();
            let message =
                format!("Cannot convert the \"{shown}\" value of type \"{kind}\" to type \"{to}\".");
            let exception = Exception::new("System.Management.Automation.PSInvalidCastException", message);
            Fault::error(
                exception,
                "ConvertToFinalInvalidCastException",
                Category::InvalidArgument,
                Value::Null,
            )
        }
    }
}

/// `Cannot convert value "x" to type "T". Error: "…"`
pub(crate) fn invalid_cast(
    shown: &str,
    to: &str,
    inner: &str,
    inner_class: &str,
    value: &Value,
) -> Box<Fault> {
    let message = format!("Cannot convert value \"{shown}\" to type \"{to}\". Error: \"{inner}\"");
    let short = to.rsplit('.').next().unwrap_or(to);
    let id = match value.unwrapped() {
        Value::String(_)
            if inner_class.ends_with("FormatException") || inner_class.ends_with("OverflowException") =>
        {
            let kind = if matches!(
                short,
                "Int32" | "Int64" | "Int16" | "Byte" | "SByte" | "UInt16" | "UInt32" | "UInt64"
            ) {
                "Integer"
            } else {
                "DoubleOrSingle"
            };
            if matches!(short, "Decimal" | "Double" | "Single") || kind == "Integer" {
                format!("InvalidCastFromStringTo{kind}")
            } else {
                "InvalidCastParseTargetInvocation".to_string()
            }
        }
        _ => "InvalidCastIConvertible".to_string(),
    };
    let class = "System.Management.Automation.PSInvalidCastException";
    let exception = Exception::new(class, message).with_inner(Exception::new(inner_class, inner));
    Fault::error(exception, id, Category::InvalidArgument, Value::Null)
}
