//! Functions, filters and `param` lists.

use super::error_statement::{self, unfinished};
use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{
    Attribute, FunctionDefinition, Name, Parameter, ParameterAttribute, ScriptBlock, StatementKind,
};
use crate::language::diagnostic::splat_refused;
use crate::language::literal;
use crate::language::span::Span;
use std::rc::Rc;

const NO_PARENTHESIS: (&str, &str) =
    ("MissingEndParenthesisInFunctionParameterList", "Missing ')' in function parameter list.");

impl Builder<'_> {
    /// `[CmdletBinding()]` in front of `param`.
    pub(super) fn parameter_attributes(&mut self, node: Node<'_>, block: &mut ScriptBlock) {
        let mut nodes = node.children();
        while let Some(attribute) = nodes.accept(Rule::attribute) {
            match self.attribute(attribute) {
                Some(ParameterAttribute::Attribute(attribute)) => block.attributes.push(attribute),
                Some(ParameterAttribute::Type(name)) => {
                    let message =
                        format!("Unexpected type [{}] was found in the parameter statement.", name.name);
                    let span = self.attribute_span(attribute);
                    self.error(span, "TypeNotAllowedBeforeParam", message);
                }
                None => {}
            }
        }
    }

    /// `param($a)` at the start of a body.
    pub(super) fn parameter_block(&mut self, node: Node<'_>, block: &mut ScriptBlock) {
        block.parameters = Some(self.parameters(&mut node.children()));
    }

    /// Parameters up to their closing parenthesis.
    pub(super) fn parameters(&mut self, nodes: &mut Nodes<'_>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        while let Some(node) = nodes.peek() {
            match node.rule() {
                Rule::parameter => parameters.extend(self.parameter(node)),
                Rule::missing_parameter => {
                    let message = "Missing expression after ','.";
                    self.missing(node.span(), "MissingExpressionAfterToken", message);
                }
                Rule::missing_close => {
                    let place = parameters.last().map_or(node.span(), |last| last.span);
                    self.missing(after(place), NO_PARENTHESIS.0, NO_PARENTHESIS.1);
                }
                _ => break,
            }
            nodes.next();
        }
        parameters
    }

    fn parameter(&mut self, node: Node<'_>) -> Option<Parameter> {
        let mut nodes = node.children();
        let mut attributes = Vec::new();
        let mut end = node.span().start;
        while let Some(attribute) = nodes.accept(Rule::attribute) {
            end = self.attribute_span(attribute).end;
            attributes.extend(self.attribute(attribute));
        }
        let Some(variable) = nodes.next().filter(|node| node.rule() != Rule::missing_variable) else {
            let message = "Parameter declarations are a comma-separated list of variable names with optional \
                           initializer expressions.";
            self.missing(Span { start: end, end }, "InvalidFunctionParameter", message);
            return None;
        };
        let path = self.variable_path(variable);
        if variable.rule() == Rule::splat {
            let (id, message) = splat_refused(&path.name);
            self.error(variable.span(), id, message);
        }
        let name = Name { span: variable.span(), text: path.name.to_string() };
        let mut default = None;
        if let Some(equals) = nodes.accept(Rule::equals) {
            match nodes.accept(Rule::element_expression) {
                Some(value) => default = Some(self.expression(value)),
                None => {
                    let message = "Missing expression after '='.";
                    self.missing(after(equals.span()), "MissingExpressionAfterToken", message);
                }
            }
        }
        Some(Parameter { span: node.span(), name, attributes, default })
    }

    /// `function f($a) { }`
    pub(super) fn function_definition(&mut self, node: Node<'_>) -> Option<StatementKind> {
        let mut nodes = node.children();
        let keyword = nodes.accept(Rule::function_keyword)?;
        let word = self.text_of(keyword);
        if nodes.accept(Rule::missing_name).is_some() {
            let message = format!("Missing name after {word} keyword.");
            self.missing(after(keyword.span()), "MissingNameAfterKeyword", message);
            return Some(unfinished(keyword.span().end, Vec::new()));
        }
        let name = nodes.accept(Rule::function_name)?;
        let parameters = nodes.accept(Rule::function_parameters);
        let in_front = parameters.map(|node| self.parameters(&mut node.children()));
        let unclosed = parameters.filter(|node| node.child(Rule::missing_close).is_some());
        let Some(body) = nodes.accept(Rule::script_block) else {
            let mut end = parameters.unwrap_or(name).span().end;
            match unclosed {
                Some(list) => {
                    let open = list.span().start + 1;
                    end = in_front.iter().flatten().last().map_or(open, |last| last.span.end);
                }
                None => {
                    let message = "Missing function body in function declaration.";
                    self.missing(Span { start: end, end }, "MissingFunctionBody", message);
                }
            }
            return Some(unfinished(end, error_statement::parameters(in_front)));
        };
        if word.eq_ignore_ascii_case("workflow") {
            self.workflow_refused(node.span());
        }
        let name = Name { span: name.span(), text: literal::bare_word(self.text_of(name)) };
        let mut block = self.script_block(body);
        block.help = self.function_help(node.span().start, body.span(), first_word(body), last_word(body));
        let parameters_in_front = in_front.is_some();
        self.merge_parameters(&mut block, in_front, body);
        self.parameter_help(&mut block);
        let filter = word.eq_ignore_ascii_case("filter");
        let function =
            FunctionDefinition { span: node.span(), name, filter, parameters_in_front, body: Rc::new(block) };
        Some(StatementKind::Function(Rc::new(function)))
    }

    /// Parameters in front of a body become those of the body.
    fn merge_parameters(
        &mut self,
        block: &mut ScriptBlock,
        in_front: Option<Vec<Parameter>>,
        body: Node<'_>,
    ) {
        let Some(in_front) = in_front else {
            return;
        };
        if block.parameters.is_some() && !in_front.is_empty() {
            let place = body.child(Rule::parameter_block).map_or(body.span(), |node| node.span());
            let message =
                "The param statement cannot be used if arguments were specified in the function declaration.";
            self.error(place, "OnlyOneParameterListAllowed", message);
            return;
        }
        if block.parameters.is_none() {
            block.parameters = Some(in_front);
        }
    }

    /// The attributes of a class member or type, types left out.
    pub(super) fn only_attributes(&mut self, nodes: &mut Nodes<'_>) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        while let Some(node) = nodes.accept(Rule::attribute) {
            match self.attribute(node) {
                Some(ParameterAttribute::Attribute(attribute)) => attributes.push(attribute),
                Some(ParameterAttribute::Type(name)) => {
                    let message = format!("Unexpected type [{}] was found before statement.", name.name);
                    let span = self.attribute_span(node);
                    self.error(span, "TypeNotAllowedBeforeStatement", message);
                }
                None => {}
            }
        }
        attributes
    }
}

/// Where the first thing in a body starts.
pub(super) fn first_word(body: Node<'_>) -> u32 {
    body.children().next().map_or(body.span().end, |node| node.span().start)
}

/// Where the last thing in a body ends.
pub(super) fn last_word(body: Node<'_>) -> u32 {
    body.children().last().map_or(body.span().end, |node| node.span().end)
}
