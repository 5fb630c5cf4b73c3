//! Lines with rules of their own: `using`, `#requires`, help comments, and history behind `#`.

use super::scan::{Kind, Scan};
use super::words::begins;
use super::{built_in, help_words, paths, type_names};
use crate::engine::Engine;
use crate::engine::completion::{Completion, CompletionKind, CompletionResult};

/// The keywords behind `using`.
const USING: &[&str] = &["assembly", "module", "namespace", "type"];

const REQUIRES: &[&str] = &["Modules", "PSEdition", "RunAsAdministrator", "Version"];

/// Names that begin with a word.
pub(super) fn keywords(names: &[&str], word: &str, kind: CompletionKind) -> Vec<CompletionResult> {
    names.iter().filter(|name| begins(name, word)).map(|name| CompletionResult::plain(*name, kind)).collect()
}

/// The rest of a `using` statement.
pub fn using(engine: &mut Engine, scan: &Scan<'_>) -> Completion {
    let statement = scan.statement(scan.open);
    let words: Vec<_> =
        statement.iter().filter(|token| matches!(token.kind, Kind::Word | Kind::Text { .. })).collect();
    let end = scan.text.len();
    let touching = words.last().filter(|token| token.end == end);
    let word = touching.map_or("", |token| scan.of_token(token));
    let start = touching.map_or(end, |token| token.start);
    let before = words.len() - usize::from(touching.is_some());
    let results = if before == 0 {
        keywords(USING, word, CompletionKind::Keyword)
    } else {
        match words.first().map(|token| scan.of_token(token).to_ascii_lowercase()).as_deref() {
            Some("namespace") if before == 1 => type_names::complete(word, &[], true),
            Some("module") if before == 1 => {
                let (plain, quote) = super::words::unquoted(word);
                let mut found = super::values::listed(built_in::modules(engine), &plain, quote);
                if found.is_empty() {
                    let wanted = paths::Wanted { extension: Some(".psm1"), ..paths::Wanted::default() };
                    found = paths::complete(engine, word, &wanted);
                }
                found
            }
            Some("assembly") if before == 1 => {
                let wanted = paths::Wanted { extension: Some(".dll"), ..paths::Wanted::default() };
                paths::complete(engine, word, &wanted)
            }
            _ => Vec::new(),
        }
    };
    Completion { start, length: end - start, results }
}

/// A comment that ends at the cursor.
pub fn comment(engine: &mut Engine, text: &str, start: usize, rest: &str) -> Completion {
    let comment = text.get(start..).unwrap_or_default();
    let lower = comment.to_ascii_lowercase();
    if lower.starts_with("#requires") {
        return requires(engine, text, start);
    }
    if let Some(found) = help_words::complete(engine, text, start, rest) {
        return found;
    }
    let word = comment.trim_start_matches('#');
    if comment.starts_with('#') && !word.starts_with(' ') {
        let results = history(engine, word);
        return Completion { start, length: comment.len(), results };
    }
    Completion { start: text.len(), length: 0, results: Vec::new() }
}

fn requires(engine: &mut Engine, text: &str, start: usize) -> Completion {
    let line = text.get(start..).unwrap_or_default();
    let ends_word = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '=' | '{');
    let word_at = text.rfind(ends_word).map_or(start, |at| at + 1).max(start);
    let word = text.get(word_at..).unwrap_or_default();
    if let Some(name) = word.strip_prefix('-') {
        let used: Vec<String> = line.split_whitespace().map(str::to_lowercase).collect();
        let alone = used.iter().any(|used| used == "-runasadministrator");
        let free: Vec<&str> = REQUIRES
            .iter()
            .copied()
            .filter(|name| !alone && !used.contains(&format!("-{}", name.to_lowercase())))
            .collect();
        let results = keywords(&free, name, CompletionKind::ParameterName);
        return Completion { start: text.len() - name.len(), length: name.len(), results };
    }
    let before = line.get(..line.len() - word.len()).unwrap_or_default();
    let parameter = before.split_whitespace().rev().find(|part| part.starts_with('-')).unwrap_or_default();
    let results = match parameter.to_ascii_lowercase().as_str() {
        "-psedition" => keywords(&["Core", "Desktop"], word, CompletionKind::ParameterValue),
        "-version" => {
            keywords(&["7.6", "7.5", "7.4", "7.0", "6.0", "5.1"], word, CompletionKind::ParameterValue)
        }
        "-modules" => required_module(engine, before, word.trim_start_matches(['"', '\''])),
        _ => Vec::new(),
    };
    Completion { start: text.len() - word.len(), length: word.len(), results }
}

/// A module's name, or a key or value of a table that says which one is meant.
fn required_module(engine: &mut Engine, before: &str, word: &str) -> Vec<CompletionResult> {
    let open = before.rfind("@{").filter(|at| !before.get(*at..).unwrap_or_default().contains('}'));
    let table = open.and_then(|at| before.get(at + 2..));
    let Some(table) = table else { return modules(engine, word) };
    let pairs: Vec<&str> = table.split(';').collect();
    let key = |pair: &str| pair.split('=').next().unwrap_or_default().trim().to_lowercase();
    let current = pairs.last().copied().unwrap_or_default();
    if current.contains('=') {
        return if key(current) == "modulename" { modules(engine, word) } else { Vec::new() };
    }
    let used: Vec<String> = pairs.iter().map(|pair| key(pair)).collect();
    let names = super::hash_keys::free_of_module(&used);
    keywords(&names, word, CompletionKind::Property)
}

fn modules(engine: &mut Engine, word: &str) -> Vec<CompletionResult> {
    let (plain, quote) = super::words::unquoted(word);
    super::values::listed(built_in::modules(engine), &plain, quote)
}

/// Commands of the session's history: by number, or those that contain a word.
fn history(engine: &mut Engine, word: &str) -> Vec<CompletionResult> {
    let entries = engine.extension::<crate::engine::history::History>().entries();
    let number = word.parse::<u64>().ok();
    let lower = word.to_lowercase();
    let mut found: Vec<CompletionResult> = Vec::new();
    for entry in entries.iter().rev() {
        let fits = match number {
            Some(number) => entry.id == number,
            None => entry.command.to_lowercase().contains(&lower),
        };
        if fits && !found.iter().any(|known| known.text == entry.command) {
            found.push(CompletionResult::plain(entry.command.clone(), CompletionKind::History));
        }
    }
    found
}
