//! `System.Uri`.

use super::record::{field, made};
use super::{Class, Method, Property, StaticMethod, arguments, object};
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Outcome, convert};
use std::cell::RefCell;
use std::rc::Rc;
use url::Url;

/// Schemes with a port of their own, and what .NET counts as their default.
const PORTS: &[(&str, i32)] =
    &[("http", 80), ("https", 443), ("ftp", 21), ("ws", 80), ("wss", 443), ("ldap", 389), ("smtp", 25)];

/// An address that has a scheme, or a relative one. Errors: `UriFormatException`.
fn from_text(text: &str, relative: bool) -> Outcome<Value> {
    let invalid = |reason: &str| arguments::throw("System.UriFormatException", reason.to_string());
    match Url::parse(text.trim()) {
        Ok(url) => Ok(absolute(text, &url)),
        Err(url::ParseError::RelativeUrlWithoutBase) if text.starts_with('/') && !text.starts_with("//") => {
            match Url::parse(&format!("file://{text}")) {
                Ok(url) => Ok(absolute(text, &url)),
                Err(_) => Err(invalid("Invalid URI: The format of the URI could not be determined.")),
            }
        }
        Err(url::ParseError::RelativeUrlWithoutBase) if relative => Ok(made(
            &URI,
            text,
            [("IsAbsoluteUri", Value::Bool(false)), ("OriginalString", Value::text(text))],
        )),
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            Err(invalid("Invalid URI: The format of the URI could not be determined."))
        }
        Err(url::ParseError::InvalidPort) => Err(invalid("Invalid URI: Invalid port specified.")),
        Err(_) => Err(invalid("Invalid URI: The hostname could not be parsed.")),
    }
}

fn absolute(text: &str, url: &Url) -> Value {
    let default = PORTS.iter().find(|(scheme, _)| *scheme == url.scheme()).map_or(-1, |(_, port)| *port);
    let port = url.port().map_or(default, i32::from);
    let host = url.host_str().unwrap_or_default().to_string();
    let user = match url.password() {
        Some(password) => format!("{}:{password}", url.username()),
        None => url.username().to_string(),
    };
    let authority = if port == default || port < 0 { host.clone() } else { format!("{host}:{port}") };
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let fragment = url.fragment().map(|fragment| format!("#{fragment}")).unwrap_or_default();
    let decoded = decode(url.path());
    let segments: Vec<Value> = url.path().split_inclusive('/').map(Value::from).collect();
    let shown = decode(url.as_str());
    made(
        &URI,
        shown,
        [
            ("AbsolutePath", Value::text(url.path())),
            ("AbsoluteUri", Value::text(url.as_str())),
            ("LocalPath", Value::text(decoded)),
            ("Authority", Value::text(authority)),
            ("IsDefaultPort", Value::Bool(port == default)),
            ("IsFile", Value::Bool(url.scheme() == "file")),
            ("IsLoopback", Value::Bool(matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]" | ""))),
            ("PathAndQuery", Value::text(format!("{}{query}", url.path()))),
            (
                "Segments",
                Value::Array(Rc::new(Array {
                    element: Some(super::named("System.String")),
                    items: RefCell::new(segments),
                })),
            ),
            ("IsUnc", Value::Bool(false)),
            ("Host", Value::text(host.clone())),
            ("DnsSafeHost", Value::text(host.clone())),
            ("IdnHost", Value::text(host)),
            ("Port", Value::Int(port)),
            ("Query", Value::text(query)),
            ("Fragment", Value::text(fragment)),
            ("Scheme", Value::text(url.scheme())),
            ("OriginalString", Value::text(text)),
            ("IsAbsoluteUri", Value::Bool(true)),
            ("UserEscaped", Value::Bool(false)),
            ("UserInfo", Value::text(user)),
        ],
    )
}

/// Percent escapes as characters; what is not UTF-8 stays escaped.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = (*first == b'%')
            .then(|| tail.get(..2).and_then(|pair| std::str::from_utf8(pair).ok()))
            .flatten()
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_string())
}

/// Escapes all but unreserved characters, and those that `kept` has.
fn encode(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain =
            byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || kept.as_bytes().contains(&byte);
        match plain {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

macro_rules! part {
    ($name:literal, $kind:literal) => {
        Property {
            name: $name,
            type_name: $kind,
            get: |_, this| {
                let relative = convert::to_bool(&field(this, "IsAbsoluteUri"));
                if !relative && !matches!($name, "IsAbsoluteUri" | "OriginalString" | "UserEscaped") {
                    return Err(arguments::throw(
                        "System.InvalidOperationException",
                        "This operation is not supported for a relative URI.",
                    ));
                }
                Ok(field(this, $name))
            },
            set: None,
        }
    };
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    match args {
        [one] => {
            let text = convert::to_text(engine, one)?;
            from_text(&text, false)
        }
        [first, second] if first.as_native::<super::record::Record>().is_some() => {
            let (base, more) =
                (convert::display(&field(first, "AbsoluteUri")), convert::to_text(engine, second)?);
            match Url::parse(&base).and_then(|base| base.join(&more)) {
                Ok(url) => Ok(absolute(url.as_str(), &url)),
                Err(_) => from_text(&more, false),
            }
        }
        [text, kind] => {
            let (text, kind) = (convert::to_text(engine, text)?, convert::to_text(engine, kind)?);
            from_text(&text, !kind.eq_ignore_ascii_case("Absolute") && kind != "1")
        }
        _ => Err(arguments::no_overload()),
    }
}

pub static URI: Class = Class {
    name: "System.Uri",
    base: Some(&object::OBJECT),
    interfaces: &["System.IFormattable"],
    properties: &[
        part!("AbsolutePath", "string"),
        part!("AbsoluteUri", "string"),
        part!("LocalPath", "string"),
        part!("Authority", "string"),
        part!("IsDefaultPort", "bool"),
        part!("IsFile", "bool"),
        part!("IsLoopback", "bool"),
        part!("PathAndQuery", "string"),
        part!("Segments", "string[]"),
        part!("IsUnc", "bool"),
        part!("Host", "string"),
        part!("Port", "int"),
        part!("Query", "string"),
        part!("Fragment", "string"),
        part!("Scheme", "string"),
        part!("OriginalString", "string"),
        part!("DnsSafeHost", "string"),
        part!("IdnHost", "string"),
        part!("IsAbsoluteUri", "bool"),
        part!("UserEscaped", "bool"),
        part!("UserInfo", "string"),
    ],
    methods: &[Method {
        name: "IsBaseOf",
        signatures: &["bool IsBaseOf(uri uri)"],
        call: |engine, this, args| {
            let (own, other) = (convert::to_text(engine, this)?, arguments::text(engine, args, 0)?);
            let folder = own.rfind('/').map_or(own.as_str(), |at| own.get(..=at).unwrap_or(&own));
            Ok(Value::Bool(other.starts_with(folder)))
        },
    }],
    static_methods: &[
        StaticMethod {
            name: "EscapeDataString",
            signatures: &["static string EscapeDataString(string stringToEscape)"],
            call: |engine, args| Ok(Value::text(encode(&arguments::text(engine, args, 0)?, ""))),
        },
        StaticMethod {
            name: "EscapeUriString",
            signatures: &["static string EscapeUriString(string stringToEscape)"],
            call: |engine, args| {
                Ok(Value::text(encode(&arguments::text(engine, args, 0)?, ":/?#[]@!$&'()*+,;=%")))
            },
        },
        StaticMethod {
            name: "UnescapeDataString",
            signatures: &["static string UnescapeDataString(string stringToUnescape)"],
            call: |engine, args| Ok(Value::text(decode(&arguments::text(engine, args, 0)?))),
        },
        StaticMethod {
            name: "IsWellFormedUriString",
            signatures: &["static bool IsWellFormedUriString(string uriString, System.UriKind uriKind)"],
            call: |engine, args| {
                let (text, kind) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                let good = !text.contains([' ', '<', '>', '"']);
                Ok(Value::Bool(good && from_text(&text, !kind.eq_ignore_ascii_case("Absolute")).is_ok()))
            },
        },
        StaticMethod {
            name: "TryCreate",
            signatures: &[
                "static bool TryCreate(string uriString, System.UriKind uriKind, [ref] uri result)",
            ],
            call: |engine, args| {
                let (text, kind) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                let found = from_text(&text, !kind.eq_ignore_ascii_case("Absolute")).ok();
                let good = found.is_some();
                super::reference::assign(engine, arguments::any(args, 2)?, found.unwrap_or_default())?;
                Ok(Value::Bool(good))
            },
        },
    ],
    construct: Some(construct),
    constructors: &[
        "uri new(string uriString)",
        "uri new(string uriString, System.UriKind uriKind)",
        "uri new(uri baseUri, string relativeUri)",
    ],
    ..Class::EMPTY
};

/// Text as an address of either kind, as PowerShell casts it.
pub fn convert_text(text: &str) -> Outcome<Value> {
    from_text(text, true)
}

pub(super) const CLASSES: &[&Class] = &[&URI];
