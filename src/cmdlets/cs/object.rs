//! Stored values as PowerShell objects and back.

use crate::engine::command::FromValue;
use crate::engine::object::{Members, Object, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use crate::topology::store::differing;
use serde::Serialize;
use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

/// A stored value as an object with a type name of its own.
pub fn typed(type_name: &str, identity: Option<&str>, value: &impl Serialize) -> Value {
    match serde_json::to_value(value) {
        Ok(Json::Object(fields)) => {
            let fields = fields.iter().map(|(name, value)| (name.as_str(), value));
            typed_fields(type_name, identity, fields)
        }
        _ => typed_fields(type_name, identity, std::iter::empty()),
    }
}

/// Stored properties as an object with a type name of its own; secrets are masked.
pub fn typed_fields<'a>(
    type_name: &str,
    identity: Option<&str>,
    fields: impl Iterator<Item = (&'a str, &'a Json)>,
) -> Value {
    let mut members = Members::default();
    if let Some(identity) = identity {
        members.set("Identity", Value::text(identity));
    }
    for (name, field) in fields {
        if identity.is_some() && name == "Identity" {
            continue;
        }
        members.set(name, shown_field(name, field));
    }
    of_type(type_name, members)
}

/// A stored property as a value; a secret is masked.
pub fn shown_field(name: &str, field: &Json) -> Value {
    if is_secret(name) && !field.is_null() { Value::text(MASKED) } else { from_json(field) }
}

/// Properties as an object with a type name of its own.
pub fn with_type(type_name: &str, properties: Vec<(&'static str, Value)>) -> Value {
    let mut members = Members::default();
    for (name, value) in properties {
        members.set(name, value);
    }
    of_type(type_name, members)
}

/// Members as an object with a type name of its own.
pub fn of_type(type_name: &str, members: Members) -> Value {
    thread_local! {
        static BASES: [Rc<str>; 2] = ["System.Management.Automation.PSCustomObject", "System.Object"].map(shared);
    }
    let object = Object::new(ObjectKind::Custom(RefCell::new(members)));
    let [custom, any] = BASES.with(Clone::clone);
    *object.type_names.borrow_mut() = Some(vec![shared(type_name), custom, any]);
    Value::object(object)
}

/// A name of a property or type, which many objects have and of which there are few: kept once.
pub fn shared(name: &str) -> Rc<str> {
    thread_local! {
        static NAMES: RefCell<HashSet<Rc<str>, foldhash::fast::RandomState>> = RefCell::default();
    }
    NAMES.with_borrow_mut(|names| match names.get(name) {
        Some(known) => known.clone(),
        None => {
            let name: Rc<str> = name.into();
            names.insert(name.clone());
            name
        }
    })
}

/// JSON as a value.
pub fn from_json(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => i32::try_from(whole).map_or(Value::Long(whole), Value::Int),
            None => Value::Double(number.as_f64().unwrap_or_default()),
        },
        Json::String(text) => Value::text(text.as_str()),
        Json::Array(items) => Value::array(items.iter().map(from_json).collect()),
        Json::Object(fields) => {
            Value::custom(fields.iter().map(|(name, value)| (name.as_str(), from_json(value))))
        }
    }
}

/// A stored value as an object; secrets are masked.
pub fn masked(json: &Json) -> Value {
    match json {
        Json::Object(fields) => Value::custom(fields.iter().map(|(name, value)| {
            (name.as_str(), if is_secret(name) { Value::text(MASKED) } else { masked(value) })
        })),
        other => from_json(other),
    }
}

/// What stands for nothing in a comparison.
const NONE: &str = "(none)";

/// What stands for a secret.
pub const MASKED: &str = "********";

/// Whether a property of that name is a secret.
pub fn is_secret(name: &str) -> bool {
    name.ends_with("Secret") || name.ends_with("Passphrase") || name.ends_with("Password")
}

/// Properties that differ, with both values in words; secrets are masked. Of a record that is there before and after,
/// those inside its lists too.
pub fn differences(before: Option<&Json>, after: Option<&Json>) -> Vec<(String, String, String)> {
    let words = |(path, old, new): (String, &Json, &Json)| {
        let (old, new) = (shown(&path, Some(old)), shown(&path, Some(new)));
        (path, old, new)
    };
    let mut found: Vec<(String, String, String)> = match (before, after) {
        (Some(before), Some(after)) => differing(before, after).into_iter().map(words).collect(),
        (only, None) | (None, only) => {
            let fields = only.and_then(Json::as_object).into_iter().flatten();
            let row = |(name, value): (&String, &Json)| {
                let (text, none) = (shown(name, Some(value)), shown(name, None));
                match before.is_some() {
                    true => (name.clone(), text, none),
                    false => (name.clone(), none, text),
                }
            };
            fields.map(row).collect()
        }
    };
    // An empty list and none at all read the same.
    found.retain(|(_, old, new)| old != NONE || new != NONE);
    found.sort();
    found
}

fn shown(name: &str, value: Option<&Json>) -> String {
    const LONGEST: usize = 60;
    if is_secret(name) {
        return MASKED.into();
    }
    let text = match value {
        None | Some(Json::Null) => NONE.to_owned(),
        Some(Json::Array(items)) if items.is_empty() => NONE.to_owned(),
        Some(Json::Bool(truth)) => if *truth { "True" } else { "False" }.to_owned(),
        Some(Json::String(text)) => text.clone(),
        Some(Json::Array(items)) if items.iter().all(Json::is_string) && (1..=3).contains(&items.len()) => {
            items.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", ")
        }
        Some(Json::Array(items)) if items.len() > 3 => format!("{} entries", items.len()),
        Some(other) => other.to_string(),
    };
    if text.chars().count() > LONGEST {
        text.chars().take(LONGEST - 1).chain(['…']).collect()
    } else {
        text
    }
}

/// Name and password of a `PSCredential`.
pub fn credential_texts(engine: &mut Engine, credential: &Value) -> Outcome<(String, String)> {
    let name = member::property(engine, credential, "UserName")?.unwrap_or_default();
    let plain = member::invoke(engine, credential, "GetNetworkCredential", &[])?;
    let password = member::property(engine, &plain, "Password")?.unwrap_or_default();
    Ok((convert::to_text(engine, &name)?, convert::to_text(engine, &password)?))
}

/// A Boolean argument that takes `$true` or `$false`, as Lync's do.
#[derive(Debug, Clone, Copy, Default)]
pub struct Truth(pub bool);

impl FromValue for Truth {
    const TYPE_NAME: &'static str = "bool";

    fn unbound() -> Self {
        Truth(false)
    }

    fn from_value(_engine: &mut Engine, value: Value) -> Result<Self, Box<Fault>> {
        match value.unwrapped() {
            Value::String(text)
                if !text.eq_ignore_ascii_case("true")
                    && !text.eq_ignore_ascii_case("false")
                    && text.parse::<i32>().is_err() =>
            {
                let message = format!(
                    "Cannot convert value \"{text}\" to type \"System.Boolean\". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0."
                );
                Err(Fault::runtime("InvalidCastFromStringToBoolean", message))
            }
            Value::String(text) => Ok(Truth(
                text.eq_ignore_ascii_case("true") || text.parse::<i32>().is_ok_and(|number| number != 0),
            )),
            other => Ok(Truth(convert::to_bool(other))),
        }
    }
}
