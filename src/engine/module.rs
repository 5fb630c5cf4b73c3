//! Modules: a scope of their own, and what they export.

use super::scope::Scope;
use super::value::Value;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A loaded module.
pub struct Module {
    pub name: Rc<str>,
    pub path: String,
    pub version: RefCell<String>,
    /// Its root scope; set once while it loads.
    pub scope: OnceCell<Rc<Scope>>,
    pub exports: RefCell<Exports>,
    /// Keys of its manifest.
    pub manifest: RefCell<Value>,
}

/// Names that a module exports; `None` where it has not said (all functions, no variables).
#[derive(Clone, Debug, Default)]
pub struct Exports {
    pub functions: Option<Vec<String>>,
    pub variables: Option<Vec<String>>,
    pub aliases: Option<Vec<String>>,
}

impl std::fmt::Debug for Module {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "module {}", self.name)
    }
}
