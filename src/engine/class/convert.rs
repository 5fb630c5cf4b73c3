//! Casts to a class: from its own objects, tables, custom objects and what a constructor takes.

use super::{ClassType, instance, of_type, overload};
use crate::engine::error::{Category, Exception};
use crate::engine::object::{MemberBody, ObjectKind};
use crate::engine::types::{self, Type};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::rc::Rc;

/// Converts a value to a class. Errors: it is no object of the class, and nothing makes one of it.
pub fn from_value(engine: &mut Engine, value: Value, wanted: &Rc<Type>) -> Outcome<Value> {
    let plain = value.unwrapped();
    if plain.is_null() {
        return Ok(Value::Null);
    }
    if types::is_a(&types::type_of(plain), wanted) {
        return Ok(plain.clone());
    }
    let Some(class) = of_type(wanted) else {
        return Err(convert::no_conversion(&value, &wanted.full_name()));
    };
    match maker(class, plain) {
        Some(Maker::Constructor) => return super::construct(engine, wanted, std::slice::from_ref(plain)),
        Some(Maker::Properties) => {}
        None => return Err(convert::no_conversion(&value, &wanted.full_name())),
    }
    let pairs = match plain {
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(table) => {
                let table = table.borrow();
                table.iter().map(|(key, value)| (convert::display(key), value.clone())).collect()
            }
            ObjectKind::Custom(members) => notes(&members.borrow()),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    fill(engine, wanted, pairs)
}

/// What makes an object of a class of a value.
pub(super) enum Maker {
    Constructor,
    /// A table or a custom object gives the properties of a new object.
    Properties,
}

pub(super) fn maker(class: &ClassType, value: &Value) -> Option<Maker> {
    let mut own = class.constructors().iter().filter(|found| !found.is_static);
    if own.any(|constructor| overload::takes_as_is(constructor, value)) {
        return Some(Maker::Constructor);
    }
    let Value::Object(object) = value.unwrapped() else { return None };
    let is_table = matches!(object.kind, ObjectKind::Hashtable(_) | ObjectKind::Custom(_));
    (is_table && makes_empty(class)).then_some(Maker::Properties)
}

fn notes(members: &crate::engine::object::Members) -> Vec<(String, Value)> {
    members
        .iter()
        .filter_map(|member| match &member.body {
            MemberBody::Note(value) => Some((member.name.to_string(), value.clone())),
            _ => None,
        })
        .collect()
}

fn makes_empty(class: &ClassType) -> bool {
    let mut own = class.constructors().iter().filter(|found| !found.is_static).peekable();
    own.peek().is_none() || own.any(|found| found.parameters.is_empty())
}

/// A new object with these properties set.
fn fill(engine: &mut Engine, wanted: &Rc<Type>, pairs: Vec<(String, Value)>) -> Outcome<Value> {
    let made = super::construct(engine, wanted, &[])?;
    for (name, item) in pairs {
        let known = member::added_member(&made, &name).is_some();
        if !known && super::base_value(&made).is_none() {
            let reason = unknown(&made, wanted, &name);
            return Err(cannot_create(wanted, &reason));
        }
        if let Err(fault) = member::set(engine, &made, &name, item) {
            let Fault::Error { record, .. } = fault.as_ref() else { return Err(fault) };
            let reason = match &record.exception.inner {
                Some(inner) if record.id == "ExceptionWhenSetting" => inner.message.clone(),
                _ => record.exception.message.clone(),
            };
            return Err(cannot_create(wanted, &reason));
        }
    }
    Ok(made)
}

fn unknown(made: &Value, wanted: &Type, name: &str) -> String {
    let class = wanted.full_name();
    let mut settable = Vec::new();
    if let Some((_, of)) = instance(made) {
        for class in super::lineage(of) {
            for property in of_type(&class).map(ClassType::properties).unwrap_or_default() {
                if !property.is_static {
                    let kind = property.of.as_ref().map_or("System.Object".to_string(), |of| of.full_name());
                    settable.push(format!("[{} <{kind}>]", property.name));
                }
            }
        }
    }
    let list = match settable.len() {
        0 => "There is no settable property available.".to_string(),
        1 => format!("The settable property is: {}.", settable.join(", ")),
        _ => format!("The settable properties are: {}.", settable.join(", ")),
    };
    format!("The property '{name}' was not found for the '{class}' object. {list}")
}

fn cannot_create(wanted: &Type, reason: &str) -> Box<Fault> {
    let message = format!("Cannot create object of type \"{}\". {reason}", wanted.full_name());
    let exception = Exception::new("System.Management.Automation.PSInvalidCastException", message);
    Fault::error(exception, "ObjectCreationError", Category::InvalidArgument, Value::Null)
}
