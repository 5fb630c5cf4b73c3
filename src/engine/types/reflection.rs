//! Questions to `System.Type` about members and generic arguments.

use super::record::made;
use super::reflection_text as text;
use super::{Class, Method, Type, arguments, object};
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
                let Some((returned, written, _)) = text::read(signature) else { continue };
                // Explicit implementations of interfaces are not public.
                if written.contains('.') {
                    continue;
                }
                let returned = super::full_name_of(if returned == "void" { "System.Void" } else { returned });
                found.push(made(
                    &reflect::METHOD,
                    text::shown(signature),
                    [
                        ("Name", Value::text(name)),
                        ("ReturnType", Value::Type(super::named(&returned))),
                        ("DeclaringType", Value::Type(super::named(class.name))),
                        ("IsStatic", Value::Bool(is_static)),
                        ("IsPublic", Value::Bool(true)),
                        ("MemberType", Value::text("Method")),
                        (reflect::SIGNATURE, Value::text(*signature)),
                    ],
                ));
            }
        }
    }
    found
}

/// The constructors of a type, from its signatures or its script.
fn constructors(of: &Rc<Type>) -> Vec<Value> {
    let (Type::Class(class) | Type::Generic { of: class, .. }) = of.as_ref() else {
        return class::constructors_of(of);
    };
    let one = |signature: &&'static str| {
        made(
            &reflect::CONSTRUCTOR,
            text::shown(signature),
            [
                ("Name", Value::text(".ctor")),
                ("DeclaringType", Value::Type(of.clone())),
                ("IsStatic", Value::Bool(false)),
                ("IsPublic", Value::Bool(true)),
                ("MemberType", Value::text("Constructor")),
                (reflect::SIGNATURE, Value::text(*signature)),
            ],
        )
    };
    class.constructors.iter().map(one).collect()
}

/// The members that binding flags ask for: of instances, of the type, or both.
fn flagged(found: Vec<Value>, flags: Option<&Value>) -> Vec<Value> {
    let Some(flags) = flags else { return found };
    let text = convert::display(flags);
    let has = |name: &str| text.split(',').any(|flag| flag.trim().eq_ignore_ascii_case(name));
    let wanted = |item: &Value| {
        let is_static = matches!(super::record::field(item, "IsStatic"), Value::Bool(true));
        has("Public") && has(if is_static { "Static" } else { "Instance" })
    };
    found.into_iter().filter(wanted).collect()
}

/// The members whose parameters are of just these types.
fn taking(found: Vec<Value>, types: &Value) -> Vec<Value> {
    let name = |of: &Value| match of.unwrapped() {
        Value::Type(of) => of.full_name(),
        other => convert::display(other),
    };
    let wanted: Vec<String> = super::array::items(types).iter().map(name).collect();
    let fits = |item: &Value| {
        let signature = convert::display(&super::record::field(item, reflect::SIGNATURE));
        let Some((_, _, parameters)) = text::read(&signature) else { return false };
        let own = parameters.iter().map(|parameter| text::full(parameter.of));
        parameters.len() == wanted.len() && own.zip(&wanted).all(|(own, wanted)| own == *wanted)
    };
    found.into_iter().filter(fits).collect()
}

/// `GetMethod` and its kind behind the name: flags, types, both or neither.
fn chosen(found: Vec<Value>, args: &[Value]) -> Vec<Value> {
    let mut found = found;
    for argument in args {
        found = match argument.unwrapped() {
            Value::Enum(_) => flagged(found, Some(argument)),
            Value::Array(_) => taking(found, argument),
            _ => found,
        };
    }
    found
}

/// Whether binding flags ask for members that are not public, and for no others.
fn non_public(flags: Option<&Value>) -> bool {
    let text = flags.map(convert::display).unwrap_or_default();
    let flags: Vec<&str> = text.split(',').map(str::trim).collect();
    flags.contains(&"NonPublic") && !flags.contains(&"Public")
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
pub(super) const METHODS: &[Method] = &[
    Method {
        name: "GetProperties",
        signatures: &[
            "System.Reflection.PropertyInfo[] GetProperties()",
            "System.Reflection.PropertyInfo[] GetProperties(System.Reflection.BindingFlags bindingAttr)",
        ],
        call: |_, this, args| Ok(Value::array(flagged(properties(of(this)?), args.first()))),
    },
    Method {
        name: "GetProperty",
        signatures: &[
            "System.Reflection.PropertyInfo GetProperty(string name)",
            "System.Reflection.PropertyInfo GetProperty(string name, System.Reflection.BindingFlags bindingAttr)",
        ],
        call: |engine, this, args| {
            let found = match non_public(args.get(1)) {
                true => super::session_state_internal::properties(of(this)?),
                false => properties(of(this)?),
            };
            named(engine, found, args)
        },
    },
    Method {
        name: "GetMethods",
        signatures: &[
            "System.Reflection.MethodInfo[] GetMethods()",
            "System.Reflection.MethodInfo[] GetMethods(System.Reflection.BindingFlags bindingAttr)",
        ],
        call: |_, this, args| Ok(Value::array(flagged(methods(of(this)?), args.first()))),
    },
    Method {
        name: "GetMethod",
        signatures: &[
            "System.Reflection.MethodInfo GetMethod(string name)",
            "System.Reflection.MethodInfo GetMethod(string name, System.Reflection.BindingFlags bindingAttr)",
            "System.Reflection.MethodInfo GetMethod(string name, System.Reflection.BindingFlags bindingAttr, type[] types)",
            "System.Reflection.MethodInfo GetMethod(string name, type[] types)",
        ],
        call: |engine, this, args| {
            let found = chosen(methods(of(this)?), args.get(1..).unwrap_or_default());
            named(engine, found, args)
        },
    },
    Method {
        name: "GetConstructor",
        signatures: &[
            "System.Reflection.ConstructorInfo GetConstructor(type[] types)",
            "System.Reflection.ConstructorInfo GetConstructor(System.Reflection.BindingFlags bindingAttr, type[] types)",
            "System.Reflection.ConstructorInfo GetConstructor(System.Reflection.BindingFlags bindingAttr, System.Reflection.Binder binder, type[] types, System.Reflection.ParameterModifier[] modifiers)",
        ],
        call: |_, this, args| {
            let found = match non_public(args.first()) {
                true => super::session_state_internal::constructors(of(this)?),
                false => chosen(constructors(of(this)?), args),
            };
            Ok(found.into_iter().next().unwrap_or_default())
        },
    },
    Method {
        name: "GetConstructors",
        signatures: &[
            "System.Reflection.ConstructorInfo[] GetConstructors()",
            "System.Reflection.ConstructorInfo[] GetConstructors(System.Reflection.BindingFlags bindingAttr)",
        ],
        call: |_, this, args| Ok(Value::array(flagged(constructors(of(this)?), args.first()))),
    },
    Method {
        name: "Equals",
        signatures: &["bool Equals(System.Object o)", "bool Equals(type o)"],
        call: object::equals,
    },
    Method {
        name: "GetInterfaces",
        signatures: &["type[] GetInterfaces()"],
        call: |_, this, _| Ok(Value::array(interfaces(of(this)?))),
    },
    Method {
        name: "GetInterface",
        signatures: &["type GetInterface(string name)", "type GetInterface(string name, bool ignoreCase)"],
        call: |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            let wanted = |of: &Value| match of {
                Value::Type(of) => {
                    let full = of.full_name();
                    let short = full.rsplit('.').next().unwrap_or_default();
                    full.eq_ignore_ascii_case(&name) || short.eq_ignore_ascii_case(&name)
                }
                _ => false,
            };
            Ok(interfaces(of(this)?).into_iter().find(wanted).unwrap_or_default())
        },
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
