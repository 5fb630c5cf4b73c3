//! `FileSystem`: files and folders.

mod copy;
mod create;
mod filter;
mod list;
mod property;
mod reader;
mod remove;
mod rename;
mod replacement;
mod writer;

pub use filter::passes;
pub use list::{Child, children};
pub use replacement::Replacement;

use super::content::{ContentReader, ContentWriter, ReadOptions, WriteOptions};
use super::path::ProviderPath;
use super::provider::{CopyOptions, ListOptions, NewItemOptions, Provider, RemoveOptions};
use crate::engine::command::Context;
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::types::{file_system_info, io_error};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome};
use std::io::{Error, ErrorKind};
use std::path::Path;

/// The provider's name.
pub const NAME: &str = "FileSystem";

/// Files and folders of this machine.
pub struct FileSystem;

/// An error of the system on a path, with the ids that operations give: one for denied access, one for the rest.
pub fn failed(
    error: &Error,
    path: &Path,
    ids: (&str, &str),
    category: Category,
    target: Value,
) -> Box<Fault> {
    let exception = io_error::exception(error, path, false);
    let (denied, other) = ids;
    match exception.class.as_ref() {
        "System.UnauthorizedAccessException" => {
            Fault::error(exception, denied, Category::PermissionDenied, target)
        }
        _ => Fault::error(exception, other, category, target),
    }
}

/// An `IOException` with its own words.
pub(super) fn io_fault(message: String, id: &str, category: Category, target: Value) -> Box<Fault> {
    Fault::error(Exception::new("System.IO.IOException", message), id, category, target)
}

/// The item of an existing path, with its notes.
pub(super) fn noted(at: &ProviderPath) -> Vec<Value> {
    let path = at.file();
    let Ok(metadata) = path.symlink_metadata() else { return Vec::new() };
    let is_container = metadata.is_dir() || (metadata.is_symlink() && path.is_dir());
    vec![super::item::noted(at, file_system_info::existing(path, metadata), is_container)]
}

impl Provider for FileSystem {
    fn name(&self) -> &'static str {
        NAME
    }

    fn capabilities(&self) -> &'static [&'static str] {
        &["Filter", "ShouldProcess", "Credentials"]
    }

    fn is_hierarchical(&self) -> bool {
        true
    }

    fn home(&self, engine: &Engine) -> Option<String> {
        engine.home()
    }

    fn check_root(&self, engine: &mut Engine, root: &str) -> Outcome<String> {
        let path = engine.resolve_path(root);
        if path.is_dir() {
            return Ok(path.display().to_string());
        }
        let message =
            format!("The specified drive root \"{root}\" either does not exist, or it is not a folder.");
        Err(io_fault(message, "DriveRootError", Category::ReadError, Value::text(root)))
    }

    fn exists(&self, _engine: &mut Engine, path: &str) -> Outcome<bool> {
        Ok(Path::new(path).symlink_metadata().is_ok())
    }

    fn is_container(&self, _engine: &mut Engine, path: &str) -> Outcome<bool> {
        Ok(Path::new(path).is_dir())
    }

    fn child_names(&self, _engine: &mut Engine, path: &str, options: &ListOptions) -> Outcome<Vec<String>> {
        list::names(Path::new(path), options)
    }

    fn item(&self, _engine: &mut Engine, path: &str) -> Outcome<Option<Value>> {
        let path = Path::new(path);
        match path.symlink_metadata() {
            Ok(metadata) => Ok(Some(file_system_info::existing(path.to_path_buf(), metadata))),
            Err(error) if error.kind() == ErrorKind::NotFound || error.kind() == ErrorKind::NotADirectory => {
                Ok(None)
            }
            Err(error) => {
                let ids = ("GetItemUnauthorizedAccessError", "GetItemIOError");
                Err(failed(&error, path, ids, Category::ReadError, Value::text(path.display().to_string())))
            }
        }
    }

    fn new_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        options: &NewItemOptions,
    ) -> Outcome<Vec<Value>> {
        create::create(context, at, options)
    }

    fn remove_item(&self, context: &mut Context<'_>, at: &ProviderPath, options: RemoveOptions) -> Outcome {
        remove::remove(context, &at.file(), options, true)
    }

    fn rename_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        name: &str,
        force: bool,
    ) -> Outcome<Vec<Value>> {
        rename::rename(context, at, name, force)
    }

    fn copy_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        to: &ProviderPath,
        options: CopyOptions,
    ) -> Outcome<Vec<Value>> {
        copy::copy(context, at, to, options)
    }

    fn move_item(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        to: &ProviderPath,
        force: bool,
    ) -> Outcome<Vec<Value>> {
        rename::move_to(context, at, to, force)
    }

    fn invoke_item(&self, context: &mut Context<'_>, at: &ProviderPath) -> Outcome {
        use std::os::unix::fs::PermissionsExt;
        if !context.should_process(&format!("Item: {}", at.path), "Invoke Item")? {
            return Ok(());
        }
        let path = at.file();
        let runs =
            path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0);
        let mut command = match runs {
            true => std::process::Command::new(&path),
            false => {
                let mut opener = std::process::Command::new("xdg-open");
                opener.arg(&path);
                opener
            }
        };
        command.current_dir(&context.engine.location).env_clear().envs(&context.engine.environment);
        match command.spawn() {
            Ok(_) => Ok(()),
            Err(error) => {
                let message = format!(
                    "An error occurred trying to start process '{}' with working directory '{}'. {}",
                    path.display(),
                    context.engine.location.display(),
                    io_error::reason(&error)
                );
                let exception = Exception::new("System.ComponentModel.Win32Exception", message);
                let record = ErrorRecord::new(
                    exception,
                    "InvokeItemError",
                    Category::NotSpecified,
                    Value::text(at.path.as_str()),
                );
                Err(record.into())
            }
        }
    }

    fn open_reader(
        &self,
        engine: &mut Engine,
        at: &ProviderPath,
        options: &ReadOptions,
    ) -> Outcome<Box<dyn ContentReader>> {
        reader::open(engine, &at.file(), options)
    }

    fn open_writer(
        &self,
        _engine: &mut Engine,
        at: &ProviderPath,
        options: &WriteOptions,
    ) -> Outcome<Box<dyn ContentWriter>> {
        writer::open(&at.file(), options)
    }

    fn clear_content(&self, context: &mut Context<'_>, at: &ProviderPath, force: bool) -> Outcome {
        let path = at.file();
        if path.is_dir() {
            return Err(writer::is_directory(&path, "ClearDirectoryContent"));
        }
        if !context.should_process(&format!("Item: {}", at.path), "Clear Content")? {
            return Ok(());
        }
        writer::truncate(&path, force)
    }

    fn property(&self, engine: &mut Engine, at: &ProviderPath, names: &[String]) -> Outcome<Value> {
        property::get(engine, at, names)
    }

    fn set_property(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        name: &str,
        value: Value,
    ) -> Outcome<Vec<Value>> {
        property::set(context, at, name, value)
    }

    fn clear_property(
        &self,
        context: &mut Context<'_>,
        at: &ProviderPath,
        name: &str,
    ) -> Outcome<Vec<Value>> {
        property::clear(context, at, name)
    }
}

/// A path's parent must not be missing for what is made there.
pub(super) fn not_a_part(path: &Path) -> Exception {
    Exception::new(
        "System.IO.DirectoryNotFoundException",
        format!("Could not find a part of the path '{}'.", path.display()),
    )
}
