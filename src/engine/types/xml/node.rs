//! `XmlNode`: what all nodes share, and PowerShell's view of elements as properties.

use super::tree::{Kind, Node, NodeId, ROOT, Tree};
use super::write::{self, Layout};
use super::{attributes, document, element, node_list, text, xpath};
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, enumeration, object, sequence};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use std::any::Any;
use std::rc::Rc;

/// A node as a value.
#[derive(Debug)]
pub struct XmlNode {
    pub tree: Rc<Tree>,
    pub id: NodeId,
}

impl Native for XmlNode {
    fn class(&self) -> &'static Class {
        match self.tree.kind(self.id) {
            Kind::Element => &element::ELEMENT,
            Kind::Attribute => &attributes::ATTRIBUTE,
            Kind::Document => &document::DOCUMENT,
            Kind::Text => &text::TEXT,
            Kind::CData => &text::CDATA,
            Kind::Comment => &text::COMMENT,
            Kind::Whitespace => &text::WHITESPACE,
            Kind::Declaration => &text::DECLARATION,
            Kind::ProcessingInstruction => &text::INSTRUCTION,
            Kind::DocumentType => &text::DOCUMENT_TYPE,
            Kind::Fragment => &text::FRAGMENT,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.class().name.to_string())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        let other = other.as_any().downcast_ref::<XmlNode>();
        Some(other.is_some_and(|other| Rc::ptr_eq(&self.tree, &other.tree) && self.id == other.id))
    }

    fn dynamic(&self, name: &str) -> Option<Value> {
        let found = named(&self.tree, self.id, name);
        let mut values = found.into_iter().map(|id| shown(&self.tree, id));
        let first = values.next()?;
        let rest: Vec<Value> = values.collect();
        Some(if rest.is_empty() { first } else { Value::array(std::iter::once(first).chain(rest).collect()) })
    }

    fn set_dynamic(&self, name: &str, value: &Value) -> Option<Outcome> {
        let found = named(&self.tree, self.id, name);
        let id = *found.first()?;
        Some(match found.len() {
            1 => set_shown(&self.tree, id, value),
            _ => Err(Fault::runtime(
                "XmlNodeSetFailed",
                format!("Cannot set \"{name}\" because there is more than one node of this name."),
            )),
        })
    }

    fn dynamic_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let children = self.tree.attributes(self.id).into_iter().chain(self.tree.children(self.id));
        for id in children {
            let name = self.tree.read(id, |node| node.name.clone());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// Attributes and children with a name, without case.
fn named(tree: &Tree, id: NodeId, name: &str) -> Vec<NodeId> {
    let matches = |id: &NodeId| tree.read(*id, |node| node.name.eq_ignore_ascii_case(name));
    tree.attributes(id).into_iter().chain(tree.children(id)).filter(matches).collect()
}

/// What a child is as a property: text for attributes, text nodes and plain elements; else the node.
fn shown(tree: &Rc<Tree>, id: NodeId) -> Value {
    match tree.kind(id) {
        Kind::Element => {
            let children = tree.children(id);
            let plain = tree.attributes(id).is_empty();
            match children.as_slice() {
                [] if plain => Value::text(""),
                [one] if plain && tree.kind(*one) == Kind::Text => Value::text(tree.text(id)),
                _ => value(tree, id),
            }
        }
        Kind::Attribute | Kind::Text | Kind::CData | Kind::Comment | Kind::Whitespace => {
            Value::text(tree.read(id, |node| node.value.clone()))
        }
        _ => value(tree, id),
    }
}

fn set_shown(tree: &Rc<Tree>, id: NodeId, new: &Value) -> Outcome {
    let Value::String(text) = new.unwrapped() else {
        let message =
            "Cannot set \"value\" because only strings can be used as values to set XmlNode properties.";
        return Err(Fault::runtime(
            "XmlNodeSetShouldBeAString",
            message.replace("value", &tree.read(id, |node| node.name.clone())),
        ));
    };
    let simple = match tree.kind(id) {
        Kind::Element => {
            tree.attributes(id).is_empty()
                && tree.children(id).iter().all(|child| matches!(tree.kind(*child), Kind::Text | Kind::CData))
        }
        _ => true,
    };
    if !simple {
        let message = format!(
            "Cannot set \"{}\" because only nodes with text can be set.",
            tree.read(id, |node| node.name.clone())
        );
        return Err(Fault::runtime("XmlNodeSetRestrictionsNoText", message));
    }
    tree.set_text(id, text);
    Ok(())
}

/// A node of a tree as a value.
pub fn value(tree: &Rc<Tree>, id: NodeId) -> Value {
    Value::native(XmlNode { tree: tree.clone(), id })
}

/// A node that may not be there.
pub fn value_of(tree: &Rc<Tree>, id: Option<NodeId>) -> Value {
    id.map_or(Value::Null, |id| value(tree, id))
}

/// The node behind a value.
pub fn node(this: &Value) -> Outcome<&XmlNode> {
    this.as_native::<XmlNode>().ok_or_else(arguments::no_overload)
}

/// The text of a node; `None` for other values.
pub fn inner_text(value: &Value) -> Option<String> {
    value.as_native::<XmlNode>().map(|node| node.tree.text(node.id))
}

/// An `XmlException`.
pub fn failed(message: String) -> Box<Fault> {
    arguments::throw("System.Xml.XmlException", message)
}

fn text_of(this: &Value, part: fn(&Node) -> String) -> Outcome<Value> {
    let node = node(this)?;
    Ok(Value::text(node.tree.read(node.id, part)))
}

fn sibling(this: &Value, step: isize) -> Outcome<Value> {
    let node = node(this)?;
    let Some(parent) = node.tree.parent(node.id) else { return Ok(Value::Null) };
    let all = node.tree.children(parent);
    let at = all.iter().position(|id| *id == node.id).and_then(|at| at.checked_add_signed(step));
    Ok(value_of(&node.tree, at.and_then(|at| all.get(at).copied())))
}

fn set_inner_xml(this: &Value, new: &Value) -> Outcome {
    let node = node(this)?;
    for child in node.tree.children(node.id) {
        node.tree.detach(child);
    }
    let text = convert::display(new);
    match node.tree.kind(node.id) {
        Kind::Document => super::parse::parse(&text, &node.tree),
        _ => super::parse::parse_inside(&text, &node.tree, node.id),
    }
    .map_err(failed)
}

fn set_value(this: &Value, new: &Value) -> Outcome {
    let node = node(this)?;
    match node.tree.kind(node.id) {
        Kind::Element | Kind::Document => {
            Err(arguments::invalid_operation("Cannot set a value on node type 'Element'."))
        }
        _ => {
            node.tree.change(node.id, |node| node.value = convert::display(new));
            Ok(())
        }
    }
}

/// The other node of a call, brought into this tree's document. Errors: it is of another document.
fn other<'a>(this: &XmlNode, value: &'a Value) -> Outcome<&'a XmlNode> {
    let other = node(value)?;
    match Rc::ptr_eq(&this.tree, &other.tree) {
        true => Ok(other),
        false => Err(arguments::throw(
            "System.ArgumentException",
            "The node to be inserted is from a different document context.",
        )),
    }
}

/// Puts a node, or what a fragment holds, at a place.
fn place(this: &Value, child: &Value, at: usize) -> Outcome<Value> {
    let parent = node(this)?;
    let child_node = other(parent, child)?;
    let inside =
        std::iter::successors(Some(parent.id), |id| parent.tree.parent(*id)).any(|id| id == child_node.id);
    if inside {
        return Err(arguments::throw(
            "System.ArgumentException",
            "Cannot insert a node or any ancestor of that node as a child of itself.",
        ));
    }
    match parent.tree.kind(child_node.id) {
        Kind::Attribute => {
            return Err(arguments::throw(
                "System.InvalidOperationException",
                "The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type.",
            ));
        }
        Kind::Fragment => {
            for (offset, inner) in parent.tree.children(child_node.id).into_iter().enumerate() {
                parent.tree.insert(parent.id, at + offset, inner);
            }
        }
        Kind::Element
            if parent.id == ROOT && parent.tree.element().is_some_and(|known| known != child_node.id) =>
        {
            return Err(arguments::invalid_operation("This document already has a 'DocumentElement' node."));
        }
        _ => parent.tree.insert(parent.id, at, child_node.id),
    }
    Ok(child.clone())
}

/// The place beside a child; an error when the reference is none of the children.
fn beside(this: &Value, args: &[Value], after: bool) -> Outcome<Value> {
    let (new, reference) = (arguments::any(args, 0)?, arguments::any(args, 1)?);
    let parent = node(this)?;
    let children = parent.tree.children(parent.id);
    if reference.is_null() {
        return place(this, new, if after { 0 } else { children.len() });
    }
    let reference = node(reference)?.id;
    let Some(at) = children.iter().position(|id| *id == reference) else {
        return Err(arguments::throw(
            "System.ArgumentException",
            "The reference node is not a child of this node.",
        ));
    };
    let moved = children.iter().position(|id| *id == node(new).map_or(usize::MAX, |node| node.id));
    let at = at + usize::from(after) - usize::from(moved.is_some_and(|moved| moved < at));
    place(this, new, at)
}

fn remove_child(this: &Value, args: &[Value]) -> Outcome<Value> {
    let parent = node(this)?;
    let child = other(parent, arguments::any(args, 0)?)?;
    if parent.tree.parent(child.id) != Some(parent.id) {
        return Err(arguments::throw(
            "System.ArgumentException",
            "The node to be removed is not a child of this node.",
        ));
    }
    parent.tree.detach(child.id);
    Ok(arguments::any(args, 0)?.clone())
}

fn replace_child(this: &Value, args: &[Value]) -> Outcome<Value> {
    let old = arguments::any(args, 1)?;
    beside(this, args, false)?;
    remove_child(this, std::slice::from_ref(old))
}

fn remove_all(this: &Value) -> Outcome<Value> {
    let node = node(this)?;
    for child in node.tree.children(node.id).into_iter().chain(node.tree.attributes(node.id)) {
        node.tree.detach(child);
    }
    Ok(Value::Empty)
}

/// The nodes that an expression finds below a node; the namespaces may stand in a table.
pub fn select_nodes(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let nodes = selected(engine, this, args)?;
    Ok(node_list::of(&node(this)?.tree, nodes))
}

fn selected(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Vec<NodeId>> {
    let found = node(this)?;
    let expression = arguments::text(engine, args, 0)?;
    let namespaces = super::namespaces::pairs(args.get(1));
    xpath::select(&found.tree, found.id, &expression, &namespaces)
        .map_err(|message| arguments::throw("System.Xml.XPath.XPathException", message))
}

fn with_prefix(this: &Value, args: &[Value], engine: &mut Engine) -> Outcome<Value> {
    let found = node(this)?;
    let prefix = arguments::text(engine, args, 0)?;
    Ok(found.tree.namespace_of(found.id, &prefix).map_or(Value::Null, Value::text))
}

pub static NODE: Class = Class {
    name: "System.Xml.XmlNode",
    base: Some(&object::OBJECT),
    interfaces: &["System.ICloneable", "System.Collections.IEnumerable", "System.Xml.XPath.IXPathNavigable"],
    properties: properties! {
        "System.Xml.XmlAttributeCollection" Attributes => |_, this| {
            let node = node(this)?;
            Ok(match node.tree.kind(node.id) {
                Kind::Element => attributes::collection(&node.tree, node.id),
                _ => Value::Null,
            })
        };
        "string" BaseURI => |_, _| Ok(Value::text(""));
        "System.Xml.XmlNodeList" ChildNodes => |_, this| {
            let node = node(this)?;
            Ok(node_list::children(&node.tree, node.id))
        };
        "System.Xml.XmlNode" FirstChild => |_, this| {
            let node = node(this)?;
            Ok(value_of(&node.tree, node.tree.children(node.id).first().copied()))
        };
        "bool" HasChildNodes => |_, this| {
            let node = node(this)?;
            Ok(Value::Bool(!node.tree.children(node.id).is_empty()))
        };
        "string" InnerText => |_, this| {
            let node = node(this)?;
            Ok(Value::text(node.tree.text(node.id)))
        }, |_, this, new| {
            let node = node(this)?;
            node.tree.set_text(node.id, &convert::display(&new));
            Ok(())
        };
        "string" InnerXml => |_, this| {
            let node = node(this)?;
            Ok(Value::text(match node.tree.kind(node.id) {
                Kind::Attribute => write::escaped(&node.tree.text(node.id)),
                _ => write::inner(&node.tree, node.id),
            }))
        }, |_, this, new| set_inner_xml(this, &new);
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(false));
        "System.Xml.XmlNode" LastChild => |_, this| {
            let node = node(this)?;
            Ok(value_of(&node.tree, node.tree.children(node.id).last().copied()))
        };
        "string" LocalName => |_, this| text_of(this, |node| node.local_name().to_string());
        "string" Name => |_, this| text_of(this, |node| node.name.clone());
        "string" NamespaceURI => |_, this| text_of(this, |node| node.namespace.clone());
        "System.Xml.XmlNode" NextSibling => |_, this| sibling(this, 1);
        "System.Xml.XmlNodeType" NodeType => |_, this| {
            let node = node(this)?;
            let number = match node.tree.kind(node.id) {
                Kind::Declaration => 17,
                kind => kind as i64,
            };
            Ok(enumeration::value("System.Xml.XmlNodeType", number))
        };
        "string" OuterXml => |_, this| {
            let node = node(this)?;
            Ok(Value::text(write::outer(&node.tree, node.id, &Layout::plain())))
        };
        "System.Xml.XmlDocument" OwnerDocument => |_, this| {
            let node = node(this)?;
            Ok(if node.id == ROOT { Value::Null } else { value(&node.tree, ROOT) })
        };
        "System.Xml.XmlNode" ParentNode => |_, this| {
            let node = node(this)?;
            Ok(match node.tree.kind(node.id) {
                Kind::Attribute => Value::Null,
                _ => value_of(&node.tree, node.tree.parent(node.id)),
            })
        };
        "string" Prefix => |_, this| text_of(this, |node| node.prefix().to_string()), |_, this, new| {
            let found = node(this)?;
            let prefix = convert::display(&new);
            found.tree.change(found.id, |node| {
                let local = node.local_name().to_string();
                node.name = if prefix.is_empty() { local } else { format!("{prefix}:{local}") };
            });
            Ok(())
        };
        "System.Xml.XmlNode" PreviousText => |_, this| {
            let before = sibling(this, -1)?;
            let is_text = node(&before).is_ok_and(|found| matches!(found.tree.kind(found.id), Kind::Text | Kind::CData | Kind::Whitespace));
            Ok(if is_text { before } else { Value::Null })
        };
        "System.Xml.Schema.IXmlSchemaInfo" SchemaInfo => |_, _| Ok(Value::Null);
        "System.Xml.XmlNode" PreviousSibling => |_, this| sibling(this, -1);
        "string" Value => |_, this| {
            let node = node(this)?;
            Ok(match node.tree.kind(node.id) {
                Kind::Element | Kind::Document | Kind::Fragment | Kind::DocumentType => Value::Null,
                _ => Value::text(node.tree.read(node.id, |node| node.value.clone())),
            })
        }, |_, this, new| set_value(this, &new);
    },
    methods: methods! {
        AppendChild "System.Xml.XmlNode AppendChild(System.Xml.XmlNode newChild)" => |_, this, args| place(this, arguments::any(args, 0)?, usize::MAX / 2);
        Clone "System.Xml.XmlNode Clone()" "System.Object ICloneable.Clone()" => |_, this, _| copied(this, true);
        CloneNode "System.Xml.XmlNode CloneNode(bool deep)" => |_, this, args| copied(this, convert::to_bool(arguments::any(args, 0)?));
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" "System.Collections.IEnumerator IEnumerable.GetEnumerator()" => |_, this, _| {
            let node = node(this)?;
            let items = node.tree.children(node.id).into_iter().map(|id| value(&node.tree, id)).collect();
            Ok(sequence::enumerator(&sequence::ENUMERATOR, items))
        };
        CreateNavigator "System.Xml.XPath.XPathNavigator CreateNavigator()" => |_, this, _| {
            let node = node(this)?;
            Ok(super::navigator::navigator(&node.tree, node.id))
        };
        GetPrefixOfNamespace "string GetPrefixOfNamespace(string namespaceURI)" => |engine, this, args| {
            let wanted = arguments::text(engine, args, 0)?;
            let found = node(this)?;
            let mut at = Some(found.id);
            while let Some(id) = at {
                for attribute in found.tree.attributes(id) {
                    let (name, value) = found.tree.read(attribute, |node| (node.name.clone(), node.value.clone()));
                    if value == wanted && let Some(prefix) = name.strip_prefix("xmlns:") {
                        return Ok(Value::text(prefix));
                    }
                }
                at = found.tree.parent(id);
            }
            Ok(Value::text(""))
        };
        Supports "bool Supports(string feature, string version)" => |engine, _, args| {
            let (feature, version) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
            let known = matches!(version.as_str(), "" | "1.0" | "2.0");
            Ok(Value::Bool(feature.eq_ignore_ascii_case("XML") && known))
        };
        WriteContentTo "void WriteContentTo(System.Xml.XmlWriter w)" => |engine, this, args| {
            let text = write::inner(&node(this)?.tree, node(this)?.id);
            crate::engine::member::invoke(engine, arguments::any(args, 0)?, "WriteRaw", &[Value::text(text)])
        };
        WriteTo "void WriteTo(System.Xml.XmlWriter w)" => |engine, this, args| {
            let text = write::outer(&node(this)?.tree, node(this)?.id, &Layout::plain());
            crate::engine::member::invoke(engine, arguments::any(args, 0)?, "WriteRaw", &[Value::text(text)])
        };
        GetNamespaceOfPrefix "string GetNamespaceOfPrefix(string prefix)" => |engine, this, args| with_prefix(this, args, engine);
        InsertAfter "System.Xml.XmlNode InsertAfter(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)" => |_, this, args| beside(this, args, true);
        InsertBefore "System.Xml.XmlNode InsertBefore(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)" => |_, this, args| beside(this, args, false);
        Normalize "void Normalize()" => |_, _, _| Ok(Value::Empty);
        PrependChild "System.Xml.XmlNode PrependChild(System.Xml.XmlNode newChild)" => |_, this, args| place(this, arguments::any(args, 0)?, 0);
        RemoveAll "void RemoveAll()" => |_, this, _| remove_all(this);
        RemoveChild "System.Xml.XmlNode RemoveChild(System.Xml.XmlNode oldChild)" => |_, this, args| remove_child(this, args);
        ReplaceChild "System.Xml.XmlNode ReplaceChild(System.Xml.XmlNode newChild, System.Xml.XmlNode oldChild)" => |_, this, args| replace_child(this, args);
        SelectNodes "System.Xml.XmlNodeList SelectNodes(string xpath)" "System.Xml.XmlNodeList SelectNodes(string xpath, System.Xml.XmlNamespaceManager nsmgr)" => select_nodes;
        SelectSingleNode "System.Xml.XmlNode SelectSingleNode(string xpath)" "System.Xml.XmlNode SelectSingleNode(string xpath, System.Xml.XmlNamespaceManager nsmgr)" => |engine, this, args| {
            let nodes = selected(engine, this, args)?;
            Ok(value_of(&node(this)?.tree, nodes.first().copied()))
        };
        ToString "string ToString()" => |_, this, _| Ok(Value::text(node(this)?.class().name));
    },
    ..Class::EMPTY
};

fn copied(this: &Value, deep: bool) -> Outcome<Value> {
    let node = node(this)?;
    if node.id == ROOT {
        let copy = Rc::new(Tree::default());
        if deep {
            for child in node.tree.children(ROOT) {
                let made = copy.copy(&node.tree, child, true);
                copy.append(ROOT, made);
            }
        }
        return Ok(value(&copy, ROOT));
    }
    Ok(value(&node.tree, node.tree.copy(&node.tree, node.id, deep)))
}

pub(super) const CLASSES: &[&Class] = &[&NODE];
