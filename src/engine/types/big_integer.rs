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

macro_rules! xy {
    ($name:literal, $apply:expr) => {
        two!($name "x" "y", |a, b| {
            let apply: fn(BigInt, BigInt) -> BigInt = $apply;
            Ok(apply(a, b))
        })
    };
}

/// The natural logarithm, of numbers larger than a double, too.
fn logarithm(number: &BigInt) -> f64 {
    match number.sign() {
        Sign::Minus => f64::NAN,
        Sign::NoSign => f64::NEG_INFINITY,
        Sign::Plus => {
            let drop = number.bits().saturating_sub(64);
            let head = number >> drop;
            let head = rust_decimal::prelude::ToPrimitive::to_f64(&head).unwrap_or(f64::INFINITY);
            head.ln() + drop as f64 * std::f64::consts::LN_2
        }
    }
}

/// The bits turned to the left, in as many words of 32 bits as the number has.
fn rotated(number: &BigInt, steps: i64) -> BigInt {
    let width = number.bits().div_ceil(32).max(1) * 32;
    let steps = steps.rem_euclid(width as i64) as u64;
    let limit = BigInt::from(1) << width;
    let pattern = if number.sign() == Sign::Minus { number + &limit } else { number.clone() };
    let turned = ((&pattern << steps) | (&pattern >> (width - steps))) % &limit;
    if number.sign() == Sign::Minus && turned.bit(width - 1) { turned - limit } else { turned }
}

/// Two's complement, the lowest byte first.
fn bytes(this: &Value, args: &[Value]) -> Outcome<Value> {
    let number = argument(std::slice::from_ref(this), 0)?;
    let flag = |index: usize| args.get(index).is_some_and(convert::to_bool);
    let mut found = match flag(0) {
        true if number.sign() == Sign::Minus => {
            return Err(arguments::throw(
                "System.OverflowException",
                "Negative values do not have an unsigned representation.",
            ));
        }
        true => number.to_bytes_le().1,
        false => number.to_signed_bytes_le(),
    };
    if flag(1) {
        found.reverse();
    }
    Ok(arguments::bytes(found))
}

/// `CompareTo` of another number. Errors: it is none.
fn compare(engine: &mut crate::engine::Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let other = arguments::any(args, 0)?;
    if !other.is_null()
        && super::class_of(other).name != NAME
        && !matches!(other, Value::Long(_) | Value::ULong(_))
    {
        let message = "The parameter must be a BigInteger. (Parameter 'obj')";
        return Err(arguments::throw("System.ArgumentException", message));
    }
    let order = crate::engine::operators::compare(engine, this, other, false)?;
    Ok(Value::Int(order.map_or(1, |order| order as i32)))
}

/// `Equals` of another number; what is none is not equal.
fn equal(engine: &mut crate::engine::Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let other = arguments::any(args, 0)?;
    let number = super::class_of(other).name == NAME || matches!(other, Value::Long(_) | Value::ULong(_));
    Ok(Value::Bool(number && crate::engine::operators::equal(engine, this, other, false)?))
}

const METHODS: &[super::Method] = super::table::methods! {
    CompareTo "int CompareTo(long other)" "int CompareTo(ulong other)" "int CompareTo(bigint other)" "int CompareTo(System.Object obj)" => compare;
    Equals "bool Equals(System.Object obj)" "bool Equals(long other)" "bool Equals(ulong other)" "bool Equals(bigint other)" => equal;
    GetBitLength "long GetBitLength()" => |_, this, _| {
        let number = argument(std::slice::from_ref(this), 0)?;
        let plain = if number.sign() == Sign::Minus { -number - 1 } else { number };
        Ok(Value::Long(plain.bits() as i64))
    };
    GetByteCount "int GetByteCount(bool isUnsigned = False)" => |_, this, args| {
        let found = bytes(this, args.get(..args.len().min(1)).unwrap_or_default())?;
        Ok(super::array::length(&found))
    };
    ToByteArray "byte[] ToByteArray()" "byte[] ToByteArray(bool isUnsigned = False, bool isBigEndian = False)" => |_, this, args| bytes(this, args);
    TryWriteBytes "bool TryWriteBytes(System.Span[byte] destination, [ref] int bytesWritten, bool isUnsigned = False, bool isBigEndian = False)" => |_, _, _| Err(arguments::no_overload());
};

const ALL: [super::Method; METHODS.len() + super::number::METHODS.len()] =
    super::table::joined(METHODS, super::number::METHODS);

macro_rules! two {
    ($name:literal, $apply:expr) => {
        two!($name "left" "right", $apply)
    };
    ($name:literal $first:literal $second:literal, $apply:expr) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static bigint ", $name, "(bigint ", $first, ", bigint ", $second, ")")],
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
    methods: &ALL,
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
        two!("Divide" "dividend" "divisor", |a, b| nonzero(&b).map(|()| a / b)),
        two!("Remainder" "dividend" "divisor", |a, b| nonzero(&b).map(|()| a % b)),
        two!("Max", |a, b| Ok(a.max(b))),
        two!("Min", |a, b| Ok(a.min(b))),
        two!("GreatestCommonDivisor", |a, b| Ok(common_divisor(a, b))),
        StaticMethod {
            name: "IsEvenInteger",
            signatures: &["static bool IsEvenInteger(bigint value)"],
            call: |_, args| Ok(Value::Bool(!argument(args, 0)?.bit(0))),
        },
        StaticMethod {
            name: "IsOddInteger",
            signatures: &["static bool IsOddInteger(bigint value)"],
            call: |_, args| Ok(Value::Bool(argument(args, 0)?.bit(0))),
        },
        StaticMethod {
            name: "IsNegative",
            signatures: &["static bool IsNegative(bigint value)"],
            call: |_, args| Ok(Value::Bool(argument(args, 0)?.sign() == Sign::Minus)),
        },
        StaticMethod {
            name: "IsPositive",
            signatures: &["static bool IsPositive(bigint value)"],
            call: |_, args| Ok(Value::Bool(argument(args, 0)?.sign() != Sign::Minus)),
        },
        StaticMethod {
            name: "IsPow2",
            signatures: &["static bool IsPow2(bigint value)"],
            call: |_, args| {
                Ok(Value::Bool({
                    let number = argument(args, 0)?;
                    number.sign() == Sign::Plus && number.magnitude().count_ones() == 1
                }))
            },
        },
        StaticMethod {
            name: "PopCount",
            signatures: &["static bigint PopCount(bigint value)"],
            call: |_, args| Ok(made(BigInt::from(argument(args, 0)?.magnitude().count_ones()))),
        },
        StaticMethod {
            name: "TrailingZeroCount",
            signatures: &["static bigint TrailingZeroCount(bigint value)"],
            call: |_, args| Ok(made(BigInt::from(argument(args, 0)?.trailing_zeros().unwrap_or(32)))),
        },
        StaticMethod {
            name: "Log2",
            signatures: &["static bigint Log2(bigint value)"],
            call: |_, args| Ok(made(BigInt::from(argument(args, 0)?.bits().saturating_sub(1)))),
        },
        StaticMethod {
            name: "Log",
            signatures: &[
                "static double Log(bigint value)",
                "static double Log(bigint value, double baseValue)",
            ],
            call: |_, args| {
                let number = logarithm(&argument(args, 0)?);
                Ok(Value::Double(if args.len() > 1 {
                    number / arguments::double(args, 1)?.ln()
                } else {
                    number
                }))
            },
        },
        StaticMethod {
            name: "Log10",
            signatures: &["static double Log10(bigint value)"],
            call: |_, args| Ok(Value::Double(logarithm(&argument(args, 0)?) / std::f64::consts::LN_10)),
        },
        StaticMethod {
            name: "DivRem",
            signatures: &[
                "static bigint DivRem(bigint dividend, bigint divisor, [ref] bigint remainder)",
                "static System.ValueTuple[bigint,bigint] DivRem(bigint left, bigint right)",
            ],
            call: |engine, args| {
                let (a, b) = (argument(args, 0)?, argument(args, 1)?);
                nonzero(&b)?;
                let (quotient, remainder) = (made(&a / &b), made(&a % &b));
                match args.get(2) {
                    Some(target) => {
                        super::reference::assign(engine, target, remainder)?;
                        Ok(quotient)
                    }
                    None => Ok(super::tuple::value(vec![quotient, remainder], true)),
                }
            },
        },
        StaticMethod {
            name: "Clamp",
            signatures: &["static bigint Clamp(bigint value, bigint min, bigint max)"],
            call: |_, args| {
                let (value, least, most) = (argument(args, 0)?, argument(args, 1)?, argument(args, 2)?);
                if least > most {
                    return Err(super::number_functions::bad_limits(&least.to_string(), &most.to_string()));
                }
                Ok(made(value.clamp(least, most)))
            },
        },
        xy!("MaxMagnitude", |a, b| if a.magnitude() > b.magnitude()
            || (a.magnitude() == b.magnitude() && a > b)
        {
            a
        } else {
            b
        }),
        xy!("MinMagnitude", |a, b| if a.magnitude() < b.magnitude()
            || (a.magnitude() == b.magnitude() && a < b)
        {
            a
        } else {
            b
        }),
        StaticMethod {
            name: "CopySign",
            signatures: &["static bigint CopySign(bigint value, bigint sign)"],
            call: |_, args| {
                let (value, sign) = (argument(args, 0)?, argument(args, 1)?);
                let plain = BigInt::from(value.magnitude().clone());
                Ok(made(if sign.sign() == Sign::Minus { -plain } else { plain }))
            },
        },
        StaticMethod {
            name: "CreateChecked",
            signatures: &["static bigint CreateChecked[TOther](TOther value)"],
            call: |_, args| argument(args, 0).map(made),
        },
        StaticMethod {
            name: "CreateSaturating",
            signatures: &["static bigint CreateSaturating[TOther](TOther value)"],
            call: |_, args| argument(args, 0).map(made),
        },
        StaticMethod {
            name: "CreateTruncating",
            signatures: &["static bigint CreateTruncating[TOther](TOther value)"],
            call: |_, args| argument(args, 0).map(made),
        },
        StaticMethod {
            name: "RotateLeft",
            signatures: &["static bigint RotateLeft(bigint value, int rotateAmount)"],
            call: |_, args| Ok(made(rotated(&argument(args, 0)?, i64::from(arguments::int(args, 1)?)))),
        },
        StaticMethod {
            name: "RotateRight",
            signatures: &["static bigint RotateRight(bigint value, int rotateAmount)"],
            call: |_, args| Ok(made(rotated(&argument(args, 0)?, -i64::from(arguments::int(args, 1)?)))),
        },
        StaticMethod {
            name: "TryParse",
            signatures: &[
                "static bool TryParse(string value, [ref] bigint result)",
                "static bool TryParse(string value, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] bigint result)",
                "static bool TryParse(System.ReadOnlySpan[char] value, [ref] bigint result)",
                "static bool TryParse(System.ReadOnlySpan[char] value, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] bigint result)",
                "static bool TryParse(string s, System.IFormatProvider provider, [ref] bigint result)",
                "static bool TryParse(System.ReadOnlySpan[char] s, System.IFormatProvider provider, [ref] bigint result)",
            ],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let found = text.trim().parse::<BigInt>().ok();
                let good = found.is_some();
                super::reference::assign(
                    engine,
                    args.last().unwrap_or(&Value::Null),
                    made(found.unwrap_or_default()),
                )?;
                Ok(Value::Bool(good))
            },
        },
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
            signatures: &[
                "static bigint Parse(string value)",
                "static bigint Parse(string value, System.Globalization.NumberStyles style)",
                "static bigint Parse(string value, System.IFormatProvider provider)",
                "static bigint Parse(string value, System.Globalization.NumberStyles style, System.IFormatProvider provider)",
                "static bigint Parse(System.ReadOnlySpan[char] value, System.Globalization.NumberStyles style = System.Globalization.NumberStyles.Integer, System.IFormatProvider provider = null)",
                "static bigint Parse(System.ReadOnlySpan[char] s, System.IFormatProvider provider)",
            ],
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
    constructors: &[
        "bigint new(int value)",
        "bigint new(uint value)",
        "bigint new(long value)",
        "bigint new(ulong value)",
        "bigint new(float value)",
        "bigint new(double value)",
        "bigint new(decimal value)",
        "bigint new(byte[] value)",
        "bigint new(System.ReadOnlySpan[byte] value, bool isUnsigned = False, bool isBigEndian = False)",
    ],
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BIG_INTEGER];
