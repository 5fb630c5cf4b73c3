//! `HttpRequestHeaders`, `HttpResponseHeaders` and `HttpContentHeaders`: one table of lines for all three.

use super::header_values;
use crate::engine::object::Native;
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Property, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// Names and texts, in the order in which they came.
pub type Lines = Rc<RefCell<Vec<(String, String)>>>;

#[derive(Debug, Default)]
pub struct Headers(pub Lines);

impl Native for Headers {
    fn class(&self) -> &'static Class {
        &HEADERS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    /// A pair for each name, with all of its texts.
    fn enumerate(&self) -> Option<Vec<Value>> {
        let lines = self.0.borrow();
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in lines.iter() {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name);
            }
        }
        Some(
            names
                .iter()
                .map(|name| {
                    Value::custom([
                        ("Key", Value::text(*name)),
                        ("Value", arguments::strings(texts(&lines, name))),
                    ])
                })
                .collect(),
        )
    }

    fn to_text(&self) -> Option<String> {
        let lines = self.0.borrow();
        Some(lines.iter().map(|(name, value)| format!("{name}: {value}\n")).collect())
    }
}

/// The values of one header that `Add` and `ParseAdd` change: `Accept`, `UserAgent`.
#[derive(Debug)]
pub struct Values {
    lines: Lines,
    name: &'static str,
}

impl Native for Values {
    fn class(&self) -> &'static Class {
        &VALUES
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(texts(&self.lines.borrow(), self.name).into_iter().map(Value::text).collect())
    }

    fn to_text(&self) -> Option<String> {
        let separator = if self.name == "User-Agent" { " " } else { ", " };
        Some(texts(&self.lines.borrow(), self.name).join(separator))
    }
}

fn texts(lines: &[(String, String)], wanted: &str) -> Vec<String> {
    lines
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(wanted))
        .map(|(_, value)| value.clone())
        .collect()
}

fn lines(this: &Value) -> Outcome<&Lines> {
    this.as_native::<Headers>().map(|headers| &headers.0).ok_or_else(arguments::no_overload)
}

fn values(this: &Value) -> Outcome<&Values> {
    this.as_native::<Values>().ok_or_else(arguments::no_overload)
}

/// What a request sends of these lines; the words of a `User-Agent` make one.
pub fn sent(this: &Value) -> Vec<(String, String)> {
    let Some(headers) = this.as_native::<Headers>() else { return Vec::new() };
    let lines = headers.0.borrow();
    let agent = texts(&lines, "User-Agent").join(" ");
    let others = lines.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("User-Agent")).cloned();
    others.chain((!agent.is_empty()).then(|| ("User-Agent".to_string(), agent))).collect()
}

/// Gives a header one text; none takes it away.
pub fn put(lines: &Lines, name: &str, text: Option<String>) {
    let mut lines = lines.borrow_mut();
    lines.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    if let Some(text) = text {
        lines.push((name.to_string(), text));
    }
}

/// The first text of a header.
pub fn first(lines: &Lines, wanted: &str) -> Option<String> {
    texts(&lines.borrow(), wanted).into_iter().next()
}

/// `Add(name, value)`, `Add(name, values)`. Errors: a name that headers cannot have, or one of another kind.
fn add(engine: &mut Engine, this: &Value, args: &[Value], checked: bool) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    let token = |letter: char| letter.is_ascii_graphic() && !"()<>@,;:\\\"/[]?={}".contains(letter);
    let good = !name.is_empty() && name.chars().all(token);
    if !good && !checked {
        return Ok(Value::Bool(false));
    }
    if !good {
        let message = format!("The header name '{name}' has an invalid format.");
        return Err(arguments::throw("System.FormatException", message));
    }
    let given = arguments::any(args, 1)?;
    let values = match given.unwrapped() {
        Value::String(_) => vec![given.clone()],
        _ => arguments::items(engine, given)?,
    };
    for value in values {
        let text = convert::to_text(engine, &value)?;
        if text.contains(['\r', '\n']) {
            let message = "New-line characters are not allowed in header values.";
            return Err(arguments::throw("System.FormatException", message));
        }
        lines(this)?.borrow_mut().push((name.clone(), text));
    }
    Ok(if checked { Value::Empty } else { Value::Bool(true) })
}

macro_rules! value_list {
    ($property:literal, $name:literal) => {
        Property {
            name: $property,
            type_name: "System.Net.Http.Headers.HttpHeaderValueCollection",
            get: |_, this| Ok(Value::native(Values { lines: lines(this)?.clone(), name: $name })),
            set: None,
        }
    };
}

macro_rules! one_text {
    ($property:literal, $name:literal) => {
        Property {
            name: $property,
            type_name: "string",
            get: |_, this| Ok(first(lines(this)?, $name).map_or(Value::Null, Value::text)),
            set: Some(|engine, this, value| set_text(engine, this, $name, value)),
        }
    };
}

fn set_text(engine: &mut Engine, this: &Value, name: &str, value: Value) -> Outcome {
    let text = if value.is_null() { None } else { Some(convert::to_text(engine, &value)?) };
    put(lines(this)?, name, text);
    Ok(())
}

pub static HEADERS: Class = Class {
    name: "System.Net.Http.Headers.HttpHeaders",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerable"],
    properties: &[
        value_list!("Accept", "Accept"),
        value_list!("AcceptCharset", "Accept-Charset"),
        value_list!("AcceptEncoding", "Accept-Encoding"),
        value_list!("AcceptLanguage", "Accept-Language"),
        Property {
            name: "Authorization",
            type_name: "System.Net.Http.Headers.AuthenticationHeaderValue",
            get: |engine, this| match (
                first(lines(this)?, "Authorization"),
                header_values::AUTHENTICATION.construct,
            ) {
                (Some(text), Some(construct)) => {
                    let parts: Vec<Value> = text.splitn(2, ' ').map(Value::text).collect();
                    construct(engine, &parts)
                }
                _ => Ok(Value::Null),
            },
            set: Some(|engine, this, value| set_text(engine, this, "Authorization", value)),
        },
        one_text!("ContentDisposition", "Content-Disposition"),
        value_list!("ContentEncoding", "Content-Encoding"),
        Property {
            name: "ContentLength",
            type_name: "System.Nullable[long]",
            get: |_, this| {
                let text = first(lines(this)?, "Content-Length");
                Ok(text.and_then(|text| text.parse().ok()).map_or(Value::Null, Value::Long))
            },
            set: Some(|engine, this, value| set_text(engine, this, "Content-Length", value)),
        },
        Property {
            name: "ContentType",
            type_name: "System.Net.Http.Headers.MediaTypeHeaderValue",
            get: |_, this| match first(lines(this)?, "Content-Type") {
                Some(text) => header_values::content_type(&text),
                None => Ok(Value::Null),
            },
            set: Some(|engine, this, value| set_text(engine, this, "Content-Type", value)),
        },
        one_text!("ETag", "ETag"),
        one_text!("Host", "Host"),
        Property {
            name: "Location",
            type_name: "uri",
            get: |_, this| match first(lines(this)?, "Location") {
                Some(text) => crate::engine::types::uri::convert_text(&text),
                None => Ok(Value::Null),
            },
            set: Some(|engine, this, value| set_text(engine, this, "Location", value)),
        },
        one_text!("Referrer", "Referer"),
        value_list!("Server", "Server"),
        value_list!("UserAgent", "User-Agent"),
    ],
    methods: methods! {
        Add "void Add(string name, string value)" "void Add(string name, System.Collections.Generic.IEnumerable[string] values)" => |engine, this, args| add(engine, this, args, true);
        Clear "void Clear()" => |_, this, _| {
            lines(this)?.borrow_mut().clear();
            Ok(Value::Empty)
        };
        Contains "bool Contains(string name)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            Ok(Value::Bool(first(lines(this)?, &name).is_some()))
        };
        GetValues "System.Collections.Generic.IEnumerable[string] GetValues(string name)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            let found = texts(&lines(this)?.borrow(), &name);
            match found.is_empty() {
                false => Ok(arguments::strings(found)),
                true => Err(arguments::invalid_operation("The given header was not found.")),
            }
        };
        Remove "bool Remove(string name)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            let known = first(lines(this)?, &name).is_some();
            put(lines(this)?, &name, None);
            Ok(Value::Bool(known))
        };
        TryAddWithoutValidation "bool TryAddWithoutValidation(string name, string value)" "bool TryAddWithoutValidation(string name, System.Collections.Generic.IEnumerable[string] values)" => |engine, this, args| add(engine, this, args, false);
        TryGetValues "bool TryGetValues(string name, [ref] System.Collections.Generic.IEnumerable[string] values)" => |engine, this, args| {
            let name = arguments::text(engine, args, 0)?;
            let found = texts(&lines(this)?.borrow(), &name);
            let known = !found.is_empty();
            let value = if known { arguments::strings(found) } else { Value::Null };
            crate::engine::types::reference::assign(engine, arguments::any(args, 1)?, value)?;
            Ok(Value::Bool(known))
        };
    },
    ..Class::EMPTY
};

pub static VALUES: Class = Class {
    name: "System.Net.Http.Headers.HttpHeaderValueCollection",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable"],
    parameters: &["T"],
    properties: properties! {
        "int" Count => |_, this| {
            let found = values(this)?;
            Ok(Value::Int(i32::try_from(texts(&found.lines.borrow(), found.name).len()).unwrap_or(i32::MAX)))
        };
    },
    methods: methods! {
        Add "void Add(T item)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            let found = values(this)?;
            found.lines.borrow_mut().push((found.name.to_string(), text));
            Ok(Value::Empty)
        };
        Clear "void Clear()" => |_, this, _| {
            let found = values(this)?;
            put(&found.lines, found.name, None);
            Ok(Value::Empty)
        };
        ParseAdd "void ParseAdd(string input)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            let found = values(this)?;
            found.lines.borrow_mut().push((found.name.to_string(), text));
            Ok(Value::Empty)
        };
        TryParseAdd "bool TryParseAdd(string input)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            let found = values(this)?;
            found.lines.borrow_mut().push((found.name.to_string(), text));
            Ok(Value::Bool(true))
        };
    },
    ..Class::EMPTY
};
