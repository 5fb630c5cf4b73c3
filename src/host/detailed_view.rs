//! An error with all that is known of it: `Get-Error`, and the `DetailedView` of `$ErrorView`.

use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::types::{self, error_record, hashtable};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member, operators};

/// Errors within errors that are shown.
const DEPTH: usize = 10;

/// Elements of a collection that are shown.
const ELEMENTS: usize = 5;

const ELLIPSIS: char = '…';

/// Classes that are shown property by property inside of another object.
const EXPANDED: &[&str] = &["System.Management.Automation.InvocationInfo"];

/// The lines of an error or exception. What cannot be read is left out.
pub fn text(engine: &mut Engine, value: &Value) -> String {
    let mut out = String::new();
    // An error within reading an error must not hide it.
    if object(engine, value, 0, 1, &mut out).is_err() {
        out.push_str(&convert::display(value));
    }
    out
}

/// A record as a value, in full.
pub fn of_record(engine: &mut Engine, record: &ErrorRecord) -> String {
    let value = error_record::value(record.clone());
    text(engine, &value)
}

/// The properties of an object with their values: those that say something.
fn properties(engine: &mut Engine, value: &Value) -> Outcome<Vec<(String, Value)>> {
    let mut found = Vec::new();
    let exception = exception_of(value);
    if let Some(exception) = &exception {
        found.push(("Type".to_string(), Value::text(exception.class.as_ref())));
    }
    for name in member::view_names(value) {
        if name.as_ref() == "PSErrorIndex" {
            continue;
        }
        let item = match (name.as_ref(), &exception) {
            ("ErrorRecord", Some(exception)) => contained_record(exception),
            _ => member::get(engine, value, &name)?.unwrap_or_default(),
        };
        if says_something(engine, &item)? {
            found.push((name.to_string(), item));
        }
    }
    Ok(found)
}

fn says_something(engine: &mut Engine, value: &Value) -> Outcome<bool> {
    if value.is_null() || matches!(value.unwrapped(), Value::String(text) if text.is_empty()) {
        return Ok(false);
    }
    if let Some(table) = hashtable::table(value) {
        return Ok(!table.borrow().is_empty());
    }
    Ok(member::enumerate(engine, value)?.is_none_or(|items| !items.is_empty()))
}

fn exception_of(value: &Value) -> Option<Exception> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Exception(exception) => Some(exception.as_ref().clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The record inside of PowerShell's own exceptions, which says what they would without the command.
fn contained_record(exception: &Exception) -> Value {
    let own = exception.class.starts_with("System.Management.Automation.");
    let item = exception.data.iter().find(|(name, _)| name.as_ref() == "ItemName").map(|(_, value)| value);
    match (own, item) {
        (true, Some(item)) => {
            let class = "System.Management.Automation.ParentContainsErrorRecordException";
            let inner = Exception::new(class, exception.message.clone());
            let id = if exception.message.contains("variable") { "VariableNotFound" } else { "PathNotFound" };
            error_record::value(ErrorRecord::new(inner, id, Category::ObjectNotFound, item.clone()))
        }
        _ => Value::Null,
    }
}

fn is_expanded(value: &Value) -> bool {
    match value.unwrapped() {
        Value::Object(object) => {
            matches!(object.kind, ObjectKind::Error(_) | ObjectKind::Exception(_))
                || EXPANDED.contains(&types::type_of(value).full_name().as_str())
        }
        _ => false,
    }
}

fn object(engine: &mut Engine, value: &Value, indent: usize, depth: usize, out: &mut String) -> Outcome {
    let properties = properties(engine, value)?;
    if properties.is_empty() {
        out.push_str(&convert::to_text(engine, value)?);
        return Ok(());
    }
    let longest = properties.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let prefix = " ".repeat(indent);
    for (index, (name, item)) in properties.into_iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let blanks = " ".repeat(longest - name.chars().count());
        out.push_str(&format!("{prefix}{name}{blanks} : "));
        if is_expanded(&item) {
            match depth < DEPTH {
                true => {
                    out.push('\n');
                    object(engine, &item, indent + 4, depth + 1, out)?;
                }
                false => out.push(ELLIPSIS),
            }
            continue;
        }
        let text = plain(engine, &item)?;
        let further = format!("\n{prefix}{}", " ".repeat(longest + 3));
        let lines: Vec<&str> = text.trim().lines().collect();
        out.push_str(&lines.join(&further));
    }
    out.push('\n');
    Ok(())
}

/// A value on its lines: entries of tables, elements of collections, text.
fn plain(engine: &mut Engine, value: &Value) -> Outcome<String> {
    if let Some(table) = hashtable::table(value) {
        let pairs: Vec<(Value, Value)> =
            table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        let mut lines = Vec::new();
        for (key, item) in pairs {
            lines.push(format!("{} : {}", operators::shown(engine, &key)?, operators::shown(engine, &item)?));
        }
        return Ok(lines.join("\n"));
    }
    let Some(items) = member::enumerate(engine, value)? else { return operators::shown(engine, value) };
    let mut lines = Vec::new();
    for item in items.iter().take(ELEMENTS) {
        lines.push(operators::shown(engine, item)?);
    }
    if items.len() > ELEMENTS {
        lines.push(ELLIPSIS.to_string());
    }
    Ok(lines.join("\n"))
}
