//! Runs register code: the instruction loop, `try` and `trap`, what a failing statement does.

pub mod declare;
mod faults;
mod iterate;
mod objects;
mod protect;
mod step;
mod validate;

use super::command::Sink;
use super::value::Value;
use super::{Engine, Outcome};
use crate::language::code::{Address, Code, Range};
use iterate::Iteration;
use std::rc::Rc;

/// The temporaries of one running script block; its variables are in its scope.
pub struct Frame {
    pub code: Rc<Code>,
    registers: Vec<Value>,
    /// Output that a `$( … )`, an assignment or an argument waits for, innermost last.
    collectors: Vec<Vec<Value>>,
    iterators: Vec<Iteration>,
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

impl Frame {
    pub fn new(code: Rc<Code>) -> Frame {
        let registers = vec![Value::Null; usize::from(code.registers)];
        Frame { code, registers, collectors: Vec::new(), iterators: Vec::new(), result: None }
    }

    /// What `return` of a method gave.
    pub fn take_result(&mut self) -> Option<Value> {
        self.result.take()
    }

    /// The value that a parameter's default left.
    pub fn register(&self, register: u16) -> Value {
        self.registers.get(usize::from(register)).cloned().unwrap_or_default()
    }
}

impl Engine {
    /// Runs a range in the current scope. `break` and `continue` that find no loop come out as faults.
    pub fn run_range(&mut self, frame: &mut Frame, range: Range, sink: &mut dyn Sink) -> Outcome<Flow> {
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
