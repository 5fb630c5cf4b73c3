//! `System.Type`: `[int].Name` and the like.

use super::table::joined;
use super::{Class, Method, Property, Type, arguments, object, reflection, type_facts};
use crate::engine::Outcome;
use crate::engine::value::Value;
use std::rc::Rc;

pub(super) fn of(this: &Value) -> Outcome<&Rc<Type>> {
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
        Type::Generic { of, arguments } => match of.name.rsplit_once('+') {
            Some((_, nested)) => nested.to_string(),
            None => format!("{}`{}", of.name.rsplit('.').next().unwrap_or(of.name), arguments.len()),
        },
        other => {
            let name = other.full_name();
            let short = name.rsplit('.').next().unwrap_or(&name);
            short.rsplit('+').next().unwrap_or(short).to_string()
        }
    }
}

/// The class table of a type; `None` for arrays and script types.
pub fn class_behind(of: &Type) -> Option<&'static Class> {
    match of {
        Type::Class(class) | Type::Generic { of: class, .. } => Some(class),
        Type::Array { .. } => Some(&super::array::ARRAY),
        Type::Script(_) => None,
    }
}

pub(super) fn is_value_type(of: &Type) -> bool {
    match of {
        Type::Class(class) | Type::Generic { of: class, .. } => {
            class.value_type || class.enumeration.is_some()
        }
        Type::Script(script) => script.enumeration().is_some(),
        Type::Array { .. } => false,
    }
}

/// Interfaces are classes that are names only.
fn is_interface(of: &Type) -> bool {
    match of {
        Type::Class(class) | Type::Generic { of: class, .. } => {
            let simple = class.name.rsplit('.').next().unwrap_or(class.name);
            let mut letters = simple.chars();
            letters.next() == Some('I')
                && letters.next().is_some_and(char::is_uppercase)
                && class.methods.is_empty()
        }
        _ => false,
    }
}

fn generic_arguments(of: &Type) -> Value {
    let arguments = match of {
        Type::Generic { arguments, .. } => arguments.iter().cloned().map(Value::Type).collect(),
        _ => Vec::new(),
    };
    arguments::array_of(&super::named("System.Type"), arguments)
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

const PROPERTIES: &[Property] = &[
    Property {
        name: "Name",
        type_name: "string",
        get: |_, this| Ok(Value::text(simple_name(of(this)?))),
        set: None,
    },
    Property {
        name: "FullName",
        type_name: "string",
        get: |_, this| Ok(Value::text(of(this)?.assembly_name())),
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
        get: |_, this| Ok(Value::Bool(matches!(of(this)?.as_ref(), Type::Class(class) if class.value_type))),
        set: None,
    },
    Property { name: "IsPublic", type_name: "bool", get: |_, _| Ok(Value::Bool(true)), set: None },
    Property {
        name: "IsSerializable",
        type_name: "bool",
        get: |_, this| Ok(Value::Bool(!is_interface(of(this)?))),
        set: None,
    },
    Property {
        name: "IsClass",
        type_name: "bool",
        get: |_, this| {
            let of = of(this)?;
            Ok(Value::Bool(!is_value_type(of) && !is_interface(of)))
        },
        set: None,
    },
    Property {
        name: "IsInterface",
        type_name: "bool",
        get: |_, this| Ok(Value::Bool(is_interface(of(this)?))),
        set: None,
    },
    Property {
        name: "IsAbstract",
        type_name: "bool",
        get: |_, this| {
            Ok(Value::Bool(match of(this)?.as_ref() {
                Type::Class(class) => {
                    is_interface(of(this)?)
                        || class.construct.is_none()
                            && class.make.is_none()
                            && class.properties.is_empty()
                            && !class.static_methods.is_empty()
                        || matches!(
                            class.name,
                            "System.IO.Stream"
                                | "System.IO.TextReader"
                                | "System.IO.TextWriter"
                                | "System.Array"
                                | "System.Enum"
                                | "System.ValueType"
                                | "System.Text.Encoding"
                        )
                }
                _ => false,
            }))
        },
        set: None,
    },
    Property {
        name: "IsPrimitive",
        type_name: "bool",
        get: |_, this| {
            const PRIMITIVE: [&str; 12] = [
                "Boolean", "Byte", "SByte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Char",
                "Double", "Single",
            ];
            let name = of(this)?.full_name();
            Ok(Value::Bool(name.strip_prefix("System.").is_some_and(|name| PRIMITIVE.contains(&name))))
        },
        set: None,
    },
    Property {
        name: "IsGenericType",
        type_name: "bool",
        get: |_, this| Ok(Value::Bool(matches!(of(this)?.as_ref(), Type::Generic { .. }))),
        set: None,
    },
    Property {
        name: "IsSealed",
        type_name: "bool",
        get: |_, this| Ok(Value::Bool(is_value_type(of(this)?) || of(this)?.full_name() == "System.String")),
        set: None,
    },
    Property {
        name: "GenericTypeArguments",
        type_name: "type[]",
        get: |_, this| Ok(generic_arguments(of(this)?)),
        set: None,
    },
    Property {
        name: "AssemblyQualifiedName",
        type_name: "string",
        get: |_, this| {
            Ok(Value::text(format!(
                "{}, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e",
                of(this)?.assembly_name()
            )))
        },
        set: None,
    },
    Property {
        name: "UnderlyingSystemType",
        type_name: "type",
        get: |_, this| Ok(this.unwrapped().clone()),
        set: None,
    },
];

const METHODS: &[Method] = &[
    Method {
        name: "ToString",
        signatures: &["string ToString()"],
        call: |_, this, _| Ok(Value::text(of(this)?.reflection_name())),
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
    Method {
        name: "GetEnumValues",
        signatures: &["array GetEnumValues()"],
        call: |_, this, _| {
            let of = of(this)?;
            let values = super::enumeration::names(of)
                .iter()
                .map(|(_, number)| {
                    Value::Enum(Rc::new(crate::engine::value::EnumValue { of: of.clone(), number: *number }))
                })
                .collect();
            Ok(arguments::array_of(of, values))
        },
    },
    Method {
        name: "MakeArrayType",
        signatures: &["type MakeArrayType()"],
        call: |_, this, _| Ok(Value::Type(Rc::new(Type::Array { element: of(this)?.clone(), rank: 1 }))),
    },
];

/// What values like `[int]` are: the only class derived from `System.Type` that scripts meet.
pub static TYPE: Class = Class {
    name: "System.RuntimeType",
    base: Some(&TYPE_BASE),
    static_methods: TYPE_BASE.static_methods,
    ..Class::EMPTY
};

static TYPE_BASE: Class = Class {
    name: "System.Type",
    base: Some(&object::OBJECT),
    properties: &joined::<Property, { PROPERTIES.len() + type_facts::PROPERTIES.len() }>(
        PROPERTIES,
        type_facts::PROPERTIES,
    ),
    methods: &joined::<Method, { METHODS.len() + reflection::METHODS.len() + type_facts::METHODS.len() }>(
        &joined::<Method, { METHODS.len() + reflection::METHODS.len() }>(METHODS, reflection::METHODS),
        type_facts::METHODS,
    ),
    static_properties: type_facts::STATIC_PROPERTIES,
    static_methods: &[
        super::StaticMethod {
            name: "GetTypeCode",
            signatures: &["static System.TypeCode GetTypeCode(type type)"],
            call: |_, args| Ok(type_facts::get_type_code(arguments::any(args, 0)?)),
        },
        super::StaticMethod {
            name: "GetTypeArray",
            signatures: &["static type[] GetTypeArray(System.Object[] args)"],
            call: |engine, args| {
                let items = arguments::items(engine, arguments::any(args, 0)?)?;
                Ok(arguments::array_of(
                    &super::named("System.Type"),
                    items.iter().map(|item| Value::Type(super::type_of(item))).collect(),
                ))
            },
        },
        super::StaticMethod {
            name: "GetType",
            signatures: &[
                "static type GetType(string typeName)",
                "static type GetType(string typeName, bool throwOnError)",
            ],
            call: |engine, args| {
                let name = arguments::text(engine, args, 0)?;
                Ok(super::resolve_text(engine, &name).map_or(Value::Null, Value::Type))
            },
        },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TYPE, &TYPE_BASE];
