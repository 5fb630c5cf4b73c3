//! What the server answers.

use super::document::Document;
use super::scopes::Mention;
use super::symbols::Definitions;
use crate::engine::Engine;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::types::command_info::Found;
use crate::engine::types::command_syntax;
use crate::host::completion::invocation::Invocation;
use crate::host::completion::scan::{Kind, Scan, Token};
use crate::language::ast::FunctionDefinition;
use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, TextEdit};
use serde_json::{Value, json};
use std::rc::Rc;

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

/// The name of a command or a type at a place.
pub fn name_at(document: &Document, place: usize) -> Option<String> {
    let (token, text) = token_at(document, place)?;
    matches!(token.kind, Kind::Command | Kind::Name | Kind::TypeWord).then(|| text.to_string())
}

/// What is known of a command, a parameter, a variable or a type.
pub fn hover(engine: &mut Engine, document: &Document, place: usize) -> Value {
    let Some((token, text)) = token_at(document, place) else { return Value::Null };
    let shown = match token.kind {
        Kind::Command | Kind::Name => command_hover(engine, document, text),
        Kind::Parameter => parameter_hover(engine, document, token, text),
        Kind::Variable | Kind::Splat => variable_hover(document, token),
        Kind::TypeWord => Some(format!("```powershell\n[{}]\n```", crate::engine::types::full_name_of(text))),
        _ => None,
    };
    match shown {
        Some(shown) => json!({
            "contents": { "kind": "markdown", "value": shown },
            "range": document.range(token.start, token.end),
        }),
        None => Value::Null,
    }
}

/// Syntax and synopsis of a command.
fn command_hover(engine: &mut Engine, document: &Document, text: &str) -> Option<String> {
    let own = functions(document).into_iter().find(|function| function.name.text.eq_ignore_ascii_case(text));
    if let Some(function) = own {
        let help = function.body.help.clone().unwrap_or_default();
        let syntax = super::signature::own_syntax(document, &function);
        return Some(format!("```powershell\n{syntax}\n```\n{help}"));
    }
    let found = Found::from(engine.find_command(text).ok()?);
    let help = match &found {
        Found::Native(info) => info.help.split("# Examples").next().unwrap_or_default().trim().to_string(),
        _ => String::new(),
    };
    Some(format!("```powershell\n{}\n```\n{help}", command_syntax::text(engine, &found)))
}

/// Type and help of a parameter of the command in front of it.
fn parameter_hover(engine: &mut Engine, document: &Document, token: Token, text: &str) -> Option<String> {
    let before = document.text.get(..token.end)?;
    let scan = Scan::of(before);
    let invocation = Invocation::read(engine, &scan, scan.open, token.end)?;
    let Some(Found::Native(info)) = &invocation.found else { return None };
    let name = text.trim_start_matches('-').trim_end_matches(':').to_lowercase();
    let all = || info.parameters.iter();
    let parameter = all()
        .find(|known| known.name.eq_ignore_ascii_case(&name))
        .or_else(|| all().find(|known| known.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(&name))))
        .or_else(|| all().find(|known| known.name.to_lowercase().starts_with(&name)))?;
    let type_name = if parameter.is_switch { "switch" } else { parameter.type_name };
    Some(format!("```powershell\n-{} <{type_name}>\n```\n{}", parameter.name, parameter.help.trim()))
}

/// The line that gives a variable its value first.
fn variable_hover(document: &Document, token: Token) -> Option<String> {
    let mentions = super::scopes::variable(document, token);
    let first = mentions.iter().find(|mention| mention.writes).or(mentions.first())?;
    let start = document.text.get(..first.start)?.rfind('\n').map_or(0, |at| at + 1);
    let line = document.text.get(start..)?.lines().next()?.trim();
    Some(format!("```powershell\n{line}\n```"))
}

pub(super) fn functions(document: &Document) -> Vec<Rc<FunctionDefinition>> {
    Definitions::of(document).functions
}

/// Where a function, a type or a variable is defined.
pub fn definition(uri: &str, document: &Document, place: usize) -> Value {
    let Some((token, text)) = token_at(document, place) else { return Value::Null };
    let found = Definitions::of(document);
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
            let mentions = super::scopes::variable(document, token);
            mentions.first().map(|first| (first.start, first.end))
        }
        _ => None,
    };
    match span {
        Some((start, end)) => json!({ "uri": uri, "range": document.range(start, end) }),
        None => Value::Null,
    }
}

/// Every mention of what stands at a place.
fn mentions(document: &Document, place: usize) -> Vec<Mention> {
    let Some((token, text)) = token_at(document, place) else { return Vec::new() };
    match token.kind {
        Kind::Variable | Kind::Splat => super::scopes::variable(document, token),
        Kind::Command | Kind::Name => super::scopes::command(document, text),
        _ => Vec::new(),
    }
}

/// The name that a rename would change; nothing where there is none.
pub fn what_is_renamed(document: &Document, place: usize) -> Value {
    let found = mentions(document, place);
    let here = found.iter().find(|mention| mention.start <= place && place <= mention.end);
    here.map_or(Value::Null, |mention| {
        let (start, end) = (mention.start + mention.before.len(), mention.end - mention.after.len());
        let name = document.text.get(start..end).unwrap_or_default();
        json!({ "range": document.range(start, end), "placeholder": name })
    })
}

/// Renames a variable where its function or the script has it, or a function everywhere in the document.
pub fn rename(uri: &str, document: &Document, place: usize, name: &str) -> Value {
    let found = mentions(document, place);
    if found.is_empty() {
        return Value::Null;
    }
    let plain = name.trim_start_matches(['$', '@']);
    let edits = found.iter().map(|mention| {
        let new = format!("{}{plain}{}", mention.before, mention.after);
        json!({ "range": document.range(mention.start, mention.end), "newText": new })
    });
    json!({ "changes": { uri: edits.collect::<Vec<Value>>() } })
}

/// Where a variable or a function is mentioned.
pub fn references(uri: &str, document: &Document, place: usize, with_definition: bool) -> Value {
    let found = mentions(document, place).into_iter().filter(|mention| with_definition || !mention.writes);
    let place = |mention: Mention| json!({ "uri": uri, "range": document.range(mention.start, mention.end) });
    json!(found.map(place).collect::<Vec<Value>>())
}

/// The same in the document, read (2) and written (3).
pub fn highlights(document: &Document, place: usize) -> Value {
    let shown = |mention: Mention| {
        let kind = if mention.writes { 3 } else { 2 };
        json!({ "range": document.range(mention.start, mention.end), "kind": kind })
    };
    json!(mentions(document, place).into_iter().map(shown).collect::<Vec<Value>>())
}
