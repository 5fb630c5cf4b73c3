//! `System.Text.Encoding` and its classes.

use super::table::{methods, properties, static_properties, statics};
use super::{Class, arguments, array, object};
use crate::engine::encoding::TextEncoding;
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;

/// Names and number of an encoding.
struct Known {
    /// The name that `TextEncoding` knows.
    name: &'static str,
    web: &'static str,
    shown: &'static str,
    page: i32,
    most: i32,
}

const KNOWN: &[Known] = &[
    Known { name: "utf8", web: "utf-8", shown: "Unicode (UTF-8)", page: 65001, most: 3 },
    Known { name: "unicode", web: "utf-16", shown: "Unicode", page: 1200, most: 2 },
    Known { name: "bigendianunicode", web: "utf-16BE", shown: "Unicode (Big-Endian)", page: 1201, most: 2 },
    Known { name: "utf32", web: "utf-32", shown: "Unicode (UTF-32)", page: 12000, most: 4 },
    Known {
        name: "bigendianutf32",
        web: "utf-32BE",
        shown: "Unicode (UTF-32 Big-Endian)",
        page: 12001,
        most: 4,
    },
    Known { name: "ascii", web: "us-ascii", shown: "US-ASCII", page: 20127, most: 1 },
    Known { name: "latin1", web: "iso-8859-1", shown: "Western European (ISO)", page: 28591, most: 1 },
];

#[derive(Debug)]
struct Encoding {
    text: TextEncoding,
    name: String,
    page: i32,
    class: &'static Class,
    /// Whether writers put the mark.
    mark: bool,
}

impl Native for Encoding {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        Some(
            other
                .as_any()
                .downcast_ref::<Encoding>()
                .is_some_and(|other| other.page == self.page && other.mark == self.mark),
        )
    }
}

fn class_of(page: i32) -> &'static Class {
    match page {
        65001 => &UTF8,
        1200 | 1201 => &UNICODE,
        12000 | 12001 => &UTF32,
        20127 => &ASCII,
        28591 => &LATIN1,
        _ => &PAGE,
    }
}

/// An encoding by a name or number; `None` for one that is not there.
fn named(name: &str, mark: bool) -> Option<Value> {
    let text = TextEncoding::named(name)?;
    let lower = name.to_ascii_lowercase();
    let known = KNOWN.iter().find(|known| {
        known.name == lower || known.web.eq_ignore_ascii_case(&lower) || known.page.to_string() == lower
    });
    let page = known.map_or_else(
        || {
            lower.parse().unwrap_or(match lower.as_str() {
                "windows-1252" => 1252,
                "ibm437" => 437,
                _ => 0,
            })
        },
        |known| known.page,
    );
    let name = known.map_or(lower, |known| known.web.to_string());
    Some(Value::native(Encoding { text, name, page, class: class_of(page), mark }))
}

/// UTF-8 without a mark, as writers use it.
pub fn utf8() -> Value {
    named("utf8", false).unwrap_or_default()
}

/// UTF-16.
pub fn unicode() -> Value {
    named("unicode", true).unwrap_or_default()
}

pub fn is_encoding(value: &Value) -> bool {
    value.as_native::<Encoding>().is_some()
}

fn encoding(this: &Value) -> Outcome<&Encoding> {
    this.as_native::<Encoding>().ok_or_else(arguments::no_overload)
}

/// The encoding behind a value; `None` when it is none.
pub fn text_encoding(value: &Value) -> Option<TextEncoding> {
    value.as_native::<Encoding>().map(|found| found.text)
}

/// The bytes of a text in an encoding; UTF-8 when the value is none.
pub fn encode(value: &Value, text: &str) -> Vec<u8> {
    match value.as_native::<Encoding>() {
        Some(encoding) => encoding.text.encode(text),
        None => text.as_bytes().to_vec(),
    }
}

/// The text of bytes in an encoding; a mark at their start wins.
pub fn decode(value: &Value, bytes: &[u8]) -> String {
    match value.as_native::<Encoding>() {
        Some(encoding) => encoding.text.decode(bytes),
        None => decode_with_mark(bytes),
    }
}

/// The text of bytes by their mark, UTF-8 without one.
pub fn decode_with_mark(bytes: &[u8]) -> String {
    crate::engine::encoding::UTF8.decode(bytes)
}

/// The mark of an encoding.
pub fn preamble(value: &Value) -> Vec<u8> {
    match value.as_native::<Encoding>() {
        Some(found) if found.mark => match found.page {
            65001 => vec![0xEF, 0xBB, 0xBF],
            _ => found.text.mark().to_vec(),
        },
        _ => Vec::new(),
    }
}

/// Text from a text or an array of characters, or a part of it.
fn text_of(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    let units: Vec<u16> = match arguments::any(args, 0)? {
        value if value.is_null() => return Err(arguments::null("s")),
        value @ Value::Array(_) => {
            let unit = |item: &Value| if let Value::Char(unit) = item { Some(*unit) } else { None };
            array::items(value).iter().filter_map(unit).collect()
        }
        other if args.len() < 3 => return convert::to_text(engine, other),
        other => convert::to_text(engine, other)?.encode_utf16().collect(),
    };
    let part = if args.len() > 2 { arguments::range(args, 1, units.len())? } else { 0..units.len() };
    Ok(String::from_utf16_lossy(units.get(part).unwrap_or_default()))
}

/// Puts what was made into a buffer and gives how much it is. Errors: there is not room enough.
fn into_buffer(made: Vec<Value>, target: &Value, at: &Value, name: &str) -> Outcome<Value> {
    let at = convert::to_int(at)?;
    let room = array::items(target).len();
    let fits = usize::try_from(at).is_ok_and(|at| at.saturating_add(made.len()) <= room);
    if !fits {
        let what = if name == "bytes" { "bytes" } else { "characters" };
        let message = format!(
            "The output {} buffer is too small to contain the {} {what}. (Parameter '{name}')",
            if name == "bytes" { "byte" } else { "char" },
            if name == "bytes" { "encoded" } else { "decoded" },
        );
        return Err(arguments::throw("System.ArgumentException", message));
    }
    array::copy_into(&made, target, at)?;
    Ok(Value::Int(made.len() as i32))
}

fn bytes_of(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<u8>> {
    let value = arguments::any(args, 0)?;
    if value.is_null() {
        return Err(arguments::null("bytes"));
    }
    let bytes = arguments::to_bytes(engine, value)?;
    let range = if args.len() > 2 { arguments::range(args, 1, bytes.len())? } else { 0..bytes.len() };
    Ok(bytes.get(range).unwrap_or_default().to_vec())
}

/// Bytes to text, keeping a mark as the character that it is.
fn to_text(this: &Value, bytes: &[u8]) -> Outcome<String> {
    let found = encoding(this)?;
    Ok(match TextEncoding::by_mark(bytes) {
        Some((_, length)) if length <= bytes.len() => {
            let (start, rest) = bytes.split_at(length);
            let mark = if start == found.text.mark() || found.page == 65001 && length == 3 {
                "\u{FEFF}"
            } else {
                ""
            };
            if mark.is_empty() {
                found.text.decode(bytes)
            } else {
                format!("{mark}{}", found.text.decode(rest))
            }
        }
        _ => found.text.decode(bytes),
    })
}

fn known(this: &Value) -> Outcome<Option<&'static Known>> {
    let page = encoding(this)?.page;
    Ok(KNOWN.iter().find(|known| known.page == page))
}

fn get_encoding(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let name = arguments::text(engine, args, 0)?;
    named(&name, true).ok_or_else(|| match arguments::any(args, 0) {
        Ok(Value::Int(_)) => arguments::throw("System.NotSupportedException", format!("No data is available for encoding {name}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.")),
        _ => arguments::throw("System.ArgumentException", format!("'{name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')")),
    })
}

fn of(name: &str) -> Outcome<Value> {
    Ok(named(name, true).unwrap_or_default())
}

/// UTF-8 and Latin 1, which .NET calls fit for browsers and mail.
fn is_for_mail(page: i32) -> bool {
    matches!(page, 65001 | 28591)
}

pub static ENCODING: Class = Class {
    name: "System.Text.Encoding",
    base: Some(&object::OBJECT),
    interfaces: &["System.ICloneable"],
    properties: properties! {
        "string" BodyName => |_, this| Ok(Value::text(encoding(this)?.name.as_str()));
        "int" CodePage => |_, this| Ok(Value::Int(encoding(this)?.page));
        "string" EncodingName => |_, this| Ok(Value::text(match known(this)? {
            Some(known) => known.shown.to_string(),
            None => encoding(this)?.name.clone(),
        }));
        "string" HeaderName => |_, this| Ok(Value::text(encoding(this)?.name.as_str()));
        "bool" IsSingleByte => |_, this| Ok(Value::Bool(!matches!(encoding(this)?.page, 65001 | 1200 | 1201 | 12000 | 12001)));
        "bool" IsReadOnly => |_, _| Ok(Value::Bool(true));
        "bool" IsAlwaysNormalized => |_, _| Ok(Value::Bool(false));
        "bool" IsBrowserDisplay => |_, this| Ok(Value::Bool(is_for_mail(encoding(this)?.page)));
        "bool" IsBrowserSave => |_, this| Ok(Value::Bool(encoding(this)?.page == 1200 || is_for_mail(encoding(this)?.page)));
        "bool" IsMailNewsDisplay => |_, this| Ok(Value::Bool(is_for_mail(encoding(this)?.page) || encoding(this)?.page == 20127));
        "bool" IsMailNewsSave => |_, this| Ok(Value::Bool(is_for_mail(encoding(this)?.page) || encoding(this)?.page == 20127));
        "System.ReadOnlySpan[byte]" Preamble => |_, this| Ok(arguments::bytes(preamble(this)));
        "string" WebName => |_, this| Ok(Value::text(encoding(this)?.name.as_str()));
        "int" WindowsCodePage => |_, this| Ok(Value::Int(match encoding(this)?.page {
            page @ (65001 | 1200 | 1201 | 12000 | 12001) => if page == 65001 { 1200 } else { page },
            _ => 1252,
        }));
    },
    methods: methods! {
        Clone "System.Object Clone()" "System.Object ICloneable.Clone()" => |_, this, _| Ok(this.clone());
        GetByteCount "int GetByteCount(char[] chars)" "int GetByteCount(string s)" "int GetByteCount(char[] chars, int index, int count)" "int GetByteCount(string s, int index, int count)" => |engine, this, args| {
            let text = text_of(engine, args)?;
            Ok(Value::Int(encode(this, &text).len() as i32))
        };
        GetBytes "byte[] GetBytes(char[] chars)" "byte[] GetBytes(char[] chars, int index, int count)" "byte[] GetBytes(string s)" "byte[] GetBytes(string s, int index, int count)"
            "int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)"
            "int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex)"
            => |engine, this, args| {
                let text = text_of(engine, args)?;
                let bytes = encode(this, &text);
                match args {
                    [_, _, _, target, at] => into_buffer(bytes.into_iter().map(Value::Byte).collect(), target, at, "bytes"),
                    _ => Ok(arguments::bytes(bytes)),
                }
            };
        GetCharCount "int GetCharCount(byte[] bytes)" "int GetCharCount(byte[] bytes, int index, int count)" => |engine, this, args| {
            let bytes = bytes_of(engine, args)?;
            Ok(Value::Int(to_text(this, &bytes)?.encode_utf16().count() as i32))
        };
        GetChars "char[] GetChars(byte[] bytes)" "char[] GetChars(byte[] bytes, int index, int count)" "int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)" => |engine, this, args| {
            let bytes = bytes_of(engine, args)?;
            let units = to_text(this, &bytes)?.encode_utf16().map(Value::Char).collect();
            match args {
                [_, _, _, target, at] => into_buffer(units, target, at, "chars"),
                _ => Ok(arguments::array_of(&super::named("System.Char"), units)),
            }
        };
        GetMaxByteCount "int GetMaxByteCount(int charCount)" => |_, this, args| {
            let most = known(this)?.map_or(2, |known| known.most);
            Ok(Value::Int((arguments::int(args, 0)? + 1).saturating_mul(most)))
        };
        GetMaxCharCount "int GetMaxCharCount(int byteCount)" => |_, _, args| Ok(Value::Int(arguments::int(args, 0)?.saturating_add(1)));
        GetPreamble "byte[] GetPreamble()" => |_, this, _| Ok(arguments::bytes(preamble(this)));
        GetString "string GetString(byte[] bytes)" "string GetString(byte[] bytes, int index, int count)" => |engine, this, args| {
            let bytes = bytes_of(engine, args)?;
            to_text(this, &bytes).map(Value::text)
        };
    },
    static_properties: static_properties! {
        "System.Text.Encoding" ASCII => |_| of("ascii");
        "System.Text.Encoding" BigEndianUnicode => |_| of("bigendianunicode");
        "System.Text.Encoding" Default => |_| Ok(utf8());
        "System.Text.Encoding" Latin1 => |_| of("latin1");
        "System.Text.Encoding" Unicode => |_| of("unicode");
        "System.Text.Encoding" UTF7 => |_| Err(arguments::throw("System.NotSupportedException", "Support for UTF-7 is disabled. See https://aka.ms/dotnet-warnings/SYSLIB0001 for more information."));
        "System.Text.Encoding" UTF32 => |_| of("utf32");
        "System.Text.Encoding" UTF8 => |_| of("utf8");
    },
    static_methods: statics! {
        Convert "static byte[] Convert(System.Text.Encoding srcEncoding, System.Text.Encoding dstEncoding, byte[] bytes)" "static byte[] Convert(System.Text.Encoding srcEncoding, System.Text.Encoding dstEncoding, byte[] bytes, int index, int count)" => |engine, args| {
            let bytes = arguments::to_bytes(engine, arguments::any(args, 2)?)?;
            let text = to_text(arguments::any(args, 0)?, &bytes)?;
            Ok(arguments::bytes(encode(arguments::any(args, 1)?, &text)))
        };
        GetEncoding "static System.Text.Encoding GetEncoding(int codepage)" "static System.Text.Encoding GetEncoding(int codepage, System.Text.EncoderFallback encoderFallback, System.Text.DecoderFallback decoderFallback)" "static System.Text.Encoding GetEncoding(string name)" "static System.Text.Encoding GetEncoding(string name, System.Text.EncoderFallback encoderFallback, System.Text.DecoderFallback decoderFallback)" => get_encoding;
        CreateTranscodingStream
            "static System.IO.Stream CreateTranscodingStream(System.IO.Stream innerStream, System.Text.Encoding innerStreamEncoding, System.Text.Encoding outerStreamEncoding, bool leaveOpen = False)"
            => |_, _| Err(crate::engine::Fault::not_supported("Encoding.CreateTranscodingStream"));
        GetEncodings "static System.Text.EncodingInfo[] GetEncodings()" => |_, _| Ok(encodings());
        RegisterProvider "static void RegisterProvider(System.Text.EncodingProvider provider)" => |_, _| Ok(Value::Empty);
    },
    bound: true,
    ..Class::EMPTY
};

super::record::record_class!(ENCODING_INFO "System.Text.EncodingInfo" [
    "CodePage" "int", "DisplayName" "string", "Name" "string"
]);

/// The encodings that .NET knows without further providers.
fn encodings() -> Value {
    const ALL: &[(i32, &str, &str)] = &[
        (1200, "utf-16", "Unicode"),
        (1201, "utf-16BE", "Unicode (Big-Endian)"),
        (12000, "utf-32", "Unicode (UTF-32)"),
        (12001, "utf-32BE", "Unicode (UTF-32 Big-Endian)"),
        (20127, "us-ascii", "US-ASCII"),
        (28591, "iso-8859-1", "Western European (ISO)"),
        (65001, "utf-8", "Unicode (UTF-8)"),
    ];
    let rows = ALL.iter().map(|(page, name, display)| {
        let fields = [
            ("CodePage", Value::Int(*page)),
            ("DisplayName", Value::text(*display)),
            ("Name", Value::text(*name)),
        ];
        super::record::made(&ENCODING_INFO, "", fields)
    });
    Value::array(rows.collect())
}

macro_rules! encodings {
    ($($constant:ident $name:literal $encoding:literal [$($parameters:literal),*]),* $(,)?) => {
        $(static $constant: Class = Class {
            name: $name,
            base: Some(&ENCODING),
            construct: Some(|_, args| {
                let first = args.first().is_none_or(convert::to_bool);
                let big = $encoding != "utf8" && args.first().is_some_and(convert::to_bool);
                let name = match ($encoding, big) {
                    ("unicode", true) => "bigendianunicode",
                    ("utf32", true) => "bigendianutf32",
                    (name, _) => name,
                };
                let mark = match $encoding {
                    "utf8" => !args.is_empty() && first,
                    _ => args.get(1).is_none_or(convert::to_bool),
                };
                Ok(named(name, mark).unwrap_or_default())
            }),
            constructors: &[$(concat!($name, " new(", $parameters, ")")),*],
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&ENCODING, $(&$constant),*];
    };
}

encodings! {
    UTF8 "System.Text.UTF8Encoding" "utf8" ["", "bool encoderShouldEmitUTF8Identifier", "bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes"],
    UNICODE "System.Text.UnicodeEncoding" "unicode" ["", "bool bigEndian, bool byteOrderMark", "bool bigEndian, bool byteOrderMark, bool throwOnInvalidBytes"],
    UTF32 "System.Text.UTF32Encoding" "utf32" ["", "bool bigEndian, bool byteOrderMark", "bool bigEndian, bool byteOrderMark, bool throwOnInvalidCharacters"],
    ASCII "System.Text.ASCIIEncoding" "ascii" [""],
    LATIN1 "System.Text.Latin1Encoding" "latin1" [""],
    PAGE "System.Text.SBCSCodePageEncoding" "ansi" [""],
}
