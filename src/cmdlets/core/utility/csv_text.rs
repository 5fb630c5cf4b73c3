//! Rows of CSV text, for the four commands.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::object::{Members, Object, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use std::cell::RefCell;
use std::rc::Rc;

/// The delimiter of an argument; a comma without one.
pub(super) fn delimiter(given: &Option<String>) -> u8 {
    given.as_deref().and_then(|text| text.bytes().next()).unwrap_or(b',')
}

/// Rows of text as objects. The first row names the columns unless `header` does.
pub(super) fn objects(
    context: &mut Context<'_>,
    text: &str,
    separator: u8,
    header: &[String],
) -> Outcome<Vec<Value>> {
    let body: String = text
        .lines()
        .skip_while(|line| line.starts_with("#TYPE") || line.trim().is_empty())
        .fold(String::new(), |all, line| all + line + "\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut names: Vec<Rc<str>> = header.iter().map(|name| name.as_str().into()).collect();
    let mut made = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                context.fail(
                    "System.IO.InvalidDataException",
                    format!("The CSV text cannot be read: {error}"),
                    "CsvInvalid",
                    Category::InvalidData,
                    Value::Null,
                )?;
                break;
            }
        };
        if names.is_empty() {
            names = record
                .iter()
                .enumerate()
                .map(
                    |(index, name)| {
                        if name.is_empty() { format!("H{}", index + 1).into() } else { name.into() }
                    },
                )
                .collect();
            continue;
        }
        let mut members = Members::default();
        for (index, name) in names.iter().enumerate() {
            members.set(name.clone(), record.get(index).map_or(Value::Null, Value::from));
        }
        made.push(Value::object(Object::new(ObjectKind::Custom(RefCell::new(members)))));
    }
    Ok(made)
}

/// Which fields are quoted.
pub(super) fn quotes(text: &str, separator: u8, mode: Option<&str>) -> String {
    let special = text.contains(char::from(separator)) || text.contains(['"', '\n', '\r']);
    let quoted = match mode.map(str::to_ascii_lowercase).as_deref() {
        Some("never") => false,
        Some("asneeded") => special,
        _ => true,
    };
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() }
}

/// The columns of a table of objects, taken from its first.
#[derive(Default)]
pub(super) struct Writer {
    names: Option<Vec<Rc<str>>>,
}

impl Writer {
    /// The lines for an object: the header first.
    pub(super) fn lines(
        &mut self,
        context: &mut Context<'_>,
        object: &Value,
        separator: u8,
        mode: Option<&str>,
    ) -> Outcome<(Option<String>, String)> {
        let joined = |cells: Vec<String>| cells.join(&char::from(separator).to_string());
        let mut head = None;
        let names = match &self.names {
            Some(names) => names.clone(),
            None => {
                let names = columns(object);
                head = Some(joined(names.iter().map(|name| quotes(name, separator, mode)).collect()));
                self.names = Some(names.clone());
                names
            }
        };
        let mut cells = Vec::with_capacity(names.len());
        for name in &names {
            let value = member::get(context.engine, object, name)?.unwrap_or_default();
            let text = match value.unwrapped() {
                Value::Array(_) => convert::display(&value),
                _ => convert::to_text(context.engine, &value)?,
            };
            cells.push(if value.is_null() { String::new() } else { quotes(&text, separator, mode) });
        }
        Ok((head, joined(cells)))
    }
}

/// Names of the columns: a hash table's keys, or the object's properties.
pub(super) fn columns(object: &Value) -> Vec<Rc<str>> {
    match crate::engine::types::hashtable::table(object) {
        Some(table) => table.borrow().iter().map(|(key, _)| convert::display(key).into()).collect(),
        None => member::property_names(object),
    }
}
