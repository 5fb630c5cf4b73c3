//! Keys of hash tables and sets that are instances of a script's class: its `GetHashCode` and `Equals`
//! decide which of them are the same, as in .NET.

use crate::engine::object::Hashtable;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, class, convert, types};
use std::borrow::Cow;
use std::cell::RefCell;

/// The arguments of a method of a table or set, with a key that the table knows in place of an equal one.
/// Errors: what `GetHashCode` or `Equals` throws.
pub(super) fn arguments<'a>(
    engine: &mut Engine,
    target: &Value,
    arguments: &'a [Value],
) -> Outcome<Cow<'a, [Value]>> {
    let Some((key, rest)) = arguments.split_first() else { return Ok(Cow::Borrowed(arguments)) };
    if class::instance(key).is_none() {
        return Ok(Cow::Borrowed(arguments));
    }
    let table = types::hashtable::table(target).or_else(|| types::hash_set::table(target));
    match table.map(|table| known(engine, table, key)).transpose()?.flatten() {
        Some(known) => Ok(Cow::Owned(std::iter::once(known).chain(rest.iter().cloned()).collect())),
        None => Ok(Cow::Borrowed(arguments)),
    }
}

/// The key of a table that equals another one; `None` when the other one stands for itself.
/// Errors: what `GetHashCode` or `Equals` throws.
pub(crate) fn known(engine: &mut Engine, table: &RefCell<Hashtable>, key: &Value) -> Outcome<Option<Value>> {
    if class::instance(key).is_none() {
        return Ok(None);
    }
    let Some(hash) = hash(engine, key)? else { return Ok(None) };
    // Scripts run in between, so that nothing of the table is borrowed.
    let new = table.borrow_mut().take_unhashed();
    for key in new {
        if let Some(hash) = self::hash(engine, &key)? {
            table.borrow_mut().note_hash(hash, key);
        }
    }
    let alike = table.borrow().hashed(hash);
    for other in alike {
        if let Some(equal) = class::equals(engine, &other, key)
            && equal?
        {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

/// What the class's own `GetHashCode` says; `None` when it has none and each instance is one of its own.
fn hash(engine: &mut Engine, key: &Value) -> Outcome<Option<i32>> {
    class::invoke(engine, key, "GetHashCode", &[])
        .map(|hash| hash.and_then(|hash| convert::to_int(&hash)))
        .transpose()
}
