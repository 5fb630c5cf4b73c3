//! A class's members in words, for `Get-Member` and `OverloadDefinitions`.

use super::{ClassType, Method, Property, base_value, instance, of_type};
use crate::engine::member::Described;
use crate::engine::types::{self, Type};
use crate::engine::value::Value;
use std::rc::Rc;

/// A type as .NET members are written with it.
pub fn type_name(of: Option<&Rc<Type>>) -> String {
    match of {
        None => "System.Object".into(),
        Some(of) if of.full_name() == "System.Object" => "System.Object".into(),
        Some(of) => types::shown_name(of),
    }
}

/// `string F(int a, string b)`
pub(super) fn signature(method: &Method, name: &str) -> String {
    let parameters: Vec<String> =
        method.parameters.iter().map(|(name, of)| format!("{} {name}", type_name(of.as_ref()))).collect();
    let returns = method.returns.as_ref().map_or("void".to_string(), |of| type_name(Some(of)));
    let word = if method.is_static { "static " } else { "" };
    format!("{word}{returns} {name}({})", parameters.join(", "))
}

fn property_definition(property: &Property) -> String {
    let word = if property.is_static { "static " } else { "" };
    format!("{word}{} {} {{get;set;}}", type_name(property.of.as_ref()), property.name)
}

/// The signatures of the methods of one name; empty when there is none.
pub fn definitions(of: &Rc<Type>, name: &str, is_static: bool) -> Vec<String> {
    let mut found = Vec::new();
    if is_static && name.eq_ignore_ascii_case("new") {
        return constructors(of);
    }
    for class in super::lineage(of) {
        for method in of_type(&class).map(ClassType::methods).unwrap_or_default() {
            if method.is_static == is_static && method.name.eq_ignore_ascii_case(name) {
                let text = signature(method, &method.name);
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
    }
    found
}

fn constructors(of: &Rc<Type>) -> Vec<String> {
    let Some(class) = of_type(of) else { return Vec::new() };
    let name = of.full_name();
    let own = class.constructors().iter().filter(|found| !found.is_static);
    let found: Vec<String> = own
        .map(|found| {
            let text = signature(found, "new");
            format!("{name}{}", text.strip_prefix("void").unwrap_or(&text))
        })
        .collect();
    if found.is_empty() { vec![format!("{name} new()")] } else { found }
}

/// Properties and methods that a class and its bases declare.
pub fn described(of: &Rc<Type>, is_static: bool) -> Vec<Described> {
    members(of, is_static, false)
}

/// The members of an instance that `hidden` keeps out of sight, as `Get-Member -Force` shows them.
pub fn hidden(value: &Value) -> Vec<Described> {
    instance(value).map(|(_, of)| members(of, false, true)).unwrap_or_default()
}

fn members(of: &Rc<Type>, is_static: bool, hidden: bool) -> Vec<Described> {
    let mut found: Vec<Described> = Vec::new();
    for class in super::lineage(of) {
        let Some(class) = of_type(&class) else { continue };
        for property in class.properties() {
            let known = found.iter().any(|known| known.name.eq_ignore_ascii_case(&property.name));
            if property.is_static == is_static && property.hidden == hidden && !known {
                let definition = property_definition(property);
                found.push(Described {
                    name: property.name.clone(),
                    kind: "Property",
                    definition,
                    adapted: true,
                });
            }
        }
        for method in class.methods() {
            let known = found.iter().any(|known| known.name.eq_ignore_ascii_case(&method.name));
            if method.is_static == is_static && method.hidden == hidden && !known {
                let definition = definitions(of, &method.name, is_static).join(", ");
                found.push(Described {
                    name: method.name.clone(),
                    kind: "Method",
                    definition,
                    adapted: true,
                });
            }
        }
    }
    found
}

/// The names of an instance's types, most derived first; `None` for other values.
pub fn type_names(value: &Value) -> Option<Vec<String>> {
    let (_, of) = instance(value)?;
    let mut names: Vec<String> = super::lineage(of).iter().map(|class| class.full_name()).collect();
    match base_value(value) {
        Some(base) => names.extend(crate::engine::member::type_names(base)),
        None => names.push("System.Object".into()),
    }
    Some(names)
}
