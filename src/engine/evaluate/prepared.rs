//! What the evaluator keeps beside a code: its constants as values, and what it found at its sites.

use super::fused::Number;
use super::sites::Sites;
use crate::engine::convert;
use crate::engine::pipeline::CallSite;
use crate::engine::scope::Scope;
use crate::engine::script_block::Lowerings;
use crate::engine::types::Type;
use crate::engine::value::Value;
use crate::language::code::{Code, Constant};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

/// Made when a code first runs.
pub struct Prepared {
    /// `None`: the constant is an error when it is used.
    constants: Vec<Option<Value>>,
    pub(super) numbers: Vec<Number>,
    variables: Vec<Cell<Site>>,
    types: Vec<RefCell<Option<KnownType>>>,
    calls: Vec<RefCell<Option<Rc<CallSite>>>>,
    /// Forms of the blocks that are written in the code.
    pub(super) blocks: Vec<OnceCell<Rc<Lowerings>>>,
    pub(super) sites: Sites,
}

/// Where a variable that goes by name was found: the slot of a scope that runs this code.
#[derive(Clone, Copy, Default)]
struct Site {
    /// 0: nowhere yet.
    code: u32,
    slot: u16,
}

/// A type as resolved under a version of the tables of types.
type KnownType = (u32, Rc<Type>);

impl Prepared {
    /// Of a code, made once.
    pub fn of(code: &Code) -> Rc<Prepared> {
        let made = code.prepared.get_or_init(|| Rc::new(Prepared::new(code))).clone();
        match made.downcast::<Prepared>() {
            Ok(found) => found,
            Err(_) => Rc::new(Prepared::new(code)),
        }
    }

    fn new(code: &Code) -> Prepared {
        let constants: Vec<Option<Value>> = code
            .tables
            .constants
            .iter()
            .map(|constant| match constant {
                Constant::Text(text) => Some(Value::text(text.as_ref())),
                Constant::Number(number) => convert::literal(number).ok(),
            })
            .collect();
        let numbers =
            constants.iter().map(|value| value.as_ref().map_or(Number::Other, Number::of)).collect();
        Prepared {
            constants,
            numbers,
            variables: code.tables.variables.iter().map(|_| Cell::default()).collect(),
            types: code.tables.types.iter().map(|_| RefCell::default()).collect(),
            blocks: code.tables.blocks.iter().map(|_| OnceCell::new()).collect(),
            sites: Sites::of(code),
            calls: (0..code.sites).map(|_| RefCell::default()).collect(),
        }
    }

    pub(super) fn constant(&self, index: crate::language::code::Index) -> Option<Value> {
        self.constants.get(index as usize).cloned().flatten()
    }

    /// The slot of a variable in a scope, as found before.
    #[inline]
    pub(super) fn slot(&self, index: crate::language::code::Index, scope: &Scope) -> Option<u16> {
        let site = self.variables.get(index as usize)?.get();
        (site.code != 0 && site.code == scope.code_id()).then_some(site.slot)
    }

    /// Remembers the slot that a variable has in a scope, when it has one.
    pub(super) fn find_slot(
        &self,
        index: crate::language::code::Index,
        scope: &Scope,
        folded: &str,
    ) -> Option<u16> {
        let slot = scope.slot_index(folded)?;
        if let Some(site) = self.variables.get(index as usize) {
            site.set(Site { code: scope.code_id(), slot });
        }
        Some(slot)
    }

    pub(super) fn call(&self, site: u32) -> Option<Rc<CallSite>> {
        self.calls.get(site as usize)?.borrow().clone()
    }

    pub(super) fn remember_call(&self, site: u32, found: Rc<CallSite>) {
        if let Some(place) = self.calls.get(site as usize) {
            *place.borrow_mut() = Some(found);
        }
    }

    /// A type as resolved before, when no types were defined since.
    pub(super) fn known_type(&self, index: crate::language::code::Index, version: u32) -> Option<Rc<Type>> {
        match &*self.types.get(index as usize)?.borrow() {
            Some((known, found)) if *known == version => Some(found.clone()),
            _ => None,
        }
    }

    pub(super) fn remember_type(&self, index: crate::language::code::Index, version: u32, found: &Rc<Type>) {
        if let Some(place) = self.types.get(index as usize) {
            *place.borrow_mut() = Some((version, found.clone()));
        }
    }
}
