//! `System.Index`: a place from the start or the end.

use crate::engine::types::record::{field, made};
use crate::engine::types::table::{methods, properties, static_properties, statics};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

fn index(value: i32, from_end: bool) -> Outcome<Value> {
    if value < 0 {
        return Err(arguments::out_of_range("Non-negative number required.", "value"));
    }
    let text = if from_end { format!("^{value}") } else { value.to_string() };
    Ok(made(&INDEX, text, [("Value", Value::Int(value)), ("IsFromEnd", Value::Bool(from_end))]))
}

static INDEX: Class = Class {
    name: "System.Index",
    base: Some(&object::VALUE_TYPE),
    value_type: true,
    properties: properties! {
        "bool" IsFromEnd => |_, this| Ok(field(this, "IsFromEnd"));
        "int" Value => |_, this| Ok(field(this, "Value"));
    },
    methods: methods! {
        GetOffset "int GetOffset(int length)" => |_, this, args| {
            let value = convert::to_int(&field(this, "Value"))?;
            let from_end = convert::to_bool(&field(this, "IsFromEnd"));
            Ok(Value::Int(if from_end { arguments::int(args, 0)? - value } else { value }))
        };
    },
    static_properties: static_properties! {
        "System.Index" End => |_| index(0, true);
        "System.Index" Start => |_| index(0, false);
    },
    static_methods: statics! {
        FromEnd "static System.Index FromEnd(int value)" => |_, args| index(arguments::int(args, 0)?, true);
        FromStart "static System.Index FromStart(int value)" => |_, args| index(arguments::int(args, 0)?, false);
    },
    construct: Some(|_, args| index(arguments::int(args, 0)?, args.get(1).is_some_and(convert::to_bool))),
    constructors: &["System.Index new(int value, bool fromEnd)", "System.Index new(int value)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&INDEX];
