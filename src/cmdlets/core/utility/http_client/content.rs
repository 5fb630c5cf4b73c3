//! Bodies of requests and answers: `HttpContent` and the classes that scripts make.

use super::headers::{self, Headers};
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, arguments, memory_stream, object, stream, task, text_encoding};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::any::Any;
use std::cell::RefCell;

/// A body with its headers.
#[derive(Debug)]
pub struct Content {
    class: &'static Class,
    pub bytes: RefCell<Vec<u8>>,
    /// [`Headers`]
    pub headers: Value,
}

impl Native for Content {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

pub fn of(this: &Value) -> Outcome<&Content> {
    this.as_native::<Content>().ok_or_else(arguments::no_overload)
}

/// A body of a class with its headers.
pub fn made(class: &'static Class, bytes: Vec<u8>, lines: Vec<(String, String)>) -> Value {
    let headers = Headers::default();
    headers.0.replace(lines);
    Value::native(Content { class, bytes: RefCell::new(bytes), headers: Value::native(headers) })
}

fn typed(class: &'static Class, bytes: Vec<u8>, kind: String) -> Value {
    made(class, bytes, vec![("Content-Type".into(), kind)])
}

/// `StringContent(text, encoding = UTF-8, mediaType = text/plain)`.
fn string_content(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    if arguments::any(args, 0)?.is_null() {
        return Err(arguments::null("content"));
    }
    let text = arguments::text(engine, args, 0)?;
    let encoding = args.get(1).filter(|value| text_encoding::is_encoding(value)).cloned();
    let encoding = encoding.unwrap_or_else(text_encoding::utf8);
    let name = member::get(engine, &encoding, "WebName")?.map(|name| convert::display(&name));
    let kind = args.iter().skip(1).rfind(|value| !value.is_null() && !text_encoding::is_encoding(value));
    let kind = match kind {
        Some(kind) => convert::to_text(engine, kind)?,
        None => "text/plain".into(),
    };
    let kind = match kind.contains("charset=") {
        true => kind,
        false => format!("{kind}; charset={}", name.unwrap_or_else(|| "utf-8".into())),
    };
    super::header_values::content_type(&kind)?;
    Ok(typed(&STRING_CONTENT, text_encoding::encode(&encoding, &text), kind))
}

/// The pairs of a dictionary, or of a list of pairs.
fn pairs(engine: &mut Engine, given: &Value) -> Outcome<Vec<(String, String)>> {
    let mut found = Vec::new();
    for item in arguments::items(engine, given)? {
        let key = member::get(engine, &item, "Key")?.unwrap_or_default();
        let value = member::get(engine, &item, "Value")?.unwrap_or_default();
        found.push((convert::to_text(engine, &key)?, convert::to_text(engine, &value)?));
    }
    Ok(found)
}

fn form_content(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs(engine, arguments::any(args, 0)?)? {
        form.append_pair(&name, &value);
    }
    Ok(typed(&FORM_CONTENT, form.finish().into_bytes(), "application/x-www-form-urlencoded".into()))
}

/// The text, in the encoding that the headers name.
fn text(this: &Value) -> Outcome<Value> {
    let content = of(this)?;
    let lines = content.headers.as_native::<Headers>().map(|headers| headers.0.clone()).unwrap_or_default();
    let kind = headers::first(&lines, "Content-Type");
    Ok(Value::text(super::super::web_request::decoded(kind.as_deref(), &content.bytes.borrow())))
}

const METHODS: &[crate::engine::types::Method] = methods! {
    CopyToAsync "System.Threading.Tasks.Task CopyToAsync(System.IO.Stream stream)" => |_, this, args| {
        stream::write_bytes(arguments::any(args, 0)?, &of(this)?.bytes.borrow())?;
        Ok(task::done(Value::Null))
    };
    Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    LoadIntoBufferAsync "System.Threading.Tasks.Task LoadIntoBufferAsync()" => |_, _, _| Ok(task::done(Value::Null));
    ReadAsByteArrayAsync "System.Threading.Tasks.Task[byte[]] ReadAsByteArrayAsync()" "System.Threading.Tasks.Task[byte[]] ReadAsByteArrayAsync(System.Threading.CancellationToken cancellationToken)" => |_, this, _| {
        Ok(task::done(arguments::bytes(of(this)?.bytes.borrow().iter().copied())))
    };
    ReadAsStream "System.IO.Stream ReadAsStream()" => |_, this, _| Ok(memory_stream::value(of(this)?.bytes.borrow().clone()));
    ReadAsStreamAsync "System.Threading.Tasks.Task[System.IO.Stream] ReadAsStreamAsync()" "System.Threading.Tasks.Task[System.IO.Stream] ReadAsStreamAsync(System.Threading.CancellationToken cancellationToken)" => |_, this, _| {
        Ok(task::done(memory_stream::value(of(this)?.bytes.borrow().clone())))
    };
    ReadAsStringAsync "System.Threading.Tasks.Task[string] ReadAsStringAsync()" "System.Threading.Tasks.Task[string] ReadAsStringAsync(System.Threading.CancellationToken cancellationToken)" => |_, this, _| {
        text(this).map(task::done)
    };
};

pub static HTTP_CONTENT: Class = Class {
    name: "System.Net.Http.HttpContent",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.Net.Http.Headers.HttpContentHeaders" Headers => |_, this| Ok(of(this)?.headers.clone());
    },
    methods: METHODS,
    ..Class::EMPTY
};

pub static BYTE_ARRAY_CONTENT: Class = Class {
    name: "System.Net.Http.ByteArrayContent",
    base: Some(&HTTP_CONTENT),
    construct: Some(|engine, args| {
        let bytes = arguments::to_bytes(engine, arguments::any(args, 0)?)?;
        let bytes = match args.len() {
            3 => bytes.get(arguments::range(args, 1, bytes.len())?).unwrap_or_default().to_vec(),
            _ => bytes,
        };
        Ok(made(&BYTE_ARRAY_CONTENT, bytes, Vec::new()))
    }),
    constructors: &[
        "System.Net.Http.ByteArrayContent new(byte[] content)",
        "System.Net.Http.ByteArrayContent new(byte[] content, int offset, int count)",
    ],
    ..Class::EMPTY
};

pub static STRING_CONTENT: Class = Class {
    name: "System.Net.Http.StringContent",
    base: Some(&BYTE_ARRAY_CONTENT),
    construct: Some(string_content),
    constructors: &[
        "System.Net.Http.StringContent new(string content)",
        "System.Net.Http.StringContent new(string content, System.Text.Encoding encoding)",
        "System.Net.Http.StringContent new(string content, System.Text.Encoding encoding, string mediaType)",
    ],
    ..Class::EMPTY
};

pub static FORM_CONTENT: Class = Class {
    name: "System.Net.Http.FormUrlEncodedContent",
    base: Some(&BYTE_ARRAY_CONTENT),
    construct: Some(form_content),
    constructors: &[
        "System.Net.Http.FormUrlEncodedContent new(System.Collections.Generic.IEnumerable[System.Collections.Generic.KeyValuePair[string,string]] nameValueCollection)",
    ],
    ..Class::EMPTY
};

pub static STREAM_CONTENT: Class = Class {
    name: "System.Net.Http.StreamContent",
    base: Some(&HTTP_CONTENT),
    construct: Some(|_, args| match stream::rest_of(arguments::any(args, 0)?)? {
        Some(bytes) => Ok(made(&STREAM_CONTENT, bytes, Vec::new())),
        None => Err(arguments::no_overload()),
    }),
    constructors: &["System.Net.Http.StreamContent new(System.IO.Stream content)"],
    ..Class::EMPTY
};
