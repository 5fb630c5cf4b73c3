//! `System.IO.DirectoryInfo`.

use super::file_system_info::{self, FILE_SYSTEM_INFO, construct, from};
use super::{Class, Method, Property, arguments, io_error};
use crate::engine::operators;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::path::{Path, PathBuf};

/// The object for a folder that may exist.
pub fn of(path: PathBuf) -> Value {
    let shown = path.display().to_string();
    file_system_info::of(path, shown, true)
}

/// Which entries a listing gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Files,
    Directories,
    Both,
}

/// Entries of a folder whose names match, sorted; with those of inner folders when asked.
fn entries(folder: &Path, pattern: &str, deep: bool, wanted: Wanted, found: &mut Vec<Value>) -> Outcome {
    let listed = std::fs::read_dir(folder).map_err(|error| io_error::thrown(&error, folder, true))?;
    let mut listed: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    listed.sort();
    for path in &listed {
        let Ok(metadata) = path.symlink_metadata() else { continue };
        let is_directory = metadata.is_dir() || (metadata.is_symlink() && path.is_dir());
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let kind_fits = match wanted {
            Wanted::Both => true,
            Wanted::Files => !is_directory,
            Wanted::Directories => is_directory,
        };
        if kind_fits && operators::like(&name, pattern, false) {
            found.push(file_system_info::existing(path.clone(), metadata.clone()));
        }
        if deep && metadata.is_dir() {
            entries(path, pattern, deep, wanted, found)?;
        }
    }
    Ok(())
}

fn list(engine: &mut Engine, this: &Value, args: &[Value], wanted: Wanted) -> Outcome<Value> {
    let pattern = if args.is_empty() { "*".to_string() } else { arguments::text(engine, args, 0)? };
    let pattern = if pattern == "*.*" { "*".to_string() } else { pattern };
    let option = args.get(1).map(convert::display).unwrap_or_default();
    let deep = option.eq_ignore_ascii_case("AllDirectories") || option == "1";
    let mut found = Vec::new();
    entries(&from(this)?.path(), &pattern, deep, wanted, &mut found)?;
    let of = match wanted {
        Wanted::Files => "System.IO.FileInfo",
        Wanted::Directories => "System.IO.DirectoryInfo",
        Wanted::Both => "System.IO.FileSystemInfo",
    };
    Ok(super::array::typed(found, super::named(of)))
}

fn folder(path: Option<&Path>) -> Value {
    path.map_or(Value::Null, |path| of(path.to_path_buf()))
}

fn create(path: &Path) -> Outcome {
    std::fs::create_dir_all(path).map_err(|error| io_error::thrown(&error, path, true))
}

macro_rules! listing {
    ($name:literal, $of:literal, $wanted:expr) => {
        Method {
            name: $name,
            signatures: &[
                concat!($of, " ", $name, "()"),
                concat!($of, " ", $name, "(string searchPattern)"),
                concat!($of, " ", $name, "(string searchPattern, System.IO.SearchOption searchOption)"),
                concat!(
                    $of,
                    " ",
                    $name,
                    "(string searchPattern, System.IO.EnumerationOptions enumerationOptions)"
                ),
            ],
            call: |engine, this, args| list(engine, this, args, $wanted),
        }
    };
}

pub static DIRECTORY_INFO: Class = Class {
    name: "System.IO.DirectoryInfo",
    base: Some(&FILE_SYSTEM_INFO),
    interfaces: &["System.Runtime.Serialization.ISerializable"],
    properties: &[
        Property {
            name: "BaseName",
            type_name: "System.Object",
            get: |_, this| Ok(Value::text(from(this)?.name())),
            set: None,
        },
        Property {
            name: "Parent",
            type_name: "System.IO.DirectoryInfo",
            get: |_, this| Ok(folder(from(this)?.path().parent())),
            set: None,
        },
        Property {
            name: "Root",
            type_name: "System.IO.DirectoryInfo",
            get: |_, _| Ok(folder(Some(Path::new("/")))),
            set: None,
        },
    ],
    methods: &[
        listing!("GetFiles", "System.IO.FileInfo[]", Wanted::Files),
        listing!("GetDirectories", "System.IO.DirectoryInfo[]", Wanted::Directories),
        listing!("GetFileSystemInfos", "System.IO.FileSystemInfo[]", Wanted::Both),
        listing!(
            "EnumerateFiles",
            "System.Collections.Generic.IEnumerable[System.IO.FileInfo]",
            Wanted::Files
        ),
        listing!(
            "EnumerateDirectories",
            "System.Collections.Generic.IEnumerable[System.IO.DirectoryInfo]",
            Wanted::Directories
        ),
        listing!(
            "EnumerateFileSystemInfos",
            "System.Collections.Generic.IEnumerable[System.IO.FileSystemInfo]",
            Wanted::Both
        ),
        Method {
            name: "Create",
            signatures: &["void Create()"],
            call: |_, this, _| {
                let info = from(this)?;
                create(&info.path())?;
                info.refresh();
                Ok(Value::Empty)
            },
        },
        Method {
            name: "CreateSubdirectory",
            signatures: &["System.IO.DirectoryInfo CreateSubdirectory(string path)"],
            call: |engine, this, args| {
                let path = from(this)?.path().join(arguments::text(engine, args, 0)?);
                create(&path)?;
                Ok(of(path))
            },
        },
        Method {
            name: "Delete",
            signatures: &["void Delete()", "void Delete(bool recursive)"],
            call: |_, this, args| {
                let info = from(this)?;
                let path = info.path();
                let result = match args.first().is_some_and(convert::to_bool) {
                    true => std::fs::remove_dir_all(&path),
                    false => std::fs::remove_dir(&path),
                };
                info.refresh();
                result.map_err(|error| io_error::thrown(&error, &path, true))?;
                Ok(Value::Empty)
            },
        },
        Method {
            name: "MoveTo",
            signatures: &["void MoveTo(string destDirName)"],
            call: |engine, this, args| {
                let info = from(this)?;
                let (path, name) = (info.path(), arguments::text(engine, args, 0)?);
                let to = engine.resolve_path(&name);
                if to.exists() {
                    let message = format!(
                        "Cannot create '{}' because a file or directory with the same name already exists.",
                        to.display()
                    );
                    return Err(arguments::throw("System.IO.IOException", message));
                }
                std::fs::rename(&path, &to).map_err(|error| io_error::thrown(&error, &path, true))?;
                info.moved(to);
                Ok(Value::Empty)
            },
        },
    ],
    construct: Some(|engine, args| construct(engine, args, true)),
    constructors: &["System.IO.DirectoryInfo new(string path)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DIRECTORY_INFO];
