//! Paths that commands take: wildcards, missing files, errors of the file system.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, operators};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The files that paths name; each missing one is reported.
pub fn existing(context: &mut Context<'_>, paths: &[String], literal: &[String]) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for name in literal {
        let path = context.engine.resolve_path(name);
        match path.symlink_metadata() {
            Ok(_) => found.push(path),
            Err(_) => missing(context, &path)?,
        }
    }
    for name in paths {
        if operators::has_wildcard(name) {
            found.extend(expand(context.engine, name));
            continue;
        }
        let path = context.engine.resolve_path(&name.replace('`', ""));
        match path.symlink_metadata() {
            Ok(_) => found.push(path),
            Err(_) => missing(context, &path)?,
        }
    }
    Ok(found)
}

/// Reports that a path does not exist.
pub fn missing(context: &mut Context<'_>, path: &Path) -> Outcome {
    let shown = path.display().to_string();
    let message = format!("Cannot find path '{shown}' because it does not exist.");
    context.fail(
        "System.Management.Automation.ItemNotFoundException",
        message,
        "PathNotFound",
        Category::ObjectNotFound,
        Value::text(shown),
    )
}

/// Reports an error of the file system.
pub fn failed(context: &mut Context<'_>, path: &Path, error: &std::io::Error, id: &str) -> Outcome {
    let shown = path.display().to_string();
    let (class, message, category) = match error.kind() {
        ErrorKind::PermissionDenied => (
            "System.UnauthorizedAccessException",
            format!("Access to the path '{shown}' is denied."),
            Category::PermissionDenied,
        ),
        ErrorKind::NotFound => (
            "System.IO.DirectoryNotFoundException",
            format!("Could not find a part of the path '{shown}'."),
            Category::ObjectNotFound,
        ),
        ErrorKind::AlreadyExists => {
            ("System.IO.IOException", format!("The file '{shown}' already exists."), Category::WriteError)
        }
        _ => ("System.IO.IOException", format!("{error} : '{shown}'"), Category::WriteError),
    };
    context.fail(class, message, id, category, Value::text(shown))
}

/// Paths that match a pattern, sorted by name.
pub fn expand(engine: &Engine, pattern: &str) -> Vec<PathBuf> {
    let rooted = engine.resolve_path(pattern);
    let mut found = vec![PathBuf::from("/")];
    for part in rooted.components().skip(1) {
        let part = part.as_os_str().to_string_lossy().into_owned();
        let mut next = Vec::new();
        for folder in found {
            if !operators::has_wildcard(&part) {
                let path = folder.join(&part);
                if path.symlink_metadata().is_ok() {
                    next.push(path);
                }
                continue;
            }
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            let mut names: Vec<String> =
                entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
            names.sort_by(|a, b| operators::text_order(a, b, true));
            let visible = |name: &String| {
                operators::like(name, &part, true) && (!name.starts_with('.') || part.starts_with('.'))
            };
            next.extend(names.into_iter().filter(visible).map(|name| folder.join(name)));
        }
        found = next;
    }
    found
}
