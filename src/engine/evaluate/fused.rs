//! Fused instructions and the arithmetic of two numbers of the common kinds.

use super::Frame;
use super::prepared::Prepared;
use super::step::{get, set};
use crate::engine::scope::{Scope, Slot};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use crate::language::ast::{BinaryOperator, Comparison};
use crate::language::code::{Operand, Place};
use std::rc::Rc;

/// An operand of arithmetic without conversions.
#[derive(Clone, Copy)]
pub enum Number {
    Int(i32),
    Double(f64),
    Other,
}

impl Number {
    #[inline]
    pub fn of(value: &Value) -> Number {
        match value {
            Value::Int(number) => Number::Int(*number),
            Value::Double(number) => Number::Double(*number),
            _ => Number::Other,
        }
    }

    #[inline(always)]
    fn at(operand: Operand, frame: &Frame, prepared: &Prepared, scope: &Scope) -> Number {
        match operand.place() {
            Place::Register(register) => Number::of(get(frame, register)),
            Place::Slot(slot) => scope.number(slot),
            Place::Constant(index) => prepared.numbers.get(index as usize).copied().unwrap_or(Number::Other),
        }
    }
}

/// A result that is written into its place without a value in between.
#[derive(Clone, Copy)]
enum Scalar {
    Int(i32),
    Double(f64),
    Bool(bool),
}

impl Scalar {
    /// Writes over a value; one of the same kind has nothing to drop.
    #[inline(always)]
    fn put(self, place: &mut Value) {
        match (self, place) {
            (Scalar::Int(new), Value::Int(old)) => *old = new,
            (Scalar::Double(new), Value::Double(old)) => *old = new,
            (Scalar::Bool(new), Value::Bool(old)) => *old = new,
            (new, place) => *place = new.value(),
        }
    }

    fn value(self) -> Value {
        match self {
            Scalar::Int(number) => Value::Int(number),
            Scalar::Double(number) => Value::Double(number),
            Scalar::Bool(value) => Value::Bool(value),
        }
    }
}

/// The result of an operator over two numbers; `None` when the general operators have to do it:
/// overflow, division by zero, other kinds.
#[inline]
pub(super) fn arithmetic(operator: BinaryOperator, left: Number, right: Number) -> Option<Value> {
    scalar(operator, left, right).map(Scalar::value)
}

#[inline(always)]
fn scalar(operator: BinaryOperator, left: Number, right: Number) -> Option<Scalar> {
    match (left, right) {
        (Number::Int(a), Number::Int(b)) => integers(operator, a, b),
        (Number::Double(a), Number::Double(b)) => doubles(operator, a, b),
        (Number::Double(a), Number::Int(b)) => doubles(operator, a, f64::from(b)),
        (Number::Int(a), Number::Double(b)) => doubles(operator, f64::from(a), b),
        _ => None,
    }
}

#[inline(always)]
fn integers(operator: BinaryOperator, a: i32, b: i32) -> Option<Scalar> {
    use BinaryOperator::*;
    Some(Scalar::Int(match operator {
        Add => a.checked_add(b)?,
        Subtract => a.checked_sub(b)?,
        Multiply => a.checked_mul(b)?,
        Remainder => a.checked_rem(b)?,
        Divide => match a.checked_rem(b)? {
            0 => a / b,
            _ => return Some(Scalar::Double(f64::from(a) / f64::from(b))),
        },
        BitAnd => a & b,
        BitOr => a | b,
        BitXor => a ^ b,
        Compare { operator, .. } => return order(operator, a, b).map(Scalar::Bool),
        _ => return None,
    }))
}

#[inline(always)]
fn doubles(operator: BinaryOperator, a: f64, b: f64) -> Option<Scalar> {
    use BinaryOperator::*;
    Some(Scalar::Double(match operator {
        Add => a + b,
        Subtract => a - b,
        Multiply => a * b,
        Divide if b != 0.0 => a / b,
        Compare { operator, .. } => return order(operator, a, b).map(Scalar::Bool),
        _ => return None,
    }))
}

#[inline(always)]
fn order<T: PartialOrd>(operator: Comparison, a: T, b: T) -> Option<bool> {
    Some(match operator {
        Comparison::Equal => a == b,
        Comparison::NotEqual => a != b,
        Comparison::Greater => a > b,
        Comparison::GreaterEqual => a >= b,
        Comparison::Less => a < b,
        Comparison::LessEqual => a <= b,
        _ => return None,
    })
}

/// `BinaryFused`: whether the result was written.
#[inline(always)]
pub(super) fn binary(
    operator: BinaryOperator,
    (left, right): (Operand, Operand),
    (prepared, scope): (&Prepared, &Scope),
    (frame, to): (&mut Frame, u16),
) -> bool {
    let left = Number::at(left, frame, prepared, scope);
    let right = Number::at(right, frame, prepared, scope);
    match (scalar(operator, left, right), frame.registers.get_mut(usize::from(to))) {
        (Some(result), Some(place)) => {
            result.put(place);
            true
        }
        _ => false,
    }
}

/// `BranchFused`: whether the comparison holds.
#[inline(always)]
pub(super) fn branch(
    operator: Comparison,
    (left, right): (Operand, Operand),
    (frame, prepared, scope): (&Frame, &Prepared, &Scope),
) -> Option<bool> {
    let left = Number::at(left, frame, prepared, scope);
    match (left, Number::at(right, frame, prepared, scope)) {
        (Number::Int(a), Number::Int(b)) => order(operator, a, b),
        (Number::Double(a), Number::Double(b)) => order(operator, a, b),
        (Number::Double(a), Number::Int(b)) => order(operator, a, f64::from(b)),
        (Number::Int(a), Number::Double(b)) => order(operator, f64::from(a), b),
        _ => None,
    }
}

/// `StepFused`: whether it was done; the value that the expression has is in `to`.
#[inline(always)]
pub(super) fn step(
    slot: u16,
    (up, postfix): (bool, bool),
    scope: &Scope,
    (frame, to): (&mut Frame, u16),
) -> bool {
    let mut slots = scope.slots.borrow_mut();
    let (old, new) = match slots.get_mut(usize::from(slot)) {
        Some(Slot::Plain(Value::Int(number))) => {
            let old = *number;
            let moved = if up { old.checked_add(1) } else { old.checked_sub(1) };
            let Some(moved) = moved else { return false };
            *number = moved;
            (Scalar::Int(old), Scalar::Int(moved))
        }
        Some(Slot::Plain(Value::Double(number))) => {
            let old = *number;
            *number = if up { old + 1.0 } else { old - 1.0 };
            (Scalar::Double(old), Scalar::Double(*number))
        }
        _ => return false,
    };
    if let Some(place) = frame.registers.get_mut(usize::from(to)) {
        (if postfix { old } else { new }).put(place);
    }
    true
}

/// Adds in place what needs no conversion; `None` leaves it to others.
fn append_plain(scope: &Scope, slot: u16, more: &Value) -> Option<()> {
    let mut slots = scope.slots.borrow_mut();
    let Slot::Plain(own) = slots.get_mut(usize::from(slot))? else { return None };
    match (&mut *own, more) {
        (Value::String(text), Value::String(more)) => text.push_str(more),
        (Value::Array(array), more) => {
            let array = Rc::get_mut(array).filter(|array| array.element.is_none())?;
            let items = array.items.get_mut();
            match more {
                Value::Object(_) => return None,
                Value::Array(more) => items.extend(more.items.borrow().iter().cloned()),
                Value::Empty => {}
                one => items.push(one.clone()),
            }
        }
        (number, more) => scalar(BinaryOperator::Add, Number::of(number), Number::of(more))?.put(own),
    }
    Some(())
}

impl Engine {
    /// `AppendFused`: whether it was done.
    pub(super) fn append(&mut self, frame: &Frame, slot: u16, from: u16, scope: &Scope) -> Outcome<bool> {
        let more = get(frame, from);
        if append_plain(scope, slot, more).is_some() {
            return Ok(true);
        }
        if !scope.holds_text(slot) {
            return Ok(false);
        }
        let more = convert::to_text(self, more)?;
        let mut slots = scope.slots.borrow_mut();
        match slots.get_mut(usize::from(slot)) {
            Some(Slot::Plain(Value::String(text))) => {
                text.push_str(&more);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Runs a variable's load or store by name where its slot is known.
    pub(super) fn load_named(
        &mut self,
        frame: &mut Frame,
        index: crate::language::code::Index,
        to: u16,
    ) -> Outcome {
        let slot = frame.prepared.slot(index, &self.scope);
        if let Some(value) = slot.and_then(|slot| self.scope.slot(slot)) {
            set(frame, to, value);
            return Ok(());
        }
        let code = frame.code.clone();
        let Some(variable) = code.tables.variables.get(index as usize) else { return Ok(()) };
        if variable.path.qualifier.is_none() && slot.is_none() {
            frame.prepared.find_slot(index, &self.scope, &variable.folded);
        }
        let value = self.load_variable(&variable.path, &variable.folded)?;
        set(frame, to, value);
        Ok(())
    }

    pub(super) fn store_named(
        &mut self,
        frame: &Frame,
        index: crate::language::code::Index,
        from: u16,
    ) -> Outcome {
        let value = get(frame, from).clone();
        let slot = frame.prepared.slot(index, &self.scope);
        let value = match slot {
            Some(slot) => match self.scope.replace_plain(slot, value) {
                Ok(()) => return Ok(()),
                Err(value) => value,
            },
            None => value,
        };
        let code = &frame.code;
        let Some(variable) = code.tables.variables.get(index as usize) else { return Ok(()) };
        if variable.path.qualifier.is_none() && slot.is_none() {
            frame.prepared.find_slot(index, &self.scope, &variable.folded);
        }
        self.store_variable(&variable.path, &variable.folded, value)
    }
}
