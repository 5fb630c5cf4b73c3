//! `System.Management.Automation.WildcardPattern`.

use super::table::{methods, statics};
use super::{Class, arguments, object};
use crate::engine::object::Native;
use crate::engine::operators;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;

#[derive(Debug)]
struct Pattern {
    text: String,
    ignore_case: bool,
}

impl Native for Pattern {
    fn class(&self) -> &'static Class {
        &WILDCARD
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

const SPECIAL: [char; 4] = ['*', '?', '[', ']'];

fn made(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let ignore_case = match args.get(1) {
        Some(options) => {
            arguments::number_or(args, 1, 0) & 2 != 0 || convert::display(options).contains("IgnoreCase")
        }
        None => false,
    };
    Ok(Value::native(Pattern { text, ignore_case }))
}

fn pattern(this: &Value) -> Outcome<&Pattern> {
    this.as_native::<Pattern>().ok_or_else(arguments::no_overload)
}

/// SQL's form, as WMI's query language has it.
fn to_wql(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '`' => out.extend(characters.next()),
            '*' => out.push('%'),
            '?' => out.push('_'),
            '%' | '_' => out.push_str(&format!("[{character}]")),
            '\'' => out.push_str("''"),
            other => out.push(other),
        }
    }
    out
}

fn escape(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if SPECIAL.contains(&character) && !kept.contains(character) {
            out.push('`');
        }
        out.push(character);
    }
    out
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let hides =
            character == '`' && characters.peek().is_some_and(|next| SPECIAL.contains(next) || *next == '`');
        match hides {
            true => out.extend(characters.next()),
            false => out.push(character),
        }
    }
    out
}

static WILDCARD: Class = Class {
    name: "System.Management.Automation.WildcardPattern",
    base: Some(&object::OBJECT),
    methods: methods! {
        IsMatch "bool IsMatch(string input)" => |engine, this, args| {
            let text = arguments::text(engine, args, 0)?;
            let own = pattern(this)?;
            Ok(Value::Bool(operators::like(&text, &own.text, own.ignore_case)))
        };
        ToWql "string ToWql()" => |_, this, _| Ok(Value::text(to_wql(&pattern(this)?.text)));
    },
    static_methods: statics! {
        ContainsWildcardCharacters "static bool ContainsWildcardCharacters(string pattern)" => |engine, args| {
            Ok(Value::Bool(operators::has_wildcard(&arguments::text(engine, args, 0)?)))
        };
        Escape "static string Escape(string pattern)" "static string Escape(string pattern, char[] charsNotToEscape)" => |engine, args| {
            let kept = if args.len() > 1 {
                arguments::items(engine, arguments::any(args, 1)?)?.iter().map(convert::display).collect()
            } else {
                String::new()
            };
            Ok(Value::text(escape(&arguments::text(engine, args, 0)?, &kept)))
        };
        Get "static System.Management.Automation.WildcardPattern Get(string pattern, System.Management.Automation.WildcardOptions options)" => made;
        Unescape "static string Unescape(string pattern)" => |engine, args| Ok(Value::text(unescape(&arguments::text(engine, args, 0)?)));
    },
    construct: Some(made),
    constructors: &[
        "System.Management.Automation.WildcardPattern new(string pattern)",
        "System.Management.Automation.WildcardPattern new(string pattern, System.Management.Automation.WildcardOptions options)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&WILDCARD];
