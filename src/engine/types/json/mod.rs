//! `System.Text.Json`: documents that are read, and values that are written.

mod document;
mod element;
mod node;
mod serializer;

use super::Class;

pub(super) const CLASSES: &[&[&Class]] = &[document::CLASSES, element::CLASSES, serializer::CLASSES];
