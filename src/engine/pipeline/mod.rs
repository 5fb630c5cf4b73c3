//! Pipelines: stages that objects are pushed through.
//!
//! An object goes through all stages before the next one starts. A stage that wants no more says so
//! with [`Fault::StopPipeline`], which unwinds to here; the stages after it still end.

mod build;
mod direct;
pub(crate) mod native;
mod program;
mod program_arguments;
mod script;
mod script_target;
mod steppable;

pub(crate) use build::Place;
pub(crate) use direct::CallSite;
pub use native::NativeStage;
pub use program::ProgramStage;
pub use script::{ScriptCall, ScriptStage};
pub use steppable::Steppable;

use super::command::Sink;
use super::redirection::StreamTargets;
use super::value::Value;
use super::{Engine, Fault, Outcome};

/// One running stage.
pub(crate) enum Stage {
    Native(Box<NativeStage>),
    Script(Box<ScriptStage>),
    Program(Box<ProgramStage>),
}

/// A stage with its redirections.
pub(crate) struct StageSlot {
    pub stage: Stage,
    pub redirect: Option<StreamTargets>,
    pub id: u64,
    begun: bool,
}

impl StageSlot {
    pub fn new(stage: Stage, id: u64) -> StageSlot {
        StageSlot { stage, redirect: None, id, begun: false }
    }

    /// Runs `begin` once, before anything else of the stage.
    fn ensure_begun(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        self.run(engine, next, |stage, engine, next| stage.begin(engine, next))
    }
}

/// The stages from one on, as the sink of the one before.
struct Rest<'a> {
    stages: &'a mut [StageSlot],
    last: &'a mut dyn Sink,
}

impl Sink for Rest<'_> {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        match self.stages.split_first_mut() {
            None => self.last.push(engine, value),
            Some((first, stages)) => {
                let mut rest = Rest { stages, last: self.last };
                first.ensure_begun(engine, &mut rest)?;
                first.run(engine, &mut rest, |stage, engine, next| stage.process(engine, Some(value), next))
            }
        }
    }

    fn is_host(&self) -> bool {
        self.stages.is_empty() && self.last.is_host()
    }

    fn takes_bytes(&self) -> bool {
        match self.stages.first() {
            Some(slot) => matches!(slot.stage, Stage::Program(_)),
            None => self.last.takes_bytes(),
        }
    }

    fn output_file(&self) -> Option<std::fs::File> {
        if self.stages.is_empty() { self.last.output_file() } else { None }
    }
}

impl StageSlot {
    fn run(
        &mut self,
        engine: &mut Engine,
        next: &mut dyn Sink,
        step: impl FnOnce(&mut Stage, &mut Engine, &mut dyn Sink) -> Outcome,
    ) -> Outcome {
        let StageSlot { stage, redirect, .. } = self;
        match redirect {
            None => step(stage, engine, next),
            Some(targets) => engine.run_under_step(targets, next, |engine, sink| step(stage, engine, sink)),
        }
    }
}

impl Stage {
    fn begin(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        match self {
            Stage::Native(stage) => stage.begin(engine, next),
            Stage::Script(stage) => stage.begin(engine, next),
            Stage::Program(stage) => stage.begin(engine, next),
        }
    }

    fn process(&mut self, engine: &mut Engine, value: Option<Value>, next: &mut dyn Sink) -> Outcome {
        engine.check_stop()?;
        match self {
            Stage::Native(stage) => stage.process(engine, value, next),
            Stage::Script(stage) => stage.process(engine, value, next),
            Stage::Program(stage) => stage.process(engine, value, next),
        }
    }

    fn end(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        match self {
            Stage::Native(stage) => stage.end(engine, next),
            Stage::Script(stage) => stage.end(engine, next),
            Stage::Program(stage) => stage.end(engine, next),
        }
    }

    /// Whether it failed as a command does: `$?` is false then.
    fn failed(&self) -> bool {
        match self {
            Stage::Native(stage) => stage.failed(),
            Stage::Script(stage) => stage.failed(),
            Stage::Program(stage) => stage.failed(),
        }
    }

    fn clean(&mut self, engine: &mut Engine) -> Outcome {
        match self {
            Stage::Native(stage) => {
                stage.clean(engine);
                Ok(())
            }
            Stage::Script(stage) => stage.clean(engine),
            Stage::Program(stage) => {
                stage.clean();
                Ok(())
            }
        }
    }
}

/// What feeds the first stage.
pub(crate) enum Input {
    /// Nothing: the first command runs once.
    None,
    /// An expression's value, unrolled.
    Value(Value),
}

impl Engine {
    /// Runs stages over an input.
    pub(crate) fn run_stages(
        &mut self,
        mut stages: Vec<StageSlot>,
        input: Input,
        sink: &mut dyn Sink,
    ) -> Outcome {
        self.succeeded = true;
        let result = self.drive(&mut stages, input, sink);
        let mut cleaned = Ok(());
        for slot in &mut stages {
            let outcome = slot.run(self, sink, |stage, engine, _| stage.clean(engine));
            if cleaned.is_ok() {
                cleaned = outcome;
            }
        }
        for slot in &mut stages {
            if let Some(targets) = &mut slot.redirect {
                self.finish_redirection(targets, sink)?;
            }
        }
        self.inner_succeeded = self.succeeded;
        self.succeeded = !stages.iter().any(|slot| slot.stage.failed());
        result.and(cleaned)
    }

    fn drive(&mut self, stages: &mut [StageSlot], input: Input, sink: &mut dyn Sink) -> Outcome {
        let mut from = 0;
        let result = self.feed(stages, input, sink);
        if let Err(fault) = result {
            match *fault {
                Fault::StopPipeline(id) => match stages.iter().position(|slot| slot.id == id) {
                    Some(index) => from = index,
                    None => return Err(Box::new(Fault::StopPipeline(id))),
                },
                other => return Err(Box::new(other)),
            }
        }
        self.end_from(stages, from, sink)
    }

    fn feed(&mut self, stages: &mut [StageSlot], input: Input, sink: &mut dyn Sink) -> Outcome {
        for index in 0..stages.len() {
            let Some((slot, rest)) = stages.get_mut(index..).and_then(<[_]>::split_first_mut) else { break };
            let mut next = Rest { stages: rest, last: sink };
            slot.ensure_begun(self, &mut next)?;
        }
        match input {
            Input::None => {
                let Some((slot, rest)) = stages.split_first_mut() else { return Ok(()) };
                let mut next = Rest { stages: rest, last: sink };
                slot.run(self, &mut next, |stage, engine, next| stage.process(engine, None, next))
            }
            Input::Value(Value::Empty) => Ok(()),
            Input::Value(value) => {
                let mut all = Rest { stages, last: sink };
                if let Some(mut numbers) = super::evaluate::numbers(&value) {
                    return numbers.try_for_each(|number| all.push(self, number));
                }
                if let Some(walk) = super::member::walk(&value) {
                    return walk?.try_for_each(|item| all.push(self, item?));
                }
                match super::member::enumerate(self, &value)? {
                    Some(items) => items.into_iter().try_for_each(|item| all.push(self, item)),
                    None => all.push(self, value),
                }
            }
        }
    }

    fn end_from(&mut self, stages: &mut [StageSlot], from: usize, sink: &mut dyn Sink) -> Outcome {
        let mut index = from;
        while index < stages.len() {
            let Some((slot, rest)) = stages.get_mut(index..).and_then(<[_]>::split_first_mut) else { break };
            let mut next = Rest { stages: rest, last: sink };
            let result = slot.run(self, &mut next, |stage, engine, next| stage.end(engine, next));
            index += 1;
            if let Err(fault) = result {
                match *fault {
                    Fault::StopPipeline(id) => match stages.iter().position(|slot| slot.id == id) {
                        Some(stopped) if stopped >= index => index = stopped,
                        Some(_) => {}
                        None => return Err(Box::new(Fault::StopPipeline(id))),
                    },
                    other => return Err(Box::new(other)),
                }
            }
        }
        Ok(())
    }
}
