//! What `Set-Content` and `Add-Content` share.

use crate::cmdlets::core::files;
use crate::engine::command::Context;
use crate::engine::types::encoding;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member};
use std::fs::File;
use std::io::Write;

/// Writes values to one open file.
pub(super) fn write_values(
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

pub(super) use writer;
