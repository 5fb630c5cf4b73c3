//! Changes that one command makes to many objects of a pipeline.
//!
//! The first change, and every one after a pause, is committed at once. Those that follow quickly gather for a
//! moment and are committed together, at the latest when the command ends, so that 100,000 users do not wait for
//! 100,000 writes to the disk.

use super::state::{Refusal, attempt, author, explained, only_says, opened, session};
use crate::engine::command::Context;
use crate::engine::host::Progress;
use crate::engine::{Engine, Outcome};
use crate::topology::store::{Author, Session, Transaction};
use std::time::{Duration, Instant};

/// Time between the first commits; it doubles with each, for a command that has so much to do.
const PAUSE: Duration = Duration::from_millis(100);

/// Longest time between two commits: what a crash can take back of a command that was not done yet.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Objects between two notes of progress.
const STEP: usize = 500;

/// What a command does to one object.
pub type Work<'a, T> = dyn Fn(&mut Transaction, &str) -> Result<T, Refusal> + 'a;

/// A command that does one thing to each of many objects.
pub trait Gathering {
    /// What it gives back for one object.
    type Done;
    /// What progress calls it.
    const ACTIVITY: &'static str;

    /// What is not committed yet.
    fn gathered(&mut self) -> &mut Gathered;

    /// Changes one object.
    fn apply(&self, transaction: &mut Transaction, target: &str) -> Result<Self::Done, Refusal>;

    /// Changes one object, and commits now or soon. `None` when it was only said or declined; the refusal is for
    /// the caller to report.
    fn gather(
        &mut self,
        context: &mut Context<'_>,
        target: &str,
    ) -> Outcome<Result<Option<Self::Done>, Refusal>> {
        let mut gathered = std::mem::take(self.gathered());
        let done = gathered.change(context, target, &|transaction, target| self.apply(transaction, target));
        gathered.count(context, Self::ACTIVITY);
        *self.gathered() = gathered;
        done
    }

    /// Commits what is left.
    fn commit(&mut self, context: &mut Context<'_>) -> Outcome {
        let mut gathered = std::mem::take(self.gathered());
        gathered.counted(context, Self::ACTIVITY);
        gathered.end(context, &|transaction, target| self.apply(transaction, target))
    }

    /// As [`Gathering::commit`], after an error or Ctrl+C.
    fn commit_rest(&mut self, engine: &mut Engine) {
        let mut gathered = std::mem::take(self.gathered());
        gathered.clean(engine, &|transaction, target| self.apply(transaction, target));
    }
}

/// The changes of a command that are not committed yet.
#[derive(Default)]
pub struct Gathered {
    author: Option<Author>,
    targets: Vec<String>,
    committed: Option<Instant>,
    pause: Duration,
    done: usize,
}

impl Gathered {
    /// Changes one object as [`attempt`] does; the commit may come later. The refusal is for the caller to report.
    pub fn change<T>(
        &mut self,
        context: &mut Context<'_>,
        target: &str,
        work: &Work<'_, T>,
    ) -> Outcome<Result<Option<T>, Refusal>> {
        if only_says(context) {
            return attempt(context, target, |transaction| work(transaction, target));
        }
        let session = session(context)?;
        if !context.should_process(target, context.invocation.info.name)? {
            return Ok(Ok(None));
        }
        let own = match self.author.take() {
            Some(author) => author,
            None => author(context),
        };
        let outcome = session.gather(&own, |transaction| work(transaction, target));
        self.author = Some(own);
        let value = match outcome {
            Ok(value) => value,
            Err(refusal) => return Ok(Err(self.explained(&session, refusal))),
        };
        if !session.keeps_pending() {
            self.targets.push(target.to_owned());
            let now = Instant::now();
            if self.committed.is_none_or(|last| now.duration_since(last) >= self.pause) {
                let refused = self.settle(&session, work);
                // After a pause in the pipeline it begins anew.
                let idle = self.committed.is_none_or(|last| now.duration_since(last) > self.pause * 2);
                self.pause = if idle { PAUSE } else { (self.pause * 2).min(LONGEST_PAUSE) };
                self.committed = Some(Instant::now());
                refused.iter().try_for_each(|refusal| refusal.report(context))?;
            }
        }
        Ok(Ok(Some(value)))
    }

    /// Commits what is left, and reports what cannot be.
    pub fn end<T>(&mut self, context: &mut Context<'_>, work: &Work<'_, T>) -> Outcome {
        if self.targets.is_empty() {
            return Ok(());
        }
        let session = session(context)?;
        self.settle(&session, work).iter().try_for_each(|refusal| refusal.report(context))
    }

    /// As [`Gathered::end`], after an error or Ctrl+C: what was done before it stays done.
    pub fn clean<T>(&mut self, engine: &mut Engine, work: &Work<'_, T>) {
        if self.targets.is_empty() {
            return;
        }
        let Some(session) = opened(engine) else { return };
        for refusal in self.settle(&session, work) {
            engine.host.write(&format!("{refusal}\n"), Some("Red"), None);
        }
    }

    /// Counts an object and says now and then how many there were; the end of the command says so last.
    pub fn count(&mut self, context: &mut Context<'_>, activity: &str) {
        self.done += 1;
        if self.done.is_multiple_of(STEP) {
            self.note(context, activity, false);
        }
    }

    /// Ends the progress that [`Gathered::count`] showed.
    pub fn counted(&self, context: &mut Context<'_>, activity: &str) {
        if self.done >= STEP {
            self.note(context, activity, true);
        }
    }

    fn note(&self, context: &mut Context<'_>, activity: &str, completed: bool) {
        context.progress(&Progress {
            activity: activity.to_owned(),
            status: format!("{} users", self.done),
            percent: -1,
            completed,
            ..Progress::default()
        });
    }

    /// Commits. After a conflict each object is tried by itself. Gives what was refused.
    fn settle<T>(&mut self, session: &Session, work: &Work<'_, T>) -> Vec<Refusal> {
        let targets = std::mem::take(&mut self.targets);
        let Err(error) = session.settle() else { return Vec::new() };
        let refusal = Refusal::Store(error);
        if !refusal.is_conflict() || targets.len() < 2 {
            return vec![self.explained(session, refusal)];
        }
        let own = self.author.clone().unwrap_or_default();
        let again = |target: &String| session.run(&own, |transaction| work(transaction, target)).err();
        let refused: Vec<Refusal> = targets.iter().filter_map(again).collect();
        refused.into_iter().map(|refusal| self.explained(session, refusal)).collect()
    }

    fn explained(&self, session: &Session, refusal: Refusal) -> Refusal {
        let own = self.author.as_ref().map_or("", |author| author.command_line.as_str());
        match refusal {
            Refusal::Store(error) => explained(&**session.store(), error, own),
            other => other,
        }
    }
}
