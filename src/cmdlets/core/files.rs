//! Errors of the file system that commands report.

use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::value::Value;
use std::io::ErrorKind;
use std::path::Path;

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
