//! `Split` in all its forms.

use super::{is_white, negative, own};
use crate::engine::types::{arguments, array};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

pub fn split(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let text = own(this);
    let mut separators: Vec<String> = Vec::new();
    let mut most = usize::MAX;
    let mut options = 0;
    for (index, argument) in args.iter().enumerate() {
        match argument.unwrapped() {
            Value::Enum(value) => options = value.number,
            Value::Array(_) => {
                for item in array::items(argument) {
                    separators.push(convert::to_text(engine, &item)?);
                }
            }
            value if index > 0 && convert::is_number(value) => {
                let count = convert::to_int(value)?;
                most = usize::try_from(count).map_err(|_| negative("count", count))?;
            }
            // A number is nearer to the character with its code than to its text.
            Value::Int(code) => {
                separators.extend(u32::try_from(*code).ok().and_then(char::from_u32).map(String::from))
            }
            other => separators.push(convert::to_text(engine, other)?),
        }
    }
    let whole = matches!(args.first(), Some(Value::String(text)) if text.is_empty());
    separators.retain(|separator| !separator.is_empty());
    let (drop_empty, trim) = (options & 1 != 0, options & 2 != 0);
    let parts = match whole {
        true => kept(&text, drop_empty, trim).into_iter().collect(),
        false => pieces(&text, &separators, most, drop_empty, trim),
    };
    Ok(arguments::strings(parts))
}

/// A piece as the options want it; `None` for an empty one that they drop.
fn kept(piece: &str, drop_empty: bool, trim: bool) -> Option<String> {
    let piece = if trim { piece.trim() } else { piece };
    (!(drop_empty && piece.is_empty())).then(|| piece.to_string())
}

fn pieces(text: &str, separators: &[String], most: usize, drop_empty: bool, trim: bool) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text;
    if most == 0 {
        return parts;
    }
    loop {
        if parts.len() + 1 >= most {
            if drop_empty {
                while let Some((0, length)) = next(rest, separators) {
                    rest = rest.get(length..).unwrap_or_default();
                }
            }
            parts.extend(kept(rest, drop_empty, trim));
            return parts;
        }
        let Some((at, length)) = next(rest, separators) else { break };
        parts.extend(kept(rest.get(..at).unwrap_or_default(), drop_empty, trim));
        rest = rest.get(at + length..).unwrap_or_default();
    }
    parts.extend(kept(rest, drop_empty, trim));
    parts
}

/// The first separator: its place and length; blanks when there are none.
fn next(rest: &str, separators: &[String]) -> Option<(usize, usize)> {
    match separators {
        [] => rest
            .char_indices()
            .find(|(_, character)| is_white(*character))
            .map(|(at, character)| (at, character.len_utf8())),
        [one] => rest.find(one.as_str()).map(|at| (at, one.len())),
        many if many.iter().all(|one| one.chars().count() == 1) => rest
            .char_indices()
            .find(|(_, character)| many.iter().any(|one| one.starts_with(*character)))
            .map(|(at, character)| (at, character.len_utf8())),
        many => many
            .iter()
            .filter_map(|separator| rest.find(separator.as_str()).map(|at| (at, separator.len())))
            .min_by_key(|(at, _)| *at),
    }
}
