//! `ProxyCommand`: a command's declaration as text, and whole functions around it.

use super::command_metadata::{COMMAND, KIND, WRAPPED};
use super::record::field;
use super::table::statics;
use super::{Class, arguments, attribute, object};
use crate::engine::object::{Hashtable, ObjectKind};
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, convert, member};
use crate::language::literal::{doubled_single_quotes, quoted};

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
    let attributes = member::enumerate(engine, &field(parameter, "Attributes"))?.unwrap_or_default();
    for attribute in &attributes {
        lines.extend(validation_text(engine, attribute)?);
    }
    lines.push(match field(parameter, "ParameterType") {
        _ if truth(parameter, "SwitchParameter") => "[switch]".into(),
        Value::Type(of) => format!("[{}]", super::shown_name(&of)),
        _ => "[System.Object]".into(),
    });
    lines.push(format!("${{{name}}}"));
    Ok(lines.iter().map(|line| format!("\n    {line}")).collect())
}

/// An attribute that looks at values, as it is written.
fn validation_text(engine: &mut Engine, attribute: &Value) -> Outcome<Option<String>> {
    let full = super::type_of(attribute).full_name();
    let short = full.rsplit('.').next().unwrap_or_default();
    let name = short.strip_suffix("Attribute").unwrap_or(short);
    let text = |field: &str| convert::display(&attribute::field(attribute, field));
    let limit = |field: &str| match attribute::field(attribute, field) {
        Value::String(text) => quoted(text.as_str()),
        other => convert::display(&other),
    };
    let inside = match name {
        "AllowNull"
        | "AllowEmptyString"
        | "AllowEmptyCollection"
        | "ValidateNotNull"
        | "ValidateNotNullOrEmpty"
        | "ValidateNotNullOrWhiteSpace" => String::new(),
        "ValidateLength" | "ValidateCount" => format!("{}, {}", text("MinLength"), text("MaxLength")),
        "ValidateRange" if !attribute::field(attribute, "RangeKind").is_null() => quoted(&text("RangeKind")),
        "ValidateRange" => format!("{}, {}", limit("MinRange"), limit("MaxRange")),
        "ValidatePattern" => quoted(&text("RegexPattern")),
        "ValidateScript" => format!("{{ {} }}", text("ScriptBlock")),
        "ValidateSet" => {
            let values = attribute::field(attribute, "ValidValues");
            let values = member::enumerate(engine, &values)?.unwrap_or_default();
            let values: Vec<String> = values.iter().map(|value| quoted(&convert::display(value))).collect();
            values.join(",")
        }
        _ => return Ok(None),
    };
    Ok(Some(format!("[{name}({inside})]")))
}

fn parameter_block(engine: &mut Engine, metadata: &Value) -> Outcome<String> {
    let wrapped = truth(metadata, WRAPPED);
    let mut texts = Vec::new();
    for (name, parameter) in entries(&field(metadata, "Parameters")) {
        texts.push(parameter_text(engine, &name, &parameter, wrapped)?);
    }
    Ok(texts.join(",\n"))
}

/// A field's text, for a place between single quotes.
fn name_text(metadata: &Value, name: &str) -> String {
    doubled_single_quotes(&convert::display(&field(metadata, name)))
}

/// `begin` of a function that passes everything on.
fn begin(metadata: &Value) -> String {
    let (command, kind) = (name_text(metadata, COMMAND), name_text(metadata, KIND));
    let origin = if kind == "Function" { "" } else { "$myInvocation.CommandOrigin" };
    let get = format!(
        "        $wrappedCmd = $ExecutionContext.InvokeCommand.GetCommand('{command}', [System.Management.Automation.CommandTypes]::{kind})\n"
    );
    let run = format!(
        "        $scriptCmd = {{& $wrappedCmd @PSBoundParameters }}\n\n        $steppablePipeline = $scriptCmd.GetSteppablePipeline({origin})\n"
    );
    let body = match truth(metadata, WRAPPED) {
        true => format!(
            "        $outBuffer = $null\n        if ($PSBoundParameters.TryGetValue('OutBuffer', [ref]$outBuffer))\n        {{\n            $PSBoundParameters['OutBuffer'] = 1\n        }}\n\n{get}{run}        $steppablePipeline.Begin($PSCmdlet)\n"
        ),
        false => format!(
            "{get}        $PSBoundParameters.Add('$args', $args)\n{run}        $steppablePipeline.Begin($myInvocation.ExpectingInput, $ExecutionContext)\n"
        ),
    };
    caught(&body)
}

fn caught(body: &str) -> String {
    format!("\n    try {{\n{body}    }} catch {{\n        throw\n    }}\n")
}

fn process() -> String {
    caught("        $steppablePipeline.Process($_)\n")
}

fn end() -> String {
    caught("        $steppablePipeline.End()\n")
}

const CLEAN: &str = "\n    if ($null -ne $steppablePipeline) {\n        $steppablePipeline.Clean()\n    }\n";

/// The metadata that is given, or that of the command that is given.
fn metadata_of(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let given = arguments::any(args, 0)?;
    match super::command_info::command(given) {
        Some(_) => super::command_metadata::construct(engine, std::slice::from_ref(given)),
        None => Ok(given.clone()),
    }
}

/// A whole function body; a comment stands for the help of the command.
fn create(engine: &mut Engine, args: &[Value]) -> Outcome<Value> {
    let metadata = &metadata_of(engine, args)?;
    let help = match args.get(1) {
        Some(text) if !text.is_null() => convert::to_text(engine, text)?,
        _ => String::new(),
    };
    let help = match help.is_empty() {
        true => format!(
            "\n.ForwardHelpTargetName {}\n.ForwardHelpCategory {}\n",
            convert::display(&field(metadata, COMMAND)),
            convert::display(&field(metadata, KIND))
        ),
        false => help.replace("<#", "<`#").replace("#>", "#`>"),
    };
    Ok(Value::text(format!(
        "{}\nparam({})\n\nbegin\n{{{}}}\n\nprocess\n{{{}}}\n\nend\n{{{}}}\n\nclean\n{{{CLEAN}}}\n<#\n{help}\n#>\n",
        binding(metadata),
        parameter_block(engine, metadata)?,
        begin(metadata),
        process(),
        end(),
    )))
}

static PROXY: Class = Class {
    name: "System.Management.Automation.ProxyCommand",
    base: Some(&object::OBJECT),
    static_methods: statics! {
        Create "static string Create(System.Management.Automation.CommandMetadata commandMetadata)" "static string Create(System.Management.Automation.CommandMetadata commandMetadata, string helpComment)" "static string Create(System.Management.Automation.CommandMetadata commandMetadata, string helpComment, bool generateDynamicParameters)" => create;
        GetCmdletBindingAttribute "static string GetCmdletBindingAttribute(System.Management.Automation.CommandMetadata commandMetadata)" => |engine, args| Ok(Value::text(binding(&metadata_of(engine, args)?)));
        GetParamBlock "static string GetParamBlock(System.Management.Automation.CommandMetadata commandMetadata)" => |engine, args| {
            let metadata = metadata_of(engine, args)?;
            parameter_block(engine, &metadata).map(Value::text)
        };
        GetBegin "static string GetBegin(System.Management.Automation.CommandMetadata commandMetadata)" => |engine, args| Ok(Value::text(begin(&metadata_of(engine, args)?)));
        GetProcess "static string GetProcess(System.Management.Automation.CommandMetadata commandMetadata)" => |_, _| Ok(Value::text(process()));
        GetEnd "static string GetEnd(System.Management.Automation.CommandMetadata commandMetadata)" => |_, _| Ok(Value::text(end()));
        GetClean "static string GetClean(System.Management.Automation.CommandMetadata commandMetadata)" => |_, _| Ok(Value::text(CLEAN));
    },
    ..Class::EMPTY
};

pub(super) const CLASSES: &[&Class] = &[&PROXY];
