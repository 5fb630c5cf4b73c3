//! `System.Type`: `[int].Name` and the like.

use super::{Class, Method, Property, Type, arguments, object};
use crate::engine::Outcome;
use crate::engine::value::Value;
use std::rc::Rc;

fn of(this: &Value) -> Outcome<&Rc<Type>> {
    match this.unwrapped() {
        Value::Type(of) => Ok(of),
        _ => Err(arguments::no_overload()),
    }
}

/// The name without its namespace, as .NET writes generic and array types.
pub fn simple_name(of: &Type) -> String {
    match of {
        Type::Array { element, rank } => {
            format!("{}[{}]", simple_name(element), ",".repeat(usize::from(rank.saturating_sub(1))))
        }
        Type::Generic { of, arguments } => {
            format!("{}`{}", of.name.rsplit('.').next().unwrap_or(of.name), arguments.len())
        }
        other => {
            let name = other.full_name();
            let short = name.rsplit('.').next().unwrap_or(&name);
            short.rsplit('+').next().unwrap_or(short).to_string()
        }
    }
}

fn base(of: &Type) -> Value {
    let name = match of {
        Type::Class(class) if class.enumeration.is_some() => "System.Enum",
        Type::Class(class) if class.value_type => "System.ValueType",
        Type::Class(class) | Type::Generic { of: class, .. } => match class.base {
            Some(base) => base.name,
            None => return Value::Null,
        },
        Type::Array { .. } => "System.Array",
        Type::Script(script) => match script.base() {
            Some(base) => return Value::Type(base),
            None if script.enumeration().is_some() => "System.Enum",
            None => "System.Object",
        },
    };
    Value::Type(super::named(name))
}

pub static TYPE: Class = Class {
    name: "System.RuntimeType",
    base: Some(&TYPE_BASE),
    properties: &[
        Property {
            name: "Name",
            type_name: "string",
            get: |_, this| Ok(Value::text(simple_name(of(this)?))),
            set: None,
        },
        Property {
            name: "FullName",
            type_name: "string",
            get: |_, this| Ok(Value::text(of(this)?.full_name())),
            set: None,
        },
        Property {
            name: "Namespace",
            type_name: "string",
            get: |_, this| {
                let name = of(this)?.full_name();
                Ok(name.rsplit_once('.').map_or(Value::Null, |(space, _)| Value::text(space)))
            },
            set: None,
        },
        Property { name: "BaseType", type_name: "type", get: |_, this| Ok(base(of(this)?)), set: None },
        Property {
            name: "IsArray",
            type_name: "bool",
            get: |_, this| Ok(Value::Bool(matches!(of(this)?.as_ref(), Type::Array { .. }))),
            set: None,
        },
        Property {
            name: "IsEnum",
            type_name: "bool",
            get: |_, this| {
                Ok(Value::Bool(match of(this)?.as_ref() {
                    Type::Class(class) => class.enumeration.is_some(),
                    Type::Script(script) => script.enumeration().is_some(),
                    _ => false,
                }))
            },
            set: None,
        },
        Property {
            name: "IsValueType",
            type_name: "bool",
            get: |_, this| {
                Ok(Value::Bool(matches!(of(this)?.as_ref(), Type::Class(class) if class.value_type)))
            },
            set: None,
        },
        Property { name: "IsPublic", type_name: "bool", get: |_, _| Ok(Value::Bool(true)), set: None },
        Property { name: "IsSerializable", type_name: "bool", get: |_, _| Ok(Value::Bool(true)), set: None },
    ],
    methods: &[
        Method {
            name: "ToString",
            signatures: &["string ToString()"],
            call: |_, this, _| Ok(Value::text(of(this)?.full_name())),
        },
        Method {
            name: "GetElementType",
            signatures: &["type GetElementType()"],
            call: |_, this, _| {
                Ok(match of(this)?.as_ref() {
                    Type::Array { element, .. } => Value::Type(element.clone()),
                    _ => Value::Null,
                })
            },
        },
        Method {
            name: "IsAssignableFrom",
            signatures: &["bool IsAssignableFrom(type c)"],
            call: |_, this, args| {
                Ok(Value::Bool(match arguments::any(args, 0)?.unwrapped() {
                    Value::Type(other) => super::is_a(other, of(this)?),
                    _ => false,
                }))
            },
        },
    ],
    ..Class::EMPTY
};

static TYPE_BASE: Class = Class {
    name: "System.Type",
    base: Some(&object::OBJECT),
    properties: super::reflection::PROPERTIES,
    methods: super::reflection::METHODS,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TYPE, &TYPE_BASE];
