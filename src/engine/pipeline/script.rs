//! A function, script or script block as a stage.

use super::script_target::{ScriptTarget, put};
use crate::engine::bind::{Binder, Binding, BindingTable, Bound, Element};
use crate::engine::command::{ActionPreference, Sink};
use crate::engine::error::{ErrorRecord, Position};
use crate::engine::evaluate::{Discard, Flow, Frame};
use crate::engine::function::FunctionInfo;
use crate::engine::listen::{ListeningSink, StreamLists};
use crate::engine::scope::{Scope, fold};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::runtime_parameter::{self, RuntimeParameter};
use crate::engine::types::{enumeration, enumerator};
use crate::engine::value::Value;
use crate::engine::{CALL_DEPTH, Call, CallFacts, Engine, Fault, Outcome};
use crate::language::code::{Code, Range};
use std::rc::Rc;

/// What to call, and how.
pub struct ScriptCall {
    pub block: Rc<ScriptBlockValue>,
    pub name: Rc<str>,
    pub invocation: Rc<str>,
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
    /// The script that the session runs: its scope is the global one.
    pub is_main: bool,
    /// Objects for `$input` that are not the pipeline's.
    pub input: Vec<Value>,
}

/// One use of a script block.
pub struct ScriptStage {
    info: Rc<FunctionInfo>,
    code: Rc<Code>,
    frame: Frame,
    scope: Rc<Scope>,
    call: Option<Call>,
    bound: Bound,
    dynamic: Vec<RuntimeParameter>,
    before: Vec<(usize, Value)>,
    filter: bool,
    is_file: bool,
    is_main: bool,
    /// What `$_` was around a dotted block.
    outer_item: Option<Value>,
    dotted: bool,
    /// Objects for `$input` of a block without `process`.
    input: Vec<Value>,
    /// `$input` is a list, as `Invoke-Command` gives it.
    input_is_list: bool,
    lists: Option<Rc<StreamLists>>,
    /// Nothing follows in its pipeline.
    is_last: bool,
    /// A named block was run: only then is there something to clean.
    has_run: bool,
}

impl ScriptStage {
    /// Makes the scope and binds the command line.
    pub(crate) fn new(engine: &mut Engine, how: ScriptCall, elements: Vec<Element>) -> Outcome<ScriptStage> {
        let position = how.position.clone();
        let mut stage = ScriptStage::unbound(engine, how)?;
        stage.prepare(engine, elements).map_err(|fault| placed(fault, position.as_ref()))?;
        Ok(stage)
    }

    /// The parameters of a call without arguments, with those that its `dynamicparam` adds: nothing else is run.
    pub(crate) fn table(engine: &mut Engine, how: ScriptCall) -> Outcome<Rc<BindingTable>> {
        let mut stage = ScriptStage::unbound(engine, how)?;
        stage.binding(engine, |binding| binding.start(Vec::new()))?;
        stage.take_dynamic(engine)?;
        Ok(stage.bound.table.clone())
    }

    /// A stage with its scope, before anything is bound.
    fn unbound(engine: &mut Engine, how: ScriptCall) -> Outcome<ScriptStage> {
        if engine.calls.len() >= CALL_DEPTH {
            return Err(engine.too_deep());
        }
        let code = engine.code_of(&how.block, how.dot)?;
        let scope = engine.scope_for(&how, &code);
        engine.prepare_types(&how.block, &code, &scope)?;
        let info = engine
            .info_in(&how.block, scope.clone())
            .map_err(|fault| placed(fault, how.position.as_ref()))?;
        let class = if how.is_block { "".into() } else { how.name.clone() };
        let binder = Binder { name: how.name.clone(), class, position: how.position.clone() };
        let mut bound = Bound::new(info.table.clone(), binder, how.expects_input);
        bound.pipeline_position = how.pipeline_position;
        Ok(ScriptStage {
            frame: Frame::new(code.clone()),
            outer_item: how.dot.then(|| scope.get("_")).flatten(),
            dotted: how.dot,
            filter: how.filter,
            is_file: how.file.is_some(),
            is_main: how.is_main,
            call: Some(engine.new_call(&how, &info, &scope)),
            info,
            code,
            scope,
            bound,
            dynamic: Vec::new(),
            before: Vec::new(),
            input_is_list: !how.input.is_empty(),
            input: how.input.clone(),
            lists: None,
            is_last: how.pipeline_position == how.pipeline_length,
            has_run: false,
        })
    }

    /// Binds arguments, takes dynamic parameters in, and fills defaults.
    fn prepare(&mut self, engine: &mut Engine, elements: Vec<Element>) -> Outcome {
        if self.info.table.parameters.is_empty() && self.code.parts.dynamic_param.is_none() {
            return self.prepare_plain(engine, elements);
        }
        self.binding(engine, |binding| binding.start(elements))?;
        if self.take_dynamic(engine)? {
            self.binding(engine, |binding| binding.dynamic())?;
        }
        self.binding(engine, |binding| binding.finish())?;
        self.lists = StreamLists::open(engine, &self.bound.common)?;
        self.preferences();
        if let Some(call) = &mut self.call {
            call.common = Some(Box::new(self.bound.common.clone()));
        }
        self.update_call();
        if self.info.table.own == 0 {
            return Ok(());
        }
        self.enter(engine, &mut Discard, |stage, engine, _| stage.defaults(engine))
    }

    /// Takes the parameters that `dynamicparam` sends into the table; whether there is such a block.
    fn take_dynamic(&mut self, engine: &mut Engine) -> Outcome<bool> {
        let Some(range) = self.code.parts.dynamic_param else { return Ok(false) };
        let parameters = self.dynamic_parameters(engine, range)?;
        let table = runtime_parameter::extended(engine, &self.bound.table, parameters, &mut self.dynamic)?;
        self.bound.extend(Rc::new(table));
        Ok(true)
    }

    /// Without parameters everything is `$args`.
    fn prepare_plain(&mut self, engine: &mut Engine, elements: Vec<Element>) -> Outcome {
        if !elements.is_empty() {
            self.binding(engine, |binding| {
                binding.start(elements)?;
                binding.finish()
            })?;
            self.update_call();
        }
        Ok(())
    }

    /// Runs a step of binding in the call's scope, and keeps what was bound.
    fn binding(&mut self, engine: &mut Engine, step: impl FnOnce(&mut Binding<'_>) -> Outcome) -> Outcome {
        let caller = std::mem::replace(&mut engine.scope, self.scope.clone());
        let mut stored = Vec::new();
        let table = self.bound.table.clone();
        let result = {
            let mut target = ScriptTarget {
                info: &self.info,
                table: &table,
                scope: &self.scope,
                dynamic: &self.dynamic,
                stored: &mut stored,
                before: &mut self.before,
            };
            step(&mut Binding { engine, bound: &mut self.bound, target: &mut target })
        };
        engine.scope = caller;
        let common = std::mem::take(&mut self.bound.common_values);
        let own = stored.into_iter().map(|(index, value)| (table.name(index), value));
        if let Some(call) = &mut self.call {
            own.chain(common).for_each(|(name, value)| call.bind(name, value));
        }
        result
    }

    fn update_call(&mut self) {
        let set = self.bound.set.clone();
        if let Some(call) = &mut self.call {
            call.set = Some(set);
            call.unbound = self.bound.rest.clone();
        }
    }

    /// The dictionary that `dynamicparam` sends.
    fn dynamic_parameters(&mut self, engine: &mut Engine, range: Range) -> Outcome<Vec<Value>> {
        let mut collector = crate::engine::evaluate::Collector::default();
        self.enter(engine, &mut collector, |stage, engine, sink| {
            engine.run_range(&mut stage.frame, range, sink)
        })?;
        Ok(collector.0)
    }

    fn preferences(&self) {
        let common = &self.bound.common;
        let class = "System.Management.Automation.ActionPreference";
        let value = |action: ActionPreference| enumeration::value(class, action as i64);
        let actions = [
            ("ErrorActionPreference", common.error_action),
            ("WarningPreference", common.warning_action),
            ("InformationPreference", common.information_action),
            ("ProgressPreference", common.progress_action),
        ];
        for (name, action) in actions {
            if let Some(action) = action {
                self.scope.set(name, value(action));
            }
        }
        let switches = [("VerbosePreference", common.verbose), ("DebugPreference", common.debug)];
        for (name, switch) in switches {
            if let Some(on) = switch {
                let action = if on { ActionPreference::Continue } else { ActionPreference::SilentlyContinue };
                self.scope.set(name, value(action));
            }
        }
        if let Some(on) = common.what_if {
            self.scope.set("WhatIfPreference", Value::Bool(on));
        }
        if let Some(on) = common.confirm {
            let impact = if on { 1 } else { 0 };
            let class = "System.Management.Automation.ConfirmImpact";
            self.scope.set("ConfirmPreference", enumeration::value(class, impact));
        }
    }

    /// Values of parameters that were not given.
    fn defaults(&mut self, engine: &mut Engine) -> Outcome {
        let info = self.info.clone();
        for (index, parameter) in info.table.parameters.iter().take(info.table.own).enumerate() {
            if self.bound.is_bound(index) {
                continue;
            }
            let constraints = info.constraints.get(index).map(Vec::as_slice).unwrap_or_default();
            let value = match self.code.parts.defaults.get(index).copied().flatten() {
                Some((range, register)) => {
                    engine.run_range(&mut self.frame, range, &mut Discard)?;
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
        let mut leaving = Leave { caller, sink };
        let is_last = self.is_last;
        let result = engine.heard(is_last, &mut leaving, |engine, leaving| match self.lists.clone() {
            None => {
                let result = work(self, engine, leaving);
                engine.note_fault(&result);
                result
            }
            Some(lists) => {
                let listening = engine.listen(&lists);
                let mut out = ListeningSink { lists: &lists, inner: leaving };
                let result = work(self, engine, &mut out);
                engine.note_fault(&result);
                engine.stop_listening(listening);
                result
            }
        });
        let Leave { caller, .. } = leaving;
        engine.calls.truncate(depth);
        self.call = engine.calls.pop();
        engine.scope = caller;
        result
    }

    fn run(&mut self, engine: &mut Engine, range: Option<Range>, sink: &mut dyn Sink) -> Outcome {
        let Some(range) = range else { return Ok(()) };
        self.has_run = true;
        let result =
            self.enter(engine, sink, |stage, engine, sink| engine.run_range(&mut stage.frame, range, sink));
        match result {
            Ok(Flow::Next | Flow::Return | Flow::Jump(_)) => Ok(()),
            Err(fault) => match *fault {
                // Only the script that the program was started with ends the program.
                Fault::Exit(code) if self.is_file && !self.is_main => {
                    engine.global.set("LASTEXITCODE", Value::Int(code));
                    if let Some(call) = &mut self.call {
                        call.failed = code != 0;
                    }
                    Ok(())
                }
                Fault::Error { record, whole_script } => Err(self.leaving(record, whole_script)),
                other => Err(Box::new(other)),
            },
        }
    }

    /// An error on its way out of the command.
    fn leaving(&self, mut record: Box<ErrorRecord>, whole_script: bool) -> Box<Fault> {
        record.ends_command = false;
        let is_own = self.info.advanced && !self.bound.binder.class.is_empty();
        // An error without an id of its own has the command's name alone.
        let named = record.id.contains(',') || *record.id == *self.bound.binder.name;
        if is_own && !named && !whole_script {
            record.id = format!("{},{}", record.id, self.bound.binder.name);
        }
        Box::new(Fault::Error { record, whole_script })
    }

    /// Whether it reported an error as a command does.
    pub(crate) fn failed(&self) -> bool {
        self.call.as_ref().is_some_and(|call| call.failed)
    }

    pub(crate) fn begin(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        let range = self.code.parts.begin;
        self.run(engine, range, next)
    }

    /// A filter's body without block names runs for each object.
    fn process_range(&self) -> Option<Range> {
        match self.filter && self.code.parts.process.is_none() && self.code.parts.begin.is_none() {
            true => self.code.parts.end,
            false => self.code.parts.process,
        }
    }

    fn body_is_process(&self) -> bool {
        self.filter && self.code.parts.process.is_none() && self.code.parts.begin.is_none()
    }

    pub(crate) fn process(
        &mut self,
        engine: &mut Engine,
        value: Option<Value>,
        next: &mut dyn Sink,
    ) -> Outcome {
        let Some(value) = value else {
            // The script of the session has no pipeline in front: `process` has nothing to do.
            if self.is_main && self.code.parts.process.is_some() {
                return Ok(());
            }
            let range = self.process_range();
            return self.run(engine, range, next);
        };
        if self.info.advanced && !self.bind_object(engine, &value)? {
            return Ok(());
        }
        let Some(range) = self.process_range() else {
            self.input.push(value);
            return Ok(());
        };
        self.scope.replace_item(Some(value.clone()));
        if let Some(call) = &mut self.call {
            call.input = Some(enumerator::input(vec![value]));
        }
        self.run(engine, Some(range), next)
    }

    /// Binds a pipeline object; false when it was refused with an error.
    fn bind_object(&mut self, engine: &mut Engine, value: &Value) -> Outcome<bool> {
        let mut refused = None;
        self.binding(engine, |binding| {
            refused = binding.input(value)?;
            Ok(())
        })?;
        self.update_call();
        let Some(record) = refused else { return Ok(true) };
        if let Some(call) = &mut self.call {
            call.failed = true;
        }
        let common = self.bound.common.clone();
        engine.report_error(Some(&common), *record)?;
        Ok(false)
    }

    pub(crate) fn end(&mut self, engine: &mut Engine, next: &mut dyn Sink) -> Outcome {
        if self.body_is_process() {
            return Ok(());
        }
        let input = std::mem::take(&mut self.input);
        if self.bound.expects_input && self.code.parts.process.is_some() {
            self.scope.set("_", Value::Null);
        }
        if let Some(call) = &mut self.call {
            call.input = Some(match self.input_is_list {
                true => Value::array(input),
                false => enumerator::input(input),
            });
        }
        let range = self.code.parts.end;
        self.run(engine, range, next)
    }

    /// Runs `clean` when another block ran; its errors are shown, they stop nothing.
    pub(crate) fn clean(&mut self, engine: &mut Engine) -> Outcome {
        if let Some(lists) = &self.lists {
            lists.close();
        }
        if self.dotted && self.bound.expects_input {
            self.restore_item();
        }
        let Some(range) = self.code.parts.clean.filter(|_| self.has_run) else { return Ok(()) };
        self.lists = self.lists.take().map(|lists| Rc::new(lists.without_output()));
        match self.run(engine, Some(range), &mut Discard) {
            Err(fault) => match *fault {
                Fault::Error { mut record, .. } => {
                    if let Some(call) = &mut self.call {
                        call.failed = true;
                    }
                    engine.report_statement_error(&mut record, ActionPreference::Continue)
                }
                other => Err(Box::new(other)),
            },
            done => done,
        }
    }

    fn restore_item(&mut self) {
        match self.outer_item.take() {
            Some(value) => self.scope.set("_", value),
            None => {
                self.scope.remove(&fold("_"));
            }
        }
    }
}

impl Engine {
    fn new_call(&mut self, how: &ScriptCall, info: &Rc<FunctionInfo>, scope: &Rc<Scope>) -> Call {
        self.next_pipeline += 1;
        let facts = CallFacts {
            name: how.name.clone(),
            invocation: how.invocation.clone(),
            file: how.block.tree().source.file.clone(),
            position: how.position.clone(),
            is_script: how.file.is_some(),
            block: Some(how.block.clone()),
            function: Some(info.clone()),
            expects_input: how.expects_input,
            pipeline_position: how.pipeline_position,
            pipeline_length: how.pipeline_length,
            is_block: how.is_block,
            is_method: false,
            is_filter: how.filter,
        };
        Call::new(self.next_pipeline, Rc::new(facts), scope.clone())
    }
}

/// Output leaves the call: what comes after runs in the caller's scope.
pub(super) struct Leave<'a> {
    pub caller: Rc<Scope>,
    pub sink: &'a mut dyn Sink,
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

pub(super) fn placed(mut fault: Box<Fault>, position: Option<&Position>) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut()
        && record.position.is_none()
    {
        record.position = position.cloned();
    }
    fault
}
