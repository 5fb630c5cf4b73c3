//! Arguments of .NET-like methods, and the faults that they raise.

use super::{Type, culture_info};
use crate::engine::culture::{self, Culture};
use crate::engine::error::{Category, Exception};
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::cell::RefCell;
use std::rc::Rc;

/// Id of a fault that [`crate::engine::member`] turns into `Exception calling "…"`.
pub const THROWN: &str = "\u{0}thrown";
/// Id of a fault that it turns into `Cannot find an overload for "…"`.
pub const NO_OVERLOAD: &str = "\u{0}overload";

/// A .NET exception thrown inside of a method.
pub fn throw(class: &str, message: impl Into<String>) -> Box<Fault> {
    Fault::error(Exception::new(class, message), THROWN, Category::NotSpecified, Value::Null)
}

/// What is said of something that was closed.
pub fn disposed(name: &str) -> Box<Fault> {
    let message = format!("Cannot access a disposed object.\nObject name: '{name}'.");
    throw("System.ObjectDisposedException", message)
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

/// `System.ArgumentNullException` with its parameter.
pub fn null(parameter: &str) -> Box<Fault> {
    throw("System.ArgumentNullException", format!("Value cannot be null. (Parameter '{parameter}')"))
}

/// `System.InvalidOperationException`
pub fn invalid_operation(message: &str) -> Box<Fault> {
    throw("System.InvalidOperationException", message)
}

/// A place that a collection does not have.
pub fn bad_index() -> Box<Fault> {
    out_of_range(
        "Index was out of range. Must be non-negative and less than the size of the collection.",
        "index",
    )
}

/// The elements of a collection; a scalar is one.
pub fn items(engine: &mut Engine, value: &Value) -> Outcome<Vec<Value>> {
    Ok(match member::enumerate(engine, value)? {
        Some(items) => items,
        None if value.is_null() => Vec::new(),
        None => match value.unwrapped() {
            Value::String(text) => text.encode_utf16().map(Value::Char).collect(),
            other => match super::hashtable::table(other) {
                Some(table) => super::hashtable::entries(table),
                None => vec![other.clone()],
            },
        },
    })
}

/// A place from an argument, below `limit`. Errors: out of range.
pub fn place(arguments: &[Value], index: usize, limit: usize) -> Outcome<usize> {
    usize::try_from(int(arguments, index)?).ok().filter(|found| *found < limit).ok_or_else(bad_index)
}

/// A start and a count that lie inside of `length`. Errors: they do not.
pub fn range(arguments: &[Value], at: usize, length: usize) -> Outcome<std::ops::Range<usize>> {
    let start = usize::try_from(int(arguments, at)?)
        .map_err(|_| out_of_range("Non-negative number required.", "index"))?;
    let count = usize::try_from(int(arguments, at + 1)?)
        .map_err(|_| out_of_range("Non-negative number required.", "count"))?;
    match start.checked_add(count).filter(|end| *end <= length) {
        Some(end) => Ok(start..end),
        None => Err(throw(
            "System.ArgumentException",
            "Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.",
        )),
    }
}

/// An array of a type.
pub fn array_of(element: &Rc<Type>, items: Vec<Value>) -> Value {
    let element = (element.full_name() != "System.Object").then(|| element.clone());
    Value::Array(Rc::new(Array { element, items: RefCell::new(items) }))
}

/// A `string[]`.
pub fn strings(items: impl IntoIterator<Item = String>) -> Value {
    array_of(&super::named("System.String"), items.into_iter().map(Value::from).collect())
}

/// A `byte[]`.
pub fn bytes(items: impl IntoIterator<Item = u8>) -> Value {
    array_of(&super::named("System.Byte"), items.into_iter().map(Value::Byte).collect())
}

/// The bytes of an array. Errors: an element is none.
pub fn to_bytes(engine: &mut Engine, value: &Value) -> Outcome<Vec<u8>> {
    let items = items(engine, value)?;
    items
        .iter()
        .map(|item| match item {
            Value::Byte(byte) => Ok(*byte),
            other => u8::try_from(convert::to_int(other)?).map_err(|_| no_overload()),
        })
        .collect()
}

/// The number of an enumeration's value or a number; `otherwise` when there is no such argument.
pub fn number_or(arguments: &[Value], index: usize, otherwise: i64) -> i64 {
    match arguments.get(index).map(Value::unwrapped) {
        Some(Value::Enum(value)) => value.number,
        Some(value) => {
            convert::to_i128(value).and_then(|number| i64::try_from(number).ok()).unwrap_or(otherwise)
        }
        None => otherwise,
    }
}

/// An exception around the one of another fault; what is no error passes.
pub fn with_inner(class: &str, message: &str, fault: Box<Fault>) -> Box<Fault> {
    match *fault {
        Fault::Error { record, .. } => {
            let exception = Exception::new(class, message).with_inner(record.exception.clone());
            Fault::error(exception, THROWN, Category::NotSpecified, Value::Null)
        }
        other => Box::new(other),
    }
}
