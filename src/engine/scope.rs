//! Scopes: a chain from the running function out to the global one.
//!
//! A scope made for a script block has slots, numbered by lowering, and a table of what was added
//! by name. Looking outward walks callers, then the module, then global; writing stays local.

use super::value::Value;
use crate::language::code::Code;
use indexmap::IndexMap;
use std::cell::{Cell, OnceCell, Ref, RefCell, RefMut};
use std::rc::Rc;

/// One variable's place.
#[derive(Clone, Debug, Default)]
pub enum Slot {
    #[default]
    Unset,
    Plain(Value),
    /// A variable with constraints, options or a reference to it.
    Cell(Rc<VariableCell>),
}

/// A variable that is more than its value.
#[derive(Debug)]
pub struct VariableCell {
    pub value: RefCell<Value>,
    pub constraints: RefCell<Vec<super::evaluate::declare::VariableConstraint>>,
    pub options: Cell<Options>,
    pub description: RefCell<String>,
}

/// The name of `$_`.
const ITEM: &str = "_";

/// A map whose making costs next to nothing: every call of a function has some.
type Map<T> = IndexMap<Rc<str>, T, foldhash::fast::RandomState>;

/// Variables by folded name, with the name as written.
type Named = Map<(Rc<str>, Slot)>;

/// `ScopedItemOptions`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub read_only: bool,
    pub constant: bool,
    pub private: bool,
    pub all_scope: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    Global,
    /// A script file or a module: where `$script:` points.
    Script,
    Local,
}

/// One scope.
#[derive(Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    /// Identifies the nearest scope of a script, module or session.
    home: u32,
    pub parent: Option<Rc<Scope>>,
    code: Option<Rc<Code>>,
    pub(super) slots: RefCell<Vec<Slot>>,
    /// `$_`, unless a parameter has that name.
    item: RefCell<Slot>,
    item_slot: Option<u16>,
    /// Variables without a slot, by folded name: name as written, and place.
    named: OnceCell<Box<RefCell<Named>>>,
    pub functions: Commands<super::function::Function>,
    pub aliases: Commands<super::function::Alias>,
    pub drives: RefCell<Vec<Rc<super::provider::Drive>>>,
    /// The module whose code runs here.
    pub module: Option<Rc<super::module::Module>>,
    /// Types that scripts define here, and the namespaces they use.
    pub types: RefCell<Option<Rc<super::types::script::TypeTable>>>,
    /// Strict mode set here; `None` inherits.
    pub strict: Cell<Option<u8>>,
}

thread_local! {
    static NEXT_HOME: Cell<u32> = const { Cell::new(1) };
    /// Slots of scopes that ended, for the next ones.
    static SPARE: RefCell<Vec<Vec<Slot>>> = const { RefCell::new(Vec::new()) };
    /// Counts changes of functions and aliases anywhere.
    static VERSION: Cell<u64> = const { Cell::new(0) };
    /// Scopes of functions and blocks that have commands of their own.
    static LOCAL: Cell<usize> = const { Cell::new(0) };
}

/// How many lists of slots wait to be used again.
const MOST_SPARE: usize = 64;
/// A longer list is not worth keeping.
const LONGEST_SPARE: usize = 256;

/// Unset slots, in a list that an ended scope left where there is one.
fn unset_slots(count: usize) -> Vec<Slot> {
    if count == 0 {
        return Vec::new();
    }
    let mut slots = SPARE.with_borrow_mut(Vec::pop).unwrap_or_default();
    slots.resize(count, Slot::Unset);
    slots
}

impl Drop for Scope {
    fn drop(&mut self) {
        let mut slots = std::mem::take(self.slots.get_mut());
        slots.clear();
        // While the thread ends there is nothing to keep them in.
        let _ = SPARE.try_with(|spare| {
            if let Ok(mut spare) = spare.try_borrow_mut()
                && (1..=LONGEST_SPARE).contains(&slots.capacity())
                && spare.len() < MOST_SPARE
            {
                spare.push(slots);
            }
        });
    }
}

/// Changes whenever a function or alias is defined or removed anywhere.
pub(super) fn commands_version() -> u64 {
    VERSION.get()
}

/// Whether all functions and aliases belong to scripts, modules and the session: what a name means
/// depends on the nearest of these scopes alone.
pub(super) fn commands_are_shared() -> bool {
    LOCAL.get() == 0
}

/// Functions or aliases of one scope, by folded name.
#[derive(Debug)]
pub struct Commands<T> {
    /// Made when it is first asked for: most scopes have none.
    map: OnceCell<Box<RefCell<Map<Rc<T>>>>>,
    local: bool,
    counted: Cell<bool>,
}

impl<T> Commands<T> {
    fn new(kind: ScopeKind) -> Self {
        Commands { map: OnceCell::new(), local: kind == ScopeKind::Local, counted: Cell::new(false) }
    }

    fn map(&self) -> &RefCell<Map<Rc<T>>> {
        self.map.get_or_init(Box::default)
    }

    /// One of them; where there are none nothing is made for it.
    pub fn get(&self, folded: &str) -> Option<Rc<T>> {
        self.map.get()?.borrow().get(folded).cloned()
    }

    pub fn borrow(&self) -> Ref<'_, Map<Rc<T>>> {
        self.map().borrow()
    }

    /// To change them: what call sites know of commands is out of date.
    pub fn borrow_mut(&self) -> RefMut<'_, Map<Rc<T>>> {
        VERSION.set(VERSION.get() + 1);
        if self.local && !self.counted.replace(true) {
            LOCAL.set(LOCAL.get() + 1);
        }
        self.map().borrow_mut()
    }
}

impl<T> Commands<T> {
    /// Takes what another scope holds, and gives it what this one held.
    fn swap(&self, other: &Commands<T>) {
        std::mem::swap(&mut *self.borrow_mut(), &mut *other.borrow_mut());
    }
}

impl<T> Drop for Commands<T> {
    fn drop(&mut self) {
        if self.counted.get() {
            LOCAL.set(LOCAL.get().saturating_sub(1));
        }
        if self.map.get_mut().is_some_and(|map| !map.get_mut().is_empty()) {
            VERSION.set(VERSION.get() + 1);
        }
    }
}

/// Folds a variable's name: case does not count.
pub fn fold(name: &str) -> Rc<str> {
    if name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return name.into();
    }
    name.to_lowercase().into()
}

impl Scope {
    pub fn new(kind: ScopeKind, parent: Option<Rc<Scope>>, code: Option<Rc<Code>>) -> Scope {
        let module = parent.as_ref().and_then(|parent| parent.module.clone());
        Scope::in_module(kind, parent, code, module)
    }

    pub fn in_module(
        kind: ScopeKind,
        parent: Option<Rc<Scope>>,
        code: Option<Rc<Code>>,
        module: Option<Rc<super::module::Module>>,
    ) -> Scope {
        let count = code.as_ref().map_or(0, |code| code.slots.len());
        let home = match (kind, &parent) {
            (ScopeKind::Local, Some(parent)) => parent.home,
            _ => NEXT_HOME.with(|next| next.replace(next.get() + 1)),
        };
        Scope {
            kind,
            home,
            parent,
            item: RefCell::default(),
            item_slot: code.as_ref().and_then(|code| code.item_slot),
            code,
            slots: RefCell::new(unset_slots(count)),
            named: OnceCell::new(),
            functions: Commands::new(kind),
            aliases: Commands::new(kind),
            drives: RefCell::default(),
            module,
            types: RefCell::default(),
            strict: Cell::new(None),
        }
    }

    /// The same scope with slots for the variables of a code; what it holds is taken out of this one.
    pub fn with_code(&self, code: Rc<Code>) -> Scope {
        let made = Scope::in_module(self.kind, self.parent.clone(), Some(code), self.module.clone());
        for (_, (name, place)) in self.named().take() {
            made.put(&name, place);
        }
        let item = self.item.take();
        if !matches!(item, Slot::Unset) {
            made.put(ITEM, item);
        }
        made.functions.swap(&self.functions);
        made.aliases.swap(&self.aliases);
        made.drives.swap(&self.drives);
        made.types.swap(&self.types);
        made.strict.set(self.strict.get());
        made
    }

    fn named(&self) -> &RefCell<Named> {
        self.named.get_or_init(Box::default)
    }

    /// The value in a slot; `None` when it is not set here.
    #[inline]
    pub fn slot(&self, index: u16) -> Option<Value> {
        match self.slots.borrow().get(usize::from(index)) {
            Some(Slot::Plain(value)) => Some(value.clone()),
            Some(Slot::Cell(cell)) => Some(cell.value.borrow().clone()),
            _ => None,
        }
    }

    /// Writes a plain slot. Gives the value back when the slot is a cell, which needs its checks.
    #[inline]
    pub fn set_slot(&self, index: u16, value: Value) -> Result<(), (Rc<VariableCell>, Value)> {
        let mut slots = self.slots.borrow_mut();
        match slots.get_mut(usize::from(index)) {
            Some(Slot::Cell(cell)) => Err((cell.clone(), value)),
            Some(slot) => {
                *slot = Slot::Plain(value);
                Ok(())
            }
            None => Ok(()),
        }
    }

    #[inline]
    pub(super) fn home(&self) -> u32 {
        self.home
    }

    /// Identifies the code whose slots these are; 0 for none.
    #[inline]
    pub(super) fn code_id(&self) -> u32 {
        self.code.as_ref().map_or(0, |code| code.id)
    }

    pub(super) fn holds_text(&self, index: u16) -> bool {
        matches!(self.slots.borrow().get(usize::from(index)), Some(Slot::Plain(Value::String(_))))
    }

    /// Writes a slot that is set and plain; gives the value back otherwise.
    pub(super) fn replace_plain(&self, index: u16, value: Value) -> Result<(), Value> {
        match self.slots.borrow_mut().get_mut(usize::from(index)) {
            Some(Slot::Plain(place)) => {
                *place = value;
                Ok(())
            }
            _ => Err(value),
        }
    }

    /// `$_` of this scope.
    #[inline]
    pub(super) fn item(&self) -> Option<Value> {
        match self.item_slot {
            Some(slot) => self.slot(slot),
            None => match &*self.item.borrow() {
                Slot::Unset => None,
                Slot::Plain(value) => Some(value.clone()),
                Slot::Cell(cell) => Some(cell.value.borrow().clone()),
            },
        }
    }

    /// Sets `$_`, or removes it; gives what it was.
    pub(super) fn replace_item(&self, item: Option<Value>) -> Option<Value> {
        if self.item_slot.is_none() {
            let mut place = self.item.borrow_mut();
            if !matches!(&*place, Slot::Cell(_)) {
                let new = item.map_or(Slot::Unset, Slot::Plain);
                return match std::mem::replace(&mut *place, new) {
                    Slot::Plain(value) => Some(value),
                    _ => None,
                };
            }
        }
        let old = self.get(ITEM);
        match item {
            Some(value) => self.set(ITEM, value),
            None => {
                self.remove(ITEM);
            }
        }
        old
    }

    /// Takes a slot's plain value out, leaving it unset, so that its only owner can change it in place.
    pub fn take_slot(&self, index: u16) -> Option<Value> {
        let mut slots = self.slots.borrow_mut();
        match slots.get_mut(usize::from(index)) {
            Some(slot @ Slot::Plain(_)) => match std::mem::take(slot) {
                Slot::Plain(value) => Some(value),
                _ => None,
            },
            _ => None,
        }
    }

    /// The place of a name in this scope alone.
    pub fn place(&self, folded: &str) -> Slot {
        if let Some(index) = self.slot_index(folded) {
            return self.slots.borrow().get(usize::from(index)).cloned().unwrap_or_default();
        }
        if folded == ITEM {
            return self.item.borrow().clone();
        }
        self.named.get().and_then(|named| Some(named.borrow().get(folded)?.1.clone())).unwrap_or_default()
    }

    /// Whether the code that runs in this scope mentions the variable.
    pub fn is_in_code(&self, name: &str) -> bool {
        self.slot_index(&fold(name)).is_some()
    }

    pub(super) fn slot_index(&self, folded: &str) -> Option<u16> {
        self.code.as_ref().and_then(|code| code.slot_of.get(folded)).copied()
    }

    /// The value of a name in this scope alone.
    pub fn get(&self, folded: &str) -> Option<Value> {
        match self.place(folded) {
            Slot::Unset => None,
            Slot::Plain(value) => Some(value),
            Slot::Cell(cell) => Some(cell.value.borrow().clone()),
        }
    }

    /// Puts a place under a name in this scope.
    pub fn put(&self, name: &str, place: Slot) {
        let folded = fold(name);
        if let Some(index) = self.slot_index(&folded) {
            if let Some(slot) = self.slots.borrow_mut().get_mut(usize::from(index)) {
                *slot = place;
            }
            return;
        }
        if name == ITEM {
            *self.item.borrow_mut() = place;
            return;
        }
        let mut named = self.named().borrow_mut();
        match named.get_mut(&folded) {
            Some(entry) => entry.1 = place,
            None => {
                named.insert(folded, (name.into(), place));
            }
        }
    }

    /// Writes a value without checks: for automatic variables and parameters.
    pub fn set(&self, name: &str, value: Value) {
        match self.place(&fold(name)) {
            Slot::Cell(cell) => *cell.value.borrow_mut() = value,
            _ => self.put(name, Slot::Plain(value)),
        }
    }

    /// Removes a name; false when it is not here.
    pub fn remove(&self, folded: &str) -> bool {
        if let Some(index) = self.slot_index(folded) {
            let mut slots = self.slots.borrow_mut();
            return slots
                .get_mut(usize::from(index))
                .is_some_and(|slot| !matches!(std::mem::take(slot), Slot::Unset));
        }
        if folded == ITEM {
            return !matches!(self.item.take(), Slot::Unset);
        }
        self.named.get().is_some_and(|named| named.borrow_mut().shift_remove(folded).is_some())
    }

    /// Names as written, with their places, that are set here.
    pub fn variables(&self) -> Vec<(Rc<str>, Slot)> {
        let mut found = Vec::new();
        if let Some(code) = &self.code {
            for (name, slot) in code.slots.iter().zip(self.slots.borrow().iter()) {
                if !matches!(slot, Slot::Unset) {
                    found.push((name.clone(), slot.clone()));
                }
            }
        }
        let item = self.item.borrow();
        if !matches!(&*item, Slot::Unset) {
            found.push((ITEM.into(), item.clone()));
        }
        found.extend(self.named().borrow().values().map(|(name, slot)| (name.clone(), slot.clone())));
        found
    }

    /// This scope and those around it, innermost first.
    pub fn chain(self: &Rc<Self>) -> impl Iterator<Item = Rc<Scope>> {
        std::iter::successors(Some(self.clone()), |scope| scope.parent.clone())
    }

    /// Where `$script:` points from here.
    pub fn script(self: &Rc<Self>) -> Rc<Scope> {
        self.chain().find(|scope| scope.kind != ScopeKind::Local).unwrap_or_else(|| self.clone())
    }

    pub fn global(self: &Rc<Self>) -> Rc<Scope> {
        self.chain().last().unwrap_or_else(|| self.clone())
    }
}

impl VariableCell {
    pub fn new(value: Value) -> Self {
        VariableCell {
            value: RefCell::new(value),
            constraints: RefCell::default(),
            options: Cell::default(),
            description: RefCell::default(),
        }
    }

    /// Whether nothing but types says what it may hold: what is of its value's kind may take its place.
    pub(super) fn has_only_types(&self) -> bool {
        use super::evaluate::declare::VariableConstraint;
        self.options.get() == Options::default()
            && self.constraints.try_borrow().is_ok_and(|constraints| {
                constraints.iter().all(|constraint| matches!(constraint, VariableConstraint::Type(_)))
            })
    }
}
