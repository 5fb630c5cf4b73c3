//! Type names, type constraints and attributes.

use super::{Builder, Node, Rule, after};
use crate::language::ast::{Attribute, Expression, Name, ParameterAttribute, TypeName};
use crate::language::span::Span;
use crate::language::stack::with_stack;

const NO_BRACKET: (&str, &str) =
    ("EndSquareBracketExpectedAtEndOfAttribute", "Missing ] at end of attribute or type literal.");

impl Builder<'_> {
    /// `[int]` or `[Parameter(Mandatory)]`; `None` when not even a name is there.
    pub(super) fn attribute(&mut self, node: Node<'_>) -> Option<ParameterAttribute> {
        let mut nodes = node.children();
        let Some(name) = nodes.accept(Rule::type_name) else {
            let place = Span { start: node.span().start, end: node.span().start + 1 };
            self.missing(after(place), "MissingTypename", "Missing type name after '['.");
            return None;
        };
        let name = self.type_name(name);
        let arguments = nodes.accept(Rule::attribute_arguments);
        let mut attribute =
            Attribute { span: self.attribute_span(node), name, positional: Vec::new(), named: Vec::new() };
        let mut closed = true;
        if let Some(arguments) = arguments {
            closed = self.attribute_arguments(arguments, &mut attribute);
        }
        if let Some(marker) = nodes.accept(Rule::missing_bracket).filter(|_| closed) {
            let inside = self.trimmed(Span { start: node.span().start, end: marker.span().start });
            let end = inside.end;
            // The character in front for a type, the place behind for an attribute.
            let start = if arguments.is_some() { end } else { self.last_character(inside) };
            if arguments.is_some() {
                self.missing(Span { start, end }, NO_BRACKET.0, NO_BRACKET.1);
            } else {
                let incomplete = end >= self.significant_end;
                self.report(Span { start, end }, NO_BRACKET.0, NO_BRACKET.1.into(), incomplete);
            }
        }
        match arguments {
            Some(_) => Some(ParameterAttribute::Attribute(attribute)),
            None => Some(ParameterAttribute::Type(attribute.name)),
        }
    }

    /// The name in `[name]`, where only a type may stand.
    pub(super) fn type_constraint(&mut self, node: Node<'_>) -> Option<TypeName> {
        match self.attribute(node)? {
            ParameterAttribute::Type(name) => Some(name),
            ParameterAttribute::Attribute(attribute) => {
                let message = format!("Unexpected attribute '{}'.", attribute.name.name);
                self.error(attribute.span, "UnexpectedAttribute", message);
                None
            }
        }
    }

    /// From `[` to `]`, without the line ends that an attribute may take behind it.
    pub(super) fn attribute_span(&self, node: Node<'_>) -> Span {
        let end = node.child(Rule::close_bracket).map_or(node.span().end, |bracket| bracket.span().end);
        Span { start: node.span().start, end }
    }

    /// Reads `(Mandatory, Position = 0)`; gives whether its `)` was there.
    fn attribute_arguments(&mut self, node: Node<'_>, attribute: &mut Attribute) -> bool {
        let mut end = Span { start: node.span().start, end: node.span().start + 1 };
        for child in node.children() {
            match child.rule() {
                Rule::attribute_argument => {
                    end = child.span();
                    self.attribute_argument(child, attribute);
                }
                Rule::missing_value => {
                    let message = "Missing expression after ','.";
                    self.missing(child.span(), "MissingExpressionAfterToken", message);
                }
                Rule::missing_close => {
                    let message = "Missing closing ')' in expression.";
                    self.missing(after(end), "MissingEndParenthesisInExpression", message);
                    return false;
                }
                _ => {}
            }
        }
        true
    }

    fn attribute_argument(&mut self, node: Node<'_>, attribute: &mut Attribute) {
        let mut nodes = node.children();
        let Some(name) = nodes.accept(Rule::simple_name) else {
            if let Some(value) = nodes.next() {
                let value = self.expression(value);
                attribute.positional.push(value);
            }
            return;
        };
        let name = self.name_of(name);
        let value = nodes.accept(Rule::equals).map(|equals| self.named_value(&mut nodes, equals));
        let seen = attribute.named.iter().any(|(other, _): &(Name, _)| other.text == name.text);
        if seen {
            let message = format!("Duplicate named arguments '{}' are not allowed.", name.text);
            self.error(name.span, "DuplicateNamedArgument", message);
        } else {
            attribute.named.push((name, value));
        }
    }

    fn named_value(&mut self, nodes: &mut super::Nodes<'_>, equals: Node<'_>) -> Expression {
        match nodes.accept(Rule::element_expression) {
            Some(value) => self.expression(value),
            None => {
                let place = after(equals.span());
                let message = "Missing statement after '=' in named argument.";
                self.missing(place, "MissingExpressionInNamedArgument", message);
                self.error_expression(place)
            }
        }
    }

    /// `List[int][]`, from any rule for type names.
    pub(super) fn type_name(&mut self, node: Node<'_>) -> TypeName {
        with_stack(|| self.any_type_name(node))
    }

    fn any_type_name(&mut self, node: Node<'_>) -> TypeName {
        let mut name = TypeName {
            span: self.trimmed(node.span()),
            name: String::new(),
            arguments: Vec::new(),
            array_ranks: Vec::new(),
            assembly: None,
        };
        for child in node.children() {
            match child.rule() {
                Rule::type_identifier => name.name = self.text_of(child).to_string(),
                Rule::assembly_name => name.assembly = Some(self.text_of(child).trim().to_string()),
                Rule::generic_arguments => name.arguments = self.generic_arguments(child),
                Rule::array_suffix => {
                    let commas = self.text_of(child).bytes().filter(|byte| *byte == b',').count();
                    if commas >= 32 {
                        let message = format!(
                            "The array has too many dimensions: {}. The number of dimensions for an array \
                             must be less than or equal to 32.",
                            commas + 1
                        );
                        let suffix = child.span();
                        let inside = Span { start: suffix.start + 1, end: suffix.end - 1 };
                        self.error(inside, "ArrayHasTooManyDimensions", message);
                    }
                    name.array_ranks.push((commas + 1).min(32) as u8);
                }
                _ => {}
            }
        }
        name
    }

    fn generic_arguments(&mut self, node: Node<'_>) -> Vec<TypeName> {
        let mut names = Vec::new();
        for child in node.children() {
            match child.rule() {
                Rule::missing_type => {
                    self.missing(child.span(), "MissingTypename", "Missing type name after '['.");
                }
                Rule::missing_bracket => {
                    let end = child.span().start;
                    let span =
                        Span { start: self.last_character(Span { start: node.span().start, end }), end };
                    let incomplete = end >= self.significant_end;
                    self.report(span, NO_BRACKET.0, NO_BRACKET.1.into(), incomplete);
                }
                _ => names.push(self.type_name(child)),
            }
        }
        names
    }
}
