//! A file that is written as text of an encoding and takes its target's place when it is complete.

use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::encoding::{TextEncoding, UTF8};
use crate::engine::provider::file_system::Replacement;
use std::io::{Result, Write};
use std::path::{Path, PathBuf};

pub(super) struct EncodedFile {
    file: Replacement,
    path: PathBuf,
    encoding: TextEncoding,
}

impl EncodedFile {
    /// Opens a file for writing in an encoding. `force` writes to a read-only one too.
    pub(super) fn open(
        path: &Path,
        append: bool,
        force: bool,
        encoding: Option<TextEncoding>,
    ) -> Result<EncodedFile> {
        let mut file = Replacement::open_forced(path, append, force)?;
        let encoding = encoding.unwrap_or(UTF8);
        if file.is_empty() {
            file.write_all(encoding.mark())?;
        }
        Ok(EncodedFile { file, path: path.to_path_buf(), encoding })
    }

    /// Writes all of a file, or adds to it. Errors end the command.
    pub(super) fn replace(
        context: &Context<'_>,
        path: &Path,
        append: bool,
        force: bool,
        encoding: Option<TextEncoding>,
        text: &str,
    ) -> Outcome {
        let opened = EncodedFile::open(path, append, force, encoding);
        let mut file = opened.map_err(|error| files::not_opened(context, path, &error))?;
        let written = file.write(text).and_then(|()| file.finish());
        written.map_err(|error| files::not_written(context, path, &error))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn write(&mut self, text: &str) -> Result<()> {
        self.file.write_all(&self.encoding.encode(text))
    }

    /// Completes the file: a new one takes the target's place.
    pub(super) fn finish(self) -> Result<()> {
        self.file.commit()
    }

    /// As [`EncodedFile::finish`], for what was written before a pipeline was stopped.
    pub(super) fn settle(&mut self) -> Result<()> {
        self.file.settle()
    }
}
