//! `HttpRequestMessage`, `HttpResponseMessage` and `HttpMethod`.

use super::super::web_client::Reply;
use super::content;
use super::headers::Headers;
use crate::engine::types::record::{field, made, set_field};
use crate::engine::types::table::{methods, properties};
use crate::engine::types::{Class, Property, StaticProperty, arguments, enumeration, object, uri, version};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

fn method(name: &str) -> Value {
    made(&HTTP_METHOD, name, [("Method", Value::text(name))])
}

macro_rules! known {
    ($($name:literal),*) => {
        &[$(StaticProperty {
            name: $name,
            type_name: "System.Net.Http.HttpMethod",
            get: |_| Ok(method(&$name.to_uppercase())),
            set: None,
        }),*]
    };
}

pub static HTTP_METHOD: Class = Class {
    name: "System.Net.Http.HttpMethod",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" Method => |_, this| Ok(field(this, "Method"));
    },
    static_properties: known!["Connect", "Delete", "Get", "Head", "Options", "Patch", "Post", "Put", "Trace"],
    construct: Some(|engine, args| {
        let name = arguments::text(engine, args, 0)?;
        if name.is_empty() || !name.chars().all(|letter| letter.is_ascii_graphic()) {
            return Err(arguments::throw(
                "System.FormatException",
                format!("The format of the HTTP method '{name}' is invalid."),
            ));
        }
        Ok(method(&name))
    }),
    constructors: &["System.Net.Http.HttpMethod new(string method)"],
    ..Class::EMPTY
};

macro_rules! parts {
    ($($kind:literal $name:literal),* $(,)?) => {
        &[$(Property {
            name: $name,
            type_name: $kind,
            get: |_, this| Ok(field(this, $name)),
            set: Some(|engine, this, value| set_part(engine, this, $name, value)),
        }),*]
    };
}

/// Gives a message another part: texts become methods and addresses, as conversions make them.
fn set_part(engine: &mut Engine, this: &Value, name: &'static str, value: Value) -> Outcome {
    let value = match name {
        "Method" => method(&convert::to_text(engine, &value)?),
        "RequestUri" if !value.is_null() => {
            let text = convert::to_text(engine, &value)?;
            uri::convert_text(&text)?
        }
        _ => value,
    };
    set_field(this, name, value);
    Ok(())
}

fn request(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let made = made(
        &REQUEST,
        "",
        [
            ("Method", method("GET")),
            ("Headers", Value::native(Headers::default())),
            ("Version", version::of(&[1, 1])),
        ],
    );
    if let [method, address, ..] = args {
        set_part(engine, &made, "Method", method.clone())?;
        set_part(engine, &made, "RequestUri", address.clone())?;
    }
    Ok(made)
}

pub static REQUEST: Class = Class {
    name: "System.Net.Http.HttpRequestMessage",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: parts! {
        "System.Net.Http.HttpContent" "Content",
        "System.Net.Http.Headers.HttpRequestHeaders" "Headers",
        "System.Net.Http.HttpMethod" "Method",
        "uri" "RequestUri",
        "version" "Version",
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
    },
    construct: Some(request),
    constructors: &[
        "System.Net.Http.HttpRequestMessage new()",
        "System.Net.Http.HttpRequestMessage new(System.Net.Http.HttpMethod method, uri requestUri)",
        "System.Net.Http.HttpRequestMessage new(System.Net.Http.HttpMethod method, string requestUri)",
    ],
    ..Class::EMPTY
};

/// Headers that belong to the body and not to the message (RFC 9110, 8).
fn is_of_content(name: &str) -> bool {
    let folded = name.to_ascii_lowercase();
    folded.starts_with("content-") || matches!(folded.as_str(), "allow" | "expires" | "last-modified")
}

/// An answer as scripts see it.
pub fn response(reply: &Reply) -> Value {
    let (of_content, own): (Vec<_>, Vec<_>) =
        reply.headers.iter().cloned().partition(|(name, _)| is_of_content(name));
    let lines: String =
        own.iter().chain(&of_content).map(|(name, value)| format!("  {name}: {value}\n")).collect();
    let version_text = reply.version.trim_start_matches("HTTP/");
    let text = format!(
        "StatusCode: {}, ReasonPhrase: '{}', Version: {version_text}, Content: System.Net.Http.HttpConnectionResponseContent, Headers:\n{{\n{lines}}}",
        reply.status,
        reply.reason(),
    );
    let numbers: Vec<i32> = version_text.split('.').filter_map(|part| part.parse().ok()).collect();
    let headers = Headers::default();
    headers.0.replace(own);
    made(
        &RESPONSE,
        text,
        [
            ("StatusCode", enumeration::value("System.Net.HttpStatusCode", i64::from(reply.status))),
            ("ReasonPhrase", Value::text(reply.reason())),
            ("IsSuccessStatusCode", Value::Bool(reply.is_success())),
            ("Version", version::of(&numbers)),
            ("Headers", Value::native(headers)),
            ("TrailingHeaders", Value::native(Headers::default())),
            ("Content", content::made(&content::HTTP_CONTENT, reply.body.clone(), of_content)),
        ],
    )
}

/// What .NET says of an answer that is no success.
pub fn no_success(status: i64, reason: &str) -> Box<crate::engine::Fault> {
    let message = format!("Response status code does not indicate success: {status} ({reason}).");
    arguments::throw("System.Net.Http.HttpRequestException", message)
}

pub static RESPONSE: Class = Class {
    name: "System.Net.Http.HttpResponseMessage",
    base: Some(&object::OBJECT),
    interfaces: &["System.IDisposable"],
    properties: properties! {
        "System.Net.Http.HttpContent" Content => |_, this| Ok(field(this, "Content"));
        "System.Net.Http.Headers.HttpResponseHeaders" Headers => |_, this| Ok(field(this, "Headers"));
        "bool" IsSuccessStatusCode => |_, this| Ok(field(this, "IsSuccessStatusCode"));
        "string" ReasonPhrase => |_, this| Ok(field(this, "ReasonPhrase"));
        "System.Net.Http.HttpRequestMessage" RequestMessage => |_, this| Ok(field(this, "RequestMessage"));
        "System.Net.HttpStatusCode" StatusCode => |_, this| Ok(field(this, "StatusCode"));
        "System.Net.Http.Headers.HttpResponseHeaders" TrailingHeaders => |_, this| Ok(field(this, "TrailingHeaders"));
        "version" Version => |_, this| Ok(field(this, "Version"));
    },
    methods: methods! {
        Dispose "void Dispose()" => |_, _, _| Ok(Value::Empty);
        EnsureSuccessStatusCode "System.Net.Http.HttpResponseMessage EnsureSuccessStatusCode()" => |_, this, _| {
            if convert::to_bool(&field(this, "IsSuccessStatusCode")) {
                return Ok(this.clone());
            }
            let status = arguments::number_or(&[field(this, "StatusCode")], 0, 0);
            Err(no_success(status, &convert::display(&field(this, "ReasonPhrase"))))
        };
    },
    ..Class::EMPTY
};
