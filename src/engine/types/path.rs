//! `System.IO.Path`.

use super::{Class, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

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

static PATH: Class = Class {
    name: "System.IO.Path",
    base: Some(&object::OBJECT),
    static_properties: &[
        StaticProperty {
            name: "DirectorySeparatorChar",
            type_name: "char",
            get: |_| Ok(Value::Char(u16::from(b'/'))),
            set: None,
        },
        StaticProperty {
            name: "AltDirectorySeparatorChar",
            type_name: "char",
            get: |_| Ok(Value::Char(u16::from(b'/'))),
            set: None,
        },
        StaticProperty {
            name: "PathSeparator",
            type_name: "char",
            get: |_| Ok(Value::Char(u16::from(b':'))),
            set: None,
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "Combine",
            signatures: &[
                "static string Combine(string path1, string path2)",
                "static string Combine(Params string[] paths)",
            ],
            call: |engine, args| {
                let mut joined = String::new();
                for index in 0..args.len() {
                    let part = arguments::text(engine, args, index)?;
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
            },
        },
        StaticMethod {
            name: "GetExtension",
            signatures: &["static string GetExtension(string path)"],
            call: |engine, args| Ok(Value::text(extension(&text(engine, args)?))),
        },
        StaticMethod {
            name: "HasExtension",
            signatures: &["static bool HasExtension(string path)"],
            call: |engine, args| Ok(Value::Bool(!extension(&text(engine, args)?).is_empty())),
        },
        StaticMethod {
            name: "GetFileName",
            signatures: &["static string GetFileName(string path)"],
            call: |engine, args| Ok(Value::text(leaf(&text(engine, args)?))),
        },
        StaticMethod {
            name: "GetFileNameWithoutExtension",
            signatures: &["static string GetFileNameWithoutExtension(string path)"],
            call: |engine, args| {
                let path = text(engine, args)?;
                let name = leaf(&path);
                Ok(Value::text(name.rfind('.').and_then(|at| name.get(..at)).unwrap_or(name)))
            },
        },
        StaticMethod {
            name: "GetDirectoryName",
            signatures: &["static string GetDirectoryName(string path)"],
            call: |engine, args| {
                let path = text(engine, args)?;
                Ok(match path.rsplit_once('/') {
                    Some(("", "")) => Value::Null,
                    Some(("", _)) => Value::text("/"),
                    Some((folder, _)) => Value::text(folder.trim_end_matches('/')),
                    None => Value::text(""),
                })
            },
        },
        StaticMethod {
            name: "GetFullPath",
            signatures: &["static string GetFullPath(string path)"],
            call: |engine, args| {
                let path = text(engine, args)?;
                Ok(Value::text(engine.resolve_path(&path).display().to_string()))
            },
        },
        StaticMethod {
            name: "ChangeExtension",
            signatures: &["static string ChangeExtension(string path, string extension)"],
            call: |engine, args| {
                let path = text(engine, args)?;
                let base = path.strip_suffix(extension(&path)).unwrap_or(&path).to_string();
                if arguments::any(args, 1)?.is_null() {
                    return Ok(Value::text(base));
                }
                let end = arguments::text(engine, args, 1)?;
                Ok(Value::text(format!("{base}.{}", end.trim_start_matches('.'))))
            },
        },
        StaticMethod {
            name: "IsPathRooted",
            signatures: &["static bool IsPathRooted(string path)"],
            call: |engine, args| Ok(Value::Bool(text(engine, args)?.starts_with('/'))),
        },
        StaticMethod {
            name: "GetTempPath",
            signatures: &["static string GetTempPath()"],
            call: |engine, _| {
                let folder = engine.environment.get("TMPDIR").cloned().unwrap_or_else(|| "/tmp".into());
                Ok(Value::text(format!("{}/", folder.trim_end_matches('/'))))
            },
        },
        StaticMethod {
            name: "GetRandomFileName",
            signatures: &["static string GetRandomFileName()"],
            call: |_, _| {
                let letters: String =
                    (0..11).map(|_| char::from_digit(rand::random_range(0..36), 36).unwrap_or('a')).collect();
                Ok(Value::text(format!(
                    "{}.{}",
                    letters.get(..8).unwrap_or("a"),
                    letters.get(8..).unwrap_or("b")
                )))
            },
        },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&PATH];
