//! Expressions to values.

use super::Namespaces;
use super::functions;
use super::parser::{Expression, Path, Start, Step, Test};
use crate::engine::types::xml::tree::{Kind, NodeId, ROOT, Tree};
use std::collections::{HashMap, HashSet};

/// What an expression gives.
#[derive(Clone, Debug)]
pub enum Found {
    Nodes(Vec<NodeId>),
    Number(f64),
    Text(String),
    Truth(bool),
}

/// Where an expression is evaluated.
pub struct Context<'a> {
    pub tree: &'a Tree,
    pub node: NodeId,
    /// From 1.
    pub position: usize,
    pub size: usize,
    pub namespaces: &'a Namespaces,
}

type Result<T> = std::result::Result<T, String>;

pub fn run(tree: &Tree, at: NodeId, expression: &Expression, namespaces: &Namespaces) -> Result<Found> {
    value(&Context { tree, node: at, position: 1, size: 1, namespaces }, expression)
}

impl Found {
    pub fn text(&self, tree: &Tree) -> String {
        match self {
            Found::Nodes(nodes) => nodes.first().map(|id| tree.text(*id)).unwrap_or_default(),
            Found::Number(number) => number_text(*number),
            Found::Text(text) => text.clone(),
            Found::Truth(truth) => if *truth { "true" } else { "false" }.into(),
        }
    }

    pub fn number(&self, tree: &Tree) -> f64 {
        match self {
            Found::Number(number) => *number,
            Found::Truth(truth) => f64::from(u8::from(*truth)),
            other => other.text(tree).trim().parse().unwrap_or(f64::NAN),
        }
    }

    pub fn truth(&self) -> bool {
        match self {
            Found::Nodes(nodes) => !nodes.is_empty(),
            Found::Number(number) => *number != 0.0 && !number.is_nan(),
            Found::Text(text) => !text.is_empty(),
            Found::Truth(truth) => *truth,
        }
    }
}

fn number_text(number: f64) -> String {
    match number {
        number if number.is_nan() => "NaN".into(),
        number if number.is_infinite() => if number > 0.0 { "Infinity" } else { "-Infinity" }.into(),
        number => number.to_string(),
    }
}

pub fn value(context: &Context<'_>, expression: &Expression) -> Result<Found> {
    match expression {
        Expression::Number(number) => Ok(Found::Number(*number)),
        Expression::Text(text) => Ok(Found::Text(text.clone())),
        Expression::Negate(inner) => Ok(Found::Number(-value(context, inner)?.number(context.tree))),
        Expression::Call(name, arguments) => functions::call(context, name, arguments),
        Expression::Path(path) => path_nodes(context, path).map(Found::Nodes),
        Expression::Binary(operator, left, right) => binary(context, operator, left, right),
    }
}

fn binary(context: &Context<'_>, operator: &str, left: &Expression, right: &Expression) -> Result<Found> {
    match operator {
        "or" => return Ok(Found::Truth(value(context, left)?.truth() || value(context, right)?.truth())),
        "and" => return Ok(Found::Truth(value(context, left)?.truth() && value(context, right)?.truth())),
        _ => {}
    }
    let (a, b) = (value(context, left)?, value(context, right)?);
    let tree = context.tree;
    Ok(match operator {
        "|" => match (a, b) {
            (Found::Nodes(mut a), Found::Nodes(b)) => {
                a.extend(b);
                Found::Nodes(in_order(tree, a))
            }
            _ => return Err("Expression must evaluate to a node-set.".into()),
        },
        "+" => Found::Number(a.number(tree) + b.number(tree)),
        "-" => Found::Number(a.number(tree) - b.number(tree)),
        "*" => Found::Number(a.number(tree) * b.number(tree)),
        "div" => Found::Number(a.number(tree) / b.number(tree)),
        "mod" => Found::Number(a.number(tree) % b.number(tree)),
        comparison => Found::Truth(compared(tree, comparison, &a, &b)),
    })
}

/// A comparison with a set of nodes holds when it does for one of them.
fn compared(tree: &Tree, operator: &str, a: &Found, b: &Found) -> bool {
    match (a, b) {
        (Found::Truth(_), _) | (_, Found::Truth(_)) if matches!(operator, "=" | "!=") => {
            (a.truth() == b.truth()) == (operator == "=")
        }
        (Found::Nodes(nodes), other) => {
            nodes.iter().any(|id| compared_one(tree, operator, &Found::Text(tree.text(*id)), other))
        }
        (other, Found::Nodes(nodes)) => {
            nodes.iter().any(|id| compared_one(tree, operator, other, &Found::Text(tree.text(*id))))
        }
        _ => compared_one(tree, operator, a, b),
    }
}

fn compared_one(tree: &Tree, operator: &str, a: &Found, b: &Found) -> bool {
    if let Found::Nodes(nodes) = b {
        return nodes.iter().any(|id| compared_one(tree, operator, a, &Found::Text(tree.text(*id))));
    }
    let numeric = matches!(a, Found::Number(_)) || matches!(b, Found::Number(_));
    match operator {
        "=" if numeric => a.number(tree) == b.number(tree),
        "!=" if numeric => a.number(tree) != b.number(tree),
        "=" => a.text(tree) == b.text(tree),
        "!=" => a.text(tree) != b.text(tree),
        "<" => a.number(tree) < b.number(tree),
        "<=" => a.number(tree) <= b.number(tree),
        ">" => a.number(tree) > b.number(tree),
        _ => a.number(tree) >= b.number(tree),
    }
}

fn path_nodes(context: &Context<'_>, path: &Path) -> Result<Vec<NodeId>> {
    let mut nodes = match &path.start {
        Start::Here => vec![context.node],
        Start::Root => vec![ROOT],
        Start::Of(expression, predicates) => match value(context, expression)? {
            Found::Nodes(nodes) => filtered(context, nodes, predicates)?,
            _ => return Err("Expression must evaluate to a node-set.".into()),
        },
    };
    for step in &path.steps {
        let mut next = Vec::new();
        for node in &nodes {
            let found = on_axis(context, *node, step)?;
            next.extend(filtered(context, found, &step.predicates)?);
        }
        nodes = if nodes.len() > 1 || step.axis.starts_with("preceding") || step.axis.starts_with("ancestor")
        {
            in_order(context.tree, next)
        } else {
            next
        };
    }
    Ok(nodes)
}

/// Keeps the nodes for which every predicate holds; a number is a position.
fn filtered(context: &Context<'_>, mut nodes: Vec<NodeId>, predicates: &[Expression]) -> Result<Vec<NodeId>> {
    for predicate in predicates {
        let size = nodes.len();
        let mut kept = Vec::new();
        for (index, node) in nodes.into_iter().enumerate() {
            let inner = Context { node, position: index + 1, size, ..*context };
            let keep = match value(&inner, predicate)? {
                Found::Number(number) => number == (index + 1) as f64,
                other => other.truth(),
            };
            if keep {
                kept.push(node);
            }
        }
        nodes = kept;
    }
    Ok(nodes)
}

fn below(tree: &Tree, id: NodeId, found: &mut Vec<NodeId>) {
    let mut open: Vec<NodeId> = tree.children(id).into_iter().rev().collect();
    while let Some(next) = open.pop() {
        found.push(next);
        open.extend(tree.children(next).into_iter().rev());
    }
}

fn siblings(tree: &Tree, id: NodeId, after: bool) -> Vec<NodeId> {
    let Some(parent) = tree.parent(id).filter(|_| tree.kind(id) != Kind::Attribute) else {
        return Vec::new();
    };
    let all = tree.children(parent);
    let at = all.iter().position(|child| *child == id).unwrap_or(0);
    let (before, rest) = all.split_at(at);
    if after { rest.iter().skip(1).copied().collect() } else { before.iter().rev().copied().collect() }
}

fn ancestors(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    std::iter::successors(tree.parent(id), |id| tree.parent(*id)).collect()
}

/// The nodes of an axis that pass the step's test, nearest first.
fn on_axis(context: &Context<'_>, id: NodeId, step: &Step) -> Result<Vec<NodeId>> {
    let tree = context.tree;
    let mut found = Vec::new();
    match step.axis.as_str() {
        "child" => found = tree.children(id),
        "attribute" => {
            found = tree.attributes(id);
            found.retain(|id| tree.read(*id, |node| node.namespace != "http://www.w3.org/2000/xmlns/"));
        }
        "self" => found.push(id),
        "parent" => found.extend(tree.parent(id)),
        "descendant" => below(tree, id, &mut found),
        "descendant-or-self" => {
            found.push(id);
            below(tree, id, &mut found);
        }
        "ancestor" => found = ancestors(tree, id),
        "ancestor-or-self" => {
            found.push(id);
            found.extend(ancestors(tree, id));
        }
        "following-sibling" => found = siblings(tree, id, true),
        "preceding-sibling" => found = siblings(tree, id, false),
        "following" | "preceding" => {
            let after = step.axis == "following";
            for from in std::iter::once(id).chain(ancestors(tree, id)) {
                for sibling in siblings(tree, from, after) {
                    let mut all = vec![sibling];
                    below(tree, sibling, &mut all);
                    if !after {
                        all.reverse();
                    }
                    found.extend(all);
                }
            }
        }
        "namespace" => {}
        other => return Err(format!("'{other}' is not an axis.")),
    }
    let wanted = if step.axis == "attribute" { Kind::Attribute } else { Kind::Element };
    let mut kept = Vec::with_capacity(found.len());
    for node in found {
        if passes(context, node, &step.test, wanted)? {
            kept.push(node);
        }
    }
    Ok(kept)
}

fn passes(context: &Context<'_>, id: NodeId, test: &Test, wanted: Kind) -> Result<bool> {
    let kind = context.tree.kind(id);
    match test {
        Test::Kind(name) => Ok(match name.as_str() {
            "text" => matches!(kind, Kind::Text | Kind::CData | Kind::Whitespace),
            "comment" => kind == Kind::Comment,
            "processing-instruction" => kind == Kind::ProcessingInstruction,
            _ => !matches!(kind, Kind::Declaration | Kind::DocumentType),
        }),
        Test::Name(_) if kind != wanted => Ok(false),
        Test::Name(name) if name == "*" => Ok(true),
        Test::Name(name) => {
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            let namespace = match prefix {
                "" => String::new(),
                prefix => context
                    .namespaces
                    .iter()
                    .find(|(known, _)| known == prefix)
                    .map(|(_, namespace)| namespace.clone())
                    .ok_or("Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.")?,
            };
            Ok(context
                .tree
                .read(id, |node| node.namespace == namespace && (local == "*" || node.local_name() == local)))
        }
    }
}

/// Each node once, in order of the document.
fn in_order(tree: &Tree, nodes: Vec<NodeId>) -> Vec<NodeId> {
    let wanted: HashSet<NodeId> = nodes.iter().copied().collect();
    if wanted.len() < 2 {
        return wanted.into_iter().collect();
    }
    let mut places: HashMap<NodeId, usize> = HashMap::new();
    let mut open = vec![ROOT];
    while let Some(id) = open.pop() {
        let next = places.len();
        places.entry(id).or_insert(next);
        for attribute in tree.attributes(id) {
            let next = places.len();
            places.entry(attribute).or_insert(next);
        }
        open.extend(tree.children(id).into_iter().rev());
    }
    let mut sorted: Vec<NodeId> = wanted.into_iter().collect();
    sorted.sort_by_key(|id| (places.get(id).copied().unwrap_or(usize::MAX), *id));
    sorted
}

#[cfg(test)]
mod tests {
    use super::super::evaluate;
    use super::*;
    use crate::engine::types::xml::parse::parse;

    #[test]
    fn paths_find_what_they_name() {
        let tree = Tree::default();
        parse(
            "<lib><book cat='a'><t>T1</t><p>10</p></book><book cat='b'><t>T2</t><p>20</p></book></lib>",
            &tree,
        )
        .unwrap();
        let rows = [
            ("count(//book)", "2"),
            ("//book[@cat='b']/t", "T2"),
            ("//book[p>15]/t", "T2"),
            ("/lib/book[last()]/t", "T2"),
            ("/lib/book[1]/@cat", "a"),
            ("sum(//p)", "30"),
            ("string(//book[2]/preceding-sibling::book/t)", "T1"),
            ("concat(name(/*), '-', string-length('abc'))", "lib-3"),
            ("//t[contains(., '2')]/..//p", "20"),
            ("boolean(//none)", "false"),
            ("(//t)[2]", "T2"),
            ("10 div 4 + 1", "3.5"),
            ("//book[not(@cat='a') and position()=2]/t | //none", "T2"),
            ("normalize-space('  a   b ')", "a b"),
        ];
        for (expression, expected) in rows {
            let found = evaluate(&tree, ROOT, expression, &Vec::new());
            assert_eq!(found.map(|found| found.text(&tree)), Ok(expected.to_string()), "{expression}");
        }
        assert!(evaluate(&tree, ROOT, "//[", &Vec::new()).is_err());
        assert!(evaluate(&tree, ROOT, &"(".repeat(100_000), &Vec::new()).is_err());
    }
}
