//! The instruction loop.

use super::fused::{self, Number};
use super::hot;
use super::iterate::{self, Iteration};
use super::{CollectorSink, Flow, Frame};
use crate::engine::command::Sink;
use crate::engine::scope::Scope;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, operators};
use crate::language::ast::BinaryOperator;
use crate::language::code::{self, Address, Code, Constant, Instruction};
use std::rc::Rc;

impl Engine {
    /// `Set-PSDebug -Trace 2`: what a variable gets.
    fn trace_assignment(&mut self, frame: &Frame, instruction: Instruction) -> Outcome {
        if !self.traces_calls() {
            return Ok(());
        }
        let from = match instruction {
            Instruction::StoreSlot { from, .. }
            | Instruction::MoveToSlot { from, .. }
            | Instruction::StoreVariable { from, .. } => from,
            _ => return Ok(()),
        };
        let Some((name, _)) = crate::engine::debugger::touched(&frame.code, instruction) else {
            return Ok(());
        };
        let value = get(frame, from).clone();
        self.trace_set(&name, &value)
    }

    /// Runs until the range is left, something unwinds, or a nested range ends with a jump. Gives the
    /// address of the last instruction too.
    pub(super) fn run_until(
        &mut self,
        frame: &mut Frame,
        start: Address,
        range: code::Range,
        sink: &mut dyn Sink,
    ) -> (Address, Outcome<Flow>) {
        let code = frame.code.clone();
        let prepared = frame.prepared.clone();
        let scope = self.scope.clone();
        let mut at = start;
        while range.contains(at) {
            let Some(instruction) = code.instructions.get(at as usize) else { break };
            if self.debugging {
                let asked = self.before_instruction(&code, *instruction, at);
                if let Err(fault) = asked.and_then(|()| self.trace_assignment(frame, *instruction)) {
                    return (at, Err(fault));
                }
            } else if self.fused {
                if hot::is_hot(instruction) {
                    let next = self.run_hot(frame, (&code, &prepared, &scope), at, range);
                    if next != at {
                        at = next;
                        continue;
                    }
                }
                match self.step_fused(frame, (&code, &scope), *instruction, at) {
                    Ok(Some(next)) => {
                        at = next;
                        continue;
                    }
                    Ok(None) => {}
                    Err(fault) => return (at, Err(fault)),
                }
            }
            match self.step(frame, &code, *instruction, at, sink) {
                Ok(Flow::Next) => at += 1,
                Ok(Flow::Jump(target)) => {
                    if target <= at
                        && let Err(fault) = self.check_stop()
                    {
                        return (at, Err(fault));
                    }
                    if target <= at && self.debug_link.is_some() {
                        self.attend_debugger();
                    }
                    at = target;
                }
                Ok(Flow::Return) => return (at, Ok(Flow::Return)),
                Err(fault) => return (at, Err(fault)),
            }
        }
        (at, Ok(Flow::Jump(at)))
    }

    /// Does a fused instruction that is more than arithmetic; gives the address of the next one, or `None`
    /// when general code has to do it.
    #[inline(always)]
    fn step_fused(
        &mut self,
        frame: &mut Frame,
        (code, scope): (&Code, &Scope),
        instruction: Instruction,
        at: Address,
    ) -> Outcome<Option<Address>> {
        use Instruction::*;
        let next = |skip: u8| Ok(Some(at + 1 + Address::from(skip)));
        match instruction {
            AppendFused { skip, slot, from } => match self.append_text(frame, (slot, from), scope)? {
                true => next(skip),
                false => Ok(Some(at + 1)),
            },
            Member { to, target, name, is_static: false } => {
                match self.read_at_site(frame, code, (target, name)) {
                    Some(value) => {
                        set(frame, to, value?);
                        next(0)
                    }
                    None => Ok(None),
                }
            }
            _ => Ok(None),
        }
    }

    #[inline]
    fn step(
        &mut self,
        frame: &mut Frame,
        code: &Rc<Code>,
        instruction: Instruction,
        at: Address,
        sink: &mut dyn Sink,
    ) -> Outcome<Flow> {
        use Instruction::*;
        match instruction {
            LoadSlot { to, slot } => {
                let value = match self.scope.slot(slot) {
                    Some(value) => value,
                    None => self.load_unset_slot(code, slot)?,
                };
                set(frame, to, value);
            }
            LoadOwn { to, slot } => {
                let value = match self.scope.slot(slot) {
                    Some(value) => value,
                    None => self.load_own_slot(code, slot)?,
                };
                set(frame, to, value);
            }
            StoreSlot { slot, from } => {
                let value = get(frame, from).clone();
                if let Err((cell, value)) = self.scope.set_slot(slot, value) {
                    let name = code.slots.get(usize::from(slot)).cloned().unwrap_or_else(|| "".into());
                    self.write_cell(&cell, value, &name)?;
                }
            }
            Binary { operator, to, left, right } => {
                let value = self.binary(operator, get(frame, left), get(frame, right))?;
                set(frame, to, value);
            }
            MoveToSlot { slot, from } => {
                let value = take(frame, from);
                if let Err((cell, value)) = self.scope.set_slot(slot, value) {
                    let name = code.slots.get(usize::from(slot)).cloned().unwrap_or_else(|| "".into());
                    self.write_cell(&cell, value, &name)?;
                }
            }
            LoadItem { to } => {
                let value = match self.scope.item() {
                    Some(value) => value,
                    None => self.load_outer_item()?,
                };
                set(frame, to, value);
            }
            LoadVariable { to, index } => self.load_named(frame, index, to)?,
            StoreVariable { index, from } => self.store_named(frame, index, from)?,
            JumpUnless { register, to } => {
                if !truth(get(frame, register)) {
                    return Ok(Flow::Jump(to));
                }
            }
            JumpIf { register, to } => {
                if truth(get(frame, register)) {
                    return Ok(Flow::Jump(to));
                }
            }
            Jump { to } => return Ok(Flow::Jump(to)),
            Constant { to, index } => {
                let value = match frame.prepared.constant(index) {
                    Some(value) => value,
                    None => self.constant(code, index)?,
                };
                set(frame, to, value);
            }
            Null { to } => set(frame, to, Value::Null),
            Bool { to, value } => set(frame, to, Value::Bool(value)),
            Move { to, from } => {
                let value = get(frame, from).clone();
                set(frame, to, value);
            }
            Emit { from } => {
                let value = take(frame, from);
                self.emit(frame, value, sink)?;
            }
            Succeed => self.succeeded = true,
            Pipeline { index } => self.run_pipeline_instruction(frame, code, index, sink)?,
            Next { iterator, to, exit } => {
                let item = match frame.iterators.get_mut(usize::from(iterator)) {
                    Some(Iteration::Shared(walk)) => walk.next_in(&self.scope)?,
                    Some(iteration) => iteration.next()?,
                    None => None,
                };
                match item {
                    Some(value) => set(frame, to, value),
                    None => return Ok(Flow::Jump(exit)),
                }
            }
            Result { from } => frame.result = Some(stored(get(frame, from))),
            Return => {
                self.send_collected(frame, sink)?;
                return Ok(Flow::Return);
            }
            Try { index } => return self.run_try(frame, code, index, sink),
            Redirect { index } => return self.run_redirected(frame, code, index, sink),
            _ => return self.step_value(frame, code, instruction, at, sink),
        }
        Ok(Flow::Next)
    }

    /// What statements around a `return` have collected leaves with it: `$x = if ($y) { 1; return 2 }` sends
    /// 1 and 2.
    fn send_collected(&mut self, frame: &mut Frame, sink: &mut dyn Sink) -> Outcome {
        let collected = std::mem::take(&mut frame.collectors);
        collected.into_iter().flatten().try_for_each(|value| sink.push(self, value))
    }

    /// Values, members and jumps that are not in the hot part.
    fn step_value(
        &mut self,
        frame: &mut Frame,
        code: &Rc<Code>,
        instruction: Instruction,
        at: Address,
        sink: &mut dyn Sink,
    ) -> Outcome<Flow> {
        use Instruction::*;
        match instruction {
            KeepItem { to } => {
                let value = self.scope.item().or_else(|| self.find_variable("_")).unwrap_or_default();
                set(frame, to, value);
            }
            StoreItem { from } => {
                let value = get(frame, from).clone();
                let scope = self.scope.clone();
                self.assign_in(&scope, "_", "_", value)?;
            }
            BinaryFused { .. } | BranchFused { .. } | StepFused { .. } | AppendFused { .. } => {}
            Declare { index, from } => {
                let value = stored(get(frame, from));
                let kept = self.declare(code, index, value)?;
                set(frame, from, kept);
            }
            Using { to, index } => {
                let value = self.using_variable(code, index)?;
                set(frame, to, value);
            }
            Reference { to, index } => {
                let value = self.reference(code, index)?;
                set(frame, to, value);
            }
            Range { to, left, right } => {
                let value = iterate::range(self, get(frame, left), get(frame, right))?;
                set(frame, to, value);
            }
            Unary { operator, to, from } => {
                let value = operators::unary(self, operator, get(frame, from))?;
                set(frame, to, value);
            }
            ToBool { to, from } => {
                let value = Value::Bool(truth(get(frame, from)));
                set(frame, to, value);
            }
            Type { to, index } => {
                let found = self.type_at(frame, code, index)?;
                set(frame, to, Value::Type(found));
            }
            Convert { to, from, index } => {
                let target = self.type_at(frame, code, index)?;
                let value = convert::to_type(self, get(frame, from).clone(), &target)?;
                set(frame, to, value);
            }
            Block { to, index } => {
                let value = self.block_value(frame, code, index);
                set(frame, to, value);
            }
            Expand { to, first, count } => {
                let text = self.expand(frame, first, count)?;
                set(frame, to, text);
            }
            Array { to, first, count } => {
                let items = window(frame, first, count).to_vec();
                set(frame, to, Value::array(items.iter().map(stored).collect()));
            }
            Hashtable { to, first, pairs, ordered } => {
                let value = self.hashtable(frame, first, pairs, ordered)?;
                set(frame, to, value);
            }
            JumpIfNull { register, to } => {
                if get(frame, register).is_null() {
                    return Ok(Flow::Jump(to));
                }
            }
            JumpUnlessNull { register, to } => {
                if !get(frame, register).is_null() {
                    return Ok(Flow::Jump(to));
                }
            }
            JumpIfFailed { to } if !self.succeeded => return Ok(Flow::Jump(to)),
            JumpIfSucceeded { to } if self.succeeded => return Ok(Flow::Jump(to)),
            JumpIfFailed { .. } | JumpIfSucceeded { .. } => {}
            Collect => frame.collectors.push(Vec::new()),
            Collected { to, array } => {
                let items = frame.collectors.pop().unwrap_or_default();
                set(frame, to, if array { Value::array(items) } else { Value::from_output(items) });
            }
            _ => return self.step_object(frame, code, instruction, at, sink),
        }
        Ok(Flow::Next)
    }

    /// Members, calls, definitions and what leaves the code.
    fn step_object(
        &mut self,
        frame: &mut Frame,
        code: &Rc<Code>,
        instruction: Instruction,
        at: Address,
        sink: &mut dyn Sink,
    ) -> Outcome<Flow> {
        use Instruction::*;
        match instruction {
            Member { to, target, name, is_static } => {
                let name = name_at(code, name);
                let value = self.read_member(get(frame, target), &name, is_static)?;
                set(frame, to, value);
            }
            DynamicMember { to, target, name, is_static } => {
                let name = convert::to_text(self, get(frame, name))?;
                let value = self.read_member(get(frame, target), &name, is_static)?;
                set(frame, to, value);
            }
            SetMember { target, name, from, is_static } => {
                let name = name_at(code, name);
                self.write_member(get(frame, target), &name, stored(get(frame, from)), is_static)?;
            }
            SetDynamicMember { target, name, from, is_static } => {
                let name = convert::to_text(self, get(frame, name))?;
                self.write_member(get(frame, target), &name, stored(get(frame, from)), is_static)?;
            }
            Index { to, target, index } => {
                let value = member::index(self, get(frame, target), get(frame, index))?;
                if matches!(value, Value::Null) {
                    self.refuse_outside(get(frame, target), get(frame, index))?;
                }
                set(frame, to, value);
            }
            Extend { table, first, pairs } => self.extend(frame, table, (first, pairs))?,
            Keep { from } => {
                let value = stored(get(frame, from));
                if let Some(collector) = frame.collectors.last_mut() {
                    collector.push(value);
                }
            }
            AsKey { register } => {
                let value = take(frame, register);
                let key = if convert::is_number(&value) { iterate::boxed(value) } else { value };
                set(frame, register, key);
            }
            SetIndex { target, index, from } => {
                let value = stored(get(frame, from));
                member::set_index(self, get(frame, target), get(frame, index), value)?;
            }
            Invoke { to, call } => {
                let value = self.invoke_instruction(frame, code, call, at)?;
                set(frame, to, value);
                for value in std::mem::take(&mut self.written) {
                    sink.push(self, value)?;
                }
            }
            Spread { from, first, count } => self.spread(frame, from, first, count)?,
            Iterate { iterator, from, null_counts } => {
                let iteration = match get(frame, from).clone() {
                    Value::Null if null_counts => Iteration::once(Value::Null),
                    value => Iteration::over(self, value)?,
                };
                start(frame, iterator, iteration);
            }
            Expose { iterator, to, switch } => {
                let name = iterate::enumerator_name(switch);
                let outer = self.scope.get(name).unwrap_or(Value::Empty);
                set(frame, to, outer);
                if let Some(place) = frame.iterators.get_mut(usize::from(iterator)) {
                    *place = std::mem::take(place).shared(name);
                }
            }
            Conceal { from, switch } => {
                let name = iterate::enumerator_name(switch);
                match take(frame, from) {
                    Value::Empty => {
                        self.scope.remove(name);
                    }
                    outer => self.scope.set(name, outer),
                }
            }
            IterateFile { iterator, from } => {
                let path = convert::to_text(self, get(frame, from))?;
                let iteration = Iteration::lines(&self.location.join(path))?;
                start(frame, iterator, iteration);
            }
            Match { to, value, pattern, index } => {
                let matched = self.switch_match(code, index, get(frame, value), get(frame, pattern))?;
                set(frame, to, Value::Bool(matched));
            }
            Function { index } => self.define_function(code, index),
            Throw { from } => return Err(self.throw(get(frame, from), code, at)),
            CalledAsMethod => self.refuse_method_call()?,
            Rethrow => return Err(self.rethrow(code, at)),
            Exit { from } => return Err(self.exit(get(frame, from))),
            Break { label } => return Err(Box::new(Fault::Break(self.label(get(frame, label))?))),
            Continue { label } => return Err(Box::new(Fault::Continue(self.label(get(frame, label))?))),
            _ => return Err(Fault::not_supported(format!("the instruction {instruction:?}"))),
        }
        Ok(Flow::Next)
    }

    /// Two operands of one kind inline; everything else in the operators.
    #[inline]
    fn binary(&mut self, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Value> {
        if let Some(value) = fused::arithmetic(operator, Number::of(left), Number::of(right)) {
            return Ok(value);
        }
        operators::binary(self, operator, left, right)
    }

    fn constant(&mut self, code: &Code, index: code::Index) -> Outcome<Value> {
        match code.tables.constants.get(index as usize) {
            Some(Constant::Text(text)) => Ok(Value::text(text.as_ref())),
            Some(Constant::Number(number)) => convert::literal(number),
            None => Ok(Value::Null),
        }
    }

    fn run_pipeline_instruction(
        &mut self,
        frame: &mut Frame,
        code: &Rc<Code>,
        index: code::Index,
        sink: &mut dyn Sink,
    ) -> Outcome {
        if self.debug_link.is_some() {
            self.attend_debugger();
        }
        let Some(mut collected) = frame.collectors.pop() else {
            return self.run_pipeline(frame, code, index, sink);
        };
        let depth = frame.collectors.len();
        let outer = std::mem::take(&mut frame.collectors);
        let result = self.run_pipeline(frame, code, index, &mut CollectorSink(&mut collected));
        frame.collectors = outer;
        frame.collectors.truncate(depth);
        frame.collectors.push(collected);
        result
    }
}

/// A value as a variable keeps it: what a statement without output gave is `$null`.
pub(super) fn stored(value: &Value) -> Value {
    match value {
        Value::Empty => Value::Null,
        other => other.clone(),
    }
}

#[inline]
fn truth(value: &Value) -> bool {
    match value {
        Value::Bool(value) => *value,
        other => convert::to_bool(other),
    }
}

#[inline]
pub(super) fn get(frame: &Frame, register: u16) -> &Value {
    frame.registers.get(usize::from(register)).unwrap_or(&Value::Null)
}

#[inline]
pub(super) fn set(frame: &mut Frame, register: u16, value: Value) {
    if let Some(place) = frame.registers.get_mut(usize::from(register)) {
        *place = value;
    }
}

fn take(frame: &mut Frame, register: u16) -> Value {
    frame.registers.get_mut(usize::from(register)).map(std::mem::take).unwrap_or_default()
}

/// `count` registers in a row.
pub(super) fn window(frame: &Frame, first: u16, count: u16) -> &[Value] {
    let first = usize::from(first);
    frame.registers.get(first..first + usize::from(count)).unwrap_or(&[])
}

fn name_at(code: &Code, name: code::Index) -> Rc<str> {
    code.tables.names.get(name as usize).cloned().unwrap_or_else(|| "".into())
}

fn start(frame: &mut Frame, iterator: u16, iteration: Iteration) {
    let index = usize::from(iterator);
    if frame.iterators.len() <= index {
        frame.iterators.resize_with(index + 1, Iteration::default);
    }
    if let Some(place) = frame.iterators.get_mut(index) {
        *place = iteration;
    }
}
