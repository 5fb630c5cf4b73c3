//! What is put into elements: items, texts, lists of them, and other values by the text XML has for them.

use super::item::{Item, Kind, join};
use super::name::Name;
use crate::engine::types::handle::of;
use crate::engine::types::{arguments, datetime};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use std::rc::Rc;

/// A value as XML writes it. Source: `XmlConvert.ToString`.
pub fn text(value: &Value) -> String {
    match value.unwrapped() {
        Value::Bool(truth) => truth.to_string(),
        Value::DateTime(moment) => datetime::format(moment, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"),
        Value::Double(number) if number.is_infinite() => {
            if *number > 0.0 { "INF" } else { "-INF" }.to_string()
        }
        Value::TimeSpan(ticks) => crate::engine::clixml::duration(*ticks),
        other => convert::display(other),
    }
}

/// Puts content into a container from a place on; says where it ends.
/// Errors: an attribute that is there already, or content that a document does not take.
pub fn add(engine: &mut Engine, to: &Rc<Item>, content: &Value, place: usize) -> Outcome<usize> {
    if content.is_null() {
        return Ok(place);
    }
    if let Ok(item) = of::<Item>(content) {
        return add_item(to, item, place);
    }
    if !matches!(content.unwrapped(), Value::String(_))
        && let Some(items) = member::enumerate(engine, content)?
    {
        return items.iter().try_fold(place, |place, item| add(engine, to, item, place));
    }
    let text = text(content);
    if to.kind == Kind::Document {
        let message = "Non-whitespace characters cannot be added to content.";
        return match text.trim().is_empty() {
            true => Ok(place),
            false => Err(arguments::throw("System.ArgumentException", message)),
        };
    }
    Ok(add_text(to, &text, place))
}

/// Text joins the text before it.
fn add_text(to: &Rc<Item>, text: &str, place: usize) -> usize {
    let before = place.checked_sub(1).and_then(|before| to.children.borrow().get(before).cloned());
    if let Some(before) = before
        && before.kind == Kind::Text
    {
        before.value.borrow_mut().push_str(text);
        return place;
    }
    to.is_empty.set(false);
    if text.is_empty() {
        return place;
    }
    join(to, Item::new(Kind::Text, Name::default(), text), false, place);
    place + 1
}

/// An item that has a parent is copied.
fn add_item(to: &Rc<Item>, item: &Rc<Item>, place: usize) -> Outcome<usize> {
    let is_above =
        std::iter::successors(Some(to.clone()), |item| item.parent()).any(|above| Rc::ptr_eq(&above, item));
    let own = if item.parent().is_some() || is_above { item.copied() } else { item.clone() };
    if own.kind == Kind::Attribute {
        if to.attribute(&own.name.borrow()).is_some() {
            return Err(arguments::invalid_operation("Duplicate attribute."));
        }
        join(to, own, true, usize::MAX);
        return Ok(place);
    }
    if own.kind == Kind::Declaration {
        to.attributes.borrow_mut().retain(|known| known.kind != Kind::Declaration);
        join(to, own, true, 0);
        return Ok(place);
    }
    if to.kind == Kind::Document && own.kind == Kind::Element && !to.elements(None).is_empty() {
        return Err(arguments::invalid_operation(
            "This operation would create an incorrectly structured document.",
        ));
    }
    join(to, own, false, place);
    Ok(place + 1)
}

/// Adds every argument at the end.
pub fn append(engine: &mut Engine, to: &Rc<Item>, args: &[Value]) -> Outcome<Value> {
    for content in args {
        let end = to.children.borrow().len();
        add(engine, to, content, end)?;
    }
    Ok(Value::Empty)
}
