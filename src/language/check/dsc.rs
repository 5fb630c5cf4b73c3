//! What a class with `[DscResource()]` must have: a key property, `Get`, `Set` and `Test`, a constructor without
//! parameters. Source: PowerShell's parser (`DscResourceMissing…`, `DscResourceInvalid…`).

use super::is_void;
use crate::language::ast::*;
use crate::language::diagnostic::SyntaxError;
use crate::language::span::Span;
use crate::language::visit::{self, Visitor};
use std::collections::HashMap;

/// Types that a key cannot have, of those that are often named; an enum or a type not known here may be one.
const NO_KEYS: [&str; 17] = [
    "bool",
    "boolean",
    "char",
    "datetime",
    "decimal",
    "double",
    "float",
    "guid",
    "hashtable",
    "object",
    "pscredential",
    "pscustomobject",
    "psobject",
    "scriptblock",
    "single",
    "switch",
    "timespan",
];

/// The errors of all DSC resources of a script.
pub fn resources(script: &ScriptBlock) -> Vec<SyntaxError> {
    let mut search = Search::default();
    search.script_block(script);
    let mut errors = Vec::new();
    for class in &search.classes {
        if let Some(attribute) = class.attribute {
            search.report(class, attribute, &mut errors);
        }
    }
    errors
}

/// What a class has of a resource's parts.
#[derive(Default)]
struct Facts {
    name: String,
    /// Where `[DscResource()]` stands.
    attribute: Option<Span>,
    bases: Vec<String>,
    set: bool,
    test: bool,
    get: bool,
    /// A `Get` that returns something else.
    wrong_get: Option<Span>,
    /// The type of the key, as it is written; `None` within: it has none.
    key: Option<(Span, Option<TypeShape>)>,
    plain_constructor: bool,
    other_constructor: bool,
}

/// A type as far as a key's needs: its name, and whether it is an array or generic.
struct TypeShape {
    name: String,
    is_composite: bool,
}

#[derive(Default)]
struct Search {
    classes: Vec<Facts>,
    /// Names of classes and enums, in lower case.
    kinds: HashMap<String, TypeKind>,
}

impl Visitor for Search {
    fn type_definition(&mut self, definition: &TypeDefinition) {
        self.kinds.insert(definition.name.text.to_lowercase(), definition.kind);
        if definition.kind == TypeKind::Class {
            self.classes.push(facts(definition));
        }
        visit::walk_type_definition(self, definition);
    }
}

impl Search {
    /// The class with what its bases add, or none when a base is not in this script.
    fn lineage<'a>(&'a self, class: &'a Facts) -> Option<Vec<&'a Facts>> {
        let mut found = vec![class];
        let mut index = 0;
        while let Some(current) = found.get(index).copied() {
            for base in &current.bases {
                let known = self.classes.iter().find(|known| known.name.eq_ignore_ascii_case(base))?;
                if !found.iter().any(|seen| std::ptr::eq(*seen, known)) {
                    found.push(known);
                }
            }
            index += 1;
        }
        Some(found)
    }

    fn report(&self, class: &Facts, attribute: Span, errors: &mut Vec<SyntaxError>) {
        let name = &class.name;
        let mut error = |span: Span, id: &'static str, message: String| {
            errors.push(SyntaxError { span, id, message, incomplete: false });
        };
        if let Some(span) = class.wrong_get {
            let message =
                format!("Invalid Get method. Get method must return [{name}] and accepts no parameters.");
            error(span, "DscResourceInvalidGetMethod", message);
        }
        if let Some((span, of)) = &class.key
            && !self.may_be_key(of.as_ref())
        {
            let message = "Invalid key property. The key property must be of [string], signed/unsigned integer, or Enum types.";
            error(*span, "DscResourceInvalidKeyProperty", message.into());
        }
        let all = self.lineage(class);
        let lacks =
            |has: fn(&Facts) -> bool| all.as_ref().is_some_and(|all| !all.iter().any(|facts| has(facts)));
        let missing = |method: &str, returns: &str| {
            format!(
                "The DSC resource '{name}' is missing a {method} method that returns [{returns}] and accepts no parameters."
            )
        };
        if lacks(|facts| facts.set) {
            error(attribute, "DscResourceMissingSetMethod", missing("Set", "void"));
        }
        if lacks(|facts| facts.get) {
            error(attribute, "DscResourceMissingGetMethod", missing("Get", name));
        }
        if lacks(|facts| facts.test) {
            error(attribute, "DscResourceMissingTestMethod", missing("Test", "bool"));
        }
        if class.other_constructor && !class.plain_constructor {
            let message = format!("The DSC resource '{name}' has no default constructor.");
            error(attribute, "DscResourceMissingDefaultConstructor", message);
        }
        if lacks(|facts| facts.key.is_some()) {
            let message = format!(
                "The DSC resource '{name}' must have at least one key property (using the syntax [DscProperty(Key)].)"
            );
            error(attribute, "DscResourceMissingKeyProperty", message);
        }
    }

    fn may_be_key(&self, of: Option<&TypeShape>) -> bool {
        let Some(of) = of.filter(|of| !of.is_composite) else { return false };
        match self.kinds.get(&of.name.to_lowercase()) {
            Some(kind) => *kind == TypeKind::Enum,
            None => !NO_KEYS.iter().any(|name| is_system(&of.name, name)),
        }
    }
}

/// `bool` or `System.bool`: a type's name with or without its namespace.
fn is_system(written: &str, name: &str) -> bool {
    let short = written.rsplit('.').next().unwrap_or(written);
    short.eq_ignore_ascii_case(name)
}

fn is_attribute(attribute: &Attribute, name: &str) -> bool {
    let written = attribute.name.name.rsplit('.').next().unwrap_or_default();
    written.eq_ignore_ascii_case(name)
        || written
            .to_ascii_lowercase()
            .strip_suffix("attribute")
            .is_some_and(|short| short.eq_ignore_ascii_case(name))
}

fn facts(definition: &TypeDefinition) -> Facts {
    let mut facts = Facts {
        name: definition.name.text.clone(),
        attribute: definition
            .attributes
            .iter()
            .find(|attribute| is_attribute(attribute, "DscResource"))
            .map(|attribute| attribute.span),
        bases: definition.bases.iter().map(|base| base.name.clone()).collect(),
        ..Facts::default()
    };
    for member in &definition.members {
        match member {
            TypeMember::Method { .. } => method(&mut facts, member),
            TypeMember::Property { span, attributes, .. } if facts.key.is_none() => {
                let is_key = attributes.iter().any(|attribute| match attribute {
                    ParameterAttribute::Attribute(attribute) => {
                        is_attribute(attribute, "DscProperty") && names_key(attribute)
                    }
                    ParameterAttribute::Type(_) => false,
                });
                if is_key {
                    facts.key = Some((*span, property_type(attributes)));
                }
            }
            _ => {}
        }
    }
    facts
}

fn property_type(attributes: &[ParameterAttribute]) -> Option<TypeShape> {
    attributes.iter().find_map(|attribute| match attribute {
        ParameterAttribute::Type(name) => Some(TypeShape {
            name: name.name.clone(),
            is_composite: !name.array_ranks.is_empty() || !name.arguments.is_empty(),
        }),
        ParameterAttribute::Attribute(_) => None,
    })
}

/// `Key` or `Key = $true`
fn names_key(attribute: &Attribute) -> bool {
    let is_false = |value: &Expression| match &value.kind {
        ExpressionKind::Variable(path) => {
            path.name.eq_ignore_ascii_case("false") || path.name.eq_ignore_ascii_case("null")
        }
        _ => false,
    };
    attribute
        .named
        .iter()
        .any(|(name, value)| name.text.eq_ignore_ascii_case("Key") && !value.as_ref().is_some_and(is_false))
}

fn method(facts: &mut Facts, member: &TypeMember) {
    let TypeMember::Method { span, name, return_type, is_static, body, .. } = member else { return };
    let plain = body.parameters.as_ref().is_none_or(|parameters| parameters.is_empty());
    let named = |wanted: &str| name.text.eq_ignore_ascii_case(wanted) && plain;
    if name.text.eq_ignore_ascii_case(&facts.name) {
        facts.plain_constructor |= plain && !*is_static;
        facts.other_constructor |= !plain && !*is_static;
    } else if named("Set") {
        facts.set |= return_type.as_ref().is_none_or(is_void);
    } else if named("Test") {
        let is_bool = |of: &TypeName| {
            of.array_ranks.is_empty() && (is_system(&of.name, "bool") || is_system(&of.name, "boolean"))
        };
        facts.test |= return_type.as_ref().is_some_and(is_bool);
    } else if named("Get") && !facts.get {
        facts.get = true;
        let own = |of: &TypeName| of.name.eq_ignore_ascii_case(&facts.name) && of.array_ranks.len() <= 1;
        if !return_type.as_ref().is_some_and(own) {
            facts.wrong_get = Some(*span);
        }
    }
}
