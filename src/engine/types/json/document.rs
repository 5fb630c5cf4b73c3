//! `JsonDocument`.

use super::element;
use super::node::{Node, parsed};
use crate::engine::types::handle::{Handle, Shown, of};
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, object, text_reader};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::rc::Rc;

/// A document is its root.
struct Document(Rc<Node>);

impl Shown for Document {}

fn parse(engine: &mut crate::engine::Engine, args: &[Value]) -> Outcome<Value> {
    let source = arguments::any(args, 0)?;
    if source.is_null() {
        return Err(arguments::null("json"));
    }
    let text = match text_reader::read_rest(source)? {
        Some(text) => text,
        None => match arguments::to_bytes(engine, source) {
            Ok(bytes) if !matches!(source.unwrapped(), Value::String(_)) => {
                String::from_utf8_lossy(&bytes).into_owned()
            }
            _ => convert::to_text(engine, source)?,
        },
    };
    Ok(Value::native(Handle(Rc::new(Document(parsed(&text)?)), &DOCUMENT)))
}

static DOCUMENT: Class = Class {
    name: "System.Text.Json.JsonDocument",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.Text.Json.JsonElement" RootElement => |_, this| Ok(element::value(&of::<Document>(this)?.0));
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    },
    static_methods: statics! {
        Parse
            "static System.Text.Json.JsonDocument Parse(string json, System.Text.Json.JsonDocumentOptions options = default)"
            "static System.Text.Json.JsonDocument Parse(System.IO.Stream utf8Json, System.Text.Json.JsonDocumentOptions options = default)"
            => parse;
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DOCUMENT];
