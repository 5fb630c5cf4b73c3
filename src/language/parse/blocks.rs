//! Scripts, bodies with named blocks, and plain statement blocks.

use super::functions::{first_word, last_word};
use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{Block, ScriptBlock, Statement};
use crate::language::span::Span;
use std::rc::Rc;

impl Builder<'_> {
    /// The whole text.
    pub(super) fn script(&mut self, node: Node<'_>) -> ScriptBlock {
        let mut nodes = node.children();
        let mut script = self.empty_script_block(node.span());
        while let Some(using) = nodes.accept(Rule::using_statement) {
            script.usings.extend(self.using_statement(using));
        }
        let (first, last) = (first_word(node), last_word(node));
        self.body(&mut nodes, &mut script);
        while let Some(stray) = nodes.accept(Rule::stray) {
            self.stray(stray);
            let more = self.statement_list(&mut nodes);
            script.end.get_or_insert_default().statements.extend(more);
        }
        script.requires = self.requires();
        script.help = self.script_help(&script, first, last);
        self.parameter_help(&mut script);
        script
    }

    pub(super) fn empty_script_block(&self, span: Span) -> ScriptBlock {
        ScriptBlock {
            source: self.source.clone(),
            span,
            usings: Vec::new(),
            attributes: Vec::new(),
            parameters: None,
            dynamic_param: None,
            begin: None,
            process: None,
            end: None,
            clean: None,
            named_blocks: false,
            requires: Vec::new(),
            help: None,
            parameter_help: Vec::new(),
        }
    }

    /// A closing bracket or an operator where a statement should start.
    fn stray(&mut self, node: Node<'_>) {
        let span = self.token_at(node.span().start);
        self.unexpected_token(span);
    }

    /// `Unexpected token 'x' in expression or statement.`
    pub(super) fn unexpected_token(&mut self, span: Span) {
        let message = format!("Unexpected token '{}' in expression or statement.", span.text(self.text));
        self.error(span, "UnexpectedToken", message);
    }

    /// `{ param($a) … }`
    pub(super) fn script_block(&mut self, node: Node<'_>) -> ScriptBlock {
        let mut nodes = node.children();
        let mut block = self.empty_script_block(node.span());
        self.body(&mut nodes, &mut block);
        self.closing_brace(node, &mut nodes);
        block
    }

    /// `param`, named blocks, statements.
    fn body(&mut self, nodes: &mut Nodes<'_>, block: &mut ScriptBlock) {
        self.leading_parameters(nodes, block);
        if nodes.peek_rule() == Some(Rule::named_block) {
            block.named_blocks = true;
            while let Some(named) = nodes.accept(Rule::named_block) {
                self.named_block(named, block);
            }
            if let Some(marker) = nodes.accept(Rule::missing_named_block) {
                self.missing_named_block(marker);
                self.statement_list(nodes);
            }
            return;
        }
        let statements = self.statement_list(nodes);
        let span = statements_span(&statements, block.span);
        block.end = Some(Block { span, statements });
    }

    /// `param($a)` with or without attributes in front.
    fn leading_parameters(&mut self, nodes: &mut Nodes<'_>, block: &mut ScriptBlock) {
        if let Some(parameters) = nodes.accept(Rule::parameter_block) {
            self.parameter_block(parameters, block);
            return;
        }
        let Some(attributed) = nodes.peek().filter(|node| node.rule() == Rule::attributed) else {
            return;
        };
        if let Some(parameters) = attributed.child(Rule::parameter_block) {
            nodes.next();
            self.parameter_attributes(attributed, block);
            self.parameter_block(parameters, block);
        }
    }

    fn missing_named_block(&mut self, marker: Node<'_>) {
        let span = self.next_token(marker.span().start);
        let token = span.text(self.text);
        let message = format!(
            "unexpected token '{token}', expected 'begin', 'process', 'end', 'clean', or 'dynamicparam'."
        );
        self.error(span, "MissingNamedBlocks", message);
    }

    fn named_block(&mut self, node: Node<'_>, script: &mut ScriptBlock) {
        let mut nodes = node.children();
        let Some(keyword) = nodes.next() else {
            return;
        };
        let word = self.text_of(keyword).to_ascii_lowercase();
        let block = match nodes.accept(Rule::block) {
            Some(block) => self.block(block),
            None => {
                let message = format!("Missing statement block after '{word}'.");
                self.missing(after(keyword.span()), "MissingNamedStatementBlock", message);
                Block { span: keyword.span(), statements: Vec::new() }
            }
        };
        let place = match word.as_str() {
            "dynamicparam" => &mut script.dynamic_param,
            "begin" => &mut script.begin,
            "process" => &mut script.process,
            "end" => &mut script.end,
            _ => &mut script.clean,
        };
        if place.is_some() {
            let message = format!("Script command clause '{word}' has already been defined.");
            self.error(node.span(), "DuplicateScriptCommandClause", message);
        } else {
            *place = Some(block);
        }
    }

    /// `{ statements }`
    pub(super) fn block(&mut self, node: Node<'_>) -> Block {
        let mut nodes = node.children();
        let statements = self.statement_list(&mut nodes);
        self.closing_brace(node, &mut nodes);
        Block { span: node.span(), statements }
    }

    /// Reports the missing `}` of a block, under its `{`.
    fn closing_brace(&mut self, node: Node<'_>, nodes: &mut Nodes<'_>) {
        if let Some(marker) = nodes.accept(Rule::missing_brace) {
            let start = node.span().start;
            self.missing_brace(Span { start, end: start + 1 }, marker);
        }
    }

    /// `Missing closing '}'`, found where the marker stands.
    pub(super) fn missing_brace(&mut self, place: Span, marker: Node<'_>) {
        let message = "Missing closing '}' in statement block or type definition.".into();
        let incomplete = marker.span().end >= self.significant_end;
        self.report(place, "MissingEndCurlyBrace", message, incomplete);
    }

    /// The content of `$( )` and `@( )`, whose span has the brackets.
    pub(super) fn bracketed_block(&mut self, node: Node<'_>) -> Block {
        let mut nodes = node.children();
        let statements = self.statement_list(&mut nodes);
        if let Some(marker) = nodes.accept(Rule::missing_close) {
            let span = self.next_token(marker.span().start);
            self.missing(
                span,
                "MissingEndParenthesisInSubexpression",
                "Missing closing ')' in subexpression.",
            );
        }
        Block { span: node.span(), statements }
    }

    /// Statements up to the first node that is none.
    pub(super) fn statement_list(&mut self, nodes: &mut Nodes<'_>) -> Vec<Statement> {
        let mut statements = Vec::with_capacity(nodes.expected());
        let mut label = None;
        while let Some(node) = nodes.peek() {
            match node.rule() {
                Rule::EOI | Rule::stray | Rule::missing_brace | Rule::missing_close => break,
                Rule::missing_named_block => break,
                Rule::label => label = Some(self.label(node)),
                _ => statements.extend(self.statement(node, label.take())),
            }
            nodes.next();
        }
        statements
    }

    pub(super) fn shared_script_block(&mut self, node: Node<'_>) -> Rc<ScriptBlock> {
        let mut block = self.script_block(node);
        let (first, last) = (first_word(node), last_word(node));
        block.help = self.body_help(node.span(), first, last);
        self.parameter_help(&mut block);
        Rc::new(block)
    }
}

/// From the first statement to the last; an empty place inside `outer` when there is none.
fn statements_span(statements: &[Statement], outer: Span) -> Span {
    match (statements.first(), statements.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span { start: outer.start, end: outer.start },
    }
}
