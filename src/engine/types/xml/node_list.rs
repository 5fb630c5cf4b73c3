//! `XmlNodeList`: children, and what XPath finds.

use super::node::value;
use super::tree::{NodeId, Tree};
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Indexer, arguments, object, sequence};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::any::Any;
use std::rc::Rc;

#[derive(Debug)]
struct List {
    tree: Rc<Tree>,
    /// Whose children they are, read anew each time; else a fixed list.
    parent: Option<NodeId>,
    nodes: Vec<NodeId>,
}

impl List {
    fn ids(&self) -> Vec<NodeId> {
        match self.parent {
            Some(parent) => self.tree.children(parent),
            None => self.nodes.clone(),
        }
    }
}

impl Native for List {
    fn class(&self) -> &'static Class {
        if self.parent.is_some() { &CHILDREN } else { &FOUND }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.ids().into_iter().map(|id| value(&self.tree, id)).collect())
    }
}

/// The children of a node.
pub fn children(tree: &Rc<Tree>, parent: NodeId) -> Value {
    Value::native(List { tree: tree.clone(), parent: Some(parent), nodes: Vec::new() })
}

/// These nodes.
pub fn of(tree: &Rc<Tree>, nodes: Vec<NodeId>) -> Value {
    Value::native(List { tree: tree.clone(), parent: None, nodes })
}

fn list(this: &Value) -> Outcome<&List> {
    this.as_native::<List>().ok_or_else(arguments::no_overload)
}

fn item(this: &Value, index: &Value) -> Outcome<Value> {
    let list = list(this)?;
    let ids = list.ids();
    let number = convert::to_int(index)?;
    let at = match usize::try_from(number) {
        Ok(at) => Some(at),
        Err(_) => ids.len().checked_sub(number.unsigned_abs() as usize),
    };
    Ok(at.and_then(|at| ids.get(at)).map_or(Value::Null, |id| value(&list.tree, *id)))
}

static LIST: Class = Class {
    name: "System.Xml.XmlNodeList",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerable", "System.IDisposable"],
    properties: properties! {
        "int" Count => |_, this| Ok(Value::Int(list(this)?.ids().len() as i32));
    },
    methods: methods! {
        GetEnumerator "System.Collections.IEnumerator GetEnumerator()" => |_, this, _| {
            Ok(sequence::enumerator(&sequence::ENUMERATOR, list(this)?.enumerate().unwrap_or_default()))
        };
        Item "System.Xml.XmlNode Item(int index)" => |_, this, args| item(this, arguments::any(args, 0)?);
    },
    ..Class::EMPTY
};

const INDEXER: Option<Indexer> = Some(Indexer {
    signature: "System.Xml.XmlNode ItemOf(int i) {get;}",
    get: |_, this, index| item(this, index),
    set: None,
});

static CHILDREN: Class =
    Class { name: "System.Xml.XmlChildNodes", base: Some(&LIST), indexer: INDEXER, ..Class::EMPTY };
static FOUND: Class =
    Class { name: "System.Xml.XPathNodeList", base: Some(&LIST), indexer: INDEXER, ..Class::EMPTY };

pub(super) const CLASSES: &[&Class] = &[&LIST, &CHILDREN, &FOUND];
