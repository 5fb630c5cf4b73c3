//! `System.IO.TextWriter`, `StringWriter` and `StreamWriter`.

use super::table::{methods, properties};
use super::text_encoding as encoding;
use super::{Class, arguments, array, stream, task};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use std::any::Any;
use std::cell::{Cell, RefCell};

/// Text that is written: to a builder, or through a stream on `Flush`.
#[derive(Debug)]
struct Writer {
    /// What waits for the stream.
    text: RefCell<String>,
    new_line: RefCell<String>,
    /// The stream behind; `Null` for a `StringWriter`.
    stream: Value,
    /// The `StringBuilder` that a `StringWriter` fills; `Null` for a `StreamWriter`.
    builder: Value,
    /// Whether the stream stays open when the writer is closed.
    leave_open: bool,
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
        self.stream.is_null().then(|| convert::display(&self.builder))
    }
}

/// Writes text to a writer, a stream or a builder; whether the value was one.
pub fn write_text(target: &Value, text: &str) -> Outcome<bool> {
    if let Some(writer) = target.as_native::<Writer>() {
        if !super::string_builder::push(&writer.builder, text)? {
            writer.text.borrow_mut().push_str(text);
        }
        return Ok(true);
    }
    if stream::is_stream(target) {
        stream::write_bytes(target, text.as_bytes())?;
        return Ok(true);
    }
    super::string_builder::push(target, text)
}

/// Whether a value is a `TextWriter` or a builder.
pub fn is_text_writer(value: &Value) -> bool {
    value.as_native::<Writer>().is_some_and(|writer| writer.stream.is_null())
        || super::string_builder::is_builder(value)
}

/// A `StreamWriter` of UTF-8 that keeps nothing back.
pub(super) fn at_once(stream: Value) -> Value {
    Value::native(Writer { auto_flush: Cell::new(true), ..new_writer(stream, encoding::utf8(), false) })
}

fn writer(this: &Value) -> Outcome<&Writer> {
    this.as_native::<Writer>().ok_or_else(arguments::no_overload)
}

/// The text of the arguments of `Write`: a value, a part of an array of characters, or a format with its items.
fn written(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    match args {
        [] => Ok(String::new()),
        [one @ Value::Array(_)] => characters(one, 0..array::items(one).len()),
        [one @ (Value::String(_) | Value::Null | Value::Empty)] => convert::to_text(engine, one),
        [one] => {
            let text = crate::engine::member::invoke(engine, one, "ToString", &[])?;
            convert::to_text(engine, &text)
        }
        [buffer @ Value::Array(_), ..] => {
            let part = arguments::range(args, 1, array::items(buffer).len())?;
            characters(buffer, part)
        }
        [form, items @ ..] => {
            let form = match form.is_null() {
                true => return Err(arguments::null("format")),
                false => convert::to_text(engine, form)?,
            };
            match items {
                // `Params object[]`, as the overloads bind it; any other array is one item.
                [Value::Array(rest)] if rest.element.is_none() => {
                    let rest = rest.items.borrow().clone();
                    operators::format(engine, &form, &rest)
                }
                _ => operators::format(engine, &form, items),
            }
        }
    }
}

/// A part of an array of characters as text.
fn characters(buffer: &Value, part: std::ops::Range<usize>) -> Outcome<String> {
    let items = array::items(buffer);
    let units: Vec<u16> = items
        .get(part)
        .unwrap_or_default()
        .iter()
        .filter_map(|item| match item {
            Value::Char(unit) => Some(*unit),
            _ => None,
        })
        .collect();
    Ok(String::from_utf16_lossy(&units))
}

fn push(engine: &mut Engine, this: &Value, text: &str) -> Outcome<Value> {
    let writer = writer(this)?;
    if super::string_builder::push(&writer.builder, text)? {
        return Ok(Value::Empty);
    }
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
        stream::write_bytes(&writer.stream, &data)?;
    }
    Ok(Value::Empty)
}

fn close_writer(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    flush(engine, this, args)?;
    let writer = writer(this)?;
    let stream = writer.stream.clone();
    if stream.is_null() || writer.leave_open {
        Ok(Value::Empty)
    } else {
        stream::close_stream(&stream).map(|()| Value::Empty)
    }
}

/// The arguments of an `…Async` method without the token at their end, which nothing asks: the text is written at once.
fn without_token(args: &[Value]) -> &[Value] {
    match args {
        [value, last] if super::class_of(last).name == "System.Threading.CancellationToken" => {
            std::slice::from_ref(value)
        }
        _ => args,
    }
}

pub static TEXT_WRITER: Class = Class {
    name: "System.IO.TextWriter",
    base: Some(&super::file_system_info::MARSHAL_BY_REF),
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
        DisposeAsync "System.Threading.Tasks.ValueTask DisposeAsync()" => |engine, this, args| close_writer(engine, this, args).map(task::done);
        FlushAsync "System.Threading.Tasks.Task FlushAsync()" "System.Threading.Tasks.Task FlushAsync(System.Threading.CancellationToken cancellationToken)" => |engine, this, args| flush(engine, this, args).map(task::done);
        WriteAsync
            "System.Threading.Tasks.Task WriteAsync(char value)"
            "System.Threading.Tasks.Task WriteAsync(string value)"
            "System.Threading.Tasks.Task WriteAsync(System.Text.StringBuilder value, System.Threading.CancellationToken cancellationToken = default)"
            "System.Threading.Tasks.Task WriteAsync(char[] buffer)"
            "System.Threading.Tasks.Task WriteAsync(char[] buffer, int index, int count)"
            => |engine, this, args| {
                let text = written(engine, without_token(args))?;
                push(engine, this, &text).map(task::done)
            };
        WriteLineAsync
            "System.Threading.Tasks.Task WriteLineAsync()"
            "System.Threading.Tasks.Task WriteLineAsync(char value)"
            "System.Threading.Tasks.Task WriteLineAsync(string value)"
            "System.Threading.Tasks.Task WriteLineAsync(System.Text.StringBuilder value, System.Threading.CancellationToken cancellationToken = default)"
            "System.Threading.Tasks.Task WriteLineAsync(char[] buffer)"
            "System.Threading.Tasks.Task WriteLineAsync(char[] buffer, int index, int count)"
            => |engine, this, args| {
                let end = writer(this)?.new_line.borrow().clone();
                let text = written(engine, without_token(args))? + &end;
                push(engine, this, &text).map(task::done)
            };
        Write
            "void Write(char[] buffer)"
            "void Write(char value)"
            "void Write(bool value)"
            "void Write(int value)"
            "void Write(uint value)"
            "void Write(long value)"
            "void Write(ulong value)"
            "void Write(float value)"
            "void Write(double value)"
            "void Write(decimal value)"
            "void Write(string value)"
            "void Write(System.Object value)"
            "void Write(System.Text.StringBuilder value)"
            "void Write(char[] buffer, int index, int count)"
            "void Write(string format, System.Object arg0)"
            "void Write(string format, System.Object arg0, System.Object arg1)"
            "void Write(string format, System.Object arg0, System.Object arg1, System.Object arg2)"
            "void Write(string format, Params System.Object[] arg)"
            => |engine, this, args| {
                let text = written(engine, args)?;
                push(engine, this, &text)
            };
        WriteLine
            "void WriteLine()"
            "void WriteLine(char[] buffer)"
            "void WriteLine(char value)"
            "void WriteLine(bool value)"
            "void WriteLine(int value)"
            "void WriteLine(uint value)"
            "void WriteLine(long value)"
            "void WriteLine(ulong value)"
            "void WriteLine(float value)"
            "void WriteLine(double value)"
            "void WriteLine(decimal value)"
            "void WriteLine(string value)"
            "void WriteLine(System.Object value)"
            "void WriteLine(System.Text.StringBuilder value)"
            "void WriteLine(char[] buffer, int index, int count)"
            "void WriteLine(string format, System.Object arg0)"
            "void WriteLine(string format, System.Object arg0, System.Object arg1)"
            "void WriteLine(string format, System.Object arg0, System.Object arg1, System.Object arg2)"
            "void WriteLine(string format, Params System.Object[] arg)"
            => |engine, this, args| {
                let end = writer(this)?.new_line.borrow().clone();
                let text = written(engine, args)? + &end;
                push(engine, this, &text)
            };
    },
    ..Class::EMPTY
};

fn new_writer(stream: Value, encoding: Value, bom: bool) -> Writer {
    Writer {
        text: RefCell::default(),
        new_line: RefCell::new("\n".into()),
        stream,
        builder: Value::Null,
        encoding,
        auto_flush: Cell::new(false),
        bom: Cell::new(bom),
        leave_open: false,
    }
}

/// A `StringWriter` over the builder that was given, or one of its own.
fn string_writer(args: &[Value]) -> Outcome<Value> {
    let builder = match args.first() {
        Some(first) if super::string_builder::is_builder(first) => first.clone(),
        Some(first) if first.is_null() => return Err(arguments::null("sb")),
        _ => super::string_builder::of(""),
    };
    Ok(Value::native(Writer { builder, ..new_writer(Value::Null, encoding::unicode(), false) }))
}

static STRING_WRITER: Class = Class {
    name: "System.IO.StringWriter",
    base: Some(&TEXT_WRITER),
    methods: methods! {
        GetStringBuilder "System.Text.StringBuilder GetStringBuilder()" => |_, this, _| Ok(writer(this)?.builder.clone());
        ToString "string ToString()" => |_, this, _| Ok(Value::text(convert::display(&writer(this)?.builder)));
    },
    construct: Some(|_, args| string_writer(args)),
    constructors: &[
        "System.IO.StringWriter new()",
        "System.IO.StringWriter new(System.IFormatProvider formatProvider)",
        "System.IO.StringWriter new(System.Text.StringBuilder sb)",
        "System.IO.StringWriter new(System.Text.StringBuilder sb, System.IFormatProvider formatProvider)",
    ],
    ..Class::EMPTY
};

/// `StreamWriter(stream or path, …)`: a Boolean behind a path appends, one at the end leaves the stream open.
fn stream_writer(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let first = arguments::any(args, 0)?;
    let chosen = args.iter().find(|value| encoding::is_encoding(value)).cloned();
    let bom = chosen.is_some();
    let chosen = chosen.unwrap_or_else(encoding::utf8);
    check_size(args.iter().find(|value| matches!(value, Value::Int(_))))?;
    if stream::is_stream(first) {
        let leave_open = args.get(3).is_some_and(convert::to_bool);
        return Ok(Value::native(Writer { leave_open, ..new_writer(first.clone(), chosen, bom) }));
    }
    if first.is_null() {
        return Err(arguments::null("stream"));
    }
    let name = convert::to_text(engine, first)?;
    let append = args.get(1).is_some_and(|value| matches!(value, Value::Bool(true)));
    let file = stream::open(engine, &name, if append { 6 } else { 2 }, 2)?;
    let bom = bom && (!append || stream::length(&file).unwrap_or(0) == 0);
    Ok(Value::native(new_writer(file, chosen, bom)))
}

/// Refuses a size of a buffer that is none; -1 stands for .NET's own.
pub(super) fn check_size(size: Option<&Value>) -> Outcome {
    match size {
        Some(Value::Int(-1)) | None => Ok(()),
        Some(size) if convert::to_int(size)? > 0 => Ok(()),
        Some(size) => {
            let size = convert::to_int(size)?;
            let message = format!(
                "bufferSize ('{size}') must be a non-negative and non-zero value. (Parameter 'bufferSize')\nActual value was {size}."
            );
            Err(arguments::throw("System.ArgumentOutOfRangeException", message))
        }
    }
}

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
    construct: Some(stream_writer),
    constructors: &[
        "System.IO.StreamWriter new(System.IO.Stream stream)",
        "System.IO.StreamWriter new(System.IO.Stream stream, System.Text.Encoding encoding)",
        "System.IO.StreamWriter new(System.IO.Stream stream, System.Text.Encoding encoding, int bufferSize)",
        "System.IO.StreamWriter new(System.IO.Stream stream, System.Text.Encoding encoding = null, int bufferSize = -1, bool leaveOpen = False)",
        "System.IO.StreamWriter new(string path)",
        "System.IO.StreamWriter new(string path, bool append)",
        "System.IO.StreamWriter new(string path, bool append, System.Text.Encoding encoding)",
        "System.IO.StreamWriter new(string path, bool append, System.Text.Encoding encoding, int bufferSize)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TEXT_WRITER, &STRING_WRITER, &STREAM_WRITER];
