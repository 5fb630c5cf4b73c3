//! `while`, `do`, `for`, `foreach` and their labels.

use super::error_statement::{Unfinished, statements, unfinished};
use super::statements::ConditionMessages;
use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{Block, ErrorPart, Name, Statement, StatementKind};
use crate::language::span::Span;

const OPEN: (&str, &str) = ("MissingOpenParenthesisAfterKeyword", "Missing opening '(' after keyword '{0}'.");
const NO_CONDITION: (&str, &str) =
    ("MissingExpressionAfterKeyword", "Missing expression after '{0}' in loop.");
const NO_BODY: (&str, &str) = ("MissingLoopStatement", "Missing statement body in {0} loop.");

const WHILE: ConditionMessages = ConditionMessages {
    open: OPEN,
    condition: NO_CONDITION,
    body: NO_BODY,
    as_written: false,
    close_at_token: false,
};

impl Builder<'_> {
    /// `:outer`, without its colon.
    pub(super) fn label(&self, node: Node<'_>) -> Name {
        let text = self.text_of(node).trim_start_matches(':').to_string();
        Name { span: node.span(), text }
    }

    /// The keyword at the start of a loop.
    fn keyword(&self, node: Node<'_>, length: u32) -> Span {
        Span { start: node.span().start, end: node.span().start + length }
    }

    pub(super) fn while_statement(&mut self, node: Node<'_>, label: Option<Name>) -> StatementKind {
        let keyword = self.keyword(node, 5);
        match self.condition(&mut node.children(), keyword, &WHILE) {
            Ok((condition, body)) => StatementKind::While { label, condition: Box::new(condition), body },
            Err(rest) => unfinished(rest.end, statements([rest.condition.map(|condition| *condition)])),
        }
    }

    pub(super) fn do_statement(&mut self, node: Node<'_>, label: Option<Name>) -> StatementKind {
        let mut nodes = node.children();
        let Some(block) = nodes.accept(Rule::block) else {
            let keyword = self.keyword(node, 2);
            self.missing(after(keyword), NO_BODY.0, NO_BODY.1.replace("{0}", "do"));
            return unfinished(keyword.end, Vec::new());
        };
        let body = self.block(block);
        match self.do_condition(&mut nodes, block.span()) {
            Ok((condition, until)) => {
                StatementKind::DoLoop { label, body, condition: Box::new(condition), until }
            }
            Err(rest) => {
                let mut parts = vec![ErrorPart::Block(body)];
                parts.extend(rest.condition.map(|condition| ErrorPart::Statement(*condition)));
                unfinished(rest.end, parts)
            }
        }
    }

    /// `while (a)` or `until (a)`: the condition and whether it is `until`.
    fn do_condition(&mut self, nodes: &mut Nodes<'_>, body: Span) -> Result<(Statement, bool), Unfinished> {
        let Some(keyword) = nodes.accept(Rule::while_or_until) else {
            let message = "Missing while or until keyword in do loop.";
            self.missing(after(body), "MissingWhileOrUntilInDoWhile", message);
            return Err(Unfinished::at(body.end, None));
        };
        let word = self.text_of(keyword).to_ascii_lowercase();
        if nodes.accept(Rule::missing_open).is_some() {
            self.missing(after(keyword.span()), OPEN.0, OPEN.1.replace("{0}", &word));
            return Err(Unfinished::at(keyword.span().end, None));
        }
        let Some(chain) = nodes.accept(Rule::chain) else {
            let place =
                nodes.accept(Rule::missing_condition).map_or(after(keyword.span()), |node| node.span());
            self.missing(place, NO_CONDITION.0, NO_CONDITION.1.replace("{0}", &word));
            return Err(Unfinished::at(place.end, None));
        };
        let condition = self.chain(chain);
        if nodes.accept(Rule::missing_close).is_some() {
            let message = format!("Missing closing ')' after expression in '{word}' statement.");
            self.missing(after(condition.span), "MissingEndParenthesisAfterStatement", message);
            return Err(Unfinished::at(condition.span.end, Some(condition)));
        }
        Ok((condition, word == "until"))
    }

    pub(super) fn for_statement(&mut self, node: Node<'_>, label: Option<Name>) -> StatementKind {
        let mut nodes = node.children();
        let keyword = self.keyword(node, 3);
        if nodes.accept(Rule::missing_open).is_some() {
            self.missing(after(keyword), OPEN.0, OPEN.1.replace("{0}", "for"));
            return unfinished(keyword.end, Vec::new());
        }
        let mut part = |builder: &mut Self, rule| {
            let chain = nodes.accept(rule)?.child(Rule::chain)?;
            Some(Box::new(builder.chain(chain)))
        };
        let initializer = part(self, Rule::for_initializer);
        let condition = part(self, Rule::for_condition);
        let iterator = part(self, Rule::for_iterator);
        let parts = |parts: [Option<Box<Statement>>; 3]| statements(parts.map(|part| part.map(|part| *part)));
        if let Some(marker) = nodes.accept(Rule::missing_close) {
            let read = Span { start: node.span().start, end: marker.span().start };
            let place = after(self.trimmed(read));
            let message = "Missing closing ')' after expression in 'for' statement.";
            self.missing(place, "MissingEndParenthesisAfterStatement", message);
            return unfinished(place.end, parts([initializer, condition, iterator]));
        }
        let Some(block) = nodes.accept(Rule::block) else {
            let place = nodes.accept(Rule::missing_block).map_or(after(node.span()), |marker| marker.span());
            self.missing(place, NO_BODY.0, NO_BODY.1.replace("{0}", "for"));
            return unfinished(place.end, parts([initializer, condition, iterator]));
        };
        StatementKind::For { label, initializer, condition, iterator, body: self.block(block) }
    }

    pub(super) fn foreach_statement(&mut self, node: Node<'_>, label: Option<Name>) -> StatementKind {
        let mut nodes = node.children();
        let flags = self.foreach_flags(&mut nodes);
        if nodes.accept(Rule::missing_open).is_some() {
            let keyword = self.keyword(node, 7);
            self.missing(after(keyword), OPEN.0, OPEN.1.replace("{0}", "foreach"));
            return unfinished(keyword.end, Vec::new());
        }
        let Some(variable) = nodes.accept(Rule::variable).or_else(|| nodes.accept(Rule::splat)) else {
            let marker = nodes.accept(Rule::missing_variable).map_or(after(node.span()), |node| node.span());
            self.foreach_lacks(
                marker,
                "MissingVariableNameAfterForeach",
                "Missing variable name after foreach.",
            );
            return unfinished(marker.end, Vec::new());
        };
        let variable = match variable.rule() {
            Rule::splat => self.value(variable),
            _ => self.variable_expression(variable),
        };
        match self.foreach_rest(&mut nodes, variable.span) {
            Ok((collection, body)) => {
                self.foreach_end(node, flags, StatementKind::ForEach { label, variable, collection, body })
            }
            Err(rest) => {
                let mut parts = vec![ErrorPart::Expression(variable)];
                parts.extend(rest.condition.map(|condition| ErrorPart::Statement(*condition)));
                unfinished(rest.end, parts)
            }
        }
    }

    /// Reports what is missing, with the form that would be right.
    fn foreach_lacks(&mut self, place: Span, id: &'static str, message: &str) {
        self.missing(place, id, format!("{message}\nThe correct form is: foreach ($a in $b) {{...}}"));
    }

    /// From `in` to the end.
    fn foreach_rest(
        &mut self,
        nodes: &mut Nodes<'_>,
        variable: Span,
    ) -> Result<(Box<Statement>, Block), Unfinished> {
        if nodes.accept(Rule::missing_in).is_some() {
            let message = "Missing 'in' after variable in foreach loop.";
            self.foreach_lacks(after(variable), "MissingInInForeach", message);
            return Err(Unfinished::at(variable.end, None));
        }
        let Some(chain) = nodes.accept(Rule::chain) else {
            let place = nodes.accept(Rule::missing_condition).map_or(after(variable), |node| node.span());
            self.foreach_lacks(place, "MissingForeachExpression", "Missing expression in foreach loop.");
            return Err(Unfinished::at(place.end, None));
        };
        let collection = self.chain(chain);
        if nodes.accept(Rule::missing_close).is_some() {
            let place = after(collection.span);
            let message = "Missing closing ')' after expression part of foreach loop.";
            self.foreach_lacks(place, "MissingEndParenthesisAfterForeach", message);
            return Err(Unfinished::at(place.end, Some(collection)));
        }
        let Some(block) = nodes.accept(Rule::block) else {
            let close = nodes.accept(Rule::missing_block).map_or(after(collection.span), |node| node.span());
            let message = "Missing statement body in foreach loop.";
            self.foreach_lacks(close, "MissingForeachStatement", message);
            return Err(Unfinished::at(close.end, Some(collection)));
        };
        Ok((Box::new(collection), self.block(block)))
    }

    /// A whole `foreach`, unless its flags were wrong.
    fn foreach_end(&mut self, node: Node<'_>, flags: ForEachFlags, whole: StatementKind) -> StatementKind {
        if let Some(flag) = flags.reserved {
            let message = format!("The foreach '-{flag}' parameter is reserved for future use.");
            self.error(node.span(), "KeywordParameterReservedForFutureUse", message);
        }
        if flags.has_limit && !flags.is_parallel {
            let message = "The ThrottleLimit parameter is only supported on foreach statements that use the Parallel parameter.";
            self.error(node.span(), "ThrottleLimitRequiresParallelFlag", message);
        }
        match (whole, flags.wrong) {
            (StatementKind::ForEach { variable, collection, body, .. }, Some(end)) => {
                let parts = vec![
                    ErrorPart::Expression(variable),
                    ErrorPart::Statement(*collection),
                    ErrorPart::Block(body),
                ];
                unfinished(end, parts)
            }
            (whole, _) => whole,
        }
    }

    /// Reads `-parallel` and `-throttlelimit`.
    fn foreach_flags(&mut self, nodes: &mut Nodes<'_>) -> ForEachFlags {
        let mut found = ForEachFlags::default();
        while let Some(flag) = nodes.accept(Rule::flag) {
            let (word, span) = self.flag_word(flag);
            let lower = word.to_ascii_lowercase();
            let known = ["parallel", "throttlelimit"].into_iter().find(|name| name.starts_with(&lower));
            if known.is_none() {
                found.wrong = Some(span.end);
                let message = format!("The parameter {word} is not valid for the foreach statement.");
                self.error(span, "InvalidForeachFlag", message);
            }
            match known {
                Some("throttlelimit") => found.has_limit = true,
                Some(_) => found.is_parallel = true,
                None => {}
            }
            found.reserved = found.reserved.or(known);
        }
        found
    }

    /// The word of `-word` and where it is with its dash.
    pub(super) fn flag_word(&self, flag: Node<'_>) -> (String, Span) {
        let name = flag.children().next();
        let word = name.map_or("", |name| self.text_of(name)).to_string();
        (word, Span { start: flag.span().start, end: name.map_or(flag.span().end, |name| name.span().end) })
    }
}

/// What stood between `foreach` and its parenthesis.
#[derive(Clone, Copy, Default)]
struct ForEachFlags {
    /// The first flag of those that PowerShell keeps for later.
    reserved: Option<&'static str>,
    is_parallel: bool,
    /// `-throttlelimit`
    has_limit: bool,
    /// Where a flag ends that is none.
    wrong: Option<u32>,
}
