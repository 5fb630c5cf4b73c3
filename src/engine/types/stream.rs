//! `System.IO` streams, readers and writers.

use super::table::{methods, properties};
use super::text_encoding as encoding;
use super::{Class, Method, Property, arguments, array, io_error, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

/// Bytes in memory or in a file.
#[derive(Debug)]
enum Source {
    Memory(Cursor<Vec<u8>>),
    File(File, std::path::PathBuf),
    Closed,
}

#[derive(Debug)]
struct Stream {
    source: RefCell<Source>,
    can_read: bool,
    can_write: bool,
}

impl Native for Stream {
    fn class(&self) -> &'static Class {
        match &*self.source.borrow() {
            Source::File(..) => &FILE_STREAM,
            _ => &MEMORY_STREAM,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Text that is read: all of it, with the place of the next character.
#[derive(Debug)]
struct Reader {
    text: String,
    at: Cell<usize>,
    closed: Cell<bool>,
    of_stream: bool,
    base: Value,
}

impl Native for Reader {
    fn class(&self) -> &'static Class {
        if self.of_stream { &STREAM_READER } else { &STRING_READER }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Text that is written: to a builder, or through a stream on `Flush`.
#[derive(Debug)]
struct Writer {
    text: RefCell<String>,
    new_line: RefCell<String>,
    /// The stream behind; `Null` for a `StringWriter`.
    stream: Value,
    encoding: Value,
    auto_flush: Cell<bool>,
    bom: Cell<bool>,
}

impl Native for Writer {
    fn class(&self) -> &'static Class {
        if self.stream.is_null() { &STRING_WRITER } else { &STREAM_WRITER }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        self.stream.is_null().then(|| self.text.borrow().clone())
    }
}

fn failed(error: &std::io::Error) -> Box<crate::engine::Fault> {
    arguments::throw("System.IO.IOException", error.to_string())
}

fn closed() -> Box<crate::engine::Fault> {
    arguments::throw("System.ObjectDisposedException", "Cannot access a closed Stream.")
}

fn stream(this: &Value) -> Outcome<&Stream> {
    this.as_native::<Stream>().ok_or_else(arguments::no_overload)
}

/// Uses the bytes of a stream. Errors: it is closed, or the system's.
fn with<T>(this: &Value, how: impl FnOnce(&mut dyn Bytes) -> std::io::Result<T>) -> Outcome<T> {
    match &mut *stream(this)?.source.borrow_mut() {
        Source::Memory(cursor) => how(cursor),
        Source::File(file, _) => how(file),
        Source::Closed => return Err(closed()),
    }
    .map_err(|error| failed(&error))
}

trait Bytes: Read + Write + Seek {}
impl<T: Read + Write + Seek> Bytes for T {}

fn length(this: &Value) -> Outcome<u64> {
    with(this, |bytes| {
        let at = bytes.stream_position()?;
        let end = bytes.seek(SeekFrom::End(0))?;
        bytes.seek(SeekFrom::Start(at))?;
        Ok(end)
    })
}

fn read_bytes(this: &Value, most: usize) -> Outcome<Vec<u8>> {
    if !stream(this)?.can_read {
        return Err(arguments::throw("System.NotSupportedException", "Stream does not support reading."));
    }
    with(this, |bytes| {
        let mut buffer = Vec::new();
        bytes.take(most as u64).read_to_end(&mut buffer)?;
        Ok(buffer)
    })
}

fn write_bytes(this: &Value, data: &[u8]) -> Outcome {
    if !stream(this)?.can_write {
        return Err(arguments::throw("System.NotSupportedException", "Stream does not support writing."));
    }
    with(this, |bytes| bytes.write_all(data))
}

fn memory(data: Vec<u8>, at: u64) -> Value {
    let mut cursor = Cursor::new(data);
    cursor.set_position(at);
    Value::native(Stream { source: RefCell::new(Source::Memory(cursor)), can_read: true, can_write: true })
}

/// Opens a file as `FileMode` (CreateNew 1, Create 2, Open 3, OpenOrCreate 4, Truncate 5, Append 6) and
/// `FileAccess` (Read 1, Write 2) say.
pub fn open(engine: &mut Engine, name: &str, mode: i64, access: i64) -> Outcome<Value> {
    let path = engine.resolve_path(name);
    let mut options = std::fs::OpenOptions::new();
    let write = access & 2 != 0;
    options.read(access & 1 != 0 && mode != 6).write(write && mode != 6).append(mode == 6 && write);
    match mode {
        1 => options.create_new(true),
        2 => options.create(true).truncate(true),
        4 | 6 => options.create(true),
        5 => options.truncate(true),
        _ => &mut options,
    };
    let file = options.open(&path).map_err(|error| io_error::thrown(&error, &path, false))?;
    Ok(Value::native(Stream {
        source: RefCell::new(Source::File(file, path)),
        can_read: access & 1 != 0 && mode != 6,
        can_write: write,
    }))
}

fn close(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    if let Ok(stream) = stream(this) {
        let keeps = matches!(&*stream.source.borrow(), Source::Memory(_));
        if !keeps {
            *stream.source.borrow_mut() = Source::Closed;
        }
    }
    Ok(Value::Empty)
}

fn read(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let _ = engine;
    let (offset, count) = (arguments::int(args, 1)?, arguments::int(args, 2)?);
    let data = read_bytes(this, usize::try_from(count).unwrap_or(0))?;
    let values: Vec<Value> = data.iter().map(|byte| Value::Byte(*byte)).collect();
    array::copy_into(&values, arguments::any(args, 0)?, offset)?;
    Ok(Value::Int(data.len() as i32))
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
    with(this, |bytes| bytes.seek(origin)).map(|at| Value::Long(at as i64))
}

fn copy_to(this: &Value, args: &[Value]) -> Outcome<Value> {
    let data = read_bytes(this, usize::MAX >> 1)?;
    write_bytes(arguments::any(args, 0)?, &data).map(|()| Value::Empty)
}

const STREAM_PROPERTIES: &[Property] = properties! {
    "bool" CanRead => |_, this| Ok(Value::Bool(stream(this)?.can_read));
    "bool" CanSeek => |_, _| Ok(Value::Bool(true));
    "bool" CanTimeout => |_, _| Ok(Value::Bool(false));
    "bool" CanWrite => |_, this| Ok(Value::Bool(stream(this)?.can_write));
    "long" Length => |_, this| length(this).map(|length| Value::Long(length as i64));
    "long" Position => |_, this| with(this, |bytes| bytes.stream_position()).map(|at| Value::Long(at as i64)), |_, this, value| {
        let at = u64::try_from(convert::to_long(&value)?).unwrap_or(0);
        with(this, |bytes| bytes.seek(SeekFrom::Start(at))).map(|_| ())
    };
};

const STREAM_METHODS: &[Method] = methods! {
    Close "void Close()" => close;
    CopyTo "void CopyTo(System.IO.Stream destination)" "void CopyTo(System.IO.Stream destination, int bufferSize)" => |_, this, args| copy_to(this, args);
    Dispose "void Dispose()" "void IDisposable.Dispose()" => close;
    Flush "void Flush()" => |_, this, _| with(this, |bytes| bytes.flush()).map(|()| Value::Empty);
    Read "int Read(byte[] buffer, int offset, int count)" => read;
    ReadByte "int ReadByte()" => |_, this, _| Ok(Value::Int(read_bytes(this, 1)?.first().map_or(-1, |byte| i32::from(*byte))));
    Seek "long Seek(long offset, System.IO.SeekOrigin origin)" => |_, this, args| seek(this, args);
    SetLength "void SetLength(long value)" => |_, this, args| {
        let wanted = u64::try_from(arguments::long(args, 0)?).unwrap_or(0);
        match &mut *stream(this)?.source.borrow_mut() {
            Source::Memory(cursor) => cursor.get_mut().resize(usize::try_from(wanted).unwrap_or(0).min(1 << 30), 0),
            Source::File(file, _) => file.set_len(wanted).map_err(|error| failed(&error))?,
            Source::Closed => return Err(closed()),
        }
        Ok(Value::Empty)
    };
    Write "void Write(byte[] buffer, int offset, int count)" "void Write(byte[] buffer)" => write;
    WriteByte "void WriteByte(byte value)" => |engine, this, args| {
        let data = arguments::to_bytes(engine, &Value::array(vec![arguments::any(args, 0)?.clone()]))?;
        write_bytes(this, &data).map(|()| Value::Empty)
    };
};

pub static STREAM: Class = Class {
    name: "System.IO.Stream",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: STREAM_PROPERTIES,
    methods: STREAM_METHODS,
    ..Class::EMPTY
};

fn content(this: &Value) -> Outcome<Vec<u8>> {
    match &*stream(this)?.source.borrow() {
        Source::Memory(cursor) => Ok(cursor.get_ref().clone()),
        _ => Ok(Vec::new()),
    }
}

static MEMORY_STREAM: Class = Class {
    name: "System.IO.MemoryStream",
    base: Some(&STREAM),
    properties: properties! {
        "int" Capacity => |_, this| Ok(Value::Int(content(this)?.len() as i32));
    },
    methods: methods! {
        GetBuffer "byte[] GetBuffer()" => |_, this, _| Ok(arguments::bytes(content(this)?));
        ToArray "byte[] ToArray()" => |_, this, _| Ok(arguments::bytes(content(this)?));
        WriteTo "void WriteTo(System.IO.Stream stream)" => |_, this, args| {
            write_bytes(arguments::any(args, 0)?, &content(this)?).map(|()| Value::Empty)
        };
    },
    construct: Some(|engine, args| match args.first() {
        Some(data @ Value::Array(_)) => {
            let bytes = arguments::to_bytes(engine, data)?;
            let range = match args {
                [_, _, _, ..] => arguments::range(args, 1, bytes.len())?,
                _ => 0..bytes.len(),
            };
            Ok(memory(bytes.get(range).unwrap_or_default().to_vec(), 0))
        }
        _ => Ok(memory(Vec::new(), 0)),
    }),
    constructors: &[
        "System.IO.MemoryStream new()",
        "System.IO.MemoryStream new(int capacity)",
        "System.IO.MemoryStream new(byte[] buffer)",
        "System.IO.MemoryStream new(byte[] buffer, bool writable)",
        "System.IO.MemoryStream new(byte[] buffer, int index, int count)",
    ],
    ..Class::EMPTY
};

static FILE_STREAM: Class = Class {
    name: "System.IO.FileStream",
    base: Some(&STREAM),
    properties: properties! {
        "string" Name => |_, this| Ok(match &*stream(this)?.source.borrow() {
            Source::File(_, path) => Value::text(path.display().to_string()),
            _ => Value::text(""),
        });
    },
    construct: Some(|engine, args| {
        let name = arguments::text(engine, args, 0)?;
        let mode = enumerated(
            args.get(1),
            &["CreateNew", "Create", "Open", "OpenOrCreate", "Truncate", "Append"],
            3,
        );
        let access = enumerated(args.get(2), &["Read", "Write", "ReadWrite"], if mode == 6 { 2 } else { 3 });
        open(engine, &name, mode, access)
    }),
    constructors: &[
        "System.IO.FileStream new(string path, System.IO.FileMode mode)",
        "System.IO.FileStream new(string path, System.IO.FileMode mode, System.IO.FileAccess access)",
        "System.IO.FileStream new(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)",
    ],
    ..Class::EMPTY
};

/// A value of an enumeration by name (numbered from 1) or number.
fn enumerated(value: Option<&Value>, names: &[&str], otherwise: i64) -> i64 {
    let Some(value) = value else { return otherwise };
    let shown = convert::display(value);
    match names.iter().position(|name| name.eq_ignore_ascii_case(&shown)) {
        Some(at) => at as i64 + 1,
        None => arguments::number_or(std::slice::from_ref(value), 0, otherwise),
    }
}

/// Text from a stream, a reader or anything else that reads; `None` for other values.
pub fn read_rest(value: &Value) -> Outcome<Option<String>> {
    if let Some(reader) = value.as_native::<Reader>() {
        let rest = reader.text.get(reader.at.get()..).unwrap_or_default().to_string();
        reader.at.set(reader.text.len());
        return Ok(Some(rest));
    }
    match value.as_native::<Stream>() {
        Some(_) => Ok(Some(encoding::decode_with_mark(&read_bytes(value, usize::MAX >> 1)?))),
        None => Ok(None),
    }
}

/// Writes text to a writer, a stream or a builder; whether the value was one.
pub fn write_text(target: &Value, text: &str) -> Outcome<bool> {
    if let Some(writer) = target.as_native::<Writer>() {
        writer.text.borrow_mut().push_str(text);
        return Ok(true);
    }
    if target.as_native::<Stream>().is_some() {
        write_bytes(target, text.as_bytes())?;
        return Ok(true);
    }
    super::string_builder::push(target, text)
}

/// Whether a value is a `TextWriter` or a builder.
pub fn is_text_writer(value: &Value) -> bool {
    value.as_native::<Writer>().is_some_and(|writer| writer.stream.is_null())
        || super::string_builder::is_builder(value)
}

fn reader(this: &Value) -> Outcome<&Reader> {
    let reader = this.as_native::<Reader>().ok_or_else(arguments::no_overload)?;
    if reader.closed.get() {
        let message = "Cannot read from a closed TextReader.";
        return Err(arguments::throw("System.ObjectDisposedException", message));
    }
    Ok(reader)
}

fn rest(reader: &Reader) -> &str {
    reader.text.get(reader.at.get()..).unwrap_or_default()
}

fn read_line(this: &Value) -> Outcome<Value> {
    let reader = reader(this)?;
    let rest = rest(reader);
    if rest.is_empty() {
        return Ok(Value::Null);
    }
    let end = rest.find(['\n', '\r']);
    let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().to_string();
    let after = rest.get(line.len()..).unwrap_or_default();
    let skip = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
    reader.at.set(reader.at.get() + line.len() + skip);
    Ok(Value::text(line))
}

fn next_unit(this: &Value, take: bool) -> Outcome<Value> {
    let reader = reader(this)?;
    let Some(character) = rest(reader).chars().next() else { return Ok(Value::Int(-1)) };
    if take {
        reader.at.set(reader.at.get() + character.len_utf8());
    }
    Ok(Value::Int(character as i32))
}

fn read_chars(this: &Value, args: &[Value]) -> Outcome<Value> {
    if args.is_empty() {
        return next_unit(this, true);
    }
    let reader = reader(this)?;
    let count = usize::try_from(arguments::int(args, 2)?).unwrap_or(0);
    let taken: String = rest(reader).chars().take(count).collect();
    reader.at.set(reader.at.get() + taken.len());
    let units: Vec<Value> = taken.encode_utf16().map(Value::Char).collect();
    array::copy_into(&units, arguments::any(args, 0)?, arguments::int(args, 1)?)?;
    Ok(Value::Int(units.len() as i32))
}

fn close_reader(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    if let Some(reader) = this.as_native::<Reader>() {
        reader.closed.set(true);
    }
    Ok(Value::Empty)
}

static TEXT_READER: Class = Class {
    name: "System.IO.TextReader",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    methods: methods! {
        Close "void Close()" => close_reader;
        Dispose "void Dispose()" "void IDisposable.Dispose()" => close_reader;
        Peek "int Peek()" => |_, this, _| next_unit(this, false);
        Read "int Read()" "int Read(char[] buffer, int index, int count)" "int Read(System.Span[char] buffer)" => |_, this, args| read_chars(this, args);
        ReadBlock "int ReadBlock(char[] buffer, int index, int count)" "int ReadBlock(System.Span[char] buffer)" => |_, this, args| read_chars(this, args);
        ReadLine "string ReadLine()" => |_, this, _| read_line(this);
        ReadToEnd "string ReadToEnd()" => |_, this, _| {
            reader(this)?;
            Ok(Value::text(read_rest(this)?.unwrap_or_default()))
        };
    },
    ..Class::EMPTY
};

static STRING_READER: Class = Class {
    name: "System.IO.StringReader",
    base: Some(&TEXT_READER),
    construct: Some(|engine, args| match arguments::any(args, 0)? {
        value if value.is_null() => Err(arguments::null("s")),
        value => {
            let text = convert::to_text(engine, value)?;
            Ok(Value::native(Reader {
                text,
                at: Cell::new(0),
                closed: Cell::new(false),
                of_stream: false,
                base: Value::Null,
            }))
        }
    }),
    constructors: &["System.IO.StringReader new(string s)"],
    ..Class::EMPTY
};

static STREAM_READER: Class = Class {
    name: "System.IO.StreamReader",
    base: Some(&TEXT_READER),
    properties: properties! {
        "System.IO.Stream" BaseStream => |_, this| Ok(reader(this)?.base.clone());
        "System.Text.Encoding" CurrentEncoding => |_, _| Ok(encoding::utf8());
        "bool" EndOfStream => |_, this| Ok(Value::Bool(rest(reader(this)?).is_empty()));
    },
    construct: Some(|engine, args| {
        let first = arguments::any(args, 0)?;
        let (data, base) = match first.as_native::<Stream>() {
            Some(_) => (read_bytes(first, usize::MAX >> 1)?, first.clone()),
            None => {
                let name = convert::to_text(engine, first)?;
                let path = engine.resolve_path(&name);
                (std::fs::read(&path).map_err(|error| io_error::thrown(&error, &path, false))?, Value::Null)
            }
        };
        let text = match args.get(1).filter(|value| encoding::is_encoding(value)) {
            Some(chosen) => encoding::decode(chosen, &data),
            None => encoding::decode_with_mark(&data),
        };
        Ok(Value::native(Reader { text, at: Cell::new(0), closed: Cell::new(false), of_stream: true, base }))
    }),
    constructors: &[
        "System.IO.StreamReader new(System.IO.Stream stream)",
        "System.IO.StreamReader new(System.IO.Stream stream, System.Text.Encoding encoding)",
        "System.IO.StreamReader new(string path)",
        "System.IO.StreamReader new(string path, System.Text.Encoding encoding)",
    ],
    ..Class::EMPTY
};

fn writer(this: &Value) -> Outcome<&Writer> {
    this.as_native::<Writer>().ok_or_else(arguments::no_overload)
}

/// The text of the arguments of `Write`: a value, or a format with its items.
fn written(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    match args {
        [] => Ok(String::new()),
        [one @ Value::Array(_)] => Ok(arguments::items(engine, one)?.iter().map(convert::display).collect()),
        [one @ (Value::String(_) | Value::Null | Value::Empty)] => convert::to_text(engine, one),
        [one] => {
            let text = crate::engine::member::invoke(engine, one, "ToString", &[])?;
            convert::to_text(engine, &text)
        }
        [form, items @ ..] => {
            let form = convert::to_text(engine, form)?;
            operators::format(engine, &form, items)
        }
    }
}

fn push(engine: &mut Engine, this: &Value, text: &str) -> Outcome<Value> {
    let writer = writer(this)?;
    writer.text.borrow_mut().push_str(text);
    if writer.auto_flush.get() || writer.text.borrow().len() > 1 << 16 {
        flush(engine, this, &[])?;
    }
    Ok(Value::Empty)
}

fn flush(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    let writer = writer(this)?;
    if !writer.stream.is_null() {
        let text = std::mem::take(&mut *writer.text.borrow_mut());
        let mut data =
            if writer.bom.replace(false) { encoding::preamble(&writer.encoding) } else { Vec::new() };
        data.extend(encoding::encode(&writer.encoding, &text));
        write_bytes(&writer.stream, &data)?;
    }
    Ok(Value::Empty)
}

fn close_writer(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    flush(engine, this, args)?;
    let stream = writer(this)?.stream.clone();
    if stream.is_null() { Ok(Value::Empty) } else { close(engine, &stream, args) }
}

static TEXT_WRITER: Class = Class {
    name: "System.IO.TextWriter",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.Text.Encoding" Encoding => |_, this| Ok(writer(this)?.encoding.clone());
        "string" NewLine => |_, this| Ok(Value::text(writer(this)?.new_line.borrow().as_str())), |engine, this, value| {
            *writer(this)?.new_line.borrow_mut() = convert::to_text(engine, &value)?;
            Ok(())
        };
    },
    methods: methods! {
        Close "void Close()" => close_writer;
        Dispose "void Dispose()" "void IDisposable.Dispose()" => close_writer;
        Flush "void Flush()" => flush;
        Write "void Write(string value)" "void Write(char value)" "void Write(System.Object value)" "void Write(string format, Params System.Object[] arg)" => |engine, this, args| {
            let text = written(engine, args)?;
            push(engine, this, &text)
        };
        WriteLine "void WriteLine()" "void WriteLine(string value)" "void WriteLine(System.Object value)" "void WriteLine(string format, Params System.Object[] arg)" => |engine, this, args| {
            let end = writer(this)?.new_line.borrow().clone();
            let text = written(engine, args)? + &end;
            push(engine, this, &text)
        };
    },
    ..Class::EMPTY
};

fn new_writer(stream: Value, encoding: Value, bom: bool) -> Value {
    Value::native(Writer {
        text: RefCell::default(),
        new_line: RefCell::new("\n".into()),
        stream,
        encoding,
        auto_flush: Cell::new(false),
        bom: Cell::new(bom),
    })
}

static STRING_WRITER: Class = Class {
    name: "System.IO.StringWriter",
    base: Some(&TEXT_WRITER),
    methods: methods! {
        GetStringBuilder "System.Text.StringBuilder GetStringBuilder()" => |_, this, _| Ok(super::string_builder::of(&writer(this)?.text.borrow()));
        ToString "string ToString()" => |_, this, _| Ok(Value::text(writer(this)?.text.borrow().as_str()));
    },
    construct: Some(|_, _| Ok(new_writer(Value::Null, encoding::unicode(), false))),
    constructors: &[
        "System.IO.StringWriter new()",
        "System.IO.StringWriter new(System.IFormatProvider formatProvider)",
    ],
    ..Class::EMPTY
};

static STREAM_WRITER: Class = Class {
    name: "System.IO.StreamWriter",
    base: Some(&TEXT_WRITER),
    properties: properties! {
        "bool" AutoFlush => |_, this| Ok(Value::Bool(writer(this)?.auto_flush.get())), |engine, this, value| {
            writer(this)?.auto_flush.set(convert::to_bool(&value));
            flush(engine, this, &[]).map(|_| ())
        };
        "System.IO.Stream" BaseStream => |_, this| Ok(writer(this)?.stream.clone());
    },
    construct: Some(|engine, args| {
        let first = arguments::any(args, 0)?;
        let chosen = args.iter().find(|value| encoding::is_encoding(value)).cloned();
        let bom = chosen.is_some();
        let chosen = chosen.unwrap_or_else(encoding::utf8);
        if first.as_native::<Stream>().is_some() {
            return Ok(new_writer(first.clone(), chosen, bom));
        }
        let name = convert::to_text(engine, first)?;
        let append = args.get(1).is_some_and(|value| matches!(value, Value::Bool(true)));
        let file = open(engine, &name, if append { 6 } else { 2 }, 2)?;
        let bom = bom && (!append || length(&file).unwrap_or(0) == 0);
        Ok(new_writer(file, chosen, bom))
    }),
    constructors: &[
        "System.IO.StreamWriter new(System.IO.Stream stream)",
        "System.IO.StreamWriter new(System.IO.Stream stream, System.Text.Encoding encoding)",
        "System.IO.StreamWriter new(string path)",
        "System.IO.StreamWriter new(string path, bool append)",
        "System.IO.StreamWriter new(string path, bool append, System.Text.Encoding encoding)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[
    &STREAM,
    &MEMORY_STREAM,
    &FILE_STREAM,
    &TEXT_READER,
    &STRING_READER,
    &STREAM_READER,
    &TEXT_WRITER,
    &STRING_WRITER,
    &STREAM_WRITER,
];

/// The bytes that a stream still has; `None` for other values.
pub fn rest_of(value: &Value) -> Outcome<Option<Vec<u8>>> {
    match value.as_native::<Stream>() {
        Some(_) => read_bytes(value, usize::MAX >> 1).map(Some),
        None => Ok(None),
    }
}
