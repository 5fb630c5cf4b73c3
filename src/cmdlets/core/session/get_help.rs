//! `Get-Help`.

use super::command_syntax::syntax;
use crate::cmdlet;
use crate::engine::command::{Cmdlet, CommandInfo, Context, ParameterInfo};
use crate::engine::error::Category;
use crate::engine::lookup::Command;
use crate::engine::value::Value;
use crate::engine::{Outcome, operators};

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
