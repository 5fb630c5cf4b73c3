//! Commands of the module Microsoft.PowerShell.Archive.

mod compress_archive;
mod expand_archive;

use crate::engine::Fault;
use crate::engine::command::CommandInfo;
use crate::engine::error::{Category, Exception};
use crate::engine::types::io_error;
use crate::engine::value::Value;
use std::io::Error;
use std::path::Path;

/// The commands, by name.
pub static COMMANDS: &[CommandInfo] =
    &[compress_archive::CompressArchive::INFO, expand_archive::ExpandArchive::INFO];

/// A file that is no archive, or a damaged one. Source: the module is a script, whose `New-Object` of a
/// `ZipArchive` fails.
fn not_an_archive(error: &Error, path: &Path) -> Box<Fault> {
    let (inner, message) = match error.raw_os_error() {
        Some(_) => {
            let inner = io_error::exception(error, path, false);
            let message = inner.message.to_string();
            (inner, message)
        }
        None => {
            let text = error.to_string();
            let message = match text.contains("EOCD") || text.contains("end of central directory") {
                true => "End of Central Directory record could not be found.",
                false => "Central Directory corrupt.",
            };
            (Exception::new("System.IO.InvalidDataException", message), message.to_string())
        }
    };
    let message = format!("Exception calling \".ctor\" with \"3\" argument(s): \"{message}\"");
    let exception =
        Exception::new("System.Management.Automation.MethodInvocationException", message).with_inner(inner);
    let id = "ConstructorInvokedThrowException,Microsoft.PowerShell.Commands.NewObjectCommand";
    Fault::error(exception, id, Category::InvalidOperation, Value::Null)
}

/// An entry that cannot be unpacked. Source: `ZipFileExtensions.ExtractToFile` of .NET.
fn not_extracted(error: &Error) -> Box<Fault> {
    let text = error.to_string();
    let message = if text.contains("header") {
        "A local file header is corrupt."
    } else {
        "The archive entry was compressed using an unsupported compression method."
    };
    let inner = Exception::new("System.IO.InvalidDataException", message);
    let message = format!("Exception calling \"ExtractToFile\" with \"3\" argument(s): \"{message}\"");
    let exception =
        Exception::new("System.Management.Automation.MethodInvocationException", message).with_inner(inner);
    Fault::error(exception, "InvalidDataException", Category::NotSpecified, Value::Null)
}
