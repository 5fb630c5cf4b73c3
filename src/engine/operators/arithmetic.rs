//! `+ - * / %`, `..` and `++`: the left operand decides, numbers widen as PowerShell's do.

use super::refusal::{
    argument_failed, no_overload, not_defined, not_implemented, numbered_argument_failed, text_is_no_number,
};
use crate::engine::error::{Category, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::types::datetime::DateTime;
use crate::engine::value::{Array, EnumValue, Value};
use crate::engine::{Engine, Fault, Outcome, convert, member, types};
use num_bigint::BigInt;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cell::RefCell;
use std::rc::Rc;

/// The largest collection or text that `*` and `..` make, in elements.
const LARGEST: usize = 1 << 28;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl Sign {
    /// The .NET method that an error names.
    fn method(self) -> &'static str {
        match self {
            Sign::Add => "op_Addition",
            Sign::Subtract => "op_Subtraction",
            Sign::Multiply => "op_Multiply",
            Sign::Divide => "op_Division",
            Sign::Remainder => "op_Modulus",
        }
    }
}

pub fn add(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    match left.unwrapped() {
        Value::Null | Value::Empty => return Ok(if right.is_null() { Value::Null } else { right.clone() }),
        Value::String(text) => {
            let mut text = text.clone();
            match right {
                Value::String(more) => text.push_str(more),
                other => text.push_str(&convert::to_text(engine, other)?),
            }
            return Ok(Value::String(text));
        }
        Value::Char(_) => {
            let text = convert::display(left) + &convert::to_text(engine, right)?;
            return Ok(Value::text(text));
        }
        Value::Array(array) => {
            let items = array.items.borrow().clone();
            return append(engine, items, right);
        }
        Value::Object(object) => match &object.kind {
            ObjectKind::List { items, .. } => {
                let items = items.borrow().clone();
                return append(engine, items, right);
            }
            ObjectKind::Hashtable(table) => {
                let table = table.borrow().clone();
                return merge(engine, table, right);
            }
            _ if types::grid::is_grid(left) => {
                let items = member::enumerate(engine, left)?.unwrap_or_default();
                return append(engine, items, right);
            }
            _ => {}
        },
        _ => {}
    }
    arithmetic(engine, Sign::Add, left, right)
}

fn append(engine: &mut Engine, mut items: Vec<Value>, right: &Value) -> Outcome<Value> {
    match member::enumerate(engine, right)? {
        Some(more) => items.extend(more),
        None => items.push(if matches!(right, Value::Empty) {
            return Ok(Value::array(items));
        } else {
            right.clone()
        }),
    }
    Ok(Value::array(items))
}

fn merge(engine: &mut Engine, mut table: crate::engine::object::Hashtable, right: &Value) -> Outcome<Value> {
    if let Value::Object(object) = right.unwrapped()
        && let ObjectKind::Hashtable(more) = &object.kind
    {
        for (key, value) in more.borrow().iter() {
            if table.contains(key) {
                let shown = convert::to_text(engine, key)?;
                let message = format!(
                    "Item has already been added. Key in dictionary: '{shown}'  Key being added: '{shown}'"
                );
                return Err(Fault::error(
                    Exception::new("System.ArgumentException", message),
                    "System.ArgumentException",
                    Category::OperationStopped,
                    Value::Null,
                ));
            }
            table.set(key.clone(), value.clone());
        }
        return Ok(crate::engine::object::hashtable_value(table));
    }
    let message = "A hash table can only be added to another hash table.";
    Err(Fault::error(
        Exception::runtime(message),
        "AddHashTableToNonHashTable",
        Category::InvalidOperation,
        right.clone(),
    ))
}

pub fn subtract(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    arithmetic(engine, Sign::Subtract, left, right)
}

pub fn multiply(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    match left.unwrapped() {
        Value::Null | Value::Empty => return Ok(Value::Null),
        Value::String(text) => {
            let times = repetitions(right, text.len())?;
            return Ok(Value::text(text.repeat(times)));
        }
        Value::Array(array) => {
            let items = array.items.borrow().clone();
            let times = array_repetitions(engine, right, items.len())?;
            let mut product = Vec::with_capacity(items.len() * times);
            for _ in 0..times {
                product.extend(items.iter().cloned());
            }
            return Ok(Value::Array(Rc::new(Array {
                element: array.element.clone(),
                items: RefCell::new(product),
            })));
        }
        _ => {}
    }
    arithmetic(engine, Sign::Multiply, left, right)
}

/// How many times an array repeats: an unsigned number for .NET.
fn array_repetitions(engine: &mut Engine, times: &Value, length: usize) -> Outcome<usize> {
    let wanted = types::named("System.UInt32");
    let times = convert::to_type(engine, times.clone(), &wanted)?;
    repetitions(&times, length)
}

fn repetitions(times: &Value, length: usize) -> Outcome<usize> {
    let times = convert::to_int(times)?;
    let Ok(times) = usize::try_from(times) else {
        let message = format!(
            "times ('{times}') must be a non-negative value. (Parameter 'times')\nActual value was {times}."
        );
        return Err(Fault::error(
            Exception::new("System.ArgumentOutOfRangeException", message),
            "System.ArgumentOutOfRangeException",
            Category::OperationStopped,
            Value::Null,
        ));
    };
    if length.saturating_mul(times) > LARGEST {
        let message = "Exception of type 'System.OutOfMemoryException' was thrown.";
        return Err(Fault::error(
            Exception::new("System.OutOfMemoryException", message),
            "System.OutOfMemoryException",
            Category::OperationStopped,
            Value::Null,
        ));
    }
    Ok(times)
}

pub fn divide(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    arithmetic(engine, Sign::Divide, left, right)
}

pub fn remainder(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    arithmetic(engine, Sign::Remainder, left, right)
}

pub fn negate(engine: &mut Engine, value: &Value) -> Outcome<Value> {
    match value.unwrapped() {
        Value::Double(number) => Ok(Value::Double(-number)),
        Value::TimeSpan(ticks) => Ok(Value::TimeSpan(ticks.wrapping_neg())),
        _ => arithmetic(engine, Sign::Subtract, &Value::Int(0), value),
    }
}

/// What `++` and `--` count from. Errors: the value is not a number.
pub fn countable(value: &Value, operator: &str) -> Outcome<Value> {
    match value.unwrapped() {
        Value::Null | Value::Empty => Ok(Value::Int(0)),
        number if convert::is_number(number) && !matches!(number, Value::BigInt(_)) => Ok(number.clone()),
        enumerator @ Value::Enum(_) => Ok(enumerator.clone()),
        other => {
            let kind = types::type_of(other).full_name();
            let message =
                format!("The '{operator}' operator works only on numbers. The operand is a '{kind}'.");
            Err(Fault::runtime("OperatorRequiresNumber", message))
        }
    }
}

fn arithmetic(engine: &mut Engine, sign: Sign, left: &Value, right: &Value) -> Outcome<Value> {
    let (left, right) = (left.unwrapped(), right.unwrapped());
    if let Some(result) = crate::engine::class::operator(engine, sign.method(), left, right) {
        return result;
    }
    if let Value::Enum(of) = left
        && let Some(fault) = enumeration_refuses(sign, of, left, right)
    {
        return Err(fault);
    }
    if let (Value::TimeSpan(ticks), Sign::Multiply | Sign::Divide) = (left, sign) {
        return span_by(engine, sign, *ticks, right);
    }
    if let Some(value) = moments(engine, sign, left, right)? {
        return Ok(value);
    }
    if let Some(value) = before_moments(sign, left, right)? {
        return Ok(value);
    }
    let flag = Value::Bool(convert::to_bool(right));
    let right = match (left, right) {
        // A Boolean makes a Boolean of the enumeration's value beside it.
        (Value::Bool(_), Value::Enum(_)) if sign != Sign::Multiply => &flag,
        _ => right,
    };
    let a = operand(sign, left, left, right)?;
    let b = operand(sign, right, left, right)?;
    let floating = matches!(b, Value::Double(_) | Value::Single(_) | Value::Decimal(_) | Value::BigInt(_));
    let exact = matches!(b, Value::Decimal(_) | Value::BigInt(_));
    if sign == Sign::Multiply && matches!(left, Value::Bool(_) | Value::Char(_)) && !exact {
        return Err(match right {
            Value::String(_) | Value::Enum(_) => not_implemented(sign.method(), right),
            _ => not_defined("*", left, right),
        });
    }
    if sign != Sign::Multiply && matches!((left, right), (Value::Bool(_), Value::Decimal(_))) {
        return Err(no_coercion("System.Boolean"));
    }
    match left {
        Value::Enum(of) if !floating => enumerated(of, numeric(sign, &a, &b)?),
        _ => numeric(sign, &a, &b),
    }
}

/// A whole number as the value of an enumeration. Errors: it has become a floating-point number.
fn enumerated(of: &Rc<EnumValue>, result: Value) -> Outcome<Value> {
    match convert::to_i128(&result).and_then(|number| i64::try_from(number).ok()) {
        Some(number) if !matches!(result, Value::Double(_) | Value::Long(_)) => {
            Ok(Value::Enum(Rc::new(EnumValue { of: of.of.clone(), number: i64::from(number as i32) })))
        }
        _ => {
            let kind = types::type_of(&result).full_name();
            let message = format!("Unable to cast object of type '{kind}' to type '{}'.", of.of.full_name());
            Err(stopped("System.InvalidCastException", message))
        }
    }
}

/// What .NET's operators over an enumeration do not take on the right.
fn enumeration_refuses(sign: Sign, of: &EnumValue, left: &Value, right: &Value) -> Option<Box<Fault>> {
    let name = of.of.full_name();
    match right {
        Value::Decimal(_) => Some(no_coercion(&name)),
        Value::Double(_) | Value::Single(_) => {
            let message = format!("Unable to cast object of type '{name}' to type 'System.Double'.");
            Some(stopped("System.InvalidCastException", message))
        }
        Value::UInt(_) | Value::ULong(_) => {
            let message = format!(
                "The binary operator GreaterThanOrEqual is not defined for the types '{name}' and 'System.Int32'."
            );
            Some(stopped("System.InvalidOperationException", message))
        }
        Value::BigInt(_) | Value::TimeSpan(_) | Value::DateTime(_) => {
            Some(not_implemented(sign.method(), left))
        }
        _ => None,
    }
}

fn no_coercion(name: &str) -> Box<Fault> {
    let message = format!("No coercion operator is defined between types '{name}' and 'System.Decimal'.");
    stopped("System.InvalidOperationException", message)
}

/// A span times or divided by a number, and a span divided by a span.
fn span_by(engine: &mut Engine, sign: Sign, ticks: i64, right: &Value) -> Outcome<Value> {
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

/// A .NET operator that throws.
fn called_wrongly(sign: Sign, class: &str, text: &str) -> Box<Fault> {
    let message = format!("Exception calling \"{}\" with \"2\" argument(s): \"{text}\"", sign.method());
    let exception = Exception::new("System.Management.Automation.MethodInvocationException", message)
        .with_inner(Exception::new(class, text));
    Fault::error(exception, "DotNetMethodException", Category::NotSpecified, Value::Null)
}

/// A .NET exception of the operation itself.
fn stopped(class: &str, message: String) -> Box<Fault> {
    Fault::error(Exception::new(class, message), class, Category::OperationStopped, Value::Null)
}

/// Dates and spans of time.
fn moments(engine: &mut Engine, sign: Sign, left: &Value, right: &Value) -> Outcome<Option<Value>> {
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
fn before_moments(sign: Sign, left: &Value, right: &Value) -> Outcome<Option<Value>> {
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

/// One side as a number.
fn operand(sign: Sign, value: &Value, left: &Value, right: &Value) -> Outcome<Value> {
    Ok(match value {
        Value::Null | Value::Empty => Value::Int(0),
        Value::Bool(flag) => Value::Int(i32::from(*flag)),
        Value::Char(unit) => Value::Int(i32::from(*unit)),
        Value::Enum(value) => i32::try_from(value.number).map_or(Value::Long(value.number), Value::Int),
        Value::String(text) => match convert::number::parse(text) {
            Some(number) => number,
            None if matches!(left, Value::BigInt(_)) => {
                return Err(argument_failed(sign.method(), value, "System.Numerics.BigInteger"));
            }
            None => {
                let other = if std::ptr::eq(value, left) { right } else { left };
                return Err(text_is_no_number(value, other));
            }
        },
        number if convert::is_number(number) => number.clone(),
        _ => return Err(no_operator(sign, left, right)),
    })
}

/// Neither side's type knows the operator.
fn no_operator(sign: Sign, left: &Value, right: &Value) -> Box<Fault> {
    let method = sign.method();
    match left {
        Value::Decimal(_) if !convert::is_number(right) => argument_failed(method, right, "System.Decimal"),
        Value::BigInt(_) if !convert::is_number(right) => {
            argument_failed(method, right, "System.Numerics.BigInteger")
        }
        left if convert::is_number(left)
            || matches!(left, Value::Bool(_) | Value::Char(_) | Value::String(_) | Value::Null) =>
        {
            not_implemented(method, right)
        }
        left => not_implemented(method, left),
    }
}

fn numeric(sign: Sign, a: &Value, b: &Value) -> Outcome<Value> {
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
