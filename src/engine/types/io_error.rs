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

/// What Rust puts before the resolver's words.
const LOOKUP: &str = "failed to lookup address information: ";

/// The system's own words, without the number that Rust adds; for names that are not found, .NET's.
pub fn reason(error: &Error) -> String {
    let text = error.to_string();
    if let Some(cause) = text.strip_prefix(LOOKUP) {
        // `EAI_AGAIN` is `TryAgain` there, which is told with the words of `EAGAIN`.
        let again = cause.starts_with("Temporary failure");
        return if again { "Resource temporarily unavailable" } else { "Name or service not known" }
            .to_string();
    }
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

#[cfg(test)]
mod tests {
    use super::reason;
    use std::io::Error;

    #[test]
    fn names_that_are_not_found_are_told_in_dotnets_words() {
        let told =
            |cause: &str| reason(&Error::other(format!("failed to lookup address information: {cause}")));
        assert_eq!(told("Temporary failure in name resolution"), "Resource temporarily unavailable");
        assert_eq!(told("No address associated with hostname"), "Name or service not known");
        assert_eq!(reason(&Error::from_raw_os_error(111)), "Connection refused");
    }
}
