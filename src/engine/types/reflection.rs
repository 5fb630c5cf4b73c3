//! Questions to `System.Type` about members and generic arguments.

use super::record::made;
use super::{Class, Method, Property, Type, arguments};
use crate::engine::class::{self, reflect};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

fn of(this: &Value) -> Outcome<&Rc<Type>> {
    match this.unwrapped() {
        Value::Type(of) => Ok(of),
        _ => Err(arguments::no_overload()),
    }
}

/// The tables of a class and its bases, most derived first.
fn tables(of: &Type) -> Vec<&'static Class> {
    let mut current = match of {
        Type::Class(class) | Type::Generic { of: class, .. } => Some(*class),
        Type::Array { .. } => Some(&super::array::ARRAY),
        Type::Script(_) => None,
    };
    let mut found = Vec::new();
    while let Some(class) = current {
        found.push(class);
        current = class.base;
    }
    found
}

fn properties(of: &Rc<Type>) -> Vec<Value> {
    if matches!(of.as_ref(), Type::Script(_)) {
        return class::properties_of(of);
    }
    let mut found = Vec::new();
    for class in tables(of) {
        for property in class.properties {
            found.push(made(
                &reflect::PROPERTY,
                format!("{} {}", property.type_name, property.name),
                [
                    ("Name", Value::text(property.name)),
                    ("PropertyType", Value::Type(super::named(&super::full_name_of(property.type_name)))),
                    ("DeclaringType", Value::Type(super::named(class.name))),
                    ("CanRead", Value::Bool(true)),
                    ("CanWrite", Value::Bool(property.set.is_some())),
                    ("MemberType", Value::text("Property")),
                ],
            ));
        }
    }
    found
}

fn methods(of: &Rc<Type>) -> Vec<Value> {
    if matches!(of.as_ref(), Type::Script(_)) {
        return class::methods_of(of);
    }
    let mut found = Vec::new();
    for class in tables(of) {
        let own = class.methods.iter().map(|method| (method.name, method.signatures, false));
        let of_type = class.static_methods.iter().map(|method| (method.name, method.signatures, true));
        for (name, signatures, is_static) in own.chain(of_type) {
            for signature in signatures {
                found.push(made(
                    &reflect::METHOD,
                    *signature,
                    [
                        ("Name", Value::text(name)),
                        ("DeclaringType", Value::Type(super::named(class.name))),
                        ("IsStatic", Value::Bool(is_static)),
                        ("IsPublic", Value::Bool(true)),
                        ("MemberType", Value::text("Method")),
                    ],
                ));
            }
        }
    }
    found
}

fn named(engine: &mut Engine, found: Vec<Value>, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    let wanted = |item: &Value| convert::display(&super::record::field(item, "Name")) == name;
    Ok(found.into_iter().find(wanted).unwrap_or_default())
}

fn generic_arguments(this: &Value) -> Outcome<Value> {
    Ok(match of(this)?.as_ref() {
        Type::Generic { arguments, .. } => Value::array(arguments.iter().cloned().map(Value::Type).collect()),
        _ => Value::array(Vec::new()),
    })
}

fn is_interface(of: &Type) -> bool {
    let name = super::type_class::simple_name(of);
    let mut letters = name.chars();
    let named = letters.next() == Some('I') && letters.next().is_some_and(char::is_uppercase);
    named && matches!(of, Type::Class(class) | Type::Generic { of: class, .. } if class.construct.is_none())
}

fn interfaces(of: &Rc<Type>) -> Vec<Value> {
    let mut names: Vec<String> = Vec::new();
    for class in class::lineage(of) {
        if let Some(class) = class::of_type(&class) {
            names.extend(class.interfaces().iter().cloned());
        }
    }
    for class in tables(of) {
        names.extend(class.interfaces.iter().map(|name| name.to_string()));
    }
    names.iter().map(|name| Value::Type(super::named(name))).collect()
}

/// Properties that every type has.
pub(super) const PROPERTIES: &[Property] = &[
    Property {
        name: "GenericTypeArguments",
        type_name: "type[]",
        get: |_, this| generic_arguments(this),
        set: None,
    },
    Property {
        name: "IsGenericType",
        type_name: "bool",
        get: |_, this| Ok(Value::Bool(matches!(of(this)?.as_ref(), Type::Generic { .. }))),
        set: None,
    },
    Property {
        name: "IsClass",
        type_name: "bool",
        get: |_, this| {
            let of = of(this)?;
            let value_type = match of.as_ref() {
                Type::Class(class) => class.value_type || class.enumeration.is_some(),
                Type::Script(script) => script.enumeration().is_some(),
                _ => false,
            };
            Ok(Value::Bool(!value_type && !is_interface(of)))
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
        get: |_, this| Ok(Value::Bool(is_interface(of(this)?))),
        set: None,
    },
    Property { name: "IsSealed", type_name: "bool", get: |_, _| Ok(Value::Bool(false)), set: None },
    Property {
        name: "IsPrimitive",
        type_name: "bool",
        get: |_, this| {
            let primitive = [
                "System.Boolean",
                "System.Byte",
                "System.SByte",
                "System.Int16",
                "System.UInt16",
                "System.Int32",
                "System.UInt32",
                "System.Int64",
                "System.UInt64",
                "System.Char",
                "System.Double",
                "System.Single",
            ];
            Ok(Value::Bool(primitive.contains(&of(this)?.full_name().as_str())))
        },
        set: None,
    },
];

/// Methods that every type has.
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "GetProperties",
        signatures: &["System.Reflection.PropertyInfo[] GetProperties()"],
        call: |_, this, _| Ok(Value::array(properties(of(this)?))),
    },
    Method {
        name: "GetProperty",
        signatures: &["System.Reflection.PropertyInfo GetProperty(string name)"],
        call: |engine, this, args| named(engine, properties(of(this)?), args),
    },
    Method {
        name: "GetMethods",
        signatures: &["System.Reflection.MethodInfo[] GetMethods()"],
        call: |_, this, _| Ok(Value::array(methods(of(this)?))),
    },
    Method {
        name: "GetMethod",
        signatures: &["System.Reflection.MethodInfo GetMethod(string name)"],
        call: |engine, this, args| named(engine, methods(of(this)?), args),
    },
    Method {
        name: "GetConstructors",
        signatures: &["System.Reflection.ConstructorInfo[] GetConstructors()"],
        call: |_, this, _| Ok(Value::array(class::constructors_of(of(this)?))),
    },
    Method {
        name: "GetInterfaces",
        signatures: &["type[] GetInterfaces()"],
        call: |_, this, _| Ok(Value::array(interfaces(of(this)?))),
    },
    Method {
        name: "GetGenericArguments",
        signatures: &["type[] GetGenericArguments()"],
        call: |_, this, _| generic_arguments(this),
    },
    Method {
        name: "IsSubclassOf",
        signatures: &["bool IsSubclassOf(type c)"],
        call: |_, this, args| {
            let own = of(this)?;
            let Value::Type(other) = arguments::any(args, 0)?.unwrapped() else {
                return Ok(Value::Bool(false));
            };
            Ok(Value::Bool(own.full_name() != other.full_name() && super::is_a(own, other)))
        },
    },
    Method {
        name: "IsInstanceOfType",
        signatures: &["bool IsInstanceOfType(System.Object o)"],
        call: |_, this, args| {
            let value = arguments::any(args, 0)?;
            Ok(Value::Bool(!value.is_null() && super::is_a(&super::type_of(value), of(this)?)))
        },
    },
    Method {
        name: "IsAssignableTo",
        signatures: &["bool IsAssignableTo(type targetType)"],
        call: |_, this, args| {
            let Value::Type(other) = arguments::any(args, 0)?.unwrapped() else {
                return Ok(Value::Bool(false));
            };
            Ok(Value::Bool(super::is_a(of(this)?, other)))
        },
    },
    Method {
        name: "GetEnumNames",
        signatures: &["string[] GetEnumNames()"],
        call: |_, this, _| {
            let names = super::enumeration::names(of(this)?);
            Ok(Value::array(names.iter().map(|(name, _)| Value::from(name.as_ref())).collect()))
        },
    },
    Method {
        name: "GetEnumUnderlyingType",
        signatures: &["type GetEnumUnderlyingType()"],
        call: |_, this, _| Ok(Value::Type(super::enumeration::underlying(of(this)?))),
    },
];
