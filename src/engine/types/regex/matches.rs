//! What a search finds: `Match`, `Group`, `Capture` and their lists.

use crate::engine::object::Native;
use crate::engine::operators::regex_tools as tools;
use crate::engine::types::record::{field, made};
use crate::engine::types::table::{methods, properties, static_properties};
use crate::engine::types::{Class, Property, arguments, object};
use crate::engine::value::Value;
use crate::engine::{Outcome, convert};
use fancy_regex::Captures;
use indexmap::IndexMap;
use std::any::Any;
use std::rc::Rc;

macro_rules! parts {
    ($($kind:literal $name:ident),*) => {
        &[$(Property {
            name: stringify!($name),
            type_name: $kind,
            get: |_, this| Ok(field(this, stringify!($name))),
            set: None,
        }),*]
    };
}

pub(super) static CAPTURE: Class = Class {
    name: "System.Text.RegularExpressions.Capture",
    base: Some(&object::OBJECT),
    properties: parts!("int" Index, "int" Length, "string" Value, "System.ReadOnlySpan[char]" ValueSpan),
    methods: methods! {
        ToString "string ToString()" => |_, this, _| Ok(field(this, "Value"));
    },
    ..Class::EMPTY
};

pub(super) static GROUP: Class = Class {
    name: "System.Text.RegularExpressions.Group",
    base: Some(&CAPTURE),
    properties: parts!(
        "bool" Success, "string" Name, "System.Text.RegularExpressions.CaptureCollection" Captures,
        "int" Index, "int" Length, "string" Value, "System.ReadOnlySpan[char]" ValueSpan
    ),
    ..Class::EMPTY
};

pub(super) static MATCH: Class = Class {
    name: "System.Text.RegularExpressions.Match",
    base: Some(&GROUP),
    properties: parts!("System.Text.RegularExpressions.GroupCollection" Groups),
    methods: methods! {
        NextMatch "System.Text.RegularExpressions.Match NextMatch()" => |_, this, _| next_match(this);
        Result "string Result(string replacement)" => |engine, this, args| {
            let template = arguments::text(engine, args, 0)?;
            let Some(groups) = field(this, "Groups").as_native::<Items>().map(|groups| groups.items.clone())
            else {
                return Ok(Value::Null);
            };
            let mut text = template;
            for (index, group) in groups.iter().enumerate().rev() {
                let value = convert::display(&field(group, "Value"));
                let name = convert::display(&field(group, "Name"));
                text = text.replace(&format!("${{{name}}}"), &value).replace(&format!("${index}"), &value);
            }
            Ok(Value::text(text.replace("$&", &convert::display(&field(this, "Value")))))
        };
    },
    static_properties: static_properties! {
        "System.Text.RegularExpressions.Match" Empty => |_| Ok(no_match());
    },
    ..Class::EMPTY
};

/// Where a match came from, for the next one.
#[derive(Debug)]
struct Search {
    regex: Rc<fancy_regex::Regex>,
    text: Rc<str>,
    /// In bytes.
    from: usize,
}

impl Native for Search {
    fn class(&self) -> &'static Class {
        &object::OBJECT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn next_match(this: &Value) -> Outcome<Value> {
    let search = field(this, "Search");
    match search.as_native::<Search>() {
        Some(search) => first(&search.regex, &search.text, search.from),
        None => Ok(no_match()),
    }
}

/// The groups, captures or matches of a search.
#[derive(Debug)]
pub(super) struct Items {
    pub(super) class: &'static Class,
    pub(super) items: Vec<Value>,
}

impl Native for Items {
    fn class(&self) -> &'static Class {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.items.clone())
    }

    fn truth(&self) -> bool {
        convert::truth_of_items(&self.items)
    }
}

fn count(this: &Value) -> Outcome<Value> {
    Ok(Value::Int(this.as_native::<Items>().map_or(0, |found| found.items.len() as i32)))
}

macro_rules! collection {
    ($constant:ident $name:literal $element:literal [$($more:tt)*]) => {
        pub(super) static $constant: Class = Class {
            name: concat!("System.Text.RegularExpressions.", $name),
            base: Some(&object::OBJECT),
            interfaces: &["System.Collections.ICollection", "System.Collections.IEnumerable", "System.Collections.IList"],
            properties: properties! {
                "int" Count => |_, this| count(this);
                "bool" IsReadOnly => |_, _| Ok(Value::Bool(true));
                "bool" IsSynchronized => |_, _| Ok(Value::Bool(false));
                "System.Object" SyncRoot => |_, this| Ok(this.clone());
                $($more)*
            },
            methods: methods! {
                get_Item $element => |_, this, args| Ok(group_at(this, arguments::any(args, 0)?));
                Contains "bool Contains(System.Object item)" => |_, this, args| {
                    let wanted = arguments::any(args, 0)?;
                    let items = this.as_native::<Items>().map(|found| found.items.clone()).unwrap_or_default();
                    Ok(Value::Bool(items.iter().any(|item| match (item, wanted) {
                        (Value::Object(a), Value::Object(b)) => Rc::ptr_eq(a, b),
                        _ => false,
                    })))
                };
            },
            ..Class::EMPTY
        };
    };
}

collection!(GROUPS "GroupCollection" "System.Text.RegularExpressions.Group get_Item(int groupnum)" [
    "System.Collections.Generic.IEnumerable[string]" Keys => |_, this| {
        let items = this.as_native::<Items>().map(|found| found.items.clone()).unwrap_or_default();
        Ok(arguments::strings(items.iter().map(|item| convert::display(&field(item, "Name")))))
    };
    "System.Collections.Generic.IEnumerable[System.Text.RegularExpressions.Group]" Values => |_, this| {
        Ok(Value::array(this.as_native::<Items>().map(|found| found.items.clone()).unwrap_or_default()))
    };
]);
collection!(CAPTURES "CaptureCollection" "System.Text.RegularExpressions.Capture get_Item(int i)" []);
collection!(MATCHES "MatchCollection" "System.Text.RegularExpressions.Match get_Item(int i)" []);

/// A group by number or name; an unsuccessful group for one that does not exist. `None` for other values.
pub fn indexed(collection: &Value, index: &Value) -> Option<Value> {
    let own = collection.as_native::<Items>()?;
    if std::ptr::eq(own.class, &GROUPS) {
        return Some(group_at(collection, index));
    }
    // Lists of matches take indices from the back and lists of indices, as arrays do.
    None
}

fn group_at(collection: &Value, index: &Value) -> Value {
    let items = collection.as_native::<Items>().map(|groups| groups.items.clone()).unwrap_or_default();
    let found = match index.unwrapped() {
        Value::String(name) => {
            items.iter().find(|group| convert::display(&field(group, "Name")) == name.as_str())
        }
        other => convert::to_i128(other).and_then(|number| items.get(usize::try_from(number).ok()?)),
    };
    found.cloned().unwrap_or_else(|| group(&GROUP, "", None, "", []))
}

/// The items of a list of matches or captures.
pub fn items_of(value: &Value) -> Option<Vec<Value>> {
    let own = value.as_native::<Items>()?;
    (!std::ptr::eq(own.class, &GROUPS)).then(|| own.items.clone())
}

fn units(text: &str) -> i32 {
    text.encode_utf16().count() as i32
}

fn group(
    class: &'static Class,
    name: &str,
    found: Option<fancy_regex::Match<'_>>,
    text: &str,
    more: impl IntoIterator<Item = (&'static str, Value)>,
) -> Value {
    let shown = found.map_or("", |found| found.as_str());
    let index = found.map_or(0, |found| units(text.get(..found.start()).unwrap_or_default()));
    let place =
        [("Index", Value::Int(index)), ("Length", Value::Int(units(shown))), ("Value", Value::text(shown))];
    // The last capture of a group is the group itself.
    let own = [("Success", Value::Bool(true)), ("Name", Value::text(name))];
    let captures =
        found.map(|_| made(&GROUP, shown, own.into_iter().chain(place.clone()))).into_iter().collect();
    let fields = [
        ("Success", Value::Bool(found.is_some())),
        ("Name", Value::text(name)),
        ("Captures", Value::native(Items { class: &CAPTURES, items: captures })),
    ];
    made(class, shown, fields.into_iter().chain(place).chain(more))
}

/// A match as a value. The pattern is shared: a copy of its own would cost kilobytes for each match.
pub fn match_value(regex: &Rc<fancy_regex::Regex>, captures: &Captures<'_, str>, text: &str) -> Value {
    let mut unnamed = 0;
    let mut items = Vec::new();
    let mut named: IndexMap<&str, Option<fancy_regex::Match<'_>>> = IndexMap::new();
    for (index, name) in regex.capture_names().enumerate() {
        match name {
            // .NET counts the named groups behind the others; groups of one name are one group.
            Some(name) => {
                let place = named.entry(name).or_default();
                *place = captures.get(index).or(place.take());
            }
            None => {
                items.push(group(&GROUP, &unnamed.to_string(), captures.get(index), text, []));
                unnamed += 1;
            }
        }
    }
    items.extend(named.into_iter().map(|(name, found)| group(&GROUP, name, found, text, [])));
    let whole = captures.get(0);
    let mut from = whole.map_or(text.len() + 1, |found| found.end());
    if whole.is_some_and(|found| found.start() == found.end()) {
        from += text.get(from..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    let search = Search { regex: regex.clone(), text: text.into(), from };
    group(
        &MATCH,
        "0",
        whole,
        text,
        [("Groups", Value::native(Items { class: &GROUPS, items })), ("Search", Value::native(search))],
    )
}

pub(super) fn no_match() -> Value {
    group(&MATCH, "0", None, "", [("Groups", Value::native(Items { class: &GROUPS, items: Vec::new() }))])
}

pub(super) fn first(regex: &Rc<fancy_regex::Regex>, text: &str, from: usize) -> Outcome<Value> {
    if from > text.len() {
        return Ok(no_match());
    }
    let captures = regex.captures_from_pos(text, from).map_err(|error| tools::run_failed(&error))?;
    Ok(captures.map_or_else(no_match, |captures| match_value(regex, &captures, text)))
}
