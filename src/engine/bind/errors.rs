//! Binding errors, in PowerShell's words.

use super::Binder;
use super::table::Parameter;
use crate::engine::error::{Category, ErrorRecord, Exception};
use crate::engine::value::Value;
use crate::engine::{Engine, Fault, convert};
use crate::language::Span;

const CLASS: &str = "System.Management.Automation.ParameterBindingException";

/// A binding error of a command: its id ends in the command's class.
pub fn error(binder: &Binder, id: &str, message: String, _span: Span) -> Box<Fault> {
    let mut record = ErrorRecord::new(
        Exception::new(CLASS, message),
        format!("{id},{}", binder.class),
        Category::InvalidArgument,
        Value::Null,
    );
    record.activity = Some(binder.name.to_string());
    record.into()
}

pub(super) fn unknown_name(binder: &Binder, name: &str, span: Span) -> Box<Fault> {
    let message = format!("A parameter cannot be found that matches parameter name '{name}'.");
    error(binder, "NamedParameterNotFound", message, span)
}

pub(super) fn unknown_position(
    engine: &mut Engine,
    binder: &Binder,
    value: &Value,
    span: Span,
) -> Box<Fault> {
    let shown = convert::to_text(engine, value).unwrap_or_default();
    let message = format!("A positional parameter cannot be found that accepts argument '{shown}'.");
    error(binder, "PositionalParameterNotFound", message, span)
}

pub(super) fn missing_argument(binder: &Binder, name: &str, span: Span) -> Box<Fault> {
    let message = format!(
        "Missing an argument for parameter '{name}'. Specify a parameter of type 'System.String' and try again."
    );
    error(binder, "MissingArgument", message, span)
}

pub(super) fn missing_argument_of(binder: &Binder, parameter: &Parameter, span: Span) -> Box<Fault> {
    let kind = crate::engine::types::full_name_of(&parameter.type_name);
    let message = format!(
        "Missing an argument for parameter '{}'. Specify a parameter of type '{kind}' and try again.",
        parameter.name
    );
    error(binder, "MissingArgument", message, span)
}

pub(super) fn bound_twice(binder: &Binder, name: &str, span: Span) -> Box<Fault> {
    let message = format!(
        "Cannot bind parameter because parameter '{name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, \"-parameter value1,value2,value3\"."
    );
    error(binder, "ParameterAlreadyBound", message, span)
}

pub(super) fn ambiguous_name(binder: &Binder, name: &str, names: &[String], span: Span) -> Box<Fault> {
    let list: Vec<String> = names.iter().map(|name| format!("-{name}")).collect();
    let message = format!(
        "Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include: {}.",
        list.join(" ")
    );
    error(binder, "AmbiguousParameter", message, span)
}

pub fn ambiguous_set(binder: &Binder, span: Span) -> Box<Fault> {
    let message = "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.";
    error(binder, "AmbiguousParameterSet", message.into(), span)
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

/// Says which parameter a failing conversion or validation was for.
pub(super) fn failed(binder: &Binder, parameter: &Parameter, mut fault: Box<Fault>) -> Box<Fault> {
    let Fault::Error { record, .. } = fault.as_mut() else { return fault };
    if record.category == Category::NotImplemented {
        return fault;
    }
    if record.exception.class.ends_with("ParameterBindingValidationException") {
        record.id = format!("{},{}", record.id, binder.class);
        record.activity = Some(binder.name.to_string());
        return fault;
    }
    if record.exception.class.as_ref() == CLASS {
        if !record.id.contains(',') {
            record.id = format!("{},{}", record.id, binder.class);
        }
        record.activity = Some(binder.name.to_string());
        return fault;
    }
    let inner = std::mem::replace(&mut record.exception, Exception::runtime(""));
    let message = format!(
        "Cannot process argument transformation on parameter '{}'. {}",
        parameter.name, inner.message
    );
    let class = "System.Management.Automation.ParameterBindingArgumentTransformationException";
    record.exception = Exception::new(class, message).with_inner(inner);
    record.id = format!("ParameterArgumentTransformationError,{}", binder.class);
    record.category = Category::InvalidData;
    record.activity = Some(binder.name.to_string());
    fault
}

/// No parameter takes a pipeline object.
pub fn not_bound(binder: &Binder, value: Value) -> ErrorRecord {
    let message = "The input object cannot be bound to any parameters for the command either because the command does not take pipeline input or the input and its properties do not match any of the parameters that take pipeline input.";
    let class = "System.Management.Automation.ParameterBindingException";
    let mut record = ErrorRecord::new(
        Exception::new(class, message),
        format!("InputObjectNotBound,{}", binder.class),
        Category::InvalidArgument,
        value,
    );
    record.activity = Some(binder.name.to_string());
    record
}
