//! `XmlNamespaceManager` and `NameTable`.

use super::xpath::Namespaces;
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;

#[derive(Debug, Default)]
struct Manager(RefCell<Namespaces>);

impl Native for Manager {
    fn class(&self) -> &'static Class {
        &MANAGER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.0.borrow().iter().map(|(prefix, _)| Value::text(prefix.as_str())).collect())
    }
}

/// The prefixes of a manager or of a hash table; none of other values.
pub fn pairs(value: Option<&Value>) -> Namespaces {
    let Some(value) = value else { return Vec::new() };
    if let Some(manager) = value.as_native::<Manager>() {
        return manager.0.borrow().clone();
    }
    match crate::engine::types::hashtable::table(value) {
        Some(table) => table
            .borrow()
            .iter()
            .map(|(key, value)| (convert::display(key), convert::display(value)))
            .collect(),
        None => Vec::new(),
    }
}

fn manager(this: &Value) -> Outcome<&RefCell<Namespaces>> {
    this.as_native::<Manager>().map(|manager| &manager.0).ok_or_else(arguments::no_overload)
}

fn add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (prefix, uri) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
    let mut pairs = manager(this)?.borrow_mut();
    pairs.retain(|(known, _)| *known != prefix);
    pairs.push((prefix, uri));
    Ok(Value::Empty)
}

static MANAGER: Class = Class {
    name: "System.Xml.XmlNamespaceManager",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerable", "System.Xml.IXmlNamespaceResolver"],
    properties: properties! {
        "string" DefaultNamespace => |_, this| {
            let pairs = manager(this)?.borrow();
            Ok(Value::text(pairs.iter().find(|(prefix, _)| prefix.is_empty()).map(|(_, uri)| uri.clone()).unwrap_or_default()))
        };
    },
    methods: methods! {
        AddNamespace "void AddNamespace(string prefix, string uri)" => add;
        HasNamespace "bool HasNamespace(string prefix)" => |engine, this, args| {
            let prefix = arguments::text(engine, args, 0)?;
            Ok(Value::Bool(manager(this)?.borrow().iter().any(|(known, _)| *known == prefix)))
        };
        LookupNamespace "string LookupNamespace(string prefix)" => |engine, this, args| {
            let prefix = arguments::text(engine, args, 0)?;
            Ok(manager(this)?.borrow().iter().find(|(known, _)| *known == prefix).map_or(Value::Null, |(_, uri)| Value::text(uri.as_str())))
        };
        LookupPrefix "string LookupPrefix(string uri)" => |engine, this, args| {
            let uri = arguments::text(engine, args, 0)?;
            Ok(manager(this)?.borrow().iter().find(|(_, known)| *known == uri).map_or(Value::Null, |(prefix, _)| Value::text(prefix.as_str())))
        };
        PopScope "bool PopScope()" => |_, _, _| Ok(Value::Bool(false));
        PushScope "void PushScope()" => |_, _, _| Ok(Value::Empty);
        RemoveNamespace "void RemoveNamespace(string prefix, string uri)" => |engine, this, args| {
            let prefix = arguments::text(engine, args, 0)?;
            manager(this)?.borrow_mut().retain(|(known, _)| *known != prefix);
            Ok(Value::Empty)
        };
    },
    construct: Some(|_, _| Ok(Value::native(Manager::default()))),
    constructors: &["System.Xml.XmlNamespaceManager new(System.Xml.XmlNameTable nameTable)"],
    ..Class::EMPTY
};

static NAME_TABLE: Class = Class {
    name: "System.Xml.NameTable",
    base: Some(&object::OBJECT),
    construct: Some(|_, _| Ok(crate::engine::types::record::made(&NAME_TABLE, "", []))),
    constructors: &["System.Xml.NameTable new()"],
    ..Class::EMPTY
};

/// The name table of a document: nothing to see.
pub fn name_table() -> Value {
    crate::engine::types::record::made(&NAME_TABLE, "", [])
}

pub(super) const CLASSES: &[&Class] = &[&MANAGER, &NAME_TABLE];
