//! A function, script or script block as a stage.

use crate::engine::bind::{self, Binder, Bound, Element, Target};
use crate::engine::command::{Common, Sink};
use crate::engine::error::{ErrorRecord, Position};
use crate::engine::evaluate::{Flow, Frame};
use crate::engine::function::FunctionInfo;
use crate::engine::scope::{Scope, Slot, VariableCell};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::value::Value;
use crate::engine::{CALL_DEPTH, Call, Engine, Fault, Outcome};
use crate::language::code::{Code, Range};
use std::rc::Rc;

/// What to call, and how.
pub struct ScriptCall {
    pub block: Rc<ScriptBlockValue>,
    pub name: Rc<str>,
    pub filter: bool,
    /// In the current scope (`.`) instead of one of its own.
    pub dot: bool,
    /// A script file: its own script scope, and `exit` ends here.
    pub file: Option<Rc<str>>,
    pub is_block: bool,
    pub position: Option<Position>,
    pub expects_input: bool,
    pub pipeline_position: usize,
    pub pipeline_length: usize,
}

/// One use of a script block.
pub struct ScriptStage {
    info: Rc<FunctionInfo>,
    code: Rc<Code>,
    frame: Frame,
    scope: Rc<Scope>,
    call: Option<Call>,
    bound: Bound,
    binder: Binder,
    filter: bool,
    is_file: bool,
    expects_input: bool,
    /// Objects for `$input` of a block without `process`.
    input: Vec<Value>,
    common: Common,
}

/// Stores into a function's own variables.
struct ScriptTarget<'a> {
    info: &'a FunctionInfo,
    scope: &'a Rc<Scope>,
    names: Vec<Rc<str>>,
    stored: Vec<(usize, Value)>,
}

impl Target for ScriptTarget<'_> {
    fn assign(&mut self, engine: &mut Engine, parameter: usize, value: Value) -> Outcome {
        let Some(declared) = self.info.table.parameters.get(parameter) else { return Ok(()) };
        let constraints = self.info.constraints.get(parameter).map(Vec::as_slice).unwrap_or_default();
        let value = engine.apply_constraints(constraints, value, Some(&declared.name))?;
        let value = if matches!(value, Value::Empty) { Value::Null } else { value };
        if declared.memberships.iter().any(|place| place.mandatory) {
            refuse_empty(declared, &value)?;
        }
        let name = self.names.get(parameter).cloned().unwrap_or_else(|| declared.name.clone());
        put(self.scope, &name, constraints, value.clone());
        self.stored.push((parameter, value));
        Ok(())
    }
}

fn refuse_empty(declared: &bind::Parameter, value: &Value) -> Outcome {
    use crate::engine::command::Validation;
    let mut checks = Vec::new();
    if declared.allow_empty_string {
        checks.push(Validation::AllowEmptyString);
    }
    if declared.allow_empty_collection {
        checks.push(Validation::AllowEmptyCollection);
    }
    if declared.allow_null && value.is_null() {
        return Ok(());
    }
    super::native::refuse_empty(&declared.name, &declared.type_name, &checks, value)
}

fn put(
    scope: &Rc<Scope>,
    name: &str,
    constraints: &[crate::engine::evaluate::declare::VariableConstraint],
    value: Value,
) {
    if constraints.is_empty() {
        scope.put(name, Slot::Plain(value));
        return;
    }
    let cell = VariableCell::new(value);
    *cell.constraints.borrow_mut() = constraints.to_vec();
    scope.put(name, Slot::Cell(Rc::new(cell)));
}

impl ScriptStage {
    /// Makes the scope and binds the command line.
    pub(crate) fn new(engine: &mut Engine, how: ScriptCall, elements: Vec<Element>) -> Outcome<ScriptStage> {
        if engine.calls.len() >= CALL_DEPTH {
            return Err(engine.too_deep());
        }
        let code = engine.code_of(&how.block, how.dot)?;
        let scope = engine.scope_for(&how, &code);
        engine.prepare_types(&how.block, &code, &scope)?;
        let info = engine.info_of(&how.block)?;
        let binder = Binder { name: how.name.clone(), class: how.name.clone() };
        let elements = match info.advanced {
            true => engine.with_default_parameters(&how.name, &info.table, elements)?,
            false => elements,
        };
        let caller = std::mem::replace(&mut engine.scope, scope.clone());
        let names = info.table.parameters.iter().map(|parameter| parameter.name.clone()).collect();
        let mut target = ScriptTarget { info: &info, scope: &scope, names, stored: Vec::new() };
        let result = bind::bind(engine, &binder, &info.table, elements, &mut target);
        let stored = std::mem::take(&mut target.stored);
        engine.scope = caller;
        let bound = result.map_err(|fault| placed(fault, how.position.as_ref()))?;
        let call = Call {
            name: how.name.clone(),
            file: how.block.tree().source.file.as_deref().map(Into::into),
            position: how.position.clone(),
            bound: stored
                .into_iter()
                .filter_map(|(index, value)| Some((info.table.parameters.get(index)?.name.clone(), value)))
                .collect(),
            unbound: bound.rest.clone(),
            common: bound.common.clone(),
            set: None,
            is_script: how.file.is_some(),
            function: Some(info.clone()),
            scope: Some(scope.clone()),
            confirm_all: None,
            input: None,
            pipeline_position: how.pipeline_position,
            pipeline_length: how.pipeline_length,
            is_block: how.is_block,
            is_method: false,
        };
        let frame = Frame::new(code.clone());
        let common = bound.common.clone();
        engine.start_variables(&common);
        let mut stage = ScriptStage {
            info,
            code,
            frame,
            scope,
            call: Some(call),
            bound,
            binder,
            filter: how.filter,
            is_file: how.file.is_some(),
            expects_input: how.expects_input,
            input: Vec::new(),
            common,
        };
        stage.prepare(engine).map_err(|fault| placed(fault, how.position.as_ref()))?;
        Ok(stage)
    }

    /// Preferences from common parameters, defaults, and what is missing.
    fn prepare(&mut self, engine: &mut Engine) -> Outcome {
        self.preferences();
        let mut filled = self.bound.given.clone();
        if !self.expects_input {
            self.check_mandatory(engine, &mut filled)?;
        }
        let set = self.info.table.set_name(self.bound.sets);
        if let Some(call) = &mut self.call {
            call.set = Some(set);
        }
        self.enter(engine, &mut crate::engine::evaluate::Discard, |stage, engine, _| {
            stage.defaults(engine, &filled)
        })
    }

    fn preferences(&self) {
        let text = |action: crate::engine::command::ActionPreference| Value::text(format!("{action:?}"));
        let common = &self.common;
        let actions = [
            ("ErrorActionPreference", common.error_action),
            ("WarningPreference", common.warning_action),
            ("InformationPreference", common.information_action),
            ("ProgressPreference", common.progress_action),
        ];
        for (name, action) in actions {
            if let Some(action) = action {
                self.scope.set(name, text(action));
            }
        }
        let switches = [("VerbosePreference", common.verbose), ("DebugPreference", common.debug)];
        for (name, switch) in switches {
            if let Some(on) = switch {
                self.scope.set(name, Value::text(if on { "Continue" } else { "SilentlyContinue" }));
            }
        }
        if let Some(on) = common.what_if {
            self.scope.set("WhatIfPreference", Value::Bool(on));
        }
        if let Some(on) = common.confirm {
            self.scope.set("ConfirmPreference", Value::text(if on { "Low" } else { "None" }));
        }
    }

    fn check_mandatory(&mut self, engine: &mut Engine, filled: &mut [bool]) -> Outcome {
        let table = self.info.table.clone();
        let Some(sets) = table.resolve_sets(self.bound.sets, filled) else {
            return Err(bind::errors::ambiguous_set(&self.binder, Default::default()));
        };
        self.bound.sets = sets;
        let missing = table.missing(sets, filled);
        if missing.is_empty() {
            return Ok(());
        }
        let names = table.parameters.iter().map(|parameter| parameter.name.clone()).collect();
        let info = self.info.clone();
        let scope = self.scope.clone();
        let mut target = ScriptTarget { info: &info, scope: &scope, names, stored: Vec::new() };
        let position = self.call.as_ref().map_or(1, |call| call.pipeline_position);
        for index in engine.prompt_mandatory(&self.binder, &table, &missing, position, &mut target)? {
            if let Some(place) = filled.get_mut(index) {
                *place = true;
            }
        }
        Ok(())
    }

    /// Values of parameters that were not given.
    fn defaults(&mut self, engine: &mut Engine, filled: &[bool]) -> Outcome {
        let info = self.info.clone();
        for (index, parameter) in info.table.parameters.iter().enumerate() {
            if filled.get(index) == Some(&true) {
                continue;
            }
            let constraints = info.constraints.get(index).map(Vec::as_slice).unwrap_or_default();
            let value = match self.code.parts.defaults.get(index).copied().flatten() {
                Some((range, register)) => {
                    engine.run_range(&mut self.frame, range, &mut crate::engine::evaluate::Discard)?;
                    let value = self.frame.register(register);
                    let value = if matches!(value, Value::Empty) { Value::Null } else { value };
                    engine.convert_default(constraints, value, &parameter.name)?
                }
                None => engine.unset_parameter(constraints)?,
            };
            put(&self.scope, &parameter.name, constraints, value);
        }
        Ok(())
    }

    /// Runs with this call's scope and entry on the call stack.
    fn enter<T>(
        &mut self,
        engine: &mut Engine,
        sink: &mut dyn Sink,
        work: impl FnOnce(&mut Self, &mut Engine, &mut dyn Sink) -> Outcome<T>,
    ) -> Outcome<T> {
        let caller = std::mem::replace(&mut engine.scope, self.scope.clone());
        engine.calls.extend(self.call.take());
        let depth = engine.calls.len();
        let common = self.common.clone();
        let mut leaving = Leave { caller, sink };
        let mut out = engine.tee(&common, &mut leaving);
        let result = work(self, engine, &mut out);
        let Leave { caller, .. } = leaving;
        engine.calls.truncate(depth);
        self.call = engine.calls.pop();
        engine.scope = caller;
        result
    }

    fn run(&mut self, engine: &mut Engine, range: Option<Range>, sink: &mut dyn Sink) -> Outcome {
        let Some(range) = range else { return Ok(()) };
        let result =
            self.enter(engine, sink, |stage, engine, sink| engine.run_range(&mut stage.frame, range, sink));
        match result {
            Ok(Flow::Next | Flow::Return | Flow::Jump(_)) => Ok(()),
            Err(fault) => match *fault {
                Fault::Exit(code) if self.is_file && engine.calls.iter().any(|call| call.is_script) => {
                    engine.global.set("LASTEXITCODE", Value::Int(code));
                    engine.succeeded = code == 0;
                    Ok(())
                }
                other => Err(Box::new(other)),
            },
        }
    }

    pub(crate) fn begin(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        let range = self.code.parts.begin;
        self.run(engine, range, next)
    }

    fn process_range(&self) -> Option<Range> {
        if self.filter { self.code.parts.process.or(self.code.parts.end) } else { self.code.parts.process }
    }

    pub(crate) fn process(
        &mut self,
        engine: &mut Engine,
        value: Option<Value>,
        next: &mut dyn Sink,
    ) -> Outcome {
        let Some(value) = value else {
            let range = self.process_range();
            return self.run(engine, range, next);
        };
        if !self.bind_object(engine, &value)? {
            return Ok(());
        }
        let Some(range) = self.process_range() else {
            self.input.push(value);
            return Ok(());
        };
        self.scope.set("_", value);
        self.run(engine, Some(range), next)
    }

    /// Binds a pipeline object; false when it was refused with an error.
    fn bind_object(&mut self, engine: &mut Engine, value: &Value) -> Outcome<bool> {
        let table = self.info.table.clone();
        let takes_input = table
            .parameters
            .iter()
            .flat_map(|parameter| &parameter.memberships)
            .any(|place| place.by_value || place.by_name);
        if !takes_input {
            if self.info.advanced && self.process_range().is_none() && !table.parameters.is_empty() {
                let record = bind::errors::not_bound(&self.binder, value.clone());
                self.report(engine, record)?;
                return Ok(false);
            }
            return Ok(true);
        }
        let info = self.info.clone();
        let scope = self.scope.clone();
        let names = table.parameters.iter().map(|parameter| parameter.name.clone()).collect();
        let mut target = ScriptTarget { info: &info, scope: &scope, names, stored: Vec::new() };
        let result = bind::bind_input(engine, &table, &self.bound.given, self.bound.sets, value, &mut target);
        let stored = std::mem::take(&mut target.stored);
        let found = match result {
            Ok(found) => found,
            Err(fault) => match *fault {
                Fault::Error { .. } => None,
                other => return Err(Box::new(other)),
            },
        };
        let Some(found) = found else {
            let record = bind::errors::not_bound(&self.binder, value.clone());
            self.report(engine, record)?;
            return Ok(false);
        };
        let mut filled = self.bound.given.clone();
        for (index, _) in &found {
            if let Some(place) = filled.get_mut(*index) {
                *place = true;
            }
        }
        if let Some(call) = &mut self.call {
            for (index, value) in stored {
                let Some(parameter) = info.table.parameters.get(index) else { continue };
                call.bound.retain(|(name, _)| *name != parameter.name);
                call.bound.push((parameter.name.clone(), value));
            }
        }
        if let Err(fault) = self.check_mandatory(engine, &mut filled) {
            match *fault {
                Fault::Error { record, .. } => self.report(engine, *record)?,
                other => return Err(Box::new(other)),
            }
            return Ok(false);
        }
        Ok(true)
    }

    fn report(&mut self, engine: &mut Engine, mut record: ErrorRecord) -> Outcome {
        record.position =
            record.position.or_else(|| self.call.as_ref().and_then(|call| call.position.clone()));
        let common = self.common.clone();
        engine.report_error(Some(&common), record)
    }

    pub(crate) fn end(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        if self.filter {
            return Ok(());
        }
        let input = std::mem::take(&mut self.input);
        if let Some(call) = &mut self.call {
            call.input = Some(Value::array(input));
        }
        let range = self.code.parts.end;
        self.run(engine, range, next)
    }

    pub(crate) fn clean(&mut self, engine: &mut Engine) -> Outcome {
        let range = self.code.parts.clean;
        self.run(engine, range, &mut crate::engine::evaluate::Discard)
    }
}

/// Output leaves the call: what comes after runs in the caller's scope.
struct Leave<'a> {
    caller: Rc<Scope>,
    sink: &'a mut dyn Sink,
}

impl Sink for Leave<'_> {
    fn push(&mut self, engine: &mut Engine, value: Value) -> Outcome {
        let own = std::mem::replace(&mut engine.scope, self.caller.clone());
        let call = engine.calls.pop();
        let result = self.sink.push(engine, value);
        engine.calls.extend(call);
        engine.scope = own;
        result
    }

    fn is_host(&self) -> bool {
        self.sink.is_host()
    }
}

fn placed(mut fault: Box<Fault>, position: Option<&Position>) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut()
        && record.position.is_none()
    {
        record.position = position.cloned();
    }
    fault
}
