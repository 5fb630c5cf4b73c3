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
    ($method:literal, $full:literal, $signatures:expr) => {
        StaticMethod {
            name: $method,
            signatures: $signatures,
            call: |engine, args| converted(engine, arguments::any(args, 0)?, $full),
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
    ChangeType "static System.Object ChangeType(System.Object value, System.TypeCode typeCode)" "static System.Object ChangeType(System.Object value, System.TypeCode typeCode, System.IFormatProvider provider)" "static System.Object ChangeType(System.Object value, type conversionType)" "static System.Object ChangeType(System.Object value, type conversionType, System.IFormatProvider provider)"
        => change_type;
    FromBase64String "static byte[] FromBase64String(string s)" => from_base64;
    FromHexString "static byte[] FromHexString(string s)" "static byte[] FromHexString(System.ReadOnlySpan[char] chars)" "static byte[] FromHexString(System.ReadOnlySpan[byte] utf8Source)" "static System.Buffers.OperationStatus FromHexString(string source, System.Span[byte] destination, [ref] int charsConsumed, [ref] int bytesWritten)" "static System.Buffers.OperationStatus FromHexString(System.ReadOnlySpan[char] source, System.Span[byte] destination, [ref] int charsConsumed, [ref] int bytesWritten)" "static System.Buffers.OperationStatus FromHexString(System.ReadOnlySpan[byte] utf8Source, System.Span[byte] destination, [ref] int bytesConsumed, [ref] int bytesWritten)" => from_hexadecimal;
    GetTypeCode "static System.TypeCode GetTypeCode(System.Object value)" => |engine, args| crate::engine::member::invoke(engine, arguments::any(args, 0)?, "GetTypeCode", &[]);
    IsDBNull "static bool IsDBNull(System.Object value)" => |_, _| Ok(Value::Bool(false));
    ToBase64String "static string ToBase64String(byte[] inArray)" "static string ToBase64String(byte[] inArray, System.Base64FormattingOptions options)" "static string ToBase64String(byte[] inArray, int offset, int length)" "static string ToBase64String(byte[] inArray, int offset, int length, System.Base64FormattingOptions options)" "static string ToBase64String(System.ReadOnlySpan[byte] bytes, System.Base64FormattingOptions options = System.Base64FormattingOptions.None)"
        => to_base64;
    ToHexString "static string ToHexString(byte[] inArray)" "static string ToHexString(byte[] inArray, int offset, int length)" => |engine, args| hexadecimal(engine, args, true);
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

const TO: &[StaticMethod] = &[
    to!(
        "ToBoolean",
        "System.Boolean",
        &[
            "static bool ToBoolean(System.Object value)",
            "static bool ToBoolean(System.Object value, System.IFormatProvider provider)",
            "static bool ToBoolean(bool value)",
            "static bool ToBoolean(sbyte value)",
            "static bool ToBoolean(char value)",
            "static bool ToBoolean(byte value)",
            "static bool ToBoolean(short value)",
            "static bool ToBoolean(ushort value)",
            "static bool ToBoolean(int value)",
            "static bool ToBoolean(uint value)",
            "static bool ToBoolean(long value)",
            "static bool ToBoolean(ulong value)",
            "static bool ToBoolean(string value)",
            "static bool ToBoolean(string value, System.IFormatProvider provider)",
            "static bool ToBoolean(float value)",
            "static bool ToBoolean(double value)",
            "static bool ToBoolean(decimal value)",
            "static bool ToBoolean(datetime value)"
        ]
    ),
    to!(
        "ToByte",
        "System.Byte",
        8,
        false,
        "an unsigned byte",
        &[
            "static byte ToByte(System.Object value)",
            "static byte ToByte(System.Object value, System.IFormatProvider provider)",
            "static byte ToByte(bool value)",
            "static byte ToByte(byte value)",
            "static byte ToByte(char value)",
            "static byte ToByte(sbyte value)",
            "static byte ToByte(short value)",
            "static byte ToByte(ushort value)",
            "static byte ToByte(int value)",
            "static byte ToByte(uint value)",
            "static byte ToByte(long value)",
            "static byte ToByte(ulong value)",
            "static byte ToByte(float value)",
            "static byte ToByte(double value)",
            "static byte ToByte(decimal value)",
            "static byte ToByte(string value)",
            "static byte ToByte(string value, System.IFormatProvider provider)",
            "static byte ToByte(datetime value)",
            "static byte ToByte(string value, int fromBase)"
        ]
    ),
    to!(
        "ToChar",
        "System.Char",
        &[
            "static char ToChar(System.Object value)",
            "static char ToChar(System.Object value, System.IFormatProvider provider)",
            "static char ToChar(bool value)",
            "static char ToChar(char value)",
            "static char ToChar(sbyte value)",
            "static char ToChar(byte value)",
            "static char ToChar(short value)",
            "static char ToChar(ushort value)",
            "static char ToChar(int value)",
            "static char ToChar(uint value)",
            "static char ToChar(long value)",
            "static char ToChar(ulong value)",
            "static char ToChar(string value)",
            "static char ToChar(string value, System.IFormatProvider provider)",
            "static char ToChar(float value)",
            "static char ToChar(double value)",
            "static char ToChar(decimal value)",
            "static char ToChar(datetime value)"
        ]
    ),
    to!(
        "ToDateTime",
        "System.DateTime",
        &[
            "static datetime ToDateTime(datetime value)",
            "static datetime ToDateTime(System.Object value)",
            "static datetime ToDateTime(System.Object value, System.IFormatProvider provider)",
            "static datetime ToDateTime(string value)",
            "static datetime ToDateTime(string value, System.IFormatProvider provider)",
            "static datetime ToDateTime(sbyte value)",
            "static datetime ToDateTime(byte value)",
            "static datetime ToDateTime(short value)",
            "static datetime ToDateTime(ushort value)",
            "static datetime ToDateTime(int value)",
            "static datetime ToDateTime(uint value)",
            "static datetime ToDateTime(long value)",
            "static datetime ToDateTime(ulong value)",
            "static datetime ToDateTime(bool value)",
            "static datetime ToDateTime(char value)",
            "static datetime ToDateTime(float value)",
            "static datetime ToDateTime(double value)",
            "static datetime ToDateTime(decimal value)"
        ]
    ),
    to!(
        "ToDecimal",
        "System.Decimal",
        &[
            "static decimal ToDecimal(System.Object value)",
            "static decimal ToDecimal(System.Object value, System.IFormatProvider provider)",
            "static decimal ToDecimal(sbyte value)",
            "static decimal ToDecimal(byte value)",
            "static decimal ToDecimal(char value)",
            "static decimal ToDecimal(short value)",
            "static decimal ToDecimal(ushort value)",
            "static decimal ToDecimal(int value)",
            "static decimal ToDecimal(uint value)",
            "static decimal ToDecimal(long value)",
            "static decimal ToDecimal(ulong value)",
            "static decimal ToDecimal(float value)",
            "static decimal ToDecimal(double value)",
            "static decimal ToDecimal(string value)",
            "static decimal ToDecimal(string value, System.IFormatProvider provider)",
            "static decimal ToDecimal(decimal value)",
            "static decimal ToDecimal(bool value)",
            "static decimal ToDecimal(datetime value)"
        ]
    ),
    to!(
        "ToDouble",
        "System.Double",
        &[
            "static double ToDouble(System.Object value)",
            "static double ToDouble(System.Object value, System.IFormatProvider provider)",
            "static double ToDouble(sbyte value)",
            "static double ToDouble(byte value)",
            "static double ToDouble(short value)",
            "static double ToDouble(char value)",
            "static double ToDouble(ushort value)",
            "static double ToDouble(int value)",
            "static double ToDouble(uint value)",
            "static double ToDouble(long value)",
            "static double ToDouble(ulong value)",
            "static double ToDouble(float value)",
            "static double ToDouble(double value)",
            "static double ToDouble(decimal value)",
            "static double ToDouble(string value)",
            "static double ToDouble(string value, System.IFormatProvider provider)",
            "static double ToDouble(bool value)",
            "static double ToDouble(datetime value)"
        ]
    ),
    to!(
        "ToInt16",
        "System.Int16",
        16,
        true,
        "an Int16",
        &[
            "static short ToInt16(System.Object value)",
            "static short ToInt16(System.Object value, System.IFormatProvider provider)",
            "static short ToInt16(bool value)",
            "static short ToInt16(char value)",
            "static short ToInt16(sbyte value)",
            "static short ToInt16(byte value)",
            "static short ToInt16(ushort value)",
            "static short ToInt16(int value)",
            "static short ToInt16(uint value)",
            "static short ToInt16(short value)",
            "static short ToInt16(long value)",
            "static short ToInt16(ulong value)",
            "static short ToInt16(float value)",
            "static short ToInt16(double value)",
            "static short ToInt16(decimal value)",
            "static short ToInt16(string value)",
            "static short ToInt16(string value, System.IFormatProvider provider)",
            "static short ToInt16(datetime value)",
            "static short ToInt16(string value, int fromBase)"
        ]
    ),
    to!(
        "ToInt32",
        "System.Int32",
        32,
        true,
        "an Int32",
        &[
            "static int ToInt32(System.Object value)",
            "static int ToInt32(System.Object value, System.IFormatProvider provider)",
            "static int ToInt32(bool value)",
            "static int ToInt32(char value)",
            "static int ToInt32(sbyte value)",
            "static int ToInt32(byte value)",
            "static int ToInt32(short value)",
            "static int ToInt32(ushort value)",
            "static int ToInt32(uint value)",
            "static int ToInt32(int value)",
            "static int ToInt32(long value)",
            "static int ToInt32(ulong value)",
            "static int ToInt32(float value)",
            "static int ToInt32(double value)",
            "static int ToInt32(decimal value)",
            "static int ToInt32(string value)",
            "static int ToInt32(string value, System.IFormatProvider provider)",
            "static int ToInt32(datetime value)",
            "static int ToInt32(string value, int fromBase)"
        ]
    ),
    to!(
        "ToInt64",
        "System.Int64",
        64,
        true,
        "an Int64",
        &[
            "static long ToInt64(System.Object value)",
            "static long ToInt64(System.Object value, System.IFormatProvider provider)",
            "static long ToInt64(bool value)",
            "static long ToInt64(char value)",
            "static long ToInt64(sbyte value)",
            "static long ToInt64(byte value)",
            "static long ToInt64(short value)",
            "static long ToInt64(ushort value)",
            "static long ToInt64(int value)",
            "static long ToInt64(uint value)",
            "static long ToInt64(ulong value)",
            "static long ToInt64(long value)",
            "static long ToInt64(float value)",
            "static long ToInt64(double value)",
            "static long ToInt64(decimal value)",
            "static long ToInt64(string value)",
            "static long ToInt64(string value, System.IFormatProvider provider)",
            "static long ToInt64(datetime value)",
            "static long ToInt64(string value, int fromBase)"
        ]
    ),
    to!(
        "ToSByte",
        "System.SByte",
        8,
        true,
        "a signed byte",
        &[
            "static sbyte ToSByte(System.Object value)",
            "static sbyte ToSByte(System.Object value, System.IFormatProvider provider)",
            "static sbyte ToSByte(bool value)",
            "static sbyte ToSByte(sbyte value)",
            "static sbyte ToSByte(char value)",
            "static sbyte ToSByte(byte value)",
            "static sbyte ToSByte(short value)",
            "static sbyte ToSByte(ushort value)",
            "static sbyte ToSByte(int value)",
            "static sbyte ToSByte(uint value)",
            "static sbyte ToSByte(long value)",
            "static sbyte ToSByte(ulong value)",
            "static sbyte ToSByte(float value)",
            "static sbyte ToSByte(double value)",
            "static sbyte ToSByte(decimal value)",
            "static sbyte ToSByte(string value)",
            "static sbyte ToSByte(string value, System.IFormatProvider provider)",
            "static sbyte ToSByte(datetime value)",
            "static sbyte ToSByte(string value, int fromBase)"
        ]
    ),
    to!(
        "ToSingle",
        "System.Single",
        &[
            "static float ToSingle(System.Object value)",
            "static float ToSingle(System.Object value, System.IFormatProvider provider)",
            "static float ToSingle(sbyte value)",
            "static float ToSingle(byte value)",
            "static float ToSingle(char value)",
            "static float ToSingle(short value)",
            "static float ToSingle(ushort value)",
            "static float ToSingle(int value)",
            "static float ToSingle(uint value)",
            "static float ToSingle(long value)",
            "static float ToSingle(ulong value)",
            "static float ToSingle(float value)",
            "static float ToSingle(double value)",
            "static float ToSingle(decimal value)",
            "static float ToSingle(string value)",
            "static float ToSingle(string value, System.IFormatProvider provider)",
            "static float ToSingle(bool value)",
            "static float ToSingle(datetime value)"
        ]
    ),
    to!(
        "ToUInt16",
        "System.UInt16",
        16,
        false,
        "a UInt16",
        &[
            "static ushort ToUInt16(System.Object value)",
            "static ushort ToUInt16(System.Object value, System.IFormatProvider provider)",
            "static ushort ToUInt16(bool value)",
            "static ushort ToUInt16(char value)",
            "static ushort ToUInt16(sbyte value)",
            "static ushort ToUInt16(byte value)",
            "static ushort ToUInt16(short value)",
            "static ushort ToUInt16(int value)",
            "static ushort ToUInt16(ushort value)",
            "static ushort ToUInt16(uint value)",
            "static ushort ToUInt16(long value)",
            "static ushort ToUInt16(ulong value)",
            "static ushort ToUInt16(float value)",
            "static ushort ToUInt16(double value)",
            "static ushort ToUInt16(decimal value)",
            "static ushort ToUInt16(string value)",
            "static ushort ToUInt16(string value, System.IFormatProvider provider)",
            "static ushort ToUInt16(datetime value)",
            "static ushort ToUInt16(string value, int fromBase)"
        ]
    ),
    to!(
        "ToUInt32",
        "System.UInt32",
        32,
        false,
        "a UInt32",
        &[
            "static uint ToUInt32(System.Object value)",
            "static uint ToUInt32(System.Object value, System.IFormatProvider provider)",
            "static uint ToUInt32(bool value)",
            "static uint ToUInt32(char value)",
            "static uint ToUInt32(sbyte value)",
            "static uint ToUInt32(byte value)",
            "static uint ToUInt32(short value)",
            "static uint ToUInt32(ushort value)",
            "static uint ToUInt32(int value)",
            "static uint ToUInt32(uint value)",
            "static uint ToUInt32(long value)",
            "static uint ToUInt32(ulong value)",
            "static uint ToUInt32(float value)",
            "static uint ToUInt32(double value)",
            "static uint ToUInt32(decimal value)",
            "static uint ToUInt32(string value)",
            "static uint ToUInt32(string value, System.IFormatProvider provider)",
            "static uint ToUInt32(datetime value)",
            "static uint ToUInt32(string value, int fromBase)"
        ]
    ),
    to!(
        "ToUInt64",
        "System.UInt64",
        64,
        false,
        "a UInt64",
        &[
            "static ulong ToUInt64(System.Object value)",
            "static ulong ToUInt64(System.Object value, System.IFormatProvider provider)",
            "static ulong ToUInt64(bool value)",
            "static ulong ToUInt64(char value)",
            "static ulong ToUInt64(sbyte value)",
            "static ulong ToUInt64(byte value)",
            "static ulong ToUInt64(short value)",
            "static ulong ToUInt64(ushort value)",
            "static ulong ToUInt64(int value)",
            "static ulong ToUInt64(uint value)",
            "static ulong ToUInt64(long value)",
            "static ulong ToUInt64(ulong value)",
            "static ulong ToUInt64(float value)",
            "static ulong ToUInt64(double value)",
            "static ulong ToUInt64(decimal value)",
            "static ulong ToUInt64(string value)",
            "static ulong ToUInt64(string value, System.IFormatProvider provider)",
            "static ulong ToUInt64(datetime value)",
            "static ulong ToUInt64(string value, int fromBase)"
        ]
    ),
];

pub static CONVERT: Class = Class {
    name: "System.Convert",
    base: Some(&object::OBJECT),
    static_methods: {
        const ALL: [StaticMethod; TO.len() + REST.len()] = super::table::joined(TO, REST);
        &ALL
    },
    static_properties: super::table::static_properties! {
        "System.Object" DBNull => |_| Ok(Value::Null);
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CONVERT];
