//! Casts: `[type]value`, typed variables and parameters.

use super::enumeration::to_enum;
use super::integer::integer;
use super::other::to_other;
use super::refusal::{cast_failed, invalid_cast_from, no_conversion, no_object_from_custom};
use super::{as_double, display, number, to_bool, to_i128, to_text};
use crate::engine::error::{Category, Exception};
use crate::engine::object::{Object, ObjectKind};
use crate::engine::types::{self, Class, Type};
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Fault, Outcome, member};
use std::cell::RefCell;
use std::rc::Rc;

/// Converts a value to a type as PowerShell's casts do. Errors carry PowerShell's message and id.
pub fn to_type(engine: &mut Engine, value: Value, wanted: &Rc<Type>) -> Outcome<Value> {
    match wanted.as_ref() {
        Type::Class(class) => to_class(engine, value, class, wanted),
        Type::Array { rank, .. } if *rank > 1 => to_grid(value, wanted),
        Type::Array { element, .. } => to_array(engine, value, element),
        Type::Generic { of, arguments } => types::generic_from(engine, value, of, arguments, wanted),
        Type::Script(script) => match script.enumeration() {
            Some(names) => {
                let names: Vec<(Rc<str>, i64)> = names.to_vec();
                to_enum(engine, value, wanted, &names, script.is_flags())
            }
            None => crate::engine::class::from_value(engine, value, wanted),
        },
    }
}

/// An array of several dimensions is made by nothing but itself.
fn to_grid(value: Value, wanted: &Rc<Type>) -> Outcome<Value> {
    match value.is_null() || types::type_of(&value).full_name() == wanted.full_name() {
        true => Ok(value),
        false => Err(no_conversion(&value, &wanted.full_name())),
    }
}

fn to_class(engine: &mut Engine, value: Value, class: &'static Class, wanted: &Rc<Type>) -> Outcome<Value> {
    let plain = value.unwrapped().clone();
    if let Some(names) = class.enumeration {
        let names: Vec<(Rc<str>, i64)> =
            names.iter().map(|(name, number)| ((*name).into(), *number)).collect();
        return to_enum(engine, plain, wanted, &names, class.flags);
    }
    Ok(match class.name {
        "System.Object" => value,
        "System.Management.Automation.PSObject" => value,
        "System.String" => match &value {
            Value::Wrapped(_) | Value::String(_) => plain,
            _ => Value::text(to_text(engine, &value)?),
        },
        "System.Boolean" => Value::Bool(to_bool(&value)),
        "System.Management.Automation.SwitchParameter" => to_switch(&value)?,
        "System.Void" => Value::Empty,
        "System.Char" => to_char(&plain)?,
        "System.Double" => Value::Double(to_float(&plain, "System.Double")?),
        "System.Single" => Value::Single(to_float(&plain, "System.Single")? as f32),
        "System.Decimal" => to_decimal(engine, &plain, class)?,
        "System.Numerics.BigInteger" | "System.DateTime" | "System.TimeSpan"
            if matches!(plain, Value::Object(_)) =>
        {
            to_other(engine, plain, class, wanted)?
        }
        "System.Numerics.BigInteger" => types::big_integer::from(&plain)?,
        "System.DateTime" => types::datetime::convert(&plain)?,
        "System.TimeSpan" => types::timespan::convert(&plain)?,
        "System.Array" => to_array(engine, value, &types::named("System.Object"))?,
        "System.Type" => to_type_value(engine, &plain)?,
        "System.Management.Automation.ScriptBlock" => to_block(&plain)?,
        "System.Xml.XmlDocument" => types::xml::from_value(engine, &plain)?,
        "System.Management.Automation.PSCustomObject" => to_custom(plain),
        "System.Collections.Hashtable" => to_hashtable(plain, false)?,
        "System.Collections.Specialized.OrderedDictionary" => to_hashtable(plain, true)?,
        types::hashtable::ORDERED_NAME if types::hashtable::table(&plain).is_some() => {
            types::hashtable::ordered_copy(&plain)
        }
        _ if types::delegate::is_delegate(class) => to_delegate(value, wanted)?,
        name => match integer(name, &plain) {
            Some(result) => result?,
            None => to_other(engine, plain, class, wanted)?,
        },
    })
}

/// A script block or method as a delegate; another delegate is made anew of what it calls.
fn to_delegate(value: Value, wanted: &Rc<Type>) -> Outcome<Value> {
    if value.is_null() || types::type_of(&value).full_name() == wanted.full_name() {
        return Ok(if value.is_null() { Value::Null } else { value });
    }
    match types::delegate::target(&value, wanted) {
        Some(target) => Ok(types::delegate::value(wanted.clone(), target)),
        None => Err(no_conversion(&value, &wanted.full_name())),
    }
}

/// `[switch]`: Booleans and switches only.
fn to_switch(value: &Value) -> Outcome<Value> {
    const TO: &str = "System.Management.Automation.SwitchParameter";
    let plain = value.unwrapped();
    match plain {
        Value::Null | Value::Empty | Value::Bool(_) => Ok(types::switch_parameter::convert(plain)),
        Value::Char(_) | Value::Enum(_) | Value::DateTime(_) => Err(invalid_cast_from(plain, TO)),
        Value::Object(object) => match &object.kind {
            ObjectKind::Custom(_) => Err(no_object_from_custom(plain, TO)),
            ObjectKind::Hashtable(_) => match super::first_key(plain) {
                Some(name) => Err(super::no_such_property(&name, TO, &[])),
                None => Ok(types::switch_parameter::value(false)),
            },
            _ if types::switch_parameter::state(plain).is_some() => Ok(plain.clone()),
            _ => Err(no_conversion(plain, TO)),
        },
        _ => Err(no_conversion(plain, TO)),
    }
}

fn to_char(value: &Value) -> Outcome<Value> {
    const TO: &str = "System.Char";
    match value {
        Value::Char(unit) => Ok(Value::Char(*unit)),
        Value::String(text) => {
            let units: Vec<u16> = text.encode_utf16().collect();
            match units.as_slice() {
                [one] => Ok(Value::Char(*one)),
                _ => {
                    let inner = "String must be exactly one character long.";
                    let inner = Exception::new("System.FormatException", inner);
                    Err(cast_failed(value, TO, "InvalidCastParseTargetInvocation", inner))
                }
            }
        }
        Value::Double(_) | Value::Single(_) | Value::Decimal(_) | Value::Bool(_) | Value::DateTime(_) => {
            Err(invalid_cast_from(value, TO))
        }
        Value::BigInt(_) => {
            let inner = Exception::new("System.InvalidCastException", "Object must implement IConvertible.");
            Err(cast_failed(value, TO, "InvalidCastIConvertible", inner))
        }
        Value::Null | Value::Empty => Ok(Value::Char(0)),
        other => match to_i128(other).map(u16::try_from) {
            Some(Ok(unit)) => Ok(Value::Char(unit)),
            Some(Err(_)) => {
                let inner = "Value was either too large or too small for a character.";
                let inner = Exception::new("System.OverflowException", inner);
                Err(cast_failed(value, TO, "InvalidCastIConvertible", inner))
            }
            None => Err(no_conversion(other, TO)),
        },
    }
}

/// A floating-point number; `to` names the type for errors.
fn to_float(value: &Value, to: &str) -> Outcome<f64> {
    match value {
        Value::DateTime(_) => return Err(invalid_cast_from(value, to)),
        Value::TimeSpan(_) | Value::Type(_) | Value::Block(_) => return Err(no_conversion(value, to)),
        _ => {}
    }
    match as_double(value) {
        Some(number) => Ok(number),
        None => Err(not_numeric(value, to, "InvalidCastFromStringToDoubleOrSingle")),
    }
}

fn not_numeric(value: &Value, to: &str, id: &str) -> Box<Fault> {
    match value {
        Value::String(text) => {
            let inner = format!("The input string '{text}' was not in a correct format.");
            cast_failed(value, to, id, Exception::new("System.FormatException", inner))
        }
        other => no_conversion(other, to),
    }
}

fn to_decimal(engine: &mut Engine, value: &Value, class: &'static Class) -> Outcome<Value> {
    const TO: &str = "System.Decimal";
    let whole = |number: i128| rust_decimal::Decimal::try_from_i128_with_scale(number, 0).ok();
    let found = match value {
        Value::Decimal(number) => return Ok(Value::Decimal(number.clone())),
        Value::Double(number) => number::decimal_from_double(*number),
        Value::Single(number) => number::decimal(&number::general(f64::from(*number), 7)),
        // Text is read as PowerShell reads numbers: a fraction goes by way of a double.
        Value::String(text) => match number::parse(text) {
            Some(Value::Decimal(number)) => Some(*number),
            Some(Value::Double(number)) => number::decimal_from_double(number),
            Some(other) => to_i128(&other).and_then(whole),
            None => return Err(not_numeric(value, TO, "InvalidCastFromStringToDecimal")),
        },
        Value::DateTime(_) => return Err(invalid_cast_from(value, TO)),
        Value::Object(_) => return to_other(engine, value.clone(), class, &types::named(TO)),
        other => match to_i128(other) {
            Some(number) => whole(number),
            None => return Err(no_conversion(other, TO)),
        },
    };
    match found {
        Some(number) => Ok(Value::Decimal(Rc::new(number))),
        None => {
            let inner = "Value was either too large or too small for a Decimal.";
            let inner = Exception::new("System.OverflowException", inner);
            Err(cast_failed(value, TO, "InvalidCastIConvertible", inner))
        }
    }
}

/// `T[]`: elements convert; a scalar becomes an array of one.
pub(crate) fn to_array(engine: &mut Engine, value: Value, element: &Rc<Type>) -> Outcome<Value> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    let is_object = matches!(element.as_ref(), Type::Class(class) if class.name == "System.Object");
    let mut scalar = None;
    let items = match (&value, element.as_ref()) {
        (Value::String(text), Type::Class(class)) if class.name == "System.Char" => {
            text.encode_utf16().map(Value::Char).collect()
        }
        _ => match member::enumerate(engine, &value)? {
            Some(items) => items,
            None => {
                scalar = Some(value.clone());
                vec![value]
            }
        },
    };
    let whole = (!is_object && scalar.is_some()).then(|| format!("{}[]", element.full_name()));
    let mut converted = Vec::with_capacity(items.len());
    for item in items {
        converted.push(if is_object {
            item
        } else {
            match (to_type(engine, item, element), &whole, &scalar) {
                (Ok(item), _, _) => item,
                (Err(fault), Some(whole), Some(scalar)) => return Err(scalar_failed(fault, scalar, whole)),
                (Err(fault), _, _) => return Err(fault),
            }
        });
    }
    let element = (!is_object).then(|| element.clone());
    Ok(Value::Array(Rc::new(Array { element, items: RefCell::new(converted) })))
}

/// A scalar whose conversion to the only element fails: what has no rule at all fails for the array.
fn scalar_failed(fault: Box<Fault>, value: &Value, to: &str) -> Box<Fault> {
    match *fault {
        Fault::Error { record, .. } if record.id == "ConvertToFinalInvalidCastException" => {
            no_conversion(value, to)
        }
        Fault::Error { .. } if matches!(value.unwrapped(), Value::Bool(_) | Value::DateTime(_)) => {
            invalid_cast_from(value, to)
        }
        Fault::Error { record, .. } if record.exception.class.ends_with("InvalidCastException") => {
            cast_failed(value, to, "InvalidCastExceptionScalarToArray", record.exception)
        }
        other => Box::new(other),
    }
}

fn to_type_value(engine: &mut Engine, value: &Value) -> Outcome<Value> {
    const TO: &str = "System.Type";
    let name = match value {
        Value::Type(of) => return Ok(Value::Type(of.clone())),
        Value::Null | Value::Empty => return Ok(Value::Null),
        Value::String(name) => name.to_string(),
        number if super::is_number(number) && !matches!(number, Value::BigInt(_)) => display(number),
        Value::Bool(_) | Value::Char(_) | Value::DateTime(_) | Value::Enum(_) => {
            return Err(invalid_cast_from(value, TO));
        }
        other => return Err(no_conversion(other, TO)),
    };
    if name.eq_ignore_ascii_case("pscustomobject") {
        return Ok(Value::Type(types::named("System.Management.Automation.PSObject")));
    }
    types::resolve_text(engine, &name).map(Value::Type).map_err(|_| {
        let message =
            format!("Cannot convert the \"{name}\" value of type \"System.String\" to type \"{TO}\".");
        let exception = Exception::new("System.Management.Automation.PSInvalidCastException", message);
        Fault::error(exception, "InvalidCastFromStringToType", Category::InvalidArgument, Value::Null)
    })
}

fn to_block(value: &Value) -> Outcome<Value> {
    match value {
        Value::Block(block) => Ok(Value::Block(block.clone())),
        Value::Null | Value::Empty => Ok(Value::Null),
        Value::Bool(_) | Value::Char(_) | Value::DateTime(_) | Value::Enum(_) => {
            Err(invalid_cast_from(value, "System.Management.Automation.ScriptBlock"))
        }
        other => Err(no_conversion(other, "System.Management.Automation.ScriptBlock")),
    }
}

/// `[pscustomobject]`: a table's entries become properties; anything else stays as it is.
fn to_custom(value: Value) -> Value {
    let Value::Object(object) = &value else { return value };
    let ObjectKind::Hashtable(table) = &object.kind else { return value };
    let mut pairs: Vec<(Rc<str>, Value)> =
        table.borrow().iter().map(|(key, value)| (Rc::from(display(key)), value.clone())).collect();
    let type_name = pairs
        .iter()
        .position(|(name, _)| name.eq_ignore_ascii_case("PSTypeName"))
        .map(|at| pairs.remove(at).1);
    let made = Value::custom(pairs);
    if let (Some(name), Value::Object(object)) = (type_name, &made) {
        let mut names: Vec<Rc<str>> = vec![display(&name).into()];
        names.extend(crate::engine::member::type_names(&made).into_iter().map(Into::into));
        *object.type_names.borrow_mut() = Some(names);
    }
    made
}

fn to_hashtable(value: Value, ordered: bool) -> Outcome<Value> {
    let to = match ordered {
        true => "System.Collections.Specialized.OrderedDictionary",
        false => "System.Collections.Hashtable",
    };
    match &value {
        Value::Null | Value::Empty => Ok(Value::Null),
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(table)
                if table.borrow().ordered == ordered && (ordered || table.borrow().of.is_none()) =>
            {
                Ok(value)
            }
            // Only `[ordered]@{…}` as written makes an ordered table; a table given to the type names properties.
            ObjectKind::Hashtable(table) if ordered && !table.borrow().is_empty() => {
                Err(super::no_such_property(&super::first_key(&value).unwrap_or_default(), to, &[]))
            }
            ObjectKind::Hashtable(table) => {
                let mut copy = table.borrow().clone();
                copy.ordered = ordered;
                copy.of = None;
                Ok(Value::object(Object::new(ObjectKind::Hashtable(RefCell::new(copy)))))
            }
            ObjectKind::Custom(_) => Err(no_object_from_custom(&value, to)),
            _ => Err(no_conversion(&value, to)),
        },
        // .NET's constructor with a capacity takes these.
        Value::Char(_) | Value::Enum(_) => {
            Ok(crate::engine::object::hashtable_value(crate::engine::object::Hashtable::new(ordered)))
        }
        Value::Bool(_) | Value::DateTime(_) => Err(invalid_cast_from(&value, to)),
        other => Err(no_conversion(other, to)),
    }
}
