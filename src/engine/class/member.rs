//! Properties of classes and their objects, and what .NET's interfaces ask of them.

use super::{ClassType, Property, base_value, instance, of_type};
use crate::engine::error::{Category, Exception};
use crate::engine::evaluate::Frame;
use crate::engine::evaluate::declare::VariableConstraint;
use crate::engine::object::{Member, MemberBody, Object, ObjectKind};
use crate::engine::types::{self, Type, arguments};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, Outcome, convert, member};
use crate::language::code::Code;
use std::cmp::Ordering;
use std::rc::Rc;

/// Objects that one enumerator gives at most: an endless one would fill the memory.
const MOST_ENUMERATED: usize = 1 << 24;

impl Engine {
    /// The value of an expression that was lowered alone, in the current scope.
    pub(crate) fn expression_value(&mut self, code: &Rc<Code>) -> Outcome<Value> {
        let Some(Some((range, register))) = code.parts.defaults.first().copied() else {
            return Ok(Value::Null);
        };
        let mut frame = Frame::new(code.clone());
        self.run_range(&mut frame, range, &mut crate::engine::evaluate::Discard)?;
        let value = frame.register(register);
        Ok(if matches!(value, Value::Empty) { Value::Null } else { value })
    }
}

/// What a property holds before its initializer ran: text is `$null`, as in .NET.
pub(super) fn empty(property: &Property) -> Value {
    match &property.of {
        Some(of) if of.full_name() == "System.String" => Value::Null,
        Some(of) => types::default_value(of),
        None => Value::Null,
    }
}

/// Whether a class between an object's own one and `class` declares a property of that name again.
fn is_hidden(of: &Rc<Type>, class: &ClassType, name: &str) -> bool {
    let lineage = super::lineage(of);
    let mut below = lineage.iter().map_while(|one| of_type(one).filter(|below| !std::ptr::eq(*below, class)));
    below.any(|below| {
        let mut own = below.properties().iter().filter(|property| !property.is_static);
        own.any(|property| property.name.eq_ignore_ascii_case(name))
    })
}

/// The value of a property's initializer, as a method of the class sees its variables.
fn initial_value(
    engine: &mut Engine,
    class: &ClassType,
    code: &Rc<Code>,
    this: Option<&Value>,
) -> Outcome<Value> {
    let scope = super::call::home_scope(engine, class, None);
    if let Some(this) = this {
        scope.set("this", this.clone());
    }
    engine.in_scope(scope, |engine| engine.expression_value(code))
}

/// Runs the initializers of one class over an object, but for properties that a class below hides.
pub(super) fn initialize(engine: &mut Engine, class: &ClassType, this: &Value) -> Outcome {
    let Some((object, of)) = instance(this) else { return Ok(()) };
    let is_own = of_type(of).is_some_and(|own| std::ptr::eq(own, class));
    for property in class.properties().iter().filter(|property| !property.is_static) {
        let Some(code) = &property.initial else { continue };
        if !is_own && is_hidden(of, class, &property.name) {
            continue;
        }
        let value = initial_value(engine, class, code, Some(this));
        let value = typed(engine, property, value?).map_err(|fault| engine.placed_in(fault, code))?;
        put(object, property, value);
    }
    Ok(())
}

/// Runs the static initializers and the static constructor of a class, once.
///
/// Errors: what one of them throws, as a `TypeInitializationException` that a method throws, now and at each later use.
pub(super) fn start(engine: &mut Engine, of: &Rc<Type>) -> Outcome {
    let Some(class) = of_type(of) else { return Ok(()) };
    if class.started.replace(true) {
        let failure = class.failure.borrow().clone();
        return failure.map_or(Ok(()), |failure| Err(thrown(failure)));
    }
    match run_initializers(engine, class) {
        Err(fault) => match fault.as_ref() {
            Fault::Error { record, .. } => {
                let message = format!("The type initializer for '{}' threw an exception.", of.full_name());
                let mut cause = record.exception.clone();
                cause.data.push(("ErrorRecord".into(), types::error_record::value((**record).clone())));
                let failure = Exception::new("System.TypeInitializationException", message).with_inner(cause);
                *class.failure.borrow_mut() = Some(failure.clone());
                Err(thrown(failure))
            }
            _ => Err(fault),
        },
        done => done,
    }
}

fn run_initializers(engine: &mut Engine, class: &ClassType) -> Outcome {
    for property in class.properties().iter().filter(|property| property.is_static) {
        let member = Member {
            name: property.name.clone(),
            body: MemberBody::Note(empty(property)),
            hidden: property.hidden,
        };
        class.statics.borrow_mut().add(member);
    }
    for property in class.properties().iter().filter(|property| property.is_static) {
        let Some(code) = &property.initial else { continue };
        let value = initial_value(engine, class, code, None);
        let value = typed(engine, property, value?).map_err(|fault| engine.placed_in(fault, code))?;
        class.statics.borrow_mut().set(property.name.clone(), value);
    }
    super::call::static_constructor(engine, class)
}

/// What a method of .NET throws; its caller wraps it.
fn thrown(exception: Exception) -> Box<Fault> {
    Fault::error(exception, arguments::THROWN, Category::NotSpecified, Value::Null)
}

/// A property's getter does not wrap what it throws.
fn getting(mut fault: Box<Fault>) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut()
        && record.id == arguments::THROWN
    {
        record.id = record.exception.class.to_string();
    }
    fault
}

fn put(object: &Rc<Object>, property: &Property, value: Value) {
    if let ObjectKind::Instance { fields, .. } = &object.kind {
        fields.borrow_mut().set(property.name.clone(), value);
    }
}

/// Transforms, converts and validates a value for a property: attributes come before the type, the last one first.
fn typed(engine: &mut Engine, property: &Property, value: Value) -> Outcome<Value> {
    let mut value = value;
    for constraint in property.constraints.iter().rev() {
        if let VariableConstraint::Transform(attribute) = constraint {
            value = engine.transformed(attribute, value)?;
        }
    }
    for constraint in property.constraints.iter().rev() {
        if let VariableConstraint::Type(of) = constraint {
            value = convert::to_type(engine, value, of)?;
        }
    }
    for constraint in &property.constraints {
        if let Some(violation) = engine.violation(constraint, &value)? {
            let exception = violation.exception();
            return Err(Fault::error(exception, "ValidationFailure", Category::InvalidData, value));
        }
    }
    Ok(value)
}

/// `Exception setting "X": "…"`
fn setting(fault: Box<Fault>, name: &str) -> Box<Fault> {
    let Fault::Error { record, .. } = fault.as_ref() else { return fault };
    let message = format!("Exception setting \"{name}\": \"{}\"", record.exception.message);
    let exception = Exception::new("System.Management.Automation.SetValueInvocationException", message)
        .with_inner(record.exception.clone());
    Fault::error(exception, "ExceptionWhenSetting", Category::NotSpecified, Value::Null)
}

/// Sets a property of an instance; `None` when its classes have none of that name.
pub fn set(engine: &mut Engine, target: &Value, name: &str, value: Value) -> Option<Outcome> {
    let (object, of) = instance(target)?;
    for class in super::lineage(of) {
        let Some(definition) = of_type(&class) else { continue };
        let found = definition
            .properties()
            .iter()
            .find(|property| !property.is_static && property.name.eq_ignore_ascii_case(name));
        let Some(property) = found else { continue };
        return Some(match typed(engine, property, value) {
            Ok(value) => {
                put(object, property, value);
                Ok(())
            }
            Err(fault) => Err(setting(fault, &property.name)),
        });
    }
    if let Some(base) = base_value(target) {
        return Some(member::set(engine, &base.clone(), name, value));
    }
    let message = format!(
        "The property '{name}' cannot be found on this object. Verify that the property exists and can be set."
    );
    let exception = Exception::new("System.Management.Automation.SetValueInvocationException", message);
    Some(Err(Fault::error(exception, "PropertyAssignmentException", Category::InvalidOperation, Value::Null)))
}

/// A static property's value; `None` when there is none of that name.
pub fn get_static(engine: &mut Engine, of: &Rc<Type>, name: &str) -> Outcome<Option<Value>> {
    for class in super::lineage(of) {
        start(engine, &class).map_err(getting)?;
        let Some(definition) = of_type(&class) else { continue };
        if definition.computed.get()
            && let Some(value) = computed(engine, definition, name)?
        {
            return Ok(Some(value));
        }
        if let Some(value) = definition.statics.borrow().note(name) {
            return Ok(Some(value.clone()));
        }
    }
    Ok(None)
}

/// What a static property's initializer gives now.
fn computed(engine: &mut Engine, class: &ClassType, name: &str) -> Outcome<Option<Value>> {
    let mut properties = class.properties().iter().filter(|property| property.is_static);
    let found = properties.find(|property| property.name.eq_ignore_ascii_case(name));
    let Some(code) = found.and_then(|property| property.initial.as_ref()) else { return Ok(None) };
    initial_value(engine, class, code, None).map(Some)
}

/// Sets a static property; `None` when there is none of that name.
pub fn set_static(engine: &mut Engine, of: &Rc<Type>, name: &str, value: Value) -> Option<Outcome> {
    for class in super::lineage(of) {
        if let Err(fault) = start(engine, &class) {
            return Some(Err(getting(fault)));
        }
        let Some(definition) = of_type(&class) else { continue };
        let found = definition
            .properties()
            .iter()
            .find(|property| property.is_static && property.name.eq_ignore_ascii_case(name));
        let Some(property) = found else { continue };
        return Some(match typed(engine, property, value) {
            Ok(value) => {
                definition.statics.borrow_mut().set(property.name.clone(), value);
                Ok(())
            }
            Err(fault) => Err(setting(fault, &property.name)),
        });
    }
    None
}

/// What an instance's own `ToString` gives, else its .NET base's text, else its class's name.
pub fn text(engine: &mut Engine, value: &Value) -> Outcome<Option<String>> {
    let Some((_, of)) = instance(value) else { return Ok(None) };
    let of = of.clone();
    let has_own = super::lineage(&of)
        .iter()
        .filter_map(|class| of_type(class))
        .flat_map(ClassType::methods)
        .any(|method| method.name.eq_ignore_ascii_case("ToString") && method.parameters.is_empty());
    if let Some(result) = formatted(engine, value, "") {
        return result.map(Some);
    }
    if has_own && let Some(result) = super::invoke(engine, value, "ToString", &[]) {
        let result = result?;
        return convert::to_text(engine, &result).map(Some);
    }
    if let Some(base) = base_value(value) {
        let base = base.clone();
        if let Some(exception) = types::exception::of(&base) {
            return Ok(Some(format!("{}: {}", of.full_name(), exception.message)));
        }
        return convert::to_text(engine, &base).map(Some);
    }
    Ok(Some(of.full_name()))
}

/// Whether two instances are equal by their class's `Equals`; `None` when it has none.
pub fn equals(engine: &mut Engine, left: &Value, right: &Value) -> Option<Outcome<bool>> {
    instance(left)?;
    let result = super::invoke(engine, left, "Equals", std::slice::from_ref(right))?;
    Some(result.map(|equal| convert::to_bool(&equal)))
}

/// The order that a class's `CompareTo` gives; `None` when it has none.
pub fn order(engine: &mut Engine, left: &Value, right: &Value) -> Option<Outcome<Ordering>> {
    instance(left)?;
    let result = super::invoke(engine, left, "CompareTo", std::slice::from_ref(right))?;
    Some(result.and_then(|order| convert::to_int(&order)).map(|order| order.cmp(&0)))
}

/// The objects of an instance that is a collection: of its .NET base, or of its `GetEnumerator`.
pub fn enumerate(engine: &mut Engine, value: &Value) -> Outcome<Option<Vec<Value>>> {
    let Some((_, of)) = instance(value) else { return Ok(None) };
    if let Some(base) = base_value(value) {
        return member::enumerate(engine, &base.clone());
    }
    let enumerable = super::lineage(of).iter().filter_map(|class| of_type(class)).any(|class| {
        class.interfaces().iter().any(|name| name.ends_with("IEnumerable") || name.contains("IEnumerable["))
    });
    if !enumerable {
        return Ok(None);
    }
    let Some(result) = super::invoke(engine, value, "GetEnumerator", &[]) else { return Ok(None) };
    let enumerator = result?;
    if instance(&enumerator).is_none() {
        return Ok(Some(member::enumerate(engine, &enumerator)?.unwrap_or_default()));
    }
    let mut items = Vec::new();
    while items.len() < MOST_ENUMERATED {
        engine.check_stop()?;
        let more = member::invoke(engine, &enumerator, "MoveNext", &[])?;
        if !convert::to_bool(&more) {
            break;
        }
        let current = match super::invoke(engine, &enumerator, "get_Current", &[]) {
            Some(current) => current?,
            None => member::get(engine, &enumerator, "Current")?.unwrap_or_default(),
        };
        items.push(current);
    }
    Ok(Some(items))
}

/// A class's operator, `op_Addition` and its kind; `None` when neither operand's class has it.
pub fn operator(engine: &mut Engine, name: &str, left: &Value, right: &Value) -> Option<Outcome<Value>> {
    let arguments = [left.clone(), right.clone()];
    for operand in [left, right] {
        let Some((_, of)) = instance(operand) else { continue };
        if let Some(result) = super::invoke_static(engine, &of.clone(), name, &arguments) {
            return Some(result);
        }
    }
    None
}

/// Sorts by a comparer's `Compare`; the first failure is the result.
pub fn sort_by(engine: &mut Engine, items: &mut [Value], comparer: &Value) -> Outcome {
    let mut failure = None;
    items.sort_by(|a, b| {
        let result = member::invoke(engine, comparer, "Compare", &[a.clone(), b.clone()]);
        match result.and_then(|order| convert::to_int(&order)) {
            Ok(order) => order.cmp(&0),
            Err(fault) => {
                failure.get_or_insert(fault);
                Ordering::Equal
            }
        }
    });
    failure.map_or(Ok(()), Err)
}

/// Text of an instance under a format, by its class's `ToString(format, provider)`.
pub fn formatted(engine: &mut Engine, value: &Value, format: &str) -> Option<Outcome<String>> {
    let (_, of) = instance(value)?;
    let wanted = types::named("System.IFormattable");
    if !types::is_a(of, &wanted) {
        return None;
    }
    let arguments = [Value::text(format), Value::Null];
    let result = super::invoke(engine, value, "ToString", &arguments)?;
    Some(result.and_then(|text| convert::to_text(engine, &text)))
}
