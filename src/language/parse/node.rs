//! What was recognised, as a flat vector of small, copyable nodes.
//!
//! A [`Node`] is two words, comments are kept apart. A text that nests deeply is recognised on a larger stack.

use super::recogniser::{self, Rule, TooDeep};
use crate::language::span::Span;

/// Deepest nesting of nodes that later recursive passes have to walk. A parenthesis costs three.
const DEEPEST: usize = 1200;
/// Deepest nesting that is tried on the caller's stack, and what it needs of it in an unoptimised build.
const SHALLOW: usize = 100;
const SHALLOW_STACK_BYTES: usize = 1 << 20;
/// Stack for texts that nest more deeply. Only touched pages cost.
const LARGE_STACK_BYTES: usize = 1 << 28;

/// So many siblings are counted before they are walked.
const MOST_EXPECTED: usize = 16;

/// The nodes in order of their start, each with the index after its last child.
pub struct Pairs {
    entries: Vec<Entry>,
    /// Where the comments are, in order.
    pub comments: Vec<Span>,
}

/// A node: its rule, its place in bytes, the index after its last child.
#[derive(Clone, Copy)]
pub struct Entry {
    pub rule: Rule,
    pub start: u32,
    pub end: u32,
    pub next: u32,
}

/// Recognises a text. Every text matches the grammar, so only depth can be an error.
pub fn recognise(text: &str) -> Result<Pairs, TooDeep> {
    let roomy = stacker::remaining_stack().is_none_or(|left| left >= SHALLOW_STACK_BYTES);
    let shallow = roomy.then(|| recogniser::recognise(text, SHALLOW)).and_then(Result::ok);
    shallow.map_or_else(|| stacker::grow(LARGE_STACK_BYTES, || recogniser::recognise(text, DEEPEST)), Ok)
}

impl Pairs {
    /// Nodes in order of their start, and the places of comments.
    pub fn new(entries: Vec<Entry>, comments: Vec<Span>) -> Pairs {
        Pairs { entries, comments }
    }

    /// Every node's rule and place, in order of their start; for tests.
    pub fn list(&self) -> Vec<(String, usize, usize)> {
        let entries = self.entries.iter();
        entries.map(|entry| (format!("{:?}", entry.rule), entry.start as usize, entry.end as usize)).collect()
    }

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

    /// How many nodes are left, at most [`MOST_EXPECTED`]: room for what is made of them. A vector that
    /// starts empty takes room for four, and most blocks, commands and calls hold one or two.
    pub fn expected(&self) -> usize {
        self.take(MOST_EXPECTED).count()
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
