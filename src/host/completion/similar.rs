//! Names that are nearly the one typed, for `Tab` where nothing begins as typed.

use super::invocation::Invocation;
use super::scan::{Kind, Scan};
use super::{commands, complete};
use crate::engine::Engine;
use crate::engine::completion::{Completion, CompletionKind, CompletionResult};

/// How many names are offered.
const MOST: usize = 8;
/// Bytes of a word that is compared: longer ones are no names.
const LONGEST: usize = 100;

/// Commands or parameters with a name like the word in front of the cursor.
pub fn similar(engine: &mut Engine, text: &str, cursor: usize) -> Completion {
    let before = text.get(..cursor).unwrap_or(text);
    let scan = Scan::of(before);
    let Some(token) = scan.touching() else { return Completion::default() };
    let word = scan.of_token(&token);
    let (names, kind, sign) = match token.kind {
        Kind::Command => {
            let mut names = commands::functions(engine);
            names.extend(engine.native_commands().map(|info| info.name.to_string()));
            (names, CompletionKind::Command, "")
        }
        Kind::Parameter => {
            let Some(invocation) = Invocation::read(engine, &scan, token.frame, token.start) else {
                return Completion::default();
            };
            let Some(table) = invocation.table else { return Completion::default() };
            let names = table.parameters.iter().map(|parameter| parameter.name.to_string()).collect();
            (names, CompletionKind::ParameterName, "-")
        }
        _ => return Completion::default(),
    };
    let typed = word.trim_start_matches('-').to_lowercase();
    if typed.len() > LONGEST {
        return Completion::default();
    }
    let limit = (typed.chars().count() / 4).clamp(1, 3);
    let mut near: Vec<(usize, String)> = names
        .into_iter()
        .map(|name| (strsim::osa_distance(&name.to_lowercase(), &typed), name))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    near.sort();
    near.truncate(MOST);
    let results = near.into_iter().map(|(_, name)| CompletionResult {
        text: format!("{sign}{name}"),
        ..CompletionResult::plain(name, kind)
    });
    Completion { start: token.start, length: token.end - token.start, results: results.collect() }
}

/// What completion answers, or where that is nothing what is spelled nearly so.
pub fn complete_or_similar(engine: &mut Engine, text: &str, cursor: usize) -> Completion {
    let found = complete(engine, text, cursor);
    if !found.results.is_empty() {
        return found;
    }
    let near = similar(engine, text, cursor);
    if near.results.is_empty() { found } else { near }
}
