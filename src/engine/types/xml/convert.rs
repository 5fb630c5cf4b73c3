//! `[xml]`: text and other values to documents.

use super::node::{XmlNode, value};
use super::parse;
use super::tree::{ROOT, Tree};
use crate::engine::error::{Category, Exception};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::rc::Rc;

/// A document as a value.
pub fn document_value(tree: Tree) -> Value {
    value(&Rc::new(tree), ROOT)
}

/// A document from its text. Errors are .NET's messages.
pub fn from_text(text: &str) -> Result<Value, String> {
    let tree = Tree::default();
    parse::parse(text, &tree)?;
    Ok(document_value(tree))
}

/// The cast `[xml]`. Lines of an array are joined.
pub fn from_value(engine: &mut Engine, given: &Value) -> Outcome<Value> {
    if let Some(node) = given.as_native::<XmlNode>()
        && node.id == ROOT
    {
        return Ok(given.clone());
    }
    if given.is_null() {
        return Ok(Value::Null);
    }
    let text = match member::enumerate(engine, given)? {
        Some(items) => {
            let mut lines = Vec::new();
            for item in items {
                lines.push(convert::to_text(engine, &item)?);
            }
            lines.join("\n")
        }
        None => convert::to_text(engine, given)?,
    };
    if text.trim().is_empty() {
        return Ok(document_value(Tree::default()));
    }
    from_text(&text).map_err(|reason| {
        // The cast reads a fragment: what a document cannot hold fails only when it is inserted.
        let (class, reason) = if reason.starts_with("Data at the root level is invalid.") {
            ("System.InvalidOperationException", "The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type.".to_string())
        } else if reason.starts_with("There are multiple root elements.") {
            ("System.InvalidOperationException", "This document already has a 'DocumentElement' node.".to_string())
        } else {
            ("System.Xml.XmlException", reason)
        };
        let text = convert::shown(given);
        let message = format!(
            "Cannot convert value \"{text}\" to type \"System.Xml.XmlDocument\". Error: \"{reason}\""
        );
        let exception = Exception::new("System.Management.Automation.PSInvalidCastException", message)
            .with_inner(Exception::new(class, reason));
        Fault::error(exception, "InvalidCastToXmlDocument", Category::InvalidArgument, Value::Null)
    })
}
