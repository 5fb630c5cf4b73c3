//! Statements: dispatch, `if`, `try`, `trap`, flow keywords, `data`, `using`.

use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{
    Block, Catch, Chain, Expression, Name, Pipeline, PipelineElement, Statement, StatementKind, Using,
    UsingKind,
};
use crate::language::span::Span;
use crate::language::stack::with_stack;

impl Builder<'_> {
    /// One statement; `None` for one that only gave errors or has no effect in the tree.
    pub(super) fn statement(&mut self, node: Node<'_>, label: Option<Name>) -> Option<Statement> {
        with_stack(|| self.any_statement(node, label))
    }

    fn any_statement(&mut self, node: Node<'_>, label: Option<Name>) -> Option<Statement> {
        let start = label.as_ref().map_or(node.span().start, |label| label.span.start);
        let span = Span { start, end: node.span().end };
        let kind = match node.rule() {
            Rule::chain => return Some(self.chain(node)),
            Rule::if_statement => self.if_statement(node)?,
            Rule::while_statement => self.while_statement(node, label)?,
            Rule::do_statement => self.do_statement(node, label)?,
            Rule::for_statement => self.for_statement(node, label)?,
            Rule::foreach_statement => self.foreach_statement(node, label)?,
            Rule::switch_statement => self.switch_statement(node, label)?,
            Rule::function_definition => self.function_definition(node)?,
            Rule::attributed => return self.attributed(node),
            Rule::class_definition | Rule::enum_definition => self.type_definition(node, Vec::new())?,
            Rule::try_statement => self.try_statement(node)?,
            Rule::trap_statement => self.trap_statement(node)?,
            Rule::data_statement => self.data_statement(node)?,
            Rule::break_statement => StatementKind::Break(self.loop_label(node)),
            Rule::continue_statement => StatementKind::Continue(self.loop_label(node)),
            Rule::return_statement => StatementKind::Return(self.flow_value(node)),
            Rule::throw_statement => StatementKind::Throw(self.flow_value(node)),
            Rule::exit_statement => StatementKind::Exit(self.flow_value(node)),
            Rule::using_statement => return self.late_using(node),
            Rule::block_statement | Rule::configuration_statement | Rule::reserved_statement => {
                self.refused_statement(node)
            }
            Rule::unexpected => return self.unexpected_marker(node),
            _ => return None,
        };
        Some(Statement { span: self.trimmed(span), kind })
    }

    /// A statement that starts with brackets.
    fn attributed(&mut self, node: Node<'_>) -> Option<Statement> {
        let mut nodes = node.children();
        match node.children().last() {
            Some(chain) if chain.rule() == Rule::attributed_chain => {
                let mut prefixes = Vec::new();
                while let Some(attribute) = nodes.accept(Rule::attribute) {
                    prefixes.push(attribute);
                }
                Some(self.attributed_chain(chain, prefixes))
            }
            Some(definition) if definition.rule() != Rule::parameter_block => {
                let attributes = self.only_attributes(&mut nodes);
                let kind = self.type_definition(definition, attributes)?;
                Some(Statement { span: self.trimmed(node.span()), kind })
            }
            _ => {
                let attributes = self.only_attributes(&mut nodes);
                if let Some(attribute) = attributes.first() {
                    let message = format!("Unexpected attribute '{}'.", attribute.name.name);
                    self.error(attribute.span, "UnexpectedAttribute", message);
                }
                None
            }
        }
    }

    fn unexpected_marker(&mut self, node: Node<'_>) -> Option<Statement> {
        let span = self.token_at(node.span().start);
        self.unexpected_token(span);
        None
    }

    /// A statement that is one expression.
    pub(super) fn expression_statement(&self, expression: Expression) -> Statement {
        let span = expression.span;
        let element = PipelineElement::Expression { expression, redirections: Vec::new() };
        let first = Pipeline { span, elements: vec![element] };
        Statement { span, kind: StatementKind::Chain(Chain { first, rest: Vec::new(), background: false }) }
    }

    /// What stands where a statement is missing.
    pub(super) fn error_statement(&self, span: Span) -> Statement {
        self.expression_statement(self.error_expression(span))
    }

    /// `(condition) { body }` as the children of `if`, `elseif` and `while`. `None` after an error
    /// that leaves nothing to use.
    pub(super) fn condition(
        &mut self,
        nodes: &mut Nodes<'_>,
        keyword: Span,
        messages: &ConditionMessages,
    ) -> Option<(Statement, Block)> {
        let word = keyword.text(self.text);
        let name = if messages.as_written { word.to_string() } else { word.to_ascii_lowercase() };
        if nodes.accept(Rule::missing_open).is_some() {
            self.missing(after(keyword), messages.open.0, messages.open.1.replace("{0}", &name));
            return None;
        }
        let condition = match nodes.accept(Rule::chain) {
            Some(chain) => Some(self.chain(chain)),
            None => {
                let marker = nodes.accept(Rule::missing_condition)?;
                self.missing(marker.span(), messages.condition.0, messages.condition.1.replace("{0}", &name));
                None
            }
        };
        if let Some(marker) = nodes.accept(Rule::missing_close) {
            if condition.is_some() {
                let token = self.next_token(marker.span().start);
                let place = if messages.close_at_token { token } else { marker.span() };
                let message = format!("Missing closing ')' after expression in '{name}' statement.");
                self.report(
                    place,
                    "MissingEndParenthesisAfterStatement",
                    message.into(),
                    token.end >= self.significant_end && token.start == token.end,
                );
            }
            return None;
        }
        if let Some(marker) = nodes.accept(Rule::missing_block) {
            let end = marker.span().end;
            let close = Span { start: end.saturating_sub(1), end };
            let place = if messages.close_at_token { close } else { marker.span() };
            self.missing(place, messages.body.0, messages.body.1.replace("{0}", &name));
            return None;
        }
        let block = nodes.accept(Rule::block).map(|block| self.block(block))?;
        Some((condition?, block))
    }

    fn if_statement(&mut self, node: Node<'_>) -> Option<StatementKind> {
        let mut nodes = node.children();
        let mut clauses = Vec::new();
        while let Some(keyword) =
            nodes.accept(Rule::if_keyword).or_else(|| nodes.accept(Rule::elseif_keyword))
        {
            clauses.push(self.condition(&mut nodes, keyword.span(), &IF)?);
        }
        if let Some(marker) = nodes.accept(Rule::missing_else_block) {
            self.missing(
                marker.span(),
                "MissingStatementBlockAfterElse",
                "Missing statement block after 'else' keyword.",
            );
        }
        let otherwise = nodes.accept(Rule::block).map(|block| self.block(block));
        Some(StatementKind::If { clauses, otherwise })
    }

    fn try_statement(&mut self, node: Node<'_>) -> Option<StatementKind> {
        let mut nodes = node.children();
        let Some(block) = nodes.accept(Rule::block) else {
            let keyword = Span { start: node.span().start, end: node.span().start + 3 };
            let message = "The Try statement is missing its statement block.";
            self.missing(after(keyword), "MissingTryStatementBlock", message);
            return None;
        };
        let body = self.block(block);
        let mut catches = Vec::new();
        let mut failed = false;
        while let Some(clause) = nodes.accept(Rule::catch_clause) {
            let catch = self.catch_clause(clause);
            failed |= catch.is_none();
            catches.extend(catch);
        }
        let finally = nodes.accept(Rule::finally_clause).and_then(|clause| {
            let block = clause.child(Rule::block);
            if block.is_none() {
                failed = true;
                let message = "The Finally block is missing its statement block.";
                self.missing(clause.span(), "MissingFinallyStatementBlock", message);
            }
            block.map(|block| self.block(block))
        });
        if catches.is_empty() && finally.is_none() && !failed {
            let message = "The Try statement is missing its Catch or Finally block.";
            self.missing(after(block.span()), "MissingCatchOrFinally", message);
        }
        Some(StatementKind::Try { body, catches, finally })
    }

    fn catch_clause(&mut self, node: Node<'_>) -> Option<Catch> {
        let mut nodes = node.children();
        let mut types = Vec::new();
        let mut end = node.span().start + 5;
        loop {
            if let Some(attribute) = nodes.accept(Rule::attribute) {
                end = self.trimmed(attribute.span()).end;
                types.extend(self.type_constraint(attribute));
            } else if let Some(marker) = nodes.accept(Rule::missing_type) {
                self.missing(marker.span(), "MissingTypeLiteralToken", "Missing type literal.");
                return None;
            } else {
                break;
            }
        }
        let Some(block) = nodes.accept(Rule::block) else {
            let message = "The Catch block is missing its statement block.";
            self.missing(Span { start: end, end }, "MissingCatchHandlerBlock", message);
            return None;
        };
        Some(Catch { span: node.span(), types, body: self.block(block) })
    }

    fn trap_statement(&mut self, node: Node<'_>) -> Option<StatementKind> {
        let mut nodes = node.children();
        let exception = nodes.accept(Rule::attribute).and_then(|attribute| self.type_constraint(attribute));
        let Some(block) = nodes.accept(Rule::block) else {
            let message = "The 'trap' statement was incomplete. A trap statement requires a body.";
            self.missing(after(self.trimmed(node.span())), "MissingTrapStatement", message);
            return None;
        };
        Some(StatementKind::Trap { exception, body: self.block(block) })
    }

    fn loop_label(&mut self, node: Node<'_>) -> Option<Expression> {
        let label = node.children().next()?;
        match label.rule() {
            Rule::simple_name => Some(self.bare_word(label)),
            _ => Some(self.expression(label)),
        }
    }

    fn flow_value(&mut self, node: Node<'_>) -> Option<Box<Statement>> {
        node.child(Rule::chain).map(|chain| Box::new(self.chain(chain)))
    }

    fn data_statement(&mut self, node: Node<'_>) -> Option<StatementKind> {
        let mut nodes = node.children();
        let variable = nodes.accept(Rule::simple_name).map(|name| self.name_of(name));
        let mut supported = Vec::new();
        if let Some(flag) = nodes.accept(Rule::data_flag) {
            supported = self.data_flag(flag)?;
        }
        let Some(block) = nodes.accept(Rule::block) else {
            let message = "The Data section is missing its statement block.";
            self.missing(after(self.trimmed(node.span())), "MissingStatementBlockForDataSection", message);
            return None;
        };
        Some(StatementKind::Data { variable, supported, body: self.block(block) })
    }

    fn data_flag(&mut self, node: Node<'_>) -> Option<Vec<Expression>> {
        let mut nodes = node.children();
        let name = nodes.accept(Rule::flag_name)?;
        let word = self.text_of(name);
        let known = "supportedcommand".starts_with(&word.to_ascii_lowercase());
        let span = Span { start: node.span().start, end: name.span().end };
        if !known {
            let message = format!(
                "The \"{word}\" parameter of the Data section is not valid. \
                 The valid Data section parameter is SupportedCommand."
            );
            self.error(span, "InvalidParameterForDataSectionStatement", message);
            return None;
        }
        if nodes.accept(Rule::missing_value).is_some() {
            let id = "MissingValueForSupportedCommandInDataSectionStatement";
            let message = "The SupportedCommand parameter of the Data section is missing a value. \
                           Supply a cmdlet or function name to the parameter.";
            self.missing(after(span), id, message);
            return None;
        }
        let mut commands = Vec::new();
        while nodes.peek().is_some() {
            commands.push(self.argument(&mut nodes));
        }
        Some(commands)
    }

    /// Keywords that PowerShell keeps but does not run.
    fn refused_statement(&mut self, node: Node<'_>) -> StatementKind {
        let start = node.span().start;
        let keyword = self.token_at(start);
        let text = keyword.text(self.text).to_string();
        let word = text.to_ascii_lowercase();
        match node.rule() {
            Rule::reserved_statement => {
                let message =
                    format!("The '{word}' keyword is not supported in this version of the language.");
                self.error(keyword, "ReservedKeywordNotAllowed", message);
            }
            Rule::configuration_statement => {
                let id = "ConfigurationNotSupportedInPowerShellCore";
                self.error(node.span(), id, "Configuration keyword is not supported in PowerShell 6+.");
            }
            _ => {
                if let Some(block) = node.child(Rule::block) {
                    self.block(block);
                }
                self.workflow_refused(node.span());
            }
        }
        StatementKind::Unsupported { keyword: Name { span: keyword, text } }
    }

    pub(super) fn workflow_refused(&mut self, span: Span) {
        let id = "WorkflowNotSupportedInPowerShellCore";
        self.error(span, id, "Workflow is not supported in PowerShell 6+.");
    }

    fn late_using(&mut self, node: Node<'_>) -> Option<Statement> {
        self.using_statement(node);
        let message = "A 'using' statement must appear before any other statements in a script.";
        self.error(self.trimmed(node.span()), "UsingMustBeAtStartOfScript", message);
        None
    }

    /// `using namespace System.IO`
    pub(super) fn using_statement(&mut self, node: Node<'_>) -> Option<Using> {
        let mut nodes = node.children();
        let keyword = Span { start: node.span().start, end: node.span().start + 5 };
        let Some(kind_node) = nodes.accept(Rule::using_kind) else {
            self.missing(after(keyword), "MissingUsingStatementDirective", "Missing using directive");
            return None;
        };
        let kind = match self.text_of(kind_node).to_ascii_lowercase().as_str() {
            "namespace" => UsingKind::Namespace,
            "module" => UsingKind::Module,
            "assembly" => UsingKind::Assembly,
            "type" => UsingKind::Type,
            _ => UsingKind::Command,
        };
        if nodes.accept(Rule::missing_name).is_some() {
            self.missing(after(kind_node.span()), "MissingUsingItemName", "Missing using name");
            return None;
        }
        let name = self.argument(&mut nodes);
        let alias = nodes.accept(Rule::using_alias).map(|alias| self.argument(&mut alias.children()));
        if nodes.accept(Rule::missing_terminator).is_some() {
            let end = alias.as_ref().map_or(name.span, |alias| alias.span);
            self.missing(after(end), "MissingStatementTerminator", "Missing a newline or semicolon.");
        }
        Some(Using { span: self.trimmed(node.span()), kind, name, alias })
    }
}

/// What to say when a part of `keyword (condition) { }` is missing: id and sentence, `{0}` being
/// the keyword.
pub(super) struct ConditionMessages {
    pub open: (&'static str, &'static str),
    pub condition: (&'static str, &'static str),
    pub body: (&'static str, &'static str),
    /// `if` names the keyword as written and points at tokens, loops point behind them.
    pub as_written: bool,
    pub close_at_token: bool,
}

const IF: ConditionMessages = ConditionMessages {
    open: ("MissingOpenParenthesisInIfStatement", "Missing '(' after '{0}' in if statement."),
    condition: ("IfStatementMissingCondition", "Missing condition in if statement after '{0} ('."),
    body: ("MissingStatementBlock", "Missing statement block after {0} ( condition )."),
    as_written: true,
    close_at_token: true,
};
