//! `-is`, `-as`, and what a type's empty value is.

use super::{Class, Type, named, resolve_text, type_of};
use crate::engine::error::Exception;
use crate::engine::object::ObjectKind;
use crate::engine::value::{Array, EnumValue, Value};
use crate::engine::{Engine, Fault, Outcome, convert, member};
use std::cell::RefCell;
use std::rc::Rc;

/// Whether two types are the same.
pub fn same(one: &Type, other: &Type) -> bool {
    match (one, other) {
        (Type::Class(a), Type::Class(b)) => std::ptr::eq(*a, *b),
        (Type::Array { element: a, rank: x }, Type::Array { element: b, rank: y }) => x == y && same(a, b),
        (Type::Generic { of: a, arguments: x }, Type::Generic { of: b, arguments: y }) => {
            std::ptr::eq(*a, *b) && same_all(x, y)
        }
        (Type::Script(a), Type::Script(b)) => std::ptr::addr_eq(Rc::as_ptr(a), Rc::as_ptr(b)),
        _ => false,
    }
}

fn same_all(one: &[Rc<Type>], other: &[Rc<Type>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
}

/// Whether a type is another one, or derives from it or implements it.
pub fn is_a(own: &Rc<Type>, wanted: &Rc<Type>) -> bool {
    if same(own, wanted) || matches!(wanted.as_ref(), Type::Class(class) if class.name == "System.Object") {
        return true;
    }
    if let Type::Generic { of, arguments } = wanted.as_ref()
        && of.name == "System.Nullable"
        && let Some(inner) = arguments.first()
    {
        return is_a(own, inner);
    }
    if let Type::Script(script) = own.as_ref() {
        if script.implements(&wanted.full_name()) {
            return true;
        }
        return match script.base() {
            Some(base) => is_a(&base, wanted),
            None => {
                script.enumeration().is_some()
                    && matches!(wanted.as_ref(), Type::Class(class) if matches!(class.name, "System.Enum" | "System.ValueType" | "System.IComparable"))
            }
        };
    }
    match wanted.as_ref() {
        Type::Class(wanted) => match own.as_ref() {
            Type::Class(class) | Type::Generic { of: class, .. } => class_is(class, wanted.name),
            Type::Array { .. } => class_is(&super::array::ARRAY, wanted.name),
            Type::Script(_) => false,
        },
        Type::Generic { of: wanted, arguments } => match own.as_ref() {
            Type::Generic { of, arguments: own } => class_is(of, wanted.name) && same_all(own, arguments),
            Type::Class(class) => {
                // What compares texts compares nothing else.
                let of_text = class_is(class, "System.StringComparer");
                let fits = |argument: &Rc<Type>| {
                    if of_text { argument.full_name() == "System.String" } else { same(argument, own) }
                };
                class_is(class, wanted.name) && arguments.iter().all(fits)
            }
            Type::Array { element, rank: 1 } => {
                const OF_ARRAYS: [&str; 5] = [
                    "System.Collections.Generic.IEnumerable",
                    "System.Collections.Generic.ICollection",
                    "System.Collections.Generic.IList",
                    "System.Collections.Generic.IReadOnlyCollection",
                    "System.Collections.Generic.IReadOnlyList",
                ];
                OF_ARRAYS.contains(&wanted.name)
                    && arguments.first().is_some_and(|argument| covers(element, argument))
            }
            _ => false,
        },
        Type::Array { element: wanted, rank } => match own.as_ref() {
            Type::Array { element, rank: own } => own == rank && covers(element, wanted),
            _ => false,
        },
        Type::Script(_) => false,
    }
}

/// Arrays of a class are arrays of its bases, unless it is a value type.
fn covers(element: &Rc<Type>, wanted: &Rc<Type>) -> bool {
    let is_value =
        matches!(element.as_ref(), Type::Class(class) if class.value_type || class.enumeration.is_some());
    same(element, wanted) || !is_value && is_a(element, wanted)
}

pub(super) fn class_is(class: &'static Class, name: &str) -> bool {
    let mut current = Some(class);
    while let Some(found) = current {
        if found.name == name || found.interfaces.contains(&name) {
            return true;
        }
        current = found.base;
    }
    (class.value_type && name == "System.ValueType") || (class.enumeration.is_some() && name == "System.Enum")
}

/// `-is`. Errors: the right side names no type.
pub fn is_operator(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<bool> {
    if right.is_null() {
        return Err(Fault::runtime("IsOperatorRequiresType", "The right operand of '-is' must be a type."));
    }
    let wanted = wanted_type(engine, right).map_err(|fault| match *fault {
        Fault::Error { ref record, .. } => Fault::runtime("RuntimeException", record.message()),
        other => Box::new(other),
    })?;
    if left.is_null() {
        return Ok(false);
    }
    let name = wanted.full_name();
    if name == "System.Management.Automation.PSCustomObject"
        || name == "System.Management.Automation.PSObject"
    {
        // What carries members of its own is wrapped in a `PSObject`.
        let custom = match left.unwrapped() {
            Value::Object(object) => {
                matches!(object.kind, ObjectKind::Custom(_))
                    || object.added.borrow().as_ref().is_some_and(|members| members.iter().next().is_some())
            }
            _ => false,
        };
        return Ok(custom || matches!(left, Value::Wrapped(_)));
    }
    if matches!(name.as_str(), "System.IComparable" | "System.IFormattable")
        && let Value::Object(object) = left.unwrapped()
        && matches!(object.kind, ObjectKind::Custom(_))
    {
        return Ok(true);
    }
    if let Value::Object(object) = left.unwrapped()
        && let ObjectKind::Exception(exception) = &object.kind
    {
        return Ok(super::exception_distance(&exception.class, &wanted).is_some());
    }
    Ok(is_a(&type_of(left), &wanted))
}

/// A type, or the one that a text names. Errors: those of a cast to `System.Type`.
fn wanted_type(engine: &mut Engine, value: &Value) -> Outcome<Rc<Type>> {
    if let Value::Type(of) = value.unwrapped() {
        return Ok(of.clone());
    }
    let name = convert::to_text(engine, value.unwrapped())?;
    match resolve_text(engine, &name) {
        Ok(found) => Ok(found),
        Err(fault) => match convert::to_type(engine, value.unwrapped().clone(), &named("System.Type")) {
            Err(refused) => Err(refused),
            Ok(_) => Err(fault),
        },
    }
}

/// `-as`: the converted value, or `$null`.
pub fn as_operator(engine: &mut Engine, left: &Value, right: &Value) -> Outcome<Value> {
    let wanted = wanted_type(engine, right)?;
    let wrapped = matches!(left.unwrapped(), Value::Object(object) if object.added.borrow().is_some());
    match wanted.full_name().as_str() {
        // The current culture, where a cast uses the invariant one.
        "System.String" if matches!(left.unwrapped(), Value::DateTime(_)) => {
            return Ok(Value::text(convert::shown(left)));
        }
        "System.Management.Automation.PSCustomObject" => return Ok(left.clone()),
        "System.IComparable" | "System.IFormattable" if wrapped => return Ok(left.clone()),
        _ => {}
    }
    match convert::to_type(engine, left.clone(), &wanted) {
        Ok(value) => Ok(value),
        Err(fault) if matches!(*fault, Fault::Error { .. }) => Ok(Value::Null),
        Err(fault) => Err(fault),
    }
}

/// Whether a type name, as help writes it, means a value type: `$null` is none of its values.
pub fn is_value_type_name(name: &str) -> bool {
    match named(&super::full_name_of(name)).as_ref() {
        Type::Class(class) => class.value_type || class.enumeration.is_some(),
        Type::Script(script) => script.enumeration().is_some(),
        _ => false,
    }
}

/// What a typed variable or parameter holds before it is set.
pub fn default_value(of: &Rc<Type>) -> Value {
    match of.as_ref() {
        Type::Class(class) if class.enumeration.is_some() => {
            Value::Enum(Rc::new(EnumValue { of: of.clone(), number: 0 }))
        }
        Type::Class(class) => match class.name {
            "System.String" => Value::text(""),
            "System.Boolean" => Value::Bool(false),
            "System.Management.Automation.SwitchParameter" => super::switch_parameter::value(false),
            "System.Int32" => Value::Int(0),
            "System.Int64" => Value::Long(0),
            "System.Int16" => Value::Int16(0),
            "System.Byte" => Value::Byte(0),
            "System.SByte" => Value::SByte(0),
            "System.UInt16" => Value::UInt16(0),
            "System.UInt32" => Value::UInt(0),
            "System.UInt64" => Value::ULong(0),
            "System.Double" => Value::Double(0.0),
            "System.Single" => Value::Single(0.0),
            "System.Decimal" => Value::Decimal(Rc::default()),
            "System.Char" => Value::Char(0),
            "System.Numerics.BigInteger" => Value::BigInt(Rc::default()),
            "System.Guid" => super::guid::empty(),
            "System.TimeSpan" => Value::TimeSpan(0),
            "System.DateTime" => Value::DateTime(Rc::new(super::datetime::DateTime {
                ticks: 0,
                kind: super::datetime::DateTimeKind::Unspecified,
            })),
            _ => Value::Null,
        },
        Type::Script(script) if script.enumeration().is_some() => {
            Value::Enum(Rc::new(EnumValue { of: of.clone(), number: 0 }))
        }
        _ => Value::Null,
    }
}

/// Converts to a generic collection: elements convert to its argument.
pub fn generic_from(
    engine: &mut Engine,
    value: Value,
    of: &'static Class,
    arguments: &[Rc<Type>],
    wanted: &Rc<Type>,
) -> Outcome<Value> {
    if of.name == "System.Nullable" {
        return match arguments.first() {
            Some(inner) if !value.is_null() => nullable_from(engine, value, inner, wanted),
            _ => Ok(Value::Null),
        };
    }
    if is_a(&type_of(&value), wanted) {
        return Ok(value);
    }
    if super::delegate::is_delegate(of)
        && let Some(target) = super::delegate::target(&value, wanted)
    {
        return Ok(super::delegate::value(wanted.clone(), target));
    }
    if value.is_null() {
        return Ok(Value::Null);
    }
    let Some(make) = of.make else {
        return Err(convert::no_conversion(&value, &wanted.reflection_name()));
    };
    if is_a(&type_of(&value), &named("System.StringComparer")) {
        // An empty one that compares so: the constructor is what converts.
        return make(engine, wanted, &[value]);
    }
    if super::hashtable::is_dictionary(of) {
        return super::dictionary::from_table(engine, &value, wanted);
    }
    let element = arguments.first().cloned().unwrap_or_else(|| named("System.Object"));
    let shown = wanted.reflection_name();
    match value.unwrapped() {
        Value::Bool(_) | Value::DateTime(_) => {
            return Err(convert::invalid_cast_to(&value, &shown, &wanted.assembly_name()));
        }
        // .NET takes these for the capacity.
        Value::Char(_) | Value::Enum(_)
            if !matches!(element.full_name().as_str(), "System.Char" | "System.Object") =>
        {
            return make(engine, wanted, &[]);
        }
        table if convert::first_key(table).is_some() => {
            let name = convert::first_key(table).unwrap_or_default();
            return Err(convert::no_such_property_of(
                &name,
                &shown,
                &wanted.assembly_name(),
                &[("Capacity", "System.Int32")],
            ));
        }
        _ => {}
    }
    // Only arrays convert one by one; collections have to be of the element's type already.
    let of_elements = |value: &Value| match type_of(value).as_ref() {
        Type::Array { .. } => true,
        Type::Generic { arguments, .. } => arguments.first().is_some_and(|argument| same(argument, &element)),
        _ => element.full_name() == "System.Object",
    };
    // `[List[int[]]][int[]](1, 2)` holds one array.
    let is_element = element.full_name() != "System.Object" && is_a(&type_of(&value), &element);
    let listed = if is_element { None } else { member::enumerate(engine, &value)? };
    let (items, scalar) = match listed.filter(|_| of_elements(&value)) {
        Some(items) => (items, false),
        None => (vec![value.clone()], true),
    };
    let mut converted = Vec::with_capacity(items.len());
    for item in items {
        let item = match item.unwrapped() {
            // A number goes through its text.
            number if convert::is_number(number) && !matches!(number, Value::BigInt(_)) => {
                let text = Value::text(convert::display(number));
                match convert::to_type(engine, number.clone(), &element) {
                    Ok(item) => item,
                    Err(_) if scalar => convert::to_type(engine, text, &element)?,
                    Err(_) => return Err(convert::no_conversion(&value, &shown)),
                }
            }
            _ => convert::to_type(engine, item, &element).map_err(|fault| match *fault {
                Fault::Error { .. } if !scalar => convert::no_conversion(&value, &shown),
                other => Box::new(other),
            })?,
        };
        converted.push(item);
    }
    let items = Value::Array(Rc::new(Array { element: Some(element), items: RefCell::new(converted) }));
    make(engine, wanted, &[items])
}

/// `[nullable[int]]`: what has no rule at all is refused in the name of the whole type.
fn nullable_from(engine: &mut Engine, value: Value, inner: &Rc<Type>, wanted: &Rc<Type>) -> Outcome<Value> {
    let custom =
        matches!(value.unwrapped(), Value::Object(object) if matches!(object.kind, ObjectKind::Custom(_)));
    let simple = matches!(inner.as_ref(), Type::Class(class) if class.value_type);
    if simple && (custom || convert::first_key(&value).is_some()) {
        let text = "Cannot process argument because the value of argument \"obj\" is null. Change the value of argument \"obj\" to a non-null value.";
        let inner = Exception::new("System.Management.Automation.PSArgumentNullException", text);
        return Err(convert::cast_failed(
            &value,
            &wanted.reflection_name(),
            "InvalidCastConstructorException",
            inner,
        ));
    }
    convert::to_type(engine, value.clone(), inner).map_err(|fault| match *fault {
        Fault::Error { record, .. } if record.id == "ConvertToFinalInvalidCastException" => {
            convert::no_conversion(&value, &wanted.reflection_name())
        }
        other => Box::new(other),
    })
}
