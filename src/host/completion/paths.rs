//! Files, folders and items of other drives.

use super::words::{begins, quoted, unquoted};
use crate::engine::Engine;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::operators::has_wildcard;
use crate::engine::provider::{self, Filters, ListOptions};
use std::path::Path;

/// Which items are wanted.
#[derive(Clone, Copy, Default)]
pub struct Wanted {
    pub containers_only: bool,
    /// Brackets mean themselves (`-LiteralPath`).
    pub literal: bool,
    /// Only files with this ending (and folders).
    pub extension: Option<&'static str>,
}

/// The paths that a typed word may become; the word may begin with a quote.
pub fn complete(engine: &mut Engine, typed: &str, wanted: &Wanted) -> Vec<CompletionResult> {
    let (plain, quote) = unquoted(typed);
    let plain = expand_variable(engine, &plain);
    if let Some((drive, rest)) = plain.split_once(':').filter(|(drive, _)| engine.find_drive(drive).is_some())
    {
        let drive = drive.to_string();
        return on_drive(engine, &drive, rest, quote, wanted);
    }
    in_folder(engine, &plain, quote, wanted)
}

/// `$HOME/x` and `~/x` name the home folder.
fn expand_variable(engine: &mut Engine, word: &str) -> String {
    if let Some(rest) = word.strip_prefix('$') {
        let end = rest.find('/').unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().to_lowercase();
        let value = match name.strip_prefix("env:") {
            Some(name) => engine
                .environment
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, v)| v.clone()),
            None => engine
                .find_variable(&name)
                .filter(|value| !value.is_null())
                .map(|value| crate::engine::convert::display(&value)),
        };
        if let Some(value) = value {
            return format!("{value}{}", rest.get(end..).unwrap_or_default());
        }
    }
    word.to_string()
}

fn in_folder(engine: &mut Engine, word: &str, quote: Option<char>, wanted: &Wanted) -> Vec<CompletionResult> {
    let word = &word.replace('\\', "/");
    let split = word.rfind('/').map_or(0, |at| at + 1);
    let (folder, leaf) = word.split_at(split);
    if !engine.drives.current().is_files() && folder.is_empty() {
        let drive = engine.drives.current().name.to_string();
        return on_drive(engine, &drive, word, quote, wanted);
    }
    let steps = folder.split('/').skip_while(|step| matches!(*step, "" | "." | ".."));
    if !wanted.literal && has_wildcard(folder) || steps.clone().any(|step| step == "..") {
        return in_folders(engine, folder, leaf, quote, wanted);
    }
    let tilde = folder.starts_with("~/");
    let home = engine.home().unwrap_or_default();
    let shown = match folder {
        "" => "./".to_string(),
        _ if tilde => format!("{home}{}", folder.get(1..).unwrap_or_default()),
        _ if folder.starts_with('/') || folder.starts_with("./") || folder.starts_with("../") => {
            folder.to_string()
        }
        _ => format!("./{folder}"),
    };
    let path = engine.resolve_path(&shown);
    let entries = entries(&path, leaf, wanted).into_iter();
    entries
        .map(|(name, is_folder)| {
            let full = path.join(&name).display().to_string();
            item(&format!("{shown}{name}"), &name, is_folder, full, quote, wanted)
        })
        .collect()
}

/// The folders that a pattern, or a path that goes up again, stands for: what is in them is shown as it is seen from
/// here.
fn in_folders(
    engine: &mut Engine,
    folder: &str,
    leaf: &str,
    quote: Option<char>,
    wanted: &Wanted,
) -> Vec<CompletionResult> {
    let folders = provider::expand(engine, folder.trim_end_matches('/'), false, &Filters::default());
    let Ok(here) = engine.parse_path(".") else { return Vec::new() };
    let mut found = Vec::new();
    for one in folders.unwrap_or_default() {
        let path = one.file();
        for (name, is_folder) in entries(&path, leaf, wanted) {
            let full = path.join(&name).display().to_string();
            let shown = match engine.parse_path(&full) {
                Ok(at) if !folder.starts_with('/') => at.relative_to(&here),
                _ => full.clone(),
            };
            found.push(item(&shown, &name, is_folder, full, quote, wanted));
        }
    }
    found
}

/// What a folder has that begins with a word, by name.
fn entries(path: &Path, leaf: &str, wanted: &Wanted) -> Vec<(String, bool)> {
    let mut entries: Vec<(String, bool)> = std::fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let is_folder = entry.path().is_dir();
            Some((entry.file_name().into_string().ok()?, is_folder))
        })
        .filter(|(name, _)| begins(name, leaf))
        .filter(|(name, is_folder)| {
            *is_folder
                || !wanted.containers_only
                    && wanted.extension.is_none_or(|ending| name.to_lowercase().ends_with(ending))
        })
        .collect();
    entries.sort_by_key(|(name, _)| sort_key(name));
    entries
}

/// Letters decide before signs, as names sort in PowerShell's lists.
fn sort_key(name: &str) -> (String, String) {
    (name.to_lowercase(), name.to_string())
}

fn item(
    path: &str,
    name: &str,
    is_folder: bool,
    full: String,
    quote: Option<char>,
    wanted: &Wanted,
) -> CompletionResult {
    let special = path.contains(['[', ']', '*', '?', '`']);
    let escaped =
        if special && !wanted.literal { crate::engine::provider::escape(path) } else { path.to_string() };
    CompletionResult {
        text: quoted(&escaped, quote),
        item: name.to_string(),
        kind: if is_folder { CompletionKind::ProviderContainer } else { CompletionKind::ProviderItem },
        tool_tip: full,
    }
}

/// Items of a drive that is no file system: `Env:PA`.
fn on_drive(
    engine: &mut Engine,
    drive: &str,
    rest: &str,
    quote: Option<char>,
    wanted: &Wanted,
) -> Vec<CompletionResult> {
    let split = rest.rfind(['/', '\\']).map_or(0, |at| at + 1);
    let (folder, leaf) = rest.split_at(split);
    let Ok(path) = engine.parse_path(&format!("{drive}:{folder}")) else { return Vec::new() };
    let provider = path.provider.clone();
    let Ok(names) = provider.child_names(engine, &path.path, &ListOptions::default()) else {
        return Vec::new();
    };
    let mut names: Vec<String> = names.into_iter().filter(|name| begins(name, leaf)).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names
        .iter()
        .map(|name| {
            let shown = format!("{drive}:{folder}{name}");
            item(&shown, name, false, shown.clone(), quote, wanted)
        })
        .collect()
}
