//! Types and members that are defined twice.

use super::Checker;
use crate::language::ast::*;
use crate::language::diagnostic::SyntaxError;
use crate::language::span::Span;
use std::collections::HashSet;

impl Checker {
    /// Two types of one name among the statements of a body.
    pub(super) fn duplicate_types(&mut self, block: &ScriptBlock) {
        let blocks = [&block.dynamic_param, &block.begin, &block.process, &block.end, &block.clean];
        let mut seen = HashSet::new();
        for statement in blocks.into_iter().flatten().flat_map(|block| &block.statements) {
            if let StatementKind::Type(definition) = &statement.kind
                && !seen.insert(definition.name.text.to_lowercase())
            {
                self.errors.push(already_defined(definition.span, &definition.name.text));
            }
        }
    }
}

/// Members of one name; methods may differ in their parameters. PowerShell finds them when it makes the type,
/// before the script runs, not when it parses.
pub fn duplicate_members(definition: &TypeDefinition) -> Vec<SyntaxError> {
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for member in &definition.members {
        let (span, name, parameters) = match member {
            TypeMember::Property { span, name, .. } | TypeMember::EnumValue { span, name, .. } => {
                (span, name, None)
            }
            TypeMember::Method { span, name, body, is_static, .. } => {
                let starts = *is_static && name.text.eq_ignore_ascii_case(&definition.name.text);
                let parameters = body.parameters.as_deref().unwrap_or_default();
                if let (true, [first, .., last] | [first @ last]) = (starts, parameters) {
                    errors.push(SyntaxError {
                        span: first.span.to(last.span),
                        id: "StaticConstructorCantHaveParameters",
                        message: "A static constructor cannot have any parameters.".to_string(),
                        incomplete: false,
                    });
                    continue;
                }
                (span, name, Some((starts, signature(parameters))))
            }
        };
        if !seen.insert((name.text.to_lowercase(), parameters)) {
            errors.push(already_defined(*span, &name.text));
        }
    }
    errors
}

fn already_defined(span: Span, name: &str) -> SyntaxError {
    let message = format!("The member '{name}' is already defined.");
    SyntaxError { span, id: "MemberAlreadyDefined", message, incomplete: false }
}

/// The written types of parameters.
fn signature(parameters: &[Parameter]) -> Vec<String> {
    let of = |parameter: &Parameter| {
        let found = parameter.attributes.iter().find_map(|attribute| match attribute {
            ParameterAttribute::Type(name) => Some(written(name)),
            ParameterAttribute::Attribute(_) => None,
        });
        found.unwrap_or_else(|| "object".to_string())
    };
    parameters.iter().map(of).collect()
}

fn written(name: &TypeName) -> String {
    let arguments: Vec<String> = name.arguments.iter().map(written).collect();
    format!("{}<{}>{:?}", name.name.to_lowercase(), arguments.join(","), name.array_ranks)
}
