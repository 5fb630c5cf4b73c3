//! What members and elements of a type are.

use super::Inferred;
use crate::engine::class::ClassType;
use crate::engine::types::{self, Class, Type};
use crate::engine::value::Value;
use std::rc::Rc;

/// The class tables of a type, most derived first.
pub fn classes(of: &Type) -> Vec<&'static Class> {
    let first = match of {
        Type::Class(class) => Some(*class),
        Type::Generic { of, .. } => Some(*of),
        Type::Array { .. } => Some(&types::array::ARRAY),
        Type::Script(_) => None,
    };
    std::iter::successors(first, |class| class.base).collect()
}

pub(super) fn property_type(of: &Rc<Type>, name: &str, is_static: bool) -> Option<String> {
    if let Some(class) = crate::engine::class::of_type(of) {
        return script_property(class, name);
    }
    for class in classes(of) {
        if is_static {
            if class
                .enumeration
                .is_some_and(|names| names.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)))
            {
                return Some(class.name.to_string());
            }
            let found = class.static_properties.iter().find(|known| known.name.eq_ignore_ascii_case(name));
            if let Some(found) = found {
                return Some(substituted(of, class, found.type_name));
            }
        } else if let Some(found) =
            class.properties.iter().find(|known| known.name.eq_ignore_ascii_case(name))
        {
            return Some(substituted(of, class, found.type_name));
        }
    }
    None
}

fn script_property(class: &ClassType, name: &str) -> Option<String> {
    let found = class.properties().iter().find(|known| known.name.eq_ignore_ascii_case(name))?;
    Some(found.of.as_ref().map_or_else(|| "object".to_string(), |of| of.full_name()))
}

pub(super) fn return_type(of: &Rc<Type>, name: &str, is_static: bool) -> Option<String> {
    for class in classes(of) {
        let signatures = if is_static {
            class
                .static_methods
                .iter()
                .find(|known| known.name.eq_ignore_ascii_case(name))
                .map(|found| found.signatures)
        } else {
            class
                .methods
                .iter()
                .find(|known| known.name.eq_ignore_ascii_case(name))
                .map(|found| found.signatures)
        };
        if let Some(first) = signatures.and_then(|signatures| signatures.first()) {
            let first = first.strip_prefix("static ").unwrap_or(first);
            let head = first.split('(').next()?.trim();
            return head.rsplit_once(' ').map(|(of_name, _)| substituted(of, class, of_name));
        }
    }
    None
}

/// A type's name with the arguments of a generic type in place of its parameters.
fn substituted(of: &Type, class: &Class, name: &str) -> String {
    let Type::Generic { arguments, .. } = of else { return name.to_string() };
    let place = class.parameters.iter().position(|parameter| *parameter == name);
    place.and_then(|place| arguments.get(place)).map_or_else(|| name.to_string(), |found| found.full_name())
}

/// An array of what something is.
pub(super) fn array_of(inner: Inferred) -> Inferred {
    let object = Rc::new(Type::Array { element: types::named("System.Object"), rank: 1 });
    let mut found = Inferred::of_type(object);
    // What an element is stays known, for indexes and pipelines.
    found.notes = vec![(String::new(), inner)];
    found
}

/// What an element of a collection is.
pub fn element(of: &Inferred) -> Inferred {
    if let Some((_, inner)) = of.notes.iter().find(|(name, _)| name.is_empty()) {
        return inner.clone();
    }
    for found in &of.types {
        match found.as_ref() {
            Type::Array { element, .. } => return Inferred::of_type(element.clone()),
            Type::Generic { arguments, .. } => {
                if let Some(last) = arguments.last() {
                    return Inferred::of_type(last.clone());
                }
            }
            Type::Class(class) if class.name == "System.String" => return Inferred::of("System.Char"),
            _ => {}
        }
    }
    if let Some(Value::Array(array)) = &of.value
        && let Some(first) = array.items.borrow().first()
    {
        return Inferred::of_value(first.clone());
    }
    Inferred::default()
}

/// What a pipeline passes on one by one.
pub fn element_or_self(of: &Inferred) -> Inferred {
    let unrolls = of.notes.iter().any(|(name, _)| name.is_empty())
        || matches!(of.value, Some(Value::Array(_)))
        || of.types.iter().any(|found| match found.as_ref() {
            Type::Array { .. } => true,
            Type::Generic { of, .. } => of.name.ends_with("List") || of.name.ends_with("HashSet"),
            _ => false,
        });
    if unrolls { element(of) } else { of.clone() }
}
