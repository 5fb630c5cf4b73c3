//! Members and indices of any value.

mod accessor;
pub mod collections;
pub mod describe;
mod index;
pub mod info;
mod intrinsic;
mod invoke;
pub(crate) mod keyed;
mod order;
mod wrapped;

pub use accessor::setting;
pub use describe::{
    Described, added_names, describe, describe_static, display_properties, property_names, property_set,
    type_names, view_names,
};
pub use index::{index, is_outside, set_index};
pub use intrinsic::{CONVERTIBLE, is_convertible};
pub(crate) use intrinsic::{collection, is_for_each, is_where};
pub(crate) use invoke::{call_bound, call_method, find as find_method};
pub use invoke::{construct, construct_as, invoke, invoke_static};

use super::error::{Category, Exception};
use super::object::{Member, MemberBody, Members, ObjectKind};
use super::script_block::ScriptBlockValue;
use super::types::{self, Class, Property, Type, arguments};
use super::value::{EnumValue, Value, Wrapped};
use super::{Engine, Fault, Outcome, class, convert};
use std::cell::RefCell;
use std::rc::Rc;
use wrapped::{Use, wrapped};

/// The elements of a collection; `None` for what does not unroll (text, hash tables, scalars).
pub fn walk(value: &Value) -> Option<Outcome<crate::engine::object::Walk>> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Native(native) => native.walk(),
            _ => None,
        },
        _ => None,
    }
}

/// The elements of what enumerates; `None` for a scalar.
pub fn enumerate(engine: &mut Engine, value: &Value) -> Outcome<Option<Vec<Value>>> {
    Ok(match value.unwrapped() {
        Value::Array(array) => Some(array.items.borrow().clone()),
        Value::Object(object) => match &object.kind {
            ObjectKind::List { items, .. } => Some(items.borrow().clone()),
            ObjectKind::Native(native) => native.enumerate(),
            ObjectKind::Instance { .. } => return class::enumerate(engine, value),
            _ => None,
        },
        _ => None,
    })
}

/// A member's value; `None` when there is no such member. Collections without it give their
/// elements' members.
pub fn get(engine: &mut Engine, target: &Value, name: &str) -> Outcome<Option<Value>> {
    if let Some(value) = own(engine, target, name)? {
        return Ok(Some(value));
    }
    if name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("ps"))
        && let Some(value) = intrinsic::property(engine, target, name)?
    {
        return Ok(Some(value));
    }
    let Some(items) = enumerate(engine, target)? else {
        return Ok(match intrinsic::property(engine, target, name)? {
            Some(value) => Some(value),
            None => method_value(target, name),
        });
    };
    let mut found = Vec::new();
    let mut any = false;
    for item in items {
        if item.is_null() {
            continue;
        }
        // A list may be in itself.
        if let Some(value) = engine.nest(|engine| get(engine, &item, name))? {
            any = true;
            match enumerate(engine, &value)? {
                Some(inner) => found.extend(inner),
                None => found.push(value),
            }
        }
    }
    if any {
        return Ok(Some(match found.len() {
            1 => found.pop().unwrap_or_default(),
            _ => Value::array(found),
        }));
    }
    Ok(match intrinsic::property(engine, target, name)? {
        Some(value) => Some(value),
        None => method_value(target, name),
    })
}

/// A method that is named without a call; not for null.
fn method_value(target: &Value, name: &str) -> Option<Value> {
    if target.is_null() { None } else { accessor::method_value(target, name) }
}

/// A property of the object itself, as pipeline binding by name looks for it.
pub fn property(engine: &mut Engine, target: &Value, name: &str) -> Outcome<Option<Value>> {
    match own(engine, target, name)? {
        Some(value) => Ok(Some(value)),
        None => Ok(None),
    }
}

/// Added members, the kind's own, then the class table.
fn own(engine: &mut Engine, target: &Value, name: &str) -> Outcome<Option<Value>> {
    if let Some(member) = extended_member(target, name) {
        return read_body(engine, target, &member).map(Some);
    }
    if let Value::Object(object) = target.unwrapped() {
        match &object.kind {
            ObjectKind::Native(native) => {
                if let Some(value) = native.dynamic(name).or_else(|| info::in_set(target, name)) {
                    return Ok(Some(value));
                }
            }
            ObjectKind::Hashtable(table) => {
                let table = table.borrow();
                let number = name.parse::<i32>().ok().and_then(|number| table.get(&Value::Int(number)));
                if let Some(value) = number.or_else(|| table.get_text(name)) {
                    return Ok(Some(value.clone()));
                }
            }
            ObjectKind::Exception(exception) => {
                let found = exception.data.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
                if let Some((_, value)) = found {
                    return Ok(Some(value.clone()));
                }
            }
            ObjectKind::Custom(_) => return Ok(None),
            ObjectKind::Instance { base, .. } => {
                return match base.get() {
                    Some(base) => own(engine, &base.clone(), name),
                    None => Ok(method_member(target, name)),
                };
            }
            _ => {}
        }
    }
    match class_property(types::class_of(target), name) {
        Some(found) => read_class_property(engine, target, found).map(Some),
        None => Ok(None),
    }
}

/// The value of a property of the class. Errors: what its getter throws, as PowerShell wraps it.
pub(crate) fn read_class_property(
    engine: &mut Engine,
    target: &Value,
    property: &Property,
) -> Outcome<Value> {
    (property.get)(engine, target).map_err(|fault| accessor::getting(fault, property.name))
}

/// A method of a script's class as a value: `$object.Method` without parentheses.
fn method_member(target: &Value, name: &str) -> Option<Value> {
    let (_, of) = class::instance(target)?;
    let definitions = class::definitions(of, name, false);
    (!definitions.is_empty()).then(|| types::method_object::value(target.clone(), name, definitions))
}

/// A member of this one object, or of its type names.
pub(crate) fn extended_member(target: &Value, name: &str) -> Option<Member> {
    added_member(target, name).or_else(|| types::type_data::member_of(target, name))
}

/// A property of a class or one of its bases, without case.
pub(crate) fn class_property(class: &'static Class, name: &str) -> Option<&'static Property> {
    let mut current = Some(class);
    while let Some(found) = current {
        if let Some(property) =
            found.properties.iter().find(|property| property.name.eq_ignore_ascii_case(name))
        {
            return Some(property);
        }
        current = found.base;
    }
    None
}

/// A member that was added to this one object, or is a custom object's property.
pub(crate) fn added_member(target: &Value, name: &str) -> Option<Member> {
    match target {
        Value::Wrapped(wrapped) => wrapped.members.borrow().get(name).cloned(),
        Value::Object(object) => {
            if let Some(added) = object.added.borrow().as_ref()
                && let Some(member) = added.get(name)
            {
                return Some(member.clone());
            }
            match &object.kind {
                ObjectKind::Custom(members) => members.borrow().get(name).cloned(),
                ObjectKind::Instance { fields, .. } => fields.borrow().get(name).cloned(),
                _ => None,
            }
        }
        _ => None,
    }
}

fn read_body(engine: &mut Engine, target: &Value, member: &Member) -> Outcome<Value> {
    match &member.body {
        MemberBody::Note(value) => Ok(value.clone()),
        MemberBody::Alias(of) => Ok(get(engine, target, of)?.unwrap_or_default()),
        MemberBody::ScriptProperty { get, .. } => match get.unwrapped() {
            Value::Block(block) => {
                let items = engine.invoke_with_this(block, target, &[]);
                items.map(Value::from_output).map_err(|fault| wrapped(fault, &member.name, Use::Get))
            }
            _ => Ok(Value::Null),
        },
        MemberBody::ScriptMethod(_) | MemberBody::PropertySet(_) | MemberBody::MemberSet(_) => {
            Ok(info::added(target, member, true))
        }
    }
}

/// The block of a script method that was added to a value.
pub fn script_method(value: &Value, name: &str) -> Option<Rc<ScriptBlockValue>> {
    match extended_member(value, name)?.body {
        MemberBody::ScriptMethod(block) => match block.unwrapped() {
            Value::Block(block) => Some(block.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Sets a property. Errors: there is none, or it is read-only.
pub fn set(engine: &mut Engine, target: &Value, name: &str, value: Value) -> Outcome {
    if target.is_null() {
        return Err(cannot_set(name, "PropertyNotFound"));
    }
    let by_type_data = |target| types::type_data::member_of(target, name).is_some();
    if class::instance(target).is_some() && !added_later(target, name) && !by_type_data(target) {
        return class::set(engine, target, name, value).unwrap_or_else(|| Err(not_settable(name)));
    }
    if let Some(member) = extended_member(target, name) {
        return write_body(engine, target, &member, value);
    }
    if let Value::Object(object) = target.unwrapped()
        && let ObjectKind::Hashtable(_) = &object.kind
    {
        return set_index(engine, target, &Value::text(name), value);
    }
    if let Value::Object(object) = target.unwrapped()
        && let ObjectKind::Native(native) = &object.kind
        && let Some(result) = native.set_dynamic(name, &value)
    {
        return result;
    }
    match class_property(types::class_of(target), name) {
        Some(Property { set: Some(set), name, .. }) => {
            set(engine, target, value).map_err(|fault| accessor::setting(fault, name))
        }
        Some(property) => Err(read_only(property.name)),
        None => set_in_elements(engine, target, name, value),
    }
}

/// Whether a script added a member to this one object.
fn added_later(target: &Value, name: &str) -> bool {
    match target {
        Value::Object(object) => {
            object.added.borrow().as_ref().is_some_and(|added| added.get(name).is_some())
        }
        _ => false,
    }
}

/// A collection passes the assignment on to elements that have the property.
fn set_in_elements(engine: &mut Engine, target: &Value, name: &str, value: Value) -> Outcome {
    match enumerate(engine, target)? {
        Some(items) if !items.is_empty() => {
            for item in items {
                set(engine, &item, name, value.clone())?;
            }
            Ok(())
        }
        _ if matches!(target, Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_))) => {
            Err(accessor::setting(not_settable(name), name))
        }
        _ => Err(not_settable(name)),
    }
}

fn write_body(engine: &mut Engine, target: &Value, member: &Member, value: Value) -> Outcome {
    match &member.body {
        MemberBody::Note(_) => {
            if added_member(target, &member.name).is_none() {
                return Err(accessor::setting(not_settable(&member.name), &member.name));
            }
            change_members(target, |members| {
                if let Some(found) = members.get_mut(&member.name) {
                    found.body = MemberBody::Note(value.clone());
                }
            });
            Ok(())
        }
        MemberBody::Alias(of) => set(engine, target, of, value),
        MemberBody::ScriptProperty { set: Value::Block(block), .. } => {
            let sent = engine.invoke_with_this(block, target, &[value]);
            sent.map(|_| ()).map_err(|fault| match types::module_info::sets_variable(block) {
                true => fault,
                false => wrapped(fault, &member.name, Use::Set),
            })
        }
        MemberBody::ScriptProperty { .. } => Err(info::no_setter(&member.name)),
        _ => Err(not_settable(&member.name)),
    }
}

/// A copy of an object with members of its own (`PSObject.Copy()`).
pub fn copied(value: &Value) -> Value {
    let Value::Object(object) = value else { return value.clone() };
    let kind = match &object.kind {
        ObjectKind::Custom(members) => ObjectKind::Custom(RefCell::new(members.borrow().clone())),
        ObjectKind::Hashtable(table) => ObjectKind::Hashtable(RefCell::new(table.borrow().clone())),
        ObjectKind::Instance { of, fields, base } => ObjectKind::Instance {
            of: of.clone(),
            fields: RefCell::new(fields.borrow().clone()),
            base: base.clone(),
        },
        ObjectKind::List { of, items } => {
            ObjectKind::List { of: of.clone(), items: RefCell::new(items.borrow().clone()) }
        }
        _ => return value.clone(),
    };
    let copy = crate::engine::object::Object::new(kind);
    *copy.added.borrow_mut() = object.added.borrow().clone();
    *copy.type_names.borrow_mut() = object.type_names.borrow().clone();
    Value::object(copy)
}

/// Changes the set of members which holds a value's own.
fn change_members(target: &Value, mut change: impl FnMut(&mut Members)) {
    match target {
        Value::Wrapped(wrapped) => change(&mut wrapped.members.borrow_mut()),
        Value::Object(object) => {
            if let Some(added) = object.added.borrow_mut().as_mut() {
                change(added);
            }
            match &object.kind {
                ObjectKind::Custom(members) => change(&mut members.borrow_mut()),
                ObjectKind::Instance { fields, .. } => change(&mut fields.borrow_mut()),
                _ => {}
            }
        }
        _ => {}
    }
}

/// Adds a member to one object; scalars come back wrapped.
pub fn add_member(value: Value, member: Member) -> Value {
    match &value {
        Value::Object(object) => {
            match &object.kind {
                ObjectKind::Custom(members) => members.borrow_mut().add(member),
                _ => {
                    object.added.borrow_mut().get_or_insert_default().add(member);
                    types::command_info::keep_members(&value);
                }
            }
            value
        }
        Value::Wrapped(wrapped) => {
            wrapped.members.borrow_mut().add(member);
            value
        }
        _ => {
            let mut members = Members::default();
            members.add(member);
            Value::Wrapped(Rc::new(Wrapped::new(value, members)))
        }
    }
}

/// Puts a type name in front of those of one object; scalars come back wrapped.
pub fn put_type_name(value: Value, name: &str) -> Value {
    let names: Vec<Rc<str>> = std::iter::once(Rc::from(name))
        .chain(type_names(&value).iter().map(|name| Rc::from(name.as_str())))
        .collect();
    match &value {
        Value::Object(object) => {
            *object.type_names.borrow_mut() = Some(names);
            value
        }
        Value::Wrapped(wrapped) => {
            *wrapped.type_names.borrow_mut() = Some(names);
            value
        }
        _ => {
            let wrapped = Wrapped::new(value, Members::default());
            *wrapped.type_names.borrow_mut() = Some(names);
            Value::Wrapped(Rc::new(wrapped))
        }
    }
}

fn read_only(name: &str) -> Box<Fault> {
    let message = format!("'{name}' is a ReadOnly property.");
    let exception = Exception::new("System.Management.Automation.SetValueInvocationException", message);
    Fault::error(exception, "PropertyAssignmentException", Category::InvalidOperation, Value::Null)
}

fn not_settable(name: &str) -> Box<Fault> {
    cannot_set(name, "PropertyAssignmentException")
}

/// As [`not_settable`], with the id: `$null` has one of its own.
fn cannot_set(name: &str, id: &'static str) -> Box<Fault> {
    let message = format!(
        "The property '{name}' cannot be found on this object. Verify that the property exists and can be set."
    );
    Fault::runtime(id, message)
}

/// What a static property throws is nobody's call: its class names the error.
fn named_by_class(mut fault: Box<Fault>) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut()
        && record.id == types::arguments::THROWN
    {
        record.id = record.exception.class.to_string();
    }
    fault
}

/// `[type]::name`: a static property, or a value of an enumeration. `$null` for a missing one.
pub fn get_static(engine: &mut Engine, of: &Rc<Type>, name: &str) -> Outcome<Value> {
    if let Some((_, number)) =
        types::enumeration::names(of).iter().find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        return Ok(Value::Enum(Rc::new(EnumValue { of: of.clone(), number: *number })));
    }
    if let Type::Script(_) = of.as_ref() {
        if let Some(value) = class::get_static(engine, of, name)? {
            return Ok(value);
        }
        let definitions = class::definitions(of, name, true);
        if !definitions.is_empty() {
            return Ok(types::method_object::value(Value::Type(of.clone()), name, definitions));
        }
    }
    if let Type::Class(class) | Type::Generic { of: class, .. } = of.as_ref() {
        let mut current = Some(*class);
        while let Some(found) = current {
            if let Some(property) =
                found.static_properties.iter().find(|property| property.name.eq_ignore_ascii_case(name))
            {
                return (property.get)(engine).map_err(named_by_class);
            }
            current = found.base;
        }
        if let Some(method) =
            class.static_methods.iter().find(|method| method.name.eq_ignore_ascii_case(name))
        {
            let definitions = method.signatures.iter().map(|signature| signature.to_string()).collect();
            return Ok(types::method_object::value(Value::Type(of.clone()), method.name, definitions));
        }
    }
    Ok(Value::Null)
}

/// Sets a static property. Errors: there is none, or it cannot be set.
pub fn set_static(engine: &mut Engine, of: &Rc<Type>, name: &str, value: Value) -> Outcome {
    if let Type::Script(_) = of.as_ref()
        && let Some(result) = class::set_static(engine, of, name, value.clone())
    {
        return result;
    }
    if let Type::Class(class) | Type::Generic { of: class, .. } = of.as_ref()
        && let Some(property) =
            class.static_properties.iter().find(|property| property.name.eq_ignore_ascii_case(name))
    {
        return match property.set {
            Some(set) => set(engine, value),
            None => Err(read_only(property.name)),
        };
    }
    let names = types::enumeration::names(of);
    match names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        Some((known, _)) => Err(read_only(known)),
        None => Err(not_settable(name)),
    }
}

/// Whether a value is already what a parameter of this type takes, without conversion.
pub fn fits(value: &Value, type_name: &str) -> bool {
    if let Some(element) = type_name.strip_suffix("[]") {
        return match value.unwrapped() {
            Value::Array(array) => array.items.borrow().iter().all(|item| fits(item, element)),
            _ => fits(value, element),
        };
    }
    let full = types::full_name_of(type_name);
    if full == "System.Object"
        || full == "System.Management.Automation.PSObject"
        || full.eq_ignore_ascii_case("object")
    {
        return true;
    }
    let wanted = types::named(&full);
    types::type_of(value).full_name() == full
        || (wanted.full_name() == full && types::is_a(&types::type_of(value), &wanted))
}

pub(crate) fn method_not_found(target: &Value, name: &str) -> Box<Fault> {
    let kind = match target.unwrapped() {
        Value::Type(of) => of.assembly_name(),
        _ => types::type_of(target).assembly_name(),
    };
    let message =
        format!("Method invocation failed because [{kind}] does not contain a method named '{name}'.");
    Fault::error(Exception::runtime(message), "MethodNotFound", Category::InvalidOperation, Value::text(name))
}

/// Turns a fault thrown inside of a method into what PowerShell reports for the call.
pub(crate) fn called(fault: Box<Fault>, name: &str, count: usize) -> Box<Fault> {
    let Fault::Error { mut record, whole_script } = *fault else { return fault };
    match record.id.as_str() {
        arguments::THROWN => {
            let message = format!(
                "Exception calling \"{name}\" with \"{count}\" argument(s): \"{}\"",
                record.exception.message
            );
            let short = record.exception.short_class().to_string();
            let exception = Exception::new("System.Management.Automation.MethodInvocationException", message)
                .with_inner(record.exception.clone());
            Fault::error(exception, short, Category::NotSpecified, Value::Null)
        }
        arguments::NO_OVERLOAD => {
            let name = if name == ".ctor" { "new" } else { name };
            let message =
                format!("Cannot find an overload for \"{name}\" and the argument count: \"{count}\".");
            let exception = Exception::new("System.Management.Automation.MethodException", message);
            Fault::error(exception, "MethodCountCouldNotFindBest", Category::NotSpecified, Value::Null)
        }
        _ if record.exception.class.ends_with("PSInvalidCastException") && count > 0 => {
            record.id = "MethodArgumentConversionInvalidCastArgument".into();
            record.category = Category::NotSpecified;
            Box::new(Fault::Error { record, whole_script })
        }
        _ => Box::new(Fault::Error { record, whole_script }),
    }
}

/// A value as text for places that only show it.
pub fn shown(engine: &mut Engine, value: &Value) -> String {
    convert::to_text(engine, value).unwrap_or_else(|_| convert::display(value))
}
