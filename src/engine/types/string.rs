//! `System.String`. Indices count UTF-16 units, as .NET's do.

use super::{Class, Method, Property, StaticMethod, StaticProperty, arguments, object};
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Outcome, convert, member, operators};
use std::cell::RefCell;
use std::rc::Rc;

fn own(this: &Value) -> String {
    convert::display(this)
}

/// A part by UTF-16 units; `None` when it reaches beyond the end.
fn part(text: &str, start: i32, length: Option<i32>) -> Option<String> {
    let start = usize::try_from(start).ok()?;
    if text.is_ascii() {
        let end = match length {
            Some(length) => start.checked_add(usize::try_from(length).ok()?)?,
            None => text.len(),
        };
        return text.get(start..end).map(str::to_string);
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let end = match length {
        Some(length) => start.checked_add(usize::try_from(length).ok()?)?,
        None => units.len(),
    };
    units.get(start..end).map(String::from_utf16_lossy)
}

/// Byte offset as UTF-16 units.
fn units_before(text: &str, byte: usize) -> i32 {
    text.get(..byte).map_or(0, |before| before.encode_utf16().count() as i32)
}

fn strings(items: impl IntoIterator<Item = String>) -> Value {
    let items = items.into_iter().map(Value::from).collect();
    Value::Array(Rc::new(Array { element: Some(super::named("System.String")), items: RefCell::new(items) }))
}

fn substring(this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = own(this);
    let start = arguments::int(args, 0)?;
    let length = match args.get(1) {
        Some(length) => Some(convert::to_int(length)?),
        None => None,
    };
    if let Some(found) = part(&text, start, length) {
        return Ok(Value::text(found));
    }
    let size = text.encode_utf16().count() as i32;
    Err(if start < 0 {
        arguments::out_of_range(
            &format!("startIndex ('{start}') must be a non-negative value."),
            "startIndex",
        )
        .with_actual(start)
    } else if start > size {
        arguments::out_of_range("startIndex cannot be larger than length of string.", "startIndex")
    } else if length.is_some_and(|length| length < 0) {
        let length = length.unwrap_or_default();
        arguments::out_of_range(&format!("length ('{length}') must be a non-negative value."), "length")
            .with_actual(length)
    } else {
        arguments::out_of_range("Index and length must refer to a location within the string.", "length")
    })
}

/// .NET adds the value that was out of range on a line of its own.
trait Actual {
    fn with_actual(self, value: i32) -> Self;
}

impl Actual for Box<crate::engine::Fault> {
    fn with_actual(mut self, value: i32) -> Self {
        if let crate::engine::Fault::Error { record, .. } = self.as_mut() {
            record.exception.message.push_str(&format!("\nActual value was {value}."));
        }
        self
    }
}

/// Where a text is found, from the start or the end.
fn index_of(engine: &mut Engine, this: &Value, args: &[Value], last: bool) -> Outcome<Value> {
    let text = own(this);
    let wanted = arguments::text(engine, args, 0)?;
    let fold = arguments::ignores_case(
        args.last().filter(|_| args.len() > 1).filter(|value| !convert::is_number(value)),
    );
    let from = match args.get(1) {
        Some(start) if convert::is_number(start) => usize::try_from(convert::to_int(start)?).unwrap_or(0),
        _ => 0,
    };
    let (haystack, needle) =
        if fold { (text.to_lowercase(), wanted.to_lowercase()) } else { (text.clone(), wanted) };
    let skipped: usize = haystack
        .chars()
        .scan(0, |units, character| {
            let before = *units;
            *units += character.len_utf16();
            Some((before, character))
        })
        .take_while(|(before, _)| *before < from)
        .map(|(_, character)| character.len_utf8())
        .sum();
    let found = if last {
        haystack.rfind(&needle)
    } else {
        haystack.get(skipped..).and_then(|rest| rest.find(&needle)).map(|at| at + skipped)
    };
    Ok(Value::Int(found.map_or(-1, |at| units_before(&haystack, at))))
}

fn index_of_any(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = own(this);
    let wanted = characters(engine, args)?;
    Ok(Value::Int(
        text.find(|character| wanted.contains(&character)).map_or(-1, |at| units_before(&text, at)),
    ))
}

fn test(engine: &mut Engine, this: &Value, args: &[Value], test: fn(&str, &str) -> bool) -> Outcome<Value> {
    let (text, wanted) = (own(this), arguments::text(engine, args, 0)?);
    Ok(Value::Bool(match arguments::ignores_case(args.get(1)) {
        true => test(&text.to_lowercase(), &wanted.to_lowercase()),
        false => test(&text, &wanted),
    }))
}

/// All characters of the arguments: characters, texts and arrays of them.
fn characters(engine: &mut Engine, args: &[Value]) -> Outcome<Vec<char>> {
    let mut found = Vec::new();
    for argument in args {
        match member::enumerate(engine, argument)? {
            Some(items) => {
                for item in items {
                    found.extend(convert::to_text(engine, &item)?.chars());
                }
            }
            None => found.extend(convert::to_text(engine, argument)?.chars()),
        }
    }
    Ok(found)
}

fn trim(engine: &mut Engine, this: &Value, args: &[Value], start: bool, end: bool) -> Outcome<Value> {
    let text = own(this);
    let wanted = characters(engine, args)?;
    let drop = |character: char| {
        if wanted.is_empty() { character.is_whitespace() } else { wanted.contains(&character) }
    };
    let mut left = text.as_str();
    if start {
        left = left.trim_start_matches(drop);
    }
    if end {
        left = left.trim_end_matches(drop);
    }
    Ok(Value::text(left))
}

fn pad(engine: &mut Engine, this: &Value, args: &[Value], left: bool) -> Outcome<Value> {
    let text = own(this);
    let width = usize::try_from(arguments::int(args, 0)?)
        .map_err(|_| arguments::out_of_range("Non-negative number required.", "totalWidth"))?;
    let fill = match args.get(1) {
        Some(fill) => convert::to_text(engine, fill)?.chars().next().unwrap_or(' '),
        None => ' ',
    };
    let missing = width.saturating_sub(text.encode_utf16().count()).min(1 << 24);
    let padding: String = std::iter::repeat_n(fill, missing).collect();
    Ok(Value::text(if left { padding + &text } else { text + &padding }))
}

/// `Split` with characters or texts, a count and options.
fn split(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = own(this);
    let mut separators: Vec<String> = Vec::new();
    let mut most = usize::MAX;
    let (mut drop_empty, mut trim) = (false, false);
    for (index, argument) in args.iter().enumerate() {
        let shown = convert::display(argument);
        match argument.unwrapped() {
            Value::Enum(_) => {
                drop_empty |= shown.contains("RemoveEmptyEntries");
                trim |= shown.contains("TrimEntries");
            }
            Value::String(_)
                if index > 0 && ["RemoveEmptyEntries", "None", "TrimEntries"].contains(&shown.as_str()) =>
            {
                drop_empty |= shown == "RemoveEmptyEntries";
                trim |= shown == "TrimEntries";
            }
            value if convert::is_number(value) && index > 0 => {
                most = usize::try_from(convert::to_int(value)?).unwrap_or(0)
            }
            value => match member::enumerate(engine, value)? {
                Some(items) => {
                    for item in items {
                        separators.push(convert::to_text(engine, &item)?);
                    }
                }
                None => separators.push(shown),
            },
        }
    }
    separators.retain(|separator| !separator.is_empty());
    Ok(strings(pieces(&text, &separators, most, drop_empty, trim)))
}

fn pieces(text: &str, separators: &[String], most: usize, drop_empty: bool, trim: bool) -> Vec<String> {
    let next = |rest: &str| -> Option<(usize, usize)> {
        match separators.is_empty() {
            true => rest
                .char_indices()
                .find(|(_, character)| character.is_whitespace())
                .map(|(at, character)| (at, character.len_utf8())),
            false => separators
                .iter()
                .filter_map(|separator| rest.find(separator.as_str()).map(|at| (at, separator.len())))
                .min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length))),
        }
    };
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let is_last = parts.len() + 1 >= most;
        let (piece, after) = match next(rest).filter(|_| !is_last) {
            Some((at, length)) => {
                (rest.get(..at).unwrap_or_default(), Some(rest.get(at + length..).unwrap_or_default()))
            }
            None => (rest, None),
        };
        let piece = if trim { piece.trim() } else { piece };
        if !(drop_empty && piece.is_empty()) {
            parts.push(piece.to_string());
        }
        match after {
            Some(after) => rest = after,
            None => break,
        }
    }
    if most == 0 { Vec::new() } else { parts }
}

fn replace(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = own(this);
    let (old, new) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
    if old.is_empty() {
        return Err(arguments::throw(
            "System.ArgumentException",
            "String cannot be of zero length. (Parameter 'oldValue')",
        ));
    }
    if arguments::ignores_case(args.get(2)) {
        let regex = operators::regex(&fancy_regex::escape(&old), true)?;
        let escaped = new.replace('$', "$$");
        return operators::regex_tools::replace_text(engine, &regex, &text, &Value::text(escaped));
    }
    Ok(Value::text(text.replace(&old, &new)))
}

fn concat(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let mut text = String::new();
    for argument in args {
        for item in member::enumerate(engine, argument)?.unwrap_or_else(|| vec![argument.clone()]) {
            text.push_str(&convert::to_text(engine, &item)?);
        }
    }
    Ok(Value::text(text))
}

fn join(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let separator = arguments::text(engine, args, 0)?;
    let mut parts = Vec::new();
    for argument in args.iter().skip(1) {
        for item in member::enumerate(engine, argument)?.unwrap_or_else(|| vec![argument.clone()]) {
            parts.push(convert::to_text(engine, &item)?);
        }
    }
    Ok(Value::text(parts.join(&separator)))
}

fn is_blank(engine: &mut Engine, args: &[Value], white: bool) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    Ok(Value::Bool(if white { text.trim().is_empty() } else { text.is_empty() }))
}

fn compare(engine: &mut Engine, args: &[Value], ordinal: bool) -> Outcome<Value> {
    let (a, b) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
    if ordinal {
        let difference = a
            .encode_utf16()
            .zip(b.encode_utf16())
            .map(|(x, y)| i32::from(x) - i32::from(y))
            .find(|d| *d != 0);
        return Ok(Value::Int(difference.unwrap_or(a.len() as i32 - b.len() as i32)));
    }
    let fold = arguments::ignores_case(args.get(2));
    Ok(Value::Int(operators::text_order(&a, &b, fold) as i32))
}

pub static STRING: Class = Class {
    name: "System.String",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.Collections.IEnumerable"],
    properties: &[Property {
        name: "Length",
        type_name: "int",
        get: |_, this| {
            Ok(match this.unwrapped() {
                Value::String(text) => Value::Int(text.len_utf16() as i32),
                _ => Value::Int(0),
            })
        },
        set: None,
    }],
    methods: &[
        Method {
            name: "CompareTo",
            signatures: &["int CompareTo(System.Object value)"],
            call: |engine, this, args| {
                compare(engine, &[this.clone(), arguments::any(args, 0)?.clone()], false)
            },
        },
        Method {
            name: "Contains",
            signatures: &["bool Contains(string value)"],
            call: |engine, this, args| test(engine, this, args, |text, wanted| text.contains(wanted)),
        },
        Method {
            name: "EndsWith",
            signatures: &["bool EndsWith(string value)"],
            call: |engine, this, args| test(engine, this, args, |text, wanted| text.ends_with(wanted)),
        },
        Method {
            name: "Equals",
            signatures: &[
                "bool Equals(string value)",
                "bool Equals(string value, System.StringComparison comparisonType)",
            ],
            call: |engine, this, args| test(engine, this, args, |text, wanted| text == wanted),
        },
        Method {
            name: "IndexOf",
            signatures: &["int IndexOf(string value)"],
            call: |engine, this, args| index_of(engine, this, args, false),
        },
        Method { name: "IndexOfAny", signatures: &["int IndexOfAny(char[] anyOf)"], call: index_of_any },
        Method {
            name: "Insert",
            signatures: &["string Insert(int startIndex, string value)"],
            call: |engine, this, args| {
                let text = own(this);
                let at = arguments::int(args, 0)?;
                let more = arguments::text(engine, args, 1)?;
                match (part(&text, 0, Some(at)), part(&text, at, None)) {
                    (Some(before), Some(after)) => Ok(Value::text(before + &more + &after)),
                    _ => Err(arguments::out_of_range(
                        "Specified argument was out of the range of valid values.",
                        "startIndex",
                    )),
                }
            },
        },
        Method {
            name: "IsNormalized",
            signatures: &["bool IsNormalized()"],
            call: |_, this, _| Ok(Value::Bool(own(this).is_ascii())),
        },
        Method {
            name: "LastIndexOf",
            signatures: &["int LastIndexOf(string value)"],
            call: |engine, this, args| index_of(engine, this, args, true),
        },
        Method {
            name: "PadLeft",
            signatures: &[
                "string PadLeft(int totalWidth)",
                "string PadLeft(int totalWidth, char paddingChar)",
            ],
            call: |engine, this, args| pad(engine, this, args, true),
        },
        Method {
            name: "PadRight",
            signatures: &[
                "string PadRight(int totalWidth)",
                "string PadRight(int totalWidth, char paddingChar)",
            ],
            call: |engine, this, args| pad(engine, this, args, false),
        },
        Method {
            name: "Remove",
            signatures: &["string Remove(int startIndex)", "string Remove(int startIndex, int count)"],
            call: |_, this, args| {
                let text = own(this);
                let start = arguments::int(args, 0)?;
                let after = match args.get(1) {
                    Some(count) => part(&text, start.saturating_add(convert::to_int(count)?), None),
                    None => Some(String::new()),
                };
                match (part(&text, 0, Some(start)), after) {
                    (Some(before), Some(after)) => Ok(Value::text(before + &after)),
                    _ => Err(arguments::out_of_range(
                        "Index and count must refer to a location within the string.",
                        "count",
                    )),
                }
            },
        },
        Method {
            name: "Replace",
            signatures: &["string Replace(string oldValue, string newValue)"],
            call: replace,
        },
        Method {
            name: "Split",
            signatures: &[
                "string[] Split(Params char[] separator)",
                "string[] Split(string separator, System.StringSplitOptions options)",
            ],
            call: split,
        },
        Method {
            name: "StartsWith",
            signatures: &["bool StartsWith(string value)"],
            call: |engine, this, args| test(engine, this, args, |text, wanted| text.starts_with(wanted)),
        },
        Method {
            name: "Substring",
            signatures: &["string Substring(int startIndex)", "string Substring(int startIndex, int length)"],
            call: |_, this, args| substring(this, args),
        },
        Method {
            name: "ToCharArray",
            signatures: &["char[] ToCharArray()"],
            call: |_, this, _| {
                let items = own(this).encode_utf16().map(Value::Char).collect();
                Ok(Value::Array(Rc::new(Array {
                    element: Some(super::named("System.Char")),
                    items: RefCell::new(items),
                })))
            },
        },
        Method {
            name: "ToLower",
            signatures: &["string ToLower()"],
            call: |_, this, _| Ok(Value::text(own(this).to_lowercase())),
        },
        Method {
            name: "ToLowerInvariant",
            signatures: &["string ToLowerInvariant()"],
            call: |_, this, _| Ok(Value::text(own(this).to_lowercase())),
        },
        Method {
            name: "ToString",
            signatures: &["string ToString()"],
            call: |_, this, _| Ok(this.unwrapped().clone()),
        },
        Method {
            name: "ToUpper",
            signatures: &["string ToUpper()"],
            call: |_, this, _| Ok(Value::text(own(this).to_uppercase())),
        },
        Method {
            name: "ToUpperInvariant",
            signatures: &["string ToUpperInvariant()"],
            call: |_, this, _| Ok(Value::text(own(this).to_uppercase())),
        },
        Method {
            name: "Trim",
            signatures: &["string Trim()", "string Trim(Params char[] trimChars)"],
            call: |engine, this, args| trim(engine, this, args, true, true),
        },
        Method {
            name: "TrimEnd",
            signatures: &["string TrimEnd()", "string TrimEnd(Params char[] trimChars)"],
            call: |engine, this, args| trim(engine, this, args, false, true),
        },
        Method {
            name: "TrimStart",
            signatures: &["string TrimStart()", "string TrimStart(Params char[] trimChars)"],
            call: |engine, this, args| trim(engine, this, args, true, false),
        },
    ],
    static_properties: &[StaticProperty {
        name: "Empty",
        type_name: "string",
        get: |_| Ok(Value::text("")),
        set: None,
    }],
    static_methods: &[
        StaticMethod {
            name: "Compare",
            signatures: &[
                "static int Compare(string strA, string strB)",
                "static int Compare(string strA, string strB, bool ignoreCase)",
            ],
            call: |engine, args| compare(engine, args, false),
        },
        StaticMethod {
            name: "CompareOrdinal",
            signatures: &["static int CompareOrdinal(string strA, string strB)"],
            call: |engine, args| compare(engine, args, true),
        },
        StaticMethod {
            name: "Concat",
            signatures: &["static string Concat(Params System.Object[] args)"],
            call: concat,
        },
        StaticMethod {
            name: "Equals",
            signatures: &["static bool Equals(string a, string b)"],
            call: |engine, args| {
                let first = arguments::any(args, 0)?.clone();
                test(engine, &first, args.get(1..).unwrap_or_default(), |text, wanted| text == wanted)
            },
        },
        StaticMethod {
            name: "Format",
            signatures: &["static string Format(string format, Params System.Object[] args)"],
            call: |engine, args| {
                let form = arguments::text(engine, args, 0)?;
                let mut items = Vec::new();
                for argument in args.iter().skip(1) {
                    items.extend(
                        member::enumerate(engine, argument)?.unwrap_or_else(|| vec![argument.clone()]),
                    );
                }
                Ok(Value::text(operators::format(engine, &form, &items)?))
            },
        },
        StaticMethod {
            name: "IsNullOrEmpty",
            signatures: &["static bool IsNullOrEmpty(string value)"],
            call: |engine, args| is_blank(engine, args, false),
        },
        StaticMethod {
            name: "IsNullOrWhiteSpace",
            signatures: &["static bool IsNullOrWhiteSpace(string value)"],
            call: |engine, args| is_blank(engine, args, true),
        },
        StaticMethod {
            name: "Join",
            signatures: &["static string Join(string separator, Params System.Object[] values)"],
            call: join,
        },
    ],
    construct: Some(|engine, args| match args {
        [fill, count] => {
            let fill = convert::to_text(engine, fill)?;
            let count = usize::try_from(convert::to_int(count)?)
                .map_err(|_| arguments::out_of_range("'count' must be non-negative.", "count"))?;
            Ok(Value::text(fill.repeat(count.min(1 << 26))))
        }
        _ => concat(engine, args),
    }),
    constructors: &["string new(char[] value)", "string new(char c, int count)"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&STRING];
