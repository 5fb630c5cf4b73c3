//! `Get-Content`, `Set-Content`, `Add-Content`.

use super::files;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::error::Category;
use crate::engine::types::encoding;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};

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

/// Writes values to one open file.
fn write_values(
    context: &mut Context<'_>,
    file: &mut File,
    path: &std::path::Path,
    values: &[Value],
    named: Option<&str>,
    newline: bool,
) -> Outcome {
    for value in values {
        let items = member::enumerate(context.engine, value)?.unwrap_or_else(|| vec![value.clone()]);
        for item in items {
            let text = convert::to_text(context.engine, &item)?;
            let text = if newline { text + "\n" } else { text };
            if let Err(error) = file.write_all(&encoding::encode(&text, named)) {
                return files::failed(context, path, &error, "GetContentWriterIOError");
            }
        }
    }
    Ok(())
}

macro_rules! writer {
    ($(#[doc = $help:literal])* $name:literal as $type:ident, $aliases:expr, $class:literal, $append:literal) => {
        cmdlet! {
            $(#[doc = $help])*
            $name as $type {
                aliases: $aliases,
                module: "Microsoft.PowerShell.Management",
                class: $class,
                should_process: Some(Impact::Medium),
            }
            parameters {
                /// The files.
                "Path" path: Vec<String> { position: Some(0), pipe: Pipe::ByName, wildcards: true },
                /// The files, without wildcards.
                "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], pipe: Pipe::ByName },
                /// What is written, one line each.
                "Value" value: Value { position: Some(1), pipe: Pipe::ByValue },
                /// Writes no line breaks.
                "NoNewline" no_newline: bool,
                /// The encoding of the file.
                "Encoding" encoding: Option<String> { values: encoding::NAMES },
                /// Writes to read-only files too.
                "Force" force: bool,
                /// Sends on what was written.
                "PassThru" pass_thru: bool,
            }
            state { open: Vec<(std::path::PathBuf, File)>, started: bool }
        }

        impl Cmdlet for $type {
            fn process(&mut self, context: &mut Context<'_>) -> Outcome {
                if !self.started {
                    self.started = true;
                    let names = if self.literal.is_empty() { self.path.clone() } else { self.literal.clone() };
                    let verb = if $append { "Add Content" } else { "Set Content" };
                    for name in names {
                        let path = context.engine.resolve_path(&name);
                        if !context.should_process(&format!("Path: {}", path.display()), verb)? {
                            continue;
                        }
                        let opened = OpenOptions::new().create(true).write(true).truncate(!$append).append($append).open(&path);
                        match opened {
                            Ok(mut file) => {
                                if !$append && let Err(error) = file.write_all(encoding::mark(self.encoding.as_deref())) {
                                    files::failed(context, &path, &error, "GetContentWriterIOError")?;
                                }
                                self.open.push((path, file));
                            }
                            Err(error) => files::failed(context, &path, &error, "GetContentWriterIOError")?,
                        }
                    }
                }
                let value = self.value.clone();
                if value.is_null() {
                    return Ok(());
                }
                for (path, file) in &mut self.open {
                    write_values(context, file, path, std::slice::from_ref(&value), self.encoding.as_deref(), !self.no_newline)?;
                }
                if self.pass_thru { context.output(value) } else { Ok(()) }
            }
        }
    };
}

writer! {
    /// Writes values to files, replacing what they held.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./list.txt 'a', 'b'
    /// ```
    "Set-Content" as SetContent, &["sc"], "Microsoft.PowerShell.Commands.SetContentCommand", false
}

writer! {
    /// Adds values at the end of files.
    ///
    /// # Examples
    /// ```powershell
    /// Add-Content ./list.txt 'c'
    /// ```
    "Add-Content" as AddContent, &["ac"], "Microsoft.PowerShell.Commands.AddContentCommand", true
}
