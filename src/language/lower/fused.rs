//! Fused instructions: short forms of frequent work on numbers, texts and arrays.
//!
//! Each stands before the general code for the same work. When its operands are of the kinds it
//! knows, it does the work and skips the general code; otherwise it does nothing. Errors, strict
//! mode, checked variables and all other types are therefore the general code's alone.

use super::{Lowered, Lowerer};
use crate::language::ast::*;
use crate::language::code::{Address, Constant, Instruction, Operand, Place, Register};
use crate::language::span::Span;

/// The operands of an operator while it is lowered.
struct Operands<'a> {
    left: &'a Expression,
    right: &'a Expression,
    /// Registers of the general code: left, then right.
    first: Register,
    direct: [Option<Operand>; 2],
}

impl Lowerer {
    /// An operator over two values.
    pub(super) fn binary_value(
        &mut self,
        operator: BinaryOperator,
        (left, right): (&Expression, &Expression),
        to: Register,
        span: Span,
    ) -> Lowered {
        let operands = self.operands(left, right, is_fused(operator))?;
        let fused = operands.places().map(|(left, right)| {
            self.emit(Instruction::BinaryFused { operator, skip: 0, to, left, right }, span)
        });
        self.rest_of(&operands)?;
        let (left, right) = (operands.first, operands.first + 1);
        self.emit(Instruction::Binary { operator, to, left, right }, span);
        self.end_fused(fused);
        Ok(())
    }

    /// Jumps when a condition does not hold. Gives the jumps, to be patched.
    pub(super) fn jump_unless(&mut self, condition: &Statement) -> Lowered<Vec<Address>> {
        let top = self.top;
        let mut jumps = Vec::new();
        let runs_command = super::condition::runs_command(condition);
        self.at_place(condition.span, |lowerer| match super::statements::lone_expression(condition) {
            Some(expression) if !runs_command => {
                lowerer.jump_unless_expression(expression, condition.span, &mut jumps)
            }
            _ => {
                let register = lowerer.temporary();
                lowerer.inner_value(condition, register)?;
                if runs_command {
                    lowerer.emit(Instruction::Succeed, condition.span);
                }
                jumps.push(lowerer.emit(Instruction::JumpUnless { register, to: 0 }, condition.span));
                Ok(())
            }
        })?;
        self.top = top;
        Ok(jumps)
    }

    fn jump_unless_expression(
        &mut self,
        expression: &Expression,
        span: Span,
        jumps: &mut Vec<Address>,
    ) -> Lowered {
        let top = self.top;
        if let ExpressionKind::Binary { operator, left, right, .. } = &expression.kind {
            if *operator == BinaryOperator::And {
                self.jump_unless_expression(left, left.span, jumps)?;
                return self.jump_unless_expression(right, right.span, jumps);
            }
            if let BinaryOperator::Compare { operator: comparison, .. } = operator
                && is_order(*comparison)
            {
                let operands = self.operands(left, right, true)?;
                let fused = operands.places().map(|(left, right)| {
                    let branch =
                        Instruction::BranchFused { operator: *comparison, skip: 0, left, right, to: 0 };
                    self.emit(branch, expression.span)
                });
                self.rest_of(&operands)?;
                let (to, right) = (operands.first, operands.first + 1);
                self.emit(Instruction::Binary { operator: *operator, to, left: to, right }, expression.span);
                jumps.push(self.emit(Instruction::JumpUnless { register: to, to: 0 }, span));
                jumps.extend(fused);
                self.end_fused(fused);
                self.top = top;
                return Ok(());
            }
        }
        let register = self.temporary();
        self.expression(expression, register)?;
        jumps.push(self.emit(Instruction::JumpUnless { register, to: 0 }, span));
        self.top = top;
        Ok(())
    }

    /// Lowers the operands that have no place of their own; the others wait for [`Self::rest_of`].
    fn operands<'a>(
        &mut self,
        left: &'a Expression,
        right: &'a Expression,
        fuse: bool,
    ) -> Lowered<Operands<'a>> {
        let first = self.temporaries(2);
        // What the right operand does must not change the left one's variable first.
        let left_place = if fuse && is_pure(right) { self.direct(left) } else { None };
        let right_place = if fuse { self.direct(right) } else { None };
        if left_place.is_none() {
            self.expression(left, first)?;
        }
        if right_place.is_none() {
            self.expression(right, first + 1)?;
        }
        Ok(Operands { left, right, first, direct: [left_place, right_place] })
    }

    /// The general code's loads of what fused code reads in place.
    fn rest_of(&mut self, operands: &Operands<'_>) -> Lowered {
        let [left, right] = operands.direct;
        if left.is_some() {
            self.expression(operands.left, operands.first)?;
        }
        if right.is_some() {
            self.expression(operands.right, operands.first + 1)?;
        }
        Ok(())
    }

    /// A number or own variable, read where it is.
    fn direct(&mut self, expression: &Expression) -> Option<Operand> {
        match &expression.kind {
            ExpressionKind::Number(number @ (Number::Int(_) | Number::Long(_) | Number::Double(_))) => {
                let index = self.constant_index(Constant::Number(number.clone()));
                Operand::new(Place::Constant(u16::try_from(index).ok()?))
            }
            ExpressionKind::Variable(path) => {
                let slot = self.plain_slot(path)?;
                Operand::new(Place::Slot(slot))
            }
            _ => None,
        }
    }

    /// `+=` in a statement of its own.
    pub(super) fn append_fused(
        &mut self,
        path: &VariablePath,
        from: Register,
        span: Span,
    ) -> Option<Address> {
        let slot = self.plain_slot(path)?;
        Some(self.emit(Instruction::AppendFused { skip: 0, slot, from }, span))
    }

    /// `++` and `--`.
    pub(super) fn step_fused(
        &mut self,
        path: &VariablePath,
        (up, postfix): (bool, bool),
        to: Register,
        span: Span,
    ) -> Option<Address> {
        let slot = self.plain_slot(path)?;
        Some(self.emit(Instruction::StepFused { skip: 0, up, postfix, slot, to }, span))
    }

    /// The general code of a fused instruction ends here.
    pub(super) fn end_fused(&mut self, fused: Option<Address>) {
        use Instruction::*;
        let Some(at) = fused else { return };
        let length = self.here().saturating_sub(at + 1);
        if let (
            Some(
                BinaryFused { skip, .. }
                | BranchFused { skip, .. }
                | StepFused { skip, .. }
                | AppendFused { skip, .. },
            ),
            Ok(length),
        ) = (self.code.instructions.get_mut(at as usize), u8::try_from(length))
        {
            *skip = length;
        }
    }
}

impl Operands<'_> {
    /// The operands in place, when at least one has a place of its own.
    fn places(&self) -> Option<(Operand, Operand)> {
        let [left, right] = self.direct;
        if left.is_none() && right.is_none() {
            return None;
        }
        let left = left.or_else(|| Operand::new(Place::Register(self.first)))?;
        let right = right.or_else(|| Operand::new(Place::Register(self.first + 1)))?;
        Some((left, right))
    }
}

fn is_fused(operator: BinaryOperator) -> bool {
    use BinaryOperator::*;
    match operator {
        Add | Subtract | Multiply | Divide | Remainder | BitAnd | BitOr | BitXor => true,
        Compare { operator, .. } => is_order(operator),
        _ => false,
    }
}

/// Comparisons that two numbers have.
fn is_order(operator: Comparison) -> bool {
    use Comparison::*;
    matches!(operator, Equal | NotEqual | Greater | GreaterEqual | Less | LessEqual)
}

/// Whether evaluating an expression changes no variable.
fn is_pure(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Number(_) | ExpressionKind::String { .. } | ExpressionKind::Variable(_) => true,
        ExpressionKind::Binary { left, right, .. } => is_pure(left) && is_pure(right),
        ExpressionKind::Index { target, index, .. } => is_pure(target) && is_pure(index),
        ExpressionKind::Paren(inner) => super::statements::lone_expression(inner).is_some_and(is_pure),
        _ => false,
    }
}
