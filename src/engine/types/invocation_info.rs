//! `InvocationInfo`: `$MyInvocation` and where an error happened.

use super::command_info::{self, Found};
use super::record::{made, record_class};
use crate::engine::error::Position;
use crate::engine::function::Function;
use crate::engine::history::History;
use crate::engine::object::{Hashtable, hashtable_value};
use crate::engine::value::Value;
use crate::engine::{Call, Engine};
use std::rc::Rc;

record_class!(INVOCATION_INFO "System.Management.Automation.InvocationInfo" [
    "MyCommand", "BoundParameters", "UnboundArguments", "ScriptLineNumber", "OffsetInLine", "HistoryId",
    "ScriptName", "Line", "Statement", "PositionMessage", "PSScriptRoot", "PSCommandPath", "InvocationName",
    "PipelineLength", "PipelinePosition", "ExpectingInput", "CommandOrigin", "DisplayScriptPosition",
]);

pub(super) const CLASSES: &[&super::Class] = &[&INVOCATION_INFO];

/// The command of a name; `$null` for one that is not there.
fn command_named(engine: &mut Engine, name: &str) -> Value {
    if name.is_empty() {
        return Value::Null;
    }
    match engine.find_command(name) {
        Ok(found) => command_info::value(found.into()),
        Err(_) => command_info::value(Found::Script(name.into())),
    }
}

/// The information of a place; `$null` when there is none.
pub fn at(engine: &mut Engine, position: Option<&Position>) -> Value {
    let Some(position) = position else { return Value::Null };
    let command = command_named(engine, position.command.as_deref().unwrap_or_default());
    let history = engine.extension::<History>().running.and_then(|id| i64::try_from(id).ok()).unwrap_or(-1);
    let mut fields = place(Some(position));
    fields.extend([
        ("MyCommand", command),
        ("HistoryId", Value::Long(history)),
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

/// The field of the place itself, which only reflection shows: `ScriptPosition`.
pub(super) const EXTENT: &str = "\u{0}extent";

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
    let extent = position.map(|position| super::script_extent::value(&position.source, position.span));
    vec![
        (EXTENT, extent.clone().unwrap_or_default()),
        ("DisplayScriptPosition", extent.unwrap_or_default()),
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
    let Some(block) = &call.block else { return Value::Null };
    if call.is_script {
        let file = call.file.as_deref().unwrap_or_default();
        return command_info::running_script(file.into(), block.clone());
    }
    if call.is_block {
        return command_info::value(Found::Block(block.clone()));
    }
    command_info::function(Rc::new(Function {
        name: call.name.clone(),
        block: block.clone(),
        filter: call.is_filter,
        module: block.module.borrow().clone(),
        options: Default::default(),
    }))
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
        ("HistoryId", Value::Long(1)),
        ("InvocationName", Value::text(call.invocation.as_ref())),
        ("PipelineLength", Value::Int(call.pipeline_length as i32)),
        ("PipelinePosition", Value::Int(call.pipeline_position as i32)),
        ("ExpectingInput", Value::Bool(call.expects_input)),
        ("CommandOrigin", Value::text("Internal")),
    ]);
    made(&INVOCATION_INFO, "", fields)
}
