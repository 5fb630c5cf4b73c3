//! `-match` and `-replace` over .NET's regular expressions.
//!
//! Patterns run on `fancy-regex` (look-around, back references); what .NET writes differently is
//! translated first by [`translate`].

use super::{pattern, pattern_fault};
use crate::engine::error::{Category, Exception};
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use fancy_regex::{Captures, Regex};
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

/// Compiled patterns that a thread keeps.
const KEPT: usize = 512;

thread_local! {
    static COMPILED: RefCell<HashMap<(String, String), Rc<Regex>>> = RefCell::new(HashMap::new());
    /// The patterns used last, with their flags, which a loop uses again.
    static RECENT: RefCell<VecDeque<(String, &'static str, Rc<Regex>)>> = const { RefCell::new(VecDeque::new()) };
}

/// How many patterns are looked at before the table of all.
const RECENTLY: usize = 4;
/// `$` as it is translated, and as it may be for texts that end with no line break: most patterns run
/// without backtracking then.
const END: &str = r"(?:$|(?=\n\z))";
const PLAIN_END: &str = "$";
/// Marks the flags of patterns with plain ends.
const NO_FINAL_BREAK: char = '$';

/// A compiled pattern for one text. Errors: as [`regex`].
pub fn regex_for(pattern: &str, fold: bool, text: &str) -> Outcome<Rc<Regex>> {
    let plain = pattern.contains('$') && !text.ends_with('\n');
    let flags = match (fold, plain) {
        (true, true) => "i$",
        (true, false) => "i",
        (false, true) => "$",
        (false, false) => "",
    };
    let recent = RECENT.with_borrow(|recent| {
        let found = recent.iter().find(|(known, how, _)| *how == flags && known == pattern);
        found.map(|(_, _, regex)| regex.clone())
    });
    if let Some(found) = recent {
        return Ok(found);
    }
    let found = regex_with(pattern, flags, false)?;
    RECENT.with_borrow_mut(|recent| {
        recent.truncate(RECENTLY - 1);
        recent.push_front((pattern.to_string(), flags, found.clone()));
    });
    Ok(found)
}

/// A compiled pattern, kept for the next use. Errors: .NET's message of an invalid pattern.
pub fn regex(pattern: &str, fold: bool) -> Outcome<Rc<Regex>> {
    regex_with(pattern, if fold { "i" } else { "" }, false)
}

/// As [`regex`], with inline flags; `explicit` captures named groups only.
pub fn regex_with(pattern: &str, flags: &str, explicit: bool) -> Outcome<Rc<Regex>> {
    let key = (pattern.to_string(), format!("{flags}{}", if explicit { "n" } else { "" }));
    if let Some(found) = COMPILED.with_borrow(|kept| kept.get(&key).cloned()) {
        return Ok(found);
    }
    if let Some((offset, reason)) = pattern_fault::fault(pattern) {
        return Err(invalid_pattern(pattern, offset, &reason));
    }
    let translated = pattern::translate(pattern, explicit);
    let (flags, translated) = match flags.strip_suffix(NO_FINAL_BREAK) {
        Some(flags) => (flags, translated.replace(END, PLAIN_END)),
        None => (flags, translated),
    };
    let flagged = if flags.is_empty() { translated } else { format!("(?{flags}){translated}") };
    let compiled = match Regex::new(&flagged) {
        Ok(compiled) => Rc::new(compiled),
        Err(error) => {
            let (offset, reason) =
                pattern_fault::unknown_property(pattern).unwrap_or_else(|| (0, format!("{error}.")));
            return Err(invalid_pattern(pattern, offset, &reason));
        }
    };
    COMPILED.with_borrow_mut(|kept| {
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, compiled.clone());
    });
    Ok(compiled)
}

fn invalid_pattern(pattern: &str, offset: usize, reason: &str) -> Box<Fault> {
    const CLASS: &str = "System.Text.RegularExpressions.RegexParseException";
    let exception =
        Exception::new(CLASS, format!("Invalid pattern '{pattern}' at offset {offset}. {reason}"));
    Fault::error(exception, CLASS, Category::OperationStopped, Value::Null)
}

/// What `-replace` and `switch -Regex` say of an invalid pattern.
pub fn as_runtime_error(fault: Box<Fault>, pattern: &str) -> Box<Fault> {
    match *fault {
        Fault::Error { record, .. } if record.id.ends_with("RegexParseException") => {
            let message = format!("The regular expression pattern {pattern} is not valid.");
            let exception = Exception::runtime(message).with_inner(record.exception);
            Fault::error(
                exception,
                "InvalidRegularExpression",
                Category::InvalidOperation,
                Value::text(pattern),
            )
        }
        other => Box::new(other),
    }
}

pub(crate) fn run_failed(error: &fancy_regex::Error) -> Box<Fault> {
    Fault::runtime("RegexFailed", format!("The regular expression could not be run: {error}"))
}

/// Whether a value's text matches a pattern, without setting `$Matches`.
pub fn matches(engine: &mut Engine, value: &Value, pattern: &Value, fold: bool) -> Outcome<bool> {
    let text = convert::text_of(engine, value)?;
    let regex = pattern_of(engine, pattern, fold, Some(&text))?;
    regex.is_match(&*text).map_err(|error| run_failed(&error))
}

/// A pattern operand: text, or a `[regex]` which brings its own options.
fn pattern_of(engine: &mut Engine, pattern: &Value, fold: bool, text: Option<&str>) -> Outcome<Rc<Regex>> {
    if let Some(known) = crate::engine::types::regex::of(pattern) {
        return Ok(known);
    }
    let pattern = convert::text_of(engine, pattern)?;
    match text {
        Some(text) => regex_for(&pattern, fold, text),
        None => regex(&pattern, fold),
    }
}

/// `-match` and `-notmatch`: a filter over collections, a test with `$Matches` for one text.
pub fn operator(
    engine: &mut Engine,
    left: &Value,
    right: &Value,
    fold: bool,
    negated: bool,
) -> Outcome<Value> {
    if let Some(items) = member::enumerate(engine, left)? {
        let regex = pattern_of(engine, right, fold, None)?;
        let mut kept = Vec::new();
        for item in items {
            let text = convert::to_text(engine, &item)?;
            if regex.is_match(&*text).map_err(|error| run_failed(&error))? != negated {
                kept.push(item);
            }
        }
        return Ok(Value::array(kept));
    }
    let text = convert::text_of(engine, left)?;
    let regex = pattern_of(engine, right, fold, Some(&text))?;
    // Most texts match nothing, which is quicker to find out without groups.
    if !regex.is_match(&*text).map_err(|error| run_failed(&error))? {
        return Ok(Value::Bool(negated));
    }
    let captures = regex.captures(&*text).map_err(|error| run_failed(&error))?;
    if let Some(captures) = &captures {
        let table = captured(&regex, captures);
        engine.set_variable("Matches", table)?;
    }
    Ok(Value::Bool(captures.is_some() != negated))
}

/// `$Matches`: named groups by name, others by number, what took no part left out.
pub fn captured(regex: &Regex, captures: &Captures<'_, str>) -> Value {
    let mut table = Hashtable::new(false);
    let names: Vec<Option<&str>> = regex.capture_names().collect();
    let mut unnamed = 0;
    let mut entries = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let number = unnamed;
        if name.is_none() {
            unnamed += 1;
        }
        let Some(group) = captures.get(index) else { continue };
        let key = match name {
            Some(name) => Value::text(*name),
            None => Value::Int(number),
        };
        entries.push((key, Value::text(group.as_str())));
    }
    for (key, value) in entries.into_iter().rev() {
        table.set(key, value);
    }
    hashtable_value(table)
}

/// `-replace pattern, replacement` over one text or each element.
pub fn replace(engine: &mut Engine, left: &Value, right: &Value, fold: bool) -> Outcome<Value> {
    let mut arguments = match member::enumerate(engine, right)? {
        Some(items) => items,
        None => vec![right.clone()],
    };
    if arguments.len() > 2 {
        let message = "The -ireplace operator allows only two elements to follow it, not ".to_string()
            + &arguments.len().to_string()
            + ".";
        return Err(Fault::runtime("BadReplaceArgument", message));
    }
    let replacement =
        if arguments.len() == 2 { arguments.pop().unwrap_or_default() } else { Value::text("") };
    let pattern = arguments.pop().unwrap_or_default();
    let regex = match pattern_of(engine, &pattern, fold, None) {
        Ok(regex) => regex,
        Err(fault) => {
            let text = convert::to_text(engine, &pattern)?;
            return Err(as_runtime_error(fault, &text));
        }
    };
    if let Some(items) = member::enumerate(engine, left)? {
        let mut results = Vec::with_capacity(items.len());
        for item in items {
            results.push(replace_one(engine, &regex, &item, &replacement)?);
        }
        return Ok(Value::array(results));
    }
    replace_one(engine, &regex, left, &replacement)
}

fn replace_one(
    engine: &mut Engine,
    regex: &Rc<Regex>,
    subject: &Value,
    replacement: &Value,
) -> Outcome<Value> {
    let text = convert::to_text(engine, subject)?;
    replace_text(engine, regex, &text, replacement)
}

/// Replaces every match in a text by a pattern or by what a block gives for it.
pub(crate) fn replace_text(
    engine: &mut Engine,
    regex: &Rc<Regex>,
    text: &str,
    replacement: &Value,
) -> Outcome<Value> {
    replace_some(engine, regex, text, replacement, usize::MAX, 0, false)
}

/// As [`replace_text`], so many matches at most, from a place on. A delegate is called with each match as its
/// argument, where the operator's block has it in `$_`.
pub(crate) fn replace_some(
    engine: &mut Engine,
    regex: &Rc<Regex>,
    text: &str,
    replacement: &Value,
    most: usize,
    start: usize,
    as_delegate: bool,
) -> Outcome<Value> {
    let mut out = String::with_capacity(text.len());
    let mut last = 0;
    let template = match replacement.unwrapped() {
        Value::Block(_) => None,
        other if crate::engine::types::delegate::is_callable(other) => None,
        other if crate::engine::types::method_object::is(other) => None,
        other => Some(convert::to_text(engine, other)?),
    };
    let mut found = Vec::new();
    for captures in regex.captures_iter(text) {
        let captures = captures.map_err(|error| run_failed(&error))?;
        if captures.get(0).is_some_and(|whole| whole.start() >= start) {
            found.push(captures);
        }
        if found.len() >= most {
            break;
        }
    }
    for captures in &found {
        let Some(whole) = captures.get(0) else { continue };
        out.push_str(text.get(last..whole.start()).unwrap_or_default());
        match (&template, replacement.unwrapped()) {
            (Some(template), _) => expand(template, captures, text, &mut out),
            (None, Value::Block(block)) if !as_delegate => {
                let item = crate::engine::types::regex::match_value(regex, captures, text);
                // Blocks use `$_`; only those with parameters are called with an argument too.
                let takes = block.tree().parameters.is_some();
                let arguments = if takes { vec![item.clone()] } else { Vec::new() };
                let result = engine.invoke_with_item_and(block, item, &arguments)?;
                out.push_str(&convert::to_text(engine, &Value::from_output(result))?);
            }
            (None, delegate) => {
                let item = crate::engine::types::regex::match_value(regex, captures, text);
                let result = match crate::engine::types::method_object::is(delegate) {
                    true => crate::engine::member::invoke(engine, delegate, "Invoke", &[item])?,
                    false => crate::engine::types::delegate::call(engine, delegate, &[item])?,
                };
                out.push_str(&convert::to_text(engine, &result)?);
            }
        }
        last = whole.end();
    }
    out.push_str(text.get(last..).unwrap_or_default());
    Ok(Value::text(out))
}

/// .NET's replacement patterns: `$1 ${name} $$ $& $\` $' $+ $_`.
pub fn expand(template: &str, captures: &Captures<'_, str>, text: &str, out: &mut String) {
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        rest = one_substitution(after, captures, text, out);
    }
    out.push_str(rest);
}

/// What stands after a `$`; gives what is left.
fn one_substitution<'a>(
    after: &'a str,
    captures: &Captures<'_, str>,
    text: &str,
    out: &mut String,
) -> &'a str {
    let whole = captures.get(0);
    let (start, end) = whole.map_or((0, 0), |found| (found.start(), found.end()));
    match after.chars().next() {
        Some('$') => {
            out.push('$');
            &after[1..]
        }
        Some('&') => {
            out.push_str(whole.map_or("", |found| found.as_str()));
            &after[1..]
        }
        Some('`') => {
            out.push_str(text.get(..start).unwrap_or_default());
            &after[1..]
        }
        Some('\'') => {
            out.push_str(text.get(end..).unwrap_or_default());
            &after[1..]
        }
        Some('_') => {
            out.push_str(text);
            &after[1..]
        }
        Some('+') => {
            out.push_str(captures.iter().flatten().last().map_or("", |found| found.as_str()));
            &after[1..]
        }
        Some('{') => match after[1..].split_once('}') {
            Some((name, rest)) => {
                let group = match name.parse::<usize>() {
                    Ok(index) if index < captures.len() => Some(captures.get(index)),
                    Ok(_) => None,
                    Err(_) => captures.name(name).map(Some),
                };
                match group {
                    Some(found) => out.push_str(found.map_or("", |found| found.as_str())),
                    None => out.push_str(&format!("${{{name}}}")),
                }
                rest
            }
            None => {
                out.push('$');
                after
            }
        },
        Some(digit) if digit.is_ascii_digit() => {
            let mut length = after.bytes().take_while(u8::is_ascii_digit).count();
            let all = length;
            while length > 1 && after[..length].parse::<usize>().map_or(true, |index| index >= captures.len())
            {
                length -= 1;
            }
            match after[..length].parse::<usize>() {
                Ok(index) if index < captures.len() => {
                    out.push_str(captures.get(index).map_or("", |found| found.as_str()));
                    &after[length..]
                }
                _ => {
                    out.push('$');
                    out.push_str(&after[..all]);
                    &after[all..]
                }
            }
        }
        _ => {
            out.push('$');
            after
        }
    }
}

/// Splits text, with captured groups between the parts as .NET does. A positive limit is the most
/// parts, a negative one counts from the end.
pub fn split(regex: &Regex, text: &str, limit: i32) -> Outcome<Vec<String>> {
    let mut places = Vec::new();
    for captures in regex.captures_iter(text) {
        let captures = captures.map_err(|error| run_failed(&error))?;
        let Some(whole) = captures.get(0) else { continue };
        let groups: Vec<String> =
            captures.iter().skip(1).flatten().map(|group| group.as_str().to_string()).collect();
        places.push((whole.start(), whole.end(), groups));
    }
    let most = limit.unsigned_abs() as usize;
    if limit > 0 {
        places.truncate(most - 1);
    } else if limit < 0 && places.len() >= most {
        places.drain(..places.len() + 1 - most);
    }
    let mut parts = Vec::new();
    let mut last = 0;
    for (start, end, groups) in places {
        parts.push(text.get(last..start).unwrap_or_default().to_string());
        parts.extend(groups);
        last = end;
    }
    parts.push(text.get(last..).unwrap_or_default().to_string());
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotnet_patterns_are_translated() {
        assert!(regex(r"^a\Z", false).unwrap().is_match("a\n").unwrap());
        assert!(regex(r"(?'n'x)", false).unwrap().captures("x").unwrap().unwrap().name("n").is_some());
        assert!(regex("[[a]", false).unwrap().is_match("[").unwrap());
        assert!(regex("(", false).is_err());
        assert!(regex("ABC", true).unwrap().is_match("abc").unwrap());
    }

    #[test]
    fn replacement_patterns_expand() {
        let found = regex("(b)(?<n>c)", false).unwrap();
        let captures = found.captures("abcd").unwrap().unwrap();
        let mut out = String::new();
        expand("[$1|${n}|$&|$`|$'|$$|$9]", &captures, "abcd", &mut out);
        assert_eq!(out, "[b|c|bc|a|d|$|$9]");
    }

    #[test]
    fn splitting_keeps_groups_and_limits() {
        let comma = regex(",", false).unwrap();
        assert_eq!(split(&comma, "a,b,c", 0).unwrap(), ["a", "b", "c"]);
        assert_eq!(split(&comma, "a,b,c", 2).unwrap(), ["a", "b,c"]);
        assert_eq!(split(&comma, "a,b,c", -2).unwrap(), ["a,b", "c"]);
        assert_eq!(split(&regex("(,)", false).unwrap(), "a,b", 0).unwrap(), ["a", ",", "b"]);
    }
}
