//! `System.Console`: the process's own streams and window.

use super::{Class, Method, StaticMethod, StaticProperty, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::io::IsTerminal;

/// `[Console]::Out` or `[Console]::Error`.
#[derive(Debug)]
struct Writer {
    error: bool,
}

impl Native for Writer {
    fn class(&self) -> &'static Class {
        &WRITER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Writer>().map(|other| self.error == other.error)
    }
}

/// `[Console]::In`
#[derive(Debug)]
struct Reader;

impl Native for Reader {
    fn class(&self) -> &'static Class {
        &READER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The text of `Write` and `WriteLine`: one value under the current culture, characters, or a format and its values.
fn text(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    let Some((first, values)) = args.split_first() else { return Ok(String::new()) };
    match first.unwrapped() {
        Value::String(form) if !values.is_empty() => operators::format(engine, form, values),
        Value::Array(array)
            if array.element.as_ref().is_some_and(|element| element.full_name() == "System.Char") =>
        {
            let items = array.items.borrow();
            let units: Vec<u16> = items
                .iter()
                .filter_map(|item| if let Value::Char(unit) = item { Some(*unit) } else { None })
                .collect();
            Ok(String::from_utf16_lossy(&units))
        }
        Value::String(_) => convert::to_text(engine, first),
        _ => operators::formatted(engine, first, ""),
    }
}

fn put(engine: &mut Engine, error: bool, text: &str, end: &str) -> Outcome<Value> {
    let whole = format!("{text}{end}");
    if let Some(writer) = replaced(error) {
        return crate::engine::member::invoke(engine, &writer, "Write", &[Value::text(whole)]);
    }
    if error {
        engine.host.write_plain_error(&whole);
    } else {
        engine.host.write(&whole, None, None);
    }
    Ok(Value::Empty)
}

fn is_error(this: &Value) -> bool {
    this.as_native::<Writer>().is_some_and(|writer| writer.error)
}

static WRITER: Class = Class {
    name: "System.IO.TextWriter",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    methods: &[
        Method {
            name: "Write",
            signatures: &[
                "void Write(string format, System.Object arg0)",
                "void Write(string format, System.Object arg0, System.Object arg1)",
                "void Write(string format, System.Object arg0, System.Object arg1, System.Object arg2)",
                "void Write(string format, Params System.Object[] arg)",
                "void Write(string format, System.ReadOnlySpan[System.Object] arg)",
                "void Write(bool value)",
                "void Write(char value)",
                "void Write(char[] buffer)",
                "void Write(char[] buffer, int index, int count)",
                "void Write(double value)",
                "void Write(decimal value)",
                "void Write(float value)",
                "void Write(int value)",
                "void Write(uint value)",
                "void Write(long value)",
                "void Write(ulong value)",
                "void Write(System.Object value)",
                "void Write(string value)",
                "void Write(System.ReadOnlySpan[char] value)",
            ],
            call: |engine, this, args| {
                let text = text(engine, args)?;
                put(engine, is_error(this), &text, "")
            },
        },
        Method {
            name: "WriteLine",
            signatures: &[
                "void WriteLine()",
                "void WriteLine(bool value)",
                "void WriteLine(char value)",
                "void WriteLine(char[] buffer)",
                "void WriteLine(char[] buffer, int index, int count)",
                "void WriteLine(decimal value)",
                "void WriteLine(double value)",
                "void WriteLine(float value)",
                "void WriteLine(int value)",
                "void WriteLine(uint value)",
                "void WriteLine(long value)",
                "void WriteLine(ulong value)",
                "void WriteLine(System.Object value)",
                "void WriteLine(string value)",
                "void WriteLine(System.ReadOnlySpan[char] value)",
                "void WriteLine(string format, System.Object arg0)",
                "void WriteLine(string format, System.Object arg0, System.Object arg1)",
                "void WriteLine(string format, System.Object arg0, System.Object arg1, System.Object arg2)",
                "void WriteLine(string format, Params System.Object[] arg)",
                "void WriteLine(string format, System.ReadOnlySpan[System.Object] arg)",
            ],
            call: |engine, this, args| {
                let text = text(engine, args)?;
                put(engine, is_error(this), &text, "\n")
            },
        },
        Method {
            name: "Flush",
            signatures: &["void Flush()"],
            call: |engine, _, _| {
                engine.host.flush();
                Ok(Value::Empty)
            },
        },
    ],
    ..Class::EMPTY
};

fn read_line(engine: &mut Engine) -> Outcome<Value> {
    if let Some(input) = Some(INPUT.with_borrow(Clone::clone)).filter(|value| !value.is_null()) {
        return crate::engine::member::invoke(engine, &input, "ReadLine", &[]);
    }
    match engine.host.read_line("") {
        Ok(Some(line)) => Ok(Value::text(line)),
        Ok(None) => Ok(Value::Null),
        Err(message) => Err(arguments::throw("System.IO.IOException", message)),
    }
}

static READER: Class = Class {
    name: "System.IO.TextReader",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    methods: &[
        Method {
            name: "ReadLine",
            signatures: &["string ReadLine()"],
            call: |engine, _, _| read_line(engine),
        },
        Method { name: "Read", signatures: &["int Read()"], call: |engine, _, _| read_unit(engine) },
        Method {
            name: "ReadToEnd",
            signatures: &["string ReadToEnd()"],
            call: |engine, _, _| {
                let mut all = String::new();
                while let Value::String(line) = read_line(engine)? {
                    all.push_str(&line);
                    all.push('\n');
                }
                Ok(Value::text(all))
            },
        },
    ],
    ..Class::EMPTY
};

macro_rules! property {
    ($name:literal, $kind:literal, $get:expr) => {
        StaticProperty {
            name: $name,
            type_name: $kind,
            get: |engine| {
                let get: fn(&mut Engine) -> Value = $get;
                Ok(get(engine))
            },
            set: None,
        }
    };
}

thread_local! {
    static FOREGROUND: Cell<i64> = const { Cell::new(-1) };
    static BACKGROUND: Cell<i64> = const { Cell::new(-1) };
}

thread_local! {
    /// What `SetOut`, `SetError` and `SetIn` put in place of the process's own; `$null` when nothing.
    static OUTPUT: RefCell<Value> = const { RefCell::new(Value::Null) };
    static ERRORS: RefCell<Value> = const { RefCell::new(Value::Null) };
    static INPUT: RefCell<Value> = const { RefCell::new(Value::Null) };
    /// Characters of a line that `Read` began.
    static AHEAD: RefCell<std::collections::VecDeque<u16>> = const { RefCell::new(std::collections::VecDeque::new()) };
}

/// The writer in place of an own one.
fn replaced(error: bool) -> Option<Value> {
    let cell = if error { &ERRORS } else { &OUTPUT };
    Some(cell.with_borrow(Clone::clone)).filter(|value| !value.is_null())
}

fn set_writer(args: &[Value], error: bool) -> Outcome<Value> {
    let writer = arguments::any(args, 0)?.clone();
    if writer.is_null() {
        return Err(arguments::null(if error { "newError" } else { "newOut" }));
    }
    let own = writer.as_native::<Writer>().is_some_and(|writer| writer.error == error);
    let cell = if error { &ERRORS } else { &OUTPUT };
    cell.set(if own { Value::Null } else { writer });
    Ok(Value::Empty)
}

/// The next UTF-16 unit of the input; -1 at its end.
fn read_unit(engine: &mut Engine) -> Outcome<Value> {
    if let Some(input) = Some(INPUT.with_borrow(Clone::clone)).filter(|value| !value.is_null()) {
        return crate::engine::member::invoke(engine, &input, "Read", &[]);
    }
    if AHEAD.with_borrow(|ahead| ahead.is_empty())
        && let Value::String(line) = read_line(engine)?
    {
        AHEAD.with_borrow_mut(|ahead| ahead.extend(line.encode_utf16().chain([10])));
    }
    let unit = AHEAD.with_borrow_mut(|ahead| ahead.pop_front());
    Ok(Value::Int(unit.map_or(-1, i32::from)))
}

/// Column and row of the cursor as the terminal tells them; the corner when there is none.
fn cursor() -> (i32, i32) {
    super::console_key::cursor().unwrap_or_default()
}

/// Writes a control sequence where there is a terminal to read it.
fn terminal(engine: &mut Engine, sequence: &str) {
    if std::io::stdout().is_terminal() {
        engine.host.write(sequence, None, None);
    }
}

fn unsupported(name: &str) -> Box<crate::engine::Fault> {
    arguments::throw(
        "System.PlatformNotSupportedException",
        format!("Operation is not supported on this platform: Console.{name}."),
    )
}

/// A `ConsoleColor` as the terminal's number: blue and red change places.
fn terminal_colour(number: i64) -> i64 {
    let low = number & 7;
    (low & 2) | ((low & 1) << 2) | ((low & 4) >> 2) | if number > 7 { 60 } else { 0 }
}

macro_rules! sized {
    ($name:literal, $get:expr) => {
        StaticProperty {
            name: $name,
            type_name: "int",
            get: |engine| {
                let get: fn(&mut Engine) -> usize = $get;
                Ok(Value::Int(get(engine) as i32))
            },
            set: Some(|_, _| Err(unsupported($name))),
        }
    };
}

macro_rules! colour {
    ($name:literal, $cell:ident, $base:literal) => {
        StaticProperty {
            name: $name,
            type_name: "System.ConsoleColor",
            get: |_| Ok(super::enumeration::value("System.ConsoleColor", $cell.get())),
            set: Some(|engine, value| {
                let wanted = super::named("System.ConsoleColor");
                if let Value::Enum(colour) = convert::to_type(engine, value, &wanted)? {
                    $cell.set(colour.number);
                    terminal(engine, &format!("\x1b[{}m", $base + terminal_colour(colour.number)));
                }
                Ok(())
            }),
        }
    };
}

macro_rules! encoding {
    ($name:literal) => {
        StaticProperty {
            name: $name,
            type_name: "System.Text.Encoding",
            get: |_| Ok(super::text_encoding::utf8()),
            set: Some(|_, value| match super::text_encoding::is_encoding(&value) {
                true => Ok(()),
                false => Err(arguments::null("value")),
            }),
        }
    };
}

static CONSOLE: Class = Class {
    name: "System.Console",
    base: Some(&object::OBJECT),
    static_properties: &[
        property!("Out", "System.IO.TextWriter", |_| replaced(false)
            .unwrap_or_else(|| Value::native(Writer { error: false }))),
        property!("Error", "System.IO.TextWriter", |_| replaced(true)
            .unwrap_or_else(|| Value::native(Writer { error: true }))),
        property!("In", "System.IO.TextReader", |_| Some(INPUT.with_borrow(Clone::clone))
            .filter(|value| !value.is_null())
            .unwrap_or_else(|| Value::native(Reader))),
        sized!("BufferHeight", |engine| engine.host.height()),
        sized!("BufferWidth", |engine| engine.host.width()),
        sized!("WindowHeight", |engine| engine.host.height()),
        sized!("WindowWidth", |engine| engine.host.width()),
        sized!("WindowLeft", |_| 0),
        sized!("WindowTop", |_| 0),
        sized!("CursorSize", |_| 100),
        property!("LargestWindowHeight", "int", |engine| Value::Int(engine.host.height() as i32)),
        property!("LargestWindowWidth", "int", |engine| Value::Int(engine.host.width() as i32)),
        StaticProperty {
            name: "CursorLeft",
            type_name: "int",
            get: |_| Ok(Value::Int(cursor().0)),
            set: Some(|engine, value| {
                let left = convert::to_int(&value)?;
                terminal(engine, &format!("\x1b[{}G", left + 1));
                Ok(())
            }),
        },
        StaticProperty {
            name: "CursorTop",
            type_name: "int",
            get: |_| Ok(Value::Int(cursor().1)),
            set: Some(|engine, value| {
                let top = convert::to_int(&value)?;
                terminal(engine, &format!("\x1b[{}d", top + 1));
                Ok(())
            }),
        },
        StaticProperty {
            name: "KeyAvailable",
            type_name: "bool",
            get: |_| super::console_key::is_available(),
            set: None,
        },
        property!("CapsLock", "bool", |_| Value::Bool(false)),
        property!("NumberLock", "bool", |_| Value::Bool(false)),
        colour!("ForegroundColor", FOREGROUND, 30),
        colour!("BackgroundColor", BACKGROUND, 40),
        encoding!("InputEncoding"),
        encoding!("OutputEncoding"),
        StaticProperty {
            name: "CursorVisible",
            type_name: "bool",
            get: |_| Ok(Value::Bool(true)),
            set: Some(|engine, value| {
                terminal(engine, if convert::to_bool(&value) { "\u{1b}[?25h" } else { "\u{1b}[?25l" });
                Ok(())
            }),
        },
        StaticProperty {
            name: "TreatControlCAsInput",
            type_name: "bool",
            get: |_| Ok(Value::Bool(false)),
            set: Some(|_, value| match convert::to_bool(&value) {
                false => Ok(()),
                true => Err(unsupported("TreatControlCAsInput")),
            }),
        },
        property!("IsInputRedirected", "bool", |_| Value::Bool(!std::io::stdin().is_terminal())),
        property!("IsOutputRedirected", "bool", |_| Value::Bool(!std::io::stdout().is_terminal())),
        property!("IsErrorRedirected", "bool", |_| Value::Bool(!std::io::stderr().is_terminal())),
        StaticProperty {
            name: "Title",
            type_name: "string",
            get: |_| Ok(Value::text("")),
            set: Some(|engine, value| {
                let title = convert::to_text(engine, &value)?;
                engine.host.set_window_title(&title);
                Ok(())
            }),
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "Write",
            signatures: &[
                "static void Write(string format, System.Object arg0)",
                "static void Write(string format, System.Object arg0, System.Object arg1)",
                "static void Write(string format, System.Object arg0, System.Object arg1, System.Object arg2)",
                "static void Write(string format, Params System.Object[] arg)",
                "static void Write(string format, System.ReadOnlySpan[System.Object] arg)",
                "static void Write(bool value)",
                "static void Write(char value)",
                "static void Write(char[] buffer)",
                "static void Write(char[] buffer, int index, int count)",
                "static void Write(double value)",
                "static void Write(decimal value)",
                "static void Write(float value)",
                "static void Write(int value)",
                "static void Write(uint value)",
                "static void Write(long value)",
                "static void Write(ulong value)",
                "static void Write(System.Object value)",
                "static void Write(string value)",
                "static void Write(System.ReadOnlySpan[char] value)",
            ],
            call: |engine, args| {
                let text = text(engine, args)?;
                put(engine, false, &text, "")
            },
        },
        StaticMethod {
            name: "WriteLine",
            signatures: &[
                "static void WriteLine()",
                "static void WriteLine(bool value)",
                "static void WriteLine(char value)",
                "static void WriteLine(char[] buffer)",
                "static void WriteLine(char[] buffer, int index, int count)",
                "static void WriteLine(decimal value)",
                "static void WriteLine(double value)",
                "static void WriteLine(float value)",
                "static void WriteLine(int value)",
                "static void WriteLine(uint value)",
                "static void WriteLine(long value)",
                "static void WriteLine(ulong value)",
                "static void WriteLine(System.Object value)",
                "static void WriteLine(string value)",
                "static void WriteLine(System.ReadOnlySpan[char] value)",
                "static void WriteLine(string format, System.Object arg0)",
                "static void WriteLine(string format, System.Object arg0, System.Object arg1)",
                "static void WriteLine(string format, System.Object arg0, System.Object arg1, System.Object arg2)",
                "static void WriteLine(string format, Params System.Object[] arg)",
                "static void WriteLine(string format, System.ReadOnlySpan[System.Object] arg)",
            ],
            call: |engine, args| {
                let text = text(engine, args)?;
                put(engine, false, &text, "\n")
            },
        },
        StaticMethod {
            name: "ReadLine",
            signatures: &["static string ReadLine()"],
            call: |engine, _| read_line(engine),
        },
        StaticMethod {
            name: "Read",
            signatures: &["static int Read()"],
            call: |engine, _| read_unit(engine),
        },
        StaticMethod {
            name: "ReadKey",
            signatures: &[
                "static System.ConsoleKeyInfo ReadKey()",
                "static System.ConsoleKeyInfo ReadKey(bool intercept)",
            ],
            call: |engine, args| {
                super::console_key::read_key(engine, args.first().is_some_and(convert::to_bool))
            },
        },
        StaticMethod {
            name: "GetCursorPosition",
            signatures: &["static System.ValueTuple[int,int] GetCursorPosition()"],
            call: |engine, _| {
                let (left, top) = cursor();
                let of = super::named("System.ValueTuple");
                let items = [Value::Int(left), Value::Int(top)];
                crate::engine::member::invoke_static(engine, &of, "Create", &items)
            },
        },
        StaticMethod {
            name: "SetBufferSize",
            signatures: &["static void SetBufferSize(int width, int height)"],
            call: |_, _| Err(unsupported("SetBufferSize")),
        },
        StaticMethod {
            name: "SetOut",
            signatures: &["static void SetOut(System.IO.TextWriter newOut)"],
            call: |_, args| set_writer(args, false),
        },
        StaticMethod {
            name: "SetError",
            signatures: &["static void SetError(System.IO.TextWriter newError)"],
            call: |_, args| set_writer(args, true),
        },
        StaticMethod {
            name: "SetIn",
            signatures: &["static void SetIn(System.IO.TextReader newIn)"],
            call: |_, args| {
                let reader = arguments::any(args, 0)?.clone();
                if reader.is_null() {
                    return Err(arguments::null("newIn"));
                }
                INPUT.set(if reader.as_native::<Reader>().is_some() { Value::Null } else { reader });
                Ok(Value::Empty)
            },
        },
        StaticMethod {
            name: "ResetColor",
            signatures: &["static void ResetColor()"],
            call: |engine, _| {
                if std::io::stdout().is_terminal() {
                    engine.host.write("\u{1b}[0m", None, None);
                }
                Ok(Value::Empty)
            },
        },
        StaticMethod {
            name: "SetCursorPosition",
            signatures: &["static void SetCursorPosition(int left, int top)"],
            call: |engine, args| {
                let (left, top) = (arguments::int(args, 0)?, arguments::int(args, 1)?);
                terminal(engine, &format!("\x1b[{};{}H", top + 1, left + 1));
                Ok(Value::Empty)
            },
        },
        StaticMethod {
            name: "OpenStandardOutput",
            signatures: &[
                "static System.IO.Stream OpenStandardOutput()",
                "static System.IO.Stream OpenStandardOutput(int bufferSize)",
            ],
            call: |engine, _| super::stream::open(engine, "/dev/stdout", 6, 2),
        },
        StaticMethod {
            name: "OpenStandardError",
            signatures: &[
                "static System.IO.Stream OpenStandardError()",
                "static System.IO.Stream OpenStandardError(int bufferSize)",
            ],
            call: |engine, _| super::stream::open(engine, "/dev/stderr", 6, 2),
        },
        StaticMethod {
            name: "OpenStandardInput",
            signatures: &[
                "static System.IO.Stream OpenStandardInput()",
                "static System.IO.Stream OpenStandardInput(int bufferSize)",
            ],
            call: |engine, _| super::stream::open(engine, "/dev/stdin", 3, 1),
        },
        StaticMethod {
            name: "SetWindowSize",
            signatures: &["static void SetWindowSize(int width, int height)"],
            call: |_, _| Err(unsupported("SetWindowSize")),
        },
        StaticMethod {
            name: "SetWindowPosition",
            signatures: &["static void SetWindowPosition(int left, int top)"],
            call: |_, _| Err(unsupported("SetWindowPosition")),
        },
        StaticMethod {
            name: "MoveBufferArea",
            signatures: &[
                "static void MoveBufferArea(int sourceLeft, int sourceTop, int sourceWidth, int sourceHeight, int targetLeft, int targetTop)",
                "static void MoveBufferArea(int sourceLeft, int sourceTop, int sourceWidth, int sourceHeight, int targetLeft, int targetTop, char sourceChar, System.ConsoleColor sourceForeColor, System.ConsoleColor sourceBackColor)",
            ],
            call: |_, _| Err(unsupported("MoveBufferArea")),
        },
        StaticMethod {
            name: "Clear",
            signatures: &["static void Clear()"],
            call: |engine, _| {
                if std::io::stdout().is_terminal() {
                    engine.host.write("\u{1b}[H\u{1b}[2J", None, None);
                }
                Ok(Value::Empty)
            },
        },
        StaticMethod {
            name: "Beep",
            signatures: &["static void Beep()", "static void Beep(int frequency, int duration)"],
            call: |engine, _| {
                if std::io::stdout().is_terminal() {
                    engine.host.write("\u{7}", None, None);
                }
                Ok(Value::Empty)
            },
        },
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&CONSOLE, &WRITER, &READER];
