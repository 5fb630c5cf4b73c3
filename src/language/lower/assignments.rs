//! Assignments, compound assignments and `++`.

use super::{Lowered, Lowerer, Unsupported};
use crate::language::ast::*;
use crate::language::code::{Constant, Constraint, Declaration, Index, Instruction, Register};
use crate::language::span::Span;

/// A place that can be read and written, with its parts evaluated once.
enum Place {
    Variable(VariablePath),
    Typed { path: VariablePath, declaration: Index },
    Member { target: Register, name: Result<Index, Register>, is_static: bool },
    Index { target: Register, index: Register },
    List(Vec<Place>),
}

impl Lowerer {
    pub(super) fn assignment_statement(&mut self, statement: &Statement) -> Lowered {
        let register = self.temporary();
        self.unused = Some(register);
        self.assignment_value(statement, register)?;
        if super::commands::is_plain_statement(statement) {
            self.emit(Instruction::Succeed, statement.span);
        }
        Ok(())
    }

    /// Assigns, and leaves the value assigned in `to`.
    pub(super) fn assignment_value(&mut self, statement: &Statement, to: Register) -> Lowered {
        let unused = self.unused.take() == Some(to);
        let StatementKind::Assignment { target, operator, value, .. } = &statement.kind else {
            return Ok(());
        };
        match operator {
            AssignmentOperator::Assign => {
                self.inner_value(value, to)?;
                let place = self.place(target)?;
                match &place {
                    Place::Variable(path) if unused => self.store_last(path, to, statement.span),
                    _ => self.write(&place, to, statement.span)?,
                }
                Ok(())
            }
            AssignmentOperator::Coalesce => self.coalescing(target, value, to, statement.span),
            _ => self.compound((target, value), *operator, (to, unused), statement.span),
        }
    }

    fn coalescing(&mut self, target: &Expression, value: &Statement, to: Register, span: Span) -> Lowered {
        let place = self.place(target)?;
        self.read_own(&place, to, span);
        let done = self.emit(Instruction::JumpUnlessNull { register: to, to: 0 }, span);
        self.inner_value(value, to)?;
        self.write(&place, to, span)?;
        self.patch(done);
        Ok(())
    }

    fn compound(
        &mut self,
        (target, value): (&Expression, &Statement),
        operator: AssignmentOperator,
        (to, unused): (Register, bool),
        span: Span,
    ) -> Lowered {
        let place = self.place(target)?;
        let operands = self.temporaries(2);
        self.inner_value(value, operands + 1)?;
        let fused = match (operator, &place) {
            (AssignmentOperator::Add, Place::Variable(path)) if unused => {
                self.append_fused(path, operands + 1, span)
            }
            _ => None,
        };
        self.read_own(&place, operands, span);
        let operator = match operator {
            AssignmentOperator::Subtract => BinaryOperator::Subtract,
            AssignmentOperator::Multiply => BinaryOperator::Multiply,
            AssignmentOperator::Divide => BinaryOperator::Divide,
            AssignmentOperator::Remainder => BinaryOperator::Remainder,
            _ => BinaryOperator::Add,
        };
        self.emit(Instruction::Binary { operator, to, left: operands, right: operands + 1 }, span);
        self.write(&place, to, span)?;
        self.end_fused(fused);
        Ok(())
    }

    /// `++` and `--`; the value is the old one after a postfix operator.
    pub(super) fn step(
        &mut self,
        operator: UnaryOperator,
        operand: &Expression,
        to: Register,
        span: Span,
    ) -> Lowered {
        let place = self.place(operand)?;
        let old = self.temporaries(3);
        let up = matches!(operator, UnaryOperator::PreIncrement | UnaryOperator::PostIncrement);
        let postfix = matches!(operator, UnaryOperator::PostIncrement | UnaryOperator::PostDecrement);
        let fused = match &place {
            Place::Variable(path) => self.step_fused(path, (up, postfix), to, span),
            _ => None,
        };
        self.read(&place, old, span);
        self.constant(Constant::Number(Number::Int(1)), old + 1, span);
        let binary = if up { BinaryOperator::Add } else { BinaryOperator::Subtract };
        self.emit(Instruction::Unary { operator, to: old, from: old }, span);
        self.emit(Instruction::Binary { operator: binary, to: old + 2, left: old, right: old + 1 }, span);
        self.write(&place, old + 2, span)?;
        self.emit(Instruction::Move { to, from: if postfix { old } else { old + 2 } }, span);
        self.end_fused(fused);
        Ok(())
    }

    fn place(&mut self, target: &Expression) -> Lowered<Place> {
        match &target.kind {
            ExpressionKind::Variable(path) => Ok(Place::Variable(path.clone())),
            ExpressionKind::Convert { .. } | ExpressionKind::Attributed { .. } => self.typed_place(target),
            ExpressionKind::Member { target: object, member, is_static, .. } => {
                let register = self.temporary();
                self.expression(object, register)?;
                let name = self.member_name(member)?;
                Ok(Place::Member { target: register, name, is_static: *is_static })
            }
            ExpressionKind::Index { target: object, index, .. } => {
                let registers = self.temporaries(2);
                self.expression(object, registers)?;
                self.index_value(index, registers + 1)?;
                Ok(Place::Index { target: registers, index: registers + 1 })
            }
            ExpressionKind::List(items) => {
                Ok(Place::List(items.iter().map(|item| self.place(item)).collect::<Lowered<_>>()?))
            }
            ExpressionKind::Paren(inner) => match super::statements::lone_expression(inner) {
                Some(inner) => self.place(inner),
                None => Err(not_assignable(target.span)),
            },
            _ => Err(not_assignable(target.span)),
        }
    }

    fn member_name(&mut self, member: &Expression) -> Lowered<Result<Index, Register>> {
        if let ExpressionKind::String { value, .. } = &member.kind {
            return Ok(Ok(self.name(value)));
        }
        let register = self.temporary();
        self.expression(member, register)?;
        Ok(Err(register))
    }

    /// `[int]$x`, `[ValidateRange(1, 5)][int]$x`.
    fn typed_place(&mut self, target: &Expression) -> Lowered<Place> {
        let mut constraints = Vec::new();
        let mut inner = target;
        loop {
            match &inner.kind {
                ExpressionKind::Convert { target, operand } => {
                    constraints.push(Constraint::Type(target.clone()));
                    inner = operand;
                }
                ExpressionKind::Attributed { attribute, operand } => {
                    constraints.push(Constraint::Attribute(super::attribute_text(&self.block, attribute)));
                    inner = operand;
                }
                _ => break,
            }
        }
        let ExpressionKind::Variable(path) = &inner.kind else { return self.place(inner) };
        let variable = self.variable_index(path);
        let slot = self.slot_for(path);
        self.code.tables.declarations.push(Declaration { variable, slot, constraints });
        let declaration = (self.code.tables.declarations.len() - 1) as Index;
        Ok(Place::Typed { path: path.clone(), declaration })
    }

    /// Reads what a compound assignment changes: a function's own variable is not looked for outward.
    fn read_own(&mut self, place: &Place, to: Register, span: Span) {
        match place {
            Place::Variable(path) | Place::Typed { path, .. } => match self.slot_for(path) {
                Some(slot) => {
                    self.emit(Instruction::LoadOwn { to, slot }, span);
                }
                None => self.load(path, to, span),
            },
            _ => self.read(place, to, span),
        }
    }

    fn read(&mut self, place: &Place, to: Register, span: Span) {
        match place {
            Place::Variable(path) | Place::Typed { path, .. } => self.load(path, to, span),
            Place::Member { target, name, is_static } => {
                let (target, is_static) = (*target, *is_static);
                match *name {
                    Ok(name) => self.emit(Instruction::Member { to, target, name, is_static }, span),
                    Err(name) => self.emit(Instruction::DynamicMember { to, target, name, is_static }, span),
                };
            }
            Place::Index { target, index } => {
                self.emit(Instruction::Index { to, target: *target, index: *index }, span);
            }
            Place::List(places) => {
                let first = self.temporaries(places.len());
                for (offset, place) in places.iter().enumerate() {
                    self.read(place, first + offset as u16, span);
                }
                self.emit(Instruction::Array { to, first, count: places.len() as u16 }, span);
            }
        }
    }

    fn write(&mut self, place: &Place, from: Register, span: Span) -> Lowered {
        match place {
            Place::Variable(path) => self.store(path, from, span),
            Place::Typed { declaration, .. } => {
                self.emit(Instruction::Declare { index: *declaration, from }, span);
            }
            Place::Member { target, name, is_static } => {
                let (target, is_static) = (*target, *is_static);
                match *name {
                    Ok(name) => self.emit(Instruction::SetMember { target, name, from, is_static }, span),
                    Err(name) => {
                        self.emit(Instruction::SetDynamicMember { target, name, from, is_static }, span)
                    }
                };
            }
            Place::Index { target, index } => {
                self.emit(Instruction::SetIndex { target: *target, index: *index, from }, span);
            }
            Place::List(places) => {
                let first = self.temporaries(places.len());
                self.emit(Instruction::Spread { from, first, count: places.len() as u16 }, span);
                for (offset, place) in places.iter().enumerate() {
                    self.write(place, first + offset as u16, span)?;
                }
            }
        }
        Ok(())
    }

    /// Stores a loop variable or the like, which may carry a type.
    pub(super) fn assign_from(&mut self, target: &Expression, from: Register, span: Span) -> Lowered {
        let place = self.place(target)?;
        self.write(&place, from, span)
    }
}

fn not_assignable(span: Span) -> Unsupported {
    let what = "The assignment expression is not valid. The input to an assignment operator must be an object that \
                is able to accept assignments, such as a variable or a property.";
    Unsupported { span, what: what.into() }
}
