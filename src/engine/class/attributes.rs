//! The attributes of a script's classes and their members, as reflection gives them: made when they are asked for.

use super::{carrier, lineage, of_type};
use crate::engine::types::record::field;
use crate::engine::types::{self, Type};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use crate::language::ast::{Attribute, ParameterAttribute, ScriptBlock, TypeMember};
use std::rc::Rc;

/// `GetCustomAttributes(inherit)` and `GetCustomAttributes(type, inherit)` of a class. Errors: an attribute whose
/// arguments it does not take.
pub fn of_class(engine: &mut Engine, of: &Rc<Type>, args: &[Value]) -> Outcome<Vec<Value>> {
    let inherit = args.last().is_some_and(convert::to_bool);
    let mut found: Vec<Value> = Vec::new();
    for class in lineage(of) {
        let Some(own) = of_type(&class) else { break };
        let carrier = carrier(&own.tree);
        let known: Vec<Rc<Type>> = found.iter().map(types::type_of).collect();
        for attribute in &own.tree.attributes {
            let new = made(engine, &carrier, attribute)?;
            // The attribute of a base gives way to one of its kind.
            found.extend(new.filter(|new| !known.iter().any(|of| types::same(of, &types::type_of(new)))));
        }
        if !inherit {
            break;
        }
    }
    Ok(found.into_iter().filter(|value| is_wanted(value, args)).collect())
}

/// The same of a property or method that reflection described.
pub fn of_member(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let Value::Type(declaring) = field(this, "DeclaringType") else { return Ok(Value::array(Vec::new())) };
    let Some(class) = of_type(&declaring) else { return Ok(Value::array(Vec::new())) };
    let wanted = convert::display(&field(this, "Name"));
    let carrier = carrier(&class.tree);
    let mut found = Vec::new();
    for attribute in class.tree.members.iter().flat_map(|member| of_named(member, &wanted)) {
        found.extend(made(engine, &carrier, attribute)?);
    }
    Ok(Value::array(found.into_iter().filter(|value| is_wanted(value, args)).collect()))
}

/// Whether a member has an attribute of a type.
pub fn is_defined(engine: &mut Engine, this: &Value, args: &[Value]) -> Outcome<Value> {
    let found = of_member(engine, this, args)?;
    Ok(Value::Bool(!types::array::items(&found).is_empty()))
}

fn of_named<'a>(member: &'a TypeMember, wanted: &str) -> Vec<&'a Attribute> {
    match member {
        TypeMember::Property { name, attributes, .. }
            if name.text.trim_start_matches('$').eq_ignore_ascii_case(wanted) =>
        {
            let own = attributes.iter().filter_map(|attribute| match attribute {
                ParameterAttribute::Attribute(attribute) => Some(attribute),
                ParameterAttribute::Type(_) => None,
            });
            own.collect()
        }
        TypeMember::Method { name, attributes, .. } if name.text.eq_ignore_ascii_case(wanted) => {
            attributes.iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The type among the arguments, if there is one, is what is asked for.
fn is_wanted(value: &Value, args: &[Value]) -> bool {
    match args.first().map(Value::unwrapped) {
        Some(Value::Type(wanted)) => types::is_a(&types::type_of(value), wanted),
        _ => true,
    }
}

/// The object of an attribute; `None` when its type is not known here.
fn made(engine: &mut Engine, carrier: &Rc<ScriptBlock>, attribute: &Attribute) -> Outcome<Option<Value>> {
    let mut long = attribute.name.clone();
    long.name.push_str("Attribute");
    let base = types::named("System.Attribute");
    // `[Cmdlet()]` names `CmdletAttribute`, although there is a class `Cmdlet`.
    let mut names = [&attribute.name, &long].into_iter().filter_map(|name| types::resolve(engine, name).ok());
    let Some(of) = names.find(|of| types::is_a(of, &base)) else { return Ok(None) };
    let mut given = Vec::with_capacity(attribute.positional.len());
    for expression in &attribute.positional {
        given.push(engine.attribute_argument(carrier, expression)?);
    }
    let object = member::invoke_static(engine, &of, "new", &given)?;
    for (name, value) in &attribute.named {
        let value = match value {
            Some(expression) => engine.attribute_argument(carrier, expression)?,
            None => Value::Bool(true),
        };
        member::set(engine, &object, &name.text, value)?;
    }
    Ok(Some(object))
}
