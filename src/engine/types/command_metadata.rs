//! `CommandMetadata` and `ProxyCommand`: a command's declaration as text, from which proxies and mocks are made.

use super::command_info::{self, Found};
use super::record::{field, made, record_class};
use super::{Class, StaticMethod, arguments, object, parameter_metadata};
use crate::engine::object::{Hashtable, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};

const FIELDS: [&str; 10] = [
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
];

/// Whether the command has the common parameters, which .NET knows and does not show.
const WRAPPED: &str = "WrappedAnyCmdlet";

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

fn construct(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
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
        ],
    ))
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

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn truth(of: &Value, name: &str) -> bool {
    convert::to_bool(&field(of, name))
}

/// `[CmdletBinding(…)]`; nothing for a simple function.
fn binding(metadata: &Value) -> String {
    if !truth(metadata, WRAPPED) {
        return String::new();
    }
    let mut parts = Vec::new();
    let set = convert::display(&field(metadata, "DefaultParameterSetName"));
    if !set.is_empty() {
        parts.push(format!("DefaultParameterSetName={}", quoted(&set)));
    }
    if truth(metadata, "SupportsShouldProcess") {
        parts.push("SupportsShouldProcess=$true".into());
        parts.push(format!("ConfirmImpact='{}'", convert::display(&field(metadata, "ConfirmImpact"))));
    }
    if truth(metadata, "SupportsPaging") {
        parts.push("SupportsPaging=$true".into());
    }
    format!("[CmdletBinding({})]", parts.join(", "))
}

/// The parameters of a dictionary, in order.
fn entries(table: &Value) -> Vec<(String, Value)> {
    let read = |table: &Hashtable| {
        table.iter().map(|(name, value)| (convert::display(name), value.clone())).collect()
    };
    match table.unwrapped() {
        Value::Object(object) => match &object.kind {
            ObjectKind::Hashtable(table) => read(&table.borrow()),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The inside of `[Parameter(…)]` of one set.
fn set_text(name: &str, set: &Value) -> Option<String> {
    let mut parts = Vec::new();
    if name != "__AllParameterSets" {
        parts.push(format!("ParameterSetName={}", quoted(name)));
    }
    if truth(set, "IsMandatory") {
        parts.push("Mandatory=$true".into());
    }
    if let Value::Int(position) = field(set, "Position")
        && position != i32::MIN
    {
        parts.push(format!("Position={position}"));
    }
    for flag in ["ValueFromPipeline", "ValueFromPipelineByPropertyName", "ValueFromRemainingArguments"] {
        if truth(set, flag) {
            parts.push(format!("{flag}=$true"));
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn parameter_text(engine: &mut Engine, name: &str, parameter: &Value, wrapped: bool) -> Outcome<String> {
    let mut lines = Vec::new();
    for (set, facts) in entries(&field(parameter, "ParameterSets")) {
        if let Some(text) = set_text(&set, &facts).filter(|_| wrapped) {
            lines.push(format!("[Parameter({text})]"));
        }
    }
    let aliases = member::enumerate(engine, &field(parameter, "Aliases"))?.unwrap_or_default();
    if !aliases.is_empty() {
        let names: Vec<String> = aliases.iter().map(|alias| quoted(&convert::display(alias))).collect();
        lines.push(format!("[Alias({})]", names.join(",")));
    }
    lines.push(match field(parameter, "ParameterType") {
        _ if truth(parameter, "SwitchParameter") => "[switch]".into(),
        Value::Type(of) => format!("[{}]", super::shown_name(&of)),
        _ => "[System.Object]".into(),
    });
    lines.push(format!("${{{name}}}"));
    Ok(lines.iter().map(|line| format!("\n    {line}")).collect())
}

fn parameter_block(engine: &mut Engine, metadata: &Value) -> Outcome<String> {
    let wrapped = truth(metadata, WRAPPED);
    let mut texts = Vec::new();
    for (name, parameter) in entries(&field(metadata, "Parameters")) {
        texts.push(parameter_text(engine, &name, &parameter, wrapped)?);
    }
    Ok(texts.join(",\n"))
}

static PROXY: Class = Class {
    name: "System.Management.Automation.ProxyCommand",
    base: Some(&object::OBJECT),
    static_methods: &[
        StaticMethod {
            name: "GetCmdletBindingAttribute",
            signatures: &[
                "static string GetCmdletBindingAttribute(System.Management.Automation.CommandMetadata commandMetadata)",
            ],
            call: |_, args| Ok(Value::text(binding(arguments::any(args, 0)?))),
        },
        StaticMethod {
            name: "GetParamBlock",
            signatures: &[
                "static string GetParamBlock(System.Management.Automation.CommandMetadata commandMetadata)",
            ],
            call: |engine, args| parameter_block(engine, arguments::any(args, 0)?).map(Value::text),
        },
    ],
    ..Class::EMPTY
};

record_class!(COMMON "System.Management.Automation.Internal.CommonParameters" ["Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"]);
record_class!(SHOULD_PROCESS "System.Management.Automation.Internal.ShouldProcessParameters" ["WhatIf", "Confirm"]);
record_class!(TRANSACTION "System.Management.Automation.Internal.TransactionParameters" ["UseTransaction"]);

pub(super) const CLASSES: &[&Class] = &[&METADATA, &PROXY, &COMMON, &SHOULD_PROCESS, &TRANSACTION];
