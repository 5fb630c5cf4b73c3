//! Text → pairs → tree.
//!
//! [`recogniser`] reads a text, [`node`] holds what it found; one file an area turns it into the tree of
//! [`super::ast`] and the markers of missing parts into errors. Nothing is evaluated.

mod arguments;
mod attributes;
mod blocks;
mod commands;
mod error_statement;
mod expressions;
mod functions;
mod help;
mod loops;
mod members;
mod node;
mod operands;
mod recogniser;
mod statements;
mod strings;
mod switch;
mod tokens;
mod types;

use super::ast::{Expression, ExpressionKind, Name, Quote};
use super::diagnostic::{Parsed, SyntaxError};
use super::span::{Source, Span};
use node::{Node, Nodes};
use recogniser::Rule;
use std::borrow::Cow;
use std::rc::Rc;

/// After so many errors the rest is not reported: nobody reads them, and a text of a million
/// stray brackets should not fill the memory.
const MOST_ERRORS: usize = 1000;

/// Builds the tree of one text and collects what is wrong with it.
struct Builder<'p> {
    source: &'p Rc<Source>,
    text: &'p str,
    comments: &'p [Span],
    /// From here on there are only blanks and comments.
    significant_end: u32,
    errors: Vec<SyntaxError>,
    /// Bytes that may still be read twice: keeps a parse linear however deep strings nest.
    rereads: usize,
    /// Whether a class or an enumeration was met.
    defines_types: bool,
}

/// How many times over a text may be read again, and how much of a short one.
const REREADS: (usize, usize) = (8, 1 << 16);

/// Parses a text without the checks that need the whole tree.
pub fn parse(source: &Rc<Source>) -> Parsed {
    let text = source.text.as_str();
    let span = Span::new(0, text.len());
    let Ok(pairs) = node::recognise(text) else {
        let error = SyntaxError {
            span,
            id: "ScriptTooComplicated",
            message: "Processing was stopped because the script is too complex.".to_string(),
            incomplete: false,
        };
        return Parsed::failed(source.clone(), vec![error]);
    };
    let mut builder = Builder {
        source,
        text,
        comments: &pairs.comments,
        significant_end: significant_end(text, &pairs.comments),
        errors: Vec::new(),
        rereads: text.len() * REREADS.0 + REREADS.1,
        defines_types: false,
    };
    let script = pairs.root().map(|root| Rc::new(builder.script(root)));
    builder.unclosed_comment();
    builder.dangling_backtick();
    let Builder { errors, defines_types, .. } = builder;
    Parsed { source: source.clone(), script, errors, defines_types }
}

/// How many nodes a text has; for measurements.
pub fn count_nodes(text: &str) -> usize {
    node::recognise(text).map_or(0, |pairs| pairs.len())
}

/// The rules that match a text, with their places in bytes, in order of their start, and the places of its
/// comments; for tests. Nothing when the text nests too deeply.
pub fn list_nodes(text: &str) -> Option<NodeList> {
    let pairs = node::recognise(text).ok()?;
    let comments = pairs.comments.iter().map(|span| (span.start as usize, span.end as usize)).collect();
    Some((pairs.list(), comments))
}

/// Rules with their places, and the places of comments.
pub type NodeList = (Vec<(String, usize, usize)>, Vec<(usize, usize)>);

/// Where the last blanks and comments start.
fn significant_end(text: &str, comments: &[Span]) -> u32 {
    let mut end = text.trim_end().len();
    for comment in comments.iter().rev() {
        if comment.end as usize != end || text.get(comment.start as usize..comment.end as usize).is_none() {
            break;
        }
        end = text.get(..comment.start as usize).unwrap_or("").trim_end().len();
    }
    end as u32
}

impl<'p> Builder<'p> {
    fn text_of(&self, node: Node<'_>) -> &'p str {
        node.span().text(self.text)
    }

    fn name_of(&self, node: Node<'_>) -> Name {
        Name { span: node.span(), text: self.text_of(node).to_string() }
    }

    /// A bare word as a string expression.
    fn bare_word(&self, node: Node<'_>) -> Expression {
        let value = Rc::from(self.text_of(node));
        Expression { span: node.span(), kind: ExpressionKind::String { value, quote: Quote::Bare } }
    }

    /// Reports what is wrong whatever follows.
    fn error(&mut self, span: Span, id: &'static str, message: impl Into<Cow<'static, str>>) {
        self.report(span, id, message.into(), false);
    }

    /// Reports something missing at `span`; when nothing follows it, more input could mend it.
    /// Gives whether it could.
    fn missing(&mut self, span: Span, id: &'static str, message: impl Into<Cow<'static, str>>) -> bool {
        let incomplete = span.end >= self.significant_end;
        self.report(span, id, message.into(), incomplete);
        incomplete
    }

    /// Reports one problem, unless the same is already known for the same place.
    fn report(&mut self, span: Span, id: &'static str, message: Cow<'static, str>, incomplete: bool) {
        let mut recent = self.errors.iter().rev().take(8);
        if self.errors.len() >= MOST_ERRORS || recent.any(|error| error.id == id && error.span == span) {
            return;
        }
        self.errors.push(SyntaxError { span, id, message: message.into_owned(), incomplete });
    }

    /// `<#` without `#>`: the comment is the last thing in the text, so what is missing comes after.
    fn unclosed_comment(&mut self) {
        let Some(comment) = self.comments.last().filter(|comment| !is_closed(comment.text(self.text))) else {
            return;
        };
        let at = self.errors.iter().position(|error| error.incomplete).unwrap_or(self.errors.len());
        let error = SyntaxError {
            span: *comment,
            id: "MissingTerminatorMultiLineComment",
            message: "The terminator '#>' is missing from the multiline comment.".to_string(),
            incomplete: true,
        };
        self.errors.insert(at, error);
    }

    /// A backtick that is a word of its own at the very end: the line was meant to go on.
    fn dangling_backtick(&mut self) {
        let Some(before) = self.text.strip_suffix('`') else {
            return;
        };
        let end = self.text.len();
        let in_comment = self.comments.last().is_some_and(|comment| comment.end as usize == end);
        if !in_comment && before.chars().next_back().is_none_or(char::is_whitespace) {
            let message = "Incomplete string token.".into();
            self.report(Span::new(end, end), "IncompleteString", message, true);
        }
    }

    /// An expression that stands for a missing one.
    fn error_expression(&self, span: Span) -> Expression {
        Expression { span, kind: ExpressionKind::Error(Vec::new()) }
    }
}

fn is_closed(comment: &str) -> bool {
    !comment.starts_with("<#") || (comment.len() >= 4 && comment.ends_with("#>"))
}

/// The empty span behind another.
fn after(span: Span) -> Span {
    Span { start: span.end, end: span.end }
}
