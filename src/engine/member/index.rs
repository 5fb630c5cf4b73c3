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
            if let Value::Int(number) = index
                && text.is_ascii()
            {
                let found = place(*number, text.len()).and_then(|at| text.as_bytes().get(at).copied());
                return Ok(found.map_or(Value::Null, |byte| Value::Char(u16::from(byte))));
            }
            let units: Vec<Value> = text.encode_utf16().map(Value::Char).collect();
            in_items(engine, &units, index)
        }
        Value::Object(object) => match &object.kind {
            ObjectKind::List { items, .. } => {
                if let Value::Int(number) = index {
                    let items = items.borrow();
                    let found = place(*number, items.len()).and_then(|at| items.get(at).cloned());
                    return Ok(found.unwrap_or_default());
                }
                let items = items.borrow().clone();
                in_list(engine, &items, index)
            }
            ObjectKind::Hashtable(table) => in_table(engine, table, index),
            ObjectKind::Instance { base, .. } if base.get().is_some() => {
                let base = base.get().cloned().unwrap_or_default();
                self::index(engine, &base, index)
            }
            _ if types::tuple::items(target).is_some() => {
                let items = types::tuple::items(target).unwrap_or_default().to_vec();
                in_items(engine, &items, index)
            }
            _ if types::grid::is_grid(target) => {
                if index.is_null() {
                    return Err(null_index());
                }
                let count = enumerate(engine, index)?.map_or(1, |items| items.len());
                if count != types::grid::rank(target) {
                    return Err(wrong_rank(engine, target, index)?);
                }
                Ok(types::grid::index(target, index).unwrap_or_default().unwrap_or_default())
            }
            _ => match own_index(engine, target, index)? {
                Some(value) => Ok(value),
                None => as_scalar(target, index),
            },
        },
        _ => as_scalar(target, index),
    }
}

/// Whether an index stands for a number that no element of an array, list or text has.
pub fn is_outside(target: &Value, index: &Value) -> bool {
    let length = match target.unwrapped() {
        Value::Array(array) => array.items.borrow().len(),
        Value::String(text) => text.encode_utf16().count(),
        Value::Object(object) => match &object.kind {
            ObjectKind::List { items, .. } => items.borrow().len(),
            _ => return false,
        },
        _ => return false,
    };
    let single =
        !matches!(index.unwrapped(), Value::Null | Value::Empty | Value::Array(_) | Value::Object(_));
    single && convert::to_int(index).is_ok_and(|number| place(number, length).is_none_or(|at| at >= length))
}

/// A value without an index is its own only element.
fn as_scalar(target: &Value, index: &Value) -> Outcome<Value> {
    match index.unwrapped() {
        Value::Null | Value::Empty => Err(null_index()),
        Value::Int(0 | -1) => Ok(target.clone()),
        _ => Ok(Value::Null),
    }
}

fn null_index() -> Box<Fault> {
    Fault::runtime("NullArrayIndex", "Index operation failed; the array index evaluated to null.")
}

/// The index of a class that has one of its own (`Item`, `Chars`).
fn own_index(engine: &mut Engine, target: &Value, index: &Value) -> Outcome<Option<Value>> {
    if let Some(value) = types::regex::indexed(target, index) {
        return Ok(Some(value));
    }
    if let Some(items) = types::regex::items_of(target) {
        return in_items(engine, &items, index).map(Some);
    }
    let Some(indexer) = types::class_of(target).indexer else { return Ok(None) };
    (indexer.get)(engine, target, index).map(Some).map_err(|fault| called(fault, "get_Item", 1))
}

/// The place of an index from the front or the back.
fn place(index: i32, length: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(at) => Some(at),
        Err(_) => length.checked_sub(index.unsigned_abs() as usize),
    }
}

fn in_items(engine: &mut Engine, items: &[Value], index: &Value) -> Outcome<Value> {
    if index.is_null() {
        return Err(null_index());
    }
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
    let Ok(number) = convert::to_int(index) else { return Ok(Value::Null) };
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
    if let Some(keys) = enumerate(engine, index)?
        && !matches!(table.borrow().of.as_deref(), Some(types::Type::Generic { .. }))
    {
        let mut found = Vec::new();
        for key in keys {
            found.push(in_table(engine, table, &key)?);
        }
        return Ok(Value::array(found));
    }
    let known = super::keyed::known(engine, table, index)?;
    let index = known.as_ref().unwrap_or(index);
    let table = table.borrow();
    if index.is_null() && table.of.is_none() && !table.ordered {
        return Err(null_index());
    }
    // `ConvertFrom-Json -AsHashtable` gives tables in order whose numbers are keys.
    let by_place = table.ordered && table.of.is_none();
    if let Some(types::Type::Class(_)) = table.of.as_deref()
        && table.ordered
    {
        return Ok(table.get(index).cloned().unwrap_or_default());
    }
    if by_place && let Value::Int(number) = index.unwrapped() {
        if matches!(index, Value::Wrapped(_)) {
            return Ok(table.get(index).cloned().unwrap_or_default());
        }
        return Ok(place(*number, table.len())
            .and_then(|at| table.at(at))
            .map(|(_, value)| value.clone())
            .unwrap_or_default());
    }
    if table.of.is_none() {
        return Ok(table.get(index).cloned().unwrap_or_default());
    }
    let key = types::dictionary::key_of(engine, &table, index)?;
    Ok(table.get(&key).cloned().unwrap_or_default())
}

/// So many indices for an array of another rank.
fn wrong_rank(engine: &mut Engine, target: &Value, index: &Value) -> Outcome<Box<Fault>> {
    let shown: Vec<String> = match enumerate(engine, index)? {
        Some(items) => items.iter().map(convert::display).collect(),
        None => vec![convert::display(index)],
    };
    let rank = types::grid::rank(target);
    let message =
        format!("You cannot index into a {rank} dimensional array with index [{}].", shown.join(","));
    Ok(Fault::runtime("NeedMultidimensionalIndex", message))
}

fn null_array() -> Box<Fault> {
    Fault::runtime("NullArray", "Cannot index into a null array.")
}

fn not_indexable(target: &Value) -> Box<Fault> {
    let kind = match types::type_of(target).full_name() {
        name if name.ends_with(".PSCustomObject") => "System.Management.Automation.PSObject".to_string(),
        name => name,
    };
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
            ObjectKind::Hashtable(table) => set_in_table(engine, table, index, value),
            _ if types::grid::set(engine, target, index, &value)? => Ok(()),
            _ => match types::class_of(target).indexer.and_then(|indexer| indexer.set) {
                Some(set) => set(engine, target, index, value).map_err(|fault| called(fault, "set_Item", 2)),
                None => Err(called(not_indexable(target), "set_Item", 2)),
            },
        },
        _ => Err(not_indexable(target)),
    }
}

fn set_in_table(
    engine: &mut Engine,
    table: &std::cell::RefCell<crate::engine::object::Hashtable>,
    index: &Value,
    value: Value,
) -> Outcome {
    if table.borrow().read_only {
        let exception = Exception::new(
            "System.NotSupportedException",
            "The OrderedDictionary is readonly and cannot be modified.",
        );
        return Err(Fault::error(
            exception,
            "System.NotSupportedException",
            Category::OperationStopped,
            Value::Null,
        ));
    }
    let known = super::keyed::known(engine, table, index)?;
    let index = known.as_ref().unwrap_or(index);
    let of = table.borrow().of.clone();
    let (index, value) = match &of {
        Some(_) => (
            &types::dictionary::key_of(engine, &table.borrow(), index)?,
            types::dictionary::value_of(engine, of.as_ref(), value)?,
        ),
        None => (index, value),
    };
    let mut table = table.borrow_mut();
    if table.ordered
        && let Value::Int(number) = index
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
    if index.is_null() && table.of.is_none() && !table.ordered {
        return Err(null_index());
    }
    if index.is_null() {
        let exception =
            Exception::new("System.ArgumentNullException", "Value cannot be null. (Parameter 'key')");
        return Err(Fault::error(exception, "IndexOperationFailed", Category::InvalidOperation, Value::Null));
    }
    table.set(index.unwrapped().clone(), value);
    Ok(())
}
