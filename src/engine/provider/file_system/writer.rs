//! Writing the content of files.

use super::replacement::{Replacement, forced};
use crate::engine::encoding::{TextEncoding, UTF8};
use crate::engine::error::{Category, Exception};
use crate::engine::provider::content::{ContentWriter, WriteOptions};
use crate::engine::provider::faults;
use crate::engine::types::io_error;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::io::{Error, Write};
use std::path::{Path, PathBuf};

struct FileWriter {
    file: Option<Replacement>,
    path: PathBuf,
    encoding: TextEncoding,
    bytes: bool,
    no_newline: bool,
}

/// The error of an operation on content, with its ids.
fn content_failed(error: &Error, path: &Path) -> Box<Fault> {
    let exception = io_error::exception(error, path, false);
    let (id, category) = match exception.class.as_ref() {
        "System.IO.DirectoryNotFoundException" => {
            ("GetContentWriterDirectoryNotFoundError", Category::ObjectNotFound)
        }
        "System.IO.FileNotFoundException" => ("GetContentWriterFileNotFoundError", Category::ObjectNotFound),
        "System.IO.PathTooLongException" => ("GetContentWriterPathTooLongError", Category::InvalidArgument),
        "System.UnauthorizedAccessException" => {
            ("GetContentWriterUnauthorizedAccessError", Category::PermissionDenied)
        }
        _ => ("GetContentWriterIOError", Category::WriteError),
    };
    Fault::error(exception, id, category, Value::text(path.display().to_string()))
}

/// The error of a writer that is open: `Write` and `Close` of a provider.
fn invocation_failed(operation: &str, what: &str, error: &Error, path: &Path) -> Box<Fault> {
    let inner = io_error::exception(error, path, false);
    let shown = path.display();
    let message = format!(
        "The invocation of {operation} on the 'FileSystem' provider's content {what} failed for path '{shown}'. {}",
        inner.message
    );
    let class = "System.Management.Automation.ProviderInvocationException";
    let exception = Exception::new(class, message).with_inner(inner);
    let id = format!("ProviderContent{operation}Error");
    Fault::error(exception, &id, Category::NotSpecified, Value::Null)
}

/// Content of a folder is not to be cleared.
pub(super) fn is_directory(path: &Path, id: &str) -> Box<Fault> {
    let shown = path.display();
    let message = format!(
        "Unable to clear content of '{shown}' because it is a directory. Clear-Content is only supported on files."
    );
    let exception = Exception::new("System.NotSupportedException", message);
    Fault::error(exception, id, Category::InvalidOperation, Value::text(shown.to_string()))
}

pub(super) fn truncate(path: &Path, force: bool) -> Outcome {
    let opened = forced(path, force, || std::fs::OpenOptions::new().write(true).truncate(true).open(path));
    opened.map(|_| ()).map_err(|error| {
        let ids = ("ClearContentUnauthorizedAccessError", "ClearContentIOError");
        super::failed(&error, path, ids, Category::WriteError, Value::text(path.display().to_string()))
    })
}

pub(super) fn open(path: &Path, options: &WriteOptions) -> Outcome<Box<dyn ContentWriter>> {
    if path.is_dir() {
        return Err(match options.append {
            false => is_directory(path, "System.NotSupportedException"),
            true => {
                let message =
                    format!("Unable to write content because it is a directory: '{}'.", path.display());
                let exception = Exception::new("System.InvalidOperationException", message);
                Fault::error(
                    exception,
                    "WriteContainerContentException",
                    Category::InvalidOperation,
                    Value::Null,
                )
            }
        });
    }
    let opened = Replacement::open_forced(path, options.append, options.force);
    let mut file = opened.map_err(|error| content_failed(&error, path))?;
    let encoding = options.encoding.unwrap_or(UTF8);
    if file.is_empty() && !options.bytes {
        file.write_all(encoding.mark()).map_err(|error| content_failed(&error, path))?;
    }
    Ok(Box::new(FileWriter {
        file: Some(file),
        path: path.to_path_buf(),
        encoding,
        bytes: options.bytes,
        no_newline: options.no_newline,
    }))
}

impl FileWriter {
    fn byte(&self, engine: &mut Engine, value: &Value) -> Outcome<u8> {
        match value.unwrapped() {
            Value::Byte(byte) => Ok(*byte),
            other => match convert::to_i128(other).and_then(|number| u8::try_from(number).ok()) {
                Some(byte) if convert::is_number(other) => Ok(byte),
                _ => {
                    let _ = engine;
                    let message = "Cannot proceed with byte encoding. When using byte encoding the content must be of type byte. (Parameter 'content')";
                    Err(faults::argument(message, ""))
                }
            },
        }
    }

    fn put(&mut self, bytes: &[u8]) -> Outcome {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(bytes).map_err(|error| invocation_failed("Write", "writer", &error, &self.path))
    }
}

impl ContentWriter for FileWriter {
    fn write(&mut self, engine: &mut Engine, items: &[Value]) -> Outcome {
        for item in items {
            if let Some(inner) = member::enumerate(engine, item)? {
                self.write(engine, &inner)?;
                continue;
            }
            if self.bytes {
                let byte = self.byte(engine, item)?;
                self.put(&[byte])?;
                continue;
            }
            // Nothing is written for nothing, not even a line break.
            if item.is_null() {
                continue;
            }
            let mut text = shown(engine, item)?;
            if !self.no_newline {
                text.push('\n');
            }
            let encoded = self.encoding.encode(&text);
            self.put(&encoded)?;
        }
        Ok(())
    }

    fn close(&mut self, _engine: &mut Engine) -> Outcome {
        match self.file.take() {
            Some(file) => file
                .commit()
                .map_err(|error| invocation_failed("Close", "reader or writer", &error, &self.path)),
            None => Ok(()),
        }
    }
}

/// As .NET's `ToString()` in the current culture: content is text for people, not for casts.
fn shown(engine: &mut Engine, item: &Value) -> Outcome<String> {
    match item.unwrapped() {
        Value::DateTime(moment) => Ok(crate::engine::types::datetime::format(moment, "G")),
        _ => convert::to_text(engine, item),
    }
}
