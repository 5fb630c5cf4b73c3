//! Text to items, by the reader of `XmlDocument`.

use super::item::{Item, Kind, join};
use super::name::{Name, XMLNS};
use crate::engine::Outcome;
use crate::engine::types::arguments;
use crate::engine::types::xml::{self, NodeId, Tree};
use std::rc::Rc;

/// A whole document. Errors: an `XmlException` with .NET's message.
pub fn document(text: &str, keep_blanks: bool) -> Outcome<Rc<Item>> {
    let tree = Tree::default();
    tree.preserve_whitespace.set(keep_blanks);
    xml::parse(text, &tree).map_err(|message| arguments::throw("System.Xml.XmlException", message))?;
    let document = Item::new(Kind::Document, Name::default(), "");
    for child in tree.children(xml::ROOT) {
        if let Some(item) = item(&tree, child) {
            let is_declaration = item.kind == Kind::Declaration;
            join(&document, item, is_declaration, usize::MAX);
        }
    }
    Ok(document)
}

fn item(tree: &Tree, id: NodeId) -> Option<Rc<Item>> {
    let (name, namespace, value, is_empty) = tree.read(id, |node| {
        (node.local_name().to_string(), node.namespace.clone(), node.value.clone(), node.is_empty)
    });
    let name = Name { namespace, local: name };
    Some(match tree.kind(id) {
        xml::Kind::Element => {
            let element = Item::new(Kind::Element, name, "");
            for attribute in tree.attributes(id) {
                join(&element, self::attribute(tree, attribute), true, usize::MAX);
            }
            for child in tree.children(id) {
                if let Some(child) = item(tree, child) {
                    join(&element, child, false, usize::MAX);
                }
            }
            element.is_empty.set(is_empty);
            element
        }
        xml::Kind::Attribute => attribute(tree, id),
        xml::Kind::Text | xml::Kind::Whitespace => Item::new(Kind::Text, Name::default(), value),
        xml::Kind::CData => Item::new(Kind::CData, Name::default(), value),
        xml::Kind::Comment => Item::new(Kind::Comment, Name::default(), value),
        xml::Kind::ProcessingInstruction => Item::new(Kind::Instruction, name, value),
        xml::Kind::Declaration => declaration(&value),
        xml::Kind::DocumentType => Item::new(Kind::DocumentType, name, value),
        xml::Kind::Document | xml::Kind::Fragment => return None,
    })
}

fn attribute(tree: &Tree, id: NodeId) -> Rc<Item> {
    tree.read(id, |node| {
        let is_default = node.name == "xmlns";
        let namespace = match (node.prefix(), is_default) {
            ("xmlns", _) => XMLNS.to_string(),
            _ => {
                if is_default {
                    String::new()
                } else {
                    node.namespace.clone()
                }
            }
        };
        let name = Name { namespace, local: node.local_name().to_string() };
        Item::new(Kind::Attribute, name, node.value.clone())
    })
}

/// A declaration keeps version, encoding and whether it stands alone as attributes.
fn declaration(text: &str) -> Rc<Item> {
    let part = |name: &str| {
        let (_, rest) = text.split_once(&format!("{name}="))?;
        let mark = rest.chars().next()?;
        rest.get(1..)?.split(mark).next().map(str::to_string)
    };
    made_declaration(part("version"), part("encoding"), part("standalone"))
}

pub fn made_declaration(
    version: Option<String>,
    encoding: Option<String>,
    standalone: Option<String>,
) -> Rc<Item> {
    let made = Item::new(Kind::Declaration, Name::plain("xml"), "");
    let parts = [("version", version), ("encoding", encoding), ("standalone", standalone)];
    for (name, value) in parts {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            join(&made, Item::new(Kind::Attribute, Name::plain(name), value), true, usize::MAX);
        }
    }
    made
}
