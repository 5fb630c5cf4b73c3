//! Type names that a script's classes use.

use crate::language::ast::*;
use crate::language::diagnostic::SyntaxError;
use crate::language::visit::{self, Visitor};
use std::collections::HashSet;

/// The types named by a script's classes (bases, members, bodies of methods) that neither the
/// script defines nor `is_known` accepts, and attributes of classes and enums that do not exist.
/// PowerShell resolves them before the script runs.
pub fn unknown_types(script: &ScriptBlock, is_known: &dyn Fn(&TypeName) -> bool) -> Vec<SyntaxError> {
    let mut defined = Definitions(HashSet::new());
    defined.script_block(script);
    let other_namespaces = script.usings.iter().any(|using| using.kind == UsingKind::Namespace);
    let mut search = Search {
        defined: defined.0,
        is_known,
        inside: false,
        is_type: false,
        other_namespaces,
        errors: Vec::new(),
    };
    search.script_block(script);
    search.errors
}

struct Definitions(HashSet<String>);

impl Visitor for Definitions {
    fn type_definition(&mut self, definition: &TypeDefinition) {
        self.0.insert(definition.name.text.to_lowercase());
    }
}

struct Search<'k> {
    defined: HashSet<String>,
    is_known: &'k dyn Fn(&TypeName) -> bool,
    inside: bool,
    /// Inside of a class or an enum.
    is_type: bool,
    /// An attribute may be one of .NET's in a namespace that the script uses.
    other_namespaces: bool,
    errors: Vec<SyntaxError>,
}

impl Visitor for Search<'_> {
    fn type_definition(&mut self, definition: &TypeDefinition) {
        let outer = std::mem::replace(&mut self.inside, definition.kind == TypeKind::Class);
        let outside = std::mem::replace(&mut self.is_type, true);
        visit::walk_type_definition(self, definition);
        self.inside = outer;
        self.is_type = outside;
    }

    fn attribute(&mut self, attribute: &Attribute) {
        if self.is_type && !self.other_namespaces && !self.knows_attribute(attribute) {
            let name = &attribute.name;
            let message = format!(
                "Cannot find the type for custom attribute '{}'. Make sure that the assembly that contains this type is loaded.",
                name.name
            );
            let id = "CustomAttributeTypeNotFound";
            self.errors.push(SyntaxError { span: name.span, id, message, incomplete: false });
        }
        visit::walk_attribute(self, attribute);
    }

    fn type_name(&mut self, name: &TypeName) {
        name.arguments.iter().for_each(|argument| self.type_name(argument));
        if !self.inside || self.defined.contains(&name.name.to_lowercase()) || (self.is_known)(name) {
            return;
        }
        let message = format!("Unable to find type [{}].", name.name);
        self.errors.push(SyntaxError { span: name.span, id: "TypeNotFound", message, incomplete: false });
    }
}

impl Search<'_> {
    fn knows_attribute(&self, attribute: &Attribute) -> bool {
        let mut long = attribute.name.clone();
        long.name.push_str("Attribute");
        [&attribute.name, &long]
            .into_iter()
            .any(|name| self.defined.contains(&name.name.to_lowercase()) || (self.is_known)(name))
            || super::attributes::is_well_known(attribute)
    }
}
