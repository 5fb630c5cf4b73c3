//! `CallStackFrame`: one line of `Get-PSCallStack`.

use super::record::{made, record_class};
use super::{Class, invocation_info};
use crate::engine::error::Position;
use crate::engine::value::Value;
use crate::engine::{Call, Engine, convert};

record_class!(CALL_STACK_FRAME "System.Management.Automation.CallStackFrame" [
    "Command", "Arguments", "Location", "FunctionName", "ScriptName", "ScriptLineNumber", "Position", "InvocationInfo",
]);

pub(super) const CLASSES: &[&Class] = &[&CALL_STACK_FRAME];

/// The running calls, innermost first, then the text that was typed or started.
pub fn all(engine: &Engine, position: Option<&Position>) -> Vec<Value> {
    let mut place = position.cloned();
    let mut frames = Vec::new();
    for call in engine.calls.iter().rev() {
        frames.push(frame(Some(call), place.as_ref()));
        place = call.position.clone();
    }
    if place.is_some() {
        frames.push(frame(None, place.as_ref()));
    }
    frames
}

fn frame(call: Option<&Call>, place: Option<&Position>) -> Value {
    let function = match call {
        Some(call) if !call.is_block && !call.is_script => call.name.to_string(),
        _ => "<ScriptBlock>".to_string(),
    };
    let command = match call {
        Some(call) if !call.name.is_empty() => call.name.to_string(),
        _ => "<ScriptBlock>".to_string(),
    };
    let line = place.map_or(0, |place| place.line_and_column().0);
    let file = place.and_then(|place| place.source.file.as_deref());
    let short = file.map(|file| file.rsplit('/').next().unwrap_or(file));
    let location = match short {
        Some(short) => format!("{short}: line {line}"),
        None => "<No file>".to_string(),
    };
    let invocation = call.map_or_else(|| Value::custom::<&str>([]), invocation_info::of);
    let text = format!("at {function}, {}: line {line}", file.unwrap_or("<No file>"));
    made(
        &CALL_STACK_FRAME,
        text,
        [
            ("Command", Value::text(command)),
            ("Arguments", Value::text(arguments(call))),
            ("Location", Value::text(location)),
            ("FunctionName", Value::text(function)),
            ("ScriptName", file.map_or(Value::Null, Value::from)),
            ("ScriptLineNumber", Value::Int(line as i32)),
            ("Position", place.map_or(Value::Null, |place| Value::text(place.span.text(&place.source.text)))),
            ("InvocationInfo", invocation),
        ],
    )
}

/// `{a=1, b=2}`, or what a call without parameters got: `{1, 2}`.
fn arguments(call: Option<&Call>) -> String {
    let Some(call) = call else { return "{}".into() };
    let mut parts: Vec<String> =
        call.bound.iter().map(|(name, value)| format!("{name}={}", convert::display(value))).collect();
    parts.extend(call.unbound.iter().map(convert::display));
    format!("{{{}}}", parts.join(", "))
}
