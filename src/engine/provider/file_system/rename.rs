//! `Rename-Item` and `Move-Item` over files and folders.

use super::{failed, io_fault, noted};
use crate::engine::command::Context;
use crate::engine::error::{Category, Exception};
use crate::engine::provider::faults;
use crate::engine::provider::path::ProviderPath;
use crate::engine::types::file_system_info;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::io::ErrorKind;
use std::path::Path;

const EXISTS: &str = "Cannot create a file when that file already exists.";

fn kind_of(is_directory: bool) -> &'static str {
    if is_directory { "Directory" } else { "File" }
}

pub(super) fn rename(
    context: &mut Context<'_>,
    at: &ProviderPath,
    name: &str,
    _force: bool,
) -> Outcome<Vec<Value>> {
    let path = at.file();
    let folder = path.parent().unwrap_or(Path::new("/")).to_path_buf();
    let name = name.replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name);
    let name = match Path::new(name).parent() {
        Some(parent) if parent == folder && name.starts_with('/') => name.rsplit('/').next().unwrap_or(name),
        _ => name,
    };
    if name.contains('/') {
        let message = "Cannot rename the specified target, because it represents a path or device name. (Parameter 'newName')";
        return Err(faults::argument(message, ""));
    }
    let to = folder.join(name);
    let is_directory = path.is_dir();
    let target = format!("Item: {} Destination: {}", at.path, to.display());
    if !context.should_process(&target, &format!("Rename {}", kind_of(is_directory)))? {
        return Ok(Vec::new());
    }
    let own = Value::text(at.path.as_str());
    if to.symlink_metadata().is_ok() && !same_file(&path, &to) {
        let message = match is_directory {
            true => format!(
                "Cannot create '{}' because a file or directory with the same name already exists.",
                to.display()
            ),
            false => EXISTS.to_string(),
        };
        return Err(io_fault(message, "RenameItemIOError", Category::WriteError, own));
    }
    std::fs::rename(&path, &to).map_err(|error| {
        failed(
            &error,
            &path,
            ("RenameItemUnauthorizedAccessError", "RenameItemIOError"),
            Category::WriteError,
            own,
        )
    })?;
    Ok(noted(&at.with_path(to.display().to_string())))
}

/// Two names of one file: a rename that changes only case on a file system without case.
fn same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (a.symlink_metadata(), b.symlink_metadata()) {
        (Ok(a), Ok(b)) => a.ino() == b.ino() && a.dev() == b.dev() && a.nlink() == 1,
        _ => false,
    }
}

pub(super) fn move_to(
    context: &mut Context<'_>,
    at: &ProviderPath,
    to: &ProviderPath,
    force: bool,
) -> Outcome<Vec<Value>> {
    let path = at.file();
    let is_directory = path.is_dir() && !path.is_symlink();
    let to = if to.file().is_dir() { to.child(at.leaf()) } else { to.clone() };
    let target = format!("Item: {} Destination: {}", at.path, to.path);
    let inside = to.file().starts_with(&path);
    if is_directory && inside {
        let message = format!(
            "Destination path cannot be a subdirectory of the source or the source itself: {}.",
            to.path
        );
        let exception = Exception::new("System.InvalidOperationException", message);
        return Err(Fault::error(
            exception,
            "MoveItemArgumentError",
            Category::InvalidArgument,
            Value::text(to.path.as_str()),
        ));
    }
    if !context.should_process(&target, &format!("Move {}", kind_of(is_directory)))? {
        return Ok(Vec::new());
    }
    let destination = to.file();
    let own =
        path.symlink_metadata().map_or(Value::Null, |found| file_system_info::existing(path.clone(), found));
    let ids = match is_directory {
        true => ("MoveDirectoryItemUnauthorizedAccessError", "MoveDirectoryItemIOError"),
        false => ("MoveFileInfoItemUnauthorizedAccessError", "MoveFileInfoItemIOError"),
    };
    if destination.symlink_metadata().is_ok() && (is_directory || !force) {
        let message = match is_directory {
            true => format!(
                "Cannot create '{}' because a file or directory with the same name already exists.",
                to.path
            ),
            false => EXISTS.to_string(),
        };
        let id = if is_directory { "DirectoryExist" } else { ids.1 };
        return Err(io_fault(message, id, Category::WriteError, own));
    }
    let moved = match std::fs::rename(&path, &destination) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices => across(&path, &destination),
        other => other,
    };
    moved.map_err(|error| match error.kind() {
        ErrorKind::NotFound => Fault::error(super::not_a_part(&path), ids.1, Category::WriteError, own),
        _ => failed(&error, &path, ids, Category::WriteError, own),
    })?;
    Ok(noted(&to))
}

/// Between file systems: copied whole, then removed; a copy that fails is taken away again.
fn across(from: &Path, to: &Path) -> std::io::Result<()> {
    let copied = copy_tree(from, to);
    if copied.is_err() {
        let _ = if to.is_dir() { std::fs::remove_dir_all(to) } else { std::fs::remove_file(to) };
        return copied;
    }
    if from.is_dir() && !from.is_symlink() {
        std::fs::remove_dir_all(from)
    } else {
        std::fs::remove_file(from)
    }
}

fn copy_tree(from: &Path, to: &Path) -> std::io::Result<()> {
    let metadata = from.symlink_metadata()?;
    if metadata.is_symlink() {
        return std::os::unix::fs::symlink(std::fs::read_link(from)?, to);
    }
    if !metadata.is_dir() {
        std::fs::copy(from, to)?;
        let times = std::fs::FileTimes::new().set_modified(metadata.modified()?);
        return std::fs::File::open(to)?.set_times(times);
    }
    std::fs::create_dir(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        copy_tree(&entry.path(), &to.join(entry.file_name()))?;
    }
    std::fs::set_permissions(to, metadata.permissions())
}
