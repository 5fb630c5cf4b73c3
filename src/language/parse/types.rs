//! Classes, enums and their members.

use super::error_statement::{self, unfinished};
use super::{Builder, Node, Nodes, Rule, after};
use crate::language::ast::{
    Attribute, Expression, Name, Parameter, ParameterAttribute, ScriptBlock, StatementKind, TypeDefinition,
    TypeKind, TypeMember, TypeName,
};
use crate::language::span::Span;
use std::rc::Rc;

/// Types that an enum may be made of.
const INTEGRAL: [&str; 14] = [
    "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "int16", "int32", "int64", "uint16",
    "uint32", "uint64",
];

/// What stands in front of a member.
struct MemberHead {
    attributes: Vec<ParameterAttribute>,
    is_static: bool,
    is_hidden: bool,
    end: u32,
}

impl Builder<'_> {
    /// `class A { }` or `enum B { }`, with the attributes that stood in front.
    pub(super) fn type_definition(
        &mut self,
        node: Node<'_>,
        attributes: Vec<Attribute>,
    ) -> Option<StatementKind> {
        self.defines_types = true;
        let (kind, word) = match node.rule() {
            Rule::class_definition => (TypeKind::Class, "class"),
            _ => (TypeKind::Enum, "enum"),
        };
        let mut nodes = node.children();
        let Some(name) = nodes.accept(Rule::simple_name) else {
            let end = nodes.accept(Rule::missing_name).map_or(node.span().end, |marker| marker.span().start);
            let message = format!("Missing name after {word} keyword.");
            self.missing(Span { start: end, end }, "MissingNameAfterKeyword", message);
            return Some(unfinished(node.span().start + word.len() as u32, Vec::new()));
        };
        let name = self.name_of(name);
        let bases = self.base_types(&mut nodes);
        if kind == TypeKind::Enum {
            bases.iter().for_each(|base| self.underlying_type(base));
        }
        let head_end = bases.last().map_or(name.span, |base| base.span);
        if nodes.accept(Rule::missing_body).is_some() {
            let message = format!("Missing '{word}' body in '{word}' declaration.");
            self.missing(after(head_end), "MissingTypeBody", message);
            return Some(unfinished(head_end.end, error_statement::types(bases).collect()));
        }
        let mut members = Vec::new();
        for child in nodes {
            match child.rule() {
                Rule::class_member => members.extend(self.class_member(child, &name.text)),
                Rule::enum_member => members.extend(self.enum_member(child)),
                Rule::missing_brace => {
                    let open = self.next_token(head_end.end).end;
                    self.missing_brace(Span { start: open, end: open }, child);
                }
                _ => {}
            }
        }
        let source = self.source.clone();
        let span = node.span();
        Some(StatementKind::Type(Rc::new(TypeDefinition {
            span,
            name,
            kind,
            attributes,
            bases,
            members,
            source,
        })))
    }

    fn base_types(&mut self, nodes: &mut Nodes<'_>) -> Vec<TypeName> {
        let mut bases = Vec::new();
        loop {
            if let Some(base) = nodes.accept(Rule::base_type) {
                bases.extend(base.child(Rule::plain_type_name).map(|name| self.type_name(name)));
            } else if let Some(marker) = nodes.accept(Rule::missing_type) {
                self.missing(marker.span(), "TypeNameExpected", "Type name expected.");
            } else {
                return bases;
            }
        }
    }

    fn underlying_type(&mut self, base: &TypeName) {
        let short = base.name.strip_prefix("System.").unwrap_or(&base.name);
        let known = INTEGRAL.iter().any(|name| name.eq_ignore_ascii_case(short));
        if !known || !base.array_ranks.is_empty() {
            let message = format!(
                "'{}' is not a valid underlying type for enums. Expected a builtin integral type (one of byte, \
                 sbyte, short, ushort, int, uint, long or ulong)",
                base.name
            );
            self.error(base.span, "InvalidUnderlyingType", message);
        }
    }

    fn class_member(&mut self, node: Node<'_>, class: &str) -> Option<TypeMember> {
        let mut nodes = node.children();
        let head = self.member_head(&mut nodes, node);
        match nodes.peek_rule() {
            Some(Rule::variable) => self.property(node, &mut nodes, head),
            Some(Rule::simple_name) => self.method(node, &mut nodes, head, class),
            _ => {
                let place = Span { start: head.end, end: head.end };
                let message = "Missing a property name or method definition.";
                self.missing(place, "IncompleteMemberDefinition", message);
                None
            }
        }
    }

    fn member_head(&mut self, nodes: &mut Nodes<'_>, node: Node<'_>) -> MemberHead {
        let mut head =
            MemberHead { attributes: Vec::new(), is_static: false, is_hidden: false, end: node.span().start };
        let mut typed = false;
        loop {
            if let Some(attribute) = nodes.accept(Rule::attribute) {
                let span = self.attribute_span(attribute);
                head.end = span.end;
                let attribute = self.attribute(attribute);
                let is_type = matches!(attribute, Some(ParameterAttribute::Type(_)));
                if is_type && typed {
                    self.error(span, "TooManyTypes", "Only one type may be specified on class members.");
                } else {
                    head.attributes.extend(attribute);
                }
                typed |= is_type;
            } else if let Some(modifier) = nodes.accept(Rule::member_modifier) {
                head.end = modifier.span().end;
                self.modifier(modifier, &mut head);
            } else {
                return head;
            }
        }
    }

    fn modifier(&mut self, node: Node<'_>, head: &mut MemberHead) {
        let word = self.text_of(node);
        let flag = match word.to_ascii_lowercase().as_str() {
            "static" => &mut head.is_static,
            _ => &mut head.is_hidden,
        };
        let twice = std::mem::replace(flag, true);
        if twice {
            self.error(node.span(), "DuplicateQualifier", format!("Duplicate '{word}' qualifier"));
        }
    }

    fn property(&mut self, node: Node<'_>, nodes: &mut Nodes<'_>, head: MemberHead) -> Option<TypeMember> {
        let variable = nodes.accept(Rule::variable)?;
        let path = self.variable_path(variable);
        let name = Name { span: variable.span(), text: path.name.to_string() };
        let mut end = variable.span();
        if let Some(equals) = nodes.accept(Rule::equals) {
            end = equals.span();
        }
        let initial = nodes.accept(Rule::expression).map(|value| self.expression(value));
        end = initial.as_ref().map_or(end, |value| value.span);
        self.member_end(nodes, end);
        Some(TypeMember::Property {
            span: self.trimmed(node.span()),
            name,
            attributes: head.attributes,
            is_static: head.is_static,
            is_hidden: head.is_hidden,
            initial,
        })
    }

    fn member_end(&mut self, nodes: &mut Nodes<'_>, end: Span) {
        if nodes.accept(Rule::missing_terminator).is_some() {
            let message = "Missing ';' or end-of-line in property definition.";
            self.missing(after(end), "MissingPropertyTerminator", message);
        }
    }

    fn method(
        &mut self,
        node: Node<'_>,
        nodes: &mut Nodes<'_>,
        head: MemberHead,
        class: &str,
    ) -> Option<TypeMember> {
        let name = nodes.accept(Rule::simple_name).map(|name| self.name_of(name))?;
        let (parameters, mut failed) = self.method_parameters(nodes, &name);
        let base_arguments = match nodes.accept(Rule::base_call) {
            Some(call) => {
                if !name.text.eq_ignore_ascii_case(class) {
                    self.missing(
                        after(name.span),
                        "MissingFunctionBody",
                        "Missing function body in function declaration.",
                    );
                }
                let arguments = self.base_arguments(call);
                failed |= arguments.is_none();
                arguments
            }
            None => None,
        };
        let Some(block) = nodes.accept(Rule::script_block) else {
            if !failed {
                let end = Span {
                    start: name.span.start,
                    end: nodes.peek().map_or(node.span().end, |marker| marker.span().start),
                };
                let message = "Missing function body in function declaration.";
                self.missing(after(self.trimmed(end)), "MissingFunctionBody", message);
            }
            return None;
        };
        let body = self.method_body(block, parameters);
        let (attributes, return_type) = split_types(head.attributes);
        Some(TypeMember::Method {
            span: node.span(),
            name,
            attributes,
            return_type,
            is_static: head.is_static,
            is_hidden: head.is_hidden,
            base_arguments,
            body: Rc::new(body),
        })
    }

    /// Parameters, and whether something about them was reported.
    fn method_parameters(&mut self, nodes: &mut Nodes<'_>, name: &Name) -> (Vec<Parameter>, bool) {
        match nodes.accept(Rule::function_parameters) {
            Some(list) => {
                let unclosed = list.child(Rule::missing_close).is_some();
                (self.parameters(&mut list.children()), unclosed)
            }
            None => {
                nodes.accept(Rule::missing_parameter);
                let message = "Missing '(' in class method parameter list.";
                self.missing(after(name.span), "MissingMethodParameterList", message);
                (Vec::new(), false)
            }
        }
    }

    fn method_body(&mut self, block: Node<'_>, parameters: Vec<Parameter>) -> ScriptBlock {
        let mut body = self.script_block(block);
        if body.parameters.is_some() {
            let place = block.child(Rule::parameter_block).map_or(block.span(), |node| node.span());
            self.error(
                place,
                "ParamBlockNotAllowedInMethod",
                "A param block is not allowed in a class method.",
            );
        }
        if body.named_blocks {
            let place = block.child(Rule::named_block).map_or(block.span(), |node| node.span());
            self.error(
                place,
                "NamedBlockNotAllowedInMethod",
                "A named block is not allowed in a class method.",
            );
        }
        body.parameters = Some(parameters);
        body
    }

    /// `: base(1)`; `None` after an error.
    fn base_arguments(&mut self, node: Node<'_>) -> Option<Vec<Expression>> {
        let mut nodes = node.children();
        if let Some(call) = nodes.accept(Rule::call_arguments) {
            return Some(self.call_arguments(call));
        }
        let marker = nodes.next()?;
        if marker.rule() == Rule::missing_parameter {
            let message = "Missing '(' in class method parameter list.";
            self.missing(marker.span(), "MissingMethodParameterList", message);
        } else {
            let message = "Missing 'base' after ':' in a base class constructor call.";
            self.missing(marker.span(), "MissingBaseCtorCall", message);
        }
        None
    }

    fn enum_member(&mut self, node: Node<'_>) -> Option<TypeMember> {
        let mut nodes = node.children();
        let name = nodes.accept(Rule::simple_name).map(|name| self.name_of(name))?;
        let mut value = None;
        let mut end = name.span;
        if let Some(equals) = nodes.accept(Rule::equals) {
            match nodes.accept(Rule::expression) {
                Some(expression) => value = Some(self.expression(expression)),
                None => {
                    nodes.accept(Rule::missing_value);
                    nodes.accept(Rule::missing_terminator);
                    self.missing_value_after(equals, "=");
                }
            }
            end = value.as_ref().map_or(equals.span(), |value| value.span);
        }
        self.member_end(&mut nodes, end);
        Some(TypeMember::EnumValue { span: self.trimmed(node.span()), name, value })
    }
}

/// A method's attributes and its return type.
fn split_types(mixed: Vec<ParameterAttribute>) -> (Vec<Attribute>, Option<TypeName>) {
    let mut attributes = Vec::new();
    let mut return_type = None;
    for attribute in mixed {
        match attribute {
            ParameterAttribute::Attribute(attribute) => attributes.push(attribute),
            ParameterAttribute::Type(name) => return_type = Some(name),
        }
    }
    (attributes, return_type)
}
