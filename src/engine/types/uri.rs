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
        Err(url::ParseError::RelativeUrlWithoutBase) if text.is_empty() => {
            Err(invalid("Invalid URI: The URI is empty."))
        }
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

fn not_relative() -> Box<crate::engine::Fault> {
    arguments::throw(
        "System.InvalidOperationException",
        "This operation is not supported for a relative URI.",
    )
}

/// `UriHostNameType`: Unknown 0, Basic 1, Dns 2, IPv4 3, IPv6 4.
fn host_type(host: &str, of_address: bool) -> i64 {
    let bare = host.trim_matches(['[', ']']);
    if bare.parse::<std::net::Ipv4Addr>().is_ok() {
        3
    } else if bare.parse::<std::net::Ipv6Addr>().is_ok() {
        4
    } else if host.is_empty() {
        i64::from(of_address)
    } else {
        let label = |part: &str| {
            !part.is_empty()
                && part.len() <= 63
                && part.chars().all(|character| character.is_alphanumeric() || "-_".contains(character))
                && !part.starts_with('-')
        };
        let plain = host.strip_suffix('.').unwrap_or(host);
        if plain.split('.').all(label) { 2 } else { 0 }
    }
}

fn url_of(this: &Value) -> Outcome<Url> {
    if !convert::to_bool(&field(this, "IsAbsoluteUri")) {
        return Err(not_relative());
    }
    Url::parse(&convert::display(&field(this, "AbsoluteUri"))).map_err(|_| arguments::no_overload())
}

/// `GetLeftPart`: scheme 0, authority 1, path 2, query 3.
fn left_part(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let wanted = super::named("System.UriPartial");
    let part = match convert::to_type(engine, arguments::any(args, 0)?.clone(), &wanted)? {
        Value::Enum(value) => value.number,
        _ => return Err(arguments::no_overload()),
    };
    let mut url = url_of(this)?;
    Ok(Value::text(match part {
        0 => format!("{}://", url.scheme()),
        1 => url.as_str().get(..url.as_str().len() - rest_length(&url)).unwrap_or_default().to_string(),
        2 => {
            url.set_query(None);
            url.set_fragment(None);
            url.to_string()
        }
        _ => {
            url.set_fragment(None);
            url.to_string()
        }
    }))
}

/// The length of what follows the authority.
fn rest_length(url: &Url) -> usize {
    let query = url.query().map_or(0, |query| query.len() + 1);
    let fragment = url.fragment().map_or(0, |fragment| fragment.len() + 1);
    url.path().len() + query + fragment
}

/// `%41` at a place in UTF-16 units.
fn escaped_at(text: &str, at: usize) -> Option<u8> {
    let rest = text.get(at..)?.strip_prefix('%')?;
    u8::from_str_radix(rest.get(..2)?, 16).ok()
}

macro_rules! scheme {
    ($name:literal, $value:literal) => {
        super::StaticProperty {
            name: $name,
            type_name: "string",
            get: |_| Ok(Value::text($value)),
            set: None,
        }
    };
}

macro_rules! part {
    ($name:literal, $kind:literal) => {
        Property {
            name: $name,
            type_name: $kind,
            get: |_, this| {
                let relative = convert::to_bool(&field(this, "IsAbsoluteUri"));
                if !relative && !matches!($name, "IsAbsoluteUri" | "OriginalString" | "UserEscaped") {
                    return Err(not_relative());
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

/// The number of an argument of an enumeration; `otherwise` when it is not given.
fn bits(engine: &mut Engine, args: &[Value], index: usize, kind: &str, otherwise: i64) -> Outcome<i64> {
    let Some(value) = args.get(index) else { return Ok(otherwise) };
    let value = convert::to_type(engine, value.clone(), &super::named(kind))?;
    Ok(if let Value::Enum(found) = value.unwrapped() { found.number } else { otherwise })
}

/// The parts of an address that the bits of `UriComponents` name, with what separates them.
fn components(this: &Value, parts: i64) -> Outcome<String> {
    if !convert::to_bool(&field(this, "IsAbsoluteUri")) {
        return Err(not_relative());
    }
    let text = |name: &str| convert::display(&field(this, name));
    let (path, query, fragment) = (text("AbsolutePath"), text("Query"), text("Fragment"));
    let port = text("Port");
    let is_default = convert::to_bool(&field(this, "IsDefaultPort"));
    let has = |bit: i64| parts & bit != 0;
    // One part alone stands without its separator.
    let single = parts.count_ones() == 1;
    let mut out = String::new();
    if has(1) {
        out.push_str(&text("Scheme"));
        if !single {
            out.push_str("://");
        }
    }
    if has(2) && !text("UserInfo").is_empty() {
        out.push_str(&text("UserInfo"));
        if !single {
            out.push('@');
        }
    }
    if has(4) {
        out.push_str(&text("Host"));
    }
    if has(128) || has(8) && !is_default {
        if !single {
            out.push(':');
        }
        out.push_str(&port);
    }
    if has(16) {
        out.push_str(if single { path.trim_start_matches('/') } else { &path });
    }
    if has(32) {
        out.push_str(if single { query.trim_start_matches('?') } else { &query });
    }
    if has(64) {
        out.push_str(if single { fragment.trim_start_matches('#') } else { &fragment });
    }
    Ok(out)
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
        Property {
            name: "HostNameType",
            type_name: "System.UriHostNameType",
            get: |_, this| {
                if !convert::to_bool(&field(this, "IsAbsoluteUri")) {
                    return Err(not_relative());
                }
                let host = convert::display(&field(this, "Host"));
                Ok(super::enumeration::value("System.UriHostNameType", host_type(&host, true)))
            },
            set: None,
        },
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
    methods: &[
        object::equals_own!("bool Equals(System.Object comparand)", "bool Equals(uri other)"),
        Method {
            name: "GetLeftPart",
            signatures: &["string GetLeftPart(System.UriPartial part)"],
            call: left_part,
        },
        Method {
            name: "IsWellFormedOriginalString",
            signatures: &["bool IsWellFormedOriginalString()"],
            call: |_, this, _| {
                let text = convert::display(&field(this, "OriginalString"));
                Ok(Value::Bool(!text.contains([' ', '<', '>', '"', '\\']) && from_text(&text, true).is_ok()))
            },
        },
        Method {
            name: "MakeRelativeUri",
            signatures: &["uri MakeRelativeUri(uri uri)"],
            call: |_, this, args| {
                let (own, other) = (url_of(this)?, url_of(arguments::any(args, 0)?)?);
                match own.make_relative(&other) {
                    Some(text) => from_text(&text, true),
                    None => from_text(other.as_str(), true),
                }
            },
        },
        Method {
            name: "MakeRelative",
            signatures: &["string MakeRelative(uri toUri)"],
            call: |engine, this, args| {
                let found = crate::engine::member::invoke(engine, this, "MakeRelativeUri", args)?;
                Ok(Value::text(convert::display(&found)))
            },
        },
        Method {
            name: "GetComponents",
            signatures: &["string GetComponents(System.UriComponents components, System.UriFormat format)"],
            call: |engine, this, args| {
                let text = components(this, bits(engine, args, 0, "System.UriComponents", 127)?)?;
                let unescaped = matches!(bits(engine, args, 1, "System.UriFormat", 1)?, 2 | 3);
                Ok(Value::text(if unescaped { decode(&text) } else { text }))
            },
        },
        super::span::try_format!("bool TryFormat(System.Span[char] destination, [ref] int charsWritten)"),
        Method {
            name: "IsBaseOf",
            signatures: &["bool IsBaseOf(uri uri)"],
            call: |engine, this, args| {
                let (own, other) = (convert::to_text(engine, this)?, arguments::text(engine, args, 0)?);
                let folder = own.rfind('/').map_or(own.as_str(), |at| own.get(..=at).unwrap_or(&own));
                Ok(Value::Bool(other.starts_with(folder)))
            },
        },
    ],
    static_properties: &[
        scheme!("SchemeDelimiter", "://"),
        scheme!("UriSchemeData", "data"),
        scheme!("UriSchemeFile", "file"),
        scheme!("UriSchemeFtp", "ftp"),
        scheme!("UriSchemeFtps", "ftps"),
        scheme!("UriSchemeGopher", "gopher"),
        scheme!("UriSchemeHttp", "http"),
        scheme!("UriSchemeHttps", "https"),
        scheme!("UriSchemeMailto", "mailto"),
        scheme!("UriSchemeNetPipe", "net.pipe"),
        scheme!("UriSchemeNetTcp", "net.tcp"),
        scheme!("UriSchemeNews", "news"),
        scheme!("UriSchemeNntp", "nntp"),
        scheme!("UriSchemeSftp", "sftp"),
        scheme!("UriSchemeSsh", "ssh"),
        scheme!("UriSchemeTelnet", "telnet"),
        scheme!("UriSchemeWs", "ws"),
        scheme!("UriSchemeWss", "wss"),
    ],
    static_methods: &[
        StaticMethod {
            name: "CheckHostName",
            signatures: &["static System.UriHostNameType CheckHostName(string name)"],
            call: |engine, args| {
                let host = arguments::text(engine, args, 0)?;
                Ok(super::enumeration::value("System.UriHostNameType", host_type(&host, false)))
            },
        },
        StaticMethod {
            name: "CheckSchemeName",
            signatures: &["static bool CheckSchemeName(string schemeName)"],
            call: |engine, args| {
                let name = arguments::text(engine, args, 0)?;
                let good = name.starts_with(|first: char| first.is_ascii_alphabetic())
                    && name
                        .chars()
                        .all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
                Ok(Value::Bool(good))
            },
        },
        StaticMethod {
            name: "FromHex",
            signatures: &["static int FromHex(char digit)"],
            call: |engine, args| {
                let digit =
                    arguments::text(engine, args, 0)?.chars().next().and_then(|digit| digit.to_digit(16));
                digit.map(|digit| Value::Int(digit as i32)).ok_or_else(|| {
                    arguments::throw(
                        "System.ArgumentException",
                        "Value does not fall within the expected range. (Parameter 'digit')",
                    )
                })
            },
        },
        StaticMethod {
            name: "HexEscape",
            signatures: &["static string HexEscape(char character)"],
            call: |engine, args| match arguments::text(engine, args, 0)?.chars().next().map(u32::from) {
                Some(code) if code < 256 => Ok(Value::text(format!("%{code:02X}"))),
                _ => Err(arguments::throw(
                    "System.ArgumentOutOfRangeException",
                    "Specified argument was out of the range of valid values. (Parameter 'character')",
                )),
            },
        },
        StaticMethod {
            name: "HexUnescape",
            signatures: &["static char HexUnescape(string pattern, [ref] int index)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let target = arguments::any(args, 1)?;
                let given = crate::engine::member::get(engine, target, "Value")?.unwrap_or_default();
                let at = usize::try_from(convert::to_int(&given)?).unwrap_or(usize::MAX);
                let (unit, length) = match (escaped_at(&text, at), text.encode_utf16().nth(at)) {
                    (Some(byte), _) => (u16::from(byte), 3),
                    (None, Some(unit)) => (unit, 1),
                    (None, None) => {
                        return Err(arguments::throw(
                            "System.ArgumentOutOfRangeException",
                            "Specified argument was out of the range of valid values. (Parameter 'index')",
                        ));
                    }
                };
                super::reference::assign(engine, target, Value::Int((at + length) as i32))?;
                Ok(Value::Char(unit))
            },
        },
        StaticMethod {
            name: "IsHexDigit",
            signatures: &["static bool IsHexDigit(char character)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                Ok(Value::Bool(text.chars().next().is_some_and(|character| character.is_ascii_hexdigit())))
            },
        },
        StaticMethod {
            name: "IsHexEncoding",
            signatures: &["static bool IsHexEncoding(string pattern, int index)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let at = usize::try_from(arguments::int(args, 1)?).unwrap_or(usize::MAX);
                Ok(Value::Bool(escaped_at(&text, at).is_some()))
            },
        },
        StaticMethod {
            name: "EscapeDataString",
            signatures: &[
                "static string EscapeDataString(string stringToEscape)",
                "static string EscapeDataString(System.ReadOnlySpan[char] charsToEscape)",
            ],
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
            signatures: &[
                "static string UnescapeDataString(string stringToUnescape)",
                "static string UnescapeDataString(System.ReadOnlySpan[char] charsToUnescape)",
            ],
            call: |engine, args| Ok(Value::text(decode(&arguments::text(engine, args, 0)?))),
        },
        StaticMethod {
            name: "TryEscapeDataString",
            signatures: &[
                "static bool TryEscapeDataString(System.ReadOnlySpan[char] charsToEscape, System.Span[char] destination, [ref] int charsWritten)",
            ],
            call: |_, _| super::span::refused(),
        },
        StaticMethod {
            name: "TryUnescapeDataString",
            signatures: &[
                "static bool TryUnescapeDataString(System.ReadOnlySpan[char] charsToUnescape, System.Span[char] destination, [ref] int charsWritten)",
            ],
            call: |_, _| super::span::refused(),
        },
        StaticMethod {
            name: "Compare",
            signatures: &[
                "static int Compare(uri uri1, uri uri2, System.UriComponents partsToCompare, System.UriFormat compareFormat, System.StringComparison comparisonType)",
            ],
            call: |engine, args| {
                let parts = bits(engine, args, 2, "System.UriComponents", 127)?;
                let (first, second) = (
                    components(arguments::any(args, 0)?, parts)?,
                    components(arguments::any(args, 1)?, parts)?,
                );
                let order = match arguments::ignores_case(args.get(4)) {
                    true => first.to_lowercase().cmp(&second.to_lowercase()),
                    false => first.cmp(&second),
                };
                Ok(Value::Int(order as i32))
            },
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
                "static bool TryCreate(string uriString, [ref] System.UriCreationOptions creationOptions, [ref] uri result)",
                "static bool TryCreate(uri baseUri, string relativeUri, [ref] uri result)",
                "static bool TryCreate(uri baseUri, uri relativeUri, [ref] uri result)",
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
        "uri new(string uriString, bool dontEscape)",
        "uri new(uri baseUri, string relativeUri, bool dontEscape)",
        "uri new(string uriString, System.UriKind uriKind)",
        "uri new(string uriString, [ref] System.UriCreationOptions creationOptions)",
        "uri new(uri baseUri, string relativeUri)",
        "uri new(uri baseUri, uri relativeUri)",
    ],
    ..Class::EMPTY
};

/// Text as an address of either kind, as PowerShell casts it.
pub fn convert_text(text: &str) -> Outcome<Value> {
    from_text(text, true)
}

pub(super) const CLASSES: &[&Class] = &[&URI];
