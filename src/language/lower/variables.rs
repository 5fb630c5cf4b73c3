//! Variables: slots for a frame's own, names for the rest.

use super::{Form, Lowerer};
use crate::language::ast::VariablePath;
use crate::language::code::{Index, Instruction, Register, Variable};
use crate::language::span::Span;
use std::rc::Rc;

/// Variables that cannot be written: they lower to constants.
fn constant(path: &VariablePath) -> Option<Option<bool>> {
    if path.qualifier.is_some() {
        return None;
    }
    match path.name.to_ascii_lowercase().as_str() {
        "true" => Some(Some(true)),
        "false" => Some(Some(false)),
        "null" => Some(None),
        _ => None,
    }
}

/// Automatic variables that the evaluator makes when they are read; they never live in a slot
/// unless a script writes them.
const AUTOMATIC: &[&str] = &[
    "?",
    "^",
    "$",
    "error",
    "host",
    "home",
    "pwd",
    "pid",
    "pshome",
    "executioncontext",
    // Preferences keep their type wherever they are set.
    "erroractionpreference",
    "warningpreference",
    "verbosepreference",
    "debugpreference",
    "informationpreference",
    "progresspreference",
    "confirmpreference",
    "errorview",
];

/// `$_` has a place of its own in each scope; only a parameter of that name has a slot.
const ITEM: &str = "_";

/// Its other name: the same variable.
const LONG_ITEM: &str = "PSItem";

fn is_item(path: &VariablePath) -> bool {
    let is_name = path.name.as_ref() == ITEM || path.name.eq_ignore_ascii_case(LONG_ITEM);
    path.qualifier.is_none() && is_name
}

impl Lowerer {
    /// The slot of an own variable.
    pub(super) fn slot(&mut self, name: &str) -> u16 {
        let folded: Rc<str> = name.to_lowercase().into();
        if let Some(slot) = self.code.slot_of.get(&folded) {
            return *slot;
        }
        let slot = self.code.slots.len() as u16;
        self.code.slots.push(name.into());
        self.code.folded.push(folded.clone());
        if &*folded == ITEM {
            self.code.item_slot = Some(slot);
        }
        self.code.slot_of.insert(folded, slot);
        slot
    }

    /// The slot that a mention goes to, or `None` for one by name.
    pub(super) fn slot_for(&mut self, path: &VariablePath) -> Option<u16> {
        let automatic = AUTOMATIC.contains(&path.name.to_ascii_lowercase().as_str());
        let own = self.form != Form::Shared && path.qualifier.is_none() && !automatic;
        let own = own && (!is_item(path) || self.code.item_slot.is_some());
        // More variables than slots count go by name.
        let full = || {
            self.code.slots.len() > usize::from(u16::MAX)
                && !self.code.slot_of.contains_key(path.name.to_lowercase().as_str())
        };
        let name = if is_item(path) { ITEM } else { &path.name };
        (own && !full()).then(|| self.slot(name))
    }

    pub(super) fn variable_index(&mut self, path: &VariablePath) -> Index {
        if let Some(index) = self.variables.get(path) {
            return *index;
        }
        let mut named = path.clone();
        if is_item(path) {
            named.name = ITEM.into();
        }
        let folded = named.name.to_lowercase().into();
        self.code.tables.variables.push(Variable { path: named, folded });
        let index = (self.code.tables.variables.len() - 1) as Index;
        self.variables.insert(path.clone(), index);
        index
    }

    pub(super) fn load(&mut self, path: &VariablePath, to: Register, span: Span) {
        let instruction = match constant(path) {
            Some(Some(value)) => Instruction::Bool { to, value },
            Some(None) => Instruction::Null { to },
            None => match self.slot_for(path) {
                Some(slot) => Instruction::LoadSlot { to, slot },
                None if is_item(path) => Instruction::LoadItem { to },
                None => Instruction::LoadVariable { to, index: self.variable_index(path) },
            },
        };
        self.emit(instruction, span);
    }

    pub(super) fn store(&mut self, path: &VariablePath, from: Register, span: Span) {
        let slot = if constant(path).is_some() { None } else { self.slot_for(path) };
        let instruction = match slot {
            Some(slot) => Instruction::StoreSlot { slot, from },
            None if is_item(path) => Instruction::StoreItem { from },
            None => Instruction::StoreVariable { index: self.variable_index(path), from },
        };
        self.emit(instruction, span);
    }

    /// Stores a register's value that nothing reads any more: the variable is its only owner.
    pub(super) fn store_last(&mut self, path: &VariablePath, from: Register, span: Span) {
        match self.plain_slot(path) {
            Some(slot) => {
                self.emit(Instruction::MoveToSlot { slot, from }, span);
            }
            None => self.store(path, from, span),
        }
    }

    /// The slot of a variable that is neither constant nor automatic.
    pub(super) fn plain_slot(&mut self, path: &VariablePath) -> Option<u16> {
        if constant(path).is_some() { None } else { self.slot_for(path) }
    }
}
