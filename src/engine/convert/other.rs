//! Casts to classes without rules of their own: `Parse`, constructors with one parameter, tables of properties.

use super::refusal::{
    cast_failed, invalid_cast_from, no_conversion, no_object_from_custom, no_such_property,
};
use super::{display, is_number, to_text};
use crate::engine::error::Exception;
use crate::engine::object::{Hashtable, ObjectKind};
use crate::engine::types::{self, Class, Type};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, member};
use std::rc::Rc;

/// Converts to a class of the tables.
pub fn to_other(
    engine: &mut Engine,
    value: Value,
    class: &'static Class,
    wanted: &Rc<Type>,
) -> Outcome<Value> {
    if types::is_a(&types::type_of(&value), wanted) {
        return Ok(value);
    }
    if value.is_null() {
        return if class.value_type { Err(no_conversion(&value, class.name)) } else { Ok(Value::Null) };
    }
    if class.name == "System.Version"
        && let Some(found) = types::version::plain(&value)
    {
        return Ok(found);
    }
    match &value {
        Value::String(_) => match types::implicit(engine, class, &value) {
            Some(result) => result,
            None => from_text(engine, &value, class),
        },
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(_) if class.name == "System.Collections.ArrayList" => {
                from_value(engine, &value, class)
            }
            ObjectKind::Hashtable(table) => {
                let table = table.borrow().clone();
                from_table(engine, &value, &table, class)
            }
            ObjectKind::Custom(_) if has_default(class) || class.name == "System.Version" => {
                Err(no_object_from_custom(&value, class.name))
            }
            _ => from_value(engine, &value, class),
        },
        Value::Bool(_) | Value::DateTime(_) | Value::Char(_) | Value::Enum(_) => {
            match from_value(engine, &value, class) {
                Err(fault) if is_final(&fault) => Err(invalid_cast_from(&value, class.name)),
                result => result,
            }
        }
        // What takes no number takes the number's text.
        number if is_number(number) && !matches!(number, Value::BigInt(_)) => {
            match from_value(engine, number, class) {
                Err(_) if types::is_a(&types::named("System.String"), wanted) => {
                    Ok(Value::text(display(number)))
                }
                Err(fault) if is_final(&fault) => from_text(engine, number, class),
                result => result,
            }
        }
        _ => from_value(engine, &value, class),
    }
}

fn is_final(fault: &Fault) -> bool {
    matches!(fault, Fault::Error { record, .. } if record.id == "ConvertToFinalInvalidCastException")
}

/// Whether .NET can make one without arguments.
fn has_default(class: &Class) -> bool {
    class.value_type
        || class.name == "System.Version"
        || class.constructors.iter().any(|signature| signature.ends_with("new()"))
}

/// The type of the only parameter of a constructor's signature.
fn parameter(signature: &str) -> Option<&str> {
    let inside = signature.split_once('(')?.1.strip_suffix(')')?;
    let lone = !inside.is_empty() && !inside.contains(',');
    lone.then(|| inside.rsplit_once(' ').map_or(inside, |(kind, _)| kind))
}

/// Text: by `Parse`, else by a constructor that takes text.
fn from_text(engine: &mut Engine, value: &Value, class: &'static Class) -> Outcome<Value> {
    let text = Value::text(display(value));
    if class.name == "System.Uri" {
        return types::uri::convert_text(&display(value))
            .map_err(|fault| rephrase(fault, value, class.name, "InvalidCastConstructorException"));
    }
    if let Some(parse) = class.static_methods.iter().find(|method| method.name == "Parse") {
        let cultured = parse.signatures.iter().any(|signature| signature.contains("IFormatProvider"));
        let id = if cultured {
            "InvalidCastParseTargetInvocationWithFormatProvider"
        } else {
            "InvalidCastParseTargetInvocation"
        };
        return (parse.call)(engine, &[text]).map_err(|fault| rephrase(fault, value, class.name, id));
    }
    let takes_text = class.constructors.is_empty()
        || class.constructors.iter().any(|signature| parameter(signature) == Some("string"));
    match class.construct.filter(|_| takes_text) {
        Some(construct) => {
            let id = match class.name {
                "System.Text.RegularExpressions.Regex" => "InvalidCastFromStringToRegex",
                _ => "InvalidCastConstructorException",
            };
            construct(engine, &[text]).map_err(|fault| rephrase(fault, value, class.name, id))
        }
        None => Err(no_conversion(value, class.name)),
    }
}

/// Another value: by a constructor whose only parameter takes it as it is.
fn from_value(engine: &mut Engine, value: &Value, class: &'static Class) -> Outcome<Value> {
    let Some(construct) = class.construct else { return Err(no_conversion(value, class.name)) };
    if class.name == "System.Collections.ArrayList" {
        match value.unwrapped() {
            // .NET takes these for a capacity, but no number.
            Value::Char(_) | Value::Enum(_) => return construct(engine, &[]),
            number if is_number(number) => return Err(no_conversion(value, class.name)),
            _ => {}
        }
    }
    let mut takes = class.constructors.is_empty();
    for kind in class.constructors.iter().filter_map(|signature| parameter(signature)) {
        takes |= accepts(engine, kind, value)?;
    }
    if !takes {
        return Err(no_conversion(value, class.name));
    }
    construct(engine, std::slice::from_ref(value))
        .map_err(|fault| rephrase(fault, value, class.name, "InvalidCastConstructorException"))
}

/// Whether a parameter of a type takes a value without conversion; whole numbers widen.
fn accepts(engine: &mut Engine, kind: &str, value: &Value) -> Outcome<bool> {
    if kind == "string" || kind.contains('[') && !kind.ends_with("[]") {
        return Ok(false);
    }
    let plain = value.unwrapped();
    let whole = is_number(plain)
        && !matches!(
            plain,
            Value::Double(_) | Value::Single(_) | Value::Decimal(_) | Value::BigInt(_) | Value::ULong(_)
        );
    Ok(match kind {
        "System.Object" | "object" => true,
        "int" => {
            (whole && !matches!(plain, Value::Long(_) | Value::UInt(_)))
                || matches!(plain, Value::Char(_) | Value::Enum(_))
        }
        "long" => whole || matches!(plain, Value::Char(_) | Value::Enum(_)),
        "double" => is_number(plain),
        kind => {
            let wanted = types::named(&types::full_name_of(kind));
            let known = wanted.full_name() != "System.Object";
            let collection = kind.starts_with("System.Collections.I");
            (known && types::is_a(&types::type_of(value), &wanted))
                || (collection && member::enumerate(engine, value)?.is_some())
        }
    })
}

/// A table: an object made without arguments, its properties set one by one.
fn from_table(
    engine: &mut Engine,
    value: &Value,
    table: &Hashtable,
    class: &'static Class,
) -> Outcome<Value> {
    // A constructor that takes a table makes more of it than its properties.
    if let Some(construct) = class.construct
        && class.constructors.iter().any(|signature| parameter(signature) == Some("hashtable"))
    {
        return construct(engine, std::slice::from_ref(value));
    }
    let Some(construct) = class.construct.filter(|_| has_default(class)) else {
        return match table.is_empty() && class.value_type {
            true => Ok(types::default_value(&types::named(class.name))),
            false => Err(no_conversion(value, class.name)),
        };
    };
    let made = construct(engine, &[])?;
    for (key, item) in table.iter() {
        let name = to_text(engine, key)?;
        let settable: Vec<(&str, &str)> = class
            .properties
            .iter()
            .filter(|property| property.set.is_some())
            .map(|property| (property.name, property.type_name))
            .collect();
        let known = class.properties.iter().any(|property| property.name.eq_ignore_ascii_case(&name));
        if !known && member::get(engine, &made, &name)?.is_none() {
            return Err(no_such_property(&name, class.name, &settable));
        }
        member::set(engine, &made, &name, item.clone())?;
    }
    Ok(made)
}

/// A failing `Parse` or constructor reads as a failing cast.
fn rephrase(fault: Box<Fault>, value: &Value, to: &str, id: &str) -> Box<Fault> {
    match *fault {
        Fault::Error { record, .. } if record.id == types::arguments::NO_OVERLOAD => no_conversion(value, to),
        Fault::Error { record, .. } if record.id == types::arguments::THROWN => {
            cast_failed(value, to, id, record.exception)
        }
        Fault::Error { record, .. } => {
            let reason = record.exception.inner.as_deref().unwrap_or(&record.exception).message.clone();
            let inner = Exception { message: reason, ..record.exception };
            cast_failed(value, to, id, inner)
        }
        other => Box::new(other),
    }
}
