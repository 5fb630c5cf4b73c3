//! A `{ … }` as a value: tree, where it belongs and, once run, its code.

use crate::language::ast::ScriptBlock;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// A script block as scripts hold it.
pub struct ScriptBlockValue {
    pub tree: Rc<ScriptBlock>,
    /// What the evaluator keeps with it: lowered forms, home module, captured variables. Opaque to others.
    pub runtime: RefCell<Option<Rc<dyn Any>>>,
}

impl std::fmt::Debug for ScriptBlockValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{{{}}}", self.text())
    }
}

impl ScriptBlockValue {
    /// The text between the braces, as `.ToString()` gives it.
    pub fn text(&self) -> &str {
        let whole = self.tree.span.text(&self.tree.source.text);
        whole.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(whole)
    }
}
