//! `System.Math`.

use super::{Class, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use rust_decimal::RoundingStrategy;
use std::cmp::Ordering;
use std::rc::Rc;

macro_rules! function {
    ($name:literal, $parameter:literal, $apply:expr) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static double ", $name, "(double ", $parameter, ")")],
            call: |_, args| {
                let apply: fn(f64) -> f64 = $apply;
                Ok(Value::Double(apply(arguments::double(args, 0)?)))
            },
        }
    };
}

/// The remainder to the nearest multiple, half to even. Source: IEEE 754.
pub(super) fn remainder(x: f64, y: f64) -> f64 {
    let plain = x % y;
    if plain.is_nan() || (plain == 0.0 && !x.is_sign_negative()) {
        return plain;
    }
    if plain == 0.0 {
        return -0.0;
    }
    let other = plain - y.abs() * x.signum();
    if other.abs() == plain.abs() {
        let ratio = x / y;
        return if ratio.round_ties_even().abs() > ratio.abs() { other } else { plain };
    }
    if other.abs() < plain.abs() { other } else { plain }
}

fn rounding(args: &[Value]) -> RoundingStrategy {
    match args.iter().skip(1).map(convert::display).find(|text| text.parse::<i32>().is_err()).as_deref() {
        Some("AwayFromZero") => RoundingStrategy::MidpointAwayFromZero,
        Some("ToZero") => RoundingStrategy::ToZero,
        Some("ToNegativeInfinity") => RoundingStrategy::ToNegativeInfinity,
        Some("ToPositiveInfinity") => RoundingStrategy::ToPositiveInfinity,
        _ => RoundingStrategy::MidpointNearestEven,
    }
}

/// `Round` of a decimal or a double: digits, a mode, or both.
pub(super) fn round(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let _ = engine;
    let decimal = matches!(arguments::any(args, 0)?.unwrapped(), Value::Decimal(_));
    let digits = match args.get(1) {
        Some(value) if !matches!(value, Value::Enum(_) | Value::String(_)) => convert::to_int(value)?,
        _ => 0,
    };
    let (most, message, parameter) = match decimal {
        true => (28, "Decimal can only round to between 0 and 28 digits of precision.", "decimals"),
        false => (15, "Rounding digits must be between 0 and 15, inclusive.", "digits"),
    };
    let places = u32::try_from(digits).ok().filter(|places| *places <= most);
    let Some(places) = places else { return Err(arguments::out_of_range(message, parameter)) };
    let how = rounding(args);
    match arguments::any(args, 0)?.unwrapped() {
        Value::Decimal(number) => Ok(Value::Decimal(Rc::new(number.round_dp_with_strategy(places, how)))),
        other => Ok(Value::Double(round_double(convert::to_double(other)?, digits, how))),
    }
}

fn round_double(number: f64, digits: i32, how: RoundingStrategy) -> f64 {
    let scale = 10f64.powi(digits);
    let scaled = number * scale;
    if !scaled.is_finite() || scaled.abs() > 1e16 {
        return number;
    }
    let rounded = match how {
        RoundingStrategy::MidpointAwayFromZero => scaled.round(),
        RoundingStrategy::ToZero => scaled.trunc(),
        RoundingStrategy::ToNegativeInfinity => scaled.floor(),
        RoundingStrategy::ToPositiveInfinity => scaled.ceil(),
        _ => scaled.round_ties_even(),
    };
    rounded / scale
}

/// The cube root as the C library's `cbrt` computes it, correctly rounded for almost all numbers.
pub(super) fn cube_root(number: f64) -> f64 {
    let root = number.cbrt();
    if root == 0.0 || !root.is_finite() {
        return root;
    }
    // One step of Newton's method with an exact remainder picks the nearest double.
    let square = root * root;
    let square_error = root.mul_add(root, -square);
    let cube = square * root;
    let cube_error = square.mul_add(root, -cube) + square_error * root;
    root - ((cube - number) + cube_error) / (3.0 * square)
}

/// The larger or smaller of two numbers of one type.
fn choose(engine: &mut Engine, args: &[Value], wanted: Ordering) -> Outcome<Value> {
    let (a, b) = (arguments::any(args, 0)?.unwrapped(), arguments::any(args, 1)?.unwrapped());
    for value in [a, b] {
        if convert::as_double(value).is_some_and(f64::is_nan) {
            return Ok(value.clone());
        }
    }
    let order = operators::compare(engine, a, b, false)?;
    Ok(if order == Some(wanted) { a.clone() } else { b.clone() })
}

fn clamp(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (least, most) = (arguments::any(args, 1)?, arguments::any(args, 2)?);
    if operators::compare(engine, least, most, false)? == Some(Ordering::Greater) {
        return Err(super::number_functions::bad_limits(&convert::display(least), &convert::display(most)));
    }
    let value = args.first().cloned().unwrap_or_default();
    if operators::compare(engine, &value, least, false)? == Some(Ordering::Less) {
        return Ok(least.clone());
    }
    let above = operators::compare(engine, &value, most, false)? == Some(Ordering::Greater);
    Ok(if above { most.clone() } else { value })
}

fn absolute(value: &Value) -> Outcome<Value> {
    let overflow = || {
        arguments::throw(
            "System.OverflowException",
            "Negating the minimum value of a twos complement number is invalid.",
        )
    };
    Ok(match value {
        Value::SByte(number) => Value::SByte(number.checked_abs().ok_or_else(overflow)?),
        Value::Int16(number) => Value::Int16(number.checked_abs().ok_or_else(overflow)?),
        Value::Int(number) => Value::Int(number.checked_abs().ok_or_else(overflow)?),
        Value::Long(number) => Value::Long(number.checked_abs().ok_or_else(overflow)?),
        Value::Decimal(number) => Value::Decimal(Rc::new(number.abs())),
        Value::Single(number) => Value::Single(number.abs()),
        other => Value::Double(convert::to_double(other)?.abs()),
    })
}

fn sign(value: &Value) -> Outcome<Value> {
    let number = match value {
        Value::Decimal(number) if number.is_zero() => 0.0,
        Value::Decimal(number) => {
            if number.is_sign_negative() {
                -1.0
            } else {
                1.0
            }
        }
        other => convert::to_double(other)?,
    };
    if number.is_nan() {
        return Err(arguments::throw(
            "System.ArithmeticException",
            "Function does not accept floating point Not-a-Number values.",
        ));
    }
    Ok(Value::Int(if number > 0.0 { 1 } else { -i32::from(number < 0.0) }))
}

fn divide(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (a, b) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
    let of = super::type_of(a);
    let (Some(x), Some(y)) = (convert::to_i128(a), convert::to_i128(b)) else {
        return Err(arguments::no_overload());
    };
    if y == 0 {
        return Err(arguments::throw("System.DivideByZeroException", "Attempted to divide by zero."));
    }
    let mut part = |number: i128| {
        let wide = i64::try_from(number).map_or(Value::ULong(number as u64), Value::Long);
        convert::to_type(engine, wide, &of)
    };
    let (quotient, remainder) = (part(x / y)?, part(x % y)?);
    match args.get(2) {
        Some(target) => {
            super::reference::assign(engine, target, remainder)?;
            Ok(quotient)
        }
        None => Ok(super::tuple::value(vec![quotient, remainder], true)),
    }
}

/// The product of two numbers in the next wider type.
fn big_product(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (a, b) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
    let (Some(x), Some(y)) = (convert::to_i128(a), convert::to_i128(b)) else {
        return Err(arguments::no_overload());
    };
    Ok(match (a, args.get(2)) {
        (Value::Int(_), None) => Value::Long((x * y) as i64),
        (Value::UInt(_), None) => Value::ULong((x * y) as u64),
        (Value::Long(_), Some(low)) => {
            let product = x * y;
            super::reference::assign(engine, low, Value::Long(product as i64))?;
            Value::Long((product >> 64) as i64)
        }
        (Value::ULong(_), Some(low)) => {
            let product = (x as u128) * (y as u128);
            super::reference::assign(engine, low, Value::ULong(product as u64))?;
            Value::ULong((product >> 64) as u64)
        }
        _ => {
            return Err(arguments::throw(
                "System.NotSupportedException",
                "fedsh has no Int128; give a [ref] for the low half.",
            ));
        }
    })
}

/// Applies to a decimal as a decimal, to everything else as a double.
fn whole(
    args: &[Value],
    decimal: fn(&rust_decimal::Decimal) -> rust_decimal::Decimal,
    double: fn(f64) -> f64,
) -> Outcome<Value> {
    match arguments::any(args, 0)?.unwrapped() {
        Value::Decimal(number) => Ok(Value::Decimal(Rc::new(decimal(number)))),
        other => Ok(Value::Double(double(convert::to_double(other)?))),
    }
}

fn two(args: &[Value], how: fn(f64, f64) -> f64) -> Outcome<Value> {
    Ok(Value::Double(how(arguments::double(args, 0)?, arguments::double(args, 1)?)))
}

static MATH: Class = Class {
    name: "System.Math",
    base: Some(&object::OBJECT),
    static_properties: &[
        StaticProperty {
            name: "E",
            type_name: "double",
            get: |_| Ok(Value::Double(std::f64::consts::E)),
            set: None,
        },
        StaticProperty {
            name: "PI",
            type_name: "double",
            get: |_| Ok(Value::Double(std::f64::consts::PI)),
            set: None,
        },
        StaticProperty {
            name: "Tau",
            type_name: "double",
            get: |_| Ok(Value::Double(std::f64::consts::TAU)),
            set: None,
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "Abs",
            signatures: &[
                "static short Abs(short value)",
                "static int Abs(int value)",
                "static long Abs(long value)",
                "static System.IntPtr Abs(System.IntPtr value)",
                "static sbyte Abs(sbyte value)",
                "static decimal Abs(decimal value)",
                "static double Abs(double value)",
                "static float Abs(float value)",
            ],
            call: |_, args| absolute(arguments::any(args, 0)?.unwrapped()),
        },
        StaticMethod {
            name: "BigMul",
            signatures: &[
                "static ulong BigMul(uint a, uint b)",
                "static long BigMul(int a, int b)",
                "static ulong BigMul(ulong a, ulong b, [ref] ulong low)",
                "static long BigMul(long a, long b, [ref] long low)",
                "static System.UInt128 BigMul(ulong a, ulong b)",
                "static System.Int128 BigMul(long a, long b)",
            ],
            call: big_product,
        },
        StaticMethod {
            name: "Ceiling",
            signatures: &["static double Ceiling(double a)", "static decimal Ceiling(decimal d)"],
            call: |_, args| whole(args, rust_decimal::Decimal::ceil, f64::ceil),
        },
        StaticMethod {
            name: "Clamp",
            signatures: &[
                "static byte Clamp(byte value, byte min, byte max)",
                "static decimal Clamp(decimal value, decimal min, decimal max)",
                "static double Clamp(double value, double min, double max)",
                "static short Clamp(short value, short min, short max)",
                "static int Clamp(int value, int min, int max)",
                "static long Clamp(long value, long min, long max)",
                "static System.IntPtr Clamp(System.IntPtr value, System.IntPtr min, System.IntPtr max)",
                "static sbyte Clamp(sbyte value, sbyte min, sbyte max)",
                "static float Clamp(float value, float min, float max)",
                "static ushort Clamp(ushort value, ushort min, ushort max)",
                "static uint Clamp(uint value, uint min, uint max)",
                "static ulong Clamp(ulong value, ulong min, ulong max)",
                "static System.UIntPtr Clamp(System.UIntPtr value, System.UIntPtr min, System.UIntPtr max)",
            ],
            call: clamp,
        },
        StaticMethod {
            name: "DivRem",
            signatures: &[
                "static int DivRem(int a, int b, [ref] int result)",
                "static long DivRem(long a, long b, [ref] long result)",
                "static System.ValueTuple[sbyte,sbyte] DivRem(sbyte left, sbyte right)",
                "static System.ValueTuple[byte,byte] DivRem(byte left, byte right)",
                "static System.ValueTuple[short,short] DivRem(short left, short right)",
                "static System.ValueTuple[ushort,ushort] DivRem(ushort left, ushort right)",
                "static System.ValueTuple[int,int] DivRem(int left, int right)",
                "static System.ValueTuple[uint,uint] DivRem(uint left, uint right)",
                "static System.ValueTuple[long,long] DivRem(long left, long right)",
                "static System.ValueTuple[ulong,ulong] DivRem(ulong left, ulong right)",
                "static System.ValueTuple[System.IntPtr,System.IntPtr] DivRem(System.IntPtr left, System.IntPtr right)",
                "static System.ValueTuple[System.UIntPtr,System.UIntPtr] DivRem(System.UIntPtr left, System.UIntPtr right)",
            ],
            call: divide,
        },
        StaticMethod {
            name: "Floor",
            signatures: &["static double Floor(double d)", "static decimal Floor(decimal d)"],
            call: |_, args| whole(args, rust_decimal::Decimal::floor, f64::floor),
        },
        StaticMethod {
            name: "Truncate",
            signatures: &["static decimal Truncate(decimal d)", "static double Truncate(double d)"],
            call: |_, args| whole(args, rust_decimal::Decimal::trunc, f64::trunc),
        },
        StaticMethod {
            name: "Round",
            signatures: &[
                "static decimal Round(decimal d)",
                "static decimal Round(decimal d, int decimals)",
                "static decimal Round(decimal d, System.MidpointRounding mode)",
                "static decimal Round(decimal d, int decimals, System.MidpointRounding mode)",
                "static double Round(double a)",
                "static double Round(double value, int digits)",
                "static double Round(double value, System.MidpointRounding mode)",
                "static double Round(double value, int digits, System.MidpointRounding mode)",
            ],
            call: round,
        },
        StaticMethod {
            name: "Max",
            signatures: &[
                "static byte Max(byte val1, byte val2)",
                "static decimal Max(decimal val1, decimal val2)",
                "static double Max(double val1, double val2)",
                "static short Max(short val1, short val2)",
                "static int Max(int val1, int val2)",
                "static long Max(long val1, long val2)",
                "static System.IntPtr Max(System.IntPtr val1, System.IntPtr val2)",
                "static sbyte Max(sbyte val1, sbyte val2)",
                "static float Max(float val1, float val2)",
                "static ushort Max(ushort val1, ushort val2)",
                "static uint Max(uint val1, uint val2)",
                "static ulong Max(ulong val1, ulong val2)",
                "static System.UIntPtr Max(System.UIntPtr val1, System.UIntPtr val2)",
            ],
            call: |engine, args| choose(engine, args, Ordering::Greater),
        },
        StaticMethod {
            name: "Min",
            signatures: &[
                "static byte Min(byte val1, byte val2)",
                "static decimal Min(decimal val1, decimal val2)",
                "static double Min(double val1, double val2)",
                "static short Min(short val1, short val2)",
                "static int Min(int val1, int val2)",
                "static long Min(long val1, long val2)",
                "static System.IntPtr Min(System.IntPtr val1, System.IntPtr val2)",
                "static sbyte Min(sbyte val1, sbyte val2)",
                "static float Min(float val1, float val2)",
                "static ushort Min(ushort val1, ushort val2)",
                "static uint Min(uint val1, uint val2)",
                "static ulong Min(ulong val1, ulong val2)",
                "static System.UIntPtr Min(System.UIntPtr val1, System.UIntPtr val2)",
            ],
            call: |engine, args| choose(engine, args, Ordering::Less),
        },
        StaticMethod {
            name: "Sign",
            signatures: &[
                "static int Sign(decimal value)",
                "static int Sign(double value)",
                "static int Sign(short value)",
                "static int Sign(int value)",
                "static int Sign(long value)",
                "static int Sign(System.IntPtr value)",
                "static int Sign(sbyte value)",
                "static int Sign(float value)",
            ],
            call: |_, args| sign(arguments::any(args, 0)?.unwrapped()),
        },
        StaticMethod {
            name: "Log",
            signatures: &["static double Log(double d)", "static double Log(double a, double newBase)"],
            call: |_, args| {
                let number = arguments::double(args, 0)?;
                Ok(Value::Double(if args.len() > 1 {
                    number.ln() / arguments::double(args, 1)?.ln()
                } else {
                    number.ln()
                }))
            },
        },
        StaticMethod {
            name: "Atan2",
            signatures: &["static double Atan2(double y, double x)"],
            call: |_, args| two(args, f64::atan2),
        },
        StaticMethod {
            name: "CopySign",
            signatures: &["static double CopySign(double x, double y)"],
            call: |_, args| two(args, f64::copysign),
        },
        StaticMethod {
            name: "IEEERemainder",
            signatures: &["static double IEEERemainder(double x, double y)"],
            call: |_, args| two(args, remainder),
        },
        StaticMethod {
            name: "MaxMagnitude",
            signatures: &["static double MaxMagnitude(double x, double y)"],
            call: |_, args| two(args, |a, b| super::floating_functions::by_magnitude(a, b, true)),
        },
        StaticMethod {
            name: "MinMagnitude",
            signatures: &["static double MinMagnitude(double x, double y)"],
            call: |_, args| two(args, |a, b| super::floating_functions::by_magnitude(a, b, false)),
        },
        StaticMethod {
            name: "Pow",
            signatures: &["static double Pow(double x, double y)"],
            call: |_, args| two(args, f64::powf),
        },
        StaticMethod {
            name: "FusedMultiplyAdd",
            signatures: &["static double FusedMultiplyAdd(double x, double y, double z)"],
            call: |_, args| {
                Ok(Value::Double(
                    arguments::double(args, 0)?
                        .mul_add(arguments::double(args, 1)?, arguments::double(args, 2)?),
                ))
            },
        },
        StaticMethod {
            name: "ILogB",
            signatures: &["static int ILogB(double x)"],
            call: |_, args| Ok(Value::Int(super::floating_functions::exponent(arguments::double(args, 0)?))),
        },
        StaticMethod {
            name: "ScaleB",
            signatures: &["static double ScaleB(double x, int n)"],
            call: |_, args| {
                Ok(Value::Double(arguments::double(args, 0)? * 2f64.powi(arguments::int(args, 1)?)))
            },
        },
        StaticMethod {
            name: "SinCos",
            signatures: &["static System.ValueTuple[double,double] SinCos(double x)"],
            call: |_, args| {
                let x = arguments::double(args, 0)?;
                Ok(super::tuple::value(vec![Value::Double(x.sin()), Value::Double(x.cos())], true))
            },
        },
        function!("Acos", "d", f64::acos),
        function!("Acosh", "d", f64::acosh),
        function!("Asin", "d", f64::asin),
        function!("Asinh", "d", f64::asinh),
        function!("Atan", "d", f64::atan),
        function!("Atanh", "d", f64::atanh),
        function!("BitDecrement", "x", |x| super::floating_functions::next(x, false, false)),
        function!("BitIncrement", "x", |x| super::floating_functions::next(x, true, false)),
        function!("Cbrt", "d", cube_root),
        function!("Cos", "d", f64::cos),
        function!("Cosh", "value", f64::cosh),
        function!("Exp", "d", f64::exp),
        function!("Log10", "d", f64::log10),
        function!("Log2", "x", f64::log2),
        function!("ReciprocalEstimate", "d", f64::recip),
        function!("ReciprocalSqrtEstimate", "d", |x| 1.0 / x.sqrt()),
        function!("Sin", "a", f64::sin),
        function!("Sinh", "value", f64::sinh),
        function!("Sqrt", "d", f64::sqrt),
        function!("Tan", "a", f64::tan),
        function!("Tanh", "value", f64::tanh),
    ],
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&MATH];
