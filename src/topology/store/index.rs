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
    for (attribute, old, new) in indexed_pairs(kind, before, after) {
        if old == new {
            continue;
        }
        let old = old.map(texts).unwrap_or_default();
        let mut new = new.map(texts).unwrap_or_default();
        new.sort();
        new.dedup();
        gone.extend(old.iter().filter(|text| !new.contains(text)).map(|text| (attribute, text.clone())));
        fresh.extend(new.into_iter().filter(|text| !old.contains(text)).map(|text| (attribute, text)));
    }
    (gone, fresh)
}

type Pair<'a> = (&'static str, Option<&'a Value>, Option<&'a Value>);

/// The indexed attributes with their values before and after. A change mostly leaves properties in their order, so that
/// the two are walked side by side; they are looked up by name where the orders differ.
fn indexed_pairs<'a>(kind: &str, before: Option<&'a Value>, after: Option<&'a Value>) -> Vec<Pair<'a>> {
    let known = attributes(kind);
    let object = |value: Option<&'a Value>| value.and_then(Value::as_object);
    let place = |name: &str| known.iter().find(|own| **own == name).copied();
    let (old, new) = match (object(before), object(after)) {
        (None, None) => return Vec::new(),
        (Some(only), None) => {
            return only.iter().filter_map(|(name, value)| Some((place(name)?, Some(value), None))).collect();
        }
        (None, Some(only)) => {
            return only.iter().filter_map(|(name, value)| Some((place(name)?, None, Some(value)))).collect();
        }
        (Some(old), Some(new)) => (old, new),
    };
    if !old.keys().zip(new.keys()).all(|(one, other)| one == other) {
        return known.iter().map(|name| (*name, old.get(*name), new.get(*name))).collect();
    }
    let (mut left, mut right) = (old.iter(), new.iter());
    let mut pairs = Vec::new();
    loop {
        let (one, other) = (left.next(), right.next());
        let Some(name) = one.or(other).map(|(name, _)| name) else { return pairs };
        if let Some(name) = place(name) {
            pairs.push((name, one.map(|(_, value)| value), other.map(|(_, value)| value)));
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::kinds::USER;
    use serde_json::json;

    #[test]
    fn only_what_changes_is_indexed_anew() {
        let old = json!({"SipAddress": "sip:A@x", "DisplayName": "A", "Fax": "1"});
        let entry = |name: &'static str, text: &str| (name, text.to_owned());
        let granted = json!({"SipAddress": "sip:A@x", "DisplayName": "A", "Fax": "2", "RegistrarPool": "P"});
        assert_eq!(changed(USER, Some(&old), Some(&granted)), (vec![], vec![entry("RegistrarPool", "p")]));
        assert_eq!(changed(USER, Some(&granted), Some(&old)), (vec![entry("RegistrarPool", "p")], vec![]));
        // In another order.
        let renamed = json!({"DisplayName": "B", "SipAddress": "sip:a@x"});
        let (gone, fresh) = changed(USER, Some(&old), Some(&renamed));
        assert_eq!((gone, fresh), (vec![entry("DisplayName", "a")], vec![entry("DisplayName", "b")]));
        let (gone, fresh) = changed(USER, None, Some(&old));
        assert!(gone.is_empty());
        assert_eq!(fresh, [entry("SipAddress", "sip:a@x"), entry("DisplayName", "a")]);
        assert_eq!(changed(USER, Some(&old), None), (fresh, vec![]));
        assert_eq!(changed("Other", Some(&old), Some(&granted)), (vec![], vec![]));
    }
}
