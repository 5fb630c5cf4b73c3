//! Mandatory parameters take neither `$null` nor empty text or collections, unless they say so.

use super::Parameter;
use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, member};

/// Checks a converted value. Errors: PowerShell's `ParameterArgumentValidationError…NotAllowed`.
pub fn refuse_empty(engine: &mut Engine, parameter: &Parameter, value: &Value) -> Outcome {
    let list = parameter.type_name.strip_suffix("[]");
    let is_text = |name: &str| name.eq_ignore_ascii_case("string") || name == "System.String";
    if list.is_none() {
        return refuse_one(parameter, value, is_text(&parameter.type_name));
    }
    if value.is_null() {
        return refuse_one(parameter, value, false);
    }
    let items = member::enumerate(engine, value)?.unwrap_or_else(|| vec![value.clone()]);
    if items.is_empty() && !parameter.allow_empty_collection {
        return Err(refused(parameter, "an empty array", "EmptyArray"));
    }
    let element = list.unwrap_or_default();
    if crate::engine::types::is_value_type_name(element) {
        return Ok(());
    }
    items.iter().try_for_each(|item| refuse_one(parameter, item, is_text(element)))
}

/// Checks a list before it is converted, as `$null` becomes text in a list of texts.
pub fn refuse_null_items(parameter: &Parameter, items: &[Value]) -> Outcome {
    let is_list = parameter.is_array();
    let refuses = is_list && !parameter.allow_null && items.iter().any(Value::is_null);
    if refuses { Err(refused(parameter, "null", "Null")) } else { Ok(()) }
}

fn refuse_one(parameter: &Parameter, value: &Value, is_text: bool) -> Outcome {
    match value.unwrapped() {
        Value::Null | Value::Empty if !parameter.allow_null => Err(refused(parameter, "null", "Null")),
        Value::String(text) if is_text && text.is_empty() && !parameter.allow_empty_string => {
            Err(refused(parameter, "an empty string", "EmptyString"))
        }
        _ => Ok(()),
    }
}

fn refused(parameter: &Parameter, what: &str, kind: &str) -> Box<Fault> {
    let message = format!("Cannot bind argument to parameter '{}' because it is {what}.", parameter.name);
    let class = "System.Management.Automation.ParameterBindingValidationException";
    let id = format!("ParameterArgumentValidationError{kind}NotAllowed");
    Fault::error(Exception::new(class, message), id, Category::InvalidData, Value::Null)
}
