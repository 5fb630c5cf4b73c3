//! Scripts as trees of objects, as `ScriptBlock.Ast` and the parser API give them.
//!
//! One [`Tree`] holds all nodes of a text; a node as a value is a place in it, so that parents and children
//! lead to each other without circles.

mod build;
mod classes;
mod errors;
mod expressions;
mod kinds;
mod node;
mod scanner;
mod tokens;
mod type_names;
mod visitor;
mod words;

pub(in crate::engine) use classes::script_block;
pub use node::{AstNode, commands, of_block, of_parsed};
pub use tokens::tokens;

use super::types::Class;
use super::value::Value;
use crate::language::ast::ScriptBlock;
use crate::language::{Source, Span};
use std::rc::Rc;

/// All nodes of a text; the first is the root.
#[derive(Debug)]
pub struct Tree {
    source: Rc<Source>,
    nodes: Vec<Node>,
    /// What each `ScriptBlockAst` was made of, in the order of the nodes.
    blocks: Vec<(usize, Rc<ScriptBlock>)>,
}

#[derive(Debug)]
struct Node {
    class: &'static Class,
    span: Span,
    parent: Option<usize>,
    fields: Vec<(&'static str, Field)>,
    /// Nodes inside, in the order in which they are visited.
    children: Vec<usize>,
}

/// What a property of a node is.
#[derive(Debug)]
enum Field {
    Value(Value),
    Node(usize),
    List(Vec<usize>),
    /// Tuples of two nodes: the clauses of `if`, the pairs of a hash table.
    Pairs(Vec<(usize, usize)>),
    /// Tuples of a token and a node that may be missing, by name: the flags of a broken `switch`.
    Flags(Vec<(&'static str, Value, Option<usize>)>),
}

pub(in crate::engine) const CLASSES: &[&[&Class]] =
    &[classes::CLASSES, kinds::CLASSES, tokens::CLASSES, visitor::CLASSES];
