//! `$Error`: one list for the whole session, which scripts may change.

use crate::engine::object::{Object, ObjectKind};
use crate::engine::value::Value;
use std::rc::Rc;

/// An empty list.
pub fn empty() -> Value {
    super::list::array_list(Vec::new())
}

/// The newest entry, when there is one.
pub fn newest(list: &Value) -> Option<Value> {
    match list {
        Value::Object(object) => match &object.kind {
            ObjectKind::List { items, .. } => items.borrow().first().cloned(),
            _ => None,
        },
        _ => None,
    }
}

/// Puts an error in front and forgets the oldest of more than `kept`.
pub fn push(list: &Value, error: Rc<Object>, kept: usize) {
    if let Value::Object(object) = list
        && let ObjectKind::List { items, .. } = &object.kind
    {
        let mut items = items.borrow_mut();
        items.insert(0, Value::Object(error));
        items.truncate(kept);
    }
}
