//! The scripts of the folders that the editor has open.

use super::document::Document;
use super::symbols::{self, Symbol};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Scripts that are looked at, at most, and levels of folders.
const MOST_FILES: usize = 2_000;
const DEEPEST: usize = 8;
/// A script that is longer is generated.
const LONGEST: u64 = 2 << 20;
const SKIPPED: [&str; 4] = ["target", "node_modules", ".git", "bin"];

/// The folders of an `initialize` request.
pub fn folders(parameters: &Value) -> Vec<PathBuf> {
    let listed = parameters.get("workspaceFolders").and_then(Value::as_array);
    let listed = listed.into_iter().flatten().filter_map(|folder| folder.get("uri")?.as_str());
    let root = parameters.get("rootUri").and_then(Value::as_str);
    let mut found: Vec<PathBuf> = listed.chain(root).filter_map(path_of).collect();
    found.dedup();
    found
}

/// The path behind `file://`.
fn path_of(uri: &str) -> Option<PathBuf> {
    let path = url::Url::parse(uri).ok()?.to_file_path().ok()?;
    Some(path)
}

fn uri_of(path: &Path) -> Option<String> {
    Some(url::Url::from_file_path(path).ok()?.to_string())
}

fn scripts(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if found.len() >= MOST_FILES {
            return;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && !path.is_symlink() {
            if depth < DEEPEST && !SKIPPED.contains(&name.as_str()) {
                scripts(&path, depth + 1, found);
            }
        } else if [".ps1", ".psm1"].iter().any(|end| name.ends_with(end)) {
            found.push(path);
        }
    }
}

/// Every script of the folders, those that are open as the editor has them, until `see` breaks off. A file
/// without the word, in upper or lower case, is not parsed; an empty word is in all.
fn documents(
    folders: &[PathBuf],
    open: &HashMap<String, Document>,
    word: &str,
    mut see: impl FnMut(&str, &Document) -> ControlFlow<()>,
) {
    for (uri, document) in open {
        if see(uri, document).is_break() {
            return;
        }
    }
    let word = word.to_lowercase();
    let mut files = Vec::new();
    folders.iter().for_each(|folder| scripts(folder, 0, &mut files));
    for path in files {
        let Some(uri) = uri_of(&path).filter(|uri| !open.contains_key(uri)) else { continue };
        let short = std::fs::metadata(&path).is_ok_and(|found| found.len() <= LONGEST);
        let Some(bytes) = std::fs::read(&path).ok().filter(|_| short) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        if text.to_lowercase().contains(&word) && see(&uri, &Document::new(&text)).is_break() {
            return;
        }
    }
}

/// Functions, types and members whose name contains the query's letters in their order.
pub fn symbols(folders: &[PathBuf], open: &HashMap<String, Document>, query: &str) -> Value {
    let wanted = query.to_lowercase();
    let fits = |name: &str| {
        let mut letters = name.chars().flat_map(char::to_lowercase);
        wanted.chars().all(|letter| letters.any(|one| one == letter))
    };
    let mut found = Vec::new();
    documents(folders, open, "", |uri, document| {
        for symbol in symbols::list(document).into_iter().filter(|symbol| fits(&symbol.name)) {
            let location = json!({ "uri": uri, "range": document.span(symbol.name_span) });
            found.push(json!({ "name": symbol.name, "kind": symbol.kind, "location": location }));
        }
        ControlFlow::Continue(())
    });
    json!(found)
}

/// Where another script defines a function or a type.
pub fn definition(folders: &[PathBuf], open: &HashMap<String, Document>, name: &str) -> Value {
    let mut found = Value::Null;
    documents(folders, open, name, |uri, document| {
        let all = symbols::list(document);
        let fits = |symbol: &&Symbol| symbol.is_named() && symbol.name.eq_ignore_ascii_case(name);
        let Some(symbol) = all.iter().find(fits) else { return ControlFlow::Continue(()) };
        found = json!({ "uri": uri, "range": document.span(symbol.name_span) });
        ControlFlow::Break(())
    });
    found
}
