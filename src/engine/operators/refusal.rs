//! Why an operator fails, in PowerShell's words.

use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Fault, convert, types};

/// `Method invocation failed because [T] does not contain a method named 'op_…'.`
pub(super) fn not_implemented(method: &str, value: &Value) -> Box<Fault> {
    let kind = match types::type_of(value).full_name() {
        // PowerShell's own objects are wrapped, and the wrapper is asked.
        name if name == "System.Management.Automation.PSCustomObject" => {
            "System.Management.Automation.PSObject".to_string()
        }
        name => name,
    };
    let message =
        format!("Method invocation failed because [{kind}] does not contain a method named '{method}'.");
    let target = Value::text(method);
    Fault::error(Exception::runtime(message), "MethodNotFound", Category::InvalidOperation, target)
}

/// `The operation '[System.Boolean] * [$null]' is not defined.`
pub(super) fn not_defined(operator: &str, left: &Value, right: &Value) -> Box<Fault> {
    let shown = |value: &Value| match value {
        Value::Null | Value::Empty => "$null".to_string(),
        other => types::type_of(other).full_name(),
    };
    let message = format!("The operation '[{}] {operator} [{}]' is not defined.", shown(left), shown(right));
    Fault::error(
        Exception::runtime(message),
        "NotADefinedOperationForType",
        Category::InvalidOperation,
        Value::Null,
    )
}

/// The right operand does not convert to what the left one's .NET operator takes.
pub(super) fn argument_failed(method: &str, value: &Value, to: &str) -> Box<Fault> {
    numbered_argument_failed(1, method, value, to)
}

/// As [`argument_failed`], for the operand on the left (0) or right (1).
pub(super) fn numbered_argument_failed(number: usize, method: &str, value: &Value, to: &str) -> Box<Fault> {
    let reason = reason(value, to);
    let message = format!(
        "Cannot convert argument \"{number}\", with value: \"{}\", for \"{method}\" to type \"{to}\": \"{reason}\"",
        convert::shown(value)
    );
    Fault::error(
        Exception::new("System.Management.Automation.MethodException", message),
        "MethodArgumentConversionInvalidCastArgument",
        Category::NotSpecified,
        Value::Null,
    )
}

/// What the cast itself says.
fn reason(value: &Value, to: &str) -> String {
    let fault = match to {
        "System.TimeSpan" => types::timespan::convert(value).err(),
        "System.DateTime" => types::datetime::convert(value).err(),
        "System.Numerics.BigInteger" if !matches!(value, Value::Object(_)) => {
            types::big_integer::from(value).err()
        }
        "System.Int32" => convert::to_int(value).err(),
        "System.Double" => match value {
            Value::DateTime(_) => Some(convert::invalid_cast_from(value, to)),
            other => convert::to_double(other).err(),
        },
        "System.Decimal" if matches!(value, Value::DateTime(_)) => {
            Some(convert::invalid_cast_from(value, to))
        }
        _ => None,
    };
    let table = convert::first_key(value).filter(|_| to != "System.Int32");
    let fault = match (fault, table) {
        (_, Some(name)) => convert::no_such_property(&name, to, &[]),
        (Some(fault), None) => fault,
        (None, None) => convert::no_conversion(value, to),
    };
    match *fault {
        Fault::Error { record, .. } => record.exception.message,
        _ => String::new(),
    }
}

/// Text that is no number, for the type of the other side.
pub(super) fn text_is_no_number(text: &Value, other: &Value) -> Box<Fault> {
    let number = convert::is_number(other) && !matches!(other, Value::BigInt(_));
    let to = if number { types::type_of(other).full_name() } else { "System.Int32".to_string() };
    if let Value::Enum(found) = other {
        let names = types::enumeration::names(&found.of);
        let list: Vec<&str> = names.iter().map(|(name, _)| name.as_ref()).collect();
        return convert::not_an_enumerator(&convert::display(text), &found.of.full_name(), &list);
    }
    let id = match to.as_str() {
        "System.Double" | "System.Single" => "InvalidCastFromStringToDoubleOrSingle",
        "System.Decimal" => "InvalidCastFromStringToDecimal",
        _ => "InvalidCastFromStringToInteger",
    };
    let message = format!("The input string '{}' was not in a correct format.", convert::display(text));
    convert::cast_failed(text, &to, id, Exception::new("System.FormatException", message))
}

/// Several of .NET's operators take these operands, or none does.
pub(super) fn no_overload(method: &str, ambiguous: bool) -> Box<Fault> {
    let message = match ambiguous {
        true => format!("Multiple ambiguous overloads found for \"{method}\" and the argument count: \"2\"."),
        false => format!("Cannot find an overload for \"{method}\" and the argument count: \"2\"."),
    };
    let exception = Exception::new("System.Management.Automation.MethodException", message);
    Fault::error(exception, "MethodCountCouldNotFindBest", Category::NotSpecified, Value::Null)
}
