//! What follows a value without a blank: members, calls and indexes.

use super::operands::LONGEST_CHAIN;
use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{Expression, ExpressionKind, TypeName};
use crate::language::span::Span;

impl Builder<'_> {
    /// Applies `.name`, `::name`, `[index]` and calls.
    pub(super) fn postfixes(&mut self, nodes: &mut Nodes<'_>, target: Expression) -> Expression {
        let mut value = target;
        let mut count = 0;
        while let Some(node) = nodes.peek().filter(|node| is_postfix(node.rule())) {
            nodes.next();
            count += 1;
            if count == LONGEST_CHAIN {
                let message = "Processing was stopped because the script is too complex.";
                self.error(node.span(), "ScriptTooComplicated", message);
            }
            if count < LONGEST_CHAIN {
                value = self.postfix(node, value);
            }
        }
        value
    }

    fn postfix(&mut self, node: Node<'_>, target: Expression) -> Expression {
        if node.rule() == Rule::index {
            return self.index(node, target);
        }
        let is_static = node.rule() == Rule::static_member;
        let mut nodes = node.children();
        let operator = nodes.accept(Rule::member_operator);
        let null_conditional = operator.is_some_and(|operator| self.text_of(operator).starts_with('?'));
        let Some(name) = nodes.next().filter(|name| name.rule() != Rule::missing_member) else {
            let length = operator.map_or(2, |operator| operator.span().end - operator.span().start);
            let end = node.span().start + length;
            let message = "Missing property name after reference operator.";
            self.missing(Span { start: end, end }, "MissingPropertyName", message);
            let span = Span { start: target.span.start, end };
            let member = Box::new(self.error_expression(span));
            let kind =
                ExpressionKind::Member { target: Box::new(target), member, is_static, null_conditional };
            return Expression { span, kind };
        };
        let member = Box::new(self.value(name));
        let span = Span { start: target.span.start, end: node.span().end };
        let target = Box::new(target);
        let generic =
            nodes.accept(Rule::method_types).map_or_else(Vec::new, |types| self.method_types(types));
        let arguments = match nodes.next() {
            Some(call) if call.rule() == Rule::call_arguments => self.call_arguments(call),
            Some(call) => vec![self.value(call)],
            None => {
                let kind = ExpressionKind::Member { target, member, is_static, null_conditional };
                return Expression { span, kind };
            }
        };
        let kind =
            ExpressionKind::InvokeMember { target, member, generic, arguments, is_static, null_conditional };
        Expression { span, kind }
    }

    fn method_types(&mut self, node: Node<'_>) -> Vec<TypeName> {
        node.children().map(|name| self.type_name(name)).collect()
    }

    /// `(a, b)` behind a method's name.
    pub(super) fn call_arguments(&mut self, node: Node<'_>) -> Vec<Expression> {
        let mut arguments: Vec<Expression> = Vec::with_capacity(node.children().expected());
        let mut reported = false;
        for child in node.children() {
            match child.rule() {
                Rule::element_expression => arguments.push(self.expression(child)),
                Rule::missing_value => {
                    reported = true;
                    let message = "Missing expression after ','.";
                    self.missing(child.span(), "MissingExpressionAfterToken", message);
                }
                Rule::missing_close if !reported => {
                    let open = Span { start: node.span().start, end: node.span().start + 1 };
                    let place = arguments.last().map_or(open, |last| last.span);
                    let message = "Missing ')' in method call.";
                    self.missing(after(place), "MissingEndParenthesisInMethodCall", message);
                }
                _ => {}
            }
        }
        arguments
    }

    fn index(&mut self, node: Node<'_>, target: Expression) -> Expression {
        let mut nodes = node.children();
        let open = nodes.accept(Rule::index_open);
        let null_conditional = open.is_some_and(|open| self.text_of(open).starts_with('?'));
        let place = after(open.map_or(node.span(), |open| open.span()));
        let index = match nodes.accept(Rule::expression) {
            Some(expression) => self.expression(expression),
            None => {
                let message = "Array index expression is missing or not valid.";
                self.missing(place, "MissingArrayIndexExpression", message);
                nodes.accept(Rule::missing_value);
                self.error_expression(place)
            }
        };
        if nodes.accept(Rule::missing_bracket).is_some() && !super::expressions::is_error(&index) {
            let message = "Missing ']' after array index expression.";
            self.missing(after(index.span), "MissingEndSquareBracket", message);
        }
        let span = Span { start: target.span.start, end: node.span().end };
        let kind =
            ExpressionKind::Index { target: Box::new(target), index: Box::new(index), null_conditional };
        Expression { span, kind }
    }
}

fn is_postfix(rule: Rule) -> bool {
    matches!(rule, Rule::member | Rule::static_member | Rule::index)
}
