//! The open store of a session, changes to it, and its errors.

use super::object;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::topology::store;
use crate::topology::store::{Author, Change, Session, StoreError, Transaction};
use std::rc::Rc;

/// The session's store, opened by the first command that needs it.
#[derive(Default)]
struct Opened(Option<Rc<Session>>);

/// What a change to the store can be refused for.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What a command names is not there.
    #[error("{0}")]
    NotFound(String),
    /// What a command makes is there already.
    #[error("{0}")]
    Exists(String),
    /// An argument cannot be used.
    #[error("{0}")]
    Invalid(String),
}

impl Refusal {
    fn category(&self) -> Category {
        match self {
            Refusal::Store(StoreError::Conflict { .. }) => Category::ResourceBusy,
            Refusal::Store(_) => Category::ResourceUnavailable,
            Refusal::NotFound(_) => Category::ObjectNotFound,
            Refusal::Exists(_) => Category::ResourceExists,
            Refusal::Invalid(_) => Category::InvalidArgument,
        }
    }

    fn id(&self) -> &'static str {
        match self {
            Refusal::Store(_) => "StoreError",
            Refusal::NotFound(_) => "ObjectNotFound",
            Refusal::Exists(_) => "ObjectExists",
            Refusal::Invalid(_) => "InvalidArgument",
        }
    }

    /// Reports the refusal as this command's error.
    pub fn report(&self, context: &mut Context<'_>) -> Outcome {
        let (id, category) = (self.id(), self.category());
        context.fail("System.InvalidOperationException", self.to_string(), id, category, Value::Null)
    }

    /// The refusal as an error that ends the command.
    pub fn terminate(&self, context: &mut Context<'_>) -> Box<Fault> {
        let (id, category) = (self.id(), self.category());
        context.terminate("System.InvalidOperationException", self.to_string(), id, category, Value::Null)
    }
}

/// The session's store. Errors: it cannot be opened.
pub fn session(context: &mut Context<'_>) -> Outcome<Rc<Session>> {
    if let Some(session) = &context.engine.extension::<Opened>().0 {
        return Ok(session.clone());
    }
    let location = context.engine.environment.get("FEDSH_STORE").cloned();
    match store::open(location.as_deref()) {
        Ok(opened) => {
            let session = Rc::new(Session::new(opened));
            context.engine.extension::<Opened>().0 = Some(session.clone());
            Ok(session)
        }
        Err(error) => Err(Refusal::from(error).terminate(context)),
    }
}

/// On whose behalf this command changes the store.
pub fn author(context: &Context<'_>) -> Author {
    let line = match &context.invocation.position {
        Some(position) => position.span.text(&position.source.text).to_string(),
        None => context.invocation.info.name.to_string(),
    };
    let secret =
        ["passphrase", "secret", "password"].iter().any(|word| line.to_ascii_lowercase().contains(word));
    Author::current(if secret { format!("{} (with a secret)", context.invocation.info.name) } else { line })
}

/// Whether the command only says what it would do.
fn only_says(context: &mut Context<'_>) -> bool {
    match context.invocation.common.what_if {
        Some(on) => on,
        None => context
            .engine
            .find_variable("whatifpreference")
            .is_some_and(|value| crate::engine::convert::to_bool(&value)),
    }
}

/// Changes the store, or with `-WhatIf` prints what would change. `None` when nothing was changed: it was
/// only said, declined, or refused, which is reported.
pub fn change<T>(
    context: &mut Context<'_>,
    target: &str,
    work: impl FnOnce(&mut Transaction) -> Result<T, Refusal>,
) -> Outcome<Option<T>> {
    match attempt(context, target, work)? {
        Ok(value) => Ok(value),
        Err(refusal) => {
            refusal.report(context)?;
            Ok(None)
        }
    }
}

/// As [`change`], with the refusal for the caller to report.
pub fn attempt<T>(
    context: &mut Context<'_>,
    target: &str,
    work: impl FnOnce(&mut Transaction) -> Result<T, Refusal>,
) -> Outcome<Result<Option<T>, Refusal>> {
    let session = session(context)?;
    if only_says(context) {
        return Ok(session.preview(work).map(|previewed| {
            context.engine.host.write(&plan(previewed.changes.changes()), None, None);
            None
        }));
    }
    let verb = context.invocation.info.name.to_string();
    if !context.should_process(target, &verb)? {
        return Ok(Ok(None));
    }
    let author = author(context);
    Ok(session.change(&author, work).map(|changed| Some(changed.value)))
}

/// Changes as lines of a plan.
pub fn plan(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "What if: Nothing would change.\n".into();
    }
    let mut text = String::new();
    for change in changes {
        let verb = match (change.before(), change.after()) {
            (None, _) => "Create",
            (_, None) => "Remove",
            _ => "Change",
        };
        text.push_str(&format!("What if: {verb} {} {}\n", change.kind(), change.identity()));
        let before = change.before().map(|record| &record.value);
        for (name, old, new) in object::differences(before, change.after()) {
            text.push_str(&format!("           {name}: {old} -> {new}\n"));
        }
    }
    text
}
