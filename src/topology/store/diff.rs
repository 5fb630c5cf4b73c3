//! A change set as people read it: `+` created, `~` changed, `-` removed, one line a property.

use super::{Change, ChangeSet};
use serde_json::Value;
use std::fmt;

/// Longest text of one value in a diff, in characters.
const VALUE_LIMIT: usize = 100;

/// Words in a property's name that make its value a secret.
const SECRET_WORDS: &[&str] = &["passphrase", "password", "secret", "privatekeypem"];

impl fmt::Display for ChangeSet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return writeln!(out, "no changes");
        }
        self.changes().iter().try_for_each(|change| write!(out, "{change}"))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = |sign: &str| format!("{sign} {} {}", self.kind(), self.identity());
        match self {
            Change::Create { after, .. } => {
                writeln!(out, "{}", title("+"))?;
                lines(out, &Value::Null, after)
            }
            Change::Update { before, after } => {
                writeln!(out, "{}", title("~"))?;
                lines(out, &before.value, after)
            }
            Change::Delete { .. } => writeln!(out, "{}", title("-")),
        }
    }
}

/// Writes the properties in which two values differ, each with the path that leads to it.
fn lines(out: &mut fmt::Formatter<'_>, before: &Value, after: &Value) -> fmt::Result {
    for (path, old, new) in differing(before, after) {
        match () {
            () if secret(&path) => writeln!(out, "    {path}: ********")?,
            () if old.is_null() => writeln!(out, "    {path}: {}", shown(new))?,
            () => writeln!(out, "    {path}: {} -> {}", shown(old), shown(new))?,
        }
    }
    Ok(())
}

/// The properties in which two values differ, each with the path that leads to it: members of a list are told apart by
/// their names, where they have any.
pub fn differing<'a>(before: &'a Value, after: &'a Value) -> Vec<(String, &'a Value, &'a Value)> {
    let mut found = Vec::new();
    differ(&mut found, "", before, after);
    found
}

fn differ<'a>(
    found: &mut Vec<(String, &'a Value, &'a Value)>,
    path: &str,
    before: &'a Value,
    after: &'a Value,
) {
    if before == after {
        return;
    }
    match (children(before), children(after)) {
        (Some(old), Some(new)) if !secret(path) => {
            for (name, value) in &old {
                let now =
                    new.iter().find(|(other, _)| other == name).map_or(&Value::Null, |(_, value)| *value);
                differ(found, &join(path, name), value, now);
            }
            for (name, value) in new.iter().filter(|(name, _)| !old.iter().any(|(other, _)| other == name)) {
                differ(found, &join(path, name), &Value::Null, value);
            }
        }
        _ => found.push((path.to_owned(), before, after)),
    }
}

/// Named parts of a value: properties of an object, or members of a list of named objects.
fn children(value: &Value) -> Option<Vec<(String, &Value)>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Object(object) => Some(object.iter().map(|(name, value)| (name.clone(), value)).collect()),
        Value::Array(members) => {
            let named: Option<Vec<_>> =
                members.iter().map(|member| Some((format!("[{}]", member_name(member)?), member))).collect();
            named.filter(|named| !named.is_empty())
        }
        _ => None,
    }
}

fn member_name(member: &Value) -> Option<String> {
    let text = |name: &str| member.get(name).and_then(Value::as_str).map(str::to_owned);
    match (text("Role"), text("Pool")) {
        (Some(role), Some(pool)) => Some(format!("{role}:{pool}")),
        _ => text("Identity").or_else(|| text("Fqdn")).or_else(|| text("Name")),
    }
}

fn join(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        _ if name.starts_with('[') => format!("{path}{name}"),
        _ => format!("{path}.{name}"),
    }
}

fn secret(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    SECRET_WORDS.iter().any(|word| last.contains(word))
}

fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => "(none)".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(members) if members.is_empty() => "(none)".to_owned(),
        Value::Array(members) => members.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    let text = text.replace(['\n', '\r'], " ");
    match text.char_indices().nth(VALUE_LIMIT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Change, ChangeSet, Record};
    use serde_json::json;

    fn update(before: serde_json::Value, after: serde_json::Value) -> String {
        let before = Record { kind: "Thing".into(), identity: "a".into(), value: before, revision: 3 };
        ChangeSet::new(vec![Change::Update { before, after }]).to_string()
    }

    #[test]
    fn only_changed_properties_are_shown() {
        let text = update(json!({"A": 1, "B": true, "C": "x"}), json!({"A": 1, "B": false, "D": ["p", "q"]}));
        assert_eq!(text, "~ Thing a\n    B: True -> False\n    C: x -> (none)\n    D: p, q\n");
    }

    #[test]
    fn members_are_named_and_secrets_masked() {
        let text = update(
            json!({"Sites": [{"Name": "R", "Route": "a"}], "DialbackPassphrase": "old"}),
            json!({"Sites": [{"Name": "R", "Route": "b"}], "DialbackPassphrase": "new"}),
        );
        assert_eq!(text, "~ Thing a\n    Sites[R].Route: a -> b\n    DialbackPassphrase: ********\n");
    }

    #[test]
    fn secret_inside_a_new_record_is_masked() {
        let change =
            Change::Create { kind: "T".into(), identity: "i".into(), after: json!({"Password": "hunter2"}) };
        assert!(!change.to_string().contains("hunter2"));
    }
}
