//! What commands use to change things: a command at a time, a step at a time, or only as a plan.

use super::{Author, ChangeSet, Reader, Record, Revision, Store, StoreError, Transaction};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A store with the changes that are pending in this process.
///
/// Three ways of working, chosen around the commands and not by them:
/// - *directly*: each [`Session::change`] commits on its own;
/// - *in a step* ([`Session::begin_step`]): changes gather, later commands see them, and
///   [`Session::commit_step`] commits them together; other processes, `fedsh serve` among them, see
///   nothing until then;
/// - *as a plan* ([`Session::begin_plan`]): changes gather and are never committed, which is how a
///   whole script runs under `-WhatIf`.
pub struct Session {
    store: Arc<dyn Store>,
    state: Mutex<State>,
}

struct State {
    transaction: Transaction,
    step: Option<String>,
    planning: bool,
    /// Steps that the plan began.
    planned_steps: u32,
}

/// What a command did.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed<T> {
    /// What the command's function returned.
    pub value: T,
    /// What it changed, against what was stored or pending before it.
    pub changes: ChangeSet,
    /// The revision that made it durable; `None` if nothing changed, or it is pending in a step or plan.
    pub revision: Option<Revision>,
}

impl Session {
    /// A session that works directly on `store`.
    pub fn new(store: Arc<dyn Store>) -> Session {
        let transaction = Transaction::new(store.clone());
        Session {
            store,
            state: Mutex::new(State { transaction, step: None, planning: false, planned_steps: 0 }),
        }
    }

    /// The store below, without what is pending.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// Runs `work` on the pending state. When it succeeds its changes are committed (or, in a step or a
    /// plan, kept); when it fails, or the commit does, they are forgotten. Errors: `Conflict` when another
    /// process changed a record after `work` read it.
    ///
    /// Inside `work` read through the transaction, not through the session, which would wait for itself.
    pub fn change<T, E: From<StoreError>>(
        &self,
        author: &Author,
        work: impl FnOnce(&mut Transaction) -> Result<T, E>,
    ) -> Result<Changed<T>, E> {
        let mut state = self.lock();
        // What earlier commands showed is not what this one computes from.
        state.transaction.forget_reads();
        let savepoint = state.transaction.savepoint();
        let value = match work(&mut state.transaction) {
            Ok(value) => value,
            Err(error) => {
                state.transaction.roll_back(savepoint);
                return Err(error);
            }
        };
        let changes = state.transaction.changes_since(savepoint);
        if state.step.is_some() || state.planning {
            return Ok(Changed { value, changes, revision: None });
        }
        let applied =
            if changes.is_empty() { Ok(None) } else { self.store.apply(&changes, author).map(Some) };
        state.transaction.clear();
        Ok(Changed { value, changes, revision: applied? })
    }

    /// Runs `work` and forgets its changes: what a command would do, for its `-WhatIf`.
    pub fn preview<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Transaction) -> Result<T, E>,
    ) -> Result<Changed<T>, E> {
        let mut state = self.lock();
        state.transaction.forget_reads();
        let savepoint = state.transaction.savepoint();
        let outcome = work(&mut state.transaction);
        let changes = state.transaction.changes_since(savepoint);
        state.transaction.roll_back(savepoint);
        Ok(Changed { value: outcome?, changes, revision: None })
    }

    /// From now on changes gather until [`Session::commit_step`] or [`Session::abandon_step`].
    /// Errors: `StepOrder` when a step is open.
    pub fn begin_step(&self, name: &str) -> Result<(), StoreError> {
        let mut state = self.lock();
        if let Some(open) = &state.step {
            let reason = format!("Step '{name}' cannot begin inside step '{open}'");
            return Err(StoreError::StepOrder { reason });
        }
        state.step = Some(name.to_owned());
        if state.planning {
            state.planned_steps = state.planned_steps.saturating_add(1);
        }
        Ok(())
    }

    /// The name of the open step.
    pub fn step(&self) -> Option<String> {
        self.lock().step.clone()
    }

    /// Commits everything that gathered in the step, all or nothing, and ends the step. The author's
    /// `step` is filled in. `None` if there was nothing to commit, or it stays pending in a plan.
    /// Errors: `Conflict`, in which case the changes are forgotten; `StepOrder` when no step is open.
    pub fn commit_step(&self, author: &Author) -> Result<Option<Revision>, StoreError> {
        let mut state = self.lock();
        let Some(step) = state.step.take() else {
            return Err(StoreError::StepOrder { reason: "No step is open".to_owned() });
        };
        if state.planning {
            return Ok(None);
        }
        let changes = state.transaction.changes();
        state.transaction.clear();
        if changes.is_empty() {
            return Ok(None);
        }
        self.store.apply(&changes, &Author { step: Some(step), ..author.clone() }).map(Some)
    }

    /// Ends the step and forgets its changes, which are returned for the error message. In a plan they
    /// stay in the plan.
    pub fn abandon_step(&self) -> ChangeSet {
        let mut state = self.lock();
        state.step = None;
        let changes = state.transaction.changes();
        if !state.planning {
            state.transaction.clear();
        }
        changes
    }

    /// From now on nothing is committed; changes gather as a plan. Errors: `StepOrder` inside a step.
    pub fn begin_plan(&self) -> Result<(), StoreError> {
        let mut state = self.lock();
        if state.step.is_some() {
            return Err(StoreError::StepOrder { reason: "A plan cannot begin inside a step".to_owned() });
        }
        state.planning = true;
        state.planned_steps = 0;
        Ok(())
    }

    /// Whether changes are only planned.
    pub fn is_planning(&self) -> bool {
        self.lock().planning
    }

    /// How many steps the plan began so far: they are noted nowhere else.
    pub fn planned_steps(&self) -> u32 {
        let state = self.lock();
        if state.planning { state.planned_steps } else { 0 }
    }

    /// Ends the plan and returns it; the store is as it was.
    pub fn end_plan(&self) -> ChangeSet {
        let mut state = self.lock();
        let changes = state.transaction.changes();
        state.transaction.clear();
        state.step = None;
        state.planning = false;
        changes
    }

    /// What is pending now, in a step or a plan.
    pub fn pending(&self) -> ChangeSet {
        self.lock().transaction.changes()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader for Session {
    fn revision(&self) -> Result<Revision, StoreError> {
        self.store.revision()
    }

    fn get(&self, kind: &str, identity: &str) -> Result<Option<Record>, StoreError> {
        self.lock().transaction.get(kind, identity)
    }

    fn list(&self, kind: &str) -> Result<Vec<Record>, StoreError> {
        self.lock().transaction.list(kind)
    }

    fn find(&self, kind: &str, attribute: &str, value: &str) -> Result<Vec<Record>, StoreError> {
        self.lock().transaction.find(kind, attribute, value)
    }
}
