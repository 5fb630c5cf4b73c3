//! XPath 1.0 over a [`Tree`](super::Tree).
//!
//! Source: W3C XML Path Language 1.0, sections 2 to 4.

mod evaluate;
mod functions;
mod lexer;
mod parser;

pub use evaluate::Found;

use super::tree::{NodeId, Tree};

/// Prefixes of an expression with their namespaces.
pub type Namespaces = Vec<(String, String)>;

/// Evaluates an expression at a node. Errors say what is wrong with it, as .NET does.
pub fn evaluate(tree: &Tree, at: NodeId, expression: &str, namespaces: &Namespaces) -> Result<Found, String> {
    let parsed = parser::parse(expression)?;
    evaluate::run(tree, at, &parsed, namespaces)
}

/// The nodes that an expression finds, in order of the document. Errors: it is wrong, or gives no nodes.
pub fn select(
    tree: &Tree,
    at: NodeId,
    expression: &str,
    namespaces: &Namespaces,
) -> Result<Vec<NodeId>, String> {
    match evaluate(tree, at, expression, namespaces)? {
        Found::Nodes(nodes) => Ok(nodes),
        _ => Err("Expression must evaluate to a node-set.".into()),
    }
}
