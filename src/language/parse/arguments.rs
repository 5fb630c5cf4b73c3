//! Values as commands read them: lists without brackets, bare words, splats.

use super::{Builder, Nodes, Rule, after};
use crate::language::ast::{ErrorPart, Expression, ExpressionKind};
use crate::language::span::Span;

impl Builder<'_> {
    /// One argument: a value with member access, or several with commas between them.
    pub(super) fn argument(&mut self, nodes: &mut Nodes<'_>) -> Expression {
        let first = self.single_argument(nodes);
        if nodes.peek_rule() != Some(Rule::comma) {
            return first;
        }
        let mut span = first.span;
        let mut items = vec![first];
        while let Some(comma) = nodes.accept(Rule::comma) {
            if nodes.accept(Rule::missing_value).is_some() {
                self.missing(
                    after(comma.span()),
                    "MissingExpression",
                    "Missing expression after ',' in pipeline element.",
                );
                let parts = items.into_iter().map(ErrorPart::Expression).collect();
                return Expression { span: span.to(comma.span()), kind: ExpressionKind::Error(parts) };
            }
            let item = self.single_argument(nodes);
            span = span.to(item.span);
            items.push(item);
        }
        Expression { span, kind: ExpressionKind::List(items) }
    }

    pub(super) fn single_argument(&mut self, nodes: &mut Nodes<'_>) -> Expression {
        let Some(node) = nodes.peek() else {
            return self.error_expression(Span::default());
        };
        match node.rule() {
            Rule::number => {
                nodes.next();
                let number = self.argument_number(node);
                self.postfixes(nodes, number)
            }
            _ => self.primary(nodes),
        }
    }
}
