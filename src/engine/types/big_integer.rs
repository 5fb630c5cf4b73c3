//! `System.Numerics.BigInteger`.

use super::{Class, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;
use crate::engine::error::Exception;
use crate::engine::{Fault, Outcome, convert};
use num_bigint::BigInt;
use std::rc::Rc;

const NAME: &str = "System.Numerics.BigInteger";

/// Converts a number or text. Errors: neither.
pub fn from(value: &Value) -> Outcome<Value> {
    let number = match value {
        Value::BigInt(number) => return Ok(Value::BigInt(number.clone())),
        Value::String(text) => match text.trim().parse::<BigInt>() {
            Ok(number) => Some(number),
            Err(_) => match convert::number::parse(text) {
                Some(Value::Double(number)) => whole(number),
                Some(number) => truncated(&number),
                None => {
                    let inner = Exception::new("System.FormatException", "The value could not be parsed.");
                    return Err(convert::cast_failed(value, NAME, "InvalidCastFromStringToInteger", inner));
                }
            },
        },
        Value::Double(number) if !number.is_finite() => return Err(not_finite(value, *number)),
        Value::Single(number) if !number.is_finite() => return Err(not_finite(value, f64::from(*number))),
        Value::Double(number) => whole(*number),
        Value::Single(number) => whole(f64::from(*number)),
        Value::DateTime(_) => return Err(convert::invalid_cast_from(value, NAME)),
        other => truncated(other),
    };
    match number {
        Some(number) => Ok(Value::BigInt(Rc::new(number))),
        None => Err(convert::no_conversion(value, NAME)),
    }
}

fn whole(number: f64) -> Option<BigInt> {
    <BigInt as rust_decimal::prelude::FromPrimitive>::from_f64(number.trunc())
}

fn truncated(value: &Value) -> Option<BigInt> {
    match value {
        Value::Decimal(number) => Some(BigInt::from(number.trunc().mantissa())),
        Value::Array(_) | Value::TimeSpan(_) | Value::Type(_) | Value::Block(_) => None,
        other => convert::to_i128(other).map(BigInt::from),
    }
}

fn not_finite(value: &Value, number: f64) -> Box<Fault> {
    let message =
        if number.is_nan() { "The value is not a number." } else { "BigInteger cannot represent infinity." };
    let inner = Exception::new("System.OverflowException", message);
    convert::cast_failed(value, NAME, "InvalidCastConstructorException", inner)
}

pub static BIG_INTEGER: Class = Class {
    name: "System.Numerics.BigInteger",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IFormattable"],
    static_properties: &[
        StaticProperty { name: "One", type_name: "bigint", get: |_| from(&Value::Int(1)), set: None },
        StaticProperty { name: "Zero", type_name: "bigint", get: |_| from(&Value::Int(0)), set: None },
    ],
    static_methods: &[
        StaticMethod {
            name: "Parse",
            signatures: &["static bigint Parse(string value)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                match text.trim().parse::<BigInt>() {
                    Ok(number) => Ok(Value::BigInt(Rc::new(number))),
                    Err(_) => {
                        Err(arguments::throw("System.FormatException", "The value could not be parsed."))
                    }
                }
            },
        },
        StaticMethod {
            name: "Pow",
            signatures: &["static bigint Pow(bigint value, int exponent)"],
            call: |_, args| {
                let exponent = u32::try_from(arguments::int(args, 1)?).map_err(|_| {
                    arguments::out_of_range("The number must be greater than or equal to zero.", "exponent")
                })?;
                match from(arguments::any(args, 0)?)? {
                    Value::BigInt(number) => Ok(Value::BigInt(Rc::new(number.pow(exponent)))),
                    other => Ok(other),
                }
            },
        },
    ],
    construct: Some(|_, args| from(args.first().unwrap_or(&Value::Int(0)))),
    constructors: &["bigint new(long value)"],
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BIG_INTEGER];
