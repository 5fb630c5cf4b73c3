//! One value as the text of a cell, and what stands for an object.

use crate::engine::object::ObjectKind;
use crate::engine::types::{self, hashtable};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member, operators};
use std::rc::Rc;

/// Properties that name an object, in order of preference.
const NAMES: &[&str] = &["name", "id", "key", "*key", "*name", "*id"];

/// Text, numbers, Booleans and the like: shown bare, and as leaves of nested views.
pub fn is_scalar(value: &Value) -> bool {
    match value.unwrapped() {
        Value::String(_) | Value::Bool(_) | Value::Char(_) | Value::Enum(_) | Value::BigInt(_) => true,
        Value::Null | Value::Empty => true,
        other if convert::is_number(other) => true,
        other => types::type_of(other).full_name() == "System.Security.SecureString",
    }
}

/// Whether a column whose first value is this one stands at the right.
pub fn is_right(value: &Value) -> bool {
    !value.is_null() && is_scalar(value) && !matches!(value.unwrapped(), Value::String(_))
}

/// The elements that stand for a collection: hash tables give their entries.
pub fn elements(engine: &mut Engine, value: &Value) -> Outcome<Option<Vec<Value>>> {
    if let Some(table) = hashtable::table(value) {
        return Ok(Some(hashtable::entries(table)));
    }
    member::enumerate(engine, value)
}

/// The text of one value, numbers and dates in the current culture.
pub fn plain(engine: &mut Engine, value: &Value) -> Outcome<String> {
    if is_xml_node(value) {
        let name = member::get(engine, value, "LocalName")?.unwrap_or_default();
        return convert::to_text(engine, &name);
    }
    operators::shown(engine, value)
}

/// PowerShell's own `ToString` of XML nodes gives their names.
fn is_xml_node(value: &Value) -> bool {
    matches!(value.unwrapped(), Value::Object(_))
        && std::iter::successors(Some(types::class_of(value)), |class| class.base)
            .any(|class| class.name == "System.Xml.XmlNode")
}

/// A value's text in a table or list; `table` shows numbers with fixed decimals.
pub fn text(engine: &mut Engine, value: &Value, form: Option<&str>, table: bool) -> Outcome<String> {
    if let Some(form) = form.filter(|form| !form.is_empty() && !value.is_null())
        && let Ok(text) = formatted(engine, value, form)
    {
        return Ok(text);
    }
    if matches!(value, Value::Null | Value::Empty) {
        return Ok(String::new());
    }
    if table && matches!(value.unwrapped(), Value::Double(_) | Value::Single(_) | Value::Decimal(_)) {
        return operators::formatted(engine, value, "F3");
    }
    let Some(items) = elements(engine, value)? else { return plain(engine, value) };
    let limit = limit(engine);
    let mut parts = Vec::new();
    for item in items.iter().take(limit) {
        parts.push(item_text(engine, item)?);
    }
    let more = if items.len() > limit { "…" } else { "" };
    Ok(format!("{{{}{more}}}", parts.join(", ")))
}

/// A format with places is composite; another is the value's own.
fn formatted(engine: &mut Engine, value: &Value, form: &str) -> Outcome<String> {
    if form.contains("{0") || form.contains('}') {
        return operators::format(engine, form, std::slice::from_ref(value));
    }
    operators::formatted(engine, value, form)
}

/// `$FormatEnumerationLimit`: 4 when it is not a number, all when it is negative.
pub fn limit(engine: &mut Engine) -> usize {
    let found = engine.find_variable("formatenumerationlimit").and_then(|value| convert::to_i128(&value));
    usize::try_from(found.unwrap_or(4)).unwrap_or(usize::MAX)
}

/// An element inside of braces.
fn item_text(engine: &mut Engine, item: &Value) -> Outcome<String> {
    if item.is_null() {
        return Ok("$null".into());
    }
    if let Some(entry) = item.as_native::<hashtable::Entry>() {
        let (key, value) = (entry.key.clone(), entry.value.clone());
        return Ok(format!("[{}, {}]", plain(engine, &key)?, plain(engine, &value)?));
    }
    if lacks_text(engine, item)?
        && let Some(name) = display_name(item)
        && let Some(named) = member::get(engine, item, &name)?
    {
        return plain(engine, &named);
    }
    plain(engine, item)
}

/// Whether the object's class has no text of its own.
fn lacks_text(engine: &mut Engine, item: &Value) -> Outcome<bool> {
    let Value::Object(object) = item.unwrapped() else { return Ok(false) };
    let class = types::type_of(item).full_name();
    Ok(match &object.kind {
        ObjectKind::Instance { .. } => convert::to_text(engine, item)? == class,
        ObjectKind::Native(_) => {
            let short = class.rsplit('.').next().unwrap_or_default();
            matches!(short, "Match" | "Group") || convert::to_text(engine, item)? == class
        }
        _ => false,
    })
}

/// The property that names an object.
pub fn display_name(value: &Value) -> Option<Rc<str>> {
    let names = member::property_names(value);
    NAMES.iter().find_map(|pattern| names.iter().find(|name| operators::like(name, pattern, true)).cloned())
}
