//! `InvocationInfo`: `$MyInvocation` and where an error happened.

use super::record::{made, record_class};
use crate::engine::Engine;
use crate::engine::error::Position;
use crate::engine::value::Value;

record_class!(INVOCATION_INFO "System.Management.Automation.InvocationInfo" [
    "MyCommand", "BoundParameters", "UnboundArguments", "ScriptLineNumber", "OffsetInLine", "HistoryId",
    "ScriptName", "Line", "Statement", "PositionMessage", "PSScriptRoot", "PSCommandPath", "InvocationName",
    "PipelineLength", "PipelinePosition", "ExpectingInput", "CommandOrigin", "DisplayScriptPosition",
]);

record_class!(COMMAND "System.Management.Automation.CommandInfo" ["Name", "Path", "Definition", "CommandType", "Source"]);

/// Line text, line number, column and the message of a place.
fn place(position: &Position) -> (String, usize, usize) {
    let (line, column) = position.source.position(position.span.start);
    (position.source.line(line).to_string(), line, column)
}

/// The information of a place; `$null` when there is none.
pub fn at(position: Option<&Position>) -> Value {
    let Some(position) = position else { return Value::Null };
    let (text, line, column) = place(position);
    let name = position.command.as_deref().unwrap_or_default();
    let file = position.source.file.clone();
    let shown = match &file {
        Some(file) => format!("At {file}:{line} char:{column}"),
        None => format!("At line:{line} char:{column}"),
    };
    let statement = position.span.text(&position.source.text);
    let marks = "~".repeat(statement.lines().next().unwrap_or_default().chars().count().max(1));
    let message = format!("{shown}\n+ {text}\n+ {}{marks}", " ".repeat(column.saturating_sub(1)));
    made(
        &INVOCATION_INFO,
        "",
        [
            ("MyCommand", command(name, None)),
            ("ScriptLineNumber", Value::Int(line as i32)),
            ("OffsetInLine", Value::Int(column as i32)),
            ("HistoryId", Value::Int(1)),
            ("ScriptName", file.as_deref().map_or(Value::text(""), Value::from)),
            ("Line", Value::text(text)),
            ("Statement", Value::text(statement)),
            ("PositionMessage", Value::text(message)),
            ("InvocationName", Value::text(name)),
            ("PipelineLength", Value::Int(0)),
            ("PipelinePosition", Value::Int(0)),
            ("ExpectingInput", Value::Bool(false)),
        ],
    )
}

fn command(name: &str, file: Option<&str>) -> Value {
    if name.is_empty() && file.is_none() {
        return Value::Null;
    }
    let kind = if file.is_some() { "ExternalScript" } else { "Function" };
    let fields = [
        ("Name", Value::text(name)),
        ("Path", file.map_or(Value::Null, Value::from)),
        ("Definition", Value::text(file.unwrap_or(name))),
        ("CommandType", Value::text(kind)),
        ("Source", Value::text(file.unwrap_or_default())),
    ];
    made(&COMMAND, name, fields)
}

/// `$MyInvocation` of what runs now.
pub fn current(engine: &Engine) -> Value {
    let Some(call) = engine.calls.last() else { return at(None) };
    let place = call.position.as_ref().map(place);
    let (line, number, column) = place.unwrap_or_default();
    let mut bound = crate::engine::object::Hashtable::new(false);
    for (name, value) in &call.bound {
        bound.set(Value::text(name.as_ref()), value.clone());
    }
    let file = call.file.as_deref().filter(|_| call.is_script);
    let root = call
        .file
        .as_deref()
        .and_then(|file| std::path::Path::new(file).parent())
        .map(|folder| folder.display().to_string());
    made(
        &INVOCATION_INFO,
        "",
        [
            ("MyCommand", command(&call.name, file)),
            ("BoundParameters", crate::engine::object::hashtable_value(bound)),
            ("UnboundArguments", Value::array(call.unbound.clone())),
            ("ScriptLineNumber", Value::Int(number as i32)),
            ("OffsetInLine", Value::Int(column as i32)),
            ("HistoryId", Value::Int(1)),
            (
                "ScriptName",
                call.position
                    .as_ref()
                    .and_then(|position| position.source.file.as_deref())
                    .map_or(Value::text(""), Value::from),
            ),
            ("Line", Value::text(line)),
            (
                "Statement",
                call.position.as_ref().map_or(Value::text(""), |position| {
                    Value::text(position.span.text(&position.source.text))
                }),
            ),
            ("PositionMessage", Value::text("")),
            ("PSScriptRoot", Value::text(root.unwrap_or_default())),
            ("PSCommandPath", Value::text(call.file.as_deref().unwrap_or_default())),
            ("InvocationName", Value::text(call.name.as_ref())),
            ("PipelineLength", Value::Int(call.pipeline_length as i32)),
            ("PipelinePosition", Value::Int(call.pipeline_position as i32)),
            ("ExpectingInput", Value::Bool(call.pipeline_position > 1)),
        ],
    )
}
