//! Pipelines, commands, chains and redirections.

use super::{Lowered, Lowerer};
use crate::language::ast::{
    BinaryOperator, Chain, ChainOperator, Command, CommandElement, Expression, ExpressionKind, Invocation,
    Pipeline, PipelineElement, Quote, Redirection, RedirectionTarget, Statement, StatementKind,
    UnaryOperator,
};
use crate::language::code::{
    self, Argument, ArgumentForm, ArgumentKind, Index, Instruction, Range, Redirected, Stage, StatementRegion,
};
use crate::language::span::Span;

impl Lowerer {
    pub(super) fn chain(&mut self, chain: &Chain, span: Span) -> Lowered {
        if chain.background {
            return self.background(chain);
        }
        let mut start = self.here();
        self.pipeline(&chain.first)?;
        for (operator, pipeline) in &chain.rest {
            let (range, collectors) = (Range { start, end: self.here() }, self.collectors);
            self.code.tables.statements.push(StatementRegion { range, collectors, in_chain: true });
            let skip = match operator {
                ChainOperator::And => self.emit(Instruction::JumpIfFailed { to: 0 }, span),
                ChainOperator::Or => self.emit(Instruction::JumpIfSucceeded { to: 0 }, span),
            };
            start = self.here();
            self.pipeline(pipeline)?;
            self.patch(skip);
        }
        Ok(())
    }

    /// A whole chain as one job: its text is all that the job gets.
    fn background(&mut self, chain: &Chain) -> Lowered {
        let last = chain.rest.last().map_or(&chain.first, |(_, pipeline)| pipeline);
        let span = chain.first.span.to(last.span);
        let index = self.code.tables.pipelines.len() as Index;
        self.code.tables.pipelines.push(code::Pipeline {
            input: None,
            stages: Vec::new(),
            span,
            background: true,
        });
        self.emit(Instruction::Pipeline { index }, span);
        Ok(())
    }

    fn pipeline(&mut self, pipeline: &Pipeline) -> Lowered {
        // Only commands have a place of their own within a statement.
        if let [PipelineElement::Expression { .. }] = pipeline.elements.as_slice() {
            return self.pipeline_elements(pipeline);
        }
        self.at_place(pipeline.span, |lowerer| lowerer.pipeline_elements(pipeline))
    }

    fn pipeline_elements(&mut self, pipeline: &Pipeline) -> Lowered {
        let top = self.top;
        if let [PipelineElement::Expression { expression, redirections }] = pipeline.elements.as_slice() {
            self.expression_statement(expression, redirections)?;
        } else {
            self.stages(pipeline)?;
        }
        self.top = top;
        Ok(())
    }

    fn expression_statement(&mut self, expression: &Expression, redirections: &[Redirection]) -> Lowered {
        // `@( … )` collects for itself: its streams are not merged into what is around it.
        let collects = matches!(expression.kind, ExpressionKind::Array(_));
        if redirections.iter().all(|one| collects && matches!(one.to, RedirectionTarget::Merge(_))) {
            return self.emit_expression(expression);
        }
        let redirections = self.redirections(redirections)?;
        let index = self.code.tables.redirected.len() as Index;
        self.code.tables.redirected.push(Redirected { body: Range::default(), redirections });
        self.emit(Instruction::Redirect { index }, expression.span);
        let start = self.here();
        self.emit_expression(expression)?;
        let body = Range { start, end: self.here() };
        if let Some(entry) = self.code.tables.redirected.get_mut(index as usize) {
            entry.body = body;
        }
        Ok(())
    }

    /// `$i++` and an assignment in statement position send nothing.
    fn emit_expression(&mut self, expression: &Expression) -> Lowered {
        let register = self.temporary();
        self.expression(expression, register)?;
        if !is_step(expression) {
            self.emit(Instruction::Emit { from: register }, expression.span);
        }
        if is_plain(expression) {
            self.emit(Instruction::Succeed, expression.span);
        }
        Ok(())
    }

    fn stages(&mut self, pipeline: &Pipeline) -> Lowered {
        let mut input = None;
        let mut stages = Vec::new();
        for element in &pipeline.elements {
            match element {
                PipelineElement::Expression { expression, redirections } => {
                    let register = self.temporary();
                    if redirections.is_empty() {
                        self.walked(expression, register)?;
                    } else {
                        self.open_collector(expression.span);
                        self.expression_statement(expression, redirections)?;
                        self.close_collector(register, false, expression.span);
                    }
                    input = Some(register);
                }
                PipelineElement::Command(command) => stages.push(self.stage(command)?),
            }
        }
        let index = self.code.tables.pipelines.len() as Index;
        self.code.tables.pipelines.push(code::Pipeline {
            input,
            stages,
            span: pipeline.span,
            background: false,
        });
        self.emit(Instruction::Pipeline { index }, pipeline.span);
        Ok(())
    }

    /// A value whose elements are walked once, and which nothing else sees.
    pub(super) fn walked(&mut self, expression: &Expression, to: code::Register) -> Lowered {
        let ExpressionKind::Binary { operator: BinaryOperator::Range, left, right, .. } = &expression.kind
        else {
            return self.expression(expression, to);
        };
        let top = self.top;
        let first = self.temporaries(2);
        self.expression(left, first)?;
        self.expression(right, first + 1)?;
        self.emit(Instruction::Range { to, left: first, right: first + 1 }, expression.span);
        self.top = top;
        Ok(())
    }

    fn stage(&mut self, command: &Command) -> Lowered<Stage> {
        if is_written_as_method(command) {
            self.emit(Instruction::CalledAsMethod, command.span);
        }
        let mut elements = command.elements.iter();
        let name = self.temporary();
        let mut constant = None;
        let mut name_span = command.span;
        if let Some(CommandElement::Argument(expression)) = elements.next() {
            name_span = expression.span;
            let is_text = matches!(expression.kind, ExpressionKind::String { .. });
            if let (ExpressionKind::String { value, .. }, true) = (&expression.kind, is_text) {
                constant = Some(value.clone());
            }
            self.expression(expression, name)?;
        }
        let arguments = elements.map(|element| self.argument(element)).collect::<Lowered<Vec<_>>>()?;
        let redirections = self.redirections(&command.redirections)?;
        let invocation: Invocation = command.invocation;
        let site = self.code.sites;
        self.code.sites += 1;
        Ok(Stage { site, invocation, name, constant, arguments, redirections, span: command.span, name_span })
    }

    fn argument(&mut self, element: &CommandElement) -> Lowered<Argument> {
        match element {
            CommandElement::Argument(expression) => self.value_argument(expression),
            CommandElement::Parameter { span, name, argument } => {
                let value = match argument {
                    Some(expression) => {
                        let register = self.temporary();
                        self.expression(expression, register)?;
                        Some(register)
                    }
                    None => None,
                };
                let value_span = argument.as_ref().map_or(*span, |argument| argument.span);
                let form = argument.as_ref().map_or(ArgumentForm::Plain, form);
                let kind = ArgumentKind::Parameter { name: name.as_str().into(), value, value_span, form };
                Ok(Argument { kind, span: *span })
            }
            CommandElement::Verbatim { span, text } => {
                Ok(Argument { kind: ArgumentKind::Verbatim(text.as_str().into()), span: *span })
            }
            CommandElement::EndOfParameters(span) => {
                Ok(Argument { kind: ArgumentKind::EndOfParameters, span: *span })
            }
        }
    }

    fn value_argument(&mut self, expression: &Expression) -> Lowered<Argument> {
        let register = self.temporary();
        self.expression(expression, register)?;
        let kind = match &expression.kind {
            ExpressionKind::Splat(path) => ArgumentKind::Splat { register, name: path.name.clone() },
            _ => ArgumentKind::Value { register, form: form(expression) },
        };
        Ok(Argument { kind, span: expression.span })
    }

    fn redirections(&mut self, redirections: &[Redirection]) -> Lowered<Vec<code::Redirection>> {
        redirections.iter().map(|redirection| self.redirection(redirection)).collect()
    }

    fn redirection(&mut self, redirection: &Redirection) -> Lowered<code::Redirection> {
        let to = match &redirection.to {
            RedirectionTarget::Merge(stream) => code::RedirectionTarget::Merge(*stream),
            RedirectionTarget::File { path, append } => {
                let register = self.temporary();
                self.expression(path, register)?;
                code::RedirectionTarget::File { path: register, append: *append }
            }
        };
        Ok(code::Redirection { from: redirection.from, to, span: redirection.span })
    }
}

/// How an argument is written.
fn form(expression: &Expression) -> ArgumentForm {
    match &expression.kind {
        ExpressionKind::String { quote, .. } | ExpressionKind::Expandable { quote, .. }
            if *quote != Quote::Bare =>
        {
            ArgumentForm::Quoted
        }
        ExpressionKind::List(_) => ArgumentForm::List,
        _ => ArgumentForm::Plain,
    }
}

/// Whether an expression sets `$?`: one that only hands on what commands inside of it give does not.
pub(super) fn is_plain(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Paren(statement) => is_plain_statement(statement),
        ExpressionKind::Sub(block) | ExpressionKind::Array(block) => {
            block.statements.last().is_none_or(is_plain_statement)
        }
        _ => true,
    }
}

/// Whether the value of a statement comes from no command.
pub(super) fn is_plain_statement(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Chain(chain) => match super::statements::lone_expression(statement) {
            Some(expression) => is_plain(expression),
            None => chain.first.elements.is_empty(),
        },
        StatementKind::Assignment { value, .. } => is_plain_statement(value),
        _ => true,
    }
}

fn is_step(expression: &Expression) -> bool {
    use UnaryOperator::*;
    matches!(
        &expression.kind,
        ExpressionKind::Unary { operator: PreIncrement | PreDecrement | PostIncrement | PostDecrement, .. }
    )
}

/// `f(1, 2)`: a list in parentheses right behind the name is the only argument.
fn is_written_as_method(command: &Command) -> bool {
    let [CommandElement::Argument(name), CommandElement::Argument(only)] = command.elements.as_slice() else {
        return false;
    };
    let ExpressionKind::Paren(inner) = &only.kind else { return false };
    let StatementKind::Chain(chain) = &inner.kind else { return false };
    let [PipelineElement::Expression { expression, .. }] = chain.first.elements.as_slice() else {
        return false;
    };
    name.span.end == only.span.start
        && chain.rest.is_empty()
        && matches!(expression.kind, ExpressionKind::List(_))
        && matches!(name.kind, ExpressionKind::String { .. })
}
