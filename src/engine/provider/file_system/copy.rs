//! `Copy-Item` over files and folders.

use super::{failed, io_fault, list, noted};
use crate::engine::command::Context;
use crate::engine::error::{Category, Exception};
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::provider::faults::reported;
use crate::engine::provider::path::ProviderPath;
use crate::engine::provider::provider::{CopyOptions, ListOptions};
use crate::engine::types::file_system_info;
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

pub(super) fn copy(
    context: &mut Context<'_>,
    at: &ProviderPath,
    to: &ProviderPath,
    options: CopyOptions,
) -> Outcome<Vec<Value>> {
    if at.path == to.path {
        return Err(onto_itself(at));
    }
    match at.file().is_dir() {
        true => folder(context, at, to, options),
        false => file(context, at, to, options),
    }
}

/// The error says in the data of its exception which file it was, as PowerShell's.
fn onto_itself(at: &ProviderPath) -> Box<Fault> {
    let message = format!("Cannot overwrite the item {} with itself.", at.path);
    let path = Value::text(at.path.as_str());
    let mut exception = Exception::new("System.IO.IOException", message);
    let mut data = Hashtable::new(false);
    data.set(Value::text("SelfCopy"), path.clone());
    exception.data.push(("Data".into(), hashtable_value(data)));
    Fault::error(exception, "CopyError", Category::WriteError, path)
}

/// Two paths of one file: by another name of it, or by links.
fn is_same_file(first: &Path, second: &Path) -> bool {
    let place = |path: &Path| path.metadata().ok().map(|found| (found.dev(), found.ino()));
    place(first).is_some_and(|found| place(second) == Some(found))
}

fn folder(
    context: &mut Context<'_>,
    at: &ProviderPath,
    to: &ProviderPath,
    options: CopyOptions,
) -> Outcome<Vec<Value>> {
    if to.file().is_file() {
        let class = "System.Management.Automation.PSArgumentException";
        let exception = Exception::new(class, "Container cannot be copied onto existing leaf item.");
        let target = Value::text(at.path.as_str());
        return Err(Fault::error(exception, "CopyContainerItemToLeafError", Category::WriteError, target));
    }
    if !options.container {
        return flat(context, at, to, options);
    }
    let to = if to.file().is_dir() { to.child(at.leaf()) } else { to.clone() };
    if to.file().starts_with(at.file()) {
        let message = format!(
            "Destination path cannot be a subdirectory of the source or the source itself: {}.",
            to.path
        );
        return Err(io_fault(message, "CopyError", Category::WriteError, Value::text(to.path.as_str())));
    }
    tree(context, at, &to, options)
}

/// A folder under its new name, and with `-Recurse` what is inside.
fn tree(
    context: &mut Context<'_>,
    at: &ProviderPath,
    to: &ProviderPath,
    options: CopyOptions,
) -> Outcome<Vec<Value>> {
    context.engine.check_stop()?;
    let target = format!("Item: {} Destination: {}", at.path, to.path);
    if !context.should_process(&target, "Copy Directory")? {
        return Ok(Vec::new());
    }
    let path = to.file();
    if path.is_dir() && !options.force {
        let message = format!("An item with the specified name {} already exists.", to.path);
        let existing =
            io_fault(message, "DirectoryExist", Category::ResourceExists, Value::text(to.path.as_str()));
        reported(context, Err::<(), _>(existing))?;
    }
    std::fs::create_dir_all(&path).map_err(|error| {
        let ids = ("CreateDirectoryUnauthorizedAccessError", "CreateDirectoryIOError");
        failed(&error, &path, ids, Category::WriteError, Value::text(to.path.as_str()))
    })?;
    let mut sent = noted(to);
    if !options.recurse {
        return Ok(sent);
    }
    for child in list::children(at, &ListOptions { force: options.force, filter: None })? {
        let inner = to.child(&child.name);
        let copied = match child.is_container {
            true => tree(context, &child.path, &inner, options),
            false => file(context, &child.path, &inner, options),
        };
        sent.extend(reported(context, copied)?.unwrap_or_default());
    }
    Ok(sent)
}

/// `-Container:$false`: the files of all folders into one.
fn flat(
    context: &mut Context<'_>,
    at: &ProviderPath,
    to: &ProviderPath,
    options: CopyOptions,
) -> Outcome<Vec<Value>> {
    let mut sent = Vec::new();
    if !options.recurse {
        return Ok(sent);
    }
    for child in list::children(at, &ListOptions { force: options.force, filter: None })? {
        let copied = match child.is_container {
            true => flat(context, &child.path, to, options),
            false => file(context, &child.path, to, options),
        };
        sent.extend(reported(context, copied)?.unwrap_or_default());
    }
    Ok(sent)
}

fn file(
    context: &mut Context<'_>,
    at: &ProviderPath,
    to: &ProviderPath,
    options: CopyOptions,
) -> Outcome<Vec<Value>> {
    let to = if to.file().is_dir() { to.child(at.leaf()) } else { to.clone() };
    if at.path == to.path || is_same_file(&at.file(), &to.file()) {
        return Err(onto_itself(at));
    }
    let target = format!("Item: {} Destination: {}", at.path, to.path);
    if !context.should_process(&target, "Copy File")? {
        return Ok(Vec::new());
    }
    let (from, destination) = (at.file(), to.file());
    copy_bytes(&from, &destination, options.force).map_err(|error| {
        let own = from
            .symlink_metadata()
            .map_or(Value::Null, |found| file_system_info::existing(from.clone(), found));
        let ids = ("CopyFileInfoItemUnauthorizedAccessError", "CopyFileInfoItemIOError");
        // What is missing or closed is the destination: the source was there.
        let named = if from.exists() { &destination } else { &from };
        failed(&error, named, ids, Category::WriteError, own)
    })?;
    Ok(noted(&to))
}

/// Copies content, mode and time of the last write; an existing file is replaced only when the copy is whole.
fn copy_bytes(from: &Path, to: &Path, force: bool) -> std::io::Result<()> {
    let metadata = from.metadata()?;
    if force
        && let Ok(found) = to.metadata()
        && found.permissions().readonly()
    {
        std::fs::remove_file(to)?;
    }
    super::Replacement::copied(to, &mut std::fs::File::open(from)?)?;
    if to.metadata().is_ok_and(|found| found.is_file()) {
        std::fs::set_permissions(to, metadata.permissions())?;
        let times = std::fs::FileTimes::new().set_modified(metadata.modified()?);
        std::fs::File::open(to)?.set_times(times)?;
    }
    Ok(())
}
