//! Which values of a record the store can find it by.

use super::record::fold;
use crate::topology::kinds::INDEXED;
use serde_json::Value;

/// The attributes indexed for a kind.
pub fn attributes(kind: &str) -> &'static [&'static str] {
    INDEXED.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, attributes)| attributes)
}

/// The indexed attribute of that name, in the table's spelling.
pub fn indexed(kind: &str, attribute: &str) -> Option<&'static str> {
    attributes(kind).iter().find(|name| name.eq_ignore_ascii_case(attribute)).copied()
}

/// An attribute and a folded value of it.
pub type Entry = (&'static str, String);

/// The entries under which a record is found.
pub fn entries(kind: &str, value: &Value) -> Vec<Entry> {
    let mut entries = Vec::new();
    for attribute in attributes(kind) {
        if let Some(value) = value.get(attribute) {
            entries.extend(texts(value).into_iter().map(|text| (*attribute, text)));
        }
    }
    entries.sort();
    entries.dedup();
    entries
}

/// The entries that a change takes away, and those that it adds. Most changes leave most of them as they are.
pub fn changed(kind: &str, before: Option<&Value>, after: Option<&Value>) -> (Vec<Entry>, Vec<Entry>) {
    let (mut gone, mut fresh) = (Vec::new(), Vec::new());
    for attribute in attributes(kind) {
        let old = before.and_then(|value| value.get(attribute));
        let new = after.and_then(|value| value.get(attribute));
        if old == new {
            continue;
        }
        let old = old.map(texts).unwrap_or_default();
        let mut new = new.map(texts).unwrap_or_default();
        new.sort();
        new.dedup();
        gone.extend(old.iter().filter(|text| !new.contains(text)).map(|text| (*attribute, text.clone())));
        fresh.extend(new.into_iter().filter(|text| !old.contains(text)).map(|text| (*attribute, text)));
    }
    (gone, fresh)
}

/// Whether an attribute equals a value that is already folded.
pub fn matches(record: &Value, attribute: &str, folded: &str) -> bool {
    let Some(object) = record.as_object() else { return false };
    object
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(attribute))
        .any(|(_, value)| texts(value).iter().any(|text| text == folded))
}

/// Text of the table of indexed attributes, to notice that it changed.
pub fn fingerprint() -> String {
    INDEXED
        .iter()
        .map(|(kind, attributes)| format!("{kind}:{}", attributes.join(",")))
        .collect::<Vec<_>>()
        .join(";")
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![fold(text)],
        Value::Bool(_) | Value::Number(_) => vec![fold(&value.to_string())],
        Value::Array(members) => members.iter().flat_map(texts).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}
