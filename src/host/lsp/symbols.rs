//! What a document defines: functions, types and their members, as a tree and as a list.

use super::document::Document;
use crate::language::Span;
use crate::language::ast::{FunctionDefinition, Name, Statement, StatementKind};
use crate::language::ast::{TypeDefinition, TypeKind, TypeMember};
use crate::language::visit::{self, Visitor};
use lsp_types::SymbolKind;
use serde_json::{Value, json};
use std::rc::Rc;

/// Functions and types in order of the text.
#[derive(Default)]
pub struct Definitions {
    /// Functions, wherever they stand.
    pub functions: Vec<Rc<FunctionDefinition>>,
    /// Classes, interfaces and enumerations.
    pub types: Vec<Rc<TypeDefinition>>,
}

impl Visitor for Definitions {
    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            StatementKind::Function(function) => self.functions.push(function.clone()),
            StatementKind::Type(definition) => self.types.push(definition.clone()),
            _ => {}
        }
        visit::walk_statement(self, statement);
    }
}

impl Definitions {
    /// Those of a document.
    pub fn of(document: &Document) -> Definitions {
        let mut found = Definitions::default();
        if let Some(script) = &document.parsed().script {
            found.script_block(script);
        }
        found
    }
}

/// Something with a name.
pub struct Symbol {
    /// Its name as written.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// Its name.
    pub name_span: Span,
    /// How many others it stands in.
    depth: usize,
}

impl Symbol {
    fn new(name: &Name, kind: SymbolKind, span: Span) -> Symbol {
        Symbol { name: name.text.to_string(), kind, span, name_span: name.span, depth: 0 }
    }

    /// Whether a script names it alone: members belong to their type.
    pub fn is_named(&self) -> bool {
        let alone = [SymbolKind::FUNCTION, SymbolKind::CLASS, SymbolKind::ENUM, SymbolKind::INTERFACE];
        alone.contains(&self.kind)
    }
}

/// All symbols in order of the text, what is inside of another behind it.
pub fn list(document: &Document) -> Vec<Symbol> {
    let found = Definitions::of(document);
    let functions = found.functions.iter().map(|one| Symbol::new(&one.name, SymbolKind::FUNCTION, one.span));
    let mut all: Vec<Symbol> = functions.collect();
    for definition in &found.types {
        let kind = match definition.kind {
            TypeKind::Enum => SymbolKind::ENUM,
            TypeKind::Interface => SymbolKind::INTERFACE,
            TypeKind::Class => SymbolKind::CLASS,
        };
        all.push(Symbol::new(&definition.name, kind, definition.span));
        all.extend(definition.members.iter().map(|member| of_member(member, &definition.name)));
    }
    all.sort_by_key(|symbol| (symbol.span.start, std::cmp::Reverse(symbol.span.end)));
    let mut around: Vec<u32> = Vec::new();
    for symbol in &mut all {
        around.retain(|end| *end > symbol.span.start);
        symbol.depth = around.len();
        around.push(symbol.span.end);
    }
    all
}

fn of_member(member: &TypeMember, class: &Name) -> Symbol {
    match member {
        TypeMember::Property { span, name, .. } => Symbol::new(name, SymbolKind::PROPERTY, *span),
        TypeMember::EnumValue { span, name, .. } => Symbol::new(name, SymbolKind::ENUM_MEMBER, *span),
        TypeMember::Method { span, name, .. } => {
            let is_constructor = name.text.eq_ignore_ascii_case(&class.text);
            let kind = if is_constructor { SymbolKind::CONSTRUCTOR } else { SymbolKind::METHOD };
            Symbol::new(name, kind, *span)
        }
    }
}

/// The symbols as a tree for the outline of an editor.
pub fn tree(document: &Document) -> Value {
    // The children found so far of each open level; the last one is the innermost.
    let mut levels: Vec<Vec<Value>> = vec![Vec::new()];
    for symbol in list(document) {
        close(&mut levels, symbol.depth + 1);
        let shown = json!({
            "name": symbol.name,
            "kind": symbol.kind,
            "range": document.span(symbol.span),
            "selectionRange": document.span(symbol.name_span),
        });
        if let Some(level) = levels.last_mut() {
            level.push(shown);
        }
        levels.push(Vec::new());
    }
    close(&mut levels, 1);
    json!(levels.pop().unwrap_or_default())
}

/// Gives each level beyond `depth` to the symbol that it belongs to.
fn close(levels: &mut Vec<Vec<Value>>, depth: usize) {
    while levels.len() > depth {
        let children = levels.pop().unwrap_or_default();
        let parent = levels.last_mut().and_then(|level| level.last_mut());
        if let Some(parent) = parent.filter(|_| !children.is_empty()) {
            parent["children"] = json!(children);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_inner_functions_are_children() {
        let text = "class Lab {\n [int]$Size\n Lab() {}\n [int] Twice() { return 2 }\n}\n\
            enum Hue { Red; Green }\nfunction Outer { function Inner { 1 } }\nfunction Last {}\n";
        let tree = tree(&Document::new(text));
        let names = |value: &Value| -> Vec<(String, u64)> {
            let all = value.as_array().cloned().unwrap_or_default();
            all.iter()
                .map(|one| (one["name"].as_str().unwrap().into(), one["kind"].as_u64().unwrap()))
                .collect()
        };
        let shown = |pairs: &[(&str, u64)]| -> Vec<(String, u64)> {
            pairs.iter().map(|(name, kind)| ((*name).to_string(), *kind)).collect()
        };
        assert_eq!(names(&tree), shown(&[("Lab", 5), ("Hue", 10), ("Outer", 12), ("Last", 12)]));
        assert_eq!(names(&tree[0]["children"]), shown(&[("Size", 7), ("Lab", 9), ("Twice", 6)]));
        assert_eq!(names(&tree[1]["children"]), shown(&[("Red", 22), ("Green", 22)]));
        assert_eq!(names(&tree[2]["children"]), shown(&[("Inner", 12)]));
        assert!(tree[3].get("children").is_none());
    }
}
