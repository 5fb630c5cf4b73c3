//! `CommandMetadata`: a command's declaration, from which proxies and mocks are made.

use super::command_info::{self, Found};
use super::record::{field, made, record_class};
use super::{Class, arguments, object, parameter_metadata};
use crate::engine::object::ObjectKind;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert};

const FIELDS: [&str; 12] = [
    "Name",
    "CommandType",
    "DefaultParameterSetName",
    "SupportsShouldProcess",
    "SupportsPaging",
    "PositionalBinding",
    "SupportsTransactions",
    "ConfirmImpact",
    "Parameters",
    WRAPPED,
    COMMAND,
    KIND,
];

/// Whether the command has the common parameters, which .NET knows and does not show.
pub(super) const WRAPPED: &str = "WrappedAnyCmdlet";
/// The command's name with its module, and its kind.
pub(super) const COMMAND: &str = "WrappedCommand";
pub(super) const KIND: &str = "WrappedCommandType";

record_class!(FACTS "System.Object" ["Name", "CommandType", "DefaultParameterSetName", "SupportsShouldProcess", "SupportsPaging", "PositionalBinding", "SupportsTransactions", "HelpUri", "RemotingCapability", "ConfirmImpact", "Parameters"]);

static METADATA: Class = Class {
    name: "System.Management.Automation.CommandMetadata",
    base: Some(&object::OBJECT),
    properties: FACTS.properties,
    construct: Some(construct),
    constructors: &[
        "System.Management.Automation.CommandMetadata new(System.Management.Automation.CommandInfo commandInfo)",
        "System.Management.Automation.CommandMetadata new(System.Management.Automation.CommandMetadata other)",
    ],
    ..Class::EMPTY
};

/// The metadata of a command, or a copy of other metadata.
pub(super) fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let source = arguments::any(args, 0)?;
    match command_info::command(source) {
        Some(found) => of_command(engine, &found),
        None => copied(source),
    }
}

fn of_command(engine: &mut Engine, found: &Found) -> Outcome<Value> {
    let Some(table) = found.table(engine) else { return Err(arguments::no_overload()) };
    let own = table.parameters.get(..table.own).unwrap_or_default();
    let parameters = parameter_metadata::table(engine, found, own, &table.sets)?;
    let default = table.default_set.and_then(|bits| table.sets.get(bits.trailing_zeros() as usize));
    let impact = match found {
        Found::Native(info) => info.should_process.map_or("Medium".into(), |impact| format!("{impact:?}")),
        found => match found.block(engine) {
            Some(block) => format!("{:?}", engine.info_of(&block)?.impact),
            None => "Medium".into(),
        },
    };
    let impact = convert::to_type(
        engine,
        Value::text(impact),
        &super::named("System.Management.Automation.ConfirmImpact"),
    )?;
    Ok(made(
        &METADATA,
        "",
        [
            ("Name", Value::text(found.name())),
            ("CommandType", Value::Null),
            ("DefaultParameterSetName", default.map_or(Value::Null, |name| Value::text(name.as_ref()))),
            ("SupportsShouldProcess", Value::Bool(table.should_process)),
            ("SupportsPaging", Value::Bool(table.paging)),
            ("PositionalBinding", Value::Bool(true)),
            ("SupportsTransactions", Value::Bool(false)),
            ("ConfirmImpact", impact),
            ("Parameters", parameters),
            (WRAPPED, Value::Bool(table.advanced)),
            (COMMAND, Value::text(full_name(found))),
            (KIND, Value::text(found.kind())),
        ],
    ))
}

/// `Module\Name` of a command of PowerShell's own; the name of any other.
fn full_name(found: &Found) -> String {
    match found {
        Found::Native(info) => format!("{}\\{}", info.module, found.name()),
        _ => found.name(),
    }
}

/// A copy whose table of parameters can change on its own.
fn copied(source: &Value) -> Outcome<Value> {
    if super::type_of(source).full_name() != METADATA.name {
        return Err(arguments::no_overload());
    }
    let fields = FIELDS.map(|name| match field(source, name) {
        Value::Object(object) if name == "Parameters" => match &object.kind {
            ObjectKind::Hashtable(table) => {
                (name, crate::engine::object::hashtable_value(table.borrow().clone()))
            }
            _ => (name, Value::Object(object)),
        },
        value => (name, value),
    });
    Ok(made(&METADATA, "", fields))
}

record_class!(COMMON "System.Management.Automation.Internal.CommonParameters" ["Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"]);
record_class!(SHOULD_PROCESS "System.Management.Automation.Internal.ShouldProcessParameters" ["WhatIf", "Confirm"]);
record_class!(TRANSACTION "System.Management.Automation.Internal.TransactionParameters" ["UseTransaction"]);

pub(super) const CLASSES: &[&Class] = &[&METADATA, &COMMON, &SHOULD_PROCESS, &TRANSACTION];
