//! `System.Char`.

use super::{Class, Method, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// A test of one character, named as .NET's.
macro_rules! test {
    ($name:literal, $test:expr) => {
        StaticMethod {
            name: $name,
            signatures: &[
                concat!("static bool ", $name, "(char c)"),
                concat!("static bool ", $name, "(string s, int index)"),
            ],
            call: |engine, args| {
                let test: fn(char) -> bool = $test;
                Ok(Value::Bool(argument(engine, args)?.is_some_and(test)))
            },
        }
    };
}

/// The character of an argument, or at an index of a text.
fn argument(engine: &mut Engine, args: &[Value]) -> Outcome<Option<char>> {
    let text = arguments::text(engine, args, 0)?;
    let index =
        if args.len() > 1 { usize::try_from(arguments::int(args, 1)?).unwrap_or(usize::MAX) } else { 0 };
    Ok(text.chars().nth(index))
}

pub static CHAR: Class = Class {
    name: "System.Char",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable"],
    methods: &[Method {
        name: "CompareTo",
        signatures: &["int CompareTo(System.Object value)", "int CompareTo(char value)"],
        call: |_, this, args| {
            let read = |value: &Value| convert::to_i128(value).unwrap_or_default();
            let other = match arguments::any(args, 0)? {
                Value::String(text) => i128::from(text.encode_utf16().next().unwrap_or_default()),
                other => read(other),
            };
            Ok(Value::Int((read(this) - other) as i32))
        },
    }],
    static_properties: &[
        StaticProperty { name: "MaxValue", type_name: "char", get: |_| Ok(Value::Char(u16::MAX)), set: None },
        StaticProperty { name: "MinValue", type_name: "char", get: |_| Ok(Value::Char(0)), set: None },
    ],
    static_methods: &[
        test!("IsControl", char::is_control),
        test!("IsDigit", |c| c.is_ascii_digit()),
        test!("IsLetter", char::is_alphabetic),
        test!("IsLetterOrDigit", |c| c.is_alphabetic() || c.is_ascii_digit()),
        test!("IsLower", char::is_lowercase),
        test!("IsNumber", char::is_numeric),
        test!("IsPunctuation", |c| c.is_ascii_punctuation() && !"$+<=>^`|~".contains(c)),
        test!("IsSymbol", |c| "$+<=>^`|~".contains(c)),
        test!("IsUpper", char::is_uppercase),
        test!("IsWhiteSpace", char::is_whitespace),
        StaticMethod {
            name: "ToLower",
            signatures: &["static char ToLower(char c)"],
            call: |engine, args| {
                let found = argument(engine, args)?.unwrap_or_default();
                Ok(unit(found.to_lowercase().next().unwrap_or(found)))
            },
        },
        StaticMethod {
            name: "ToUpper",
            signatures: &["static char ToUpper(char c)"],
            call: |engine, args| {
                let found = argument(engine, args)?.unwrap_or_default();
                Ok(unit(found.to_uppercase().next().unwrap_or(found)))
            },
        },
        StaticMethod {
            name: "ConvertFromUtf32",
            signatures: &["static string ConvertFromUtf32(int utf32)"],
            call: |_, args| {
                let number = arguments::int(args, 0)?;
                match u32::try_from(number).ok().and_then(char::from_u32) {
                    Some(found) => Ok(Value::text(found.to_string())),
                    None => Err(arguments::out_of_range(
                        "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff).",
                        "utf32",
                    )),
                }
            },
        },
        StaticMethod {
            name: "GetNumericValue",
            signatures: &["static double GetNumericValue(char c)"],
            call: |engine, args| {
                let digit = argument(engine, args)?.and_then(|found| found.to_digit(10));
                Ok(Value::Double(digit.map_or(-1.0, f64::from)))
            },
        },
    ],
    value_type: true,
    ..Class::EMPTY
};

fn unit(found: char) -> Value {
    let mut buffer = [0; 2];
    Value::Char(found.encode_utf16(&mut buffer).first().copied().unwrap_or_default())
}

pub(super) const CLASSES: &[&Class] = &[&CHAR];
