//! `System.IO.File` and `System.IO.Directory`.

use super::{Class, StaticMethod, arguments, encoding, object};
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::cell::RefCell;
use std::io::Write;
use std::path::PathBuf;
use std::rc::Rc;

fn path(engine: &mut Engine, args: &[Value], index: usize) -> Outcome<PathBuf> {
    let name = arguments::text(engine, args, index)?;
    Ok(engine.resolve_path(&name))
}

fn thrown(path: &std::path::Path, error: &std::io::Error) -> Box<Fault> {
    let shown = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            arguments::throw("System.IO.FileNotFoundException", format!("Could not find file '{shown}'."))
        }
        std::io::ErrorKind::PermissionDenied => arguments::throw(
            "System.UnauthorizedAccessException",
            format!("Access to the path '{shown}' is denied."),
        ),
        _ => arguments::throw("System.IO.IOException", format!("{error} : '{shown}'")),
    }
}

fn read(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<u8>> {
    let path = path(engine, args, 0)?;
    std::fs::read(&path).map_err(|error| thrown(&path, &error))
}

/// Text of one argument, or lines of a collection.
fn lines(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    let value = arguments::any(args, 1)?;
    match member::enumerate(engine, value)? {
        Some(items) => {
            let mut text = String::new();
            for item in items {
                text.push_str(&convert::to_text(engine, &item)?);
                text.push('\n');
            }
            Ok(text)
        }
        None => convert::to_text(engine, value),
    }
}

fn write(engine: &mut Engine, args: &[Value], append: bool) -> Outcome<Value> {
    let path = path(engine, args, 0)?;
    let text = lines(engine, args)?;
    let mut options = std::fs::OpenOptions::new();
    options.create(true).write(true).truncate(!append).append(append);
    options
        .open(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| thrown(&path, &error))?;
    Ok(Value::Empty)
}

fn strings(items: impl Iterator<Item = String>) -> Value {
    let items = items.map(Value::from).collect();
    Value::Array(Rc::new(Array { element: Some(super::named("System.String")), items: RefCell::new(items) }))
}

static FILE: Class = Class {
    name: "System.IO.File",
    base: Some(&object::OBJECT),
    static_methods: &[
        StaticMethod {
            name: "Exists",
            signatures: &["static bool Exists(string path)"],
            call: |engine, args| Ok(Value::Bool(path(engine, args, 0)?.is_file())),
        },
        StaticMethod {
            name: "ReadAllText",
            signatures: &["static string ReadAllText(string path)"],
            call: |engine, args| Ok(Value::text(encoding::decode(&read(engine, args)?))),
        },
        StaticMethod {
            name: "ReadAllLines",
            signatures: &["static string[] ReadAllLines(string path)"],
            call: |engine, args| {
                Ok(strings(encoding::decode(&read(engine, args)?).lines().map(str::to_string)))
            },
        },
        StaticMethod {
            name: "ReadAllBytes",
            signatures: &["static byte[] ReadAllBytes(string path)"],
            call: |engine, args| {
                let items = read(engine, args)?.into_iter().map(Value::Byte).collect();
                Ok(Value::Array(Rc::new(Array {
                    element: Some(super::named("System.Byte")),
                    items: RefCell::new(items),
                })))
            },
        },
        StaticMethod {
            name: "WriteAllText",
            signatures: &["static void WriteAllText(string path, string contents)"],
            call: |engine, args| write(engine, args, false),
        },
        StaticMethod {
            name: "WriteAllLines",
            signatures: &["static void WriteAllLines(string path, string[] contents)"],
            call: |engine, args| write(engine, args, false),
        },
        StaticMethod {
            name: "AppendAllText",
            signatures: &["static void AppendAllText(string path, string contents)"],
            call: |engine, args| write(engine, args, true),
        },
        StaticMethod {
            name: "Delete",
            signatures: &["static void Delete(string path)"],
            call: |engine, args| {
                let path = path(engine, args, 0)?;
                match std::fs::remove_file(&path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(thrown(&path, &error)),
                    _ => Ok(Value::Empty),
                }
            },
        },
    ],
    ..Class::EMPTY
};

static DIRECTORY: Class = Class {
    name: "System.IO.Directory",
    base: Some(&object::OBJECT),
    static_methods: &[
        StaticMethod {
            name: "Exists",
            signatures: &["static bool Exists(string path)"],
            call: |engine, args| Ok(Value::Bool(path(engine, args, 0)?.is_dir())),
        },
        StaticMethod {
            name: "CreateDirectory",
            signatures: &["static System.IO.DirectoryInfo CreateDirectory(string path)"],
            call: |engine, args| {
                let path = path(engine, args, 0)?;
                std::fs::create_dir_all(&path).map_err(|error| thrown(&path, &error))?;
                Ok(Value::text(path.display().to_string()))
            },
        },
        StaticMethod {
            name: "GetFiles",
            signatures: &["static string[] GetFiles(string path)"],
            call: |engine, args| {
                let path = path(engine, args, 0)?;
                let entries = std::fs::read_dir(&path).map_err(|error| thrown(&path, &error))?;
                let mut found: Vec<String> = entries
                    .filter_map(|entry| Some(entry.ok()?.path()))
                    .filter(|path| path.is_file())
                    .map(|path| path.display().to_string())
                    .collect();
                found.sort();
                Ok(strings(found.into_iter()))
            },
        },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&FILE, &DIRECTORY];
