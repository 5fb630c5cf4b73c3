//! `JsonSerializer` and its options.

use super::element;
use super::node::{Node, parsed};
use crate::engine::object::ObjectKind;
use crate::engine::types::handle::of;
use crate::engine::types::record::{self, record_class};
use crate::engine::types::table::statics;
use crate::engine::types::{Class, Type, arguments, datetime, hashtable, named, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::rc::Rc;

record_class!(OPTIONS "System.Text.Json.JsonSerializerOptions" [
    "WriteIndented" "bool", "PropertyNameCaseInsensitive" "bool", "MaxDepth" "int", "AllowTrailingCommas" "bool",
    "PropertyNamingPolicy" "System.Text.Json.JsonNamingPolicy",
] set);

static OPTIONS_MADE: Class = Class {
    construct: Some(|_, _| {
        let no = || Value::Bool(false);
        let fields = [
            ("WriteIndented", no()),
            ("PropertyNameCaseInsensitive", no()),
            ("MaxDepth", Value::Int(0)),
            ("AllowTrailingCommas", no()),
            ("PropertyNamingPolicy", Value::Null),
        ];
        Ok(record::made(&OPTIONS_MADE, "", fields))
    }),
    constructors: &["System.Text.Json.JsonSerializerOptions new()"],
    ..OPTIONS
};

/// A text as .NET's encoder writes it: what is not plain ASCII, or has a sense in HTML, by its number.
fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for unit in text.encode_utf16() {
        match char::from_u32(u32::from(unit)) {
            Some('\n') => out.push_str("\\n"),
            Some('\r') => out.push_str("\\r"),
            Some('\t') => out.push_str("\\t"),
            Some('\u{8}') => out.push_str("\\b"),
            Some('\u{c}') => out.push_str("\\f"),
            Some('\\') => out.push_str("\\\\"),
            Some(plain) if matches!(plain, ' '..='~') && !"\"&'+<>`".contains(plain) => out.push(plain),
            _ => out.push_str(&format!("\\u{unit:04X}")),
        }
    }
    out.push('"');
}

/// Where the text stands: how deep, and whether on lines of its own.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    indented: bool,
}

impl Place {
    fn line(self, out: &mut String) {
        if self.indented {
            out.push('\n');
            out.push_str(&"  ".repeat(self.depth));
        }
    }

    fn inner(self) -> Place {
        Place { depth: self.depth + 1, ..self }
    }
}

/// How deep values may be nested, which is .NET's default.
const DEEPEST: usize = 64;

fn write(engine: &mut Engine, value: &Value, place: Place, out: &mut String) -> Outcome {
    if place.depth >= DEEPEST {
        let message = "A possible object cycle was detected. This can either be due to a cycle or if the object depth is larger than the maximum allowed depth of 64.";
        return Err(arguments::throw("System.Text.Json.JsonException", message));
    }
    if let Ok(node) = of::<Node>(value) {
        node.write(out);
        return Ok(());
    }
    let plain = value.unwrapped();
    match plain {
        Value::Null | Value::Empty => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Enum(found) => out.push_str(&found.number.to_string()),
        Value::DateTime(moment) => quoted(&datetime::format(moment, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"), out),
        number if convert::is_number(number) => out.push_str(&convert::display(number)),
        Value::String(text) => quoted(text, out),
        Value::Object(object) if matches!(object.kind, ObjectKind::Hashtable(_)) => {
            let table = hashtable::table(plain).map(|table| table.borrow().clone()).unwrap_or_default();
            let members = table.iter().map(|(key, value)| (convert::display(key), value.clone())).collect();
            write_members(engine, members, place, out)?;
        }
        Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_)) => {
            return Err(Fault::not_supported(
                "JsonSerializer.Serialize of a custom object (ConvertTo-Json writes it)",
            ));
        }
        other => match member::enumerate(engine, other)? {
            Some(items) => write_items(engine, &items, place, out)?,
            None if matches!(other, Value::Object(_)) => {
                let names = member::property_names(other);
                let mut members = Vec::new();
                for name in names {
                    let found = member::get(engine, other, &name)?.unwrap_or_default();
                    members.push((name.to_string(), found));
                }
                match members.is_empty() {
                    true => quoted(&convert::to_text(engine, other)?, out),
                    false => write_members(engine, members, place, out)?,
                }
            }
            None => quoted(&convert::to_text(engine, other)?, out),
        },
    }
    Ok(())
}

fn write_items(engine: &mut Engine, items: &[Value], place: Place, out: &mut String) -> Outcome {
    out.push('[');
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at > 0 { "," } else { "" });
        place.inner().line(out);
        write(engine, item, place.inner(), out)?;
    }
    if !items.is_empty() {
        place.line(out);
    }
    out.push(']');
    Ok(())
}

fn write_members(
    engine: &mut Engine,
    members: Vec<(String, Value)>,
    place: Place,
    out: &mut String,
) -> Outcome {
    out.push('{');
    for (at, (name, value)) in members.iter().enumerate() {
        out.push_str(if at > 0 { "," } else { "" });
        place.inner().line(out);
        quoted(name, out);
        out.push_str(if place.indented { ": " } else { ":" });
        write(engine, value, place.inner(), out)?;
    }
    if !members.is_empty() {
        place.line(out);
    }
    out.push('}');
    Ok(())
}

fn serialize(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let value = arguments::any(args, 0)?;
    let options = args.iter().skip(1).find(|option| record::parts(option).is_some());
    let indented = options.is_some_and(|options| convert::to_bool(&record::field(options, "WriteIndented")));
    let mut out = String::new();
    write(engine, value, Place { depth: 0, indented }, &mut out)?;
    Ok(Value::text(out))
}

/// A value of a type: tables have elements, everything else converts from what JSON says.
fn made(engine: &mut Engine, node: &Rc<Node>, wanted: &Rc<Type>) -> Outcome<Value> {
    let name = wanted.full_name();
    match (name.as_str(), node.as_ref()) {
        ("System.Object" | "System.Text.Json.JsonElement", _) => Ok(element::value(node)),
        (_, Node::Null) => Ok(Value::Null),
        (_, Node::Object(members)) => {
            let table = convert::to_type(
                engine,
                crate::engine::object::hashtable_value(Default::default()),
                &named("System.Collections.Hashtable"),
            )?;
            let values = match wanted.as_ref() {
                Type::Generic { arguments, .. } => arguments.last().cloned(),
                _ => None,
            };
            let values = values.unwrap_or_else(|| named("System.Object"));
            for (key, value) in members {
                let value = made(engine, value, &values)?;
                member::set_index(engine, &table, &Value::text(key.as_str()), value)?;
            }
            convert::to_type(engine, table, wanted)
        }
        (_, Node::Array(items)) => {
            let inner = match wanted.as_ref() {
                Type::Array { element, .. } => element.clone(),
                Type::Generic { arguments, .. } => {
                    arguments.first().cloned().unwrap_or_else(|| named("System.Object"))
                }
                _ => named("System.Object"),
            };
            let items: Vec<Value> =
                items.iter().map(|item| made(engine, item, &inner)).collect::<Outcome<_>>()?;
            convert::to_type(engine, Value::array(items), wanted)
        }
        (_, Node::Text(text)) => convert::to_type(engine, Value::text(text.as_str()), wanted),
        (_, Node::Number(number)) => {
            let number = convert::number::parse(number).unwrap_or_default();
            convert::to_type(engine, number, wanted)
        }
        (_, Node::Bool(truth)) => convert::to_type(engine, Value::Bool(*truth), wanted),
    }
}

fn deserialize(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let wanted = match args.get(1).map(Value::unwrapped) {
        Some(Value::Type(wanted)) => wanted.clone(),
        _ => named("System.Object"),
    };
    made(engine, &parsed(&text)?, &wanted)
}

static SERIALIZER: Class = Class {
    name: "System.Text.Json.JsonSerializer",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Deserialize
            "static System.Object Deserialize(string json, type returnType, System.Text.Json.JsonSerializerOptions options = null)"
            "static TValue Deserialize[TValue](string json, System.Text.Json.JsonSerializerOptions options = null)"
            => deserialize;
        Serialize
            "static string Serialize(System.Object value, type inputType, System.Text.Json.JsonSerializerOptions options = null)"
            "static string Serialize[TValue](TValue value, System.Text.Json.JsonSerializerOptions options = null)"
            => serialize;
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&OPTIONS_MADE, &SERIALIZER];
