//! `XmlAttribute` and the collection of an element's attributes.

use super::node::{NODE, node, value, value_of};
use super::tree::{NodeId, Tree};
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Indexer, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::any::Any;
use std::rc::Rc;

pub static ATTRIBUTE: Class = Class {
    name: "System.Xml.XmlAttribute",
    base: Some(&NODE),
    properties: properties! {
        "System.Xml.XmlElement" OwnerElement => |_, this| {
            let node = node(this)?;
            Ok(value_of(&node.tree, node.tree.parent(node.id)))
        };
        "bool" Specified => |_, _| Ok(Value::Bool(true));
    },
    ..Class::EMPTY
};

#[derive(Debug)]
struct Attributes {
    tree: Rc<Tree>,
    element: NodeId,
}

impl Native for Attributes {
    fn class(&self) -> &'static Class {
        &COLLECTION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.tree.attributes(self.element).into_iter().map(|id| value(&self.tree, id)).collect())
    }
}

/// The attributes of an element.
pub fn collection(tree: &Rc<Tree>, element: NodeId) -> Value {
    Value::native(Attributes { tree: tree.clone(), element })
}

fn attributes(this: &Value) -> Outcome<&Attributes> {
    this.as_native::<Attributes>().ok_or_else(arguments::no_overload)
}

/// Gives an element an attribute node; one of the same name goes.
pub fn attach(element: &Value, attribute: &Value) -> Outcome<Value> {
    let (owner, new) = (node(element)?, node(attribute)?);
    let name = owner.tree.read(new.id, |node| node.name.clone());
    if let Some(old) = owner.tree.attribute(owner.id, &name).filter(|old| *old != new.id) {
        owner.tree.detach(old);
    }
    if owner.tree.parent(new.id) != Some(owner.id) {
        owner.tree.change(new.id, |node| node.parent = Some(owner.id));
        owner.tree.change(owner.id, |node| node.attributes.push(new.id));
    }
    Ok(attribute.clone())
}

fn find(this: &Value, key: &Value) -> Outcome<Value> {
    let found = attributes(this)?;
    Ok(match key {
        Value::Int(at) => {
            let all = found.tree.attributes(found.element);
            value_of(&found.tree, usize::try_from(*at).ok().and_then(|at| all.get(at).copied()))
        }
        key => value_of(&found.tree, found.tree.attribute(found.element, &convert::display(key))),
    })
}

static COLLECTION: Class = Class {
    name: "System.Xml.XmlAttributeCollection",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable"],
    properties: properties! {
        "int" Count => |_, this| {
            let found = attributes(this)?;
            Ok(Value::Int(found.tree.attributes(found.element).len() as i32))
        };
    },
    methods: methods! {
        Append "System.Xml.XmlAttribute Append(System.Xml.XmlAttribute node)" => |_, this, args| {
            let found = attributes(this)?;
            attach(&value(&found.tree, found.element), arguments::any(args, 0)?)
        };
        GetNamedItem "System.Xml.XmlNode GetNamedItem(string name)" => |_, this, args| find(this, arguments::any(args, 0)?);
        Item "System.Xml.XmlNode Item(int index)" => |_, this, args| find(this, arguments::any(args, 0)?);
        Remove "System.Xml.XmlAttribute Remove(System.Xml.XmlAttribute node)" => |_, this, args| {
            attributes(this)?.tree.detach(node(arguments::any(args, 0)?)?.id);
            Ok(arguments::any(args, 0)?.clone())
        };
        RemoveAll "void RemoveAll()" => |_, this, _| {
            let found = attributes(this)?;
            found.tree.attributes(found.element).into_iter().for_each(|id| found.tree.detach(id));
            Ok(Value::Empty)
        };
        RemoveNamedItem "System.Xml.XmlNode RemoveNamedItem(string name)" => |_, this, args| {
            let item = find(this, arguments::any(args, 0)?)?;
            if let Ok(found) = node(&item) {
                found.tree.detach(found.id);
            }
            Ok(item)
        };
        SetNamedItem "System.Xml.XmlNode SetNamedItem(System.Xml.XmlNode node)" => |_, this, args| {
            let found = attributes(this)?;
            attach(&value(&found.tree, found.element), arguments::any(args, 0)?)
        };
    },
    indexer: Some(Indexer {
        signature: "System.Xml.XmlAttribute ItemOf(int i) {get;}",
        get: |_, this, index| find(this, index),
        set: None,
    }),
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&ATTRIBUTE, &COLLECTION];
