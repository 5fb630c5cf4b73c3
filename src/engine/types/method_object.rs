//! `PSMethod`: a method as a value, what `$text.Substring` without parentheses gives.

use super::{Class, Method, Property, object};
use crate::engine::member;
use crate::engine::object::Native;
use crate::engine::value::Value;
use std::any::Any;

/// A method and what it is called on.
#[derive(Debug)]
struct MethodObject {
    target: Value,
    name: String,
    definitions: Vec<String>,
}

impl Native for MethodObject {
    fn class(&self) -> &'static Class {
        &METHOD
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn to_text(&self) -> Option<String> {
        Some(self.definitions.join(", "))
    }
}

/// A method of a value, or of a type when it is static.
pub fn value(target: Value, name: &str, definitions: Vec<String>) -> Value {
    Value::native(MethodObject { target, name: name.to_string(), definitions })
}

/// Whether a value is a method.
pub fn is(value: &Value) -> bool {
    of(value).is_some()
}

fn of(this: &Value) -> Option<&MethodObject> {
    this.as_native()
}

static METHOD: Class = Class {
    name: "System.Management.Automation.PSMethod",
    base: Some(&object::OBJECT),
    properties: &[
        Property {
            name: "OverloadDefinitions",
            type_name: "System.Collections.ObjectModel.Collection[string]",
            get: |_, this| {
                let texts = of(this).map(|method| method.definitions.clone()).unwrap_or_default();
                Ok(Value::array(texts.into_iter().map(Value::from).collect()))
            },
            set: None,
        },
        Property {
            name: "Name",
            type_name: "string",
            get: |_, this| Ok(of(this).map_or(Value::Null, |method| Value::text(method.name.as_str()))),
            set: None,
        },
        Property {
            name: "MemberType",
            type_name: "System.Management.Automation.PSMemberTypes",
            get: |_, _| Ok(Value::text("Method")),
            set: None,
        },
        Property {
            name: "TypeNameOfValue",
            type_name: "string",
            get: |_, _| Ok(Value::text("System.Management.Automation.PSMethod")),
            set: None,
        },
        Property {
            name: "IsInstance",
            type_name: "bool",
            get: |_, this| {
                let is_static = of(this).is_some_and(|method| matches!(method.target, Value::Type(_)));
                Ok(Value::Bool(!is_static))
            },
            set: None,
        },
    ],
    methods: &[Method {
        name: "Invoke",
        signatures: &["System.Object Invoke(Params System.Object[] arguments)"],
        call: |engine, this, args| {
            let Some(method) = of(this) else { return Ok(Value::Null) };
            match &method.target {
                Value::Type(of) => member::invoke_static(engine, of, &method.name, args),
                target => member::invoke(engine, target, &method.name, args),
            }
        },
    }],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&METHOD];
