//! Records of a family: defaults, changes to properties, and the objects that show them.

use super::identity::GLOBAL;
use super::kind::{Given, GivenProperties};
use super::{Noun, Scope};
use crate::cmdlets::cs::object;
use crate::cmdlets::cs::state::Refusal;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use crate::topology::store::{Reader, Record, StoreError};
use serde_json::{Map, Value as Json};

/// Properties as they are stored.
pub type Fields = Map<String, Json>;

/// The stored properties of a record; none for the global one as long as nobody changed it.
pub fn stored(noun: &Noun, reader: &dyn Reader, identity: &str) -> Result<Option<Fields>, Refusal> {
    match reader.get(noun.kind, identity)? {
        Some(record) => fields(&record).map(Some),
        None if identity == GLOBAL && noun.has(Scope::Global) => Ok(Some(Fields::new())),
        None => Ok(None),
    }
}

/// The properties of a record. Errors: `InvalidRecord`.
pub fn fields(record: &Record) -> Result<Fields, Refusal> {
    match &record.value {
        Json::Object(fields) => Ok(fields.clone()),
        _ => Err(Refusal::from(StoreError::InvalidRecord {
            kind: record.kind.clone(),
            identity: record.identity.clone(),
            reason: "it is not an object".to_owned(),
        })),
    }
}

/// All records with their identities: the global one first, even when it was never changed.
pub fn all(noun: &Noun, reader: &dyn Reader) -> Result<Vec<(String, Fields)>, Refusal> {
    let mut found = Vec::new();
    for record in reader.list(noun.kind)? {
        found.push((record.identity.clone(), fields(&record)?));
    }
    if noun.has(Scope::Global) && !found.iter().any(|(identity, _)| identity == GLOBAL) {
        found.push((GLOBAL.to_owned(), Fields::new()));
    }
    found.sort_by_cached_key(|(identity, _)| (place(identity), identity.to_lowercase()));
    Ok(found)
}

/// Global, then sites, services and what is given to users.
fn place(identity: &str) -> u8 {
    match identity.split([':', '/']).next().unwrap_or_default() {
        GLOBAL => 0,
        "Site" => 1,
        "Service" => 2,
        _ => 3,
    }
}

/// Puts arguments into the properties of a record; a cleared property goes back to its default.
pub fn patch(noun: &Noun, fields: &mut Fields, given: GivenProperties) {
    for (name, change) in given {
        match change {
            Given::Value(Json::Null) => {
                fields.shift_remove(name);
            }
            Given::Value(value) => {
                fields.insert(name.to_owned(), value);
            }
            Given::Modify { add, remove } => {
                let default = || noun.property(name).map(|property| property.default.json());
                let current = fields.get(name).cloned().or_else(default).unwrap_or(Json::Null);
                let mut items = current.as_array().cloned().unwrap_or_default();
                items.retain(|item| !remove.iter().any(|gone| same(item, gone)));
                for item in add {
                    if !items.iter().any(|own| same(own, &item)) {
                        items.push(item);
                    }
                }
                fields.insert(name.to_owned(), Json::Array(items));
            }
        }
    }
}

/// What a record has beside its arguments: the name in its identity, and what the family derives.
pub fn complete(noun: &Noun, identity: &str, fields: &mut Fields) {
    if let Some((key, own)) = shown_name(noun, identity) {
        fields.insert(key.to_owned(), Json::from(own));
    }
    if let Some(prepare) = noun.prepare {
        prepare(fields);
    }
}

/// The name in an identity, and the property that shows it.
fn shown_name<'a>(noun: &Noun, identity: &'a str) -> Option<(&'static str, &'a str)> {
    let key = noun.key.as_ref().filter(|key| key.shown)?;
    Some((key.name?, identity.rsplit_once('/').map_or(identity, |(_, own)| own)))
}

/// Texts in lists are compared without regard to case.
fn same(left: &Json, right: &Json) -> bool {
    match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) => left.eq_ignore_ascii_case(right),
        _ => left == right,
    }
}

/// The object that shows a record: `Identity`, the names of its place, then its properties.
pub fn shown(engine: &mut Engine, noun: &Noun, identity: &str, fields: &Fields) -> Outcome<Value> {
    let mut properties = vec![("Identity", Value::text(identity))];
    properties.extend(shown_name(noun, identity).map(|(name, own)| (name, Value::text(own))));
    for property in noun.properties {
        if noun.is_shown.is_some_and(|is_shown| !is_shown(fields, property.name)) {
            continue;
        }
        let default = property.default.json();
        let stored = fields.get(property.name).unwrap_or(&default);
        properties.push((property.name, property.kind.value(engine, stored)?));
    }
    Ok(object::with_type(noun.type_name, properties))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn list_modifiers_change_what_is_there() {
        let mut fields = Fields::new();
        fields.insert("Domains".into(), json!(["a.example", "b.example"]));
        let change = Given::Modify {
            add: vec![json!("C.example"), json!("B.EXAMPLE")],
            remove: vec![json!("A.example")],
        };
        patch(&Noun::EMPTY, &mut fields, vec![("Domains", change)]);
        assert_eq!(fields["Domains"], json!(["b.example", "C.example"]));
        patch(&Noun::EMPTY, &mut fields, vec![("Domains", Given::Value(Json::Null))]);
        assert!(fields.is_empty());
    }
}
