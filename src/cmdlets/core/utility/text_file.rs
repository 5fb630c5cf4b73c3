//! Files that `Out-File` and `Tee-Object` write: formatted text, replaced when complete or appended.

use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::error::Category;
use crate::engine::host::Formatter;
use crate::engine::types::encoding;
use crate::engine::value::Value;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// How a file is opened.
#[derive(Default)]
pub(super) struct Opening {
    pub append: bool,
    pub no_clobber: bool,
    pub encoding: Option<String>,
    pub width: Option<i32>,
    pub no_newline: bool,
    pub force: bool,
}

/// An open file with its formatter.
pub(super) struct TextFile {
    path: PathBuf,
    file: BufWriter<File>,
    formatter: Box<dyn Formatter>,
    encoding: Option<String>,
    no_newline: bool,
}

impl TextFile {
    /// Opens a file for formatted text. `None` when it could not be opened, which is reported.
    pub(super) fn open(context: &mut Context<'_>, name: &str, how: Opening) -> Outcome<Option<TextFile>> {
        let path = context.engine.resolve_path(name);
        if how.no_clobber && path.exists() && !how.append {
            let message = format!("The file '{}' already exists.", path.display());
            let target = Value::text(path.display().to_string());
            context.fail("System.IO.IOException", message, "NoClobber", Category::ResourceExists, target)?;
            return Ok(None);
        }
        if how.force {
            allow_writing(&path);
        }
        let opened =
            OpenOptions::new().create(true).write(true).truncate(!how.append).append(how.append).open(&path);
        let mut file = match opened {
            Ok(file) => BufWriter::new(file),
            Err(error) => {
                files::failed(context, &path, &error, "FileOpenFailure")?;
                return Ok(None);
            }
        };
        let is_new = file.get_ref().metadata().is_ok_and(|known| known.len() == 0);
        if is_new && file.write_all(encoding::mark(how.encoding.as_deref())).is_err() {
            return Ok(None);
        }
        let width = match how.width.and_then(|width| usize::try_from(width).ok()) {
            Some(width) => width,
            None => crate::engine::host::UNLIMITED,
        };
        let formatter = context.engine.host.formatter(width);
        let (encoding, no_newline) = (how.encoding, how.no_newline);
        Ok(Some(TextFile { path, file, formatter, encoding, no_newline }))
    }

    pub(super) fn push(&mut self, context: &mut Context<'_>, value: Value) -> Outcome {
        let mut lines = Vec::new();
        let result = self.formatter.push(context.engine, value, &mut lines);
        self.write(context, lines)?;
        result
    }

    pub(super) fn finish(mut self, context: &mut Context<'_>) -> Outcome {
        let mut lines = Vec::new();
        self.formatter.finish(context.engine, &mut lines)?;
        self.write(context, lines)?;
        match self.file.flush() {
            Ok(()) => Ok(()),
            Err(error) => files::failed(context, &self.path, &error, "FileWriteFailure"),
        }
    }

    fn write(&mut self, context: &mut Context<'_>, lines: Vec<String>) -> Outcome {
        let end = if self.no_newline { "" } else { "\n" };
        for line in lines {
            let bytes = encoding::encode(&format!("{line}{end}"), self.encoding.as_deref());
            if let Err(error) = self.file.write_all(&bytes) {
                return files::failed(context, &self.path, &error, "FileWriteFailure");
            }
        }
        Ok(())
    }
}

/// Takes the write protection from a file; one that stays protected fails when it is opened.
pub(super) fn allow_writing(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    if let Ok(known) = path.metadata() {
        let mode = known.permissions().mode() | 0o200;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).ok();
    }
}
