//! Objects as lines: which view, then tables, lists, wide lists and bare text.

mod cell;
mod columns;
mod list;
mod table;
mod views;
mod wide;

pub use cell::{cut, width};

use crate::engine::convert;
use crate::engine::host::{FormatRequest, Formatter, Shape};
use crate::engine::object::ObjectKind;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// Properties that a table without a view may have; more make a list.
const TABLE_MOST: usize = 4;

/// Formats one run of objects.
pub struct ViewFormatter {
    request: Option<FormatRequest>,
    width: usize,
    open: Option<Open>,
}

/// What is open until another kind of object comes.
enum Open {
    Table { key: String, table: table::Table },
    List { key: String, list: list::List },
    Wide(wide::Wide),
}

impl ViewFormatter {
    pub fn new(request: Option<FormatRequest>, width: usize) -> ViewFormatter {
        ViewFormatter { request, width: width.max(2), open: None }
    }

    fn close(&mut self, engine: &mut Engine, lines: &mut Vec<String>) -> Outcome {
        match self.open.take() {
            None => Ok(()),
            Some(Open::Table { table, .. }) => table.finish(engine, lines),
            Some(Open::List { list, .. }) => {
                list.finish(lines);
                Ok(())
            }
            Some(Open::Wide(wide)) => {
                wide.finish(lines);
                Ok(())
            }
        }
    }

    fn shape_of(&self, engine: &mut Engine, value: &Value) -> Outcome<Shape> {
        if let Some(request) = &self.request {
            return Ok(request.shape);
        }
        if let Some(view) = views::find(value) {
            return Ok(view.shape);
        }
        let names = crate::engine::member::display_properties(engine, value)?;
        Ok(if names.len() > TABLE_MOST { Shape::List } else { Shape::Table })
    }

    fn push_shaped(&mut self, engine: &mut Engine, value: Value, lines: &mut Vec<String>) -> Outcome {
        let key = type_key(&value);
        let same = match &self.open {
            Some(Open::Table { key: open, .. }) | Some(Open::List { key: open, .. }) => {
                self.request.is_some() || *open == key
            }
            Some(Open::Wide(_)) => true,
            None => false,
        };
        if !same {
            self.close(engine, lines)?;
            let request = self.request.clone().unwrap_or_default();
            let shape = self.shape_of(engine, &value)?;
            self.open = Some(match shape {
                Shape::Table => {
                    Open::Table { key, table: table::Table::start(engine, request, &value, self.width)? }
                }
                Shape::List | Shape::Custom => {
                    Open::List { key, list: list::List::start(request, self.width) }
                }
                Shape::Wide => Open::Wide(wide::Wide::start(request, self.width)),
            });
        }
        match &mut self.open {
            Some(Open::Table { table, .. }) => table.push(engine, value, lines),
            Some(Open::List { list, .. }) => list.push(engine, value, lines),
            Some(Open::Wide(wide)) => wide.push(engine, value),
            None => Ok(()),
        }
    }
}

/// What decides whether an object continues an open table or list.
fn type_key(value: &Value) -> String {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Custom(_) => {
                crate::engine::member::type_names(value).first().cloned().unwrap_or_default()
            }
            _ => crate::engine::types::type_of(value).full_name(),
        },
        other => crate::engine::types::type_of(other).full_name(),
    }
}

/// Whether a value is shown as its text, without a view.
fn is_bare(value: &Value) -> bool {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Custom(members) => members.borrow().is_empty(),
            ObjectKind::Native(_) => {
                views::find(value).is_none() && crate::engine::member::property_names(value).is_empty()
            }
            _ => false,
        },
        Value::Type(_) | Value::TimeSpan(_) => false,
        _ => true,
    }
}

impl Formatter for ViewFormatter {
    fn push(&mut self, engine: &mut Engine, value: Value, lines: &mut Vec<String>) -> Outcome {
        let value = match value {
            Value::Null | Value::Empty => return Ok(()),
            other => other,
        };
        if let Some(formatted) = value.as_native::<crate::engine::host::FormattedLines>() {
            self.close(engine, lines)?;
            lines.extend(formatted.lines.iter().cloned());
            return Ok(());
        }
        if let Value::Object(object) = &value
            && let ObjectKind::Error(record) = &object.kind
            && self.request.is_none()
        {
            self.close(engine, lines)?;
            let text = engine.error_text(record);
            lines.extend(text.lines().map(str::to_string));
            return Ok(());
        }
        if let Value::Object(object) = value.unwrapped()
            && let ObjectKind::Hashtable(table) = &object.kind
        {
            for entry in crate::engine::types::hashtable::entries(table) {
                self.push_shaped(engine, entry, lines)?;
            }
            return Ok(());
        }
        if let Some(items) = crate::engine::member::enumerate(engine, &value)? {
            for item in items {
                self.push(engine, item, lines)?;
            }
            return Ok(());
        }
        if is_bare(&value) {
            return self.push_bare(engine, &value, lines);
        }
        self.push_shaped(engine, value, lines)
    }

    fn finish(&mut self, engine: &mut Engine, lines: &mut Vec<String>) -> Outcome {
        self.close(engine, lines)
    }
}

impl ViewFormatter {
    /// Text between objects: an open table stays open, its rows so far are written.
    fn push_bare(&mut self, engine: &mut Engine, value: &Value, lines: &mut Vec<String>) -> Outcome {
        if let Some(Open::Table { table, .. }) = &mut self.open {
            table.flush(engine, lines)?;
        }
        let text = bare(engine, value)?;
        lines.extend(text.split('\n').map(str::to_string));
        Ok(())
    }
}

/// A bare value's text: numbers by their shortest form, dates in long form.
fn bare(engine: &mut Engine, value: &Value) -> Outcome<String> {
    Ok(match value.unwrapped() {
        Value::Double(number) => convert::number::general(*number, 15),
        Value::Single(number) => convert::number::shortest_single(*number),
        Value::DateTime(moment) => crate::engine::types::datetime::format(moment, "F"),
        _ => convert::to_text(engine, value)?,
    })
}
