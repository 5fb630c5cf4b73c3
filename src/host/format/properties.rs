//! Which properties a request or an object shows.

use crate::engine::calculated::{Calculated, Source};
use crate::engine::types::hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member, operators};
use std::rc::Rc;

/// Most columns of a table whose properties nobody named.
const TABLE_MOST: usize = 10;

/// The properties that arguments name for an object. A name that the object lacks stays only when
/// `keep_missing` says so, as tables need it.
pub fn named(
    engine: &mut Engine,
    arguments: &[Value],
    object: &Value,
    keep_missing: bool,
) -> Outcome<Vec<Calculated>> {
    let mut found = Vec::new();
    for argument in arguments {
        let read = Calculated::read(engine, argument)?;
        let Source::Property(name) = &read.source else {
            found.push(read);
            continue;
        };
        let labelled = hashtable::table(argument).is_some();
        let names = resolve(engine, object, name)?;
        if names.is_empty() && keep_missing && !operators::has_wildcard(name) {
            found.push(read);
            continue;
        }
        for known in names {
            let label = if labelled && !read.name.is_empty() { read.name.clone() } else { known.to_string() };
            found.push(Calculated { name: label, source: Source::Property(known), ..read.clone() });
        }
    }
    Ok(found)
}

/// The object's own names behind a name, a wildcard or a property set.
fn resolve(engine: &mut Engine, object: &Value, name: &str) -> Outcome<Vec<Rc<str>>> {
    let names = member::property_names(object);
    if operators::has_wildcard(name) {
        return Ok(names.into_iter().filter(|known| operators::like(known, name, true)).collect());
    }
    if let Some(set) = member::property_set(object, name) {
        return Ok(set);
    }
    if let Some(known) = names.iter().find(|known| known.eq_ignore_ascii_case(name)) {
        return Ok(vec![known.clone()]);
    }
    let there = member::get(engine, object, name).ok().flatten().is_some();
    Ok(if there { vec![name.into()] } else { Vec::new() })
}

/// The default display set of an object, or all of its properties.
pub fn usual(engine: &mut Engine, object: &Value) -> Outcome<Vec<Calculated>> {
    let names = member::display_properties(engine, object)?;
    Ok(names.iter().map(|name| Calculated::property(name)).collect())
}

/// The columns of a table without a view.
pub fn columns(engine: &mut Engine, arguments: &[Value], object: &Value) -> Outcome<Vec<Calculated>> {
    if !arguments.is_empty() {
        return named(engine, arguments, object, true);
    }
    let mut names = member::display_properties(engine, object)?;
    names.truncate(TABLE_MOST);
    let column =
        |name: &Rc<str>| Calculated { source: Source::Member(name.clone()), ..Calculated::property(name) };
    Ok(names.iter().map(column).collect())
}
