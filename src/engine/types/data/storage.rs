//! Values as columns keep them: of the column's type, or a database's null.

use super::model::Column;
use crate::engine::types::{arguments, datetime, is_a, is_value_type_name, nothing, timespan, type_of};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::rc::Rc;

pub fn is_null(value: &Value) -> bool {
    value.is_null() || nothing::is_db_null(value)
}

/// A value as a column keeps it. Errors: it does not convert to the column's type, or is too long.
pub fn stored(column: &Column, value: &Value) -> Outcome<Value> {
    let kind = column.kind.borrow().clone();
    let name = kind.full_name();
    if nothing::is_db_null(value) {
        return Ok(nothing::db_null());
    }
    if value.is_null() {
        if is_value_type_name(&name) {
            let message =
                format!("Cannot set Column '{}' to be null. Please use DBNull instead.", column.name());
            return Err(arguments::throw("System.ArgumentException", message));
        }
        return Ok(nothing::db_null());
    }
    let plain = value.unwrapped();
    let found = converted(&name, plain, &kind);
    let found = found.map_err(|why| {
        let shown = convert::display(plain);
        let short = name.rsplit('.').next().unwrap_or(&name);
        let message =
            format!("{why}Couldn't store <{shown}> in {} Column.  Expected type is {short}.", column.name());
        arguments::throw("System.ArgumentException", message)
    })?;
    let limit = column.max_length.get();
    let is_too_long = |text: &str| limit >= 0 && text.encode_utf16().count() > limit as usize;
    if matches!(&found, Value::String(text) if is_too_long(text)) {
        let message = format!(
            "Cannot set column '{}'. The value violates the MaxLength limit of this column.",
            column.name()
        );
        return Err(arguments::throw("System.ArgumentException", message));
    }
    Ok(found)
}

/// The value in the type of a name, or why not.
fn converted(name: &str, plain: &Value, kind: &Rc<crate::engine::types::Type>) -> Result<Value, String> {
    let wrong = || {
        let of = type_of(plain).full_name();
        match plain {
            Value::String(text) => format!("The input string '{text}' was not in a correct format."),
            _ => format!("Unable to cast object of type '{of}' to type '{name}'."),
        }
    };
    let of_number = |value: Result<Value, Box<crate::engine::Fault>>| value.map_err(|_| wrong());
    match name {
        "System.Object" => Ok(plain.clone()),
        "System.String" => Ok(Value::text(convert::display(plain))),
        "System.Boolean" => match plain {
            Value::Bool(_) => Ok(plain.clone()),
            Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Ok(Value::Bool(true)),
            Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Ok(Value::Bool(false)),
            Value::String(text) => Err(format!("String '{text}' was not recognized as a valid Boolean.")),
            other if convert::is_number(other) => Ok(Value::Bool(convert::to_bool(other))),
            _ => Err(wrong()),
        },
        "System.Double" => convert::as_double(plain).map(Value::Double).ok_or_else(wrong),
        "System.Single" => {
            convert::as_double(plain).map(|number| Value::Single(number as f32)).ok_or_else(wrong)
        }
        "System.Decimal" => match plain {
            Value::Decimal(_) => Ok(plain.clone()),
            other => convert::number::decimal(convert::display(other).trim())
                .map(|number| Value::Decimal(Rc::new(number)))
                .ok_or_else(wrong),
        },
        "System.DateTime" => datetime::convert(plain).map_err(|_| match plain {
            Value::String(text) => format!("String '{text}' was not recognized as a valid DateTime."),
            _ => wrong(),
        }),
        "System.TimeSpan" => of_number(timespan::convert(plain)),
        _ => match convert::integer(name, plain) {
            Some(found) => of_number(found),
            None if is_a(&type_of(plain), kind) => Ok(plain.clone()),
            None => Err(wrong()),
        },
    }
}
