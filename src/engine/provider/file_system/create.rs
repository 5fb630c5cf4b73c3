//! `New-Item` over files, folders and links.

use super::{failed, io_fault, noted};
use crate::engine::command::Context;
use crate::engine::error::{Category, Exception};
use crate::engine::provider::faults;
use crate::engine::provider::path::ProviderPath;
use crate::engine::provider::provider::NewItemOptions;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, convert};
use std::io::Write;
use std::path::Path;

/// What an item type means; a beginning of its name is enough.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Directory,
    SymbolicLink,
    HardLink,
}

fn kind(name: Option<&str>) -> Option<Kind> {
    let name = name.unwrap_or("file").to_ascii_lowercase();
    if name.is_empty() {
        return Some(Kind::File);
    }
    let kinds = [
        ("directory", Kind::Directory),
        ("container", Kind::Directory),
        ("file", Kind::File),
        ("symboliclink", Kind::SymbolicLink),
        ("junction", Kind::SymbolicLink),
        ("hardlink", Kind::HardLink),
    ];
    kinds.iter().find(|(known, _)| known.starts_with(name.as_str())).map(|(_, kind)| *kind)
}

pub(super) fn create(
    context: &mut Context<'_>,
    at: &ProviderPath,
    options: &NewItemOptions,
) -> Outcome<Vec<Value>> {
    let Some(kind) = kind(options.kind.as_deref()) else {
        let message = "The type is not a known type for the file system. Only \"file\",\"directory\" or \"symboliclink\" can be specified. (Parameter 'type')";
        return Err(faults::argument(message, ""));
    };
    let action = match kind {
        Kind::File => "Create File",
        Kind::Directory => "Create Directory",
        Kind::SymbolicLink => "Create Symbolic Link",
        Kind::HardLink => "Create Hard Link",
    };
    let path = at.file();
    if kind == Kind::Directory && path.exists() && !(options.force && path.is_dir()) {
        let message = format!("An item with the specified name {} already exists.", at.path);
        return Err(io_fault(
            message,
            "DirectoryExist",
            Category::ResourceExists,
            Value::text(at.path.as_str()),
        ));
    }
    if !context.should_process(&format!("Destination: {}", at.path), action)? {
        return Ok(Vec::new());
    }
    if options.force
        && kind != Kind::Directory
        && let Some(folder) = path.parent()
    {
        folder_made(folder)?;
    }
    match kind {
        Kind::Directory => folder_made(&path)?,
        Kind::File => file(context, &path, options)?,
        Kind::SymbolicLink | Kind::HardLink => link(context, &path, options, kind)?,
    }
    Ok(noted(at))
}

fn folder_made(path: &Path) -> Outcome {
    std::fs::create_dir_all(path).map_err(|error| {
        let ids = ("CreateDirectoryUnauthorizedAccessError", "CreateDirectoryIOError");
        failed(&error, path, ids, Category::WriteError, Value::text(path.display().to_string()))
    })
}

fn file(context: &mut Context<'_>, path: &Path, options: &NewItemOptions) -> Outcome {
    let text = match &options.value {
        Some(value) => convert::to_text(context.engine, value)?,
        None => String::new(),
    };
    let mut how = std::fs::OpenOptions::new();
    how.write(true);
    if options.force {
        how.create(true).truncate(true);
    } else {
        how.create_new(true);
    }
    how.open(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| {
        let ids = ("NewItemUnauthorizedAccessError", "NewItemIOError");
        failed(&error, path, ids, Category::WriteError, Value::text(path.display().to_string()))
    })
}

fn link(context: &mut Context<'_>, path: &Path, options: &NewItemOptions, kind: Kind) -> Outcome {
    let shown = path.display().to_string();
    let target = match &options.value {
        Some(value) => convert::to_text(context.engine, value)?,
        None => String::new(),
    };
    if target.is_empty() {
        let message = format!("Link '{shown}' cannot be created because the target Value was not specified.");
        let exception = Exception::new("System.Management.Automation.PSArgumentNullException", message);
        return Err(Fault::error(exception, "ArgumentNull", Category::InvalidArgument, Value::Null));
    }
    let full = context.engine.resolve_path(&target);
    if kind == Kind::HardLink {
        check_hard(&full)?;
    }
    if path.symlink_metadata().is_ok() {
        if !options.force {
            let message = format!("Cannot create link because the path already exists: {shown}.");
            return Err(io_fault(message, "SymLinkExists", Category::ResourceExists, Value::text(shown)));
        }
        std::fs::remove_file(path).map_err(|error| {
            failed(
                &error,
                path,
                ("NewItemDeleteIOError", "NewItemDeleteIOError"),
                Category::WriteError,
                Value::text(shown.as_str()),
            )
        })?;
    }
    let made = match kind {
        Kind::HardLink => std::fs::hard_link(&full, path),
        _ => std::os::unix::fs::symlink(&target, path),
    };
    made.map_err(|error| {
        let ids = ("NewItemUnauthorizedAccessError", "NewItemInvalidOperation");
        failed(&error, path, ids, Category::InvalidOperation, Value::text(target))
    })
}

/// A hard link leads to a file that is there.
fn check_hard(full: &Path) -> Outcome {
    let shown = full.display().to_string();
    let Ok(found) = full.symlink_metadata() else {
        let class = "System.Management.Automation.ItemNotFoundException";
        let exception = Exception::new(class, format!("Could not find item {shown}."));
        return Err(Fault::error(exception, "ItemNotFound", Category::ObjectNotFound, Value::text(shown)));
    };
    if found.is_dir() {
        let message = format!("A file is required for the operation. The item '{shown}' is not a file.");
        let exception = Exception::new("System.InvalidOperationException", message);
        return Err(Fault::error(exception, "ItemNotFile", Category::InvalidOperation, Value::text(shown)));
    }
    Ok(())
}
