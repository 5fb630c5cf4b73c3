//! What may be assigned to, and what may be counted up.

use super::{Checker, bracket_span, is_void};
use crate::language::ast::*;
use crate::language::span::Span;

/// Automatic variables that may only be assigned with one type, and that type.
/// Source: the list of automatic variables with a fixed slot in PowerShell's compiler.
const AUTOMATIC: [(&str, &str, &[&str]); 9] = [
    ("_", "System.Object", &["object", "System.Object"]),
    ("args", "System.Object[]", &["object[]", "System.Object[]", "array"]),
    ("this", "System.Object", &["object", "System.Object"]),
    ("input", "System.Object", &["object", "System.Object"]),
    ("PSCmdlet", "System.Management.Automation.PSScriptCmdlet", &[]),
    ("PSBoundParameters", "System.Management.Automation.PSBoundParametersDictionary", &[]),
    (
        "MyInvocation",
        "System.Management.Automation.InvocationInfo",
        &["System.Management.Automation.InvocationInfo"],
    ),
    ("PSScriptRoot", "System.String", &["string", "System.String"]),
    ("PSCommandPath", "System.String", &["string", "System.String"]),
];

impl Checker {
    /// The left side of `=`, `+=` and the others.
    pub(super) fn assignment(&mut self, target: &Expression, operator: AssignmentOperator) {
        self.assigned = Some(target.span);
        let simple = operator == AssignmentOperator::Assign;
        let mut bad = Vec::new();
        self.assignment_target(target, simple, &mut bad);
        for span in bad {
            let message = "The assignment expression is not valid. The input to an assignment operator must be an \
                           object that is able to accept assignments, such as a variable or a property.";
            self.error(span, "InvalidLeftHandSide", message);
        }
    }

    /// The operand of `++` and `--`.
    pub(super) fn increment(&mut self, operator: UnaryOperator, operand: &Expression) {
        let sign = match operator {
            UnaryOperator::PreIncrement | UnaryOperator::PostIncrement => "++",
            UnaryOperator::PreDecrement | UnaryOperator::PostDecrement => "--",
            _ => return,
        };
        let mut bad = Vec::new();
        self.assignment_target(operand, false, &mut bad);
        for span in bad {
            let message = format!("The '{sign}' operator works only on variables or on properties.");
            self.error(span, "OperatorRequiresVariableOrProperty", message);
        }
    }

    /// Collects the places that cannot take a value.
    fn assignment_target(&mut self, target: &Expression, simple: bool, bad: &mut Vec<Span>) {
        match &target.kind {
            ExpressionKind::List(items) if simple => {
                items.iter().for_each(|item| self.assignment_target(item, true, bad));
            }
            ExpressionKind::Paren(statement) => match pure_expression(statement) {
                Some(inner) => self.assignment_target(inner, simple, bad),
                None => bad.push(statement.span),
            },
            ExpressionKind::Variable(_) => {}
            ExpressionKind::Member { null_conditional, .. }
            | ExpressionKind::Index { null_conditional, .. } => {
                if *null_conditional {
                    bad.push(target.span);
                }
            }
            // A parameterized property of a COM object looks like a call.
            ExpressionKind::InvokeMember { null_conditional: false, .. } => {}
            ExpressionKind::Convert { .. } | ExpressionKind::Attributed { .. } => {
                self.typed_target(target, simple, bad);
            }
            _ => bad.push(target.span),
        }
    }

    /// `[int]$x`, `[ValidateSet('a')]$x`
    fn typed_target(&mut self, target: &Expression, simple: bool, bad: &mut Vec<Span>) {
        let mut inner = target;
        let mut converts: Vec<&TypeName> = Vec::new();
        loop {
            match &inner.kind {
                ExpressionKind::Convert { target, operand } => {
                    converts.push(target);
                    inner = operand;
                }
                ExpressionKind::Attributed { operand, .. } => inner = operand,
                _ => break,
            }
        }
        converts.iter().filter(|name| is_void(name)).for_each(|name| self.void_constraint(name));
        let reference = converts.iter().find(|name| is_reference(name));
        match reference.filter(|_| converts.len() > 1) {
            Some(name) => {
                let message = "Cannot use [ref] with other types in a type constraint.";
                self.error(bracket_span(name), "ReferenceNeedsToBeByItselfInTypeConstraint", message);
            }
            None => {
                self.automatic_type(target.span, inner, converts.last().copied());
                self.assignment_target(inner, simple, bad);
            }
        }
    }

    fn automatic_type(&mut self, span: Span, variable: &Expression, constraint: Option<&TypeName>) {
        let ExpressionKind::Variable(path) = &variable.kind else {
            return;
        };
        let local = path.qualifier.as_deref().is_none_or(|scope| scope.eq_ignore_ascii_case("local"));
        let known = AUTOMATIC.iter().find(|(name, ..)| name.eq_ignore_ascii_case(&path.name));
        let (Some((_, full, accepted)), true) = (known, local) else {
            return;
        };
        let written = constraint.map(|name| format!("{}{}", name.name, "[]".repeat(name.array_ranks.len())));
        let matches =
            written.is_some_and(|name| accepted.iter().any(|other| other.eq_ignore_ascii_case(&name)));
        if !matches {
            let message = format!("Cannot assign automatic variable '{}' with type '{full}'", path.name);
            self.error(span, "AssignmentStatementToAutomaticNotSupported", message);
        }
    }
}

/// The expression that a statement is, when it is nothing else.
pub(super) fn pure_expression(statement: &Statement) -> Option<&Expression> {
    let StatementKind::Chain(chain) = &statement.kind else {
        return None;
    };
    match chain.first.elements.as_slice() {
        [PipelineElement::Expression { expression, redirections }]
            if chain.rest.is_empty() && redirections.is_empty() && !chain.background =>
        {
            Some(expression)
        }
        _ => None,
    }
}

pub(super) fn is_reference(name: &TypeName) -> bool {
    let names = ["ref", "System.Management.Automation.PSReference"];
    names.iter().any(|reference| reference.eq_ignore_ascii_case(&name.name)) && name.array_ranks.is_empty()
}
