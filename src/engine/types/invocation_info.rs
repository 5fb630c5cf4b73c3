//! `InvocationInfo`: `$MyInvocation` and where an error happened.

use super::record::{made, record_class};
use super::{Class, enumeration};
use crate::engine::error::Position;
use crate::engine::lookup::Command;
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::value::Value;
use crate::engine::{Call, Engine};

record_class!(INVOCATION_INFO "System.Management.Automation.InvocationInfo" [
    "MyCommand", "BoundParameters", "UnboundArguments", "ScriptLineNumber", "OffsetInLine", "HistoryId",
    "ScriptName", "Line", "Statement", "PositionMessage", "PSScriptRoot", "PSCommandPath", "InvocationName",
    "PipelineLength", "PipelinePosition", "ExpectingInput", "CommandOrigin", "DisplayScriptPosition",
]);

macro_rules! command_classes {
    ($($constant:ident $name:literal),* $(,)?) => {
        $(record_class!($constant $name [
            "Name", "Path", "Definition", "CommandType", "Source", "ScriptBlock", "Module", "ModuleName", "Version", "Visibility",
        ]);)*
    };
}

command_classes! {
    FUNCTION "System.Management.Automation.FunctionInfo",
    FILTER "System.Management.Automation.FilterInfo",
    CMDLET "System.Management.Automation.CmdletInfo",
    EXTERNAL_SCRIPT "System.Management.Automation.ExternalScriptInfo",
    SCRIPT "System.Management.Automation.ScriptInfo",
    APPLICATION "System.Management.Automation.ApplicationInfo",
}

/// A command as `MyCommand` shows it.
fn command(class: &'static Class, kind: &str, name: &str, definition: &str, block: Option<Value>) -> Value {
    let is_file = matches!(kind, "ExternalScript" | "Application");
    made(
        class,
        name,
        [
            ("Name", Value::text(name)),
            ("Path", if is_file { Value::text(definition) } else { Value::Null }),
            ("Definition", Value::text(definition)),
            ("CommandType", command_type(kind)),
            ("Source", Value::text(if is_file { definition } else { "" })),
            ("ScriptBlock", block.unwrap_or_default()),
            ("ModuleName", Value::text("")),
            ("Visibility", Value::text("Public")),
        ],
    )
}

/// `CommandTypes` by its name; its text where the enumeration is not there.
fn command_type(kind: &str) -> Value {
    let of = super::named("System.Management.Automation.CommandTypes");
    let found =
        enumeration::names(&of).iter().find(|(name, _)| name.as_ref() == kind).map(|(_, number)| *number);
    match found {
        Some(number) => enumeration::value("System.Management.Automation.CommandTypes", number),
        None => Value::text(kind),
    }
}

/// The command of a name; `$null` for one that is not there.
fn command_named(engine: &mut Engine, name: &str) -> Value {
    if name.is_empty() {
        return Value::Null;
    }
    match engine.find_command(name) {
        Ok(Command::Function(found)) => {
            let block = Value::Block(found.block.clone());
            let (class, kind) = if found.filter { (&FILTER, "Filter") } else { (&FUNCTION, "Function") };
            command(class, kind, &found.name, found.block.text(), Some(block))
        }
        Ok(Command::Native(info)) => command(&CMDLET, "Cmdlet", info.name, info.name, None),
        Ok(Command::Script(path)) => {
            command(&EXTERNAL_SCRIPT, "ExternalScript", name, &path.display().to_string(), None)
        }
        Ok(Command::Program(path)) => {
            command(&APPLICATION, "Application", name, &path.display().to_string(), None)
        }
        Err(_) => command(&EXTERNAL_SCRIPT, "ExternalScript", name, name, None),
    }
}

/// The information of a place; `$null` when there is none.
pub fn at(engine: &mut Engine, position: Option<&Position>) -> Value {
    let Some(position) = position else { return Value::Null };
    let command = command_named(engine, position.command.as_deref().unwrap_or_default());
    let mut fields = place(Some(position));
    fields.extend([
        ("MyCommand", command),
        ("HistoryId", Value::Int(-1)),
        ("InvocationName", Value::text(position.invocation.as_deref().unwrap_or_default())),
        ("BoundParameters", hashtable_value(Hashtable::new(false))),
        ("UnboundArguments", Value::array(Vec::new())),
        ("PipelineLength", Value::Int(0)),
        ("PipelinePosition", Value::Int(0)),
        ("ExpectingInput", Value::Bool(false)),
        ("CommandOrigin", Value::text("Internal")),
    ]);
    made(&INVOCATION_INFO, "", fields)
}

/// Line, column, file and text of a place.
fn place(position: Option<&Position>) -> Vec<(&'static str, Value)> {
    let (line, column) = position.map(Position::line_and_column).unwrap_or_default();
    let file = position.and_then(|position| position.source.file.as_deref());
    let text = match position {
        Some(position) if position.source.file.is_some() || line > 1 => format!("{}\n", position.line()),
        Some(position) => position.line().to_string(),
        None => String::new(),
    };
    let folder = file.and_then(|file| std::path::Path::new(file).parent());
    let statement = position.map(|position| position.span.text(&position.source.text));
    vec![
        ("ScriptLineNumber", Value::Int(line as i32)),
        ("OffsetInLine", Value::Int(column as i32)),
        ("ScriptName", Value::text(file.unwrap_or_default())),
        ("Line", Value::text(text)),
        ("Statement", Value::text(statement.unwrap_or_default())),
        ("PositionMessage", Value::text(position.map(Position::message).unwrap_or_default())),
        ("PSScriptRoot", Value::text(folder.map(|path| path.display().to_string()).unwrap_or_default())),
        ("PSCommandPath", Value::text(file.unwrap_or_default())),
    ]
}

/// What runs in a call.
fn command_of(call: &Call) -> Value {
    let block = call.block.as_ref().map(|block| Value::Block(block.clone()));
    let text = call.block.as_ref().map(|block| block.text().to_string()).unwrap_or_default();
    if call.is_script {
        let file = call.file.as_deref().unwrap_or_default();
        return command(&EXTERNAL_SCRIPT, "ExternalScript", &call.name, file, block);
    }
    match call.is_block {
        true => command(&SCRIPT, "Script", "", &text, block),
        false => command(&FUNCTION, "Function", &call.name, &text, block),
    }
}

/// `$MyInvocation` of what runs now.
pub fn current(engine: &Engine) -> Value {
    match engine.calls.last() {
        Some(call) => of(call),
        None => Value::Null,
    }
}

/// `$MyInvocation` of a call.
pub fn of(call: &Call) -> Value {
    let bound = match &call.bound_table {
        Some(table) => table.clone(),
        None => {
            let mut bound = Hashtable::new(false);
            for (name, value) in &call.bound {
                bound.set(Value::text(name.as_ref()), value.clone());
            }
            hashtable_value(bound)
        }
    };
    let mut fields = place(call.position.as_ref());
    fields.extend([
        ("MyCommand", command_of(call)),
        ("BoundParameters", bound),
        ("UnboundArguments", Value::array(call.unbound.clone())),
        ("HistoryId", Value::Int(1)),
        ("InvocationName", Value::text(call.invocation.as_ref())),
        ("PipelineLength", Value::Int(call.pipeline_length as i32)),
        ("PipelinePosition", Value::Int(call.pipeline_position as i32)),
        ("ExpectingInput", Value::Bool(call.expects_input)),
        ("CommandOrigin", Value::text("Internal")),
    ]);
    made(&INVOCATION_INFO, "", fields)
}
