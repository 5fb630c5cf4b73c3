//! Attributes: constant arguments, and where they may stand.

use super::Checker;
use crate::language::ast::*;

/// Attributes that PowerShell's classes accept on properties only.
const ON_PROPERTIES: [&str; 22] = [
    "Parameter",
    "Alias",
    "ValidateSet",
    "ValidateRange",
    "ValidateLength",
    "ValidatePattern",
    "ValidateScript",
    "ValidateCount",
    "ValidateNotNull",
    "ValidateNotNullOrEmpty",
    "ValidateNotNullOrWhiteSpace",
    "ValidateDrive",
    "ValidateUserDrive",
    "ValidateTrustedData",
    "AllowNull",
    "AllowEmptyString",
    "AllowEmptyCollection",
    "ArgumentCompleter",
    "ArgumentCompletions",
    "Credential",
    "PSDefaultValue",
    "SupportsWildcards",
];

impl Checker {
    /// Arguments must be known before the script runs. `in_class`: not even script blocks.
    pub(super) fn attribute_arguments(&mut self, attribute: &Attribute, in_class: bool) {
        let named = attribute.named.iter().filter_map(|(_, value)| value.as_ref());
        for value in named.chain(&attribute.positional) {
            if is_constant(value, !in_class) || matches!(value.kind, ExpressionKind::Error(_)) {
                continue;
            }
            let (id, message) = if in_class {
                ("ParameterAttributeArgumentNeedsToBeConstant", "Attribute argument must be a constant.")
            } else {
                let id = "ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock";
                (id, "Attribute argument must be a constant or a script block.")
            };
            self.error(value.span, id, message);
        }
    }

    /// An attribute of a class, a method or a method's parameter.
    pub(super) fn misplaced_attribute(&mut self, attribute: &Attribute) {
        let name = attribute.name.name.as_str();
        let short = name.rsplit('.').next().unwrap_or(name);
        let short = short.strip_suffix("Attribute").unwrap_or(short);
        let Some(known) = ON_PROPERTIES.iter().find(|known| known.eq_ignore_ascii_case(short)) else {
            return;
        };
        let message = format!(
            "Attribute '{known}' is not valid on this declaration. It is valid on 'Property, Field' declarations only."
        );
        self.error(attribute.span, "AttributeNotAllowedOnDeclaration", message);
    }

    pub(super) fn class_attributes(&mut self, definition: &TypeDefinition) {
        for attribute in &definition.attributes {
            self.misplaced_attribute(attribute);
        }
    }

    /// `[ValidateSet('a')]` in an expression constrains a variable, nothing else.
    pub(super) fn attributed(&mut self, attribute: &Attribute, operand: &Expression) {
        let mut inner = operand;
        while let ExpressionKind::Attributed { operand, .. } | ExpressionKind::Convert { operand, .. } =
            &inner.kind
        {
            inner = operand;
        }
        if !matches!(inner.kind, ExpressionKind::Variable(_) | ExpressionKind::Error(_)) {
            let message = format!("Unexpected attribute '{}'.", attribute.name.name);
            self.error(attribute.span, "UnexpectedAttribute", message);
        }
    }
}

/// Whether a value is known before the script runs.
pub(super) fn is_constant(value: &Expression, blocks: bool) -> bool {
    let constant = |value: &Expression| is_constant(value, blocks);
    match &value.kind {
        ExpressionKind::Number(_) | ExpressionKind::String { .. } | ExpressionKind::Type(_) => true,
        ExpressionKind::Variable(path) => {
            let names = ["true", "false", "null"];
            path.qualifier.is_none() && names.iter().any(|name| name.eq_ignore_ascii_case(&path.name))
        }
        ExpressionKind::ScriptBlock(_) => blocks,
        ExpressionKind::List(items) => items.iter().all(constant),
        ExpressionKind::Array(block) | ExpressionKind::Sub(block) => match block.statements.as_slice() {
            [] => true,
            [only] => super::assignment::pure_expression(only).is_some_and(constant),
            _ => false,
        },
        ExpressionKind::Paren(statement) => {
            super::assignment::pure_expression(statement).is_some_and(constant)
        }
        ExpressionKind::Hashtable(entries) => entries.iter().all(|(key, value)| {
            constant(key) && super::assignment::pure_expression(value).is_some_and(constant)
        }),
        ExpressionKind::Unary { operand, .. } | ExpressionKind::Convert { operand, .. } => constant(operand),
        ExpressionKind::Binary { left, right, .. } => constant(left) && constant(right),
        ExpressionKind::Ternary { condition, when_true, when_false } => {
            constant(condition) && constant(when_true) && constant(when_false)
        }
        ExpressionKind::Member { target, is_static, .. } => {
            *is_static && matches!(target.kind, ExpressionKind::Type(_))
        }
        _ => false,
    }
}
