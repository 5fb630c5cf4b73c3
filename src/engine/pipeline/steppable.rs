//! Steppable pipelines: a script drives the stages of one pipeline itself, as proxy functions do.

use super::{Rest, StageSlot};
use crate::engine::command::Sink;
use crate::engine::evaluate::{Collector, Frame};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use crate::language::code::{Instruction, Range};
use std::rc::Rc;

/// Stages that wait for `Begin`, `Process` and `End`.
pub struct Steppable {
    stages: Vec<StageSlot>,
    expects_input: bool,
}

impl std::fmt::Debug for Steppable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "a pipeline of {} commands", self.stages.len())
    }
}

impl Engine {
    /// Makes the stages of a block that is one pipeline. Errors: it is something else.
    pub(crate) fn steppable(&mut self, block: &Rc<ScriptBlockValue>) -> Outcome<Steppable> {
        let code = self.code_of(block, true)?;
        let not_one = || {
            let message = "The script block must have exactly one pipeline, and its first command must be one that can take input.";
            Fault::runtime("CantConvertScriptBlockToSteppablePipeline", message)
        };
        let range = code.parts.end.ok_or_else(not_one)?;
        let mut pipelines =
            (range.start..range.end).filter_map(|at| match code.instructions.get(at as usize) {
                Some(Instruction::Pipeline { index }) => Some((at, *index)),
                _ => None,
            });
        let (at, index) = pipelines.next_back().ok_or_else(not_one)?;
        let mut frame = Frame::new(code.clone());
        let before = Range { start: range.start, end: at };
        self.run_range(&mut frame, before, &mut Collector::default())?;
        let Some(pipeline) = code.tables.pipelines.get(index as usize) else { return Err(not_one()) };
        let stages = self.pipeline_stages(&frame, &code, pipeline, true)?;
        Ok(Steppable { stages, expects_input: true })
    }

    /// Runs a step and gives what it sent.
    fn step_pipeline(
        &mut self,
        stages: &mut [StageSlot],
        step: impl FnOnce(&mut Engine, &mut [StageSlot], &mut dyn Sink) -> Outcome,
    ) -> Outcome<Value> {
        let mut collector = Collector::default();
        step(self, stages, &mut collector)?;
        Ok(match collector.0.is_empty() {
            true => Value::Empty,
            false => Value::array(collector.0),
        })
    }
}

impl Steppable {
    /// Runs the `begin` of all stages.
    pub fn begin(&mut self, engine: &mut Engine, expects_input: bool) -> Outcome<Value> {
        self.expects_input = expects_input;
        engine.step_pipeline(&mut self.stages, |engine, stages, sink| {
            for index in 0..stages.len() {
                let Some((slot, rest)) = stages.get_mut(index..).and_then(<[_]>::split_first_mut) else {
                    break;
                };
                slot.ensure_begun(engine, &mut Rest { stages: rest, last: sink })?;
            }
            Ok(())
        })
    }

    /// Sends an object through; without one the first command runs once.
    pub fn process(&mut self, engine: &mut Engine, value: Option<Value>) -> Outcome<Value> {
        engine.step_pipeline(&mut self.stages, |engine, stages, sink| match value {
            Some(value) => Rest { stages, last: sink }.push(engine, value),
            None => {
                let Some((slot, rest)) = stages.split_first_mut() else { return Ok(()) };
                let mut next = Rest { stages: rest, last: sink };
                slot.run(engine, &mut next, |stage, engine, next| stage.process(engine, None, next))
            }
        })
    }

    /// Ends all stages and cleans up.
    pub fn end(&mut self, engine: &mut Engine) -> Outcome<Value> {
        let result =
            engine.step_pipeline(&mut self.stages, |engine, stages, sink| engine.end_from(stages, 0, sink));
        for slot in &mut self.stages {
            slot.stage.clean(engine)?;
        }
        result
    }
}
