//! `System.Convert`.

use super::table::statics;
use super::{Class, StaticMethod, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Digits of a number in base 2, 8, 10 or 16; negative numbers by two's complement of their width.
fn in_base(value: &Value, base: i64) -> Outcome<String> {
    let number = match value.unwrapped() {
        Value::Byte(n) => i64::from(*n) as u64,
        Value::Int16(n) => u64::from(*n as u16),
        Value::SByte(n) => u64::from(*n as u8),
        Value::Long(n) => *n as u64,
        Value::ULong(n) => *n,
        other => u64::from(convert::to_int(other)? as u32),
    };
    Ok(match base {
        2 => format!("{number:b}"),
        8 => format!("{number:o}"),
        16 => format!("{number:x}"),
        10 => convert::display(value),
        _ => return Err(bad_base()),
    })
}

fn bad_base() -> Box<crate::engine::Fault> {
    arguments::throw("System.ArgumentException", "Invalid Base.")
}

/// A number from digits of base 2, 8, 10 or 16, as many bits wide; the highest bit is the sign.
fn from_base(engine: &mut Engine, args: &[Value], bits: u32, signed: bool, name: &str) -> Outcome<i128> {
    let text = arguments::text(engine, args, 0)?;
    let base = arguments::int(args, 1)?;
    if !matches!(base, 2 | 8 | 10 | 16) {
        return Err(bad_base());
    }
    let digits = if base == 16 {
        text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(&text)
    } else {
        &text
    };
    if digits.is_empty() {
        return Ok(0);
    }
    let too_large = || {
        let message = format!("Value was either too large or too small for {name}.");
        arguments::throw("System.OverflowException", message)
    };
    let number = match i128::from_str_radix(digits, base as u32) {
        Ok(number) => number,
        Err(error) => {
            use std::num::IntErrorKind::{NegOverflow, PosOverflow};
            return Err(match error.kind() {
                PosOverflow | NegOverflow => too_large(),
                _ => arguments::throw(
                    "System.FormatException",
                    if base == 10 {
                        format!("The input string '{text}' was not in a correct format.")
                    } else {
                        "Could not find any recognizable digits.".to_string()
                    },
                ),
            });
        }
    };
    if base != 10 && number < 0 {
        return Err(arguments::throw(
            "System.ArgumentException",
            "String cannot contain a minus sign if the base is not 10.",
        ));
    }
    let limit = 1i128 << bits;
    if number >= limit || number < -(limit / 2) {
        return Err(too_large());
    }
    Ok(if signed && base != 10 && number >= limit / 2 { number - limit } else { number })
}

/// A conversion that fails as the method does: .NET's exception rather than a cast's.
fn converted(engine: &mut Engine, value: &Value, to: &str) -> Outcome<Value> {
    let of = super::named(to);
    if let Value::String(text) = value.unwrapped()
        && to != "System.String"
    {
        let trimmed = text.trim();
        if to == "System.Boolean" {
            return match trimmed.to_ascii_lowercase().as_str() {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                _ => Err(arguments::throw(
                    "System.FormatException",
                    format!("String '{text}' was not recognized as a valid Boolean."),
                )),
            };
        }
        let whole = !matches!(
            to,
            "System.Double" | "System.Single" | "System.Decimal" | "System.DateTime" | "System.Char"
        );
        let numeric = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
        if whole && (numeric.is_empty() || !numeric.bytes().all(|byte| byte.is_ascii_digit())) {
            return Err(arguments::throw(
                "System.FormatException",
                format!("The input string '{text}' was not in a correct format."),
            ));
        }
    }
    if value.is_null() {
        return Ok(super::default_value(&of));
    }
    convert::to_type(engine, value.clone(), &of).map_err(|fault| {
        let crate::engine::Fault::Error { record, .. } = *fault else { return fault };
        match record.exception.inner.as_deref() {
            Some(inner) => arguments::throw(&inner.class, inner.message.clone()),
            None => arguments::throw("System.InvalidCastException", record.exception.message.clone()),
        }
    })
}

macro_rules! to {
    ($method:literal, $type:literal, $full:literal) => {
        StaticMethod {
            name: $method,
            signatures: &[
                concat!("static ", $type, " ", $method, "(System.Object value)"),
                concat!(
                    "static ",
                    $type,
                    " ",
                    $method,
                    "(System.Object value, System.IFormatProvider provider)"
                ),
            ],
            call: |engine, args| converted(engine, arguments::any(args, 0)?, $full),
        }
    };
    ($method:literal, $type:literal, $full:literal, $bits:literal, $signed:literal, $name:literal) => {
        StaticMethod {
            name: $method,
            signatures: &[
                concat!("static ", $type, " ", $method, "(System.Object value)"),
                concat!(
                    "static ",
                    $type,
                    " ",
                    $method,
                    "(System.Object value, System.IFormatProvider provider)"
                ),
                concat!("static ", $type, " ", $method, "(string value, int fromBase)"),
            ],
            call: |engine, args| match args.get(1).map(Value::unwrapped) {
                Some(Value::Int(_)) => {
                    let number = from_base(engine, args, $bits, $signed, $name)?;
                    let number =
                        i64::try_from(number).map_or_else(|_| Value::ULong(number as u64), Value::Long);
                    convert::to_type(engine, number, &super::named($full))
                }
                _ => converted(engine, arguments::any(args, 0)?, $full),
            },
        }
    };
}

fn change_type(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let of = match arguments::any(args, 1)?.unwrapped() {
        Value::Type(of) => of.clone(),
        Value::Enum(code) => {
            let name = format!("System.{}", super::enumeration::to_text(code));
            super::named(&name)
        }
        _ => return Err(arguments::no_overload()),
    };
    converted(engine, arguments::any(args, 0)?, &of.full_name())
}

fn hexadecimal(engine: &mut Engine, args: &[Value], upper: bool) -> Outcome<Value> {
    let bytes = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let range = if args.len() > 2 { arguments::range(args, 1, bytes.len())? } else { 0..bytes.len() };
    let part = bytes.get(range).unwrap_or_default();
    let text: String =
        part.iter().map(|byte| if upper { format!("{byte:02X}") } else { format!("{byte:02x}") }).collect();
    Ok(Value::text(text))
}

fn from_hexadecimal(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let wrong = || {
        arguments::throw(
            "System.FormatException",
            "The input is not a valid hex string as it contains a non-hex character.",
        )
    };
    if !text.is_ascii() || text.len() % 2 != 0 {
        return Err(if text.is_ascii() {
            arguments::throw(
                "System.FormatException",
                "The input is not a valid hex string as its length is not a multiple of 2.",
            )
        } else {
            wrong()
        });
    }
    let mut bytes = Vec::with_capacity(text.len() / 2);
    for at in (0..text.len()).step_by(2) {
        let digits = text.get(at..at + 2).unwrap_or_default();
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| wrong())?);
    }
    Ok(arguments::bytes(bytes))
}

fn to_base64(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    if arguments::any(args, 0)?.is_null() {
        return Err(arguments::null("inArray"));
    }
    let bytes = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let mut range = 0..bytes.len();
    let mut breaks = false;
    match args {
        [_, _, _, ..] => {
            range = arguments::range(args, 1, bytes.len())?;
            breaks = arguments::number_or(args, 3, 0) == 1;
        }
        [_, option] => {
            breaks = arguments::number_or(std::slice::from_ref(option), 0, 0) == 1
                || convert::display(option) == "InsertLineBreaks"
        }
        _ => {}
    }
    let text = STANDARD.encode(bytes.get(range).unwrap_or_default());
    if !breaks {
        return Ok(Value::text(text));
    }
    let lines: Vec<String> =
        text.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    Ok(Value::text(lines.join("\r\n")))
}

fn from_base64(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    if arguments::any(args, 0)?.is_null() {
        return Err(arguments::null("s"));
    }
    let text = arguments::text(engine, args, 0)?;
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '\t' | '\r' | '\n')).collect();
    STANDARD.decode(plain).map(arguments::bytes).map_err(|_| {
        arguments::throw("System.FormatException", "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.")
    })
}

fn to_string(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let value = arguments::any(args, 0)?;
    match args.get(1).map(Value::unwrapped) {
        Some(Value::Int(base)) => in_base(value, i64::from(*base)).map(Value::text),
        _ if value.is_null() => Ok(Value::text("")),
        _ => {
            let text = crate::engine::member::invoke(engine, value, "ToString", &[])?;
            Ok(text)
        }
    }
}

const REST: &[StaticMethod] = statics! {
    ChangeType
        "static System.Object ChangeType(System.Object value, type conversionType)"
        "static System.Object ChangeType(System.Object value, type conversionType, System.IFormatProvider provider)"
        "static System.Object ChangeType(System.Object value, System.TypeCode typeCode)"
        => change_type;
    FromBase64String "static byte[] FromBase64String(string s)" => from_base64;
    FromHexString "static byte[] FromHexString(string s)" => from_hexadecimal;
    GetTypeCode "static System.TypeCode GetTypeCode(System.Object value)" => |engine, args| crate::engine::member::invoke(engine, arguments::any(args, 0)?, "GetTypeCode", &[]);
    IsDBNull "static bool IsDBNull(System.Object value)" => |_, _| Ok(Value::Bool(false));
    ToBase64String
        "static string ToBase64String(byte[] inArray)"
        "static string ToBase64String(byte[] inArray, System.Base64FormattingOptions options)"
        "static string ToBase64String(byte[] inArray, int offset, int length)"
        => to_base64;
    ToHexString "static string ToHexString(byte[] inArray)" "static string ToHexString(byte[] inArray, int offset, int length)" => |engine, args| hexadecimal(engine, args, true);
    ToHexStringLower "static string ToHexStringLower(byte[] inArray)" "static string ToHexStringLower(byte[] inArray, int offset, int length)" => |engine, args| hexadecimal(engine, args, false);
    ToString
        "static string ToString(System.Object value)"
        "static string ToString(System.Object value, System.IFormatProvider provider)"
        "static string ToString(int value, int toBase)"
        => to_string;
};

const fn rest(at: usize) -> StaticMethod {
    StaticMethod { name: REST[at].name, signatures: REST[at].signatures, call: REST[at].call }
}

pub static CONVERT: Class = Class {
    name: "System.Convert",
    base: Some(&object::OBJECT),
    static_methods: &[
        to!("ToBoolean", "bool", "System.Boolean"),
        to!("ToByte", "byte", "System.Byte", 8, false, "an unsigned byte"),
        to!("ToChar", "char", "System.Char"),
        to!("ToDateTime", "datetime", "System.DateTime"),
        to!("ToDecimal", "decimal", "System.Decimal"),
        to!("ToDouble", "double", "System.Double"),
        to!("ToInt16", "short", "System.Int16", 16, true, "an Int16"),
        to!("ToInt32", "int", "System.Int32", 32, true, "an Int32"),
        to!("ToInt64", "long", "System.Int64", 64, true, "an Int64"),
        to!("ToSByte", "sbyte", "System.SByte", 8, true, "a signed byte"),
        to!("ToSingle", "float", "System.Single"),
        to!("ToUInt16", "ushort", "System.UInt16", 16, false, "a UInt16"),
        to!("ToUInt32", "uint", "System.UInt32", 32, false, "a UInt32"),
        to!("ToUInt64", "ulong", "System.UInt64", 64, false, "a UInt64"),
        rest(0),
        rest(1),
        rest(2),
        rest(3),
        rest(4),
        rest(5),
        rest(6),
        rest(7),
        rest(8),
    ],
    static_properties: super::table::static_properties! {
        "System.Object" DBNull => |_| Ok(Value::Null);
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CONVERT];
