//! Properties of files and folders as items: `Get-`, `Set-` and `Clear-ItemProperty`.

use super::{io_fault, noted};
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::provider::faults;
use crate::engine::provider::item::noted_as;
use crate::engine::provider::path::ProviderPath;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, operators};

fn missing(name: &str, id: &str) -> Box<Fault> {
    let message = format!("The property {name} does not exist or was not found.");
    io_fault(message, id, Category::ReadError, Value::text(name))
}

fn item(at: &ProviderPath) -> Outcome<Value> {
    noted(at).pop().ok_or_else(|| faults::path_not_found(&at.path))
}

pub(super) fn get(engine: &mut Engine, at: &ProviderPath, names: &[String]) -> Outcome<Value> {
    let item = item(at)?;
    if names.is_empty() {
        return Ok(item);
    }
    let known = member::property_names(&item);
    let mut found = Vec::new();
    for name in names {
        let before = found.len();
        for property in known.iter().filter(|property| operators::like(property, name, true)) {
            if let Some(value) = member::get(engine, &item, property)? {
                found.push((property.to_string(), value));
            }
        }
        if before == found.len() && !operators::has_wildcard(name) {
            return Err(missing(name, "GetValueError"));
        }
    }
    Ok(noted_as(at, found, at.file().is_dir()))
}

pub(super) fn set(
    context: &mut Context<'_>,
    at: &ProviderPath,
    name: &str,
    value: Value,
) -> Outcome<Vec<Value>> {
    let item = item(at)?;
    let shown = convert::to_text(context.engine, &value)?;
    let kind = if at.file().is_dir() { "Directory" } else { "File" };
    let target = format!("Item: {} Property: {name} Value: {shown}", at.path);
    if !context.should_process(&target, &format!("Set Property {kind}"))? {
        return Ok(Vec::new());
    }
    if !member::property_names(&item).iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Err(missing(name, "SetPropertyError"));
    }
    member::set(context.engine, &item, name, value.clone())?;
    Ok(vec![noted_as(at, vec![(name.to_string(), value)], at.file().is_dir())])
}

pub(super) fn clear(context: &mut Context<'_>, at: &ProviderPath, name: &str) -> Outcome<Vec<Value>> {
    if !name.eq_ignore_ascii_case("Attributes") {
        let message = "The property cannot be cleared because the property is not supported. Only the Attributes property can be cleared. (Parameter 'propertyToClear')";
        return Err(faults::argument(message, name));
    }
    let kind = if at.file().is_dir() { "Directory" } else { "File" };
    let target = format!("Item: {} Property: {name}", at.path);
    if context.should_process(&target, &format!("Clear Property {kind}"))? {
        let item = item(at)?;
        crate::engine::types::file_system_info::set_attributes(context.engine, &item, Value::Int(128))?;
    }
    Ok(Vec::new())
}
