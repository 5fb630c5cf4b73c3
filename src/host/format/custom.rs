//! Custom views, and the class view of `Format-Custom`.

use super::display::{self, elements, is_scalar};
use super::packet::{Entry, Piece};
use super::properties;
use super::shapes::cell;
use crate::engine::format_data::CustomItem;
use crate::engine::host::FormatRequest;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member};

/// Levels of objects that the class view shows.
const DEPTH: usize = 5;

/// An object by a custom view.
pub fn by_view(engine: &mut Engine, items: &[CustomItem], object: &Value) -> Outcome<Entry> {
    let mut pieces = Vec::new();
    view_pieces(engine, items, object, &mut pieces)?;
    Ok(Entry::Custom(pieces))
}

fn view_pieces(
    engine: &mut Engine,
    items: &[CustomItem],
    object: &Value,
    pieces: &mut Vec<Piece>,
) -> Outcome {
    for item in items {
        match item {
            CustomItem::Text(text) => pieces.push(Piece::Text(text.to_string())),
            CustomItem::NewLine => pieces.push(Piece::NewLine),
            CustomItem::Frame { indent, items } => {
                let mut inner = Vec::new();
                view_pieces(engine, items, object, &mut inner)?;
                pieces.push(Piece::Frame { indent: *indent, pieces: inner });
            }
            CustomItem::Expression { source, form, enumerate } => {
                let value = source.value(engine, object)?.unwrap_or_default();
                let values = match (enumerate, elements(engine, &value)?) {
                    (true, Some(values)) => values,
                    _ => vec![value],
                };
                for value in values {
                    pieces.push(Piece::Text(display::text(engine, &value, form.as_deref(), false)?));
                }
            }
        }
    }
    Ok(())
}

/// An object as `class Name { … }`.
pub fn class_view(engine: &mut Engine, request: &FormatRequest, object: &Value) -> Outcome<Entry> {
    let most = request.depth.unwrap_or(DEPTH);
    let mut pieces = Vec::new();
    if is_scalar(object) {
        pieces.push(Piece::Text(display::plain(engine, object)?));
    } else if let Some(items) = elements(engine, object)? {
        enumeration(engine, &items, 0, most, &mut pieces)?;
    } else {
        class(engine, request, object, 0, most, &mut pieces)?;
    }
    Ok(Entry::Custom(pieces))
}

fn line(pieces: &mut Vec<Piece>, text: impl Into<String>) {
    pieces.push(Piece::Text(text.into()));
    pieces.push(Piece::NewLine);
}

fn class(
    engine: &mut Engine,
    request: &FormatRequest,
    object: &Value,
    level: usize,
    most: usize,
    pieces: &mut Vec<Piece>,
) -> Outcome {
    let names = member::type_names(object);
    let full = names.first().map_or("PSObject", String::as_str);
    line(pieces, format!("class {}", full.rsplit('.').next().unwrap_or(full)));
    line(pieces, "{");
    let columns = match request.properties.is_empty() {
        true => properties::usual(engine, object)?,
        false => properties::named(engine, &request.properties, object, false)?,
    };
    let mut inner = Vec::new();
    for column in columns {
        inner.push(Piece::Text(format!("{} = ", column.name)));
        let value = column.value(engine, object)?.unwrap_or_default();
        if let Some(items) = elements(engine, &value)? {
            inner.push(Piece::NewLine);
            let mut framed = Vec::new();
            enumeration(engine, &items, level + 1, most, &mut framed)?;
            inner.push(Piece::Frame { indent: 2, pieces: framed });
        } else if is_leaf(&value, level, most) {
            let text = cell(engine, request, &column, object, false)?;
            line(&mut inner, text);
        } else {
            inner.push(Piece::NewLine);
            let mut framed = Vec::new();
            class(engine, &FormatRequest::default(), &value, level + 1, most, &mut framed)?;
            inner.push(Piece::Frame { indent: 2, pieces: framed });
        }
    }
    pieces.push(Piece::Frame { indent: 2, pieces: inner });
    line(pieces, "}");
    Ok(())
}

fn is_leaf(value: &Value, level: usize, most: usize) -> bool {
    level >= most || is_scalar(value)
}

fn enumeration(
    engine: &mut Engine,
    items: &[Value],
    level: usize,
    most: usize,
    pieces: &mut Vec<Piece>,
) -> Outcome {
    line(pieces, "[");
    let limit = display::limit(engine);
    let mut inner = Vec::new();
    for item in items.iter().take(limit) {
        if is_leaf(item, level, most) {
            let text = display::plain(engine, item)?;
            line(&mut inner, text);
        } else if let Some(nested) = elements(engine, item)? {
            inner.push(Piece::NewLine);
            let mut framed = Vec::new();
            enumeration(engine, &nested, level + 1, most, &mut framed)?;
            inner.push(Piece::Frame { indent: 2, pieces: framed });
        } else {
            class(engine, &FormatRequest::default(), item, level + 1, most, &mut inner)?;
        }
    }
    if items.len() > limit {
        line(&mut inner, "…");
    }
    pieces.push(Piece::Frame { indent: 2, pieces: inner });
    line(pieces, "]");
    pieces.push(Piece::NewLine);
    Ok(())
}
