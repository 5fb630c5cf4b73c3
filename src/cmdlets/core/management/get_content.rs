//! `Get-Content`.

use super::selection::Selection;
use super::selection::{ItemFilters, NamedPath};
use crate::cmdlet;
use crate::engine::command::{Cmdlet, Context};
use crate::engine::encoding::TextEncoding;
use crate::engine::error::{Category, Exception};
use crate::engine::provider::{ProviderPath, ReadOptions, faults, reported};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome, operators};

cmdlet! {
    /// Reads the content of items: the lines of files, the values of variables.
    ///
    /// # Examples
    /// ```powershell
    /// Set-Content ./list.txt 'a', 'b'
    /// Get-Content ./list.txt -TotalCount 1
    /// Get-Content -Path ./list.txt -Tail 1 -Encoding utf8
    /// Get-Content -LiteralPath ./list.txt -Raw
    /// Get-Content -LiteralPath ./list.txt -ReadCount 2 | ForEach-Object { $_.Count }
    /// Get-Content -Path ./list.txt -Delimiter 'b'
    /// Get-Content -Path ./list.txt -AsByteStream -TotalCount 3
    /// Get-Content -Path ./* -Filter *.txt -Include l* -Exclude *.log -Force
    /// Get-Content -Path ./list.txt -Wait | Select-Object -First 2
    /// $account = [pscredential]::new('ann', (ConvertTo-SecureString 'secret' -AsPlainText))
    /// try { Get-Content -Path ./list.txt -Credential $account -ErrorAction Stop } catch { $_.Exception.Message }
    /// ```
    "Get-Content" as GetContent {
        aliases: &["gc", "type"],
        module: "Microsoft.PowerShell.Management",
        class: "Microsoft.PowerShell.Commands.GetContentCommand",
        default_set: "Path",
        output_types: &["System.Byte", "System.String"],
    }
    parameters {
        /// How many lines are sent together; 0 sends all at once.
        "ReadCount" read_count: Option<i64> { pipe: Pipe::ByName },
        /// Only so many lines from the start.
        "TotalCount" total_count: Option<i64> { aliases: &["First", "Head"], pipe: Pipe::ByName, validate: &[Validation::Range(0.0, 9223372036854775807.0)] },
        /// Only so many lines from the end.
        "Tail" tail: Option<i32> { aliases: &["Last"], pipe: Pipe::ByName, validate: &[Validation::Range(0.0, 2147483647.0)] },
    }
    shared { paths: NamedPath, filters: ItemFilters }
    parameters {
        /// Hidden and read-only items too.
        "Force" force: bool,
        /// Another user: no provider of a session takes one, which is an error.
        "Credential" credential: Option<Value> { type_name: "pscredential", pipe: Pipe::ByName },
        /// What separates the parts, instead of line breaks.
        "Delimiter" delimiter: Option<String> { provider: Some("FileSystem") },
        /// Goes on with what is added to the file, until Ctrl+C.
        "Wait" wait: bool { provider: Some("FileSystem") },
        /// Sends the whole file as one text.
        "Raw" raw: bool { provider: Some("FileSystem") },
        /// The encoding of the file; marks at its start win.
        "Encoding" encoding: Option<TextEncoding> { validate: &[Validation::NotNullOrEmpty], provider: Some("FileSystem") },
        /// Sends bytes.
        "AsByteStream" as_byte_stream: bool { provider: Some("FileSystem") },
    }
}

impl Cmdlet for GetContent {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        if self.total_count.is_some() && self.tail.is_some() {
            let message = "The parameters TotalCount and Tail cannot be used together. Please specify only one parameter.";
            let class = "System.InvalidOperationException";
            return context.fail(
                class,
                message,
                "TailAndHeadCannotCoexist",
                Category::InvalidOperation,
                Value::Null,
            );
        }
        for (path, literal) in [(&self.paths.path, false), (&self.paths.literal, true)] {
            for text in path {
                let one = std::slice::from_ref(text);
                let selection = Selection {
                    path: if literal { &[] } else { one },
                    literal: if literal { one } else { &[] },
                    filters: self.filters.with(self.force),
                    credential: self.credential.as_ref(),
                };
                let narrowed = operators::has_wildcard(text) || !selection.filters.is_empty();
                let found = selection.items(context)?;
                if found.is_empty() && narrowed && !literal {
                    reported(context, Err::<(), _>(nothing_found(text)))?;
                }
                for at in found {
                    let read = self.read(context, &at);
                    reported(context, read)?;
                }
            }
        }
        Ok(())
    }
}

impl GetContent {
    fn options(&self) -> Outcome<ReadOptions> {
        if self.raw {
            let other = match (self.total_count, self.tail) {
                (Some(_), _) => Some("TotalCount"),
                (_, Some(_)) => Some("Tail"),
                _ => None,
            };
            if let Some(other) = other {
                let message =
                    format!("The 'Raw' and '{other}' parameters cannot be specified in the same command.");
                return Err(faults::invalid_operation(message));
            }
        }
        Ok(ReadOptions {
            tail: self.tail.and_then(|tail| usize::try_from(tail).ok()),
            raw: self.raw,
            wait: self.wait,
            bytes: self.as_byte_stream,
            delimiter: self.delimiter.clone(),
            encoding: self.encoding,
        })
    }

    fn read(&self, context: &mut Context<'_>, at: &ProviderPath) -> Outcome {
        let options = self.options()?;
        if self.as_byte_stream && self.encoding.is_some() {
            context.warning("Encoding not used when '-AsByteStream' specified.")?;
        }
        let mut reader = at.provider.open_reader(context.engine, at, &options)?;
        let mut left = self.total_count.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        let together = self.read_count.unwrap_or(1);
        while left > 0 {
            let wanted = usize::try_from(together).ok().filter(|count| *count > 0);
            let limited = match wanted {
                Some(count) => Some(count.min(left)),
                None => (left < usize::MAX).then_some(left),
            };
            let pieces = reader.read(context.engine, limited)?;
            if pieces.is_empty() {
                return Ok(());
            }
            left = left.saturating_sub(pieces.len());
            match wanted {
                Some(1) => pieces.into_iter().try_for_each(|piece| context.output(piece))?,
                _ if self.raw => pieces.into_iter().try_for_each(|piece| context.output(piece))?,
                _ => context.output(Value::array(pieces))?,
            }
        }
        Ok(())
    }
}

/// A pattern that names nothing.
fn nothing_found(text: &str) -> Box<Fault> {
    let message = format!(
        "An object at the specified path {text} does not exist, or has been filtered by the -Include or -Exclude parameter."
    );
    let exception = Exception::new("System.Exception", message);
    Fault::error(exception, "ItemNotFound", Category::ObjectNotFound, Value::text(text))
}
