//! `System.IO.Path`.

use super::table::statics;
use super::{Class, StaticProperty, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

fn leaf(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What follows the last dot of the last part, with the dot.
pub(super) fn extension(path: &str) -> &str {
    let name = leaf(path);
    name.rfind('.').filter(|at| *at + 1 < name.len()).and_then(|at| name.get(at..)).unwrap_or("")
}

fn text(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    arguments::text(engine, args, 0)
}

/// A path's part; `$null` stays.
fn or_null(engine: &mut Engine, args: &[Value], how: fn(&str) -> String) -> Outcome<Value> {
    match arguments::any(args, 0)? {
        value if value.is_null() => Ok(Value::Null),
        _ => Ok(Value::text(how(&text(engine, args)?))),
    }
}

/// All arguments, and the elements of arrays among them; `None` for `$null`.
fn parts(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<Option<String>>> {
    let mut found = Vec::new();
    for value in args {
        match value.unwrapped() {
            Value::Null | Value::Empty => found.push(None),
            Value::Array(_) => {
                for item in arguments::items(engine, value)? {
                    found.push(if item.is_null() { None } else { Some(convert::to_text(engine, &item)?) });
                }
            }
            _ => found.push(Some(convert::to_text(engine, value)?)),
        }
    }
    Ok(found)
}

fn characters(all: &[char]) -> Value {
    let items = all.iter().map(|character| Value::Char(*character as u16)).collect();
    arguments::array_of(&super::named("System.Char"), items)
}

/// A full path without `.`, `..` and repeated separators.
fn normal(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            part => kept.push(part),
        }
    }
    format!("/{}", kept.join("/"))
}

/// The way from one full path to another.
fn relative(from: &str, to: &str) -> String {
    let split = |path: &str| -> Vec<String> {
        path.split('/').filter(|part| !part.is_empty()).map(str::to_string).collect()
    };
    let (from, to) = (split(from), split(to));
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_string(), from.len() - same);
    let way: Vec<String> = up.chain(to.get(same..).unwrap_or_default().iter().cloned()).collect();
    if way.is_empty() { ".".into() } else { way.join("/") }
}

macro_rules! constant {
    ($name:literal, $character:literal) => {
        StaticProperty {
            name: $name,
            type_name: "char",
            get: |_| Ok(Value::Char($character as u16)),
            set: None,
        }
    };
}

/// A path with another end of its name, or with none: `Path.ChangeExtension`.
pub fn with_extension(path: &str, end: Option<&str>) -> String {
    let name = leaf(path);
    let base = match name.rfind('.') {
        Some(at) => path.get(..path.len() - name.len() + at).unwrap_or(path),
        None => path,
    };
    match end {
        Some(end) if end.starts_with('.') => format!("{base}{end}"),
        Some(end) => format!("{base}.{end}"),
        None => base.to_string(),
    }
}

static PATH: Class = Class {
    name: "System.IO.Path",
    base: Some(&object::OBJECT),
    static_properties: &[
        constant!("AltDirectorySeparatorChar", '/'),
        constant!("DirectorySeparatorChar", '/'),
        StaticProperty {
            name: "InvalidPathChars",
            type_name: "char[]",
            get: |_| Ok(characters(&['\0'])),
            set: None,
        },
        constant!("PathSeparator", ':'),
        constant!("VolumeSeparatorChar", '/'),
    ],
    static_methods: statics! {
        ChangeExtension "static string ChangeExtension(string path, string extension)" => |engine, args| {
            if arguments::any(args, 0)?.is_null() {
                return Ok(Value::Null);
            }
            let path = text(engine, args)?;
            let end = match arguments::any(args, 1)?.is_null() {
                true => None,
                false => Some(arguments::text(engine, args, 1)?),
            };
            Ok(Value::text(with_extension(&path, end.as_deref())))
        };
        Combine
            "static string Combine(string path1, string path2)" "static string Combine(string path1, string path2, string path3)"
            "static string Combine(string path1, string path2, string path3, string path4)" "static string Combine(Params string[] paths)"
            "static string Combine(System.ReadOnlySpan[string] paths)"
            => |engine, args| {
                let mut joined = String::new();
                for (index, part) in parts(engine, args)?.into_iter().enumerate() {
                    let Some(part) = part else {
                        return Err(arguments::null(&format!("path{}", index + 1)));
                    };
                    if part.starts_with('/') || joined.is_empty() {
                        joined = part;
                    } else if !part.is_empty() {
                        if !joined.ends_with('/') {
                            joined.push('/');
                        }
                        joined.push_str(&part);
                    }
                }
                Ok(Value::text(joined))
            };
        EndsInDirectorySeparator "static bool EndsInDirectorySeparator(System.ReadOnlySpan[char] path)" "static bool EndsInDirectorySeparator(string path)" => |engine, args| Ok(Value::Bool(text(engine, args)?.ends_with('/')));
        Exists "static bool Exists(string path)" => |engine, args| {
            let given = text(engine, args)?;
            Ok(Value::Bool(!given.is_empty() && engine.resolve_path(&given).symlink_metadata().is_ok()))
        };
        GetDirectoryName "static string GetDirectoryName(string path)" "static System.ReadOnlySpan[char] GetDirectoryName(System.ReadOnlySpan[char] path)" => |engine, args| {
            if arguments::any(args, 0)?.is_null() {
                return Ok(Value::Null);
            }
            let path = text(engine, args)?;
            Ok(match path.rsplit_once('/') {
                _ if path.is_empty() || path == "/" => Value::Null,
                Some(("", _)) => Value::text("/"),
                Some((folder, _)) => Value::text(folder.trim_end_matches('/')),
                None => Value::text(""),
            })
        };
        GetExtension "static string GetExtension(string path)" "static System.ReadOnlySpan[char] GetExtension(System.ReadOnlySpan[char] path)" => |engine, args| or_null(engine, args, |path| extension(path).to_string());
        GetFileName "static string GetFileName(string path)" "static System.ReadOnlySpan[char] GetFileName(System.ReadOnlySpan[char] path)" => |engine, args| or_null(engine, args, |path| leaf(path).to_string());
        GetFileNameWithoutExtension
            "static string GetFileNameWithoutExtension(string path)" "static System.ReadOnlySpan[char] GetFileNameWithoutExtension(System.ReadOnlySpan[char] path)"
            => |engine, args| or_null(engine, args, |path| {
                let name = leaf(path);
                name.rfind('.').and_then(|at| name.get(..at)).unwrap_or(name).to_string()
            });
        GetFullPath "static string GetFullPath(string path)" "static string GetFullPath(string path, string basePath)" => |engine, args| {
            let path = text(engine, args)?;
            if path.is_empty() {
                return Err(arguments::throw("System.ArgumentException", "The value cannot be an empty string. (Parameter 'path')"));
            }
            if args.len() > 1 {
                let base = arguments::text(engine, args, 1)?;
                if !base.starts_with('/') {
                    return Err(arguments::throw("System.ArgumentException", "Basepath argument is not fully qualified. (Parameter 'basePath')"));
                }
                return Ok(Value::text(normal(&format!("{base}/{path}"))));
            }
            let ends = path.ends_with('/') && path.len() > 1;
            let full = normal(&engine.resolve_path(&path).display().to_string());
            Ok(Value::text(if ends && !full.ends_with('/') { full + "/" } else { full }))
        };
        GetInvalidFileNameChars "static char[] GetInvalidFileNameChars()" => |_, _| Ok(characters(&['\0', '/']));
        GetInvalidPathChars "static char[] GetInvalidPathChars()" => |_, _| Ok(characters(&['\0']));
        GetPathRoot "static string GetPathRoot(string path)" "static System.ReadOnlySpan[char] GetPathRoot(System.ReadOnlySpan[char] path)" => |engine, args| or_null(engine, args, |path| if path.starts_with('/') { "/".into() } else { String::new() });
        GetRandomFileName "static string GetRandomFileName()" => |_, _| {
            let letters: String =
                (0..11).map(|_| char::from_digit(rand::random_range(0..32), 36).unwrap_or('a')).collect();
            Ok(Value::text(format!("{}.{}", letters.get(..8).unwrap_or("a"), letters.get(8..).unwrap_or("b"))))
        };
        GetRelativePath "static string GetRelativePath(string relativeTo, string path)" => |engine, args| {
            let (from, to) = (text(engine, args)?, arguments::text(engine, args, 1)?);
            let full = |engine: &mut Engine, path: &str| normal(&engine.resolve_path(path).display().to_string());
            Ok(Value::text(relative(&full(engine, &from), &full(engine, &to))))
        };
        GetTempFileName "static string GetTempFileName()" => |engine, _| {
            let folder = engine.environment.get("TMPDIR").cloned().unwrap_or_else(|| "/tmp".into());
            let made = tempfile::Builder::new().prefix("tmp").suffix(".tmp").tempfile_in(&folder);
            let kept = made.and_then(|file| file.keep().map_err(|error| error.error));
            let (_, path) = kept.map_err(|error| super::io_error::thrown(&error, std::path::Path::new(&folder), true))?;
            Ok(Value::text(path.display().to_string()))
        };
        GetTempPath "static string GetTempPath()" => |engine, _| {
            let folder = engine.environment.get("TMPDIR").cloned().unwrap_or_else(|| "/tmp".into());
            Ok(Value::text(format!("{}/", folder.trim_end_matches('/'))))
        };
        HasExtension "static bool HasExtension(string path)" "static bool HasExtension(System.ReadOnlySpan[char] path)" => |engine, args| Ok(Value::Bool(!extension(&text(engine, args)?).is_empty()));
        IsPathFullyQualified "static bool IsPathFullyQualified(string path)" "static bool IsPathFullyQualified(System.ReadOnlySpan[char] path)" => |engine, args| Ok(Value::Bool(text(engine, args)?.starts_with('/')));
        IsPathRooted "static bool IsPathRooted(string path)" "static bool IsPathRooted(System.ReadOnlySpan[char] path)" => |engine, args| Ok(Value::Bool(text(engine, args)?.starts_with('/')));
        Join "static string Join(System.ReadOnlySpan[char] path1, System.ReadOnlySpan[char] path2)" "static string Join(System.ReadOnlySpan[char] path1, System.ReadOnlySpan[char] path2, System.ReadOnlySpan[char] path3)" "static string Join(System.ReadOnlySpan[char] path1, System.ReadOnlySpan[char] path2, System.ReadOnlySpan[char] path3, System.ReadOnlySpan[char] path4)" "static string Join(string path1, string path2)" "static string Join(string path1, string path2, string path3)" "static string Join(string path1, string path2, string path3, string path4)" "static string Join(Params string[] paths)" "static string Join(System.ReadOnlySpan[string] paths)" => |engine, args| {
            let mut joined = String::new();
            for part in parts(engine, args)?.into_iter().flatten().filter(|part| !part.is_empty()) {
                if !joined.is_empty() && !joined.ends_with('/') && !part.starts_with('/') {
                    joined.push('/');
                }
                joined.push_str(&part);
            }
            Ok(Value::text(joined))
        };
        TrimEndingDirectorySeparator "static string TrimEndingDirectorySeparator(string path)" "static System.ReadOnlySpan[char] TrimEndingDirectorySeparator(System.ReadOnlySpan[char] path)" => |engine, args| or_null(engine, args, |path| match path.strip_suffix('/') {
            Some(rest) if !rest.is_empty() => rest.to_string(),
            _ => path.to_string(),
        });
        TryJoin "static bool TryJoin(System.ReadOnlySpan[char] path1, System.ReadOnlySpan[char] path2, System.Span[char] destination, [ref] int charsWritten)" "static bool TryJoin(System.ReadOnlySpan[char] path1, System.ReadOnlySpan[char] path2, System.ReadOnlySpan[char] path3, System.Span[char] destination, [ref] int charsWritten)" => |_, _| Err(arguments::no_overload());
    },
    bound: true,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&PATH];
