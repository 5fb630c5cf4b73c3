//! Which step of a migration is done.
//!
//! A step's changes and the note that it is completed are one change set, so after a crash at any point a
//! step is either completed with all its changes or not at all, and is run again.

use crate::topology::kinds;
use crate::topology::model::{Entity, MigrationStep, StepState, load, save};
use crate::topology::store::{
    Author, ChangeSet, Reader, Revision, Session, StoreError, Transaction, undo_revisions,
};
use chrono::Utc;

/// A journal operation that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A step without a name.
    #[error("A migration step needs a name.")]
    NoName,
    /// There is nothing to take back.
    #[error("No migration step is completed, so there is nothing to undo.")]
    NothingToUndo,
    /// Steps are taken back from the last one.
    #[error("Step '{name}' cannot be undone before '{last}', which was completed after it.")]
    NotLast {
        /// The step that was asked for.
        name: String,
        /// The one to undo first.
        last: String,
    },
    /// There is no completed step of that name.
    #[error("Step '{name}' is not completed.")]
    NotCompleted {
        /// The step that was asked for.
        name: String,
    },
}

/// What to do with a step.
#[derive(Debug, Clone, PartialEq)]
pub enum Begin {
    /// Do it; the session now gathers its changes.
    Run(MigrationStep),
    /// It was completed before; skip it.
    AlreadyCompleted(MigrationStep),
}

/// Begins a step, unless it is completed. In a plan nothing is noted.
/// Errors: `StepOrder` inside another step.
pub fn begin(session: &Session, author: &Author, name: &str) -> Result<Begin, JournalError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(JournalError::NoName);
    }
    if let Some(step) = find(session, name)?.filter(|step| step.state == StepState::Completed) {
        return Ok(Begin::AlreadyCompleted(step));
    }
    if let Some(open) = session.step() {
        let reason = format!("Step '{name}' cannot begin inside step '{open}'");
        return Err(StoreError::StepOrder { reason }.into());
    }
    let known = steps(session)?;
    let number = known.iter().find(|step| step.name.eq_ignore_ascii_case(name)).map(|step| step.number);
    let next = known.iter().map(|step| step.number).max().unwrap_or(0);
    let next = next.saturating_add(session.planned_steps()).saturating_add(1);
    let mut step = MigrationStep {
        name: name.to_owned(),
        number: number.unwrap_or(next),
        started: Some(Utc::now()),
        ..MigrationStep::default()
    };
    if !session.is_planning() {
        let author = Author { step: Some(name.to_owned()), ..author.clone() };
        let noted = session.change::<_, StoreError>(&author, |transaction| save(transaction, &step))?;
        step.revision_before = noted.revision;
    }
    session.begin_step(name)?;
    Ok(Begin::Run(step))
}

/// Commits the open step's changes together with the note that it is completed. When that fails, the
/// step is noted as failed. In a plan nothing is noted.
pub fn complete(session: &Session, author: &Author) -> Result<MigrationStep, JournalError> {
    let name = open_step(session)?;
    if session.is_planning() {
        session.commit_step(author)?;
        return Ok(MigrationStep { name, state: StepState::Completed, ..MigrationStep::default() });
    }
    let changes = u32::try_from(session.pending_count()).unwrap_or(u32::MAX);
    let before = session.get(kinds::MIGRATION_STEP, &name)?.map(|record| record.revision);
    let noted = session.change::<_, StoreError>(author, |transaction| {
        let mut step: MigrationStep = load(transaction, &name)?.unwrap_or_default();
        step.name.clone_from(&name);
        step.state = StepState::Completed;
        step.finished = Some(Utc::now());
        step.revision_before = before;
        step.changes = changes;
        step.error = None;
        save(transaction, &step)?;
        Ok(step)
    })?;
    match session.commit_step(author) {
        Ok(revision) => Ok(MigrationStep { revision_after: revision, ..noted.value }),
        Err(error) => {
            note_failure(session, author, &name, &error.to_string())?;
            Err(error.into())
        }
    }
}

/// Forgets the open step's changes, which are returned, and notes that and why it failed.
pub fn fail(session: &Session, author: &Author, reason: &str) -> Result<ChangeSet, JournalError> {
    let name = open_step(session)?;
    let lost = session.abandon_step();
    if !session.is_planning() {
        note_failure(session, author, &name, reason)?;
    }
    Ok(lost)
}

/// One step, or `None`.
pub fn find(reader: &dyn Reader, name: &str) -> Result<Option<MigrationStep>, StoreError> {
    reader.get(kinds::MIGRATION_STEP, name)?.map(|record| from_record(&record)).transpose()
}

/// All steps in the order they first began.
pub fn steps(reader: &dyn Reader) -> Result<Vec<MigrationStep>, StoreError> {
    let records = reader.list(kinds::MIGRATION_STEP)?;
    let mut steps = records.iter().map(from_record).collect::<Result<Vec<_>, _>>()?;
    steps.sort_by_key(|step| step.number);
    Ok(steps)
}

/// Takes the last completed step back, or the one of that name if it is the last; with its changes goes
/// the note. `preview` only builds the change set, for `-WhatIf`.
/// Errors: `Conflict` naming a record that was changed again since.
pub fn undo(
    session: &Session,
    author: &Author,
    name: Option<&str>,
    preview: bool,
) -> Result<(MigrationStep, ChangeSet), JournalError> {
    let mut completed = steps(session)?;
    completed.retain(|step| step.state == StepState::Completed);
    completed.sort_by_key(|step| step.revision_after);
    let Some(last) = completed.pop() else { return Err(JournalError::NothingToUndo) };
    match name.filter(|name| !name.eq_ignore_ascii_case(&last.name)) {
        Some(name) if completed.iter().any(|step| step.name.eq_ignore_ascii_case(name)) => {
            return Err(JournalError::NotLast { name: name.to_owned(), last: last.name });
        }
        Some(name) => return Err(JournalError::NotCompleted { name: name.to_owned() }),
        None => {}
    }
    let inverse = undo_revisions(&**session.store(), &revisions(session, &last)?, |kind| {
        kind != kinds::MIGRATION_STEP
    })?;
    let undone = MigrationStep { state: StepState::Undone, finished: Some(Utc::now()), ..last };
    let work = |transaction: &mut Transaction| -> Result<(), StoreError> {
        transaction.merge(&inverse)?;
        save(transaction, &undone)
    };
    let author = Author { step: Some(undone.name.clone()), ..author.clone() };
    let done = if preview { session.preview(work)? } else { session.change(&author, work)? };
    Ok((undone, done.changes))
}

/// The revisions that a completed step made: those of its author between begin and completion.
fn revisions(session: &Session, step: &MigrationStep) -> Result<Vec<Revision>, StoreError> {
    let (first, last) = (step.revision_before.unwrap_or(0), step.revision_after.unwrap_or(0));
    let entries = session.store().log(first)?;
    let own = entries.iter().filter(|entry| {
        entry.revision <= last
            && entry.author.step.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(&step.name))
    });
    Ok(own.map(|entry| entry.revision).collect())
}

fn open_step(session: &Session) -> Result<String, StoreError> {
    session.step().ok_or_else(|| StoreError::StepOrder { reason: "No step is open".to_owned() })
}

/// A completed step's note is part of its own change set, so the note's revision is the step's.
fn from_record(record: &crate::topology::store::Record) -> Result<MigrationStep, StoreError> {
    let mut step = MigrationStep::from_record(record)?;
    if step.state == StepState::Completed {
        step.revision_after = Some(record.revision);
    }
    Ok(step)
}

fn note_failure(session: &Session, author: &Author, name: &str, reason: &str) -> Result<(), StoreError> {
    let author = Author { step: Some(name.to_owned()), ..author.clone() };
    session.change::<_, StoreError>(&author, |transaction| {
        let mut step: MigrationStep = load(transaction, name)?.unwrap_or_default();
        name.clone_into(&mut step.name);
        step.state = StepState::Failed;
        step.finished = Some(Utc::now());
        step.error = Some(reason.to_owned());
        save(transaction, &step)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::store::{MemoryStore, Store};
    use serde_json::json;
    use std::sync::Arc;

    fn session() -> (Session, Author) {
        let author = Author { who: "a".into(), command_line: "c".into(), step: None };
        (Session::new(Arc::new(MemoryStore::new())), author)
    }

    fn put(session: &Session, author: &Author, identity: &str, number: i64) {
        session.change::<_, StoreError>(author, |t| t.put("T", identity, json!({"N": number}))).unwrap();
    }

    fn run(session: &Session, author: &Author, name: &str, identity: &str) -> MigrationStep {
        assert!(matches!(begin(session, author, name).unwrap(), Begin::Run(_)));
        put(session, author, identity, 1);
        complete(session, author).unwrap()
    }

    #[test]
    fn a_completed_step_is_skipped_and_its_changes_are_one_revision() {
        let (session, author) = session();
        let step = run(&session, &author, "Deploy", "a");
        assert_eq!((step.number, step.changes, step.revision_after), (1, 1, Some(2)));
        assert!(
            matches!(begin(&session, &author, "deploy").unwrap(), Begin::AlreadyCompleted(s) if s.revision_after == Some(2))
        );
        let log = session.store().log(1).unwrap();
        assert_eq!((log.len(), log[0].changes.len()), (1, 2));
        run(&session, &author, "Move", "b");
        let names: Vec<String> = steps(&session).unwrap().into_iter().map(|step| step.name).collect();
        assert_eq!(names, ["Deploy", "Move"]);
    }

    #[test]
    fn a_failed_step_leaves_nothing_and_runs_again() {
        let (session, author) = session();
        begin(&session, &author, "Move").unwrap();
        put(&session, &author, "a", 1);
        assert!(begin(&session, &author, "Inner").is_err());
        assert_eq!(fail(&session, &author, "row 3 is bad").unwrap().len(), 1);
        let step = find(&session, "Move").unwrap().unwrap();
        assert_eq!((step.state, step.error.as_deref()), (StepState::Failed, Some("row 3 is bad")));
        assert_eq!(session.get("T", "a").unwrap(), None);
        let again = run(&session, &author, "Move", "a");
        assert_eq!((again.number, again.state, again.error), (1, StepState::Completed, None));
    }

    #[test]
    fn steps_are_undone_from_the_last() {
        let (session, author) = session();
        put(&session, &author, "a", 0);
        run(&session, &author, "One", "a");
        run(&session, &author, "Two", "b");
        let refused = undo(&session, &author, Some("One"), false).unwrap_err();
        assert_eq!(refused, JournalError::NotLast { name: "One".into(), last: "Two".into() });
        let (_, plan) = undo(&session, &author, None, true).unwrap();
        assert!(plan.to_string().starts_with("- T b\n"));
        assert!(session.get("T", "b").unwrap().is_some());
        undo(&session, &author, Some("two"), false).unwrap();
        assert_eq!(session.get("T", "b").unwrap(), None);
        undo(&session, &author, None, false).unwrap();
        assert_eq!(session.get("T", "a").unwrap().unwrap().value, json!({"N": 0}));
        assert_eq!(undo(&session, &author, None, false).unwrap_err(), JournalError::NothingToUndo);
        // Undone steps run again, and can be undone again.
        run(&session, &author, "One", "a");
        assert_eq!(undo(&session, &author, None, false).unwrap().0.name, "One");
        assert_eq!(session.get("T", "a").unwrap().unwrap().value, json!({"N": 0}));
    }

    #[test]
    fn what_changed_since_is_not_undone() {
        let (session, author) = session();
        run(&session, &author, "One", "a");
        put(&session, &author, "a", 5);
        let error = undo(&session, &author, None, false).unwrap_err();
        assert!(
            matches!(error, JournalError::Store(StoreError::Conflict { identity, .. }) if identity == "a")
        );
        assert_eq!(find(&session, "One").unwrap().unwrap().state, StepState::Completed);
    }

    #[test]
    fn a_plan_notes_nothing() {
        let (session, author) = session();
        session.begin_plan().unwrap();
        run(&session, &author, "One", "a");
        assert_eq!(session.end_plan().to_string(), "+ T a\n    N: 1\n");
        assert_eq!(session.store().revision().unwrap(), 0);
    }

    #[test]
    fn a_conflict_fails_the_step() {
        let (session, author) = session();
        put(&session, &author, "a", 0);
        begin(&session, &author, "One").unwrap();
        put(&session, &author, "a", 1);
        let other = Session::new(session.store().clone());
        put(&other, &author, "a", 9);
        assert!(matches!(complete(&session, &author), Err(JournalError::Store(StoreError::Conflict { .. }))));
        assert_eq!(find(&session, "One").unwrap().unwrap().state, StepState::Failed);
        assert_eq!(session.get("T", "a").unwrap().unwrap().value, json!({"N": 9}));
        let _: &dyn Store = &**session.store();
    }
}
