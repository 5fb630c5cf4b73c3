//! What stands in the tree for a statement that is not complete: its start up to the last thing that surely
//! belongs to it, and what was whole inside.

use crate::language::ast::{
    Block, Catch, ErrorPart, ErrorStatement, Parameter, ParameterAttribute, Statement, StatementKind,
    TypeName,
};

/// A statement that ends at `end` although more should follow.
pub(super) fn unfinished(end: u32, nested: Vec<ErrorPart>) -> StatementKind {
    StatementKind::Error(Box::new(ErrorStatement { end, nested, ..ErrorStatement::default() }))
}

/// `(condition) { body }` that stops somewhere.
pub(super) struct Unfinished {
    pub end: u32,
    pub condition: Option<Box<Statement>>,
}

impl Unfinished {
    pub fn at(end: u32, condition: Option<Statement>) -> Self {
        Self { end, condition: condition.map(Box::new) }
    }
}

/// The finished clauses of an `if` and what there is of the next.
pub(super) fn clauses(finished: Vec<(Statement, Block)>, rest: Option<Box<Statement>>) -> Vec<ErrorPart> {
    let mut parts = Vec::new();
    for (condition, body) in finished {
        if !matches!(condition.kind, StatementKind::Error(_)) {
            parts.push(ErrorPart::Statement(condition));
        }
        parts.push(ErrorPart::Block(body));
    }
    parts.extend(rest.map(|condition| ErrorPart::Statement(*condition)));
    parts
}

pub(super) fn statements(statements: impl IntoIterator<Item = Option<Statement>>) -> Vec<ErrorPart> {
    statements.into_iter().flatten().map(ErrorPart::Statement).collect()
}

pub(super) fn types(names: Vec<TypeName>) -> impl Iterator<Item = ErrorPart> {
    names.into_iter().map(|name| ErrorPart::Attribute(ParameterAttribute::Type(name)))
}

pub(super) fn parameters(parameters: Option<Vec<Parameter>>) -> Vec<ErrorPart> {
    parameters.unwrap_or_default().into_iter().map(ErrorPart::Parameter).collect()
}

/// What there is of a `try`: body, catch clauses, and the types of clauses without a body.
pub(super) fn try_parts(body: Block, catches: Vec<Catch>, types_left: Vec<TypeName>) -> Vec<ErrorPart> {
    let mut parts = vec![ErrorPart::Block(body)];
    parts.extend(catches.into_iter().map(ErrorPart::Catch));
    parts.extend(types(types_left));
    parts
}
