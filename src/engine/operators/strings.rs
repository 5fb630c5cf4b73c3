//! `-join` and `-split`.

use super::matching;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member, types};

pub fn join(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    let separator = convert::to_text(engine, right)?;
    // An enumerator is one object to -join, as it is to no other operator.
    let is_enumerator = matches!(
        left.unwrapped(),
        Value::Object(object) if matches!(&object.kind, crate::engine::object::ObjectKind::Native(native)
            if native.class().interfaces.contains(&"System.Collections.IEnumerator"))
    );
    if is_enumerator {
        return Ok(Value::text(convert::to_text(engine, left)?));
    }
    let items = match member::enumerate(engine, left)? {
        Some(items) => items,
        None => return Ok(Value::text(convert::to_text(engine, left)?)),
    };
    let shown = |engine: &mut Engine, item: &Value| match item.unwrapped() {
        // Elements are written by the current culture, unlike a cast to text.
        Value::DateTime(_) => Ok(convert::shown(item)),
        Value::Double(_) | Value::Single(_) | Value::Decimal(_) => super::shown(engine, item),
        Value::Type(of) => Ok(of.reflection_name()),
        _ => convert::to_text(engine, item),
    };
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(&separator);
        }
        // An element that is a list itself is not joined.
        match item.unwrapped() {
            Value::Array(_) => text.push_str(&crate::engine::types::type_of(item).full_name()),
            _ => text.push_str(&shown(engine, item)?),
        }
    }
    Ok(Value::text(text))
}

/// The unary form: by runs of blanks.
pub fn split_blanks(engine: &mut Engine, value: &Value) -> Outcome<Value> {
    let mut parts = Vec::new();
    for text in texts(engine, value)? {
        let before = parts.len();
        parts.extend(text.split_whitespace().map(Value::from));
        if parts.len() == before {
            parts.push(Value::text(""));
        }
    }
    Ok(types::arguments::array_of(&types::named("System.String"), parts))
}

/// `-split pattern`, `-split pattern, limit, options`, `-split { block }`.
pub fn split(engine: &mut Engine, left: &Value, right: &Value, fold: bool) -> Outcome<Value> {
    let arguments = match member::enumerate(engine, right)? {
        Some(items) => items,
        None => vec![right.clone()],
    };
    let limit = match arguments.get(1) {
        Some(limit) => convert::to_int(limit)?,
        None => 0,
    };
    let mut parts = Vec::new();
    let subjects = texts(engine, left)?;
    if let Some(Value::Block(block)) = arguments.first().map(Value::unwrapped) {
        for text in subjects {
            split_by_block(engine, &text, block, limit, &mut parts)?;
        }
        return Ok(types::arguments::array_of(&types::named("System.String"), parts));
    }
    let pattern = match arguments.first() {
        Some(pattern) => convert::to_text(engine, pattern)?,
        None => String::new(),
    };
    let options = match arguments.get(2) {
        Some(options) => convert::to_text(engine, options)?.to_ascii_lowercase(),
        None => String::new(),
    };
    let fold = if options.is_empty() { fold } else { options.contains("ignorecase") };
    let pattern =
        if options.contains("simplematch") { fancy_regex::escape(&pattern).into_owned() } else { pattern };
    let regex = matching::regex(&pattern, fold)?;
    for text in subjects {
        let pieces = matching::split(&regex, &text, limit)?;
        parts.extend(pieces.into_iter().map(Value::from));
    }
    Ok(types::arguments::array_of(&types::named("System.String"), parts))
}

fn split_by_block(
    engine: &mut Engine,
    text: &str,
    block: &std::rc::Rc<crate::engine::script_block::ScriptBlockValue>,
    limit: i32,
    parts: &mut Vec<Value>,
) -> Outcome {
    let mut part = String::new();
    let mut made = 1;
    for character in text.chars() {
        let is_last = limit > 0 && made >= limit;
        let separates = !is_last && {
            let item = Value::text(character.to_string());
            let result = engine.invoke_with_item(block, item)?;
            convert::to_bool(&Value::from_output(result))
        };
        if separates {
            parts.push(Value::text(std::mem::take(&mut part)));
            made += 1;
        } else {
            part.push(character);
        }
    }
    parts.push(Value::text(part));
    Ok(())
}

fn texts(engine: &mut Engine, value: &Value) -> Outcome<Vec<String>> {
    let items = match member::enumerate(engine, value)? {
        Some(items) => items,
        None => vec![value.clone()],
    };
    items.iter().map(|item| convert::to_text(engine, item)).collect()
}
