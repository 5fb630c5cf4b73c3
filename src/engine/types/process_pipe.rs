//! What goes into a process and comes out of it, as streams.

use super::stream::{self, Source};
use super::{Class, arguments, text_reader, text_writer};
use crate::engine::Outcome;
use crate::engine::value::Value;
use std::cell::RefCell;
use std::io::{Read, Write};
use std::process::ChildStdin;

/// Output of a process.
struct Output(Box<dyn Read + Send>);

impl std::fmt::Debug for Output {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Output")
    }
}

impl Source for Output {
    fn class(&self) -> &'static Class {
        &PIPE
    }

    fn can_write(&self) -> bool {
        false
    }

    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }

    fn reads_what_is_there(&self) -> bool {
        true
    }

    fn write(&mut self, _: &[u8]) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
}

/// Input of a process; closing it tells the process that there is no more.
#[derive(Debug)]
struct Input(Option<ChildStdin>);

impl Source for Input {
    fn class(&self) -> &'static Class {
        &PIPE
    }

    fn can_read(&self) -> bool {
        false
    }

    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::Unsupported.into())
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        match &mut self.0 {
            Some(open) => open.write_all(bytes).and_then(|()| open.flush()),
            None => Err(std::io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn close(&mut self) -> std::io::Result<()> {
        self.0 = None;
        Ok(())
    }
}

/// What .NET says of streams that are not redirected.
pub(super) const NO_OUTPUT: &str = "StandardOut has not been redirected or the process hasn't started yet.";
pub(super) const NO_ERRORS: &str = "StandardError has not been redirected.";

/// Redirected output of a process: read by a script, or line by line in the background.
#[derive(Default)]
pub(super) struct Piped {
    raw: RefCell<Option<Box<dyn Read + Send>>>,
    /// The reader that a script has asked for.
    reader: RefCell<Value>,
}

impl std::fmt::Debug for Piped {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Piped")
    }
}

impl Piped {
    /// Takes the end of the pipe; `None` where it is not redirected.
    pub(super) fn open(&self, raw: Option<impl Read + Send + 'static>) {
        self.reader.replace(Value::Null);
        self.raw.replace(raw.map(|raw| Box::new(raw) as Box<dyn Read + Send>));
    }

    /// The reader, the same each time. Errors: `absent`, as it is not redirected, or read in the background.
    pub(super) fn reader(&self, absent: &str) -> Outcome<Value> {
        let raw = self.raw.borrow_mut().take();
        if let Some(raw) = raw {
            self.reader.replace(text_reader::plain(&stream::over(Output(raw))));
        }
        let found = self.reader.borrow().clone();
        match found.is_null() {
            false => Ok(found),
            true => Err(arguments::invalid_operation(absent)),
        }
    }

    /// The end of the pipe, to be read in the background. Errors: `absent`, as it is not redirected, or a script reads it.
    pub(super) fn take_raw(&self, absent: &str) -> Outcome<Box<dyn Read + Send>> {
        if !self.reader.borrow().is_null() {
            let message = "Cannot mix synchronous and asynchronous operation on process stream.";
            return Err(arguments::invalid_operation(message));
        }
        self.raw.borrow_mut().take().ok_or_else(|| arguments::invalid_operation(absent))
    }
}

/// A writer of what a process reads, each text at once.
pub(super) fn writer(input: ChildStdin) -> Value {
    text_writer::at_once(stream::over(Input(Some(input))))
}

static PIPE: Class =
    Class { name: "System.IO.Pipes.AnonymousPipeClientStream", base: Some(&stream::STREAM), ..Class::EMPTY };

pub(super) const CLASSES: &[&Class] = &[&PIPE];
