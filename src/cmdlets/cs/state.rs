//! The open store of a session, changes to it, and its errors.

use super::plan::plan;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use crate::topology::store;
use crate::topology::store::{Author, Change, Session, Store, StoreError, Transaction};
use std::rc::Rc;

/// The session's store, opened by the first command that needs it.
#[derive(Default)]
struct Opened(Option<Rc<Session>>);

/// The revision that the store had when the session began to use it.
#[derive(Default)]
struct First(i64);

/// See [`First`]; 0 before the store was used.
pub fn first_revision(context: &mut Context<'_>) -> i64 {
    context.engine.extension::<First>().0
}

/// The store that was chosen for this session.
#[derive(Default)]
struct Chosen(Option<String>);

/// What a change to the store can be refused for.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Two changes of one record.
    #[error("{0}")]
    Conflict(String),
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
            _ if self.is_conflict() => Category::ResourceBusy,
            Refusal::Conflict(_) => Category::ResourceBusy,
            Refusal::Store(_) => Category::ResourceUnavailable,
            Refusal::NotFound(_) => Category::ObjectNotFound,
            Refusal::Exists(_) => Category::ResourceExists,
            Refusal::Invalid(_) => Category::InvalidArgument,
        }
    }

    fn id(&self) -> &'static str {
        match self {
            Refusal::Store(_) | Refusal::Conflict(_) => "StoreError",
            Refusal::NotFound(_) => "ObjectNotFound",
            Refusal::Exists(_) => "ObjectExists",
            Refusal::Invalid(_) => "InvalidArgument",
        }
    }

    /// Whether someone else's change is the reason.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Refusal::Store(StoreError::Conflict { .. }) | Refusal::Conflict(_))
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

/// The session's store for looking only; `None` when it cannot be opened.
pub fn opened(engine: &mut crate::engine::Engine) -> Option<Rc<Session>> {
    if let Some(session) = &engine.extension::<Opened>().0 {
        return Some(session.clone());
    }
    let location = engine.environment.get("FEDSH_STORE").cloned();
    let session = Rc::new(Session::new(store::open(location.as_deref()).ok()?));
    engine.extension::<Opened>().0 = Some(session.clone());
    Some(session)
}

/// The session's store. Errors: it cannot be opened.
pub fn session(context: &mut Context<'_>) -> Outcome<Rc<Session>> {
    if let Some(session) = &context.engine.extension::<Opened>().0 {
        return Ok(session.clone());
    }
    let chosen = context.engine.extension::<Chosen>().0.clone();
    let location = chosen.or_else(|| context.engine.environment.get("FEDSH_STORE").cloned());
    match store::open(location.as_deref()) {
        Ok(opened) => {
            let revision = opened.revision().unwrap_or(0);
            let session = Rc::new(Session::new(opened));
            context.engine.extension::<First>().0 = revision;
            context.engine.extension::<Opened>().0 = Some(session.clone());
            Ok(session)
        }
        Err(error) => Err(Refusal::from(error).terminate(context)),
    }
}

/// Lets the session work on another store from now on; `None` is the one it begins with.
/// Refused inside a step or a plan, whose changes would be lost.
pub fn reopen(context: &mut Context<'_>, location: Option<String>) -> Outcome {
    let open = context.engine.extension::<Opened>().0.clone();
    if open.is_some_and(|session| session.step().is_some() || session.is_planning()) {
        let reason = "The store cannot be changed inside a migration step or a plan.".to_owned();
        return Refusal::Invalid(reason).report(context);
    }
    context.engine.extension::<Chosen>().0 = location;
    context.engine.extension::<Opened>().0 = None;
    Ok(())
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
pub fn only_says(context: &mut Context<'_>) -> bool {
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
    let verb = context.invocation.info.name.to_string();
    if only_says(context) {
        let previewed = match session.preview(work) {
            Ok(previewed) => previewed,
            Err(refusal) => return Ok(Err(refusal)),
        };
        context.should_process(target, &verb)?;
        for line in plan(previewed.changes.changes()).lines() {
            context.verbose(line.strip_prefix("What if: ").unwrap_or(line))?;
        }
        return Ok(Ok(None));
    }
    if !context.should_process(target, &verb)? {
        return Ok(Ok(None));
    }
    let author = author(context);
    Ok(match session.run(&author, work) {
        Ok(value) => Ok(Some(value)),
        Err(Refusal::Store(error)) => Err(explained(&**session.store(), error, &author.command_line)),
        Err(refusal) => Err(refusal),
    })
}

/// A conflict with both changes in it: what someone else did, and what this command was about to do.
pub fn explained(store: &dyn Store, error: StoreError, own: &str) -> Refusal {
    let StoreError::Conflict { kind, identity, found, .. } = &error else { return Refusal::Store(error) };
    let touches =
        |change: &Change| change.kind() == kind && store::fold(change.identity()) == store::fold(identity);
    // A record that is gone has no revision: its removal is the last change of it in the log.
    let entry = match found {
        Some(revision) => store.log_entry(*revision).ok().flatten(),
        None => store
            .log(0)
            .ok()
            .and_then(|log| log.into_iter().rev().find(|entry| entry.changes.changes().iter().any(touches))),
    };
    let Some(entry) = entry else { return Refusal::Store(error) };
    let theirs: Vec<Change> =
        entry.changes.changes().iter().filter(|change| touches(change)).cloned().collect();
    let details: Vec<String> = plan(&theirs)
        .lines()
        .map(|line| line.strip_prefix("What if: ").unwrap_or(line).trim().to_owned())
        .collect();
    let time = entry.time.with_timezone(&chrono::Local).format("%Y-%m-%d %H:%M:%S");
    Refusal::Conflict(format!(
        "{kind} '{identity}' was changed by someone else meanwhile. Theirs: {} at {time} with '{}' ({}). Yours: '{own}'. Nothing of yours was changed; run the command again.",
        entry.author.who,
        entry.author.command_line,
        details.join("; ")
    ))
}
