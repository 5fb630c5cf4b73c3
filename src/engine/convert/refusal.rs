//! Why a cast fails, in PowerShell's words.

use super::text::display;
use crate::engine::culture;
use crate::engine::error::{Category, Exception};
use crate::engine::object::{MemberBody, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Fault, types};

const CLASS: &str = "System.Management.Automation.PSInvalidCastException";

fn fault(exception: Exception, id: &str) -> Box<Fault> {
    Fault::error(exception, id, Category::InvalidArgument, Value::Null)
}

/// `Cannot convert value "x" to type "T". Error: "…"` with an id and the exception inside of it.
pub(crate) fn cast_failed(value: &Value, to: &str, id: &str, inner: Exception) -> Box<Fault> {
    let shown = shown(value);
    let message = format!("Cannot convert value \"{shown}\" to type \"{to}\". Error: \"{}\"", inner.message);
    fault(Exception::new(CLASS, message).with_inner(inner), id)
}

/// `Invalid cast from 'Boolean' to 'DateTime'.`: what .NET's `IConvertible` refuses. Types that are no
/// primitives are called by their full names.
pub(crate) fn invalid_cast_from(value: &Value, to: &str) -> Box<Fault> {
    let own = types::type_of(value).full_name();
    let primitive = matches!(
        to.strip_prefix("System.").unwrap_or_default(),
        "Boolean"
            | "Char"
            | "SByte"
            | "Byte"
            | "Int16"
            | "UInt16"
            | "Int32"
            | "UInt32"
            | "Int64"
            | "UInt64"
            | "Single"
            | "Double"
            | "Decimal"
            | "DateTime"
            | "String"
    );
    let short = |name: &str| name.rsplit('.').next().unwrap_or_default().to_string();
    let message = match primitive {
        true => format!("Invalid cast from '{}' to '{}'.", short(&own), short(to)),
        false => format!("Invalid cast from '{own}' to '{to}'."),
    };
    cast_failed(value, to, "InvalidCastIConvertible", Exception::new("System.InvalidCastException", message))
}

/// As [`invalid_cast_from`], for a generic type: its short name, and the one with assemblies.
pub(crate) fn invalid_cast_to(value: &Value, to: &str, full: &str) -> Box<Fault> {
    let own = types::type_of(value).full_name();
    let message = format!("Invalid cast from '{own}' to '{full}'.");
    cast_failed(value, to, "InvalidCastIConvertible", Exception::new("System.InvalidCastException", message))
}

/// No rule leads from the value's type to the wanted one.
pub(crate) fn no_conversion(value: &Value, to: &str) -> Box<Fault> {
    if value.is_null() {
        let message = format!("Cannot convert null to type \"{to}\".");
        return fault(Exception::new(CLASS, message), "nullToObjectInvalidCast");
    }
    let message = unconvertible(value, to);
    fault(Exception::new(CLASS, message), "ConvertToFinalInvalidCastException")
}

/// `Cannot convert the "x" value of type "A" to type "B".`
fn unconvertible(value: &Value, to: &str) -> String {
    let kind = types::type_of(value).full_name();
    // A text that was meant as a secret is not shown.
    if matches!(to, "System.Security.SecureString" | "System.Management.Automation.PSCredential") {
        return format!("Cannot convert the value of type \"{kind}\" to type \"{to}\".");
    }
    format!("Cannot convert the \"{}\" value of type \"{kind}\" to type \"{to}\".", shown(value))
}

/// A custom object for a type that could have been made from a table.
pub(crate) fn no_object_from_custom(value: &Value, to: &str) -> Box<Fault> {
    let inner = Exception::new(CLASS, unconvertible(value, to));
    cast_failed(value, to, "InvalidCastConstructorException", inner)
}

/// A table names a property that the type has not. `settable` are names with their types.
pub(crate) fn no_such_property(name: &str, to: &str, settable: &[(&str, &str)]) -> Box<Fault> {
    no_such_property_of(name, to, to, settable)
}

/// As [`no_such_property`], for a generic type: its short name, and the one with assemblies.
pub(crate) fn no_such_property_of(name: &str, to: &str, full: &str, settable: &[(&str, &str)]) -> Box<Fault> {
    let list: Vec<String> = settable.iter().map(|(name, kind)| format!("{name} <{kind}>")).collect();
    let choice = match list.is_empty() {
        true => "There is no settable property available.".to_string(),
        false => format!("The settable properties are: [{}].", list.join(", ")),
    };
    let message = format!(
        "Cannot create object of type \"{to}\". The property '{name}' was not found for the '{full}' object. {choice}"
    );
    fault(Exception::new(CLASS, message), "ObjectCreationError")
}

/// A number is none of an enumeration's values; `None` is null.
pub(crate) fn not_enumerated(shown: Option<&str>, id: &str, to: &str, names: &[&str]) -> Box<Fault> {
    let what = shown.map_or("null".to_string(), |shown| format!("value \"{shown}\""));
    let message = format!(
        "Cannot convert {what} to type \"{to}\" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"{}\".",
        names.join(",")
    );
    fault(Exception::new(CLASS, message), id)
}

/// A text names no value of an enumeration.
pub fn not_an_enumerator(text: &str, to: &str, names: &[&str]) -> Box<Fault> {
    enumerator_failed(
        text,
        to,
        format!(
            "Unable to match the identifier name {text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n{}",
            names.join(", ")
        ),
    )
}

/// A text begins several names of an enumeration.
pub(crate) fn ambiguous_enumerator(text: &str, to: &str, names: &[&str]) -> Box<Fault> {
    enumerator_failed(
        text,
        to,
        format!(
            "The identifier name {text} cannot be processed because it is either too similar or identical to the following enumerator names: {}. Use a more specific identifier name.",
            names.join(", ")
        ),
    )
}

fn enumerator_failed(text: &str, to: &str, reason: String) -> Box<Fault> {
    let inner = Exception::runtime(reason);
    cast_failed(&Value::text(text), to, "SubstringDisambiguationEnumParseThrewAnException", inner)
}

/// The first key of a hash table that has one.
pub(crate) fn first_key(value: &Value) -> Option<String> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(table) => table.borrow().iter().next().map(|(key, _)| display(key)),
            _ => None,
        },
        _ => None,
    }
}

/// A value as these messages show it: numbers and dates by the current culture, types by their full names.
pub(crate) fn shown(value: &Value) -> String {
    match value.unwrapped() {
        Value::DateTime(moment) => types::datetime::format(moment, "G"),
        Value::Type(of) => of.full_name(),
        Value::Object(object) => match &object.kind {
            ObjectKind::Custom(members) => {
                let parts: Vec<String> = members
                    .borrow()
                    .iter()
                    .filter_map(|member| match &member.body {
                        MemberBody::Note(value) => Some(format!("{}={}", member.name, display(value))),
                        _ => None,
                    })
                    .collect();
                format!("@{{{}}}", parts.join("; "))
            }
            _ => display(value),
        },
        number if super::is_number(number) => {
            culture::format_number(number, "", &culture::current()).unwrap_or_else(|_| display(number))
        }
        other => display(other),
    }
}
