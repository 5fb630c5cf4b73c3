//! What commands put out.

use super::infer::{Inference, Inferred, element_or_self};
use super::text_functions;
use crate::engine::completion::{Completers, ValueQuery};
use crate::engine::lookup::Command as Found;
use crate::engine::types;
use crate::language::ast::*;

/// Commands whose table does not say what they put out.
const KNOWN: &[(&str, &[&str])] = &[
    ("Get-Alias", &["System.Management.Automation.AliasInfo"]),
    (
        "Get-Command",
        &["System.Management.Automation.CmdletInfo", "System.Management.Automation.FunctionInfo"],
    ),
    ("Get-Credential", &["System.Management.Automation.PSCredential"]),
    ("Get-Culture", &["System.Globalization.CultureInfo"]),
    ("Get-Date", &["System.DateTime"]),
    ("Get-Host", &["System.Management.Automation.Internal.Host.InternalHost"]),
    ("Get-Module", &["System.Management.Automation.PSModuleInfo"]),
    ("Get-Process", &["System.Diagnostics.Process"]),
    ("Get-Random", &["System.Int32"]),
    ("Get-Uptime", &["System.TimeSpan"]),
    ("Get-Variable", &["System.Management.Automation.PSVariable"]),
    ("Get-Verb", &["System.Management.Automation.VerbInfo"]),
    ("Group-Object", &["Microsoft.PowerShell.Commands.GroupInfo"]),
    ("Join-Path", &["System.String"]),
    ("Join-String", &["System.String"]),
    ("Measure-Command", &["System.TimeSpan"]),
    ("Measure-Object", &["Microsoft.PowerShell.Commands.GenericMeasureInfo"]),
    ("New-Guid", &["System.Guid"]),
    ("New-TimeSpan", &["System.TimeSpan"]),
    ("Out-String", &["System.String"]),
    ("Read-Host", &["System.String"]),
    ("Resolve-Path", &["System.Management.Automation.PathInfo"]),
    ("Select-String", &["Microsoft.PowerShell.Commands.MatchInfo"]),
    ("Split-Path", &["System.String"]),
    ("Start-Process", &["System.Diagnostics.Process"]),
    ("Test-Path", &["System.Boolean"]),
    ("ConvertTo-Json", &["System.String"]),
    ("ConvertTo-Csv", &["System.String"]),
    ("ConvertTo-Html", &["System.String"]),
    ("ConvertTo-Xml", &["System.Xml.XmlDocument"]),
    ("ConvertTo-SecureString", &["System.Security.SecureString"]),
    ("New-Item", &["System.IO.FileInfo", "System.IO.DirectoryInfo"]),
];

/// Commands that pass on what they get.
const PASSING: &[&str] =
    &["Where-Object", "Sort-Object", "Tee-Object", "Get-Unique", "Select-Object", "Write-Output"];

/// What a command puts out, given what it gets.
pub fn of(inference: &mut Inference<'_, '_>, command: &Command, input: &Inferred) -> Inferred {
    let Some(CommandElement::Argument(name)) = command.elements.first() else { return Inferred::default() };
    let ExpressionKind::String { value: typed, .. } = &name.kind else { return Inferred::default() };
    let input = element_or_self(input);
    if let Some(function) = text_functions::find(inference.scan, typed, inference.scan.text.len()) {
        return declared(inference, function.block.tree());
    }
    match inference.engine.find_command(typed) {
        Ok(Found::Native(info)) => native(inference, info, command, input),
        Ok(Found::Function(function)) => declared(inference, function.block.tree()),
        _ => Inferred::default(),
    }
}

fn native(
    inference: &mut Inference<'_, '_>,
    info: &crate::engine::command::CommandInfo,
    command: &Command,
    input: Inferred,
) -> Inferred {
    match info.name {
        "New-Object" => {
            let name = argument(command, "TypeName", 0).and_then(literal);
            return name
                .and_then(|name| types::resolve_text(inference.engine, &name).ok())
                .map_or_else(Inferred::default, Inferred::of_type);
        }
        "ForEach-Object" => {
            let Some(Expression { kind: ExpressionKind::ScriptBlock(block), .. }) =
                argument(command, "Process", 0)
            else {
                let name = argument(command, "MemberName", 0).and_then(literal);
                return name.map(|name| inference.property(&input, &name, false)).unwrap_or_default();
            };
            inference.item = Some(input);
            let last = block.end.as_ref().and_then(|block| block.statements.last());
            let found = last.map(|statement| inference.statement(statement)).unwrap_or_default();
            inference.item = None;
            return found;
        }
        "Select-Object" => {
            if let Some(name) = argument(command, "ExpandProperty", usize::MAX).and_then(literal) {
                return inference.property(&input, &name, false);
            }
            return selected(inference, command, input);
        }
        _ => {}
    }
    if PASSING.contains(&info.name) {
        if let Some(value) = argument(command, "InputObject", 0).filter(|_| info.name == "Write-Output") {
            return inference.expression(value);
        }
        return input;
    }
    let known = KNOWN.iter().find(|(name, _)| *name == info.name).map(|(_, names)| *names);
    let names = known.unwrap_or(info.output_types);
    if names.is_empty() {
        return told(inference, info.name);
    }
    Inferred {
        types: names.iter().filter_map(|name| types::resolve_text(inference.engine, name).ok()).collect(),
        ..Inferred::default()
    }
}

/// The properties that the command's own family tells of.
fn told(inference: &mut Inference<'_, '_>, command: &str) -> Inferred {
    let query = ValueQuery { command, parameter: "", word: "" };
    let sources = inference.engine.extension::<Completers>().sources;
    let found = sources.iter().find_map(|source| source(inference.engine, &query)).unwrap_or_default();
    let notes = found.into_iter().map(|property| (property.item, Inferred::default()));
    Inferred { notes: notes.collect(), ..Inferred::default() }
}

/// `Select-Object a, b` makes an object of these properties.
fn selected(inference: &mut Inference<'_, '_>, command: &Command, input: Inferred) -> Inferred {
    let names: Vec<String> = match argument(command, "Property", 0).map(|value| &value.kind) {
        Some(ExpressionKind::List(items)) => items.iter().filter_map(literal).collect(),
        Some(ExpressionKind::String { value, .. }) => vec![value.to_string()],
        _ => return input,
    };
    if names.iter().any(|name| name.contains('*')) {
        return input;
    }
    let notes = names.into_iter().map(|name| {
        let found = inference.property(&input, &name, false);
        (name, found)
    });
    Inferred { notes: notes.collect(), custom: true, ..Inferred::default() }
}

/// `[OutputType([int])]` of a function.
fn declared(inference: &mut Inference<'_, '_>, tree: &ScriptBlock) -> Inferred {
    let mut found = Inferred::default();
    for attribute in &tree.attributes {
        let name = attribute.name.name.to_ascii_lowercase();
        if !matches!(name.rsplit('.').next(), Some("outputtype" | "outputtypeattribute")) {
            continue;
        }
        for value in &attribute.positional {
            match &value.kind {
                ExpressionKind::Type(name) => {
                    let of = inference.type_name(name);
                    found.types.extend(of.types);
                    found.class = found.class.or(of.class);
                }
                ExpressionKind::String { value, .. } => {
                    found.types.extend(types::resolve_text(inference.engine, value).ok());
                }
                _ => {}
            }
        }
    }
    if found.is_empty() {
        let last = tree.end.as_ref().and_then(|block| block.statements.last());
        if let Some(StatementKind::Chain(chain)) = last.map(|statement| &statement.kind)
            && let [PipelineElement::Expression { expression, .. }] = chain.first.elements.as_slice()
        {
            return inference.expression(expression);
        }
    }
    found
}

/// The argument of a parameter, by its name or its place among those without a name.
pub fn argument<'c>(command: &'c Command, parameter: &str, place: usize) -> Option<&'c Expression> {
    let mut positional = 0;
    let mut elements = command.elements.iter().skip(1).peekable();
    while let Some(element) = elements.next() {
        match element {
            CommandElement::Parameter { name, argument, .. } => {
                let given = match argument {
                    Some(value) => Some(value),
                    None => elements.next_if(|next| matches!(next, CommandElement::Argument(_))).and_then(
                        |next| match next {
                            CommandElement::Argument(value) => Some(value),
                            _ => None,
                        },
                    ),
                };
                let typed = name.to_ascii_lowercase();
                if parameter.to_ascii_lowercase().starts_with(&typed) {
                    return given;
                }
            }
            CommandElement::Argument(value) => {
                if positional == place {
                    return Some(value);
                }
                positional += 1;
            }
            _ => {}
        }
    }
    None
}

fn literal(value: &Expression) -> Option<String> {
    match &value.kind {
        ExpressionKind::String { value, .. } => Some(value.to_string()),
        _ => None,
    }
}
