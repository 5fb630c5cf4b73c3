//! `System.Math`.

use super::{Class, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;
use std::cmp::Ordering;
use std::rc::Rc;

macro_rules! function {
    ($name:literal, $apply:expr) => {
        StaticMethod {
            name: $name,
            signatures: &[concat!("static double ", $name, "(double d)")],
            call: |_, args| {
                let apply: fn(f64) -> f64 = $apply;
                Ok(Value::Double(apply(arguments::double(args, 0)?)))
            },
        }
    };
}

/// The larger or smaller of two: whole numbers as the wider type, others as the first one's.
fn choose(engine: &mut Engine, args: &[Value], wanted: Ordering) -> Outcome<Value> {
    let (a, b) = (arguments::any(args, 0)?.unwrapped(), arguments::any(args, 1)?.unwrapped());
    let is_nan = |value: &Value| convert::as_double(value).is_some_and(f64::is_nan);
    if is_nan(a) || is_nan(b) {
        return Ok(Value::Double(f64::NAN));
    }
    let floating = |value: &Value| matches!(value, Value::Double(_) | Value::Single(_) | Value::Decimal(_));
    let of = match floating(a) || floating(b) {
        true => super::type_of(a),
        false => {
            let sum = operators::binary(engine, crate::language::ast::BinaryOperator::Subtract, a, b)?;
            super::type_of(&sum)
        }
    };
    let (a, b) = (convert::to_type(engine, a.clone(), &of)?, convert::to_type(engine, b.clone(), &of)?);
    let order = operators::compare(engine, &a, &b, false)?;
    Ok(if order == Some(wanted) { a } else { b })
}

/// The remainder to the nearest multiple, half to even. Source: IEEE 754.
fn remainder(x: f64, y: f64) -> f64 {
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

/// Whole numbers take the overloads for decimals, as PowerShell chooses them.
fn exact(value: &Value) -> Value {
    let whole = convert::is_number(value)
        && !matches!(value, Value::Double(_) | Value::Single(_) | Value::Decimal(_) | Value::BigInt(_));
    let number = convert::to_i128(value)
        .filter(|_| whole)
        .and_then(|number| rust_decimal::Decimal::try_from_i128_with_scale(number, 0).ok());
    number.map_or_else(|| value.clone(), |number| Value::Decimal(Rc::new(number)))
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

fn round(args: &[Value]) -> Outcome<Value> {
    let digits = match args.get(1) {
        Some(value) if !matches!(value, Value::Enum(_) | Value::String(_)) => convert::to_int(value)?,
        _ => 0,
    };
    let Ok(places) = u32::try_from(digits) else {
        return Err(arguments::out_of_range(
            "Rounding digits must be between 0 and 15, inclusive.",
            "digits",
        ));
    };
    if places > 15 {
        return Err(arguments::out_of_range(
            "Rounding digits must be between 0 and 15, inclusive.",
            "digits",
        ));
    }
    let how = rounding(args);
    match &exact(arguments::any(args, 0)?.unwrapped()) {
        Value::Decimal(number) => Ok(Value::Decimal(Rc::new(number.round_dp_with_strategy(places, how)))),
        other => {
            let number = convert::to_double(other)?;
            let scale = 10f64.powi(digits);
            let scaled = number * scale;
            if !scaled.is_finite() || scaled.abs() > 1e16 {
                return Ok(Value::Double(number));
            }
            let rounded = match how {
                RoundingStrategy::MidpointAwayFromZero => scaled.round(),
                RoundingStrategy::ToZero => scaled.trunc(),
                RoundingStrategy::ToNegativeInfinity => scaled.floor(),
                RoundingStrategy::ToPositiveInfinity => scaled.ceil(),
                _ => scaled.round_ties_even(),
            };
            Ok(Value::Double(rounded / scale))
        }
    }
}

/// Applies to a decimal as a decimal, to everything else as a double.
fn whole(
    args: &[Value],
    decimal: fn(&rust_decimal::Decimal) -> rust_decimal::Decimal,
    double: fn(f64) -> f64,
) -> Outcome<Value> {
    match &exact(arguments::any(args, 0)?.unwrapped()) {
        Value::Decimal(number) => Ok(Value::Decimal(Rc::new(decimal(number)))),
        other => Ok(Value::Double(double(convert::to_double(other)?))),
    }
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
            name: "IEEERemainder",
            signatures: &["static double IEEERemainder(double x, double y)"],
            call: |_, args| {
                Ok(Value::Double(remainder(arguments::double(args, 0)?, arguments::double(args, 1)?)))
            },
        },
        StaticMethod {
            name: "Abs",
            signatures: &["static int Abs(int value)", "static double Abs(double value)"],
            call: |_, args| {
                let number = convert::to_number(arguments::any(args, 0)?.clone())?;
                match number {
                    Value::Int(i32::MIN) | Value::Long(i64::MIN) => Err(arguments::throw(
                        "System.OverflowException",
                        "Negating the minimum value of a twos complement number is invalid.",
                    )),
                    Value::Int(number) => Ok(Value::Int(number.abs())),
                    Value::Long(number) => Ok(Value::Long(number.abs())),
                    Value::Decimal(number) => Ok(Value::Decimal(Rc::new(number.abs()))),
                    Value::Single(number) => Ok(Value::Single(number.abs())),
                    other => match convert::to_i128(&other) {
                        Some(_) if !matches!(other, Value::Double(_)) => Ok(other),
                        _ => Ok(Value::Double(convert::to_double(&other)?.abs())),
                    },
                }
            },
        },
        StaticMethod {
            name: "Ceiling",
            signatures: &["static double Ceiling(double a)", "static decimal Ceiling(decimal d)"],
            call: |_, args| whole(args, rust_decimal::Decimal::ceil, f64::ceil),
        },
        StaticMethod {
            name: "Floor",
            signatures: &["static double Floor(double d)", "static decimal Floor(decimal d)"],
            call: |_, args| whole(args, rust_decimal::Decimal::floor, f64::floor),
        },
        StaticMethod {
            name: "Truncate",
            signatures: &["static double Truncate(double d)", "static decimal Truncate(decimal d)"],
            call: |_, args| whole(args, rust_decimal::Decimal::trunc, f64::trunc),
        },
        StaticMethod {
            name: "Round",
            signatures: &[
                "static double Round(double a)",
                "static double Round(double value, int digits)",
                "static double Round(double value, System.MidpointRounding mode)",
            ],
            call: |_, args| round(args),
        },
        StaticMethod {
            name: "Max",
            signatures: &[
                "static int Max(int val1, int val2)",
                "static double Max(double val1, double val2)",
            ],
            call: |engine, args| choose(engine, args, Ordering::Greater),
        },
        StaticMethod {
            name: "Min",
            signatures: &[
                "static int Min(int val1, int val2)",
                "static double Min(double val1, double val2)",
            ],
            call: |engine, args| choose(engine, args, Ordering::Less),
        },
        StaticMethod {
            name: "Pow",
            signatures: &["static double Pow(double x, double y)"],
            call: |_, args| Ok(Value::Double(arguments::double(args, 0)?.powf(arguments::double(args, 1)?))),
        },
        StaticMethod {
            name: "Atan2",
            signatures: &["static double Atan2(double y, double x)"],
            call: |_, args| Ok(Value::Double(arguments::double(args, 0)?.atan2(arguments::double(args, 1)?))),
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
            name: "Sign",
            signatures: &["static int Sign(double value)"],
            call: |_, args| {
                let number = arguments::double(args, 0)?;
                Ok(Value::Int(if number > 0.0 {
                    1
                } else if number < 0.0 {
                    -1
                } else {
                    0
                }))
            },
        },
        StaticMethod {
            name: "DivRem",
            signatures: &["static int DivRem(int a, int b, [ref] int result)"],
            call: |engine, args| {
                let (a, b) = (arguments::long(args, 0)?, arguments::long(args, 1)?);
                if b == 0 {
                    return Err(arguments::throw(
                        "System.DivideByZeroException",
                        "Attempted to divide by zero.",
                    ));
                }
                if let Some(target) = args.get(2) {
                    super::reference::assign(
                        engine,
                        target,
                        Value::Int((a % b).to_i32().unwrap_or_default()),
                    )?;
                }
                Ok(Value::Int((a / b).to_i32().unwrap_or_default()))
            },
        },
        function!("Acos", f64::acos),
        function!("Asin", f64::asin),
        function!("Atan", f64::atan),
        function!("Cbrt", f64::cbrt),
        function!("Cos", f64::cos),
        function!("Cosh", f64::cosh),
        function!("Exp", f64::exp),
        function!("Log10", f64::log10),
        function!("Log2", f64::log2),
        function!("Sin", f64::sin),
        function!("Sinh", f64::sinh),
        function!("Sqrt", f64::sqrt),
        function!("Tan", f64::tan),
        function!("Tanh", f64::tanh),
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&MATH];
