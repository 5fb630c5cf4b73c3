//! `System.Console`: the process's own streams and window.

use super::{Class, Method, StaticMethod, StaticProperty, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, operators};
use std::any::Any;
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
                "void Write(string value)",
                "void Write(string format, Params System.Object[] arg)",
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
                "void WriteLine(string value)",
                "void WriteLine(string format, Params System.Object[] arg)",
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

static CONSOLE: Class = Class {
    name: "System.Console",
    base: Some(&object::OBJECT),
    static_properties: &[
        property!("Out", "System.IO.TextWriter", |_| Value::native(Writer { error: false })),
        property!("Error", "System.IO.TextWriter", |_| Value::native(Writer { error: true })),
        property!("In", "System.IO.TextReader", |_| Value::native(Reader)),
        property!("WindowWidth", "int", |engine| Value::Int(engine.host.width() as i32)),
        property!("WindowHeight", "int", |engine| Value::Int(engine.host.height() as i32)),
        property!("BufferWidth", "int", |engine| Value::Int(engine.host.width() as i32)),
        property!("BufferHeight", "int", |engine| Value::Int(engine.host.height() as i32)),
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
                "static void Write(string value)",
                "static void Write(string format, Params System.Object[] arg)",
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
                "static void WriteLine(string value)",
                "static void WriteLine(string format, Params System.Object[] arg)",
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
            signatures: &["static void Beep()"],
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
