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
        Some(numbers.join(".") + &label)
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        other.as_any().downcast_ref::<Version>().map(|other| self == other)
    }

    fn order(&self, other: &dyn Native) -> Option<Ordering> {
        other.as_any().downcast_ref::<Version>().map(|other| self.parts.cmp(&other.parts))
    }
}

/// A version of these numbers.
pub fn of(parts: &[i32]) -> Value {
    Value::native(Version { parts: parts.to_vec(), label: None, semantic: false })
}

/// A semantic version from its text.
pub fn semantic(text: &str) -> Value {
    let (numbers, label) = match text.split_once('-') {
        Some((numbers, label)) => (numbers, Some(label.to_string())),
        None => (text, None),
    };
    let mut parts: Vec<i32> = numbers.split('.').filter_map(|part| part.parse().ok()).collect();
    parts.resize(3, 0);
    Value::native(Version { parts, label, semantic: true })
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
        parts.push(number);
    }
    Ok(of(&parts))
}

fn part(this: &Value, index: usize) -> Value {
    Value::Int(
        this.as_native::<Version>().and_then(|version| version.parts.get(index).copied()).unwrap_or(-1),
    )
}

const fn property(name: &'static str, get: fn(&mut Engine, &Value) -> Outcome<Value>) -> Property {
    Property { name, type_name: "int", get, set: None }
}

const COMPARE: Method = Method {
    name: "CompareTo",
    signatures: &["int CompareTo(System.Object version)"],
    call: |engine, this, args| {
        let order = crate::engine::operators::compare(engine, this, arguments::any(args, 0)?, false)?;
        Ok(Value::Int(order.map_or(1, |order| order as i32)))
    },
};

pub static VERSION: Class = Class {
    name: "System.Version",
    base: Some(&object::OBJECT),
    interfaces: &["System.IComparable"],
    properties: &[
        property("Major", |_, this| Ok(part(this, 0))),
        property("Minor", |_, this| Ok(part(this, 1))),
        property("Build", |_, this| Ok(part(this, 2))),
        property("Revision", |_, this| Ok(part(this, 3))),
        property("MajorRevision", |_, _| Ok(Value::Int(-1))),
        property("MinorRevision", |_, _| Ok(Value::Int(-1))),
    ],
    methods: &[COMPARE],
    static_methods: &[StaticMethod {
        name: "Parse",
        signatures: &["static version Parse(string input)"],
        call: |engine, args| parse(&arguments::text(engine, args, 0)?),
    }],
    construct: Some(|engine, args| match args {
        [] => Ok(of(&[0, 0])),
        [one] if !convert::is_number(one) => parse(&convert::to_text(engine, one)?),
        [Value::Double(number)] => parse(&convert::number::shortest(*number)),
        numbers if numbers.len() > 1 => {
            let parts: Outcome<Vec<i32>> = numbers.iter().map(convert::to_int).collect();
            Ok(of(&parts?))
        }
        _ => Err(arguments::no_overload()),
    }),
    constructors: &[
        "version new(string version)",
        "version new(int major, int minor)",
        "version new(int major, int minor, int build)",
        "version new(int major, int minor, int build, int revision)",
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
        Property { name: "BuildLabel", type_name: "string", get: |_, _| Ok(Value::Null), set: None },
    ],
    methods: &[COMPARE],
    construct: Some(|engine, args| Ok(semantic(&arguments::text(engine, args, 0)?))),
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&VERSION, &SEMANTIC];
