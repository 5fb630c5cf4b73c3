//! Expressions: each leaves its value in the register it is given.

use super::{Lowered, Lowerer, Unsupported};
use crate::language::ast::*;
use crate::language::code::{Call, Constant, Index, Instruction, Register};
use crate::language::span::Span;
use std::rc::Rc;

/// Registers that the parts of one list, table or text take at a time.
const WINDOW: usize = 4096;

impl Lowerer {
    pub(super) fn expression(&mut self, expression: &Expression, to: Register) -> Lowered {
        let top = self.top;
        let result = self.expression_kind(expression, to);
        self.top = top;
        result
    }

    fn expression_kind(&mut self, expression: &Expression, to: Register) -> Lowered {
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Number(number) => self.constant(Constant::Number(number.clone()), to, span),
            ExpressionKind::String { value, .. } => self.constant(Constant::Text(value.clone()), to, span),
            ExpressionKind::Expandable { parts, .. } => self.expand(parts, to, span)?,
            ExpressionKind::Variable(path) if self.using == Some(span) => self.using_variable(path, to, span),
            ExpressionKind::Variable(path) | ExpressionKind::Splat(path) => self.load(path, to, span),
            ExpressionKind::Using(inner) => self.using(inner, to)?,
            ExpressionKind::Member { .. } => self.member(expression, to)?,
            ExpressionKind::InvokeMember { .. } => self.invoke(expression, to)?,
            ExpressionKind::Index { target, index, null_conditional } => {
                self.index(target, index, *null_conditional, to, span)?;
            }
            ExpressionKind::List(items) => self.list(items, to, span)?,
            ExpressionKind::Array(block) => self.collect_block(block, to, true, span)?,
            ExpressionKind::Sub(block) => self.collect_block(block, to, false, span)?,
            ExpressionKind::Paren(statement) => self.inner_value(statement, to)?,
            ExpressionKind::Hashtable(pairs) => self.hashtable(pairs, to, false, span)?,
            ExpressionKind::ScriptBlock(block) => self.block_literal(block, to, span),
            ExpressionKind::Unary { operator, operand } => self.unary(*operator, operand, to, span)?,
            ExpressionKind::Binary { operator, left, right, .. } => {
                self.binary(*operator, left, right, to, span)?;
            }
            ExpressionKind::Ternary { condition, when_true, when_false } => {
                self.ternary(condition, when_true, when_false, to)?;
            }
            ExpressionKind::Convert { target, operand } => self.convert(target, operand, to, span)?,
            ExpressionKind::Attributed { operand, .. } => self.expression(operand, to)?,
            ExpressionKind::Type(name) => {
                let index = self.type_index(name);
                self.emit(Instruction::Type { to, index }, span);
            }
            ExpressionKind::Error(_) => {
                return Err(Unsupported { span, what: "The expression is missing an operand.".into() });
            }
        }
        Ok(())
    }

    pub(super) fn type_index(&mut self, name: &TypeName) -> Index {
        self.code.tables.types.push(name.clone());
        (self.code.tables.types.len() - 1) as Index
    }

    fn block_literal(&mut self, block: &Rc<ScriptBlock>, to: Register, span: Span) {
        self.code.tables.blocks.push(block.clone());
        let index = (self.code.tables.blocks.len() - 1) as Index;
        self.emit(Instruction::Block { to, index }, span);
    }

    fn using(&mut self, inner: &Expression, to: Register) -> Lowered {
        let around = std::mem::replace(&mut self.using, inner.base_variable().map(|(_, span)| span));
        let result = self.expression(inner, to);
        self.using = around;
        result
    }

    fn using_variable(&mut self, path: &VariablePath, to: Register, span: Span) {
        let index = self.variable_index(path);
        self.emit(Instruction::Using { to, index }, span);
    }

    fn expand(&mut self, parts: &[StringPart], to: Register, span: Span) -> Lowered {
        let (now, later) = parts.split_at(parts.len().min(WINDOW));
        let first = self.temporaries(now.len());
        for (offset, part) in now.iter().enumerate() {
            self.string_part(part, first + offset as u16, span)?;
        }
        self.emit(Instruction::Expand { to, first, count: now.len() as u16 }, span);
        for more in later.chunks(WINDOW) {
            self.emit(Instruction::Move { to: first, from: to }, span);
            let top = self.top;
            let next = self.temporaries(more.len());
            for (offset, part) in more.iter().enumerate() {
                self.string_part(part, next + offset as u16, span)?;
            }
            self.emit(Instruction::Expand { to: next, first: next, count: more.len() as u16 }, span);
            self.emit(Instruction::Move { to: first + 1, from: next }, span);
            self.emit(Instruction::Expand { to, first, count: 2 }, span);
            self.top = top;
        }
        Ok(())
    }

    fn string_part(&mut self, part: &StringPart, to: Register, span: Span) -> Lowered {
        match part {
            StringPart::Text(text) => {
                self.constant(Constant::Text(text.clone()), to, span);
                Ok(())
            }
            StringPart::Expression(expression) => self.expression(expression, to),
        }
    }

    pub(super) fn list(&mut self, items: &[Expression], to: Register, span: Span) -> Lowered {
        if items.len() > WINDOW {
            return self.long_list(items, to, span);
        }
        let first = self.temporaries(items.len());
        for (offset, item) in items.iter().enumerate() {
            self.expression(item, first + offset as u16)?;
        }
        self.emit(Instruction::Array { to, first, count: items.len() as u16 }, span);
        Ok(())
    }

    /// A list that is longer than its elements' registers should be.
    fn long_list(&mut self, items: &[Expression], to: Register, span: Span) -> Lowered {
        self.open_collector(span);
        let top = self.top;
        for item in items {
            let from = self.temporary();
            self.expression(item, from)?;
            self.emit(Instruction::Keep { from }, span);
            self.top = top;
        }
        self.close_collector(to, true, span);
        Ok(())
    }

    fn hashtable(
        &mut self,
        pairs: &[(Expression, Statement)],
        to: Register,
        ordered: bool,
        span: Span,
    ) -> Lowered {
        let (now, later) = pairs.split_at(pairs.len().min(WINDOW));
        let top = self.top;
        let first = self.pairs(now)?;
        self.emit(Instruction::Hashtable { to, first, pairs: now.len() as u16, ordered }, span);
        if later.is_empty() {
            return Ok(());
        }
        self.top = top;
        let table = self.temporary();
        self.emit(Instruction::Move { to: table, from: to }, span);
        for more in later.chunks(WINDOW) {
            let top = self.top;
            let first = self.pairs(more)?;
            self.emit(Instruction::Extend { table, first, pairs: more.len() as u16 }, span);
            self.top = top;
        }
        self.emit(Instruction::Move { to, from: table }, span);
        Ok(())
    }

    /// Keys and values in turn; gives the first register.
    fn pairs(&mut self, pairs: &[(Expression, Statement)]) -> Lowered<Register> {
        let first = self.temporaries(pairs.len() * 2);
        for (offset, (key, value)) in pairs.iter().enumerate() {
            let register = first + (offset * 2) as u16;
            self.expression(key, register)?;
            self.inner_value(value, register + 1)?;
        }
        Ok(first)
    }

    fn collect_block(&mut self, block: &Block, to: Register, array: bool, span: Span) -> Lowered {
        self.open_collector(span);
        self.statements(block)?;
        self.close_collector(to, array, span);
        Ok(())
    }

    /// `a.b`, `[t]::b`, `a?.b`.
    fn member(&mut self, expression: &Expression, to: Register) -> Lowered {
        let ExpressionKind::Member { target, member, is_static, null_conditional } = &expression.kind else {
            return Ok(());
        };
        let object = self.temporary();
        self.expression(target, object)?;
        let skip = self.skip_null(*null_conditional, object, to, expression.span);
        self.load_member(object, member, *is_static, to, expression.span)?;
        self.end_skip(skip);
        Ok(())
    }

    pub(super) fn load_member(
        &mut self,
        target: Register,
        member: &Expression,
        is_static: bool,
        to: Register,
        span: Span,
    ) -> Lowered {
        if let ExpressionKind::String { value, .. } = &member.kind {
            let name = self.name(value);
            self.emit(Instruction::Member { to, target, name, is_static }, span);
            return Ok(());
        }
        let name = self.temporary();
        self.expression(member, name)?;
        self.emit(Instruction::DynamicMember { to, target, name, is_static }, span);
        Ok(())
    }

    fn skip_null(&mut self, wanted: bool, object: Register, to: Register, span: Span) -> Option<u32> {
        wanted.then(|| {
            self.emit(Instruction::Null { to }, span);
            self.emit(Instruction::JumpIfNull { register: object, to: 0 }, span)
        })
    }

    fn end_skip(&mut self, skip: Option<u32>) {
        if let Some(at) = skip {
            self.patch(at);
        }
    }

    fn invoke(&mut self, expression: &Expression, to: Register) -> Lowered {
        let ExpressionKind::InvokeMember { target, member, generic, arguments, is_static, null_conditional } =
            &expression.kind
        else {
            return Ok(());
        };
        let object = self.temporary();
        self.expression(target, object)?;
        let of = cast_type(target).map(|name| self.type_index(name));
        let skip = self.skip_null(*null_conditional, object, to, expression.span);
        let (name, dynamic_name) = self.method_name(member)?;
        let first_argument = self.temporaries(arguments.len());
        for (offset, argument) in arguments.iter().enumerate() {
            self.argument_value(argument, first_argument + offset as u16)?;
        }
        self.code.tables.calls.push(Call {
            target: object,
            dynamic_name,
            name,
            first_argument,
            count: arguments.len() as u16,
            is_static: *is_static,
            generic: generic.clone(),
            of,
        });
        let call = (self.code.tables.calls.len() - 1) as Index;
        self.emit(Instruction::Invoke { to, call }, expression.span);
        self.end_skip(skip);
        Ok(())
    }

    fn method_name(&mut self, member: &Expression) -> Lowered<(Rc<str>, Option<Register>)> {
        if let ExpressionKind::String { value, .. } = &member.kind {
            return Ok((value.clone(), None));
        }
        let register = self.temporary();
        self.expression(member, register)?;
        Ok(("".into(), Some(register)))
    }

    /// A method's argument: `[ref]$x` passes the variable itself.
    fn argument_value(&mut self, argument: &Expression, to: Register) -> Lowered {
        self.expression(argument, to)
    }

    fn index(
        &mut self,
        target: &Expression,
        index: &Expression,
        null_conditional: bool,
        to: Register,
        span: Span,
    ) -> Lowered {
        let object = self.temporary();
        self.expression(target, object)?;
        let skip = self.skip_null(null_conditional, object, to, span);
        let key = self.temporary();
        self.index_value(index, key)?;
        self.emit(Instruction::Index { to, target: object, index: key }, span);
        self.end_skip(skip);
        Ok(())
    }

    /// What stands in `[ ]`: an object that may be a number is a key of an ordered table, not a place.
    pub(super) fn index_value(&mut self, index: &Expression, to: Register) -> Lowered {
        self.expression(index, to)?;
        if let ExpressionKind::Convert { target, .. } = &index.kind
            && target.array_ranks.is_empty()
            && ["object", "System.Object"].iter().any(|name| target.name.eq_ignore_ascii_case(name))
        {
            self.emit(Instruction::AsKey { register: to }, index.span);
        }
        Ok(())
    }

    fn unary(&mut self, operator: UnaryOperator, operand: &Expression, to: Register, span: Span) -> Lowered {
        use UnaryOperator::*;
        if matches!(operator, PreIncrement | PreDecrement | PostIncrement | PostDecrement) {
            return self.step(operator, operand, to, span);
        }
        let register = self.temporary();
        self.expression(operand, register)?;
        self.emit(Instruction::Unary { operator, to, from: register }, span);
        Ok(())
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        to: Register,
        span: Span,
    ) -> Lowered {
        match operator {
            BinaryOperator::And | BinaryOperator::Or => return self.logical(operator, left, right, to, span),
            BinaryOperator::Coalesce => return self.coalesce(left, right, to, span),
            _ => {}
        }
        self.binary_value(operator, (left, right), to, span)
    }

    fn logical(
        &mut self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        to: Register,
        span: Span,
    ) -> Lowered {
        let register = self.temporary();
        self.expression(left, register)?;
        self.emit(Instruction::ToBool { to: register, from: register }, span);
        let jump = match operator {
            BinaryOperator::And => self.emit(Instruction::JumpUnless { register, to: 0 }, span),
            _ => self.emit(Instruction::JumpIf { register, to: 0 }, span),
        };
        self.expression(right, register)?;
        self.emit(Instruction::ToBool { to: register, from: register }, span);
        self.patch(jump);
        self.emit(Instruction::Move { to, from: register }, span);
        Ok(())
    }

    fn coalesce(&mut self, left: &Expression, right: &Expression, to: Register, span: Span) -> Lowered {
        let register = self.temporary();
        self.expression(left, register)?;
        let jump = self.emit(Instruction::JumpUnlessNull { register, to: 0 }, span);
        self.expression(right, register)?;
        self.patch(jump);
        self.emit(Instruction::Move { to, from: register }, span);
        Ok(())
    }

    fn ternary(
        &mut self,
        condition: &Expression,
        when_true: &Expression,
        when_false: &Expression,
        to: Register,
    ) -> Lowered {
        let register = self.temporary();
        self.expression(condition, register)?;
        let otherwise = self.emit(Instruction::JumpUnless { register, to: 0 }, condition.span);
        self.expression(when_true, to)?;
        let end = self.emit(Instruction::Jump { to: 0 }, when_true.span);
        self.patch(otherwise);
        self.expression(when_false, to)?;
        self.patch(end);
        Ok(())
    }

    /// A cast. `[ordered]@{}` makes its table ordered from the start; `[ref]$x` takes the variable.
    fn convert(&mut self, target: &TypeName, operand: &Expression, to: Register, span: Span) -> Lowered {
        let plain = target.arguments.is_empty() && target.array_ranks.is_empty();
        match &operand.kind {
            ExpressionKind::Hashtable(pairs) if plain && target.name.eq_ignore_ascii_case("ordered") => {
                return self.hashtable(pairs, to, true, span);
            }
            ExpressionKind::Hashtable(pairs) if plain && is_custom_object(&target.name) => {
                self.hashtable(pairs, to, true, operand.span)?;
            }
            ExpressionKind::Variable(path) if plain && is_reference(&target.name) => {
                let index = self.variable_index(path);
                self.emit(Instruction::Reference { to, index }, span);
                return Ok(());
            }
            _ => self.expression(operand, to)?,
        }
        let index = self.type_index(target);
        self.emit(Instruction::Convert { to, from: to, index }, span);
        Ok(())
    }
}

/// The type of a target that is nothing but a cast in parentheses.
fn cast_type(target: &Expression) -> Option<&TypeName> {
    let ExpressionKind::Paren(statement) = &target.kind else { return None };
    match super::statements::lone_expression(statement).map(|inner| &inner.kind) {
        Some(ExpressionKind::Convert { target, .. }) => Some(target),
        _ => None,
    }
}

fn is_custom_object(name: &str) -> bool {
    name.eq_ignore_ascii_case("pscustomobject")
        || name.eq_ignore_ascii_case("System.Management.Automation.PSCustomObject")
}

fn is_reference(name: &str) -> bool {
    name.eq_ignore_ascii_case("ref") || name.eq_ignore_ascii_case("System.Management.Automation.PSReference")
}
