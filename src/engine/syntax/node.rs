//! A node as a value.

use super::{Field, Node, Tree, build, classes};
use crate::engine::object::{Hashtable, Native};
use crate::engine::script_block::ScriptBlockValue;
use crate::engine::types::{Class, arguments, hashtable, list, script_extent, tuple};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use crate::language::ast::ScriptBlock;
use crate::language::{Parsed, Source, Span};
use std::any::Any;
use std::rc::Rc;

/// Texts whose trees are kept: the same block gives the same nodes again.
const KEPT: usize = 16;

/// A node of a tree.
#[derive(Clone, Debug)]
pub struct AstNode {
    tree: Rc<Tree>,
    index: usize,
}

impl Native for AstNode {
    fn class(&self) -> &'static Class {
        self.node().map_or(&classes::AST, |node| node.class)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.text().to_string())
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        let other = other.as_any().downcast_ref::<AstNode>();
        Some(other.is_some_and(|other| Rc::ptr_eq(&self.tree, &other.tree) && self.index == other.index))
    }
}

impl AstNode {
    fn node(&self) -> Option<&Node> {
        self.tree.nodes.get(self.index)
    }

    pub fn span(&self) -> Span {
        self.node().map(|node| node.span).unwrap_or_default()
    }

    pub fn source(&self) -> &Rc<Source> {
        &self.tree.source
    }

    /// The text that the node covers.
    pub fn text(&self) -> &str {
        self.span().text(&self.tree.source.text)
    }

    fn at(&self, index: usize) -> Value {
        Value::native(AstNode { tree: self.tree.clone(), index })
    }

    /// The name of its class.
    pub(super) fn class_name(&self) -> &'static str {
        self.class().name
    }

    /// The nodes directly inside, in the order in which they are visited.
    pub(super) fn inside(&self) -> impl DoubleEndedIterator<Item = AstNode> {
        let children = self.node().map_or(&[][..], |node| node.children.as_slice());
        children.iter().map(|index| AstNode { tree: self.tree.clone(), index: *index })
    }

    /// What the parser made of a `ScriptBlockAst`: it keeps its file and its places.
    pub(super) fn block(&self) -> Option<&Rc<ScriptBlock>> {
        let blocks = &self.tree.blocks;
        let found = blocks.binary_search_by_key(&self.index, |(index, _)| *index).ok()?;
        blocks.get(found).map(|(_, block)| block)
    }

    pub fn parent(&self) -> Value {
        self.node().and_then(|node| node.parent).map_or(Value::Null, |index| self.at(index))
    }

    /// A property; `$null` for one that the node has not.
    pub fn field(&self, name: &str) -> Value {
        let found = self.node().and_then(|node| node.fields.iter().find(|(known, _)| *known == name));
        match found.map(|(_, field)| field) {
            Some(Field::Value(value)) => value.clone(),
            Some(Field::Node(index)) => self.at(*index),
            Some(Field::List(list)) => list::of_objects(list.iter().map(|index| self.at(*index)).collect()),
            Some(Field::Pairs(pairs)) => {
                let made = pairs
                    .iter()
                    .map(|(left, right)| tuple::value(vec![self.at(*left), self.at(*right)], false));
                list::of_objects(made.collect())
            }
            Some(Field::Flags(flags)) => {
                let mut table = Hashtable::new(false);
                for (name, token, node) in flags {
                    let node = node.map_or(Value::Null, |index| self.at(index));
                    table.set(Value::from(*name), tuple::value(vec![token.clone(), node], false));
                }
                hashtable::value(table)
            }
            None => Value::Null,
        }
    }

    /// The nodes from here on, outer before inner, that a predicate takes.
    pub fn find(
        &self,
        engine: &mut Engine,
        predicate: &Value,
        nested: bool,
        only_first: bool,
    ) -> Outcome<Vec<Value>> {
        let mut found = Vec::new();
        let mut waiting = vec![self.index];
        while let Some(index) = waiting.pop() {
            let Some(node) = self.tree.nodes.get(index) else { continue };
            let value = self.at(index);
            let result =
                crate::engine::types::delegate::call(engine, predicate, std::slice::from_ref(&value))?;
            if convert::to_bool(&result) {
                found.push(value);
                if only_first {
                    break;
                }
            }
            let is_block = std::ptr::eq(node.class, &classes::SCRIPT_BLOCK_AST);
            if nested || index == self.index || !is_block {
                waiting.extend(node.children.iter().rev());
            }
        }
        Ok(found)
    }
}

/// The node behind a value.
pub(super) fn of(this: &Value) -> Outcome<&AstNode> {
    this.as_native::<AstNode>().ok_or_else(arguments::no_overload)
}

pub(super) fn extent(this: &Value) -> Outcome<Value> {
    let node = of(this)?;
    Ok(script_extent::value(node.source(), node.span()))
}

/// The tree of a parsed text; `$null` when nothing of it could be read.
pub fn of_parsed(parsed: &Parsed) -> Value {
    match &parsed.script {
        Some(script) => Value::native(AstNode { tree: build::tree(script), index: 0 }),
        None => Value::Null,
    }
}

/// The commands of a parsed text in their order, outer before inner.
pub fn commands(parsed: &Parsed) -> Vec<Value> {
    let Some(script) = &parsed.script else { return Vec::new() };
    let tree = build::tree(script);
    let nodes = tree.nodes.iter().enumerate();
    let mut found: Vec<(Span, usize)> = nodes
        .filter(|(_, node)| std::ptr::eq(node.class, &classes::COMMAND_AST))
        .map(|(index, node)| (node.span, index))
        .collect();
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    found.into_iter().map(|(_, index)| Value::native(AstNode { tree: tree.clone(), index })).collect()
}

/// Trees of the texts that were asked for last.
#[derive(Default)]
struct Trees(Vec<Rc<Tree>>);

/// The node of a script block within the tree of its whole text: of a function, its definition.
pub fn of_block(engine: &mut Engine, block: &ScriptBlockValue) -> Value {
    let script = block.tree().clone();
    let known =
        engine.extension::<Trees>().0.iter().find(|tree| Rc::ptr_eq(&tree.source, &script.source)).cloned();
    let tree = match known {
        Some(tree) => tree,
        None => {
            let parsed = crate::language::parse(script.source.clone());
            let whole = parsed.script.unwrap_or_else(|| script.clone());
            let tree = build::tree(&whole);
            let trees = &mut engine.extension::<Trees>().0;
            if trees.len() >= KEPT {
                trees.remove(0);
            }
            trees.push(tree.clone());
            tree
        }
    };
    let found = tree
        .nodes
        .iter()
        .position(|node| std::ptr::eq(node.class, &classes::SCRIPT_BLOCK_AST) && node.span == script.span);
    let mut index = found.unwrap_or(0);
    let parent = tree.nodes.get(index).and_then(|node| node.parent);
    if let Some(parent) = parent
        && tree
            .nodes
            .get(parent)
            .is_some_and(|node| std::ptr::eq(node.class, &classes::FUNCTION_DEFINITION_AST))
    {
        index = parent;
    }
    Value::native(AstNode { tree, index })
}
