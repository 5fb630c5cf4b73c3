//! Files that commands take, and errors of the file system that they report.

use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::provider::{self, Filters, reported};
use crate::engine::value::Value;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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

/// The files that paths name; each missing one is reported.
pub fn existing(context: &mut Context<'_>, paths: &[String], literal: &[String]) -> Outcome<Vec<PathBuf>> {
    let mut all = Vec::new();
    let named = paths.iter().map(|text| (text, false)).chain(literal.iter().map(|text| (text, true)));
    for (text, literal) in named {
        let found = provider::expand(context.engine, text, literal, &Filters::default());
        all.extend(reported(context, found)?.unwrap_or_default().iter().map(|path| path.file()));
    }
    Ok(all)
}

/// The files that a pattern names. Errors: the pattern is none, or its drive does not exist.
pub fn expand(context: &mut Context<'_>, pattern: &str) -> Outcome<Vec<PathBuf>> {
    let found = provider::expand(context.engine, pattern, false, &Filters::default())?;
    Ok(found.iter().map(|path| path.file()).collect())
}
