//! `System.Guid`.

use super::{Class, Method, Property, StaticMethod, StaticProperty, arguments, object};
use crate::engine::culture::Culture;
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::any::Any;
use std::cmp::Ordering;

/// 16 bytes, as the text has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Guid(u128);

impl Native for Guid {
    fn class(&self) -> &'static Class {
        &GUID
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(format(*self, "d"))
    }

    fn format(&self, form: &str, _: &Culture) -> Option<Outcome<String>> {
        Some(formatted(*self, form))
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Guid>().map(|other| self == other)
    }

    fn order(&self, other: &dyn Native) -> Option<Ordering> {
        other.as_any().downcast_ref::<Guid>().map(|other| self.cmp(other))
    }
}

/// A new random guid.
pub fn random() -> Value {
    let random: u128 = rand::random();
    let versioned = (random & !(0xF << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    Value::native(Guid(versioned))
}

fn format(guid: Guid, form: &str) -> String {
    let hex = format!("{:032x}", guid.0);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_string();
    let dashed = [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-");
    match form.to_ascii_lowercase().as_str() {
        "n" => hex,
        "b" => format!("{{{dashed}}}"),
        "p" => format!("({dashed})"),
        "x" => {
            let bytes: Vec<String> =
                (16..32).step_by(2).map(|at| format!("0x{}", part(at, at + 2))).collect();
            format!("{{0x{},0x{},0x{},{{{}}}}}", part(0, 8), part(8, 12), part(12, 16), bytes.join(","))
        }
        _ => dashed,
    }
}

/// A guid under the formats `N D B P X`; an empty one is `D`. Errors: another one.
fn formatted(guid: Guid, form: &str) -> Outcome<String> {
    match form {
        "" | "D" | "d" | "N" | "n" | "B" | "b" | "P" | "p" | "X" | "x" => Ok(format(guid, form)),
        _ => Err(arguments::throw(
            "System.FormatException",
            "Format string can be only \"D\", \"d\", \"N\", \"n\", \"P\", \"p\", \"B\", \"b\", \"X\" or \"x\".",
        )),
    }
}

fn parse(text: &str) -> Option<Guid> {
    if text.trim().starts_with("{0x") {
        return fields(text);
    }
    let bare = text.trim().trim_matches(['{', '}', '(', ')']);
    let well_placed = !bare.contains('-') || bare.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let hex: String = bare.chars().filter(|character| *character != '-').collect();
    (well_placed && hex.len() == 32).then(|| u128::from_str_radix(&hex, 16).ok().map(Guid)).flatten()
}

/// `{0x01234567,0x89ab,0xcdef,{0x01,0x23,0x45,0x67,0x89,0xab,0xcd,0xef}}`, with blanks anywhere.
fn fields(text: &str) -> Option<Guid> {
    let packed: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let inner = packed.strip_prefix('{')?.strip_suffix("}}")?;
    let (head, bytes) = inner.split_once(",{")?;
    let mut number = 0_u128;
    let mut widths = [8, 4, 4].into_iter().chain([2; 8]);
    for field in head.split(',').chain(bytes.split(',')) {
        let (digits, width) = (field.strip_prefix("0x")?, widths.next()?);
        let fits = !digits.is_empty() && digits.len() <= width && !digits.starts_with('+');
        let value = u128::from_str_radix(digits, 16).ok().filter(|_| fits)?;
        number = number << (4 * width) | value;
    }
    widths.next().is_none().then_some(Guid(number))
}

fn read(text: &str) -> Outcome<Value> {
    parse(text).map(Value::native).ok_or_else(|| {
        let message = "Unrecognized Guid format.";
        let fault: Box<Fault> = arguments::throw("System.FormatException", message);
        fault
    })
}

fn own(this: &Value) -> Outcome<Guid> {
    this.as_native::<Guid>().copied().ok_or_else(arguments::no_overload)
}

/// .NET keeps the first three fields with their lowest byte first.
fn swap_fields(bytes: &mut [u8; 16]) {
    let (fields, _) = bytes.split_at_mut(8);
    let (first, rest) = fields.split_at_mut(4);
    let (second, third) = rest.split_at_mut(2);
    first.reverse();
    second.reverse();
    third.reverse();
}

/// From the three numbers that the arguments begin with and eight bytes. Errors: there are not eight.
fn from_fields(args: &[Value], rest: &[u8]) -> Outcome<Value> {
    let bytes: [u8; 8] = rest.try_into().map_err(|_| {
        arguments::throw(
            "System.ArgumentException",
            "Byte array for Guid must be exactly 8 bytes long. (Parameter 'd')",
        )
    })?;
    let first = u128::from(arguments::long(args, 0)? as u32);
    let (second, third) = (arguments::int(args, 1)? as u16, arguments::int(args, 2)? as u16);
    let head = first << 96 | u128::from(second) << 80 | u128::from(third) << 64;
    Ok(Value::native(Guid(head | u128::from(u64::from_be_bytes(bytes)))))
}

/// `[guid]::Empty`
pub fn empty() -> Value {
    Value::native(Guid(0))
}

/// Text in just the one format.
fn exact(text: &str, form: &str) -> Option<Guid> {
    parse(text).filter(|guid| format(*guid, form).eq_ignore_ascii_case(text.trim()))
}

pub static GUID: Class = Class {
    name: "System.Guid",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IFormattable"],
    properties: &[
        Property {
            name: "Guid",
            type_name: "string",
            get: |_, this| Ok(Value::text(format(own(this)?, "d"))),
            set: None,
        },
        Property {
            name: "Variant",
            type_name: "int",
            get: |_, this| Ok(Value::Int((own(this)?.0 >> 60) as i32 & 0xF)),
            set: None,
        },
        Property {
            name: "Version",
            type_name: "int",
            get: |_, this| Ok(Value::Int((own(this)?.0 >> 76) as i32 & 0xF)),
            set: None,
        },
    ],
    methods: &[
        super::span::try_format!(
            "bool TryFormat(System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format = default)",
            "bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten, System.ReadOnlySpan[char] format = default)",
        ),
        Method {
            name: "CompareTo",
            signatures: &["int CompareTo(System.Object value)", "int CompareTo(guid value)"],
            call: object::compare_own,
        },
        object::equals_own!("bool Equals(System.Object o)", "bool Equals(guid g)"),
        Method {
            name: "ToByteArray",
            signatures: &["byte[] ToByteArray()", "byte[] ToByteArray(bool bigEndian)"],
            call: |_, this, args| {
                let mut bytes = own(this)?.0.to_be_bytes();
                if !args.first().is_some_and(crate::engine::convert::to_bool) {
                    swap_fields(&mut bytes);
                }
                Ok(arguments::bytes(bytes))
            },
        },
        Method {
            name: "TryWriteBytes",
            signatures: &[
                "bool TryWriteBytes(System.Span[byte] destination)",
                "bool TryWriteBytes(System.Span[byte] destination, bool bigEndian, [ref] int bytesWritten)",
            ],
            call: |_, _, _| Err(arguments::no_overload()),
        },
        Method {
            name: "ToString",
            signatures: &[
                "string ToString()",
                "string ToString(string format)",
                "string ToString(string format, System.IFormatProvider provider)",
            ],
            call: |engine, this, args| {
                let (form, _) = arguments::format_and_provider(engine, args)?;
                match this.as_native::<Guid>() {
                    Some(guid) => formatted(*guid, &form).map(Value::text),
                    None => Ok(Value::Null),
                }
            },
        },
    ],
    static_properties: &[
        StaticProperty {
            name: "AllBitsSet",
            type_name: "guid",
            get: |_| Ok(Value::native(Guid(u128::MAX))),
            set: None,
        },
        StaticProperty { name: "Empty", type_name: "guid", get: |_| Ok(Value::native(Guid(0))), set: None },
    ],
    static_methods: &[
        StaticMethod { name: "NewGuid", signatures: &["static guid NewGuid()"], call: |_, _| Ok(random()) },
        StaticMethod {
            name: "CreateVersion7",
            signatures: &[
                "static guid CreateVersion7()",
                "static guid CreateVersion7(System.DateTimeOffset timestamp)",
            ],
            call: |_, args| {
                let ticks = match args.first() {
                    Some(given) => {
                        super::date_time_offset::utc_ticks(given).ok_or_else(arguments::no_overload)?
                    }
                    None => super::datetime::DateTime::utc_now().ticks,
                };
                let milliseconds =
                    ((ticks - super::datetime::UNIX_EPOCH) / 10_000) as u128 & 0xFFFF_FFFF_FFFF;
                let random: u128 = rand::random();
                let kept = random & !(0xFFFF_FFFF_FFFF << 80) & !(0xF << 76) & !(0x3 << 62);
                Ok(Value::native(Guid(kept | milliseconds << 80 | 0x7 << 76 | 0x2 << 62)))
            },
        },
        StaticMethod {
            name: "ParseExact",
            signatures: &[
                "static guid ParseExact(string input, string format)",
                "static guid ParseExact(System.ReadOnlySpan[char] input, System.ReadOnlySpan[char] format)",
            ],
            call: |engine, args| {
                let (text, form) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                exact(&text, &form).map(Value::native).ok_or_else(|| {
                    arguments::throw(
                        "System.FormatException",
                        "Guid string should only contain hexadecimal characters.",
                    )
                })
            },
        },
        StaticMethod {
            name: "TryParseExact",
            signatures: &[
                "static bool TryParseExact(string input, string format, [ref] guid result)",
                "static bool TryParseExact(System.ReadOnlySpan[char] input, System.ReadOnlySpan[char] format, [ref] guid result)",
            ],
            call: |engine, args| {
                let (text, form) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                let found = exact(&text, &form);
                super::reference::assign(
                    engine,
                    arguments::any(args, 2)?,
                    Value::native(found.unwrap_or(Guid(0))),
                )?;
                Ok(Value::Bool(found.is_some()))
            },
        },
        StaticMethod {
            name: "Parse",
            signatures: &[
                "static guid Parse(string input)",
                "static guid Parse(System.ReadOnlySpan[char] input)",
                "static guid Parse(System.ReadOnlySpan[byte] utf8Text)",
                "static guid Parse(string s, System.IFormatProvider provider)",
                "static guid Parse(System.ReadOnlySpan[char] s, System.IFormatProvider provider)",
                "static guid Parse(System.ReadOnlySpan[byte] utf8Text, System.IFormatProvider provider)",
            ],
            call: |engine, args| read(&arguments::text(engine, args, 0)?),
        },
        StaticMethod {
            name: "TryParse",
            signatures: &[
                "static bool TryParse(string input, [ref] guid result)",
                "static bool TryParse(System.ReadOnlySpan[char] input, [ref] guid result)",
                "static bool TryParse(System.ReadOnlySpan[byte] utf8Text, [ref] guid result)",
                "static bool TryParse(string s, System.IFormatProvider provider, [ref] guid result)",
                "static bool TryParse(System.ReadOnlySpan[char] s, System.IFormatProvider provider, [ref] guid result)",
                "static bool TryParse(System.ReadOnlySpan[byte] utf8Text, System.IFormatProvider provider, [ref] guid result)",
            ],
            call: |engine, args| {
                let found = parse(&arguments::text(engine, args, 0)?);
                super::reference::assign(
                    engine,
                    args.last().ok_or_else(arguments::no_overload)?,
                    Value::native(found.unwrap_or(Guid(0))),
                )?;
                Ok(Value::Bool(found.is_some()))
            },
        },
    ],
    construct: Some(|engine, args| match args {
        [] => Ok(Value::native(Guid(0))),
        [bytes] if matches!(bytes.unwrapped(), Value::Array(_)) => {
            let bytes = arguments::to_bytes(engine, bytes)?;
            let mut bytes: [u8; 16] = bytes.try_into().map_err(|_| {
                arguments::throw(
                    "System.ArgumentException",
                    "Byte array for Guid must be exactly 16 bytes long. (Parameter 'b')",
                )
            })?;
            swap_fields(&mut bytes);
            Ok(Value::native(Guid(u128::from_be_bytes(bytes))))
        }
        [_, _, _, bytes] if matches!(bytes.unwrapped(), Value::Array(_)) => {
            let rest = arguments::to_bytes(engine, bytes)?;
            from_fields(args, &rest)
        }
        [_, _, _, rest @ ..] if rest.len() == 8 => {
            let rest: Outcome<Vec<u8>> =
                (3..11).map(|at| arguments::int(args, at).map(|byte| byte as u8)).collect();
            from_fields(args, &rest?)
        }
        _ => read(&arguments::text(engine, args, 0)?),
    }),
    constructors: &[
        "guid new(byte[] b)",
        "guid new(System.ReadOnlySpan[byte] b)",
        "guid new(System.ReadOnlySpan[byte] b, bool bigEndian)",
        "guid new(uint a, ushort b, ushort c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)",
        "guid new(int a, short b, short c, byte[] d)",
        "guid new(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k)",
        "guid new(string g)",
    ],
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&GUID];
