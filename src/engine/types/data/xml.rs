//! Tables as XML, as `WriteXml` and `GetXml` write them.

use super::model::{RowState, Table};
use super::{row, storage};
use crate::engine::provider::file_system::Replacement;
use crate::engine::types::{datetime, io_error, text_writer, xml};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

/// A name that XML takes; other characters are written by their number, as `XmlConvert.EncodeName` does.
fn name(text: &str) -> String {
    let mut found = String::new();
    for (at, character) in text.chars().enumerate() {
        let fits = character.is_alphabetic()
            || character == '_'
            || (at > 0 && (character.is_alphanumeric() || matches!(character, '-' | '.')));
        match fits {
            true => found.push(character),
            false => found.push_str(&format!("_x{:04X}_", u32::from(character))),
        }
    }
    found
}

fn shown(value: &Value) -> String {
    match value {
        Value::Bool(truth) => truth.to_string(),
        Value::DateTime(moment) => datetime::format(moment, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"),
        other => convert::display(other),
    }
}

/// The rows of tables under a root element.
pub fn text(root: &str, tables: &[Rc<Table>]) -> Outcome<String> {
    let root = name(root);
    let mut lines = Vec::new();
    for table in tables {
        let element = name(&table.name.borrow());
        for found in table.rows.borrow().iter().filter(|row| row.state.get() != RowState::Deleted) {
            lines.push(format!("  <{element}>"));
            for (place, column) in table.schema.columns.borrow().iter().enumerate() {
                let value = row::cell(found, place)?;
                if !storage::is_null(&value) {
                    let tag = name(&column.name.borrow());
                    lines.push(format!("    <{tag}>{}</{tag}>", xml::escaped(&shown(&value))));
                }
            }
            lines.push(format!("  </{element}>"));
        }
    }
    Ok(match lines.is_empty() {
        true => format!("<{root} />"),
        false => format!("<{root}>\n{}\n</{root}>", lines.join("\n")),
    })
}

/// As [`text`], with a declaration.
pub fn document(root: &str, tables: &[Rc<Table>]) -> Outcome<String> {
    Ok(format!("<?xml version=\"1.0\" standalone=\"yes\"?>\n{}", text(root, tables)?))
}

/// Writes to a writer or a file, which is replaced whole.
pub fn write(engine: &mut Engine, target: &Value, text: &str) -> Outcome<Value> {
    if text_writer::write_text(target, text)? {
        return Ok(Value::Empty);
    }
    let name = convert::to_text(engine, target)?;
    let path = engine.resolve_path(&name);
    let written = Replacement::whole(&path, false, text.as_bytes());
    written.map_err(|error| io_error::thrown(&error, &path, false))?;
    Ok(Value::Empty)
}
