//! `JsonElement` and `JsonProperty`.

use super::node::Node;
use crate::engine::types::handle::{Handle, Shown, of};
use crate::engine::types::record::{self, record_class};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Indexer, arguments, datetime, enumeration, named, object, reference};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::rc::Rc;

impl Shown for Node {
    fn text(this: &Rc<Self>, _: &'static Class) -> Option<String> {
        Some(match this.as_ref() {
            Node::Text(text) => text.clone(),
            Node::Null => String::new(),
            Node::Bool(truth) => if *truth { "True" } else { "False" }.to_string(),
            other => {
                let mut out = String::new();
                other.write(&mut out);
                out
            }
        })
    }
}

pub fn value(node: &Rc<Node>) -> Value {
    Value::native(Handle(node.clone(), &ELEMENT))
}

fn wrong_kind(wanted: &str, node: &Node) -> Box<Fault> {
    let message = format!(
        "The requested operation requires an element of type '{wanted}', but the target element has type '{}'.",
        node.kind_name()
    );
    arguments::invalid_operation(&message)
}

fn members(this: &Value) -> Outcome<&[(String, Rc<Node>)]> {
    match of::<Node>(this)?.as_ref() {
        Node::Object(members) => Ok(members),
        other => Err(wrong_kind("Object", other)),
    }
}

fn items(this: &Value) -> Outcome<&[Rc<Node>]> {
    match of::<Node>(this)?.as_ref() {
        Node::Array(items) => Ok(items),
        other => Err(wrong_kind("Array", other)),
    }
}

fn number(this: &Value) -> Outcome<&str> {
    match of::<Node>(this)?.as_ref() {
        Node::Number(text) => Ok(text),
        other => Err(wrong_kind("Number", other)),
    }
}

/// A text; null is `$null`.
fn text(this: &Value) -> Outcome<Option<&str>> {
    match of::<Node>(this)?.as_ref() {
        Node::Text(text) => Ok(Some(text)),
        Node::Null => Ok(None),
        other => Err(wrong_kind("String", other)),
    }
}

/// The last member of a name counts, as in .NET.
fn member(this: &Value, name: &str) -> Outcome<Option<Rc<Node>>> {
    Ok(members(this)?.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
}

/// A number in a type. Errors: it does not fit, or has a fraction that the type has not.
fn in_type(this: &Value, of: &'static str) -> Outcome<Value> {
    let text = number(this)?;
    let bad = || {
        arguments::throw("System.FormatException", "One of the identified items was in an invalid format.")
    };
    match of {
        "System.Double" => text.parse().map(Value::Double).map_err(|_| bad()),
        "System.Single" => text.parse().map(Value::Single).map_err(|_| bad()),
        "System.Decimal" => {
            convert::number::decimal(text).map(|number| Value::Decimal(Rc::new(number))).ok_or_else(bad)
        }
        _ => {
            let is_whole = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            let number = convert::number::parse(text).filter(|_| is_whole).ok_or_else(bad)?;
            convert::integer(of, &number).unwrap_or_else(|| Err(bad())).map_err(|_| bad())
        }
    }
}

/// A value in a type that a text is read as.
fn of_text(engine: &mut Engine, this: &Value, of: &str) -> Outcome<Value> {
    let bad = || {
        arguments::throw("System.FormatException", "One of the identified items was in an invalid format.")
    };
    let text = Value::text(text(this)?.unwrap_or_default());
    let found = match of {
        "System.DateTime" => datetime::convert(&text),
        _ => convert::to_type(engine, text, &named(of)),
    };
    found.map_err(|_| bad())
}

/// `TryGet…(ref)`: whether there is a value, which the reference takes.
fn attempt(engine: &mut Engine, args: &[Value], found: Outcome<Value>) -> Outcome<Value> {
    match found {
        Ok(value) => reference::assign(engine, arguments::any(args, 0)?, value).map(|()| Value::Bool(true)),
        // Another kind of element is an error all the same; a number that does not fit is none.
        Err(fault) => match fault.as_ref() {
            Fault::Error { record, .. } if record.exception.class.as_ref() == "System.FormatException" => {
                Ok(Value::Bool(false))
            }
            _ => Err(fault),
        },
    }
}

record_class!(PROPERTY "System.Text.Json.JsonProperty" ["Value" "System.Text.Json.JsonElement", "Name" "string"]);

fn property((name, value): &(String, Rc<Node>)) -> Value {
    let mut text = String::new();
    Node::Text(name.clone()).write(&mut text);
    text.push(':');
    value.write(&mut text);
    record::made(&PROPERTY, text, [("Value", self::value(value)), ("Name", Value::text(name.as_str()))])
}

pub static ELEMENT: Class = Class {
    name: "System.Text.Json.JsonElement",
    base: Some(&object::OBJECT),
    value_type: true,
    properties: properties! {
        "System.Text.Json.JsonValueKind" ValueKind => |_, this| {
            Ok(enumeration::value("System.Text.Json.JsonValueKind", of::<Node>(this)?.kind()))
        };
    },
    methods: methods! {
        Clone "System.Text.Json.JsonElement Clone()" => |_, this, _| Ok(this.clone());
        EnumerateArray "System.Text.Json.JsonElement+ArrayEnumerator EnumerateArray()" => |_, this, _| {
            Ok(arguments::array_of(&named(ELEMENT.name), items(this)?.iter().map(value).collect()))
        };
        EnumerateObject "System.Text.Json.JsonElement+ObjectEnumerator EnumerateObject()" => |_, this, _| {
            Ok(arguments::array_of(&named(PROPERTY.name), members(this)?.iter().map(property).collect()))
        };
        GetArrayLength "int GetArrayLength()" => |_, this, _| Ok(Value::Int(items(this)?.len() as i32));
        GetBoolean "bool GetBoolean()" => |_, this, _| match of::<Node>(this)?.as_ref() {
            Node::Bool(truth) => Ok(Value::Bool(*truth)),
            other => Err(wrong_kind("Boolean", other)),
        };
        GetByte "byte GetByte()" => |_, this, _| in_type(this, "System.Byte");
        GetBytesFromBase64 "byte[] GetBytesFromBase64()" => |_, this, _| {
            use base64::Engine as _;
            let bytes = base64::engine::general_purpose::STANDARD.decode(text(this)?.unwrap_or_default());
            bytes.map(arguments::bytes).map_err(|_| super::super::convert_class::not_base64())
        };
        GetDateTime "datetime GetDateTime()" => |engine, this, _| of_text(engine, this, "System.DateTime");
        GetDateTimeOffset "System.DateTimeOffset GetDateTimeOffset()" => |engine, this, _| of_text(engine, this, "System.DateTimeOffset");
        GetDecimal "decimal GetDecimal()" => |_, this, _| in_type(this, "System.Decimal");
        GetDouble "double GetDouble()" => |_, this, _| in_type(this, "System.Double");
        GetGuid "guid GetGuid()" => |engine, this, _| of_text(engine, this, "System.Guid");
        GetInt16 "short GetInt16()" => |_, this, _| in_type(this, "System.Int16");
        GetInt32 "int GetInt32()" => |_, this, _| in_type(this, "System.Int32");
        GetInt64 "long GetInt64()" => |_, this, _| in_type(this, "System.Int64");
        GetProperty "System.Text.Json.JsonElement GetProperty(string propertyName)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            let message = "The given key was not present in the dictionary.";
            let missing = || arguments::throw("System.Collections.Generic.KeyNotFoundException", message);
            member(this, &name)?.map(|found| value(&found)).ok_or_else(missing)
        };
        GetPropertyCount "int GetPropertyCount()" => |_, this, _| Ok(Value::Int(members(this)?.len() as i32));
        GetRawText "string GetRawText()" => |_, this, _| {
            let mut out = String::new();
            of::<Node>(this)?.write(&mut out);
            Ok(Value::text(out))
        };
        GetSByte "sbyte GetSByte()" => |_, this, _| in_type(this, "System.SByte");
        GetSingle "float GetSingle()" => |_, this, _| in_type(this, "System.Single");
        GetString "string GetString()" => |_, this, _| Ok(text(this)?.map_or(Value::Null, Value::text));
        GetUInt16 "ushort GetUInt16()" => |_, this, _| in_type(this, "System.UInt16");
        GetUInt32 "uint GetUInt32()" => |_, this, _| in_type(this, "System.UInt32");
        GetUInt64 "ulong GetUInt64()" => |_, this, _| in_type(this, "System.UInt64");
        ToString "string ToString()" => |_, this, _| Ok(Value::text(convert::display(this)));
        TryGetDateTime "bool TryGetDateTime([ref] datetime value)" => |engine, this, args| {
            let found = of_text(engine, this, "System.DateTime");
            attempt(engine, args, found)
        };
        TryGetDouble "bool TryGetDouble([ref] double value)" => |engine, this, args| attempt(engine, args, in_type(this, "System.Double"));
        TryGetInt32 "bool TryGetInt32([ref] int value)" => |engine, this, args| attempt(engine, args, in_type(this, "System.Int32"));
        TryGetInt64 "bool TryGetInt64([ref] long value)" => |engine, this, args| attempt(engine, args, in_type(this, "System.Int64"));
        TryGetProperty "bool TryGetProperty(string propertyName, [ref] System.Text.Json.JsonElement value)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            let found = member(this, &name)?;
            let is_there = found.is_some();
            let found = found.map_or(Value::Null, |found| value(&found));
            reference::assign(engine, arguments::any(args, 1)?, found)?;
            Ok(Value::Bool(is_there))
        };
        ValueEquals "bool ValueEquals(string text)" => |engine, this, args| {
            let wanted = arguments::text(engine, args, 0)?;
            Ok(Value::Bool(text(this)? == Some(wanted.as_str())))
        };
    },
    indexer: Some(Indexer {
        signature: "System.Text.Json.JsonElement Item(int index) {get;}",
        get: |_, this, index| {
            let items = items(this)?;
            let found = usize::try_from(convert::to_int(index)?).ok().and_then(|place| items.get(place));
            let message = "Index was outside the bounds of the array.";
            found.map(value).ok_or_else(|| arguments::throw("System.IndexOutOfRangeException", message))
        },
        set: None,
    }),
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ELEMENT, &PROPERTY];
