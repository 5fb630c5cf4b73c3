//! Nodes of characters, comments, instructions, and fragments.

use super::element::LINKED;
use super::node::{NODE, node};
use crate::engine::types::table::properties;
use crate::engine::types::{Class, Property};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};

const DATA: &[Property] = properties! {
    "string" Data => |_, this| {
        let node = node(this)?;
        Ok(Value::text(node.tree.read(node.id, |node| node.value.clone())))
    }, |_, this, new| {
        let node = node(this)?;
        node.tree.change(node.id, |node| node.value = convert::display(&new));
        Ok(())
    };
    "int" Length => |_, this| {
        let node = node(this)?;
        Ok(Value::Int(node.tree.read(node.id, |node| node.value.encode_utf16().count() as i32)))
    };
};

/// A part of a declaration: `version="1.0"`.
fn declared(this: &Value, name: &str) -> Outcome<Value> {
    let node = node(this)?;
    let text = node.tree.read(node.id, |node| node.value.clone());
    let part = text.split_once(&format!("{name}=")).and_then(|(_, rest)| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split_once(quote).map(|(value, _)| value.to_string())
    });
    Ok(Value::text(part.unwrap_or_default()))
}

macro_rules! nodes {
    ($($constant:ident $name:literal $base:ident $properties:expr),* $(,)?) => {
        $(pub static $constant: Class = Class {
            name: $name,
            base: Some(&$base),
            properties: $properties,
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[$(&$constant),*];
    };
}

nodes! {
    CHARACTER_DATA "System.Xml.XmlCharacterData" LINKED DATA,
    TEXT "System.Xml.XmlText" CHARACTER_DATA &[],
    CDATA "System.Xml.XmlCDataSection" CHARACTER_DATA &[],
    COMMENT "System.Xml.XmlComment" CHARACTER_DATA &[],
    WHITESPACE "System.Xml.XmlWhitespace" CHARACTER_DATA &[],
    INSTRUCTION "System.Xml.XmlProcessingInstruction" LINKED DATA,
    DECLARATION "System.Xml.XmlDeclaration" LINKED properties! {
        "string" Encoding => |_, this| declared(this, "encoding");
        "string" Standalone => |_, this| declared(this, "standalone");
        "string" Version => |_, this| declared(this, "version");
    },
    DOCUMENT_TYPE "System.Xml.XmlDocumentType" LINKED &[],
    FRAGMENT "System.Xml.XmlDocumentFragment" NODE &[],
}
