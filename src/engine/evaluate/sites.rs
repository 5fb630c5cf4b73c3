//! Member sites: what a member's name meant where it stands, for values of the kind met last.
//!
//! Only values without members of their own or of `Update-TypeData` are served; all others, and names
//! that are nowhere, take the general way in [`member`].

use super::Frame;
use super::step::{get, window};
use crate::engine::object::ObjectKind;
use crate::engine::types::{self, Class, Method, Property, Type};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member};
use crate::language::code::{Call, Code, Index, Register};
use std::borrow::Cow;
use std::cell::Cell;
use std::mem::Discriminant;

/// What a property's name was found to be.
#[derive(Clone, Copy, Default)]
pub(super) struct PropertySite {
    /// The place among the properties of a custom object.
    place: usize,
    of_class: Option<(&'static Class, &'static Property)>,
}

/// What a method's name was found to be for values of a class.
#[derive(Clone, Copy)]
pub(super) struct MethodSite {
    of: &'static Class,
    /// The class that has the method.
    owner: &'static Class,
    method: &'static Method,
    /// Kinds of arguments that the method takes as they are.
    settled: Option<Kinds>,
}

/// Kinds of the arguments of a call, of so many at most.
type Kinds = [Option<Discriminant<Value>>; 3];

fn kinds(arguments: &[Value]) -> Option<Kinds> {
    let mut found = Kinds::default();
    if arguments.len() > found.len() {
        return None;
    }
    for (place, argument) in found.iter_mut().zip(arguments) {
        *place = Some(std::mem::discriminant(argument));
    }
    Some(found)
}

/// The tables of sites beside a code.
pub(super) struct Sites {
    /// By the index of the name.
    properties: Vec<Cell<PropertySite>>,
    /// By the index of the call.
    methods: Vec<Cell<Option<MethodSite>>>,
}

impl Sites {
    pub(super) fn of(code: &Code) -> Sites {
        Sites {
            properties: code.tables.names.iter().map(|_| Cell::default()).collect(),
            methods: code.tables.calls.iter().map(|_| Cell::default()).collect(),
        }
    }

    fn property(&self, code: &Code, name: Index, of: &'static Class) -> Option<&'static Property> {
        let site = self.properties.get(name as usize)?;
        if let Some((known, found)) = site.get().of_class
            && std::ptr::eq(known, of)
        {
            return Some(found);
        }
        let found = member::class_property(of, code.tables.names.get(name as usize)?)?;
        site.set(PropertySite { of_class: Some((of, found)), ..site.get() });
        Some(found)
    }

    fn method(&self, index: Index, call: &Call, of: &'static Class) -> Option<MethodSite> {
        let site = self.methods.get(index as usize)?;
        if let Some(known) = site.get()
            && std::ptr::eq(known.of, of)
        {
            return Some(known);
        }
        let (owner, method) = member::find_method(of, &call.name)?;
        let found = MethodSite { of, owner, method, settled: None };
        site.set(Some(found));
        Some(found)
    }

    /// Whether the arguments need no binding; remembers it for the next call.
    fn is_settled(&self, index: Index, site: &MethodSite, arguments: &[Value]) -> bool {
        let Some(kinds) = kinds(arguments) else { return false };
        if site.settled == Some(kinds) {
            return true;
        }
        let signatures = site.method.signatures;
        if site.owner.bound && !types::overload::is_settled_by_kinds(site.owner, signatures, arguments) {
            return false;
        }
        if let Some(place) = self.methods.get(index as usize) {
            place.set(Some(MethodSite { settled: Some(kinds), ..*site }));
        }
        true
    }

    /// A note property of a custom object, by the place where the last one had it.
    #[inline]
    pub(super) fn note(&self, code: &Code, name: Index, target: &Value) -> Option<Value> {
        let Value::Object(object) = target else { return None };
        let ObjectKind::Custom(members) = &object.kind else { return None };
        if object.added.borrow().is_some() {
            return None;
        }
        let site = self.properties.get(name as usize)?;
        let members = members.borrow();
        let (place, value) = members.note_near(site.get().place, code.tables.names.get(name as usize)?)?;
        if place != site.get().place {
            site.set(PropertySite { place, ..site.get() });
        }
        Some(value.clone())
    }
}

impl Engine {
    /// A property by its site; `None`: the general way has to look.
    #[inline]
    pub(super) fn read_at_site(
        &mut self,
        frame: &Frame,
        code: &Code,
        (target, name): (Register, Index),
    ) -> Option<Outcome<Value>> {
        let sites = &frame.prepared.sites;
        let target = get(frame, target);
        if let Some(value) = sites.note(code, name, target) {
            return Some(Ok(value));
        }
        if matches!(target, Value::Object(_)) {
            return None;
        }
        let property = sites.property(code, name, plain_class(target)?)?;
        Some(member::read_class_property(self, target, property))
    }

    /// A method call by its site; `None`: the general way has to look.
    pub(super) fn call_at_site(
        &mut self,
        frame: &Frame,
        index: Index,
        call: &Call,
    ) -> Option<Outcome<Value>> {
        if call.dynamic_name.is_some() || call.is_static || call.of.is_some() {
            return None;
        }
        let target = get(frame, call.target);
        let sites = &frame.prepared.sites;
        let site = sites.method(index, call, plain_class(target)?)?;
        let arguments = arguments(frame, call);
        if !self.tracing && sites.is_settled(index, &site, &arguments) {
            return Some(member::call_bound(self, site.method, target, &arguments));
        }
        Some(member::call_method(self, (site.owner, site.method), target, &arguments))
    }
}

/// The arguments of a call; what a statement without output gave is `$null`.
pub(super) fn arguments<'f>(frame: &'f Frame, call: &Call) -> Cow<'f, [Value]> {
    let given = window(frame, call.first_argument, call.count);
    match given.iter().any(|value| matches!(value, Value::Empty)) {
        true => Cow::Owned(given.iter().map(super::step::stored).collect()),
        false => Cow::Borrowed(given),
    }
}

/// The class table of a value that has no members beside it.
fn plain_class(value: &Value) -> Option<&'static Class> {
    let plain = match value {
        Value::Null | Value::Empty | Value::Wrapped(_) | Value::Type(_) => false,
        Value::Enum(value) => !matches!(value.of.as_ref(), Type::Script(_)),
        Value::Object(object) => {
            matches!(&object.kind, ObjectKind::Hashtable(_) | ObjectKind::List { .. } | ObjectKind::Native(_))
                && object.added.borrow().is_none()
        }
        _ => true,
    };
    (plain && types::type_data::is_empty()).then(|| types::class_of(value))
}
