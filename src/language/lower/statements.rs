//! Statements: what each sends on, and where a failing one ends.

use super::{Form, Lowered, Lowerer, Unsupported};
use crate::language::ast::*;
use crate::language::code::{Index, Instruction, Range, Register, StatementRegion, Trap};

impl Lowerer {
    /// Statements in order; the traps among them guard all of them.
    pub(super) fn statements(&mut self, block: &Block) -> Lowered {
        let start = self.here();
        let mut traps = Vec::new();
        for statement in &block.statements {
            match &statement.kind {
                StatementKind::Trap { exception, body } => traps.push((exception, body)),
                _ => self.statement(statement)?,
            }
        }
        let guarded = Range { start, end: self.here() };
        for (exception, body) in traps {
            self.trap(guarded, exception.clone(), body)?;
        }
        Ok(())
    }

    fn trap(&mut self, guarded: Range, exception: Option<TypeName>, body: &Block) -> Lowered {
        let over = self.emit(Instruction::Jump { to: 0 }, body.span);
        let start = self.here();
        // `break` and `continue` in a trap speak of the error, not of a loop around it.
        let loops = std::mem::take(&mut self.loops);
        let result = self.statements(body);
        self.loops = loops;
        result?;
        let body = Range { start, end: self.here() };
        self.patch(over);
        self.code.tables.traps.push(Trap { guarded, exception, body });
        Ok(())
    }

    pub(super) fn statement(&mut self, statement: &Statement) -> Lowered {
        let top = self.top;
        let start = self.here();
        let collectors = self.collectors;
        self.at_place(statement.span, |lowerer| lowerer.statement_kind(statement))?;
        let range = Range { start, end: self.here() };
        if range.start != range.end {
            self.code.tables.statements.push(StatementRegion { range, collectors, in_chain: false });
        }
        self.top = top;
        Ok(())
    }

    fn statement_kind(&mut self, statement: &Statement) -> Lowered {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Chain(chain) => self.chain(chain, span),
            StatementKind::Assignment { .. } => self.assignment_statement(statement),
            StatementKind::If { clauses, otherwise } => self.conditional(clauses, otherwise.as_ref()),
            StatementKind::While { label, condition, body } => {
                self.while_loop(label.as_ref(), condition, body)
            }
            StatementKind::DoLoop { label, body, condition, until } => {
                self.do_loop(label.as_ref(), body, condition, *until)
            }
            StatementKind::For { .. } => self.for_loop(&statement.kind),
            StatementKind::ForEach { label, variable, collection, body } => {
                self.foreach_loop(label.as_ref(), variable, collection, body)
            }
            StatementKind::Switch(switch) => self.switch(switch, span),
            StatementKind::Function(function) => {
                self.code.tables.functions.push(function.clone());
                let index = (self.code.tables.functions.len() - 1) as Index;
                self.emit(Instruction::Function { index }, span);
                Ok(())
            }
            StatementKind::Type(class) => {
                self.code.tables.classes.push(class.clone());
                Ok(())
            }
            StatementKind::Try { body, catches, finally } => {
                self.try_block(body, catches, finally.as_ref(), span)
            }
            StatementKind::Trap { .. } => Ok(()),
            StatementKind::Break(label) => self.leave_loop(label.as_ref(), true, span),
            StatementKind::Continue(label) => self.leave_loop(label.as_ref(), false, span),
            StatementKind::Return(value) => self.return_statement(value.as_deref(), span),
            StatementKind::Throw(value) => self.throw(value.as_deref(), span),
            StatementKind::Exit(value) => self.exit(value.as_deref(), span),
            StatementKind::Data { variable, body, .. } => self.data(variable.as_ref(), body),
            StatementKind::Error(_) => {
                Err(Unsupported { span: statement.span, what: "The statement is not complete.".into() })
            }
            StatementKind::Unsupported { keyword } => Err(Unsupported {
                span: keyword.span,
                what: format!("The '{}' keyword is not supported.", keyword.text),
            }),
        }
    }

    fn data(&mut self, variable: Option<&Name>, body: &Block) -> Lowered {
        let Some(variable) = variable else { return self.statements(body) };
        let register = self.temporary();
        self.open_collector(body.span);
        self.statements(body)?;
        self.close_collector(register, false, body.span);
        let path = VariablePath { qualifier: None, name: variable.text.as_str().into(), braced: false };
        self.store(&path, register, variable.span);
        Ok(())
    }

    /// The value of a statement: of a lone expression as it is, of anything else what it sends on.
    pub(super) fn statement_value(&mut self, statement: &Statement, to: Register) -> Lowered {
        self.at_place(statement.span, |lowerer| lowerer.inner_value(statement, to))
    }

    /// Like [`Self::statement_value`], for what belongs to the statement around it.
    pub(super) fn inner_value(&mut self, statement: &Statement, to: Register) -> Lowered {
        if let Some(expression) = lone_expression(statement) {
            return self.expression(expression, to);
        }
        if matches!(statement.kind, StatementKind::Assignment { .. }) {
            return self.assignment_value(statement, to);
        }
        self.open_collector(statement.span);
        self.inner_statement(statement)?;
        self.close_collector(to, false, statement.span);
        Ok(())
    }

    /// A statement that is part of another one: an error in it ends the whole of that.
    fn inner_statement(&mut self, statement: &Statement) -> Lowered {
        let top = self.top;
        self.at_place(statement.span, |lowerer| lowerer.statement_kind(statement))?;
        self.top = top;
        Ok(())
    }

    fn return_statement(&mut self, value: Option<&Statement>, span: crate::language::Span) -> Lowered {
        match value {
            Some(value) if self.form == Form::Method => {
                let register = self.temporary();
                self.statement_value(value, register)?;
                self.emit(Instruction::Result { from: register }, span);
            }
            Some(value) => self.inner_statement(value)?,
            None => {}
        }
        self.emit(Instruction::Return, span);
        Ok(())
    }

    fn throw(&mut self, value: Option<&Statement>, span: crate::language::Span) -> Lowered {
        let Some(value) = value else {
            self.emit(Instruction::Rethrow, span);
            return Ok(());
        };
        let register = self.temporary();
        self.inner_value(value, register)?;
        self.emit(Instruction::Throw { from: register }, span);
        Ok(())
    }

    fn exit(&mut self, value: Option<&Statement>, span: crate::language::Span) -> Lowered {
        let register = self.temporary();
        match value {
            Some(value) => self.statement_value(value, register)?,
            None => {
                self.emit(Instruction::Null { to: register }, span);
            }
        }
        self.emit(Instruction::Exit { from: register }, span);
        Ok(())
    }
}

/// The expression of a statement that is nothing else: no pipeline, chain, redirection or `&`.
pub(super) fn lone_expression(statement: &Statement) -> Option<&Expression> {
    let StatementKind::Chain(chain) = &statement.kind else { return None };
    if !chain.rest.is_empty() || chain.background {
        return None;
    }
    match chain.first.elements.as_slice() {
        [PipelineElement::Expression { expression, redirections }] if redirections.is_empty() => {
            Some(expression)
        }
        _ => None,
    }
}
