//! `System.Exception` and its family.

use super::{Class, Method, Property, object};
use crate::engine::error::Exception;
use crate::engine::object::{Object, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

/// An exception as a value.
pub fn value(exception: Exception) -> Value {
    if let Some(object) = exception.object {
        return object;
    }
    Value::object(Object::new(ObjectKind::Exception(Box::new(exception))))
}

/// The exception of an error record; PowerShell's own carry the record.
pub fn of_record(record: &crate::engine::error::ErrorRecord) -> Value {
    let mut exception = record.exception.clone();
    let mut base = Some(class(&exception.class));
    while let Some(found) = base {
        if found.name == "System.Management.Automation.RuntimeException" {
            let mut inner = record.clone();
            if record.thrown {
                inner.id = "RuntimeException".into();
            }
            exception.data.push(("ErrorRecord".into(), super::error_record::value(inner)));
            let thrown = Value::Bool(record.thrown);
            exception.data.push(("WasThrownFromThrowStatement".into(), thrown));
            break;
        }
        base = found.base;
    }
    value(exception)
}

/// The exception behind a value.
pub fn of(value: &Value) -> Option<&Exception> {
    match value.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Exception(exception) => Some(exception),
            ObjectKind::Instance { base, .. } => base.get().and_then(of),
            _ => None,
        },
        _ => None,
    }
}

/// The exception behind a value, with the class that a script gave it.
pub fn whole(value: &Value) -> Option<Exception> {
    let mut exception = of(value)?.clone();
    if let Some((_, class)) = crate::engine::class::instance(value) {
        exception.class = class.full_name().into();
        exception.object = Some(value.clone());
    }
    Some(exception)
}

/// The table of a class name; `System.Exception` for one that has none.
pub fn class(name: &str) -> &'static Class {
    super::exceptions::CLASSES.iter().find(|class| class.name == name).copied().unwrap_or(&EXCEPTION)
}

/// A new exception: `(message, inner)`. Without a message it has its class's own.
pub(super) fn construct(
    engine: &mut Engine,
    class: &'static str,
    own: &str,
    args: &[Value],
) -> Outcome<Value> {
    let message = match args.first() {
        Some(Value::Null) | None if own.is_empty() => format!("Exception of type '{class}' was thrown."),
        Some(Value::Null) | None => own.to_string(),
        Some(message) => convert::to_text(engine, message)?,
    };
    Ok(value(with_parts(class, message, args.get(1))))
}

fn with_parts(class: &'static str, message: String, inner: Option<&Value>) -> Exception {
    let mut made = Exception::new(class, message);
    if let Some(inner) = inner.and_then(whole) {
        made = made.with_inner(inner);
    }
    made.data.push(("Data".into(), crate::engine::object::hashtable_value(Default::default())));
    made
}

/// `(Parameter 'x')` behind a message.
fn parameter_text(message: &str, parameter: &str) -> String {
    if parameter.is_empty() { message.to_string() } else { format!("{message} (Parameter '{parameter}')") }
}

fn with_parameter(
    class: &'static str,
    message: &str,
    parameter: Option<String>,
    inner: Option<&Value>,
) -> Value {
    let text = parameter_text(message, parameter.as_deref().unwrap_or_default());
    let mut made = with_parts(class, text, inner);
    if let Some(parameter) = parameter {
        made.data.push(("ParamName".into(), Value::text(parameter)));
    }
    value(made)
}

fn argument(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let class = "System.ArgumentException";
    match args {
        [message, second, rest @ ..] => {
            let message = convert::to_text(engine, message)?;
            match of(second) {
                Some(_) => Ok(with_parameter(class, &message, None, Some(second))),
                None => {
                    let parameter = convert::to_text(engine, second)?;
                    Ok(with_parameter(class, &message, Some(parameter), rest.first()))
                }
            }
        }
        _ => construct(engine, class, "Value does not fall within the expected range.", args),
    }
}

/// `ArgumentNullException` and `ArgumentOutOfRangeException`: the parameter comes first.
fn parameter_first(engine: &mut Engine, class: &'static str, own: &str, args: &[Value]) -> Outcome<Value> {
    match args {
        [] => Ok(with_parameter(class, own, None, None)),
        [parameter] => {
            let parameter = convert::to_text(engine, parameter)?;
            Ok(with_parameter(class, own, Some(parameter), None))
        }
        [first, second, rest @ ..] => {
            let first = convert::to_text(engine, first)?;
            match (of(second), rest.first()) {
                (Some(_), _) => Ok(with_parameter(class, &first, None, Some(second))),
                (None, Some(message)) => {
                    let message = convert::to_text(engine, message)?;
                    let actual = convert::to_text(engine, second)?;
                    let text = format!("{}\nActual value was {actual}.", parameter_text(&message, &first));
                    Ok(value(with_parts(class, text, None)))
                }
                (None, None) => {
                    let message = convert::to_text(engine, second)?;
                    Ok(with_parameter(class, &message, Some(first), None))
                }
            }
        }
    }
}

fn property(this: &Value, name: &str) -> Value {
    of(this)
        .and_then(|exception| exception.data.iter().find(|(known, _)| known.as_ref() == name))
        .map(|(_, value)| value.clone())
        .unwrap_or_default()
}

pub static EXCEPTION: Class = Class {
    name: "System.Exception",
    base: Some(&object::OBJECT),
    interfaces: &["System.Runtime.Serialization.ISerializable"],
    properties: &[
        Property {
            name: "Data",
            type_name: "System.Collections.IDictionary",
            get: |_, this| {
                let found = property(this, "Data");
                Ok(if found.is_null() {
                    crate::engine::object::hashtable_value(Default::default())
                } else {
                    found
                })
            },
            set: None,
        },
        Property {
            name: "ErrorRecord",
            type_name: "System.Management.Automation.ErrorRecord",
            get: |_, this| Ok(property(this, "ErrorRecord")),
            set: None,
        },
        Property { name: "HResult", type_name: "int", get: |_, _| Ok(Value::Int(-2_146_233_087)), set: None },
        Property {
            name: "InnerException",
            type_name: "System.Exception",
            get: |_, this| {
                Ok(of(this).and_then(|found| found.inner.as_deref().cloned()).map_or(Value::Null, value))
            },
            set: None,
        },
        Property {
            name: "Message",
            type_name: "string",
            get: |_, this| Ok(of(this).map_or(Value::Null, |found| Value::text(found.message.as_str()))),
            set: None,
        },
        Property {
            name: "ParamName",
            type_name: "string",
            get: |_, this| Ok(property(this, "ParamName")),
            set: None,
        },
        Property {
            name: "CommandName",
            type_name: "string",
            get: |_, this| Ok(property(this, "CommandName")),
            set: None,
        },
        Property {
            name: "Errors",
            type_name: "System.Management.Automation.Language.ParseError[]",
            get: |_, this| Ok(property(this, "Errors")),
            set: None,
        },
        Property {
            name: "WasThrownFromThrowStatement",
            type_name: "bool",
            get: |_, this| Ok(property(this, "WasThrownFromThrowStatement")),
            set: None,
        },
        Property { name: "Source", type_name: "string", get: |_, _| Ok(Value::Null), set: None },
        Property { name: "StackTrace", type_name: "string", get: |_, _| Ok(Value::Null), set: None },
    ],
    methods: &[Method {
        name: "GetBaseException",
        signatures: &["System.Exception GetBaseException()"],
        call: |_, this, _| {
            let mut current = of(this).cloned();
            while let Some(inner) = current.as_ref().and_then(|found| found.inner.as_deref().cloned()) {
                current = Some(inner);
            }
            Ok(current.map_or(Value::Null, value))
        },
    }],
    construct: Some(|engine, args| construct(engine, "System.Exception", "", args)),
    constructors: &[
        "System.Exception new()",
        "System.Exception new(string message)",
        "System.Exception new(string message, System.Exception innerException)",
    ],
    ..Class::EMPTY
};

pub(super) static ARGUMENT: Class = Class {
    name: "System.ArgumentException",
    base: Some(&super::exceptions::SYSTEM),
    construct: Some(argument),
    constructors: &[
        "System.ArgumentException new()",
        "System.ArgumentException new(string message)",
        "System.ArgumentException new(string message, System.Exception innerException)",
        "System.ArgumentException new(string message, string paramName, System.Exception innerException)",
        "System.ArgumentException new(string message, string paramName)",
    ],
    ..Class::EMPTY
};

pub(super) static ARGUMENT_NULL: Class = Class {
    name: "System.ArgumentNullException",
    base: Some(&ARGUMENT),
    construct: Some(|engine, args| {
        parameter_first(engine, "System.ArgumentNullException", "Value cannot be null.", args)
    }),
    constructors: &[
        "System.ArgumentNullException new()",
        "System.ArgumentNullException new(string paramName)",
        "System.ArgumentNullException new(string message, System.Exception innerException)",
        "System.ArgumentNullException new(string paramName, string message)",
    ],
    ..Class::EMPTY
};

pub(super) static ARGUMENT_RANGE: Class = Class {
    name: "System.ArgumentOutOfRangeException",
    base: Some(&ARGUMENT),
    construct: Some(|engine, args| {
        let own = "Specified argument was out of the range of valid values.";
        parameter_first(engine, "System.ArgumentOutOfRangeException", own, args)
    }),
    constructors: &[
        "System.ArgumentOutOfRangeException new()",
        "System.ArgumentOutOfRangeException new(string paramName)",
        "System.ArgumentOutOfRangeException new(string paramName, string message)",
        "System.ArgumentOutOfRangeException new(string message, System.Exception innerException)",
        "System.ArgumentOutOfRangeException new(string paramName, System.Object actualValue, string message)",
    ],
    ..Class::EMPTY
};
