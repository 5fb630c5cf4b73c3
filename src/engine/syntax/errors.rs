//! From the parser's tree to nodes: what recovery left of something that is not complete.

use super::build::Builder;
use super::classes::*;
use super::{Field, tokens};
use crate::engine::types::script_extent;
use crate::language::Span;
use crate::language::ast::*;

impl Builder {
    pub(super) fn error_statement(&mut self, error: &ErrorStatement, span: Span, parent: usize) -> usize {
        let node = self.open(&ERROR_STATEMENT_AST, span, Some(parent));
        if let Some(kind) = error.kind {
            let token = tokens::at(&self.source, kind);
            self.value(node, "Kind", token);
        }
        if !error.flags.is_empty() {
            let flags = error.flags.iter().map(|(name, span, value)| {
                let value = value.as_ref().map(|value| self.statement(value, node));
                (*name, tokens::parameter(&self.source, *span), value)
            });
            let flags = flags.collect();
            self.put(node, "Flags", Field::Flags(flags));
        }
        self.error_parts(node, "Conditions", &error.conditions);
        self.error_parts(node, "Bodies", &error.bodies);
        self.error_parts(node, "NestedAst", &error.nested);
        node
    }

    /// A property that is `$null` when there is nothing in it.
    pub(super) fn error_parts(&mut self, node: usize, name: &'static str, parts: &[ErrorPart]) {
        if !parts.is_empty() {
            let made = parts.iter().map(|part| self.error_part(part, node)).collect();
            self.put(node, name, Field::List(made));
        }
    }

    fn error_part(&mut self, part: &ErrorPart, parent: usize) -> usize {
        match part {
            ErrorPart::Statement(statement) => self.statement(statement, parent),
            ErrorPart::Expression(expression) => self.expression(expression, parent),
            ErrorPart::Block(block) => self.block(block, parent),
            ErrorPart::Catch(catch) => self.catch_clause(catch, parent),
            ErrorPart::Attribute(ParameterAttribute::Attribute(attribute)) => {
                self.attribute(attribute, parent)
            }
            ErrorPart::Attribute(ParameterAttribute::Type(name)) => self.type_constraint(name, parent),
            ErrorPart::Parameter(parameter) => self.parameter(parameter, parent),
            ErrorPart::Dash(word) => {
                let node = self.open(&COMMAND_PARAMETER_AST, word.span, Some(parent));
                self.value(node, "ParameterName", word.text.as_str());
                let place = script_extent::value(&self.source, word.span);
                self.value(node, "ErrorPosition", place);
                node
            }
        }
    }
}
