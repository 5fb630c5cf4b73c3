//! Casts: `[type]value`, typed variables and parameters.

use super::{as_double, display, invalid_cast, number, to_bool, to_i128, to_int, to_text};
use crate::engine::error::{Category, Exception};
use crate::engine::object::{Object, ObjectKind};
use crate::engine::types::{self, Class, Type};
use crate::engine::value::{Array, EnumValue, Value};
use crate::engine::{Engine, Fault, Outcome, member};
use std::cell::RefCell;
use std::rc::Rc;

/// Converts a value to a type as PowerShell's casts do. Errors carry PowerShell's message and id.
pub fn to_type(engine: &mut Engine, value: Value, wanted: &Rc<Type>) -> Outcome<Value> {
    match wanted.as_ref() {
        Type::Class(class) => to_class(engine, value, class, wanted),
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
        "System.Management.Automation.SwitchParameter" => types::switch_parameter::convert(&value),
        "System.Void" => Value::Empty,
        "System.Char" => to_char(&plain)?,
        "System.Double" => Value::Double(to_float(&plain, "System.Double")?),
        "System.Single" => Value::Single(to_float(&plain, "System.Single")? as f32),
        "System.Decimal" => to_decimal(&plain)?,
        "System.Numerics.BigInteger" => types::big_integer::from(&plain)?,
        "System.DateTime" => types::datetime::convert(&plain)?,
        "System.TimeSpan" => types::timespan::convert(&plain)?,
        "System.Array" => to_array(engine, value, &types::named("System.Object"))?,
        "System.Type" => Value::Type(to_type_value(engine, &plain)?),
        "System.Management.Automation.ScriptBlock" => to_block(engine, &plain)?,
        "System.Xml.XmlDocument" => types::xml::from_value(engine, &plain)?,
        "System.Management.Automation.PSCustomObject" => to_custom(plain),
        "System.Collections.Hashtable" => to_hashtable(plain, false)?,
        "System.Collections.Specialized.OrderedDictionary" => to_hashtable(plain, true)?,
        name => match integer(name, &plain) {
            Some(result) => result?,
            None => to_other(engine, plain, class, wanted)?,
        },
    })
}

/// Classes that the table itself knows how to make: the same class passes, one-argument constructors and
/// `Parse` convert.
fn to_other(engine: &mut Engine, value: Value, class: &'static Class, wanted: &Rc<Type>) -> Outcome<Value> {
    let own = types::type_of(&value);
    if types::is_a(&own, wanted) {
        return Ok(value);
    }
    if value.is_null() && !class.value_type {
        return Ok(Value::Null);
    }
    if let Some(parse) = class.static_methods.iter().find(|method| method.name == "Parse")
        && matches!(value, Value::String(_))
    {
        return (parse.call)(engine, std::slice::from_ref(&value))
            .map_err(|fault| rephrase(fault, &value, class.name));
    }
    if let Value::Object(object) = &value
        && let ObjectKind::Hashtable(table) = &object.kind
        && let Some(construct) = class.construct
    {
        let made = construct(engine, &[])?;
        let pairs: Vec<(Value, Value)> =
            table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        for (key, item) in pairs {
            let name = to_text(engine, &key)?;
            member::set(engine, &made, &name, item)?;
        }
        return Ok(made);
    }
    match class.construct {
        Some(construct) => construct(engine, std::slice::from_ref(&value))
            .map_err(|fault| rephrase(fault, &value, class.name)),
        None => Err(no_conversion(&value, class.name)),
    }
}

/// A failing `Parse` or constructor reads as a failing cast.
fn rephrase(mut fault: Box<Fault>, value: &Value, to: &str) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut() {
        let inner = record.exception.clone();
        let reason = inner.inner.as_ref().map_or(inner.message.clone(), |inner| inner.message.clone());
        let message =
            format!("Cannot convert value \"{}\" to type \"{to}\". Error: \"{reason}\"", display(value));
        record.exception =
            Exception::new("System.Management.Automation.PSInvalidCastException", message).with_inner(inner);
        record.id = "InvalidCastParseTargetInvocation".into();
        record.category = Category::InvalidArgument;
    }
    fault
}

pub(crate) fn no_conversion(value: &Value, to: &str) -> Box<Fault> {
    let kind = types::type_of(value).full_name();
    let message = match value {
        Value::Null | Value::Empty => format!("Cannot convert null to type \"{to}\"."),
        _ => format!("Cannot convert the \"{}\" value of type \"{kind}\" to type \"{to}\".", display(value)),
    };
    let exception = Exception::new("System.Management.Automation.PSInvalidCastException", message);
    let id = if value.is_null() { "nullToObjectInvalidCast" } else { "ConvertToFinalInvalidCastException" };
    Fault::error(exception, id, Category::InvalidArgument, Value::Null)
}

fn to_char(value: &Value) -> Outcome<Value> {
    match value {
        Value::Char(unit) => Ok(Value::Char(*unit)),
        Value::String(text) => {
            let units: Vec<u16> = text.encode_utf16().collect();
            match units.as_slice() {
                [one] => Ok(Value::Char(*one)),
                _ => {
                    let inner = "String must be exactly one character long.";
                    Err(invalid_cast(text, "System.Char", inner, "System.FormatException", value))
                }
            }
        }
        other => match to_i128(other).and_then(|number| u16::try_from(number).ok()) {
            Some(unit)
                if !matches!(
                    other,
                    Value::Double(_) | Value::Single(_) | Value::Decimal(_) | Value::Bool(_)
                ) =>
            {
                Ok(Value::Char(unit))
            }
            _ => Err(no_conversion(other, "System.Char")),
        },
    }
}

fn to_float(value: &Value, to: &str) -> Outcome<f64> {
    match as_double(value) {
        Some(number) => Ok(number),
        None => Err(not_numeric(value, to)),
    }
}

fn not_numeric(value: &Value, to: &str) -> Box<Fault> {
    match value {
        Value::String(text) => {
            let inner = format!("The input string '{text}' was not in a correct format.");
            invalid_cast(text, to, &inner, "System.FormatException", value)
        }
        other => no_conversion(other, to),
    }
}

fn to_decimal(value: &Value) -> Outcome<Value> {
    let found = match value {
        Value::Decimal(number) => return Ok(Value::Decimal(number.clone())),
        Value::Double(number) => number::decimal_from_double(*number),
        Value::Single(number) => number::decimal(&number::general(f64::from(*number), 7)),
        Value::String(text) => match number::decimal(text) {
            Some(number) => Some(number),
            None => match number::parse(text) {
                Some(Value::Decimal(number)) => Some(*number),
                Some(Value::Double(number)) => number::decimal_from_double(number),
                Some(other) => to_i128(&other)
                    .and_then(|number| rust_decimal::Decimal::try_from_i128_with_scale(number, 0).ok()),
                None => return Err(not_numeric(value, "System.Decimal")),
            },
        },
        other => {
            to_i128(other).and_then(|number| rust_decimal::Decimal::try_from_i128_with_scale(number, 0).ok())
        }
    };
    match found {
        Some(number) => Ok(Value::Decimal(Rc::new(number))),
        None if super::is_number(value) => {
            let inner = "Value was either too large or too small for a Decimal.";
            Err(invalid_cast(&display(value), "System.Decimal", inner, "System.OverflowException", value))
        }
        None => Err(no_conversion(value, "System.Decimal")),
    }
}

/// Casts to the whole-number types; `None` for other names.
fn integer(name: &str, value: &Value) -> Option<Outcome<Value>> {
    macro_rules! whole {
        ($type:ty, $variant:ident, $short:literal) => {
            Some(match (value, to_i128(value)) {
                (
                    Value::Array(_)
                    | Value::Object(_)
                    | Value::DateTime(_)
                    | Value::TimeSpan(_)
                    | Value::Type(_)
                    | Value::Block(_),
                    _,
                ) => Err(no_conversion(value, name)),
                (_, Some(number)) => match <$type>::try_from(number) {
                    Ok(number) => Ok(Value::$variant(number)),
                    Err(_) => {
                        let inner = concat!("Value was either too large or too small for ", $short, ".");
                        Err(invalid_cast(&display(value), name, inner, "System.OverflowException", value))
                    }
                },
                (_, None) => Err(not_numeric(value, name)),
            })
        };
    }
    match name {
        "System.Int32" => Some(match value {
            Value::Int(number) => Ok(Value::Int(*number)),
            Value::Array(_)
            | Value::Object(_)
            | Value::DateTime(_)
            | Value::TimeSpan(_)
            | Value::Type(_)
            | Value::Block(_) => Err(no_conversion(value, name)),
            other => to_int(other).map(Value::Int),
        }),
        "System.Int64" => whole!(i64, Long, "an Int64"),
        "System.Int16" => whole!(i16, Int16, "an Int16"),
        "System.SByte" => whole!(i8, SByte, "a signed byte"),
        "System.Byte" => whole!(u8, Byte, "an unsigned byte"),
        "System.UInt16" => whole!(u16, UInt16, "a UInt16"),
        "System.UInt32" => whole!(u32, UInt, "a UInt32"),
        "System.UInt64" => whole!(u64, ULong, "a UInt64"),
        _ => None,
    }
}

/// `T[]`: elements convert; a scalar becomes an array of one.
pub(crate) fn to_array(engine: &mut Engine, value: Value, element: &Rc<Type>) -> Outcome<Value> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    let is_object = matches!(element.as_ref(), Type::Class(class) if class.name == "System.Object");
    let items = match (&value, element.as_ref()) {
        (Value::String(text), Type::Class(class)) if class.name == "System.Char" => {
            text.encode_utf16().map(Value::Char).collect()
        }
        _ => match member::enumerate(engine, &value)? {
            Some(items) => items,
            None => vec![value],
        },
    };
    let mut converted = Vec::with_capacity(items.len());
    for item in items {
        converted.push(if is_object { item } else { to_type(engine, item, element)? });
    }
    let element = (!is_object).then(|| element.clone());
    Ok(Value::Array(Rc::new(Array { element, items: RefCell::new(converted) })))
}

fn to_type_value(engine: &mut Engine, value: &Value) -> Outcome<Rc<Type>> {
    match value {
        Value::Type(of) => Ok(of.clone()),
        Value::String(name) => match types::resolve_text(engine, name) {
            Ok(found) => Ok(found),
            Err(_) => {
                let message = format!(
                    "Cannot convert the \"{name}\" value of type \"System.String\" to type \"System.Type\"."
                );
                let exception =
                    Exception::new("System.Management.Automation.PSInvalidCastException", message);
                Err(Fault::error(
                    exception,
                    "InvalidCastFromStringToType",
                    Category::InvalidArgument,
                    Value::Null,
                ))
            }
        },
        other => Err(no_conversion(other, "System.Type")),
    }
}

fn to_block(engine: &mut Engine, value: &Value) -> Outcome<Value> {
    match value {
        Value::Block(block) => Ok(Value::Block(block.clone())),
        Value::String(text) => engine.compile_block(text).map(Value::Block),
        Value::Null => Ok(Value::Null),
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
    match &value {
        Value::Null | Value::Empty => Ok(Value::Null),
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(table) if table.borrow().ordered == ordered => Ok(value),
            ObjectKind::Hashtable(table) => {
                let mut copy = table.borrow().clone();
                copy.ordered = ordered;
                Ok(Value::object(Object::new(ObjectKind::Hashtable(RefCell::new(copy)))))
            }
            _ => Err(no_conversion(
                &value,
                if ordered {
                    "System.Collections.Specialized.OrderedDictionary"
                } else {
                    "System.Collections.Hashtable"
                },
            )),
        },
        other => Err(no_conversion(
            other,
            if ordered {
                "System.Collections.Specialized.OrderedDictionary"
            } else {
                "System.Collections.Hashtable"
            },
        )),
    }
}

/// An enumeration's value by name, unambiguous prefix, comma list or number.
fn to_enum(
    engine: &mut Engine,
    value: Value,
    wanted: &Rc<Type>,
    names: &[(Rc<str>, i64)],
    flags: bool,
) -> Outcome<Value> {
    let made = |number: i64| Value::Enum(Rc::new(EnumValue { of: wanted.clone(), number }));
    match &value {
        Value::Enum(given) if given.of.full_name() == wanted.full_name() => Ok(value),
        Value::String(text) => {
            let mut number = 0;
            let parts: Vec<&str> = text.split(',').map(str::trim).collect();
            for part in &parts {
                number |= one_name(part, names).ok_or_else(|| {
                    let list: Vec<&str> = names.iter().map(|(name, _)| name.as_ref()).collect();
                    not_an_enumerator(part, &wanted.full_name(), &list)
                })?;
            }
            Ok(made(number))
        }
        Value::Array(array) => {
            let items = array.items.borrow().clone();
            let mut texts = Vec::new();
            for item in &items {
                texts.push(to_text(engine, item)?);
            }
            to_enum(engine, Value::text(texts.join(",")), wanted, names, flags)
        }
        Value::Null | Value::Empty => Err(no_conversion(&value, &wanted.full_name())),
        other => match to_i128(other).and_then(|number| i64::try_from(number).ok()) {
            Some(number) if flags || names.iter().any(|(_, known)| *known == number) => Ok(made(number)),
            Some(number) => Err(bad_enum_number(number, &wanted.full_name(), names)),
            None => Err(no_conversion(other, &wanted.full_name())),
        },
    }
}

fn one_name(text: &str, names: &[(Rc<str>, i64)]) -> Option<i64> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(number);
    }
    if let Some((_, number)) = names.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Some(*number);
    }
    let starts = |name: &str| {
        !text.is_empty() && name.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
    };
    let mut found = names.iter().filter(|(name, _)| starts(name));
    match (found.next(), found.next()) {
        (Some((_, number)), None) => Some(*number),
        _ => None,
    }
}

fn bad_enum_number(number: i64, to: &str, names: &[(Rc<str>, i64)]) -> Box<Fault> {
    let list: Vec<&str> = names.iter().map(|(name, _)| name.as_ref()).collect();
    let message = format!(
        "Cannot convert value \"{number}\" to type \"{to}\" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"{}\".",
        list.join(",")
    );
    let exception = Exception::new("System.Management.Automation.PSInvalidCastException", message);
    Fault::error(
        exception,
        "InvalidCastFromIntegerToEnumInvalidValue",
        Category::InvalidArgument,
        Value::Null,
    )
}

/// The error of a text that names no value of an enumeration.
pub fn not_an_enumerator(text: &str, to: &str, names: &[&str]) -> Box<Fault> {
    let reason = format!(
        "Unable to match the identifier name {text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n{}",
        names.join(", ")
    );
    let message = format!("Cannot convert value \"{text}\" to type \"{to}\". Error: \"{reason}\"");
    let exception = Exception::new("System.Management.Automation.PSInvalidCastException", message);
    Fault::error(exception, "InvalidCastFromStringToEnumeration", Category::InvalidArgument, Value::Null)
}
