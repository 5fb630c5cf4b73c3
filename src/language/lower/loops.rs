//! `while`, `do`, `for` and `foreach`.

use super::{Lowered, Lowerer};
use crate::language::ast::*;
use crate::language::code::{Instruction, Register};
use crate::language::span::Span;

impl Lowerer {
    pub(super) fn while_loop(
        &mut self,
        label: Option<&Name>,
        condition: &Statement,
        body: &Block,
    ) -> Lowered {
        self.open_loop(label);
        let start = self.here();
        let exits = self.jump_unless(condition)?;
        self.statements(body)?;
        self.emit(Instruction::Jump { to: start }, condition.span);
        exits.into_iter().for_each(|exit| self.patch(exit));
        self.close_loop(start);
        Ok(())
    }

    pub(super) fn do_loop(
        &mut self,
        label: Option<&Name>,
        body: &Block,
        condition: &Statement,
        until: bool,
    ) -> Lowered {
        self.open_loop(label);
        let start = self.here();
        self.statements(body)?;
        let test = self.here();
        let top = self.top;
        let register = self.temporary();
        self.statement_value(condition, register)?;
        if super::condition::runs_command(condition) {
            self.emit(Instruction::Succeed, condition.span);
        }
        self.top = top;
        let again = match until {
            true => Instruction::JumpUnless { register, to: start },
            false => Instruction::JumpIf { register, to: start },
        };
        self.emit(again, condition.span);
        self.close_loop(test);
        Ok(())
    }

    pub(super) fn for_loop(&mut self, statement: &StatementKind) -> Lowered {
        let StatementKind::For { label, initializer, condition, iterator, body } = statement else {
            return Ok(());
        };
        if let Some(initializer) = initializer {
            self.silent(initializer)?;
        }
        self.open_loop(label.as_ref());
        let start = self.here();
        let exits = condition.as_ref().map(|condition| self.jump_unless(condition)).transpose()?;
        self.statements(body)?;
        let step = self.here();
        if let Some(iterator) = iterator {
            self.silent(iterator)?;
        }
        self.emit(Instruction::Jump { to: start }, body.span);
        exits.into_iter().flatten().for_each(|exit| self.patch(exit));
        self.close_loop(step);
        Ok(())
    }

    /// The head of a `for`: its values go nowhere.
    fn silent(&mut self, statement: &Statement) -> Lowered {
        let top = self.top;
        let register = self.temporary();
        self.unused = matches!(statement.kind, StatementKind::Assignment { .. }).then_some(register);
        self.statement_value(statement, register)?;
        self.top = top;
        Ok(())
    }

    pub(super) fn foreach_loop(
        &mut self,
        label: Option<&Name>,
        variable: &Expression,
        collection: &Statement,
        body: &Block,
    ) -> Lowered {
        let registers = self.temporaries(2);
        match super::statements::lone_expression(collection) {
            Some(expression) => {
                self.at_place(collection.span, |lowerer| lowerer.walked(expression, registers))?;
            }
            None => self.statement_value(collection, registers)?,
        }
        let iterator = self.iterators;
        self.iterators += 1;
        self.emit(Instruction::Iterate { iterator, from: registers, null_counts: false }, collection.span);
        self.emit(Instruction::Null { to: registers }, collection.span);
        let exposed = mentions(self.text(body.span), "foreach");
        let exposed = exposed.then(|| self.expose(iterator, false, collection.span));
        self.open_loop(label);
        let next = self.emit(Instruction::Next { iterator, to: registers + 1, exit: 0 }, collection.span);
        self.assign_from(variable, registers + 1, variable.span)?;
        self.statements(body)?;
        self.emit(Instruction::Jump { to: next }, collection.span);
        self.patch(next);
        self.close_loop(next);
        if let Some(from) = exposed {
            self.emit(Instruction::Conceal { from, switch: false }, collection.span);
        }
        self.iterators -= 1;
        Ok(())
    }

    /// Makes a walk readable as `$foreach` or `$switch`. Gives the register that keeps the outer one.
    pub(super) fn expose(&mut self, iterator: u16, switch: bool, span: Span) -> Register {
        let to = self.temporary();
        self.emit(Instruction::Expose { iterator, to, switch }, span);
        to
    }

    /// The text that a span covers.
    pub(super) fn text(&self, span: Span) -> &str {
        span.text(&self.block.source.text)
    }
}

/// Whether a text names a variable, in whatever case and form. A name in a comment or text does no harm.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (text.as_bytes(), name.as_bytes());
    text.windows(name.len() + 1).any(|window| match window.split_first() {
        Some((before, word)) => matches!(before, b'$' | b'{' | b':') && word.eq_ignore_ascii_case(name),
        None => false,
    })
}
