//! `System.Numerics.BigInteger`.

use super::{Class, Property, StaticMethod, StaticProperty, arguments, object};
use crate::engine::error::Exception;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};
use num_bigint::{BigInt, Sign};
use std::rc::Rc;

const NAME: &str = "System.Numerics.BigInteger";

/// Converts a number or text. Errors: neither.
pub fn from(value: &Value) -> Outcome<Value> {
    let number = match value {
        Value::BigInt(number) => return Ok(Value::BigInt(number.clone())),
        // Text is read as PowerShell reads numbers: too many digits make a double.
        Value::String(text) => match convert::number::parse(text) {
            Some(Value::Double(number)) => whole(number),
            Some(number) => truncated(&number),
            None => {
                let inner = Exception::new("System.FormatException", "The value could not be parsed.");
                return Err(convert::cast_failed(value, NAME, "InvalidCastParseTargetInvocation", inner));
            }
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

fn made(number: BigInt) -> Value {
    Value::BigInt(Rc::new(number))
}

/// An argument as a big integer.
fn argument(args: &[Value], index: usize) -> Outcome<BigInt> {
    match from(arguments::any(args, index)?.unwrapped())? {
        Value::BigInt(number) => Ok((*number).clone()),
        _ => Err(arguments::no_overload()),
    }
}

fn nonzero(number: &BigInt) -> Outcome {
    if *number == BigInt::ZERO {
        return Err(arguments::throw("System.DivideByZeroException", "Attempted to divide by zero."));
    }
    Ok(())
}

fn common_divisor(a: BigInt, b: BigInt) -> BigInt {
    let (mut a, mut b) = (BigInt::from(a.magnitude().clone()), BigInt::from(b.magnitude().clone()));
    while b != BigInt::ZERO {
        (a, b) = (b.clone(), a % b);
    }
    a
}

macro_rules! two {
    ($name:literal, $apply:expr) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static bigint ", $name, "(bigint left, bigint right)")],
            call: |_, args| {
                let apply: fn(BigInt, BigInt) -> Outcome<BigInt> = $apply;
                apply(argument(args, 0)?, argument(args, 1)?).map(made)
            },
        }
    };
}

macro_rules! test {
    ($name:literal, $test:expr) => {
        Property {
            name: $name,
            type_name: "bool",
            get: |_, this| {
                let test: fn(&BigInt) -> bool = $test;
                Ok(Value::Bool(test(&argument(std::slice::from_ref(this), 0)?)))
            },
            set: None,
        }
    };
}

pub static BIG_INTEGER: Class = Class {
    name: "System.Numerics.BigInteger",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IFormattable"],
    methods: super::number::METHODS,
    properties: &[
        test!("IsPowerOfTwo", |number| number.magnitude().count_ones() == 1 && number.sign() == Sign::Plus),
        test!("IsZero", |number| *number == BigInt::ZERO),
        test!("IsOne", |number| *number == BigInt::from(1)),
        test!("IsEven", |number| !number.bit(0)),
        Property {
            name: "Sign",
            type_name: "int",
            get: |_, this| {
                Ok(Value::Int(match argument(std::slice::from_ref(this), 0)?.sign() {
                    Sign::Minus => -1,
                    Sign::NoSign => 0,
                    Sign::Plus => 1,
                }))
            },
            set: None,
        },
    ],
    static_properties: &[
        StaticProperty { name: "MinusOne", type_name: "bigint", get: |_| from(&Value::Int(-1)), set: None },
        StaticProperty { name: "One", type_name: "bigint", get: |_| from(&Value::Int(1)), set: None },
        StaticProperty { name: "Zero", type_name: "bigint", get: |_| from(&Value::Int(0)), set: None },
    ],
    static_methods: &[
        two!("Add", |a, b| Ok(a + b)),
        two!("Subtract", |a, b| Ok(a - b)),
        two!("Multiply", |a, b| Ok(a * b)),
        two!("Divide", |a, b| nonzero(&b).map(|()| a / b)),
        two!("Remainder", |a, b| nonzero(&b).map(|()| a % b)),
        two!("Max", |a, b| Ok(a.max(b))),
        two!("Min", |a, b| Ok(a.min(b))),
        two!("GreatestCommonDivisor", |a, b| Ok(common_divisor(a, b))),
        StaticMethod {
            name: "Abs",
            signatures: &["static bigint Abs(bigint value)"],
            call: |_, args| Ok(made(BigInt::from(argument(args, 0)?.magnitude().clone()))),
        },
        StaticMethod {
            name: "Negate",
            signatures: &["static bigint Negate(bigint value)"],
            call: |_, args| Ok(made(-argument(args, 0)?)),
        },
        StaticMethod {
            name: "Compare",
            signatures: &["static int Compare(bigint left, bigint right)"],
            call: |_, args| Ok(Value::Int(argument(args, 0)?.cmp(&argument(args, 1)?) as i32)),
        },
        StaticMethod {
            name: "ModPow",
            signatures: &["static bigint ModPow(bigint value, bigint exponent, bigint modulus)"],
            call: |_, args| {
                let (base, exponent, modulus) = (argument(args, 0)?, argument(args, 1)?, argument(args, 2)?);
                nonzero(&modulus)?;
                if exponent.sign() == Sign::Minus {
                    return Err(arguments::out_of_range(
                        "The number must be greater than or equal to zero.",
                        "exponent",
                    ));
                }
                // .NET's remainder has the sign of the dividend, num-bigint's that of the modulus.
                let found = base.modpow(&exponent, &modulus);
                let odd = exponent.bit(0);
                Ok(made(if base.sign() == Sign::Minus && odd && found != BigInt::ZERO {
                    found - BigInt::from(modulus.magnitude().clone())
                } else {
                    found
                }))
            },
        },
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
