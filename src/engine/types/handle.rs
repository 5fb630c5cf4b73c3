//! A value that is a handle on something shared: two values of one thing are equal, and what one changes the other shows.

use super::{Class, arguments};
use crate::engine::Outcome;
use crate::engine::object::Native;
use crate::engine::value::Value;
use std::any::Any;
use std::rc::Rc;

/// Something shared as a value of a class.
pub struct Handle<T>(pub Rc<T>, pub &'static Class);

impl<T> std::fmt::Debug for Handle<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.1.name)
    }
}

/// What each kind of handle does of its own.
pub trait Shown: Sized + 'static {
    fn items(_: &Rc<Self>, _: &'static Class) -> Option<Vec<Value>> {
        None
    }
    fn text(_: &Rc<Self>, _: &'static Class) -> Option<String> {
        None
    }
    fn property(_: &Rc<Self>, _: &str) -> Option<Value> {
        None
    }
    fn set_property(_: &Rc<Self>, _: &str, _: &Value) -> Option<Outcome> {
        None
    }
    fn names(_: &Rc<Self>) -> Vec<String> {
        Vec::new()
    }
}

impl<T: Shown> Native for Handle<T> {
    fn class(&self) -> &'static Class {
        self.1
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn enumerate(&self) -> Option<Vec<Value>> {
        T::items(&self.0, self.1)
    }

    fn to_text(&self) -> Option<String> {
        Some(T::text(&self.0, self.1).unwrap_or_else(|| self.1.name.to_string()))
    }

    fn equals(&self, other: &dyn Native) -> Option<bool> {
        let other = other.as_any().downcast_ref::<Handle<T>>();
        Some(other.is_some_and(|other| Rc::ptr_eq(&self.0, &other.0)))
    }

    fn dynamic(&self, name: &str) -> Option<Value> {
        T::property(&self.0, name)
    }

    fn set_dynamic(&self, name: &str, value: &Value) -> Option<Outcome> {
        T::set_property(&self.0, name, value)
    }

    fn dynamic_names(&self) -> Vec<String> {
        T::names(&self.0)
    }

    fn lists_class_properties(&self) -> bool {
        true
    }
}

/// What a value is a handle on. Errors: something else.
pub fn of<T: Shown>(value: &Value) -> Outcome<&Rc<T>> {
    value.as_native::<Handle<T>>().map(|handle| &handle.0).ok_or_else(arguments::no_overload)
}
