//! Method calls.

use super::wrapped::{Use, wrapped};
use super::{accessor, called, enumerate, extended_member, intrinsic, method_not_found};
use crate::engine::object::MemberBody;
use crate::engine::types::{self, Class, Method, Type};
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Outcome, class, convert};
use std::cell::RefCell;
use std::rc::Rc;

/// The longest array that `[type[]]::new(n)` makes.
const LONGEST: usize = 1 << 28;

/// Calls a method. Errors: there is none, it takes other arguments, or it threw.
pub fn invoke(engine: &mut Engine, target: &Value, name: &str, arguments: &[Value]) -> Outcome<Value> {
    if let Some(member) = extended_member(target, name) {
        match &member.body {
            MemberBody::ScriptMethod(Value::Block(block)) => {
                let items = engine.invoke_with_this(block, target, arguments);
                let items =
                    items.map_err(|fault| wrapped(fault, &member.name, Use::Call(arguments.len())))?;
                return Ok(Value::from_output(items));
            }
            MemberBody::Note(Value::Block(_)) | MemberBody::Note(_) => {}
            _ => {}
        }
    }
    if let Some(result) = class::invoke(engine, target, name, arguments) {
        return result;
    }
    if let Some(base) = class::base_value(target)
        && !name.eq_ignore_ascii_case("GetType")
        && !name.eq_ignore_ascii_case("ToString")
    {
        return invoke(engine, &base.clone(), name, arguments);
    }
    if let Some(found) = find(types::class_of(target), name) {
        return call_method(engine, found, target, arguments);
    }
    if let Some(result) = accessor::call(engine, target, name, arguments) {
        return result;
    }
    if let Some(result) = intrinsic::method(engine, target, name, arguments) {
        return result;
    }
    match enumerate(engine, target)? {
        Some(items) if !items.is_empty() => {
            let mut results = Vec::new();
            for item in items {
                let result = invoke(engine, &item, name, arguments)?;
                match enumerate(engine, &result)? {
                    Some(inner) => results.extend(inner),
                    None if matches!(result, Value::Empty) => {}
                    None => results.push(result),
                }
            }
            Ok(Value::from_output(results))
        }
        _ => Err(method_not_found(target, name)),
    }
}

/// Calls a method that was found in a class. Errors: it takes other arguments, or it threw.
pub(crate) fn call_method(
    engine: &mut Engine,
    (class, method): (&'static Class, &'static Method),
    target: &Value,
    arguments: &[Value],
) -> Outcome<Value> {
    let arguments = &*super::keyed::arguments(engine, target, arguments)
        .map_err(|fault| called(fault, method.name, arguments.len()))?;
    let result = match class.bound {
        true => {
            let types = type_arguments(class, target);
            types::overload::bind(engine, class, &types, method.name, method.signatures, arguments)
                .and_then(|arguments| (method.call)(engine, target, &arguments))
        }
        false => (method.call)(engine, target, arguments),
    };
    result.map_err(|fault| called(fault, method.name, arguments.len()))
}

/// Calls a method with arguments that are what it takes.
#[inline]
pub(crate) fn call_bound(
    engine: &mut Engine,
    method: &'static Method,
    target: &Value,
    arguments: &[Value],
) -> Outcome<Value> {
    let arguments = &*super::keyed::arguments(engine, target, arguments)
        .map_err(|fault| called(fault, method.name, arguments.len()))?;
    (method.call)(engine, target, arguments).map_err(|fault| called(fault, method.name, arguments.len()))
}

/// The type arguments of a generic instance.
fn type_arguments(class: &Class, target: &Value) -> Vec<Rc<Type>> {
    if class.parameters.is_empty() {
        return Vec::new();
    }
    match types::type_of(target).as_ref() {
        Type::Generic { arguments, .. } => arguments.clone(),
        _ => Vec::new(),
    }
}

/// A method of a class or its bases, without case, and the class that has it.
pub(crate) fn find(class: &'static Class, name: &str) -> Option<(&'static Class, &'static Method)> {
    let mut current = Some(class);
    while let Some(found) = current {
        if let Some(method) = found.methods.iter().find(|method| method.name.eq_ignore_ascii_case(name)) {
            return Some((found, method));
        }
        current = found.base;
    }
    None
}

/// Types of values that `$null` does not become.
const NEVER_NULL: &[&str] =
    &["datetime", "timespan", "guid", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly"];

/// Whether a `[ref]` to `$null` is given where each overload wants one to a value of such a type.
fn refuses_null(method: &types::StaticMethod, arguments: &[Value]) -> bool {
    let wants = |signature: &&str| {
        signature
            .split_once("[ref] ")
            .is_some_and(|(_, rest)| rest.split_once(' ').is_some_and(|(kind, _)| NEVER_NULL.contains(&kind)))
    };
    arguments.iter().any(types::reference::holds_null) && method.signatures.iter().all(wants)
}

/// Calls a static method, or a constructor as `new`.
pub fn invoke_static(engine: &mut Engine, of: &Rc<Type>, name: &str, arguments: &[Value]) -> Outcome<Value> {
    if name.eq_ignore_ascii_case("new") {
        return construct(engine, of, arguments).map_err(|fault| {
            let name = if fault.is(types::arguments::NO_OVERLOAD) { "new" } else { ".ctor" };
            called(fault, name, arguments.len())
        });
    }
    if let Some(result) = class::invoke_static(engine, of, name, arguments) {
        return result;
    }
    let class = match of.as_ref() {
        Type::Class(class) | Type::Generic { of: class, .. } => Some(*class),
        Type::Script(script) if script.enumeration().is_some() => Some(&types::enumeration::ENUM),
        _ => None,
    };
    if class.is_some() {
        let mut current = class;
        while let Some(found) = current {
            if let Some(method) =
                found.static_methods.iter().find(|method| method.name.eq_ignore_ascii_case(name))
            {
                let result = match found.bound {
                    _ if refuses_null(method, arguments) => Err(types::arguments::no_overload()),
                    true => {
                        types::overload::bind(engine, found, &[], method.name, method.signatures, arguments)
                            .and_then(|arguments| (method.call)(engine, &arguments))
                    }
                    false => (method.call)(engine, arguments),
                };
                return result.map_err(|fault| called(fault, method.name, arguments.len()));
            }
            current = found.base;
        }
    }
    Err(method_not_found(&Value::Type(of.clone()), name))
}

/// Makes an object of a type.
pub fn construct(engine: &mut Engine, of: &Rc<Type>, arguments: &[Value]) -> Outcome<Value> {
    construct_as(engine, of, arguments, ".ctor")
}

/// [`construct`], where errors of arguments call the constructor by another name.
pub fn construct_as(engine: &mut Engine, of: &Rc<Type>, arguments: &[Value], name: &str) -> Outcome<Value> {
    match of.as_ref() {
        Type::Class(class) => match class.construct {
            // A value type is made of nothing, though it lists no such constructor.
            Some(construct) if arguments.is_empty() && types::is_value_type_name(class.name) => {
                construct(engine, arguments)
            }
            Some(construct) if class.bound => {
                let bound = types::overload::bind(engine, class, &[], name, class.constructors, arguments)?;
                construct(engine, &bound)
            }
            Some(construct) => construct(engine, arguments),
            None => Err(types::arguments::no_overload()),
        },
        Type::Generic { of: class, arguments: of_type } => match class.make {
            Some(make) => {
                let bound =
                    types::overload::bind(engine, class, of_type, name, class.constructors, arguments)?;
                make(engine, of, &bound)
            }
            None => Err(types::arguments::no_overload()),
        },
        Type::Array { element, rank } if *rank > 1 => types::grid::made(of, element, arguments),
        Type::Array { element, .. } => {
            let length = usize::try_from(types::arguments::int(arguments, 0)?)
                .ok()
                .filter(|length| *length <= LONGEST)
                .ok_or_else(|| {
                    types::arguments::throw(
                        "System.OverflowException",
                        "Arithmetic operation resulted in an overflow.",
                    )
                })?;
            let fill = types::array::empty_element(element);
            let is_object = element.full_name() == "System.Object";
            let items = RefCell::new(vec![fill; length]);
            Ok(Value::Array(Rc::new(Array { element: (!is_object).then(|| element.clone()), items })))
        }
        Type::Script(script) => match script.enumeration() {
            Some(_) => convert::to_type(engine, Value::Int(0), of),
            None => class::construct(engine, of, arguments),
        },
    }
}
