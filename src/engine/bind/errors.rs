//! Binding errors, in PowerShell's words.

use super::Binder;
use super::table::Parameter;
use crate::engine::error::{Category, ErrorRecord, Exception, Position};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, convert, types};
use crate::language::Span;
use std::rc::Rc;

const CLASS: &str = "System.Management.Automation.ParameterBindingException";
const VALIDATION: &str = "System.Management.Automation.ParameterBindingValidationException";
const TRANSFORMATION: &str = "System.Management.Automation.ParameterBindingArgumentTransformationException";
const METADATA: &str = "System.Management.Automation.ArgumentTransformationMetadataException";

/// Where an argument stands; the command itself for one that is not written.
fn place(binder: &Binder, span: Span) -> Option<Position> {
    let position = binder.position.as_ref()?;
    Some(if span == Span::default() { position.clone() } else { position.moved(span) })
}

/// An id with the command's class behind a comma.
fn full_id(binder: &Binder, id: &str) -> String {
    if binder.class.is_empty() || id.contains(',') {
        id.to_string()
    } else {
        format!("{id},{}", binder.class)
    }
}

fn complete(binder: &Binder, record: &mut ErrorRecord, span: Span) {
    record.id = full_id(binder, &record.id);
    record.activity = Some(binder.name.to_string());
    record.position = place(binder, span).or(record.position.take());
}

fn record(binder: &Binder, id: &str, category: Category, message: String, span: Span) -> ErrorRecord {
    let mut record = ErrorRecord::new(Exception::new(CLASS, message), id, category, Value::Null);
    complete(binder, &mut record, span);
    record
}

fn error(binder: &Binder, id: &str, message: String, span: Span) -> Box<Fault> {
    record(binder, id, Category::InvalidArgument, message, span).into()
}

pub(super) fn unknown_name(binder: &Binder, name: &str, span: Span) -> Box<Fault> {
    let message = format!("A parameter cannot be found that matches parameter name '{name}'.");
    error(binder, "NamedParameterNotFound", message, span)
}

pub(super) fn unknown_position(
    engine: &mut Engine,
    binder: &Binder,
    value: &Value,
    _span: Span,
) -> Box<Fault> {
    let shown = if value.is_null() {
        "$null".to_string()
    } else {
        convert::to_text(engine, value).unwrap_or_default()
    };
    let message = format!("A positional parameter cannot be found that accepts argument '{shown}'.");
    error(binder, "PositionalParameterNotFound", message, Span::default())
}

pub(super) fn missing_argument(binder: &Binder, parameter: &Parameter, span: Span) -> Box<Fault> {
    let kind = shown_type(parameter);
    let message = format!(
        "Missing an argument for parameter '{}'. Specify a parameter of type '{kind}' and try again.",
        parameter.name
    );
    error(binder, "MissingArgument", message, span)
}

/// The type as messages name it: native commands take any object as `PSObject`.
fn shown_type(parameter: &Parameter) -> String {
    match types::full_name_of(&parameter.type_name).as_str() {
        "Object" => "System.Management.Automation.PSObject".into(),
        "Object[]" => "System.Management.Automation.PSObject[]".into(),
        full => match full.strip_suffix("[]") {
            Some(element) => format!("{}[]", types::full_name_of(element)),
            None => full.to_string(),
        },
    }
}

pub(super) fn bound_twice(binder: &Binder, name: &str, span: Span) -> Box<Fault> {
    let message = format!(
        "Cannot bind parameter because parameter '{name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, \"-parameter value1,value2,value3\"."
    );
    error(binder, "ParameterAlreadyBound", message, span)
}

pub(super) fn ambiguous_name(binder: &Binder, name: &str, names: &[Rc<str>], span: Span) -> Box<Fault> {
    let list: Vec<String> = names.iter().map(|name| format!("-{name}")).collect();
    let message = format!(
        "Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include: {}.",
        list.join(" ")
    );
    error(binder, "AmbiguousParameter", message, span)
}

/// Two parameters of a set have the same position.
pub(super) fn ambiguous_position(binder: &Binder) -> Box<Fault> {
    let message = "Cannot bind positional parameters because no names were given.";
    error(binder, "AmbiguousPositionalParameterNoName", message.into(), Span::default())
}

pub fn ambiguous_set(binder: &Binder) -> Box<Fault> {
    let message = "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.";
    error(binder, "AmbiguousParameterSet", message.into(), Span::default())
}

pub fn missing_mandatory(binder: &Binder, names: &[String]) -> Box<Fault> {
    let message = format!(
        "Cannot process command because of one or more missing mandatory parameters: {}.",
        names.join(" ")
    );
    error(binder, "MissingMandatoryParameter", message, Span::default())
}

pub(super) fn bad_action(
    engine: &mut Engine,
    binder: &Binder,
    name: &str,
    value: &Value,
    span: Span,
) -> Box<Fault> {
    let shown = convert::to_text(engine, value).unwrap_or_default();
    let message = format!(
        "Cannot bind parameter '{name}'. Cannot convert value \"{shown}\" to type \"System.Management.Automation.ActionPreference\". Error: \"Unable to match the identifier name {shown} to a valid enumerator name. Specify one of the following enumerator names and try again:\nSilentlyContinue, Stop, Continue, Inquire, Ignore, Suspend, Break\""
    );
    error(binder, "CannotConvertArgumentNoMessage", message, span)
}

pub(super) fn suspend(binder: &Binder, name: &str, span: Span) -> Box<Fault> {
    let message = format!(
        "Cannot bind parameter '{name}' to the target. Exception setting \"{name}\": \"The Suspend ActionPreference value is reserved for future use and is not supported at this time. For more information about preference variables, see the Help topic, \"about_Preference_Variables.\"\""
    );
    record(binder, "ParameterBindingFailed", Category::WriteError, message, span).into()
}

/// `-ErrorAction $null`
pub(super) fn no_action(binder: &Binder, name: &str, span: Span) -> Box<Fault> {
    let reason = "Cannot convert null to type \"System.Management.Automation.ActionPreference\" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"SilentlyContinue,Stop,Continue,Inquire,Ignore,Suspend,Break\".";
    let cast = Exception::new("System.Management.Automation.PSInvalidCastException", reason);
    let setting = format!("Exception setting \"{name}\": \"{reason}\"");
    let failed = Exception::new("System.Management.Automation.SetValueInvocationException", setting.clone());
    let message = format!("Cannot bind parameter '{name}' to the target. {setting}");
    let mut record = record(binder, "ParameterBindingFailed", Category::WriteError, message, span);
    record.exception.inner = Some(Rc::new(failed.with_inner(cast)));
    record.into()
}

/// A value that does not become what a parameter of a native command wants.
pub(super) fn not_convertible(binder: &Binder, name: &str, span: Span, mut fault: Box<Fault>) -> Box<Fault> {
    if let Fault::Error { record, .. } = fault.as_mut() {
        if record.exception.class.as_ref() == TRANSFORMATION {
            complete(binder, record, span);
            return fault;
        }
        let inner = record.exception.clone();
        let message = format!("Cannot bind parameter '{name}'. {}", inner.message);
        record.exception = Exception::new(CLASS, message).with_inner(inner);
        record.id = "CannotConvertArgumentNoMessage".into();
        record.category = Category::InvalidArgument;
        complete(binder, record, span);
    }
    fault
}

/// Says which parameter a failing conversion or validation was for.
pub(super) fn failed(
    binder: &Binder,
    parameter: &Parameter,
    span: Span,
    mut fault: Box<Fault>,
) -> Box<Fault> {
    let Fault::Error { record, whole_script } = fault.as_mut() else { return fault };
    if record.category == Category::NotImplemented {
        return fault;
    }
    *whole_script = false;
    record.reported = false;
    record.thrown = false;
    record.script_stack.clear();
    record.position = None;
    let class = record.exception.class.clone();
    if class.as_ref() == VALIDATION || class.as_ref() == CLASS || class.as_ref() == TRANSFORMATION {
        complete(binder, record, span);
        return fault;
    }
    if class.ends_with("MetadataException") && class.as_ref() != METADATA {
        record.activity = Some(binder.name.to_string());
        record.position = place(binder, span);
        return fault;
    }
    if !parameter.script {
        return not_convertible(binder, &parameter.name, span, fault);
    }
    let inner = std::mem::replace(&mut record.exception, Exception::runtime(""));
    let message = format!(
        "Cannot process argument transformation on parameter '{}'. {}",
        parameter.name, inner.message
    );
    let metadata = Exception::new(METADATA, inner.message.clone()).with_inner(inner);
    record.exception = Exception::new(TRANSFORMATION, message).with_inner(metadata);
    record.id = "ParameterArgumentTransformationError".into();
    record.category = Category::InvalidData;
    complete(binder, record, span);
    fault
}

/// Whether a fault is a plain binding error, which another positional parameter may save.
pub(super) fn is_plain(fault: &Fault) -> bool {
    matches!(fault, Fault::Error { record, .. } if record.exception.class.as_ref() == CLASS)
}

/// Whether a fault says that a value does not convert.
pub(super) fn is_conversion(fault: &Fault) -> bool {
    let Fault::Error { record, .. } = fault else { return false };
    if record.id.starts_with("CannotConvertArgument") {
        return true;
    }
    if record.exception.class.as_ref() != TRANSFORMATION {
        return false;
    }
    let mut exception = record.exception.inner.as_deref();
    while let Some(current) = exception {
        if current.class.as_ref() == "System.Management.Automation.PSInvalidCastException" {
            return true;
        }
        exception = current.inner.as_deref();
    }
    false
}

/// No parameter takes a pipeline object.
pub fn not_bound(binder: &Binder, value: Value) -> ErrorRecord {
    let message = "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.";
    let mut record =
        record(binder, "InputObjectNotBound", Category::InvalidArgument, message.into(), Span::default());
    record.target = value;
    record
}

/// A pipeline object left mandatory parameters without a value.
pub(super) fn input_incomplete(binder: &Binder, names: &[Rc<str>], value: Value) -> ErrorRecord {
    let list: String = names.iter().map(|name| format!(" {name}")).collect();
    let message = format!(
        "The input object cannot be bound because it did not contain the information required to bind all mandatory parameters: {list}"
    );
    let id = "InputObjectMissingMandatory";
    let mut record = record(binder, id, Category::InvalidArgument, message, Span::default());
    record.target = value;
    record
}

pub(super) fn block_without_input(binder: &Binder, name: &str, span: Span) -> Box<Fault> {
    let message = format!(
        "Cannot evaluate parameter '{name}' because its argument is specified as a script block and there is no input. A script block cannot be evaluated without input."
    );
    record(binder, "ScriptBlockArgumentNoInput", Category::MetadataError, message, span).into()
}

pub(super) fn block_without_output(binder: &Binder, name: &str, span: Span) -> Box<Fault> {
    let message = format!(
        "Cannot evaluate parameter '{name}' because its argument input produced no output. Verify the argument input and try again."
    );
    error(binder, "ScriptBlockArgumentNoOutput", message, span)
}

pub(super) fn block_failed(binder: &Binder, name: &str, span: Span, fault: Box<Fault>) -> Box<Fault> {
    match *fault {
        Fault::Error { record: cause, .. } => {
            let message = format!(
                "Cannot evaluate parameter '{name}' because its argument input failed. {}",
                cause.message()
            );
            let id = "ScriptBlockArgumentInvocationFailed";
            let mut made = record(binder, id, Category::InvalidArgument, message, span);
            made.exception = made.exception.with_inner(cause.exception);
            made.into()
        }
        other => Box::new(other),
    }
}
