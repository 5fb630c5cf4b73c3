//! Calls of simple functions without a pipeline around them: arguments by position or exact name go
//! straight to the function's slots. Everything else, and every error of an argument, is the general
//! binder's.

use super::script::Leave;
use crate::engine::command::Sink;
use crate::engine::error::Position;
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::evaluate::{Discard, Frame};
use crate::engine::function::{Function, FunctionInfo};
use crate::engine::lookup::Command;
use crate::engine::scope::{Scope, ScopeKind, Slot, VariableCell};
use crate::engine::types::Type;
use crate::engine::value::Value;
use crate::engine::{CALL_DEPTH, Call, CallFacts, Engine, Fault, Outcome};
use crate::language::ast::Invocation;
use crate::language::code::{self, ArgumentKind, Code, Register};
use std::rc::Rc;

/// What a command's place in a script was found to call.
pub(crate) struct CallSite {
    version: u64,
    /// The script or module scope around the place.
    home: u32,
    pub command: Command,
    plan: Option<Rc<Plan>>,
}

/// How the arguments of one place go to the parameters of a simple function.
struct Plan {
    info: Rc<FunctionInfo>,
    code: Rc<Code>,
    facts: Rc<CallFacts>,
    set: Option<Rc<str>>,
    /// Register and parameter, in the order written.
    given: Vec<(Register, usize)>,
    /// Parameters without an argument.
    missing: Vec<usize>,
}

impl Engine {
    /// What a stage calls, when that is known from before.
    pub(super) fn known_command(&self, frame: &Frame, stage: &code::Stage) -> Option<Command> {
        let site = frame.call_site(stage.site)?;
        (crate::engine::scope::commands_are_shared() && self.is_current(&site)).then(|| site.command.clone())
    }

    fn is_current(&self, site: &CallSite) -> bool {
        site.version == crate::engine::scope::commands_version() && site.home == self.scope.home()
    }

    /// Remembers what a stage calls: functions and native commands, as long as no command is defined
    /// or removed anywhere and no function has commands of its own.
    pub(super) fn remember_command(
        &mut self,
        frame: &Frame,
        code: &Rc<Code>,
        stage: &code::Stage,
        command: &Command,
    ) -> Option<Rc<CallSite>> {
        if !crate::engine::scope::commands_are_shared() {
            return None;
        }
        let plan = match command {
            Command::Function(function) if function.options.get().private => return None,
            Command::Function(function) => self.plan(code, stage, function),
            Command::Native(_) => None,
            _ => return None,
        };
        let site = Rc::new(CallSite {
            version: crate::engine::scope::commands_version(),
            home: self.scope.home(),
            command: command.clone(),
            plan: plan.map(Rc::new),
        });
        frame.remember_call(stage.site, site.clone());
        Some(site)
    }

    /// Runs a stage that calls a simple function; `None` when general code has to do it.
    pub(super) fn call_directly(
        &mut self,
        frame: &Frame,
        code: &Rc<Code>,
        stage: &code::Stage,
        sink: &mut dyn Sink,
    ) -> Option<Outcome> {
        let shared = crate::engine::scope::commands_are_shared();
        if stage.invocation != Invocation::Name || !stage.redirections.is_empty() || !shared {
            return None;
        }
        let site = match frame.call_site(stage.site).filter(|site| self.is_current(site)) {
            Some(site) => site,
            None => {
                let name = stage.constant.as_deref().filter(|name| !name.contains(['\\', '/']))?;
                let command = self.find_command(name).ok()?;
                self.remember_command(frame, code, stage, &command)?
            }
        };
        let plan = site.plan.clone()?;
        if self.scope.module.is_some() || self.calls.len() >= CALL_DEPTH {
            return None;
        }
        let scope = Rc::new(Scope::new(ScopeKind::Local, Some(self.scope.clone()), Some(plan.code.clone())));
        let bound = self.bind_directly(frame, &plan, &scope)?;
        Some(self.run_directly(&plan, scope, bound, sink))
    }

    /// `None`: an argument does not fit, which the general binder has to tell.
    fn bind_directly(
        &mut self,
        frame: &Frame,
        plan: &Plan,
        scope: &Rc<Scope>,
    ) -> Option<Vec<(Rc<str>, Value)>> {
        let mut bound = Vec::with_capacity(plan.given.len());
        for (register, index) in &plan.given {
            let value = match frame.register(*register) {
                Value::Empty => Value::Null,
                value => value,
            };
            let constraints = plan.info.constraints.get(*index)?;
            let declared = plan.info.table.parameters.get(*index)?;
            let value = match constraints.is_empty() {
                true => value,
                false => self.constrain_argument(constraints, value, &declared.name, false).ok()?,
            };
            put_slot(scope, *index, &plan.info, value.clone());
            bound.push((declared.name.clone(), value));
        }
        Some(bound)
    }

    fn run_directly(
        &mut self,
        plan: &Plan,
        scope: Rc<Scope>,
        bound: Vec<(Rc<str>, Value)>,
        sink: &mut dyn Sink,
    ) -> Outcome {
        self.succeeded = true;
        self.next_pipeline += 1;
        let call = plan.call(self.next_pipeline, &scope, bound);
        let caller = std::mem::replace(&mut self.scope, scope);
        let depth = self.calls.len();
        self.calls.push(call);
        let mut frame = Frame::new(plan.code.clone());
        let result = self.run_body(plan, &mut frame, Leave { caller: caller.clone(), sink });
        self.calls.truncate(depth + 1);
        let failed = self.calls.pop().is_some_and(|call: Call| call.failed);
        self.scope = caller;
        self.inner_succeeded = self.succeeded;
        self.succeeded = !failed;
        result.map_err(|mut fault| {
            if let Fault::Error { record, .. } = fault.as_mut() {
                record.ends_command = false;
            }
            fault
        })
    }

    fn run_body(&mut self, plan: &Plan, frame: &mut Frame, mut sink: Leave<'_>) -> Outcome {
        self.fill_missing(plan, frame)
            .map_err(|fault| super::script::placed(fault, plan.facts.position.as_ref()))?;
        self.check_stop()?;
        match plan.code.parts.end {
            Some(range) => self.run_range(frame, range, &mut sink).map(|_| ()),
            None => Ok(()),
        }
    }

    /// Defaults of parameters that were not given.
    fn fill_missing(&mut self, plan: &Plan, frame: &mut Frame) -> Outcome {
        for index in &plan.missing {
            let constraints = plan.info.constraints.get(*index).map(Vec::as_slice).unwrap_or_default();
            let value = match plan.code.parts.defaults.get(*index).copied().flatten() {
                Some((range, register)) => {
                    self.run_range(frame, range, &mut Discard)?;
                    let value = match frame.register(register) {
                        Value::Empty => Value::Null,
                        value => value,
                    };
                    let name = plan.info.table.name(*index);
                    match constraints.is_empty() {
                        true => value,
                        false => self.convert_default(constraints, value, &name)?,
                    }
                }
                None => self.unset_parameter(constraints)?,
            };
            put_slot(&self.scope, *index, &plan.info, value);
        }
        Ok(())
    }

    fn plan(&mut self, code: &Rc<Code>, stage: &code::Stage, function: &Rc<Function>) -> Option<Plan> {
        let block = &function.block;
        let bound = block.module.borrow().is_some() || block.unbound.get();
        if function.filter || block.captured.is_some() || bound {
            return None;
        }
        let own = self.code_of(block, false).ok()?;
        let info = self.info_of(block).ok()?;
        if !is_simple(&own, &info) || !own.tables.classes.is_empty() || !block.tree().usings.is_empty() {
            return None;
        }
        if stage.arguments.iter().any(|argument| keeps_its_text(argument, &code.source.text)) {
            return None;
        }
        let given = arguments(stage, &info)?;
        if !given.iter().all(|(_, index)| only_converts(&info, *index)) {
            return None;
        }
        let missing =
            (0..info.table.own).filter(|index| given.iter().all(|(_, given)| given != index)).collect();
        let facts = CallFacts {
            name: function.name.clone(),
            invocation: stage.constant.clone()?,
            file: block.tree().source.file.clone(),
            position: Some(Position {
                source: code.source.clone(),
                span: stage.span,
                command: Some(function.name.clone()),
                invocation: stage.constant.clone(),
            }),
            block: Some(block.clone()),
            function: Some(info.clone()),
            pipeline_position: 1,
            pipeline_length: 1,
            ..CallFacts::default()
        };
        Some(Plan {
            facts: Rc::new(facts),
            code: own,
            set: (info.table.own > 0).then(|| info.table.set_name(crate::engine::bind::ALL)),
            info,
            given,
            missing,
        })
    }
}

impl Plan {
    fn call(&self, id: u64, scope: &Rc<Scope>, bound: Vec<(Rc<str>, Value)>) -> Call {
        let call = Call::new(id, self.facts.clone(), scope.clone());
        Call { bound, set: self.set.clone(), ..call }
    }
}

/// Whether a parameter has types and nothing that looks at its value: the general binder tries again
/// what fails here, and a script that validates must not run twice.
fn only_converts(info: &FunctionInfo, index: usize) -> bool {
    let constraints = info.constraints.get(index).map(Vec::as_slice).unwrap_or_default();
    constraints.iter().all(|constraint| match constraint {
        VariableConstraint::Type(of) => !matches!(of.as_ref(), Type::Script(_)),
        _ => false,
    })
}

/// No attributes on parameters and no named blocks.
fn is_simple(code: &Code, info: &FunctionInfo) -> bool {
    let parts = &code.parts;
    let named = parts.dynamic_param.or(parts.begin).or(parts.process).or(parts.clean);
    !info.advanced && named.is_none() && info.table.own == info.table.parameters.len()
}

/// Whether an argument is a number written in a form of its own, which a text parameter gets as written.
fn keeps_its_text(argument: &code::Argument, source: &str) -> bool {
    let span = match &argument.kind {
        ArgumentKind::Parameter { value: Some(_), value_span, .. } => *value_span,
        ArgumentKind::Value { .. } => argument.span,
        _ => return false,
    };
    let text = span.text(source);
    let is_number =
        text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'));
    is_number && !text.parse::<i32>().is_ok_and(|number| number.to_string() == text)
}

/// Registers of the arguments with the parameters that they are for; `None` for what needs the binder.
fn arguments(stage: &code::Stage, info: &FunctionInfo) -> Option<Vec<(Register, usize)>> {
    let mut given: Vec<(Register, usize)> = Vec::new();
    let mut loose = Vec::new();
    let mut elements = stage.arguments.iter();
    while let Some(argument) = elements.next() {
        match &argument.kind {
            ArgumentKind::Value { register, .. } => loose.push(*register),
            ArgumentKind::Parameter { name, value, .. } => {
                let index =
                    info.table.parameters.iter().position(|known| known.name.eq_ignore_ascii_case(name))?;
                if info.table.parameters.get(index)?.is_switch
                    || given.iter().any(|(_, known)| *known == index)
                {
                    return None;
                }
                let register = match value {
                    Some(register) => *register,
                    None => match &elements.next()?.kind {
                        ArgumentKind::Value { register, .. } => *register,
                        _ => return None,
                    },
                };
                given.push((register, index));
            }
            _ => return None,
        }
    }
    let mut free: Vec<(i32, usize)> = info
        .table
        .parameters
        .iter()
        .enumerate()
        .filter(|(index, _)| given.iter().all(|(_, known)| known != index))
        .filter_map(|(index, known)| Some((known.memberships.first()?.position?, index)))
        .collect();
    free.sort_unstable();
    if loose.len() > free.len() {
        return None;
    }
    given.extend(loose.into_iter().zip(free).map(|(register, (_, index))| (register, index)));
    Some(given)
}

/// Writes a parameter's slot; one with constraints keeps them.
fn put_slot(scope: &Scope, index: usize, info: &FunctionInfo, value: Value) {
    let constraints = info.constraints.get(index).map(Vec::as_slice).unwrap_or_default();
    let place = match constraints.is_empty() {
        true => Slot::Plain(value),
        false => {
            let cell = VariableCell::new(value);
            *cell.constraints.borrow_mut() = constraints.to_vec();
            Slot::Cell(Rc::new(cell))
        }
    };
    if let Some(slot) = info.slots.get(index)
        && let Some(known) = scope.slots.borrow_mut().get_mut(usize::from(*slot))
    {
        *known = place;
    }
}
