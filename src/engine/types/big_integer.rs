//! `System.Numerics.BigInteger`.

use super::{Class, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use num_bigint::BigInt;
use std::rc::Rc;

/// Converts a number or text. Errors: neither.
pub fn from(value: &Value) -> Outcome<Value> {
    let number = match value {
        Value::BigInt(number) => return Ok(Value::BigInt(number.clone())),
        Value::String(text) => match text.trim().parse::<BigInt>() {
            Ok(number) => Some(number),
            Err(_) => {
                convert::number::parse(text).and_then(|number| convert::to_i128(&number)).map(BigInt::from)
            }
        },
        Value::Double(number) => <BigInt as rust_decimal::prelude::FromPrimitive>::from_f64(number.trunc()),
        other => convert::to_i128(other).map(BigInt::from),
    };
    match number {
        Some(number) => Ok(Value::BigInt(Rc::new(number))),
        None => Err(convert::no_conversion(value, "System.Numerics.BigInteger")),
    }
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
