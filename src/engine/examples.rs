//! The examples of native commands: those that a declaration has, and those made from its parameters.

use super::command::{CommandInfo, ParameterInfo};
use crate::language::ast::{Command, CommandElement, ExpressionKind, Statement};
use crate::language::visit::{Visitor, walk_command, walk_statement};
use crate::language::{Source, parse};

/// The examples of a command, one a text: those declared, then those made.
pub fn of(info: &CommandInfo) -> Vec<String> {
    let mut all = split(&info.example_lines(), info.name, info.aliases);
    all.extend(info.made_examples.map(|make| make()).unwrap_or_default());
    all
}

/// The lines of a declaration as examples: each ends with a statement that runs the command; what stands in front
/// prepares it, and what follows the last one belongs to it.
pub fn split(lines: &[&str], name: &str, aliases: &[&str]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let mut code = String::new();
    let mut runs_it = false;
    for line in lines {
        if !code.is_empty() {
            code.push('\n');
        }
        code.push_str(line);
        runs_it |= mentions(line, name, aliases);
        if runs_it && !parse(Source::inline(code.as_str())).is_incomplete() {
            codes.push(std::mem::take(&mut code));
            runs_it = false;
        }
    }
    match codes.last_mut() {
        Some(last) if !code.is_empty() => last.push_str(&format!("\n{code}")),
        None if !code.is_empty() => codes.push(code),
        _ => {}
    }
    codes
}

/// Whether a word of the line is the command or one of its aliases.
fn mentions(line: &str, name: &str, aliases: &[&str]) -> bool {
    let breaks = |letter: char| letter.is_whitespace() || "|&;(){}=,".contains(letter);
    let named = |word: &str| aliases.iter().chain([&name]).any(|known| word.eq_ignore_ascii_case(known));
    line.split(breaks).any(named)
}

/// A place in an example that gives the command a parameter by its name or its alias.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// As declared.
    pub parameter: &'static str,
    /// The outermost statement around it, as written.
    pub code: String,
}

/// Every use of a named parameter of the command in an example.
pub fn uses(info: &CommandInfo, example: &str) -> Vec<Use> {
    let parsed = parse(Source::inline(example));
    let mut finder = Finder { info, example, around: Vec::new(), found: Vec::new() };
    if let Some(script) = &parsed.script {
        finder.script_block(script);
    }
    finder.found
}

struct Finder<'a> {
    info: &'a CommandInfo,
    example: &'a str,
    /// Statements that the node is in, outer first.
    around: Vec<String>,
    found: Vec<Use>,
}

impl Finder<'_> {
    fn runs_it(&self, command: &Command) -> bool {
        let Some(CommandElement::Argument(name)) = command.elements.first() else { return false };
        let ExpressionKind::String { value, .. } = &name.kind else { return false };
        self.info.aliases.iter().chain([&self.info.name]).any(|known| value.eq_ignore_ascii_case(known))
    }

    fn declared(&self, given: &str) -> Option<&'static ParameterInfo> {
        let is_it = |name: &&str| name.eq_ignore_ascii_case(given);
        self.info.parameters.iter().find(|own| is_it(&own.name) || own.aliases.iter().any(is_it))
    }
}

impl Visitor for Finder<'_> {
    fn statement(&mut self, statement: &Statement) {
        self.around.push(statement.span.text(self.example).to_string());
        walk_statement(self, statement);
        self.around.pop();
    }

    fn command(&mut self, command: &Command) {
        if self.runs_it(command) {
            for element in &command.elements {
                let CommandElement::Parameter { name, .. } = element else { continue };
                if let Some(declared) = self.declared(name) {
                    let code = self.around.first().cloned().unwrap_or_default();
                    self.found.push(Use { parameter: declared.name, code });
                }
            }
        }
        walk_command(self, command);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::value::Value;

    fn shown(lines: &[&str]) -> Vec<String> {
        split(lines, "Move-Thing", &["mt"])
    }

    #[test]
    fn what_prepares_an_example_belongs_to_it() {
        let first = ["New-Thing a", "New-Thing b", "Move-Thing a"];
        let second = ["New-Thing c", "'a', 'b' | ForEach-Object {", "  mt $_", "}", "Get-Thing"];
        assert_eq!(shown(&[first.as_slice(), &second].concat()), [first.join("\n"), second.join("\n")]);
        assert_eq!(shown(&["Get-Other"]), ["Get-Other"]);
        assert!(shown(&[]).is_empty());
    }

    #[test]
    fn only_the_commands_own_named_arguments_are_uses() {
        const TO: &[ParameterInfo] = &[
            ParameterInfo { aliases: &["Target"], ..ParameterInfo::of::<Value>("To", "") },
            ParameterInfo::of::<bool>("Force", ""),
        ];
        let info = CommandInfo {
            aliases: &["mt"],
            ..CommandInfo::of("Move-Thing", "", TO, || unreachable!("it is not run"))
        };
        let found = uses(&info, "New-Thing a -Force; 1 | ForEach-Object { mt a -target:b }\n'-To'");
        let used = Use { parameter: "To", code: "1 | ForEach-Object { mt a -target:b }".into() };
        assert_eq!(found, [used]);
    }
}
