//! `Get-Command` and `Get-Help`, from the commands' own tables.

use crate::cmdlet;
use crate::engine::command::{Cmdlet, CommandInfo, Context, ParameterInfo};
use crate::engine::error::Category;
use crate::engine::lookup::Command;
use crate::engine::types::record;
use crate::engine::value::Value;
use crate::engine::{Engine, Outcome, operators};

record::record_class!(COMMAND "System.Management.Automation.CommandInfo" ["Name", "CommandType", "Version", "Source", "ModuleName", "Definition", "Parameters"]);

cmdlet! {
    /// Lists commands.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Command -Noun Object
    /// Get-Command Write-Host -Syntax
    /// ```
    "Get-Command" as GetCommand { aliases: &["gcm"], module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.GetCommandCommand" }
    parameters {
        /// Names, with wildcards.
        "Name" name: Vec<String> { position: Some(0), pipe: Pipe::Both, wildcards: true },
        /// Verbs, with wildcards.
        "Verb" verb: Vec<String> { pipe: Pipe::ByName },
        /// Nouns, with wildcards.
        "Noun" noun: Vec<String> { pipe: Pipe::ByName },
        /// Modules, with wildcards.
        "Module" module: Vec<String> { aliases: &["PSSnapin"], pipe: Pipe::ByName },
        /// Kinds of commands.
        "CommandType" kind: Vec<String> { aliases: &["Type"], pipe: Pipe::ByName },
        /// Sends how the command is called.
        "Syntax" syntax: bool { pipe: Pipe::ByName },
        /// Only so many.
        "TotalCount" total: Option<i32> { pipe: Pipe::ByName },
        /// All commands of a name.
        "All" all: bool { pipe: Pipe::ByName },
        /// Only commands of this session.
        "ListImported" imported: bool { pipe: Pipe::ByName },
    }
}

/// One command as it is listed.
struct Listed {
    name: String,
    kind: &'static str,
    source: String,
    definition: String,
    info: Option<&'static CommandInfo>,
}

impl Cmdlet for GetCommand {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let names = if self.name.is_empty() { vec!["*".to_string()] } else { self.name.clone() };
        let mut sent = 0;
        for name in names {
            let mut found = listed(context.engine, &name);
            found.retain(|command| self.wants(command));
            found.sort_by_key(|command| command.name.to_lowercase());
            if found.is_empty() && !operators::has_wildcard(&name) {
                let message = format!(
                    "The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again."
                );
                context.fail(
                    "System.Management.Automation.CommandNotFoundException",
                    message,
                    "CommandNotFoundException",
                    Category::ObjectNotFound,
                    Value::text(name),
                )?;
                continue;
            }
            for command in found {
                if self.total.is_some_and(|total| sent >= total) {
                    return Ok(());
                }
                sent += 1;
                let value = if self.syntax { Value::text(syntax_of(&command)) } else { object(command) };
                context.output(value)?;
            }
        }
        Ok(())
    }
}

impl GetCommand {
    fn wants(&self, command: &Listed) -> bool {
        let (verb, noun) = command.name.split_once('-').unwrap_or(("", command.name.as_str()));
        let any = |patterns: &[String], text: &str| {
            patterns.is_empty() || patterns.iter().any(|pattern| operators::like(text, pattern, true))
        };
        any(&self.verb, verb)
            && any(&self.noun, noun)
            && any(&self.module, &command.source)
            && (self.kind.is_empty()
                || self
                    .kind
                    .iter()
                    .any(|kind| kind.eq_ignore_ascii_case(command.kind) || kind.eq_ignore_ascii_case("All")))
    }
}

/// Native commands, functions, aliases and programs of a name or pattern.
fn listed(engine: &mut Engine, pattern: &str) -> Vec<Listed> {
    let mut found = Vec::new();
    for info in engine.native_commands() {
        if operators::like(info.name, pattern, true) {
            found.push(Listed {
                name: info.name.into(),
                kind: "Cmdlet",
                source: info.module.into(),
                definition: syntax(info),
                info: Some(info),
            });
        }
        for alias in info.aliases {
            if operators::like(alias, pattern, true) && (pattern != "*") {
                found.push(Listed {
                    name: (*alias).into(),
                    kind: "Alias",
                    source: String::new(),
                    definition: info.name.into(),
                    info: None,
                });
            }
        }
    }
    for scope in engine.scope.chain() {
        for (_, function) in scope.functions.borrow().iter() {
            if operators::like(&function.name, pattern, true)
                && !found.iter().any(|known| known.name.eq_ignore_ascii_case(&function.name))
            {
                let kind = if function.filter { "Filter" } else { "Function" };
                found.push(Listed {
                    name: function.name.to_string(),
                    kind,
                    source: String::new(),
                    definition: function.block.text().to_string(),
                    info: None,
                });
            }
        }
    }
    if found.is_empty()
        && !operators::has_wildcard(pattern)
        && let Ok(Command::Program(path) | Command::Script(path)) = engine.find_command(pattern)
    {
        let shown = path.display().to_string();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let kind = if shown.ends_with(".ps1") { "ExternalScript" } else { "Application" };
        found.push(Listed { name, kind, source: shown.clone(), definition: shown, info: None });
    }
    found
}

fn object(command: Listed) -> Value {
    let shown = match command.kind {
        "Alias" => format!("{} -> {}", command.name, command.definition),
        _ => command.name.clone(),
    };
    let mut parameters = crate::engine::object::Hashtable::new(false);
    for parameter in command.info.map(|info| info.parameters).unwrap_or_default() {
        parameters.set(Value::text(parameter.name), Value::text(parameter.type_name));
    }
    let version =
        if command.info.is_some() { crate::engine::types::version::of(&[7, 0, 0, 0]) } else { Value::Null };
    record::made(
        &COMMAND,
        shown,
        [
            ("Name", Value::text(command.name)),
            ("CommandType", Value::text(command.kind)),
            ("Version", version),
            ("Source", Value::text(command.source.as_str())),
            ("ModuleName", Value::text(command.source)),
            ("Definition", Value::text(command.definition)),
            ("Parameters", crate::engine::object::hashtable_value(parameters)),
        ],
    )
}

fn syntax_of(command: &Listed) -> String {
    match command.info {
        Some(info) => syntax(info),
        None => command.definition.clone(),
    }
}

/// `Verb-Noun [-Name] <type> [-Switch] [<CommonParameters>]`, a line for each parameter set.
pub(super) fn syntax(info: &CommandInfo) -> String {
    let mut sets: Vec<&str> = Vec::new();
    for membership in info.parameters.iter().flat_map(|parameter| parameter.sets) {
        if !sets.contains(&membership.set) {
            sets.push(membership.set);
        }
    }
    if sets.is_empty() {
        sets.push("");
    }
    let lines: Vec<String> = sets
        .iter()
        .map(|set| {
            let mut words = vec![info.name.to_string()];
            words.extend(
                info.parameters
                    .iter()
                    .filter(|parameter| !parameter.hidden)
                    .filter_map(|parameter| word(parameter, set)),
            );
            if info.should_process.is_some() {
                words.extend(["[-WhatIf]".into(), "[-Confirm]".into()]);
            }
            words.push("[<CommonParameters>]".into());
            words.join(" ")
        })
        .collect();
    lines.join("\n\n")
}

/// How a parameter is written in one set; `None` when it is not in it.
fn word(parameter: &ParameterInfo, set: &str) -> Option<String> {
    let (position, mandatory) = match parameter.sets {
        [] => (parameter.position, parameter.mandatory),
        places => {
            places.iter().find(|place| place.set == set).map(|place| (place.position, place.mandatory))?
        }
    };
    if parameter.is_switch {
        return Some(format!("[-{}]", parameter.name));
    }
    let name =
        if position.is_some() { format!("[-{}]", parameter.name) } else { format!("-{}", parameter.name) };
    let kind = if parameter.values.is_empty() {
        format!("<{}>", parameter.type_name)
    } else {
        format!("{{{}}}", parameter.values.join(" | "))
    };
    Some(match (mandatory, position.is_some()) {
        (true, _) => format!("{name} {kind}"),
        (false, _) => format!("[{name} {kind}]"),
    })
}

cmdlet! {
    /// Shows what a command does, its parameters and examples.
    ///
    /// # Examples
    /// ```powershell
    /// Get-Help Sort-Object
    /// Get-Help Sort-Object -Parameter Top
    /// ```
    "Get-Help" as GetHelp { aliases: &["help"], module: "Microsoft.PowerShell.Core", class: "Microsoft.PowerShell.Commands.GetHelpCommand" }
    parameters {
        /// The command, or a pattern of names.
        "Name" name: Option<String> { position: Some(0), pipe: Pipe::ByName },
        /// Only the examples.
        "Examples" examples: bool,
        /// Everything.
        "Full" full: bool,
        /// More than usual.
        "Detailed" detailed: bool,
        /// Only these parameters.
        "Parameter" parameter: Vec<String>,
    }
}

impl Cmdlet for GetHelp {
    fn process(&mut self, context: &mut Context<'_>) -> Outcome {
        let name = self.name.clone().unwrap_or_else(|| "Get-Help".into());
        if operators::has_wildcard(&name) {
            for info in context.engine.native_commands() {
                if operators::like(info.name, &name, true) {
                    let fields =
                        [("Name", Value::text(info.name)), ("Synopsis", Value::text(synopsis(info)))];
                    context.output(Value::custom(fields))?;
                }
            }
            return Ok(());
        }
        let text = match context.engine.find_command(&name) {
            Ok(Command::Native(info)) => self.native(info),
            Ok(Command::Function(function)) => function_help(&function.name, function.block.tree()),
            _ => {
                let message = format!(
                    "Get-Help could not find {name} in a help file in this session. To download updated help topics type: \"Update-Help\". To get help online, search for the help topic in the TechNet library at https://go.microsoft.com/fwlink/?LinkID=107116."
                );
                return context.fail(
                    "Microsoft.PowerShell.Commands.HelpNotFoundException",
                    message,
                    "HelpNotFound",
                    Category::ResourceUnavailable,
                    Value::Null,
                );
            }
        };
        context.output(Value::text(text))
    }
}

fn synopsis(info: &CommandInfo) -> String {
    info.help
        .trim()
        .lines()
        .take_while(|line| !line.trim().is_empty())
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ")
}

impl GetHelp {
    fn native(&self, info: &'static CommandInfo) -> String {
        let mut text = String::new();
        if !self.parameter.is_empty() {
            for parameter in info.parameters {
                if self.parameter.iter().any(|pattern| operators::like(parameter.name, pattern, true)) {
                    text.push_str(&parameter_help(parameter));
                }
            }
            return text;
        }
        text.push_str(&format!("\nNAME\n    {}\n\nSYNOPSIS\n    {}\n", info.name, synopsis(info)));
        if !self.examples {
            let syntax = syntax(info).replace('\n', "\n    ");
            text.push_str(&format!("\nSYNTAX\n    {syntax}\n\nPARAMETERS\n"));
            for parameter in info.parameters.iter().filter(|parameter| !parameter.hidden) {
                text.push_str(&parameter_help(parameter));
            }
        }
        let examples = info.example_lines();
        if !examples.is_empty() {
            text.push_str("\nEXAMPLES\n");
            examples.iter().for_each(|line| text.push_str(&format!("    PS> {line}\n")));
        }
        text
    }
}

fn parameter_help(parameter: &ParameterInfo) -> String {
    let kind = if parameter.is_switch { String::new() } else { format!(" <{}>", parameter.type_name) };
    let mut text = format!("    -{}{kind}\n        {}\n", parameter.name, parameter.help.trim());
    if !parameter.values.is_empty() {
        text.push_str(&format!("        One of: {}\n", parameter.values.join(", ")));
    }
    text + "\n"
}

/// Name and parameters of a function of the session.
fn function_help(name: &str, tree: &crate::language::ast::ScriptBlock) -> String {
    let parameters: Vec<String> =
        tree.parameters.iter().flatten().map(|parameter| format!("[-{}]", parameter.name.text)).collect();
    format!("\nNAME\n    {name}\n\nSYNTAX\n    {name} {}\n", parameters.join(" "))
}
