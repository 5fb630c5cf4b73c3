//! `$a[0]`, `$a[-1]`, `$a[1..3]`, `$h['key']`.

use super::{called, enumerate};
use crate::engine::error::{Category, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::types;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};

/// Reads by index. A place that does not exist is `$null`. Errors: the value cannot be indexed.
pub fn index(engine: &mut Engine, target: &Value, index: &Value) -> Outcome<Value> {
    match target.unwrapped() {
        Value::Null | Value::Empty => Err(null_array()),
        Value::Array(array) => {
            if let Value::Int(number) = index {
                let items = array.items.borrow();
                return Ok(place(*number, items.len())
                    .and_then(|at| items.get(at).cloned())
                    .unwrap_or_default());
            }
            let items = array.items.borrow().clone();
            in_items(engine, &items, index)
        }
        Value::String(text) => {
            let units: Vec<Value> = text.encode_utf16().map(Value::Char).collect();
            in_items(engine, &units, index)
        }
        Value::Object(object) => match &object.kind {
            ObjectKind::List { items, .. } => {
                let items = items.borrow().clone();
                in_list(engine, &items, index)
            }
            ObjectKind::Hashtable(table) => in_table(engine, table, index),
            ObjectKind::Instance { base, .. } if base.get().is_some() => {
                let base = base.get().cloned().unwrap_or_default();
                self::index(engine, &base, index)
            }
            _ => match types::regex::indexed(target, index)
                .or_else(|| super::intrinsic::indexed(target, index))
            {
                Some(value) => Ok(value),
                None => match enumerate(engine, target)? {
                    Some(items) => in_items(engine, &items, index),
                    None => Err(not_indexable(target)),
                },
            },
        },
        _ => Err(not_indexable(target)),
    }
}

/// The place of an index from the front or the back.
fn place(index: i32, length: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(at) => Some(at),
        Err(_) => length.checked_sub(index.unsigned_abs() as usize),
    }
}

fn in_items(engine: &mut Engine, items: &[Value], index: &Value) -> Outcome<Value> {
    if let Some(indices) = enumerate(engine, index)? {
        let mut found = Vec::new();
        for one in indices {
            let number = convert::to_int(&one)?;
            if let Some(value) = place(number, items.len()).and_then(|at| items.get(at)) {
                found.push(value.clone());
            }
        }
        return Ok(Value::array(found));
    }
    let number = convert::to_int(index)?;
    Ok(place(number, items.len()).and_then(|at| items.get(at)).cloned().unwrap_or_default())
}

fn in_list(engine: &mut Engine, items: &[Value], index: &Value) -> Outcome<Value> {
    in_items(engine, items, index)
}

fn in_table(
    engine: &mut Engine,
    table: &std::cell::RefCell<crate::engine::object::Hashtable>,
    index: &Value,
) -> Outcome<Value> {
    if let Some(keys) = enumerate(engine, index)? {
        let mut found = Vec::new();
        for key in keys {
            found.push(in_table(engine, table, &key)?);
        }
        return Ok(Value::array(found));
    }
    let table = table.borrow();
    if table.ordered
        && let Value::Int(number) = index.unwrapped()
    {
        let at = usize::try_from(*number).ok();
        return Ok(at.and_then(|at| table.at(at)).map(|(_, value)| value.clone()).unwrap_or_default());
    }
    Ok(table.get(index).cloned().unwrap_or_default())
}

fn null_array() -> Box<Fault> {
    Fault::runtime("NullArray", "Cannot index into a null array.")
}

fn not_indexable(target: &Value) -> Box<Fault> {
    let kind = types::type_of(target).full_name();
    Fault::runtime("CannotIndex", format!("Unable to index into an object of type \"{kind}\"."))
}

/// Writes by index. Errors: the place does not exist, or the value cannot be indexed.
pub fn set_index(engine: &mut Engine, target: &Value, index: &Value, value: Value) -> Outcome {
    match target.unwrapped() {
        Value::Null | Value::Empty => Err(null_array()),
        Value::Array(array) => {
            let value = match &array.element {
                Some(element) => {
                    let element = element.clone();
                    convert::to_type(engine, value, &element)?
                }
                None => value,
            };
            let number = convert::to_int(index)?;
            let mut items = array.items.borrow_mut();
            let length = items.len();
            match place(number, length).and_then(|at| items.get_mut(at)) {
                Some(item) => {
                    *item = value;
                    Ok(())
                }
                None => {
                    let exception = Exception::new(
                        "System.IndexOutOfRangeException",
                        "Index was outside the bounds of the array.",
                    );
                    Err(Fault::error(
                        exception,
                        "System.IndexOutOfRangeException",
                        Category::OperationStopped,
                        Value::Null,
                    ))
                }
            }
        }
        Value::Object(object) => match &object.kind {
            ObjectKind::List { of, items } => {
                let value = match of.as_ref() {
                    types::Type::Generic { arguments, .. } => match arguments.first() {
                        Some(element) => convert::to_type(engine, value, element)?,
                        None => value,
                    },
                    _ => value,
                };
                let number = convert::to_int(index)?;
                let mut items = items.borrow_mut();
                let length = items.len();
                match place(number, length).and_then(|at| items.get_mut(at)) {
                    Some(item) => {
                        *item = value;
                        Ok(())
                    }
                    None => {
                        let message = "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')";
                        let exception = Exception::new("System.ArgumentOutOfRangeException", message);
                        Err(Fault::error(
                            exception,
                            "System.ArgumentOutOfRangeException",
                            Category::OperationStopped,
                            Value::Null,
                        ))
                    }
                }
            }
            ObjectKind::Hashtable(table) => set_in_table(table, index, value),
            _ => Err(called(not_indexable(target), "set_Item", 2)),
        },
        _ => Err(not_indexable(target)),
    }
}

fn set_in_table(
    table: &std::cell::RefCell<crate::engine::object::Hashtable>,
    index: &Value,
    value: Value,
) -> Outcome {
    let mut table = table.borrow_mut();
    if table.ordered
        && let Value::Int(number) = index.unwrapped()
    {
        let set = usize::try_from(*number).is_ok_and(|at| table.set_at(at, value));
        return if set {
            Ok(())
        } else {
            let message = "Specified argument was out of the range of valid values. (Parameter 'index')";
            let exception = Exception::new("System.ArgumentOutOfRangeException", message);
            Err(Fault::error(
                exception,
                "System.ArgumentOutOfRangeException",
                Category::OperationStopped,
                Value::Null,
            ))
        };
    }
    if index.is_null() {
        let exception =
            Exception::new("System.ArgumentNullException", "Value cannot be null. (Parameter 'key')");
        return Err(Fault::error(exception, "IndexOperationFailed", Category::InvalidOperation, Value::Null));
    }
    table.set(index.unwrapped().clone(), value);
    Ok(())
}
