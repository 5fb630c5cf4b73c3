//! `System.IO.Directory`.

use super::file::{failed, info, link, link_target, path, set_info};
use super::table::statics;
use super::{Class, arguments, directory_info, io_error, object};
use crate::engine::operators;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::path::{Path, PathBuf};

/// Which entries a listing gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Files,
    Directories,
    Both,
}

/// Paths below a folder as it was named, in the order of their names.
fn entries(
    folder: &Path,
    shown: &str,
    pattern: &str,
    deep: bool,
    wanted: Wanted,
    found: &mut Vec<String>,
) -> Outcome {
    let listed = std::fs::read_dir(folder).map_err(|error| io_error::thrown(&error, folder, true))?;
    let mut listed: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    listed.sort();
    let mut inner = Vec::new();
    for path in listed {
        let is_directory = path.is_dir();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = if shown.ends_with('/') { format!("{shown}{name}") } else { format!("{shown}/{name}") };
        let fits = wanted == Wanted::Both || (wanted == Wanted::Directories) == is_directory;
        if fits && matches(&name, pattern) {
            found.push(text.clone());
        }
        if deep && is_directory && !path.is_symlink() {
            inner.push((path, text));
        }
    }
    for (path, text) in inner {
        entries(&path, &text, pattern, deep, wanted, found)?;
    }
    Ok(())
}

/// .NET's search patterns know `*` and `?` only.
fn matches(name: &str, pattern: &str) -> bool {
    if matches!(pattern, "*" | "*.*") {
        return true;
    }
    let escaped = pattern.replace('`', "``").replace('[', "`[").replace(']', "`]");
    operators::like(name, &escaped, false)
}

fn list(engine: &mut Engine, args: &[Value], wanted: Wanted) -> Outcome<Value> {
    let folder = path(engine, args, 0)?;
    let shown = arguments::text(engine, args, 0)?;
    let pattern = if args.len() > 1 { arguments::text(engine, args, 1)? } else { "*".to_string() };
    let deep = match args.get(2) {
        Some(option) => convert::display(option) == "AllDirectories" || arguments::number_or(args, 2, 0) == 1,
        None => false,
    };
    let mut found = Vec::new();
    entries(&folder, &shown, &pattern, deep, wanted, &mut found)?;
    Ok(arguments::strings(found))
}

fn moved(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (from, to) = (path(engine, args, 0)?, path(engine, args, 1)?);
    if to.exists() {
        let message = format!(
            "Cannot create '{}' because a file or directory with the same name already exists.",
            to.display()
        );
        return Err(arguments::throw("System.IO.IOException", message));
    }
    std::fs::rename(&from, &to).map_err(|error| io_error::thrown(&error, &from, true))?;
    Ok(Value::Empty)
}

fn delete(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let path = path(engine, args, 0)?;
    let result = match args.get(1).is_some_and(convert::to_bool) {
        true => std::fs::remove_dir_all(&path),
        false => std::fs::remove_dir(&path),
    };
    result.map_err(|error| io_error::thrown(&error, &path, true))?;
    Ok(Value::Empty)
}

/// A new folder among the temporary ones.
fn temporary(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let prefix = match args.first() {
        Some(value) if !value.is_null() => arguments::text(engine, args, 0)?,
        _ => String::new(),
    };
    let base = engine.environment.get("TMPDIR").cloned().unwrap_or_else(|| "/tmp".into());
    let made = tempfile::Builder::new().prefix(&prefix).rand_bytes(6).tempdir_in(&base);
    let made = failed(Path::new(&base), made)?.keep();
    Ok(directory_info::of(made))
}

static DIRECTORY: Class = Class {
    name: "System.IO.Directory",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        CreateDirectory "static System.IO.DirectoryInfo CreateDirectory(string path)" "static System.IO.DirectoryInfo CreateDirectory(string path, System.IO.UnixFileMode unixCreateMode)" => |engine, args| {
            let path = path(engine, args, 0)?;
            std::fs::create_dir_all(&path).map_err(|error| io_error::thrown(&error, &path, true))?;
            Ok(directory_info::of(path))
        };
        CreateSymbolicLink "static System.IO.FileSystemInfo CreateSymbolicLink(string path, string pathToTarget)" => |engine, args| link(engine, args, true);
        CreateTempSubdirectory "static System.IO.DirectoryInfo CreateTempSubdirectory(string prefix = null)" => temporary;
        Delete "static void Delete(string path)" "static void Delete(string path, bool recursive)" => delete;
        EnumerateDirectories
            "static System.Collections.Generic.IEnumerable[string] EnumerateDirectories(string path)"
            "static System.Collections.Generic.IEnumerable[string] EnumerateDirectories(string path, string searchPattern)"
            "static System.Collections.Generic.IEnumerable[string] EnumerateDirectories(string path, string searchPattern, System.IO.SearchOption searchOption)"
            "static System.Collections.Generic.IEnumerable[string] EnumerateDirectories(string path, string searchPattern, System.IO.EnumerationOptions enumerationOptions)"
            => |engine, args| list(engine, args, Wanted::Directories);
        EnumerateFiles "static System.Collections.Generic.IEnumerable[string] EnumerateFiles(string path)" "static System.Collections.Generic.IEnumerable[string] EnumerateFiles(string path, string searchPattern)" "static System.Collections.Generic.IEnumerable[string] EnumerateFiles(string path, string searchPattern, System.IO.SearchOption searchOption)" "static System.Collections.Generic.IEnumerable[string] EnumerateFiles(string path, string searchPattern, System.IO.EnumerationOptions enumerationOptions)" => |engine, args| list(engine, args, Wanted::Files);
        EnumerateFileSystemEntries
            "static System.Collections.Generic.IEnumerable[string] EnumerateFileSystemEntries(string path)"
            "static System.Collections.Generic.IEnumerable[string] EnumerateFileSystemEntries(string path, string searchPattern)"
            "static System.Collections.Generic.IEnumerable[string] EnumerateFileSystemEntries(string path, string searchPattern, System.IO.SearchOption searchOption)"
            "static System.Collections.Generic.IEnumerable[string] EnumerateFileSystemEntries(string path, string searchPattern, System.IO.EnumerationOptions enumerationOptions)"
            => |engine, args| list(engine, args, Wanted::Both);
        Exists "static bool Exists(string path)" => |engine, args| {
            let given = arguments::text(engine, args, 0)?;
            Ok(Value::Bool(!given.is_empty() && engine.resolve_path(&given).is_dir()))
        };
        GetCreationTime "static datetime GetCreationTime(string path)" => |engine, args| info(engine, args, "CreationTime");
        GetCreationTimeUtc "static datetime GetCreationTimeUtc(string path)" => |engine, args| info(engine, args, "CreationTimeUtc");
        GetCurrentDirectory "static string GetCurrentDirectory()" => |engine, _| Ok(Value::text(engine.location.display().to_string()));
        GetDirectories "static string[] GetDirectories(string path)" "static string[] GetDirectories(string path, string searchPattern)" "static string[] GetDirectories(string path, string searchPattern, System.IO.SearchOption searchOption)" "static string[] GetDirectories(string path, string searchPattern, System.IO.EnumerationOptions enumerationOptions)" => |engine, args| list(engine, args, Wanted::Directories);
        GetDirectoryRoot "static string GetDirectoryRoot(string path)" => |engine, args| {
            path(engine, args, 0)?;
            Ok(Value::text("/"))
        };
        GetFiles "static string[] GetFiles(string path)" "static string[] GetFiles(string path, string searchPattern)" "static string[] GetFiles(string path, string searchPattern, System.IO.SearchOption searchOption)" "static string[] GetFiles(string path, string searchPattern, System.IO.EnumerationOptions enumerationOptions)" => |engine, args| list(engine, args, Wanted::Files);
        GetFileSystemEntries "static string[] GetFileSystemEntries(string path)" "static string[] GetFileSystemEntries(string path, string searchPattern)" "static string[] GetFileSystemEntries(string path, string searchPattern, System.IO.SearchOption searchOption)" "static string[] GetFileSystemEntries(string path, string searchPattern, System.IO.EnumerationOptions enumerationOptions)" => |engine, args| list(engine, args, Wanted::Both);
        GetLastAccessTime "static datetime GetLastAccessTime(string path)" => |engine, args| info(engine, args, "LastAccessTime");
        GetLastAccessTimeUtc "static datetime GetLastAccessTimeUtc(string path)" => |engine, args| info(engine, args, "LastAccessTimeUtc");
        GetLastWriteTime "static datetime GetLastWriteTime(string path)" => |engine, args| info(engine, args, "LastWriteTime");
        GetLastWriteTimeUtc "static datetime GetLastWriteTimeUtc(string path)" => |engine, args| info(engine, args, "LastWriteTimeUtc");
        GetLogicalDrives "static string[] GetLogicalDrives()" => |_, _| Ok(arguments::strings(super::environment::mounts()));
        GetParent "static System.IO.DirectoryInfo GetParent(string path)" => |engine, args| {
            let path = path(engine, args, 0)?;
            Ok(path.parent().map_or(Value::Null, |folder| directory_info::of(folder.to_path_buf())))
        };
        Move "static void Move(string sourceDirName, string destDirName)" => moved;
        ResolveLinkTarget "static System.IO.FileSystemInfo ResolveLinkTarget(string linkPath, bool returnFinalTarget)" => |engine, args| link_target(engine, args, true);
        SetCreationTime "static void SetCreationTime(string path, datetime creationTime)" => |engine, args| set_info(engine, args, "CreationTime");
        SetCreationTimeUtc "static void SetCreationTimeUtc(string path, datetime creationTimeUtc)" => |engine, args| set_info(engine, args, "CreationTimeUtc");
        SetCurrentDirectory "static void SetCurrentDirectory(string path)" => |engine, args| {
            let path = path(engine, args, 0)?;
            if !path.is_dir() {
                let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
                return Err(io_error::thrown(&missing, &path, true));
            }
            engine.location = path;
            Ok(Value::Empty)
        };
        SetLastAccessTime "static void SetLastAccessTime(string path, datetime lastAccessTime)" => |engine, args| set_info(engine, args, "LastAccessTime");
        SetLastAccessTimeUtc "static void SetLastAccessTimeUtc(string path, datetime lastAccessTimeUtc)" => |engine, args| set_info(engine, args, "LastAccessTimeUtc");
        SetLastWriteTime "static void SetLastWriteTime(string path, datetime lastWriteTime)" => |engine, args| set_info(engine, args, "LastWriteTime");
        SetLastWriteTimeUtc "static void SetLastWriteTimeUtc(string path, datetime lastWriteTimeUtc)" => |engine, args| set_info(engine, args, "LastWriteTimeUtc");
    },
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&DIRECTORY];
