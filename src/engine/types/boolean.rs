//! `System.Boolean`.

use super::{Class, Method, StaticMethod, StaticProperty, arguments, object};
use crate::engine::convert;
use crate::engine::value::Value;

pub static BOOLEAN: Class = Class {
    name: "System.Boolean",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.IConvertible"],
    methods: &[
        object::equals_own!("bool Equals(System.Object obj)", "bool Equals(bool obj)"),
        Method {
            name: "CompareTo",
            signatures: &["int CompareTo(System.Object obj)", "int CompareTo(bool value)"],
            call: |_, this, args| {
                let order = convert::to_bool(this).cmp(&convert::to_bool(arguments::any(args, 0)?));
                Ok(Value::Int(order as i32))
            },
        },
        Method {
            name: "GetTypeCode",
            signatures: &["System.TypeCode GetTypeCode()", "System.TypeCode IConvertible.GetTypeCode()"],
            call: |_, _, _| Ok(super::enumeration::value("System.TypeCode", 3)),
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()", "string ToString(System.IFormatProvider provider)"],
            call: |_, this, _| Ok(Value::text(if convert::to_bool(this) { "True" } else { "False" })),
        },
        super::span::try_format!("bool TryFormat(System.Span[char] destination, [ref] int charsWritten)"),
    ],
    static_properties: &[
        StaticProperty {
            name: "FalseString",
            type_name: "string",
            get: |_| Ok(Value::text("False")),
            set: None,
        },
        StaticProperty {
            name: "TrueString",
            type_name: "string",
            get: |_| Ok(Value::text("True")),
            set: None,
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "Parse",
            signatures: &["static bool Parse(string value)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                match text.trim().to_ascii_lowercase().as_str() {
                    "true" => Ok(Value::Bool(true)),
                    "false" => Ok(Value::Bool(false)),
                    _ => Err(arguments::throw(
                        "System.FormatException",
                        format!("String '{text}' was not recognized as a valid Boolean."),
                    )),
                }
            },
        },
        StaticMethod {
            name: "TryParse",
            signatures: &["static bool TryParse(string value, [ref] bool result)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let found = match text.trim().to_ascii_lowercase().as_str() {
                    "true" => Some(true),
                    "false" => Some(false),
                    _ => None,
                };
                super::reference::assign(
                    engine,
                    arguments::any(args, 1)?,
                    Value::Bool(found.unwrap_or(false)),
                )?;
                Ok(Value::Bool(found.is_some()))
            },
        },
    ],
    value_type: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&BOOLEAN];
