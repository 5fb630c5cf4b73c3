//! `Format-Hex`.

use super::byte_collection::ByteCollection;
use crate::cmdlet;
use crate::cmdlets::core::files;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::encoding::TextEncoding;
use crate::engine::error::Category;
use crate::engine::types::buffer;
use crate::engine::value::Value;
use crate::engine::{Outcome, convert, member, types};
use std::io::{Read, Seek, SeekFrom};

/// Bytes on a line.
const LINE: usize = 16;

cmdlet! {
    /// Shows the bytes of files, texts and numbers.
    ///
    /// # Examples
    /// ```powershell
    /// Format-Hex -InputObject 'hello'
    /// Set-Content ./a.txt 'hello'
    /// Format-Hex -Path ./a.txt -Offset 1 -Count 3
    /// Format-Hex -LiteralPath ./a.txt
    /// 'hello' | Format-Hex -Encoding utf8 -Raw
    /// ```
    "Format-Hex" as FormatHex {
        aliases: &["fhx"],
        class: "Microsoft.PowerShell.Commands.FormatHex",
        output_types: &["Microsoft.PowerShell.Commands.ByteCollection"],
    }
    parameters {
        /// The files.
        "Path" path: Vec<String> { sets: &[Membership { set: "Path", position: Some(0), mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty], wildcards: true },
        /// The files, without wildcards.
        "LiteralPath" literal: Vec<String> { aliases: &["PSPath", "LP"], sets: &[Membership { set: "LiteralPath", position: None, mandatory: true, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// Each object.
        "InputObject" input: Value { type_name: "PSObject", sets: &[Membership { set: "ByInputObject", position: None, mandatory: true, pipe: Pipe::ByValue }] },
        /// How text becomes bytes.
        "Encoding" encoding: Option<TextEncoding> { sets: &[Membership { set: "ByInputObject", position: None, mandatory: false, pipe: Pipe::No }], validate: &[Validation::NotNullOrEmpty] },
        /// How many bytes are shown.
        "Count" count: Option<i64> { validate: &[Validation::Range(1.0, 9e18)] },
        /// How many bytes are left out at the start.
        "Offset" offset: Option<i64> { validate: &[Validation::Range(0.0, 9e18)] },
        /// Accepted: numbers are shown as the bytes that they are.
        "Raw" raw: bool { sets: &[Membership { set: "ByInputObject", position: None, mandatory: false, pipe: Pipe::No }] },
    }
    state { pending: Vec<u8>, kind: String, labels: u32 }
}

impl Cmdlet for FormatHex {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.path.is_empty() && self.literal.is_empty() {
            let value = std::mem::take(&mut self.input);
            return self.object(context, &value);
        }
        for path in files::existing(context, &self.path, &self.literal)? {
            self.file(context, &path)?;
        }
        Ok(())
    }

    fn end(&mut self, context: &mut Context<'_>) -> Outcome {
        self.flush(context)
    }
}

impl FormatHex {
    fn file(&self, context: &mut Context<'_>, path: &std::path::Path) -> Outcome {
        let skipped = self.offset.and_then(|offset| u64::try_from(offset).ok()).unwrap_or(0);
        let most = self.count.and_then(|count| u64::try_from(count).ok()).unwrap_or(u64::MAX);
        let opened = std::fs::File::open(path).and_then(|mut file| {
            file.seek(SeekFrom::Start(skipped))?;
            Ok(std::io::BufReader::new(file).take(most))
        });
        let mut reader = match opened {
            Ok(reader) => reader,
            Err(error) => return files::failed(context, path, &error, "FormatHexIOError"),
        };
        let shown = path.display().to_string();
        let mut offset = skipped;
        loop {
            let mut bytes = Vec::with_capacity(LINE);
            if let Err(error) = reader.by_ref().take(LINE as u64).read_to_end(&mut bytes) {
                return files::failed(context, path, &error, "FormatHexIOError");
            }
            if bytes.is_empty() {
                return Ok(());
            }
            let length = bytes.len() as u64;
            let line = ByteCollection { offset, bytes, label: shown.clone(), path: shown.clone() };
            context.output(Value::native(line))?;
            offset += length;
        }
    }

    /// Numbers of one type are shown together, texts one by one.
    fn object(&mut self, context: &mut Context<'_>, value: &Value) -> Outcome {
        if let Some(items) = member::enumerate(context.engine, value)? {
            return items.iter().try_for_each(|item| self.object(context, item));
        }
        let kind = types::type_of(value).full_name();
        match bytes_of(value) {
            Some(bytes) => {
                if self.kind != kind {
                    self.flush(context)?;
                    self.kind = kind;
                }
                self.pending.extend(bytes);
                Ok(())
            }
            None if kind == "System.String" => {
                self.flush(context)?;
                let text = convert::to_text(context.engine, value)?;
                self.pending = self.encoding.unwrap_or_default().encode(&text);
                self.kind = kind;
                self.flush(context)
            }
            None if kind == "System.IO.FileInfo" => {
                let name = member::get(context.engine, value, "FullName")?.unwrap_or_default();
                let path = convert::to_text(context.engine, &name)?;
                self.file(context, std::path::Path::new(&path))
            }
            None => {
                let message = format!(
                    "Cannot convert input of type '{kind}' to hexadecimal. To view the hexadecimal formatting of its string representation, pipe it to the Out-String cmdlet before piping it to Format-Hex."
                );
                context.fail(
                    "System.ArgumentException",
                    message,
                    "FormatHexTypeNotSupported",
                    Category::InvalidArgument,
                    value.clone(),
                )
            }
        }
    }

    /// Sends the bytes that were collected.
    fn flush(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.labels += 1;
        let short = self.kind.rsplit('.').next().unwrap_or_default();
        let number = std::process::id().wrapping_mul(0x9e37_79b9).wrapping_add(self.labels);
        let label = format!("{short} ({}) <{number:08X}>", self.kind);
        let skip = self.offset.and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0);
        let most = self.count.and_then(|count| usize::try_from(count).ok()).unwrap_or(usize::MAX);
        let bytes: Vec<u8> = std::mem::take(&mut self.pending).into_iter().skip(skip).take(most).collect();
        let mut offset = skip as u64;
        for part in bytes.chunks(LINE) {
            let line =
                ByteCollection { offset, bytes: part.to_vec(), label: label.clone(), path: String::new() };
            context.output(Value::native(line))?;
            offset += part.len() as u64;
        }
        Ok(())
    }
}

/// The bytes of a number, the lowest first; of truth and names as .NET keeps them.
fn bytes_of(value: &Value) -> Option<Vec<u8>> {
    match value.unwrapped() {
        Value::Bool(flag) => Some(i32::from(*flag).to_le_bytes().to_vec()),
        Value::Enum(number) => Some(i32::try_from(number.number).ok()?.to_le_bytes().to_vec()),
        other => buffer::bytes_of(other),
    }
}
