//! Files, folders and items of other drives.

use super::words::{begins, path_text, unquoted};
use crate::engine::Engine;
use crate::engine::completion::{CompletionKind, CompletionResult};
use crate::engine::operators::{has_wildcard, text_order};
use crate::engine::provider::{self, Filters, ListOptions, ProviderPath};
use std::path::Path;

/// Which items are wanted.
#[derive(Clone, Copy, Default)]
pub struct Wanted {
    pub containers_only: bool,
    /// Brackets mean themselves (`-LiteralPath`).
    pub literal: bool,
    /// Brackets are written as they are: the name of a command has no wildcards.
    pub bare: bool,
    /// Only files with this ending (and folders).
    pub extension: Option<&'static str>,
}

/// The paths that a typed word may become; the word may begin with a quote.
pub fn complete(engine: &mut Engine, typed: &str, wanted: &Wanted) -> Vec<CompletionResult> {
    let (plain, quote) = unquoted(typed);
    let plain = expand_variable(engine, &plain);
    if let Some((provider, rest)) = plain.split_once("::")
        && let Some(found) = of_provider(engine, provider, rest, quote, wanted)
    {
        return found;
    }
    if let Some((drive, rest)) = plain.split_once(':').filter(|(drive, _)| engine.find_drive(drive).is_some())
    {
        let drive = drive.to_string();
        return on_drive(engine, &drive, rest, quote, wanted);
    }
    in_folder(engine, &plain, quote, wanted)
}

/// A path that names its provider: `FileSystem::/tm`, `Alias::ipm`; nothing for another name.
fn of_provider(
    engine: &mut Engine,
    provider: &str,
    rest: &str,
    quote: Option<char>,
    wanted: &Wanted,
) -> Option<Vec<CompletionResult>> {
    let named = engine.drives.providers().iter().find(|known| known.name().eq_ignore_ascii_case(provider))?;
    let rest = rest.replace('\\', "/");
    let split = rest.rfind('/').map_or(0, |at| at + 1);
    let (folder, leaf) = rest.split_at(split);
    if named.name() == "FileSystem" {
        let prefix = format!("FileSystem::{folder}");
        let folder = Path::new(folder).to_path_buf();
        let found = entries(&folder, leaf, wanted).into_iter().map(|(name, is_folder)| {
            let full = folder.join(&name).display().to_string();
            item(&prefix, &name, is_folder, full, quote, wanted)
        });
        return Some(found.collect());
    }
    let path = engine.parse_path(&format!("{provider}::{folder}")).ok()?;
    Some(children(engine, &path, &format!("{provider}::{folder}"), leaf, quote, wanted))
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
    let shown = match folder {
        "" => "./".to_string(),
        _ if ["/", "./", "../", "~/"].iter().any(|start| folder.starts_with(start)) => folder.to_string(),
        _ => format!("./{folder}"),
    };
    // Brackets with a backtick mean themselves.
    let meant = if wanted.literal { shown.clone() } else { provider::unescape(&shown) };
    let path = match meant.strip_prefix("~/") {
        Some(below) => Path::new(&engine.home().unwrap_or_default()).join(below),
        None => engine.resolve_path(&meant),
    };
    let shown = meant;
    let entries = entries(&path, leaf, wanted).into_iter();
    entries
        .map(|(name, is_folder)| {
            let full = path.join(&name).display().to_string();
            item(&shown, &name, is_folder, full, quote, wanted)
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
            let base = shown.strip_suffix(name.as_str()).unwrap_or_default();
            found.push(item(base, &name, is_folder, full, quote, wanted));
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
    entries
        .sort_by(|(first, _), (second, _)| text_order(first, second, true).then_with(|| first.cmp(second)));
    entries
}

fn item(
    base: &str,
    name: &str,
    is_folder: bool,
    full: String,
    quote: Option<char>,
    wanted: &Wanted,
) -> CompletionResult {
    CompletionResult {
        text: path_text(&[base, name], quote, wanted.literal || wanted.bare),
        item: name.to_string(),
        kind: if is_folder { CompletionKind::ProviderContainer } else { CompletionKind::ProviderItem },
        tool_tip: full,
    }
}

/// Items of a drive: `Env:PA`.
fn on_drive(
    engine: &mut Engine,
    drive: &str,
    rest: &str,
    quote: Option<char>,
    wanted: &Wanted,
) -> Vec<CompletionResult> {
    let rest = rest.replace('\\', "/");
    let split = rest.rfind('/').map_or(0, |at| at + 1);
    let (folder, leaf) = rest.split_at(split);
    let name = engine.find_drive(drive).map_or_else(|| drive.to_string(), |found| found.name.to_string());
    let base = format!("{name}:/{}", folder.trim_start_matches('/'));
    let Ok(path) = engine.parse_path(&base) else { return Vec::new() };
    children(engine, &path, &base, leaf, quote, wanted)
}

/// What a container has that begins with a word, by name.
fn children(
    engine: &mut Engine,
    path: &ProviderPath,
    base: &str,
    leaf: &str,
    quote: Option<char>,
    wanted: &Wanted,
) -> Vec<CompletionResult> {
    let provider = path.provider.clone();
    let Ok(names) = provider.child_names(engine, &path.path, &ListOptions::default()) else {
        return Vec::new();
    };
    let mut names: Vec<String> = names.into_iter().filter(|name| begins(name, leaf)).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.iter().map(|name| item(base, name, false, format!("{base}{name}"), quote, wanted)).collect()
}
