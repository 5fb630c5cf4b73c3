//! `System.Convert`.

use super::table::statics;
use super::{Class, StaticMethod, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use to::TO;

/// Digits of a number in base 2, 8, 10 or 16; negative numbers by two's complement of their width.
fn in_base(value: &Value, base: i64) -> Outcome<String> {
    let number = match value.unwrapped() {
        Value::Byte(n) => i64::from(*n) as u64,
        Value::Int16(n) => u64::from(*n as u16),
        Value::SByte(n) => u64::from(*n as u8),
        Value::Long(n) => *n as u64,
        Value::ULong(n) => *n,
        Value::UInt(n) => u64::from(*n),
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
    ($method:literal, $full:literal, $signatures:expr) => {
        StaticMethod {
            name: $method,
            signatures: $signatures,
            call: |engine, args| converted_in(engine, args, $full),
        }
    };
    ($method:literal, $full:literal, $bits:literal, $signed:literal, $name:literal, $signatures:expr) => {
        StaticMethod {
            name: $method,
            signatures: $signatures,
            call: |engine, args| match args.get(1).map(Value::unwrapped) {
                Some(Value::Int(_)) => {
                    let number = from_base(engine, args, $bits, $signed, $name)?;
                    let number =
                        i64::try_from(number).map_or_else(|_| Value::ULong(number as u64), Value::Long);
                    convert::to_type(engine, number, &crate::engine::types::named($full))
                }
                _ => converted_in(engine, args, $full),
            },
        }
    };
}

// Behind the macro that it uses.
mod to;

/// As [`converted`]; a text under the culture of a second argument.
fn converted_in(engine: &mut Engine, args: &[Value], to: &str) -> Outcome<Value> {
    let value = arguments::any(args, 0)?;
    let reads = !matches!(to, "System.Boolean" | "System.Char" | "System.String");
    if let (Value::String(_), Some(provider), true) = (value.unwrapped(), args.get(1), reads)
        && super::culture_info::of(provider).is_some()
    {
        let wanted = super::named(to);
        return crate::engine::member::invoke_static(engine, &wanted, "Parse", args);
    }
    converted(engine, value, to)
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
    STANDARD.decode(plain).map(arguments::bytes).map_err(|_| not_base64())
}

/// A text that is not Base64.
pub fn not_base64() -> Box<crate::engine::Fault> {
    arguments::throw(
        "System.FormatException",
        "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.",
    )
}

fn to_string(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let value = arguments::any(args, 0)?;
    match args.get(1).map(Value::unwrapped) {
        Some(Value::Int(base)) => in_base(value, i64::from(*base)).map(Value::text),
        _ if value.is_null() => Ok(Value::text("")),
        _ => {
            let provider = args.get(1).filter(|provider| super::culture_info::of(provider).is_some());
            let formats = convert::is_number(value) || matches!(value.unwrapped(), Value::DateTime(_));
            let given = if formats { provider.map(std::slice::from_ref).unwrap_or_default() } else { &[] };
            crate::engine::member::invoke(engine, value, "ToString", given)
        }
    }
}

const REST: &[StaticMethod] = statics! {
    ChangeType "static System.Object ChangeType(System.Object value, System.TypeCode typeCode)" "static System.Object ChangeType(System.Object value, System.TypeCode typeCode, System.IFormatProvider provider)" "static System.Object ChangeType(System.Object value, type conversionType)" "static System.Object ChangeType(System.Object value, type conversionType, System.IFormatProvider provider)"
        => change_type;
    FromBase64String "static byte[] FromBase64String(string s)" => from_base64;
    FromHexString "static byte[] FromHexString(string s)" "static byte[] FromHexString(System.ReadOnlySpan[char] chars)" "static byte[] FromHexString(System.ReadOnlySpan[byte] utf8Source)" "static System.Buffers.OperationStatus FromHexString(string source, System.Span[byte] destination, [ref] int charsConsumed, [ref] int bytesWritten)" "static System.Buffers.OperationStatus FromHexString(System.ReadOnlySpan[char] source, System.Span[byte] destination, [ref] int charsConsumed, [ref] int bytesWritten)" "static System.Buffers.OperationStatus FromHexString(System.ReadOnlySpan[byte] utf8Source, System.Span[byte] destination, [ref] int bytesConsumed, [ref] int bytesWritten)" => from_hexadecimal;
    TryToHexString
        "static bool TryToHexString(System.ReadOnlySpan[byte] source, System.Span[char] destination, [ref] int charsWritten)"
        "static bool TryToHexString(System.ReadOnlySpan[byte] source, System.Span[byte] utf8Destination, [ref] int bytesWritten)"
        => |_, _| super::span::refused();
    GetTypeCode "static System.TypeCode GetTypeCode(System.Object value)" => |engine, args| crate::engine::member::invoke(engine, arguments::any(args, 0)?, "GetTypeCode", &[]);
    IsDBNull "static bool IsDBNull(System.Object value)" => |_, args| Ok(Value::Bool(super::nothing::is_db_null(arguments::any(args, 0)?)));
    ToBase64String "static string ToBase64String(byte[] inArray)" "static string ToBase64String(byte[] inArray, System.Base64FormattingOptions options)" "static string ToBase64String(byte[] inArray, int offset, int length)" "static string ToBase64String(byte[] inArray, int offset, int length, System.Base64FormattingOptions options)" "static string ToBase64String(System.ReadOnlySpan[byte] bytes, System.Base64FormattingOptions options = System.Base64FormattingOptions.None)"
        => to_base64;
    ToHexString "static string ToHexString(byte[] inArray)" "static string ToHexString(byte[] inArray, int offset, int length)" "static string ToHexString(System.ReadOnlySpan[byte] bytes)" => |engine, args| hexadecimal(engine, args, true);
    ToHexStringLower "static string ToHexStringLower(byte[] inArray)" "static string ToHexStringLower(byte[] inArray, int offset, int length)" "static string ToHexStringLower(System.ReadOnlySpan[byte] bytes)" => |engine, args| hexadecimal(engine, args, false);
    ToBase64CharArray "static int ToBase64CharArray(byte[] inArray, int offsetIn, int length, char[] outArray, int offsetOut)" "static int ToBase64CharArray(byte[] inArray, int offsetIn, int length, char[] outArray, int offsetOut, System.Base64FormattingOptions options)" => |engine, args| {
        let mut given = vec![args.first().cloned().unwrap_or_default()];
        given.extend(args.get(1..3).unwrap_or_default().iter().cloned());
        given.extend(args.get(5).cloned());
        let encoded = to_base64(engine, &given)?;
        let text = convert::to_text(engine, &encoded)?;
        let units: Vec<Value> = text.encode_utf16().map(Value::Char).collect();
        super::array::copy_into(&units, arguments::any(args, 3)?, arguments::int(args, 4)?)?;
        Ok(Value::Int(units.len() as i32))
    };
    FromBase64CharArray "static byte[] FromBase64CharArray(char[] inArray, int offset, int length)" => |engine, args| {
        let items = arguments::items(engine, arguments::any(args, 0)?)?;
        let range = arguments::range(args, 1, items.len())?;
        let text: String = items.get(range).unwrap_or_default().iter().map(convert::display).collect();
        from_base64(engine, &[Value::text(text)])
    };
    TryFromBase64Chars "static bool TryFromBase64Chars(System.ReadOnlySpan[char] chars, System.Span[byte] bytes, [ref] int bytesWritten)" => |_, _| Err(arguments::no_overload());
    TryFromBase64String "static bool TryFromBase64String(string s, System.Span[byte] bytes, [ref] int bytesWritten)" => |_, _| Err(arguments::no_overload());
    TryToBase64Chars "static bool TryToBase64Chars(System.ReadOnlySpan[byte] bytes, System.Span[char] chars, [ref] int charsWritten, System.Base64FormattingOptions options = System.Base64FormattingOptions.None)" => |_, _| Err(arguments::no_overload());
    TryToHexStringLower "static bool TryToHexStringLower(System.ReadOnlySpan[byte] source, System.Span[char] destination, [ref] int charsWritten)" "static bool TryToHexStringLower(System.ReadOnlySpan[byte] source, System.Span[byte] utf8Destination, [ref] int bytesWritten)" => |_, _| Err(arguments::no_overload());
    ToString "static string ToString(System.Object value)" "static string ToString(System.Object value, System.IFormatProvider provider)" "static string ToString(bool value)" "static string ToString(bool value, System.IFormatProvider provider)" "static string ToString(char value)" "static string ToString(char value, System.IFormatProvider provider)" "static string ToString(sbyte value)" "static string ToString(sbyte value, System.IFormatProvider provider)" "static string ToString(byte value)" "static string ToString(byte value, System.IFormatProvider provider)" "static string ToString(short value)" "static string ToString(short value, System.IFormatProvider provider)" "static string ToString(ushort value)" "static string ToString(ushort value, System.IFormatProvider provider)" "static string ToString(int value)" "static string ToString(int value, System.IFormatProvider provider)" "static string ToString(uint value)" "static string ToString(uint value, System.IFormatProvider provider)" "static string ToString(long value)" "static string ToString(long value, System.IFormatProvider provider)" "static string ToString(ulong value)" "static string ToString(ulong value, System.IFormatProvider provider)" "static string ToString(float value)" "static string ToString(float value, System.IFormatProvider provider)" "static string ToString(double value)" "static string ToString(double value, System.IFormatProvider provider)" "static string ToString(decimal value)" "static string ToString(decimal value, System.IFormatProvider provider)" "static string ToString(datetime value)" "static string ToString(datetime value, System.IFormatProvider provider)" "static string ToString(string value)" "static string ToString(string value, System.IFormatProvider provider)" "static string ToString(byte value, int toBase)" "static string ToString(short value, int toBase)" "static string ToString(int value, int toBase)" "static string ToString(long value, int toBase)"
        => to_string;
};

pub static CONVERT: Class = Class {
    name: "System.Convert",
    base: Some(&object::OBJECT),
    static_methods: {
        const ALL: [StaticMethod; TO.len() + REST.len()] = super::table::joined(TO, REST);
        &ALL
    },
    static_properties: super::table::static_properties! {
        "System.Object" DBNull => |_| Ok(super::nothing::db_null());
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CONVERT];
