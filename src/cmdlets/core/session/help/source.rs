//! Where help comes from: a native command's table, a function's or script's comment.

use super::comment::Sections;
use super::{Example, Help, HelpParameter, PROMPT};
use crate::engine::bind::{BindingTable, Parameter};
use crate::engine::command::CommandInfo;
use crate::engine::examples::{self, Use};
use crate::engine::types::command_info::Found;
use crate::engine::types::command_syntax;
use crate::engine::{Engine, types};
use crate::language::ast::{self, ScriptBlock};
use crate::language::help_comment;

/// How often help may pass on to the help of another command.
const FORWARDS: u8 = 8;

/// The help of a command; a program has none.
pub fn of(engine: &mut Engine, found: &Found) -> Option<Help> {
    after(engine, found, FORWARDS)
}

/// The help of a command, or of the one that its comment names.
fn after(engine: &mut Engine, found: &Found, forwards: u8) -> Option<Help> {
    let (name, category, block) = match found {
        Found::Native(info) => return Some(of_native(engine, info)),
        Found::Alias(alias) => {
            let target = Found::from(engine.find_command(&alias.definition).ok()?);
            return after(engine, &target, forwards.checked_sub(1)?);
        }
        Found::Function(function) => (function.name.to_string(), "Function", function.block.clone()),
        Found::Script(path) => (path.display().to_string(), "ExternalScript", engine.load_script(path).ok()?),
        _ => return None,
    };
    let tree = block.tree().clone();
    let sections = tree.help.as_deref().map(Sections::read);
    if let Some(target) = sections.as_ref().and_then(Sections::forward_target)
        && let Some(target) = forward_target(engine, target, &name)
        && let Some(forwards) = forwards.checked_sub(1)
    {
        return after(engine, &target, forwards);
    }
    Some(of_script(engine, found, Help { name, category, ..Help::default() }, &tree, sections))
}

/// The command that help passes on to: a cmdlet when a function stands in front of one of the same name.
fn forward_target(engine: &mut Engine, target: &str, own: &str) -> Option<Found> {
    let bare = target.rsplit_once('\\').map_or(target, |(_, bare)| bare);
    if bare.eq_ignore_ascii_case(own) {
        return engine.native_commands().find(|info| info.name.eq_ignore_ascii_case(bare)).map(Found::Native);
    }
    engine.find_command(target).ok().map(Found::from)
}

/// The help of a native command.
pub fn of_native(engine: &mut Engine, info: &'static CommandInfo) -> Help {
    let found = Found::Native(info);
    let (synopsis, description) = paragraphs(info.help);
    let codes = examples::of(info);
    let uses: Vec<Use> = codes.iter().flat_map(|code| examples::uses(info, code)).collect();
    let mut help = Help {
        name: info.name.to_string(),
        category: "Cmdlet",
        module: info.module.to_string(),
        synopsis,
        description,
        aliases: info.aliases.iter().map(|alias| (*alias).to_string()).collect(),
        outputs: info.output_types.iter().map(|name| (*name).to_string()).collect(),
        examples: codes.iter().map(|code| example(code)).collect(),
        ..Help::default()
    };
    help.syntax = syntax(engine, &found);
    if let Some(table) = found.table(engine) {
        help.advanced = table.advanced;
        for parameter in table.parameters.iter().take(table.own) {
            let declared = info.parameters.iter().find(|known| known.name == &*parameter.name);
            if declared.is_some_and(|known| known.hidden) {
                continue;
            }
            let mut made = parameter_help(parameter);
            if let Some(declared) = declared {
                made.description = declared.help.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n");
                made.wildcards = declared.wildcards;
                if !declared.values.is_empty() {
                    made.description.push_str(&format!("\nOne of: {}", declared.values.join(", ")));
                }
                if let Some(used) = uses.iter().find(|used| used.parameter == declared.name) {
                    made.description.push_str(&format!("\nExample: {}", used.code.trim()));
                }
            }
            help.parameters.push(made);
        }
    }
    help
}

fn example(code: &str) -> Example {
    Example { prompt: PROMPT.into(), code: code.into(), remarks: String::new() }
}

/// Synopsis, then the paragraphs up to the examples.
fn paragraphs(text: &str) -> (String, String) {
    let text = text.split("# Examples").next().unwrap_or(text);
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    let end = lines.iter().position(|line| line.is_empty()).unwrap_or(lines.len());
    let synopsis = lines.get(..end).unwrap_or_default().join(" ");
    let description = lines.get(end..).unwrap_or_default().join("\n").trim().to_string();
    (synopsis, description)
}

fn syntax(engine: &mut Engine, found: &Found) -> Vec<String> {
    let name = found.name();
    let Some(table) = found.table(engine) else { return vec![name] };
    let count = table.sets.len().max(1);
    (0..count)
        .map(|index| {
            let set = if table.sets.is_empty() { u32::MAX } else { 1 << index };
            help_types(&command_syntax::line(&name, &table, set), &table)
        })
        .collect()
}

/// Syntax with types as help writes them: `<String>`, not `<string>`.
fn help_types(line: &str, table: &BindingTable) -> String {
    let mut text = line.to_string();
    for parameter in &table.parameters {
        let short = command_syntax::short(&parameter.type_name);
        let long = help_type(&parameter.type_name);
        text = text
            .replace(&format!("-{}] <{short}>", parameter.name), &format!("-{}] <{long}>", parameter.name));
        text =
            text.replace(&format!("-{} <{short}>", parameter.name), &format!("-{} <{long}>", parameter.name));
    }
    text
}

/// The class's own name: `String[]`, `Int32`.
fn help_type(name: &str) -> String {
    if let Some(element) = name.strip_suffix("[]") {
        return format!("{}[]", help_type(element));
    }
    let full = types::full_name_of(name);
    full.rsplit('.').next().unwrap_or(&full).to_string()
}

fn parameter_help(parameter: &Parameter) -> HelpParameter {
    let place = parameter.memberships.first();
    let by_value = parameter.memberships.iter().any(|place| place.by_value);
    let by_name = parameter.memberships.iter().any(|place| place.by_name);
    let pipeline = match (by_value, by_name) {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };
    HelpParameter {
        name: parameter.name.to_string(),
        type_name: help_type(&parameter.type_name),
        is_switch: parameter.is_switch,
        required: place.is_some_and(|place| place.mandatory),
        position: match place.and_then(|place| place.position).filter(|_| !parameter.is_switch) {
            Some(position) => (position + 1).to_string(),
            None => "named".into(),
        },
        default: zero(&parameter.type_name, parameter.is_switch),
        pipeline: pipeline.into(),
        aliases: parameter.aliases.iter().map(|alias| alias.to_string()).collect(),
        ..HelpParameter::default()
    }
}

/// What a parameter holds that is not given.
fn zero(type_name: &str, is_switch: bool) -> String {
    match types::full_name_of(type_name).as_str() {
        _ if is_switch => "False".into(),
        "System.Int32" | "System.Int64" | "System.Double" | "System.Byte" | "System.Int16"
        | "System.Decimal" | "System.UInt32" | "System.UInt64" | "System.Single" => "0".into(),
        "System.Boolean" => "False".into(),
        _ => String::new(),
    }
}

fn of_script(
    engine: &mut Engine,
    found: &Found,
    mut help: Help,
    tree: &ScriptBlock,
    sections: Option<Sections>,
) -> Help {
    help.module = found.module_name();
    help.syntax = syntax(engine, found);
    match &sections {
        Some(sections) => sections.fill(&mut help),
        None => help.synopsis = help.syntax.join("\n"),
    }
    let sections = sections.unwrap_or_default();
    let Some(table) = found.table(engine) else { return help };
    help.advanced = table.advanced;
    for parameter in table.parameters.iter().take(table.own) {
        let mut made = parameter_help(parameter);
        made.description = sections.parameter(&parameter.name).unwrap_or_default();
        let declared = tree.parameters.iter().flatten();
        let at =
            declared.enumerate().find(|(_, known)| known.name.text.eq_ignore_ascii_case(&parameter.name));
        if let Some((index, declared)) = at {
            declaration(&mut made, declared, tree);
            if let Some(text) = tree.parameter_help.get(index).filter(|_| made.description.is_empty()) {
                made.description = help_comment::section(&text.lines().collect::<Vec<&str>>());
            }
        }
        help.parameters.push(made);
    }
    // What `SupportsShouldProcess` adds is shown as well; the other common parameters have their own paragraph.
    let added = table.parameters.iter().skip(table.own);
    let asking = added.filter(|known| matches!(&*known.name, "WhatIf" | "Confirm"));
    help.parameters.extend(asking.map(|known| HelpParameter {
        description: sections.parameter(&known.name).unwrap_or_default(),
        default: String::new(),
        ..parameter_help(known)
    }));
    help
}

/// What the declaration of a parameter says: its default value and its attributes.
fn declaration(made: &mut HelpParameter, declared: &ast::Parameter, tree: &ScriptBlock) {
    let text =
        |value: &ast::Expression| value.span.text(&tree.source.text).trim_matches(['\'', '"']).to_string();
    match &declared.default {
        Some(default) => made.default = default.span.text(&tree.source.text).trim_matches('\'').to_string(),
        None if made.required => made.default = String::new(),
        None => {}
    }
    for attribute in &declared.attributes {
        let ast::ParameterAttribute::Attribute(attribute) = attribute else { continue };
        let name = attribute.name.name.to_ascii_lowercase();
        let name = name.rsplit('.').next().unwrap_or(&name);
        match name.strip_suffix("attribute").unwrap_or(name) {
            "supportswildcards" => made.wildcards = true,
            "psdefaultvalue" => {
                let given = |wanted: &str| {
                    let found =
                        attribute.named.iter().find(|(name, _)| name.text.eq_ignore_ascii_case(wanted));
                    found.and_then(|(_, value)| value.as_ref()).map(text)
                };
                if let Some(told) = given("Help").or_else(|| given("Value")) {
                    made.default = told;
                }
            }
            _ => {}
        }
    }
}
