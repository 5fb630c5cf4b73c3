//! `System.IO.MemoryStream`.

use super::stream::{self, Source, content};
use super::table::{methods, properties};
use super::{Class, arguments};
use crate::engine::value::Value;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

#[derive(Debug)]
struct Memory(Cursor<Vec<u8>>);

impl Source for Memory {
    fn class(&self) -> &'static Class {
        &MEMORY_STREAM
    }

    fn can_seek(&self) -> bool {
        true
    }

    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.write_all(bytes)
    }

    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }

    fn length(&mut self) -> std::io::Result<u64> {
        Ok(self.0.get_ref().len() as u64)
    }

    fn set_length(&mut self, length: u64) -> std::io::Result<()> {
        self.0.get_mut().resize(usize::try_from(length).unwrap_or(0).min(1 << 30), 0);
        Ok(())
    }

    fn content(&self) -> Option<&[u8]> {
        Some(self.0.get_ref())
    }
}

/// A stream over bytes, at their start.
pub fn value(bytes: Vec<u8>) -> Value {
    stream::over(Memory(Cursor::new(bytes)))
}

pub static MEMORY_STREAM: Class = Class {
    name: "System.IO.MemoryStream",
    base: Some(&stream::STREAM),
    properties: properties! {
        "int" Capacity => |_, this| Ok(Value::Int(content(this)?.len() as i32));
    },
    methods: methods! {
        GetBuffer "byte[] GetBuffer()" => |_, this, _| Ok(arguments::bytes(content(this)?));
        ToArray "byte[] ToArray()" => |_, this, _| Ok(arguments::bytes(content(this)?));
        WriteTo "void WriteTo(System.IO.Stream stream)" => |_, this, args| {
            stream::write_bytes(arguments::any(args, 0)?, &content(this)?).map(|()| Value::Empty)
        };
    },
    construct: Some(|engine, args| match args.first() {
        Some(data @ Value::Array(_)) => {
            let bytes = arguments::to_bytes(engine, data)?;
            let range = match args {
                [_, _, _, ..] => arguments::range(args, 1, bytes.len())?,
                _ => 0..bytes.len(),
            };
            Ok(value(bytes.get(range).unwrap_or_default().to_vec()))
        }
        Some(null) if null.is_null() => Err(arguments::null("buffer")),
        Some(Value::Int(capacity)) if *capacity < 0 => {
            let message = format!(
                "capacity ('{capacity}') must be a non-negative value. (Parameter 'capacity')\nActual value was {capacity}."
            );
            Err(arguments::throw("System.ArgumentOutOfRangeException", message))
        }
        _ => Ok(value(Vec::new())),
    }),
    constructors: &[
        "System.IO.MemoryStream new()",
        "System.IO.MemoryStream new(int capacity)",
        "System.IO.MemoryStream new(byte[] buffer)",
        "System.IO.MemoryStream new(byte[] buffer, bool writable)",
        "System.IO.MemoryStream new(byte[] buffer, int index, int count)",
        "System.IO.MemoryStream new(byte[] buffer, int index, int count, bool writable)",
        "System.IO.MemoryStream new(byte[] buffer, int index, int count, bool writable, bool publiclyVisible)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&MEMORY_STREAM];
