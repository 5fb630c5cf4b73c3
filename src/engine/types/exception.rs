//! `System.Exception` and its family.

use super::{Class, Method, Property, arguments, object};
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
        if found.name == RUNTIME.name {
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
    CLASSES.iter().find(|class| class.name == name).copied().unwrap_or(&EXCEPTION)
}

fn construct(engine: &mut Engine, class: &'static str, args: &[Value]) -> Outcome<Value> {
    let message = match args.first() {
        Some(Value::Null) | None => format!("Exception of type '{class}' was thrown."),
        Some(message) => convert::to_text(engine, message)?,
    };
    let mut made = Exception::new(class, message);
    if let Some(inner) = args.get(1).and_then(whole) {
        made = made.with_inner(inner);
    }
    Ok(value(made))
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
    properties: &[
        Property {
            name: "Data",
            type_name: "System.Collections.IDictionary",
            get: |_, _| Ok(crate::engine::object::hashtable_value(Default::default())),
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
    construct: Some(|engine, args| construct(engine, "System.Exception", args)),
    constructors: &[
        "System.Exception new()",
        "System.Exception new(string message)",
        "System.Exception new(string message, System.Exception innerException)",
    ],
    ..Class::EMPTY
};

macro_rules! exceptions {
    ($($constant:ident $name:literal : $base:ident),* $(,)?) => {
        $(pub static $constant: Class = Class {
            name: $name,
            base: Some(&$base),
            construct: Some(|engine, args| construct(engine, $name, args)),
            constructors: EXCEPTION.constructors,
            ..Class::EMPTY
        };)*
        pub(super) const CLASSES: &[&Class] = &[&EXCEPTION, &ARGUMENT_NULL, $(&$constant),*];
    };
}

#[rustfmt::skip]
pub static ARGUMENT_NULL: Class = Class {
    name: "System.ArgumentNullException",
    base: Some(&ARGUMENT),
    construct: Some(|engine, args| {
        let parameter = args.first().map_or(Ok(String::new()), |_| arguments::text(engine, args, 0))?;
        let text = if parameter.is_empty() { String::new() } else { format!(" (Parameter '{parameter}')") };
        construct(engine, "System.ArgumentNullException", &[Value::text(format!("Value cannot be null.{text}"))])
    }),
    constructors: EXCEPTION.constructors,
    ..Class::EMPTY
};

exceptions! {
    SYSTEM "System.SystemException": EXCEPTION,
    APPLICATION "System.ApplicationException": EXCEPTION,
    ARGUMENT "System.ArgumentException": SYSTEM,
    ARGUMENT_RANGE "System.ArgumentOutOfRangeException": ARGUMENT,
    ARITHMETIC "System.ArithmeticException": SYSTEM,
    DIVIDE "System.DivideByZeroException": ARITHMETIC,
    OVERFLOW "System.OverflowException": ARITHMETIC,
    FORMAT "System.FormatException": SYSTEM,
    INDEX "System.IndexOutOfRangeException": SYSTEM,
    INVALID_CAST "System.InvalidCastException": SYSTEM,
    INVALID_OPERATION "System.InvalidOperationException": SYSTEM,
    OBJECT_DISPOSED "System.ObjectDisposedException": INVALID_OPERATION,
    NOT_IMPLEMENTED "System.NotImplementedException": SYSTEM,
    NOT_SUPPORTED "System.NotSupportedException": SYSTEM,
    NULL_REFERENCE "System.NullReferenceException": SYSTEM,
    OUT_OF_MEMORY "System.OutOfMemoryException": SYSTEM,
    TIMEOUT "System.TimeoutException": SYSTEM,
    UNAUTHORIZED "System.UnauthorizedAccessException": SYSTEM,
    OPERATION_CANCELED "System.OperationCanceledException": SYSTEM,
    KEY_NOT_FOUND "System.Collections.Generic.KeyNotFoundException": SYSTEM,
    IO "System.IO.IOException": SYSTEM,
    FILE_NOT_FOUND "System.IO.FileNotFoundException": IO,
    DIRECTORY_NOT_FOUND "System.IO.DirectoryNotFoundException": IO,
    PATH_TOO_LONG "System.IO.PathTooLongException": IO,
    END_OF_STREAM "System.IO.EndOfStreamException": IO,
    SECURITY "System.Security.SecurityException": SYSTEM,
    REGEX_PARSE "System.Text.RegularExpressions.RegexParseException": ARGUMENT,
    RUNTIME "System.Management.Automation.RuntimeException": SYSTEM,
    METHOD "System.Management.Automation.MethodException": EXTENDED,
    METHOD_INVOCATION "System.Management.Automation.MethodInvocationException": METHOD,
    EXTENDED "System.Management.Automation.ExtendedTypeSystemException": RUNTIME,
    SET_VALUE "System.Management.Automation.SetValueException": EXTENDED,
    SET_VALUE_INVOCATION "System.Management.Automation.SetValueInvocationException": SET_VALUE,
    GET_VALUE "System.Management.Automation.GetValueException": EXTENDED,
    CAST "System.Management.Automation.PSInvalidCastException": INVALID_CAST,
    COMMAND_NOT_FOUND "System.Management.Automation.CommandNotFoundException": RUNTIME,
    PARAMETER_BINDING "System.Management.Automation.ParameterBindingException": RUNTIME,
    PARAMETER_TRANSFORMATION "System.Management.Automation.ParameterBindingArgumentTransformationException": PARAMETER_BINDING,
    PARAMETER_VALIDATION "System.Management.Automation.ParameterBindingValidationException": PARAMETER_BINDING,
    METADATA "System.Management.Automation.MetadataException": RUNTIME,
    VALIDATION_METADATA "System.Management.Automation.ValidationMetadataException": METADATA,
    TRANSFORMATION_METADATA "System.Management.Automation.ArgumentTransformationMetadataException": METADATA,
    PIPELINE_STOPPED "System.Management.Automation.PipelineStoppedException": RUNTIME,
    ACTION_STOP "System.Management.Automation.ActionPreferenceStopException": RUNTIME,
    CMDLET_INVOCATION "System.Management.Automation.CmdletInvocationException": RUNTIME,
    ITEM_NOT_FOUND "System.Management.Automation.ItemNotFoundException": SESSION_STATE,
    SESSION_STATE "System.Management.Automation.SessionStateException": RUNTIME,
    UNAUTHORIZED_STATE "System.Management.Automation.SessionStateUnauthorizedAccessException": SESSION_STATE,
    DRIVE_NOT_FOUND "System.Management.Automation.DriveNotFoundException": SESSION_STATE,
    PROVIDER_NOT_FOUND "System.Management.Automation.ProviderNotFoundException": SESSION_STATE,
    PROVIDER_INVOCATION "System.Management.Automation.ProviderInvocationException": RUNTIME,
    PROCESS_COMMAND "Microsoft.PowerShell.Commands.ProcessCommandException": SYSTEM,
    PARSE "System.Management.Automation.ParseException": RUNTIME,
    PROPERTY_NOT_FOUND "System.Management.Automation.PropertyNotFoundException": EXTENDED,
    SCRIPT_CALL_DEPTH "System.Management.Automation.ScriptCallDepthException": SYSTEM,
    PS_ARGUMENT "System.Management.Automation.PSArgumentException": ARGUMENT,
    PS_ARGUMENT_NULL "System.Management.Automation.PSArgumentNullException": ARGUMENT_NULL,
    PS_ARGUMENT_RANGE "System.Management.Automation.PSArgumentOutOfRangeException": ARGUMENT_RANGE,
    PS_INVALID_OPERATION "System.Management.Automation.PSInvalidOperationException": INVALID_OPERATION,
    PS_NOT_SUPPORTED "System.Management.Automation.PSNotSupportedException": NOT_SUPPORTED,
    PS_NOT_IMPLEMENTED "System.Management.Automation.PSNotImplementedException": NOT_IMPLEMENTED,
    WILDCARD "System.Management.Automation.WildcardPatternException": RUNTIME,
    SCRIPT_REQUIRES "System.Management.Automation.ScriptRequiresException": RUNTIME,
    WRITE_ERROR "Microsoft.PowerShell.Commands.WriteErrorException": SYSTEM,
    NATIVE_EXIT "System.Management.Automation.NativeCommandExitException": RUNTIME,
    REMOTE "System.Management.Automation.RemoteException": RUNTIME,
}
