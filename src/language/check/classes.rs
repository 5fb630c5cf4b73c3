//! Classes and enums: methods that must return, variables that methods may see.

use super::attributes::Target;
use super::{Checker, Method, assigned, flow, is_void};
use crate::language::ast::*;
use crate::language::diagnostic::SyntaxError;
use crate::language::span::Span;
use crate::language::visit::{self, Visitor};
use std::collections::HashMap;

/// Names that mean something in every method. Source: PowerShell's automatic, preference and
/// constant variables, and the few globals that methods may read.
const ALWAYS_THERE: [&str; 32] = [
    "true",
    "false",
    "null",
    "_",
    "PSItem",
    "args",
    "this",
    "input",
    "PSCmdlet",
    "PSBoundParameters",
    "MyInvocation",
    "PSScriptRoot",
    "PSCommandPath",
    "foreach",
    "switch",
    "DebugPreference",
    "VerbosePreference",
    "ErrorActionPreference",
    "WhatIfPreference",
    "WarningPreference",
    "InformationPreference",
    "ConfirmPreference",
    "ProgressPreference",
    "LASTEXITCODE",
    "Error",
    "StackTrace",
    "OutputEncoding",
    "NestedPromptLevel",
    "PWD",
    "Matches",
    "PSApplicationOutputEncoding",
    "?",
];

impl Checker {
    pub(super) fn class(&mut self, definition: &TypeDefinition) {
        let class = definition.name.text.as_str();
        definition.attributes.iter().for_each(|attribute| self.attribute_arguments(attribute, true));
        for member in &definition.members {
            match member {
                TypeMember::Method { name, .. } => {
                    let constructor = name.text.eq_ignore_ascii_case(class);
                    self.method(member, constructor);
                }
                _ => self.member(member),
            }
        }
    }

    /// A property or an enum's value; methods come through [`Self::class`].
    pub(super) fn class_member(&mut self, member: &TypeMember) {
        if let TypeMember::Property { attributes, .. } = member {
            for attribute in attributes {
                match attribute {
                    ParameterAttribute::Attribute(attribute) => {
                        self.attribute_on(attribute, Target::Property);
                        self.attribute_arguments(attribute, true);
                    }
                    ParameterAttribute::Type(name) if is_void(name) => {
                        let message = format!("The type '{}' is not allowed on a property.", name.name);
                        self.error(super::bracket_span(name), "TypeNotAllowedForProperty", message);
                    }
                    ParameterAttribute::Type(_) => {}
                }
            }
        }
        if let TypeMember::Property { initial: Some(initial), is_static, .. } = member {
            let method = Method { is_static: *is_static, is_void: true };
            self.body(Some(method), |checker| checker.expression(initial));
        }
    }

    fn method(&mut self, member: &TypeMember, constructor: bool) {
        let TypeMember::Method { name, attributes, return_type, is_static, base_arguments, body, .. } =
            member
        else {
            return;
        };
        for attribute in attributes {
            self.attribute_on(attribute, if constructor { Target::Constructor } else { Target::Method });
            self.attribute_arguments(attribute, true);
        }
        let is_void = return_type.as_ref().is_none_or(is_void);
        if let (Some(found), true) = (return_type, constructor) {
            let message = "A constructor cannot specify a return type.";
            self.error(super::bracket_span(found), "ConstructorCantHaveReturnType", message);
        }
        self.method_parameters(body);
        let block = body.end.as_ref();
        if !is_void && !constructor && block.is_some_and(flow::falls_through) {
            self.error(
                name.span,
                "MethodHasCodePathNotReturn",
                "Not all code path returns value within method.",
            );
        }
        let method = Method { is_static: *is_static, is_void };
        self.body(Some(method), |checker| {
            base_arguments.iter().flatten().for_each(|value| checker.expression(value));
            checker.duplicate_parameters(body.parameters.as_deref().unwrap_or_default());
            body.parameters.iter().flatten().filter_map(|parameter| parameter.default.as_ref()).for_each(
                |value| {
                    checker.expression(value);
                },
            );
            checker.unassigned_variables(body);
            let blocks = [&body.dynamic_param, &body.begin, &body.process, &body.end, &body.clean];
            blocks.into_iter().flatten().for_each(|block| visit::walk_block(checker, block));
        });
    }

    fn method_parameters(&mut self, body: &ScriptBlock) {
        for parameter in body.parameters.iter().flatten() {
            let mut typed = false;
            for attribute in &parameter.attributes {
                match attribute {
                    ParameterAttribute::Attribute(attribute) => {
                        self.attribute_on(attribute, Target::Parameter);
                        self.attribute_arguments(attribute, true);
                    }
                    ParameterAttribute::Type(name) if typed => {
                        let message = "Multiple type constraints are not allowed on a method parameter.";
                        self.error(
                            super::bracket_span(name),
                            "MultipleTypeConstraintsOnMethodParam",
                            message,
                        );
                    }
                    ParameterAttribute::Type(_) => typed = true,
                }
            }
        }
    }

    /// Methods see their own variables only.
    fn unassigned_variables(&mut self, body: &ScriptBlock) {
        for (name, span) in assigned::read_unassigned(body) {
            if !ALWAYS_THERE.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                self.error(span, "VariableNotLocal", "Variable is not assigned in the method.");
            }
        }
    }

    /// `$this` in a static member.
    pub(super) fn this_in_static(&mut self, span: Span, path: &VariablePath) {
        let is_this = path.qualifier.is_none() && path.name.eq_ignore_ascii_case("this");
        if is_this && self.method.is_some_and(|method| method.is_static) {
            let message = format!(
                "Cannot access the non-static member '{}' in a static method or initializer of a static property.",
                path.name
            );
            self.error(span, "NonStaticMemberAccessInStaticMember", message);
        }
    }
}

/// `$x`, `$local:x`, `$private:x`
pub(super) fn is_local(path: &VariablePath) -> bool {
    let scopes = ["local", "private", "variable"];
    path.qualifier.as_deref().is_none_or(|scope| scopes.iter().any(|local| local.eq_ignore_ascii_case(scope)))
}

/// `-OutVariable x` and its kind.
pub(super) fn makes_variable(parameter: &str) -> bool {
    let names = ["ov", "ev", "wv", "iv", "pv", "rv"];
    parameter.to_ascii_lowercase().ends_with("variable")
        || names.iter().any(|name| name.eq_ignore_ascii_case(parameter))
}

/// The plain variables that an assignment writes.
pub(super) fn targets(target: &Expression) -> Vec<(String, Span)> {
    match &target.kind {
        ExpressionKind::Variable(path) if is_local(path) => {
            vec![(path.name.to_lowercase(), target.span)]
        }
        ExpressionKind::List(items) => items.iter().flat_map(targets).collect(),
        ExpressionKind::Convert { operand, .. } | ExpressionKind::Attributed { operand, .. } => {
            targets(operand)
        }
        ExpressionKind::Paren(statement) => {
            super::assignment::pure_expression(statement).map_or_else(Vec::new, targets)
        }
        _ => Vec::new(),
    }
}

/// `$count = 1` in a method of a class with a property `count`: PowerShell wants `$this.count`.
pub fn property_assignments(script: &ScriptBlock) -> Vec<SyntaxError> {
    let mut search = PropertySearch { properties: Vec::new(), errors: Vec::new() };
    search.script_block(script);
    search.errors
}

struct PropertySearch {
    /// For each class around: its name, and its properties with whether they are static.
    properties: Vec<(String, HashMap<String, bool>)>,
    errors: Vec<SyntaxError>,
}

impl Visitor for PropertySearch {
    fn type_definition(&mut self, definition: &TypeDefinition) {
        let members = definition.members.iter().filter_map(|member| match member {
            TypeMember::Property { name, is_static, .. } => Some((name.text.to_lowercase(), *is_static)),
            _ => None,
        });
        self.properties.push((definition.name.text.clone(), members.collect()));
        visit::walk_type_definition(self, definition);
        self.properties.pop();
    }

    fn script_block_expression(&mut self, _: &ScriptBlock) {}

    fn member(&mut self, member: &TypeMember) {
        let TypeMember::Method { body, .. } = member else {
            return;
        };
        // A parameter of the same name hides the property.
        let hidden: Vec<(String, bool)> = match self.properties.last_mut() {
            Some((_, properties)) => {
                let names =
                    body.parameters.iter().flatten().map(|parameter| parameter.name.text.to_lowercase());
                names.filter_map(|name| properties.remove_entry(&name)).collect()
            }
            None => Vec::new(),
        };
        self.script_block(body);
        if let Some((_, properties)) = self.properties.last_mut() {
            properties.extend(hidden);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        if let (StatementKind::Assignment { target, .. }, Some((class, properties))) =
            (&statement.kind, self.properties.last())
        {
            let plain = |span: &Span| !span_name(target, *span).contains(':');
            for (name, span) in targets(target).into_iter().filter(|(_, span)| plain(span)) {
                let Some(is_static) = properties.get(&name) else {
                    continue;
                };
                let written = span_name(target, span);
                let (id, prefix) = match is_static {
                    true => ("MissingTypeInStaticPropertyAssignment", format!("[{class}]::")),
                    false => ("MissingThis", "$this.".to_string()),
                };
                let message = format!("Cannot assign property, use '{prefix}{written}'.");
                self.errors.push(SyntaxError { span, id, message, incomplete: false });
            }
        }
        visit::walk_statement(self, statement);
    }
}

/// A variable's name as it is written in the assignment, with its scope.
fn span_name(target: &Expression, span: Span) -> String {
    struct Search(Span, String);
    impl Visitor for Search {
        fn expression(&mut self, expression: &Expression) {
            if let (ExpressionKind::Variable(path), true) = (&expression.kind, expression.span == self.0) {
                self.1 = super::path_text(path);
            }
            visit::walk_expression(self, expression);
        }
    }
    let mut search = Search(span, String::new());
    search.expression(target);
    search.1
}
