//! `System.Management.Automation.WildcardPattern`.

use super::table::{methods, statics};
use super::{Class, arguments, object, regex};
use crate::engine::object::Native;
use crate::engine::operators;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;

#[derive(Debug)]
struct Pattern {
    text: String,
    ignore_case: bool,
    /// `WildcardOptions` as a number.
    options: i64,
}

impl Native for Pattern {
    fn class(&self) -> &'static Class {
        &WILDCARD
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

const SPECIAL: [char; 5] = ['*', '?', '[', ']', '`'];

fn made(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let text = arguments::text(engine, args, 0)?;
    let ignore_case = match args.get(1) {
        Some(options) => {
            arguments::number_or(args, 1, 0) & 2 != 0 || convert::display(options).contains("IgnoreCase")
        }
        None => false,
    };
    let mut options = arguments::number_or(args, 1, 0);
    if ignore_case {
        options |= 2;
    }
    Ok(Value::native(Pattern { text, ignore_case, options }))
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

/// The same pattern as a regular expression, without the anchors that say nothing.
fn to_regex(text: &str) -> String {
    let mut out = String::from("^");
    let mut characters = text.chars();
    let mut in_set = false;
    while let Some(character) = characters.next() {
        match character {
            '[' if !in_set => (in_set, out) = (true, out + "["),
            ']' if in_set => (in_set, out) = (false, out + "]"),
            '-' if in_set => out.push('-'),
            '*' if !in_set => out.push_str(".*"),
            '?' if !in_set => out.push('.'),
            _ => {
                let literal = if character == '`' { characters.next().unwrap_or('`') } else { character };
                if "()[.?*{}^$+|\\".contains(literal) {
                    out.push('\\');
                }
                out.push(literal);
            }
        }
    }
    let open_end = out.strip_suffix(".*").map(str::to_string);
    let made = open_end.unwrap_or_else(|| out + "$");
    match made.strip_prefix("^.*") {
        Some(rest) => rest.to_string(),
        None => {
            if made == "^" && !text.is_empty() {
                String::new()
            } else {
                made
            }
        }
    }
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
        let hides = character == '`' && characters.peek().is_some_and(|next| SPECIAL.contains(next));
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
        ToRegex "regex ToRegex()" => |_, this, _| {
            let own = pattern(this)?;
            const SINGLE_LINE: i64 = 16;
            let options = [(1, 8), (2, 1), (4, 512)];
            let options = options.iter().filter(|(wildcard, _)| own.options & wildcard != 0).fold(SINGLE_LINE, |all, (_, regex)| all | regex);
            regex::made(&to_regex(&own.text), options)
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
