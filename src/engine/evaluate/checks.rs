//! What PowerShell refuses of arguments and typed variables before it converts them, or right after.

use crate::engine::error::{Category, Exception};
use crate::engine::types::{Type, switch_parameter};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert, types};

const ACTION: &str = "System.Management.Automation.ActionPreference";
/// `ActionPreference.Suspend`
const SUSPEND: i64 = 5;

/// Boolean parameters and variables take Booleans and numbers only.
pub(super) fn check_boolean(value: &Value, wanted: &Type) -> Outcome {
    let full = wanted.full_name();
    if !matches!(full.as_str(), "System.Boolean" | "System.Management.Automation.SwitchParameter") {
        return Ok(());
    }
    let plain = value.unwrapped();
    if value.is_null() && full != "System.Boolean" {
        return Ok(());
    }
    let is_flag = matches!(plain, Value::Bool(_)) || switch_parameter::state(plain).is_some();
    if is_flag || (convert::is_number(plain) && full == "System.Boolean") {
        return Ok(());
    }
    let kind = if value.is_null() { String::new() } else { types::type_of(plain).full_name() };
    let message = if convert::is_number(plain) {
        let shown = convert::display(plain);
        format!("Cannot convert the \"{shown}\" value of type \"{kind}\" to type \"{full}\".")
    } else {
        format!(
            "Cannot convert value \"{kind}\" to type \"{full}\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0."
        )
    };
    let exception = Exception::new("System.Management.Automation.PSInvalidCastException", message);
    Err(Fault::error(exception, "InvalidBooleanArgumentCast", Category::InvalidArgument, Value::Null))
}

/// A preference may not be `Suspend`. Source: `ArgumentTypeConverterAttribute`.
pub(super) fn check_action(value: &Value) -> Outcome {
    let Value::Enum(found) = value else { return Ok(()) };
    if found.number != SUSPEND || types::type_of(value).full_name() != ACTION {
        return Ok(());
    }
    let message = "The Suspend ActionPreference value is reserved for future use and is not supported at this time. For more information about preference variables, see the Help topic, \"about_Preference_Variables.\"";
    let exception = Exception::new("System.Management.Automation.PSInvalidCastException", message);
    Err(Fault::error(exception, "InvalidActionPreference", Category::InvalidArgument, Value::Null))
}

/// The same for the elements of a list of Booleans.
pub(super) fn check_booleans(value: &Value, wanted: &Type) -> Outcome {
    let Type::Array { element: of, .. } = wanted else { return Ok(()) };
    match value.unwrapped() {
        Value::Array(array) => array.items.borrow().iter().try_for_each(|item| check_boolean(item, of)),
        other => check_boolean(other, of),
    }
}
