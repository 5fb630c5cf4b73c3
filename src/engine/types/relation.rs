//! `-is`, `-as`, and what a type's empty value is.

use super::{Class, Type, class_of, named, resolve_text, type_of};
use crate::engine::object::{Object, ObjectKind};
use crate::engine::value::{EnumValue, Value};
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::cell::RefCell;
use std::rc::Rc;

/// Whether a type is another one, or derives from it or implements it.
pub fn is_a(own: &Rc<Type>, wanted: &Rc<Type>) -> bool {
    if let (Type::Script(own), Type::Script(wanted)) = (own.as_ref(), wanted.as_ref())
        && std::ptr::addr_eq(Rc::as_ptr(own), Rc::as_ptr(wanted))
    {
        return true;
    }
    if let Type::Generic { of, arguments } = wanted.as_ref()
        && of.name == "System.Nullable"
        && let Some(inner) = arguments.first()
    {
        return is_a(own, inner);
    }
    let name = wanted.full_name();
    let scripts = matches!((own.as_ref(), wanted.as_ref()), (Type::Script(_), Type::Script(_)));
    if name == "System.Object" || (!scripts && own.full_name() == name) {
        return true;
    }
    match own.as_ref() {
        Type::Script(script) if script.implements(&name) => true,
        Type::Class(class) | Type::Generic { of: class, .. } => class_is(class, &name),
        Type::Array { .. } => class_is(&super::array::ARRAY, &name) || name == "System.Object[]",
        Type::Script(script) => match script.base() {
            Some(base) => is_a(&base, wanted),
            None => script.enumeration().is_some() && (name == "System.Enum" || name == "System.ValueType"),
        },
    }
}

fn class_is(class: &'static Class, name: &str) -> bool {
    let mut current = Some(class);
    while let Some(found) = current {
        if found.name == name || found.interfaces.contains(&name) {
            return true;
        }
        current = found.base;
    }
    (class.value_type && name == "System.ValueType") || (class.enumeration.is_some() && name == "System.Enum")
}

/// `-is`. Errors: the right side names no type.
pub fn is_operator(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<bool> {
    let wanted = wanted_type(engine, right)?;
    if left.is_null() {
        return Ok(false);
    }
    let name = wanted.full_name();
    if name == "System.Management.Automation.PSCustomObject"
        || name == "System.Management.Automation.PSObject"
    {
        let custom =
            matches!(left.unwrapped(), Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_)));
        return Ok(custom || matches!(left, Value::Wrapped(_)));
    }
    if let Value::Object(object) = left.unwrapped()
        && let ObjectKind::Exception(exception) = &object.kind
    {
        return Ok(super::exception_distance(&exception.class, &wanted).is_some());
    }
    Ok(is_a(&type_of(left), &wanted))
}

fn wanted_type(engine: &mut Engine, value: &Value) -> Outcome<Rc<Type>> {
    match value.unwrapped() {
        Value::Type(of) => Ok(of.clone()),
        other => {
            let name = convert::to_text(engine, other)?;
            resolve_text(engine, &name)
        }
    }
}

/// `-as`: the converted value, or `$null`.
pub fn as_operator(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    let wanted = wanted_type(engine, right)?;
    match convert::to_type(engine, left.clone(), &wanted) {
        Ok(value) => Ok(value),
        Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Value::Null),
        Err(fault) => Err(fault),
    }
}

/// Whether a type name, as help writes it, means a value type: `$null` is none of its values.
pub fn is_value_type_name(name: &str) -> bool {
    match named(&super::full_name_of(name)).as_ref() {
        Type::Class(class) => class.value_type || class.enumeration.is_some(),
        Type::Script(script) => script.enumeration().is_some(),
        _ => false,
    }
}

/// What a typed variable or parameter holds before it is set.
pub fn default_value(of: &Rc<Type>) -> Value {
    match of.as_ref() {
        Type::Class(class) if class.enumeration.is_some() => {
            Value::Enum(Rc::new(EnumValue { of: of.clone(), number: 0 }))
        }
        Type::Class(class) => match class.name {
            "System.String" => Value::text(""),
            "System.Boolean" => Value::Bool(false),
            "System.Management.Automation.SwitchParameter" => super::switch_parameter::value(false),
            "System.Int32" => Value::Int(0),
            "System.Int64" => Value::Long(0),
            "System.Int16" => Value::Int16(0),
            "System.Byte" => Value::Byte(0),
            "System.SByte" => Value::SByte(0),
            "System.UInt16" => Value::UInt16(0),
            "System.UInt32" => Value::UInt(0),
            "System.UInt64" => Value::ULong(0),
            "System.Double" => Value::Double(0.0),
            "System.Single" => Value::Single(0.0),
            "System.Decimal" => Value::Decimal(Rc::default()),
            "System.Char" => Value::Char(0),
            "System.TimeSpan" => Value::TimeSpan(0),
            "System.DateTime" => Value::DateTime(Rc::new(super::datetime::DateTime {
                ticks: 0,
                kind: super::datetime::DateTimeKind::Unspecified,
            })),
            _ => Value::Null,
        },
        Type::Script(script) if script.enumeration().is_some() => {
            Value::Enum(Rc::new(EnumValue { of: of.clone(), number: 0 }))
        }
        _ => Value::Null,
    }
}

/// Converts to a generic collection: elements convert to its argument.
pub fn generic_from(
    engine: &mut Engine,
    value: Value,
    of: &'static Class,
    arguments: &[Rc<Type>],
    wanted: &Rc<Type>,
) -> Outcome<Value> {
    if of.name == "System.Nullable" {
        return match arguments.first() {
            Some(inner) if !value.is_null() => convert::to_type(engine, value, inner),
            _ => Ok(Value::Null),
        };
    }
    if is_a(&type_of(&value), wanted) {
        return Ok(value);
    }
    if std::ptr::eq(of, class_of(&value)) && arguments.is_empty() {
        return Ok(value);
    }
    if of.name == "System.Collections.Generic.Dictionary" {
        let table = convert::to_type(engine, value, &named("System.Collections.Hashtable"))?;
        return Ok(table);
    }
    let element = arguments.first().cloned().unwrap_or_else(|| named("System.Object"));
    let items = match member::enumerate(engine, &value)? {
        Some(items) => items,
        None if value.is_null() => return Ok(Value::Null),
        None => vec![value],
    };
    let mut converted = Vec::with_capacity(items.len());
    for item in items {
        converted.push(convert::to_type(engine, item, &element)?);
    }
    Ok(Value::object(Object::new(ObjectKind::List { of: wanted.clone(), items: RefCell::new(converted) })))
}
