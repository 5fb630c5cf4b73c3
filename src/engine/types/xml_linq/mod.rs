//! `System.Xml.Linq`: elements, attributes and texts that are built, searched and changed by themselves.

mod attribute;
mod container;
mod content;
mod document;
mod element;
mod item;
mod leaf;
mod name;
mod node;
mod read;
mod write;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[
    attribute::CLASSES,
    container::CLASSES,
    document::CLASSES,
    element::CLASSES,
    leaf::CLASSES,
    name::CLASSES,
    node::CLASSES,
];
