//! `class` and `enum` statements.

use crate::engine::{Engine, Fault, Outcome};
use crate::language::ast::TypeKind;
use crate::language::code::Code;
use std::rc::Rc;

impl Engine {
    /// Defines a type of a script. Enumerations exist; classes do not yet.
    pub(super) fn define_class(&mut self, code: &Rc<Code>, index: u16) -> Outcome {
        let Some(tree) = code.tables.classes.get(usize::from(index)) else { return Ok(()) };
        match tree.kind {
            TypeKind::Enum => crate::engine::types::script::define_enumeration(self, tree),
            _ => Err(Fault::not_supported(format!("classes (class {})", tree.name.text))),
        }
    }
}
