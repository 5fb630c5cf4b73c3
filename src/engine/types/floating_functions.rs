//! Static functions of `Double` and `Single`.

use super::number_functions::{bad_limits, function};
use super::{StaticMethod, arguments, tuple};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::f64::consts::PI;

/// The result in the class that was asked.
fn given(number: f64, single: bool) -> Value {
    if single { Value::Single(number as f32) } else { Value::Double(number) }
}

fn one(args: &[Value], single: bool, how: fn(f64) -> f64) -> Outcome<Value> {
    Ok(given(how(arguments::double(args, 0)?), single))
}

fn two(args: &[Value], single: bool, how: fn(f64, f64) -> f64) -> Outcome<Value> {
    Ok(given(how(arguments::double(args, 0)?, arguments::double(args, 1)?), single))
}

fn test(args: &[Value], how: fn(f64) -> bool) -> Outcome<Value> {
    Ok(Value::Bool(how(arguments::double(args, 0)?)))
}

/// The sine of so many half turns, exact at quarters.
fn sine_of_pi(x: f64) -> f64 {
    let rest = x % 2.0;
    match rest.abs() {
        0.0 | 1.0 => 0.0f64.copysign(x),
        0.5 => rest.signum(),
        1.5 => -rest.signum(),
        _ => (rest * PI).sin(),
    }
}

fn cosine_of_pi(x: f64) -> f64 {
    match (x % 2.0).abs() {
        0.0 => 1.0,
        1.0 => -1.0,
        0.5 | 1.5 => 0.0,
        rest => (rest * PI).cos(),
    }
}

/// The larger one; not a number when either is none.
fn larger(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if a == b {
        if a.is_sign_negative() { b } else { a }
    } else {
        a.max(b)
    }
}

fn smaller(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if a == b {
        if a.is_sign_negative() { a } else { b }
    } else {
        a.min(b)
    }
}

pub(super) fn by_magnitude(a: f64, b: f64, most: bool) -> f64 {
    let (x, y) = (a.abs(), b.abs());
    if x.is_nan() || y.is_nan() {
        f64::NAN
    } else if x == y {
        if most { larger(a, b) } else { smaller(a, b) }
    } else if (x > y) == most {
        a
    } else {
        b
    }
}

/// The one that is a number when the other is none.
fn number_of(a: f64, b: f64, otherwise: f64) -> f64 {
    if a.is_nan() {
        b
    } else if b.is_nan() {
        a
    } else {
        otherwise
    }
}

/// The number next to this one, up or down.
pub(super) fn next(number: f64, up: bool, single: bool) -> f64 {
    match (single, up) {
        (true, true) => f64::from((number as f32).next_up()),
        (true, false) => f64::from((number as f32).next_down()),
        (false, true) => number.next_up(),
        (false, false) => number.next_down(),
    }
}

/// The exponent of two. Source: .NET's `ILogB`.
pub(super) fn exponent(number: f64) -> i32 {
    if number == 0.0 {
        i32::MIN
    } else if !number.is_finite() {
        i32::MAX
    } else {
        let mut number = number.abs();
        let mut more = 0;
        if number.is_subnormal() {
            number *= 2f64.powi(54);
            more = 54;
        }
        ((number.to_bits() >> 52) & 0x7FF) as i32 - 1023 - more
    }
}

fn root(x: f64, n: i32) -> f64 {
    match n {
        0 => f64::NAN,
        2 => x.sqrt(),
        3 => x.cbrt(),
        n if x < 0.0 && n % 2 != 0 => -(-x).powf(1.0 / f64::from(n)),
        n => x.powf(1.0 / f64::from(n)),
    }
}

fn clamp(args: &[Value], single: bool) -> Outcome<Value> {
    let (value, least, most) =
        (arguments::double(args, 0)?, arguments::double(args, 1)?, arguments::double(args, 2)?);
    if least > most {
        let shown = |number: f64| convert::display(&given(number, single));
        return Err(bad_limits(&shown(least), &shown(most)));
    }
    Ok(given(
        if value < least {
            least
        } else if value > most {
            most
        } else {
            value
        },
        single,
    ))
}

fn sign(args: &[Value]) -> Outcome<Value> {
    let number = arguments::double(args, 0)?;
    if number.is_nan() {
        return Err(arguments::throw(
            "System.ArithmeticException",
            "Function does not accept floating point Not-a-Number values.",
        ));
    }
    Ok(Value::Int(if number > 0.0 { 1 } else { -i32::from(number < 0.0) }))
}

fn three(args: &[Value], single: bool, how: fn(f64, f64, f64) -> f64) -> Outcome<Value> {
    let (a, b, c) = (arguments::double(args, 0)?, arguments::double(args, 1)?, arguments::double(args, 2)?);
    Ok(given(how(a, b, c), single))
}

macro_rules! floating {
    ($short:literal, $single:literal) => {
        &[
            function!($short "Abs" ("value") |_, args| one(args, $single, f64::abs)),
            function!($short "Acos" ("x") |_, args| one(args, $single, f64::acos)),
            function!($short "Acosh" ("x") |_, args| one(args, $single, f64::acosh)),
            function!($short "AcosPi" ("x") |_, args| one(args, $single, |x|x.acos()/PI)),
            function!($short "Asin" ("x") |_, args| one(args, $single, f64::asin)),
            function!($short "Asinh" ("x") |_, args| one(args, $single, f64::asinh)),
            function!($short "AsinPi" ("x") |_, args| one(args, $single, |x|x.asin()/PI)),
            function!($short "Atan" ("x") |_, args| one(args, $single, f64::atan)),
            function!($short "Atanh" ("x") |_, args| one(args, $single, f64::atanh)),
            function!($short "AtanPi" ("x") |_, args| one(args, $single, |x|x.atan()/PI)),
            function!($short "Ceiling" ("x") |_, args| one(args, $single, f64::ceil)),
            function!($short "Cos" ("x") |_, args| one(args, $single, f64::cos)),
            function!($short "Cosh" ("x") |_, args| one(args, $single, f64::cosh)),
            function!($short "CosPi" ("x") |_, args| one(args, $single, cosine_of_pi)),
            function!($short "DegreesToRadians" ("degrees") |_, args| one(args, $single, |x|x*PI/180.0)),
            function!($short "Exp" ("x") |_, args| one(args, $single, f64::exp)),
            function!($short "Exp10" ("x") |_, args| one(args, $single, |x|10f64.powf(x))),
            function!($short "Exp10M1" ("x") |_, args| one(args, $single, |x|10f64.powf(x)-1.0)),
            function!($short "Exp2" ("x") |_, args| one(args, $single, f64::exp2)),
            function!($short "Exp2M1" ("x") |_, args| one(args, $single, |x|x.exp2()-1.0)),
            function!($short "ExpM1" ("x") |_, args| one(args, $single, f64::exp_m1)),
            function!($short "Floor" ("x") |_, args| one(args, $single, f64::floor)),
            function!($short "Log10" ("x") |_, args| one(args, $single, f64::log10)),
            function!($short "Log10P1" ("x") |_, args| one(args, $single, |x|(x+1.0).log10())),
            function!($short "Log2" ("value") |_, args| one(args, $single, f64::log2)),
            function!($short "Log2P1" ("x") |_, args| one(args, $single, |x|(x+1.0).log2())),
            function!($short "LogP1" ("x") |_, args| one(args, $single, f64::ln_1p)),
            function!($short "RadiansToDegrees" ("radians") |_, args| one(args, $single, |x|x*180.0/PI)),
            function!($short "ReciprocalEstimate" ("x") |_, args| one(args, $single, f64::recip)),
            function!($short "ReciprocalSqrtEstimate" ("x") |_, args| one(args, $single, |x|1.0/x.sqrt())),
            function!($short "Sin" ("x") |_, args| one(args, $single, f64::sin)),
            function!($short "Sinh" ("x") |_, args| one(args, $single, f64::sinh)),
            function!($short "SinPi" ("x") |_, args| one(args, $single, sine_of_pi)),
            function!($short "Sqrt" ("x") |_, args| one(args, $single, f64::sqrt)),
            function!($short "Tan" ("x") |_, args| one(args, $single, f64::tan)),
            function!($short "Tanh" ("x") |_, args| one(args, $single, f64::tanh)),
            function!($short "TanPi" ("x") |_, args| one(args, $single, |x|sine_of_pi(x)/cosine_of_pi(x))),
            function!($short "Truncate" ("x") |_, args| one(args, $single, f64::trunc)),
            function!($short "Atan2" ("y", "x") |_, args| two(args, $single, f64::atan2)),
            function!($short "Atan2Pi" ("y", "x") |_, args| two(args, $single, |y,x|y.atan2(x)/PI)),
            function!($short "CopySign" ("value", "sign") |_, args| two(args, $single, f64::copysign)),
            function!($short "Hypot" ("x", "y") |_, args| two(args, $single, f64::hypot)),
            function!($short "Ieee754Remainder" ("left", "right") |_, args| two(args, $single, super::math::remainder)),
            function!($short "Max" ("x", "y") |_, args| two(args, $single, larger)),
            function!($short "MaxMagnitude" ("x", "y") |_, args| two(args, $single, |a,b|by_magnitude(a,b,true))),
            function!($short "MaxMagnitudeNumber" ("x", "y") |_, args| two(args, $single, |a,b|number_of(a,b,by_magnitude(a,b,true)))),
            function!($short "MaxNative" ("x", "y") |_, args| two(args, $single, |a,b|if a>b{a}else{b})),
            function!($short "MaxNumber" ("x", "y") |_, args| two(args, $single, |a,b|number_of(a,b,larger(a,b)))),
            function!($short "Min" ("x", "y") |_, args| two(args, $single, smaller)),
            function!($short "MinMagnitude" ("x", "y") |_, args| two(args, $single, |a,b|by_magnitude(a,b,false))),
            function!($short "MinMagnitudeNumber" ("x", "y") |_, args| two(args, $single, |a,b|number_of(a,b,by_magnitude(a,b,false)))),
            function!($short "MinNative" ("x", "y") |_, args| two(args, $single, |a,b|if a<b{a}else{b})),
            function!($short "MinNumber" ("x", "y") |_, args| two(args, $single, |a,b|number_of(a,b,smaller(a,b)))),
            function!($short "Pow" ("x", "y") |_, args| two(args, $single, f64::powf)),
            function!($short => "bool", "IsEvenInteger" ("value") |_, args| test(args, |x|x.fract()==0.0&&x%2.0==0.0)),
            function!($short => "bool", "IsFinite" ("d") |_, args| test(args, f64::is_finite)),
            function!($short => "bool", "IsInfinity" ("d") |_, args| test(args, f64::is_infinite)),
            function!($short => "bool", "IsInteger" ("value") |_, args| test(args, |x|x.is_finite()&&x.fract()==0.0)),
            function!($short => "bool", "IsNaN" ("d") |_, args| test(args, f64::is_nan)),
            function!($short => "bool", "IsNegative" ("d") |_, args| test(args, f64::is_sign_negative)),
            function!($short => "bool", "IsNegativeInfinity" ("d") |_, args| test(args, |x|x==f64::NEG_INFINITY)),
            function!($short => "bool", "IsNormal" ("d") |_, args| test(args, f64::is_normal)),
            function!($short => "bool", "IsOddInteger" ("value") |_, args| test(args, |x|x.fract()==0.0&&(x%2.0).abs()==1.0)),
            function!($short => "bool", "IsPositive" ("value") |_, args| test(args, f64::is_sign_positive)),
            function!($short => "bool", "IsPositiveInfinity" ("d") |_, args| test(args, |x|x==f64::INFINITY)),
            function!($short => "bool", "IsPow2" ("value") |_, args| test(args, |x|x>0.0&&x.is_finite()&&x.log2().fract()==0.0)),
            function!($short => "bool", "IsRealNumber" ("value") |_, args| test(args, |x|!x.is_nan())),
            function!($short => "bool", "IsSubnormal" ("d") |_, args| test(args, f64::is_subnormal)),
            function!($short "BitDecrement" ("x") |_, args| Ok(given(next(arguments::double(args, 0)?, false, $single), $single))),
            function!($short "BitIncrement" ("x") |_, args| Ok(given(next(arguments::double(args, 0)?, true, $single), $single))),
            function!($short "Cbrt" ("x") |_, args| one(args, $single, super::math::cube_root)),
            function!($short "Clamp" ("value", "min", "max") |_, args| clamp(args, $single)),
            function!($short "ClampNative" ("value", "min", "max") |_, args| clamp(args, $single)),
            function!($short "FusedMultiplyAdd" ("left", "right", "addend") |_, args| three(args, $single, f64::mul_add)),
            function!($short "MultiplyAddEstimate" ("left", "right", "addend") |_, args| three(args, $single, f64::mul_add)),
            function!($short "Lerp" ("value1", "value2", "amount") |_, args| {
                three(args, $single, |a, b, amount| a * (1.0 - amount) + b * amount)
            }),
            function!($short => "int", "ILogB" ("x") |_, args| Ok(Value::Int(exponent(arguments::double(args, 0)?)))),
            function!($short => "int", "Sign" ("value") |_, args| sign(args)),
            function!($short => concat!("System.ValueTuple[", $short, ",", $short, "]"), "SinCos" ("x") |_, args| {
                let x = arguments::double(args, 0)?;
                Ok(tuple::value(vec![given(x.sin(), $single), given(x.cos(), $single)], true))
            }),
            function!($short => concat!("System.ValueTuple[", $short, ",", $short, "]"), "SinCosPi" ("x") |_, args| {
                let x = arguments::double(args, 0)?;
                Ok(tuple::value(vec![given(sine_of_pi(x), $single), given(cosine_of_pi(x), $single)], true))
            }),
            StaticMethod {
                name: "Log",
                signatures: &[
                    concat!("static ", $short, " Log(", $short, " x)"),
                    concat!("static ", $short, " Log(", $short, " x, ", $short, " newBase)"),
                ],
                call: |_, args| {
                    let number = arguments::double(args, 0)?;
                    Ok(given(if args.len() > 1 { number.ln() / arguments::double(args, 1)?.ln() } else { number.ln() }, $single))
                },
            },
            StaticMethod {
                name: "RootN",
                signatures: &[concat!("static ", $short, " RootN(", $short, " x, int n)")],
                call: |_, args| Ok(given(root(arguments::double(args, 0)?, arguments::int(args, 1)?), $single)),
            },
            StaticMethod {
                name: "ScaleB",
                signatures: &[concat!("static ", $short, " ScaleB(", $short, " x, int n)")],
                call: |_, args| Ok(given(arguments::double(args, 0)? * 2f64.powi(arguments::int(args, 1)?), $single)),
            },
            StaticMethod {
                name: "Round",
                signatures: &[
                    concat!("static ", $short, " Round(", $short, " x)"),
                    concat!("static ", $short, " Round(", $short, " x, int digits)"),
                    concat!("static ", $short, " Round(", $short, " x, System.MidpointRounding mode)"),
                    concat!("static ", $short, " Round(", $short, " x, int digits, System.MidpointRounding mode)"),
                ],
                call: |engine, args| {
                    let number = Value::Double(arguments::double(args, 0)?);
                    let rest = args.get(1..).unwrap_or_default();
                    let all: Vec<Value> = std::iter::once(number).chain(rest.iter().cloned()).collect();
                    Ok(given(convert::to_double(&super::math::round(engine, &all)?)?, $single))
                },
            },
            StaticMethod {
                name: "ConvertToInteger",
                signatures: &[concat!("static TInteger ConvertToInteger[TInteger](", $short, " value)")],
                call: |_, _| crate::engine::types::span::refused(),
            },
            StaticMethod {
                name: "ConvertToIntegerNative",
                signatures: &[concat!("static TInteger ConvertToIntegerNative[TInteger](", $short, " value)")],
                call: |_, _| crate::engine::types::span::refused(),
            },
            StaticMethod {
                name: "CreateChecked",
                signatures: &[concat!("static ", $short, " CreateChecked[TOther](TOther value)")],
                call: |_, args| one(args, $single, |x| x),
            },
            StaticMethod {
                name: "CreateSaturating",
                signatures: &[concat!("static ", $short, " CreateSaturating[TOther](TOther value)")],
                call: |_, args| one(args, $single, |x| x),
            },
            StaticMethod {
                name: "CreateTruncating",
                signatures: &[concat!("static ", $short, " CreateTruncating[TOther](TOther value)")],
                call: |_, args| one(args, $single, |x| x),
            },
        ]
    };
}

pub(super) const DOUBLE: &[StaticMethod] = floating!("double", false);
pub(super) const SINGLE: &[StaticMethod] = floating!("float", true);
