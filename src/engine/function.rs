//! Functions, filters and aliases, and what binding needs to know of a script block.

use super::bind::BindingTable;
use super::command::Impact;
use super::evaluate::declare::VariableConstraint;
use super::module::Module;
use super::scope::Options;
use super::script_block::ScriptBlockValue;
use std::cell::Cell;
use std::rc::Rc;

/// A named script block.
#[derive(Debug)]
pub struct Function {
    pub name: Rc<str>,
    pub block: Rc<ScriptBlockValue>,
    pub filter: bool,
    pub module: Option<Rc<Module>>,
    pub options: Cell<Options>,
}

/// Another name for a command.
#[derive(Debug)]
pub struct Alias {
    pub name: Rc<str>,
    pub definition: Rc<str>,
    pub options: Cell<Options>,
    pub description: String,
    /// The module that exports it.
    pub module: Option<Rc<Module>>,
}

/// A script block's parameters and attributes, evaluated once.
#[derive(Debug)]
pub struct FunctionInfo {
    pub table: Rc<BindingTable>,
    /// Slot of each parameter in the block's own form.
    pub slots: Vec<u16>,
    /// Types and validations of each parameter.
    pub constraints: Vec<Vec<VariableConstraint>>,
    /// `[CmdletBinding()]`, or any `[Parameter()]`.
    pub advanced: bool,
    pub should_process: bool,
    pub impact: Impact,
    /// Named blocks other than `end`: the block takes part in a pipeline object by object.
    pub has_process: bool,
}
