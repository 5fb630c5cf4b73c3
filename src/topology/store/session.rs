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
    /// On whose behalf pending changes gather outside of steps and plans.
    gathering: Option<Author>,
}

impl State {
    fn keeps_pending(&self) -> bool {
        self.step.is_some() || self.planning
    }

    /// Runs `work`; what it did before it failed is taken back.
    fn attempt<T, E>(&mut self, work: impl FnOnce(&mut Transaction) -> Result<T, E>) -> Result<T, E> {
        // What earlier commands showed is not what this one computes from.
        self.transaction.forget_reads();
        let savepoint = self.transaction.savepoint();
        let outcome = work(&mut self.transaction);
        if outcome.is_err() {
            self.transaction.roll_back(savepoint);
        }
        outcome
    }
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
            state: Mutex::new(State {
                transaction,
                step: None,
                planning: false,
                planned_steps: 0,
                gathering: None,
            }),
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
        self.settle_locked(&mut state)?;
        let savepoint = state.transaction.savepoint();
        let value = state.attempt(work)?;
        if state.keeps_pending() {
            let changes = state.transaction.changes_since(savepoint);
            return Ok(Changed { value, changes, revision: None });
        }
        let changes = state.transaction.take();
        let revision = if changes.is_empty() { None } else { Some(self.store.apply(&changes, author)?) };
        Ok(Changed { value, changes, revision })
    }

    /// As [`Session::change`], without an account of what changed.
    pub fn run<T, E: From<StoreError>>(
        &self,
        author: &Author,
        work: impl FnOnce(&mut Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut state = self.lock();
        self.settle_locked(&mut state)?;
        let value = state.attempt(work)?;
        if !state.keeps_pending() {
            let changes = state.transaction.take();
            if !changes.is_empty() {
                self.store.apply(&changes, author)?;
            }
        }
        Ok(value)
    }

    /// As [`Session::change`], and leaves the commit to [`Session::settle`]: what one command does to many
    /// things, one after the other, becomes few revisions. Any other change settles first.
    pub fn gather<T, E: From<StoreError>>(
        &self,
        author: &Author,
        work: impl FnOnce(&mut Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut state = self.lock();
        if !state.keeps_pending() && state.gathering.as_ref() != Some(author) {
            self.settle_locked(&mut state)?;
            state.gathering = Some(author.clone());
        }
        state.attempt(work)
    }

    /// Commits what [`Session::gather`] gathered. Errors: `Conflict`, in which case all of it is forgotten.
    pub fn settle(&self) -> Result<(), StoreError> {
        self.settle_locked(&mut self.lock())
    }

    fn settle_locked(&self, state: &mut State) -> Result<(), StoreError> {
        let Some(author) = state.gathering.take() else { return Ok(()) };
        let changes = state.transaction.take();
        if changes.is_empty() { Ok(()) } else { self.store.apply(&changes, &author).map(drop) }
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
        self.settle_locked(&mut state)?;
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
        let changes = state.transaction.take();
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
        if state.planning { state.transaction.changes() } else { state.transaction.take() }
    }

    /// From now on nothing is committed; changes gather as a plan. Errors: `StepOrder` inside a step.
    pub fn begin_plan(&self) -> Result<(), StoreError> {
        let mut state = self.lock();
        self.settle_locked(&mut state)?;
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
        state.step = None;
        state.planning = false;
        state.transaction.take()
    }

    /// Whether changes stay pending after a command, in a step or a plan.
    pub fn keeps_pending(&self) -> bool {
        self.lock().keeps_pending()
    }

    /// What is pending now, in a step or a plan.
    pub fn pending(&self) -> ChangeSet {
        self.lock().transaction.changes()
    }

    /// What is pending now of some kinds.
    pub fn pending_of(&self, kinds: &[&str]) -> ChangeSet {
        self.lock().transaction.changes_of(kinds)
    }

    /// How many records are pending.
    pub fn pending_count(&self) -> usize {
        self.lock().transaction.len()
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
        self.lock().transaction.looking().get(kind, identity)
    }

    fn list(&self, kind: &str) -> Result<Vec<Record>, StoreError> {
        self.lock().transaction.looking().list(kind)
    }

    fn find(&self, kind: &str, attribute: &str, value: &str) -> Result<Vec<Record>, StoreError> {
        self.lock().transaction.looking().find(kind, attribute, value)
    }
}
