//! `Remove-Item` over files and folders.

use super::failed;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::provider::faults::reported;
use crate::engine::provider::provider::RemoveOptions;
use crate::engine::types::{file_system_info, io_error};
use crate::engine::value::Value;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Removes a file, a link, or a folder with what is inside. Errors of inner items are reported on the way.
pub(super) fn remove(
    context: &mut Context<'_>,
    path: &Path,
    options: RemoveOptions,
    is_root: bool,
) -> Outcome {
    context.engine.check_stop()?;
    let shown = path.display().to_string();
    let metadata = path.symlink_metadata().map_err(|error| removal_failed(&error, path))?;
    let action = if metadata.is_dir() { "Remove Directory" } else { "Remove File" };
    if (is_root || options.recurse || !metadata.is_dir()) && !context.should_process(&shown, action)? {
        return Ok(());
    }
    if metadata.is_dir() {
        let listed = std::fs::read_dir(path).map_err(|error| removal_failed(&error, path))?;
        for entry in listed {
            let inner = entry.map_err(|error| removal_failed(&error, path))?.path();
            let removed = remove(context, &inner, options, false);
            reported(context, removed)?;
        }
        if std::fs::read_dir(path).is_ok_and(|mut left| left.next().is_some()) {
            let reason = format!("Directory {shown} cannot be removed because it is not empty.");
            return Err(detailed(
                Exception::new("System.IO.IOException", reason),
                path,
                "DirectoryNotEmpty",
                Category::WriteError,
            ));
        }
    }
    if !options.force && is_protected(path, &metadata) {
        let reason = "You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only.";
        let exception = Exception::new("System.IO.IOException", reason);
        return Err(detailed(
            exception,
            path,
            "RemoveFileSystemItemUnAuthorizedAccess",
            Category::PermissionDenied,
        ));
    }
    let removed = if metadata.is_dir() { std::fs::remove_dir(path) } else { std::fs::remove_file(path) };
    removed.map_err(|error| removal_failed(&error, path))
}

/// Hidden by its name, or closed for writing by its owner.
fn is_protected(path: &Path, metadata: &std::fs::Metadata) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    hidden || (!metadata.is_symlink() && metadata.mode() & 0o200 == 0)
}

/// `Cannot remove item …: reason`, with the item as the target.
fn detailed(exception: Exception, path: &Path, id: &str, category: Category) -> Box<crate::engine::Fault> {
    let target = match path.symlink_metadata() {
        Ok(metadata) => file_system_info::existing(path.to_path_buf(), metadata),
        Err(_) => Value::text(path.display().to_string()),
    };
    let mut record = ErrorRecord::new(exception, id, category, target);
    record.details = Some(format!("Cannot remove item {}: {}", path.display(), record.exception.message));
    record.into()
}

fn removal_failed(error: &std::io::Error, path: &Path) -> Box<crate::engine::Fault> {
    let exception = io_error::exception(error, path, false);
    if exception.class.as_ref() == "System.UnauthorizedAccessException" {
        return detailed(
            exception,
            path,
            "RemoveFileSystemItemUnAuthorizedAccess",
            Category::PermissionDenied,
        );
    }
    let ids = ("RemoveItemUnauthorizedAccessError", "RemoveItemIOError");
    failed(error, path, ids, Category::WriteError, Value::text(path.display().to_string()))
}
