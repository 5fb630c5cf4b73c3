//! What all of them are: an item with a name, a value, attributes and children, under its parent.

use super::name::Name;
use super::{attribute, document, element, leaf};
use crate::engine::types::handle::{Handle, Shown, of};
use crate::engine::types::{Class, arguments, named};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// What an item is; the numbers are those of `XmlNodeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Element = 1,
    Attribute = 2,
    Text = 3,
    CData = 4,
    Instruction = 7,
    Comment = 8,
    Document = 9,
    DocumentType = 10,
    /// A declaration stands beside a document's children.
    Declaration = 17,
}

#[derive(Debug)]
pub struct Item {
    pub kind: Kind,
    pub name: RefCell<Name>,
    /// The text of texts, comments and attributes; what stands behind the name of instructions.
    pub value: RefCell<String>,
    pub parent: RefCell<Weak<Item>>,
    pub attributes: RefCell<Vec<Rc<Item>>>,
    pub children: RefCell<Vec<Rc<Item>>>,
    /// Written as one tag.
    pub is_empty: Cell<bool>,
}

impl Shown for Item {
    fn text(this: &Rc<Self>, _: &'static Class) -> Option<String> {
        Some(super::write::text(this, true))
    }
}

impl Item {
    pub fn new(kind: Kind, name: Name, value: impl Into<String>) -> Rc<Item> {
        Rc::new(Item {
            kind,
            name: RefCell::new(name),
            value: RefCell::new(value.into()),
            parent: RefCell::default(),
            attributes: RefCell::default(),
            children: RefCell::default(),
            is_empty: Cell::new(true),
        })
    }

    pub fn parent(&self) -> Option<Rc<Item>> {
        self.parent.borrow().upgrade()
    }

    /// The child elements with a name, or all.
    pub fn elements(&self, wanted: Option<&Name>) -> Vec<Rc<Item>> {
        let children = self.children.borrow();
        children.iter().filter(|child| child.is_named(wanted)).cloned().collect()
    }

    /// Whether it is an element, of a name when one is given.
    pub fn is_named(&self, wanted: Option<&Name>) -> bool {
        self.kind == Kind::Element && wanted.is_none_or(|wanted| *self.name.borrow() == *wanted)
    }

    /// All below it, in order.
    pub fn below(&self) -> Vec<Rc<Item>> {
        let mut found = Vec::new();
        let mut open: Vec<Rc<Item>> = self.children.borrow().iter().rev().cloned().collect();
        while let Some(next) = open.pop() {
            open.extend(next.children.borrow().iter().rev().cloned());
            found.push(next);
        }
        found
    }

    /// The text of it and all below it.
    pub fn text(&self) -> String {
        match self.kind {
            Kind::Element | Kind::Document => {
                let texts =
                    self.below().into_iter().filter(|item| matches!(item.kind, Kind::Text | Kind::CData));
                texts.map(|item| item.value.borrow().clone()).collect()
            }
            _ => self.value.borrow().clone(),
        }
    }

    pub fn attribute(&self, name: &Name) -> Option<Rc<Item>> {
        self.attributes.borrow().iter().find(|item| *item.name.borrow() == *name).cloned()
    }

    /// A copy with all below it and without a parent.
    pub fn copied(&self) -> Rc<Item> {
        let copy = Item::new(self.kind, self.name.borrow().clone(), self.value.borrow().clone());
        copy.is_empty.set(self.is_empty.get());
        for attribute in self.attributes.borrow().iter() {
            join(&copy, attribute.copied(), true, usize::MAX);
        }
        for child in self.children.borrow().iter() {
            join(&copy, child.copied(), false, usize::MAX);
        }
        copy
    }

    /// Takes it from its parent.
    pub fn detach(self: &Rc<Self>) {
        let Some(parent) = self.parent() else { return };
        parent.children.borrow_mut().retain(|child| !Rc::ptr_eq(child, self));
        parent.attributes.borrow_mut().retain(|child| !Rc::ptr_eq(child, self));
        self.parent.replace(Weak::new());
    }

    /// Its place among its parent's children.
    pub fn place(self: &Rc<Self>) -> Option<(Rc<Item>, usize)> {
        let parent = self.parent()?;
        let place = parent.children.borrow().iter().position(|child| Rc::ptr_eq(child, self))?;
        Some((parent, place))
    }
}

/// Puts an item without a parent at a place.
pub fn join(parent: &Rc<Item>, child: Rc<Item>, is_attribute: bool, place: usize) {
    child.parent.replace(Rc::downgrade(parent));
    let list = if is_attribute { &parent.attributes } else { &parent.children };
    let mut list = list.borrow_mut();
    let place = place.min(list.len());
    list.insert(place, child);
    if !is_attribute {
        parent.is_empty.set(false);
    }
}

pub fn value(item: &Rc<Item>) -> Value {
    let class: &'static Class = match item.kind {
        Kind::Element => &element::ELEMENT,
        Kind::Attribute => &attribute::ATTRIBUTE,
        Kind::Text => &leaf::TEXT,
        Kind::CData => &leaf::CDATA,
        Kind::Instruction => &leaf::INSTRUCTION,
        Kind::Comment => &leaf::COMMENT,
        Kind::Document => &document::DOCUMENT,
        Kind::DocumentType => &leaf::DOCUMENT_TYPE,
        Kind::Declaration => &leaf::DECLARATION,
    };
    Value::native(Handle(item.clone(), class))
}

pub fn value_of(item: Option<Rc<Item>>) -> Value {
    item.map_or(Value::Null, |item| value(&item))
}

/// Items as an array of one of their classes, by its short name.
pub fn list(class: &str, items: impl IntoIterator<Item = Rc<Item>>) -> Value {
    let element = named(&format!("System.Xml.Linq.{class}"));
    arguments::array_of(&element, items.into_iter().map(|item| value(&item)).collect())
}

/// The item of a value. Errors: it is none.
pub fn item(this: &Value) -> Outcome<&Rc<Item>> {
    of::<Item>(this)
}

pub fn no_parent() -> Box<Fault> {
    arguments::invalid_operation("The parent is missing.")
}
