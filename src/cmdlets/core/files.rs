//! Files that commands take, and errors of the file system that they report.

use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::provider::{self, Filters, reported};
use crate::engine::types::io_error;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::path::{Path, PathBuf};

/// Reports an error of the file system.
pub fn failed(context: &mut Context<'_>, path: &Path, error: &std::io::Error, id: &str) -> Outcome {
    let exception = io_error::exception(error, path, false);
    let category = match exception.class.as_ref() {
        "System.UnauthorizedAccessException" => Category::PermissionDenied,
        "System.IO.DirectoryNotFoundException" | "System.IO.FileNotFoundException" => {
            Category::ObjectNotFound
        }
        _ => Category::WriteError,
    };
    let target = Value::text(path.display().to_string());
    context.fail(&exception.class, exception.message, id, category, target)
}

/// A file that cannot be opened ends the command, as it does in `PathUtils` of PowerShell.
pub fn not_opened(context: &Context<'_>, path: &Path, error: &std::io::Error) -> Box<Fault> {
    let exception = io_error::exception(error, path, false);
    let message = exception.message;
    context.terminate(&exception.class, message, "FileOpenFailure", Category::OpenError, Value::Null)
}

/// A file that cannot be written to its end ends the command: PowerShell's commands let the exception through.
pub fn not_written(context: &Context<'_>, path: &Path, error: &std::io::Error) -> Box<Fault> {
    let exception = io_error::exception(error, path, false);
    let (class, message) = (exception.class, exception.message);
    context.terminate(&class, message, &class, Category::NotSpecified, Value::Null)
}

/// A file that cannot be read as what it is taken for, by the commands that search in files.
pub fn unreadable(context: &mut Context<'_>, path: &Path, error: &std::io::Error) -> Outcome {
    let why = io_error::exception(error, path, false).message;
    let message = format!("The file {} cannot be read: {why}", path.display());
    let class = "System.ArgumentException";
    context.fail(class, message, "ProcessingFile", Category::InvalidArgument, Value::Null)
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
