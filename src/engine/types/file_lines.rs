//! `System.IO.ReadLinesIterator`: the lines of `File.ReadLines`, read while they are walked over.

use super::{Class, io_error, object};
use crate::engine::Outcome;
use crate::engine::encoding::{self, TextEncoding};
use crate::engine::object::{Native, Walk};
use crate::engine::value::Value;
use std::any::Any;
use std::fs::File;
use std::path::{Path, PathBuf};

#[derive(Debug)]
struct Lines {
    path: PathBuf,
    encoding: Option<TextEncoding>,
}

impl Native for Lines {
    fn class(&self) -> &'static Class {
        &READ_LINES
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(walk(&self.path, self.encoding).into_iter().flatten().map_while(Result::ok).collect())
    }

    fn walk(&self) -> Option<Outcome<Walk>> {
        Some(walk(&self.path, self.encoding))
    }
}

/// Lines without their ends, one at a time. Errors: the file system's, with .NET's exception.
pub fn walk(path: &Path, encoding: Option<TextEncoding>) -> Outcome<Walk> {
    let thrown = |error: &std::io::Error, path: &Path| io_error::thrown(error, path, false);
    let file = File::open(path).map_err(|error| thrown(&error, path))?;
    let mut stream = encoding::reader(file, encoding).map_err(|error| thrown(&error, path))?;
    let path = path.to_path_buf();
    Ok(Box::new(std::iter::from_fn(move || match encoding::read_line(stream.as_mut()) {
        Ok(line) => line.map(|line| Ok(Value::text(encoding::lossy(line)))),
        Err(error) => Some(Err(thrown(&error, &path))),
    })))
}

/// The lines of a file. Errors: it cannot be opened.
pub fn value(path: PathBuf, encoding: Option<TextEncoding>) -> Outcome<Value> {
    drop(walk(&path, encoding)?);
    Ok(Value::native(Lines { path, encoding }))
}

static READ_LINES: Class = Class {
    name: "System.IO.ReadLinesIterator",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerable", "System.IDisposable"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&READ_LINES];
