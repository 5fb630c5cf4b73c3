//! What every item carries: its path, parent, drive and provider.

use super::drive::{drive_value, provider_value};
use super::path::ProviderPath;
use crate::engine::member;
use crate::engine::object::{Member, MemberBody, Members};
use crate::engine::value::Value;

/// An item with its notes; whether it is a container is a fact of the item.
pub fn noted(at: &ProviderPath, item: Value, is_container: bool) -> Value {
    let notes = notes(at, is_container);
    match &item {
        Value::Object(object) => {
            *object.added.borrow_mut() = Some(Box::new(notes));
            item
        }
        _ => notes.iter().fold(item, |item, note| member::add_member(item, note.clone())),
    }
}

/// Properties of an item as an object of their own, as `Get-ItemProperty` gives them.
pub fn noted_as(at: &ProviderPath, properties: Vec<(String, Value)>, is_container: bool) -> Value {
    let value = Value::custom(properties);
    let added = notes(at, is_container);
    added
        .iter()
        .filter(|note| note.name.as_ref() != "PSIsContainer")
        .fold(value, |value, note| member::add_member(value, note.clone()))
}

fn notes(at: &ProviderPath, is_container: bool) -> Members {
    let mut notes = Members::default();
    let mut note = |name: &str, value: Value| {
        notes.add(Member { name: name.into(), body: MemberBody::Note(value), hidden: false });
    };
    note("PSPath", Value::text(at.qualified()));
    if at.provider.is_hierarchical() {
        let parent = at.parent().map(|parent| parent.qualified()).unwrap_or_default();
        note("PSParentPath", Value::text(parent));
        note("PSChildName", Value::text(at.leaf()));
    }
    if let Some(drive) = &at.drive {
        note("PSDrive", drive_value(drive));
    }
    note("PSProvider", provider_value(&at.provider));
    note("PSIsContainer", Value::Bool(is_container));
    notes
}
