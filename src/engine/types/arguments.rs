//! Arguments of .NET-like methods, and the faults that they raise.

use super::culture_info;
use crate::engine::culture::{self, Culture};
use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::rc::Rc;

/// Id of a fault that [`crate::engine::member`] turns into `Exception calling "…"`.
pub const THROWN: &str = "\u{0}thrown";
/// Id of a fault that it turns into `Cannot find an overload for "…"`.
pub const NO_OVERLOAD: &str = "\u{0}overload";

/// A .NET exception thrown inside of a method.
pub fn throw(class: &str, message: impl Into<String>) -> Box<Fault> {
    Fault::error(Exception::new(class, message), THROWN, Category::NotSpecified, Value::Null)
}

/// An error that left a method, for the caller to be told as an exception in it.
pub fn thrown(mut fault: Box<Fault>) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut() {
        record.id = THROWN.into();
    }
    fault
}

/// No overload takes these arguments.
pub fn no_overload() -> Box<Fault> {
    Fault::error(Exception::runtime(""), NO_OVERLOAD, Category::NotSpecified, Value::Null)
}

/// `System.ArgumentOutOfRangeException` with its parameter.
pub fn out_of_range(message: &str, parameter: &str) -> Box<Fault> {
    throw("System.ArgumentOutOfRangeException", format!("{message} (Parameter '{parameter}')"))
}

/// The argument at a place; no overload takes fewer.
pub fn any(arguments: &[Value], index: usize) -> Outcome<&Value> {
    arguments.get(index).ok_or_else(no_overload)
}

/// An argument as text; `$null` is empty.
pub fn text(engine: &mut Engine, arguments: &[Value], index: usize) -> Outcome<String> {
    convert::to_text(engine, any(arguments, index)?)
}

/// An argument as a 32-bit whole number.
pub fn int(arguments: &[Value], index: usize) -> Outcome<i32> {
    convert::to_int(any(arguments, index)?)
}

/// An argument as a 64-bit whole number.
pub fn long(arguments: &[Value], index: usize) -> Outcome<i64> {
    convert::to_long(any(arguments, index)?)
}

/// An argument as a floating-point number.
pub fn double(arguments: &[Value], index: usize) -> Outcome<f64> {
    convert::to_double(any(arguments, index)?)
}

/// The arguments of `ToString`: a format, a format provider, or both; any may be `$null`.
pub fn format_and_provider(engine: &mut Engine, arguments: &[Value]) -> Outcome<(String, Rc<Culture>)> {
    Ok(match arguments {
        [] => (String::new(), culture::current()),
        [one] => match culture_info::of(one) {
            Some(culture) => (String::new(), culture),
            None => (convert::to_text(engine, one)?, culture::current()),
        },
        [form, provider] => (convert::to_text(engine, form)?, culture_info::provider(Some(provider))),
        _ => return Err(no_overload()),
    })
}

/// Whether the last argument asks to ignore case: a `StringComparison` or a Boolean.
pub fn ignores_case(argument: Option<&Value>) -> bool {
    match argument.map(Value::unwrapped) {
        Some(Value::Bool(ignore)) => *ignore,
        Some(Value::Null | Value::Empty) | None => false,
        Some(other) => convert::display(other).ends_with("IgnoreCase"),
    }
}
