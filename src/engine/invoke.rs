//! Calling in: scripts, script blocks and commands from the host and from native commands.

use super::bind::{BindingTable, Element};
use super::command::Sink;
use super::error::{Category, Exception};
use super::evaluate::{Collector, Flow, Frame};
use super::function::Function;
use super::module::Module;
use super::pipeline::{Input, ScriptCall, ScriptStage, Stage, StageSlot};
use super::scope::{Scope, ScopeKind};
use super::script_block::ScriptBlockValue;
use super::scripts::read_script;
use super::value::Value;
use super::{Engine, Fault, Outcome};
use crate::language::Source;
use crate::language::ast::Invocation;
use crate::language::code::Code;
use std::path::Path;
use std::rc::Rc;

impl Engine {
    /// Runs text in the current scope, as the prompt and `-Command` do. Parse errors are reported.
    pub fn run_text(&mut self, source: Rc<Source>, sink: &mut dyn Sink) -> Outcome {
        let parsed = self.parse(source);
        let Some(tree) = parsed.script.clone().filter(|_| parsed.errors.is_empty()) else {
            return self.report_parse_errors(&parsed);
        };
        let lowerings = self.lowerings(&tree);
        let block = Rc::new(ScriptBlockValue::new(lowerings, None));
        let result = self.run_dotted(&block, Vec::new(), sink);
        self.succeeded = self.inner_succeeded;
        result
    }

    /// Runs a script file with its arguments. `exit` comes out as [`Fault::Exit`].
    pub fn run_file(&mut self, path: &Path, elements: Vec<Element>, sink: &mut dyn Sink) -> Outcome {
        let text = read_script(path)?;
        let name = path.display().to_string();
        let parsed = self.parse(Rc::new(Source::new(Some(name.as_str().into()), text)));
        let Some(tree) = parsed.script.clone().filter(|_| parsed.errors.is_empty()) else {
            return self.report_parse_errors(&parsed);
        };
        let leaf = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        self.check_requires(&tree, &leaf)?;
        let lowerings = self.lowerings(&tree);
        let block = Rc::new(ScriptBlockValue::new(lowerings, None));
        let mut how = call_of(
            block,
            path.file_name().map(|name| name.to_string_lossy().into()).unwrap_or_else(|| "".into()),
        );
        how.file = Some(name.into());
        how.is_main = true;
        let code = self.code_of(&how.block, false)?;
        self.global = Rc::new(self.global.with_code(code.clone()));
        self.scope = self.global.clone();
        let input = self.script_input(&how.block, &code);
        how.expects_input = !matches!(input, Input::None);
        let stage = ScriptStage::new(self, how, elements)?;
        self.run_stages(vec![single(Stage::Script(Box::new(stage)))], input, sink)
    }

    /// The lines of standard input, for a script that takes objects; others leave it to the programs that
    /// they start.
    fn script_input(&self, block: &ScriptBlockValue, code: &Code) -> Input {
        use std::io::{BufRead, IsTerminal};
        let input = std::io::stdin();
        let wanted = code.parts.process.is_some() || block.text().to_ascii_lowercase().contains("$input");
        if !wanted || input.is_terminal() {
            return Input::None;
        }
        let lines = input.lock().lines().map_while(Result::ok).map(Value::from).collect();
        Input::Value(Value::array(lines))
    }

    /// The parameters of a function, with those that its `dynamicparam` block adds; without, when it fails.
    pub fn table_with_dynamic(&mut self, function: &Function) -> Option<Rc<BindingTable>> {
        let info = self.info_of(&function.block).ok()?;
        if function.block.tree().dynamic_param.is_none() {
            return Some(info.table.clone());
        }
        let how = call_of(function.block.clone(), function.name.clone());
        Some(ScriptStage::table(self, how).unwrap_or_else(|_| info.table.clone()))
    }

    /// Runs a script block as it is to be called.
    pub(crate) fn run_call(
        &mut self,
        how: ScriptCall,
        elements: Vec<Element>,
        sink: &mut dyn Sink,
    ) -> Outcome {
        let stage = ScriptStage::new(self, how, elements)?;
        self.run_stages(vec![single(Stage::Script(Box::new(stage)))], Input::None, sink)
    }

    /// The scope that a call runs in.
    pub(crate) fn scope_for(&mut self, how: &ScriptCall, code: &Rc<Code>) -> Rc<Scope> {
        if how.is_main {
            return self.global.clone();
        }
        let parent = self.home_of(&how.block);
        if how.dot {
            return parent;
        }
        let kind = if how.file.is_some() { ScopeKind::Script } else { ScopeKind::Local };
        Rc::new(Scope::new(kind, Some(parent), Some(code.clone())))
    }

    /// The scope around a block's own when it is called now.
    pub(crate) fn home_of(&self, block: &ScriptBlockValue) -> Rc<Scope> {
        if let Some(captured) = &block.captured {
            return captured.clone();
        }
        if block.unbound.get() {
            return self.scope.clone();
        }
        let module = block.module.borrow().clone().filter(|module| module.scope.get().is_some());
        let own = |scope: &Scope| scope.module.as_ref().map(Rc::as_ptr) == module.as_ref().map(Rc::as_ptr);
        match &module {
            Some(_) if own(&self.scope) => self.scope.clone(),
            _ => self.innermost_scope(module.as_ref()),
        }
    }

    /// The innermost scope that belongs to a module, or to none: where its code runs, also when others
    /// call it. A function that a module's function calls by way of the session sees its variables.
    pub(crate) fn innermost_scope(&self, module: Option<&Rc<Module>>) -> Rc<Scope> {
        let belongs = |scope: &&Rc<Scope>| scope.module.as_ref().map(Rc::as_ptr) == module.map(Rc::as_ptr);
        let calls = self.calls.iter().rev().filter_map(|call| call.scope.as_ref());
        let found = std::iter::once(&self.scope).chain(calls).find(belongs);
        let outermost = module.and_then(|module| module.scope.get()).unwrap_or(&self.global);
        found.unwrap_or(outermost).clone()
    }

    /// Does something in another scope.
    pub(crate) fn in_scope<T>(
        &mut self,
        scope: Rc<Scope>,
        work: impl FnOnce(&mut Engine) -> Outcome<T>,
    ) -> Outcome<T> {
        let caller = std::mem::replace(&mut self.scope, scope);
        let result = work(self);
        self.scope = caller;
        result
    }

    /// PowerShell's error for calls that are nested too deeply.
    pub(crate) fn too_deep(&self) -> Box<Fault> {
        let message = "The script failed due to call depth overflow.";
        let exception = Exception::new("System.Management.Automation.ScriptCallDepthException", message);
        let depth = Value::Int(super::CALL_DEPTH as i32);
        Fault::error(exception, "CallDepthOverflow", Category::InvalidOperation, depth)
    }

    /// Makes the types of a block and takes note of its `using` lines, before anything of it runs.
    pub(crate) fn prepare_types(
        &mut self,
        block: &ScriptBlockValue,
        code: &Code,
        scope: &Rc<Scope>,
    ) -> Outcome {
        if code.tables.classes.is_empty() && block.tree().usings.is_empty() {
            return Ok(());
        }
        let caller = std::mem::replace(&mut self.scope, scope.clone());
        self.preparing = block.tree().source.file.as_deref().map(str::to_owned);
        let result = self.apply_usings(block.tree()).and_then(|()| self.define_types(code));
        self.scope = caller;
        result
    }

    /// `using namespace`, `using module`, `using assembly` of a script, in the current scope.
    fn apply_usings(&mut self, tree: &crate::language::ast::ScriptBlock) -> Outcome {
        use crate::language::ast::{ExpressionKind, UsingKind};
        for using in &tree.usings {
            if using.kind == UsingKind::Module {
                self.use_module(&using.name)?;
            }
            if let (UsingKind::Namespace, ExpressionKind::String { value, .. }) =
                (using.kind, &using.name.kind)
            {
                self.types_version += 1;
                super::types::script::own_table(self).use_namespace(value);
            }
        }
        Ok(())
    }

    /// Runs a block in a scope of its own (`&`), pushing what it sends.
    pub fn call_block(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        arguments: &[Value],
        sink: &mut dyn Sink,
    ) -> Outcome {
        let how = call_of(block.clone(), "".into());
        let elements = self.by_place(block, arguments)?;
        let stage = ScriptStage::new(self, how, elements)?;
        self.run_stages(vec![single(Stage::Script(Box::new(stage)))], Input::None, sink)
    }

    /// Runs a block in the current scope (`.`).
    pub fn run_dotted(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        arguments: Vec<Element>,
        sink: &mut dyn Sink,
    ) -> Outcome {
        let mut how = call_of(block.clone(), "".into());
        how.dot = true;
        let stage = ScriptStage::new(self, how, arguments)?;
        self.run_stages(vec![single(Stage::Script(Box::new(stage)))], Input::None, sink)
    }

    /// Runs a block's `end` in the current scope as `ForEach-Object` does, without a call of its own:
    /// `return` ends the block, `break` and `continue` reach the loops around.
    pub fn run_shared(&mut self, block: &Rc<ScriptBlockValue>, sink: &mut dyn Sink) -> Outcome {
        let code = self.code_of(block, true)?;
        let module = block.module.borrow().clone().filter(|module| module.scope.get().is_some());
        let home = module.map(|module| self.innermost_scope(Some(&module)));
        let home = home.or_else(|| self.scope.module.is_some().then(|| self.innermost_scope(None)));
        let foreign = home.filter(|_| !block.unbound.get()).filter(|home| {
            let own = self.scope.module.as_ref().map(Rc::as_ptr);
            own != home.module.as_ref().map(Rc::as_ptr)
        });
        let caller = foreign.map(|home| {
            // The object of the moment is the caller's, wherever the block comes from.
            let item = self.scope.get("_");
            let before = home.get("_");
            if let Some(item) = item {
                home.set("_", item);
            }
            (std::mem::replace(&mut self.scope, home), before)
        });
        self.define_types(&code)?;
        let mut frame = Frame::new(code.clone());
        let mut result = Ok(Flow::Next);
        for range in [code.parts.begin, code.parts.process, code.parts.end].into_iter().flatten() {
            result = self.run_range(&mut frame, range, sink);
            if !matches!(result, Ok(Flow::Next)) {
                break;
            }
        }
        if let Some((caller, before)) = caller {
            match before {
                Some(value) => self.scope.set("_", value),
                None => {
                    self.scope.remove("_");
                }
            }
            self.scope = caller;
        }
        result.map(|_| ())
    }

    /// What a block sends, run in the current scope.
    pub fn invoke_in_scope(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        arguments: &[Value],
    ) -> Outcome<Vec<Value>> {
        let mut collector = Collector::default();
        match arguments.is_empty() {
            true => self.run_shared(block, &mut collector)?,
            false => {
                let elements = self.by_place(block, arguments)?;
                self.run_dotted(block, elements, &mut collector)?;
            }
        }
        Ok(collector.0)
    }

    /// What a block sends with `$_` set, run in the current scope.
    pub fn invoke_with_item(&mut self, block: &Rc<ScriptBlockValue>, item: Value) -> Outcome<Vec<Value>> {
        self.invoke_with_item_and(block, item, &[])
    }

    /// As [`Engine::invoke_with_item`], with arguments.
    pub fn invoke_with_item_and(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        item: Value,
        arguments: &[Value],
    ) -> Outcome<Vec<Value>> {
        let scope = self.scope.clone();
        let saved = scope.replace_item(Some(item));
        let result = self.invoke_in_scope(block, arguments);
        scope.replace_item(saved);
        result
    }

    /// What a member's block sends, called with `$this` set.
    pub fn invoke_with_this(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        this: &Value,
        arguments: &[Value],
    ) -> Outcome<Vec<Value>> {
        self.invoke_with_variables(block, &[("this", this)], arguments)
    }

    /// Runs a block with variables that hold for this call only, as `$this` and `$_` of an event's handler.
    pub fn invoke_with_variables(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        variables: &[(&str, &Value)],
        arguments: &[Value],
    ) -> Outcome<Vec<Value>> {
        // The block's own scope is a child of this one, which need not be the scope that runs now.
        let scope = self.home_of(block);
        let mut saved = Vec::with_capacity(variables.len());
        for (name, value) in variables {
            saved.push((*name, scope.get(name)));
            scope.set(name, (*value).clone());
        }
        let result = self.invoke_block(block, arguments);
        for (name, before) in saved {
            match before {
                Some(value) => scope.set(name, value),
                None => {
                    scope.remove(name);
                }
            }
        }
        result
    }

    /// Does something whose errors go to the caller, as under a `try`.
    pub(crate) fn tries_more<T>(&mut self, work: impl FnOnce(&mut Engine) -> Outcome<T>) -> Outcome<T> {
        self.tries += 1;
        let result = work(self);
        self.tries -= 1;
        result
    }

    /// What a block that stands for an argument gives for a pipeline object.
    pub(crate) fn invoke_delayed(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        item: &Value,
    ) -> Outcome<Vec<Value>> {
        let caller = self.scope.parent.clone();
        let inner = caller.map(|caller| std::mem::replace(&mut self.scope, caller));
        self.tries += 1;
        let result = self.invoke_with_item(block, item.clone());
        self.tries -= 1;
        if let Some(inner) = inner {
            self.scope = inner;
        }
        result
    }

    /// What a block sends, called with arguments in a scope of its own.
    pub fn invoke_block(&mut self, block: &Rc<ScriptBlockValue>, arguments: &[Value]) -> Outcome<Vec<Value>> {
        let mut collector = Collector::default();
        self.call_block(block, arguments, &mut collector)?;
        Ok(collector.0)
    }

    /// Arguments by their places, as a call from .NET binds them: there switches have places too.
    pub(crate) fn by_place(
        &mut self,
        block: &ScriptBlockValue,
        arguments: &[Value],
    ) -> Outcome<Vec<Element>> {
        let info = self.info_of(block)?;
        let own = info.table.parameters.get(..info.table.own).unwrap_or_default();
        let reached = own.get(..arguments.len()).unwrap_or(own);
        if !reached.iter().any(|parameter| parameter.is_switch) {
            return Ok(values(arguments));
        }
        let mut elements = values(arguments);
        for (element, (parameter, value)) in elements.iter_mut().zip(reached.iter().zip(arguments)) {
            *element = Element::named(parameter.name.as_ref(), value.clone());
        }
        Ok(elements)
    }

    /// Runs one command by name with named parameters, over optional input.
    pub fn invoke_command(
        &mut self,
        name: &str,
        parameters: &[(&str, Value)],
        input: Option<Value>,
    ) -> Outcome<Vec<Value>> {
        let elements = parameters.iter().map(|(name, value)| Element::named(*name, value.clone())).collect();
        let mut collector = Collector::default();
        self.invoke_elements(Value::text(name), elements, input, &mut collector)?;
        Ok(collector.0)
    }

    /// Runs one command, pushing what it sends.
    pub fn invoke_elements(
        &mut self,
        command: Value,
        elements: Vec<Element>,
        input: Option<Value>,
        sink: &mut dyn Sink,
    ) -> Outcome {
        self.invoke_as(command, elements, input, Invocation::Call, sink)
    }

    /// Runs a block whose `$input` gives some objects, without a pipeline in front of it.
    pub fn invoke_with_input(
        &mut self,
        block: &Rc<ScriptBlockValue>,
        elements: Vec<Element>,
        input: Vec<Value>,
        how: Invocation,
        sink: &mut dyn Sink,
    ) -> Outcome {
        let mut call = call_of(block.clone(), "".into());
        call.dot = how == Invocation::Dot;
        call.position = self.calls.last().and_then(|call| call.position.clone());
        call.input = input;
        let stage = ScriptStage::new(self, call, elements)?;
        self.run_stages(vec![single(Stage::Script(Box::new(stage)))], Input::None, sink)
    }

    /// Runs one command or block, in a scope of its own or in the caller's, pushing what it sends.
    pub fn invoke_as(
        &mut self,
        command: Value,
        elements: Vec<Element>,
        input: Option<Value>,
        how: Invocation,
        sink: &mut dyn Sink,
    ) -> Outcome {
        let place = super::pipeline::Place { index: 1, length: 1, has_input: input.is_some() };
        let position = self.calls.last().and_then(|call| call.position.clone());
        let slot = self.stage_for(command, elements, how, position, place, &[])?;
        let input = input.map_or(Input::None, Input::Value);
        self.run_stages(vec![slot], input, sink)
    }
}

pub(crate) fn call_of(block: Rc<ScriptBlockValue>, name: Rc<str>) -> ScriptCall {
    ScriptCall {
        block,
        is_block: name.is_empty(),
        name,
        filter: false,
        dot: false,
        file: None,
        invocation: "".into(),
        position: None,
        expects_input: false,
        pipeline_position: 1,
        pipeline_length: 1,
        is_main: false,
        input: Vec::new(),
    }
}

fn single(stage: Stage) -> StageSlot {
    StageSlot::new(stage, 0)
}

/// Arguments by their places.
pub(crate) fn values(arguments: &[Value]) -> Vec<Element> {
    arguments.iter().map(|value| Element::Value { value: value.clone(), span: Default::default() }).collect()
}
