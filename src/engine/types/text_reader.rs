//! `System.IO.TextReader`, `StringReader` and `StreamReader`: text is read as it is asked for, so that files of
//! any size take little memory.

use super::table::{methods, properties};
use super::text_encoding as encoding;
use super::{Class, arguments, array, io_error, stream, task};
use crate::engine::encoding::{self as bytes, TextEncoding};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::io::{BufRead, Cursor};

/// Text that comes line by line.
struct Text {
    source: Box<dyn BufRead>,
    /// What was read of it and not yet taken: at most one line.
    ahead: String,
    at: usize,
    /// The line may go on behind it.
    is_partial: bool,
    /// The second half of a character that one `Read` took the first half of.
    low: Option<u16>,
}

impl Text {
    /// Whether there is more.
    fn fill(&mut self) -> Outcome<bool> {
        if self.at < self.ahead.len() {
            return Ok(true);
        }
        let mut line = Vec::new();
        let read = self.source.read_until(b'\n', &mut line);
        read.map_err(|error| arguments::throw("System.IO.IOException", io_error::reason(&error)))?;
        self.is_partial = false;
        self.ahead = bytes::lossy(line);
        self.at = 0;
        Ok(!self.ahead.is_empty())
    }

    /// As [`Text::fill`], but waits for one character only, though the line go on: what it needs of a connection
    /// may be all that the other side sends.
    fn some(&mut self) -> Outcome<bool> {
        if self.at < self.ahead.len() {
            return Ok(true);
        }
        let failed =
            |error: std::io::Error| arguments::throw("System.IO.IOException", io_error::reason(&error));
        let mut taken = Vec::new();
        loop {
            let there = self.source.fill_buf().map_err(failed)?;
            let Some(first) = there.first().copied() else { break };
            taken.push(first);
            let line = there.iter().position(|byte| *byte == b'\n').map_or(there.len(), |at| at + 1);
            // Whole characters as far as the line is there; the bytes of one that is cut come one by one.
            let whole = match std::str::from_utf8(there.get(..line).unwrap_or_default()) {
                Ok(_) => line,
                Err(error) => error.valid_up_to(),
            };
            if taken.len() == 1 && whole > 0 {
                taken.extend(there.get(1..whole).unwrap_or_default());
                self.source.consume(whole);
                break;
            }
            self.source.consume(1);
            let cut = std::str::from_utf8(&taken).is_err_and(|error| error.error_len().is_none());
            if !cut {
                break;
            }
        }
        self.is_partial = !taken.ends_with(b"\n");
        self.ahead = bytes::lossy(taken);
        self.at = 0;
        Ok(!self.ahead.is_empty())
    }

    /// Reads on to the end of the line where [`Text::some`] took only its beginning.
    fn whole_line(&mut self) -> Outcome {
        let is_whole = match self.left().find(['\n', '\r']) {
            Some(end) => self.left().get(end..).is_some_and(|end| end != "\r"),
            None => false,
        };
        if is_whole {
            return Ok(());
        }
        let mut line = Vec::new();
        let read = self.source.read_until(b'\n', &mut line);
        read.map_err(|error| arguments::throw("System.IO.IOException", io_error::reason(&error)))?;
        self.ahead = self.left().to_string() + &bytes::lossy(line);
        self.at = 0;
        Ok(())
    }

    fn left(&self) -> &str {
        self.ahead.get(self.at..).unwrap_or_default()
    }

    /// The next line without its end: `\n`, `\r\n` or `\r`.
    fn line(&mut self) -> Outcome<Option<String>> {
        if !self.fill()? {
            return Ok(None);
        }
        if self.is_partial {
            self.whole_line()?;
            self.is_partial = false;
        }
        let left = self.left();
        let end = left.find(['\n', '\r']).unwrap_or(left.len());
        let line = left.get(..end).unwrap_or_default().to_string();
        let after = left.get(end..).unwrap_or_default();
        let skip = if after.starts_with("\r\n") { 2 } else { usize::from(!after.is_empty()) };
        self.at += end + skip;
        Ok(Some(line))
    }

    /// The next UTF-16 unit; -1 at the end.
    fn unit(&mut self, take: bool) -> Outcome<Value> {
        if let Some(low) = self.low {
            if take {
                self.low = None;
            }
            return Ok(Value::Int(i32::from(low)));
        }
        if !self.some()? {
            return Ok(Value::Int(-1));
        }
        let Some(character) = self.left().chars().next() else { return Ok(Value::Int(-1)) };
        let mut units = [0; 2];
        let units = character.encode_utf16(&mut units);
        if take {
            self.at += character.len_utf8();
            self.low = units.get(1).copied();
        }
        Ok(Value::Int(i32::from(units.first().copied().unwrap_or_default())))
    }

    fn rest(&mut self) -> Outcome<String> {
        let mut text = String::new();
        while self.fill()? {
            text.push_str(self.left());
            self.at = self.ahead.len();
        }
        Ok(text)
    }
}

struct Reader {
    text: RefCell<Text>,
    closed: Cell<bool>,
    /// The stream behind a `StreamReader`; `$null` for a `StringReader`.
    base: Value,
    /// Whether the stream stays open when the reader is closed.
    leave_open: Cell<bool>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Reader")
    }
}

impl Native for Reader {
    fn class(&self) -> &'static Class {
        if self.base.is_null() { &STRING_READER } else { &STREAM_READER }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn new(source: Box<dyn BufRead>, base: Value) -> Value {
    let text = RefCell::new(Text { source, ahead: String::new(), at: 0, is_partial: false, low: None });
    Value::native(Reader { text, closed: false.into(), base, leave_open: false.into() })
}

/// A `StreamReader` over a stream, in an encoding or by the mark.
fn over(base: &Value, chosen: Option<&Value>) -> Outcome<Value> {
    let wanted = chosen.and_then(encoding::text_encoding);
    Ok(new(Box::new(Unopened { base: base.clone(), wanted, opened: None }), base.clone()))
}

/// A stream whose mark is looked at with the first read: a connection may have nothing to say yet.
struct Unopened {
    base: Value,
    wanted: Option<TextEncoding>,
    opened: Option<Box<dyn BufRead>>,
}

impl Unopened {
    fn opened(&mut self) -> std::io::Result<&mut Box<dyn BufRead>> {
        let source = match self.opened.take() {
            Some(source) => source,
            None => bytes::reader(stream::Bytes(self.base.clone()), self.wanted)?,
        };
        Ok(self.opened.insert(source))
    }
}

impl std::io::Read for Unopened {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.opened()?.read(buffer)
    }
}

impl BufRead for Unopened {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.opened()?.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Some(source) = &mut self.opened {
            source.consume(amount);
        }
    }
}

/// A `StreamReader` over a stream of UTF-8 that is not looked at before it is read.
pub(super) fn plain(base: &Value) -> Value {
    new(Box::new(std::io::BufReader::new(stream::Bytes(base.clone()))), base.clone())
}

/// Text from a stream, a reader or anything else that reads; `None` for other values.
pub fn read_rest(value: &Value) -> Outcome<Option<String>> {
    if value.as_native::<Reader>().is_some() {
        return reader(value)?.borrow_mut().rest().map(Some);
    }
    Ok(stream::rest_of(value)?.map(|data| encoding::decode_with_mark(&data)))
}

fn reader(this: &Value) -> Outcome<&RefCell<Text>> {
    let reader = this.as_native::<Reader>().ok_or_else(arguments::no_overload)?;
    if reader.closed.get() {
        let message = "Cannot read from a closed TextReader.";
        return Err(arguments::throw("System.ObjectDisposedException", message));
    }
    Ok(&reader.text)
}

fn base(this: &Value) -> Outcome<Value> {
    Ok(this.as_native::<Reader>().ok_or_else(arguments::no_overload)?.base.clone())
}

fn read_line(this: &Value) -> Outcome<Value> {
    Ok(reader(this)?.borrow_mut().line()?.map_or(Value::Null, Value::from))
}

fn read_chars(this: &Value, args: &[Value]) -> Outcome<Value> {
    let mut text = reader(this)?.borrow_mut();
    if args.is_empty() {
        return text.unit(true);
    }
    let count = usize::try_from(arguments::int(args, 2)?).unwrap_or(0);
    let mut units = Vec::new();
    while units.len() < count {
        match text.unit(true)? {
            Value::Int(unit) if unit >= 0 => units.push(Value::Char(unit as u16)),
            _ => break,
        }
    }
    array::copy_into(&units, arguments::any(args, 0)?, arguments::int(args, 1)?)?;
    Ok(Value::Int(units.len() as i32))
}

fn close_reader(_: &mut Engine, this: &Value, _: &[Value]) -> Outcome<Value> {
    if let Some(reader) = this.as_native::<Reader>() {
        reader.closed.set(true);
        if !reader.base.is_null() && !reader.leave_open.get() {
            stream::close_stream(&reader.base)?;
        }
    }
    Ok(Value::Empty)
}

pub static TEXT_READER: Class = Class {
    name: "System.IO.TextReader",
    base: Some(&super::file_system_info::MARSHAL_BY_REF),
    interfaces: &["System.IDisposable"],
    methods: methods! {
        Close "void Close()" => close_reader;
        Dispose "void Dispose()" "void IDisposable.Dispose()" => close_reader;
        Peek "int Peek()" => |_, this, _| reader(this)?.borrow_mut().unit(false);
        Read "int Read()" "int Read(char[] buffer, int index, int count)" "int Read(System.Span[char] buffer)" => |_, this, args| read_chars(this, args);
        ReadBlock "int ReadBlock(char[] buffer, int index, int count)" "int ReadBlock(System.Span[char] buffer)" => |_, this, args| read_chars(this, args);
        ReadAsync
            "System.Threading.Tasks.Task[int] ReadAsync(char[] buffer, int index, int count)"
            "System.Threading.Tasks.ValueTask[int] ReadAsync(System.Memory[char] buffer, System.Threading.CancellationToken cancellationToken = default)"
            => |_, this, args| read_chars(this, args).map(task::done);
        ReadBlockAsync
            "System.Threading.Tasks.Task[int] ReadBlockAsync(char[] buffer, int index, int count)"
            "System.Threading.Tasks.ValueTask[int] ReadBlockAsync(System.Memory[char] buffer, System.Threading.CancellationToken cancellationToken = default)"
            => |_, this, args| read_chars(this, args).map(task::done);
        ReadLineAsync
            "System.Threading.Tasks.Task[string] ReadLineAsync()"
            "System.Threading.Tasks.ValueTask[string] ReadLineAsync(System.Threading.CancellationToken cancellationToken)"
            => |_, this, _| read_line(this).map(task::done);
        ReadToEndAsync
            "System.Threading.Tasks.Task[string] ReadToEndAsync()"
            "System.Threading.Tasks.Task[string] ReadToEndAsync(System.Threading.CancellationToken cancellationToken)"
            => |_, this, _| reader(this)?.borrow_mut().rest().map(Value::from).map(task::done);
        ReadLine "string ReadLine()" => |_, this, _| read_line(this);
        ReadToEnd "string ReadToEnd()" => |_, this, _| {
            reader(this)?.borrow_mut().rest().map(Value::from)
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
            Ok(new(Box::new(Cursor::new(text.into_bytes())), Value::Null))
        }
    }),
    constructors: &["System.IO.StringReader new(string s)"],
    ..Class::EMPTY
};

/// `StreamReader(stream or path, encoding, …)`: the last of five arguments leaves the stream open.
fn stream_reader(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let first = arguments::any(args, 0)?;
    super::text_writer::check_size(args.iter().find(|value| matches!(value, Value::Int(_))))?;
    let base = match stream::is_stream(first) {
        true => first.clone(),
        false if first.is_null() => return Err(arguments::null("stream")),
        false => {
            let name = convert::to_text(engine, first)?;
            stream::open(engine, &name, 3, 1)?
        }
    };
    let made = over(&base, args.get(1).filter(|value| encoding::is_encoding(value)))?;
    if let Some(reader) = made.as_native::<Reader>() {
        reader.leave_open.set(args.get(4).is_some_and(convert::to_bool));
    }
    Ok(made)
}

static STREAM_READER: Class = Class {
    name: "System.IO.StreamReader",
    base: Some(&TEXT_READER),
    properties: properties! {
        "System.IO.Stream" BaseStream => |_, this| base(this);
        "System.Text.Encoding" CurrentEncoding => |_, _| Ok(encoding::utf8());
        "bool" EndOfStream => |_, this| Ok(Value::Bool(!reader(this)?.borrow_mut().fill()?));
    },
    methods: methods! {
        DiscardBufferedData "void DiscardBufferedData()" => |_, this, _| {
            let base = base(this)?;
            let fresh = over(&base, None)?;
            if let Some(fresh) = fresh.as_native::<Reader>() {
                reader(this)?.swap(&fresh.text);
            }
            Ok(Value::Empty)
        };
    },
    construct: Some(stream_reader),
    constructors: &[
        "System.IO.StreamReader new(System.IO.Stream stream)",
        "System.IO.StreamReader new(System.IO.Stream stream, System.Text.Encoding encoding)",
        "System.IO.StreamReader new(System.IO.Stream stream, bool detectEncodingFromByteOrderMarks)",
        "System.IO.StreamReader new(System.IO.Stream stream, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks)",
        "System.IO.StreamReader new(System.IO.Stream stream, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks, int bufferSize)",
        "System.IO.StreamReader new(System.IO.Stream stream, System.Text.Encoding encoding = null, bool detectEncodingFromByteOrderMarks = True, int bufferSize = -1, bool leaveOpen = False)",
        "System.IO.StreamReader new(string path)",
        "System.IO.StreamReader new(string path, bool detectEncodingFromByteOrderMarks)",
        "System.IO.StreamReader new(string path, System.Text.Encoding encoding)",
        "System.IO.StreamReader new(string path, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks)",
        "System.IO.StreamReader new(string path, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks, int bufferSize)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TEXT_READER, &STRING_READER, &STREAM_READER];
