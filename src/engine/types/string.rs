//! `System.String`. Indices count UTF-16 units, as .NET's do.

mod search;
mod split;
pub(crate) mod statics;

use super::table::{methods, properties, static_properties};
use super::{Class, Indexer, arguments, comparer, enumeration, object, sequence};
use crate::engine::culture::Culture;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, operators};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

pub(crate) fn own(this: &Value) -> Cow<'_, str> {
    match this.unwrapped() {
        Value::String(text) => Cow::Borrowed(text.as_str()),
        other => Cow::Owned(convert::display(other)),
    }
}

/// Whether places are bytes; a text knows it after the first question.
fn is_ascii(this: &Value) -> bool {
    matches!(this.unwrapped(), Value::String(text) if text.is_ascii())
}

/// Length in UTF-16 units; a text knows it after the first question.
fn length_of(this: &Value) -> i32 {
    match this.unwrapped() {
        Value::String(text) => i32::try_from(text.len_utf16()).unwrap_or(i32::MAX),
        other => length(&convert::display(other)),
    }
}

/// Length in UTF-16 units.
fn length(text: &str) -> i32 {
    let units = if text.is_ascii() { text.len() } else { text.encode_utf16().count() };
    i32::try_from(units).unwrap_or(i32::MAX)
}

/// A part by UTF-16 units; `None` when it reaches beyond the end.
pub(crate) fn part(text: &str, start: i32, length: Option<i32>) -> Option<String> {
    part_of(text, text.is_ascii(), start, length)
}

/// As [`part`], of a text that is known to have places by bytes or not.
fn part_of(text: &str, is_ascii: bool, start: i32, length: Option<i32>) -> Option<String> {
    let start = usize::try_from(start).ok()?;
    let end = |whole: usize| match length {
        Some(length) => start.checked_add(usize::try_from(length).ok()?),
        None => Some(whole),
    };
    if is_ascii {
        return text.get(start..end(text.len())?).map(str::to_string);
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    units.get(start..end(units.len())?).map(String::from_utf16_lossy)
}

/// `x ('-1') must be a non-negative value.`
fn negative(parameter: &str, value: i32) -> Box<Fault> {
    with_actual(format!("{parameter} ('{value}') must be a non-negative value."), parameter, value)
}

/// `x ('9') must be less than or equal to '3'.`
fn too_large(parameter: &str, value: i32, most: i32) -> Box<Fault> {
    with_actual(format!("{parameter} ('{value}') must be less than or equal to '{most}'."), parameter, value)
}

fn with_actual(message: String, parameter: &str, value: i32) -> Box<Fault> {
    let message = format!("{message} (Parameter '{parameter}')\nActual value was {value}.");
    arguments::throw("System.ArgumentOutOfRangeException", message)
}

fn past_end() -> Box<Fault> {
    arguments::out_of_range("startIndex cannot be larger than length of string.", "startIndex")
}

fn substring(this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = own(this);
    let start = arguments::int(args, 0)?;
    let count = args.get(1).map(convert::to_int).transpose()?;
    if let Some(found) = part_of(&text, is_ascii(this), start, count) {
        return Ok(Value::text(found));
    }
    Err(match count {
        _ if start < 0 => negative("startIndex", start),
        _ if start > length(&text) => past_end(),
        Some(count) if count < 0 => negative("length", count),
        _ => {
            arguments::out_of_range("Index and length must refer to a location within the string.", "length")
        }
    })
}

fn remove(this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = own(this);
    let start = arguments::int(args, 0)?;
    if start < 0 {
        return Err(negative("startIndex", start));
    }
    let room = length(&text) - start;
    let count = match args.get(1) {
        Some(count) => convert::to_int(count)?,
        None if room < 0 => return Err(past_end()),
        None => room,
    };
    if count < 0 {
        return Err(negative("count", count));
    }
    if count > room {
        return Err(too_large("count", count, room));
    }
    match (part(&text, 0, Some(start)), part(&text, start + count, None)) {
        (Some(before), Some(after)) => Ok(Value::text(before + &after)),
        _ => Err(past_end()),
    }
}

fn insert(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = own(this);
    let at = arguments::int(args, 0)?;
    let more = arguments::text(engine, args, 1)?;
    match (part(&text, 0, Some(at)), part(&text, at, None)) {
        (Some(before), Some(after)) => Ok(Value::text(before + &more + &after)),
        _ if at < 0 => Err(negative("startIndex", at)),
        _ => Err(too_large("startIndex", at, length(&text))),
    }
}

/// All characters of the arguments: characters, texts and arrays of them.
fn characters(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<char>> {
    let mut found = Vec::new();
    for argument in args {
        match argument {
            Value::Array(array) => {
                let items = array.items.borrow().clone();
                found.extend(characters(engine, &items)?);
            }
            other => found.extend(convert::to_text(engine, other)?.chars()),
        }
    }
    Ok(found)
}

fn trim(engine: &mut Engine, this: &Value, args: &[Value], start: bool, end: bool) -> Outcome<Value> {
    let text = own(this);
    let wanted = characters(engine, args)?;
    let drop = |character: char| {
        if wanted.is_empty() { is_white(character) } else { wanted.contains(&character) }
    };
    let mut left: &str = &text;
    if start {
        left = left.trim_start_matches(drop);
    }
    if end {
        left = left.trim_end_matches(drop);
    }
    Ok(Value::text(left))
}

/// `Char.IsWhiteSpace`
pub(crate) fn is_white(character: char) -> bool {
    character.is_whitespace()
}

fn pad(this: &Value, args: &[Value], left: bool) -> Outcome<Value> {
    let text = own(this);
    let width = arguments::int(args, 0)?;
    if width < 0 {
        return Err(negative("totalWidth", width));
    }
    let fill = match args.get(1) {
        Some(Value::Char(unit)) => char::from_u32(u32::from(*unit)).unwrap_or('\u{FFFD}'),
        _ => ' ',
    };
    let missing = usize::try_from(width - length(&text)).unwrap_or(0).min(1 << 28);
    let padding: String = std::iter::repeat_n(fill, missing).collect();
    Ok(Value::text(if left { padding + &text } else { text.into_owned() + &padding }))
}

fn replace(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = own(this);
    let (old, new) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
    if old.is_empty() {
        return Err(arguments::throw(
            "System.ArgumentException",
            "The value cannot be an empty string. (Parameter 'oldValue')",
        ));
    }
    if arguments::ignores_case(args.get(2)) {
        let regex = operators::regex(&fancy_regex::escape(&old), true)?;
        let escaped = new.replace('$', "$$");
        return operators::regex_tools::replace_some(
            engine,
            &regex,
            &text,
            &Value::text(escaped),
            usize::MAX,
            0,
            true,
        );
    }
    Ok(Value::text(text.replace(&old, &new)))
}

/// `\r\n`, `\r`, `\n`, `\f`, U+0085, U+2028 and U+2029 become one kind of line end.
fn replace_line_endings(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let end = args.first().map_or(Ok("\n".to_string()), |end| convert::to_text(engine, end))?;
    let text = own(this);
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                out.push_str(&end);
            }
            '\n' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str(&end),
            other => out.push(other),
        }
    }
    Ok(Value::text(out))
}

fn normalize(text: &str, form: i64) -> String {
    match form {
        2 => text.nfd().collect(),
        5 => text.nfkc().collect(),
        6 => text.nfkd().collect(),
        _ => text.nfc().collect(),
    }
}

/// Upper or lower case, unit by unit as .NET does: characters whose other case is longer stay.
pub(crate) fn cased(text: &str, upper: bool) -> String {
    if text.is_ascii() {
        return if upper { text.to_ascii_uppercase() } else { text.to_ascii_lowercase() };
    }
    text.chars()
        .map(|character| {
            let mut mapped: (Option<char>, Option<char>) = (None, None);
            // The dotless i has a capital in languages only.
            if upper && character == 'ı' {
                return character;
            }
            if upper {
                let mut all = character.to_uppercase();
                mapped = (all.next(), all.next());
            } else {
                let mut all = character.to_lowercase();
                mapped.0 = all.next();
                mapped.1 = all.next();
            }
            match mapped {
                (Some(one), None) => one,
                _ => character,
            }
        })
        .collect()
}

/// As [`cased`], in the language of a culture: Turkish and Azerbaijani tell the two letters i apart.
pub(crate) fn cased_in(text: &str, upper: bool, culture: &Culture) -> String {
    let language = culture.name.split('-').next().unwrap_or_default();
    let is_turkic = matches!(language, "tr" | "az");
    if !is_turkic && text.is_ascii() {
        return cased(text, upper);
    }
    let pairs: &[(char, char)] = match (is_turkic, upper, language) {
        (true, true, _) => &[('i', 'İ'), ('ı', 'I')],
        (true, false, _) => &[('I', 'ı'), ('İ', 'i')],
        (false, true, language) if !language.is_empty() => &[('ı', 'I')],
        (false, false, language) if !language.is_empty() => &[('İ', 'i')],
        _ => &[],
    };
    if !text.contains(|character| pairs.iter().any(|(from, _)| *from == character)) {
        return cased(text, upper);
    }
    let one = |character: char| match pairs.iter().find(|(from, _)| *from == character) {
        Some((_, to)) => to.to_string(),
        None => cased(character.encode_utf8(&mut [0; 4]), upper),
    };
    text.chars().map(one).collect()
}

fn compare_to(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let other = arguments::any(args, 0)?;
    if other.is_null() {
        return Ok(Value::Int(1));
    }
    let other = convert::to_text(engine, other)?;
    Ok(Value::Int(operators::text_order(&own(this), &other, false) as i32))
}

fn equals(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    match (arguments::any(args, 0)?.unwrapped(), args.get(1)) {
        (Value::String(other), comparison) => {
            statics::equal_texts(&own(this), other, comparison).map(Value::Bool)
        }
        (_, _) => {
            let _ = engine;
            Ok(Value::Bool(false))
        }
    }
}

fn copy_to(this: &Value, args: &[Value]) -> Outcome<Value> {
    let units: Vec<Value> = own(this).encode_utf16().map(Value::Char).collect();
    let bounds = [arguments::any(args, 0)?.clone(), arguments::any(args, 3)?.clone()];
    let range = arguments::range(&bounds, 0, units.len())?;
    super::array::copy_into(
        units.get(range).unwrap_or_default(),
        arguments::any(args, 1)?,
        arguments::int(args, 2)?,
    )
}

fn to_chars(this: &Value, args: &[Value]) -> Outcome<Value> {
    let units: Vec<Value> = own(this).encode_utf16().map(Value::Char).collect();
    let units = match args.is_empty() {
        true => units,
        false => {
            let range = arguments::range(args, 0, units.len()).map_err(|_| {
                arguments::out_of_range(
                    "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
                    "startIndex",
                )
            })?;
            units.get(range).unwrap_or_default().to_vec()
        }
    };
    Ok(arguments::array_of(&super::named("System.Char"), units))
}

fn runes(this: &Value) -> Value {
    let items = own(this)
        .chars()
        .map(|character| {
            super::record::made(
                &RUNE,
                character.to_string(),
                [
                    ("Value", Value::Int(character as i32)),
                    ("IsAscii", Value::Bool(character.is_ascii())),
                    ("IsBmp", Value::Bool(character.len_utf16() == 1)),
                    ("Utf16SequenceLength", Value::Int(character.len_utf16() as i32)),
                    ("Utf8SequenceLength", Value::Int(character.len_utf8() as i32)),
                ],
            )
        })
        .collect();
    sequence::enumerator(&RUNES, items)
}

super::record::record_class!(RUNE "System.Text.Rune" ["IsAscii", "IsBmp", "Utf16SequenceLength", "Utf8SequenceLength", "Value"]);
static RUNES: Class = Class {
    name: "System.Text.StringRuneEnumerator",
    base: Some(&sequence::ENUMERATOR),
    value_type: true,
    ..Class::EMPTY
};

pub static STRING: Class = Class {
    name: "System.String",
    base: Some(&object::OBJECT),
    interfaces: &[
        "System.IComparable",
        "System.Collections.IEnumerable",
        "System.Collections.Generic.IEnumerable",
        "System.ICloneable",
        "System.IConvertible",
        "System.IEquatable",
    ],
    properties: properties! {
        "int" Length => |_, this| Ok(match this.unwrapped() {
            Value::String(text) => Value::Int(text.len_utf16() as i32),
            _ => Value::Int(0),
        });
    },
    methods: methods! {
        Clone "System.Object Clone()" "System.Object ICloneable.Clone()" => |_, this, _| Ok(this.unwrapped().clone());
        CompareTo
            "int CompareTo(System.Object value)"
            "int CompareTo(string strB)"
            "int IComparable.CompareTo(System.Object obj)"
            "int IComparable[string].CompareTo(string other)"
            => compare_to;
        Contains
            "bool Contains(string value)"
            "bool Contains(string value, System.StringComparison comparisonType)"
            "bool Contains(char value)"
            "bool Contains(char value, System.StringComparison comparisonType)"
            => search::contains;
        CopyTo
            "void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)"
            "void CopyTo(System.Span[char] destination)"
            => |_, this, args| copy_to(this, args);
        EndsWith
            "bool EndsWith(string value)"
            "bool EndsWith(string value, System.StringComparison comparisonType)"
            "bool EndsWith(string value, bool ignoreCase, cultureinfo culture)"
            "bool EndsWith(char value)"
            => |engine, this, args| search::test(engine, this, args, |text, wanted| text.ends_with(wanted));
        EnumerateRunes "System.Text.StringRuneEnumerator EnumerateRunes()" => |_, this, _| Ok(runes(this));
        Equals
            "bool Equals(System.Object obj)"
            "bool Equals(string value)"
            "bool Equals(string value, System.StringComparison comparisonType)"
            "bool IEquatable[string].Equals(string other)"
            => equals;
        GetEnumerator
            "System.CharEnumerator GetEnumerator()"
            "System.Collections.IEnumerator IEnumerable.GetEnumerator()"
            "System.Collections.Generic.IEnumerator[char] IEnumerable[char].GetEnumerator()"
            => |_, this, _| {
                let items = own(this).encode_utf16().map(Value::Char).collect();
                Ok(sequence::enumerator(&sequence::CHAR_ENUMERATOR, items))
            };
        GetHashCode "int GetHashCode()" "int GetHashCode(System.StringComparison comparisonType)" => |_, this, args| {
            let text = own(this);
            Ok(Value::Int(match arguments::ignores_case(args.first()) {
                true => object::hash_of(&text.to_uppercase()),
                false => object::hash_of(&text),
            }))
        };
        GetPinnableReference "System.Char&, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e GetPinnableReference()" => |_, _, _| {
            Err(Fault::not_supported("String.GetPinnableReference"))
        };
        GetTypeCode "System.TypeCode GetTypeCode()" "System.TypeCode IConvertible.GetTypeCode()" => |_, _, _| Ok(enumeration::value("System.TypeCode", 18));
        IndexOf
            "int IndexOf(char value)"
            "int IndexOf(char value, int startIndex)"
            "int IndexOf(char value, System.StringComparison comparisonType)"
            "int IndexOf(char value, int startIndex, int count)"
            "int IndexOf(string value)"
            "int IndexOf(string value, int startIndex)"
            "int IndexOf(string value, int startIndex, int count)"
            "int IndexOf(string value, System.StringComparison comparisonType)"
            "int IndexOf(string value, int startIndex, System.StringComparison comparisonType)"
            "int IndexOf(string value, int startIndex, int count, System.StringComparison comparisonType)"
            => search::index_of;
        IndexOfAny
            "int IndexOfAny(char[] anyOf)"
            "int IndexOfAny(char[] anyOf, int startIndex)"
            "int IndexOfAny(char[] anyOf, int startIndex, int count)"
            => search::index_of_any;
        Insert "string Insert(int startIndex, string value)" => insert;
        IsNormalized "bool IsNormalized()" "bool IsNormalized(System.Text.NormalizationForm normalizationForm)" => |_, this, args| {
            let text = own(this);
            Ok(Value::Bool(text == normalize(&text, arguments::number_or(args, 0, 1))))
        };
        LastIndexOf
            "int LastIndexOf(char value)"
            "int LastIndexOf(char value, int startIndex)"
            "int LastIndexOf(char value, int startIndex, int count)"
            "int LastIndexOf(string value)"
            "int LastIndexOf(string value, int startIndex)"
            "int LastIndexOf(string value, int startIndex, int count)"
            "int LastIndexOf(string value, System.StringComparison comparisonType)"
            "int LastIndexOf(string value, int startIndex, System.StringComparison comparisonType)"
            "int LastIndexOf(string value, int startIndex, int count, System.StringComparison comparisonType)"
            => search::last_index_of;
        LastIndexOfAny
            "int LastIndexOfAny(char[] anyOf)"
            "int LastIndexOfAny(char[] anyOf, int startIndex)"
            "int LastIndexOfAny(char[] anyOf, int startIndex, int count)"
            => search::last_index_of_any;
        Normalize "string Normalize()" "string Normalize(System.Text.NormalizationForm normalizationForm)" => |_, this, args| {
            Ok(Value::text(normalize(&own(this), arguments::number_or(args, 0, 1))))
        };
        PadLeft "string PadLeft(int totalWidth)" "string PadLeft(int totalWidth, char paddingChar)" => |_, this, args| pad(this, args, true);
        PadRight "string PadRight(int totalWidth)" "string PadRight(int totalWidth, char paddingChar)" => |_, this, args| pad(this, args, false);
        Remove "string Remove(int startIndex, int count)" "string Remove(int startIndex)" => |_, this, args| remove(this, args);
        Replace
            "string Replace(string oldValue, string newValue, bool ignoreCase, cultureinfo culture)"
            "string Replace(string oldValue, string newValue, System.StringComparison comparisonType)"
            "string Replace(char oldChar, char newChar)"
            "string Replace(string oldValue, string newValue)"
            => replace;
        ReplaceLineEndings "string ReplaceLineEndings()" "string ReplaceLineEndings(string replacementText)" => replace_line_endings;
        Split
            "string[] Split(char separator, System.StringSplitOptions options = System.StringSplitOptions.None)"
            "string[] Split(char separator, int count, System.StringSplitOptions options = System.StringSplitOptions.None)"
            "string[] Split(Params char[] separator)"
            "string[] Split(System.ReadOnlySpan[char] separator)"
            "string[] Split(char[] separator, int count)"
            "string[] Split(char[] separator, System.StringSplitOptions options)"
            "string[] Split(char[] separator, int count, System.StringSplitOptions options)"
            "string[] Split(string separator, System.StringSplitOptions options = System.StringSplitOptions.None)"
            "string[] Split(string separator, int count, System.StringSplitOptions options = System.StringSplitOptions.None)"
            "string[] Split(string[] separator, System.StringSplitOptions options)"
            "string[] Split(string[] separator, int count, System.StringSplitOptions options)"
            => split::split;
        StartsWith
            "bool StartsWith(string value)"
            "bool StartsWith(string value, System.StringComparison comparisonType)"
            "bool StartsWith(string value, bool ignoreCase, cultureinfo culture)"
            "bool StartsWith(char value)"
            => |engine, this, args| search::test(engine, this, args, |text, wanted| text.starts_with(wanted));
        Substring "string Substring(int startIndex)" "string Substring(int startIndex, int length)" => |_, this, args| substring(this, args);
        ToCharArray "char[] ToCharArray()" "char[] ToCharArray(int startIndex, int length)" => |_, this, args| to_chars(this, args);
        ToLower "string ToLower()" "string ToLower(cultureinfo culture)" => |_, this, args| Ok(Value::text(cased_in(&own(this), false, &super::culture_info::provider(args.first()))));
        ToLowerInvariant "string ToLowerInvariant()" => |_, this, _| Ok(Value::text(cased(&own(this), false)));
        ToString "string ToString()" "string ToString(System.IFormatProvider provider)" "string IConvertible.ToString(System.IFormatProvider provider)" => |_, this, _| Ok(this.unwrapped().clone());
        ToUpper "string ToUpper()" "string ToUpper(cultureinfo culture)" => |_, this, args| Ok(Value::text(cased_in(&own(this), true, &super::culture_info::provider(args.first()))));
        ToUpperInvariant "string ToUpperInvariant()" => |_, this, _| Ok(Value::text(cased(&own(this), true)));
        Trim "string Trim()" "string Trim(char trimChar)" "string Trim(Params char[] trimChars)" "string Trim(System.ReadOnlySpan[char] trimChars)" => |engine, this, args| trim(engine, this, args, true, true);
        TrimEnd "string TrimEnd()" "string TrimEnd(char trimChar)" "string TrimEnd(Params char[] trimChars)" "string TrimEnd(System.ReadOnlySpan[char] trimChars)" => |engine, this, args| trim(engine, this, args, false, true);
        TrimStart "string TrimStart()" "string TrimStart(char trimChar)" "string TrimStart(Params char[] trimChars)" "string TrimStart(System.ReadOnlySpan[char] trimChars)" => |engine, this, args| trim(engine, this, args, true, false);
        TryCopyTo "bool TryCopyTo(System.Span[char] destination)" => |_, _, _| Err(Fault::not_supported("String.TryCopyTo"));
    },
    static_properties: static_properties! {
        "string" Empty => |_| Ok(Value::text(""));
    },
    static_methods: statics::METHODS,
    construct: Some(statics::construct),
    constructors: &[
        "string new(char[] value)",
        "string new(char[] value, int startIndex, int length)",
        "string new(System.Char*, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e value)",
        "string new(char c, int count)",
        "string new(System.ReadOnlySpan[char] value)",
    ],
    indexer: Some(Indexer {
        signature: "char Chars(int index) {get;}",
        get: |_, this, index| {
            let at = usize::try_from(convert::to_int(index)?).unwrap_or(usize::MAX);
            own(this).encode_utf16().nth(at).map(Value::Char).ok_or_else(|| {
                arguments::throw(
                    "System.IndexOutOfRangeException",
                    "Index was outside the bounds of the array.",
                )
            })
        },
        set: None,
    }),
    bound: true,
    ..Class::EMPTY
};

/// The order of two texts by a `StringComparison` number.
pub(crate) fn order_by(a: &str, b: &str, comparison: i64) -> i32 {
    match comparison {
        4 => comparer::ordinal_text(a, b),
        5 => comparer::ordinal_text(&cased(a, true), &cased(b, true)),
        other => operators::text_order(a, b, other % 2 == 1) as i32,
    }
}

pub(super) const CLASSES: &[&Class] = &[&STRING, &RUNE, &RUNES];
