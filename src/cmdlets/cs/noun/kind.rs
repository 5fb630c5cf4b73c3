//! What a property can hold: conversion from arguments, to stored JSON, and back to values.

use crate::cmdlets::cs::object;
use crate::engine::command::FromValue;
use crate::engine::object::ObjectKind;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, types};
use serde_json::{Map, Value as Json};

/// The kind of value that a property holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text,
    /// Text that is never shown.
    Secret,
    Truth,
    /// A switch, for what `prepare` reads.
    Switch,
    Byte,
    Int16,
    Int32,
    Int64,
    UInt16,
    UInt32,
    UInt64,
    TimeSpan,
    DateTime,
    /// One of some names, without regard to case; their places are their numbers.
    Choice(&'static str, &'static [&'static str]),
    /// Texts, changed by `@{Add = …}`, `@{Remove = …}` and `@{Replace = …}` too.
    List,
    /// Names of an enumeration, as a list.
    Choices(&'static str, &'static [&'static str]),
    /// Objects that other commands make.
    Objects,
    /// One such object.
    Object,
}

/// What a property is when nobody set it.
#[derive(Clone, Copy, Debug)]
pub enum Default {
    /// `$null`
    Nothing,
    Text(&'static str),
    Truth(bool),
    Number(i64),
    /// An empty list, or these texts.
    List(&'static [&'static str]),
}

impl Default {
    pub fn json(self) -> Json {
        match self {
            Default::Nothing => Json::Null,
            Default::Text(text) => Json::from(text),
            Default::Truth(truth) => Json::Bool(truth),
            Default::Number(number) => Json::from(number),
            Default::List(items) => Json::from(items.to_vec()),
        }
    }
}

/// An argument for a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// `$null` clears.
    Value(Json),
    /// Changes to a list.
    Modify { add: Vec<Json>, remove: Vec<Json> },
}

/// Arguments by the names of their properties.
pub type GivenProperties = Vec<(&'static str, Given)>;

impl Kind {
    /// Type name as help shows it.
    pub const fn type_name(self) -> &'static str {
        match self {
            Kind::Text | Kind::Secret => "string",
            Kind::Truth => "bool",
            Kind::Switch => "switch",
            Kind::Byte => "byte",
            Kind::Int16 => "short",
            Kind::Int32 => "int",
            Kind::Int64 => "long",
            Kind::UInt16 => "ushort",
            Kind::UInt32 => "uint",
            Kind::UInt64 => "ulong",
            Kind::TimeSpan => "timespan",
            Kind::DateTime => "datetime",
            Kind::Choice(name, _) => name,
            Kind::List | Kind::Choices(..) | Kind::Objects => "PSListModifier",
            Kind::Object => "Object",
        }
    }

    /// Names that completion offers.
    pub const fn values(self) -> &'static [&'static str] {
        match self {
            Kind::Choice(_, values) | Kind::Choices(_, values) => values,
            _ => &[],
        }
    }

    fn is_list(self) -> bool {
        matches!(self, Kind::List | Kind::Choices(..) | Kind::Objects)
    }

    /// An argument as what is stored. Errors: the conversion's own sentence.
    pub fn convert(self, engine: &mut Engine, value: &Value) -> Outcome<Given> {
        if value.is_null() {
            return Ok(Given::Value(Json::Null));
        }
        if !self.is_list() {
            return self.single(engine, value).map(Given::Value);
        }
        match modifier(engine, value, self)? {
            Some(given) => Ok(given),
            None => self.items(engine, value).map(|items| Given::Value(Json::Array(items))),
        }
    }

    fn items(self, engine: &mut Engine, value: &Value) -> Outcome<Vec<Json>> {
        let is_table = table_of(value).is_some();
        let items = if is_table { None } else { member::enumerate(engine, value)? };
        let items = items.unwrap_or_else(|| vec![value.clone()]);
        items.iter().map(|item| self.item(engine, item)).collect()
    }

    fn item(self, engine: &mut Engine, value: &Value) -> Outcome<Json> {
        match self {
            Kind::Objects => to_json(engine, value),
            Kind::Choices(name, values) => choice(engine, value, name, values),
            _ => Ok(Json::from(convert::to_text(engine, value)?)),
        }
    }

    fn single(self, engine: &mut Engine, value: &Value) -> Outcome<Json> {
        let number = |engine: &mut Engine, class: &str| {
            let converted = convert::to_type(engine, value.clone(), &types::named(class))?;
            Ok(convert::to_i128(&converted).map_or(Json::Null, |number| match i64::try_from(number) {
                Ok(small) => Json::from(small),
                Err(_) => Json::from(u64::try_from(number).unwrap_or(u64::MAX)),
            }))
        };
        let text = |engine: &mut Engine, class: &str, format: &str| {
            let converted = convert::to_type(engine, value.clone(), &types::named(class))?;
            let shown = member::invoke(engine, &converted, "ToString", &[Value::text(format)])?;
            Ok(Json::from(convert::to_text(engine, &shown)?))
        };
        match self {
            Kind::Truth | Kind::Switch => {
                object::Truth::from_value(engine, value.clone()).map(|truth| Json::Bool(truth.0))
            }
            Kind::Byte => number(engine, "System.Byte"),
            Kind::Int16 => number(engine, "System.Int16"),
            Kind::Int32 => number(engine, "System.Int32"),
            Kind::Int64 => number(engine, "System.Int64"),
            Kind::UInt16 => number(engine, "System.UInt16"),
            Kind::UInt32 => number(engine, "System.UInt32"),
            Kind::UInt64 => number(engine, "System.UInt64"),
            Kind::TimeSpan => text(engine, "System.TimeSpan", "c"),
            Kind::DateTime => text(engine, "System.DateTime", "o"),
            Kind::Choice(name, values) => choice(engine, value, name, values),
            Kind::Object => to_json(engine, value),
            _ => Ok(Json::from(convert::to_text(engine, value)?)),
        }
    }

    /// A stored property as scripts see it.
    pub fn value(self, engine: &mut Engine, stored: &Json) -> Outcome<Value> {
        let class = match (self, stored) {
            (_, Json::Null) if self.is_list() => return Ok(types::list::array_list(Vec::new())),
            (_, Json::Null) => return Ok(Value::Null),
            (Kind::Secret, _) => return Ok(Value::text("********")),
            (Kind::List | Kind::Choices(..) | Kind::Objects, Json::Array(items)) => {
                return Ok(types::list::array_list(items.iter().map(object::from_json).collect()));
            }
            (Kind::Byte, _) => "System.Byte",
            (Kind::Int16, _) => "System.Int16",
            (Kind::Int64, _) => "System.Int64",
            (Kind::UInt16, _) => "System.UInt16",
            (Kind::UInt32, _) => "System.UInt32",
            (Kind::UInt64, _) => "System.UInt64",
            (Kind::TimeSpan, _) => "System.TimeSpan",
            (Kind::DateTime, _) => "System.DateTime",
            _ => return Ok(object::from_json(stored)),
        };
        convert::to_type(engine, object::from_json(stored), &types::named(class))
    }
}

/// The pairs of a hash table.
fn table_of(value: &Value) -> Option<Vec<(Value, Value)>> {
    let Value::Object(object) = value.unwrapped() else { return None };
    let ObjectKind::Hashtable(table) = &object.kind else { return None };
    Some(table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// The name that a text, a prefix of one name or a number means.
fn choice(engine: &mut Engine, value: &Value, name: &str, values: &'static [&'static str]) -> Outcome<Json> {
    let text = convert::to_text(engine, value)?;
    if let Some(found) = values.iter().find(|known| known.eq_ignore_ascii_case(text.trim())) {
        return Ok(Json::from(*found));
    }
    if let Some(found) = text.trim().parse::<usize>().ok().and_then(|number| values.get(number)) {
        return Ok(Json::from(*found));
    }
    Err(convert::not_an_enumerator(&text, name, values))
}

/// `@{Add = …}`, `@{Remove = …}` or `@{Replace = …}`; `None` for any other value.
fn modifier(engine: &mut Engine, value: &Value, kind: Kind) -> Outcome<Option<Given>> {
    let Some(pairs) = table_of(value) else { return Ok(None) };
    let (mut add, mut remove) = (Vec::new(), Vec::new());
    for (key, items) in pairs {
        let name = convert::to_text(engine, &key)?;
        let items = if items.is_null() { Vec::new() } else { kind.items(engine, &items)? };
        match name.to_ascii_lowercase().as_str() {
            "add" => add.extend(items),
            "remove" => remove.extend(items),
            "replace" => return Ok(Some(Given::Value(Json::Array(items)))),
            _ if matches!(kind, Kind::Objects) => return Ok(None),
            _ => {
                let message = format!(
                    "'{name}' is not what a list modifier can do. Use @{{Add=…}}, @{{Remove=…}} or @{{Replace=…}}."
                );
                return Err(Fault::runtime("InvalidListModifier", message));
            }
        }
    }
    Ok(Some(Given::Modify { add, remove }))
}

/// A value as JSON, for objects that other commands made.
fn to_json(engine: &mut Engine, value: &Value) -> Outcome<Json> {
    Ok(match value.unwrapped() {
        Value::Null | Value::Empty => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => Json::from(*number),
        Value::Long(number) => Json::from(*number),
        Value::UInt(number) => Json::from(*number),
        Value::Double(number) => Json::from(*number),
        number if convert::is_number(number) => match convert::to_i128(number).map(i64::try_from) {
            Some(Ok(whole)) => Json::from(whole),
            _ => Json::from(convert::to_text(engine, number)?),
        },
        Value::String(text) => Json::from(text.to_string()),
        Value::Array(array) => {
            let items = array.items.borrow().clone();
            Json::Array(items.iter().map(|item| to_json(engine, item)).collect::<Outcome<_>>()?)
        }
        other => fields(engine, other)?,
    })
}

fn fields(engine: &mut Engine, value: &Value) -> Outcome<Json> {
    if let Some(items) = member::enumerate(engine, value)? {
        return Ok(Json::Array(items.iter().map(|item| to_json(engine, item)).collect::<Outcome<_>>()?));
    }
    let names: Vec<String> = match table_of(value) {
        Some(pairs) => pairs.iter().map(|(key, _)| convert::display(key)).collect(),
        None => member::property_names(value).iter().map(ToString::to_string).collect(),
    };
    if names.is_empty() {
        return Ok(Json::from(convert::to_text(engine, value)?));
    }
    let mut map = Map::new();
    for name in names {
        let field = member::property(engine, value, &name)?.unwrap_or_default();
        map.insert(name, to_json(engine, &field)?);
    }
    Ok(Json::Object(map))
}
