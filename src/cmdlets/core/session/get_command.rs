//! `Get-Command`.

use super::command_syntax::syntax;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, CommandInfo, Context};
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
