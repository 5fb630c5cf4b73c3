//! Which columns a request or an object has, and their text.

use crate::engine::calculated::Calculated;
use crate::engine::host::FormatRequest;
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member, operators};

/// The text of a column for a value.
pub fn text(column: &Calculated, engine: &mut Engine, value: &Value, table: bool) -> Outcome<String> {
    match &column.form {
        Some(form) if !value.is_null() => operators::formatted(engine, value, form),
        _ => super::cell::text(engine, value, table),
    }
}

/// The columns that a request names, or those of the object.
pub fn columns(engine: &mut Engine, request: &FormatRequest, object: &Value) -> Outcome<Vec<Calculated>> {
    if request.properties.is_empty() {
        let names = member::display_properties(engine, object)?;
        return Ok(names.iter().map(|name| Calculated::property(name)).collect());
    }
    let mut found = Vec::new();
    for property in &request.properties {
        found.extend(column(engine, property, object)?);
    }
    Ok(found)
}

/// The columns of one name, wildcard, block or hash table.
fn column(engine: &mut Engine, property: &Value, object: &Value) -> Outcome<Vec<Calculated>> {
    let read = Calculated::read(engine, property)?;
    if hashtable::table(property).is_some() || matches!(property.unwrapped(), Value::Block(_)) {
        return Ok(vec![read]);
    }
    let names = member::property_names(object);
    if operators::has_wildcard(&read.name) {
        let matching = names.iter().filter(|known| operators::like(known, &read.name, true));
        return Ok(matching.map(|known| Calculated::property(known)).collect());
    }
    // The header is written as the object writes the name.
    let written = names.into_iter().find(|known| known.eq_ignore_ascii_case(&read.name));
    Ok(vec![written.map_or(read, |known| Calculated::property(&known))])
}
