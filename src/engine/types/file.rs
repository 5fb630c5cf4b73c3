//! `System.IO.File`.

use super::table::statics;
use super::text_encoding as encoding;
use super::{Class, arguments, file_info, file_lines, file_system_info, io_error, object, stream, task};
use crate::engine::provider::file_system::Replacement;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The path of an argument. Errors: `$null` or empty.
pub(super) fn path(engine: &mut Engine, args: &[Value], index: usize) -> Outcome<PathBuf> {
    if arguments::any(args, index)?.is_null() {
        return Err(arguments::null("path"));
    }
    let name = arguments::text(engine, args, index)?;
    if name.is_empty() {
        return Err(arguments::throw(
            "System.ArgumentException",
            "The value cannot be an empty string. (Parameter 'path')",
        ));
    }
    Ok(engine.resolve_path(&name))
}

pub(super) fn failed<T>(path: &Path, result: std::io::Result<T>) -> Outcome<T> {
    result.map_err(|error| io_error::thrown(&error, path, false))
}

fn read(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<u8>> {
    let path = path(engine, args, 0)?;
    failed(&path, std::fs::read(&path))
}

/// The text of a file, in the encoding of an argument.
fn text_of(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    let data = read(engine, args)?;
    Ok(match args.iter().find(|value| encoding::is_encoding(value)) {
        Some(chosen) => encoding::decode(chosen, &data),
        None => encoding::decode_with_mark(&data),
    })
}

/// Lines without their ends; the last end makes no line of its own.
fn lines_of(text: &str) -> Vec<String> {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    if plain.is_empty() {
        return Vec::new();
    }
    plain.strip_suffix('\n').unwrap_or(&plain).split('\n').map(str::to_string).collect()
}

/// The lines that an argument has.
fn lines(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    let mut text = String::new();
    for item in arguments::items(engine, arguments::any(args, 1)?)? {
        text.push_str(&convert::to_text(engine, &item)?);
        text.push('\n');
    }
    Ok(text)
}

/// Writes text in the encoding of an argument, with its mark where the file begins.
fn write(engine: &mut Engine, args: &[Value], text: &str, append: bool) -> Outcome<Value> {
    let path = path(engine, args, 0)?;
    let chosen = args.iter().find(|value| encoding::is_encoding(value)).cloned();
    let begins = !append || path.metadata().map_or(true, |found| found.len() == 0);
    let mut data = match &chosen {
        Some(chosen) if begins => encoding::preamble(chosen),
        _ => Vec::new(),
    };
    data.extend(encoding::encode(&chosen.unwrap_or_else(encoding::utf8), text));
    put(&path, &data, append)
}

fn put(path: &Path, data: &[u8], append: bool) -> Outcome<Value> {
    failed(path, Replacement::whole(path, append, data))?;
    Ok(Value::Empty)
}

/// Copies or moves. Errors: the target exists and must not be overwritten.
fn transfer(engine: &mut Engine, args: &[Value], moves: bool) -> Outcome<Value> {
    let (from, to) = (path(engine, args, 0)?, path(engine, args, 1)?);
    let overwrite = args.get(2).is_some_and(convert::to_bool);
    if !from.exists() {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(io_error::thrown(&missing, &from, false));
    }
    if to.exists() && !overwrite {
        let message = match moves {
            true => "Cannot create a file when that file already exists.".to_string(),
            false => format!("The file '{}' already exists.", to.display()),
        };
        return Err(arguments::throw("System.IO.IOException", message));
    }
    match moves {
        true => match std::fs::rename(&from, &to) {
            Err(error) if error.kind() == std::io::ErrorKind::CrossesDevices => {
                failed(&to, std::fs::copy(&from, &to))?;
                failed(&from, std::fs::remove_file(&from))?;
            }
            result => failed(&to, result)?,
        },
        false => {
            failed(&to, std::fs::copy(&from, &to))?;
        }
    }
    Ok(Value::Empty)
}

/// A property of the file that an argument names: a time, or its attributes.
pub(super) fn info(engine: &mut Engine, args: &[Value], name: &str) -> Outcome<Value> {
    let path = path(engine, args, 0)?;
    let found = file_info::of(path);
    Ok(crate::engine::member::get(engine, &found, name)?.unwrap_or_default())
}

/// Sets a time of a file. Errors: there is no such file.
pub(super) fn set_info(engine: &mut Engine, args: &[Value], name: &str) -> Outcome<Value> {
    let path = path(engine, args, 0)?;
    failed(&path, path.symlink_metadata())?;
    let found = match path.is_dir() {
        true => super::directory_info::of(path),
        false => file_info::of(path),
    };
    crate::engine::member::set(engine, &found, name, arguments::any(args, 1)?.clone())?;
    Ok(Value::Empty)
}

/// Opens a file: mode and access as numbers of their enumerations.
fn open(engine: &mut Engine, args: &[Value], mode: i64, access: i64) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    stream::open(engine, &name, mode, access)
}

fn construct(engine: &mut Engine, class: &str, args: &[Value]) -> Outcome<Value> {
    match (super::named(class).as_ref(), args) {
        (super::Type::Class(class), args) => match class.construct {
            Some(construct) => construct(engine, args),
            None => Err(arguments::no_overload()),
        },
        _ => Err(arguments::no_overload()),
    }
}

/// Puts a file in the place of another, whose content may be kept as a backup.
fn replace(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let (from, to) = (path(engine, args, 0)?, path(engine, args, 1)?);
    failed(&from, from.metadata())?;
    failed(&to, to.metadata())?;
    if args.get(2).is_some_and(|backup| !backup.is_null()) {
        let backup = path(engine, args, 2)?;
        failed(&backup, std::fs::rename(&to, &backup))?;
    }
    failed(&to, std::fs::rename(&from, &to))?;
    Ok(Value::Empty)
}

/// A symbolic link at a path.
pub(super) fn link(engine: &mut Engine, args: &[Value], is_directory: bool) -> Outcome<Value> {
    let path = path(engine, args, 0)?;
    let target = arguments::text(engine, args, 1)?;
    failed(&path, std::os::unix::fs::symlink(target, &path))?;
    let shown = path.display().to_string();
    Ok(file_system_info::of(path, shown, is_directory))
}

/// What a link points to, once or to the end; `$null` for what is no link.
pub(super) fn link_target(engine: &mut Engine, args: &[Value], is_directory: bool) -> Outcome<Value> {
    let path = path(engine, args, 0)?;
    if !failed(&path, path.symlink_metadata())?.is_symlink() {
        return Ok(Value::Null);
    }
    let target = match args.get(1).is_some_and(convert::to_bool) {
        true => failed(&path, path.canonicalize())?,
        false => {
            let target = failed(&path, std::fs::read_link(&path))?;
            path.parent().map_or(target.clone(), |folder| folder.join(target))
        }
    };
    let shown = target.display().to_string();
    Ok(file_system_info::of(target, shown, is_directory))
}

static FILE: Class = Class {
    name: "System.IO.File",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        AppendAllBytes "static void AppendAllBytes(string path, byte[] bytes)" "static void AppendAllBytes(string path, System.ReadOnlySpan[byte] bytes)" => |engine, args| {
            let path = path(engine, args, 0)?;
            let data = arguments::to_bytes(engine, arguments::any(args, 1)?)?;
            put(&path, &data, true)
        };
        AppendAllBytesAsync "static System.Threading.Tasks.Task AppendAllBytesAsync(string path, byte[] bytes, System.Threading.CancellationToken cancellationToken = default)" "static System.Threading.Tasks.Task AppendAllBytesAsync(string path, System.ReadOnlyMemory[byte] bytes, System.Threading.CancellationToken cancellationToken = default)" => |engine, args| task::run(engine, args, |engine, args| {
            let path = path(engine, args, 0)?;
            let data = arguments::to_bytes(engine, arguments::any(args, 1)?)?;
            put(&path, &data, true)
        });
        AppendAllLines
            "static void AppendAllLines(string path, System.Collections.Generic.IEnumerable[string] contents)"
            "static void AppendAllLines(string path, System.Collections.Generic.IEnumerable[string] contents, System.Text.Encoding encoding)"
            => |engine, args| {
                let text = lines(engine, args)?;
                write(engine, args, &text, true)
            };
        AppendAllText "static void AppendAllText(string path, string contents)" "static void AppendAllText(string path, System.ReadOnlySpan[char] contents)" "static void AppendAllText(string path, string contents, System.Text.Encoding encoding)" "static void AppendAllText(string path, System.ReadOnlySpan[char] contents, System.Text.Encoding encoding)" => |engine, args| {
            let text = arguments::text(engine, args, 1)?;
            write(engine, args, &text, true)
        };
        AppendText "static System.IO.StreamWriter AppendText(string path)" => |engine, args| {
            let path = args.first().cloned().unwrap_or_default();
            construct(engine, "System.IO.StreamWriter", &[path, Value::Bool(true)])
        };
        Copy "static void Copy(string sourceFileName, string destFileName)" "static void Copy(string sourceFileName, string destFileName, bool overwrite)" => |engine, args| transfer(engine, args, false);
        Create "static System.IO.FileStream Create(string path)" "static System.IO.FileStream Create(string path, int bufferSize)" "static System.IO.FileStream Create(string path, int bufferSize, System.IO.FileOptions options)" => |engine, args| open(engine, args, 2, 3);
        CreateSymbolicLink "static System.IO.FileSystemInfo CreateSymbolicLink(string path, string pathToTarget)" => |engine, args| link(engine, args, false);
        CreateText "static System.IO.StreamWriter CreateText(string path)" => |engine, args| {
            let path = args.first().cloned().unwrap_or_default();
            construct(engine, "System.IO.StreamWriter", &[path])
        };
        Decrypt "static void Decrypt(string path)" => |_, _| Err(only_windows());
        Delete "static void Delete(string path)" => |engine, args| {
            let path = path(engine, args, 0)?;
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => match path.parent().is_none_or(Path::is_dir) {
                    true => Ok(Value::Empty),
                    false => Err(io_error::thrown(&error, &path, false)),
                },
                result => failed(&path, result).map(|()| Value::Empty),
            }
        };
        Encrypt "static void Encrypt(string path)" => |_, _| Err(only_windows());
        Exists "static bool Exists(string path)" => |engine, args| {
            let given = arguments::text(engine, args, 0)?;
            Ok(Value::Bool(!given.is_empty() && engine.resolve_path(&given).is_file()))
        };
        ReadLinesAsync
            "static System.Collections.Generic.IAsyncEnumerable[string] ReadLinesAsync(string path, System.Threading.CancellationToken cancellationToken = default)"
            "static System.Collections.Generic.IAsyncEnumerable[string] ReadLinesAsync(string path, System.Text.Encoding encoding, System.Threading.CancellationToken cancellationToken = default)"
            => |engine, args| crate::engine::member::invoke_static(engine, &super::named("System.IO.File"), "ReadLines", args);
        OpenHandle
            "static Microsoft.Win32.SafeHandles.SafeFileHandle OpenHandle(string path, System.IO.FileMode mode = System.IO.FileMode.Open, System.IO.FileAccess access = System.IO.FileAccess.Read, System.IO.FileShare share = System.IO.FileShare.Read, System.IO.FileOptions options = System.IO.FileOptions.None, long preallocationSize = 0)"
            => |_, _| Err(crate::engine::Fault::not_supported("File.OpenHandle"));
        AppendAllTextAsync
            "static System.Threading.Tasks.Task AppendAllTextAsync(string path, string contents, System.Threading.CancellationToken cancellationToken = default)"
            "static System.Threading.Tasks.Task AppendAllTextAsync(string path, System.ReadOnlyMemory[char] contents, System.Threading.CancellationToken cancellationToken = default)"
            "static System.Threading.Tasks.Task AppendAllTextAsync(string path, string contents, System.Text.Encoding encoding, System.Threading.CancellationToken cancellationToken = default)"
            "static System.Threading.Tasks.Task AppendAllTextAsync(string path, System.ReadOnlyMemory[char] contents, System.Text.Encoding encoding, System.Threading.CancellationToken cancellationToken = default)"
            => |engine, args| crate::engine::member::invoke_static(engine, &super::named("System.IO.File"), "AppendAllText", args).map(super::task::done);
        AppendAllLinesAsync
            "static System.Threading.Tasks.Task AppendAllLinesAsync(string path, System.Collections.Generic.IEnumerable[string] contents, System.Threading.CancellationToken cancellationToken = default)"
            "static System.Threading.Tasks.Task AppendAllLinesAsync(string path, System.Collections.Generic.IEnumerable[string] contents, System.Text.Encoding encoding, System.Threading.CancellationToken cancellationToken = default)"
            => |engine, args| crate::engine::member::invoke_static(engine, &super::named("System.IO.File"), "AppendAllLines", args).map(super::task::done);
        GetAttributes "static System.IO.FileAttributes GetAttributes(string path)" "static System.IO.FileAttributes GetAttributes(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle)" => |engine, args| {
            let path = path(engine, args, 0)?;
            failed(&path, path.symlink_metadata())?;
            info(engine, args, "Attributes")
        };
        GetCreationTime "static datetime GetCreationTime(string path)" "static datetime GetCreationTime(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle)" => |engine, args| info(engine, args, "CreationTime");
        GetCreationTimeUtc "static datetime GetCreationTimeUtc(string path)" "static datetime GetCreationTimeUtc(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle)" => |engine, args| info(engine, args, "CreationTimeUtc");
        GetLastAccessTime "static datetime GetLastAccessTime(string path)" "static datetime GetLastAccessTime(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle)" => |engine, args| info(engine, args, "LastAccessTime");
        GetLastAccessTimeUtc "static datetime GetLastAccessTimeUtc(string path)" "static datetime GetLastAccessTimeUtc(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle)" => |engine, args| info(engine, args, "LastAccessTimeUtc");
        GetLastWriteTime "static datetime GetLastWriteTime(string path)" "static datetime GetLastWriteTime(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle)" => |engine, args| info(engine, args, "LastWriteTime");
        GetLastWriteTimeUtc "static datetime GetLastWriteTimeUtc(string path)" "static datetime GetLastWriteTimeUtc(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle)" => |engine, args| info(engine, args, "LastWriteTimeUtc");
        GetUnixFileMode "static System.IO.UnixFileMode GetUnixFileMode(string path)" "static System.IO.UnixFileMode GetUnixFileMode(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle)" => |engine, args| {
            let path = path(engine, args, 0)?;
            let mode = failed(&path, path.metadata())?.permissions().mode() & 0o7777;
            Ok(super::enumeration::value("System.IO.UnixFileMode", i64::from(mode)))
        };
        Move "static void Move(string sourceFileName, string destFileName)" "static void Move(string sourceFileName, string destFileName, bool overwrite)" => |engine, args| transfer(engine, args, true);
        Open "static System.IO.FileStream Open(string path, System.IO.FileStreamOptions options)" "static System.IO.FileStream Open(string path, System.IO.FileMode mode)" "static System.IO.FileStream Open(string path, System.IO.FileMode mode, System.IO.FileAccess access)" "static System.IO.FileStream Open(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)" => |engine, args| {
            let mode = arguments::number_or(args, 1, 3);
            let access = arguments::number_or(args, 2, if mode == 6 { 2 } else { 3 });
            open(engine, args, mode, access)
        };
        OpenRead "static System.IO.FileStream OpenRead(string path)" => |engine, args| open(engine, args, 3, 1);
        OpenText "static System.IO.StreamReader OpenText(string path)" => |engine, args| {
            let path = args.first().cloned().unwrap_or_default();
            construct(engine, "System.IO.StreamReader", &[path])
        };
        OpenWrite "static System.IO.FileStream OpenWrite(string path)" => |engine, args| open(engine, args, 4, 2);
        ReadAllBytes "static byte[] ReadAllBytes(string path)" => |engine, args| Ok(arguments::bytes(read(engine, args)?));
        ReadAllBytesAsync "static System.Threading.Tasks.Task[byte[]] ReadAllBytesAsync(string path, System.Threading.CancellationToken cancellationToken = default)" => |engine, args| task::run(engine, args, |engine, args| Ok(arguments::bytes(read(engine, args)?)));
        ReadAllLines "static string[] ReadAllLines(string path)" "static string[] ReadAllLines(string path, System.Text.Encoding encoding)" => |engine, args| Ok(arguments::strings(lines_of(&text_of(engine, args)?)));
        ReadAllLinesAsync
            "static System.Threading.Tasks.Task[string[]] ReadAllLinesAsync(string path, System.Threading.CancellationToken cancellationToken = default)"
            "static System.Threading.Tasks.Task[string[]] ReadAllLinesAsync(string path, System.Text.Encoding encoding, System.Threading.CancellationToken cancellationToken = default)"
            => |engine, args| task::run(engine, args, |engine, args| Ok(arguments::strings(lines_of(&text_of(engine, args)?))));
        ReadAllText "static string ReadAllText(string path)" "static string ReadAllText(string path, System.Text.Encoding encoding)" => |engine, args| Ok(Value::text(text_of(engine, args)?));
        ReadAllTextAsync "static System.Threading.Tasks.Task[string] ReadAllTextAsync(string path, System.Threading.CancellationToken cancellationToken = default)" "static System.Threading.Tasks.Task[string] ReadAllTextAsync(string path, System.Text.Encoding encoding, System.Threading.CancellationToken cancellationToken = default)" => |engine, args| task::run(engine, args, |engine, args| Ok(Value::text(text_of(engine, args)?)));
        ReadLines "static System.Collections.Generic.IEnumerable[string] ReadLines(string path)" "static System.Collections.Generic.IEnumerable[string] ReadLines(string path, System.Text.Encoding encoding)" => |engine, args| {
            let chosen = args.get(1).and_then(encoding::text_encoding);
            file_lines::value(path(engine, args, 0)?, chosen)
        };
        Replace "static void Replace(string sourceFileName, string destinationFileName, string destinationBackupFileName)" "static void Replace(string sourceFileName, string destinationFileName, string destinationBackupFileName, bool ignoreMetadataErrors)" => replace;
        ResolveLinkTarget "static System.IO.FileSystemInfo ResolveLinkTarget(string linkPath, bool returnFinalTarget)" => |engine, args| link_target(engine, args, false);
        SetAttributes "static void SetAttributes(string path, System.IO.FileAttributes fileAttributes)" "static void SetAttributes(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle, System.IO.FileAttributes fileAttributes)" => |engine, args| {
            let path = path(engine, args, 0)?;
            failed(&path, path.symlink_metadata())?;
            let found = file_info::of(path);
            file_system_info::set_attributes(engine, &found, arguments::any(args, 1)?.clone())?;
            Ok(Value::Empty)
        };
        SetCreationTime "static void SetCreationTime(string path, datetime creationTime)" "static void SetCreationTime(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle, datetime creationTime)" => |engine, args| set_info(engine, args, "CreationTime");
        SetCreationTimeUtc "static void SetCreationTimeUtc(string path, datetime creationTimeUtc)" "static void SetCreationTimeUtc(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle, datetime creationTimeUtc)" => |engine, args| set_info(engine, args, "CreationTimeUtc");
        SetLastAccessTime "static void SetLastAccessTime(string path, datetime lastAccessTime)" "static void SetLastAccessTime(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle, datetime lastAccessTime)" => |engine, args| set_info(engine, args, "LastAccessTime");
        SetLastAccessTimeUtc "static void SetLastAccessTimeUtc(string path, datetime lastAccessTimeUtc)" "static void SetLastAccessTimeUtc(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle, datetime lastAccessTimeUtc)" => |engine, args| set_info(engine, args, "LastAccessTimeUtc");
        SetLastWriteTime "static void SetLastWriteTime(string path, datetime lastWriteTime)" "static void SetLastWriteTime(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle, datetime lastWriteTime)" => |engine, args| set_info(engine, args, "LastWriteTime");
        SetLastWriteTimeUtc "static void SetLastWriteTimeUtc(string path, datetime lastWriteTimeUtc)" "static void SetLastWriteTimeUtc(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle, datetime lastWriteTimeUtc)" => |engine, args| set_info(engine, args, "LastWriteTimeUtc");
        SetUnixFileMode "static void SetUnixFileMode(string path, System.IO.UnixFileMode mode)" "static void SetUnixFileMode(Microsoft.Win32.SafeHandles.SafeFileHandle fileHandle, System.IO.UnixFileMode mode)" => |engine, args| {
            let path = path(engine, args, 0)?;
            let mode = u32::try_from(arguments::number_or(args, 1, 0)).unwrap_or(0) & 0o7777;
            failed(&path, std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)))?;
            Ok(Value::Empty)
        };
        WriteAllBytes "static void WriteAllBytes(string path, byte[] bytes)" "static void WriteAllBytes(string path, System.ReadOnlySpan[byte] bytes)" => |engine, args| {
            let path = path(engine, args, 0)?;
            let data = arguments::to_bytes(engine, arguments::any(args, 1)?)?;
            put(&path, &data, false)
        };
        WriteAllBytesAsync "static System.Threading.Tasks.Task WriteAllBytesAsync(string path, byte[] bytes, System.Threading.CancellationToken cancellationToken = default)" "static System.Threading.Tasks.Task WriteAllBytesAsync(string path, System.ReadOnlyMemory[byte] bytes, System.Threading.CancellationToken cancellationToken = default)" => |engine, args| task::run(engine, args, |engine, args| {
            let path = path(engine, args, 0)?;
            let data = arguments::to_bytes(engine, arguments::any(args, 1)?)?;
            put(&path, &data, false)
        });
        WriteAllLines "static void WriteAllLines(string path, string[] contents)" "static void WriteAllLines(string path, System.Collections.Generic.IEnumerable[string] contents)" "static void WriteAllLines(string path, string[] contents, System.Text.Encoding encoding)" "static void WriteAllLines(string path, System.Collections.Generic.IEnumerable[string] contents, System.Text.Encoding encoding)" => |engine, args| {
            let text = lines(engine, args)?;
            write(engine, args, &text, false)
        };
        WriteAllLinesAsync "static System.Threading.Tasks.Task WriteAllLinesAsync(string path, System.Collections.Generic.IEnumerable[string] contents, System.Threading.CancellationToken cancellationToken = default)" "static System.Threading.Tasks.Task WriteAllLinesAsync(string path, System.Collections.Generic.IEnumerable[string] contents, System.Text.Encoding encoding, System.Threading.CancellationToken cancellationToken = default)" => |engine, args| task::run(engine, args, |engine, args| {
            let text = lines(engine, args)?;
            write(engine, args, &text, false)
        });
        WriteAllText
            "static void WriteAllText(string path, string contents)" "static void WriteAllText(string path, System.ReadOnlySpan[char] contents)"
            "static void WriteAllText(string path, string contents, System.Text.Encoding encoding)" "static void WriteAllText(string path, System.ReadOnlySpan[char] contents, System.Text.Encoding encoding)"
            => |engine, args| {
                let text = arguments::text(engine, args, 1)?;
                write(engine, args, &text, false)
            };
        WriteAllTextAsync "static System.Threading.Tasks.Task WriteAllTextAsync(string path, string contents, System.Threading.CancellationToken cancellationToken = default)" "static System.Threading.Tasks.Task WriteAllTextAsync(string path, System.ReadOnlyMemory[char] contents, System.Threading.CancellationToken cancellationToken = default)" "static System.Threading.Tasks.Task WriteAllTextAsync(string path, string contents, System.Text.Encoding encoding, System.Threading.CancellationToken cancellationToken = default)" "static System.Threading.Tasks.Task WriteAllTextAsync(string path, System.ReadOnlyMemory[char] contents, System.Text.Encoding encoding, System.Threading.CancellationToken cancellationToken = default)" => |engine, args| task::run(engine, args, |engine, args| {
            let text = arguments::text(engine, args, 1)?;
            write(engine, args, &text, false)
        });
    },
    bound: true,
    ..Class::EMPTY
};

fn only_windows() -> Box<crate::engine::Fault> {
    arguments::throw(
        "System.PlatformNotSupportedException",
        "File encryption is not supported on this platform.",
    )
}

pub(super) const CLASSES: &[&Class] = &[&FILE];
