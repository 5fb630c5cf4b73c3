//! `XmlWriter`, `XmlTextWriter` and their settings.

use super::write::{Layout, escaped, escaped_attribute};
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties, statics};
use crate::engine::types::{Class, arguments, object, text_writer};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::any::Any;
use std::cell::RefCell;

/// What a writer does with blanks and the declaration.
#[derive(Clone, Debug)]
struct Settings {
    indent: bool,
    indent_text: String,
    line_end: String,
    omit_declaration: bool,
    encoding: String,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            indent: false,
            indent_text: "  ".into(),
            line_end: "\n".into(),
            omit_declaration: false,
            encoding: "utf-8".into(),
        }
    }
}

#[derive(Debug, Default)]
struct SettingsValue(RefCell<Settings>);

impl Native for SettingsValue {
    fn class(&self) -> &'static Class {
        &SETTINGS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Debug, Default)]
struct State {
    /// What is not with the target yet.
    pending: String,
    started: bool,
    /// Names of open elements, and whether each has elements or text inside.
    open: Vec<(String, bool, bool)>,
    /// The last start tag waits for attributes.
    in_tag: bool,
    attribute: Option<(String, String)>,
}

/// A writer over a text writer, a stream, a builder or a file.
#[derive(Debug)]
pub struct Writer {
    target: Value,
    path: Option<std::path::PathBuf>,
    settings: RefCell<Settings>,
    state: RefCell<State>,
}

impl Native for Writer {
    fn class(&self) -> &'static Class {
        &WRITER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The writer behind a value.
pub fn behind(value: &Value) -> Option<&Writer> {
    value.as_native::<Writer>()
}

impl Writer {
    pub fn layout(&self) -> Layout {
        let settings = self.settings.borrow();
        Layout {
            indent: settings.indent.then(|| settings.indent_text.clone()),
            line_end: settings.line_end.clone(),
            declaration: true,
        }
    }

    /// Writes text as it is.
    pub fn raw(&self, text: &str) {
        self.begin();
        self.close_tag(false);
        self.state.borrow_mut().pending.push_str(text);
    }

    /// The declaration, before anything else.
    fn begin(&self) {
        let mut state = self.state.borrow_mut();
        if state.started {
            return;
        }
        state.started = true;
        let settings = self.settings.borrow();
        if !settings.omit_declaration {
            state.pending.push_str(&format!("<?xml version=\"1.0\" encoding=\"{}\"?>", settings.encoding));
        }
    }

    fn close_tag(&self, empty: bool) {
        let mut state = self.state.borrow_mut();
        if state.in_tag {
            state.pending.push_str(if empty { " />" } else { ">" });
            state.in_tag = false;
        }
    }

    fn new_line(&self, depth: usize) {
        let settings = self.settings.borrow();
        let mut state = self.state.borrow_mut();
        if settings.indent && !state.pending.is_empty() {
            state.pending.push_str(&settings.line_end);
            state.pending.push_str(&settings.indent_text.repeat(depth));
        }
    }

    fn start_element(&self, name: &str) {
        self.begin();
        self.close_tag(false);
        let (depth, mixed) = {
            let state = self.state.borrow();
            (state.open.len(), state.open.last().is_some_and(|(_, _, text)| *text))
        };
        if !mixed {
            self.new_line(depth);
        }
        let mut state = self.state.borrow_mut();
        if let Some(parent) = state.open.last_mut() {
            parent.1 = true;
        }
        state.pending.push_str(&format!("<{name}"));
        state.open.push((name.to_string(), false, false));
        state.in_tag = true;
    }

    fn end_element(&self, full: bool) -> Outcome {
        let Some((name, has_elements, has_text)) = self.state.borrow_mut().open.pop() else {
            return Err(arguments::invalid_operation(
                "Token EndElement in state Prolog would result in an invalid XML document.",
            ));
        };
        if self.state.borrow().in_tag && !full {
            self.close_tag(true);
            return Ok(());
        }
        self.close_tag(false);
        if has_elements && !has_text {
            let depth = self.state.borrow().open.len();
            self.new_line(depth);
        }
        self.state.borrow_mut().pending.push_str(&format!("</{name}>"));
        Ok(())
    }

    fn content(&self, text: &str, is_text: bool) {
        if let Some((_, value)) = self.state.borrow_mut().attribute.as_mut() {
            value.push_str(text);
            return;
        }
        self.begin();
        self.close_tag(false);
        let mut state = self.state.borrow_mut();
        if let Some(parent) = state.open.last_mut().filter(|_| is_text) {
            parent.2 = true;
        }
        let shown = if is_text { escaped(text) } else { text.to_string() };
        state.pending.push_str(&shown);
    }

    fn attribute(&self, name: &str, value: &str) -> Outcome {
        let mut state = self.state.borrow_mut();
        if !state.in_tag {
            return Err(arguments::invalid_operation(
                "Token StartAttribute in state Content would result in an invalid XML document.",
            ));
        }
        state.pending.push_str(&format!(" {name}=\"{}\"", escaped_attribute(value)));
        Ok(())
    }

    /// Hands over what is pending.
    fn flush(&self, ended: bool) -> Outcome {
        if ended {
            while !self.state.borrow().open.is_empty() {
                self.end_element(false)?;
            }
        }
        let text = std::mem::take(&mut self.state.borrow_mut().pending);
        if let Some(path) = &self.path {
            use std::io::Write;
            let written = std::fs::OpenOptions::new()
                .append(true)
                .create(true)
                .open(path)
                .and_then(|mut file| file.write_all(text.as_bytes()));
            return written.map_err(|error| crate::engine::types::io_error::thrown(&error, path, false));
        }
        text_writer::write_text(&self.target, &text).map(|_| ())
    }
}

fn writer(this: &Value) -> Outcome<&Writer> {
    behind(this).ok_or_else(arguments::no_overload)
}

fn settings(this: &Value) -> Outcome<&RefCell<Settings>> {
    this.as_native::<SettingsValue>().map(|settings| &settings.0).ok_or_else(arguments::no_overload)
}

/// `Create(target)`, `Create(target, settings)`.
fn create(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let target = arguments::any(args, 0)?.clone();
    let mut chosen = args
        .iter()
        .find_map(|value| value.as_native::<SettingsValue>())
        .map(|settings| settings.0.borrow().clone())
        .unwrap_or_default();
    let mut path = None;
    if let Value::String(name) = target.unwrapped() {
        let full = engine.resolve_path(name);
        std::fs::write(&full, "")
            .map_err(|error| crate::engine::types::io_error::thrown(&error, &full, false))?;
        path = Some(full);
    } else if text_writer::is_text_writer(&target) {
        chosen.encoding = "utf-16".into();
    }
    Ok(Value::native(Writer { target, path, settings: RefCell::new(chosen), state: RefCell::default() }))
}

/// `XmlTextWriter`: no declaration of its own.
fn create_text_writer(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let made = create(engine, args.get(..1).unwrap_or_default())?;
    if let Some(writer) = behind(&made) {
        writer.settings.borrow_mut().omit_declaration = true;
    }
    Ok(made)
}

fn joined_name(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    match args {
        [prefix, local, _] => {
            let (prefix, local) = (convert::to_text(engine, prefix)?, convert::to_text(engine, local)?);
            Ok(if prefix.is_empty() { local } else { format!("{prefix}:{local}") })
        }
        _ => arguments::text(engine, args, 0),
    }
}

fn write_start_element(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = joined_name(engine, args)?;
    let writer = writer(this)?;
    writer.start_element(&name);
    if let (true, Some(namespace)) = (args.len() > 1, args.last()) {
        let namespace = convert::to_text(engine, namespace)?;
        if !namespace.is_empty() {
            let declared =
                name.split_once(':').map_or("xmlns".to_string(), |(prefix, _)| format!("xmlns:{prefix}"));
            writer.attribute(&declared, &namespace)?;
        }
    }
    Ok(Value::Empty)
}

fn write_attribute(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = match args {
        [prefix, local, _, _] => {
            let (prefix, local) = (convert::to_text(engine, prefix)?, convert::to_text(engine, local)?);
            if prefix.is_empty() { local } else { format!("{prefix}:{local}") }
        }
        _ => arguments::text(engine, args, 0)?,
    };
    let value = args.last().map_or(Ok(String::new()), |value| convert::to_text(engine, value))?;
    writer(this)?.attribute(&name, &value).map(|()| Value::Empty)
}

fn write_element(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    let value = args
        .last()
        .filter(|_| args.len() > 1)
        .map_or(Ok(String::new()), |value| convert::to_text(engine, value))?;
    let writer = writer(this)?;
    writer.start_element(&name);
    if !value.is_empty() {
        writer.content(&value, true);
    }
    writer.end_element(false).map(|()| Value::Empty)
}

fn start_document(this: &Value) -> Outcome<Value> {
    let writer = writer(this)?;
    let mut state = writer.state.borrow_mut();
    if !state.started {
        state.started = true;
        let settings = writer.settings.borrow();
        let text_writer = settings.omit_declaration && writer.path.is_none();
        state.pending.push_str(&match text_writer {
            true if text_writer::is_text_writer(&writer.target) => {
                "<?xml version=\"1.0\" encoding=\"utf-16\"?>".to_string()
            }
            _ => format!("<?xml version=\"1.0\" encoding=\"{}\"?>", settings.encoding),
        });
    }
    Ok(Value::Empty)
}

fn text_argument(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    let value = arguments::any(args, 0)?;
    match value {
        Value::Bool(truth) => Ok(if *truth { "true" } else { "false" }.into()),
        other => convert::to_text(engine, other),
    }
}

static WRITER: Class = Class {
    name: "System.Xml.XmlWriter",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.Xml.Formatting" Formatting => |_, this| {
            Ok(Value::text(if writer(this)?.settings.borrow().indent { "Indented" } else { "None" }))
        }, |engine, this, value| {
            let text = convert::to_text(engine, &value)?;
            writer(this)?.settings.borrow_mut().indent = text.eq_ignore_ascii_case("Indented") || text == "1";
            Ok(())
        };
        "int" Indentation => |_, this| Ok(Value::Int(writer(this)?.settings.borrow().indent_text.len() as i32)), |_, this, value| {
            let count = usize::try_from(convert::to_int(&value)?).unwrap_or(0).min(64);
            writer(this)?.settings.borrow_mut().indent_text = " ".repeat(count);
            Ok(())
        };
    },
    methods: methods! {
        Close "void Close()" => |_, this, _| writer(this)?.flush(true).map(|()| Value::Empty);
        Dispose "void Dispose()" => |_, this, _| writer(this)?.flush(true).map(|()| Value::Empty);
        Flush "void Flush()" => |_, this, _| writer(this)?.flush(false).map(|()| Value::Empty);
        WriteAttributeString
            "void WriteAttributeString(string localName, string value)"
            "void WriteAttributeString(string localName, string ns, string value)"
            "void WriteAttributeString(string prefix, string localName, string ns, string value)"
            => write_attribute;
        WriteCData "void WriteCData(string text)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            writer(this)?.content(&format!("<![CDATA[{text}]]>"), false);
            Ok(Value::Empty)
        };
        WriteComment "void WriteComment(string text)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            let writer = writer(this)?;
            writer.begin();
            writer.close_tag(false);
            let depth = writer.state.borrow().open.len();
            writer.new_line(depth);
            writer.content(&format!("<!--{text}-->"), false);
            if let Some(parent) = writer.state.borrow_mut().open.last_mut() {
                parent.1 = true;
            }
            Ok(Value::Empty)
        };
        WriteElementString
            "void WriteElementString(string localName, string value)"
            "void WriteElementString(string localName, string ns, string value)"
            => write_element;
        WriteEndAttribute "void WriteEndAttribute()" => |_, this, _| {
            let writer = writer(this)?;
            let ended = writer.state.borrow_mut().attribute.take();
            match ended {
                Some((name, value)) => writer.attribute(&name, &value).map(|()| Value::Empty),
                None => Ok(Value::Empty),
            }
        };
        WriteEndDocument "void WriteEndDocument()" => |_, this, _| {
            let writer = writer(this)?;
            while !writer.state.borrow().open.is_empty() {
                writer.end_element(false)?;
            }
            Ok(Value::Empty)
        };
        WriteEndElement "void WriteEndElement()" => |_, this, _| writer(this)?.end_element(false).map(|()| Value::Empty);
        WriteFullEndElement "void WriteFullEndElement()" => |_, this, _| writer(this)?.end_element(true).map(|()| Value::Empty);
        WriteProcessingInstruction "void WriteProcessingInstruction(string name, string text)" => |engine, this, args| {
            let (name, text) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
            writer(this)?.content(&format!("<?{name} {text}?>"), false);
            Ok(Value::Empty)
        };
        WriteRaw "void WriteRaw(string data)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            writer(this)?.content(&text, false);
            Ok(Value::Empty)
        };
        WriteStartAttribute "void WriteStartAttribute(string localName)" "void WriteStartAttribute(string localName, string ns)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            writer(this)?.state.borrow_mut().attribute = Some((name, String::new()));
            Ok(Value::Empty)
        };
        WriteStartDocument "void WriteStartDocument()" "void WriteStartDocument(bool standalone)" => |_, this, _| start_document(this);
        WriteStartElement
            "void WriteStartElement(string localName)"
            "void WriteStartElement(string localName, string ns)"
            "void WriteStartElement(string prefix, string localName, string ns)"
            => write_start_element;
        WriteString "void WriteString(string text)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            writer(this)?.content(&text, true);
            Ok(Value::Empty)
        };
        WriteValue "void WriteValue(System.Object value)" => |engine, this, args| {
            let text = text_argument(engine, args)?;
            writer(this)?.content(&text, true);
            Ok(Value::Empty)
        };
        WriteNode "void WriteNode(System.Xml.XmlNode node, bool defattr)" => |engine, this, args| {
            let text = member::get(engine, arguments::any(args, 0)?, "OuterXml")?.unwrap_or_default();
            writer(this)?.content(&convert::display(&text), false);
            Ok(Value::Empty)
        };
    },
    static_methods: statics! {
        Create
            "static System.Xml.XmlWriter Create(string outputFileName)"
            "static System.Xml.XmlWriter Create(string outputFileName, System.Xml.XmlWriterSettings settings)"
            "static System.Xml.XmlWriter Create(System.IO.TextWriter output)"
            "static System.Xml.XmlWriter Create(System.IO.TextWriter output, System.Xml.XmlWriterSettings settings)"
            => create;
    },
    ..Class::EMPTY
};

static TEXT_WRITER: Class = Class {
    name: "System.Xml.XmlTextWriter",
    base: Some(&WRITER),
    construct: Some(create_text_writer),
    constructors: &[
        "System.Xml.XmlTextWriter new(string filename, System.Text.Encoding encoding)",
        "System.Xml.XmlTextWriter new(System.IO.TextWriter w)",
    ],
    ..Class::EMPTY
};

static SETTINGS: Class = Class {
    name: "System.Xml.XmlWriterSettings",
    base: Some(&object::OBJECT),
    properties: properties! {
        "System.Text.Encoding" Encoding => |_, this| Ok(Value::text(settings(this)?.borrow().encoding.as_str())), |engine, this, value| {
            let name = member::get(engine, &value, "WebName")?.map_or(Ok("utf-8".into()), |name| convert::to_text(engine, &name))?;
            settings(this)?.borrow_mut().encoding = name;
            Ok(())
        };
        "bool" Indent => |_, this| Ok(Value::Bool(settings(this)?.borrow().indent)), |_, this, value| {
            settings(this)?.borrow_mut().indent = convert::to_bool(&value);
            Ok(())
        };
        "string" IndentChars => |_, this| Ok(Value::text(settings(this)?.borrow().indent_text.as_str())), |engine, this, value| {
            settings(this)?.borrow_mut().indent_text = convert::to_text(engine, &value)?;
            Ok(())
        };
        "string" NewLineChars => |_, this| Ok(Value::text(settings(this)?.borrow().line_end.as_str())), |engine, this, value| {
            settings(this)?.borrow_mut().line_end = convert::to_text(engine, &value)?;
            Ok(())
        };
        "bool" OmitXmlDeclaration => |_, this| Ok(Value::Bool(settings(this)?.borrow().omit_declaration)), |_, this, value| {
            settings(this)?.borrow_mut().omit_declaration = convert::to_bool(&value);
            Ok(())
        };
        "bool" CloseOutput => |_, _| Ok(Value::Bool(false)), |_, _, _| Ok(());
        "System.Xml.ConformanceLevel" ConformanceLevel => |_, _| Ok(Value::text("Document")), |_, _, _| Ok(());
    },
    construct: Some(|_, _| Ok(Value::native(SettingsValue::default()))),
    constructors: &["System.Xml.XmlWriterSettings new()"],
    ..Class::EMPTY
};

static SECURITY_ELEMENT: Class = Class {
    name: "System.Security.SecurityElement",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Escape "static string Escape(string str)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            Ok(Value::text(escaped(&text).replace('"', "&quot;").replace('\'', "&apos;")))
        };
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&WRITER, &TEXT_WRITER, &SETTINGS, &SECURITY_ELEMENT];
