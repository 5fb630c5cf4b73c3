//! `System.Text.RegularExpressions`: `Regex`, `Match`, `Group`.

use super::record::{field, made, record_class};
use super::{Class, Method, StaticMethod, arguments, object};
use crate::engine::object::Native;
use crate::engine::operators::regex_tools as tools;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use fancy_regex::Captures;
use std::any::Any;
use std::rc::Rc;

/// A compiled pattern with its options.
struct Pattern {
    text: String,
    compiled: Rc<fancy_regex::Regex>,
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "[regex]{:?}", self.text)
    }
}

impl Native for Pattern {
    fn class(&self) -> &'static Class {
        &REGEX
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.text.clone())
    }
}

/// The compiled pattern of a `[regex]` value.
pub fn of(value: &Value) -> Option<Rc<fancy_regex::Regex>> {
    value.as_native::<Pattern>().map(|pattern| pattern.compiled.clone())
}

/// The inline flags of a `RegexOptions` argument.
fn options(argument: Option<&Value>) -> Outcome<String> {
    let Some(argument) = argument else { return Ok(String::new()) };
    let text = convert::display(argument);
    let number = convert::to_i128(argument).unwrap_or(0);
    let has = |name: &str, bit: i128| text.contains(name) || number & bit != 0;
    let mut flags = String::new();
    for (name, bit, flag) in [
        ("IgnoreCase", 1, 'i'),
        ("Multiline", 2, 'm'),
        ("Singleline", 16, 's'),
        ("IgnorePatternWhitespace", 32, 'x'),
    ] {
        if has(name, bit) {
            flags.push(flag);
        }
    }
    Ok(flags)
}

fn compile(pattern: &str, argument: Option<&Value>) -> Outcome<Rc<fancy_regex::Regex>> {
    let flags = options(argument)?;
    let text = if flags.is_empty() { pattern.to_string() } else { format!("(?{flags}){pattern}") };
    tools::regex(&text, false)
}

record_class!(GROUP "System.Text.RegularExpressions.Group" ["Success", "Name", "Captures", "Index", "Length", "Value"]);

static MATCH: Class = Class {
    name: "System.Text.RegularExpressions.Match",
    base: Some(&GROUP),
    properties: &[super::Property {
        name: "Groups",
        type_name: "System.Text.RegularExpressions.GroupCollection",
        get: |_, this| Ok(field(this, "Groups")),
        set: None,
    }],
    methods: &[Method {
        name: "Result",
        signatures: &["string Result(string replacement)"],
        call: |engine, this, args| {
            let template = arguments::text(engine, args, 0)?;
            let Some(groups) = field(this, "Groups").as_native::<Groups>().map(|groups| groups.items.clone())
            else {
                return Ok(Value::Null);
            };
            let mut text = template;
            for (index, group) in groups.iter().enumerate().rev() {
                text = text.replace(&format!("${index}"), &convert::display(&field(group, "Value")));
            }
            Ok(Value::text(text))
        },
    }],
    ..Class::EMPTY
};

/// The groups of one match: by number and by name.
#[derive(Debug)]
struct Groups {
    items: Vec<Value>,
}

impl Native for Groups {
    fn class(&self) -> &'static Class {
        &GROUPS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.items.clone())
    }
}

static GROUPS: Class = Class {
    name: "System.Text.RegularExpressions.GroupCollection",
    base: Some(&object::OBJECT),
    properties: &[super::Property {
        name: "Count",
        type_name: "int",
        get: |_, this| {
            Ok(Value::Int(this.as_native::<Groups>().map_or(0, |groups| groups.items.len() as i32)))
        },
        set: None,
    }],
    methods: &[Method {
        name: "get_Item",
        signatures: &["System.Text.RegularExpressions.Group Item(string groupname)"],
        call: |_, this, args| Ok(group_at(this, arguments::any(args, 0)?)),
    }],
    ..Class::EMPTY
};

/// A group by number or name; an unsuccessful group for one that does not exist. `None` for other values.
pub fn indexed(collection: &Value, index: &Value) -> Option<Value> {
    collection.as_native::<Groups>().map(|_| group_at(collection, index))
}

fn group_at(collection: &Value, index: &Value) -> Value {
    let items = collection.as_native::<Groups>().map(|groups| groups.items.clone()).unwrap_or_default();
    let found = match index.unwrapped() {
        Value::String(name) => {
            items.iter().find(|group| convert::display(&field(group, "Name")) == name.as_str())
        }
        other => convert::to_i128(other).and_then(|number| items.get(usize::try_from(number).ok()?)),
    };
    found.cloned().unwrap_or_else(|| group(&GROUP, "", None, "", Value::Null))
}

fn group(
    class: &'static Class,
    name: &str,
    found: Option<fancy_regex::Match<'_>>,
    text: &str,
    groups: Value,
) -> Value {
    let shown = found.map_or("", |found| found.as_str());
    let units = |part: &str| part.encode_utf16().count() as i32;
    let index = found.map_or(0, |found| units(text.get(..found.start()).unwrap_or_default()));
    made(
        class,
        if shown.is_empty() { "" } else { shown },
        [
            ("Groups", groups),
            ("Success", Value::Bool(found.is_some())),
            ("Name", Value::text(name)),
            ("Captures", Value::array(found.map(|found| Value::text(found.as_str())).into_iter().collect())),
            ("Index", Value::Int(index)),
            ("Length", Value::Int(units(shown))),
            ("Value", Value::text(shown)),
        ],
    )
}

/// A match as a value.
pub fn match_value(regex: &fancy_regex::Regex, captures: &Captures<'_>, text: &str) -> Value {
    let items = regex
        .capture_names()
        .enumerate()
        .map(|(index, name)| {
            let name = name.map_or_else(|| index.to_string(), str::to_string);
            group(&GROUP, &name, captures.get(index), text, Value::Null)
        })
        .collect();
    group(&MATCH, "0", captures.get(0), text, Value::native(Groups { items }))
}

fn no_match() -> Value {
    group(&MATCH, "0", None, "", Value::native(Groups { items: Vec::new() }))
}

fn first(regex: &fancy_regex::Regex, text: &str) -> Outcome<Value> {
    let captures = regex.captures(text).map_err(|error| tools::run_failed(&error))?;
    Ok(captures.map_or_else(no_match, |captures| match_value(regex, &captures, text)))
}

fn all(regex: &fancy_regex::Regex, text: &str) -> Outcome<Value> {
    let mut found = Vec::new();
    for captures in regex.captures_iter(text) {
        let captures = captures.map_err(|error| tools::run_failed(&error))?;
        found.push(match_value(regex, &captures, text));
    }
    Ok(Value::array(found))
}

fn replace(
    engine: &mut Engine,
    regex: &fancy_regex::Regex,
    text: &str,
    replacement: &Value,
) -> Outcome<Value> {
    tools::replace_text(engine, regex, text, replacement)
}

fn split(regex: &fancy_regex::Regex, text: &str) -> Outcome<Value> {
    Ok(Value::array(tools::split(regex, text, 0)?.into_iter().map(Value::from).collect()))
}

fn own(this: &Value) -> Outcome<Rc<fancy_regex::Regex>> {
    of(this).ok_or_else(arguments::no_overload)
}

pub static REGEX: Class = Class {
    name: "System.Text.RegularExpressions.Regex",
    base: Some(&object::OBJECT),
    methods: &[
        Method {
            name: "IsMatch",
            signatures: &["bool IsMatch(string input)"],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 0)?;
                Ok(Value::Bool(own(this)?.is_match(&text).map_err(|error| tools::run_failed(&error))?))
            },
        },
        Method {
            name: "Match",
            signatures: &["System.Text.RegularExpressions.Match Match(string input)"],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 0)?;
                first(&*own(this)?, &text)
            },
        },
        Method {
            name: "Matches",
            signatures: &["System.Text.RegularExpressions.MatchCollection Matches(string input)"],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 0)?;
                all(&*own(this)?, &text)
            },
        },
        Method {
            name: "Replace",
            signatures: &["string Replace(string input, string replacement)"],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 0)?;
                replace(engine, &*own(this)?, &text, arguments::any(args, 1)?)
            },
        },
        Method {
            name: "Split",
            signatures: &["string[] Split(string input)"],
            call: |engine, this, args| {
                let text = arguments::text(engine, args, 0)?;
                split(&*own(this)?, &text)
            },
        },
    ],
    static_methods: &[
        StaticMethod {
            name: "IsMatch",
            signatures: &["static bool IsMatch(string input, string pattern)"],
            call: |engine, args| {
                let (text, pattern) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                Ok(Value::Bool(
                    compile(&pattern, args.get(2))?
                        .is_match(&text)
                        .map_err(|error| tools::run_failed(&error))?,
                ))
            },
        },
        StaticMethod {
            name: "Match",
            signatures: &["static System.Text.RegularExpressions.Match Match(string input, string pattern)"],
            call: |engine, args| {
                let (text, pattern) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                first(&*compile(&pattern, args.get(2))?, &text)
            },
        },
        StaticMethod {
            name: "Matches",
            signatures: &[
                "static System.Text.RegularExpressions.MatchCollection Matches(string input, string pattern)",
            ],
            call: |engine, args| {
                let (text, pattern) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                all(&*compile(&pattern, args.get(2))?, &text)
            },
        },
        StaticMethod {
            name: "Replace",
            signatures: &["static string Replace(string input, string pattern, string replacement)"],
            call: |engine, args| {
                let (text, pattern) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                let compiled = compile(&pattern, args.get(3))?;
                replace(engine, &compiled, &text, arguments::any(args, 2)?)
            },
        },
        StaticMethod {
            name: "Split",
            signatures: &["static string[] Split(string input, string pattern)"],
            call: |engine, args| {
                let (text, pattern) = (arguments::text(engine, args, 0)?, arguments::text(engine, args, 1)?);
                split(&*compile(&pattern, args.get(2))?, &text)
            },
        },
        StaticMethod {
            name: "Escape",
            signatures: &["static string Escape(string str)"],
            call: |engine, args| Ok(Value::text(escape(&arguments::text(engine, args, 0)?))),
        },
        StaticMethod {
            name: "Unescape",
            signatures: &["static string Unescape(string str)"],
            call: |engine, args| {
                let text = arguments::text(engine, args, 0)?;
                let mut out = String::new();
                let mut characters = text.chars();
                while let Some(character) = characters.next() {
                    match character {
                        '\\' => match characters.next() {
                            Some('n') => out.push('\n'),
                            Some('r') => out.push('\r'),
                            Some('t') => out.push('\t'),
                            Some(other) => out.push(other),
                            None => out.push('\\'),
                        },
                        other => out.push(other),
                    }
                }
                Ok(Value::text(out))
            },
        },
    ],
    construct: Some(|engine, args| {
        let text = arguments::text(engine, args, 0)?;
        let compiled = compile(&text, args.get(1))?;
        Ok(Value::native(Pattern { text, compiled }))
    }),
    constructors: &[
        "regex new(string pattern)",
        "regex new(string pattern, System.Text.RegularExpressions.RegexOptions options)",
    ],
    ..Class::EMPTY
};

/// Escapes what .NET's `Regex.Escape` does.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' | '*' | '+' | '?' | '|' | '{' | '[' | '(' | ')' | '^' | '$' | '.' | '#' | ' ' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}

pub(super) const CLASSES: &[&Class] = &[&REGEX, &MATCH, &GROUP, &GROUPS];
