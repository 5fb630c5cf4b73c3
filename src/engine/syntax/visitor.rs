//! `Ast.Visit`: a script's own visitor class sees nodes, outer before inner.

use super::kinds;
use super::node::{self, AstNode};
use crate::engine::class;
use crate::engine::types::record;
use crate::engine::types::{self, Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

macro_rules! visitors {
    ($($constant:ident $name:literal : $base:expr;)*) => {
        $(static $constant: Class = Class {
            name: concat!("System.Management.Automation.Language.", $name),
            base: Some($base),
            construct: Some(|_, _| Ok(record::made(&$constant, concat!("System.Management.Automation.Language.", $name), []))),
            constructors: &[concat!("System.Management.Automation.Language.", $name, " new()")],
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[$(&$constant),*];
    };
}

visitors! {
    AST_VISITOR "AstVisitor": &object::OBJECT;
    AST_VISITOR_2 "AstVisitor2": &AST_VISITOR;
}

/// What a visitor's method wants.
#[derive(PartialEq, Eq)]
enum Action {
    Continue,
    SkipChildren,
    StopVisit,
}

/// `Visit(visitor)`. Errors: what its methods throw; a visitor that is none.
pub(super) fn visit(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let visitor = arguments::any(args, 0)?;
    let Some((_, of)) = class::instance(visitor) else { return Err(arguments::no_overload()) };
    if !types::is_a(of, &types::named(AST_VISITOR.name)) {
        // `ICustomAstVisitor` walks by itself.
        let name = method_of(node::of(this)?);
        return class::invoke(engine, visitor, &name, std::slice::from_ref(this))
            .unwrap_or_else(|| Err(arguments::no_overload()));
    }
    let root = node::of(this)?.clone();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        match act(engine, visitor, &node)? {
            Action::Continue => waiting.extend(node.inside().rev()),
            Action::SkipChildren => {}
            Action::StopVisit => break,
        }
    }
    Ok(Value::Empty)
}

/// `VisitCommand` for a `CommandAst`.
fn method_of(node: &AstNode) -> String {
    let name = node.class_name();
    let short = name.rsplit('.').next().unwrap_or(name);
    format!("Visit{}", short.strip_suffix("Ast").unwrap_or(short))
}

/// What the visitor says to a node; a method that it does not have goes on.
fn act(engine: &mut Engine, visitor: &Value, node: &AstNode) -> Outcome<Action> {
    let value = Value::native(node.clone());
    let said = class::invoke(engine, visitor, &method_of(node), std::slice::from_ref(&value));
    let Some(said) = said.transpose()? else { return Ok(Action::Continue) };
    Ok(match kinds::visit_action(&said) {
        1 => Action::SkipChildren,
        2 => Action::StopVisit,
        _ => Action::Continue,
    })
}
