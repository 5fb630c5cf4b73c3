//! What a fault does to the statement it happens in: where the next one runs, which trap takes it,
//! and where PowerShell says that it happened.

use super::{Flow, Frame};
use crate::engine::command::{ActionPreference, Sink};
use crate::engine::error::{Category, ErrorRecord, Exception, Position};
use crate::engine::object::ObjectKind;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use crate::language::ast::TypeName;
use crate::language::code::{Address, Code, Range};
use std::rc::Rc;

impl Engine {
    /// Decides where to go on after a fault at `at`; an error when the fault goes further out.
    pub(super) fn recover(
        &mut self,
        frame: &mut Frame,
        at: Address,
        fault: Box<Fault>,
        sink: &mut dyn Sink,
    ) -> Outcome<Address> {
        match *fault {
            Fault::Break(label) => {
                self.find_loop(frame, at, label.as_deref(), true).ok_or_else(|| Box::new(Fault::Break(label)))
            }
            Fault::Continue(label) => self
                .find_loop(frame, at, label.as_deref(), false)
                .ok_or_else(|| Box::new(Fault::Continue(label))),
            Fault::Error { mut record, whole_script } => {
                self.locate(&mut record, &frame.code, at);
                self.recover_error(frame, at, *record, whole_script, sink)
            }
            other => Err(Box::new(other)),
        }
    }

    fn find_loop(
        &self,
        frame: &mut Frame,
        at: Address,
        label: Option<&str>,
        leaving: bool,
    ) -> Option<Address> {
        let code = frame.code.clone();
        let region = code.tables.loops.iter().find(|region| {
            region.body.contains(at)
                && label.is_none_or(|wanted| {
                    region.label.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(wanted))
                })
        })?;
        frame.collectors.truncate(usize::from(region.collectors));
        Some(if leaving { region.break_to } else { region.continue_to })
    }

    fn recover_error(
        &mut self,
        frame: &mut Frame,
        at: Address,
        mut record: ErrorRecord,
        whole_script: bool,
        sink: &mut dyn Sink,
    ) -> Outcome<Address> {
        let code = frame.code.clone();
        for trap in &code.tables.traps {
            if !trap.guarded.contains(at) || !self.trap_takes(&trap.exception, &record)? {
                continue;
            }
            return self.run_trap(frame, trap.guarded, trap.body, at, record, sink);
        }
        let preference = self.error_preference(None);
        let goes_on = match preference {
            ActionPreference::Stop => false,
            ActionPreference::Continue => !whole_script,
            ActionPreference::SilentlyContinue | ActionPreference::Ignore => true,
            _ => !whole_script,
        };
        if self.tries > 0 || !goes_on || code.is_method {
            return Err(Box::new(Fault::Error { record: Box::new(record), whole_script }));
        }
        self.succeeded = false;
        self.report_statement_error(&mut record, preference)?;
        self.succeeded = false;
        Ok(self.resume_after(frame, at, None))
    }

    /// The end of the innermost failing statement (within `inside`: of the outermost one there).
    fn resume_after(&self, frame: &mut Frame, at: Address, inside: Option<Range>) -> Address {
        let code = frame.code.clone();
        let mut regions = code.tables.statements.iter().filter(|region| region.range.contains(at));
        let region = match inside {
            None => regions.clone().next(),
            Some(range) => {
                regions.rfind(|region| range.start <= region.range.start && region.range.end <= range.end)
            }
        };
        match region {
            Some(region) => {
                frame.collectors.truncate(usize::from(region.collectors));
                region.range.end
            }
            None => code.instructions.len() as Address,
        }
    }

    fn trap_takes(&mut self, exception: &Option<TypeName>, record: &ErrorRecord) -> Outcome<bool> {
        match exception {
            None => Ok(true),
            Some(name) => Ok(self.exception_distance(record, name)?.is_some()),
        }
    }

    /// A trap's body decides by `break` (hand on), `continue` (silently go on) or its end (report, go on).
    fn run_trap(
        &mut self,
        frame: &mut Frame,
        guarded: Range,
        body: Range,
        at: Address,
        mut record: ErrorRecord,
        sink: &mut dyn Sink,
    ) -> Outcome<Address> {
        self.remember_error(&mut record);
        match self.handle(frame, body, record.clone(), sink) {
            Ok(Flow::Return) => Ok(frame.code.instructions.len() as Address),
            Ok(_) => {
                let preference = self.error_preference(None);
                self.report_statement_error(&mut record, preference)?;
                self.succeeded = false;
                Ok(self.resume_after(frame, at, Some(guarded)))
            }
            Err(fault) => match *fault {
                Fault::Continue(None) => Ok(self.resume_after(frame, at, Some(guarded))),
                Fault::Break(None) => {
                    Err(Box::new(Fault::Error { record: Box::new(record), whole_script: true }))
                }
                other => Err(Box::new(other)),
            },
        }
    }

    /// How far the class of an error is from a caught type: 0 for the same. `None` when it is no such error.
    pub(super) fn exception_distance(
        &mut self,
        record: &ErrorRecord,
        name: &TypeName,
    ) -> Outcome<Option<usize>> {
        let wanted = crate::engine::types::resolve(self, name)?;
        let mut exception = Some(&record.exception);
        while let Some(current) = exception {
            if let Some(distance) = crate::engine::types::distance(current, &wanted) {
                return Ok(Some(distance));
            }
            exception = current.inner.as_deref();
        }
        Ok(None)
    }

    /// Fills where an error happened, once.
    fn locate(&mut self, record: &mut ErrorRecord, code: &Code, at: Address) {
        if record.position.is_none() {
            let span = code.spans.get(at as usize).copied().unwrap_or_default();
            record.position = Some(Position { source: code.source.clone(), span, command: None });
        }
        if record.script_stack.is_empty() {
            record.script_stack = self.script_stack(record.position.as_ref());
        }
    }

    /// `throw value`.
    pub(super) fn throw(&mut self, value: &Value, code: &Rc<Code>, at: Address) -> Box<Fault> {
        let record = self.thrown_record(value);
        let mut record = match record {
            Ok(record) => record,
            Err(fault) => return fault,
        };
        record.position = None;
        self.locate(&mut record, code, at);
        Box::new(Fault::Error { record: Box::new(record), whole_script: true })
    }

    fn thrown_record(&mut self, value: &Value) -> Outcome<ErrorRecord> {
        if let Value::Object(object) = value.unwrapped()
            && let ObjectKind::Error(record) = &object.kind
        {
            let mut record = (**record).clone();
            record.reported = false;
            return Ok(record);
        }
        if let Some(exception) = crate::engine::types::exception::whole(value) {
            let id = exception.message.clone();
            return Ok(ErrorRecord::new(exception, id, Category::OperationStopped, Value::Null));
        }
        let message =
            if value.is_null() { "ScriptHalted".to_string() } else { convert::to_text(self, value)? };
        let exception = Exception::runtime(message.clone());
        Ok(ErrorRecord::new(exception, message, Category::OperationStopped, value.clone()))
    }

    /// `throw` without a value: the error being handled again.
    pub(super) fn rethrow(&mut self, code: &Rc<Code>, at: Address) -> Box<Fault> {
        match self.caught.last().cloned() {
            Some(mut record) => {
                record.reported = false;
                Box::new(Fault::Error { record: Box::new(record), whole_script: true })
            }
            None => self.throw(&Value::Null, code, at),
        }
    }

    pub(super) fn exit(&mut self, value: &Value) -> Box<Fault> {
        let code = match value {
            Value::Null | Value::Empty => 0,
            other => convert::to_int(other).unwrap_or(0),
        };
        Box::new(Fault::Exit(code))
    }

    pub(super) fn label(&mut self, value: &Value) -> Outcome<Option<Rc<str>>> {
        Ok(match value {
            Value::Null | Value::Empty => None,
            other => Some(convert::to_text(self, other)?.into()),
        })
    }
}
