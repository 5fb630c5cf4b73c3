//! `System.IO.TextWriter`, `StringWriter` and `StreamWriter`.

use super::table::{methods, properties};
use super::text_encoding as encoding;
use super::{Class, arguments, stream, task};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use std::any::Any;
use std::cell::{Cell, RefCell};

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

/// Writes text to a writer, a stream or a builder; whether the value was one.
pub fn write_text(target: &Value, text: &str) -> Outcome<bool> {
    if let Some(writer) = target.as_native::<Writer>() {
        writer.text.borrow_mut().push_str(text);
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
    let made = new_writer(stream, encoding::utf8(), false);
    if let Some(writer) = made.as_native::<Writer>() {
        writer.auto_flush.set(true);
    }
    made
}

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
        stream::write_bytes(&writer.stream, &data)?;
    }
    Ok(Value::Empty)
}

fn close_writer(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    flush(engine, this, args)?;
    let stream = writer(this)?.stream.clone();
    if stream.is_null() { Ok(Value::Empty) } else { stream::close_stream(&stream).map(|()| Value::Empty) }
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
        FlushAsync "System.Threading.Tasks.Task FlushAsync()" => |engine, this, args| flush(engine, this, args).map(task::done);
        WriteAsync "System.Threading.Tasks.Task WriteAsync(string value)" "System.Threading.Tasks.Task WriteAsync(char value)" => |engine, this, args| {
            let text = written(engine, args)?;
            push(engine, this, &text).map(task::done)
        };
        WriteLineAsync "System.Threading.Tasks.Task WriteLineAsync()" "System.Threading.Tasks.Task WriteLineAsync(string value)" => |engine, this, args| {
            let end = writer(this)?.new_line.borrow().clone();
            let text = written(engine, args)? + &end;
            push(engine, this, &text).map(task::done)
        };
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
        if stream::is_stream(first) {
            return Ok(new_writer(first.clone(), chosen, bom));
        }
        let name = convert::to_text(engine, first)?;
        let append = args.get(1).is_some_and(|value| matches!(value, Value::Bool(true)));
        let file = stream::open(engine, &name, if append { 6 } else { 2 }, 2)?;
        let bom = bom && (!append || stream::length(&file).unwrap_or(0) == 0);
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

pub(super) const CLASSES: &[&Class] = &[&TEXT_WRITER, &STRING_WRITER, &STREAM_WRITER];
