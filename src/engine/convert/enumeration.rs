//! Casts to enumerations: by name, unambiguous prefix, comma list or number.

use super::refusal::{
    ambiguous_enumerator, invalid_cast_from, no_conversion, no_object_from_custom, no_such_property,
    not_an_enumerator, not_enumerated, shown,
};
use super::to_i128;
use crate::engine::object::ObjectKind;
use crate::engine::types::Type;
use crate::engine::value::{EnumValue, Value};
use crate::engine::{Engine, Outcome, member};
use std::rc::Rc;

/// The wanted enumeration.
struct Wanted<'a> {
    of: &'a Rc<Type>,
    full: String,
    names: &'a [(Rc<str>, i64)],
    flags: bool,
}

impl Wanted<'_> {
    fn list(&self) -> Vec<&str> {
        self.names.iter().map(|(name, _)| name.as_ref()).collect()
    }

    fn made(&self, number: i64) -> Value {
        Value::Enum(Rc::new(EnumValue { of: self.of.clone(), number }))
    }

    /// Whether a number is a value, or made of flags.
    fn has(&self, number: i64) -> bool {
        let known = self.names.iter().any(|(_, known)| *known == number);
        let all = self.names.iter().fold(0, |all, (_, known)| all | known);
        known || (self.flags && number != 0 && number & !all == 0)
    }
}

/// Converts to an enumeration. Errors: no value of it is meant.
pub fn to_enum(
    engine: &mut Engine,
    value: Value,
    of: &Rc<Type>,
    names: &[(Rc<str>, i64)],
    flags: bool,
) -> Outcome<Value> {
    let wanted = Wanted { of, full: of.full_name(), names, flags };
    if let Some(items) = member::enumerate(engine, &value)?.filter(|items| !items.is_empty()) {
        // Several texts are one list with commas.
        if items.len() > 1 && items.iter().all(|item| matches!(item.unwrapped(), Value::String(_))) {
            let parts: Vec<String> = items.iter().map(super::display).collect();
            return by_text(&parts.join(","), &wanted);
        }
        let mut all = 0;
        for item in &items {
            if let Value::Enum(found) = one(item.unwrapped(), &wanted)? {
                all |= found.number;
            }
        }
        return checked(all, &Value::Long(all), "UndefinedIntegerToEnum", &wanted);
    }
    if matches!(value.unwrapped(), Value::Array(_)) {
        return one(&Value::text(""), &wanted);
    }
    one(value.unwrapped(), &wanted)
}

fn one(value: &Value, wanted: &Wanted<'_>) -> Outcome<Value> {
    match value {
        Value::Null | Value::Empty => {
            Err(not_enumerated(None, "nullToEnumInvalidCast", &wanted.full, &wanted.list()))
        }
        Value::Enum(given) if given.of.full_name() == wanted.full => Ok(Value::Enum(given.clone())),
        Value::String(text) => by_text(text, wanted),
        Value::Double(_) | Value::Single(_) | Value::Decimal(_) => by_text(&shown(value), wanted),
        Value::Bool(_) | Value::Char(_) | Value::DateTime(_) => Err(invalid_cast_from(value, &wanted.full)),
        Value::Object(object) => match &object.kind {
            ObjectKind::Custom(_) => Err(no_object_from_custom(value, &wanted.full)),
            ObjectKind::Hashtable(table) => match table.borrow().iter().next() {
                None => Ok(wanted.made(0)),
                Some((key, _)) => {
                    Err(no_such_property(&super::display(key), &wanted.full, &[("value__", "System.Int32")]))
                }
            },
            _ => Err(no_conversion(value, &wanted.full)),
        },
        Value::BigInt(_) => Err(no_conversion(value, &wanted.full)),
        other => match to_i128(other).map(i64::try_from) {
            Some(Ok(number)) => checked(number, other, "UndefinedIntegerToEnum", wanted),
            Some(Err(_)) => Err(not_enumerated(
                Some(&shown(other)),
                "UndefinedIntegerToEnum",
                &wanted.full,
                &wanted.list(),
            )),
            None => Err(no_conversion(other, &wanted.full)),
        },
    }
}

fn checked(number: i64, given: &Value, id: &str, wanted: &Wanted<'_>) -> Outcome<Value> {
    match wanted.has(number) {
        true => Ok(wanted.made(number)),
        false => Err(not_enumerated(Some(&shown(given)), id, &wanted.full, &wanted.list())),
    }
}

fn by_text(text: &str, wanted: &Wanted<'_>) -> Outcome<Value> {
    let several = text.contains(',') && text.split(',').any(|part| part.trim().parse::<i64>().is_ok());
    if several || (!text.is_empty() && text.trim().is_empty()) {
        return Err(not_an_enumerator(text, &wanted.full, &wanted.list()));
    }
    let mut all = 0;
    let mut numeric = false;
    for part in text.split(',').map(str::trim) {
        all |= match part.parse::<i64>() {
            Ok(number) => {
                numeric = true;
                number
            }
            Err(_) => by_name(part, text, wanted)?,
        };
    }
    match numeric {
        true => checked(all, &Value::text(text), "EnumParseUndefined", wanted),
        false => Ok(wanted.made(all)),
    }
}

/// A name without case, or the one name that begins so.
fn by_name(part: &str, text: &str, wanted: &Wanted<'_>) -> Outcome<i64> {
    if let Some((_, number)) = wanted.names.iter().find(|(name, _)| name.eq_ignore_ascii_case(part)) {
        return Ok(*number);
    }
    let begins = |name: &str| name.get(..part.len()).is_some_and(|start| start.eq_ignore_ascii_case(part));
    let found: Vec<&(Rc<str>, i64)> = wanted.names.iter().filter(|(name, _)| begins(name)).collect();
    match found.as_slice() {
        [(_, number)] => Ok(*number),
        [] => Err(not_an_enumerator(text, &wanted.full, &wanted.list())),
        several => {
            if let Some(number) = preferred(&wanted.full, several) {
                return Ok(number);
            }
            let names: Vec<&str> = several.iter().map(|(name, _)| name.as_ref()).collect();
            Err(ambiguous_enumerator(text, &wanted.full, &names))
        }
    }
}

/// Names that win over others with the same beginning. Source: PowerShell's `EnumMinimumDisambiguation`.
fn preferred(class: &str, found: &[&(Rc<str>, i64)]) -> Option<i64> {
    const FILE_ATTRIBUTES: [&str; 3] = ["Directory", "ReadOnly", "System"];
    if class != "System.IO.FileAttributes" {
        return None;
    }
    let number =
        |wanted: &&str| found.iter().find(|(name, _)| name.as_ref() == *wanted).map(|(_, number)| *number);
    FILE_ATTRIBUTES.iter().find_map(number)
}
