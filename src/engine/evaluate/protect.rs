//! `try`/`catch`/`finally`, and expressions under redirections.

use super::{Flow, Frame};
use crate::engine::command::Sink;
use crate::engine::error::{ErrorRecord, Exception};
use crate::engine::object::{Object, ObjectKind};
use crate::engine::types::Type;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, raised};
use crate::language::code::{Code, Range, Try};
use std::rc::Rc;
use std::sync::atomic::Ordering;

impl Engine {
    pub(super) fn run_try(
        &mut self,
        frame: &mut Frame,
        code: &Rc<Code>,
        index: crate::language::code::Index,
        sink: &mut dyn Sink,
    ) -> Outcome<Flow> {
        let Some(entry) = code.tables.tries.get(index as usize) else { return Ok(Flow::Next) };
        let collectors = frame.collectors.len();
        let guarded = usize::from(!entry.catches.is_empty());
        self.tries += guarded;
        let result = self.run_range(frame, entry.body, sink);
        self.tries -= guarded;
        let result = match result {
            Err(fault) => {
                frame.collectors.truncate(collectors);
                self.catch(frame, code, entry, fault, sink)
            }
            ok => ok,
        };
        let result = match entry.finally {
            Some(finally) => self.finally(frame, finally, result, sink),
            None => result,
        };
        Ok(match result? {
            Flow::Next => Flow::Jump(entry.end),
            other => other,
        })
    }

    /// Runs the clause for an error, or hands the fault on.
    fn catch(
        &mut self,
        frame: &mut Frame,
        code: &Code,
        entry: &Try,
        fault: Box<Fault>,
        sink: &mut dyn Sink,
    ) -> Outcome<Flow> {
        let Fault::Error { record, whole_script } = *fault else { return Err(fault) };
        let mut record = *record;
        let Some((body, exception)) = self.catching_clause(code, entry, &record)? else {
            return Err(Box::new(Fault::Error { record: Box::new(record), whole_script }));
        };
        self.remember_error(&mut record);
        record.exception = exception.unwrap_or(record.exception);
        self.handle(frame, body, record, sink)
    }

    /// Runs a handler's range with `$_` set to the error.
    pub(super) fn handle(
        &mut self,
        frame: &mut Frame,
        body: Range,
        record: ErrorRecord,
        sink: &mut dyn Sink,
    ) -> Outcome<Flow> {
        let saved = self.scope.get("_");
        let error = Value::object(Object::new(ObjectKind::Error(Box::new(record.clone()))));
        self.scope.set("_", error);
        self.caught.push(record);
        self.succeeded = false;
        let result = self.run_range(frame, body, sink);
        self.caught.pop();
        self.scope.set("_", saved.unwrap_or_default());
        result
    }

    /// The clause that takes an error. Of those with a type the most special one that fits any of the
    /// exceptions thrown, with the exception that `$_` has instead of the record's own.
    fn catching_clause(
        &mut self,
        code: &Code,
        entry: &Try,
        record: &ErrorRecord,
    ) -> Outcome<Option<(Range, Option<Exception>)>> {
        let mut clauses = Vec::new();
        for clause in &entry.catches {
            for name in &clause.types {
                // The brackets around the type belong to its place here.
                let mut bracketed = name.clone();
                bracketed.span.start = bracketed.span.start.saturating_sub(1);
                bracketed.span.end += 1;
                clauses.push((self.resolve_at(&code.source, &bracketed)?, clause.body));
            }
        }
        if !clauses.is_empty() {
            let types: Vec<Rc<Type>> = clauses.iter().map(|(wanted, _)| wanted.clone()).collect();
            let mut best: Option<(usize, Range, Exception)> = None;
            for exception in record.catchable() {
                let Some((wanted, body)) = nearest(&clauses, &exception) else { continue };
                let rank = raised::rank(&types, wanted);
                if best.as_ref().is_none_or(|(known, ..)| rank < *known) {
                    best = Some((rank, body, exception));
                }
            }
            if let Some((_, body, exception)) = best {
                return Ok(Some((body, Some(exception).filter(|_| record.is_bare()))));
            }
        }
        Ok(entry.catches.iter().find(|clause| clause.types.is_empty()).map(|clause| (clause.body, None)))
    }

    /// Runs `finally` whatever happened, also after Ctrl+C; what it does itself wins.
    fn finally(
        &mut self,
        frame: &mut Frame,
        range: Range,
        result: Outcome<Flow>,
        sink: &mut dyn Sink,
    ) -> Outcome<Flow> {
        let stopped = self.stop.swap(false, Ordering::Relaxed);
        let outcome = self.run_range(frame, range, sink);
        if stopped {
            self.stop.store(true, Ordering::Relaxed);
        }
        match outcome? {
            Flow::Next => result,
            other => Ok(other),
        }
    }

    pub(super) fn run_redirected(
        &mut self,
        frame: &mut Frame,
        code: &Rc<Code>,
        index: crate::language::code::Index,
        sink: &mut dyn Sink,
    ) -> Outcome<Flow> {
        let Some(entry) = code.tables.redirected.get(index as usize) else { return Ok(Flow::Next) };
        let mut redirect = self.open_redirections(frame, &entry.redirections)?;
        let mut collected = frame.collectors.pop();
        let outer = std::mem::take(&mut frame.collectors);
        let result = match &mut collected {
            Some(items) => {
                let mut inner = super::CollectorSink(items);
                self.run_under(&mut redirect, &mut inner, |engine, sink| {
                    engine.run_range(frame, entry.body, sink)
                })
            }
            None => {
                self.run_under(&mut redirect, sink, |engine, sink| engine.run_range(frame, entry.body, sink))
            }
        };
        frame.collectors = outer;
        frame.collectors.extend(collected);
        Ok(match result? {
            Flow::Next => Flow::Jump(entry.body.end),
            other => other,
        })
    }
}

/// The clause whose type is nearest to an exception's class.
fn nearest<'c>(clauses: &'c [(Rc<Type>, Range)], exception: &Exception) -> Option<(&'c Rc<Type>, Range)> {
    let distance = |wanted| crate::engine::types::distance(exception, wanted);
    let fitting = clauses.iter().filter_map(|(wanted, body)| Some((distance(wanted)?, wanted, *body)));
    fitting.min_by_key(|(distance, ..)| *distance).map(|(_, wanted, body)| (wanted, body))
}
