//! Lines of a file, read one at a time: files of any size and encoding take little memory.

use crate::engine::encoding::{self, TextEncoding};
use std::fs::File;
use std::io::{BufRead, ErrorKind, Result};
use std::path::Path;

/// An open file.
pub(super) struct TextLines(Box<dyn BufRead>);

impl TextLines {
    /// Opens a file in an encoding; a mark at its start wins.
    pub(super) fn open(path: &Path, wanted: Option<TextEncoding>) -> Result<TextLines> {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        encoding::reader(file, wanted).map(TextLines)
    }

    /// The next line with its line break. `None` at the end.
    pub(super) fn next_line(&mut self) -> Result<Option<String>> {
        let mut bytes = Vec::new();
        if self.0.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        Ok(Some(encoding::lossy(bytes)))
    }
}
