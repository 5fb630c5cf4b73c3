//! `#requires`: what a script asks for before it runs.

use super::error::{Category, Exception};
use super::module::{ImportOptions, compare_versions};
use super::value::Value;
use super::{COMPATIBLE_VERSION, Engine, Fault, Outcome, convert, member};
use crate::language::ast::{
    Command, CommandElement, Expression, ExpressionKind, PipelineElement, ScriptBlock, Statement,
    StatementKind,
};
use crate::language::{Source, SyntaxError, parse};
use std::rc::Rc;

/// Names of the parameters, in PowerShell's order.
const NAMES: [&str; 6] = ["Version", "PSEdition", "Modules", "PSSnapin", "RunAsAdministrator", "Assembly"];

/// One requirement: the parameter's name, its argument as an expression and as written.
struct Requirement<'a> {
    name: &'static str,
    argument: Option<&'a Expression>,
    text: String,
}

impl Engine {
    /// Checks the `#requires` lines of a script. Errors: PowerShell's, by what is missing.
    pub(crate) fn check_requires(&mut self, tree: &ScriptBlock, script: &str) -> Outcome {
        for line in &tree.requires {
            // The arguments are written as a command's are.
            let parsed = parse(Source::inline(format!("requires {}", line.arguments)));
            let Some(block) = parsed.script.clone().filter(|_| parsed.errors.is_empty()) else {
                return Err(super::scripts::parse_fault(&parsed));
            };
            let elements =
                only_command(&block).map(|command| command.elements.as_slice()).unwrap_or_default();
            for requirement in requirements(elements, &block.source.text).map_err(refused_text)? {
                self.check_requirement(&block, &requirement, script)?;
            }
        }
        Ok(())
    }

    /// The values of an argument. Errors: it is not constant.
    fn constants(&mut self, block: &Rc<ScriptBlock>, requirement: &Requirement<'_>) -> Outcome<Vec<Value>> {
        let Some(argument) = requirement.argument else { return Ok(Vec::new()) };
        if !is_constant(argument) {
            return Err(refused_text(not_constant()));
        }
        let value = self.attribute_argument(block, argument)?;
        Ok(member::enumerate(self, &value)?.unwrap_or_else(|| vec![value]))
    }

    fn check_requirement(
        &mut self,
        block: &Rc<ScriptBlock>,
        requirement: &Requirement<'_>,
        script: &str,
    ) -> Outcome {
        match requirement.name {
            "Version" => {
                let wanted = requirement.text.trim_matches(['\'', '"']);
                let text = if wanted.contains('.') { wanted.to_string() } else { format!("{wanted}.0") };
                match compare_versions(self, COMPATIBLE_VERSION, &text) {
                    None => Err(refused_text(bad_version())),
                    Some(std::cmp::Ordering::Less) => Err(unmatched_version(script, wanted)),
                    Some(_) => Ok(()),
                }
            }
            "PSEdition" => {
                let mut editions = Vec::new();
                for value in self.constants(block, requirement)? {
                    editions.push(convert::to_text(self, &value)?);
                }
                if editions.iter().any(|edition| edition.eq_ignore_ascii_case("Core")) {
                    return Ok(());
                }
                Err(unmatched_edition(script, &editions.join(",")))
            }
            "Modules" => {
                for value in self.constants(block, requirement)? {
                    self.require_module(&value, script)?;
                }
                Ok(())
            }
            "PSSnapin" => {
                let message = format!(
                    "The script '{script}' cannot be run because the following snap-ins that are specified by the \"#requires\" statements of the script are missing: {}.",
                    requirement.text
                );
                Err(refused("ScriptRequiresMissingPSSnapIns", message, script))
            }
            _ => Ok(()),
        }
    }

    fn require_module(&mut self, value: &Value, script: &str) -> Outcome {
        let (name, wanted) = self.module_specification(value)?;
        let is_there = self.modules.clone().iter().any(|module| {
            module.name.eq_ignore_ascii_case(&name) && wanted.takes(self, &module.version.borrow())
        });
        if is_there || self.import_named(&name, &wanted, &ImportOptions::default()).is_ok() {
            return Ok(());
        }
        let versions = [
            ("ModuleVersion", &wanted.least),
            ("MaximumVersion", &wanted.most),
            ("RequiredVersion", &wanted.exact),
        ];
        let shown: String = versions
            .iter()
            .filter_map(|(key, version)| version.as_ref().map(|version| format!("; {key} = '{version}'")))
            .collect();
        let shown = if shown.is_empty() { name } else { format!("@{{ ModuleName = '{name}'{shown} }}") };
        let message = format!(
            "The script '{script}' cannot be run because the following modules that are specified by the \"#requires\" statements of the script are missing: {shown}."
        );
        Err(refused("ScriptRequiresMissingModules", message, script))
    }
}

/// What is wrong with a `#requires` line as a text: id and sentence.
type Wrong = (&'static str, String);

fn not_constant() -> Wrong {
    ("RequiresArgumentMustBeConstant", "Argument must be constant.".to_string())
}

/// The `#requires` lines that no script could meet, which PowerShell finds when it parses.
pub(super) fn syntax_errors(tree: &ScriptBlock) -> Vec<SyntaxError> {
    let found = tree.requires.iter().filter_map(|line| {
        let (id, message) = wrong_line(&line.arguments)?;
        Some(SyntaxError { span: line.span, id, message, incomplete: false })
    });
    found.collect()
}

fn wrong_line(arguments: &str) -> Option<Wrong> {
    let parsed = parse(Source::inline(format!("requires {arguments}")));
    let block = parsed.script.filter(|_| parsed.errors.is_empty())?;
    let elements = only_command(&block).map(|command| command.elements.as_slice()).unwrap_or_default();
    let found = match requirements(elements, &block.source.text) {
        Ok(found) => found,
        Err(wrong) => return Some(wrong),
    };
    found.iter().find_map(|requirement| match requirement.name {
        "Version" => (!is_version(requirement.text.trim_matches(['\'', '"']))).then(bad_version),
        "PSEdition" | "Modules" => {
            requirement.argument.filter(|value| !is_constant(value)).map(|_| not_constant())
        }
        _ => None,
    })
}

/// `7`, `7.2`, `7.2.1.0`
fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() <= 4
        && parts.iter().all(|part| part.parse::<u32>().is_ok_and(|number| number <= i32::MAX as u32))
}

/// The command that a text is, when it is no more than that.
fn only_command(block: &ScriptBlock) -> Option<&Command> {
    let statement = block.end.as_ref()?.statements.first()?;
    let StatementKind::Chain(chain) = &statement.kind else { return None };
    match chain.first.elements.first()? {
        PipelineElement::Command(command) => Some(command),
        PipelineElement::Expression { .. } => None,
    }
}

/// Pairs parameters with their arguments. Errors: a parameter that is not known, or has no argument.
fn requirements<'a>(elements: &'a [CommandElement], text: &str) -> Result<Vec<Requirement<'a>>, Wrong> {
    let mut found: Vec<Requirement<'a>> = Vec::new();
    for element in elements.iter().skip(1) {
        match element {
            CommandElement::Parameter { name, argument, .. } => {
                let full = full_name(name).ok_or_else(|| bad_parameter(&format!("-{name}")))?;
                let text = argument.as_ref().map(|argument| argument.span.text(text).to_string());
                found.push(Requirement {
                    name: full,
                    argument: argument.as_ref(),
                    text: text.unwrap_or_default(),
                });
            }
            CommandElement::Argument(argument) => match found.last_mut() {
                Some(last) if last.argument.is_none() && last.name != "RunAsAdministrator" => {
                    last.argument = Some(argument);
                    last.text = argument.span.text(text).to_string();
                }
                _ => return Err(bad_parameter(argument.span.text(text))),
            },
            _ => {}
        }
    }
    match found
        .iter()
        .find(|requirement| requirement.argument.is_none() && requirement.name != "RunAsAdministrator")
    {
        Some(requirement) => {
            let message = format!("Parameter {} requires an argument.", requirement.name);
            Err(("ParameterRequiresArgument", message))
        }
        None => Ok(found),
    }
}

/// Texts, numbers, and lists and tables of them.
fn is_constant(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Number(_) | ExpressionKind::String { .. } => true,
        ExpressionKind::List(items) => items.iter().all(is_constant),
        ExpressionKind::Hashtable(pairs) => pairs
            .iter()
            .all(|(key, value)| is_constant(key) && constant_statement(value).is_some_and(is_constant)),
        _ => false,
    }
}

/// The expression that a statement is, when it is nothing else.
fn constant_statement(statement: &Statement) -> Option<&Expression> {
    let StatementKind::Chain(chain) = &statement.kind else { return None };
    match chain.first.elements.as_slice() {
        [PipelineElement::Expression { expression, .. }] => Some(expression),
        _ => None,
    }
}

fn full_name(word: &str) -> Option<&'static str> {
    let starts = |name: &&&str| {
        !word.is_empty() && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    NAMES.iter().find(starts).copied()
}

fn refused(id: &str, message: String, script: &str) -> Box<Fault> {
    let exception = Exception::new("System.Management.Automation.ScriptRequiresException", message);
    Fault::error(exception, id, Category::ResourceUnavailable, Value::text(script))
}

fn unmatched_version(script: &str, wanted: &str) -> Box<Fault> {
    let message = format!(
        "The script '{script}' cannot be run because it contained a \"#requires\" statement for PowerShell {wanted}. The version of PowerShell that is required by the script does not match the currently running version of PowerShell {COMPATIBLE_VERSION}."
    );
    refused("ScriptRequiresUnmatchedPSVersion", message, script)
}

fn refused_text((id, message): Wrong) -> Box<Fault> {
    let exception = Exception::new("System.Management.Automation.ParseException", message);
    Fault::error(exception, id, Category::ParserError, Value::Null)
}

fn bad_parameter(word: &str) -> Wrong {
    let message = format!(
        "Cannot process the #requires statement: the parameter '{word}' is not valid or needs an argument."
    );
    ("ParameterRequiresArgument", message)
}

fn bad_version() -> Wrong {
    let message = "The argument for the Version parameter is not valid. Specify a valid PowerShell version, in the format major.minor version.";
    ("RequiresVersionInvalid", message.to_string())
}

fn unmatched_edition(script: &str, editions: &str) -> Box<Fault> {
    let message = format!(
        "The script '{script}' cannot be run because it contained a \"#requires\" statement for PowerShell editions '{editions}'. The edition of PowerShell that is required by the script does not match the currently running PowerShell Core edition."
    );
    let exception = Exception::runtime(message);
    Fault::error(exception, "ScriptRequiresUnmatchedPSEdition", Category::NotSpecified, Value::Null)
}
