//! `XmlElement`.

use super::node::{NODE, node, value, value_of};
use super::tree::{Kind, NodeId, Tree};
use super::{attributes, node_list};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

pub static LINKED: Class = Class { name: "System.Xml.XmlLinkedNode", base: Some(&NODE), ..Class::EMPTY };

/// An attribute by its name, or by its local name and namespace.
fn find(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Option<NodeId>> {
    let found = node(this)?;
    let name = arguments::text(engine, args, 0)?;
    if args.len() < 2 {
        return Ok(found.tree.attribute(found.id, &name));
    }
    let namespace = arguments::text(engine, args, 1)?;
    Ok(found
        .tree
        .attributes(found.id)
        .into_iter()
        .find(|id| found.tree.read(*id, |node| node.local_name() == name && node.namespace == namespace)))
}

/// Elements below a node with a name; `*` is every one.
pub fn by_tag(tree: &Tree, id: NodeId, name: &str, namespace: Option<&str>) -> Vec<NodeId> {
    let matches = |id: &NodeId| {
        tree.read(*id, |node| match namespace {
            None => name == "*" || node.name == name,
            Some(namespace) => {
                (name == "*" || node.local_name() == name)
                    && (namespace == "*" || node.namespace == namespace)
            }
        })
    };
    tree.descendants(id).into_iter().filter(matches).collect()
}

pub fn elements_by_tag(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    let namespace = match args.get(1) {
        Some(_) => Some(arguments::text(engine, args, 1)?),
        None => None,
    };
    let found = node(this)?;
    Ok(node_list::of(&found.tree, by_tag(&found.tree, found.id, &name, namespace.as_deref())))
}

fn set_attribute(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let found = node(this)?;
    let name = arguments::text(engine, args, 0)?;
    if let [_, namespace, text] = args {
        let (namespace, text) =
            (crate::engine::convert::display(namespace), crate::engine::convert::display(text));
        found.tree.set_attribute(found.id, &name, &namespace, &text);
        return Ok(Value::text(text));
    }
    let text = arguments::text(engine, args, 1)?;
    found.tree.set_attribute(found.id, &name, "", &text);
    Ok(Value::Empty)
}

/// The first child element of a name.
pub(super) const ITEM: crate::engine::types::Indexer = crate::engine::types::Indexer {
    signature: "System.Xml.XmlElement Item(string name) {get;}, System.Xml.XmlElement Item(string localname, string ns) {get;}",
    get: |_, this, index| {
        let found = node(this)?;
        let name = crate::engine::convert::display(index);
        let id = found.tree.children(found.id).into_iter().find(|id| {
            found.tree.kind(*id) == Kind::Element && found.tree.read(*id, |node| node.name == name)
        });
        Ok(id.map_or(Value::Null, |id| value(&found.tree, id)))
    },
    set: None,
};

pub static ELEMENT: Class = Class {
    name: "System.Xml.XmlElement",
    base: Some(&LINKED),
    properties: properties! {
        "bool" HasAttributes => |_, this| {
            let node = node(this)?;
            Ok(Value::Bool(!node.tree.attributes(node.id).is_empty()))
        };
        "bool" IsEmpty => |_, this| {
            let node = node(this)?;
            Ok(Value::Bool(node.tree.read(node.id, |node| node.is_empty)))
        }, |_, this, new| {
            let node = node(this)?;
            node.tree.change(node.id, |node| node.is_empty = crate::engine::convert::to_bool(&new));
            Ok(())
        };
    },
    methods: methods! {
        GetAttribute "string GetAttribute(string name)" "string GetAttribute(string localName, string namespaceURI)" => |engine, this, args| {
            let id = find(engine, this, args)?;
            let tree = &node(this)?.tree;
            Ok(Value::text(id.map(|id| tree.read(id, |node| node.value.clone())).unwrap_or_default()))
        };
        GetAttributeNode "System.Xml.XmlAttribute GetAttributeNode(string name)" "System.Xml.XmlAttribute GetAttributeNode(string localName, string namespaceURI)" => |engine, this, args| {
            let id = find(engine, this, args)?;
            Ok(value_of(&node(this)?.tree, id))
        };
        GetElementsByTagName "System.Xml.XmlNodeList GetElementsByTagName(string name)" "System.Xml.XmlNodeList GetElementsByTagName(string localName, string namespaceURI)" => elements_by_tag;
        HasAttribute "bool HasAttribute(string name)" "bool HasAttribute(string localName, string namespaceURI)" => |engine, this, args| {
            Ok(Value::Bool(find(engine, this, args)?.is_some()))
        };
        RemoveAllAttributes "void RemoveAllAttributes()" => |_, this, _| {
            let node = node(this)?;
            node.tree.attributes(node.id).into_iter().for_each(|id| node.tree.detach(id));
            Ok(Value::Empty)
        };
        RemoveAttribute "void RemoveAttribute(string name)" "void RemoveAttribute(string localName, string namespaceURI)" => |engine, this, args| {
            if let Some(id) = find(engine, this, args)? {
                node(this)?.tree.detach(id);
            }
            Ok(Value::Empty)
        };
        RemoveAttributeAt "System.Xml.XmlNode RemoveAttributeAt(int i)" => |_, this, args| {
            let found = node(this)?;
            let at = usize::try_from(arguments::int(args, 0)?).unwrap_or(usize::MAX);
            let id = found.tree.attributes(found.id).get(at).copied();
            if let Some(id) = id {
                found.tree.detach(id);
            }
            Ok(value_of(&found.tree, id))
        };
        RemoveAttributeNode "System.Xml.XmlAttribute RemoveAttributeNode(System.Xml.XmlAttribute oldAttr)" => |_, this, args| {
            let attribute = node(arguments::any(args, 0)?)?;
            node(this)?.tree.detach(attribute.id);
            Ok(arguments::any(args, 0)?.clone())
        };
        SetAttribute "void SetAttribute(string name, string value)" "string SetAttribute(string localName, string namespaceURI, string value)" => set_attribute;
        SetAttributeNode "System.Xml.XmlAttribute SetAttributeNode(System.Xml.XmlAttribute newAttr)" => |_, this, args| {
            attributes::attach(this, arguments::any(args, 0)?)
        };
    },
    indexer: Some(ITEM),
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&LINKED, &ELEMENT];
