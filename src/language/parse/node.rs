//! Pairs of pest as a flat vector of small, copyable nodes.
//!
//! pest's own `Pair` counts references at every step. A [`Node`] is two words, comments are sorted
//! out on the way. A text that nests too deeply for the caller's stack is recognised on a larger one.

use super::grammar::{PowerShellParser, Rule};
use crate::language::span::Span;
use pest::{Parser, Token};

/// Deepest nesting of nodes that later recursive passes have to walk. A parenthesis costs three.
const DEEPEST: usize = 1200;
/// Stack for texts that need more than the caller has left. Only touched pages cost.
const LARGE_STACK_BYTES: usize = 1 << 28;

/// What pest recognised: nodes in order of their start, each with the index after its last child.
pub struct Pairs {
    entries: Vec<Entry>,
    /// Where the comments are, in order.
    pub comments: Vec<Span>,
}

#[derive(Clone, Copy)]
struct Entry {
    rule: Rule,
    start: u32,
    end: u32,
    next: u32,
}

/// The text nests more deeply than the parser follows.
#[derive(Debug)]
pub struct TooComplex;

/// Recognises a text. Every text matches the grammar, so only depth can be an error.
pub fn recognise(text: &str) -> Result<Pairs, TooComplex> {
    match recognise_here(text) {
        Err(Failure::Stack) => {
            stacker::grow(LARGE_STACK_BYTES, || recognise_here(text)).map_err(|_| TooComplex)
        }
        Err(Failure::Depth) => Err(TooComplex),
        Ok(pairs) => Ok(pairs),
    }
}

enum Failure {
    /// pest refused to recurse further on this stack.
    Stack,
    /// Deeper than [`DEEPEST`].
    Depth,
}

fn recognise_here(text: &str) -> Result<Pairs, Failure> {
    let pairs = PowerShellParser::parse(Rule::script, text).map_err(|_| Failure::Stack)?;
    let mut entries: Vec<Entry> = Vec::with_capacity(text.len() / 4);
    let mut open: Vec<u32> = Vec::with_capacity(64);
    let mut comments = Vec::new();
    for token in pairs.tokens() {
        match token {
            Token::Start { rule: Rule::comment, pos } => comments.push(Span::new(pos.pos(), pos.pos())),
            Token::End { rule: Rule::comment, pos } => {
                if let Some(comment) = comments.last_mut() {
                    comment.end = pos.pos() as u32;
                }
            }
            Token::Start { rule, pos } => {
                if open.len() > DEEPEST {
                    return Err(Failure::Depth);
                }
                open.push(entries.len() as u32);
                let start = pos.pos() as u32;
                entries.push(Entry { rule, start, end: start, next: 0 });
            }
            Token::End { pos, .. } => {
                let next = entries.len() as u32;
                if let Some(entry) = open.pop().and_then(|index| entries.get_mut(index as usize)) {
                    entry.end = pos.pos() as u32;
                    entry.next = next;
                }
            }
        }
    }
    Ok(Pairs { entries, comments })
}

impl Pairs {
    /// The node of the whole text.
    pub fn root(&self) -> Option<Node<'_>> {
        (!self.entries.is_empty()).then_some(Node { pairs: self, index: 0 })
    }

    /// How many nodes there are; for measurements.
    pub fn len(&self) -> usize {
        self.entries.len()
    }
}

/// One matched rule.
#[derive(Clone, Copy)]
pub struct Node<'p> {
    pairs: &'p Pairs,
    index: u32,
}

impl<'p> Node<'p> {
    fn entry(self) -> Entry {
        let empty = Entry { rule: Rule::EOI, start: 0, end: 0, next: self.index + 1 };
        self.pairs.entries.get(self.index as usize).copied().unwrap_or(empty)
    }

    pub fn rule(self) -> Rule {
        self.entry().rule
    }

    pub fn span(self) -> Span {
        let entry = self.entry();
        Span { start: entry.start, end: entry.end }
    }

    /// The nodes directly below, in order.
    pub fn children(self) -> Nodes<'p> {
        Nodes { pairs: self.pairs, next: self.index + 1, end: self.entry().next }
    }

    /// The first child of that rule.
    pub fn child(self, rule: Rule) -> Option<Node<'p>> {
        self.children().find(|child| child.rule() == rule)
    }
}

/// Siblings from left to right.
#[derive(Clone, Copy)]
pub struct Nodes<'p> {
    pairs: &'p Pairs,
    next: u32,
    end: u32,
}

impl<'p> Nodes<'p> {
    /// The next node, without moving on.
    pub fn peek(&self) -> Option<Node<'p>> {
        (self.next < self.end).then_some(Node { pairs: self.pairs, index: self.next })
    }

    /// The next node's rule, without moving on.
    pub fn peek_rule(&self) -> Option<Rule> {
        self.peek().map(Node::rule)
    }

    /// Moves on when the next node has that rule.
    pub fn accept(&mut self, rule: Rule) -> Option<Node<'p>> {
        if self.peek_rule() == Some(rule) { self.next() } else { None }
    }
}

impl<'p> Iterator for Nodes<'p> {
    type Item = Node<'p>;

    fn next(&mut self) -> Option<Node<'p>> {
        let node = self.peek()?;
        self.next = node.entry().next;
        Some(node)
    }
}
