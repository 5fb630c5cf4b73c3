//! The nodes of one document, by number.

use std::cell::{Cell, RefCell};

/// A node of a [`Tree`].
pub type NodeId = usize;

/// The document node itself.
pub const ROOT: NodeId = 0;

/// Kinds of nodes, with .NET's numbers of `XmlNodeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Element = 1,
    Attribute = 2,
    Text = 3,
    CData = 4,
    ProcessingInstruction = 7,
    Comment = 8,
    Document = 9,
    DocumentType = 10,
    Fragment = 11,
    Whitespace = 13,
    Declaration = 17,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub kind: Kind,
    /// With its prefix.
    pub name: String,
    pub namespace: String,
    pub value: String,
    pub parent: Option<NodeId>,
    pub children: Vec<NodeId>,
    pub attributes: Vec<NodeId>,
    /// Written as `<a />`.
    pub is_empty: bool,
}

#[derive(Debug)]
pub struct Tree {
    nodes: RefCell<Vec<Node>>,
    pub preserve_whitespace: Cell<bool>,
}

impl Node {
    pub fn new(kind: Kind, name: impl Into<String>, value: impl Into<String>) -> Node {
        Node {
            kind,
            name: name.into(),
            namespace: String::new(),
            value: value.into(),
            parent: None,
            children: Vec::new(),
            attributes: Vec::new(),
            is_empty: false,
        }
    }

    pub fn local_name(&self) -> &str {
        self.name.split_once(':').map_or(&self.name, |(_, local)| local)
    }

    pub fn prefix(&self) -> &str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }
}

impl Default for Tree {
    fn default() -> Self {
        let root = Node::new(Kind::Document, "#document", "");
        Tree { nodes: RefCell::new(vec![root]), preserve_whitespace: Cell::new(false) }
    }
}

impl Tree {
    /// Reads a node; a number that is none reads the document.
    pub fn read<T>(&self, id: NodeId, how: impl FnOnce(&Node) -> T) -> T {
        let nodes = self.nodes.borrow();
        match nodes.get(id).or_else(|| nodes.first()) {
            Some(node) => how(node),
            None => how(&Node::new(Kind::Document, "#document", "")),
        }
    }

    /// Changes a node.
    pub fn change(&self, id: NodeId, how: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.borrow_mut().get_mut(id) {
            how(node);
        }
    }

    /// A new node without a parent.
    pub fn add(&self, node: Node) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(node);
        nodes.len() - 1
    }

    pub fn kind(&self, id: NodeId) -> Kind {
        self.read(id, |node| node.kind)
    }

    pub fn children(&self, id: NodeId) -> Vec<NodeId> {
        self.read(id, |node| node.children.clone())
    }

    pub fn attributes(&self, id: NodeId) -> Vec<NodeId> {
        self.read(id, |node| node.attributes.clone())
    }

    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.read(id, |node| node.parent)
    }

    /// Puts a node at a place among the children of another one, taking it from where it was.
    pub fn insert(&self, parent: NodeId, place: usize, child: NodeId) {
        self.detach(child);
        self.change(parent, |node| {
            node.children.insert(place.min(node.children.len()), child);
            node.is_empty = false;
        });
        self.change(child, |node| node.parent = Some(parent));
    }

    pub fn append(&self, parent: NodeId, child: NodeId) {
        let place = self.read(parent, |node| node.children.len());
        self.insert(parent, place, child);
    }

    /// Takes a node out of its parent.
    pub fn detach(&self, child: NodeId) {
        if let Some(parent) = self.parent(child) {
            self.change(parent, |node| {
                node.children.retain(|id| *id != child);
                node.attributes.retain(|id| *id != child);
            });
            self.change(child, |node| node.parent = None);
        }
    }

    /// An attribute by its full name.
    pub fn attribute(&self, element: NodeId, name: &str) -> Option<NodeId> {
        self.attributes(element).into_iter().find(|id| self.read(*id, |node| node.name == name))
    }

    /// Adds or replaces an attribute.
    pub fn set_attribute(&self, element: NodeId, name: &str, namespace: &str, value: &str) -> NodeId {
        if let Some(id) = self.attribute(element, name) {
            self.change(id, |node| node.value = value.to_string());
            return id;
        }
        let mut node = Node::new(Kind::Attribute, name, value);
        node.namespace = namespace.to_string();
        node.parent = Some(element);
        let id = self.add(node);
        self.change(element, |node| node.attributes.push(id));
        id
    }

    /// The text of a node and all below it.
    pub fn text(&self, id: NodeId) -> String {
        let mut out = String::new();
        self.push_text(id, &mut out);
        out
    }

    fn push_text(&self, id: NodeId, out: &mut String) {
        let (kind, value, children) =
            self.read(id, |node| (node.kind, node.value.clone(), node.children.clone()));
        match kind {
            Kind::Element | Kind::Document | Kind::Fragment => {
                for child in children {
                    if !matches!(
                        self.kind(child),
                        Kind::Comment | Kind::ProcessingInstruction | Kind::Declaration | Kind::DocumentType
                    ) {
                        self.push_text(child, out);
                    }
                }
            }
            _ => out.push_str(&value),
        }
    }

    /// Replaces all children by one text.
    pub fn set_text(&self, id: NodeId, text: &str) {
        match self.kind(id) {
            Kind::Element | Kind::Document | Kind::Fragment => {
                for child in self.children(id) {
                    self.detach(child);
                }
                let child = self.add(Node::new(Kind::Text, "#text", text));
                self.append(id, child);
            }
            _ => self.change(id, |node| node.value = text.to_string()),
        }
    }

    /// The root element.
    pub fn element(&self) -> Option<NodeId> {
        self.children(ROOT).into_iter().find(|id| self.kind(*id) == Kind::Element)
    }

    /// A copy of a node, of another tree perhaps, without a parent.
    pub fn copy(&self, from: &Tree, id: NodeId, deep: bool) -> NodeId {
        let mut node = from.read(id, Node::clone);
        let (children, attributes) =
            (std::mem::take(&mut node.children), std::mem::take(&mut node.attributes));
        node.parent = None;
        let made = self.add(node);
        for attribute in attributes {
            let copy = self.copy(from, attribute, true);
            self.change(copy, |node| node.parent = Some(made));
            self.change(made, |node| node.attributes.push(copy));
        }
        if deep {
            for child in children {
                let copy = self.copy(from, child, true);
                let empty = self.read(made, |node| node.is_empty);
                self.append(made, copy);
                self.change(made, |node| node.is_empty = empty);
            }
        }
        made
    }

    /// The namespace of a prefix where a node stands.
    pub fn namespace_of(&self, node: NodeId, prefix: &str) -> Option<String> {
        if prefix == "xml" {
            return Some("http://www.w3.org/XML/1998/namespace".into());
        }
        let name = if prefix.is_empty() { "xmlns".to_string() } else { format!("xmlns:{prefix}") };
        let mut current = Some(node);
        while let Some(id) = current {
            if let Some(found) = self.attribute(id, &name) {
                return Some(self.read(found, |node| node.value.clone()));
            }
            current = self.parent(id);
        }
        None
    }

    /// All elements below a node, in order of the document.
    pub fn descendants(&self, id: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut open: Vec<NodeId> = self.children(id).into_iter().rev().collect();
        while let Some(next) = open.pop() {
            if self.kind(next) == Kind::Element {
                found.push(next);
                open.extend(self.children(next).into_iter().rev());
            }
        }
        found
    }
}
