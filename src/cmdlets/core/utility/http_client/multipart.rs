//! `MultipartFormDataContent` (RFC 7578).

use super::content;
use super::headers::{self, Headers};
use crate::engine::types::table::methods;
use crate::engine::types::{Class, arguments};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// The boundary that the headers of a body name.
fn boundary(this: &Value) -> Outcome<String> {
    let lines = content::of(this)?.headers.as_native::<Headers>().map(|headers| headers.0.clone());
    let kind = lines.and_then(|lines| headers::first(&lines, "Content-Type")).unwrap_or_default();
    Ok(kind.split_once("boundary=").map_or(String::new(), |(_, text)| text.trim_matches('"').to_string()))
}

/// A name in quotes where it is no token.
fn quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
    if plain {
        text.to_string()
    } else {
        format!("\"{}\"", text.replace('"', "%22").replace(['\r', '\n'], " "))
    }
}

/// `Add(content)`, `Add(content, name)`, `Add(content, name, fileName)`.
fn add(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let given = arguments::any(args, 0)?.clone();
    let part = content::of(&given)?;
    let mut disposition = "form-data".to_string();
    for (label, value) in ["name", "filename"].into_iter().zip(args.iter().skip(1)) {
        disposition.push_str(&format!("; {label}={}", quoted(&convert::to_text(engine, value)?)));
    }
    let mut lines = headers::sent(&part.headers);
    if !lines.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Disposition")) {
        lines.push(("Content-Disposition".into(), disposition));
    }
    let boundary = boundary(this)?;
    let end = format!("--{boundary}--\r\n");
    let whole = content::of(this)?;
    let mut bytes = whole.bytes.borrow_mut();
    if bytes.ends_with(end.as_bytes()) {
        let kept = bytes.len() - end.len();
        bytes.truncate(kept);
    }
    bytes.extend(format!("--{boundary}\r\n").bytes());
    for (name, value) in lines {
        bytes.extend(format!("{name}: {value}\r\n").bytes());
    }
    bytes.extend(b"\r\n");
    bytes.extend(part.bytes.borrow().iter());
    bytes.extend(format!("\r\n{end}").bytes());
    Ok(Value::Empty)
}

pub static MULTIPART_CONTENT: Class = Class {
    name: "System.Net.Http.MultipartFormDataContent",
    base: Some(&content::HTTP_CONTENT),
    methods: methods! {
        Add
            "void Add(System.Net.Http.HttpContent content)"
            "void Add(System.Net.Http.HttpContent content, string name)"
            "void Add(System.Net.Http.HttpContent content, string name, string fileName)"
            => add;
    },
    construct: Some(|engine, args| {
        let boundary = match args.first() {
            Some(boundary) => convert::to_text(engine, boundary)?,
            None => uuid::Uuid::new_v4().to_string(),
        };
        let kind = format!("multipart/form-data; boundary=\"{boundary}\"");
        let bytes = format!("--{boundary}--\r\n").into_bytes();
        Ok(content::made(&MULTIPART_CONTENT, bytes, vec![("Content-Type".into(), kind)]))
    }),
    constructors: &[
        "System.Net.Http.MultipartFormDataContent new()",
        "System.Net.Http.MultipartFormDataContent new(string boundary)",
    ],
    ..Class::EMPTY
};
