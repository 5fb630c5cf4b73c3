//! `System.UriBuilder`.

use super::table::{methods, properties};
use super::{Class, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::any::Any;
use std::cell::RefCell;

/// The parts of an address, as they were set.
#[derive(Clone, Debug)]
struct Parts {
    scheme: String,
    user: String,
    password: String,
    host: String,
    /// -1 for the scheme's own.
    port: i32,
    path: String,
    query: String,
    fragment: String,
}

#[derive(Debug)]
struct Builder(RefCell<Parts>);

impl Native for Builder {
    fn class(&self) -> &'static Class {
        &URI_BUILDER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(written(&self.0.borrow()))
    }
}

impl Default for Parts {
    fn default() -> Parts {
        Parts {
            scheme: "http".into(),
            user: String::new(),
            password: String::new(),
            host: "localhost".into(),
            port: -1,
            path: "/".into(),
            query: String::new(),
            fragment: String::new(),
        }
    }
}

fn written(parts: &Parts) -> String {
    let user = match (parts.user.is_empty(), parts.password.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("{}@", parts.user),
        (false, false) => format!("{}:{}@", parts.user, parts.password),
    };
    let port = if parts.port < 0 { String::new() } else { format!(":{}", parts.port) };
    let slash = if parts.path.starts_with('/') { "" } else { "/" };
    format!(
        "{}://{user}{}{port}{slash}{}{}{}",
        parts.scheme, parts.host, parts.path, parts.query, parts.fragment
    )
}

/// With its mark in front, or empty.
fn marked(text: &str, mark: char) -> String {
    match text {
        "" => String::new(),
        text if text.starts_with(mark) => text.to_string(),
        text => format!("{mark}{text}"),
    }
}

fn builder(this: &Value) -> Outcome<&Builder> {
    this.as_native::<Builder>().ok_or_else(arguments::no_overload)
}

fn read(this: &Value, how: impl FnOnce(&Parts) -> Value) -> Outcome<Value> {
    Ok(how(&builder(this)?.0.borrow()))
}

fn write(engine: &mut Engine, this: &Value, value: &Value, how: impl FnOnce(&mut Parts, String)) -> Outcome {
    let text = convert::to_text(engine, value)?;
    how(&mut builder(this)?.0.borrow_mut(), text);
    Ok(())
}

/// From the address that a text or a `Uri` is; text without a scheme is one of `http`.
fn of_address(engine: &mut Engine, given: &Value) -> Outcome<Parts> {
    let text = convert::to_text(engine, given)?;
    let whole = if text.contains("://") { text } else { format!("http://{text}") };
    let wanted = super::named("System.Uri");
    let uri = convert::to_type(engine, Value::text(whole), &wanted)?;
    let mut part = |name: &str| -> Outcome<String> {
        Ok(convert::display(&member::get(engine, &uri, name)?.unwrap_or_default()))
    };
    let info = part("UserInfo")?;
    let (user, password) = info.split_once(':').unwrap_or((&info, ""));
    Ok(Parts {
        scheme: part("Scheme")?,
        user: user.to_string(),
        password: password.to_string(),
        host: part("Host")?,
        port: part("Port")?.parse().unwrap_or(-1),
        path: part("AbsolutePath")?,
        query: part("Query")?,
        fragment: part("Fragment")?,
    })
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut parts = match args {
        [] => Parts::default(),
        [one] => of_address(engine, one)?,
        [scheme, host, ..] => Parts {
            scheme: convert::to_text(engine, scheme)?,
            host: convert::to_text(engine, host)?,
            ..Parts::default()
        },
    };
    if args.len() > 2 {
        parts.port = arguments::int(args, 2)?;
    }
    if args.len() > 3 {
        parts.path = arguments::text(engine, args, 3)?;
    }
    if args.len() > 4 {
        let extra = arguments::text(engine, args, 4)?;
        match extra.starts_with('#') {
            true => parts.fragment = extra,
            false => parts.query = marked(&extra, '?'),
        }
    }
    Ok(Value::native(Builder(RefCell::new(parts))))
}

static URI_BUILDER: Class = Class {
    name: "System.UriBuilder",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" Scheme => |_, this| read(this, |parts| Value::text(parts.scheme.as_str())), |engine, this, value| write(engine, this, &value, |parts, text| {
            parts.scheme = text.split(':').next().unwrap_or_default().to_ascii_lowercase();
        });
        "string" UserName => |_, this| read(this, |parts| Value::text(parts.user.as_str())), |engine, this, value| write(engine, this, &value, |parts, text| parts.user = text);
        "string" Password => |_, this| read(this, |parts| Value::text(parts.password.as_str())), |engine, this, value| write(engine, this, &value, |parts, text| parts.password = text);
        "string" Host => |_, this| read(this, |parts| Value::text(parts.host.as_str())), |engine, this, value| write(engine, this, &value, |parts, text| parts.host = text);
        "int" Port => |_, this| read(this, |parts| Value::Int(parts.port)), |_, this, value| {
            let port = convert::to_int(&value)?;
            if !(-1..=65535).contains(&port) {
                return Err(arguments::out_of_range("Specified argument was out of the range of valid values.", "value"));
            }
            builder(this)?.0.borrow_mut().port = port;
            Ok(())
        };
        "string" Path => |_, this| read(this, |parts| Value::text(parts.path.as_str())), |engine, this, value| write(engine, this, &value, |parts, text| {
            parts.path = if text.is_empty() { "/".into() } else { text.replace('\\', "/").replace(' ', "%20") };
        });
        "string" Query => |_, this| read(this, |parts| Value::text(parts.query.as_str())), |engine, this, value| write(engine, this, &value, |parts, text| parts.query = marked(&text, '?'));
        "string" Fragment => |_, this| read(this, |parts| Value::text(parts.fragment.as_str())), |engine, this, value| write(engine, this, &value, |parts, text| parts.fragment = marked(&text, '#'));
        "uri" Uri => |engine, this| {
            let text = written(&builder(this)?.0.borrow());
            convert::to_type(engine, Value::text(text), &super::named("System.Uri"))
        };
    },
    methods: methods! {
        ToString "string ToString()" => |_, this, _| read(this, |parts| Value::text(written(parts)));
    },
    construct: Some(construct),
    constructors: &[
        "System.UriBuilder new()",
        "System.UriBuilder new(string uri)",
        "System.UriBuilder new(uri uri)",
        "System.UriBuilder new(string schemeName, string hostName)",
        "System.UriBuilder new(string scheme, string host, int portNumber)",
        "System.UriBuilder new(string scheme, string host, int port, string pathValue)",
        "System.UriBuilder new(string scheme, string host, int port, string path, string extraValue)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&URI_BUILDER];
