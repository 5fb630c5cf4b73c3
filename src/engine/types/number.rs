//! The numeric classes: `Int32`, `Double`, `Decimal` and their kin.

use super::table::joined;
use super::{
    Class, Method, StaticMethod, StaticProperty, arguments, culture_info, floating_functions as floating,
    number_functions as functions, object,
};
use crate::engine::culture::{self, Culture, Styles};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, operators};
use std::rc::Rc;

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "ToString",
        signatures: &[
            "string ToString()",
            "string ToString(string format)",
            "string ToString(System.IFormatProvider provider)",
            "string ToString(string format, System.IFormatProvider provider)",
        ],
        call: |engine, this, args| {
            let (form, culture) = arguments::format_and_provider(engine, args)?;
            Ok(Value::text(operators::format_number_in(this, &form, &culture)?))
        },
    },
    Method {
        name: "GetTypeCode",
        signatures: &["System.TypeCode GetTypeCode()", "System.TypeCode IConvertible.GetTypeCode()"],
        call: |_, this, _| Ok(super::type_facts::get_type_code(&Value::Type(super::type_of(this)))),
    },
    super::span::try_format_usual!(),
];

/// Styles and culture among the arguments behind the text; `[ref]` and others are not taken.
fn styles_and_culture(engine: &mut Engine, class: &str, args: &[Value]) -> Outcome<(Styles, Rc<Culture>)> {
    let mut styles = match class {
        "System.Double" | "System.Single" => Styles::FLOAT,
        "System.Decimal" => Styles::NUMBER,
        _ => Styles::INTEGER,
    };
    let mut found = culture::current();
    for argument in args.iter().skip(1) {
        match argument.unwrapped() {
            Value::Object(_) => found = culture_info::of(argument).unwrap_or(found),
            Value::Null | Value::Empty => {}
            style => {
                let wanted = super::named("System.Globalization.NumberStyles");
                if let Value::Enum(value) = convert::to_type(engine, style.clone(), &wanted)? {
                    styles = Styles(value.number);
                }
            }
        }
    }
    Ok((styles, found))
}

fn bad_text(text: &str) -> Box<Fault> {
    arguments::throw(
        "System.FormatException",
        format!("The input string '{text}' was not in a correct format."),
    )
}

/// Reads text as one numeric class, as `Parse` does.
fn parse(engine: &mut Engine, class: &str, args: &[Value]) -> Outcome<Value> {
    let text = match arguments::any(args, 0)? {
        Value::Null | Value::Empty => {
            return Err(arguments::throw(
                "System.ArgumentNullException",
                "Value cannot be null. (Parameter 's')",
            ));
        }
        other => convert::to_text(engine, other)?,
    };
    let (styles, culture) = styles_and_culture(engine, class, args)?;
    let floating = matches!(class, "System.Double" | "System.Single");
    if styles.is_hexadecimal() || styles.is_binary() {
        return from_digits(engine, class, &text, if styles.is_binary() { 2 } else { 16 });
    }
    let plain = match culture::parse_number(&text, styles, &culture) {
        Some(plain) => plain,
        None if floating => return named_value(class, text.trim(), &culture).ok_or_else(|| bad_text(&text)),
        None => return Err(bad_text(&text)),
    };
    let value = match class {
        "System.Double" => return plain.parse().map(Value::Double).map_err(|_| bad_text(&text)),
        "System.Single" => return plain.parse().map(Value::Single).map_err(|_| bad_text(&text)),
        _ => convert::number::decimal(&plain),
    };
    let too_large = || {
        let name = match class.rsplit('.').next().unwrap_or(class) {
            "Byte" => "an unsigned byte".to_string(),
            "SByte" => "a signed byte".to_string(),
            short @ ("Int16" | "Int32" | "Int64") => format!("an {short}"),
            short => format!("a {short}"),
        };
        let message = format!("Value was either too large or too small for {name}.");
        arguments::throw("System.OverflowException", message)
    };
    let value = value.ok_or_else(too_large)?;
    if class == "System.Decimal" {
        return Ok(Value::Decimal(Rc::new(value)));
    }
    if !value.fract().is_zero() {
        return Err(too_large());
    }
    convert::to_type(engine, Value::Decimal(Rc::new(value)), &super::named(class)).map_err(|_| too_large())
}

/// Not-a-number and the infinities by a culture's words, or the invariant ones.
fn named_value(class: &str, text: &str, culture: &Culture) -> Option<Value> {
    let same = |word: &str| text.eq_ignore_ascii_case(word);
    let number = if same(&culture.nan) || same("NaN") {
        f64::NAN
    } else if same(&culture.inf) || same("Infinity") || same("∞") {
        f64::INFINITY
    } else if same(&format!("-{}", culture.inf)) || same("-Infinity") || same("-∞") {
        f64::NEG_INFINITY
    } else {
        return None;
    };
    Some(if class == "System.Single" { Value::Single(number as f32) } else { Value::Double(number) })
}

/// Hexadecimal or binary digits: the bits of the type.
fn from_digits(engine: &mut Engine, class: &str, text: &str, radix: u32) -> Outcome<Value> {
    let bits = u64::from_str_radix(text.trim(), radix).map_err(|_| bad_text(text))?;
    let narrow = match class {
        "System.SByte" => i128::from(bits as u8 as i8),
        "System.Int16" => i128::from(bits as u16 as i16),
        "System.Int32" => i128::from(bits as u32 as i32),
        "System.Int64" => i128::from(bits as i64),
        _ => i128::from(bits),
    };
    let value = i64::try_from(narrow).map_or(Value::ULong(bits), Value::Long);
    convert::to_type(engine, value, &super::named(class))
}

/// `Parse` and `TryParse` of one class; `$style` is what the overloads for spans read by default.
macro_rules! parsing {
    ($name:literal, $short:literal, $style:literal) => {
        &[
            StaticMethod {
                name: "Parse",
                signatures: &[
                    concat!("static ", $short, " Parse(string s)"),
                    concat!("static ", $short, " Parse(string s, System.Globalization.NumberStyles style)"),
                    concat!("static ", $short, " Parse(string s, System.IFormatProvider provider)"),
                    concat!("static ", $short, " Parse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider)"),
                    concat!("static ", $short, " Parse(System.ReadOnlySpan[char] s, System.Globalization.NumberStyles style = System.Globalization.NumberStyles.", $style, ", System.IFormatProvider provider = null)"),
                    concat!("static ", $short, " Parse(System.ReadOnlySpan[char] s, System.IFormatProvider provider)"),
                    concat!("static ", $short, " Parse(System.ReadOnlySpan[byte] utf8Text, System.Globalization.NumberStyles style = System.Globalization.NumberStyles.", $style, ", System.IFormatProvider provider = null)"),
                    concat!("static ", $short, " Parse(System.ReadOnlySpan[byte] utf8Text, System.IFormatProvider provider)"),
                ],
                call: |engine, args| parse(engine, $name, args),
            },
            StaticMethod {
                name: "TryParse",
                signatures: &[
                    concat!("static bool TryParse(string s, [ref] ", $short, " result)"),
                    concat!("static bool TryParse(System.ReadOnlySpan[char] s, [ref] ", $short, " result)"),
                    concat!("static bool TryParse(System.ReadOnlySpan[byte] utf8Text, [ref] ", $short, " result)"),
                    concat!("static bool TryParse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] ", $short, " result)"),
                    concat!("static bool TryParse(System.ReadOnlySpan[char] s, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] ", $short, " result)"),
                    concat!("static bool TryParse(string s, System.IFormatProvider provider, [ref] ", $short, " result)"),
                    concat!("static bool TryParse(System.ReadOnlySpan[char] s, System.IFormatProvider provider, [ref] ", $short, " result)"),
                    concat!("static bool TryParse(System.ReadOnlySpan[byte] utf8Text, System.Globalization.NumberStyles style, System.IFormatProvider provider, [ref] ", $short, " result)"),
                    concat!("static bool TryParse(System.ReadOnlySpan[byte] utf8Text, System.IFormatProvider provider, [ref] ", $short, " result)"),
                ],
                call: |engine, args| {
                    let inputs = args.get(..args.len().saturating_sub(1)).unwrap_or_default();
                    let parsed = parse(engine, $name, inputs);
                    let target = args.last().filter(|_| args.len() > 1).cloned().unwrap_or_default();
                    let good = parsed.is_ok();
                    let zero = super::default_value(&super::named($name));
                    super::reference::assign(engine, &target, parsed.unwrap_or(zero))?;
                    Ok(Value::Bool(good))
                },
            },
        ]
    };
}

macro_rules! number {
    (
        $constant:ident, $name:literal, $short:literal, $style:literal, $least:expr, $most:expr,
        [$($extra:expr),*], $functions:expr, $more:expr, $properties:expr, $constructors:expr
    ) => {
        pub static $constant: Class = Class {
            name: $name,
            base: Some(&object::OBJECT),
            interfaces: &["System.IComparable", "System.IConvertible", "System.IFormattable"],
            properties: $properties,
            methods: {
                const OWN: &[Method] = &[
                    Method {
                        name: "CompareTo",
                        signatures: &[
                            "int CompareTo(System.Object value)",
                            concat!("int CompareTo(", $short, " value)"),
                        ],
                        call: object::compare_own,
                    },
                    object::equals_own!(
                        "bool Equals(System.Object obj)",
                        concat!("bool Equals(", $short, " obj)")
                    ),
                ];
                const ALL: [Method; OWN.len() + METHODS.len()] = joined(OWN, METHODS);
                &ALL
            },
            static_properties: &[
                StaticProperty { name: "MaxValue", type_name: $short, get: |_| Ok($most), set: None },
                StaticProperty { name: "MinValue", type_name: $short, get: |_| Ok($least), set: None },
                $($extra),*
            ],
            static_methods: {
                const PARSING: &[StaticMethod] = parsing!($name, $short, $style);
                const SOME: [StaticMethod; PARSING.len() + $functions.len()] = joined(PARSING, $functions);
                const ALL: [StaticMethod; SOME.len() + $more.len()] = joined(&SOME, $more);
                &ALL
            },
            construct: Some(|engine, args| match args {
                [] => Ok(super::default_value(&super::named($name))),
                [value] if $name == "System.Decimal" => convert::to_type(engine, value.clone(), &super::named($name)),
                [low, middle, high, negative, scale] if $name == "System.Decimal" => {
                    super::decimal_functions::from_parts(engine, [low, middle, high, negative, scale])
                }
                _ => Err(arguments::no_overload()),
            }),
            constructors: $constructors,
            value_type: true,
            ..Class::EMPTY
        };
    };
}

macro_rules! constant {
    ($name:literal, $type:literal, $value:expr) => {
        StaticProperty { name: $name, type_name: $type, get: |_| Ok($value), set: None }
    };
}

const INT32_MORE: &[StaticMethod] = {
    const ALL: [StaticMethod; functions::INT32_SIGNED.len() + functions::INT32_PRODUCT.len()] =
        joined(functions::INT32_SIGNED, functions::INT32_PRODUCT);
    &ALL
};

number!(
    SBYTE,
    "System.SByte",
    "sbyte",
    "Integer",
    Value::SByte(i8::MIN),
    Value::SByte(i8::MAX),
    [],
    functions::SBYTE,
    functions::SBYTE_SIGNED,
    &[],
    &[]
);
number!(
    BYTE,
    "System.Byte",
    "byte",
    "Integer",
    Value::Byte(u8::MIN),
    Value::Byte(u8::MAX),
    [],
    functions::BYTE,
    functions::NONE,
    &[],
    &[]
);
number!(
    INT16,
    "System.Int16",
    "short",
    "Integer",
    Value::Int16(i16::MIN),
    Value::Int16(i16::MAX),
    [],
    functions::INT16,
    functions::INT16_SIGNED,
    &[],
    &[]
);
number!(
    UINT16,
    "System.UInt16",
    "ushort",
    "Integer",
    Value::UInt16(u16::MIN),
    Value::UInt16(u16::MAX),
    [],
    functions::UINT16,
    functions::NONE,
    &[],
    &[]
);
number!(
    INT32,
    "System.Int32",
    "int",
    "Integer",
    Value::Int(i32::MIN),
    Value::Int(i32::MAX),
    [],
    functions::INT32,
    INT32_MORE,
    &[],
    &[]
);
number!(
    UINT32,
    "System.UInt32",
    "uint",
    "Integer",
    Value::UInt(u32::MIN),
    Value::UInt(u32::MAX),
    [],
    functions::UINT32,
    functions::UINT32_PRODUCT,
    &[],
    &[]
);
number!(
    INT64,
    "System.Int64",
    "long",
    "Integer",
    Value::Long(i64::MIN),
    Value::Long(i64::MAX),
    [],
    functions::INT64,
    functions::INT64_SIGNED,
    &[],
    &[]
);
number!(
    UINT64,
    "System.UInt64",
    "ulong",
    "Integer",
    Value::ULong(u64::MIN),
    Value::ULong(u64::MAX),
    [],
    functions::UINT64,
    functions::NONE,
    &[],
    &[]
);
number!(
    SINGLE,
    "System.Single",
    "float",
    "AllowThousands, Float",
    Value::Single(f32::MIN),
    Value::Single(f32::MAX),
    [
        constant!("NaN", "float", Value::Single(f32::NAN)),
        constant!("PositiveInfinity", "float", Value::Single(f32::INFINITY)),
        constant!("NegativeInfinity", "float", Value::Single(f32::NEG_INFINITY)),
        constant!("Epsilon", "float", Value::Single(f32::from_bits(1))),
        constant!("NegativeZero", "float", Value::Single(-0.0)),
        constant!("E", "float", Value::Single(std::f32::consts::E)),
        constant!("Pi", "float", Value::Single(std::f32::consts::PI)),
        constant!("Tau", "float", Value::Single(std::f32::consts::TAU))
    ],
    floating::SINGLE,
    functions::NONE,
    &[],
    &[]
);
number!(
    DOUBLE,
    "System.Double",
    "double",
    "AllowThousands, Float",
    Value::Double(f64::MIN),
    Value::Double(f64::MAX),
    [
        constant!("NaN", "double", Value::Double(f64::NAN)),
        constant!("PositiveInfinity", "double", Value::Double(f64::INFINITY)),
        constant!("NegativeInfinity", "double", Value::Double(f64::NEG_INFINITY)),
        constant!("Epsilon", "double", Value::Double(f64::from_bits(1))),
        constant!("NegativeZero", "double", Value::Double(-0.0)),
        constant!("E", "double", Value::Double(std::f64::consts::E)),
        constant!("Pi", "double", Value::Double(std::f64::consts::PI)),
        constant!("Tau", "double", Value::Double(std::f64::consts::TAU))
    ],
    floating::DOUBLE,
    functions::NONE,
    &[],
    &[]
);
number!(
    DECIMAL,
    "System.Decimal",
    "decimal",
    "Number",
    Value::Decimal(Rc::new(rust_decimal::Decimal::MIN)),
    Value::Decimal(Rc::new(rust_decimal::Decimal::MAX)),
    [
        constant!("Zero", "decimal", Value::Decimal(Rc::new(rust_decimal::Decimal::ZERO))),
        constant!("One", "decimal", Value::Decimal(Rc::new(rust_decimal::Decimal::ONE))),
        constant!("MinusOne", "decimal", Value::Decimal(Rc::new(rust_decimal::Decimal::NEGATIVE_ONE)))
    ],
    super::decimal_functions::ALL,
    functions::NONE,
    super::decimal_functions::PROPERTIES,
    super::decimal_functions::CONSTRUCTORS
);

/// Whether a class is one of the numbers that are inline values.
pub fn is_class(class: &Class) -> bool {
    CLASSES.iter().any(|known| std::ptr::eq(*known, class))
}

/// Whether a type is one of them.
pub fn is_number_type(of: &super::Type) -> bool {
    matches!(of, super::Type::Class(class) if is_class(class))
}

pub(super) const CLASSES: &[&Class] =
    &[&SBYTE, &BYTE, &INT16, &UINT16, &INT32, &UINT32, &INT64, &UINT64, &SINGLE, &DOUBLE, &DECIMAL];
