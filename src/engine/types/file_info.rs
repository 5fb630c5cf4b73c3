//! `System.IO.FileInfo`.

use super::file_system_info::{self, FILE_SYSTEM_INFO, construct, from, set_read_only};
use super::{Class, Method, Property, arguments, file_attributes, io_error};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::path::PathBuf;

/// The object for a file that may exist.
pub fn of(path: PathBuf) -> Value {
    let shown = path.display().to_string();
    file_system_info::of(path, shown, false)
}

/// Copies to another path and gives the copy.
fn copy_to(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let (from, name) = (from(this)?.path(), arguments::text(engine, args, 0)?);
    let to = engine.resolve_path(&name);
    let overwrite = args.get(1).is_some_and(convert::to_bool);
    if to.exists() && !overwrite {
        let message = format!("The file '{}' already exists.", to.display());
        return Err(arguments::throw("System.IO.IOException", message));
    }
    std::fs::copy(&from, &to).map_err(|error| io_error::thrown(&error, &from, false))?;
    Ok(of(to))
}

/// Moves to another path, which the object then stands for.
fn move_to(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let info = from(this)?;
    let (path, name) = (info.path(), arguments::text(engine, args, 0)?);
    let to = engine.resolve_path(&name);
    let overwrite = args.get(1).is_some_and(convert::to_bool);
    if to.exists() && !overwrite {
        let message = "Cannot create a file when that file already exists.";
        return Err(arguments::throw("System.IO.IOException", message));
    }
    std::fs::rename(&path, &to).map_err(|error| io_error::thrown(&error, &path, false))?;
    info.moved(to);
    Ok(Value::Empty)
}

/// A method of `System.IO.File` for the file of an object.
fn through_file(engine: &mut Engine, this: &Value, method: &str, args: &[Value]) -> Outcome<Value> {
    let path = Value::text(from(this)?.path().display().to_string());
    let all: Vec<Value> = std::iter::once(path).chain(args.iter().cloned()).collect();
    crate::engine::member::invoke_static(engine, &super::named("System.IO.File"), method, &all)
}

fn no_encryption() -> Box<crate::engine::Fault> {
    let class = "System.PlatformNotSupportedException";
    arguments::throw(class, "File encryption is not supported on this platform.")
}

pub static FILE_INFO: Class = Class {
    name: "System.IO.FileInfo",
    base: Some(&FILE_SYSTEM_INFO),
    interfaces: &["System.Runtime.Serialization.ISerializable"],
    properties: &[
        Property {
            name: "BaseName",
            type_name: "System.Object",
            get: |_, this| {
                let name = from(this)?.name();
                let end = super::path::extension(&name).len();
                Ok(Value::text(name.get(..name.len() - end).unwrap_or(&name)))
            },
            set: None,
        },
        Property {
            name: "Length",
            type_name: "long",
            get: |_, this| {
                let info = from(this)?;
                let path = info.path();
                let found = match info.metadata() {
                    Some(found) if found.is_symlink() => std::fs::metadata(&path).ok(),
                    other => other,
                };
                match found {
                    Some(found) if !found.is_dir() => Ok(Value::Long(found.len().cast_signed())),
                    _ => {
                        let message = format!("Could not find file '{}'.", path.display());
                        Err(arguments::throw("System.IO.FileNotFoundException", message))
                    }
                }
            },
            set: None,
        },
        Property {
            name: "LengthString",
            type_name: "System.String",
            get: |_, this| {
                Ok(from(this)?.metadata().map_or(Value::Null, |found| Value::text(found.len().to_string())))
            },
            set: None,
        },
        Property {
            name: "VersionInfo",
            type_name: "System.Object",
            get: |_, this| super::file_version_info::of_file(&from(this)?.path()),
            set: None,
        },
        Property {
            name: "DirectoryName",
            type_name: "string",
            get: |_, this| {
                let path = from(this)?.path();
                Ok(path.parent().map_or(Value::Null, |folder| Value::text(folder.display().to_string())))
            },
            set: None,
        },
        Property {
            name: "Directory",
            type_name: "System.IO.DirectoryInfo",
            get: |_, this| {
                let path = from(this)?.path();
                Ok(path
                    .parent()
                    .map_or(Value::Null, |folder| super::directory_info::of(folder.to_path_buf())))
            },
            set: None,
        },
        Property {
            name: "IsReadOnly",
            type_name: "bool",
            get: |_, this| {
                let bits = from(this)?.attributes();
                Ok(Value::Bool(bits >= 0 && bits & file_attributes::READ_ONLY != 0))
            },
            set: Some(|_, this, value| set_read_only(from(this)?, convert::to_bool(&value))),
        },
    ],
    methods: &[
        Method {
            name: "AppendText",
            signatures: &["System.IO.StreamWriter AppendText()"],
            call: |engine, this, args| through_file(engine, this, "AppendText", args),
        },
        Method {
            name: "Create",
            signatures: &["System.IO.FileStream Create()"],
            call: |engine, this, args| through_file(engine, this, "Create", args),
        },
        Method {
            name: "CreateText",
            signatures: &["System.IO.StreamWriter CreateText()"],
            call: |engine, this, args| through_file(engine, this, "CreateText", args),
        },
        Method {
            name: "OpenRead",
            signatures: &["System.IO.FileStream OpenRead()"],
            call: |engine, this, args| through_file(engine, this, "OpenRead", args),
        },
        Method {
            name: "OpenText",
            signatures: &["System.IO.StreamReader OpenText()"],
            call: |engine, this, args| through_file(engine, this, "OpenText", args),
        },
        Method {
            name: "OpenWrite",
            signatures: &["System.IO.FileStream OpenWrite()"],
            call: |engine, this, args| through_file(engine, this, "OpenWrite", args),
        },
        Method {
            name: "Open",
            signatures: &[
                "System.IO.FileStream Open(System.IO.FileStreamOptions options)",
                "System.IO.FileStream Open(System.IO.FileMode mode)",
                "System.IO.FileStream Open(System.IO.FileMode mode, System.IO.FileAccess access)",
                "System.IO.FileStream Open(System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)",
            ],
            call: |engine, this, args| through_file(engine, this, "Open", args),
        },
        Method {
            name: "Replace",
            signatures: &[
                "System.IO.FileInfo Replace(string destinationFileName, string destinationBackupFileName)",
                "System.IO.FileInfo Replace(string destinationFileName, string destinationBackupFileName, bool ignoreMetadataErrors)",
            ],
            call: |engine, this, args| {
                through_file(engine, this, "Replace", args)?;
                let path = arguments::text(engine, args, 0)?;
                let path = engine.resolve_path(&path);
                let shown = path.display().to_string();
                Ok(super::file_system_info::of(path, shown, false))
            },
        },
        Method { name: "Decrypt", signatures: &["void Decrypt()"], call: |_, _, _| Err(no_encryption()) },
        Method { name: "Encrypt", signatures: &["void Encrypt()"], call: |_, _, _| Err(no_encryption()) },
        Method {
            name: "CopyTo",
            signatures: &[
                "System.IO.FileInfo CopyTo(string destFileName)",
                "System.IO.FileInfo CopyTo(string destFileName, bool overwrite)",
            ],
            call: copy_to,
        },
        Method {
            name: "MoveTo",
            signatures: &[
                "void MoveTo(string destFileName)",
                "void MoveTo(string destFileName, bool overwrite)",
            ],
            call: move_to,
        },
        Method {
            name: "Delete",
            signatures: &["void Delete()"],
            call: |_, this, _| {
                let info = from(this)?;
                let path = info.path();
                match std::fs::remove_file(&path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(io_error::thrown(&error, &path, false));
                    }
                    _ => info.refresh(),
                }
                Ok(Value::Empty)
            },
        },
    ],
    construct: Some(|engine, args| construct(engine, args, false)),
    constructors: &["System.IO.FileInfo new(string fileName)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&FILE_INFO];
