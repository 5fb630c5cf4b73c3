//! `System.Xml`: documents as a tree of nodes, XPath, writers.

mod attributes;
mod convert;
mod document;
mod element;
mod namespaces;
mod navigator;
mod node;
mod node_list;
mod parse;
mod reader;
mod text;
mod tree;
mod wanted;
mod write;
mod writer;
mod xpath;

pub use convert::{document_value, from_text, from_value};
pub use node::{inner_text, select_nodes, value_of};
pub use parse::parse;
pub use reader::source_text;
pub use tree::{Kind, NodeId, ROOT, Tree};
pub use write::{escaped, escaped_attribute};
pub use xpath::select;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[
    node::CLASSES,
    document::CLASSES,
    element::CLASSES,
    text::CLASSES,
    attributes::CLASSES,
    node_list::CLASSES,
    namespaces::CLASSES,
    writer::CLASSES,
    reader::CLASSES,
    navigator::CLASSES,
];
