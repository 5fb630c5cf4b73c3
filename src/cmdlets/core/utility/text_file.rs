//! Files that `Out-File` and `Tee-Object` write: formatted text, replaced when complete or appended.

use super::encoded_file::EncodedFile;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::Context;
use crate::engine::encoding::TextEncoding;
use crate::engine::error::Category;
use crate::engine::host::Formatter;
use crate::engine::value::Value;

/// How a file is opened.
#[derive(Default)]
pub(super) struct Opening {
    pub append: bool,
    pub no_clobber: bool,
    pub encoding: Option<TextEncoding>,
    pub width: Option<i32>,
    pub no_newline: bool,
    pub force: bool,
}

/// An open file with its formatter.
pub(super) struct TextFile {
    file: EncodedFile,
    formatter: Box<dyn Formatter>,
    no_newline: bool,
    /// A write failed, which is already told.
    failed: bool,
}

impl Drop for TextFile {
    /// A pipeline that was stopped leaves what it wrote, as PowerShell does.
    fn drop(&mut self) {
        let _ = self.file.settle();
    }
}

impl TextFile {
    /// Opens a file for formatted text. Errors: it is there and must not be, or it cannot be opened.
    pub(super) fn open(context: &mut Context<'_>, name: &str, how: Opening) -> Outcome<TextFile> {
        let path = context.engine.resolve_path(name);
        if how.no_clobber && path.exists() && !how.append {
            let message = format!("The file '{}' already exists.", path.display());
            let target = Value::text(path.display().to_string());
            let class = "System.IO.IOException";
            return Err(context.terminate(class, message, "NoClobber", Category::ResourceExists, target));
        }
        let file = match EncodedFile::open(&path, how.append, how.force, how.encoding) {
            Ok(file) => file,
            Err(error) => {
                return Err(files::not_opened(context, &path, &error));
            }
        };
        let width = match how.width.and_then(|width| usize::try_from(width).ok()) {
            Some(width) => width,
            None => crate::engine::host::UNLIMITED,
        };
        let formatter = context.engine.text_formatter(width);
        Ok(TextFile { file, formatter, no_newline: how.no_newline, failed: false })
    }

    pub(super) fn push(&mut self, context: &mut Context<'_>, value: Value) -> Outcome {
        let mut lines = Vec::new();
        let result = context.engine.format_text(self.formatter.as_mut(), value, &mut lines);
        self.write(context, lines)?;
        result
    }

    pub(super) fn finish(mut self, context: &mut Context<'_>) -> Outcome {
        let mut lines = Vec::new();
        context.engine.finish_text(self.formatter.as_mut(), &mut lines)?;
        self.write(context, lines)?;
        match self.file.settle() {
            Err(error) if !self.failed => Err(files::not_written(context, self.file.path(), &error)),
            _ => Ok(()),
        }
    }

    fn write(&mut self, context: &mut Context<'_>, lines: Vec<String>) -> Outcome {
        let end = if self.no_newline { "" } else { "\n" };
        for line in lines {
            if let Err(error) = self.file.write(&format!("{line}{end}")) {
                self.failed = true;
                return Err(files::not_written(context, self.file.path(), &error));
            }
        }
        Ok(())
    }
}
