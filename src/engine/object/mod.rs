//! Objects: what stands behind [`Value::Object`].

pub mod hashtable;
mod members;

pub use hashtable::Hashtable;
pub use members::{Member, MemberBody, Members};

use super::error::{ErrorRecord, Exception, Outcome};
use super::types::{Class, Type};
use super::value::Value;
use std::any::Any;
use std::cell::{OnceCell, RefCell};
use std::fmt::Debug;
use std::rc::Rc;

/// An object with identity.
#[derive(Debug)]
pub struct Object {
    pub kind: ObjectKind,
    /// Members added to this one object (`Add-Member`, calculated properties); for a
    /// `[pscustomobject]` its properties are in [`ObjectKind::Custom`] instead.
    pub added: RefCell<Option<Box<Members>>>,
    /// Replaces the list of type names (`PSTypeNames`); `None` uses the class's.
    pub type_names: RefCell<Option<Vec<Rc<str>>>>,
}

#[derive(Debug)]
pub enum ObjectKind {
    /// `[pscustomobject]`
    Custom(RefCell<Members>),
    /// `@{}` and `[ordered]@{}`
    Hashtable(RefCell<Hashtable>),
    /// `ArrayList`, `List[T]` and what behaves as one; the type says which.
    List {
        of: Rc<Type>,
        items: RefCell<Vec<Value>>,
    },
    Error(Box<ErrorRecord>),
    Exception(Box<Exception>),
    /// An instance of a script's `class`: the type, and its fields.
    Instance {
        of: Rc<Type>,
        fields: RefCell<Members>,
        /// The object of the .NET class that the class derives from.
        base: OnceCell<Value>,
    },
    /// Anything with a class table of its own.
    Native(Box<dyn Native>),
}

/// Values that are made while they are walked over.
pub type Walk = Box<dyn Iterator<Item = Outcome<Value>>>;

/// State of a .NET-like object whose members come from a class table.
pub trait Native: Any + Debug {
    /// The table of its members.
    fn class(&self) -> &'static Class;
    /// For a class's own functions to reach their state: `value.native::<StringBuilder>()`.
    fn as_any(&self) -> &dyn Any;
    /// Enumerates when piped or in `foreach`; `None` for one that does not unroll.
    fn enumerate(&self) -> Option<Vec<Value>> {
        None
    }
    /// Enumerates one at a time, for what may be large; each walk begins anew. `None`: [`Native::enumerate`].
    fn walk(&self) -> Option<Outcome<Walk>> {
        None
    }
    /// What `.ToString()` and `"$x"` give; `None` uses the class name.
    fn to_text(&self) -> Option<String> {
        None
    }
    /// Its text under a format and a culture; `None` for a class that has no formats.
    fn format(&self, _form: &str, _culture: &crate::engine::culture::Culture) -> Option<Outcome<String>> {
        None
    }
    /// Shown by its text, without a table or list of its properties.
    fn is_shown_as_text(&self) -> bool {
        false
    }
    /// Whether it counts as true; empty collections do not.
    fn truth(&self) -> bool {
        true
    }
    /// Equality by value; `None` compares by identity.
    fn equals(&self, _other: &dyn Native) -> Option<bool> {
        None
    }
    /// Order by value, for classes that have one.
    fn order(&self, _other: &dyn Native) -> Option<std::cmp::Ordering> {
        None
    }
    /// A property that the object itself has, whatever its class: the children of XML nodes.
    fn dynamic(&self, _name: &str) -> Option<Value> {
        None
    }
    /// Sets such a property; `None` when there is none.
    fn set_dynamic(&self, _name: &str, _value: &Value) -> Option<crate::engine::Outcome> {
        None
    }
    /// The names of such properties, in order.
    fn dynamic_names(&self) -> Vec<String> {
        Vec::new()
    }
    /// Whether the properties of its class are listed behind such properties, though no view shows them.
    fn lists_class_properties(&self) -> bool {
        false
    }
    /// Starts to send events of a name for a subscription; the result ends that when dropped. `None`:
    /// the object has no such event.
    fn listen(
        &self,
        _event: &str,
        _subscription: i32,
        _sender: std::sync::mpsc::Sender<crate::engine::events::Signal>,
    ) -> Option<Outcome<Option<Rc<dyn Any>>>> {
        None
    }
    /// A more exact type than the class (generic arguments); `None` uses the class.
    fn exact_type(&self) -> Option<Rc<Type>> {
        None
    }
}

impl Object {
    pub fn new(kind: ObjectKind) -> Self {
        Object { kind, added: RefCell::new(None), type_names: RefCell::new(None) }
    }
}

/// A hash table as a value.
pub fn hashtable_value(table: Hashtable) -> Value {
    Value::object(Object::new(ObjectKind::Hashtable(RefCell::new(table))))
}

impl Value {
    /// A `[pscustomobject]` with these properties in order.
    pub fn custom<N: Into<Rc<str>>>(properties: impl IntoIterator<Item = (N, Value)>) -> Value {
        let mut members = Members::default();
        for (name, value) in properties {
            members.set(name.into(), value);
        }
        Value::object(Object::new(ObjectKind::Custom(RefCell::new(members))))
    }

    /// A [`Native`] object.
    pub fn native(native: impl Native) -> Value {
        Value::object(Object::new(ObjectKind::Native(Box::new(native))))
    }

    /// The state of a native object of type `T`.
    pub fn as_native<T: Native>(&self) -> Option<&T> {
        match self.unwrapped() {
            Value::Object(object) => match &object.kind {
                ObjectKind::Native(native) => native.as_any().downcast_ref::<T>(),
                _ => None,
            },
            _ => None,
        }
    }
}
