//! Modules: a scope of their own, and what they export.

mod analysis;
pub mod available;
pub mod find;
mod import;
mod load;
pub mod manifest;

pub use import::ImportOptions;
pub use load::{Wanted, compare_versions, stem as load_text};

use super::command::CommandInfo;
use super::function::{Alias, Function};
use super::scope::Scope;
use super::value::Value;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// `ModuleType`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModuleKind {
    Script,
    Binary,
    Manifest,
    Cim,
}

/// Whether a module may be removed: `ModuleAccessMode`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    #[default]
    ReadWrite,
    ReadOnly,
    Constant,
}

/// A loaded module.
pub struct Module {
    pub name: Rc<str>,
    /// Full path of its file; its own id for one made in memory.
    pub path: String,
    pub kind: ModuleKind,
    pub version: RefCell<String>,
    /// Its root scope; set once while it loads.
    pub scope: OnceCell<Rc<Scope>>,
    pub exports: RefCell<Exports>,
    /// Keys of its manifest, a table.
    pub manifest: RefCell<Value>,
    /// Modules that it loaded itself.
    pub nested: RefCell<Vec<Rc<Module>>>,
    /// `OnRemove`
    pub on_remove: RefCell<Value>,
    /// What it exports, once it is loaded.
    pub functions: RefCell<Vec<Rc<Function>>>,
    pub aliases: RefCell<Vec<Rc<Alias>>>,
    pub variables: RefCell<Vec<Rc<str>>>,
    pub natives: Vec<&'static CommandInfo>,
    /// Cmdlets that the manifest of a module that is not loaded names.
    pub declared_cmdlets: RefCell<Vec<String>>,
    pub prefix: RefCell<String>,
    pub access: Cell<Access>,
    /// Where its names were put: scope, kind, folded name.
    imported: RefCell<Vec<Imported>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameKind {
    Function,
    Alias,
    Variable,
}

/// A name that was put into a scope, folded.
type Imported = (Rc<Scope>, NameKind, Rc<str>);

/// Names that a module exports; `None` where it has not said (all functions, no variables).
#[derive(Clone, Debug, Default)]
pub struct Exports {
    pub functions: Option<Vec<String>>,
    pub variables: Option<Vec<String>>,
    pub aliases: Option<Vec<String>>,
}

impl Module {
    pub fn new(name: &str, path: String, kind: ModuleKind) -> Module {
        Module {
            name: name.into(),
            path,
            kind,
            version: RefCell::new("0.0".into()),
            scope: OnceCell::new(),
            exports: RefCell::default(),
            manifest: RefCell::default(),
            nested: RefCell::default(),
            on_remove: RefCell::default(),
            functions: RefCell::default(),
            aliases: RefCell::default(),
            variables: RefCell::default(),
            natives: Vec::new(),
            declared_cmdlets: RefCell::default(),
            prefix: RefCell::default(),
            access: Cell::default(),
            imported: RefCell::default(),
        }
    }
}

impl std::fmt::Debug for Module {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "module {}", self.name)
    }
}
