//! Static functions of `Decimal`, and its constructor from parts.

use super::number_functions::{bad_limits, function};
use super::{Property, StaticMethod, arguments};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use rust_decimal::Decimal;
use std::rc::Rc;

fn made(number: Decimal) -> Value {
    Value::Decimal(Rc::new(number))
}

fn argument(engine: &mut Engine, args: &[Value], index: usize) -> Outcome<Decimal> {
    let wanted = super::named("System.Decimal");
    match convert::to_type(engine, arguments::any(args, index)?.clone(), &wanted)? {
        Value::Decimal(number) => Ok(*number),
        _ => Err(arguments::no_overload()),
    }
}

fn too_large(of: &str) -> Box<Fault> {
    arguments::throw("System.OverflowException", format!("Value was either too large or too small for {of}."))
}

fn one(engine: &mut Engine, args: &[Value], how: fn(&Decimal) -> Decimal) -> Outcome<Value> {
    Ok(made(how(&argument(engine, args, 0)?)))
}

fn two(engine: &mut Engine, args: &[Value], how: fn(Decimal, Decimal) -> Option<Decimal>) -> Outcome<Value> {
    let (a, b) = (argument(engine, args, 0)?, argument(engine, args, 1)?);
    how(a, b).map(made).ok_or_else(|| too_large("a Decimal"))
}

fn test(engine: &mut Engine, args: &[Value], how: fn(&Decimal) -> bool) -> Outcome<Value> {
    Ok(Value::Bool(how(&argument(engine, args, 0)?)))
}

/// A whole or floating-point number, the fraction cut.
fn truncated(engine: &mut Engine, args: &[Value], class: &str) -> Outcome<Value> {
    let number = argument(engine, args, 0)?;
    let number = if matches!(class, "System.Double" | "System.Single") { number } else { number.trunc() };
    convert::to_type(engine, made(number), &super::named(class)).map_err(|_| {
        let short = class.rsplit('.').next().unwrap_or(class);
        too_large(&match short {
            "Byte" => "an unsigned byte".to_string(),
            "SByte" => "a signed byte".to_string(),
            short if short.starts_with('I') => format!("an {short}"),
            short => format!("a {short}"),
        })
    })
}

fn divide(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (a, b) = (made(argument(engine, args, 0)?), made(argument(engine, args, 1)?));
    if argument(engine, args, 1)?.is_zero() {
        return Err(arguments::throw("System.DivideByZeroException", "Attempted to divide by zero."));
    }
    crate::engine::operators::binary(engine, crate::language::ast::BinaryOperator::Divide, &a, &b)
}

fn clamp(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (value, least, most) =
        (argument(engine, args, 0)?, argument(engine, args, 1)?, argument(engine, args, 2)?);
    if least > most {
        return Err(bad_limits(&least.to_string(), &most.to_string()));
    }
    Ok(made(value.clamp(least, most)))
}

/// Low, middle and high 32 bits, then sign and scale, as .NET keeps them.
fn bits(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let number = argument(engine, args, 0)?;
    let mantissa = number.mantissa().unsigned_abs();
    let flags = (number.scale() << 16) | if number.is_sign_negative() { 1 << 31 } else { 0 };
    let words = [mantissa as u32, (mantissa >> 32) as u32, (mantissa >> 64) as u32, flags];
    let items = words.iter().map(|word| Value::Int(*word as i32)).collect();
    Ok(arguments::array_of(&super::named("System.Int32"), items))
}

/// `[decimal]::new(lo, mid, hi, isNegative, scale)`
pub(super) fn from_parts(engine: &mut Engine, parts: [&Value; 5]) -> Outcome<Value> {
    let _ = engine;
    let word = |value: &Value| convert::to_int(value).map(|number| number as u32);
    let scale = u32::try_from(convert::to_int(parts[4])?).ok().filter(|scale| *scale <= 28);
    let Some(scale) = scale else {
        return Err(arguments::out_of_range(
            "Decimal's scale value must be between 0 and 28, inclusive.",
            "scale",
        ));
    };
    let number = Decimal::from_parts(
        word(parts[0])?,
        word(parts[1])?,
        word(parts[2])?,
        convert::to_bool(parts[3]),
        scale,
    );
    Ok(made(number))
}

/// Decimals in units of a ten-thousandth, as OLE's currency has them.
fn currency(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let scaled = argument(engine, args, 0)?.checked_mul(Decimal::from(10_000)).map(|number| number.round());
    let whole = scaled.and_then(|number| i64::try_from(number).ok());
    whole.map(Value::Long).ok_or_else(|| too_large("a Currency"))
}

pub(super) const PROPERTIES: &[Property] = &[Property {
    name: "Scale",
    type_name: "byte",
    get: |engine, this| Ok(Value::Byte(argument(engine, std::slice::from_ref(this), 0)?.scale() as u8)),
    set: None,
}];

pub(super) const CONSTRUCTORS: &[&str] = &[
    "decimal new(int value)",
    "decimal new(uint value)",
    "decimal new(long value)",
    "decimal new(ulong value)",
    "decimal new(float value)",
    "decimal new(double value)",
    "decimal new(int[] bits)",
    "decimal new(System.ReadOnlySpan[int] bits)",
    "decimal new(int lo, int mid, int hi, bool isNegative, byte scale)",
];

pub(super) const ALL: &[StaticMethod] = &[
    function!("decimal" "Abs" ("value") |engine, args| one(engine, args, |d|d.abs())),
    function!("decimal" "Ceiling" ("d") |engine, args| one(engine, args, |d|d.ceil())),
    function!("decimal" "Floor" ("d") |engine, args| one(engine, args, |d|d.floor())),
    function!("decimal" "Negate" ("d") |engine, args| one(engine, args, |d|-*d)),
    function!("decimal" "Truncate" ("d") |engine, args| one(engine, args, |d|d.trunc())),
    function!("decimal" "Add" ("d1", "d2") |engine, args| two(engine, args, Decimal::checked_add)),
    function!("decimal" "Subtract" ("d1", "d2") |engine, args| two(engine, args, Decimal::checked_sub)),
    function!("decimal" "Multiply" ("d1", "d2") |engine, args| two(engine, args, Decimal::checked_mul)),
    function!("decimal" "Remainder" ("d1", "d2") |engine, args| two(engine, args, Decimal::checked_rem)),
    function!("decimal" "Max" ("x", "y") |engine, args| two(engine, args, |a,b|Some(a.max(b)))),
    function!("decimal" "Min" ("x", "y") |engine, args| two(engine, args, |a,b|Some(a.min(b)))),
    function!("decimal" "MaxMagnitude" ("x", "y") |engine, args| two(engine, args, |a,b|Some(if a.abs()>b.abs()||(a.abs()==b.abs()&&a>b){a}else{b}))),
    function!("decimal" "MinMagnitude" ("x", "y") |engine, args| two(engine, args, |a,b|Some(if a.abs()<b.abs()||(a.abs()==b.abs()&&a<b){a}else{b}))),
    function!("decimal" "CopySign" ("value", "sign") |engine, args| two(engine, args, |a,b|Some(if a.is_sign_negative()==b.is_sign_negative(){a}else{-a}))),
    function!("decimal" => "bool", "IsCanonical" ("value") |engine, args| test(engine, args, |d|d.scale()==0||d.mantissa()%10!=0)),
    function!("decimal" => "bool", "IsEvenInteger" ("value") |engine, args| test(engine, args, |d|d.fract().is_zero()&&(d.trunc()%Decimal::TWO).is_zero())),
    function!("decimal" => "bool", "IsInteger" ("value") |engine, args| test(engine, args, |d|d.fract().is_zero())),
    function!("decimal" => "bool", "IsNegative" ("value") |engine, args| test(engine, args, |d|d.is_sign_negative())),
    function!("decimal" => "bool", "IsOddInteger" ("value") |engine, args| test(engine, args, |d|d.fract().is_zero()&&!(d.trunc()%Decimal::TWO).is_zero())),
    function!("decimal" => "bool", "IsPositive" ("value") |engine, args| test(engine, args, |d|d.is_sign_positive())),
    function!("decimal" => "byte", "ToByte" ("value") |engine, args| truncated(engine, args, "System.Byte")),
    function!("decimal" => "double", "ToDouble" ("d") |engine, args| truncated(engine, args, "System.Double")),
    function!("decimal" => "short", "ToInt16" ("value") |engine, args| truncated(engine, args, "System.Int16")),
    function!("decimal" => "int", "ToInt32" ("d") |engine, args| truncated(engine, args, "System.Int32")),
    function!("decimal" => "long", "ToInt64" ("d") |engine, args| truncated(engine, args, "System.Int64")),
    function!("decimal" => "sbyte", "ToSByte" ("value") |engine, args| truncated(engine, args, "System.SByte")),
    function!("decimal" => "float", "ToSingle" ("d") |engine, args| truncated(engine, args, "System.Single")),
    function!("decimal" => "ushort", "ToUInt16" ("value") |engine, args| truncated(engine, args, "System.UInt16")),
    function!("decimal" => "uint", "ToUInt32" ("d") |engine, args| truncated(engine, args, "System.UInt32")),
    function!("decimal" => "ulong", "ToUInt64" ("d") |engine, args| truncated(engine, args, "System.UInt64")),
    function!("decimal" "Divide" ("d1", "d2") divide),
    function!("decimal" "Clamp" ("value", "min", "max") clamp),
    function!("decimal" => "int", "Compare" ("d1", "d2") |engine, args| {
        Ok(Value::Int(argument(engine, args, 0)?.cmp(&argument(engine, args, 1)?) as i32))
    }),
    function!("decimal" => "int", "Sign" ("d") |engine, args| {
        let number = argument(engine, args, 0)?;
        Ok(Value::Int(if number.is_zero() { 0 } else if number.is_sign_negative() { -1 } else { 1 }))
    }),
    function!("decimal" => "long", "ToOACurrency" ("value") currency),
    StaticMethod {
        name: "FromOACurrency",
        signatures: &["static decimal FromOACurrency(long cy)"],
        call: |_, args| {
            let number = Decimal::try_from_i128_with_scale(i128::from(arguments::long(args, 0)?), 4);
            Ok(made(number.map_err(|_| too_large("a Decimal"))?.normalize()))
        },
    },
    StaticMethod {
        name: "GetBits",
        signatures: &[
            "static int[] GetBits(decimal d)",
            "static int GetBits(decimal d, System.Span[int] destination)",
        ],
        call: bits,
    },
    StaticMethod {
        name: "Equals",
        signatures: &[
            "static bool Equals(decimal d1, decimal d2)",
            "static bool Equals(System.Object objA, System.Object objB)",
        ],
        call: |engine, args| Ok(Value::Bool(argument(engine, args, 0)? == argument(engine, args, 1)?)),
    },
    StaticMethod {
        name: "Round",
        signatures: &[
            "static decimal Round(decimal d)",
            "static decimal Round(decimal d, int decimals)",
            "static decimal Round(decimal d, System.MidpointRounding mode)",
            "static decimal Round(decimal d, int decimals, System.MidpointRounding mode)",
        ],
        call: |engine, args| {
            let number = made(argument(engine, args, 0)?);
            let rest = args.get(1..).unwrap_or_default();
            let all: Vec<Value> = std::iter::once(number).chain(rest.iter().cloned()).collect();
            super::math::round(engine, &all)
        },
    },
    StaticMethod {
        name: "ConvertToInteger",
        signatures: &["static TInteger ConvertToInteger[TInteger](decimal value)"],
        call: |_, _| super::span::refused(),
    },
    StaticMethod {
        name: "ConvertToIntegerNative",
        signatures: &["static TInteger ConvertToIntegerNative[TInteger](decimal value)"],
        call: |_, _| super::span::refused(),
    },
    StaticMethod {
        name: "TryGetBits",
        signatures: &[
            "static bool TryGetBits(decimal d, System.Span[int] destination, [ref] int valuesWritten)",
        ],
        call: |_, _| super::span::refused(),
    },
    StaticMethod {
        name: "CreateChecked",
        signatures: &["static decimal CreateChecked[TOther](TOther value)"],
        call: |engine, args| one(engine, args, |number| *number),
    },
    StaticMethod {
        name: "CreateSaturating",
        signatures: &["static decimal CreateSaturating[TOther](TOther value)"],
        call: |engine, args| one(engine, args, |number| *number),
    },
    StaticMethod {
        name: "CreateTruncating",
        signatures: &["static decimal CreateTruncating[TOther](TOther value)"],
        call: |engine, args| one(engine, args, |number| *number),
    },
];
