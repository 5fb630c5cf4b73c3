//! Values of headers that have classes of their own: `AuthenticationHeaderValue`, `MediaTypeHeaderValue`,
//! `MediaTypeWithQualityHeaderValue`, `ProductInfoHeaderValue`.

use crate::engine::types::record::{field, made};
use crate::engine::types::table::{properties, statics};
use crate::engine::types::{Class, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

fn bad_format(text: &str) -> Box<crate::engine::Fault> {
    arguments::throw("System.FormatException", format!("The format of value '{text}' is invalid."))
}

/// A scheme with what proves who asks: `Bearer abc`.
fn authentication(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let scheme = arguments::text(engine, args, 0)?;
    if scheme.is_empty() || scheme.contains(|letter: char| letter.is_whitespace()) {
        return Err(bad_format(&scheme));
    }
    let parameter = match args.get(1).filter(|value| !value.is_null()) {
        Some(value) => Some(convert::to_text(engine, value)?),
        None => None,
    };
    let text = match &parameter {
        Some(parameter) => format!("{scheme} {parameter}"),
        None => scheme.clone(),
    };
    let parameter = parameter.map_or(Value::Null, Value::text);
    Ok(made(&AUTHENTICATION, text, [("Scheme", Value::text(scheme)), ("Parameter", parameter)]))
}

pub static AUTHENTICATION: Class = Class {
    name: "System.Net.Http.Headers.AuthenticationHeaderValue",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" Parameter => |_, this| Ok(field(this, "Parameter"));
        "string" Scheme => |_, this| Ok(field(this, "Scheme"));
    },
    static_methods: statics! {
        Parse "static System.Net.Http.Headers.AuthenticationHeaderValue Parse(string input)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            let parts: Vec<Value> = text.trim().splitn(2, ' ').map(Value::text).collect();
            authentication(engine, &parts)
        };
    },
    construct: Some(authentication),
    constructors: &[
        "System.Net.Http.Headers.AuthenticationHeaderValue new(string scheme)",
        "System.Net.Http.Headers.AuthenticationHeaderValue new(string scheme, string parameter)",
    ],
    ..Class::EMPTY
};

/// `text/plain; charset=utf-8`, taken apart. Errors: it is no type of media.
fn media(class: &'static Class, text: &str) -> Outcome<Value> {
    let mut parts = text.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_string();
    let good = kind.split_once('/').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty() && !b.contains('/'));
    if !good || kind.contains(|letter: char| letter.is_whitespace()) {
        return Err(bad_format(text));
    }
    let charset = parts
        .clone()
        .find_map(|part| part.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset")))
        .map_or(Value::Null, |(_, value)| Value::text(value.trim()));
    let shown = std::iter::once(kind.as_str()).chain(parts.filter(|part| !part.is_empty()));
    let shown = shown.collect::<Vec<_>>().join("; ");
    Ok(made(class, shown, [("MediaType", Value::text(kind)), ("CharSet", charset)]))
}

/// The value of `Content-Type`. Errors: it is no type of media.
pub fn content_type(text: &str) -> Outcome<Value> {
    media(&MEDIA_TYPE, text)
}

macro_rules! media_class {
    ($constant:ident $name:literal $base:expr, $second:literal) => {
        pub static $constant: Class = Class {
            name: $name,
            base: Some($base),
            properties: properties! {
                "string" CharSet => |_, this| Ok(field(this, "CharSet"));
                "string" MediaType => |_, this| Ok(field(this, "MediaType"));
            },
            static_methods: statics! {
                Parse "static System.Net.Http.Headers.MediaTypeHeaderValue Parse(string input)" => |engine, args| {
                    let text = arguments::text(engine, args, 0)?;
                    media(&$constant, &text)
                };
            },
            construct: Some(|engine, args| {
                let text = arguments::text(engine, args, 0)?;
                if text.contains(';') {
                    return Err(bad_format(&text));
                }
                match args.get(1) {
                    Some(more) => {
                        let more = convert::to_text(engine, more)?;
                        media(&$constant, &format!("{text}; {}={more}", $second))
                    }
                    None => media(&$constant, &text),
                }
            }),
            ..Class::EMPTY
        };
    };
}

media_class!(MEDIA_TYPE "System.Net.Http.Headers.MediaTypeHeaderValue" &object::OBJECT, "charset");
media_class!(MEDIA_TYPE_WITH_QUALITY "System.Net.Http.Headers.MediaTypeWithQualityHeaderValue" &MEDIA_TYPE, "q");

pub static PRODUCT_INFO: Class = Class {
    name: "System.Net.Http.Headers.ProductInfoHeaderValue",
    base: Some(&object::OBJECT),
    construct: Some(|engine, args| {
        let first = arguments::text(engine, args, 0)?;
        let text = match args.get(1) {
            Some(version) => format!("{first}/{}", convert::to_text(engine, version)?),
            None if first.starts_with('(') && first.ends_with(')') => first,
            None => return Err(bad_format(&first)),
        };
        Ok(made(&PRODUCT_INFO, text, []))
    }),
    constructors: &[
        "System.Net.Http.Headers.ProductInfoHeaderValue new(string productName, string productVersion)",
        "System.Net.Http.Headers.ProductInfoHeaderValue new(string comment)",
    ],
    ..Class::EMPTY
};
