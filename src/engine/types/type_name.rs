//! `PSTypeName`: a type by its name, whether it exists or not.
//!
//! Scripts ask with it whether a type is there yet: `if (-not ([PSTypeName]'Contoso.Tool').Type) { … }`.

use super::table::properties;
use super::{Class, Type, arguments, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::any::Any;
use std::rc::Rc;

#[derive(Debug)]
struct TypeName {
    name: String,
    of: Option<Rc<Type>>,
}

impl Native for TypeName {
    fn class(&self) -> &'static Class {
        &TYPE_NAME
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.name.clone())
    }
}

/// A type by a name that need not be known.
pub fn value(name: &str) -> Value {
    Value::native(TypeName { name: name.to_string(), of: None })
}

fn own(this: &Value) -> Outcome<&TypeName> {
    this.as_native::<TypeName>().ok_or_else(arguments::no_overload)
}

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    match arguments::any(args, 0)?.unwrapped() {
        Value::Null | Value::Empty => Err(arguments::null("name")),
        Value::Type(of) => Ok(Value::native(TypeName { name: of.full_name(), of: Some(of.clone()) })),
        other => Ok(value(&convert::to_text(engine, other)?)),
    }
}

/// The type; `$null` while there is none of this name.
fn named_type(engine: &mut Engine, this: &Value) -> Outcome<Value> {
    let own = own(this)?;
    let found = own.of.clone().or_else(|| super::resolve_text(engine, &own.name).ok());
    Ok(found.map_or(Value::Null, Value::Type))
}

static TYPE_NAME: Class = Class {
    name: "System.Management.Automation.PSTypeName",
    base: Some(&object::OBJECT),
    properties: properties! {
        "string" Name => |_, this| Ok(Value::text(own(this)?.name.as_str()));
        "type" Type => named_type;
    },
    construct: Some(construct),
    constructors: &[
        "System.Management.Automation.PSTypeName new(type type)",
        "System.Management.Automation.PSTypeName new(string name)",
    ],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&TYPE_NAME];
