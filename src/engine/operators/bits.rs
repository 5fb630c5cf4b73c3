//! `-band -bor -bxor -shl -shr -bnot`.
//!
//! Source: PowerShell's operations per type: whole numbers keep or widen their type, decimals and
//! floating-point numbers work on the unsigned whole number of their value.

use super::refusal::{argument_failed, not_defined, not_implemented};
use crate::engine::error::{Category, Exception};
use crate::engine::value::{EnumValue, Value};
use crate::engine::{Engine, Fault, Outcome, convert, types};
use crate::language::ast::BinaryOperator;
use num_bigint::BigInt;
use std::rc::Rc;

/// The .NET method that an error names.
fn method(operator: BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::BitAnd => "op_BitwiseAnd",
        BinaryOperator::BitOr => "op_BitwiseOr",
        BinaryOperator::BitXor => "op_ExclusiveOr",
        BinaryOperator::ShiftLeft => "op_LeftShift",
        _ => "op_RightShift",
    }
}

pub fn binary(engine: &mut Engine, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Value> {
    let (left, right) = (left.unwrapped(), right.unwrapped());
    if let Some(result) = crate::engine::class::operator(engine, method(operator), left, right) {
        return result;
    }
    match operator {
        BinaryOperator::ShiftLeft | BinaryOperator::ShiftRight => shift(engine, operator, left, right),
        _ => bitwise(engine, operator, left, right),
    }
}

/// Text becomes a number; a failure names the type of the other side.
fn operand(value: &Value, other: &Value) -> Outcome<Value> {
    match value {
        Value::Null | Value::Empty => Ok(Value::Int(0)),
        Value::Bool(flag) => Ok(Value::Int(i32::from(*flag))),
        Value::Char(unit) => Ok(Value::Int(i32::from(*unit))),
        Value::String(text) => match convert::number::parse(text) {
            Some(number) => Ok(number),
            None => Err(super::refusal::text_is_no_number(value, other)),
        },
        other => Ok(other.clone()),
    }
}

fn is_float(value: &Value) -> bool {
    matches!(value, Value::Double(_) | Value::Single(_) | Value::Decimal(_))
}

fn bitwise(engine: &mut Engine, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Value> {
    if let Value::Enum(value) = left
        && !is_float(right)
    {
        return enumerated(engine, operator, value, right);
    }
    let (a, b) = (operand(left, right)?, operand(right, left)?);
    let (a, b) = (whole_of_enum(a), whole_of_enum(b));
    if !convert::is_number(&a) || !convert::is_number(&b) {
        return Err(refused(operator, left, right, &a, &b));
    }
    if matches!(a, Value::BigInt(_)) || matches!(b, Value::BigInt(_)) {
        return match is_float(&a) || is_float(&b) {
            true => Err(null_reference()),
            false => Ok(big(operator, &a, &b)),
        };
    }
    if is_float(&a) || is_float(&b) {
        return unsigned_of_floats(engine, operator, &a, &b);
    }
    let (x, y) = (bits_of(&a), bits_of(&b));
    let found = match operator {
        BinaryOperator::BitAnd => x & y,
        BinaryOperator::BitOr => x | y,
        _ => x ^ y,
    };
    let any = |test: fn(&Value) -> bool| test(&a) || test(&b);
    Ok(if any(|value| matches!(value, Value::ULong(_))) {
        Value::ULong(found as u64)
    } else if any(|value| matches!(value, Value::Long(_))) {
        Value::Long(found)
    } else if any(|value| matches!(value, Value::UInt(_))) {
        Value::UInt(found as u32)
    } else {
        Value::Int(found as i32)
    })
}

fn whole_of_enum(value: Value) -> Value {
    match &value {
        Value::Enum(found) => i32::try_from(found.number).map_or(Value::Long(found.number), Value::Int),
        _ => value,
    }
}

/// The bits of a whole number, extended by its sign.
fn bits_of(value: &Value) -> i64 {
    match value {
        Value::ULong(number) => *number as i64,
        other => convert::to_i128(other).unwrap_or_default() as i64,
    }
}

fn enumerated(
    engine: &mut Engine,
    operator: BinaryOperator,
    value: &Rc<EnumValue>,
    right: &Value,
) -> Outcome<Value> {
    if matches!(right, Value::BigInt(_)) {
        return Err(not_implemented(method(operator), &Value::Enum(value.clone())));
    }
    let other = match right {
        Value::String(text) if text.is_empty() => Value::Int(0),
        Value::String(_) => convert::to_type(engine, right.clone(), &value.of)?,
        other => operand(other, &Value::Int(0))?,
    };
    let Some(other) = convert::to_i128(&other).filter(|_| {
        !matches!(other, Value::Array(_) | Value::Object(_) | Value::TimeSpan(_) | Value::DateTime(_))
    }) else {
        return Err(not_implemented(method(operator), &Value::Enum(value.clone())));
    };
    let (x, y) = (value.number, other as i64);
    let number = match operator {
        BinaryOperator::BitAnd => x & y,
        BinaryOperator::BitOr => x | y,
        _ => x ^ y,
    };
    let number = i64::from(number as i32);
    Ok(Value::Enum(Rc::new(EnumValue { of: value.of.clone(), number })))
}

fn big(operator: BinaryOperator, a: &Value, b: &Value) -> Value {
    let read = |value: &Value| match value {
        Value::BigInt(number) => (**number).clone(),
        other => BigInt::from(convert::to_i128(other).unwrap_or_default()),
    };
    let (a, b) = (read(a), read(b));
    Value::BigInt(Rc::new(match operator {
        BinaryOperator::BitAnd => a & b,
        BinaryOperator::BitOr => a | b,
        _ => a ^ b,
    }))
}

/// Decimals and floating-point numbers: unsigned, or signed when one side is negative.
fn unsigned_of_floats(engine: &mut Engine, operator: BinaryOperator, a: &Value, b: &Value) -> Outcome<Value> {
    if matches!(a, Value::Decimal(_)) || matches!(b, Value::Decimal(_)) {
        let wanted = types::named("System.Decimal");
        convert::to_type(engine, a.clone(), &wanted)?;
        convert::to_type(engine, b.clone(), &wanted)?;
    }
    let mut negative = false;
    // Beside a floating-point number a whole one becomes one, too.
    let doubles = [a, b].iter().any(|value| matches!(value, Value::Double(_) | Value::Single(_)));
    let mut read = |value: &Value| -> Outcome<u64> {
        let approximate;
        let value = match value {
            Value::Long(_) | Value::ULong(_) if doubles => {
                approximate = Value::Double(convert::to_double(value)?);
                &approximate
            }
            other => other,
        };
        if convert::as_double(value).is_some_and(|number| number < 0.0) {
            negative = true;
            return Ok(convert::to_long(value)? as u64);
        }
        match convert::to_type(engine, value.clone(), &types::named("System.UInt64"))? {
            Value::ULong(number) => Ok(number),
            _ => Ok(0),
        }
    };
    let (x, y) = (read(a)?, read(b)?);
    let found = match operator {
        BinaryOperator::BitAnd => x & y,
        BinaryOperator::BitOr => x | y,
        _ => x ^ y,
    };
    Ok(if negative { Value::Long(found as i64) } else { Value::ULong(found) })
}

fn null_reference() -> Box<Fault> {
    let text = "Object reference not set to an instance of an object.";
    Fault::error(
        Exception::new("System.NullReferenceException", text),
        "System.NullReferenceException",
        Category::OperationStopped,
        Value::Null,
    )
}

fn refused(operator: BinaryOperator, left: &Value, right: &Value, a: &Value, b: &Value) -> Box<Fault> {
    let plain = |value: &Value| matches!(value, Value::Double(_) | Value::Single(_));
    let is_date = |value: &Value| matches!(value, Value::DateTime(_));
    if (is_float(a) && !matches!(b, Value::DateTime(_))) || (is_float(b) && !is_date(a)) {
        return null_reference();
    }
    if plain(a) && is_date(b) {
        return not_implemented(method(operator), right);
    }
    if let (Value::BigInt(_), false) = (a, convert::is_number(b)) {
        return argument_failed(method(operator), right, "System.Numerics.BigInteger");
    }
    let primitive = convert::is_number(a) && !matches!(a, Value::Decimal(_));
    not_implemented(method(operator), if primitive { right } else { left })
}

/// How far a shift goes, as a 32-bit number.
fn shift(engine: &mut Engine, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Value> {
    if left.is_null() {
        return Ok(Value::Int(0));
    }
    if matches!(left, Value::Bool(_) | Value::Char(_)) {
        return Err(shift_of_primitive(operator, left, right)?);
    }
    let value = operand(left, right)?;
    if let Value::String(text) = right
        && convert::number::parse(text).is_none()
    {
        return Err(super::refusal::text_is_no_number(right, left));
    }
    match &value {
        Value::Enum(of) => {
            if !convert::is_number(right) && !matches!(right, Value::DateTime(_)) {
                shift_count(engine, right)?;
            }
            let name = if operator == BinaryOperator::ShiftLeft { "LeftShift" } else { "RightShift" };
            let message = format!(
                "The binary operator {name} is not defined for the types '{}' and 'System.Int32'.",
                of.of.full_name()
            );
            Err(Fault::error(
                Exception::new("System.InvalidOperationException", message),
                "System.InvalidOperationException",
                Category::OperationStopped,
                Value::Null,
            ))
        }
        Value::BigInt(number) => {
            let count = match right {
                Value::Array(_) | Value::Object(_) | Value::TimeSpan(_) => shift_count(engine, right)?,
                _ => shift_count(engine, right)
                    .map_err(|_| argument_failed(method(operator), right, "System.Int32"))?,
            };
            let forward = (operator == BinaryOperator::ShiftLeft) == (count >= 0);
            let steps = count.unsigned_abs() as usize;
            if forward && steps > 1 << 24 {
                let text = "Arithmetic operation resulted in an overflow.";
                let name = method(operator);
                let message = format!("Exception calling \"{name}\" with \"2\" argument(s): \"{text}\"");
                let exception =
                    Exception::new("System.Management.Automation.MethodInvocationException", message)
                        .with_inner(Exception::new("System.OverflowException", text));
                return Err(Fault::error(
                    exception,
                    "DotNetMethodException",
                    Category::NotSpecified,
                    Value::Null,
                ));
            }
            Ok(Value::BigInt(Rc::new(if forward { &**number << steps } else { &**number >> steps })))
        }
        number if convert::is_number(number) => {
            let count = shift_count(engine, right)?;
            shifted(operator == BinaryOperator::ShiftLeft, number, count as u32)
        }
        _ => Err(not_implemented(method(operator), left)),
    }
}

fn shift_count(engine: &mut Engine, right: &Value) -> Outcome<i32> {
    match convert::to_type(engine, right.clone(), &types::named("System.Int32"))? {
        Value::Int(count) => Ok(count),
        _ => Ok(0),
    }
}

/// Booleans and characters have no shifts; the error depends on what stands right.
fn shift_of_primitive(operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Box<Fault>> {
    let read = operand(right, left)?;
    let right = if matches!(right, Value::String(_)) { &read } else { right };
    Ok(match right {
        Value::BigInt(_) => argument_failed(method(operator), right, "System.Int32"),
        Value::Array(_)
        | Value::Object(_)
        | Value::DateTime(_)
        | Value::TimeSpan(_)
        | Value::Decimal(_)
        | Value::Enum(_) => not_implemented(method(operator), right),
        _ => not_defined(if operator == BinaryOperator::ShiftLeft { "-shl" } else { "-shr" }, left, right),
    })
}

fn shifted(to_left: bool, number: &Value, count: u32) -> Outcome<Value> {
    macro_rules! by {
        ($value:expr, $wide:ty, $type:ty, $variant:ident) => {{
            let wide = *$value as $wide;
            let found = if to_left { wide.wrapping_shl(count) } else { wide.wrapping_shr(count) };
            Ok(Value::$variant(found as $type))
        }};
    }
    match number {
        Value::SByte(value) => by!(value, i32, i8, SByte),
        Value::Byte(value) => by!(value, i32, u8, Byte),
        Value::Int16(value) => by!(value, i32, i16, Int16),
        Value::UInt16(value) => by!(value, i32, u16, UInt16),
        Value::Int(value) => by!(value, i32, i32, Int),
        Value::UInt(value) => by!(value, u32, u32, UInt),
        Value::Long(value) => by!(value, i64, i64, Long),
        Value::ULong(value) => by!(value, u64, u64, ULong),
        other => {
            let whole = narrowed(other)?;
            shifted(to_left, &whole, count)
        }
    }
}

/// The smallest of int, uint, long and ulong that holds a decimal or floating-point number.
fn narrowed(value: &Value) -> Outcome<Value> {
    let number = convert::to_i128(value);
    let fits = |number: i128| {
        i32::try_from(number)
            .map(Value::Int)
            .or_else(|_| u32::try_from(number).map(Value::UInt))
            .or_else(|_| i64::try_from(number).map(Value::Long))
            .or_else(|_| u64::try_from(number).map(Value::ULong))
            .ok()
    };
    match number.and_then(fits) {
        Some(whole) => Ok(whole),
        None => Err(convert::no_conversion(value, "System.UInt64")),
    }
}

pub fn not(value: &Value) -> Outcome<Value> {
    let value = value.unwrapped();
    if let Value::Enum(found) = value {
        return Ok(Value::Enum(Rc::new(EnumValue { of: found.of.clone(), number: !found.number })));
    }
    Ok(match operand(value, &Value::Int(0))? {
        Value::Int(number) => Value::Int(!number),
        Value::Long(number) => Value::Long(!number),
        Value::UInt(number) => Value::UInt(!number),
        Value::ULong(number) => Value::ULong(!number),
        Value::BigInt(number) => Value::BigInt(Rc::new(!&*number)),
        other @ (Value::Double(_) | Value::Single(_) | Value::Decimal(_)) => {
            let whole = narrowed(&other)?;
            return not(&whole);
        }
        other => match convert::to_i128(&other).filter(|_| convert::is_number(&other)) {
            Some(number) => Value::Int(!(number as i32)),
            None => match convert::to_int(value) {
                Ok(number) => Value::Int(!number),
                Err(fault) => return Err(fault),
            },
        },
    })
}
