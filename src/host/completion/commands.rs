//! Names of commands.

use super::paths;
use super::words::begins;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::types::{command_info::Found, command_syntax};
use crate::engine::{Engine, lookup};
use std::collections::BTreeMap;

/// What a command name may become: files, then functions, cmdlets, aliases and programs.
pub fn complete(engine: &mut Engine, word: &str, names_only: bool) -> Vec<CompletionResult> {
    let mut found: BTreeMap<String, (String, String)> = BTreeMap::new();
    let path_like = word.contains(['/', ':'])
        || word.starts_with('~')
        || word.starts_with(".\\")
        || word.starts_with("..\\");
    if !path_like && let Some((module, bare)) = word.split_once('\\') {
        return of_module(engine, module, bare);
    }
    if !path_like {
        for name in functions(engine).into_iter().filter(|name| begins(name, word)) {
            let tool_tip = syntax(engine, &name);
            found.entry(name.to_lowercase()).or_insert((name, tool_tip));
        }
        for info in engine.native_commands() {
            if begins(info.name, word) {
                let name = info.name.to_string();
                let tool_tip = command_syntax::text(engine, &Found::Native(info)).replace("\n\n", "\n");
                found.entry(name.to_lowercase()).or_insert((name, tool_tip));
            }
        }
        for alias in engine.aliases().iter().filter(|alias| begins(&alias.name, word)) {
            let name = alias.name.to_string();
            found.entry(name.to_lowercase()).or_insert((name, alias.definition.to_string()));
        }
        if !word.is_empty() {
            let pattern = format!("{word}*");
            let mut files = engine.path_scripts(&pattern);
            if !word.contains('-') || found.is_empty() {
                files.extend(engine.programs(&pattern));
            }
            for path in files {
                let name =
                    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                found.entry(name.to_lowercase()).or_insert((name, path.display().to_string()));
            }
        }
    }
    if found.is_empty() && word.contains('-') && !path_like {
        found = abbreviated(engine, word);
    }
    let mut results = Vec::new();
    if !names_only && (path_like || !word.is_empty()) {
        // The name of a command has no wildcards.
        let wanted = paths::Wanted { bare: true, ..paths::Wanted::default() };
        results = paths::complete(engine, word, &wanted);
    }
    results.extend(found.into_values().map(|(name, tool_tip)| CompletionResult {
        text: name.clone(),
        item: name,
        kind: CompletionKind::Command,
        tool_tip,
    }));
    results
}

/// What a quoted name behind `&` may become: commands in the same quotes, and files.
pub fn quoted(engine: &mut Engine, typed: &str) -> Vec<CompletionResult> {
    let (word, quote) = super::words::unquoted(typed);
    let wanted = paths::Wanted { bare: true, ..paths::Wanted::default() };
    let mut found = paths::complete(engine, typed, &wanted);
    let mut names = complete(engine, &word, true);
    names.iter_mut().for_each(|name| name.text = super::words::quoted(&name.text, quote));
    found.extend(names);
    found
}

/// Commands whose capital letters make the word: `i-psdf` for `Import-PowerShellDataFile`.
fn abbreviated(engine: &mut Engine, word: &str) -> BTreeMap<String, (String, String)> {
    let word = word.to_lowercase();
    let mut found = BTreeMap::new();
    for name in functions(engine).into_iter().filter(|name| lookup::abbreviated(name) == word) {
        let tool_tip = syntax(engine, &name);
        found.insert(name.to_lowercase(), (name, tool_tip));
    }
    for info in engine.native_commands().filter(|info| lookup::abbreviated(info.name) == word) {
        let tool_tip = command_syntax::text(engine, &Found::Native(info)).replace("\n\n", "\n");
        found.entry(info.name.to_lowercase()).or_insert((info.name.to_string(), tool_tip));
    }
    found
}

fn syntax(engine: &mut Engine, name: &str) -> String {
    match engine.find_function(&crate::engine::scope::fold(name)) {
        Some(function) => command_syntax::text(engine, &Found::Function(function)).replace("\n\n", "\n"),
        None => name.to_string(),
    }
}

/// `Module\Na`
fn of_module(engine: &mut Engine, module: &str, word: &str) -> Vec<CompletionResult> {
    let natives = engine.native_commands().filter(|info| info.module.eq_ignore_ascii_case(module));
    let mut names: Vec<String> = natives.map(|info| info.name.to_string()).collect();
    for loaded in engine.modules.iter().filter(|loaded| loaded.name.eq_ignore_ascii_case(module)) {
        names.extend(loaded.functions.borrow().iter().map(|function| function.name.to_string()));
    }
    names.sort_by_key(|name| name.to_lowercase());
    names.retain(|name| begins(name, word));
    names
        .into_iter()
        .map(|name| CompletionResult {
            text: format!("{module}\\{name}"),
            tool_tip: name.clone(),
            item: name,
            kind: CompletionKind::Command,
        })
        .collect()
}

/// Names of all functions that the current scope sees.
pub fn functions(engine: &Engine) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for scope in engine.scope.clone().chain() {
        names.extend(scope.functions.borrow().values().map(|function| function.name.to_string()));
    }
    names
}
