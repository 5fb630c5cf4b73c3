//! What `System.Type` says of a type beside its name, base and members: its kind, its assembly, its numbers.

use super::table::{methods, static_properties};
use super::type_class::{is_value_type, of};
use super::{Method, Property, StaticProperty, Type, arguments, enumeration};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, class, convert};
use std::rc::Rc;

/// A fact that is the same for every type that scripts can name.
macro_rules! always {
    ($name:literal, $value:literal) => {
        Property { name: $name, type_name: "bool", get: |_, _| Ok(Value::Bool($value)), set: None }
    };
}

/// A question to the type.
macro_rules! ask {
    ($name:literal, $question:expr) => {
        Property {
            name: $name,
            type_name: "bool",
            get: |_, this| {
                let question: fn(&Type) -> bool = $question;
                Ok(Value::Bool(question(of(this)?)))
            },
            set: None,
        }
    };
}

fn is_nested(of: &Type) -> bool {
    matches!(of, Type::Class(class) if class.name.contains('+'))
}

fn is_definition(of: &Type) -> bool {
    matches!(of, Type::Class(class) if !class.parameters.is_empty())
}

fn element(of: &Type) -> Option<&Rc<Type>> {
    match of {
        Type::Array { element, .. } => Some(element),
        _ => None,
    }
}

pub(super) const PROPERTIES: &[Property] = &[
    Property {
        name: "Assembly",
        type_name: "System.Reflection.Assembly",
        get: |_, this| Ok(super::assembly::of_type(of(this)?)),
        set: None,
    },
    ask!("ContainsGenericParameters", is_definition),
    Property {
        name: "CustomAttributes",
        type_name: "System.Collections.Generic.IEnumerable[System.Reflection.CustomAttributeData]",
        get: |_, _| Ok(Value::array(Vec::new())),
        set: None,
    },
    Property {
        name: "DeclaringType",
        type_name: "type",
        get: |_, this| {
            Ok(match of(this)?.full_name().rsplit_once('+') {
                Some((outer, _)) if is_nested(of(this)?) => Value::Type(super::named(outer)),
                _ => Value::Null,
            })
        },
        set: None,
    },
    Property {
        name: "DeclaringMethod",
        type_name: "System.Reflection.MethodBase",
        get: |_, _| Ok(Value::Null),
        set: None,
    },
    ask!("HasElementType", |of| element(of).is_some()),
    always!("IsAnsiClass", true),
    always!("IsAutoClass", false),
    ask!("IsAutoLayout", |of| !is_value_type(of)),
    always!("IsByRef", false),
    always!("IsByRefLike", false),
    always!("IsCOMObject", false),
    always!("IsCollectible", false),
    ask!("IsConstructedGenericType", |of| matches!(of, Type::Generic { .. })),
    always!("IsContextful", false),
    always!("IsExplicitLayout", false),
    always!("IsFunctionPointer", false),
    always!("IsGenericMethodParameter", false),
    always!("IsGenericParameter", false),
    ask!("IsGenericTypeDefinition", is_definition),
    always!("IsGenericTypeParameter", false),
    always!("IsImport", false),
    ask!("IsLayoutSequential", is_value_type),
    ask!("IsNested", is_nested),
    always!("IsNestedAssembly", false),
    always!("IsNestedFamANDAssem", false),
    always!("IsNestedFamORAssem", false),
    always!("IsNestedFamily", false),
    always!("IsNestedPrivate", false),
    ask!("IsNestedPublic", is_nested),
    always!("IsNotPublic", false),
    always!("IsPointer", false),
    ask!("IsSZArray", |of| matches!(of, Type::Array { rank: 1, .. })),
    always!("IsSecurityCritical", true),
    always!("IsSecuritySafeCritical", false),
    always!("IsSecurityTransparent", false),
    always!("IsSignatureType", false),
    always!("IsSpecialName", false),
    ask!("IsTypeDefinition", |of| matches!(of, Type::Class(_) | Type::Script(_))),
    always!("IsUnicodeClass", false),
    always!("IsUnmanagedFunctionPointer", false),
    ask!("IsVariableBoundArray", |of| matches!(of, Type::Array { rank, .. } if *rank > 1)),
    always!("IsVisible", true),
    Property {
        name: "MemberType",
        type_name: "System.Reflection.MemberTypes",
        get: |_, this| {
            Ok(enumeration::value(
                "System.Reflection.MemberTypes",
                if is_nested(of(this)?) { 128 } else { 32 },
            ))
        },
        set: None,
    },
    Property { name: "ReflectedType", type_name: "type", get: |_, _| Ok(Value::Null), set: None },
];

/// `System.TypeCode` of a type: the number of an enumeration is that of the type under it.
fn type_code(of: &Type) -> i64 {
    const CODES: &[(&str, i64)] = &[
        ("System.DBNull", 2),
        ("System.Boolean", 3),
        ("System.Char", 4),
        ("System.SByte", 5),
        ("System.Byte", 6),
        ("System.Int16", 7),
        ("System.UInt16", 8),
        ("System.Int32", 9),
        ("System.UInt32", 10),
        ("System.Int64", 11),
        ("System.UInt64", 12),
        ("System.Single", 13),
        ("System.Double", 14),
        ("System.Decimal", 15),
        ("System.DateTime", 16),
        ("System.String", 18),
    ];
    let name = match of {
        Type::Class(class) if class.enumeration.is_some() => "System.Int32".to_string(),
        Type::Script(script) if script.enumeration().is_some() => script.underlying().to_string(),
        other => other.full_name(),
    };
    CODES.iter().find(|(known, _)| *known == name).map_or(1, |(_, code)| *code)
}

/// The names and numbers of an enumeration. Errors: the type is none.
fn enumerators(of: &Rc<Type>) -> Outcome<Vec<(Rc<str>, i64)>> {
    let is_enumeration = match of.as_ref() {
        Type::Class(class) => class.enumeration.is_some(),
        Type::Script(script) => script.enumeration().is_some(),
        _ => false,
    };
    match is_enumeration {
        true => Ok(enumeration::names(of)
            .iter()
            .map(|(name, number)| (Rc::from(name.to_string()), *number))
            .collect()),
        false => Err(arguments::throw(
            "System.ArgumentException",
            "Type provided must be an Enum. (Parameter 'enumType')",
        )),
    }
}

/// The number of an argument that is an enumerator or a number.
fn number_of(value: &Value) -> Option<i64> {
    match value.unwrapped() {
        Value::Enum(value) => Some(value.number),
        other => convert::to_i128(other).and_then(|number| i64::try_from(number).ok()),
    }
}

/// The attributes of a script's class, or of a native command's; other classes show none.
fn custom_attributes(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let own = of(this)?;
    if matches!(own.as_ref(), Type::Script(_)) {
        return class::attributes::of_class(engine, own, args).map(Value::array);
    }
    let name = own.full_name();
    let found = engine.native_commands().find(|info| info.class == name).map(super::attribute::of_command);
    let wanted = match args.first() {
        Some(Value::Type(wanted)) => Some(wanted.clone()),
        _ => None,
    };
    let is_wanted = |made: &Value| wanted.as_ref().is_none_or(|of| super::is_a(&super::type_of(made), of));
    Ok(Value::array(found.into_iter().filter(is_wanted).collect()))
}

pub(super) const METHODS: &[Method] = methods! {
    GetArrayRank "int GetArrayRank()" => |_, this, _| match of(this)?.as_ref() {
        Type::Array { rank, .. } => Ok(Value::Int(i32::from(*rank))),
        _ => Err(arguments::throw("System.ArgumentException", "Must be an array type.")),
    };
    GetCustomAttributes "System.Object[] GetCustomAttributes(bool inherit)" "System.Object[] GetCustomAttributes(type attributeType, bool inherit)" => custom_attributes;
    GetEnumName "string GetEnumName(System.Object value)" => |_, this, args| {
        let wanted = number_of(arguments::any(args, 0)?);
        let found = enumerators(of(this)?)?.into_iter().find(|(_, number)| Some(*number) == wanted);
        Ok(found.map_or(Value::Null, |(name, _)| Value::text(name.to_string())))
    };
    GetEnumValuesAsUnderlyingType "array GetEnumValuesAsUnderlyingType()" => |engine, this, _| {
        let found = enumerators(of(this)?)?;
        let element = match of(this)?.as_ref() {
            Type::Script(script) => super::named(script.underlying()),
            _ => super::named("System.Int32"),
        };
        let mut numbers = Vec::with_capacity(found.len());
        for (_, number) in found {
            numbers.push(convert::to_type(engine, Value::Long(number), &element)?);
        }
        Ok(arguments::array_of(&element, numbers))
    };
    GetGenericTypeDefinition "type GetGenericTypeDefinition()" => |_, this, _| match of(this)?.as_ref() {
        Type::Generic { of, .. } => Ok(Value::Type(super::named(of.name))),
        Type::Class(class) if !class.parameters.is_empty() => Ok(Value::Type(of(this)?.clone())),
        _ => Err(arguments::throw("System.InvalidOperationException", "This operation is only valid on generic types.")),
    };
    IsDefined "bool IsDefined(type attributeType, bool inherit)" => |engine, this, args| {
        let found = custom_attributes(engine, this, args)?;
        Ok(Value::Bool(!super::array::items(&found).is_empty()))
    };
    IsEnumDefined "bool IsEnumDefined(System.Object value)" => |engine, this, args| {
        let value = arguments::any(args, 0)?;
        let all = enumerators(of(this)?)?;
        Ok(Value::Bool(match value.unwrapped() {
            Value::String(_) => {
                let name = convert::to_text(engine, value)?;
                all.iter().any(|(known, _)| known.as_ref() == name)
            }
            _ => all.iter().any(|(_, number)| Some(*number) == number_of(value)),
        }))
    };
    IsEquivalentTo "bool IsEquivalentTo(type other)" => |_, this, args| Ok(Value::Bool(match arguments::any(args, 0)?.unwrapped() {
        Value::Type(other) => super::same(of(this)?, other),
        _ => false,
    }));
    MakeGenericType "type MakeGenericType(Params type[] typeArguments)" => |engine, this, args| {
        let Type::Class(class) = of(this)?.as_ref() else { return Err(arguments::no_overload()) };
        let mut given = Vec::new();
        for argument in args {
            for item in arguments::items(engine, argument)? {
                match item.unwrapped() {
                    Value::Type(of) => given.push(of.clone()),
                    _ => return Err(arguments::no_overload()),
                }
            }
        }
        // A delegate's class serves all its forms: `Func` with one type and with nine.
        let fits = match super::delegate::is_delegate(class) {
            true => !given.is_empty(),
            false => given.len() == class.parameters.len(),
        };
        match fits {
            true => Ok(Value::Type(Rc::new(Type::Generic { of: class, arguments: given }))),
            false => Err(arguments::throw("System.ArgumentException", "The number of generic arguments provided doesn't equal the arity of the generic type definition. (Parameter 'instantiation')")),
        }
    };
};

pub(super) const STATIC_PROPERTIES: &[StaticProperty] = static_properties! {
    "char" Delimiter => |_| Ok(Value::Char(u16::from(b'.')));
    "type[]" EmptyTypes => |_| Ok(arguments::array_of(&super::named("System.Type"), Vec::new()));
};

/// `Type.GetTypeCode`.
pub(super) fn get_type_code(value: &Value) -> Value {
    let code = match value.unwrapped() {
        Value::Type(of) => type_code(of),
        _ => 0,
    };
    enumeration::value("System.TypeCode", code)
}
