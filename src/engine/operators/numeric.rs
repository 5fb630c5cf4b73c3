//! Arithmetic of numbers: whole ones widen, decimals and big ones stay exact.

use super::arithmetic::{Sign, called_wrongly, no_operator, stopped};
use super::refusal::not_implemented;
use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, types};
use num_bigint::BigInt;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::rc::Rc;

pub(super) fn numeric(sign: Sign, a: &Value, b: &Value) -> Outcome<Value> {
    match (a, b) {
        (Value::Decimal(_), Value::BigInt(_)) => decimals(sign, a, b),
        (Value::BigInt(_), _) | (_, Value::BigInt(_)) => big(sign, a, b),
        (Value::Decimal(_), _) | (_, Value::Decimal(_)) => decimals(sign, a, b),
        (Value::Double(_) | Value::Single(_), _) | (_, Value::Double(_) | Value::Single(_)) => {
            // Singles, too, are added as doubles.
            Ok(Value::Double(floats(sign, convert::to_double(a)?, convert::to_double(b)?)))
        }
        _ => integers(sign, a, b),
    }
}

fn floats(sign: Sign, a: f64, b: f64) -> f64 {
    match sign {
        Sign::Add => a + b,
        Sign::Subtract => a - b,
        Sign::Multiply => a * b,
        Sign::Divide => a / b,
        Sign::Remainder => a % b,
    }
}

/// The double towards zero of a whole number.
fn truncated(number: i128) -> f64 {
    let bits = 128 - number.unsigned_abs().leading_zeros();
    let drop = bits.saturating_sub(53);
    ((number.unsigned_abs() >> drop) << drop) as f64 * if number < 0 { -1.0 } else { 1.0 }
}

/// Whole numbers: the wider type, a double when the result does not fit.
fn integers(sign: Sign, a: &Value, b: &Value) -> Outcome<Value> {
    let (Some(x), Some(y)) = (convert::to_i128(a), convert::to_i128(b)) else {
        return Err(no_operator(sign, a, b));
    };
    if matches!(sign, Sign::Divide | Sign::Remainder) && y == 0 {
        return Err(divided_by_zero());
    }
    // No whole type holds an unsigned long and a negative number.
    if (matches!(a, Value::ULong(_)) && y < 0) || (matches!(b, Value::ULong(_)) && x < 0) {
        return decimals(sign, a, b);
    }
    let long = |value: &Value| matches!(value, Value::Long(_) | Value::ULong(_));
    let approximate = || {
        Value::Double(match sign {
            // .NET goes by way of a big integer there, which drops bits instead of rounding.
            Sign::Multiply if long(a) || long(b) => match x.checked_mul(y) {
                Some(product) => truncated(product),
                None => x as f64 * y as f64,
            },
            _ => floats(sign, x as f64, y as f64),
        })
    };
    let result = match sign {
        Sign::Add => x + y,
        Sign::Subtract => x - y,
        Sign::Multiply => x.saturating_mul(y),
        Sign::Divide if x % y != 0 => return Ok(approximate()),
        Sign::Divide => x / y,
        Sign::Remainder => x % y,
    };
    let is_uint = |value: &Value| matches!(value, Value::UInt(_));
    let wide = |value: &Value| matches!(value, Value::Long(_) | Value::ULong(_));
    let fitted = match (a, b) {
        (Value::ULong(_), _) | (_, Value::ULong(_)) => u64::try_from(result).ok().map(Value::ULong),
        _ if wide(a) || wide(b) => i64::try_from(result).ok().map(Value::Long),
        // A negative number beside an unsigned one makes both wide.
        _ if (is_uint(a) && y < 0) || (is_uint(b) && x < 0) => i64::try_from(result).ok().map(Value::Long),
        _ if is_uint(a) || is_uint(b) => u32::try_from(result).ok().map(Value::UInt),
        _ => i32::try_from(result).ok().map(Value::Int),
    };
    Ok(fitted.unwrap_or_else(approximate))
}

pub fn divided_by_zero() -> Box<Fault> {
    let text = "Attempted to divide by zero.";
    let exception = Exception::runtime(text).with_inner(Exception::new("System.DivideByZeroException", text));
    Fault::error(exception, "RuntimeException", Category::NotSpecified, Value::Null)
}

fn decimals(sign: Sign, a: &Value, b: &Value) -> Outcome<Value> {
    let (a, b) = (as_decimal(a)?, as_decimal(b)?);
    if b.is_zero() && matches!(sign, Sign::Divide | Sign::Remainder) {
        return Err(divided_by_zero());
    }
    let result = match sign {
        Sign::Add => a.checked_add(b),
        Sign::Subtract => a.checked_sub(b),
        Sign::Multiply => a.checked_mul(b).map(|mut product| {
            if product.is_zero() {
                // .NET keeps the places of a zero.
                let _ = product.set_scale((a.scale() + b.scale()).min(28));
            }
            product
        }),
        Sign::Divide => a.checked_div(b).map(|quotient| shortened(quotient, a, b)),
        Sign::Remainder => a.checked_rem(b),
    };
    match result {
        Some(number) => Ok(Value::Decimal(Rc::new(number))),
        None => {
            let text = "Value was either too large or too small for a Decimal.";
            let exception =
                Exception::runtime(text).with_inner(Exception::new("System.OverflowException", text));
            Err(Fault::error(exception, "RuntimeException", Category::NotSpecified, Value::Null))
        }
    }
}

/// .NET keeps no zeros at a quotient's end that the operands' scales do not ask for.
fn shortened(mut quotient: Decimal, a: Decimal, b: Decimal) -> Decimal {
    let least = a.scale().saturating_sub(b.scale());
    while quotient.scale() > least {
        let shorter = quotient.round_dp(quotient.scale() - 1);
        if shorter != quotient {
            break;
        }
        quotient = shorter;
    }
    quotient
}

fn as_decimal(value: &Value) -> Outcome<Decimal> {
    let found = match value {
        Value::Decimal(number) => Some(**number),
        Value::Double(number) => convert::number::decimal_from_double(*number),
        Value::Single(number) => convert::number::decimal_from_double(f64::from(*number)),
        Value::BigInt(number) => convert::number::decimal(&number.to_string()),
        other => convert::to_i128(other).and_then(|number| Decimal::try_from_i128_with_scale(number, 0).ok()),
    };
    found.ok_or_else(|| {
        let text = "Value was either too large or too small for a Decimal.";
        stopped("System.OverflowException", text.to_string())
    })
}

fn big(sign: Sign, a: &Value, b: &Value) -> Outcome<Value> {
    let (a, b) = (as_big(a)?, as_big(b)?);
    if b == BigInt::ZERO && matches!(sign, Sign::Divide | Sign::Remainder) {
        return Err(called_wrongly(sign, "System.DivideByZeroException", "Attempted to divide by zero."));
    }
    Ok(Value::BigInt(Rc::new(match sign {
        Sign::Add => a + b,
        Sign::Subtract => a - b,
        Sign::Multiply => a * b,
        Sign::Divide => a / b,
        Sign::Remainder => a % b,
    })))
}

fn as_big(value: &Value) -> Outcome<BigInt> {
    match value {
        Value::BigInt(number) => Ok((**number).clone()),
        Value::Decimal(number) => Ok(BigInt::from(number.trunc().to_i128().unwrap_or_default())),
        Value::Double(_) | Value::Single(_) => match types::big_integer::from(value)? {
            Value::BigInt(number) => Ok((*number).clone()),
            _ => Err(not_implemented(Sign::Add.method(), value)),
        },
        other => match convert::to_i128(other) {
            Some(number) => Ok(BigInt::from(number)),
            None => Err(not_implemented(Sign::Add.method(), other)),
        },
    }
}
