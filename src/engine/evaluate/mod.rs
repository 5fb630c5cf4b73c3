//! Runs register code: the instruction loop, `try` and `trap`, what a failing statement does.

mod attribute_classes;
mod checks;
mod clause;
mod composed;
pub mod declare;
mod faults;
pub(super) mod fused;
mod hot;
mod iterate;
mod loop_enumerator;
mod objects;
mod prepared;
mod protect;
mod sites;
mod step;
pub(super) mod validate;
pub(super) mod violation;

use super::command::Sink;
use super::pipeline::CallSite;
use super::value::Value;
use super::{Engine, MOST_NESTING, Outcome};
use crate::language::code::{Address, Code, Range};
use crate::language::stack;
use iterate::Iteration;
pub(super) use iterate::numbers;
use prepared::Prepared;
use std::cell::RefCell;
use std::rc::Rc;

/// The temporaries of one running script block; its variables are in its scope.
pub struct Frame {
    pub code: Rc<Code>,
    prepared: Rc<Prepared>,
    registers: Vec<Value>,
    /// Output that a `$( … )`, an assignment or an argument waits for, innermost last.
    collectors: Vec<Vec<Value>>,
    iterators: Vec<Iteration>,
    /// Its traps count among [`Engine::tries`] for the commands that it calls.
    guarded: bool,
    /// What `return` of a method gave.
    result: Option<Value>,
}

/// How a range of instructions ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// At its end.
    Next,
    /// With a jump out of it.
    Jump(Address),
    Return,
}

thread_local! {
    /// Registers of frames that ended, for the next ones.
    static SPARE: RefCell<Vec<Vec<Value>>> = const { RefCell::new(Vec::new()) };
}

/// How many lists of registers wait to be used again.
const MOST_SPARE: usize = 64;

impl Frame {
    pub fn new(code: Rc<Code>) -> Frame {
        let mut registers = SPARE.with_borrow_mut(Vec::pop).unwrap_or_default();
        registers.resize(usize::from(code.registers), Value::Null);
        let prepared = Prepared::of(&code);
        Frame {
            code,
            prepared,
            registers,
            collectors: Vec::new(),
            iterators: Vec::new(),
            guarded: false,
            result: None,
        }
    }

    /// What `return` of a method gave.
    pub fn take_result(&mut self) -> Option<Value> {
        self.result.take()
    }

    /// What a command's place was found to call.
    pub(super) fn call_site(&self, site: u32) -> Option<Rc<CallSite>> {
        self.prepared.call(site)
    }

    pub(super) fn remember_call(&self, site: u32, found: Rc<CallSite>) {
        self.prepared.remember_call(site, found);
    }

    /// The value that a parameter's default left.
    pub fn register(&self, register: u16) -> Value {
        self.registers.get(usize::from(register)).cloned().unwrap_or_default()
    }
}

impl Engine {
    /// Runs a range in the current scope. `break` and `continue` that find no loop come out as faults.
    /// Errors: what is thrown, and PowerShell's call depth error when the stack is nearly used up, which
    /// deep nesting without calls (`Invoke-Expression`, properties of script) does.
    pub fn run_range(&mut self, frame: &mut Frame, range: Range, sink: &mut dyn Sink) -> Outcome<Flow> {
        if frame.guarded || frame.code.tables.traps.is_empty() {
            return self.nest(|engine| engine.run_parts(frame, range, sink));
        }
        frame.guarded = true;
        let result = self.tries_more(|engine| engine.nest(|engine| engine.run_parts(frame, range, sink)));
        frame.guarded = false;
        result
    }

    /// Runs a step of a recursion that a script can make as deep as it likes. Errors: PowerShell's call
    /// depth error.
    #[inline]
    pub(super) fn nest<T>(&mut self, step: impl FnOnce(&mut Engine) -> Outcome<T>) -> Outcome<T> {
        if self.nesting >= MOST_NESTING || stack::is_nearly_used_up() {
            return Err(self.too_deep());
        }
        self.nesting += 1;
        let result = step(self);
        self.nesting -= 1;
        result
    }

    #[inline]
    fn run_parts(&mut self, frame: &mut Frame, range: Range, sink: &mut dyn Sink) -> Outcome<Flow> {
        let mut at = range.start;
        loop {
            let (stopped_at, result) = self.run_until(frame, at, range, sink);
            at = match result {
                Ok(Flow::Return) => return Ok(Flow::Return),
                Ok(Flow::Next) => return Ok(Flow::Next),
                Ok(Flow::Jump(target)) if range.contains(target) => target,
                Ok(Flow::Jump(target)) if target == range.end => return Ok(Flow::Next),
                Ok(Flow::Jump(target)) => return Ok(Flow::Jump(target)),
                Err(fault) => {
                    let target = self.recover(frame, stopped_at, range, fault, sink)?;
                    if target == range.end {
                        return Ok(Flow::Next);
                    }
                    if !range.contains(target) {
                        return Ok(Flow::Jump(target));
                    }
                    target
                }
            };
        }
    }

    /// Sends a value on: to the innermost collector, or to `sink`.
    fn send(&mut self, frame: &mut Frame, value: Value, sink: &mut dyn Sink) -> Outcome {
        match frame.collectors.last_mut() {
            Some(collector) => {
                collector.push(value);
                Ok(())
            }
            None => sink.push(self, value),
        }
    }

    /// Sends what a statement gave, unrolled once.
    fn emit(&mut self, frame: &mut Frame, value: Value, sink: &mut dyn Sink) -> Outcome {
        if let Value::Int(_) | Value::String(_) | Value::Bool(_) = value {
            return self.send(frame, value, sink);
        }
        if let Some(walk) = super::member::walk(&value) {
            return walk?.try_for_each(|item| self.send(frame, item?, sink));
        }
        match &value {
            Value::Empty => Ok(()),
            Value::Array(_) | Value::Object(_) => match super::member::enumerate(self, &value)? {
                Some(items) => items.into_iter().try_for_each(|item| self.send(frame, item, sink)),
                None => self.send(frame, value, sink),
            },
            _ => self.send(frame, value, sink),
        }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        let mut registers = std::mem::take(&mut self.registers);
        registers.clear();
        // While the thread ends there is nothing to keep them in.
        let _ = SPARE.try_with(|spare| {
            if let Ok(mut spare) = spare.try_borrow_mut()
                && spare.len() < MOST_SPARE
            {
                spare.push(registers);
            }
        });
    }
}

/// Collects what is pushed.
#[derive(Default)]
pub struct Collector(pub Vec<Value>);

impl Sink for Collector {
    fn push(&mut self, _engine: &mut Engine, value: Value) -> Outcome {
        self.0.push(value);
        Ok(())
    }
}

/// Drops what is pushed.
pub struct Discard;

impl Sink for Discard {
    fn push(&mut self, _engine: &mut Engine, _value: Value) -> Outcome {
        Ok(())
    }
}

/// A sink that hands on to the frame's innermost collector, for pipelines inside of one.
pub(super) struct CollectorSink<'a>(pub &'a mut Vec<Value>);

impl Sink for CollectorSink<'_> {
    fn push(&mut self, _engine: &mut Engine, value: Value) -> Outcome {
        self.0.push(value);
        Ok(())
    }
}
