//! What `foreach` and `switch` walk over.

use super::loop_enumerator::LoopEnumerator;
use crate::engine::error::{Category, Exception};
use crate::engine::object::{Native, Object, ObjectKind, Walk};
use crate::engine::types::Class;
use crate::engine::value::{Array, Value, Wrapped};
use crate::engine::{Engine, Fault, Outcome, operators};
use crate::language::ast::BinaryOperator;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// A walk in progress.
#[derive(Default)]
pub enum Iteration {
    #[default]
    Done,
    /// An array is walked in place: `foreach` sees elements replaced while it runs.
    Array(Rc<Array>, usize),
    /// A list and its length: it must not change while it is walked.
    List(Rc<Object>, usize, usize),
    Values(std::vec::IntoIter<Value>),
    Numbers(Numbers),
    /// What is made while it is walked: lines of a file.
    Walk(Walk),
    /// A walk that the script moves too, by `$foreach` or `$switch`.
    Shared(LoopEnumerator),
}

/// The numbers of a `..` that is walked once: made one by one.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    next: i64,
    last: i64,
}

impl Iterator for Numbers {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        let number = i32::try_from(self.next).ok()?;
        let step = if self.last >= i64::from(number) { 1 } else { -1 };
        self.next = if self.next == self.last { i64::MAX } else { self.next + step };
        Some(Value::Int(number))
    }
}

impl Native for Numbers {
    fn class(&self) -> &'static Class {
        &crate::engine::types::object::OBJECT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        Some(self.collect())
    }
}

/// `left..right` as something to walk.
pub(super) fn range(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => {
            Ok(Value::native(Numbers { next: i64::from(*left), last: i64::from(*right) }))
        }
        _ => operators::binary(engine, BinaryOperator::Range, left, right),
    }
}

/// The numbers of such a range.
pub(in crate::engine) fn numbers(value: &Value) -> Option<Numbers> {
    value.as_native::<Numbers>().copied()
}

fn list_items(object: &Object) -> Option<&RefCell<Vec<Value>>> {
    match &object.kind {
        ObjectKind::List { items, .. } => Some(items),
        _ => None,
    }
}

fn modified() -> Box<Fault> {
    let class = "System.InvalidOperationException";
    let message = "Collection was modified; enumeration operation may not execute.";
    Fault::error(Exception::new(class, message), class, Category::OperationStopped, Value::Null)
}

/// A number that is an object like any other: tables take it as a key.
pub(super) fn boxed(value: Value) -> Value {
    Value::Wrapped(Rc::new(Wrapped::new(value, Default::default())))
}

/// The variable that a walk is read as.
pub(super) fn enumerator_name(switch: bool) -> &'static str {
    if switch { "switch" } else { "foreach" }
}

impl Iteration {
    /// Starts over a value: nothing for `$null`, once for a scalar.
    pub fn over(engine: &mut Engine, value: Value) -> Outcome<Iteration> {
        Ok(match value {
            Value::Null | Value::Empty => Iteration::Done,
            Value::Array(array) => Iteration::Array(array, 0),
            other if numbers(&other).is_some() => numbers(&other).map_or(Iteration::Done, Iteration::Numbers),
            Value::Object(object) if matches!(object.kind, ObjectKind::List { .. }) => {
                let length = list_items(&object).map_or(0, |items| items.borrow().len());
                Iteration::List(object, 0, length)
            }
            other => match crate::engine::member::walk(&other) {
                Some(walk) => Iteration::Walk(walk?),
                None => match crate::engine::member::enumerate(engine, &other)? {
                    Some(items) => Iteration::Values(items.into_iter()),
                    None => Iteration::once(other),
                },
            },
        })
    }

    /// Starts over the lines of a file.
    pub fn lines(path: &std::path::Path) -> Outcome<Iteration> {
        match crate::engine::types::file_lines::walk(path, None) {
            Ok(walk) => Ok(Iteration::Walk(walk)),
            Err(_) => {
                Err(Fault::runtime("PathNotFound", format!("Could not find file '{}'.", path.display())))
            }
        }
    }

    /// One element.
    pub fn once(value: Value) -> Iteration {
        Iteration::Values(vec![value].into_iter())
    }

    /// The same walk, to be read as the variable of that name.
    pub(super) fn shared(self, name: &'static str) -> Iteration {
        Iteration::Shared(LoopEnumerator::new(self, name))
    }

    /// The walk from its start again. `None`: it cannot be repeated.
    pub(super) fn restarted(&self) -> Option<Iteration> {
        Some(match self {
            Iteration::Done => Iteration::Done,
            Iteration::Array(array, _) => Iteration::Array(array.clone(), 0),
            Iteration::List(object, _, length) => Iteration::List(object.clone(), 0, *length),
            Iteration::Values(items) => Iteration::Values(items.clone()),
            Iteration::Numbers(numbers) => Iteration::Numbers(*numbers),
            Iteration::Walk(_) | Iteration::Shared(_) => return None,
        })
    }

    pub fn next(&mut self) -> Outcome<Option<Value>> {
        match self {
            Iteration::Done => Ok(None),
            Iteration::Shared(walk) => walk.next(),
            Iteration::Array(array, index) => {
                let item = array.items.borrow().get(*index).cloned();
                *index += 1;
                Ok(item)
            }
            Iteration::List(object, index, length) => {
                let Some(items) = list_items(object) else { return Ok(None) };
                let items = items.borrow();
                if items.len() != *length {
                    return Err(modified());
                }
                let item = items.get(*index).cloned();
                *index += 1;
                Ok(item)
            }
            Iteration::Values(items) => Ok(items.next()),
            Iteration::Numbers(numbers) => Ok(numbers.next()),
            Iteration::Walk(walk) => walk.next().transpose(),
        }
    }
}
