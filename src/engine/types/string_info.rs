//! `System.Globalization.StringInfo`: texts as readers count them (UAX #29).

use super::record::{field, made, set_field};
use super::table::{methods, properties, statics};
use super::{Class, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::cell::Cell;
use unicode_segmentation::UnicodeSegmentation;

/// The elements of a text, one after the other.
#[derive(Debug)]
struct Elements {
    /// Where each begins, in UTF-16 units, and its text.
    all: Vec<(i32, String)>,
    /// 0 before the first.
    at: Cell<usize>,
}

impl Native for Elements {
    fn class(&self) -> &'static Class {
        &ELEMENTS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.all.iter().skip(self.at.get()).map(|(_, text)| Value::text(text.as_str())).collect())
    }
}

impl Elements {
    fn of(text: &str) -> Elements {
        let mut at = 0;
        let all = text.graphemes(true).map(|element| {
            let start = at;
            at = units(element).saturating_add(at);
            (start, element.to_string())
        });
        Elements { all: all.collect(), at: Cell::new(0) }
    }
}

fn elements(this: &Value) -> Outcome<&Elements> {
    this.as_native::<Elements>().ok_or_else(arguments::no_overload)
}

/// The element that the last `MoveNext` came to. Errors: it came to none.
fn current(this: &Value) -> Outcome<(i32, String)> {
    let elements = elements(this)?;
    let found = elements.at.get().checked_sub(1).and_then(|at| elements.all.get(at));
    found.cloned().ok_or_else(|| {
        let message = match elements.at.get() {
            0 => "Enumeration has not started. Call MoveNext.",
            _ => "Enumeration already finished.",
        };
        arguments::invalid_operation(message)
    })
}

static ELEMENTS: Class = Class {
    name: "System.Globalization.TextElementEnumerator",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerator"],
    properties: properties! {
        "System.Object" Current => |_, this| current(this).map(|(_, text)| Value::text(text));
        "int" ElementIndex => |_, this| current(this).map(|(at, _)| Value::Int(at));
    },
    methods: methods! {
        GetTextElement "string GetTextElement()" => |_, this, _| current(this).map(|(_, text)| Value::text(text));
        MoveNext "bool MoveNext()" => |_, this, _| {
            let found = elements(this)?;
            let next = (found.at.get() + 1).min(found.all.len() + 1);
            found.at.set(next);
            Ok(Value::Bool(next <= found.all.len()))
        };
        Reset "void Reset()" => |_, this, _| {
            elements(this)?.at.set(0);
            Ok(Value::Empty)
        };
    },
    ..Class::EMPTY
};

fn string(this: &Value) -> String {
    convert::display(&field(this, "String"))
}

/// How many UTF-16 units a text has, which .NET counts.
fn units(text: &str) -> i32 {
    i32::try_from(text.encode_utf16().count()).unwrap_or(i32::MAX)
}

/// The text from an argument. Errors: `$null`.
fn given(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    match arguments::any(args, 0)?.is_null() {
        true => Err(arguments::null("str")),
        false => arguments::text(engine, args, 0),
    }
}

/// The text from a place in UTF-16 units on. Errors: there is none.
fn rest(engine: &mut Engine, args: &[Value]) -> Outcome<String> {
    let text = given(engine, args)?;
    let from = if args.len() > 1 { arguments::int(args, 1)? } else { 0 };
    let all: Vec<u16> = text.encode_utf16().collect();
    let kept = usize::try_from(from).ok().and_then(|from| all.get(from..));
    kept.map(String::from_utf16_lossy).ok_or_else(|| {
        arguments::out_of_range(
            "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
            "index",
        )
    })
}

/// `SubstringByTextElements(start, count)`. Errors: the text has not so many.
fn substring(this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = string(this);
    let elements: Vec<&str> = text.graphemes(true).collect();
    let bad = |name: &str| {
        arguments::out_of_range("Specified argument was out of the range of valid values.", name)
    };
    let start = usize::try_from(arguments::int(args, 0)?).map_err(|_| bad("startingTextElement"))?;
    let count = match args.len() {
        0 | 1 => elements.len().saturating_sub(start),
        _ => usize::try_from(arguments::int(args, 1)?).map_err(|_| bad("lengthInTextElements"))?,
    };
    if start >= elements.len() {
        return Err(bad("startingTextElement"));
    }
    let wanted = start.checked_add(count).and_then(|end| elements.get(start..end));
    wanted.map(|found| Value::text(found.concat())).ok_or_else(|| bad("lengthInTextElements"))
}

static STRING_INFO: Class = Class {
    name: "System.Globalization.StringInfo",
    base: Some(&object::OBJECT),
    properties: properties! {
        "int" LengthInTextElements => |_, this| {
            Ok(Value::Int(i32::try_from(string(this).graphemes(true).count()).unwrap_or(i32::MAX)))
        };
        "string" String => |_, this| Ok(field(this, "String")), |engine, this, value| {
            if value.is_null() {
                return Err(arguments::null("String"));
            }
            let text = convert::to_text(engine, &value)?;
            set_field(this, "String", Value::text(text));
            Ok(())
        };
    },
    methods: methods! {
        Equals "bool Equals(System.Object value)" => |_, this, args| {
            let other = arguments::any(args, 0)?;
            let same = super::record::parts(other).is_some_and(|(class, _, _)| std::ptr::eq(class, &STRING_INFO));
            Ok(Value::Bool(same && string(other) == string(this)))
        };
        SubstringByTextElements
            "string SubstringByTextElements(int startingTextElement)"
            "string SubstringByTextElements(int startingTextElement, int lengthInTextElements)"
            => |_, this, args| substring(this, args);
    },
    static_methods: statics! {
        GetNextTextElement "static string GetNextTextElement(string str)" "static string GetNextTextElement(string str, int index)" => |engine, args| {
            let rest = rest(engine, args)?;
            Ok(Value::text(rest.graphemes(true).next().unwrap_or_default()))
        };
        GetNextTextElementLength "static int GetNextTextElementLength(string str)" "static int GetNextTextElementLength(string str, int index)" => |engine, args| {
            let rest = rest(engine, args)?;
            Ok(Value::Int(units(rest.graphemes(true).next().unwrap_or_default())))
        };
        GetTextElementEnumerator "static System.Globalization.TextElementEnumerator GetTextElementEnumerator(string str)" "static System.Globalization.TextElementEnumerator GetTextElementEnumerator(string str, int index)" => |engine, args| {
            let rest = rest(engine, args)?;
            Ok(Value::native(Elements::of(&rest)))
        };
        ParseCombiningCharacters "static int[] ParseCombiningCharacters(string str)" => |engine, args| {
            let text = given(engine, args)?;
            Ok(arguments::array_of(&super::named("System.Int32"), Elements::of(&text).all.iter().map(|(at, _)| Value::Int(*at)).collect()))
        };
    },
    construct: Some(|engine, args| {
        let text = match args {
            [] => String::new(),
            [value, ..] if value.is_null() => return Err(arguments::null("value")),
            _ => arguments::text(engine, args, 0)?,
        };
        Ok(made(&STRING_INFO, "", [("String", Value::text(text))]))
    }),
    constructors: &[
        "System.Globalization.StringInfo new()",
        "System.Globalization.StringInfo new(string value)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&STRING_INFO, &ELEMENTS];
