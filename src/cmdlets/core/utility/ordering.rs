//! How the object commands compare: any two values have an order, and equal ones a common key.

use crate::engine::object::ObjectKind;
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, operators, types};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Order of any two values: nothing first, then by the left one's type, then by text.
pub(super) fn order_of(engine: &mut Engine, x: &Value, y: &Value, fold: bool) -> Outcome<Ordering> {
    match (x.is_null(), y.is_null()) {
        (true, true) => return Ok(Ordering::Equal),
        (true, false) => return Ok(beside_nothing(y).reverse()),
        (false, true) => return Ok(beside_nothing(x)),
        (false, false) => {}
    }
    if let (Value::String(a), Value::String(b)) = (x.unwrapped(), y.unwrapped()) {
        return Ok(operators::text_order(a, b, fold));
    }
    if !has_order(x) || !has_order(y) {
        return by_text(engine, x, y, fold);
    }
    match operators::compare(engine, x, y, fold) {
        Ok(order) => Ok(order.unwrap_or(Ordering::Equal)),
        Err(fault) if matches!(*fault, Fault::Error { .. }) => by_text(engine, x, y, fold),
        Err(fault) => Err(fault),
    }
}

/// How a value stands to `$null`: a number below zero comes in front of it, everything else behind.
fn beside_nothing(value: &Value) -> Ordering {
    let is_below = match value.unwrapped() {
        Value::Single(number) => *number < 0.0,
        Value::Double(number) => *number < 0.0,
        Value::Decimal(number) => number.is_sign_negative() && !number.is_zero(),
        Value::SByte(_) | Value::Int16(_) | Value::Int(_) | Value::Long(_) => {
            convert::to_i128(value.unwrapped()).is_some_and(|number| number < 0)
        }
        _ => false,
    };
    if is_below { Ordering::Less } else { Ordering::Greater }
}

fn by_text(engine: &mut Engine, x: &Value, y: &Value, fold: bool) -> Outcome<Ordering> {
    let (a, b) = (base_text(engine, x)?, base_text(engine, y)?);
    Ok(operators::text_order(&a, &b, fold))
}

/// Collections and property bags are compared by their text.
fn has_order(value: &Value) -> bool {
    match value.unwrapped() {
        Value::Array(_) => false,
        Value::Object(object) => matches!(object.kind, ObjectKind::Native(_) | ObjectKind::Instance { .. }),
        _ => true,
    }
}

/// The text of the object behind a value: a property bag has none.
fn base_text(engine: &mut Engine, value: &Value) -> Outcome<String> {
    match value.unwrapped() {
        Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_)) => Ok(String::new()),
        _ if hashtable::table(value).is_some() => Ok(types::type_of(value).full_name()),
        _ => convert::to_text(engine, value),
    }
}

/// A key that equal values share; different ones may share it too.
pub(super) fn key_of(engine: &mut Engine, value: &Value, fold: bool) -> Outcome<String> {
    let text = base_text(engine, value)?;
    Ok(if fold { text.to_lowercase() } else { text })
}

/// Rows of values found again by their keys.
#[derive(Default)]
pub(super) struct Rows<T> {
    places: HashMap<String, Vec<(Vec<Value>, T)>>,
}

impl<T: Clone> Rows<T> {
    /// What was stored with an equal row.
    pub(super) fn find(&mut self, engine: &mut Engine, row: &[Value], fold: bool) -> Outcome<Option<T>> {
        let key = row_key(engine, row, fold)?;
        let Some(known) = self.places.get(&key) else { return Ok(None) };
        for (values, kept) in known {
            if same(engine, values, row, fold)? {
                return Ok(Some(kept.clone()));
            }
        }
        Ok(None)
    }

    /// Takes out what was stored first with an equal row.
    pub(super) fn take(&mut self, engine: &mut Engine, row: &[Value], fold: bool) -> Outcome<Option<T>> {
        let key = row_key(engine, row, fold)?;
        let Some(known) = self.places.get_mut(&key) else { return Ok(None) };
        for index in 0..known.len() {
            let Some((values, _)) = known.get(index) else { break };
            if same(engine, values, row, fold)? {
                return Ok(Some(known.remove(index).1));
            }
        }
        Ok(None)
    }

    pub(super) fn add(&mut self, engine: &mut Engine, row: Vec<Value>, kept: T, fold: bool) -> Outcome {
        let key = row_key(engine, &row, fold)?;
        self.places.entry(key).or_default().push((row, kept));
        Ok(())
    }
}

fn row_key(engine: &mut Engine, row: &[Value], fold: bool) -> Outcome<String> {
    let mut key = String::new();
    for value in row {
        key.push_str(&key_of(engine, value, fold)?);
        key.push('\u{1}');
    }
    Ok(key)
}

/// Whether two rows are equal, each value of the second taken as one like the first.
pub(super) fn same(engine: &mut Engine, a: &[Value], b: &[Value], fold: bool) -> Outcome<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (x, y) in a.iter().zip(b) {
        if order_of(engine, x, y, fold)? != Ordering::Equal {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The names of an object that a pattern or name stands for; the name itself when there is none.
pub(super) fn expand_name(object: &Value, name: &str) -> Vec<String> {
    if !operators::has_wildcard(name) {
        return vec![name.to_string()];
    }
    // A hash table's keys are properties to the commands that compare and count.
    let names = match hashtable::table(object) {
        Some(table) => table.borrow().iter().map(|(key, _)| convert::display(key).into()).collect(),
        None => member::property_names(object),
    };
    names.iter().filter(|known| operators::like(known, name, true)).map(|known| known.to_string()).collect()
}
