//! The tight loop: instructions on numbers, Booleans and plain variables, one after the other, with the
//! variables borrowed once. Whatever else comes up is left to the instruction loop in [`super::step`].

use super::Frame;
use super::fused::Places;
use super::prepared::Prepared;
use crate::engine::Engine;
use crate::engine::scope::Scope;
use crate::engine::value::Value;
use crate::language::code::{Address, Code, Index, Instruction, Range, Register};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the tight loop may know what to do with an instruction: it is worth entering.
#[inline(always)]
pub(super) fn is_hot(instruction: &Instruction) -> bool {
    use Instruction::*;
    matches!(
        instruction,
        BinaryFused { .. } | BranchFused { .. } | StepFused { .. } | AppendFused { .. } | LoadSlot { .. }
    )
}

impl Engine {
    /// Runs from an address for as long as numbers and plain variables are all that is needed. Gives the
    /// address of the first instruction that it did not do, perhaps outside of the range.
    pub(super) fn run_hot(
        &mut self,
        frame: &mut Frame,
        (code, prepared, scope): (&Code, &Prepared, &Scope),
        at: Address,
        range: Range,
    ) -> Address {
        // A jump back is where a debugger in another runspace is heard.
        if self.debug_link.is_some() {
            return at;
        }
        // Values that are written over end here, under this borrow: none of them knows a scope that runs.
        let Ok(mut slots) = scope.slots.try_borrow_mut() else { return at };
        let places =
            Places { registers: &mut frame.registers, slots: &mut slots, numbers: &prepared.numbers };
        let end = usize::try_from(range.end).unwrap_or(usize::MAX).min(code.instructions.len());
        let instructions = code.instructions.get(..end).unwrap_or(&[]);
        let hot = Hot { code, prepared, instructions, start: range.start, stop: &self.stop };
        hot.run(at, places, &mut self.succeeded)
    }
}

/// What stays the same while the tight loop runs.
struct Hot<'a> {
    code: &'a Code,
    prepared: &'a Prepared,
    /// Up to the end of the range.
    instructions: &'a [Instruction],
    start: Address,
    stop: &'a AtomicBool,
}

impl Hot<'_> {
    /// A function of its own, so that its few values stay in the processor's registers.
    #[inline(never)]
    fn run(&self, mut at: Address, mut places: Places<'_>, succeeded: &mut bool) -> Address {
        use Instruction::*;
        while let Some(instruction) = self.instructions.get(at as usize) {
            let skip = match *instruction {
                BinaryFused { operator, skip, to, left, right } => {
                    match places.binary_fused(operator, (left, right), to) {
                        true => skip,
                        false => 0,
                    }
                }
                BranchFused { operator, skip, left, right, to } => {
                    match places.branch(operator, left, right) {
                        Some(true) => skip,
                        Some(false) if to >= self.start => {
                            at = to;
                            continue;
                        }
                        Some(false) => return at,
                        None => 0,
                    }
                }
                StepFused { skip, up, postfix, slot, to } => match places.step(slot, (up, postfix), to) {
                    true => skip,
                    false => 0,
                },
                AppendFused { skip, slot, from } => match places.append(slot, from) {
                    true => skip,
                    false => return at,
                },
                Succeed => {
                    *succeeded = true;
                    0
                }
                Jump { to } if self.may_jump(at, to) => {
                    at = to;
                    continue;
                }
                JumpUnless { register, to } if self.may_jump(at, to) => match places.truth(register) {
                    Some(true) => 0,
                    Some(false) => {
                        at = to;
                        continue;
                    }
                    None => return at,
                },
                other if self.moves(other, &mut places) => 0,
                _ => return at,
            };
            at += 1 + Address::from(skip);
        }
        at
    }

    /// Instructions that move a value and always go on with the next one: whether it was done.
    #[inline(always)]
    fn moves(&self, instruction: Instruction, places: &mut Places<'_>) -> bool {
        use Instruction::*;
        match instruction {
            LoadSlot { to, slot } => places.load(slot, to),
            MoveToSlot { slot, from } => places.move_to_slot(from, slot),
            Binary { operator, to, left, right } => places.binary(operator, [left, right], to),
            Constant { to, index } => match self.prepared.constant(index) {
                Some(value) => places.set(to, value),
                None => false,
            },
            Member { to, target, name, is_static: false } => self.member(places, (to, target), name),
            _ => false,
        }
    }

    /// A property of a custom object.
    #[inline(never)]
    fn member(&self, places: &mut Places<'_>, (to, target): (Register, Register), name: Index) -> bool {
        let target = places.registers.get(usize::from(target)).unwrap_or(&Value::Null);
        match self.prepared.sites.note(self.code, name, target) {
            Some(value) => places.set(to, value),
            None => false,
        }
    }

    /// A jump back is where Ctrl+C is heard; the instruction loop answers it.
    #[inline(always)]
    fn may_jump(&self, at: Address, to: Address) -> bool {
        to >= self.start && (to > at || !self.stop.load(Ordering::Relaxed))
    }
}
