//! Attributes: constant arguments, and where they may stand.

use super::Checker;
use crate::language::ast::*;
use crate::language::span::Span;

/// What an attribute of a class stands in front of.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Class,
    Interface,
    Enum,
    Constructor,
    Method,
    Property,
    Parameter,
}

impl Target {
    /// As .NET's `AttributeTargets` names it; a property is a field, too.
    fn is_in(self, valid_on: &str) -> bool {
        let own = match self {
            Target::Class => "Class",
            Target::Interface => "Interface",
            Target::Enum => "Enum",
            Target::Constructor => "Constructor",
            Target::Method => "Method",
            Target::Property => "Property",
            Target::Parameter => "Parameter",
        };
        valid_on.split(", ").any(|name| name == own)
    }
}

/// What is known of an attribute: where it may stand, and the properties that it has.
struct Usage {
    name: &'static str,
    valid_on: &'static str,
    /// Those that may be set by name, in the order of the message; `None`: whichever.
    settable: Option<&'static [&'static str]>,
    read_only: &'static [&'static str],
}

const PROPERTIES: &str = "Property, Field";
const COMMON: [&str; 7] = [
    "DefaultParameterSetName",
    "SupportsShouldProcess",
    "SupportsPaging",
    "SupportsTransactions",
    "ConfirmImpact",
    "HelpUri",
    "RemotingCapability",
];

const fn usage(name: &'static str, valid_on: &'static str) -> Usage {
    Usage { name, valid_on, settable: None, read_only: &[] }
}

/// Source: the `AttributeUsage` of PowerShell's and .NET's attributes.
const USAGES: [Usage; 34] = [
    Usage {
        settable: Some(&COMMON),
        read_only: &["NounName", "VerbName", "TypeId"],
        ..usage("Cmdlet", "Class")
    },
    usage("CmdletBinding", "Class"),
    usage("OutputType", "Class"),
    usage("DscResource", "Class"),
    usage("DscLocalConfigurationManager", "Class"),
    usage("NoRunspaceAffinity", "Class"),
    usage("CmdletProvider", "Class"),
    usage("AttributeUsage", "Class"),
    usage("Flags", "Enum"),
    usage("Serializable", "Class, Struct, Enum, Delegate"),
    usage("NonSerialized", "Field"),
    usage("DscProperty", PROPERTIES),
    usage("Parameter", PROPERTIES),
    usage("Alias", "Class, Property, Field"),
    usage("ValidateSet", PROPERTIES),
    usage("ValidateRange", PROPERTIES),
    usage("ValidateLength", PROPERTIES),
    usage("ValidatePattern", PROPERTIES),
    usage("ValidateScript", PROPERTIES),
    usage("ValidateCount", PROPERTIES),
    usage("ValidateNotNull", PROPERTIES),
    usage("ValidateNotNullOrEmpty", PROPERTIES),
    usage("ValidateNotNullOrWhiteSpace", PROPERTIES),
    usage("ValidateDrive", PROPERTIES),
    usage("ValidateUserDrive", PROPERTIES),
    usage("ValidateTrustedData", PROPERTIES),
    usage("AllowNull", PROPERTIES),
    usage("AllowEmptyString", PROPERTIES),
    usage("AllowEmptyCollection", PROPERTIES),
    usage("ArgumentCompleter", PROPERTIES),
    usage("ArgumentCompletions", PROPERTIES),
    usage("Credential", PROPERTIES),
    usage("PSDefaultValue", PROPERTIES),
    usage("SupportsWildcards", PROPERTIES),
];

/// The name without namespace and `Attribute`.
fn short_name(attribute: &Attribute) -> &str {
    let name = attribute.name.name.as_str();
    let short = name.rsplit('.').next().unwrap_or(name);
    match short.len().checked_sub("attribute".len()).and_then(|at| short.split_at_checked(at)) {
        Some((head, tail)) if !head.is_empty() && tail.eq_ignore_ascii_case("attribute") => head,
        _ => short,
    }
}

/// Whether a table knows an attribute, or .NET has it where every script looks.
pub(super) fn is_well_known(attribute: &Attribute) -> bool {
    let short = short_name(attribute);
    let others = [
        "Obsolete",
        "Hidden",
        "Experimental",
        "PSTypeName",
        "ThreadStatic",
        "ContextStatic",
        "CLSCompliant",
        "ParamArray",
        "STAThread",
        "MTAThread",
        "LoaderOptimization",
        "Ordered",
    ];
    USAGES.iter().any(|known| known.name.eq_ignore_ascii_case(short))
        || others.iter().any(|known| known.eq_ignore_ascii_case(short))
}

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

    /// An attribute of a class, of a member or of a method's parameter: whether it may stand there, and whether the
    /// properties that it sets are its own.
    pub(super) fn attribute_on(&mut self, attribute: &Attribute, target: Target) {
        let short = short_name(attribute);
        let Some(known) = USAGES.iter().find(|known| known.name.eq_ignore_ascii_case(short)) else {
            return;
        };
        let (name, valid_on) = (known.name, known.valid_on);
        if !target.is_in(valid_on) {
            let message = format!(
                "Attribute '{name}' is not valid on this declaration. It is valid on '{valid_on}' declarations only."
            );
            self.error(attribute.span, "AttributeNotAllowedOnDeclaration", message);
        }
        let Some(settable) = known.settable else { return };
        for (name, value) in &attribute.named {
            let has = |names: &[&str]| names.iter().any(|one| one.eq_ignore_ascii_case(&name.text));
            let end = value.as_ref().map_or(name.span.end, |value| value.span.end);
            let span = Span { start: name.span.start, end };
            if has(known.read_only) {
                let message = format!("\"{}\" is a ReadOnly property.", name.text);
                self.error(span, "ReadOnlyProperty", message);
            } else if !has(settable) {
                let message = format!(
                    "Property '{}' cannot be found for attribute '{}'. Specify one of the following properties: {}.",
                    name.text,
                    known.name,
                    settable.join(", ")
                );
                self.error(span, "PropertyNotFoundForAttribute", message);
            }
        }
    }

    pub(super) fn class_attributes(&mut self, definition: &TypeDefinition) {
        let target = match definition.kind {
            TypeKind::Class => Target::Class,
            TypeKind::Interface => Target::Interface,
            TypeKind::Enum => Target::Enum,
        };
        for attribute in &definition.attributes {
            self.attribute_on(attribute, target);
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
