//! `$foreach` and `$switch`: the enumerator of a running loop, which the script may move itself.

use super::iterate::Iteration;
use crate::engine::error::{Category, Exception};
use crate::engine::object::Native;
use crate::engine::scope::Scope;
use crate::engine::types::{Class, Method, Property, object};
use crate::engine::value::Value;
use crate::engine::{Fault, Outcome};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// Where a walk stands.
#[derive(Clone, Debug)]
enum Current {
    Before,
    At(Value),
    After,
}

struct Walk {
    iteration: Iteration,
    /// The walk before its first element, for `Reset()`.
    start: Option<Iteration>,
    current: Current,
}

/// A walk that a loop and its script share.
#[derive(Clone)]
pub struct LoopEnumerator {
    /// The variable that it is read as.
    name: &'static str,
    walk: Rc<RefCell<Walk>>,
}

impl LoopEnumerator {
    pub(super) fn new(iteration: Iteration, name: &'static str) -> Self {
        let start = iteration.restarted();
        let walk = Walk { iteration, start, current: Current::Before };
        LoopEnumerator { name, walk: Rc::new(RefCell::new(walk)) }
    }

    /// The loop's next element. The variable is set again: an inner loop that was left by a label did
    /// not put it back.
    pub(super) fn next_in(&self, scope: &Scope) -> Outcome<Option<Value>> {
        scope.set(self.name, Value::native(self.clone()));
        self.next()
    }

    pub(super) fn next(&self) -> Outcome<Option<Value>> {
        let mut walk = self.walk.borrow_mut();
        let item = walk.iteration.next()?;
        walk.current = item.clone().map_or(Current::After, Current::At);
        Ok(item)
    }

    fn current(&self) -> Outcome<Value> {
        let message = match &self.walk.borrow().current {
            Current::At(value) => return Ok(value.clone()),
            Current::Before => "Enumeration has not started. Call MoveNext.",
            Current::After => "Enumeration already finished.",
        };
        let class = "System.InvalidOperationException";
        let exception = Exception::new(class, message);
        Err(Fault::error(exception, class, Category::InvalidOperation, Value::Null))
    }

    fn reset(&self) {
        let mut walk = self.walk.borrow_mut();
        if let Some(start) = walk.start.as_ref().and_then(Iteration::restarted) {
            walk.iteration = start;
        }
        walk.current = Current::Before;
    }
}

impl std::fmt::Debug for LoopEnumerator {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "LoopEnumerator({})", self.name)
    }
}

impl Native for LoopEnumerator {
    fn class(&self) -> &'static Class {
        &LOOP_ENUMERATOR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        let mut rest = Vec::new();
        while let Ok(Some(value)) = self.next() {
            rest.push(value);
        }
        Some(rest)
    }
}

static LOOP_ENUMERATOR: Class = Class {
    name: "System.ArrayEnumerator",
    base: Some(&object::OBJECT),
    interfaces: &["System.Collections.IEnumerator", "System.ICloneable"],
    properties: &[Property {
        name: "Current",
        type_name: "System.Object",
        get: |_, this| match this.as_native::<LoopEnumerator>() {
            Some(walk) => walk.current(),
            None => Ok(Value::Null),
        },
        set: None,
    }],
    methods: &[
        Method {
            name: "MoveNext",
            signatures: &["bool MoveNext()"],
            call: |_, this, _| match this.as_native::<LoopEnumerator>() {
                Some(walk) => Ok(Value::Bool(walk.next()?.is_some())),
                None => Ok(Value::Bool(false)),
            },
        },
        Method {
            name: "Reset",
            signatures: &["void Reset()"],
            call: |_, this, _| {
                if let Some(walk) = this.as_native::<LoopEnumerator>() {
                    walk.reset();
                }
                Ok(Value::Empty)
            },
        },
    ],
    ..Class::EMPTY
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_moves_for_both_and_starts_again() {
        let items = vec![Value::Int(1), Value::Int(2)];
        let walk = LoopEnumerator::new(Iteration::Values(items.into_iter()), "foreach");
        let other = walk.clone();
        assert!(walk.current().is_err());
        assert!(matches!(walk.next(), Ok(Some(Value::Int(1)))));
        assert!(matches!(other.next(), Ok(Some(Value::Int(2)))));
        assert!(matches!(walk.current(), Ok(Value::Int(2))));
        assert!(matches!(walk.next(), Ok(None)));
        assert!(walk.current().is_err());
        walk.reset();
        assert!(matches!(other.next(), Ok(Some(Value::Int(1)))));
    }
}
