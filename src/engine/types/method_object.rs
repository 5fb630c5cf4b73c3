//! `PSMethod`: a method as a value, what `$text.Substring` without parentheses gives.

use super::{Class, Method, Property, Type, object};
use crate::engine::object::Native;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, member};
use std::any::Any;
use std::rc::Rc;

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

    fn exact_type(&self) -> Option<Rc<Type>> {
        let group = super::named("System.Object");
        Some(Rc::new(Type::Generic { of: &TYPED, arguments: vec![group] }))
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

/// Calls the method on what it belongs to.
pub fn call(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let Some(method) = of(this) else { return Ok(Value::Null) };
    match &method.target {
        Value::Type(of) => member::invoke_static(engine, of, &method.name, args),
        target => member::invoke(engine, target, &method.name, args),
    }
}

/// Whether one of a method's overloads can serve as a delegate: its parameters take what the delegate is given, and
/// its result is what the delegate gives. Values must be of the very types; objects may be of derived ones.
pub fn fits(this: &Value, delegate: &Type) -> bool {
    let (Some(method), Some((parameters, result))) = (of(this), super::delegate::shape(delegate)) else {
        return false;
    };
    method.definitions.iter().any(|definition| {
        let Some((returned, taken)) = parts(definition) else { return false };
        let returns = match &result {
            Some(wanted) => is_like(&returned, wanted, super::is_a),
            None => returned == "void",
        };
        returns
            && taken.len() == parameters.len()
            && taken
                .iter()
                .zip(&parameters)
                .all(|(own, given)| is_like(own, given, |own, given| super::is_a(given, own)))
    })
}

/// The result and the parameters of `static int Add(int i, short j)`, as type names.
fn parts(definition: &str) -> Option<(String, Vec<String>)> {
    let text = definition.strip_prefix("static ").unwrap_or(definition);
    let (head, rest) = text.split_once('(')?;
    let inside = rest.strip_suffix(')')?;
    let (returned, _) = head.rsplit_once(' ')?;
    let mut depth = 0_i32;
    let split = inside.split(|letter| {
        depth += i32::from(letter == '[') - i32::from(letter == ']');
        letter == ',' && depth == 0
    });
    let types = split.map(str::trim).filter(|parameter| !parameter.is_empty());
    let names = types.map(|parameter| parameter.rsplit_once(' ').map_or(parameter, |(of, _)| of).to_string());
    Some((returned.to_string(), names.collect()))
}

fn is_like(own: &str, other: &Rc<Type>, related: fn(&Rc<Type>, &Rc<Type>) -> bool) -> bool {
    let name = super::full_name_of(own);
    let full = other.full_name();
    if name.eq_ignore_ascii_case(&full) {
        return true;
    }
    let is_value = |name: &str| super::relation::is_value_type_name(name);
    match super::registry::find(&name) {
        Some(own) => !is_value(&name) && !is_value(&full) && related(&own, other),
        None => false,
    }
}

fn of(this: &Value) -> Option<&MethodObject> {
    this.as_native()
}

/// `PSMethod[T]`, which every method of .NET is.
static TYPED: Class = Class {
    name: "System.Management.Automation.PSMethod",
    base: Some(&METHOD),
    parameters: &["T"],
    ..Class::EMPTY
};

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
        call,
    }],
    // What follows is taken as it comes: blocks and methods convert for themselves.
    bound: false,
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&METHOD];
