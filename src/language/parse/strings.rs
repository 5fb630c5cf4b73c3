//! Quoted strings, here-strings and bare words: what they say and what they expand.

use super::{Builder, Node, Rule};
use crate::language::ast::{Expression, ExpressionKind, Quote, StringPart};
use crate::language::literal::{self, EscapeErrorKind, is_double_quote, is_single_quote};
use crate::language::span::Span;
use std::rc::Rc;

impl Builder<'_> {
    /// Any string or bare word.
    pub(super) fn string(&mut self, node: Node<'_>) -> Expression {
        let kind = match node.rule() {
            Rule::single_string => self.single_string(node),
            Rule::here_single => self.here_single(node),
            Rule::here_double => self.expandable(node, Quote::DoubleHere),
            Rule::double_string => self.expandable(node, Quote::Double),
            _ => self.expandable(node, Quote::Bare),
        };
        Expression { span: node.span(), kind }
    }

    fn single_string(&mut self, node: Node<'_>) -> ExpressionKind {
        let value = Rc::from(self.single_quoted_value(node));
        ExpressionKind::String { value, quote: Quote::Single }
    }

    /// The value of `'…'`, reporting a missing quote.
    fn single_quoted_value(&mut self, node: Node<'_>) -> String {
        let text = self.text_of(node);
        let inner = without_first(text);
        let trailing = inner.chars().rev().take_while(|character| is_single_quote(*character)).count();
        if trailing % 2 == 1 {
            return literal::single_quoted(without_last(inner));
        }
        self.unterminated(node.span(), "'");
        literal::single_quoted(inner)
    }

    fn unterminated(&mut self, span: Span, quote: &str) {
        let message = format!("The string is missing the terminator: {quote}.");
        self.missing(span, "TerminatorExpectedAtEndOfString", message);
    }

    fn here_single(&mut self, node: Node<'_>) -> ExpressionKind {
        self.here_marks(node, "'@");
        let text = node.child(Rule::here_single_text).map_or("", |text| self.text_of(text));
        ExpressionKind::String { value: Rc::from(without_line_end(text)), quote: Quote::SingleHere }
    }

    /// Reports what is wrong with the first and last line of a here-string.
    fn here_marks(&mut self, node: Node<'_>, end: &str) {
        for child in node.children() {
            match child.rule() {
                Rule::here_garbage => {
                    let place = Span { start: child.span().start, end: child.span().start };
                    let id = "UnexpectedCharactersAfterHereStringHeader";
                    let message = "No characters are allowed after a here-string header but before the end \
                                   of the line.";
                    self.error(place, id, message);
                    return;
                }
                Rule::unterminated => self.unterminated(node.span(), end),
                _ => {}
            }
        }
    }

    /// Text with parts to expand, from any rule whose children are such parts.
    fn expandable(&mut self, node: Node<'_>, quote: Quote) -> ExpressionKind {
        let mut parts = Vec::new();
        let mut literal = String::new();
        // PowerShell finds the end of the string first, then reads what is inside.
        node.children().for_each(|child| {
            self.check_raw_parentheses(child, quote);
            self.check_open_brace(child);
            match child.rule() {
                Rule::string_text => drop(self.escaped(child, true)),
                Rule::here_text => drop(self.escaped(child, false)),
                _ => {}
            }
        });
        match quote {
            Quote::DoubleHere => self.here_marks(node, "\"@"),
            Quote::Double if node.child(Rule::unterminated).is_some() => self.unterminated(node.span(), "\""),
            _ => {}
        }
        self.collect_parts(node, quote, &mut literal, &mut parts);
        if parts.is_empty() {
            return ExpressionKind::String { value: Rc::from(literal), quote };
        }
        if !literal.is_empty() {
            parts.push(StringPart::Text(Rc::from(literal)));
        }
        ExpressionKind::Expandable { parts, quote }
    }

    fn collect_parts(
        &mut self,
        node: Node<'_>,
        quote: Quote,
        literal: &mut String,
        parts: &mut Vec<StringPart>,
    ) {
        let mut first = true;
        for child in node.children() {
            match child.rule() {
                Rule::string_text => literal.push_str(&self.escaped(child, true)),
                Rule::bare_text => literal.push_str(&self.escaped(child, false)),
                Rule::here_text => {
                    let text = self.escaped(child, false);
                    literal.push_str(if first { without_line_end(&text) } else { &text });
                }
                Rule::bare_single => literal.push_str(&self.single_quoted_value(child)),
                Rule::bare_double => self.collect_parts(child, quote, literal, parts),
                Rule::unterminated if quote == Quote::Bare => self.unterminated(node.span(), "\""),
                Rule::variable | Rule::sub_expression => {
                    if !literal.is_empty() {
                        parts.push(StringPart::Text(Rc::from(std::mem::take(literal))));
                    }
                    let value = self.value(child);
                    parts.push(StringPart::Expression(value));
                }
                _ => continue,
            }
            first = false;
        }
    }

    /// A piece of text with its escapes resolved and reported.
    fn escaped(&mut self, node: Node<'_>, doubled: bool) -> String {
        let text = self.text_of(node);
        if !(text.contains('`') || doubled && text.contains(is_double_quote)) {
            return text.to_string();
        }
        let (value, errors) = literal::expandable_text(text, doubled);
        for error in errors {
            let base = node.span().start as usize;
            let (id, message) = escape_message(error.kind);
            self.error(Span::new(base + error.start, base + error.end), id, message);
        }
        value
    }

    /// PowerShell finds the end of `$( )` inside a string by counting parentheses, even those in
    /// nested strings: one that never closes is an error although the expression is complete.
    fn check_raw_parentheses(&mut self, node: Node<'_>, quote: Quote) {
        if node.rule() != Rule::sub_expression {
            return;
        }
        let start = node.span().start;
        let Some(left) = self.rereads.checked_sub(self.text.len() - start as usize) else { return };
        self.rereads = left;
        let mut depth = 0usize;
        for byte in node.span().text(self.text).bytes() {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if depth == 0 || quote == Quote::Bare {
            return;
        }
        let rest = self.text.get(node.span().end as usize..).unwrap_or("");
        for byte in rest.bytes() {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 1 => return,
                b')' => depth -= 1,
                _ => {}
            }
        }
        let place = Span::new(start as usize, self.text.len());
        let message = "$(subexpression) is missing the closing ')'.";
        self.missing(place, "IncompleteDollarSubexpressionReference", message);
    }

    /// `"${x` ends within a name.
    fn check_open_brace(&mut self, node: Node<'_>) {
        let text = node.span().text(self.text);
        if node.rule() == Rule::variable && text.starts_with("${") && !text.ends_with('}') {
            self.open_brace(node.span());
        }
    }

    /// The text of a bare command name: quotes and backticks resolved, nothing expanded.
    pub(super) fn command_name(&mut self, node: Node<'_>) -> Expression {
        let text = self.text_of(node);
        if let Some((at, quote)) = open_quote(text) {
            let start = node.span().start + at as u32;
            self.unterminated(Span { start, end: self.text.len() as u32 }, quote);
        }
        let value = literal::bare_word(text);
        if text == "@" {
            self.error(node.span(), "UnrecognizedToken", "Unrecognized token in source text.");
        }
        let kind = ExpressionKind::String { value: Rc::from(value), quote: Quote::Bare };
        Expression { span: node.span(), kind }
    }
}

/// Where a quote stands in a bare word that is not closed.
fn open_quote(word: &str) -> Option<(usize, &'static str)> {
    let mut open: Option<(usize, char)> = None;
    let mut escaped = false;
    for (at, character) in word.char_indices() {
        match (open, character) {
            _ if escaped => escaped = false,
            (None, '`') => escaped = true,
            (None, '"' | '\'') => open = Some((at, character)),
            (Some((_, quote)), _) if quote == character => open = None,
            _ => {}
        }
    }
    open.map(|(at, quote)| (at, if quote == '"' { "\"" } else { "'" }))
}

fn escape_message(kind: EscapeErrorKind) -> (&'static str, &'static str) {
    match kind {
        EscapeErrorKind::Invalid => (
            "InvalidUnicodeEscapeSequence",
            "The Unicode escape sequence is not valid. A valid sequence is `u{ followed by one to six hex digits \
             and a closing '}'.",
        ),
        EscapeErrorKind::TooManyDigits => (
            "TooManyDigitsInUnicodeEscapeSequence",
            "The Unicode escape sequence contains more than the maximum of six hex digits between braces.",
        ),
        EscapeErrorKind::Unterminated => (
            "MissingUnicodeEscapeSequenceTerminator",
            "The Unicode escape sequence is missing the closing '}'.",
        ),
        EscapeErrorKind::OutOfRange => (
            "InvalidUnicodeEscapeSequenceValue",
            "The Unicode escape sequence value is out of range. The maximum value is 0x10FFFF.",
        ),
    }
}

fn without_first(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

fn without_last(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next_back();
    characters.as_str()
}

/// Without the line end that belongs to a here-string's first line.
fn without_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\n', '\r'])).unwrap_or(text)
}
