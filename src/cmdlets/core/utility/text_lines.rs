//! Lines of a file, read one at a time: files of any size take little memory.

use crate::engine::types::encoding;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Result};
use std::path::Path;

/// An open file with what is decoded of it.
pub(super) enum TextLines {
    /// UTF-8, line by line.
    Streamed { reader: BufReader<File>, first: bool },
    /// Another encoding, decoded as a whole.
    Whole(std::vec::IntoIter<String>),
}

impl TextLines {
    /// Opens a file in an encoding by PowerShell's name; a mark at its start wins.
    pub(super) fn open(path: &Path, named: Option<&str>) -> Result<TextLines> {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let start = reader.fill_buf()?;
        let wide = start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]);
        let named_utf8 =
            named.is_none_or(|name| name.to_ascii_lowercase().starts_with("utf8") || name == "ascii");
        if !wide && named_utf8 {
            return Ok(TextLines::Streamed { reader, first: true });
        }
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        let text = encoding::decode_as(&bytes, named);
        let lines: Vec<String> = text.split_inclusive('\n').map(str::to_string).collect();
        Ok(TextLines::Whole(lines.into_iter()))
    }

    /// The next line with its line break. `None` at the end.
    pub(super) fn next_line(&mut self) -> Result<Option<String>> {
        match self {
            TextLines::Whole(lines) => Ok(lines.next()),
            TextLines::Streamed { reader, first } => {
                let mut bytes = Vec::new();
                if reader.read_until(b'\n', &mut bytes)? == 0 {
                    return Ok(None);
                }
                let marked = std::mem::take(first) && bytes.starts_with(&[0xEF, 0xBB, 0xBF]);
                let line = if marked { bytes.split_off(3) } else { bytes };
                Ok(Some(match String::from_utf8(line) {
                    Ok(line) => line,
                    Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
                }))
            }
        }
    }
}
