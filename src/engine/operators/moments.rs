//! Arithmetic of dates and spans of time.

use super::arithmetic::{Sign, called_wrongly};
use super::refusal::{argument_failed, no_overload, numbered_argument_failed, text_is_no_number};
use crate::engine::types::datetime::DateTime;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, types};
use std::rc::Rc;

/// A span times or divided by a number, and a span divided by a span.
pub(super) fn span_by(engine: &mut Engine, sign: Sign, ticks: i64, right: &Value) -> Outcome<Value> {
    let method = sign.method();
    let divides = sign == Sign::Divide;
    match right {
        Value::TimeSpan(other) if divides => return Ok(Value::Double(ticks as f64 / *other as f64)),
        Value::Enum(value) if divides => return Ok(Value::Double(ticks as f64 / value.number as f64)),
        Value::Bool(_) | Value::DateTime(_) if divides => return Err(no_overload(method, true)),
        Value::Object(_) if divides && convert::first_key(right).is_some() => {
            return Err(argument_failed(method, right, "System.TimeSpan"));
        }
        Value::Array(_) | Value::Object(_) | Value::TimeSpan(_) => return Err(no_overload(method, false)),
        _ => {}
    }
    let Ok(Value::Double(number)) = convert::to_type(engine, right.clone(), &types::named("System.Double"))
    else {
        return Err(argument_failed(method, right, "System.Double"));
    };
    let product = if divides { ticks as f64 / number } else { ticks as f64 * number };
    Ok(Value::TimeSpan(scaled(product, sign)?))
}

/// The sum of two spans. Errors: more than a span can hold.
fn added(a: i64, b: i64, sign: Sign) -> Outcome<i64> {
    let sum = if sign == Sign::Subtract { a.checked_sub(b) } else { a.checked_add(b) };
    sum.ok_or_else(|| called_wrongly(sign, "System.OverflowException", TOO_LONG))
}

const TOO_LONG: &str = "TimeSpan overflowed because the duration is too long.";

/// Dates and spans of time.
pub(super) fn moments(
    engine: &mut Engine,
    sign: Sign,
    left: &Value,
    right: &Value,
) -> Outcome<Option<Value>> {
    if right.is_null() && matches!((left, sign), (Value::DateTime(_) | Value::TimeSpan(_), Sign::Add)) {
        return Err(argument_failed(sign.method(), right, "System.TimeSpan"));
    }
    let span = |_: &mut Engine, value: &Value| match types::timespan::convert(value) {
        Ok(Value::TimeSpan(ticks)) => Ok::<i64, Box<Fault>>(ticks),
        Ok(_) => Ok(0),
        Err(_) => Err(argument_failed(sign.method(), value, "System.TimeSpan")),
    };
    Ok(Some(match (left, sign, right) {
        (Value::DateTime(moment), Sign::Add, _) => {
            let ticks = span(engine, right)?;
            Value::DateTime(Rc::new(DateTime {
                ticks: moment.ticks.saturating_add(ticks),
                kind: moment.kind,
            }))
        }
        (Value::DateTime(moment), Sign::Subtract, Value::DateTime(other)) => {
            Value::TimeSpan(moment.ticks - other.ticks)
        }
        (Value::DateTime(_), Sign::Subtract, right) if !matches!(right, Value::TimeSpan(_)) => {
            let plain = convert::is_number(right) || matches!(right, Value::Char(_) | Value::Enum(_));
            return Err(no_overload(sign.method(), plain));
        }
        (Value::DateTime(moment), Sign::Subtract, _) => {
            let ticks = span(engine, right)?;
            Value::DateTime(Rc::new(DateTime {
                ticks: moment.ticks.saturating_sub(ticks),
                kind: moment.kind,
            }))
        }
        (Value::TimeSpan(ticks), Sign::Add | Sign::Subtract, _) => {
            Value::TimeSpan(added(*ticks, span(engine, right)?, sign)?)
        }
        _ => return Ok(None),
    }))
}

/// A number in front of a date or span: it converts to what .NET's operator takes.
pub(super) fn before_moments(sign: Sign, left: &Value, right: &Value) -> Outcome<Option<Value>> {
    let method = sign.method();
    let parsed;
    let left = match left {
        // Text in front of a date or span is read as a number first.
        Value::String(text)
            if matches!(right, Value::TimeSpan(_) | Value::DateTime(_)) && sign != Sign::Add =>
        {
            parsed = convert::number::parse(text).ok_or_else(|| text_is_no_number(left, &Value::Int(0)))?;
            &parsed
        }
        other => other,
    };
    let simple = left.is_null()
        || convert::is_number(left)
        || matches!(left, Value::Bool(_) | Value::Char(_) | Value::Enum(_) | Value::String(_));
    if !simple || matches!(left, Value::Decimal(_) | Value::BigInt(_)) {
        return Ok(None);
    }
    let span = |value: &Value| match (value, types::timespan::convert(value)) {
        (Value::Null | Value::Empty, _) => Ok(0),
        (_, Ok(Value::TimeSpan(ticks))) => Ok(ticks),
        _ => Err(numbered_argument_failed(0, method, value, "System.TimeSpan")),
    };
    Ok(Some(match (right, sign) {
        (Value::TimeSpan(ticks), Sign::Add | Sign::Subtract) => {
            Value::TimeSpan(added(span(left)?, *ticks, sign)?)
        }
        (Value::TimeSpan(ticks), Sign::Multiply) if !matches!(left, Value::String(_)) => {
            Value::TimeSpan(scaled(convert::to_double(left)? * *ticks as f64, sign)?)
        }
        (Value::TimeSpan(ticks), Sign::Divide) => Value::Double(span(left)? as f64 / *ticks as f64),
        (Value::DateTime(moment), Sign::Subtract) => {
            let start = match (left, types::datetime::convert(left)) {
                (Value::Null | Value::Empty, _) => 0,
                (_, Ok(Value::DateTime(start))) => start.ticks,
                _ => return Err(numbered_argument_failed(0, method, left, "System.DateTime")),
            };
            Value::TimeSpan(start - moment.ticks)
        }
        (Value::DateTime(_), Sign::Add) => {
            return Err(match types::datetime::convert(left) {
                Ok(_) => numbered_argument_failed(1, method, right, "System.TimeSpan"),
                Err(_) => numbered_argument_failed(0, method, left, "System.DateTime"),
            });
        }
        _ => return Ok(None),
    }))
}

/// A span of so many ticks. Errors: more than a span can hold.
fn scaled(ticks: f64, sign: Sign) -> Outcome<i64> {
    if ticks.is_nan() || ticks.abs() >= i64::MAX as f64 {
        return Err(called_wrongly(sign, "System.OverflowException", TOO_LONG));
    }
    Ok(ticks.round_ties_even() as i64)
}
