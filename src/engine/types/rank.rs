//! How well a value fits a parameter: PowerShell's ranks of conversions.

use super::signature::Shape;
use super::{Type, is_a, type_of};
use crate::engine::convert;
use crate::engine::object::ObjectKind;
use crate::engine::value::Value;
use std::rc::Rc;

/// Ranks as PowerShell orders them; 0 is none.
/// Source: `ConversionRank` of PowerShell's LanguagePrimitives.
pub mod ranks {
    pub const NONE: u16 = 0;
    pub const UNRELATED_ARRAYS: u16 = 0x0F;
    pub const TO_STRING: u16 = 0x1F;
    pub const CONVERTIBLE: u16 = 0x3F;
    pub const CONSTRUCTOR: u16 = 0x6F;
    pub const PARSE: u16 = 0x7F;
    pub const LANGUAGE: u16 = 0x9F;
    pub const NULL_TO_VALUE: u16 = 0xAF;
    pub const NULL_TO_REFERENCE: u16 = 0xBF;
    pub const NUMERIC_EXPLICIT: u16 = 0xCF;
    pub const NUMERIC_STRING: u16 = 0xEF;
    pub const NUMERIC_IMPLICIT: u16 = 0xFF;
    pub const ASSIGNABLE: u16 = 0x10F;
    pub const STRING_TO_CHARS: u16 = 0x11A;
    pub const IDENTITY: u16 = 0x11F;
    /// What a scalar loses by becoming an array of one.
    pub const SCALAR_TO_ARRAY: u16 = 8;
}
use ranks::*;

/// The rank of a value for a parameter of a class with these type arguments.
pub fn rank(value: &Value, shape: &Shape, arguments: &[Rc<Type>]) -> u16 {
    match shape {
        Shape::Any if value.is_null() => NULL_TO_REFERENCE,
        Shape::Any => ASSIGNABLE,
        Shape::Exact(of) => rank_of(value, of),
        Shape::Parameter(place) => match arguments.get(*place) {
            Some(of) => rank_of(value, of),
            None => ASSIGNABLE,
        },
        Shape::Array(element) => array(value, |item| rank(item, element, arguments)),
        Shape::Sequence(element) => sequence(value, element, arguments),
        Shape::Generic(class) => match value.unwrapped() {
            Value::Null | Value::Empty => NULL_TO_REFERENCE,
            Value::Object(object) if matches!(object.kind, ObjectKind::Instance { .. }) => ASSIGNABLE,
            _ if super::relation::class_is(super::class_of(value), class.name) => ASSIGNABLE,
            _ => NONE,
        },
        Shape::Delegate => match value.unwrapped() {
            Value::Null | Value::Empty => NULL_TO_REFERENCE,
            Value::Block(_) => LANGUAGE,
            _ if super::delegate::is_callable(value) => ASSIGNABLE,
            _ if super::method_object::is(value) => LANGUAGE,
            _ => NONE,
        },
        Shape::Unknown(_) if value.is_null() => NULL_TO_REFERENCE,
        Shape::Unknown(name) if super::relation::class_is(super::class_of(value), name) => ASSIGNABLE,
        Shape::Unknown(_) => NONE,
    }
}

/// Whether a value already is what a known type takes; only the kinds that calls mostly see.
pub fn is_exact(value: &Value, of: &Type) -> bool {
    let Type::Class(class) = of else { return false };
    match value {
        Value::String(_) => class.name == "System.String",
        Value::Int(_) => class.name == "System.Int32",
        Value::Bool(_) => class.name == "System.Boolean",
        Value::Char(_) => class.name == "System.Char",
        Value::Double(_) => class.name == "System.Double",
        Value::Long(_) => class.name == "System.Int64",
        _ => false,
    }
}

fn rank_of(value: &Value, of: &Rc<Type>) -> u16 {
    if is_exact(value, of) {
        return IDENTITY;
    }
    match of.as_ref() {
        Type::Array { element, .. } => {
            let own = type_of(value);
            if own.full_name() == of.full_name() {
                return IDENTITY;
            }
            if let (Value::String(_), Type::Class(class)) = (value.unwrapped(), element.as_ref())
                && class.name == "System.Char"
            {
                return STRING_TO_CHARS;
            }
            if matches!(value.unwrapped(), Value::Array(_)) && is_a(&own, of) {
                return ASSIGNABLE;
            }
            array(value, |item| rank_of(item, element))
        }
        Type::Class(class) => rank_of_class(value, class, of),
        _ if value.is_null() => NULL_TO_REFERENCE,
        _ => {
            let own = type_of(value);
            match () {
                () if own.full_name() == of.full_name() => IDENTITY,
                () if is_a(&own, of) || implements(value, of) => ASSIGNABLE,
                () if is_enumeration(of) => to_enumeration(value),
                () => NONE,
            }
        }
    }
}

/// Comparers serve any type argument of their interfaces.
fn implements(value: &Value, of: &Type) -> bool {
    let Type::Generic { of, .. } = of else { return false };
    let comparer = matches!(
        of.name,
        "System.Collections.Generic.IComparer" | "System.Collections.Generic.IEqualityComparer"
    );
    let instance =
        matches!(value, Value::Object(object) if matches!(object.kind, ObjectKind::Instance { .. }));
    comparer && (instance || super::relation::class_is(super::class_of(value), of.name))
}

fn is_enumeration(of: &Type) -> bool {
    match of {
        Type::Class(class) => class.enumeration.is_some(),
        Type::Script(script) => script.enumeration().is_some(),
        _ => false,
    }
}

fn to_enumeration(value: &Value) -> u16 {
    match value.unwrapped() {
        Value::String(_) => LANGUAGE,
        other if convert::is_number(other) => LANGUAGE,
        _ => NONE,
    }
}

fn array(value: &Value, element: impl Fn(&Value) -> u16) -> u16 {
    match value.unwrapped() {
        Value::Null | Value::Empty => NULL_TO_REFERENCE,
        Value::Array(_) => UNRELATED_ARRAYS,
        Value::Object(object) => match &object.kind {
            ObjectKind::List { .. } => UNRELATED_ARRAYS,
            ObjectKind::Native(native) if native.enumerate().is_some() => UNRELATED_ARRAYS,
            _ => element(value).saturating_sub(SCALAR_TO_ARRAY),
        },
        _ => element(value).saturating_sub(SCALAR_TO_ARRAY),
    }
}

/// `IEnumerable[T]`: what enumerates `T`, or any class when `T` is anything.
fn sequence(value: &Value, element: &Shape, arguments: &[Rc<Type>]) -> u16 {
    let wanted = match element {
        Shape::Exact(of) => Some(of),
        Shape::Parameter(place) => arguments.get(*place),
        _ => None,
    };
    let wanted = wanted.filter(|of| of.full_name() != "System.Object");
    let fits = |own: &Rc<Type>| {
        wanted.is_none_or(|wanted| own.full_name() == wanted.full_name() || is_reference_to(own, wanted))
    };
    match value.unwrapped() {
        Value::Null | Value::Empty => NULL_TO_REFERENCE,
        Value::String(_) => match wanted {
            Some(of) if of.full_name() == "System.Char" => ASSIGNABLE,
            _ => NONE,
        },
        Value::Array(array) => match &array.element {
            Some(own) if fits(own) => ASSIGNABLE,
            None if wanted.is_none() => ASSIGNABLE,
            _ => NONE,
        },
        Value::Object(object) => {
            let own = match &object.kind {
                ObjectKind::List { of, .. } => of.clone(),
                ObjectKind::Native(native) if native.enumerate().is_some() => type_of(value),
                ObjectKind::Hashtable(_) => type_of(value),
                _ => return NONE,
            };
            match own.as_ref() {
                // Dictionaries enumerate pairs of their two types.
                Type::Generic { arguments: own, .. } if own.len() == 2 => match wanted.map(Rc::as_ref) {
                    Some(Type::Generic { of, arguments }) => {
                        let pairs = of.name == "System.Collections.Generic.KeyValuePair";
                        let same = own.iter().zip(arguments).all(|(a, b)| a.full_name() == b.full_name());
                        if pairs && same { ASSIGNABLE } else { NONE }
                    }
                    Some(_) => NONE,
                    None => ASSIGNABLE,
                },
                Type::Generic { arguments, .. } if arguments.len() == 1 => match arguments.first() {
                    Some(own) if fits(own) => ASSIGNABLE,
                    _ => NONE,
                },
                _ if wanted.is_none() => ASSIGNABLE,
                _ => NONE,
            }
        }
        _ => NONE,
    }
}

/// Sequences of a class serve as sequences of its bases.
fn is_reference_to(own: &Rc<Type>, wanted: &Rc<Type>) -> bool {
    !matches!(own.as_ref(), Type::Class(class) if class.value_type) && is_a(own, wanted)
}

fn rank_of_class(value: &Value, class: &'static super::Class, of: &Rc<Type>) -> u16 {
    let own = type_of(value);
    if value.is_null() {
        return match class.name {
            "System.String" => TO_STRING,
            name if is_numeric(name) => NULL_TO_VALUE,
            "System.Char" | "System.Boolean" => NULL_TO_VALUE,
            _ if class.value_type || class.enumeration.is_some() => NONE,
            _ => NULL_TO_REFERENCE,
        };
    }
    if own.full_name() == class.name {
        return IDENTITY;
    }
    if class.name == "System.Management.Automation.PSObject" || is_a(&own, of) {
        return ASSIGNABLE;
    }
    if class.enumeration.is_some() {
        return to_enumeration(value);
    }
    let value = value.unwrapped();
    let number = convert::is_number(value);
    match class.name {
        "System.String" if number => NUMERIC_STRING,
        "System.String" => TO_STRING,
        "System.Boolean" => LANGUAGE,
        "System.Char" => match value {
            Value::String(_) => LANGUAGE,
            _ if number => NUMERIC_STRING,
            _ => NONE,
        },
        "System.Type" | "System.Management.Automation.ScriptBlock" => match value {
            Value::String(_) => LANGUAGE,
            _ => NONE,
        },
        "System.Array" if !matches!(value, Value::Object(_)) => UNRELATED_ARRAYS - SCALAR_TO_ARRAY,
        name if is_numeric(name) => numeric(value, name),
        "System.Collections.IEnumerable" if matches!(value, Value::Object(_)) => NONE,
        _ => other(value, class),
    }
}

/// Classes that convert from text or by their constructors.
fn other(value: &Value, class: &super::Class) -> u16 {
    let scalar = convert::is_number(value) || matches!(value, Value::String(_) | Value::Array(_));
    match value {
        Value::String(_) if class.static_methods.iter().any(|method| method.name == "Parse") => PARSE,
        _ if scalar && class.construct.is_some() => CONSTRUCTOR,
        Value::Object(object) if class.construct.is_some() => match &object.kind {
            ObjectKind::Hashtable(_) => CONSTRUCTOR,
            _ if constructs_from(value, class) => CONSTRUCTOR,
            _ => NONE,
        },
        _ => NONE,
    }
}

/// Whether a class has a constructor of just such a value.
fn constructs_from(value: &Value, class: &super::Class) -> bool {
    let own = type_of(value);
    super::signature::signatures(class.constructors, class).iter().any(|signature| {
        matches!(signature.parameters.as_slice(), [only]
            if matches!(&only.shape, Shape::Exact(of) if is_a(&own, of)))
    })
}

fn is_numeric(name: &str) -> bool {
    numeric_order(name).is_some()
}

/// Whole numbers by width, then the fractional ones.
fn numeric_order(name: &str) -> Option<(u8, bool)> {
    Some(match name {
        "System.SByte" => (1, true),
        "System.Byte" => (1, false),
        "System.Int16" => (2, true),
        "System.UInt16" => (2, false),
        "System.Int32" => (4, true),
        "System.UInt32" => (4, false),
        "System.Int64" => (8, true),
        "System.UInt64" => (8, false),
        "System.Single" => (16, true),
        "System.Double" => (17, true),
        "System.Decimal" => (18, true),
        "System.Numerics.BigInteger" => (19, true),
        _ => return None,
    })
}

fn numeric(value: &Value, name: &str) -> u16 {
    match value {
        // A double is what text most likely means.
        Value::String(_) => return NUMERIC_STRING + u16::from(name == "System.Double"),
        Value::Char(_) | Value::Bool(_) => return CONVERTIBLE,
        Value::Enum(_) => return NUMERIC_EXPLICIT,
        Value::Object(_) | Value::Array(_) => return NONE,
        _ => {}
    }
    let own = super::class_of(value).name;
    let (Some((from, from_signed)), Some((to, to_signed))) = (numeric_order(own), numeric_order(name)) else {
        return NONE;
    };
    let widens = match (from, to) {
        (16, 17) => true,
        (16.., _) => false,
        (_, 16..) => true,
        _ => to > from && (to_signed || !from_signed),
    };
    match widens {
        // Whole numbers become decimals rather than floating-point numbers.
        true if from < 16 && matches!(to, 16 | 17) => NUMERIC_IMPLICIT - 1,
        true => NUMERIC_IMPLICIT,
        false => NUMERIC_EXPLICIT,
    }
}
