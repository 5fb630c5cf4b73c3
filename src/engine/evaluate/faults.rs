//! What a fault does to the statement it happens in: where the next one runs, which trap takes it,
//! and where PowerShell says that it happened.

use super::{Flow, Frame};
use crate::engine::command::{ActionPreference, Sink};
use crate::engine::error::{Category, ErrorRecord, Exception, Position};
use crate::engine::object::ObjectKind;
use crate::engine::raised::{Carrier, RUNTIME};
use crate::engine::types::{Type, error_record};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert};
use crate::language::Source;
use crate::language::ast::TypeName;
use crate::language::code::{Address, Code, Range, Trap};
use std::rc::Rc;

fn encloses(outer: Range, inner: Range) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn is_runtime(record: &ErrorRecord) -> bool {
    let runtime = crate::engine::types::named(RUNTIME);
    crate::engine::types::exception_distance(&record.exception.class, &runtime).is_some()
}

/// What a conversion raises in a script is a `RuntimeException` around the conversion's own exception.
fn wrap_cast(record: &mut ErrorRecord) {
    if record.exception.class.as_ref() == "System.Management.Automation.PSInvalidCastException"
        && !record.thrown
    {
        let mut inner = record.exception.clone();
        inner.data.push(("ErrorRecord".into(), error_record::value(record.clone())));
        record.exception = Exception::new(RUNTIME, inner.message.clone()).with_inner(inner);
    }
}

impl Engine {
    /// Decides where to go on after a fault at `at`; an error when the fault goes further out.
    pub(super) fn recover(
        &mut self,
        frame: &mut Frame,
        at: Address,
        range: Range,
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
                self.recover_error(frame, (at, range), *record, whole_script, sink)
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
        // In a trap they speak of the error, not of a loop around the trap.
        let trapped = |body: Range| {
            code.tables.traps.iter().any(|trap| trap.body.contains(at) && encloses(body, trap.body))
        };
        let region = code.tables.loops.iter().find(|region| {
            region.body.contains(at)
                && !trapped(region.body)
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
        (at, range): (Address, Range),
        mut record: ErrorRecord,
        mut whole_script: bool,
        sink: &mut dyn Sink,
    ) -> Outcome<Address> {
        let code = frame.code.clone();
        let mut handed_on = None;
        while let Some(trap) = self.chosen_trap(&code, at, &record, handed_on)? {
            if let Some(next) = self.run_trap(frame, trap, at, &mut record, sink)? {
                return Ok(next);
            }
            (handed_on, whole_script) = (Some(trap.guarded), true);
        }
        if handed_on.is_some() {
            return Err(Box::new(Fault::Error { record: Box::new(record), whole_script }));
        }
        if record.ends_command || record.stops {
            return Err(Box::new(Fault::Error { record: Box::new(record), whole_script }));
        }
        let preference = self.error_preference(None);
        let goes_on = match preference {
            ActionPreference::Stop => false,
            ActionPreference::Continue => !whole_script,
            ActionPreference::SilentlyContinue | ActionPreference::Ignore => true,
            _ => !whole_script,
        };
        // A part of a statement (a redirected expression) has no statement of its own to go on behind.
        let own = code.tables.statements.iter().find(|region| region.range.contains(at));
        let is_part = own.is_some_and(|own| own.range.start < range.start || range.end < own.range.end);
        // A trap around the call takes the error as a `try` does; one that is no more here does not.
        let guarded = self.tries > usize::from(frame.guarded);
        record.stops |= preference == ActionPreference::Stop;
        if guarded || !goes_on || code.is_method || is_part {
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
            Some(range) => regions.rfind(|region| encloses(range, region.range)),
        };
        // Of a chain only the pipeline failed, unless a statement inside of it did.
        let region = region.map(|whole| {
            let inner = code.tables.statements.iter().filter(|inner| inner.range.contains(at));
            let mut inner =
                inner.filter(|inner| encloses(whole.range, inner.range) && inner.range != whole.range);
            inner.next_back().filter(|inner| inner.in_chain).unwrap_or(whole)
        });
        match region {
            Some(region) => {
                frame.collectors.truncate(usize::from(region.collectors));
                region.range.end
            }
            None => code.instructions.len() as Address,
        }
    }

    /// The trap that takes an error at `at`: of the innermost statements that have one for it, the one with
    /// the nearest type; one without a type comes last. `handed_on`: the statements whose trap let the error
    /// go on, so that only traps of statements around them are left.
    fn chosen_trap<'c>(
        &mut self,
        code: &'c Code,
        at: Address,
        record: &ErrorRecord,
        handed_on: Option<Range>,
    ) -> Outcome<Option<&'c Trap>> {
        let mut best: Option<(usize, &Trap)> = None;
        let is_left = |trap: &&Trap| {
            handed_on.is_none_or(|inner| encloses(trap.guarded, inner) && trap.guarded != inner)
        };
        for trap in code.tables.traps.iter().filter(is_left) {
            // The clauses of a `try` inside of what the trap guards come first.
            let tried = code.tables.tries.iter().any(|inner| {
                !inner.catches.is_empty() && inner.body.contains(at) && encloses(trap.guarded, inner.body)
            });
            let beside = best.is_none_or(|(_, known)| known.guarded == trap.guarded);
            if tried || !beside || !trap.guarded.contains(at) {
                continue;
            }
            if let Some(distance) = self.trap_distance(&code.source, &trap.exception, record)?
                && best.is_none_or(|(known, _)| distance < known)
            {
                best = Some((distance, trap));
            }
        }
        Ok(best.map(|(_, trap)| trap))
    }

    /// A trap takes an error by its exception, the one inside of it, or as a `RuntimeException`: how far the
    /// nearest of these is from the trap's type.
    fn trap_distance(
        &mut self,
        source: &Rc<Source>,
        exception: &Option<TypeName>,
        record: &ErrorRecord,
    ) -> Outcome<Option<usize>> {
        let Some(name) = exception else { return Ok(Some(usize::MAX)) };
        let wanted = self.resolve_at(source, name)?;
        let exceptions = record.catchable().into_iter();
        Ok(exceptions.filter_map(|exception| crate::engine::types::distance(&exception, &wanted)).min())
    }

    /// A trap's body decides by `break` (hand on: `None`), `continue` (silently go on) or its end (report, go on).
    fn run_trap(
        &mut self,
        frame: &mut Frame,
        trap: &Trap,
        at: Address,
        record: &mut ErrorRecord,
        sink: &mut dyn Sink,
    ) -> Outcome<Option<Address>> {
        self.remember_error(record);
        // What was collected for the failed statement is lost; what the trap sends is the block's output.
        let next = self.resume_after(frame, at, Some(trap.guarded));
        match self.handle(frame, trap.body, record.clone(), sink) {
            Ok(Flow::Return) => Ok(Some(frame.code.instructions.len() as Address)),
            Ok(_) => {
                let preference = self.error_preference(None);
                self.report_statement_error(record, preference)?;
                self.succeeded = false;
                Ok(Some(next))
            }
            Err(fault) => match *fault {
                Fault::Continue(None) => Ok(Some(next)),
                Fault::Break(None) => Ok(None),
                other => Err(Box::new(other)),
            },
        }
    }

    /// A type by its name in a script. Errors: there is none, said to be where the name stands.
    pub(super) fn resolve_at(&mut self, source: &Rc<Source>, name: &TypeName) -> Outcome<Rc<Type>> {
        crate::engine::types::resolve(self, name).map_err(|mut fault| {
            if let Fault::Error { record, .. } = fault.as_mut()
                && record.position.is_none()
            {
                record.position = Some(Position::at(source, name.span));
            }
            fault
        })
    }

    /// An error of the value that a code gave happened where that code begins.
    pub(in crate::engine) fn placed_in(&mut self, mut fault: Box<Fault>, code: &Rc<Code>) -> Box<Fault> {
        if let Fault::Error { record, .. } = fault.as_mut() {
            self.locate(record, code, 0);
        }
        fault
    }

    /// Fills where an error happened, once.
    fn locate(&mut self, record: &mut ErrorRecord, code: &Code, at: Address) {
        if record.position.is_none() {
            let span = code.places.get(at as usize).copied().unwrap_or_default();
            record.position = Some(Position::at(&code.source, span));
            wrap_cast(record);
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
            let mut record = record.current().clone();
            record.reported = false;
            // What stood around it when it came is not thrown again.
            (record.carrier, record.stops) = (Carrier::Thrown, false);
            record.script_stack.clear();
            return Ok(record);
        }
        if let Some(exception) = crate::engine::types::exception::whole(value) {
            let id = exception.message.clone();
            let mut record = ErrorRecord::new(exception, id, Category::OperationStopped, Value::Null);
            record.thrown = record.exception.object.is_none() && is_runtime(&record);
            return Ok(record);
        }
        let message =
            if value.is_null() { "ScriptHalted".to_string() } else { convert::to_text(self, value)? };
        let exception = Exception::runtime(message.clone());
        let mut record = ErrorRecord::new(exception, message, Category::OperationStopped, value.clone());
        record.thrown = true;
        Ok(record)
    }

    /// `throw` without a value: the error being handled again.
    pub(super) fn rethrow(&mut self, code: &Rc<Code>, at: Address) -> Box<Fault> {
        match self.caught.last().cloned() {
            Some(mut record) => {
                record.reported = false;
                if record.reason.is_empty() && !record.thrown {
                    record.reason = "ParentContainsErrorRecordException".into();
                }
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
