//! `System.IO.FileStream`.

use super::stream::{self, Source};
use super::table::properties;
use super::{Class, arguments, io_error};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

#[derive(Debug)]
struct FileSource {
    file: Option<File>,
    path: PathBuf,
    can_read: bool,
    can_write: bool,
}

impl FileSource {
    fn file(&mut self) -> std::io::Result<&mut File> {
        self.file.as_mut().ok_or_else(|| std::io::ErrorKind::NotConnected.into())
    }
}

impl Source for FileSource {
    fn class(&self) -> &'static Class {
        &FILE_STREAM
    }

    fn can_read(&self) -> bool {
        self.can_read
    }

    fn can_write(&self) -> bool {
        self.can_write
    }

    fn can_seek(&self) -> bool {
        let known = self.file.as_ref().and_then(|file| file.metadata().ok());
        known.is_some_and(|known| known.is_file())
    }

    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.file()?.read(buffer)
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.file()?.write_all(bytes)
    }

    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.file()?.seek(to)
    }

    fn length(&mut self) -> std::io::Result<u64> {
        Ok(self.file()?.metadata()?.len())
    }

    fn set_length(&mut self, length: u64) -> std::io::Result<()> {
        self.file()?.set_len(length)
    }

    fn close(&mut self) -> std::io::Result<()> {
        self.file = None;
        Ok(())
    }

    fn path(&self) -> Option<&Path> {
        Some(&self.path)
    }
}

/// Opens a file as the numbers of `FileMode` and `FileAccess` say.
pub(super) fn open(path: PathBuf, mode: i64, access: i64) -> Outcome<Value> {
    let mut options = std::fs::OpenOptions::new();
    let write = access & 2 != 0;
    options.read(access & 1 != 0 && mode != 6).write(write && mode != 6).append(mode == 6 && write);
    match mode {
        1 => options.create_new(true),
        2 => options.create(true).truncate(true),
        4 | 6 => options.create(true),
        5 => options.truncate(true),
        _ => &mut options,
    };
    let file = options.open(&path).map_err(|error| io_error::thrown(&error, &path, false))?;
    let can_read = access & 1 != 0 && mode != 6;
    Ok(stream::over(FileSource { file: Some(file), path, can_read, can_write: write }))
}

pub static FILE_STREAM: Class = Class {
    name: "System.IO.FileStream",
    base: Some(&stream::STREAM),
    properties: properties! {
        "string" Name => |_, this| Ok(Value::text(stream::path(this)?.unwrap_or_default().display().to_string()));
        "bool" IsAsync => |_, _| Ok(Value::Bool(false));
    },
    construct: Some(|engine, args| {
        let name = arguments::text(engine, args, 0)?;
        let mode = enumerated(
            args.get(1),
            &["CreateNew", "Create", "Open", "OpenOrCreate", "Truncate", "Append"],
            3,
        );
        let access = enumerated(args.get(2), &["Read", "Write", "ReadWrite"], if mode == 6 { 2 } else { 3 });
        open(engine.resolve_path(&name), mode, access)
    }),
    constructors: &[
        "System.IO.FileStream new(string path, System.IO.FileMode mode)",
        "System.IO.FileStream new(string path, System.IO.FileMode mode, System.IO.FileAccess access)",
        "System.IO.FileStream new(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)",
        "System.IO.FileStream new(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share, int bufferSize)",
        "System.IO.FileStream new(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share, int bufferSize, bool useAsync)",
        "System.IO.FileStream new(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share, int bufferSize, System.IO.FileOptions options)",
    ],
    ..Class::EMPTY
};

/// A value of an enumeration by name (numbered from 1) or number.
pub(super) fn enumerated(value: Option<&Value>, names: &[&str], otherwise: i64) -> i64 {
    let Some(value) = value else { return otherwise };
    let shown = convert::display(value);
    match names.iter().position(|name| name.eq_ignore_ascii_case(&shown)) {
        Some(at) => at as i64 + 1,
        None => arguments::number_or(std::slice::from_ref(value), 0, otherwise),
    }
}

pub(super) const CLASSES: &[&Class] = &[&FILE_STREAM];
