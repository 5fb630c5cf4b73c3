//! From a lowered pipeline to stages: commands found, arguments gathered, splatting expanded.

use super::{Input, NativeStage, ProgramStage, ScriptCall, ScriptStage, Stage, StageSlot};
use crate::engine::bind::Element;
use crate::engine::command::Sink;
use crate::engine::error::Position;
use crate::engine::evaluate::Frame;
use crate::engine::lookup::Command;
use crate::engine::object::ObjectKind;
use crate::engine::report::{StreamTarget, StreamTargets};
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
        index: u16,
        sink: &mut dyn Sink,
    ) -> Outcome {
        let Some(pipeline) = code.tables.pipelines.get(usize::from(index)) else { return Ok(()) };
        if pipeline.background {
            return Err(crate::engine::Fault::not_supported("background jobs (&)"));
        }
        let length = pipeline.stages.len() + usize::from(pipeline.input.is_some());
        let mut stages = Vec::with_capacity(pipeline.stages.len());
        for (offset, stage) in pipeline.stages.iter().enumerate() {
            let place = Place {
                index: offset + usize::from(pipeline.input.is_some()) + 1,
                length,
                has_input: offset > 0 || pipeline.input.is_some(),
            };
            stages.push(self.stage(frame, code, stage, place)?);
        }
        let input = match pipeline.input {
            Some(register) => Input::Value(frame.register(register)),
            None => Input::None,
        };
        self.run_stages(stages, input, sink)
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
        let position =
            Position { source: code.source.clone(), span: stage.span, command: stage.constant.clone() };
        let redirect = match stage.redirections.is_empty() {
            true => None,
            false => Some(self.open_redirections(frame, &stage.redirections)?),
        };
        let verbatim = stage.arguments.as_slice();
        let mut slot = self.stage_for(target, elements, stage.invocation, Some(position), place, verbatim)?;
        slot.redirect = redirect;
        slot.span = stage.span;
        Ok(slot)
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
            return Ok(slot(Stage::Script(Box::new(stage)), id));
        }
        let name = match self.command_name(&target)? {
            Some(name) => name,
            None => {
                let message = "The expression after '&' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.";
                return Err(crate::engine::Fault::runtime("BadExpression", message));
            }
        };
        let found = self.find_command(&name).map_err(|fault| at(fault, position.as_ref()))?;
        let stage = match found {
            Command::Function(function) => {
                let mut call =
                    script_call(function.block.clone(), function.name.clone(), dot, position, place, false);
                call.filter = function.filter;
                Stage::Script(Box::new(ScriptStage::new(self, call, elements)?))
            }
            Command::Native(info) => {
                let where_from = position.clone();
                let stage = NativeStage::new(
                    self,
                    info,
                    name.as_str().into(),
                    elements,
                    position,
                    (place.index, id, place.has_input),
                );
                Stage::Native(Box::new(stage.map_err(|fault| at(fault, where_from.as_ref()))?))
            }
            Command::Script(path) => {
                let block = self.load_script(&path)?;
                let mut call = script_call(
                    block,
                    path.file_name().map(|name| name.to_string_lossy().into()).unwrap_or_else(|| "".into()),
                    dot,
                    position,
                    place,
                    false,
                );
                call.file = Some(path.display().to_string().into());
                Stage::Script(Box::new(ScriptStage::new(self, call, elements)?))
            }
            Command::Program(path) => {
                let arguments = self.program_arguments(elements, verbatim)?;
                Stage::Program(Box::new(ProgramStage::new(
                    path,
                    name.as_str().into(),
                    arguments,
                    place.has_input,
                    position,
                )))
            }
        };
        Ok(slot(stage, id))
    }

    fn command_name(&mut self, target: &Value) -> Outcome<Option<String>> {
        match target.unwrapped() {
            Value::Null | Value::Empty => Ok(None),
            Value::Object(_) => match member::property(self, target, "Name")? {
                Some(name) => convert::to_text(self, &name).map(Some),
                None => convert::to_text(self, target).map(Some),
            },
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
                    elements.push(Element::Value { value: present(frame.register(*register)), span });
                }
                ArgumentKind::Parameter { name, value } => {
                    let value = value.map(|register| present(frame.register(register)));
                    elements.push(Element::Parameter { name: name.clone(), value, span, splatted: false });
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
                let name = convert::to_text(self, &key)?;
                elements.push(Element::Parameter {
                    name: name.into(),
                    value: Some(value),
                    span,
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
        elements.extend(items.into_iter().map(|value| Element::Value { value, span }));
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
                    let target = self.open_file_target(&path, *append)?;
                    targets.redirect(redirection.from, target);
                }
            }
        }
        Ok(targets)
    }

    /// A program's arguments: text of each value, bare words with wildcards expanded.
    fn program_arguments(&mut self, elements: Vec<Element>, written: &[Argument]) -> Outcome<Vec<String>> {
        let mut arguments = Vec::new();
        let bare: Vec<bool> = written
            .iter()
            .map(|argument| matches!(argument.kind, ArgumentKind::Value { bare: true, .. }))
            .collect();
        let plain = bare.len() == elements.len();
        for (index, element) in elements.into_iter().enumerate() {
            match element {
                Element::End => arguments.push("--".into()),
                Element::Parameter { name, value, .. } => match value {
                    None => arguments.push(format!("-{name}")),
                    Some(value) => arguments.push(format!("-{name}:{}", convert::to_text(self, &value)?)),
                },
                Element::Value { value, .. } => {
                    let expands = plain && bare.get(index) == Some(&true);
                    self.program_values(&value, expands, &mut arguments)?;
                }
            }
        }
        Ok(arguments)
    }

    fn program_values(&mut self, value: &Value, expands: bool, arguments: &mut Vec<String>) -> Outcome {
        match member::enumerate(self, value)? {
            Some(items) => items.iter().try_for_each(|item| self.program_values(item, false, arguments)),
            None if value.is_null() => Ok(()),
            None => {
                let text = convert::to_text(self, value)?;
                if expands && text.contains(['*', '?', '[']) {
                    let found = self.glob(&text);
                    if !found.is_empty() {
                        arguments.extend(found);
                        return Ok(());
                    }
                }
                let home = self.environment.get("HOME").cloned().unwrap_or_default();
                arguments.push(match text.strip_prefix("~/") {
                    Some(rest) if expands => format!("{home}/{rest}"),
                    _ if expands && text == "~" => home,
                    _ => text,
                });
                Ok(())
            }
        }
    }

    /// Names in one folder that a bare word with wildcards means.
    fn glob(&self, pattern: &str) -> Vec<String> {
        let (folder, name) = pattern.rsplit_once('/').map_or(("", pattern), |(folder, name)| (folder, name));
        let place = if folder.is_empty() && !pattern.starts_with('/') {
            self.location.clone()
        } else {
            self.resolve_path(&format!("{folder}/"))
        };
        let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
        let mut found: Vec<String> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|entry| !entry.starts_with('.') && crate::engine::operators::like(entry, name, false))
            .map(|entry| {
                if folder.is_empty() && !pattern.starts_with('/') {
                    entry
                } else {
                    format!("{folder}/{entry}")
                }
            })
            .collect();
        found.sort();
        found
    }
}

fn slot(stage: Stage, id: u64) -> StageSlot {
    StageSlot { stage, redirect: None, id, span: Default::default() }
}

fn script_call(
    block: Rc<crate::engine::script_block::ScriptBlockValue>,
    name: Rc<str>,
    dot: bool,
    position: Option<Position>,
    place: Place,
    is_block: bool,
) -> ScriptCall {
    ScriptCall {
        block,
        name,
        filter: false,
        dot,
        file: None,
        is_block,
        position,
        expects_input: place.has_input,
        pipeline_position: place.index,
        pipeline_length: place.length,
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
