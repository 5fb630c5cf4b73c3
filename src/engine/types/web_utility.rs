//! `System.Net.WebUtility` and `System.Web.HttpUtility`.

use super::table::statics;
use super::{Class, arguments, name_value_collection, object, text_encoding};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};

/// `&`, `<`, `>`, quotes, and characters from U+00A0 to U+00FF and beyond the basic plane as entities.
fn html_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{A0}'..='\u{FF}' | '\u{10000}'.. => out.push_str(&format!("&#{};", character as u32)),
            other => out.push(other),
        }
    }
    out
}

/// Entities that HTML text often has, by name.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("gt", '>'),
    ("lt", '<'),
    ("quot", '"'),
    ("nbsp", '\u{A0}'),
    ("iexcl", '¡'),
    ("cent", '¢'),
    ("pound", '£'),
    ("yen", '¥'),
    ("sect", '§'),
    ("uml", '¨'),
    ("copy", '©'),
    ("laquo", '«'),
    ("reg", '®'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("micro", 'µ'),
    ("para", '¶'),
    ("middot", '·'),
    ("raquo", '»'),
    ("frac14", '¼'),
    ("frac12", '½'),
    ("frac34", '¾'),
    ("iquest", '¿'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("Aring", 'Å'),
    ("AElig", 'Æ'),
    ("Ccedil", 'Ç'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Euml", 'Ë'),
    ("Iacute", 'Í'),
    ("Ntilde", 'Ñ'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Ouml", 'Ö'),
    ("times", '×'),
    ("Oslash", 'Ø'),
    ("Uacute", 'Ú'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("divide", '÷'),
    ("oslash", 'ø'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("yacute", 'ý'),
    ("yuml", 'ÿ'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("hellip", '…'),
    ("trade", '™'),
    ("euro", '€'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
];

fn html_decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = after.split_once(';').filter(|(name, _)| name.len() < 32 && !name.contains('&'));
        match found.and_then(|(name, tail)| entity(name).map(|character| (character, tail))) {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => char::from_u32(u32::from_str_radix(digits, 16).ok()?),
            None => char::from_u32(number.parse().ok()?),
        },
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, character)| *character),
    }
}

/// A form's encoding: blanks are `+`, other bytes `%XX`.
fn url_encoded(text: &str, upper: bool) -> String {
    encoded_bytes(text.as_bytes(), upper)
}

fn encoded_bytes(bytes: &[u8], upper: bool) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'!' | b'*' | b'(' | b')' => {
                out.push(char::from(byte))
            }
            b' ' => out.push('+'),
            _ if upper => out.push_str(&format!("%{byte:02X}")),
            _ => out.push_str(&format!("%{byte:02x}")),
        }
    }
    out
}

fn url_decoded(text: &str) -> String {
    String::from_utf8_lossy(&decoded_bytes(text.as_bytes())).into_owned()
}

fn decoded_bytes(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(byte) = raw.get(at) {
        let digits = raw.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let digits = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, digits) {
            (b'%', Some(found)) => {
                bytes.push(found);
                at += 3;
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            (other, _) => bytes.push(*other),
        }
        at += 1;
    }
    bytes
}

/// The bytes of the first argument, or of the part that the next two say.
fn over_bytes(engine: &mut Engine, args: &[Value], how: impl Fn(&[u8]) -> Vec<u8>) -> Outcome<Value> {
    let all = match arguments::any(args, 0)?.unwrapped() {
        Value::Null => return Ok(Value::Null),
        Value::String(text) => text.as_bytes().to_vec(),
        other => arguments::to_bytes(engine, &other.clone())?,
    };
    let range = if args.len() > 2 { arguments::range(args, 1, all.len())? } else { 0..all.len() };
    Ok(arguments::bytes(how(all.get(range).unwrap_or_default())))
}

fn over(engine: &mut Engine, args: &[Value], how: impl Fn(&str) -> String) -> Outcome<Value> {
    if arguments::any(args, 0)?.is_null() {
        return Ok(Value::Null);
    }
    let text = arguments::text(engine, args, 0)?;
    Ok(Value::text(how(&text)))
}

static WEB: Class = Class {
    name: "System.Net.WebUtility",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        HtmlDecode "static string HtmlDecode(string value)" => |engine, args| over(engine, args, html_decoded);
        HtmlEncode "static string HtmlEncode(string value)" => |engine, args| over(engine, args, html_encoded);
        UrlDecode "static string UrlDecode(string encodedValue)" => |engine, args| over(engine, args, url_decoded);
        UrlDecodeToBytes "static byte[] UrlDecodeToBytes(byte[] encodedValue, int offset, int count)" => |engine, args| over_bytes(engine, args, decoded_bytes);
        UrlEncodeToBytes "static byte[] UrlEncodeToBytes(byte[] value, int offset, int count)" => |engine, args| over_bytes(engine, args, |bytes| encoded_bytes(bytes, true).into_bytes());
        UrlEncode "static string UrlEncode(string value)" => |engine, args| over(engine, args, |text| url_encoded(text, true));
    },
    ..Class::EMPTY
};

fn javascript_encoded(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\u{8}' => out.push_str("\\b"),
            '\u{C}' => out.push_str("\\f"),
            '\'' | '<' | '>' | '&' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", character as u32))
            }
            other if other.is_control() => out.push_str(&format!("\\u{:04x}", other as u32)),
            other => out.push(other),
        }
    }
    out
}

static HTTP: Class = Class {
    name: "System.Web.HttpUtility",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        HtmlAttributeEncode "static string HtmlAttributeEncode(string s)" => |engine, args| {
            over(engine, args, |text| text.replace('&', "&amp;").replace('"', "&quot;").replace('\'', "&#39;").replace('<', "&lt;"))
        };
        HtmlDecode "static string HtmlDecode(string s)" => |engine, args| over(engine, args, html_decoded);
        HtmlEncode "static string HtmlEncode(string s)" "static string HtmlEncode(System.Object value)" => |engine, args| over(engine, args, html_encoded);
        JavaScriptStringEncode "static string JavaScriptStringEncode(string value)" "static string JavaScriptStringEncode(string value, bool addDoubleQuotes)" => |engine, args| {
            let quoted = args.get(1).is_some_and(crate::engine::convert::to_bool);
            over(engine, args, |text| match quoted {
                true => format!("\"{}\"", javascript_encoded(text)),
                false => javascript_encoded(text),
            })
        };
        ParseQueryString "static System.Collections.Specialized.NameValueCollection ParseQueryString(string query)" => |engine, args| {
            let text = arguments::text(engine, args, 0)?;
            let text = text.strip_prefix('?').unwrap_or(&text);
            let pairs = text.split('&').filter(|part| !part.is_empty()).map(|part| {
                let (name, value) = part.split_once('=').unwrap_or(("", part));
                (url_decoded(name), url_decoded(value))
            });
            Ok(name_value_collection::value(pairs.collect::<Vec<_>>()))
        };
        UrlDecode "static string UrlDecode(string str)" "static string UrlDecode(string str, System.Text.Encoding e)" "static string UrlDecode(byte[] bytes, System.Text.Encoding e)" "static string UrlDecode(byte[] bytes, int offset, int count, System.Text.Encoding e)" => |engine, args| {
            let (given, encoding) = match args {
                [given @ .., last] if text_encoding::is_encoding(last) => (given, last.clone()),
                given => (given, text_encoding::utf8()),
            };
            Ok(match over_bytes(engine, given, decoded_bytes)? {
                null if null.is_null() => Value::Null,
                bytes => Value::text(text_encoding::decode(&encoding, &arguments::to_bytes(engine, &bytes)?)),
            })
        };
        UrlDecodeToBytes "static byte[] UrlDecodeToBytes(string str)" "static byte[] UrlDecodeToBytes(byte[] bytes)" "static byte[] UrlDecodeToBytes(byte[] bytes, int offset, int count)" => |engine, args| over_bytes(engine, args, decoded_bytes);
        UrlEncodeToBytes "static byte[] UrlEncodeToBytes(string str)" "static byte[] UrlEncodeToBytes(byte[] bytes)" "static byte[] UrlEncodeToBytes(byte[] bytes, int offset, int count)" => |engine, args| over_bytes(engine, args, |bytes| encoded_bytes(bytes, false).into_bytes());
        UrlEncode "static string UrlEncode(string str)" "static string UrlEncode(string str, System.Text.Encoding e)" "static string UrlEncode(byte[] bytes)" "static string UrlEncode(byte[] bytes, int offset, int count)" => |engine, args| {
            let bytes = match args {
                [text, encoding] if !text.is_null() => {
                    let text = crate::engine::convert::to_text(engine, text)?;
                    text_encoding::encode(encoding, &text)
                }
                given => match over_bytes(engine, given.get(..given.len().min(3)).unwrap_or_default(), <[u8]>::to_vec)? {
                    null if null.is_null() => return Ok(Value::Null),
                    bytes => arguments::to_bytes(engine, &bytes)?,
                },
            };
            Ok(Value::text(encoded_bytes(&bytes, false)))
        };
        UrlPathEncode "static string UrlPathEncode(string str)" => |engine, args| over(engine, args, |text| url_encoded(text, false).replace('+', "%20").replace("%2f", "/"));
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&WEB, &HTTP];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_encoding() {
        for text in ["<a href='x'>é & \"q\"</a>", "a b&c=d/ü%", "", "&nope; &#x41;"] {
            assert_eq!(html_decoded(&html_encoded(text)), text);
            assert_eq!(url_decoded(&url_encoded(text, true)), text);
        }
        assert_eq!(url_encoded("a b&c", true), "a+b%26c");
        assert_eq!(html_decoded("&eacute;&#233;&#xE9;&bad"), "ééé&bad");
    }
}
