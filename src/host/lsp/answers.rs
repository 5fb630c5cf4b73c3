//! What the server answers.

use super::document::Document;
use crate::engine::Engine;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::types::command_info::Found;
use crate::engine::types::command_syntax;
use crate::host::completion::scan::{Kind, Scan, Token};
use crate::language::ast::*;
use crate::language::visit::{self, Visitor};
use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, SymbolKind, TextEdit};
use serde_json::{Value, json};

pub fn completion(engine: &mut Engine, document: &Document, place: usize) -> Value {
    let found = crate::host::completion::complete(engine, &document.text, place);
    let range = document.range(found.start, found.start + found.length);
    let items: Vec<CompletionItem> = found
        .results
        .into_iter()
        .enumerate()
        .map(|(index, result)| CompletionItem {
            label: result.item.clone(),
            kind: Some(kind(&result)),
            detail: Some(result.tool_tip.clone()),
            sort_text: Some(format!("{index:06}")),
            filter_text: Some(result.text.clone()),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: result.text })),
            ..CompletionItem::default()
        })
        .collect();
    json!(items)
}

fn kind(result: &CompletionResult) -> CompletionItemKind {
    match result.kind {
        CompletionKind::Command => CompletionItemKind::FUNCTION,
        CompletionKind::ProviderItem => CompletionItemKind::FILE,
        CompletionKind::ProviderContainer => CompletionItemKind::FOLDER,
        CompletionKind::Property => CompletionItemKind::PROPERTY,
        CompletionKind::Method => CompletionItemKind::METHOD,
        CompletionKind::ParameterName => CompletionItemKind::FIELD,
        CompletionKind::ParameterValue => CompletionItemKind::VALUE,
        CompletionKind::Variable => CompletionItemKind::VARIABLE,
        CompletionKind::Namespace => CompletionItemKind::MODULE,
        CompletionKind::Type => CompletionItemKind::CLASS,
        CompletionKind::Keyword | CompletionKind::DynamicKeyword => CompletionItemKind::KEYWORD,
        CompletionKind::Text | CompletionKind::History => CompletionItemKind::TEXT,
    }
}

/// The token at a place.
fn token_at(document: &Document, place: usize) -> Option<(Token, &str)> {
    let scan = Scan::of(&document.text);
    let found = scan
        .tokens
        .iter()
        .find(|token| token.start <= place && place <= token.end && token.start < token.end)?;
    Some((*found, document.text.get(found.start..found.end)?))
}

/// Syntax and synopsis of a command.
pub fn hover(engine: &mut Engine, document: &Document, place: usize) -> Value {
    let Some((token, text)) = token_at(document, place) else { return Value::Null };
    if token.kind != Kind::Command {
        return Value::Null;
    }
    let own = functions(document).into_iter().find(|function| function.name.text.eq_ignore_ascii_case(text));
    let shown = match own {
        Some(function) => format!(
            "```powershell\nfunction {}\n```\n{}",
            function.name.text,
            function.body.help.clone().unwrap_or_default()
        ),
        None => {
            let Ok(command) = engine.find_command(text) else { return Value::Null };
            let found = Found::from(command);
            let help = match &found {
                Found::Native(info) => {
                    info.help.split("# Examples").next().unwrap_or_default().trim().to_string()
                }
                _ => String::new(),
            };
            format!("```powershell\n{}\n```\n{help}", command_syntax::text(engine, &found))
        }
    };
    json!({ "contents": { "kind": "markdown", "value": shown }, "range": document.range(token.start, token.end) })
}

/// Functions and types in order of the text.
#[derive(Default)]
struct Definitions {
    functions: Vec<std::rc::Rc<FunctionDefinition>>,
    types: Vec<std::rc::Rc<TypeDefinition>>,
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

fn definitions(document: &Document) -> Definitions {
    let mut found = Definitions::default();
    if let Some(script) = &document.parsed.script {
        found.script_block(script);
    }
    found
}

pub(super) fn functions(document: &Document) -> Vec<std::rc::Rc<FunctionDefinition>> {
    definitions(document).functions
}

/// Where a function, a type or a variable is defined.
pub fn definition(uri: &str, document: &Document, place: usize) -> Value {
    let Some((token, text)) = token_at(document, place) else { return Value::Null };
    let found = definitions(document);
    let span = match token.kind {
        Kind::Command | Kind::Name => {
            let function = found.functions.iter().find(|known| known.name.text.eq_ignore_ascii_case(text));
            function.map(|function| (function.name.span.start as usize, function.name.span.end as usize))
        }
        Kind::TypeWord => {
            let definition = found.types.iter().find(|known| known.name.text.eq_ignore_ascii_case(text));
            definition
                .map(|definition| (definition.name.span.start as usize, definition.name.span.end as usize))
        }
        Kind::Variable | Kind::Splat => {
            variable_tokens(document, text).first().map(|first| (first.start, first.end))
        }
        _ => None,
    };
    match span {
        Some((start, end)) => json!({ "uri": uri, "range": document.range(start, end) }),
        None => Value::Null,
    }
}

pub fn symbols(document: &Document) -> Value {
    let found = definitions(document);
    let symbol = |name: &Name, kind: SymbolKind, span: crate::language::Span| {
        json!({
            "name": name.text,
            "kind": kind,
            "range": document.span(span),
            "selectionRange": document.span(name.span),
        })
    };
    let mut all: Vec<(u32, Value)> = Vec::new();
    for function in &found.functions {
        all.push((function.span.start, symbol(&function.name, SymbolKind::FUNCTION, function.span)));
    }
    for definition in &found.types {
        let kind = match definition.kind {
            TypeKind::Enum => SymbolKind::ENUM,
            TypeKind::Interface => SymbolKind::INTERFACE,
            TypeKind::Class => SymbolKind::CLASS,
        };
        all.push((definition.span.start, symbol(&definition.name, kind, definition.span)));
    }
    all.sort_by_key(|(start, _)| *start);
    json!(all.into_iter().map(|(_, symbol)| symbol).collect::<Vec<Value>>())
}

/// Every mention of a variable, `$name` and `@name` alike.
fn variable_tokens(document: &Document, text: &str) -> Vec<Token> {
    let bare = |text: &str| text.trim_start_matches(['$', '@']).trim_matches(['{', '}']).to_lowercase();
    let wanted = bare(text);
    let scan = Scan::of(&document.text);
    let tokens = scan.tokens.iter().filter(|token| matches!(token.kind, Kind::Variable | Kind::Splat));
    tokens.filter(|token| bare(scan.of_token(token)) == wanted).copied().collect()
}

/// Renames a variable or a function everywhere in the document.
pub fn rename(uri: &str, document: &Document, place: usize, name: &str) -> Value {
    let Some((token, text)) = token_at(document, place) else { return Value::Null };
    let plain = name.trim_start_matches(['$', '@']);
    let edits: Vec<Value> = match token.kind {
        Kind::Variable | Kind::Splat => variable_tokens(document, text)
            .iter()
            .map(|found| {
                let written = document.text.get(found.start..found.end).unwrap_or_default();
                let sign = written.chars().next().unwrap_or('$');
                let new = if written.contains('{') {
                    format!("{sign}{{{plain}}}")
                } else {
                    format!("{sign}{plain}")
                };
                json!({ "range": document.range(found.start, found.end), "newText": new })
            })
            .collect(),
        Kind::Command | Kind::Name => {
            let scan = Scan::of(&document.text);
            let tokens = scan.tokens.iter().filter(|found| matches!(found.kind, Kind::Command | Kind::Name));
            tokens
                .filter(|found| scan.of_token(found).eq_ignore_ascii_case(text))
                .map(|found| json!({ "range": document.range(found.start, found.end), "newText": plain }))
                .collect()
        }
        _ => return Value::Null,
    };
    json!({ "changes": { uri: edits } })
}
