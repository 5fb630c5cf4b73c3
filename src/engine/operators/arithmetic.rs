//! `+ - * / %`, `..` and `++`: the left operand decides, numbers widen as PowerShell's do.

use super::moments::{before_moments, moments, span_by};
use super::numeric::numeric;
use super::refusal::{argument_failed, not_defined, not_implemented, text_is_no_number};
use crate::engine::error::{Category, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::value::{Array, EnumValue, Value};
use crate::engine::{Engine, Fault, Outcome, convert, member, types};
use std::cell::RefCell;
use std::rc::Rc;

/// The largest collection or text that `*` and `..` make, in elements.
pub(super) const LARGEST: usize = 1 << 28;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl Sign {
    /// The .NET method that an error names.
    pub(super) fn method(self) -> &'static str {
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
    if let Some(result) = types::operator(engine, sign.method(), left, right) {
        return result.map_err(|fault| match *fault {
            Fault::Error { record, .. } if record.id == types::arguments::THROWN => {
                called_wrongly(sign, &record.exception.class, &record.exception.message)
            }
            other => Box::new(other),
        });
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
pub(super) fn no_operator(sign: Sign, left: &Value, right: &Value) -> Box<Fault> {
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

/// A .NET exception of the operation itself.
pub(super) fn stopped(class: &str, message: String) -> Box<Fault> {
    Fault::error(Exception::new(class, message), class, Category::OperationStopped, Value::Null)
}

/// A .NET operator that throws.
pub(super) fn called_wrongly(sign: Sign, class: &str, text: &str) -> Box<Fault> {
    let message = format!("Exception calling \"{}\" with \"2\" argument(s): \"{text}\"", sign.method());
    let exception = Exception::new("System.Management.Automation.MethodInvocationException", message)
        .with_inner(Exception::new(class, text));
    Fault::error(exception, "DotNetMethodException", Category::NotSpecified, Value::Null)
}
