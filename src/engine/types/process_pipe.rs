//! What goes into a process and comes out of it, as streams.

use super::stream::{self, Source};
use super::{Class, text_reader, text_writer};
use crate::engine::value::Value;
use std::io::{Read, Write};
use std::process::ChildStdin;

/// Output of a process.
struct Output(Box<dyn Read>);

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

/// A reader of what a process writes.
pub(super) fn reader(output: impl Read + 'static) -> Value {
    text_reader::plain(&stream::over(Output(Box::new(output))))
}

/// A writer of what a process reads, each text at once.
pub(super) fn writer(input: ChildStdin) -> Value {
    text_writer::at_once(stream::over(Input(Some(input))))
}

static PIPE: Class =
    Class { name: "System.IO.Pipes.AnonymousPipeClientStream", base: Some(&stream::STREAM), ..Class::EMPTY };

pub(super) const CLASSES: &[&Class] = &[&PIPE];
