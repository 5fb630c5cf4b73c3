//! `PSInvocationSettings`: how a `[powershell]` runs what it holds.

use super::record::{field, made, set_field};
use super::{Class, Property, object};
use crate::engine::history::History;
use crate::engine::types::datetime::DateTime;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};
use std::rc::Rc;

const ACTION: &str = "System.Management.Automation.ActionPreference";

macro_rules! settings {
    ($($name:literal $of:literal),* $(,)?) => {
        &[$(Property {
            name: $name,
            type_name: $of,
            get: |_, this| Ok(field(this, $name)),
            set: Some(|engine, this, value| {
                let value = match value {
                    Value::Null => Value::Null,
                    value => converted(engine, value, $of)?,
                };
                set_field(this, $name, value);
                Ok(())
            }),
        }),*]
    };
}

fn converted(engine: &mut Engine, value: Value, of: &str) -> Outcome<Value> {
    match of {
        "bool" => convert::to_type(engine, value, &super::named("System.Boolean")),
        "System.Nullable[System.Management.Automation.ActionPreference]" => {
            convert::to_type(engine, value, &super::named(ACTION))
        }
        _ => Ok(value),
    }
}

static SETTINGS: Class = Class {
    name: "System.Management.Automation.PSInvocationSettings",
    base: Some(&object::OBJECT),
    properties: settings![
        "AddToHistory" "bool",
        "ErrorActionPreference" "System.Nullable[System.Management.Automation.ActionPreference]",
        "ExposeFlowControlExceptions" "bool",
        "FlowImpersonationPolicy" "bool",
        "Host" "System.Management.Automation.Host.PSHost",
    ],
    construct: Some(|_, _| {
        let off = ["AddToHistory", "ExposeFlowControlExceptions", "FlowImpersonationPolicy"];
        Ok(made(&SETTINGS, "", off.map(|name| (name, Value::Bool(false)))))
    }),
    constructors: &["System.Management.Automation.PSInvocationSettings new()"],
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&SETTINGS];

/// The settings among arguments.
pub(super) fn among(args: &[Value]) -> Option<&Value> {
    args.iter().find(|value| super::type_of(value).full_name() == SETTINGS.name)
}

/// Sets what an invocation shall find.
pub(super) fn apply(engine: &mut Engine, settings: &Value) -> Outcome {
    if convert::to_bool(&field(settings, "AddToHistory")) {
        engine.extension::<History>().start();
    }
    match field(settings, "ErrorActionPreference") {
        Value::Null => Ok(()),
        how => engine.set_variable("ErrorActionPreference", how),
    }
}

/// Keeps an invocation in the history of its session when the settings say so.
pub(super) fn remember(
    engine: &mut Engine,
    settings: &Value,
    text: &str,
    succeeded: bool,
    start: Rc<DateTime>,
) {
    if convert::to_bool(&field(settings, "AddToHistory")) {
        let end = Rc::new(DateTime::now());
        engine.extension::<History>().add(text, succeeded, start, end);
    }
}
