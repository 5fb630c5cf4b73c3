//! `System.Version` and `SemanticVersion`.

use super::{Class, Method, Property, StaticMethod, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cmp::Ordering;

/// Two to four numbers; a semantic version has three and perhaps a label.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Version {
    parts: Vec<i32>,
    label: Option<String>,
    build: Option<String>,
    semantic: bool,
}

impl Native for Version {
    fn class(&self) -> &'static Class {
        if self.semantic { &SEMANTIC } else { &VERSION }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        let numbers: Vec<String> = self.parts.iter().map(i32::to_string).collect();
        let label = self.label.as_ref().map(|label| format!("-{label}")).unwrap_or_default();
        let build = self.build.as_ref().map(|build| format!("+{build}")).unwrap_or_default();
        Some(numbers.join(".") + &label + &build)
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        // A build label says nothing of the order.
        other.as_any().downcast_ref::<Version>().map(|other| {
            (&self.parts, &self.label, self.semantic) == (&other.parts, &other.label, other.semantic)
        })
    }

    fn order(&self, other: &dyn Native) -> Option<Ordering> {
        other.as_any().downcast_ref::<Version>().map(|other| {
            self.parts
                .cmp(&other.parts)
                .then_with(|| label_order(self.label.as_deref(), other.label.as_deref()))
        })
    }
}

/// A version of these numbers.
pub fn of(parts: &[i32]) -> Value {
    Value::native(Version { parts: parts.to_vec(), label: None, build: None, semantic: false })
}

/// A semantic version from its text; text that is none is 0.0.0.
pub fn semantic(text: &str) -> Value {
    read_semantic(text).unwrap_or_else(|_| {
        Value::native(Version { parts: vec![0, 0, 0], label: None, build: None, semantic: true })
    })
}

/// `major[.minor[.patch]][-label][+build]`
fn read_semantic(text: &str) -> Outcome<Value> {
    let wrong = |part: &str| {
        arguments::throw(
            "System.FormatException",
            format!("The input string '{part}' was not in a correct format."),
        )
    };
    if text.is_empty() {
        return Err(arguments::throw("System.FormatException", "version"));
    }
    let (rest, build) = match text.split_once('+') {
        Some((rest, build)) => (rest, Some(build.to_string())),
        None => (text, None),
    };
    let (numbers, label) = match rest.split_once('-') {
        Some((numbers, label)) => (numbers, Some(label.to_string())),
        None => (rest, None),
    };
    let mut parts = Vec::new();
    for part in numbers.split('.') {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        parts.push(part.parse().ok().filter(|_: &i32| digits).ok_or_else(|| wrong(""))?);
    }
    let good = |label: &Option<String>| {
        label.as_ref().is_none_or(|label| {
            label.split('.').all(|part| !part.is_empty())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        })
    };
    if parts.len() > 3 || !good(&label) || !good(&build) {
        return Err(wrong(""));
    }
    parts.resize(3, 0);
    Ok(Value::native(Version { parts, label, build, semantic: true }))
}

/// Order of labels: none is last; parts are compared as numbers where both are.
fn label_order(a: Option<&str>, b: Option<&str>) -> Ordering {
    let (a, b) = match (a, b) {
        (None, None) => return Ordering::Equal,
        (None, Some(_)) => return Ordering::Greater,
        (Some(_), None) => return Ordering::Less,
        (Some(a), Some(b)) => (a, b),
    };
    let (mut left, mut right) = (a.split('.'), b.split('.'));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(x), Some(y)) => match (x.parse::<u64>(), y.parse::<u64>()) {
                (Ok(x), Ok(y)) => x.cmp(&y),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                _ => x.cmp(y),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn parse(text: &str) -> Outcome<Value> {
    let pieces: Vec<&str> = text.trim().split('.').collect();
    if pieces.len() < 2 || pieces.len() > 4 {
        return Err(arguments::throw(
            "System.ArgumentException",
            "Version string portion was too short or too long. (Parameter 'input')",
        ));
    }
    let mut parts = Vec::new();
    for piece in pieces {
        let number: i32 = piece.parse().map_err(|_| {
            arguments::throw(
                "System.FormatException",
                format!("The input string '{piece}' was not in a correct format."),
            )
        })?;
        if number < 0 {
            return Err(arguments::out_of_range(
                "Version's parameters must be greater than or equal to zero.",
                "input",
            ));
        }
        parts.push(number);
    }
    Ok(of(&parts))
}

/// A semantic version as a plain one, which keeps its labels in its text; `None` for anything else.
pub fn plain(value: &Value) -> Option<Value> {
    let version = value.as_native::<Version>().filter(|version| version.semantic)?;
    Some(Value::native(Version { semantic: false, ..version.clone() }))
}

fn bad_argument(name: &str) -> Box<crate::engine::Fault> {
    let message = format!(
        "Cannot process argument because the value of argument \"{name}\" is not valid. Change the value of the \"{name}\" argument and run the operation again."
    );
    arguments::throw("System.Management.Automation.PSArgumentException", message)
}

fn part(this: &Value, index: usize) -> Value {
    Value::Int(
        this.as_native::<Version>().and_then(|version| version.parts.get(index).copied()).unwrap_or(-1),
    )
}

const fn property(name: &'static str, get: fn(&mut Engine, &Value) -> Outcome<Value>) -> Property {
    Property { name, type_name: "int", get, set: None }
}

const fn compare(signatures: &'static [&'static str]) -> Method {
    Method {
        name: "CompareTo",
        signatures,
        call: |engine, this, args| {
            let order = crate::engine::operators::compare(engine, this, arguments::any(args, 0)?, false)?;
            Ok(Value::Int(order.map_or(1, |order| order as i32)))
        },
    }
}

/// `ToString(fieldCount)`: so many of the numbers. Errors: there are not so many.
fn shown(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    if args.is_empty() {
        return convert::to_text(engine, this).map(Value::text);
    }
    let count = arguments::int(args, 0)?;
    let parts = this.as_native::<Version>().map(|version| version.parts.clone()).unwrap_or_default();
    let wanted = usize::try_from(count).ok().and_then(|count| parts.get(..count)).ok_or_else(|| {
        let message = format!("Argument must be between 0 and {}. (Parameter 'fieldCount')", parts.len());
        arguments::throw("System.ArgumentException", message)
    })?;
    let wanted: Vec<String> = wanted.iter().map(i32::to_string).collect();
    Ok(Value::text(wanted.join(".")))
}

/// `Version` of two to four numbers. Errors: one is negative.
fn of_numbers(numbers: &[i32]) -> Outcome<Value> {
    let names = ["major", "minor", "build", "revision"];
    match numbers.iter().zip(names).find(|(number, _)| **number < 0) {
        Some((number, name)) => {
            let message = format!(
                "{name} ('{number}') must be a non-negative value. (Parameter '{name}')\nActual value was {number}."
            );
            Err(arguments::throw("System.ArgumentOutOfRangeException", message))
        }
        None => Ok(of(numbers)),
    }
}

macro_rules! revision {
    ($name:literal, $shift:literal) => {
        Property {
            name: $name,
            type_name: "short",
            get: |_, this| {
                let whole = convert::to_int(&part(this, 3))?;
                Ok(Value::Int16((whole >> $shift) as i16))
            },
            set: None,
        }
    };
}

pub static VERSION: Class = Class {
    name: "System.Version",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable", "System.ICloneable", "System.IFormattable"],
    properties: &[
        property("Major", |_, this| Ok(part(this, 0))),
        property("Minor", |_, this| Ok(part(this, 1))),
        property("Build", |_, this| Ok(part(this, 2))),
        property("Revision", |_, this| Ok(part(this, 3))),
        revision!("MajorRevision", 16),
        revision!("MinorRevision", 0),
    ],
    methods: &[
        compare(&["int CompareTo(System.Object version)", "int CompareTo(version value)"]),
        object::equals_own!("bool Equals(System.Object obj)", "bool Equals(version obj)"),
        Method {
            name: "ToString",
            signatures: &[
                "string ToString()",
                "string ToString(int fieldCount)",
                "string IFormattable.ToString(string format, System.IFormatProvider formatProvider)",
            ],
            call: shown,
        },
        Method {
            name: "Clone",
            signatures: &["System.Object Clone()", "System.Object ICloneable.Clone()"],
            call: |_, this, _| Ok(this.unwrapped().clone()),
        },
        super::span::try_format!(
            "bool TryFormat(System.Span[char] destination, [ref] int charsWritten)",
            "bool TryFormat(System.Span[char] destination, int fieldCount, [ref] int charsWritten)",
            "bool TryFormat(System.Span[byte] utf8Destination, [ref] int bytesWritten)",
            "bool TryFormat(System.Span[byte] utf8Destination, int fieldCount, [ref] int bytesWritten)",
        ),
    ],
    static_methods: &[
        StaticMethod {
            name: "Parse",
            signatures: &[
                "static version Parse(string input)",
                "static version Parse(System.ReadOnlySpan[char] input)",
                "static version Parse(System.ReadOnlySpan[byte] utf8Text)",
            ],
            call: |engine, args| parse(&arguments::text(engine, args, 0)?),
        },
        StaticMethod {
            name: "TryParse",
            signatures: &[
                "static bool TryParse(string input, [ref] version result)",
                "static bool TryParse(System.ReadOnlySpan[char] input, [ref] version result)",
                "static bool TryParse(System.ReadOnlySpan[byte] utf8Text, [ref] version result)",
            ],
            call: |engine, args| {
                let found = parse(&arguments::text(engine, args, 0)?).ok();
                let good = found.is_some();
                super::reference::assign(engine, arguments::any(args, 1)?, found.unwrap_or_default())?;
                Ok(Value::Bool(good))
            },
        },
    ],
    construct: Some(|engine, args| match args {
        [] => Ok(of(&[0, 0])),
        [one] if plain(one).is_some() => Ok(plain(one).unwrap_or_default()),
        [one] if !convert::is_number(one) => parse(&convert::to_text(engine, one)?),
        [Value::Double(number)] => parse(&convert::number::shortest(*number)),
        numbers if numbers.len() > 1 => {
            let parts: Outcome<Vec<i32>> = numbers.iter().map(convert::to_int).collect();
            of_numbers(&parts?)
        }
        _ => Err(arguments::no_overload()),
    }),
    constructors: &[
        "version new(int major, int minor, int build, int revision)",
        "version new(int major, int minor, int build)",
        "version new(int major, int minor)",
        "version new(string version)",
        "version new()",
    ],
    ..Class::EMPTY
};

pub static SEMANTIC: Class = Class {
    name: "System.Management.Automation.SemanticVersion",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable"],
    properties: &[
        property("Major", |_, this| Ok(part(this, 0))),
        property("Minor", |_, this| Ok(part(this, 1))),
        property("Patch", |_, this| Ok(part(this, 2))),
        Property {
            name: "PreReleaseLabel",
            type_name: "string",
            get: |_, this| {
                Ok(this
                    .as_native::<Version>()
                    .and_then(|version| version.label.clone())
                    .map_or(Value::Null, Value::text))
            },
            set: None,
        },
        Property {
            name: "BuildLabel",
            type_name: "string",
            get: |_, this| {
                let build = this.as_native::<Version>().and_then(|version| version.build.clone());
                Ok(build.map_or(Value::Null, Value::text))
            },
            set: None,
        },
    ],
    methods: &[
        compare(&["int CompareTo(System.Object version)", "int CompareTo(semver value)"]),
        object::equals_own!("bool Equals(System.Object obj)", "bool Equals(semver other)"),
    ],
    static_methods: &[
        StaticMethod {
            name: "Compare",
            signatures: &["static int Compare(semver versionA, semver versionB)"],
            call: |engine, args| {
                let mut read = |index: usize| match arguments::any(args, index)? {
                    given if given.is_null() => Ok(Value::Null),
                    given => convert::to_type(engine, given.clone(), &super::named(SEMANTIC.name)),
                };
                let (left, right) = (read(0)?, read(1)?);
                match (left.is_null(), right.is_null()) {
                    (true, true) => Ok(Value::Int(0)),
                    (true, false) => Ok(Value::Int(-1)),
                    (false, true) => Ok(Value::Int(1)),
                    (false, false) => crate::engine::member::invoke(
                        engine,
                        &left,
                        "CompareTo",
                        std::slice::from_ref(&right),
                    ),
                }
            },
        },
        StaticMethod {
            name: "Parse",
            signatures: &["static semver Parse(string version)"],
            call: |engine, args| read_semantic(&arguments::text(engine, args, 0)?),
        },
        StaticMethod {
            name: "TryParse",
            signatures: &["static bool TryParse(string version, [ref] semver result)"],
            call: |engine, args| {
                let found = read_semantic(&arguments::text(engine, args, 0)?).ok();
                let good = found.is_some();
                super::reference::assign(engine, arguments::any(args, 1)?, found.unwrap_or_default())?;
                Ok(Value::Bool(good))
            },
        },
    ],
    construct: Some(|engine, args| match args {
        [one] => match one.unwrapped() {
            Value::Object(_) => {
                let mut made = one.as_native::<Version>().cloned().ok_or_else(arguments::no_overload)?;
                if made.parts.len() > 3 {
                    return Err(bad_argument("version"));
                }
                made.parts.resize(3, 0);
                made.semantic = true;
                Ok(Value::native(made))
            }
            Value::String(text) => read_semantic(text),
            number => {
                let parts = vec![convert::to_int(number)?, 0, 0];
                Ok(Value::native(Version { parts, label: None, build: None, semantic: true }))
            }
        },
        [] => Err(arguments::no_overload()),
        parts => {
            let (numbers, labels) = parts.split_at(parts.len().min(3));
            let numbers: Outcome<Vec<i32>> = numbers.iter().map(convert::to_int).collect();
            let mut numbers = numbers?;
            let names = ["major", "minor", "patch"];
            if let Some((_, name)) = numbers.iter().zip(names).find(|(number, _)| **number < 0) {
                return Err(bad_argument(name));
            }
            numbers.resize(3, 0);
            let mut labels = labels.iter().map(|label| convert::to_text(engine, label));
            let (label, build) = (labels.next().transpose()?, labels.next().transpose()?);
            let (label, build) = match (label, build) {
                // One label may hold both: `alpha+12`.
                (Some(both), None) => match both.split_once('+') {
                    Some((label, build)) => {
                        ((!label.is_empty()).then(|| label.to_string()), Some(build.to_string()))
                    }
                    None => (Some(both), None),
                },
                two => two,
            };
            Ok(Value::native(Version { parts: numbers, label, build, semantic: true }))
        }
    }),
    constructors: &[
        "semver new(string version)",
        "semver new(int major, int minor, int patch, string preReleaseLabel, string buildLabel)",
        "semver new(int major, int minor, int patch, string label)",
        "semver new(int major, int minor, int patch)",
        "semver new(int major, int minor)",
        "semver new(int major)",
        "semver new(version version)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&VERSION, &SEMANTIC];
