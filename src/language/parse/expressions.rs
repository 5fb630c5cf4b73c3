//! Flat runs of operands and operators, ordered by precedence; ternaries.

use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{BinaryOperator, ErrorPart, Expression, ExpressionKind, Name};
use crate::language::precedence::{Level, binary_operator, level};
use crate::language::stack::with_stack;

/// Most operators in one run. Trees lean left, so this bounds how deep later passes recurse.
const LONGEST_RUN: usize = 2000;

impl Builder<'_> {
    /// An `expression`, `element_expression` or any rule that holds one flat run.
    pub(super) fn expression(&mut self, node: Node<'_>) -> Expression {
        self.expression_after(node, Vec::new())
    }

    /// An expression whose first operand has prefixes that were read before it.
    pub(super) fn expression_after<'n>(&mut self, node: Node<'n>, prefixes: Vec<Node<'n>>) -> Expression {
        with_stack(|| self.run(node, prefixes))
    }

    fn run<'n>(&mut self, node: Node<'n>, prefixes: Vec<Node<'n>>) -> Expression {
        let mut nodes = node.children();
        let condition = self.binary(&mut nodes, Level::Logical, prefixes);
        match nodes.accept(Rule::question) {
            Some(question) => self.ternary(&mut nodes, condition, question),
            None => condition,
        }
    }

    /// `condition ? a : b`, from behind the question mark.
    fn ternary(&mut self, nodes: &mut Nodes<'_>, condition: Expression, question: Node<'_>) -> Expression {
        let when_true = self.branch(nodes, question, "?");
        let colon = match nodes.accept(Rule::colon) {
            Some(colon) => colon,
            None => {
                if let Some(marker) = nodes.accept(Rule::missing_colon).filter(|_| !is_error(&when_true)) {
                    let message = "Missing ':' in the ternary expression.";
                    let token = self.next_token(marker.span().start);
                    self.missing(token, "MissingColonInTernaryExpression", message);
                }
                return self.half_ternary(condition, when_true);
            }
        };
        let when_false = self.branch(nodes, colon, ":");
        let span = condition.span.to(when_false.span);
        let kind = ExpressionKind::Ternary {
            condition: Box::new(condition),
            when_true: Box::new(when_true),
            when_false: Box::new(when_false),
        };
        Expression { span, kind }
    }

    /// `condition ? a` without a colon: as far as the next word.
    fn half_ternary(&self, condition: Expression, when_true: Expression) -> Expression {
        let span = condition.span.to(self.next_token(when_true.span.end).before());
        let mut parts = vec![ErrorPart::Expression(condition)];
        if !is_error(&when_true) {
            parts.push(ErrorPart::Expression(when_true));
        }
        Expression { span, kind: ExpressionKind::Error(parts) }
    }

    fn branch(&mut self, nodes: &mut Nodes<'_>, sign: Node<'_>, text: &str) -> Expression {
        match nodes.next() {
            Some(node) if matches!(node.rule(), Rule::expression | Rule::element_expression) => {
                self.expression(node)
            }
            _ => self.missing_value_after(sign, text),
        }
    }

    /// Reports that an operator lacks its right side.
    pub(super) fn missing_value_after(&mut self, operator: Node<'_>, text: &str) -> Expression {
        let message = format!("You must provide a value expression following the '{text}' operator.");
        self.missing(after(operator.span()), "ExpectedValueExpression", message);
        self.error_expression(after(operator.span()))
    }

    /// Operands joined by operators of at least one level, left to right.
    fn binary<'n>(&mut self, nodes: &mut Nodes<'n>, lowest: Level, prefixes: Vec<Node<'n>>) -> Expression {
        let mut left = self.list(nodes, prefixes);
        let mut joined = 0;
        while let Some(sign) = nodes.peek().filter(|node| node.rule() == Rule::operator) {
            joined += 1;
            if joined > LONGEST_RUN {
                let message = "Processing was stopped because the script is too complex.";
                self.error(sign.span(), "ScriptTooComplicated", message);
                nodes.by_ref().for_each(drop);
                break;
            }
            let Some(operator) = binary_operator(self.text_of(sign)) else {
                return self.unknown_operator(nodes, left, sign);
            };
            let tightness = level(operator);
            if tightness < lowest {
                break;
            }
            nodes.next();
            let right = match nodes.accept(Rule::missing_operand) {
                Some(_) => self.missing_value_after(sign, self.text_of(sign)),
                None => self.right_side(nodes, tightness),
            };
            left = join(left, operator, sign, right);
        }
        left
    }

    /// What stands right of an operator: everything that binds tighter.
    fn right_side(&mut self, nodes: &mut Nodes<'_>, tightness: Level) -> Expression {
        match tighter(tightness) {
            Some(next) => self.binary(nodes, next, Vec::new()),
            None => self.list(nodes, Vec::new()),
        }
    }

    /// A word after a dash that is no operator: reported, and the rest of the run is dropped.
    fn unknown_operator(&mut self, nodes: &mut Nodes<'_>, left: Expression, sign: Node<'_>) -> Expression {
        self.unexpected_token(sign.span());
        while nodes.peek_rule().is_some_and(|rule| rule != Rule::question) {
            nodes.next();
        }
        let span = left.span.to(sign.span());
        let word = Name { span: sign.span(), text: self.text_of(sign).chars().skip(1).collect() };
        let parts = vec![ErrorPart::Expression(left), ErrorPart::Dash(word)];
        Expression { span, kind: ExpressionKind::Error(parts) }
    }

    /// `a, b, c`: the comma binds tighter than every binary operator.
    fn list<'n>(&mut self, nodes: &mut Nodes<'n>, prefixes: Vec<Node<'n>>) -> Expression {
        let first = self.operand(nodes, prefixes);
        if !self.at_comma(nodes) {
            return first;
        }
        let mut span = first.span;
        let mut items = vec![first];
        while let Some(comma) = nodes.peek().filter(|_| self.at_comma(nodes)) {
            nodes.next();
            if nodes.accept(Rule::missing_operand).is_some() {
                let message = "Missing expression after ','.";
                self.missing(after(comma.span()), "MissingExpressionAfterToken", message);
                items.push(self.error_expression(comma.span()));
                span = span.to(comma.span());
                break;
            }
            let item = self.operand(nodes, Vec::new());
            span = span.to(item.span);
            items.push(item);
        }
        Expression { span, kind: ExpressionKind::List(items) }
    }

    fn at_comma(&self, nodes: &Nodes<'_>) -> bool {
        nodes.peek().is_some_and(|node| node.rule() == Rule::operator && self.text_of(node) == ",")
    }
}

fn join(left: Expression, operator: BinaryOperator, sign: Node<'_>, right: Expression) -> Expression {
    let span = left.span.to(right.span);
    let kind = ExpressionKind::Binary {
        operator,
        operator_span: sign.span(),
        left: Box::new(left),
        right: Box::new(right),
    };
    Expression { span, kind }
}

/// The next tighter level; `None` behind the tightest.
fn tighter(level: Level) -> Option<Level> {
    Some(match level {
        Level::Logical => Level::Bitwise,
        Level::Bitwise => Level::Comparison,
        Level::Comparison => Level::Coalesce,
        Level::Coalesce => Level::Additive,
        Level::Additive => Level::Multiplicative,
        Level::Multiplicative => Level::Format,
        Level::Format => Level::Range,
        Level::Range => return None,
    })
}

pub(super) fn is_error(expression: &Expression) -> bool {
    matches!(expression.kind, ExpressionKind::Error(_))
}
