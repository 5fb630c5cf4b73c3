//! Type names that a script's classes use.

use crate::language::ast::*;
use crate::language::diagnostic::SyntaxError;
use crate::language::visit::{self, Visitor};
use std::collections::HashSet;

/// The types named by a script's classes (bases, members, bodies of methods) that neither the
/// script defines nor `is_known` accepts. PowerShell resolves them before the script runs.
pub fn unknown_types(script: &ScriptBlock, is_known: &dyn Fn(&TypeName) -> bool) -> Vec<SyntaxError> {
    let mut defined = Definitions(HashSet::new());
    defined.script_block(script);
    let mut search = Search { defined: defined.0, is_known, inside: false, errors: Vec::new() };
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
    errors: Vec<SyntaxError>,
}

impl Visitor for Search<'_> {
    fn type_definition(&mut self, definition: &TypeDefinition) {
        let outer = std::mem::replace(&mut self.inside, definition.kind == TypeKind::Class);
        visit::walk_type_definition(self, definition);
        self.inside = outer;
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
