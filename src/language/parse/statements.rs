//! Statements: dispatch, `if`, `try`, `trap`, flow keywords, `data`, `using`.

use super::error_statement::{self, Unfinished, unfinished};
use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{
    Block, Catch, Chain, ErrorPart, Expression, Name, Pipeline, PipelineElement, Statement, StatementKind,
    TypeName, Using, UsingKind,
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
            Rule::if_statement => self.if_statement(node),
            Rule::while_statement => self.while_statement(node, label),
            Rule::do_statement => self.do_statement(node, label),
            Rule::for_statement => self.for_statement(node, label),
            Rule::foreach_statement => self.foreach_statement(node, label),
            Rule::switch_statement => self.switch_statement(node, label),
            Rule::function_definition => self.function_definition(node)?,
            Rule::attributed => return self.attributed(node),
            Rule::class_definition | Rule::enum_definition => self.type_definition(node, Vec::new())?,
            Rule::try_statement => self.try_statement(node),
            Rule::trap_statement => self.trap_statement(node),
            Rule::data_statement => self.data_statement(node),
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
        let span = match &kind {
            StatementKind::Error(error) => Span { start, end: error.end },
            _ => self.trimmed(span),
        };
        Some(Statement { span, kind })
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
        Statement { span, kind: unfinished(span.end, Vec::new()) }
    }

    /// `(condition) { body }` as the children of `if`, `elseif` and `while`.
    pub(super) fn condition(
        &mut self,
        nodes: &mut Nodes<'_>,
        keyword: Span,
        messages: &ConditionMessages,
    ) -> Result<(Statement, Block), Unfinished> {
        let word = keyword.text(self.text);
        let name = if messages.as_written { word.to_string() } else { word.to_ascii_lowercase() };
        if nodes.accept(Rule::missing_open).is_some() {
            self.missing(after(keyword), messages.open.0, messages.open.1.replace("{0}", &name));
            return Err(Unfinished::at(keyword.end, None));
        }
        let condition = nodes.accept(Rule::chain).map(|chain| self.chain(chain));
        let mut place = condition.as_ref().map_or(keyword, |condition| condition.span);
        if condition.is_none() {
            place = nodes.accept(Rule::missing_condition).map_or(after(keyword), |marker| marker.span());
            self.missing(place, messages.condition.0, messages.condition.1.replace("{0}", &name));
        }
        if let Some(marker) = nodes.accept(Rule::missing_close) {
            let token = self.next_token(marker.span().start);
            let end = if messages.close_at_token { token } else { after(place) };
            if condition.is_some() {
                let message = format!("Missing closing ')' after expression in '{name}' statement.");
                let incomplete = token.end >= self.significant_end && token.start == token.end;
                self.report(end, "MissingEndParenthesisAfterStatement", message.into(), incomplete);
            }
            return Err(Unfinished::at(end.start, condition));
        }
        let Some(block) = nodes.accept(Rule::block) else {
            let end = nodes.accept(Rule::missing_block).map_or(place.end, |marker| marker.span().end);
            let start = if messages.close_at_token { end.saturating_sub(1) } else { end };
            self.missing(Span { start, end }, messages.body.0, messages.body.1.replace("{0}", &name));
            return Err(Unfinished::at(end, condition));
        };
        let body = self.block(block);
        Ok((condition.unwrap_or_else(|| self.error_statement(place)), body))
    }

    fn if_statement(&mut self, node: Node<'_>) -> StatementKind {
        let mut nodes = node.children();
        let mut clauses = Vec::new();
        while let Some(keyword) =
            nodes.accept(Rule::if_keyword).or_else(|| nodes.accept(Rule::elseif_keyword))
        {
            match self.condition(&mut nodes, keyword.span(), &IF) {
                Ok(clause) => clauses.push(clause),
                Err(rest) => return unfinished(rest.end, error_statement::clauses(clauses, rest.condition)),
            }
        }
        if let Some(marker) = nodes.accept(Rule::missing_else_block) {
            self.missing(
                marker.span(),
                "MissingStatementBlockAfterElse",
                "Missing statement block after 'else' keyword.",
            );
            return unfinished(marker.span().end, error_statement::clauses(clauses, None));
        }
        let otherwise = nodes.accept(Rule::block).map(|block| self.block(block));
        StatementKind::If { clauses, otherwise }
    }

    fn try_statement(&mut self, node: Node<'_>) -> StatementKind {
        let mut nodes = node.children();
        let Some(block) = nodes.accept(Rule::block) else {
            let end = node.span().start + 3;
            let message = "The Try statement is missing its statement block.";
            self.missing(Span { start: end, end }, "MissingTryStatementBlock", message);
            return unfinished(end, Vec::new());
        };
        let body = self.block(block);
        let (mut catches, mut types, mut failed) = (Vec::new(), Vec::new(), None);
        while let Some(clause) = nodes.accept(Rule::catch_clause) {
            match self.catch_clause(clause, &mut failed) {
                Ok(catch) => catches.push(catch),
                Err(left) => types.extend(left),
            }
        }
        let finally = nodes.accept(Rule::finally_clause).and_then(|clause| {
            let block = clause.child(Rule::block).map(|block| self.block(block));
            if block.is_none() {
                let end = clause.span().start + 7;
                failed = Some(end);
                let message = "The Finally block is missing its statement block.";
                self.missing(Span { start: end, end }, "MissingFinallyStatementBlock", message);
            }
            block
        });
        if catches.is_empty() && finally.is_none() && failed.is_none() {
            failed = Some(block.span().end);
            let message = "The Try statement is missing its Catch or Finally block.";
            self.missing(after(block.span()), "MissingCatchOrFinally", message);
        }
        match failed {
            Some(end) => unfinished(end, error_statement::try_parts(body, catches, types)),
            None => StatementKind::Try { body, catches, finally },
        }
    }

    /// A catch clause, or the types of one without a body. `failed`: where the last error was.
    fn catch_clause(&mut self, node: Node<'_>, failed: &mut Option<u32>) -> Result<Catch, Vec<TypeName>> {
        let mut nodes = node.children();
        let mut types = Vec::new();
        let mut end = node.span().start + 5;
        let mut type_missing = false;
        loop {
            if let Some(attribute) = nodes.accept(Rule::attribute) {
                end = self.trimmed(attribute.span()).end;
                types.extend(self.type_constraint(attribute));
            } else if let Some(marker) = nodes.accept(Rule::missing_type) {
                type_missing = true;
                *failed = Some(marker.span().end);
                self.missing(marker.span(), "MissingTypeLiteralToken", "Missing type literal.");
            } else {
                break;
            }
        }
        if let Some(block) = nodes.accept(Rule::block) {
            return Ok(Catch { span: node.span(), types, body: self.block(block) });
        }
        if !type_missing {
            *failed = Some(end);
            let message = "The Catch block is missing its statement block.";
            self.missing(Span { start: end, end }, "MissingCatchHandlerBlock", message);
        }
        Err(types)
    }

    fn trap_statement(&mut self, node: Node<'_>) -> StatementKind {
        let mut nodes = node.children();
        let exception = nodes.accept(Rule::attribute).and_then(|attribute| self.type_constraint(attribute));
        let Some(block) = nodes.accept(Rule::block) else {
            let place = after(self.trimmed(node.span()));
            let message = "The 'trap' statement was incomplete. A trap statement requires a body.";
            self.missing(place, "MissingTrapStatement", message);
            return unfinished(place.end, error_statement::types(exception.into_iter().collect()).collect());
        };
        StatementKind::Trap { exception, body: self.block(block) }
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

    fn data_statement(&mut self, node: Node<'_>) -> StatementKind {
        let mut nodes = node.children();
        let keyword = Span { start: node.span().start, end: node.span().start + 4 };
        let variable = nodes.accept(Rule::simple_name).map(|name| self.name_of(name));
        let mut end = variable.as_ref().map_or(keyword, |name| name.span).end;
        let mut supported = Vec::new();
        if let Some(flag) = nodes.accept(Rule::data_flag) {
            if let Some(failed) = self.data_flag(flag, &mut supported) {
                return unfinished(failed, supported.into_iter().map(ErrorPart::Expression).collect());
            }
            end = supported.last().map_or(flag.span(), |last| last.span).end;
        }
        let Some(block) = nodes.accept(Rule::block) else {
            let message = "The Data section is missing its statement block.";
            self.missing(Span { start: end, end }, "MissingStatementBlockForDataSection", message);
            return unfinished(end, supported.into_iter().map(ErrorPart::Expression).collect());
        };
        StatementKind::Data { variable, supported, body: self.block(block) }
    }

    /// `-SupportedCommand a, b`; where it ends when it is wrong.
    fn data_flag(&mut self, node: Node<'_>, commands: &mut Vec<Expression>) -> Option<u32> {
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
        }
        let mut end = span.end;
        while let Some(part) = nodes.peek() {
            match part.rule() {
                Rule::comma => {
                    nodes.next();
                    end = part.span().end;
                }
                Rule::missing_value => {
                    let id = "MissingValueForSupportedCommandInDataSectionStatement";
                    let message = "The SupportedCommand parameter of the Data section is missing a value. \
                                   Supply a cmdlet or function name to the parameter.";
                    if known {
                        self.missing(Span { start: end, end }, id, message);
                    }
                    return Some(end);
                }
                _ => commands.push(self.single_argument(&mut nodes)),
            }
        }
        (!known).then_some(span.end)
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

    /// Nothing that could be a name follows `using namespace x =`.
    fn missing_alias(&mut self, equals: Span) {
        let token = self.next_token(equals.end);
        if token.text(self.text) == "," {
            let message = "Internal error - unexpected unary operator ,.";
            self.error(token, "UnexpectedUnaryOperator", message);
        } else {
            self.missing(after(equals), "MissingNamespaceAlias", "Missing namespace alias");
        }
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
        let equals = nodes.accept(Rule::equals);
        let alias = nodes.accept(Rule::using_alias).map(|alias| self.argument(&mut alias.children()));
        if let (Some(equals), None) = (equals, &alias) {
            self.missing_alias(equals.span());
            return None;
        }
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
