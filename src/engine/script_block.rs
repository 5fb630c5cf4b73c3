//! A `{ … }` as a value: its tree, its lowered code, and where it belongs.

use super::function::FunctionInfo;
use super::module::Module;
use super::object::Members;
use super::scope::Scope;
use crate::language::ast::ScriptBlock;
use crate::language::code::Code;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// What lowering made of one tree, shared by all values of the same literal.
pub struct Lowerings {
    pub tree: Rc<ScriptBlock>,
    pub own: OnceCell<Rc<Code>>,
    pub shared: OnceCell<Rc<Code>>,
    pub info: OnceCell<Rc<FunctionInfo>>,
}

/// A script block as scripts hold it.
pub struct ScriptBlockValue {
    pub lowerings: Rc<Lowerings>,
    /// Module whose scope it runs in, wherever it is called from.
    pub module: RefCell<Option<Rc<Module>>>,
    /// Variables captured by `GetNewClosure`.
    pub captured: Option<Rc<Scope>>,
    /// Made of text by a script: it runs in whichever session state calls it.
    pub unbound: Cell<bool>,
    /// Members that a script added to the command that this is the body of: each `CommandInfo` of it has them.
    pub command_members: RefCell<Option<Box<Members>>>,
}

impl Lowerings {
    pub fn new(tree: Rc<ScriptBlock>) -> Rc<Self> {
        Rc::new(Lowerings { tree, own: OnceCell::new(), shared: OnceCell::new(), info: OnceCell::new() })
    }
}

impl std::fmt::Debug for ScriptBlockValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{{{}}}", self.text())
    }
}

impl ScriptBlockValue {
    pub fn new(lowerings: Rc<Lowerings>, module: Option<Rc<Module>>) -> Self {
        ScriptBlockValue {
            lowerings,
            module: RefCell::new(module),
            captured: None,
            command_members: RefCell::default(),
            unbound: Cell::new(false),
        }
    }

    pub fn tree(&self) -> &Rc<ScriptBlock> {
        &self.lowerings.tree
    }

    /// The text as `.ToString()` gives it: parameters that stand in front of the braces come first.
    pub fn definition(&self) -> String {
        let tree = self.tree();
        let parameters = tree.parameters.as_deref().unwrap_or_default();
        match (parameters.first(), parameters.last()) {
            (Some(first), Some(last)) if first.span.start < tree.span.start => {
                let list = first.span.to(last.span).text(&tree.source.text);
                format!("param({list})\n{}", self.text())
            }
            _ => self.text().to_string(),
        }
    }

    /// The text between the braces.
    pub fn text(&self) -> &str {
        let tree = self.tree();
        let whole = tree.span.text(&tree.source.text);
        whole.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(whole)
    }
}
