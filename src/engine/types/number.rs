//! The numeric classes: `Int32`, `Double`, `Decimal` and their kin.

use super::{Class, Method, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use std::rc::Rc;

const METHODS: &[Method] = &[
    Method {
        name: "CompareTo",
        signatures: &["int CompareTo(System.Object value)"],
        call: |engine, this, args| {
            let order = operators::compare(engine, this, arguments::any(args, 0)?, false)?;
            Ok(Value::Int(order.map_or(1, |order| order as i32)))
        },
    },
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
        signatures: &["System.TypeCode GetTypeCode()"],
        call: |_, this, _| {
            let name = super::type_of(this).full_name();
            Ok(Value::text(name.rsplit('.').next().unwrap_or_default()))
        },
    },
];

/// Reads text as one numeric class, as `Parse` does.
fn parse(engine: &mut Engine, class: &str, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let wanted = super::named(class);
    let hexadecimal = args.get(1).map(convert::display).is_some_and(|style| style.contains("Hex"));
    let value = if hexadecimal {
        u64::from_str_radix(text.trim(), 16).ok().map(|number| Value::Long(number as i64))
    } else {
        convert::number::parse(&text)
            .filter(|_| !text.trim().is_empty() && !text.to_ascii_lowercase().contains(['x', 'b', 'l', 'd']))
    };
    let Some(value) = value else {
        return Err(arguments::throw(
            "System.FormatException",
            format!("The input string '{text}' was not in a correct format."),
        ));
    };
    let whole = !matches!(class, "System.Double" | "System.Single" | "System.Decimal");
    if whole && matches!(value, Value::Double(_)) {
        return Err(arguments::throw(
            "System.FormatException",
            format!("The input string '{text}' was not in a correct format."),
        ));
    }
    convert::to_type(engine, value, &wanted).map_err(|_| {
        let short = class.rsplit('.').next().unwrap_or(class);
        let article = if matches!(short, "Int16" | "Int32" | "Int64") { "an" } else { "a" };
        let name = match short {
            "Byte" => "an unsigned byte".to_string(),
            "SByte" => "a signed byte".to_string(),
            other => format!("{article} {other}"),
        };
        arguments::throw(
            "System.OverflowException",
            format!("Value was either too large or too small for {name}."),
        )
    })
}

macro_rules! number {
    ($constant:ident, $name:literal, $short:literal, $least:expr, $most:expr, [$($extra:expr),*]) => {
        pub static $constant: Class = Class {
            name: $name,
            base: Some(&object::OBJECT),
            interfaces: &["System.IComparable", "System.IFormattable"],
            methods: METHODS,
            static_properties: &[
                StaticProperty { name: "MaxValue", type_name: $short, get: |_| Ok($most), set: None },
                StaticProperty { name: "MinValue", type_name: $short, get: |_| Ok($least), set: None },
                $($extra),*
            ],
            static_methods: &[
                StaticMethod {
                    name: "Parse",
                    signatures: &[concat!("static ", $short, " Parse(string s)")],
                    call: |engine, args| parse(engine, $name, args),
                },
                StaticMethod {
                    name: "TryParse",
                    signatures: &[concat!("static bool TryParse(string s, [ref] ", $short, " result)")],
                    call: |engine, args| {
                        let parsed = parse(engine, $name, &args[..args.len().min(1)]);
                        let target = args.last().filter(|_| args.len() > 1).cloned().unwrap_or_default();
                        let good = parsed.is_ok();
                        let zero = super::default_value(&super::named($name));
                        super::reference::assign(engine, &target, parsed.unwrap_or(zero))?;
                        Ok(Value::Bool(good))
                    },
                },
                StaticMethod {
                    name: "IsNaN",
                    signatures: &["static bool IsNaN(double d)"],
                    call: |_, args| Ok(Value::Bool(arguments::double(args, 0)?.is_nan())),
                },
                StaticMethod {
                    name: "IsInfinity",
                    signatures: &["static bool IsInfinity(double d)"],
                    call: |_, args| Ok(Value::Bool(arguments::double(args, 0)?.is_infinite())),
                },
            ],
            construct: Some(|engine, args| match args {
                [] => Ok(super::default_value(&super::named($name))),
                [value] => convert::to_type(engine, value.clone(), &super::named($name)),
                _ => Err(arguments::no_overload()),
            }),
            constructors: &[concat!($short, " new()")],
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

number!(SBYTE, "System.SByte", "sbyte", Value::SByte(i8::MIN), Value::SByte(i8::MAX), []);
number!(BYTE, "System.Byte", "byte", Value::Byte(u8::MIN), Value::Byte(u8::MAX), []);
number!(INT16, "System.Int16", "short", Value::Int16(i16::MIN), Value::Int16(i16::MAX), []);
number!(UINT16, "System.UInt16", "ushort", Value::UInt16(u16::MIN), Value::UInt16(u16::MAX), []);
number!(INT32, "System.Int32", "int", Value::Int(i32::MIN), Value::Int(i32::MAX), []);
number!(UINT32, "System.UInt32", "uint", Value::UInt(u32::MIN), Value::UInt(u32::MAX), []);
number!(INT64, "System.Int64", "long", Value::Long(i64::MIN), Value::Long(i64::MAX), []);
number!(UINT64, "System.UInt64", "ulong", Value::ULong(u64::MIN), Value::ULong(u64::MAX), []);
number!(
    SINGLE,
    "System.Single",
    "float",
    Value::Single(f32::MIN),
    Value::Single(f32::MAX),
    [
        constant!("NaN", "float", Value::Single(f32::NAN)),
        constant!("PositiveInfinity", "float", Value::Single(f32::INFINITY)),
        constant!("NegativeInfinity", "float", Value::Single(f32::NEG_INFINITY)),
        constant!("Epsilon", "float", Value::Single(f32::from_bits(1)))
    ]
);
number!(
    DOUBLE,
    "System.Double",
    "double",
    Value::Double(f64::MIN),
    Value::Double(f64::MAX),
    [
        constant!("NaN", "double", Value::Double(f64::NAN)),
        constant!("PositiveInfinity", "double", Value::Double(f64::INFINITY)),
        constant!("NegativeInfinity", "double", Value::Double(f64::NEG_INFINITY)),
        constant!("Epsilon", "double", Value::Double(f64::from_bits(1)))
    ]
);
number!(
    DECIMAL,
    "System.Decimal",
    "decimal",
    Value::Decimal(Rc::new(rust_decimal::Decimal::MIN)),
    Value::Decimal(Rc::new(rust_decimal::Decimal::MAX)),
    [
        constant!("Zero", "decimal", Value::Decimal(Rc::new(rust_decimal::Decimal::ZERO))),
        constant!("One", "decimal", Value::Decimal(Rc::new(rust_decimal::Decimal::ONE)))
    ]
);

pub(super) const CLASSES: &[&Class] =
    &[&SBYTE, &BYTE, &INT16, &UINT16, &INT32, &UINT32, &INT64, &UINT64, &SINGLE, &DOUBLE, &DECIMAL];
