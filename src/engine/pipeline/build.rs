//! From a lowered pipeline to stages: commands found, arguments gathered, splatting expanded.

use super::{Input, NativeStage, ProgramStage, ScriptCall, ScriptStage, Stage, StageSlot};
use crate::engine::bind::{self, Element};
use crate::engine::command::Sink;
use crate::engine::error::Position;
use crate::engine::evaluate::Frame;
use crate::engine::lookup::Command;
use crate::engine::object::ObjectKind;
use crate::engine::redirection::{StreamTarget, StreamTargets};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use crate::language::ast::Invocation;
use crate::language::code::{self, Argument, ArgumentKind, Code, RedirectionTarget};
use std::rc::Rc;

/// Where a stage stands.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub index: usize,
    pub length: usize,
    pub has_input: bool,
}

impl Engine {
    /// Runs the pipeline at `index`.
    pub(crate) fn run_pipeline(
        &mut self,
        frame: &mut Frame,
        code: &Rc<Code>,
        index: crate::language::code::Index,
        sink: &mut dyn Sink,
    ) -> Outcome {
        let Some(pipeline) = code.tables.pipelines.get(index as usize) else { return Ok(()) };
        if pipeline.background {
            let text = pipeline.span.text(&code.source.text).to_string();
            let job = self.start_background(&text)?;
            return sink.push(self, job);
        }
        if let (None, [stage]) = (pipeline.input, pipeline.stages.as_slice())
            && let Some(outcome) = self.call_directly(frame, code, stage, sink)
        {
            return outcome;
        }
        let stages = self.pipeline_stages(frame, code, pipeline, pipeline.input.is_some())?;
        let input = match pipeline.input {
            Some(register) => Input::Value(frame.register(register)),
            None => Input::None,
        };
        self.run_stages(stages, input, sink)
    }

    /// The stages of a pipeline, bound and not begun.
    pub(super) fn pipeline_stages(
        &mut self,
        frame: &Frame,
        code: &Rc<Code>,
        pipeline: &code::Pipeline,
        has_input: bool,
    ) -> Outcome<Vec<StageSlot>> {
        let first = usize::from(pipeline.input.is_some());
        let length = pipeline.stages.len() + first;
        let mut stages = Vec::with_capacity(pipeline.stages.len());
        for (offset, stage) in pipeline.stages.iter().enumerate() {
            let has_input = offset > 0 || has_input;
            stages.push(self.stage(
                frame,
                code,
                stage,
                Place { index: offset + first + 1, length, has_input },
            )?);
        }
        Ok(stages)
    }

    fn stage(
        &mut self,
        frame: &Frame,
        code: &Rc<Code>,
        stage: &code::Stage,
        place: Place,
    ) -> Outcome<StageSlot> {
        let target = frame.register(stage.name);
        let elements = self.elements(frame, &stage.arguments)?;
        let typed: Rc<str> = match (stage.invocation, &stage.constant) {
            (Invocation::Dot, _) => ".".into(),
            (Invocation::Call, _) => "&".into(),
            (_, Some(word)) => word.clone(),
            _ => "".into(),
        };
        let position = Position {
            source: code.source.clone(),
            span: stage.span,
            command: None,
            invocation: Some(typed),
        };
        let redirect = match stage.redirections.is_empty() {
            true => None,
            false => Some(self.open_redirections(frame, &stage.redirections)?),
        };
        let verbatim = stage.arguments.as_slice();
        let name_span = stage.name_span;
        let made = match (stage.invocation, &stage.constant) {
            (Invocation::Name, Some(word)) if !word.is_empty() => {
                let word = word.clone();
                self.named_stage(frame, code, stage, elements, (&word, position, place))
            }
            _ => self.stage_for(target, elements, stage.invocation, Some(position), place, verbatim),
        };
        let mut slot = made.map_err(|fault| not_found_at(fault, name_span))?;
        let redirect = redirect.map(|mut targets| {
            if matches!(&slot.stage, Stage::Native(stage) if stage.runs_blocks()) {
                targets.drop_merged_errors();
            }
            targets
        });
        slot.redirect = redirect;
        Ok(slot)
    }

    /// A stage for a command whose name is written in the script.
    fn named_stage(
        &mut self,
        frame: &Frame,
        code: &Rc<Code>,
        stage: &code::Stage,
        elements: Vec<Element>,
        (word, position, place): (&str, Position, Place),
    ) -> Outcome<StageSlot> {
        let id = self.next_pipeline;
        self.next_pipeline += 1;
        let command = match self.known_command(frame, stage) {
            Some(command) => command,
            None => {
                let found = self.find_command(word).map_err(|fault| at(fault, Some(&position)))?;
                if !word.contains(['\\', '/']) {
                    self.remember_command(frame, code, stage, &found);
                }
                found
            }
        };
        let how = (false, Some(position), place, id);
        Ok(StageSlot::new(self.command_stage(command, word, elements, how, &stage.arguments)?, id))
    }

    /// A stage for a command given by name, block or command object.
    pub(crate) fn stage_for(
        &mut self,
        target: Value,
        elements: Vec<Element>,
        invocation: Invocation,
        position: Option<Position>,
        place: Place,
        verbatim: &[Argument],
    ) -> Outcome<StageSlot> {
        let id = self.next_pipeline;
        self.next_pipeline += 1;
        let dot = invocation == Invocation::Dot;
        if let Value::Block(block) = target.unwrapped() {
            let call = script_call(block.clone(), "".into(), dot, position, place, true);
            let stage = ScriptStage::new(self, call, elements)?;
            return Ok(StageSlot::new(Stage::Script(Box::new(stage)), id));
        }
        if let Some(module) = crate::engine::types::module_info::of(&target) {
            return self.module_stage(&module, elements, (dot, position, place, id));
        }
        let mut alias = None;
        if let Some(found) = crate::engine::types::command_info::command(&target) {
            use crate::engine::types::command_info::Found;
            let name = found.name();
            let command = match found {
                Found::Function(function) => Some(Command::Function(function)),
                Found::Native(info) => Some(Command::Native(info)),
                Found::Script(path) | Found::Running(path, _) => Some(Command::Script(path)),
                Found::Program(path) => Some(Command::Program(path)),
                Found::Alias(_) | Found::Block(_) | Found::Declared(..) => None,
            };
            if let Some(command) = command {
                let stage =
                    self.command_stage(command, &name, elements, (dot, position, place, id), verbatim)?;
                return Ok(StageSlot::new(stage, id));
            }
            alias = Some(name);
        }
        let name = match alias.map_or_else(|| self.command_name(&target), |name| Ok(Some(name)))? {
            Some(name) => name,
            None => {
                let message = "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.";
                return Err(at(crate::engine::Fault::runtime("BadExpression", message), position.as_ref()));
            }
        };
        let found = self.find_command(&name).map_err(|fault| at(fault, position.as_ref()))?;
        let stage = self.command_stage(found, &name, elements, (dot, position, place, id), verbatim)?;
        Ok(StageSlot::new(stage, id))
    }

    /// `& $module { … }`: the block, or the command of that name, in the module's scope.
    fn module_stage(
        &mut self,
        module: &Rc<crate::engine::module::Module>,
        mut elements: Vec<Element>,
        how: (bool, Option<Position>, Place, u64),
    ) -> Outcome<StageSlot> {
        let (dot, position, place, id) = how;
        let Some(Element::Value { value, .. }) = elements.first().cloned() else {
            let message = "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.";
            return Err(at(crate::engine::Fault::runtime("BadExpression", message), position.as_ref()));
        };
        elements.remove(0);
        let block = match value.unwrapped() {
            Value::Block(block) => block.clone(),
            other => {
                let name = convert::to_text(self, other)?;
                let home = module.scope.get().cloned().unwrap_or_else(|| self.scope.clone());
                let caller = std::mem::replace(&mut self.scope, home);
                let found = self.find_command(&name);
                self.scope = caller;
                let invocation = if dot { Invocation::Dot } else { Invocation::Call };
                let value = crate::engine::types::command_info::value(found?.into());
                return self.stage_for(value, elements, invocation, position, place, &[]);
            }
        };
        let own =
            crate::engine::script_block::ScriptBlockValue::new(block.lowerings.clone(), Some(module.clone()));
        let call = script_call(Rc::new(own), "".into(), dot, position, place, true);
        let stage = ScriptStage::new(self, call, elements)?;
        Ok(StageSlot::new(Stage::Script(Box::new(stage)), id))
    }

    fn command_stage(
        &mut self,
        found: Command,
        name: &str,
        elements: Vec<Element>,
        how: (bool, Option<Position>, Place, u64),
        verbatim: &[Argument],
    ) -> Outcome<Stage> {
        let (dot, position, place, id) = how;
        let (found, elements) = self.help_instead(found, name, elements);
        Ok(match found {
            Command::Function(function) => {
                let name = function.name.clone();
                let position = named(position, &name);
                let mut call = script_call(function.block.clone(), name, dot, position, place, false);
                call.filter = function.filter;
                Stage::Script(Box::new(ScriptStage::new(self, call, elements)?))
            }
            Command::Native(info) => {
                let position = named(position, info.name);
                let where_from = position.clone();
                let stage = NativeStage::new(self, info, name.into(), elements, position, (place, id));
                Stage::Native(Box::new(stage.map_err(|fault| at(fault, where_from.as_ref()))?))
            }
            Command::Script(path) => {
                let block = self.load_script(&path)?;
                let name: Rc<str> =
                    path.file_name().map(|name| name.to_string_lossy().into()).unwrap_or_else(|| "".into());
                self.check_requires(block.tree(), &name)?;
                let position = named(position, &name);
                let mut call = script_call(block, name, dot, position, place, false);
                call.file = Some(path.display().to_string().into());
                Stage::Script(Box::new(ScriptStage::new(self, call, elements)?))
            }
            Command::Program(path) => {
                let source = position.as_ref().map_or("", |position| position.source.text.as_ref());
                let arguments = self.program_arguments(elements, verbatim, source)?;
                let position = named(position, name);
                let stage = ProgramStage::new(path, name.into(), arguments, place.has_input, position);
                Stage::Program(Box::new(stage))
            }
        })
    }

    /// `-?` runs `Get-Help` for the command instead: for programs never, for simple functions when they have help.
    fn help_instead(
        &mut self,
        found: Command,
        name: &str,
        elements: Vec<Element>,
    ) -> (Command, Vec<Element>) {
        let asks = |element: &Element| matches!(element, Element::Parameter { name, value: None, .. } if &**name == "?");
        if !elements.iter().any(asks) {
            return (found, elements);
        }
        let (target, has_help) = match &found {
            Command::Native(_) => (name.to_string(), true),
            Command::Function(function) => (function.name.to_string(), function.block.tree().help.is_some()),
            Command::Script(path) => {
                let block = self.load_script(path).ok();
                (path.display().to_string(), block.is_some_and(|block| block.tree().help.is_some()))
            }
            Command::Program(_) => return (found, elements),
        };
        let table = crate::engine::types::command_info::Found::from(found.clone()).table(self);
        let help = self.native_commands().find(|info| info.name == "Get-Help");
        match help.filter(|_| has_help || table.is_some_and(|table| table.advanced)) {
            Some(help) => (Command::Native(help), vec![Element::named("Name", Value::text(target))]),
            None => (found, elements),
        }
    }

    fn command_name(&mut self, target: &Value) -> Outcome<Option<String>> {
        match target.unwrapped() {
            Value::Null | Value::Empty => Ok(None),
            other => {
                let text = convert::to_text(self, other)?;
                Ok((!text.is_empty()).then_some(text))
            }
        }
    }

    /// Arguments as binding elements; splatted tables and arrays expand.
    fn elements(&mut self, frame: &Frame, arguments: &[Argument]) -> Outcome<Vec<Element>> {
        let mut elements = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let span = argument.span;
            match &argument.kind {
                ArgumentKind::Value { register, .. } => {
                    let value = present(frame.register(*register));
                    let value = bind::as_written(value, span.text(&frame.code.source.text));
                    elements.push(Element::Value { value, span });
                }
                ArgumentKind::Parameter { name, value, value_span, .. } => {
                    let (name, value_span) = (name.clone(), *value_span);
                    let written = value_span.text(&frame.code.source.text);
                    let value =
                        value.map(|register| bind::as_written(present(frame.register(register)), written));
                    elements.push(Element::Parameter { name, value, span, value_span, splatted: false });
                }
                ArgumentKind::Splat { register, .. } => {
                    let value = frame.register(*register);
                    self.splat(value, span, &mut elements)?;
                }
                ArgumentKind::EndOfParameters => elements.push(Element::End),
                ArgumentKind::Verbatim(text) => {
                    elements.push(Element::Value { value: Value::text(text.as_ref()), span });
                }
            }
        }
        Ok(elements)
    }

    fn splat(&mut self, value: Value, span: crate::language::Span, elements: &mut Vec<Element>) -> Outcome {
        if let Value::Object(object) = value.unwrapped()
            && let ObjectKind::Hashtable(table) = &object.kind
        {
            let pairs: Vec<(Value, Value)> =
                table.borrow().iter().map(|(key, value)| (key.clone(), value.clone())).collect();
            for (key, value) in pairs {
                let mut name = convert::to_text(self, &key)?;
                if name.is_empty() {
                    let message = "Cannot process argument because the value of argument \"name\" is not valid. Change the value of the \"name\" argument and run the operation again.";
                    let class = "System.Management.Automation.PSArgumentException";
                    let exception = crate::engine::error::Exception::new(class, message);
                    let category = crate::engine::error::Category::InvalidArgument;
                    return Err(crate::engine::Fault::error(exception, "Argument", category, Value::Null));
                }
                // One colon belongs to the syntax of names; a key that has its own keeps it.
                if name.ends_with(':') {
                    name.push(':');
                }
                elements.push(Element::Parameter {
                    name: name.into(),
                    value: Some(value),
                    span,
                    value_span: span,
                    splatted: true,
                });
            }
            return Ok(());
        }
        let items = match member::enumerate(self, &value)? {
            Some(items) => items,
            None if value.is_null() => Vec::new(),
            None => vec![value],
        };
        for value in items {
            elements.push(match bind::splatted_name(&value) {
                Some(name) => Element::Parameter {
                    name: name.into(),
                    value: None,
                    span,
                    value_span: span,
                    splatted: false,
                },
                None => Element::Value { value, span },
            });
        }
        Ok(())
    }

    /// Redirections of a command or expression, their files opened.
    pub(crate) fn open_redirections(
        &mut self,
        frame: &Frame,
        redirections: &[code::Redirection],
    ) -> Outcome<StreamTargets> {
        let mut targets = StreamTargets::default();
        for redirection in redirections {
            match &redirection.to {
                RedirectionTarget::Merge(_) => targets.merge(redirection.from),
                RedirectionTarget::File { path, append } => {
                    let path = frame.register(*path);
                    if path.is_null() {
                        targets.redirect(redirection.from, StreamTarget::Discard);
                        continue;
                    }
                    let path = convert::to_text(self, &path)?;
                    if path.is_empty() {
                        targets.redirect(redirection.from, StreamTarget::Discard);
                        continue;
                    }
                    let target = self.open_file_target(&path, *append)?;
                    targets.redirect(redirection.from, target);
                }
            }
        }
        Ok(targets)
    }
}

/// A command's place with its name.
fn named(position: Option<Position>, name: &str) -> Option<Position> {
    position.map(|position| Position { command: Some(name.into()), ..position })
}

/// An unknown command is said to be where its name stands.
fn not_found_at(
    mut fault: Box<crate::engine::Fault>,
    span: crate::language::Span,
) -> Box<crate::engine::Fault> {
    if let crate::engine::Fault::Error { record, .. } = fault.as_mut()
        && matches!(
            record.id.as_str(),
            "CommandNotFoundException" | "CouldNotAutoLoadModule" | "BadExpression"
        )
        && let Some(position) = &mut record.position
    {
        position.span = span;
    }
    fault
}

fn script_call(
    block: Rc<crate::engine::script_block::ScriptBlockValue>,
    name: Rc<str>,
    dot: bool,
    position: Option<Position>,
    place: Place,
    is_block: bool,
) -> ScriptCall {
    let invocation = position.as_ref().and_then(|position| position.invocation.clone());
    ScriptCall {
        block,
        name,
        invocation: invocation.unwrap_or_else(|| "".into()),
        filter: false,
        dot,
        file: None,
        is_block,
        position,
        expects_input: place.has_input,
        pipeline_position: place.index,
        pipeline_length: place.length,
        is_main: false,
        input: Vec::new(),
    }
}

/// What a statement without output gave is `$null` as an argument.
fn present(value: Value) -> Value {
    if matches!(value, Value::Empty) { Value::Null } else { value }
}

fn at(mut fault: Box<crate::engine::Fault>, position: Option<&Position>) -> Box<crate::engine::Fault> {
    if let crate::engine::Fault::Error { record, .. } = fault.as_mut()
        && record.position.is_none()
    {
        record.position = position.cloned();
    }
    fault
}
