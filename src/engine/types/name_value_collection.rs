//! `NameValueCollection`: names without case, each with several texts.

use super::table::{methods, properties};
use super::{Class, Indexer, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use indexmap::IndexMap;
use std::any::Any;
use std::cell::RefCell;

#[derive(Debug, Default)]
struct Names(RefCell<IndexMap<String, (String, Vec<String>)>>);

impl Native for Names {
    fn class(&self) -> &'static Class {
        &NAME_VALUES
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.0.borrow().values().map(|(name, _)| Value::text(name.as_str())).collect())
    }
}

type Table = IndexMap<String, (String, Vec<String>)>;

fn names(this: &Value) -> Outcome<&RefCell<Table>> {
    this.as_native::<Names>().map(|names| &names.0).ok_or_else(arguments::no_overload)
}

/// A collection of names and values.
pub fn value(pairs: impl IntoIterator<Item = (String, String)>) -> Value {
    let made = Names::default();
    for (name, value) in pairs {
        made.0.borrow_mut().entry(name.to_lowercase()).or_insert_with(|| (name, Vec::new())).1.push(value);
    }
    Value::native(made)
}

/// The texts of a name or of a place.
fn texts(this: &Value, key: &Value) -> Outcome<Option<Vec<String>>> {
    let table = names(this)?.borrow();
    Ok(match key {
        Value::Int(at) => {
            usize::try_from(*at).ok().and_then(|at| table.get_index(at)).map(|(_, (_, texts))| texts.clone())
        }
        key => table.get(&convert::display(key).to_lowercase()).map(|(_, texts)| texts.clone()),
    })
}

fn joined(this: &Value, key: &Value) -> Outcome<Value> {
    Ok(texts(this, key)?.map_or(Value::Null, |texts| Value::text(texts.join(","))))
}

fn put(engine: &mut Engine, this: &Value, key: &Value, value: &Value) -> Outcome {
    let (name, text) = (convert::to_text(engine, key)?, convert::to_text(engine, value)?);
    names(this)?.borrow_mut().insert(name.to_lowercase(), (name, vec![text]));
    Ok(())
}

pub static NAME_VALUES: Class = Class {
    name: "System.Collections.Specialized.NameValueCollection",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable"],
    properties: properties! {
        "string[]" AllKeys => |_, this| Ok(arguments::strings(names(this)?.borrow().values().map(|(name, _)| name.clone())));
        "int" Count => |_, this| Ok(Value::Int(names(this)?.borrow().len() as i32));
        "System.Collections.Specialized.NameObjectCollectionBase+KeysCollection" Keys => |_, this| {
            Ok(arguments::strings(names(this)?.borrow().values().map(|(name, _)| name.clone())))
        };
    },
    methods: methods! {
        Add "void Add(System.Collections.Specialized.NameValueCollection c)" "void Add(string name, string value)" => |engine, this, args| {
            if let [other] = args {
                let more: Vec<(String, Vec<String>)> = names(other)?.borrow().values().cloned().collect();
                for (name, texts) in more {
                    names(this)?.borrow_mut().entry(name.to_lowercase()).or_insert_with(|| (name, Vec::new())).1.extend(texts);
                }
                return Ok(Value::Empty);
            }
            let (name, text) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
            names(this)?.borrow_mut().entry(name.to_lowercase()).or_insert_with(|| (name, Vec::new())).1.push(text);
            Ok(Value::Empty)
        };
        Clear "void Clear()" => |_, this, _| {
            names(this)?.borrow_mut().clear();
            Ok(Value::Empty)
        };
        Get "string Get(string name)" "string Get(int index)" => |_, this, args| joined(this, arguments::any(args, 0)?);
        GetKey "string GetKey(int index)" => |_, this, args| {
            let table = names(this)?.borrow();
            let at = arguments::place(args, 0, table.len())?;
            Ok(table.get_index(at).map_or(Value::Null, |(_, (name, _))| Value::text(name.as_str())))
        };
        GetValues "string[] GetValues(string name)" "string[] GetValues(int index)" => |_, this, args| {
            Ok(texts(this, arguments::any(args, 0)?)?.map_or(Value::Null, arguments::strings))
        };
        HasKeys "bool HasKeys()" => |_, this, _| Ok(Value::Bool(!names(this)?.borrow().is_empty()));
        Remove "void Remove(string name)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            names(this)?.borrow_mut().shift_remove(&name.to_lowercase());
            Ok(Value::Empty)
        };
        Set "void Set(string name, string value)" => |engine, this, args| {
            put(engine, this, arguments::any(args, 0)?, arguments::any(args, 1)?).map(|()| Value::Empty)
        };
        ToString "string ToString()" => |_, this, _| {
            let table = names(this)?.borrow();
            let parts = table.values().flat_map(|(name, texts)| texts.iter().map(move |text| format!("{name}={text}")));
            Ok(Value::text(parts.collect::<Vec<_>>().join("&")))
        };
    },
    construct: Some(|_, _| Ok(Value::native(Names::default()))),
    constructors: &[
        "System.Collections.Specialized.NameValueCollection new()",
        "System.Collections.Specialized.NameValueCollection new(int capacity)",
    ],
    indexer: Some(Indexer {
        signature: "string Item(string name) {get;set;}, string Item(int index) {get;}",
        get: |_, this, index| joined(this, index),
        set: Some(|engine, this, index, value| put(engine, this, index, &value)),
    }),
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&NAME_VALUES];
