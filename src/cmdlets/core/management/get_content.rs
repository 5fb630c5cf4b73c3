//! `Get-Content`.

use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::Outcome;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::encoding;
use crate::engine::value::Value;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader};

cmdlet! {
    /// Reads the lines of files.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./list.txt 'a', 'b'
    /// Get-Content ./list.txt -TotalCount 1
    /// ```
    "Get-Content" as GetContent {
        aliases: &["cat", "gc", "type"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetContentCommand",
    }
    parameters {
        /// The files; wildcards are allowed.
        "Path" path: Vec<String> { position: Some(0), pipe: Pipe::ByName, wildcards: true },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], pipe: Pipe::ByName },
        /// Only so many lines from the start.
        "TotalCount" total: Option<i64> { aliases: &["First", "Head"] },
        /// Only so many lines from the end.
        "Tail" tail: Option<i64> { aliases: &["Last"] },
        /// Sends the whole file as one text.
        "Raw" raw: bool,
        /// How many lines are sent together.
        "ReadCount" read_count: Option<i64> { validate: &[Validation::NotYet] },
        /// The encoding of the file; marks at its start win.
        "Encoding" encoding: Option<String> { values: encoding::NAMES },
        /// What separates the lines.
        "Delimiter" delimiter: Option<String>,
        /// Sends bytes.
        "AsByteStream" bytes: bool,
        /// Reads hidden files too.
        "Force" force: bool,
    }
}

impl Cmdlet for GetContent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let files = files::existing(context, &self.path, &self.literal)?;
        for file in files {
            if file.is_dir() {
                let message = format!(
                    "Unable to get content because it is a directory: '{}'. Please use 'Get-ChildItem' instead.",
                    file.display()
                );
                context.fail(
                    "System.IO.IOException",
                    message,
                    "GetContainerContentException",
                    Category::InvalidOperation,
                    Value::text(file.display().to_string()),
                )?;
                continue;
            }
            let opened = match File::open(&file) {
                Ok(opened) => opened,
                Err(error) => {
                    files::failed(context, &file, &error, "GetContentReaderUnauthorizedAccessError")?;
                    continue;
                }
            };
            self.read(context, &file, opened)?;
        }
        Ok(())
    }
}

impl GetContent {
    fn read(&self, context: &mut Context<'_>, path: &std::path::Path, file: File) -> Outcome {
        if self.raw || self.bytes || self.delimiter.is_some() || self.encoding.is_some() {
            return self.read_whole(context, path);
        }
        let mut reader = BufReader::new(file);
        let mut left = self.total.unwrap_or(i64::MAX);
        let tail = self.tail.and_then(|tail| usize::try_from(tail).ok());
        let mut last = VecDeque::new();
        let mut first = true;
        let mut bytes = Vec::new();
        while left > 0 {
            bytes.clear();
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => return files::failed(context, path, &error, "GetContentReaderIOError"),
            }
            if first && (bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])) {
                return self.read_whole(context, path);
            }
            first = false;
            if bytes.last() == Some(&b'\n') {
                bytes.pop();
                if bytes.last() == Some(&b'\r') {
                    bytes.pop();
                }
            }
            let line = Value::text(encoding::decode(&bytes));
            left -= 1;
            match tail {
                Some(most) => {
                    last.push_back(line);
                    if last.len() > most {
                        last.pop_front();
                    }
                }
                None => context.output(line)?,
            }
        }
        for line in last {
            context.output(line)?;
        }
        Ok(())
    }

    fn read_whole(&self, context: &mut Context<'_>, path: &std::path::Path) -> Outcome {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return files::failed(context, path, &error, "GetContentReaderIOError"),
        };
        if self.bytes {
            if self.raw {
                return context.output(Value::array(bytes.into_iter().map(Value::Byte).collect()));
            }
            for byte in bytes {
                context.output(Value::Byte(byte))?;
            }
            return Ok(());
        }
        let text = encoding::decode_as(&bytes, self.encoding.as_deref());
        if self.raw {
            return if text.is_empty() { Ok(()) } else { context.output(Value::text(text)) };
        }
        let delimiter = self.delimiter.clone().unwrap_or_else(|| "\n".into());
        for part in text.split(delimiter.as_str()) {
            context.output(Value::text(part.trim_end_matches('\r')))?;
        }
        Ok(())
    }
}
