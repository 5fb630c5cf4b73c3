//! Fused instructions and the arithmetic of two numbers of the common kinds.

use super::Frame;
use super::step::{get, set};
use crate::engine::scope::{Scope, Slot};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use crate::language::ast::{BinaryOperator, Comparison};
use crate::language::code::{Operand, Place, Register};
use std::rc::Rc;

/// An operand of arithmetic without conversions.
#[derive(Clone, Copy)]
pub enum Number {
    Int(i32),
    Long(i64),
    Double(f64),
    Other,
}

impl Number {
    #[inline]
    pub fn of(value: &Value) -> Number {
        match value {
            Value::Int(number) => Number::Int(*number),
            Value::Long(number) => Number::Long(*number),
            Value::Double(number) => Number::Double(*number),
            _ => Number::Other,
        }
    }
}

/// A result that is written into its place without a value in between.
#[derive(Clone, Copy)]
enum Scalar {
    Int(i32),
    Long(i64),
    Double(f64),
    Bool(bool),
}

impl Scalar {
    /// Writes over a value; one of the same kind has nothing to drop.
    #[inline(always)]
    fn put(self, place: &mut Value) {
        match (self, place) {
            (Scalar::Int(new), Value::Int(old)) => *old = new,
            (Scalar::Long(new), Value::Long(old)) => *old = new,
            (Scalar::Double(new), Value::Double(old)) => *old = new,
            (Scalar::Bool(new), Value::Bool(old)) => *old = new,
            (new, place) => overwrite(place, new.value()),
        }
    }

    /// Whether a value is of the same kind already.
    fn is_like(self, value: &Value) -> bool {
        matches!(
            (self, value),
            (Scalar::Int(_), Value::Int(_))
                | (Scalar::Long(_), Value::Long(_))
                | (Scalar::Double(_), Value::Double(_))
                | (Scalar::Bool(_), Value::Bool(_))
        )
    }

    /// A value that is copied as it is.
    fn of(value: &Value) -> Option<Scalar> {
        Some(match value {
            Value::Int(number) => Scalar::Int(*number),
            Value::Long(number) => Scalar::Long(*number),
            Value::Double(number) => Scalar::Double(*number),
            Value::Bool(value) => Scalar::Bool(*value),
            _ => return None,
        })
    }

    fn value(self) -> Value {
        match self {
            Scalar::Int(number) => Value::Int(number),
            Scalar::Long(number) => Value::Long(number),
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
    match Pair::of(left, right)? {
        Pair::Ints(a, b) => integers(operator, a, b),
        Pair::Longs(a, b) => longs(operator, a, b),
        Pair::Doubles(a, b) => doubles(operator, a, b),
    }
}

/// Two numbers in the type that PowerShell calculates with them.
enum Pair {
    Ints(i32, i32),
    Longs(i64, i64),
    Doubles(f64, f64),
}

impl Pair {
    #[inline(always)]
    fn of(left: Number, right: Number) -> Option<Pair> {
        use Number::{Double, Int, Long};
        Some(match (left, right) {
            (Int(a), Int(b)) => Pair::Ints(a, b),
            (Double(a), Double(b)) => Pair::Doubles(a, b),
            (Double(a), Int(b)) => Pair::Doubles(a, f64::from(b)),
            (Int(a), Double(b)) => Pair::Doubles(f64::from(a), b),
            (Long(a), Long(b)) => Pair::Longs(a, b),
            (Long(a), Int(b)) => Pair::Longs(a, i64::from(b)),
            (Int(a), Long(b)) => Pair::Longs(i64::from(a), b),
            (Long(a), Double(b)) => Pair::Doubles(a as f64, b),
            (Double(a), Long(b)) => Pair::Doubles(a, b as f64),
            _ => return None,
        })
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

/// As [`integers`], 64 bits wide.
#[inline(always)]
fn longs(operator: BinaryOperator, a: i64, b: i64) -> Option<Scalar> {
    use BinaryOperator::*;
    Some(Scalar::Long(match operator {
        Add => a.checked_add(b)?,
        Subtract => a.checked_sub(b)?,
        Multiply => a.checked_mul(b)?,
        Remainder => a.checked_rem(b)?,
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

/// Where the operands of fused instructions are.
pub(super) struct Places<'a> {
    pub registers: &'a mut [Value],
    pub slots: &'a mut [Slot],
    pub numbers: &'a [Number],
}

impl Places<'_> {
    #[inline(always)]
    fn number(&self, operand: Operand) -> Number {
        match operand.place() {
            Place::Slot(slot) => match self.slots.get(usize::from(slot)) {
                Some(Slot::Plain(value)) => Number::of(value),
                Some(Slot::Cell(cell)) => cell.value.try_borrow().map_or(Number::Other, |it| Number::of(&it)),
                _ => Number::Other,
            },
            Place::Constant(index) => self.numbers.get(usize::from(index)).copied().unwrap_or(Number::Other),
            Place::Register(register) => self.register(register),
        }
    }

    #[inline(always)]
    fn register(&self, register: Register) -> Number {
        self.registers.get(usize::from(register)).map_or(Number::Other, Number::of)
    }

    /// An operand of the kind that loops count with.
    #[inline(always)]
    fn integer(&self, operand: Operand) -> Option<i32> {
        if let Some(slot) = operand.slot() {
            return match self.slots.get(usize::from(slot)) {
                Some(Slot::Plain(Value::Int(number))) => Some(*number),
                _ => None,
            };
        }
        match operand.place() {
            Place::Slot(_) => None,
            Place::Constant(index) => match self.numbers.get(usize::from(index)) {
                Some(Number::Int(number)) => Some(*number),
                _ => None,
            },
            Place::Register(register) => match self.registers.get(usize::from(register)) {
                Some(Value::Int(number)) => Some(*number),
                _ => None,
            },
        }
    }

    /// `Binary`: whether its operands are numbers.
    #[inline(never)]
    pub(super) fn binary(&mut self, operator: BinaryOperator, operands: [Register; 2], to: Register) -> bool {
        let [left, right] = operands;
        self.arithmetic(operator, (self.register(left), self.register(right)), to)
    }

    /// `BinaryFused`: whether the result was written. Integers come first and share no code with the rest.
    #[inline(always)]
    pub(super) fn binary_fused(
        &mut self,
        operator: BinaryOperator,
        (left, right): (Operand, Operand),
        to: Register,
    ) -> bool {
        use BinaryOperator::*;
        let (Some(a), Some(b)) = (self.integer(left), self.integer(right)) else {
            return self.numbers_fused(operator, (left, right), to);
        };
        let result = match operator {
            Add => a.checked_add(b),
            Subtract => a.checked_sub(b),
            Multiply => a.checked_mul(b),
            Remainder => a.checked_rem(b),
            Compare { operator, .. } => return self.write(order(operator, a, b).map(Scalar::Bool), to),
            _ => return self.numbers_fused(operator, (left, right), to),
        };
        self.write(result.map(Scalar::Int), to)
    }

    #[inline(never)]
    fn numbers_fused(
        &mut self,
        operator: BinaryOperator,
        (left, right): (Operand, Operand),
        to: Register,
    ) -> bool {
        self.arithmetic(operator, (self.number(left), self.number(right)), to)
    }

    #[inline(always)]
    fn arithmetic(
        &mut self,
        operator: BinaryOperator,
        (left, right): (Number, Number),
        to: Register,
    ) -> bool {
        self.write(scalar(operator, left, right), to)
    }

    /// Whether there is a result and a register for it.
    #[inline(always)]
    fn write(&mut self, result: Option<Scalar>, to: Register) -> bool {
        match (result, self.registers.get_mut(usize::from(to))) {
            (Some(result), Some(place)) => {
                result.put(place);
                true
            }
            _ => false,
        }
    }

    /// `BranchFused`: whether the comparison holds.
    #[inline(always)]
    pub(super) fn branch(&self, operator: Comparison, left: Operand, right: Operand) -> Option<bool> {
        match (self.integer(left), self.integer(right)) {
            (Some(a), Some(b)) => order(operator, a, b),
            _ => self.branch_numbers(operator, left, right),
        }
    }

    #[inline(never)]
    fn branch_numbers(&self, operator: Comparison, left: Operand, right: Operand) -> Option<bool> {
        match Pair::of(self.number(left), self.number(right))? {
            Pair::Ints(a, b) => order(operator, a, b),
            Pair::Longs(a, b) => order(operator, a, b),
            Pair::Doubles(a, b) => order(operator, a, b),
        }
    }

    /// `StepFused`: whether it was done; the value that the expression has is in `to`.
    #[inline(always)]
    pub(super) fn step(&mut self, slot: u16, (up, postfix): (bool, bool), to: Register) -> bool {
        let (old, new) = match self.slots.get_mut(usize::from(slot)) {
            Some(Slot::Plain(Value::Int(number))) => {
                let old = *number;
                let moved = if up { old.checked_add(1) } else { old.checked_sub(1) };
                let Some(moved) = moved else { return false };
                *number = moved;
                (old, moved)
            }
            _ => return self.step_other(slot, (up, postfix), to),
        };
        self.write(Some(Scalar::Int(if postfix { old } else { new })), to);
        true
    }

    /// The same for numbers of other kinds and for variables with a type.
    #[inline(never)]
    fn step_other(&mut self, slot: u16, (up, postfix): (bool, bool), to: Register) -> bool {
        let operator = if up { BinaryOperator::Add } else { BinaryOperator::Subtract };
        let moved = self.slots.get_mut(usize::from(slot)).and_then(|slot| {
            with_number(slot, |value| {
                let old = Scalar::of(value)?;
                let new = scalar(operator, Number::of(value), Number::Int(1))?;
                new.is_like(value).then(|| new.put(value))?;
                Some(if postfix { old } else { new })
            })
        });
        moved.is_some() && self.write(moved, to)
    }

    /// `AppendFused`, where nothing needs a conversion: whether it was done.
    #[inline(always)]
    pub(super) fn append(&mut self, slot: u16, from: Register) -> bool {
        let (Some(slot), Some(more)) =
            (self.slots.get_mut(usize::from(slot)), self.registers.get(usize::from(from)))
        else {
            return false;
        };
        match (&mut *slot, more) {
            (Slot::Plain(Value::Int(sum)), Value::Int(more)) => match sum.checked_add(*more) {
                Some(new) => {
                    *sum = new;
                    true
                }
                None => false,
            },
            (Slot::Plain(own), more) => append_plain(own, more).is_some(),
            (other, more) => append_typed(other, more).is_some(),
        }
    }

    /// `LoadSlot`: whether the variable is plain.
    #[inline(always)]
    pub(super) fn load(&mut self, slot: u16, to: Register) -> bool {
        match (self.slots.get(usize::from(slot)), self.registers.get_mut(usize::from(to))) {
            (Some(Slot::Plain(value)), Some(place)) => {
                copy(value, place);
                true
            }
            (Some(Slot::Cell(cell)), Some(place)) => match cell.value.try_borrow() {
                Ok(value) => {
                    copy(&value, place);
                    true
                }
                Err(_) => false,
            },
            _ => false,
        }
    }

    /// `MoveToSlot`: whether the variable is plain.
    #[inline(always)]
    pub(super) fn move_to_slot(&mut self, from: Register, slot: u16) -> bool {
        match (self.slots.get_mut(usize::from(slot)), self.registers.get_mut(usize::from(from))) {
            (Some(Slot::Plain(place)), Some(value)) => {
                match (&mut *place, &*value) {
                    (Value::Int(old), Value::Int(new)) => *old = *new,
                    _ => overwrite(place, std::mem::take(value)),
                }
                true
            }
            (Some(slot), Some(value)) => store_typed(slot, value).is_some(),
            _ => false,
        }
    }

    /// A Boolean in a register.
    #[inline(always)]
    pub(super) fn truth(&self, register: Register) -> Option<bool> {
        match self.registers.get(usize::from(register)) {
            Some(Value::Bool(value)) => Some(*value),
            _ => None,
        }
    }

    /// Writes a register: whether there is one.
    #[inline(always)]
    pub(super) fn set(&mut self, register: Register, value: Value) -> bool {
        match self.registers.get_mut(usize::from(register)) {
            Some(place) => {
                *place = value;
                true
            }
            None => false,
        }
    }
}

/// Copies a value over another one; numbers need neither counting nor freeing.
#[inline(always)]
fn copy(value: &Value, place: &mut Value) {
    match (value, &mut *place) {
        (Value::Int(new), Value::Int(old)) => *old = *new,
        (value, place) => overwrite(place, value.clone()),
    }
}

/// A variable's value, where a number of the same kind may take its place without a conversion: a plain
/// variable, or one whose only constraint is a type.
fn with_number<T>(slot: &mut Slot, how: impl FnOnce(&mut Value) -> Option<T>) -> Option<T> {
    match slot {
        Slot::Plain(value) => how(value),
        Slot::Cell(cell) if cell.has_only_types() => how(&mut *cell.value.try_borrow_mut().ok()?),
        _ => None,
    }
}

/// Adds to a number in a variable with a type.
#[inline(never)]
fn append_typed(slot: &mut Slot, more: &Value) -> Option<()> {
    with_number(slot, |own| {
        let sum = scalar(BinaryOperator::Add, Number::of(own), Number::of(more))?;
        sum.is_like(own).then(|| sum.put(own))
    })
}

/// Stores a number or Boolean in a variable with a type that holds one of its kind.
#[inline(never)]
fn store_typed(slot: &mut Slot, value: &Value) -> Option<()> {
    let new = Scalar::of(value)?;
    with_number(slot, |own| new.is_like(own).then(|| new.put(own)))
}

/// Adds numbers, text and elements in place; `None` leaves it to others.
#[inline(never)]
fn append_plain(own: &mut Value, more: &Value) -> Option<()> {
    match (own, more) {
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
        (number, more) => scalar(BinaryOperator::Add, Number::of(number), Number::of(more))?.put(number),
    }
    Some(())
}

/// Ends the old value away from the loop.
#[inline(never)]
fn overwrite(place: &mut Value, value: Value) {
    *place = value;
}

impl Engine {
    /// `AppendFused` of something that becomes text: whether it was done.
    pub(super) fn append_text(
        &mut self,
        frame: &Frame,
        (slot, from): (u16, Register),
        scope: &Scope,
    ) -> Outcome<bool> {
        if !scope.holds_text(slot) {
            return Ok(false);
        }
        let more = get(frame, from);
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
