//! What `Get-Random` and `Get-SecureRandom` share: numbers in a range, and a sample of objects.

use crate::engine::error::{Category, Exception};
use crate::engine::types::random::Source;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};

/// So many objects of a stream, each with the same chance, in constant memory.
#[derive(Default)]
pub struct Choice {
    pub count: usize,
    /// Objects so far.
    pub seen: usize,
    chosen: Vec<Value>,
}

impl Choice {
    pub fn take(&mut self, source: &mut Source, items: Vec<Value>) {
        for item in items {
            if self.seen < self.count {
                self.chosen.push(item);
            } else if (source.between(0, self.seen as i64 + 1) as usize) < self.count {
                let index = source.between(0, self.chosen.len() as i64) as usize;
                if let Some(place) = self.chosen.get_mut(index) {
                    *place = item;
                }
            }
            self.seen += 1;
        }
    }

    /// The chosen objects in random order.
    pub fn finish(&mut self, source: &mut Source) -> Vec<Value> {
        let mut chosen = std::mem::take(&mut self.chosen);
        let mut mixed = Vec::with_capacity(chosen.len());
        for index in 0..chosen.len() {
            let other = source.between(index as i64, chosen.len() as i64) as usize;
            mixed.extend(chosen.get(other).cloned());
            chosen.swap(index, other);
        }
        mixed
    }
}

/// A number from `minimum` up to, but not with, `maximum`: whole, or floating when one of them is.
pub fn between(source: &mut Source, minimum: Option<&Value>, maximum: Option<&Value>) -> Outcome<Value> {
    let number = |value: Option<&Value>, otherwise: Value| match value {
        Some(value) if !value.is_null() => convert::to_number(value.unwrapped().clone()),
        _ => Ok(otherwise),
    };
    let first = number(minimum, Value::Int(0))?;
    let floating = |value: &Value| matches!(value, Value::Double(_) | Value::Single(_) | Value::Decimal(_));
    let wide = |value: &Value| matches!(value, Value::Long(_) | Value::ULong(_) | Value::UInt(_));
    let otherwise = match &first {
        first if floating(first) => Value::Double(f64::MAX),
        first if wide(first) => Value::Long(i64::MAX),
        _ => Value::Int(i32::MAX),
    };
    let end = number(maximum, otherwise)?;
    if floating(&first) || floating(&end) {
        let (low, high) = (convert::to_double(&first)?, convert::to_double(&end)?);
        if low >= high {
            return Err(empty(&first, &end));
        }
        // The distance itself may be more than a number can hold.
        let share = source.double();
        let found = if (high - low).is_finite() {
            low + share * (high - low)
        } else {
            low * (1.0 - share) + high * share
        };
        return Ok(Value::Double(if found < high { found } else { low }));
    }
    let (low, high) = (convert::to_long(&first)?, convert::to_long(&end)?);
    if low >= high {
        return Err(empty(&first, &end));
    }
    let found = source.between(low, high);
    Ok(match i32::try_from(found) {
        Ok(found) if !wide(&first) && !wide(&end) => Value::Int(found),
        _ => Value::Long(found),
    })
}

fn empty(first: &Value, end: &Value) -> Box<Fault> {
    let message = format!(
        "The Minimum value ({}) cannot be greater than or equal to the Maximum value ({}).",
        convert::display(first),
        convert::display(end)
    );
    Fault::error(
        Exception::new("System.ArgumentException", message),
        "MinGreaterThanOrEqualMax",
        Category::InvalidArgument,
        Value::Null,
    )
}
