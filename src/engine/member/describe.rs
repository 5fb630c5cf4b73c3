//! What members a value has, for `Get-Member`, formatting and completion.

use super::{get, read_body};
use crate::engine::object::{Member, MemberBody, ObjectKind};
use crate::engine::types::{self, Class};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome};
use std::rc::Rc;

/// One member in words.
#[derive(Clone, Debug)]
pub struct Described {
    pub name: Rc<str>,
    /// `Property`, `Method`, `NoteProperty` …
    pub kind: &'static str,
    /// As `Get-Member` prints it.
    pub definition: String,
}

/// The names of a value's type, most derived first.
pub fn type_names(value: &Value) -> Vec<String> {
    if let Value::Object(object) = value
        && let Some(names) = object.type_names.borrow().as_ref()
    {
        return names.iter().map(|name| name.to_string()).collect();
    }
    if let Some(names) = crate::engine::class::type_names(value) {
        return names;
    }
    let own = types::type_of(value);
    let mut names = vec![own.full_name()];
    let mut current = types::class_of(value).base;
    if matches!(value.unwrapped(), Value::Array(_)) {
        names.push("System.Array".into());
    }
    while let Some(class) = current {
        if names.last().is_none_or(|last| last != class.name) {
            names.push(class.name.to_string());
        }
        current = class.base;
    }
    names
}

/// Members that belong to this one object, in order.
fn own_members(value: &Value) -> Vec<Member> {
    match value {
        Value::Wrapped(wrapped) => wrapped.members.borrow().iter().cloned().collect(),
        Value::Object(object) => {
            let mut members: Vec<Member> = match &object.kind {
                ObjectKind::Custom(members) => members.borrow().iter().cloned().collect(),
                ObjectKind::Instance { fields, .. } => fields.borrow().iter().cloned().collect(),
                _ => Vec::new(),
            };
            if let Some(added) = object.added.borrow().as_ref() {
                members.extend(added.iter().cloned());
            }
            members
        }
        _ => Vec::new(),
    }
}

fn kind(body: &MemberBody) -> &'static str {
    match body {
        MemberBody::Note(_) => "NoteProperty",
        MemberBody::Alias(_) => "AliasProperty",
        MemberBody::ScriptProperty { .. } => "ScriptProperty",
        MemberBody::ScriptMethod(_) => "ScriptMethod",
        MemberBody::PropertySet(_) => "PropertySet",
        MemberBody::MemberSet(_) => "MemberSet",
    }
}

/// Note properties and class properties that need no engine, with their kinds.
pub fn notes(value: &Value) -> Vec<(Rc<str>, Value, &'static str)> {
    if let Value::Object(object) = value
        && let ObjectKind::Hashtable(table) = &object.kind
    {
        return table
            .borrow()
            .iter()
            .map(|(key, item)| (crate::engine::convert::display(key).into(), item.clone(), "NoteProperty"))
            .collect();
    }
    let declared = |name: &str| match value {
        Value::Object(object) => match &object.kind {
            ObjectKind::Instance { fields, .. } => fields.borrow().get(name).is_some(),
            _ => false,
        },
        _ => false,
    };
    own_members(value)
        .into_iter()
        .filter(|member| !member.hidden)
        .filter_map(|member| match member.body {
            MemberBody::Note(value) if declared(&member.name) => Some((member.name, value, "Property")),
            MemberBody::Note(value) => Some((member.name, value, "NoteProperty")),
            _ => None,
        })
        .collect()
}

/// Names of all properties in order: the class's, then the object's own.
pub fn property_names(value: &Value) -> Vec<Rc<str>> {
    let mut names: Vec<Rc<str>> = Vec::new();
    let is_custom = matches!(value, Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_) | ObjectKind::Instance { .. }));
    if !is_custom {
        let mut current: Option<&'static Class> = Some(types::class_of(value));
        while let Some(class) = current {
            for property in class.properties {
                if !names.iter().any(|known| known.eq_ignore_ascii_case(property.name)) {
                    names.push(property.name.into());
                }
            }
            current = class.base;
        }
    }
    if let Some(base) = crate::engine::class::base_value(value) {
        names
            .extend(own_members(value).into_iter().filter(|member| !member.hidden).map(|member| member.name));
        names.extend(property_names(base));
        return names;
    }
    for member in own_members(value) {
        let shown = !member.hidden
            && matches!(
                member.body,
                MemberBody::Note(_) | MemberBody::Alias(_) | MemberBody::ScriptProperty { .. }
            );
        if shown && !names.iter().any(|known| known.eq_ignore_ascii_case(&member.name)) {
            names.push(member.name);
        }
    }
    names
}

/// The names in a property set of an object.
pub fn property_set(value: &Value, name: &str) -> Option<Vec<Rc<str>>> {
    match super::added_member(value, name)?.body {
        MemberBody::PropertySet(names) => Some(names),
        _ => None,
    }
}

/// Names of the properties that views show: the default display set when there is one.
pub fn display_properties(engine: &mut Engine, value: &Value) -> Outcome<Vec<Rc<str>>> {
    if let Some(member) = super::added_member(value, "PSStandardMembers")
        && let MemberBody::MemberSet(set) = &member.body
        && let Some(MemberBody::PropertySet(names)) =
            set.get("DefaultDisplayPropertySet").map(|member| &member.body)
    {
        return Ok(names.clone());
    }
    if let Some(value) = get(engine, value, "PSStandardMembers")?
        && let Some(set) = get(engine, &value, "DefaultDisplayPropertySet")?
        && let Some(items) = super::enumerate(engine, &set)?
    {
        return Ok(items.iter().map(|item| crate::engine::convert::display(item).into()).collect());
    }
    Ok(property_names(value))
}

/// Every member of a value with its definition.
pub fn describe(engine: &mut Engine, value: &Value) -> Outcome<Vec<Described>> {
    let mut found = Vec::new();
    if let Some((_, of)) = crate::engine::class::instance(value) {
        found = crate::engine::class::described(of, false);
    }
    let mut current: Option<&'static Class> = Some(types::class_of(value));
    if let Some(base) = crate::engine::class::base_value(value) {
        current = Some(types::class_of(base));
    }
    while let Some(class) = current {
        for property in class.properties {
            let access = if property.set.is_some() { "{get;set;}" } else { "{get;}" };
            push(
                &mut found,
                property.name,
                "Property",
                format!("{} {} {access}", property.type_name, property.name),
            );
        }
        for method in class.methods {
            push(&mut found, method.name, "Method", method.signatures.join(", "));
        }
        current = class.base;
    }
    for member in own_members(value) {
        if member.hidden {
            continue;
        }
        let definition = match &member.body {
            MemberBody::Note(inner) => {
                let of = types::shown_name(&types::type_of(inner));
                let of = if inner.is_null() { "object".to_string() } else { of };
                format!("{of} {}={}", member.name, super::shown(engine, inner))
            }
            MemberBody::Alias(of) => format!("{} = {of}", member.name),
            MemberBody::ScriptProperty { get, .. } => {
                format!("System.Object {} {{get={};}}", member.name, super::shown(engine, get))
            }
            MemberBody::ScriptMethod(_) => format!("System.Object {}();", member.name),
            MemberBody::PropertySet(names) => format!("{} {{{}}}", member.name, names.join(", ")),
            MemberBody::MemberSet(_) => {
                let inner = read_body(engine, value, &member)?;
                super::shown(engine, &inner)
            }
        };
        push(&mut found, &member.name, kind(&member.body), definition);
    }
    Ok(found)
}

fn push(found: &mut Vec<Described>, name: &str, kind: &'static str, definition: String) {
    if !found.iter().any(|known| known.name.eq_ignore_ascii_case(name)) {
        found.push(Described { name: name.into(), kind, definition });
    }
}
