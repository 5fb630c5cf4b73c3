//! What a column shows: a property, a block, or a calculated property's hash table.

use crate::engine::host::FormatRequest;
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, operators};
use std::rc::Rc;

/// Where a cell's value comes from.
#[derive(Clone, Debug)]
pub enum From {
    Property(Rc<str>),
    Block(Rc<ScriptBlockValue>),
}

/// One column of a table or line of a list.
#[derive(Clone, Debug)]
pub struct Column {
    pub label: String,
    pub from: From,
    /// Fixed width in columns of the terminal.
    pub width: Option<usize>,
    /// `Some(true)` right, `Some(false)` left, `None` by the first value.
    pub right: Option<bool>,
    pub centered: bool,
    pub form: Option<String>,
}

impl Column {
    pub fn property(name: &str) -> Column {
        Column {
            label: name.into(),
            from: From::Property(name.into()),
            width: None,
            right: None,
            centered: false,
            form: None,
        }
    }

    /// The value of this column for an object.
    pub fn value(&self, engine: &mut Engine, object: &Value) -> Outcome<Value> {
        match &self.from {
            From::Property(name) => match member::get(engine, object, name) {
                Ok(found) => Ok(found.unwrap_or_default()),
                Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Value::Null),
                Err(fault) => Err(fault),
            },
            From::Block(block) => match engine.invoke_with_item(block, object.clone()) {
                Ok(items) => Ok(Value::from_output(items)),
                Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Value::Null),
                Err(fault) => Err(fault),
            },
        }
    }

    /// The text of this column for a value.
    pub fn text(&self, engine: &mut Engine, value: &Value, table: bool) -> Outcome<String> {
        match &self.form {
            Some(form) if !value.is_null() => operators::formatted(engine, value, form),
            _ => super::cell::text(engine, value, table),
        }
    }
}

/// The columns that a request names, or those of the object.
pub fn columns(engine: &mut Engine, request: &FormatRequest, object: &Value) -> Outcome<Vec<Column>> {
    if request.properties.is_empty() {
        let names = member::display_properties(engine, object)?;
        return Ok(names.iter().map(|name| Column::property(name)).collect());
    }
    let mut found = Vec::new();
    for property in &request.properties {
        found.extend(column(engine, property, object)?);
    }
    Ok(found)
}

/// The columns of one name, wildcard, block or hash table.
fn column(engine: &mut Engine, property: &Value, object: &Value) -> Outcome<Vec<Column>> {
    if let Some(table) = hashtable::table(property) {
        let table = table.borrow().clone();
        return calculated(engine, &table).map(|column| vec![column]);
    }
    if let Value::Block(block) = property.unwrapped() {
        let mut column = Column::property(block.text().trim());
        column.label = block.text().to_string();
        column.from = From::Block(block.clone());
        return Ok(vec![column]);
    }
    let name = convert::to_text(engine, property)?;
    if operators::has_wildcard(&name) {
        let names = member::property_names(object);
        return Ok(names
            .iter()
            .filter(|known| operators::like(known, &name, true))
            .map(|known| Column::property(known))
            .collect());
    }
    let written = member::property_names(object).into_iter().find(|known| known.eq_ignore_ascii_case(&name));
    let mut column = Column::property(&name);
    if let Some(written) = written {
        column.label = written.to_string();
    }
    Ok(vec![column])
}

/// `@{Name=…; Expression=…; Width=…; Alignment=…; FormatString=…}`, keys by any unambiguous start.
fn calculated(engine: &mut Engine, table: &crate::engine::object::Hashtable) -> Outcome<Column> {
    let mut column = Column::property("");
    let mut named = false;
    let mut expression = None;
    for (key, value) in table.iter() {
        let key = convert::to_text(engine, key)?.to_ascii_lowercase();
        match key.as_str() {
            _ if "name".starts_with(&key) || "label".starts_with(&key) => {
                column.label = convert::to_text(engine, value)?;
                named = true;
            }
            _ if "expression".starts_with(&key) => expression = Some(value.clone()),
            _ if "width".starts_with(&key) => column.width = usize::try_from(convert::to_int(value)?).ok(),
            _ if "alignment".starts_with(&key) => {
                let side = convert::to_text(engine, value)?.to_ascii_lowercase();
                column.right = Some(side == "right");
                column.centered = side == "center";
            }
            _ if "formatstring".starts_with(&key) => column.form = Some(convert::to_text(engine, value)?),
            _ => {
                let message = format!("The {key} key is not valid.");
                return Err(Fault::runtime("DictionaryKeyIllegal", message));
            }
        }
    }
    let expression = match expression {
        Some(expression) => expression,
        None => Value::text(column.label.as_str()),
    };
    match expression.unwrapped() {
        Value::Block(block) => {
            if !named {
                column.label = block.text().to_string();
            }
            column.from = From::Block(block.clone());
        }
        other => {
            let name = convert::to_text(engine, other)?;
            if !named {
                column.label = name.clone();
            }
            column.from = From::Property(name.as_str().into());
        }
    }
    Ok(column)
}
