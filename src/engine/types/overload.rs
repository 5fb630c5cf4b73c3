//! Which overload a call means, and its arguments converted to it.
//!
//! Source: the order of PowerShell's `Adapter.FindBestMethod`: the overloads that the number of
//! arguments fits, then the best rank of conversion, earlier arguments weighing more.

use super::rank::{is_exact, rank, ranks};
use super::recorded::lists_all;
use super::signature::{Parameter, Shape, Signature, signatures};
use super::{Class, Type, arguments};
use crate::engine::error::{Category, Exception};
use crate::engine::object::ObjectKind;
use crate::engine::trace::{Kind, Topic};
use crate::engine::value::{Array, Value};
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// Chooses an overload and converts. `name` is what errors call the method. Arguments of a `Params`
/// parameter arrive as one array.
pub fn bind<'a>(
    engine: &mut Engine,
    class: &Class,
    type_arguments: &[Rc<Type>],
    name: &str,
    texts: &'static [&'static str],
    given: &'a [Value],
) -> Outcome<Cow<'a, [Value]>> {
    let all = signatures(texts, class);
    if all.is_empty() {
        return Ok(Cow::Borrowed(given));
    }
    let Some((chosen, spread)) = choose(&all, given, type_arguments) else {
        let counted = all.iter().any(|signature| signature.variadic || fits_count(signature, given.len()));
        return match counted || lists_all(class) {
            true => Err(arguments::no_overload()),
            false => Ok(Cow::Borrowed(given)),
        };
    };
    trace(engine, texts, all.iter().position(|signature| std::ptr::eq(signature, chosen)));
    if !spread && as_they_are(chosen, given) {
        return Ok(Cow::Borrowed(given));
    }
    let mut converted = Vec::with_capacity(chosen.parameters.len());
    for (index, parameter) in chosen.parameters.iter().enumerate() {
        if spread && index + 1 == chosen.parameters.len() {
            let rest = given.get(index..).unwrap_or_default();
            converted.push(packed(engine, parameter, rest, type_arguments, name)?);
            break;
        }
        let Some(value) = given.get(index) else { break };
        converted.push(convert_one(engine, value, parameter, &parameter.shape, type_arguments, name)?);
    }
    Ok(Cow::Owned(converted))
}

/// Tells `Trace-Command -Name MethodInvocation` which overload is called.
fn trace(engine: &mut Engine, texts: &[&str], chosen: Option<usize>) {
    if !engine.tracing {
        return;
    }
    let text = chosen.and_then(|index| texts.get(index)).copied().unwrap_or_default();
    engine.trace(Topic::MethodInvocation, Kind::Line, || format!("Invoking method: {text}"));
}

/// Whether the kinds of the arguments alone say that a call takes them as they are, so that another
/// one with arguments of the same kinds need not be bound.
pub fn is_settled_by_kinds(class: &Class, texts: &'static [&'static str], given: &[Value]) -> bool {
    let scalar = |value: &Value| {
        !matches!(
            value,
            Value::Array(_) | Value::Type(_) | Value::Enum(_) | Value::Object(_) | Value::Wrapped(_)
        )
    };
    class.parameters.is_empty()
        && given.iter().all(scalar)
        && match &*signatures(texts, class) {
            [] => true,
            [only] if !only.variadic => fits_count(only, given.len()) && as_they_are(only, given),
            all => all.iter().any(|signature| takes_exactly(signature, given)),
        }
}

fn as_they_are(chosen: &Signature, given: &[Value]) -> bool {
    chosen.parameters.iter().zip(given).all(|(parameter, value)| match &parameter.shape {
        Shape::Exact(of) => is_exact(value, of),
        Shape::Any => true,
        _ => false,
    })
}

/// The overload, and whether its last parameter takes the rest of the arguments.
fn choose<'a>(all: &'a [Signature], given: &[Value], types: &[Rc<Type>]) -> Option<(&'a Signature, bool)> {
    if let [only] = all
        && !only.variadic
        && fits_count(only, given.len())
    {
        return Some((only, false));
    }
    // Nothing ranks above arguments that are exactly what an overload takes.
    if let Some(exact) = all.iter().find(|signature| takes_exactly(signature, given)) {
        return Some((exact, false));
    }
    // Without type arguments, a generic method is only called when its arguments say them.
    let those = |inferred: bool| all.iter().filter(move |signature| signature.inferred == inferred);
    best_of(those(true), given, types).or_else(|| best_of(those(false), given, types))
}

/// The overload with the best ranks.
fn best_of<'a>(
    all: impl Iterator<Item = &'a Signature>,
    given: &[Value],
    types: &[Rc<Type>],
) -> Option<(&'a Signature, bool)> {
    let mut best: Option<(Vec<u16>, &Signature, bool)> = None;
    for signature in all {
        let Some((ranks, spread)) = ranks_of(signature, given, types) else { continue };
        let better = match &best {
            None => true,
            Some((known, other, other_spread)) => {
                let weight = compare(&ranks, known);
                weight > 0 || weight == 0 && tie(signature, spread, other, *other_spread)
            }
        };
        if better {
            best = Some((ranks, signature, spread));
        }
    }
    best.map(|(_, signature, spread)| (signature, spread))
}

fn takes_exactly(signature: &Signature, given: &[Value]) -> bool {
    let exact = |parameter: &Parameter, value: &Value| match &parameter.shape {
        Shape::Exact(of) => !parameter.by_reference && is_exact(value, of),
        _ => false,
    };
    !signature.variadic
        && signature.parameters.len() == given.len()
        && signature.parameters.iter().zip(given).all(|(parameter, value)| exact(parameter, value))
}

fn fits_count(signature: &Signature, count: usize) -> bool {
    count >= signature.required && count <= signature.parameters.len()
}

/// Ranks of the arguments for one overload; `None` when it cannot take them.
fn ranks_of(signature: &Signature, given: &[Value], types: &[Rc<Type>]) -> Option<(Vec<u16>, bool)> {
    let parameters = &signature.parameters;
    let one = |value: &Value, parameter: &Parameter| match parameter.by_reference {
        true => reference(value),
        false => rank(value, &parameter.shape, types),
    };
    let plain =
        fits_count(signature, given.len()) && (!signature.variadic || given.len() == parameters.len());
    let plain: Option<Vec<u16>> = plain
        .then(|| given.iter().zip(parameters).map(|(value, parameter)| one(value, parameter)).collect())
        .filter(|ranks: &Vec<u16>| !ranks.contains(&ranks::NONE));
    let spread = match (signature.variadic, parameters.split_last()) {
        (true, Some((last, before))) if given.len() >= before.len() => {
            let element = element_shape(&last.shape);
            let ranks: Vec<u16> = given
                .iter()
                .enumerate()
                .map(|(index, value)| match before.get(index) {
                    Some(parameter) => one(value, parameter),
                    None => rank(value, &element, types),
                })
                .collect();
            (!ranks.contains(&ranks::NONE)).then_some(ranks)
        }
        _ => None,
    };
    match (plain, spread) {
        (Some(plain), Some(spread)) if compare(&spread, &plain) > 0 => Some((spread, true)),
        (Some(plain), _) => Some((plain, false)),
        (None, spread) => spread.map(|ranks| (ranks, true)),
    }
}

fn reference(value: &Value) -> u16 {
    match super::type_of(value).full_name().starts_with("System.Management.Automation.PSReference") {
        true => ranks::IDENTITY,
        false => ranks::NONE,
    }
}

fn element_shape(shape: &Shape) -> Shape {
    match shape {
        Shape::Array(element) => (**element).clone(),
        Shape::Exact(of) => match of.as_ref() {
            Type::Array { element, .. } if element.full_name() == "System.Object" => Shape::Any,
            Type::Array { element, .. } => Shape::Exact(element.clone()),
            _ => Shape::Any,
        },
        _ => Shape::Any,
    }
}

/// Positive when the first is better: earlier arguments weigh more.
fn compare(one: &[u16], other: &[u16]) -> i32 {
    let mut weight = one.len() as i32;
    let mut sum = 0;
    for (a, b) in one.iter().zip(other) {
        sum += weight * i32::from(a > b) - weight * i32::from(a < b);
        weight -= 1;
    }
    sum
}

/// Between equals the one that lists its arguments wins, then the one with more exact parameters.
fn tie(new: &Signature, new_spread: bool, old: &Signature, old_spread: bool) -> bool {
    if new_spread != old_spread {
        return old_spread;
    }
    let exact = |signature: &Signature| {
        signature.parameters.iter().filter(|parameter| matches!(parameter.shape, Shape::Exact(_))).count()
    };
    match new.parameters.len().cmp(&old.parameters.len()) {
        std::cmp::Ordering::Equal => exact(new) > exact(old),
        order => order.is_lt(),
    }
}

fn packed(
    engine: &mut Engine,
    parameter: &Parameter,
    rest: &[Value],
    types: &[Rc<Type>],
    name: &str,
) -> Outcome<Value> {
    let element = element_shape(&parameter.shape);
    let mut items = Vec::with_capacity(rest.len());
    for value in rest {
        items.push(convert_one(engine, value, parameter, &element, types, name)?);
    }
    let element = match element {
        Shape::Exact(of) => Some(of),
        Shape::Parameter(place) => types.get(place).cloned(),
        _ => None,
    };
    Ok(Value::Array(Rc::new(Array { element, items: RefCell::new(items) })))
}

fn shape_name(shape: &Shape, types: &[Rc<Type>]) -> String {
    match shape {
        Shape::Exact(of) => of.reflection_name(),
        Shape::Parameter(place) => types.get(*place).map_or_else(|| "T".into(), |of| of.reflection_name()),
        _ => "System.Object".into(),
    }
}

fn convert_one(
    engine: &mut Engine,
    value: &Value,
    parameter: &Parameter,
    shape: &Shape,
    types: &[Rc<Type>],
    name: &str,
) -> Outcome<Value> {
    if parameter.by_reference {
        return Ok(value.clone());
    }
    let of = match shape {
        Shape::Exact(of) => of,
        Shape::Parameter(place) => match types.get(*place) {
            Some(of) => of,
            None => return Ok(value.clone()),
        },
        Shape::Array(element) => {
            if let (Shape::Parameter(place), true) = (element.as_ref(), !value.is_null())
                && let Some(element) = types.get(*place)
            {
                return convert::to_type(
                    engine,
                    value.clone(),
                    &Rc::new(Type::Array { element: element.clone(), rank: 1 }),
                )
                .map_err(|fault| {
                    refused(engine, fault, value, parameter, name, &format!("{}[]", element.full_name()))
                });
            }
            return Ok(value.clone());
        }
        Shape::Sequence(element) if rank(value, shape, types) == ranks::NONE => {
            let to = format!("System.Collections.Generic.IEnumerable`1[{}]", shape_name(element, types));
            let fault = convert::no_conversion(value, &to);
            return Err(refused(engine, fault, value, parameter, name, &to));
        }
        _ => return Ok(value.clone()),
    };
    if is_exact(value, of) {
        return Ok(value.clone());
    }
    if value.is_null()
        && !matches!(of.as_ref(), Type::Class(class) if class.value_type || class.name == "System.String")
    {
        return Ok(Value::Null);
    }
    // Arrays that fit are passed on: what a method writes to them is seen by the caller.
    if matches!(value.unwrapped(), Value::Array(_)) && rank(value, shape, types) >= ranks::ASSIGNABLE {
        return Ok(value.unwrapped().clone());
    }
    if let Type::Class(class) = of.as_ref()
        && class.name == "System.Array"
        && matches!(value.unwrapped(), Value::Array(_))
    {
        return Ok(value.unwrapped().clone());
    }
    if matches!(value.unwrapped(), Value::Object(object) if !matches!(object.kind, ObjectKind::Custom(_)))
        && rank(value, shape, types) >= ranks::ASSIGNABLE
    {
        return Ok(value.clone());
    }
    convert::to_type(engine, value.clone(), of)
        .map_err(|fault| refused(engine, fault, value, parameter, name, &of.reflection_name()))
}

/// `Cannot convert argument "x", with value: "y", for "M" to type "T": "…"`
fn refused(
    engine: &mut Engine,
    fault: Box<Fault>,
    value: &Value,
    parameter: &Parameter,
    name: &str,
    to: &str,
) -> Box<Fault> {
    let Fault::Error { record, .. } = *fault else { return fault };
    let shown = match value.unwrapped() {
        Value::Array(_) => super::type_of(value).full_name(),
        _ => member::shown(engine, value),
    };
    let message = format!(
        "Cannot convert argument \"{}\", with value: \"{shown}\", for \"{name}\" to type \"{to}\": \"{}\"",
        parameter.name,
        record.message()
    );
    let exception = Exception::new("System.Management.Automation.MethodException", message)
        .with_inner(record.exception.clone());
    Fault::error(
        exception,
        "MethodArgumentConversionInvalidCastArgument",
        Category::NotSpecified,
        Value::Null,
    )
}
