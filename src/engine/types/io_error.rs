//! Errors of the operating system as the exceptions that .NET throws for them.

use super::arguments;
use crate::engine::Fault;
use crate::engine::error::Exception;
use std::io::{Error, ErrorKind};
use std::path::Path;

/// The exception for a failed operation on a path, with .NET's class and message on Unix.
pub fn exception(error: &Error, path: &Path, is_directory: bool) -> Exception {
    let shown = path.display();
    match error.kind() {
        ErrorKind::NotFound if is_directory || !parent_exists(path) => Exception::new(
            "System.IO.DirectoryNotFoundException",
            format!("Could not find a part of the path '{shown}'."),
        ),
        ErrorKind::NotFound => {
            Exception::new("System.IO.FileNotFoundException", format!("Could not find file '{shown}'."))
        }
        ErrorKind::PermissionDenied | ErrorKind::IsADirectory => {
            let inner = Exception::new("System.IO.IOException", reason(error));
            Exception::new(
                "System.UnauthorizedAccessException",
                format!("Access to the path '{shown}' is denied."),
            )
            .with_inner(inner)
        }
        ErrorKind::InvalidFilename => Exception::new(
            "System.IO.PathTooLongException",
            format!(
                "The specified file name or path is too long, or a component of the specified path is too long. The path was '{shown}'."
            ),
        ),
        ErrorKind::AlreadyExists => {
            Exception::new("System.IO.IOException", format!("The file '{shown}' already exists."))
        }
        ErrorKind::NotADirectory if !is_directory => Exception::new(
            "System.IO.DirectoryNotFoundException",
            format!("Could not find a part of the path '{shown}'."),
        ),
        _ => Exception::new("System.IO.IOException", format!("{} : '{shown}'", reason(error))),
    }
}

fn parent_exists(path: &Path) -> bool {
    path.parent().is_none_or(Path::is_dir)
}

/// The system's own words, without the number that Rust adds.
pub fn reason(error: &Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(at) => text.get(..at).unwrap_or(&text).to_string(),
        None => text,
    }
}

/// The exception as thrown inside of a method.
pub fn thrown(error: &Error, path: &Path, is_directory: bool) -> Box<Fault> {
    let made = exception(error, path, is_directory);
    arguments::throw(&made.class, made.message)
}
