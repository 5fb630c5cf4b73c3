//! `System.IO.Stream`: what all streams do. Where the bytes are is each class's own [`Source`].

use super::table::{methods, properties};
use super::{Class, Method, Property, arguments, array, io_error};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::io::{Read, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes behind a stream. What a class cannot do is `Unsupported`.
pub trait Source: std::fmt::Debug {
    fn class(&self) -> &'static Class;
    fn can_read(&self) -> bool {
        true
    }
    fn can_write(&self) -> bool {
        true
    }
    fn can_seek(&self) -> bool {
        false
    }
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize>;
    /// Whether one read gives what has come by then, as of a connection, instead of waiting for more.
    fn reads_what_is_there(&self) -> bool {
        false
    }
    /// Bytes that can be read without waiting, where that is known.
    fn waiting(&mut self) -> usize {
        0
    }
    /// How long a read waits at most, for those that wait.
    fn limit(&mut self, _limit: Option<std::time::Duration>) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()>;
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
    fn seek(&mut self, _to: SeekFrom) -> std::io::Result<u64> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
    fn length(&mut self) -> std::io::Result<u64> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
    fn set_length(&mut self, _length: u64) -> std::io::Result<()> {
        Err(std::io::ErrorKind::Unsupported.into())
    }
    /// Ends the data, for streams that have an end of their own; the stream stays open.
    fn finish(&mut self) -> std::io::Result<()> {
        Ok(())
    }
    /// Ends the stream: writes what waits, and closes the one behind it.
    fn close(&mut self) -> std::io::Result<()> {
        self.flush()
    }
    /// All bytes, where they are in memory; they can be read when the stream is closed.
    fn content(&self) -> Option<&[u8]> {
        None
    }
    fn path(&self) -> Option<&Path> {
        None
    }
    /// Compressed bytes that are none tell so in .NET's words.
    fn invalid(&self) -> Option<&'static str> {
        None
    }
}

#[derive(Debug)]
struct Stream {
    source: RefCell<Box<dyn Source>>,
    closed: std::cell::Cell<bool>,
}

impl Native for Stream {
    fn class(&self) -> &'static Class {
        self.source.borrow().class()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A stream over bytes.
pub fn over(source: impl Source + 'static) -> Value {
    Value::native(Stream { source: RefCell::new(Box::new(source)), closed: false.into() })
}

pub fn is_stream(value: &Value) -> bool {
    value.as_native::<Stream>().is_some()
}

fn stream(this: &Value) -> Outcome<&Stream> {
    this.as_native::<Stream>().ok_or_else(arguments::no_overload)
}

fn failed(error: &std::io::Error, source: &dyn Source) -> Box<crate::engine::Fault> {
    if error.kind() == std::io::ErrorKind::UnexpectedEof {
        return arguments::throw("System.IO.InvalidDataException", "Found truncated data while decoding.");
    }
    if let (None, Some(message)) = (error.raw_os_error(), source.invalid()) {
        return arguments::throw("System.IO.InvalidDataException", message);
    }
    match source.path() {
        Some(path) => io_error::thrown(error, path, false),
        None if error.kind() == std::io::ErrorKind::Unsupported => {
            arguments::throw("System.NotSupportedException", "Specified method is not supported.")
        }
        None => arguments::throw("System.IO.IOException", io_error::reason(error)),
    }
}

/// Uses the bytes of a stream. Errors: it is closed, or the system's.
pub(super) fn with<T>(this: &Value, how: impl FnOnce(&mut dyn Source) -> std::io::Result<T>) -> Outcome<T> {
    let stream = stream(this)?;
    if stream.closed.get() {
        return Err(arguments::throw("System.ObjectDisposedException", "Cannot access a closed Stream."));
    }
    let mut source = stream.source.borrow_mut();
    how(source.as_mut()).map_err(|error| failed(&error, source.as_ref()))
}

/// At most so many bytes.
pub fn read_bytes(this: &Value, most: usize) -> Outcome<Vec<u8>> {
    if !stream(this)?.source.borrow().can_read() {
        return Err(arguments::throw("System.NotSupportedException", "Stream does not support reading."));
    }
    with(this, |source| {
        let mut bytes = Vec::new();
        let mut piece = vec![0; most.min(1 << 16)];
        while bytes.len() < most {
            let room = piece.len().min(most - bytes.len());
            let count = source.read(piece.get_mut(..room).unwrap_or_default())?;
            if count == 0 {
                break;
            }
            bytes.extend_from_slice(piece.get(..count).unwrap_or_default());
            if source.reads_what_is_there() {
                break;
            }
        }
        Ok(bytes)
    })
}

pub fn write_bytes(this: &Value, data: &[u8]) -> Outcome {
    if !stream(this)?.source.borrow().can_write() {
        return Err(arguments::throw("System.NotSupportedException", "Stream does not support writing."));
    }
    with(this, |source| source.write(data))
}

/// Ends the data of a stream that has an end of its own.
pub fn finish(this: &Value) -> Outcome {
    with(this, |source| source.finish())
}

/// The bytes that a stream still has; `None` for other values.
pub fn rest_of(value: &Value) -> Outcome<Option<Vec<u8>>> {
    if !is_stream(value) {
        return Ok(None);
    }
    let mut all = Vec::new();
    loop {
        let piece = read_bytes(value, usize::MAX >> 1)?;
        if piece.is_empty() {
            return Ok(Some(all));
        }
        all.extend(piece);
    }
}

/// All bytes of a stream in memory.
pub(super) fn content(this: &Value) -> Outcome<Vec<u8>> {
    Ok(stream(this)?.source.borrow().content().unwrap_or_default().to_vec())
}

pub(super) fn path(this: &Value) -> Outcome<Option<PathBuf>> {
    Ok(stream(this)?.source.borrow().path().map(Path::to_path_buf))
}

pub(super) fn length(this: &Value) -> Outcome<u64> {
    with(this, |source| source.length())
}

/// Leaves nothing of a stream that an archive is written into anew; one that cannot go back stays as it is.
pub(super) fn truncate(this: &Value) -> Outcome {
    if is_open(this, |source| source.can_seek())? {
        with(this, |source| source.seek(SeekFrom::Start(0)).and_then(|_| source.set_length(0)))?;
    }
    Ok(())
}

/// A stream as Rust reads and writes it, for the streams and readers over it.
#[derive(Clone, Debug)]
pub struct Bytes(pub Value);

fn as_error(fault: &crate::engine::Fault) -> std::io::Error {
    match fault {
        crate::engine::Fault::Error { record, .. } => {
            std::io::Error::other(record.exception.message.to_string())
        }
        _ => std::io::Error::other("the stream behind failed"),
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        with(&self.0, |source| source.read(buffer)).map_err(|fault| as_error(&fault))
    }
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        write_bytes(&self.0, bytes).map(|()| bytes.len()).map_err(|fault| as_error(&fault))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        with(&self.0, |source| source.flush()).map_err(|fault| as_error(&fault))
    }
}

/// Opens a file as `FileMode` (CreateNew 1, Create 2, Open 3, OpenOrCreate 4, Truncate 5, Append 6) and
/// `FileAccess` (Read 1, Write 2) say.
pub fn open(engine: &mut Engine, name: &str, mode: i64, access: i64) -> Outcome<Value> {
    super::file_stream::open(engine.resolve_path(name), mode, access)
}

/// Closes a stream; a second time does nothing.
pub(super) fn close_stream(this: &Value) -> Outcome {
    let stream = stream(this)?;
    if stream.closed.get() {
        return Ok(());
    }
    let done = with(this, |source| source.close());
    stream.closed.set(true);
    done
}

fn close(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    close_stream(this).map(|()| Value::Empty)
}

fn read(_: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let target = arguments::any(args, 0)?;
    let (offset, count) = match args.len() {
        1 => (0, i32::try_from(array::items(target).len()).unwrap_or(i32::MAX)),
        _ => (arguments::int(args, 1)?, arguments::int(args, 2)?),
    };
    let data = read_bytes(this, usize::try_from(count).unwrap_or(0))?;
    let values: Vec<Value> = data.iter().map(|byte| Value::Byte(*byte)).collect();
    array::copy_into(&values, target, offset)?;
    Ok(Value::Int(data.len() as i32))
}

fn read_exactly(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let wanted = match args.len() {
        1 => i32::try_from(array::items(arguments::any(args, 0)?).len()).unwrap_or(i32::MAX),
        _ => arguments::int(args, 2)?,
    };
    match read(engine, this, args)? {
        Value::Int(count) if count == wanted => Ok(Value::Empty),
        _ => Err(arguments::throw(
            "System.IO.EndOfStreamException",
            "Unable to read beyond the end of the stream.",
        )),
    }
}

fn write(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let data = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
    let range = if args.len() > 1 { arguments::range(args, 1, data.len())? } else { 0..data.len() };
    write_bytes(this, data.get(range).unwrap_or_default()).map(|()| Value::Empty)
}

fn seek(this: &Value, args: &[Value]) -> Outcome<Value> {
    let offset = arguments::long(args, 0)?;
    let origin = match arguments::number_or(args, 1, 0) {
        1 => SeekFrom::Current(offset),
        2 => SeekFrom::End(offset),
        _ => SeekFrom::Start(u64::try_from(offset).unwrap_or(0)),
    };
    with(this, |source| source.seek(origin)).map(|at| Value::Long(at as i64))
}

/// Piece by piece, so that files of any size pass.
fn copy_to(this: &Value, args: &[Value]) -> Outcome<Value> {
    loop {
        let data = read_bytes(this, 1 << 16)?;
        if data.is_empty() {
            return Ok(Value::Empty);
        }
        write_bytes(arguments::any(args, 0)?, &data)?;
    }
}

/// What an open stream can do; a closed one can do nothing.
fn is_open(this: &Value, what: fn(&dyn Source) -> bool) -> Outcome<bool> {
    let stream = stream(this)?;
    Ok(!stream.closed.get() && what(stream.source.borrow().as_ref()))
}

const STREAM_PROPERTIES: &[Property] = properties! {
    "bool" CanRead => |_, this| Ok(Value::Bool(is_open(this, |source| source.can_read())?));
    "bool" CanSeek => |_, this| Ok(Value::Bool(is_open(this, |source| source.can_seek())?));
    "bool" CanTimeout => |_, _| Ok(Value::Bool(false));
    "bool" CanWrite => |_, this| Ok(Value::Bool(is_open(this, |source| source.can_write())?));
    "long" Length => |_, this| length(this).map(|length| Value::Long(length as i64));
    "long" Position => |_, this| with(this, |source| source.seek(SeekFrom::Current(0))).map(|at| Value::Long(at as i64)), |_, this, value| {
        let at = u64::try_from(convert::to_long(&value)?).unwrap_or(0);
        with(this, |source| source.seek(SeekFrom::Start(at))).map(|_| ())
    };
};

const STREAM_METHODS: &[Method] = methods! {
    Close "void Close()" => close;
    CopyTo "void CopyTo(System.IO.Stream destination)" "void CopyTo(System.IO.Stream destination, int bufferSize)" => |_, this, args| copy_to(this, args);
    Dispose "void Dispose()" "void IDisposable.Dispose()" => close;
    Flush "void Flush()" => |_, this, _| with(this, |source| source.flush()).map(|()| Value::Empty);
    CopyToAsync "System.Threading.Tasks.Task CopyToAsync(System.IO.Stream destination)" => |_, this, args| copy_to(this, args).map(super::task::done);
    DisposeAsync "System.Threading.Tasks.ValueTask DisposeAsync()" => |engine, this, args| close(engine, this, args).map(super::task::done);
    FlushAsync "System.Threading.Tasks.Task FlushAsync()" => |_, this, _| with(this, |source| source.flush()).map(|()| super::task::done(Value::Empty));
    Read "int Read(byte[] buffer, int offset, int count)" "int Read(System.Span[byte] buffer)" => read;
    ReadAsync "System.Threading.Tasks.Task[int] ReadAsync(byte[] buffer, int offset, int count)" => |engine, this, args| read(engine, this, args).map(super::task::done);
    ReadExactly "void ReadExactly(byte[] buffer, int offset, int count)" "void ReadExactly(System.Span[byte] buffer)" => read_exactly;
    ReadByte "int ReadByte()" => |_, this, _| Ok(Value::Int(read_bytes(this, 1)?.first().map_or(-1, |byte| i32::from(*byte))));
    Seek "long Seek(long offset, System.IO.SeekOrigin origin)" => |_, this, args| seek(this, args);
    SetLength "void SetLength(long value)" => |_, this, args| {
        let wanted = u64::try_from(arguments::long(args, 0)?).unwrap_or(0);
        with(this, |source| source.set_length(wanted))?;
        Ok(Value::Empty)
    };
    Write "void Write(byte[] buffer, int offset, int count)" "void Write(byte[] buffer)" => write;
    WriteAsync "System.Threading.Tasks.Task WriteAsync(byte[] buffer, int offset, int count)" => |engine, this, args| write(engine, this, args).map(super::task::done);
    WriteByte "void WriteByte(byte value)" => |engine, this, args| {
        let data = arguments::to_bytes(engine, &Value::array(vec![arguments::any(args, 0)?.clone()]))?;
        write_bytes(this, &data).map(|()| Value::Empty)
    };
};

pub static STREAM: Class = Class {
    name: "System.IO.Stream",
    base: Some(&super::file_system_info::MARSHAL_BY_REF),
    interfaces: &["System.IDisposable", "System.IAsyncDisposable"],
    properties: STREAM_PROPERTIES,
    methods: STREAM_METHODS,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&STREAM];
