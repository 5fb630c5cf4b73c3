//! `-f`: composite formats under the current culture.

use crate::engine::culture::{self, Culture, DateText};
use crate::engine::error::{Category, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member, types};

/// The widest hole that is filled, in characters.
const WIDEST: usize = 1 << 20;

pub fn operator(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    let form = convert::to_text(engine, left)?;
    // Only an array is a list of arguments; any other collection is one.
    let items = match right.unwrapped() {
        Value::Array(array) => array.items.borrow().clone(),
        _ => vec![right.clone()],
    };
    format(engine, &form, &items).map(Value::text).map_err(|fault| {
        let Fault::Error { record, .. } = *fault else { return fault };
        let message = format!("Error formatting a string: {}.", record.exception.message);
        Fault::error(
            Exception::runtime(message).with_inner(record.exception),
            "FormatError",
            Category::InvalidOperation,
            Value::text(form.as_str()),
        )
    })
}

fn malformed(reason: &str) -> Box<Fault> {
    types::arguments::throw("System.FormatException", reason)
}

/// A composite format under the current culture, as `String.Format` fills it.
pub fn format(engine: &mut Engine, form: &str, items: &[Value]) -> Outcome<String> {
    format_in(engine, form, items, &culture::current())
}

/// A composite format under a culture.
pub fn format_in(engine: &mut Engine, form: &str, items: &[Value], culture: &Culture) -> Outcome<String> {
    let mut out = String::new();
    let mut rest = form;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let brace = rest.as_bytes().get(at).copied().unwrap_or_default();
        let after = rest.get(at + 1..).unwrap_or_default();
        if after.as_bytes().first() == Some(&brace) {
            out.push(char::from(brace));
            rest = after.get(1..).unwrap_or_default();
            continue;
        }
        if brace == b'}' {
            return Err(unreadable(
                form,
                after,
                "Unexpected closing brace without a corresponding opening brace.",
            ));
        }
        let hole = hole(form, after)?;
        let Some(item) = items.get(hole.index) else {
            return Err(malformed(
                "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.",
            ));
        };
        let text = formatted_in(engine, item, hole.form, culture)?;
        let width = usize::try_from(hole.width.unsigned_abs()).unwrap_or(0).min(WIDEST);
        let blanks = " ".repeat(width.saturating_sub(text.encode_utf16().count()));
        out.push_str(&if hole.width < 0 { text + &blanks } else { blanks + &text });
        rest = hole.rest;
    }
    out.push_str(rest);
    Ok(out)
}

/// One `{index,width:format}` and what follows it.
struct Hole<'a> {
    index: usize,
    width: i64,
    form: &'a str,
    rest: &'a str,
}

fn unreadable(form: &str, rest: &str, reason: &str) -> Box<Fault> {
    let read = form.get(..form.len() - rest.len()).unwrap_or_default();
    let offset = read.encode_utf16().count();
    malformed(&format!(
        "Input string was not in a correct format. Failure to parse near offset {offset}. {reason}"
    ))
}

/// Reads what stands behind an opening brace.
fn hole<'a>(form: &'a str, after: &'a str) -> Outcome<Hole<'a>> {
    const DIGIT: &str = "Expected an ASCII digit.";
    const SHORT: &str = "Format item ends prematurely.";
    if after.is_empty() {
        return Err(unreadable(form, after, SHORT));
    }
    let (index, mut rest) = digits(after).ok_or_else(|| unreadable(form, after, DIGIT))?;
    rest = rest.trim_start_matches(' ');
    let mut width = 0;
    if let Some(tail) = rest.strip_prefix(',') {
        let tail = tail.trim_start_matches(' ');
        let (left, tail) = tail.strip_prefix('-').map_or((false, tail), |tail| (true, tail));
        if tail.is_empty() {
            return Err(unreadable(form, tail, SHORT));
        }
        let (number, tail) = digits(tail).ok_or_else(|| unreadable(form, tail, DIGIT))?;
        width = if left { -(number as i64) } else { number as i64 };
        rest = tail.trim_start_matches(' ');
    }
    if rest.is_empty() {
        return Err(unreadable(form, rest, SHORT));
    }
    if let Some(tail) = rest.strip_prefix('}') {
        return Ok(Hole { index, width, form: "", rest: tail });
    }
    let Some(tail) = rest.strip_prefix(':') else {
        let next = rest.chars().next().map_or(0, char::len_utf8);
        let behind = rest.get(next..).unwrap_or_default();
        return Err(unreadable(
            form,
            behind,
            "Unexpected closing brace without a corresponding opening brace.",
        ));
    };
    match tail.find(['{', '}']) {
        Some(end) if tail.as_bytes().get(end) == Some(&b'}') => Ok(Hole {
            index,
            width,
            form: tail.get(..end).unwrap_or_default(),
            rest: tail.get(end + 1..).unwrap_or_default(),
        }),
        Some(end) => Err(unreadable(form, tail.get(end + 1..).unwrap_or_default(), SHORT)),
        None => Err(unreadable(form, "", SHORT)),
    }
}

/// A small number at the start of text, and what follows it.
fn digits(text: &str) -> Option<(usize, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..length)?.parse().ok().filter(|number| *number < 1_000_000)?;
    Some((number, text.get(length..)?))
}

/// One value under a format and the current culture.
pub fn formatted(engine: &mut Engine, item: &Value, form: &str) -> Outcome<String> {
    formatted_in(engine, item, form, &culture::current())
}

/// One value under a format and a culture; what has no formats of its own gives its text.
pub fn formatted_in(engine: &mut Engine, item: &Value, form: &str, culture: &Culture) -> Outcome<String> {
    if let Some(result) = crate::engine::class::formatted(engine, item, form) {
        return result;
    }
    match item.unwrapped() {
        Value::DateTime(moment) => {
            let date = DateText { ticks: moment.ticks, kind: moment.kind, offset: None };
            culture::format_date(&date, form, culture).map_err(|_| bad_format())
        }
        Value::TimeSpan(ticks) => culture::format_span(*ticks, form, culture).map_err(|_| bad_format()),
        Value::Enum(value) => types::enumeration::format(value, form),
        Value::Type(of) => Ok(of.reflection_name()),
        number if convert::is_number(number) => format_number_in(number, form, culture),
        Value::Object(object) => match &object.kind {
            ObjectKind::Native(native) => match native.format(form, culture) {
                Some(text) => text,
                None => convert::to_text(engine, item),
            },
            ObjectKind::List { of, .. } => Ok(of.reflection_name()),
            _ => convert::to_text(engine, item),
        },
        // A collection has no formats: its own text is its type.
        Value::Array(_) => Ok(types::type_of(item).reflection_name()),
        _ => convert::to_text(engine, item),
    }
}

/// A value as text in the current culture, as hosts and formatters show it: doubles with 15 digits.
pub fn shown(engine: &mut Engine, value: &Value) -> Outcome<String> {
    if let Some(text) = crate::engine::bind::shown_text(value) {
        return convert::to_text(engine, &text);
    }
    match value.unwrapped() {
        Value::Double(_) => formatted(engine, value, "G15"),
        Value::Single(_) => formatted(engine, value, "G7"),
        Value::DateTime(_) => formatted(engine, value, "G"),
        Value::Decimal(_) | Value::Type(_) => {
            let text = member::invoke(engine, value, "ToString", &[])?;
            convert::to_text(engine, &text)
        }
        _ => convert::to_text(engine, value),
    }
}

fn bad_format() -> Box<Fault> {
    malformed("Input string was not in a correct format.")
}

/// A number under a standard or custom format and the invariant culture. Errors: a standard format that does not exist.
pub fn format_number(value: &Value, form: &str) -> Outcome<String> {
    format_number_in(value, form, &Culture::invariant())
}

/// A number under a standard or custom format and a culture.
pub fn format_number_in(value: &Value, form: &str, culture: &Culture) -> Outcome<String> {
    culture::format_number(value.unwrapped(), form, culture)
        .map_err(|_| malformed("Format specifier was invalid."))
}
