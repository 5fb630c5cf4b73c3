//! What PowerShell refuses although the syntax is right: the checks that need the whole tree.
//!
//! They run on every tree, also on one with syntax errors, and never change it. Types are known by
//! name only; [`unknown_types`] lets the engine say which names exist.

mod assigned;
mod assignment;
mod attributes;
mod classes;
mod dsc;
mod duplicates;
mod exceptions;
mod flow;
mod restricted;
mod types;

pub use classes::property_assignments;
pub use dsc::resources;
pub use duplicates::duplicate_members;
pub use restricted::restricted_language;
pub use types::unknown_types;

use super::ast::*;
use super::diagnostic::{SyntaxError, splat_refused};
use super::span::Span;
use super::visit::{self, Visitor};
use std::collections::HashSet;

/// The errors of a script from top to bottom.
pub fn check(script: &ScriptBlock) -> Vec<SyntaxError> {
    let mut checker = Checker::default();
    checker.script_block(script);
    checker.errors
}

/// What the walk knows about where it is.
#[derive(Default)]
struct Checker {
    errors: Vec<SyntaxError>,
    /// The method being walked; empty inside script blocks and outside of classes.
    method: Option<Method>,
    /// The left side of the assignment being walked.
    assigned: Option<Span>,
    /// Loops and `finally` blocks around the current place, inside the current body.
    surroundings: Vec<Surrounding>,
}

#[derive(Clone, Copy)]
struct Method {
    is_static: bool,
    is_void: bool,
}

enum Surrounding {
    Loop(Option<String>),
    Finally,
}

impl Checker {
    fn error(&mut self, span: Span, id: &'static str, message: impl Into<String>) {
        self.errors.push(SyntaxError { span, id, message: message.into(), incomplete: false });
    }

    fn duplicate_parameters(&mut self, parameters: &[Parameter]) {
        let mut seen = HashSet::new();
        for parameter in parameters {
            let name = &parameter.name;
            if !seen.insert(name.text.to_lowercase()) {
                let message = format!("Duplicate parameter ${} in parameter list.", name.text);
                self.error(name.span, "DuplicateFormalParameter", message);
            }
            for attribute in &parameter.attributes {
                if let ParameterAttribute::Type(constraint) = attribute {
                    self.parameter_type(constraint);
                }
            }
        }
    }

    fn parameter_type(&mut self, constraint: &TypeName) {
        if is_void(constraint) {
            self.void_constraint(constraint);
        } else if constraint.name.eq_ignore_ascii_case("ordered") && constraint.array_ranks.is_empty() {
            self.ordered_misplaced(bracket_span(constraint), &constraint.name);
        }
    }

    fn void_constraint(&mut self, constraint: &TypeName) {
        let message = "[void] cannot be used as a parameter type, or on the left side of an assignment.";
        self.error(bracket_span(constraint), "VoidTypeConstraintNotAllowed", message);
    }

    fn ordered_misplaced(&mut self, span: Span, name: &str) {
        let message = format!("The {name} attribute can be specified only on a hash literal node.");
        self.error(span, "OrderedAttributeOnlyOnHashLiteralNode", message);
    }

    fn duplicate_keys(&mut self, entries: &[(Expression, Statement)]) {
        let mut seen = HashSet::new();
        for (key, _) in entries {
            let Some(text) = constant_text(key) else {
                continue;
            };
            if !seen.insert(text.to_lowercase()) {
                let message = format!("Duplicate keys '{text}' are not allowed in hash literals.");
                self.error(key.span, "DuplicateKeyInHashLiteral", message);
            }
        }
    }

    fn splat(&mut self, span: Span, path: &VariablePath, in_list: bool) {
        let name = path_text(path);
        if in_list {
            let message = format!(
                "Splatted variables like '@{name}' cannot be part of a comma-separated list of arguments."
            );
            return self.error(span, "SplattingNotPermittedInArgumentList", message);
        }
        let (id, message) = splat_refused(&name);
        self.error(span, id, message);
    }

    /// An argument of a command: the only place where a splat may stand alone.
    fn command_argument(&mut self, value: &Expression) {
        match &value.kind {
            ExpressionKind::Splat(_) => {}
            ExpressionKind::List(items) => {
                for item in items {
                    match &item.kind {
                        ExpressionKind::Splat(path) => self.splat(item.span, path, true),
                        _ => self.expression(item),
                    }
                }
            }
            _ => self.expression(value),
        }
    }

    fn using(&mut self, using: &Using) {
        let supported = matches!(using.kind, UsingKind::Namespace | UsingKind::Module | UsingKind::Assembly);
        let plain_alias =
            !matches!(using.alias.as_ref().map(|alias| &alias.kind), Some(ExpressionKind::String { .. }));
        if !supported || !plain_alias {
            let message = "This syntax of the 'using' statement is not supported.";
            self.error(using.span, "UsingStatementNotSupported", message);
        }
        if using.kind == UsingKind::Namespace
            && let ExpressionKind::String { value, .. } = &using.name.kind
            && !is_namespace(value)
        {
            let message = "The specified namespace in the 'using' statement contains invalid characters.";
            self.error(using.name.span, "InvalidNamespaceValue", message);
        }
    }

    /// Walks the body of a loop, of a `switch` or of a `finally`.
    fn inside(&mut self, surrounding: Surrounding, walk: impl FnOnce(&mut Self)) {
        self.surroundings.push(surrounding);
        walk(self);
        self.surroundings.pop();
    }

    /// Walks a body of its own: loops around it are out of reach.
    fn body(&mut self, method: Option<Method>, walk: impl FnOnce(&mut Self)) {
        let surroundings = std::mem::take(&mut self.surroundings);
        let outer = std::mem::replace(&mut self.method, method);
        walk(self);
        self.method = outer;
        self.surroundings = surroundings;
    }
}

impl Visitor for Checker {
    fn script_block(&mut self, block: &ScriptBlock) {
        block.usings.iter().for_each(|using| self.using(using));
        self.duplicate_parameters(block.parameters.as_deref().unwrap_or_default());
        self.duplicate_types(block);
        visit::walk_script_block(self, block);
    }

    fn script_block_expression(&mut self, block: &ScriptBlock) {
        self.body(None, |checker| checker.script_block(block));
    }

    fn function(&mut self, function: &FunctionDefinition) {
        self.body(None, |checker| checker.script_block(&function.body));
    }

    fn member(&mut self, member: &TypeMember) {
        self.class_member(member);
    }

    fn type_definition(&mut self, definition: &TypeDefinition) {
        self.class_attributes(definition);
        self.class(definition);
    }

    fn statement(&mut self, statement: &Statement) {
        self.checked_statement(statement);
    }

    fn command(&mut self, command: &Command) {
        for element in &command.elements {
            match element {
                CommandElement::Argument(value) | CommandElement::Parameter { argument: Some(value), .. } => {
                    self.command_argument(value);
                }
                _ => {}
            }
        }
        command.redirections.iter().for_each(|redirection| self.redirection(redirection));
    }

    fn expression(&mut self, expression: &Expression) {
        match &expression.kind {
            ExpressionKind::Hashtable(entries) => self.duplicate_keys(entries),
            ExpressionKind::Splat(path) => self.splat(expression.span, path, false),
            ExpressionKind::Unary { operator, operand } => self.increment(*operator, operand),
            ExpressionKind::Convert { target, operand } => self.convert(expression, target, operand),
            ExpressionKind::Attributed { attribute, operand } => self.attributed(attribute, operand),
            ExpressionKind::Using(inner) => self.using_expression(inner),
            ExpressionKind::Variable(path) => self.this_in_static(expression.span, path),
            _ => {}
        }
        visit::walk_expression(self, expression);
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.attribute_arguments(attribute, false);
        visit::walk_attribute(self, attribute);
    }
}

impl Checker {
    /// `[ordered]` in front of something that is no hash literal, `[ref]` beside other types.
    fn convert(&mut self, expression: &Expression, target: &TypeName, operand: &Expression) {
        let ordered = target.name.eq_ignore_ascii_case("ordered") && target.array_ranks.is_empty();
        if ordered && !matches!(operand.kind, ExpressionKind::Hashtable(_)) {
            self.ordered_misplaced(expression.span, &target.name);
        }
        let span = expression.span;
        let is_assigned = self.assigned.is_some_and(|left| left.start <= span.start && span.end <= left.end);
        let Some((inner, next)) = inner_convert(operand).filter(|_| !is_assigned) else { return };
        if !assignment::is_reference(target) {
            if assignment::is_reference(inner) {
                let message = "[ref] can only be the final type in type conversion sequence.";
                self.error(bracket_span(inner), "ReferenceNeedsToBeLastTypeInTypeConversion", message);
            }
            return;
        }
        let mut below = Some((inner, next));
        while let Some((name, operand)) = below {
            if assignment::is_reference(name) {
                let message = "Cannot have two occurrences of [ref] in a type sequence.";
                self.error(bracket_span(name), "ReferenceNeedsToBeByItselfInTypeSequence", message);
                // What stands behind that one is reported when it is looked at itself.
                return;
            }
            below = inner_convert(operand);
        }
    }

    /// `$using:` may only be followed by plain members and constant indexes.
    fn using_expression(&mut self, inner: &Expression) {
        match &inner.kind {
            ExpressionKind::Variable(_) => {}
            ExpressionKind::Member { target, member, .. }
                if matches!(member.kind, ExpressionKind::String { .. }) =>
            {
                self.using_expression(target);
            }
            ExpressionKind::Index { target, index, .. } if attributes::is_constant(index, false) => {
                self.using_expression(target);
            }
            _ => self.error(
                inner.span,
                "InvalidUsingExpression",
                "Expression is not allowed in a Using expression.",
            ),
        }
    }
}

/// The next conversion inward, over attributes.
fn inner_convert(operand: &Expression) -> Option<(&TypeName, &Expression)> {
    let mut inner = operand;
    loop {
        match &inner.kind {
            ExpressionKind::Convert { target, operand } => return Some((target, operand)),
            ExpressionKind::Attributed { operand, .. } => inner = operand,
            _ => return None,
        }
    }
}

/// The text of a constant key; `None` for one that is computed.
fn constant_text(key: &Expression) -> Option<String> {
    match &key.kind {
        ExpressionKind::String { value, .. } => Some(value.to_string()),
        ExpressionKind::Number(Number::Int(value)) => Some(value.to_string()),
        ExpressionKind::Number(Number::Long(value)) => Some(value.to_string()),
        ExpressionKind::Number(Number::Double(value)) => Some(value.to_string()),
        _ => None,
    }
}

fn path_text(path: &VariablePath) -> String {
    match &path.qualifier {
        Some(scope) => format!("{scope}:{}", path.name),
        None => path.name.to_string(),
    }
}

fn is_void(name: &TypeName) -> bool {
    let void = ["void", "System.Void"].iter().any(|void| void.eq_ignore_ascii_case(&name.name));
    void && name.array_ranks.is_empty() && name.arguments.is_empty()
}

/// A type's name with its brackets; without blanks between them, as nearly everybody writes.
fn bracket_span(name: &TypeName) -> Span {
    Span { start: name.span.start.saturating_sub(1), end: name.span.end + 1 }
}

/// `System.IO`: words of letters, digits and underscores with dots between them.
fn is_namespace(text: &str) -> bool {
    text.split('.').all(|word| {
        let mut characters = word.chars();
        let first = characters.next().is_some_and(|first| first.is_alphabetic() || first == '_');
        first && characters.all(|character| character.is_alphanumeric() || character == '_')
    })
}
