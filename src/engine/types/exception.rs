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

pub(super) fn with_parts(class: &'static str, message: String, inner: Option<&Value>) -> Exception {
    let mut made = Exception::new(class, message);
    if let Some(inner) = inner.and_then(whole) {
        made = made.with_inner(inner);
    }
    made.data.push(("Data".into(), crate::engine::object::hashtable_value(Default::default())));
    made.data.push((KEPT.into(), crate::engine::object::hashtable_value(Default::default())));
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

/// Name under which an exception keeps what scripts set on it.
const KEPT: &str = "\u{0}kept";

/// A property that a script has set.
fn set_value(this: &Value, name: &str) -> Value {
    let kept = property(this, KEPT);
    let Some(table) = super::hashtable::table(&kept) else { return Value::Null };
    table.borrow().get(&Value::text(name)).cloned().unwrap_or_default()
}

fn keep(this: &Value, name: &str, value: Value) -> Outcome {
    let kept = property(this, KEPT);
    match super::hashtable::table(&kept) {
        Some(table) => {
            table.borrow_mut().set(Value::text(name), value);
            Ok(())
        }
        None => Err(super::arguments::throw(
            "System.NotSupportedException",
            format!("fedsh cannot set {name} on an exception of its own."),
        )),
    }
}

macro_rules! settable {
    ($name:literal, $kind:literal) => {
        Property {
            name: $name,
            type_name: $kind,
            get: |_, this| Ok(set_value(this, $name)),
            set: Some(|engine, this, value| {
                let text = if value.is_null() {
                    Value::Null
                } else {
                    Value::text(convert::to_text(engine, &value)?)
                };
                keep(this, $name, text)
            }),
        }
    };
}

macro_rules! carried {
    ($name:literal, $kind:literal) => {
        Property { name: $name, type_name: $kind, get: |_, this| Ok(property(this, $name)), set: None }
    };
}

pub(super) const MESSAGE: Property = Property {
    name: "Message",
    type_name: "string",
    get: |_, this| Ok(of(this).map_or(Value::Null, |found| Value::text(found.message.as_str()))),
    set: None,
};

/// The `HRESULT` of a class, from its nearest base that has one of its own.
fn result_code(name: &str) -> i32 {
    let mut current = Some(class(name));
    while let Some(found) = current {
        let code: u32 = match found.name {
            "System.Exception" => 0x8013_1500,
            "System.SystemException" => 0x8013_1501,
            "System.ArgumentException" => 0x8007_0057,
            "System.ArgumentNullException" | "System.NullReferenceException" => 0x8000_4003,
            "System.ArgumentOutOfRangeException" => 0x8013_1502,
            "System.ArithmeticException" => 0x8007_0216,
            "System.InvalidOperationException" => 0x8013_1509,
            "System.FormatException" => 0x8013_1537,
            "System.InvalidCastException" => 0x8000_4002,
            "System.OverflowException" => 0x8013_1516,
            "System.DivideByZeroException" => 0x8002_0012,
            "System.NotSupportedException" => 0x8013_1515,
            "System.NotImplementedException" => 0x8000_4001,
            "System.IndexOutOfRangeException" => 0x8013_1508,
            "System.Collections.Generic.KeyNotFoundException" => 0x8013_1577,
            "System.IO.FileNotFoundException" => 0x8007_0002,
            "System.IO.DirectoryNotFoundException" => 0x8007_0003,
            "System.IO.IOException" => 0x8013_1620,
            "System.IO.EndOfStreamException" => 0x8007_0026,
            "System.IO.PathTooLongException" => 0x8007_00CE,
            "System.UnauthorizedAccessException" => 0x8007_0005,
            "System.TimeoutException" => 0x8013_1505,
            "System.OutOfMemoryException" => 0x8007_000E,
            "System.RankException" => 0x8013_1517,
            "System.ApplicationException" => 0x8013_1600,
            _ => 0,
        };
        if code != 0 {
            return code as i32;
        }
        current = found.base;
    }
    0x8013_1500u32 as i32
}

pub static EXCEPTION: Class = Class {
    name: "System.Exception",
    base: Some(&object::OBJECT),
    interfaces: &["System.Runtime.Serialization.ISerializable"],
    properties: &[
        Property {
            name: "TargetSite",
            type_name: "System.Reflection.MethodBase",
            get: |_, _| Ok(Value::Null),
            set: None,
        },
        MESSAGE,
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
            name: "InnerException",
            type_name: "System.Exception",
            get: |_, this| {
                Ok(of(this).and_then(|found| found.inner.as_deref().cloned()).map_or(Value::Null, value))
            },
            set: None,
        },
        settable!("HelpLink", "string"),
        settable!("Source", "string"),
        Property {
            name: "HResult",
            type_name: "int",
            get: |_, this| match set_value(this, "HResult") {
                Value::Null => {
                    Ok(Value::Int(of(this).map_or(-2_146_233_088, |found| result_code(&found.class))))
                }
                number => Ok(number),
            },
            set: Some(|_, this, value| {
                let number = convert::to_int(&value)?;
                keep(this, "HResult", Value::Int(number))
            }),
        },
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

/// The file that an exception is about.
pub(super) const FILE_NAME: &[Property] = &[carried!("FileName", "string")];

pub(super) static ARGUMENT: Class = Class {
    name: "System.ArgumentException",
    base: Some(&super::exceptions::SYSTEM),
    properties: &[MESSAGE, carried!("ParamName", "string")],
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

pub(super) static RUNTIME: Class = Class {
    name: "System.Management.Automation.RuntimeException",
    base: Some(&super::exceptions::SYSTEM),
    properties: &[
        carried!("ErrorRecord", "System.Management.Automation.ErrorRecord"),
        carried!("WasThrownFromThrowStatement", "bool"),
    ],
    construct: Some(|engine, args| {
        construct(engine, "System.Management.Automation.RuntimeException", "", args)
    }),
    constructors: &[
        "System.Management.Automation.RuntimeException new()",
        "System.Management.Automation.RuntimeException new(string message)",
        "System.Management.Automation.RuntimeException new(string message, System.Exception innerException)",
        "System.Management.Automation.RuntimeException new(string message, System.Exception innerException, System.Management.Automation.ErrorRecord errorRecord)",
    ],
    ..Class::EMPTY
};

pub(super) static COMMAND_NOT_FOUND: Class = Class {
    name: "System.Management.Automation.CommandNotFoundException",
    base: Some(&RUNTIME),
    properties: &[carried!("CommandName", "string")],
    construct: Some(|engine, args| {
        construct(engine, "System.Management.Automation.CommandNotFoundException", "", args)
    }),
    constructors: &[
        "System.Management.Automation.CommandNotFoundException new()",
        "System.Management.Automation.CommandNotFoundException new(string message)",
        "System.Management.Automation.CommandNotFoundException new(string message, System.Exception innerException)",
    ],
    ..Class::EMPTY
};

pub(super) static SESSION_STATE: Class = Class {
    name: "System.Management.Automation.SessionStateException",
    base: Some(&RUNTIME),
    properties: &[
        carried!("ItemName", "string"),
        carried!("SessionStateCategory", "System.Management.Automation.SessionStateCategory"),
    ],
    construct: Some(|engine, args| {
        construct(engine, "System.Management.Automation.SessionStateException", "", args)
    }),
    constructors: &[
        "System.Management.Automation.SessionStateException new()",
        "System.Management.Automation.SessionStateException new(string message)",
        "System.Management.Automation.SessionStateException new(string message, System.Exception innerException)",
    ],
    ..Class::EMPTY
};

pub(super) static PARSE: Class = Class {
    name: "System.Management.Automation.ParseException",
    base: Some(&RUNTIME),
    properties: &[carried!("Errors", "System.Management.Automation.Language.ParseError[]")],
    construct: Some(|engine, args| {
        construct(engine, "System.Management.Automation.ParseException", "", args)
    }),
    constructors: &[
        "System.Management.Automation.ParseException new()",
        "System.Management.Automation.ParseException new(string message)",
        "System.Management.Automation.ParseException new(string message, System.Exception innerException)",
    ],
    ..Class::EMPTY
};
