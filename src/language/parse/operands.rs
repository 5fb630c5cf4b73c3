//! One operand: prefixes, a value, member access and increments.

use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{
    ErrorPart, Expression, ExpressionKind, Number, ParameterAttribute, Quote, Statement, UnaryOperator,
    VariablePath,
};
use crate::language::literal;
use crate::language::precedence::is_dash;
use crate::language::span::Span;
use crate::language::stack::with_stack;
use std::rc::Rc;

/// Most prefixes or member accesses in one operand; bounds how deep the tree gets.
pub(super) const LONGEST_CHAIN: usize = 1000;

/// A word in front of the colon that names a scope, and no drive.
fn is_scope_word(word: &str) -> bool {
    let scopes = ["global", "local", "private", "script", "using", "variable", "workflow"];
    scopes.iter().any(|scope| scope.eq_ignore_ascii_case(word))
}

impl Builder<'_> {
    /// Reads an operand of a flat run: `-not [int]$x.y[0]++`.
    /// `prefixes` were read before the run.
    pub(super) fn operand<'n>(&mut self, nodes: &mut Nodes<'n>, mut prefixes: Vec<Node<'n>>) -> Expression {
        while let Some(node) = nodes.peek().filter(|node| is_prefix(node.rule())) {
            prefixes.push(node);
            nodes.next();
        }
        if prefixes.len() > LONGEST_CHAIN {
            let message = "Processing was stopped because the script is too complex.";
            self.error(
                prefixes.first().map_or(Span::default(), |node| node.span()),
                "ScriptTooComplicated",
                message,
            );
            prefixes.truncate(1);
        }
        let value = match nodes.peek().filter(|node| is_primary(node.rule())) {
            Some(_) => self.primary(nodes),
            None => self.bare_prefix(&mut prefixes, nodes),
        };
        let mut value = self.increment(nodes, value);
        for prefix in prefixes.into_iter().rev() {
            value = self.apply_prefix(prefix, value);
        }
        value
    }

    /// Prefixes without a value: a type literal is a value, anything else lacks one.
    fn bare_prefix(&mut self, prefixes: &mut Vec<Node<'_>>, nodes: &mut Nodes<'_>) -> Expression {
        let Some(last) = prefixes.pop() else {
            let place = nodes.peek().map_or(0, |node| node.span().start);
            return self.error_expression(Span { start: place, end: place });
        };
        if last.rule() == Rule::unary_operator {
            let text = self.text_of(last);
            let message = format!("Missing expression after unary operator '{text}'.");
            self.missing(after(last.span()), "MissingExpressionAfterOperator", message);
            return self.error_expression(last.span());
        }
        let span = self.attribute_span(last);
        match self.attribute(last) {
            Some(ParameterAttribute::Type(name)) => {
                let value = Expression { span, kind: ExpressionKind::Type(name) };
                self.postfixes(nodes, value)
            }
            Some(ParameterAttribute::Attribute(attribute)) => {
                let message = format!("Unexpected attribute '{}'.", attribute.name.name);
                self.missing(span, "UnexpectedAttribute", message);
                let part = ErrorPart::Attribute(ParameterAttribute::Attribute(attribute));
                Expression { span, kind: ExpressionKind::Error(vec![part]) }
            }
            None => self.error_expression(span),
        }
    }

    fn apply_prefix(&mut self, prefix: Node<'_>, value: Expression) -> Expression {
        let span = Span { start: prefix.span().start, end: value.span.end };
        if prefix.rule() == Rule::unary_operator {
            return self.apply_unary(prefix, span, value);
        }
        let operand = Box::new(value);
        let kind = match self.attribute(prefix) {
            Some(ParameterAttribute::Type(target)) => ExpressionKind::Convert { target, operand },
            Some(ParameterAttribute::Attribute(attribute)) => {
                ExpressionKind::Attributed { attribute: Box::new(attribute), operand }
            }
            None => ExpressionKind::Error(Vec::new()),
        };
        Expression { span, kind }
    }

    fn apply_unary(&mut self, prefix: Node<'_>, span: Span, value: Expression) -> Expression {
        let text = self.text_of(prefix).replace(is_dash, "-").to_ascii_lowercase();
        let operator = match text.as_str() {
            "," => return Expression { span, kind: ExpressionKind::List(vec![value]) },
            "!" => UnaryOperator::Bang,
            "+" => UnaryOperator::Plus,
            "++" => UnaryOperator::PreIncrement,
            "--" => UnaryOperator::PreDecrement,
            "-not" => UnaryOperator::Not,
            "-bnot" => UnaryOperator::BitNot,
            "-join" => UnaryOperator::Join,
            "-split" => UnaryOperator::Split { case_sensitive: None },
            "-csplit" => UnaryOperator::Split { case_sensitive: Some(true) },
            "-isplit" => UnaryOperator::Split { case_sensitive: Some(false) },
            _ => UnaryOperator::Minus,
        };
        Expression { span, kind: ExpressionKind::Unary { operator, operand: Box::new(value) } }
    }

    fn increment(&mut self, nodes: &mut Nodes<'_>, value: Expression) -> Expression {
        let Some(sign) = nodes.accept(Rule::increment) else {
            return value;
        };
        let plus = self.text_of(sign).starts_with('+');
        let operator = if plus { UnaryOperator::PostIncrement } else { UnaryOperator::PostDecrement };
        let span = value.span.to(sign.span());
        Expression { span, kind: ExpressionKind::Unary { operator, operand: Box::new(value) } }
    }

    /// A value with its member accesses: `$x.y[0]`.
    pub(super) fn primary(&mut self, nodes: &mut Nodes<'_>) -> Expression {
        let Some(node) = nodes.next() else {
            return self.error_expression(Span::default());
        };
        let value = self.value(node);
        match value.kind {
            ExpressionKind::Using(inner) => {
                let inner = self.postfixes(nodes, *inner);
                Expression { span: inner.span, kind: ExpressionKind::Using(Box::new(inner)) }
            }
            _ => self.postfixes(nodes, value),
        }
    }

    /// A single value, without member access.
    pub(super) fn value(&mut self, node: Node<'_>) -> Expression {
        with_stack(|| self.any_value(node))
    }

    fn any_value(&mut self, node: Node<'_>) -> Expression {
        let span = node.span();
        let kind = match node.rule() {
            Rule::variable => return self.variable_expression(node),
            Rule::splat => ExpressionKind::Splat(self.variable_path(node)),
            Rule::number | Rule::signed_number => self.number(node),
            Rule::simple_name => return self.bare_word(node),
            Rule::single_string
            | Rule::double_string
            | Rule::here_single
            | Rule::here_double
            | Rule::bare => {
                return self.string(node);
            }
            Rule::paren => ExpressionKind::Paren(Box::new(self.parenthesis(node))),
            Rule::sub_expression => ExpressionKind::Sub(self.bracketed_block(node)),
            Rule::array_expression => ExpressionKind::Array(self.bracketed_block(node)),
            Rule::hashtable => ExpressionKind::Hashtable(self.hashtable(node)),
            Rule::script_block => ExpressionKind::ScriptBlock(self.shared_script_block(node)),
            _ => ExpressionKind::Error(Vec::new()),
        };
        Expression { span, kind }
    }

    fn number(&mut self, node: Node<'_>) -> ExpressionKind {
        let text = self.text_of(node);
        match literal::number(text) {
            Some(number) => ExpressionKind::Number(number),
            None => {
                let message = format!("The numeric constant {text} is not valid.");
                self.error(node.span(), "BadNumericConstant", message);
                ExpressionKind::Number(Number::Int(0))
            }
        }
    }

    /// `$name`, or `$using:name` as its own kind.
    pub(super) fn variable_expression(&mut self, node: Node<'_>) -> Expression {
        let span = node.span();
        let path = self.variable_path(node);
        let using = path.qualifier.as_deref().is_some_and(|word| word.eq_ignore_ascii_case("using"));
        if !using || path.name.is_empty() {
            return Expression { span, kind: ExpressionKind::Variable(path) };
        }
        let inner =
            Expression { span, kind: ExpressionKind::Variable(VariablePath { qualifier: None, ..path }) };
        Expression { span, kind: ExpressionKind::Using(Box::new(inner)) }
    }

    /// The parts of `$scope:name` and `${odd name}`.
    pub(super) fn variable_path(&mut self, node: Node<'_>) -> VariablePath {
        let text = self.text_of(node);
        let word = text.get(1..).unwrap_or("");
        let Some(inner) = word.strip_prefix('{') else {
            let path = split_path(word, false);
            if path.name.is_empty() {
                let is_scope = path.qualifier.as_deref().is_some_and(is_scope_word);
                let (id, sign) = match is_scope {
                    true => ("InvalidVariableReference", '$'),
                    false => ("InvalidVariableReferenceWithDrive", ':'),
                };
                let message = format!(
                    "Variable reference is not valid. '{sign}' was not followed by a valid variable name \
                     character. Consider using ${{}} to delimit the name."
                );
                self.error(node.span(), id, message);
            }
            return path;
        };
        let name = inner.strip_suffix('}').unwrap_or(inner);
        self.check_braces(node, inner, name);
        let (name, _) = literal::expandable_text(name, false);
        split_path(&name, true)
    }

    pub(super) fn open_brace(&mut self, span: Span) {
        let message = "${variable} reference starting is missing the closing '}'.";
        let place = Span { start: span.start + 1, end: span.end };
        self.missing(place, "IncompleteDollarVariableReference", message);
    }

    fn check_braces(&mut self, node: Node<'_>, inner: &str, name: &str) {
        let span = node.span();
        if !inner.ends_with('}') {
            self.open_brace(span);
        } else if name.is_empty() {
            let message = "An empty ${} variable reference was found. A name is required inside the braces.";
            self.error(Span { start: span.end - 1, end: span.end - 1 }, "EmptyVariableReference", message);
        } else if name.ends_with(':') && !name.trim_end_matches(':').contains(':') {
            let message = "Variable reference is not valid. The variable name is missing.";
            self.error(span, "InvalidBracedVariableReference", message);
        }
    }

    fn parenthesis(&mut self, node: Node<'_>) -> Statement {
        let mut nodes = node.children();
        let statement = match nodes.accept(Rule::chain) {
            Some(chain) => self.chain(chain),
            None => {
                let place = Span { start: node.span().start + 1, end: node.span().start + 1 };
                self.missing(place, "ExpectedExpression", "An expression was expected after '('.");
                nodes.accept(Rule::missing_expression);
                self.error_statement(place)
            }
        };
        if nodes.accept(Rule::missing_close).is_some() {
            let message = "Missing closing ')' in expression.";
            self.missing(after(statement.span), "MissingEndParenthesisInExpression", message);
        }
        statement
    }

    fn hashtable(&mut self, node: Node<'_>) -> Vec<(Expression, Statement)> {
        let mut entries = Vec::with_capacity(node.children().expected());
        for child in node.children() {
            match child.rule() {
                Rule::hash_entry => entries.push(self.hash_entry(child)),
                Rule::missing_brace => {
                    let place = node.span().start + 2;
                    self.missing_brace(Span { start: place, end: place }, child);
                }
                _ => {}
            }
        }
        entries
    }

    fn hash_entry(&mut self, node: Node<'_>) -> (Expression, Statement) {
        let mut nodes = node.children();
        let key = match nodes.next() {
            Some(key) if key.rule() == Rule::simple_name => self.bare_word(key),
            Some(key) => self.expression(key),
            None => self.error_expression(node.span()),
        };
        if nodes.accept(Rule::missing_equals).is_some() {
            let message = "Missing '=' operator after key in hash literal.";
            self.error(after(key.span), "MissingEqualsInHashLiteral", message);
        }
        if let Some(marker) = nodes.accept(Rule::missing_value) {
            let message = "Missing statement after '=' in hash literal.";
            self.missing(marker.span(), "MissingStatementInHashLiteral", message);
        }
        let place = after(node.span());
        let value = self.statement_list(&mut nodes).into_iter().next();
        (key, value.unwrap_or_else(|| self.error_statement(place)))
    }

    /// A number that a command reads as text when it does not fit.
    pub(super) fn argument_number(&mut self, node: Node<'_>) -> Expression {
        let text = self.text_of(node);
        let kind = match literal::number(text) {
            Some(number) => ExpressionKind::Number(number),
            None => ExpressionKind::String { value: Rc::from(text), quote: Quote::Bare },
        };
        Expression { span: node.span(), kind }
    }
}

/// Splits `scope:name`; a name may hold further colons.
fn split_path(word: &str, braced: bool) -> VariablePath {
    match word.split_once(':').filter(|(scope, _)| !scope.is_empty()) {
        Some((scope, name)) => {
            VariablePath { qualifier: Some(scope.to_string()), name: Rc::from(name), braced }
        }
        None => VariablePath { qualifier: None, name: Rc::from(word), braced },
    }
}

fn is_prefix(rule: Rule) -> bool {
    matches!(rule, Rule::unary_operator | Rule::attribute)
}

fn is_primary(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::variable
            | Rule::splat
            | Rule::number
            | Rule::signed_number
            | Rule::single_string
            | Rule::double_string
            | Rule::here_single
            | Rule::here_double
            | Rule::paren
            | Rule::sub_expression
            | Rule::array_expression
            | Rule::hashtable
            | Rule::script_block
    )
}
